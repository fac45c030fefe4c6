from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from desktop.api.model_list import decode
from desktop.domain.fit import (
    Lack,
    Misfit,
    Need,
    families_of,
    misfits,
    nearest,
    severities,
    together,
    weigh,
    with_composer,
)
from desktop.domain.message import Message, Receipt, Role, Usage
from desktop.domain.model import AliasTarget, Model, Reasoning
from desktop.domain.parts import ImagePart, LeftOut, MediaPart, Missing, Modality, TextFilePart, TextPart, Withheld
from desktop.domain.pricing import VARIES, Pricing
from desktop.domain.vision import Detail, Sight
from tests.models import NEW, OLD, recorded

NOW = datetime(2026, 8, 22, tzinfo=UTC)
TODAY = date(2026, 8, 22)
CAT = ImagePart("cat.png", "image/png", blob="0" * 64)
PDF, VOICE, FILM = (MediaPart("a", one) for one in (Modality.FILE, Modality.AUDIO, Modality.VIDEO))
CODE = TextFilePart("a.py", "1" * 64, size=900, lines=40, characters=801)
SEEING = ("text", "image")
SIGHTS = {
    "Patches": Sight(patch=10),
    "maker/new": Sight(patch=5),
    "Tiles": Sight(tile=60, tile_tokens=9, base_tokens=5),
}


def question(text, *pictures):
    return Message("q", "", Role.USER, (TextPart(text), *pictures), NOW)


def answer(text, usage=None):
    receipt = Receipt(usage=usage) if usage else None
    return Message("a", "q", Role.ASSISTANT, (TextPart(text),), NOW, receipt=receipt)


def need_of(branch, draft="", attached=()):
    return with_composer(together([weigh(message, SIGHTS) for message in branch]), draft, attached, SIGHTS)


def test_what_a_chat_with_pictures_needs_goes_by_all_families():
    assert families_of(SIGHTS) == need_of([question("", CAT)]).seen.keys()
    assert families_of(SIGHTS) == need_of([question("", CAT)], attached=(CAT,)).seen.keys()


def model(model_id="a/b", **stated):
    return Model(model_id, model_id, **stated)


@pytest.mark.parametrize(
    ("branch", "composer", "pictures", "tokens"),
    [
        ([], {}, 0, 0),
        ([question("x" * 400)], {}, 0, 100),
        ([question("x" * 401)], {}, 0, 101),
        ([question("日本語日本語日本語")], {}, 0, 7),  # three bytes a letter
        ([question("\ud800")], {}, 0, 1),
        ([question("x" * 400, CAT, CAT)], {}, 2, 2_100),
        ([replace(question("x" * 400, CAT, CODE, VOICE), role=Role.ASSISTANT)], {}, 0, 100),  # nobody asked with them
        ([], {"draft": "x" * 40, "attached": (CAT,)}, 1, 1_010),
        ([question("x" * 400, CODE)], {"attached": (CODE,)}, 0, 100 + 201 + 201),
        ([question("x" * 400, CODE), answer("y", Usage(300, 5))], {}, 0, 305),
        # what an answer counted holds for all before it, pictures included
        ([question("x" * 400, CAT), answer("y" * 40, Usage(1_500, 20))], {}, 1, 1_520),
        ([question("x" * 400), answer("y" * 40, Usage(90, None)), question("z" * 40, CAT)], {}, 1, 90 + 10 + 1_000),
        ([question("x" * 400), answer("y" * 40, Usage(None, 20))], {}, 0, 110),
        ([question("x" * 400), answer("y" * 40, Usage(90, 20)), question("z"), answer("y" * 40)], {}, 0, 121),
    ],
)
def test_what_a_chat_needs_is_counted_where_it_was_and_estimated_where_it_was_not(branch, composer, pictures, tokens):
    need = need_of(branch, **composer)

    assert (need.pictures, need.tokens_of(model())) == (pictures, tokens)
    assert need.tokens_of(model(tokenizer="Unknown")) == tokens


def test_pictures_that_nobody_counted_cost_what_they_cost_with_the_model():
    large, unknown = replace(CAT, width=100, height=60), CAT
    counted = [question("x" * 40, large), answer("y" * 40, Usage(90, 10))]
    need = need_of([*counted, question("z" * 40, large)], attached=(large, replace(large, detail=Detail.LOW), unknown))

    assert (need.pictures, need.tokens) == (5, 100 + 10)
    assert need.tokens_of(model(tokenizer="Patches")) == 110 + 3 * 60 + 1_000
    assert need.tokens_of(model("maker/new-2", tokenizer="Patches")) == 110 + 3 * 240 + 1_000
    assert need.tokens_of(model(tokenizer="Tiles")) == 110 + 2 * (2 * 9 + 5) + 5 + 1_000
    assert need.tokens_of(model()) == 110 + 4 * 1_000
    assert misfits(model(tokenizer="Patches", context_length=1_288), need, TODAY) == (Misfit(Lack.CONTEXT, 2),)


def test_what_is_no_longer_sent_is_not_needed():
    kept_back = [replace(part, withheld=Withheld.BY_HAND) for part in (CAT, VOICE)]
    need = need_of([question("x" * 400, *kept_back, FILM)])

    assert (need.pictures, need.inputs, need.tokens_of(model())) == (0, {Modality.VIDEO}, 100)


def test_what_a_question_was_answered_without_is_not_needed():
    left_out = tuple((Missing(kind, LeftOut.NOT_TAKEN), 1) for kind in (Modality.IMAGE, Modality.AUDIO))
    blind = replace(answer("y" * 40), receipt=Receipt(left_out=left_out))
    asked = question("x" * 400, CAT, VOICE, FILM)
    need = need_of([asked, blind])
    assert (need.pictures, need.inputs, need.tokens_of(model())) == (0, {Modality.VIDEO}, 110)
    assert 1 == need_of([asked, answer("y"), question("z"), blind]).pictures  # one that saw it answered that question
    deaf = replace(blind, receipt=Receipt(left_out=left_out[1:]))

    assert (1, {Modality.VIDEO}) == (need_of([asked, deaf]).pictures, need_of([asked, deaf]).inputs)


def test_where_nothing_was_left_out_weights_stay_what_they_are():
    weighed = weigh(question("x", CAT), {})

    assert weighed.lacking(frozenset()) is weighed


def test_a_chat_needs_a_model_that_takes_what_is_in_it_and_what_is_attached():
    assert need_of([question("hi", PDF, VOICE)]).inputs == {"audio", "file"}
    assert need_of([question("hi", VOICE)], attached=[FILM, CAT, CODE]).inputs == {"audio", "video"}


@pytest.mark.parametrize(
    ("stated", "need", "reasons"),
    [
        ({}, Need(3, 10**9, frozenset({"image"}), frozenset({"seed"}), tools=True), []),
        ({"context_length": 100_000}, Need(tokens=100_000), []),
        ({"context_length": 100_000}, Need(tokens=100_001), [Misfit(Lack.CONTEXT, 1)]),
        ({"context_length": 100_000}, Need(tokens=112_000), [Misfit(Lack.CONTEXT, 12_000)]),
        ({"provider_context_length": 8_000}, Need(tokens=9_000), [Misfit(Lack.CONTEXT, 1_000)]),
        ({"context_length": 9_000, "provider_context_length": 8_000}, Need(tokens=9_000), []),
        ({"input_modalities": ("text",)}, Need(), []),
        ({"input_modalities": ("text",)}, Need(pictures=2), [Misfit(Lack.PICTURES, 2)]),
        ({"input_modalities": SEEING}, Need(pictures=2), []),
        (
            {"input_modalities": SEEING},
            Need(inputs=frozenset({"video", "audio"})),
            [Misfit(Lack.INPUT, name="audio"), Misfit(Lack.INPUT, name="video")],
        ),
        ({"input_modalities": ("text", "audio")}, Need(inputs=frozenset({"audio"})), []),
        ({"input_modalities": ("text",)}, Need(inputs=frozenset({"file"})), [Misfit(Lack.INPUT, name="file")]),
        ({}, Need(inputs=frozenset({"audio"})), []),
        ({"max_completion_tokens": 1_000}, Need(tokens=100_000), []),
        ({"output_modalities": SEEING}, Need(outputs=frozenset({"image"})), []),
        ({"output_modalities": ("text",)}, Need(outputs=frozenset({"image"})), [Misfit(Lack.MODALITY, name="image")]),
        ({"supported_parameters": ("tools",)}, Need(tools=True), []),
        ({"supported_parameters": ("seed",)}, Need(tools=True), [Misfit(Lack.TOOLS)]),
        (
            {"supported_parameters": ("seed",)},
            Need(parameters=frozenset({"top_p", "temperature", "seed"})),
            [Misfit(Lack.PARAMETER, name="temperature"), Misfit(Lack.PARAMETER, name="top_p")],
        ),
        ({"expiration_date": date(2026, 8, 31)}, Need(), [Misfit(Lack.EXPIRES, 9)]),
        ({"expiration_date": date(2026, 8, 22)}, Need(), [Misfit(Lack.EXPIRES, 0)]),
        ({"expiration_date": date(2026, 8, 20)}, Need(), [Misfit(Lack.EXPIRED, 2)]),
        ({"expiration_date": date(2026, 9, 21)}, Need(), [Misfit(Lack.EXPIRES, 30)]),
        ({"expiration_date": date(2026, 9, 22)}, Need(), []),
        ({"expiration_date": date(2098, 12, 31)}, Need(), []),
        (
            {"expiration_date": date(2026, 8, 31), "retired": date(2026, 8, 20)},
            Need(),
            [Misfit(Lack.RETIRED, day=date(2026, 8, 20))],
        ),
        (
            {"input_modalities": ("text",), "context_length": 10, "expiration_date": date(2026, 8, 31)},
            Need(pictures=1, tokens=11),
            [Misfit(Lack.PICTURES, 1), Misfit(Lack.CONTEXT, 1), Misfit(Lack.EXPIRES, 9)],
        ),
    ],
)
def test_a_model_does_not_suit_only_for_what_its_list_states(stated, need, reasons):
    assert list(misfits(model(**stated), need, TODAY)) == reasons


def test_whether_a_pdf_fits_is_asked_of_the_connection_that_lists_the_model():
    here, there = (replace(model(input_modalities=("text",)), connection=place) for place in ("", "https://there/v1"))
    lacks = (Misfit(Lack.INPUT, name="file"),)

    for parsing, found in (("", ((), lacks)), ("https://there/v1", (lacks, ()))):
        need = Need(inputs=frozenset({"file"}), parsing=frozenset({parsing}))
        assert found == (misfits(here, need, TODAY), misfits(there, need, TODAY))


def test_what_is_no_longer_listed_suits_no_chat_and_neither_does_what_the_account_excludes():
    day = date(2026, 8, 12)

    assert misfits(model(retired=day, excluded=True), Need(), TODAY) == (
        Misfit(Lack.RETIRED, day=day),
        Misfit(Lack.EXCLUDED),
    )


def test_a_model_for_batches_suits_no_chat():
    assert misfits(model("a/b:batch"), Need(), TODAY) == (Misfit(Lack.BATCH),)


def priced(prompt, completion="0.00001"):
    return Pricing({"prompt": Decimal(prompt), "completion": Decimal(completion)})


BLIND = model("a/blind", input_modalities=("text",), context_length=100_000, pricing=priced("0.000001"))
SIGHT = {"input_modalities": SEEING, "context_length": 100_000}


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ({"pricing": priced("0.000002")}, {"pricing": priced("0.000004")}),
        ({"pricing": priced("0.000001")}, {"pricing": priced("0.000001", "0.0001")}),
        ({"pricing": priced("0.0000001")}, {"pricing": Pricing()}),
        ({"pricing": priced("0.000002")}, {"pricing": Pricing({"prompt": VARIES, "completion": VARIES})}),
        ({"context_length": 200_000}, {"context_length": 1_000_000}),
        ({"tokenizer": "Claude"}, {"tokenizer": "Router"}),
        ({"pricing": priced("0.000002")}, {"pricing": priced("0", "0")}),  # zero is not free
    ],
)
def test_the_nearest_model_is_the_one_that_differs_least_and_suits(near, far):
    usual = {**SIGHT, "pricing": BLIND.pricing}
    close, distant = model("a/close", **(usual | near)), model("a/distant", **(usual | far))

    assert nearest(BLIND, [BLIND, distant, close], Need(pictures=1), TODAY) is close


@pytest.mark.parametrize(
    ("stated", "lacks"),
    [
        ({"reasoning": Reasoning()}, {"reasoning": None}),
        ({"supported_parameters": ("reasoning",)}, {"supported_parameters": ("seed",)}),
        ({"input_modalities": ("text", "audio")}, {"input_modalities": SEEING}),
        ({"supported_parameters": ("seed", "stop", "tools")}, {"supported_parameters": ("seed",)}),
    ],
)
def test_what_a_model_can_do_sets_those_apart_that_cannot_and_not_the_other_way_round(stated, lacks):
    able, unable = model("b/able", **(SIGHT | stated)), model("b/unable", **(SIGHT | lacks))
    bare = replace(BLIND, pricing=Pricing())

    assert nearest(replace(bare, **stated), [unable, able], Need(), TODAY) is able
    assert nearest(bare, [able, unable], Need(), TODAY) is able
    assert nearest(bare, [unable, able], Need(), TODAY) is unable


def test_the_next_version_of_the_same_author_is_nearer_than_a_like_one_of_another():
    old = model("ant/sky-3.7-sonnet", pricing=priced("0.000003"), retired=date(2025, 4, 23), **SIGHT)
    like = model("per/search-pro", pricing=old.pricing, **SIGHT)
    sister = model("ant/sky-opus-4", pricing=old.pricing, **SIGHT)
    more = {**SIGHT, "input_modalities": (*SEEING, "file", "audio"), "reasoning": Reasoning()}
    younger = model("ant/sky-sonnet-4", pricing=old.pricing, **more)

    assert nearest(old, [like, sister, younger], Need(), TODAY) is younger
    assert nearest(old, [like, sister], Need(), TODAY) is sister


def test_to_an_alias_a_model_of_its_author_is_nearer_than_another_alias():
    latest = replace(model("~ant/sky-latest", pricing=BLIND.pricing), alias_target=AliasTarget("Sky 4", "ant/sky-4"))
    latest, other = replace(latest, tokenizer="Router"), model("~per/sea-latest", tokenizer="Router", **SIGHT)
    sister = model("ant/sky-3-seer", pricing=priced("0.000002"), **SIGHT)

    assert nearest(latest, [replace(other, pricing=BLIND.pricing), sister], Need(pictures=1), TODAY) is sister


def test_what_a_model_answers_with_sets_it_apart_either_way():
    drawing = model("b/able", **(SIGHT | {"output_modalities": SEEING}))
    speaking = model("b/unable", **(SIGHT | {"output_modalities": ("text",)}))
    bare = replace(BLIND, pricing=Pricing())

    for outputs, near in ((SEEING, drawing), (("text",), speaking)):
        asked = replace(bare, output_modalities=outputs)
        assert nearest(asked, [speaking, drawing], Need(), TODAY) is near
        assert nearest(asked, [drawing, speaking], Need(), TODAY) is near


def test_another_way_to_ask_the_same_model_is_nearest_of_all():
    free, paid = model("m/four:free", pricing=priced("0", "0")), model("m/four", pricing=priced("1", "1"))
    any_free = model("openrouter/free", pricing=priced("0", "0"), tokenizer="Router")

    assert nearest(replace(free, retired=TODAY), [any_free, paid], Need(), TODAY) is paid


def test_another_author_is_farther_than_another_price():
    own = model("a/own", pricing=priced("0.000002"), **SIGHT)
    other = model("b/other", pricing=BLIND.pricing, **SIGHT)

    assert nearest(BLIND, [other, own], Need(pictures=1), TODAY) is own


def test_what_suits_at_the_same_connection_is_nearer_than_anything_elsewhere():
    far = "http://127.0.0.1:11434/v1"
    blind, seeing = replace(BLIND, connection=far), model("z/seer", **SIGHT, connection=far)
    here = replace(BLIND, input_modalities=SEEING)

    assert nearest(blind, [here, blind, seeing], Need(pictures=1), TODAY) is seeing
    assert nearest(blind, [here, blind], Need(pictures=1), TODAY) is here


def test_a_model_that_only_draws_is_near_to_none():
    drawing = model("a/drawing", pricing=BLIND.pricing, output_modalities=("image",), **SIGHT)
    speaking = model("b/speaking", **SIGHT)

    assert nearest(BLIND, [drawing, speaking], Need(pictures=1), TODAY) is speaking


def test_to_a_model_that_is_too_small_none_is_near_that_does_not_state_how_much_it_takes_in():
    small, stated = model("a/small", context_length=100), model("b/stated", context_length=1_000)
    bare = model("a/small-bare")

    assert nearest(small, [bare, stated], Need(tokens=500), TODAY) is stated
    assert nearest(small, [bare], Need(tokens=500), TODAY) is None
    assert nearest(replace(small, retired=TODAY), [bare, stated], Need(tokens=50), TODAY) is bare


def test_nothing_is_near_when_nothing_suits():
    speaking = model("a/c", output_modalities=("audio",))

    assert nearest(BLIND, [BLIND, speaking, model("a/d:batch")], Need(), TODAY) is None


def test_what_only_judges_texts_is_near_to_its_like_alone():
    talks, far = model("m/safe-3", **SIGHT), model("z/other", pricing=priced("0.01", "0.1"))
    judges = model("m/safe-4", description="Fine-tuned for Content Safety classification.", **SIGHT)
    judged = model("z/j", description="A safeguard model.", pricing=priced("0.01", "0.1"))
    named = model("m/safe-guard-3-safety", **SIGHT)

    assert nearest(talks, [judges, far], Need(), TODAY) is far
    assert nearest(judges, [talks, judged], Need(), TODAY) is judged
    assert nearest(talks, [judges], Need(), TODAY) is judges
    assert nearest(talks, [judges, named], Need(), TODAY) is named


JUDGING = {
    *("meta-llama/llama-guard-2-8b", "meta-llama/llama-guard-3-8b", "meta-llama/llama-guard-4-12b"),
    *("nvidia/nemotron-3.5-content-safety:free", "openai/gpt-oss-safeguard-20b"),
}


@pytest.mark.parametrize(("was", "now"), [(OLD, OLD), (OLD, NEW), (NEW, NEW)])
def test_of_real_models_the_nearest_can_be_talked_with_and_answers_with_the_same(was, now):
    listed = decode(recorded(now))[0]

    for gone in (each for each in decode(recorded(was))[0] if each.free or each.id in JUDGING):
        near = nearest(replace(gone, retired=TODAY), listed, Need(), date(2025, 4, 23))
        assert near is not None
        assert (gone.id in JUDGING) == (near.id in JUDGING), (gone.id, near.id)
        assert set(gone.output_modalities) <= set(near.output_modalities), (gone.id, near.id)


def test_models_are_sorted_by_what_weighs_most_then_by_how_much_then_by_how_many_there_are():
    short = {"context_length": 90}
    models = [
        model("blind", input_modalities=("text",)),
        model("ending", expiration_date=date(2026, 8, 25)),
        model("gone", retired=date(2026, 8, 1)),
        model("short and ending", **short, expiration_date=date(2026, 8, 25)),
        model("suits"),
        model("shorter", context_length=10),
        model("short", **short),
        model("ending later", expiration_date=date(2026, 9, 1)),
    ]
    by_severity = severities(Need(pictures=1, tokens=100), TODAY).of

    assert [it.id for it in sorted(models, key=by_severity)] == [
        *("suits", "ending later", "ending", "short", "short and ending", "shorter", "blind", "gone")
    ]


def test_no_two_models_that_suit_differently_are_taken_for_alike():
    names = {"inputs": frozenset({"audio"}), "outputs": frozenset({"text"}), "parameters": frozenset({"seed"})}
    need = Need(1, 100, **names, tools=True, seen={"a/eye": 9, "": 1}, parsing=frozenset({"far"}))
    facts = {
        "retired": [date(2026, 8, 1)],
        "excluded": [True],
        "id": ["a/b:batch", "a/eye"],
        "expiration_date": [TODAY, date(2026, 8, 1)],
        "input_modalities": [("text", "image"), ("text", "audio"), ("image", "audio")],
        "output_modalities": [("image",), ("text",)],
        "context_length": [155, 120],
        "provider_context_length": [155, 130],
        "max_completion_tokens": [40, 60],
        "supported_parameters": [("tools",), ("seed",), ("tools", "seed")],
    }
    plain = Model("a/b", "B")
    models = [plain, *(replace(plain, **{name: it}) for name, several in facts.items() for it in several)]
    models += [replace(plain, input_modalities=("text", "image"), connection=place) for place in ("", "far")]

    for asked in (need, replace(need, seen={}), replace(need, inputs=frozenset({"file"}))):
        reckoned = severities(asked, TODAY)
        told = {reckoned.alike(it): reckoned.of(it) for it in models}
        assert [told[reckoned.alike(it)] for it in models] == [reckoned.of(it) for it in models]
        assert len(set(told.values())) > len(facts)
    assert reckoned.alike(plain) == reckoned.alike(replace(plain, name="Another"))
