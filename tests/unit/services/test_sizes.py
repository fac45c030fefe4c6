"""What a picture would be with each quality is found out while that is wanted, and as it would be made."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.attachment import Offer
from desktop.domain.edits import Edits
from desktop.domain.vision import Quality, Sight
from desktop.services.sizes import Sizes
from tests.unit.services.test_intake import room
from tests.unit.system.pictures import encoded, noise
from tests.waiting import until

DATA = encoded(noise().resize((1_200, 900)), "JPEG", quality=95)


def sizes_in(it):
    return Sizes(it.intake, it.images, it.tasks)


async def test_every_other_quality_is_as_large_as_it_is_once_it_is_chosen(tmp_path):
    async with room(tmp_path) as it:
        it.intake.see(Sight(edge=800, most_encoded=300_000))
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes = sizes_in(it)
        told = []
        sizes.changed.connect(lambda: told.append(len(sizes.of(chip))))
        assert sizes.of(chip) == {}
        sizes.find(chip)
        await until(lambda: Quality.ORIGINAL in sizes.of(chip) and Quality.SMALL in sizes.of(chip))
        known = sizes.of(chip)
        it.intake.choose(chip.id, Quality.ORIGINAL)
        [chosen] = await it.take()

        assert known[Quality.ORIGINAL] == (chosen.image.width, chosen.image.height, chosen.image.size)
        assert 0 < chosen.image.size <= 225_000
        assert told == sorted(told)


async def test_with_other_edits_or_for_another_model_nothing_is_known_and_nothing_is_made_twice(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes, told = sizes_in(it), []
        sizes.changed.connect(lambda: told.append(1))
        sizes.find(chip)
        await until(lambda: len(sizes.of(chip)) == 3)
        sizes.find(chip)
        await until(sizes._finding.done)
        assert sizes.of(replace(chip, edits=Edits(turns=1))) == {}
        assert sizes.of(replace(chip, keeps=True)) == {}
        it.intake.see(Sight(edge=100, most_encoded=1_000))

        assert (sizes.of(chip), len(told)) == ({}, 3)


async def test_what_is_no_longer_wanted_is_not_made(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes = sizes_in(it)
        sizes.stop()
        sizes.find(chip)
        sizes.stop()
        other = sizes._finding
        await until(other.done)

        assert sizes.of(chip) == {}


async def test_a_picture_that_cannot_be_read_any_more_has_no_sizes(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes = sizes_in(it)
        sizes.find(replace(chip, id="gone"))
        await until(sizes._finding.done)

        assert sizes.of(chip) == {}
