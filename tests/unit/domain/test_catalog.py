from __future__ import annotations

from decimal import Decimal

from desktop.domain.catalog import Catalog, Origin
from desktop.domain.model import Model
from desktop.domain.pricing import Pricing

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
