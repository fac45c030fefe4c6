from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from desktop.domain.errors import RateLimited
from desktop.services.progress import Asking, Patience, Progress, Receiving, Retrying, Sending, Streaming, Waiting
from tests.waiting import until

QUICK = Patience(upload=0, quiet=0.05, question=0.2, tick=0.01)


def progress_of(patience=QUICK):
    told = []
    progress = Progress(patience, lambda: told.append(progress.phase))
    return progress, told


@pytest.mark.parametrize(("upload", "heard"), [(0, [Sending(3, 10), Sending(6, 10), Waiting()]), (60, [])])
def test_how_much_of_a_question_is_on_its_way_is_told_once_that_takes_long(upload, heard):
    progress, told = progress_of(replace(QUICK, upload=upload))
    progress.start()
    for taken in (3, 6, 10):
        progress.sending(taken, 10)

    assert heard == told
    assert Waiting() == progress.phase


async def watched(progress, until_it_is):
    watching = asyncio.create_task(progress.watch())
    await until(lambda: until_it_is(progress.phase))
    watching.cancel()


async def test_a_line_that_stands_still_is_told_and_not_taken_for_the_providers_silence():
    progress, told = progress_of(replace(QUICK, upload=0.03))
    progress.start()
    progress.sending(1, 4)
    at_once = list(told)
    await watched(progress, lambda phase: phase == Sending(1, 4))
    await asyncio.sleep(2 * QUICK.quiet)
    progress._look()

    assert [] == at_once
    assert [Sending(1, 4)] == told


def test_no_answer_is_late_while_its_question_is_sent():
    progress, _ = progress_of(Patience(quiet=60))
    progress._last_content -= 120
    progress.sending(3, 10)

    assert Waiting() == progress.phase


def test_of_a_question_that_is_wanted_no_more_nothing_is_on_its_way():
    progress, _ = progress_of()
    progress.sending(3, 10)
    progress.sent()

    assert Waiting() == progress.phase


async def test_silence_is_worth_a_word_then_a_question_until_the_person_goes_on():
    progress, told = progress_of()
    await watched(progress, lambda phase: isinstance(phase, Asking))
    progress.keep_waiting()

    assert [Waiting(1), Asking(1), Waiting()] == told


async def test_nobody_is_asked_about_silence_after_the_first_words():
    progress, told = progress_of(replace(QUICK, question=QUICK.quiet))
    progress.content_arrived()
    await watched(progress, lambda phase: phase == Streaming(1))
    progress.content_arrived()

    assert progress.begun
    assert [Streaming(), Streaming(1), Streaming()] == told


async def test_a_picture_that_arrives_is_told_of_with_its_size_and_that_no_more_of_it_comes():
    progress, told = progress_of(replace(QUICK, question=QUICK.quiet))
    progress.content_arrived()
    for size in (6_000, 7_000, 0, 8_000):
        progress.receiving(size)
    await watched(progress, lambda phase: phase == Receiving(8_000, 1))
    progress.receiving(9_000)

    sizes = [Streaming(), Receiving(6_000), Receiving(7_000), Streaming(), Receiving(8_000)]
    assert [*sizes, Receiving(8_000, 1), Receiving(9_000)] == told


async def test_a_picture_that_is_all_there_is_so_far_is_no_queue_but_the_person_is_asked_in_the_end():
    progress, told = progress_of()
    progress.receiving(8_000)
    await watched(progress, lambda phase: isinstance(phase, Asking))

    assert [Receiving(8_000), Receiving(8_000, 1), Asking(1)] == told


async def test_the_wait_before_another_try_is_counted_down_and_is_nobodys_silence():
    refused = RateLimited()
    progress, told = progress_of()
    watching = asyncio.create_task(progress.watch())
    await progress.count_down(refused, 3 * QUICK.quiet)
    progress.start()
    watching.cancel()

    assert [Retrying(refused, 1), Retrying(refused, 0)] == told
    assert not progress.begun


async def test_a_question_that_is_sent_again_is_told_of_before_the_try_is():
    refused = RateLimited()
    progress, told = progress_of()
    await progress.count_down(refused, 0)
    progress.start()
    progress.sending(3, 10)
    progress.sent()

    assert [Retrying(refused), Sending(3, 10), Retrying(refused)] == told
