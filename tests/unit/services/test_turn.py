from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from itertools import pairwise

import pytest

from desktop.domain.delta import Annotation, Delta
from desktop.domain.errors import (
    ConnectionLost,
    EmptyAnswer,
    KeyRefused,
    Moderated,
    NameNotFound,
    ProviderFailed,
    RateLimited,
)
from desktop.domain.message import Message, Role, State, Usage
from desktop.domain.parts import CitationPart, ImagePart, LostPart, ParsedPart, ReasoningPart, TextPart
from desktop.domain.request import ChatRequest
from desktop.domain.whole_text import Blocks
from desktop.services import album as album_module
from desktop.services import turn as turn_module
from desktop.services.album import KeepPicture
from desktop.services.progress import Asking, Patience, Receiving, Retrying, Sending, Streaming, Waiting
from desktop.services.turn import AT_ONCE, LINES_AT_ONCE, MOST_PARSED, Keep, Turn
from tests.unit.services.scripted import Endpoint, words
from tests.waiting import until

ASKED = Message("a", "q", Role.ASSISTANT, (), datetime(2026, 1, 2, tzinfo=UTC), State.STREAMING, "m/x")
QUICK = Patience(quiet=0.05, question=0.2, tick=0.01, first_retry=0.02, longest_retry=0.5)
EMBEDDED = "data:image/png;base64,iVBORw0KGgo="
PICTURE = ImagePart("x.png", "image/png", blob="0" * 64)


async def keep(url):
    return PICTURE if url.startswith(("data:good", EMBEDDED[:-1])) else None


async def keep_parsed(annotation):
    return ParsedPart(annotation.file, "1" * 64, len(annotation.json)) if annotation.json else None


def turn_of(endpoint, message=ASKED, patience=QUICK):
    return Turn(
        message, partial(endpoint.chat, ChatRequest("m/x", ())), Keep(KeepPicture(keep, keep), keep_parsed), patience
    )


def run(*scripts, message=ASKED):
    endpoint = Endpoint(*scripts)
    turn = turn_of(endpoint, message)
    return asyncio.run(turn.run()), endpoint


def test_pieces_become_one_complete_answer():
    answer, endpoint = run(words("Hel", "lo"))

    assert "Hello" == answer.text
    assert State.COMPLETE is answer.state
    assert 1 == endpoint.closed


def test_what_is_known_of_its_making_is_told_before_the_end():
    turn = turn_of(Endpoint([Delta(text="so", model="m/x-1", provider="P"), ConnectionLost()]))
    asyncio.run(turn.run())
    receipt = turn.message.receipt

    assert ("gen-1", "m/x-1", "P") == (receipt.generation, receipt.model, receipt.provider)
    assert receipt.first_token >= 0


def test_how_much_of_a_question_is_on_its_way_is_told_and_nothing_of_it_is_left_over():
    endpoint = Endpoint([NameNotFound(host="example.org")])
    endpoint.uploads = [(3, 10), (6, 10)]
    turn, heard = turn_of(endpoint, patience=replace(QUICK, upload=0, retries=0)), []
    turn.grown.connect(lambda: heard.append(turn.progress.phase))
    asyncio.run(turn.run())

    assert [Sending(3, 10), Sending(6, 10), Waiting()] == heard


def test_everything_that_arrives_is_kept_in_order():
    usage = Usage(3, 4, cost=Decimal("0.001"))
    answer, _ = run(
        [
            Delta(reasoning="hm", details=({"type": "reasoning.text", "text": "hm"},), model="m/x-1", provider="P"),
            Delta(text="so", citations=(CitationPart("https://e.org"),), images=("data:good", "data:bad")),
            Delta(finish_reason="stop", native_finish_reason="STOP"),
            Delta(finish_reason="stop", native_finish_reason="STOP", model="m/x-1", provider="P", usage=usage),
        ]
    )

    assert (
        ReasoningPart("hm", '[{"type": "reasoning.text", "text": "hm"}]'),
        TextPart("so"),
        replace(PICTURE, name="x-1.png"),
        LostPart(1),
        CitationPart("https://e.org"),
    ) == answer.parts
    receipt = answer.receipt
    assert ("gen-1", "m/x-1", "P", "stop", "STOP", usage) == (
        receipt.generation,
        receipt.model,
        receipt.provider,
        receipt.finish_reason,
        receipt.native_finish_reason,
        receipt.usage,
    )
    assert 0 <= receipt.first_token <= receipt.seconds


@pytest.mark.parametrize("whole", [True, False])
def test_an_answer_that_came_whole_has_no_pace_however_long_its_end_takes(monkeypatch, whole):
    monkeypatch.setattr(turn_module, "SHORTEST", 0.03)

    async def answered():
        over = asyncio.Event()
        more = [] if whole else [Delta(text="and more")]
        turn = turn_of(Endpoint([Delta(text="all of it"), over, *more, Delta(finish_reason="stop")]))
        asyncio.get_running_loop().call_later(0.06, over.set)
        return (await turn.run()).receipt

    receipt = asyncio.run(answered())
    assert (receipt.seconds == receipt.first_token) is whole


PARSED = Annotation("h1", b"{}")


def test_what_was_made_of_pdfs_is_kept_once_and_not_shown():
    steps = [Delta(parsed=(PARSED, Annotation("h2", b""))), Delta(text="so", parsed=(PARSED, Annotation("h3", b"{}")))]
    answer, _ = run([*steps, Delta(finish_reason="stop")])

    kept = [ParsedPart(file, "1" * 64, 2) for file in ("h1", "h3")]
    assert (TextPart("so"), *kept) == answer.parts
    assert "so" == answer.text


def test_what_was_made_of_a_pdf_before_it_failed_is_kept():
    answer, _ = run([ProviderFailed(parsed=(PARSED,))])

    assert (ParsedPart("h1", "1" * 64, 2),) == answer.parts
    assert State.FAILED is answer.state


def test_an_answer_keeps_no_endless_number_of_parsed_pdfs():
    many = tuple(Annotation(f"{n}", b"{}") for n in range(MOST_PARSED + 1))
    answer, _ = run([Delta(parsed=many), *words("so")])

    assert MOST_PARSED == len(answer.parsed)


def test_an_answer_that_goes_on_keeps_what_was_made_of_pdfs():
    begun = replace(ASKED, parts=(TextPart("so"), ParsedPart("h1", "1" * 64, 2)))
    answer, _ = run([Delta(parsed=(PARSED,)), *words(" it is")], message=begun)

    assert (TextPart("so it is"), ParsedPart("h1", "1" * 64, 2)) == answer.parts


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_an_answer_that_reached_its_limit_or_was_filtered_is_cut_off(reason):
    answer, _ = run(words("Hel", finish=reason))

    assert State.CUT_OFF is answer.state
    assert answer.failure is None


def test_an_answer_without_content_is_a_failure():
    answer, _ = run([Delta(finish_reason="stop")])

    assert State.FAILED is answer.state
    assert isinstance(answer.failure, EmptyAnswer)


@pytest.mark.parametrize("before", [[], [Delta(text=" ")]])
def test_an_answer_of_which_the_filter_left_nothing_is_a_question_that_is_not_wanted(before):
    answer, _ = run([*before, Delta(finish_reason="content_filter", native_finish_reason="SAFETY", provider="P")])

    assert (State.FAILED, Moderated) == (answer.state, type(answer.failure))
    assert ("safety", "P") == (answer.failure.detail, answer.failure.provider)
    assert "content filter" == run([Delta(finish_reason="content_filter")])[0].failure.detail
    foreign = Delta(finish_reason="content_filter", native_finish_reason="a\nb\u202e" + "c" * 1_000)
    assert "a b\ufffd" + "c" * 196 == run([foreign])[0].failure.detail


@pytest.mark.parametrize(
    ("came", "native"),
    [
        (Delta(reasoning="Hm."), "SAFETY"),
        (Delta(details=({"type": "reasoning.encrypted", "data": "x"},)), "SAFETY"),
        (Delta(), "RECITATION"),
        (Delta(), "IMAGE_SAFETY"),
    ],
)
def test_a_filter_that_took_an_answer_away_is_not_the_fault_of_the_question(came, native):
    answer, _ = run([came, Delta(finish_reason="content_filter", native_finish_reason=native)])

    assert (State.CUT_OFF, None) == (answer.state, answer.failure)


def test_a_picture_before_the_filter_ended_the_answer_is_one():
    answer, _ = run([Delta(images=("data:good",)), Delta(finish_reason="content_filter")])

    assert (State.CUT_OFF, None) == (answer.state, answer.failure)


def test_a_lost_connection_keeps_the_text_and_is_not_tried_again():
    answer, endpoint = run([Delta(text="Hel"), ConnectionLost()])

    assert ("Hel", State.CUT_OFF) == (answer.text, answer.state)
    assert isinstance(answer.failure, ConnectionLost)
    assert 1 == len(endpoint.requests)


def test_an_error_in_mid_answer_keeps_the_text():
    failure = ProviderFailed("boom")
    answer, _ = run([Delta(text="Hel"), failure])

    assert ("Hel", State.FAILED, failure) == (answer.text, answer.state, answer.failure)


def test_what_may_be_tried_again_is_tried_again():
    answer, endpoint = run([NameNotFound()], [RateLimited(retry_after=0.01)], words("late"))

    assert "late" == answer.text
    assert 3 == len(endpoint.requests)


def test_trying_ends_after_two_retries():
    answer, endpoint = run([NameNotFound()])

    assert isinstance(answer.failure, NameNotFound)
    assert State.FAILED is answer.state
    assert 3 == len(endpoint.requests)


@pytest.mark.parametrize("failure", [KeyRefused(), RateLimited(retry_after=3600)])
def test_what_waiting_does_not_help_is_not_tried_again(failure):
    _, endpoint = run([failure])

    assert 1 == len(endpoint.requests)


def test_the_wait_for_another_try_is_not_the_time_that_the_model_took():
    started = time.monotonic()
    answer, _ = run([RateLimited(retry_after=0.3)], words("ok"))

    assert answer.receipt.seconds <= time.monotonic() - started - 0.3


async def test_the_time_of_the_reasoning_ends_with_the_first_words_of_the_answer_and_may_go_on_after_them():
    first, second, third = asyncio.Event(), asyncio.Event(), asyncio.Event()
    script = [Delta(reasoning="h"), first, Delta(reasoning="m"), Delta(text="so"), second, Delta(reasoning="but")]
    turn = turn_of(Endpoint([*script, third, Delta(images=("data:good",)), Delta(text="no", finish_reason="stop")]))
    running = asyncio.create_task(turn.run())
    seen, noted = [], []
    for event in (first, second, third):
        await asyncio.sleep(0.1)
        seen += [turn.thought(), turn.thought()]
        noted.append(turn.message.receipt.thought)
        event.set()
    answer = await running

    early, later, *answering, again, _ = seen
    receipt = answer.receipt
    assert [None, answering[0], answering[0]] == noted
    assert 0 < early < later
    assert later < answering[0] == answering[1] < again < receipt.thought < receipt.seconds - 0.05


async def test_reasoning_that_comes_in_one_piece_with_words_of_the_answer_ends_with_them():
    pause = asyncio.Event()
    turn = turn_of(Endpoint([Delta(reasoning="h"), Delta(text="so", reasoning="m"), pause, *words("ok")]))
    running = asyncio.create_task(turn.run())
    await asyncio.sleep(0.05)
    before = turn.thought()
    await asyncio.sleep(0.05)
    assert before == turn.thought()
    pause.set()
    await running


def test_reasoning_that_never_came_took_no_time_and_stopped_reasoning_took_all_of_it():
    answer, _ = run(words("ok"))
    stopped, _ = run([Delta(reasoning="hm"), ConnectionLost()])

    assert answer.receipt.thought is None
    assert 0 < stopped.receipt.thought <= stopped.receipt.seconds


async def test_why_another_try_is_waited_for_is_known_until_content_arrives():
    refused = RateLimited("slow down", retry_after=0.05)
    more = asyncio.Event()
    turn = turn_of(Endpoint([refused], [more, *words("ok")]))
    seen = []
    turn.grown.connect(lambda: seen.append(turn.progress.phase))
    running = asyncio.create_task(turn.run())
    await until(lambda: turn.progress.phase == Retrying(refused, 0))
    more.set()
    await running

    assert [Retrying(refused, 1), Retrying(refused, 0), Streaming()] == list(dict.fromkeys(seen))


async def test_another_try_counts_its_own_silence():
    refused, more = RateLimited(retry_after=0.1), asyncio.Event()
    turn = turn_of(Endpoint([refused], [None, more, *words("ok")]))
    seen = []
    turn.grown.connect(lambda: seen.append(turn.progress.phase))
    watching = asyncio.create_task(turn.progress.watch())
    running = asyncio.create_task(turn.run())
    await until(lambda: turn.progress.phase == Waiting(1))
    more.set()
    await running
    watching.cancel()

    assert [Retrying(refused, 1), Retrying(refused, 0), Waiting(1), Streaming()] == list(dict.fromkeys(seen))


async def test_silence_is_named_then_asked_about_and_content_ends_both():
    more = asyncio.Event()
    turn = turn_of(Endpoint([None, more, Delta(text="at last"), Delta(finish_reason="stop")]))
    watching = asyncio.create_task(turn.progress.watch())
    running = asyncio.create_task(turn.run())
    await until(lambda: turn.progress.phase == Waiting(1))
    await until(lambda: isinstance(turn.progress.phase, Asking))
    turn.progress.keep_waiting()
    kept = turn.progress.phase
    more.set()
    answer = await running
    watching.cancel()

    assert Waiting() == kept
    assert Streaming() == turn.progress.phase
    assert "at last" == answer.text


async def test_the_journal_gets_each_piece_once():
    more = asyncio.Event()
    turn = turn_of(Endpoint([Delta(text="a", reasoning="r"), more, *words("b")]))
    running = asyncio.create_task(turn.run())
    await until(lambda: turn.growing.text)
    first = turn.unsaved()
    more.set()
    await running

    assert ("a", "r", False) == first
    assert ("b", "", False) == turn.unsaved()
    assert ("", "", False) == turn.unsaved()
    assert "r" == turn.thoughts()


async def test_what_turns_out_to_be_reasoning_is_none_of_the_answer():
    more = asyncio.Event()
    turn = turn_of(Endpoint([*words("Hm ![", "so"), more, Delta("Yes", " it is.", turned=True), *words(".")]))
    running = asyncio.create_task(turn.run())
    await until(lambda: turn.growing.text)
    before, first = turn.growing, turn.unsaved()
    more.set()
    answer = await running

    assert ("Yes.", "Hm ![so it is.") == (answer.text, answer.reasoning)
    assert answer.receipt.thought >= 0
    assert turn.growing is not before
    assert not first[2]
    assert ("Yes.", " it is.", True) == turn.unsaved()


def test_reasoning_that_comes_whole_with_its_end_took_no_time_that_is_known():
    answer, _ = run([Delta("Yes.", "Hm.", turned=True)])

    assert ("Yes.", "Hm.") == (answer.text, answer.reasoning)


def test_what_was_gone_on_with_stays_the_answer():
    begun = Message("a", "q", Role.ASSISTANT, (TextPart("Hel"),), ASKED.created, State.STREAMING, "m/x")
    answer, _ = run([*words("lo"), Delta(" you", turned=True)], message=begun)

    assert ("Hello you", "") == (answer.text, answer.reasoning)


def test_going_on_begins_with_the_text_that_was_there():
    begun = Message("a", "q", Role.ASSISTANT, (TextPart("Hel"),), ASKED.created, State.STREAMING, "m/x")
    answer, _ = run(words("lo"), message=begun)

    assert "Hello" == answer.text


def test_sources_of_an_answer_that_is_gone_on_with_are_kept_and_those_of_the_rest_are_counted_from_its_start():
    known = CitationPart("https://a.example", "A", 0, 3)
    begun = replace(ASKED, parts=(TextPart("Hel"), known))
    new = (CitationPart("https://b.example", "", 0, 2), CitationPart("https://c.example"))
    answer, _ = run([Delta(text="lo", citations=new), Delta(finish_reason="stop")], message=begun)

    assert "Hello" == answer.text
    assert (known, CitationPart("https://b.example", "", 3, 5), new[1]) == answer.citations


async def test_a_long_text_in_one_piece_leaves_time_for_everything_else():
    text = "word " * 10_000
    turns = []
    turn = turn_of(Endpoint(words(text)))
    running = asyncio.ensure_future(turn.run())
    while not running.done():
        turns.append(len(turn.growing.text))
        await asyncio.sleep(0)

    message = await running
    assert text == message.text
    assert len({size for size in turns if 0 < size < len(text)}) >= 5


async def test_of_a_long_text_in_one_piece_stop_loses_nothing():
    text = "word " * 10_000 + f"![p]({EMBEDDED}) end"
    turn = turn_of(Endpoint(words(text)))
    running, sizes = asyncio.ensure_future(turn.run()), {0}
    while len(sizes) == 1:
        await asyncio.sleep(0)
        sizes.add(len(turn.growing.text))
    running.cancel()
    await asyncio.wait([running])

    assert len(turn.growing.text) < len(text)
    assert turn.ended(State.STOPPED).text == text


@pytest.mark.parametrize("unit", ["![](data:image/)", "![", "\n", "$$\n", f"![p]({EMBEDDED})"])
async def test_however_many_pieces_a_text_has_they_leave_time_for_everything_else(unit):
    text = unit * 6_000
    turn = turn_of(Endpoint(words(text)))
    sizes = [0]
    running = asyncio.ensure_future(turn.run())
    while not running.done():
        await asyncio.sleep(0)
        sizes.append(len(turn.growing.text))

    most = AT_ONCE if unit == "![" else LINES_AT_ONCE * len(unit)
    assert max(after - before for before, after in pairwise(sizes)) <= most
    assert 6_000 <= len((await running).text)


async def test_of_many_pictures_in_the_text_stop_loses_nothing():
    text = "a![broken](data:image/png;base64,AAAA)b![cut](data:image/png;base64,AAAA\n" * 300
    turn = turn_of(Endpoint(words(text)))
    running, sizes = asyncio.ensure_future(turn.run()), {0}
    while len(sizes) == 1:
        await asyncio.sleep(0)
        sizes.add(len(turn.growing.text))
    running.cancel()
    await asyncio.wait([running])

    assert len(turn.growing.text) < len(text)
    assert turn.ended(State.STOPPED).text == text


@pytest.mark.parametrize(
    "flood",
    [[Delta(model="m/x")] * 3 * LINES_AT_ONCE, [Delta(details=({"index": 0, "text": "x"},) * 3 * LINES_AT_ONCE)]],
)
async def test_events_without_number_leave_time_for_everything_else(flood):
    turn, breaks = turn_of(Endpoint(flood)), 0
    running = asyncio.ensure_future(turn.run())
    while not running.done():
        breaks += 1
        await asyncio.sleep(0)

    assert breaks > 3


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_picture_in_the_text_becomes_one_of_the_answer_and_leaves_its_place(size):
    rest = f"and `![code]({EMBEDDED})` and ![broken](data:image/png;base64,AAAA)"
    text = f"Here: ![A cat]({EMBEDDED}) {rest}"
    pieces = [Delta(text=text[at : at + size]) for at in range(0, len(text), size)]
    answer, _ = run([*pieces, Delta(finish_reason="stop")])

    assert answer.text == "Here: ![A cat](#picture-1) " + rest
    assert answer.images == (replace(PICTURE, place=1),)


def test_the_same_picture_stands_in_two_places_and_one_that_came_beside_the_text_in_none():
    other = EMBEDDED[:-1] + "0AAAA"
    twice = f"![A cat]({EMBEDDED}) ![again]({EMBEDDED}) ![beside]({other})"
    answer, _ = run([Delta(images=(other,)), Delta(text=twice), Delta(images=(EMBEDDED,))])

    assert answer.text == "![A cat](#picture-1) ![again](#picture-1) beside"
    assert [0, 1] == [image.place for image in answer.images]


def test_of_very_many_pictures_the_last_ones_leave_their_names():
    text = "".join(f"![{number}]({EMBEDDED[:-1]}0{number:04})" for number in range(92))
    answer, _ = run([Delta(text=text)])

    assert answer.text.endswith("![89](#picture-90)9091")
    assert [*range(1, 91), 0, 0] == [image.place for image in answer.images]


def test_an_answer_that_is_gone_on_with_keeps_its_pictures_and_counts_on():
    begun = replace(ASKED, parts=(TextPart("![A cat](#picture-1) and "), replace(PICTURE, name="cat.png", place=1)))
    turn = turn_of(Endpoint([Delta(text=f"![a dog]({EMBEDDED})")]), begun)
    answer = asyncio.run(turn.run())

    assert answer.text == "![A cat](#picture-1) and ![a dog](#picture-2)"
    assert [1, 2] == [image.place for image in answer.images]


def test_nothing_is_left_open_once_the_answer_has_ended():
    turn = turn_of(Endpoint([Delta(text="```python\nx = 1\n```"), Delta(finish_reason="stop")]))
    answer = asyncio.run(turn.run())

    assert turn.growing.tail is None
    assert [*turn.growing] == [*Blocks(answer.text)]
    assert ["x = 1"] == [block.code for block in turn.growing]


@pytest.mark.parametrize(("before", "heard"), [("Here: ", [Receiving(6_000), Receiving(12_000)]), ("```\nHere: ", [])])
def test_that_a_picture_is_coming_in_the_text_is_told_but_not_of_code(before, heard):
    pieces = [f"{before}![A cat](data:image/png;base64,", "A" * 8_000, "A" * 8_000, ") and on"]
    turn, phases = turn_of(Endpoint([Delta(text=piece) for piece in pieces])), []
    turn.grown.connect(lambda: phases.append(turn.progress.phase))
    asyncio.run(turn.run())

    told = [phase for phase, before in zip(phases, [None, *phases], strict=False) if phase != before]
    assert [replace(phase, size=phase.size // 1_000 * 1_000) for phase in told if isinstance(phase, Receiving)] == heard
    assert told[-1] == Streaming()


def test_that_a_picture_is_coming_beside_the_text_is_told_until_it_is_there_or_the_line_breaks():
    for end, last in ((Delta(images=("data:good",)), Streaming()), (ConnectionLost(), Waiting())):
        turn, phases = turn_of(Endpoint([90_000, 90_000, 99_000, end])), []
        turn.grown.connect(lambda turn=turn, phases=phases: phases.append(turn.progress.phase))
        turn._patience = replace(QUICK, retries=0)
        asyncio.run(turn.run())

        assert [Receiving(90_000), Receiving(99_000), last] == phases[:3]


def test_every_picture_of_an_answer_has_a_name_of_its_own():
    answer, _ = run([Delta(images=("data:good", "data:good 2")), Delta(text=f"![A cat]({EMBEDDED})")])

    assert ["x.png", "x 2.png", "x 3.png"] == [image.name for image in answer.images]


def test_a_picture_is_called_after_the_model_that_answered():
    for model, name in (("google/drawer-2.5:free", "drawer-2.5.png"), ("x/y-2026-01-02", "y.png"), ("", "x.png")):
        answer, _ = run([Delta(images=("data:good",), model=model)])

        assert [name] == [image.name for image in answer.images]


def test_a_picture_that_comes_again_is_shown_once():
    answer, _ = run([Delta(images=("data:good",)), Delta(images=("data:good", "data:good 2", "data:bad", "data:bad"))])

    assert ["x.png", "x 2.png"] == [image.name for image in answer.images]
    assert 1 == answer.lost


def test_a_picture_that_the_end_has_cut_is_kept_as_it_came():
    answer, _ = run([Delta(text="Here: ![A cat](data:image/png;base64,iVBOR"), Delta(finish_reason="length")])

    assert answer.text == "Here: ![A cat](data:image/png;base64,iVBOR"
    assert answer.images == ()


@pytest.mark.parametrize("before", ["Here: ", "```\nHere: "])
def test_of_a_picture_that_the_end_has_cut_the_name_is_left_and_it_is_counted(before):
    text = f"{before}![A cat]({EMBEDDED[:-1]}" + "A" * 90_000
    answer, _ = run([Delta(text=text), Delta(finish_reason="length")])
    in_code = before.startswith("`")

    assert answer.text == (text if in_code else "Here: A cat")
    assert answer.lost == (0 if in_code else 1)


def test_half_a_picture_of_megabytes_does_not_hold_up_the_end():
    text = "Here: ![A cat](data:image/png;base64," + "iVBORw0KG" * 300_000
    turn = turn_of(Endpoint([Delta(text=text), Delta(finish_reason="length")]))
    answer = asyncio.run(turn.run())

    assert answer.text == text
    assert turn.growing.text == "Here: "


def test_a_picture_in_a_fence_is_text():
    text = f"```\n![code]({EMBEDDED})\n```\n![A cat]({EMBEDDED})"
    answer, _ = run([Delta(text=text), Delta(finish_reason="stop")])

    assert answer.text == f"```\n![code]({EMBEDDED})\n```\n![A cat](#picture-1)"
    assert answer.images == (replace(PICTURE, place=1),)


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("    ", "\n\n"),
        ("Words:\n\n    ", "\n"),
        ("Words:\n\n    code\n    ", ""),
        ("# Title\n    ", ""),
        ("```\nx\n```\n\t", ""),
        ("- item\n\n      ", ""),
    ],
)
def test_a_picture_in_indented_code_is_text(before, behind):
    text = f"{before}![code]({EMBEDDED}){behind}"
    answer, _ = run([*(Delta(text=letter) for letter in text), Delta(finish_reason="stop")])

    assert answer.text == text
    assert answer.images == ()


@pytest.mark.parametrize(
    "before", ["Words\n    ", "- item\n\n  ", "- item\n\n    ", "1. - item\n\n     ", "<table>\n\n    <td>"]
)
def test_a_picture_that_is_merely_moved_in_is_one(before):
    answer, _ = run([Delta(text=f"{before}![A cat]({EMBEDDED})"), Delta(finish_reason="stop")])

    assert answer.text == f"{before}![A cat](#picture-1)"


def test_details_that_cannot_be_read_cost_neither_the_answer_nor_its_end(monkeypatch, expected_logs):
    def refuse(details):
        raise RecursionError

    expected_logs.append("the details of a reasoning were left out")
    monkeypatch.setattr(turn_module.Details, "merged", refuse)
    answer, _ = run([Delta(reasoning="hm", details=({"index": [1]},)), Delta(text="so"), Delta(finish_reason="stop")])

    assert (ReasoningPart("hm", ""), TextPart("so")) == answer.parts
    assert State.COMPLETE is answer.state


async def test_of_reasoning_without_end_only_so_much_is_kept(monkeypatch):
    monkeypatch.setattr(turn_module, "MOST_THOUGHTS", 10)
    turn = turn_of(Endpoint([*[Delta(reasoning="hm, ")] * 4, Delta(text="so"), Delta(finish_reason="stop")]))
    answer = await turn.run()

    assert (ReasoningPart("hm, hm, hm"), TextPart("so")) == answer.parts
    assert ("so", "hm, hm, hm", False) == turn.unsaved()


def test_of_pictures_and_sources_without_number_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(album_module, "MOST_PICTURES", 3)
    monkeypatch.setattr(turn_module, "MOST_CITATIONS", 2)
    sources = tuple(CitationPart(f"https://e.org/{number}") for number in range(3))
    pictures = Delta(text="so", citations=sources, images=("data:good", "data:good 2"))
    answer, _ = run(
        [
            pictures,
            pictures._replace(images=("data:good 3", "data:good 4")),
            Delta(text=f" ![p]({EMBEDDED})"),
            Delta(finish_reason="stop"),
        ]
    )

    assert 3 == len(answer.images)
    assert sources[:2] == tuple(part for part in answer.parts if isinstance(part, CitationPart))
    assert answer.text == f"soso ![p]({EMBEDDED})"
