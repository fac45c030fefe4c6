"""What a picture would be with each quality is found out while that is wanted, and as it would be made."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from desktop.domain.attachment import Offer
from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.vision import AS_IT_IS, Quality, Sight
from desktop.services.sizes import Sizes
from desktop.system import images
from tests.unit.services.test_intake import at_work, room
from tests.unit.system.pictures import encoded, noise
from tests.waiting import until

DATA = encoded(noise().resize((1_200, 900)), "JPEG", quality=95)

OTHER = encoded(noise().resize((1_200, 901)), "JPEG", quality=95)


def sizes_in(it):
    return Sizes(it.intake.preparing, it.images, it.tasks)


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


async def test_a_menu_that_is_open_for_a_moment_has_nothing_made(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes = sizes_in(it)
        sizes.stop()
        sizes.find(chip)
        sizes.stop()
        await until(sizes._finding.done)

        assert sizes.of(chip) == {}


async def test_what_is_being_made_as_the_menu_closes_is_finished_and_nothing_after_it(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes, workers = sizes_in(it), set(it.images._workers)
        sizes.find(chip)
        await until(lambda: at_work(it.images))
        sizes.stop()
        await until(sizes._finding.done)

        assert (1, workers) == (len(sizes.of(chip)), set(it.images._workers))


async def test_what_was_made_ahead_is_not_made_again_when_it_is_chosen(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes = sizes_in(it)
        sizes.find(chip)
        await until(lambda: len(sizes.of(chip)) == 3)
        await it.images.close()
        it.intake.choose(chip.id, Quality.SMALL)
        [chosen] = await it.take()

        assert (Quality.SMALL, []) == (chosen.image.quality or chosen.quality, it.images._workers)


async def test_what_is_being_made_as_it_is_chosen_is_made_once(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes, made = sizes_in(it), []
        ask = it.images._ask
        it.images._ask = lambda kind, *rest: made.append(kind) or ask(kind, *rest)
        sizes.find(chip)
        await until(lambda: at_work(it.images))
        it.intake.choose(chip.id, Quality.ORIGINAL)
        sizes.stop()
        [chosen] = await it.take()
        await until(sizes._finding.done)

        assert (1, Quality.ORIGINAL) == (len(made), chosen.image.quality or chosen.quality)


async def test_what_is_given_up_while_it_is_made_ahead_is_made_for_who_waits_for_it(tmp_path):
    async with room(tmp_path) as it:
        ahead = asyncio.ensure_future(it.images.prepare_ahead(DATA, AS_IT_IS, UNTOUCHED, keeps=False))
        await until(lambda: at_work(it.images))
        waiting = asyncio.ensure_future(it.images.prepare(DATA))
        await asyncio.sleep(0)
        ahead.cancel()

        assert (1_200, 900) == ((made := await waiting).width, made.height)


async def test_what_is_made_ahead_is_kept_as_long_as_it_may_though_another_stood_there_before(tmp_path, monkeypatch):
    async with room(tmp_path) as it:
        monkeypatch.setattr(images, "KEPT", 0.05)
        await it.images.prepare_ahead(DATA, AS_IT_IS, UNTOUCHED, keeps=False)
        monkeypatch.setattr(images, "KEPT", 60)
        later = await it.images.prepare_ahead(OTHER, AS_IT_IS, UNTOUCHED, keeps=False)
        await asyncio.sleep(0.1)

        assert await it.images.prepare(OTHER) is later


async def test_the_picture_whose_menu_is_opened_next_is_the_next_that_is_made(tmp_path):
    async with room(tmp_path) as it:
        first, second = await it.take(Offer("a.jpg", data=DATA), Offer("b.jpg", data=OTHER))
        sizes = sizes_in(it)
        sizes.find(first)
        sizes.find(second)
        await until(lambda: len(sizes.of(second)) == 3)

        assert sizes.of(first) == {}


async def test_a_picture_that_cannot_be_read_any_more_has_no_sizes(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.jpg", data=DATA))
        sizes = sizes_in(it)
        sizes.find(replace(chip, id="gone"))
        await until(sizes._finding.done)

        assert sizes.of(chip) == {}
