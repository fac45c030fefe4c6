from __future__ import annotations

from datetime import date
from decimal import Decimal

from desktop.domain.catalog import Catalog, Origin
from desktop.domain.model import Model
from desktop.domain.pricing import Pricing
from desktop.domain.query import Known, parse

MAKERS = Catalog(
    (
        Model("acme/large", "Acme: Large"),
        Model("acme/small", "Acme: Small"),
        Model("acme/small:batch", "Acme: Small (batch)"),
        Model("acme/song", "Acme: Song", output_modalities=("audio",)),
    ),
    Origin.FRESH,
)


def test_rows_are_found_by_id_batches_included():
    assert MAKERS.by_id["acme/small:batch"].name == "Acme: Small (batch)"


def test_a_model_that_answers_for_another_is_named_and_the_one_asked_is_not():
    list_ = Catalog(
        (
            Model("acme/one", "Acme: One", canonical_slug="acme/one-2026"),
            Model("acme/two", "Acme: Two", canonical_slug="acme/two-2026"),
            Model("acme/two:free", "Acme: Two (free)", canonical_slug="acme/two-2026"),
            Model("plain", "plain"),
        )
    )

    def named(asked, answered):
        return list_.other_name(asked, answered)

    assert ["", "", ""] == [named("acme/one", "acme/one"), named("acme/one", "acme/one-2026"), named("acme/one", "")]
    assert "" == named("acme/two:free", "acme/two-2026")
    assert "Acme: Two" == named("acme/one", "acme/two")
    assert "Acme: Two" == named("acme/one", "acme/two-2026")
    assert "who/knows" == named("acme/one", "who/knows")
    assert Catalog((Model("acme/one", "Acme: One"),)).named("") is None
    assert "Acme: One" == named("gone/model", "acme/one-2026")
    assert "" == named("gone/model", "gone/model")


def test_a_snapshot_of_the_model_asked_is_no_other_model():
    list_ = Catalog(
        (
            Model("gpt-4o", "gpt-4o"),
            Model("gpt-4o-2024-05-13", "gpt-4o-2024-05-13"),
            Model("a/r1", "A: R1", canonical_slug="a/r1"),
            Model("a/r1-0528", "A: R1 0528"),
        )
    )
    same = ["gpt-4o-2024-05-13", "gpt-4o-2024-08-06", "gpt-4o-20240806", "gpt-4o@20240806", "gpt-4o-0806", "gpt-4o-001"]
    assert {""} == {list_.other_name("gpt-4o", answered) for answered in same}
    assert "" == list_.other_name("gone", "gone-2024-08-06")
    assert "" == list_.other_name("a/r1:nitro", "a/r1-20260120")

    others = ["gpt-4o-mini-2024-07-18", "gpt-4o-mini", "gpt-4o-12345678", "gpt-4"]
    assert others == [list_.other_name("gpt-4o", answered) for answered in others]
    assert "gpt-4o-2024-08-06" == list_.other_name("gpt-4o-2024-05-13", "gpt-4o-2024-08-06")
    assert "A: R1 0528" == list_.other_name("a/r1", "a/r1-0528")


def test_what_cannot_chat_is_listed_and_not_offered():
    assert ["acme/large", "acme/small"] == [model.id for model in MAKERS.chat]


def test_an_empty_catalog_was_never_loaded():
    empty = Catalog()

    assert empty.origin is Origin.NONE
    assert empty.as_of is None
    assert empty.chat == ()


def test_an_id_with_an_ending_that_no_list_has_is_its_model_at_no_stated_price():
    priced = Model("a/b", "A: B", pricing=Pricing({"prompt": Decimal(1)}), context_length=5)
    list_ = Catalog((priced, Model("a/c", "A: C"), Model("a/c:nitro", "A: C, quick")))
    found = list_.model_of("a/b:nitro")

    assert (found.id, found.name, found.pricing, found.context_length) == ("a/b:nitro", "A: B (nitro)", Pricing(), 5)
    assert list_.model_of("a/b") is priced
    assert list_.model_of("a/c:nitro").name == "A: C, quick"
    assert [list_.model_of(gone) for gone in ("a/b:free", "a/x:floor", "")] == [None, None, None]
    assert [list_.row_id(i) for i in ("a/b:nitro", "a/c:nitro", "a/b:free", "x")] == [
        "a/b",
        "a/c:nitro",
        "a/b:free",
        "x",
    ]
    assert (list_.other_name("a/b:nitro", "a/b"), list_.other_name("a/b:nitro", "a/c")) == ("", "A: C")


def test_an_account_says_nothing_of_models_that_do_not_write():
    drawing = Model("acme/drawing", "Acme: Drawing", output_modalities=("image",))
    marked = Catalog((*MAKERS.models[:2], drawing)).allowing(frozenset({"acme/large"}))

    assert [False, True, False] == [model.excluded for model in marked.models]
    unknown = marked.allowing(None)
    assert [None] * 3 == [model.excluded for model in unknown.models]
    for text in ("excluded", "-excluded"):
        assert [] == [*unknown.finder.find(parse(text), Known(date(2026, 8, 22))).models]
