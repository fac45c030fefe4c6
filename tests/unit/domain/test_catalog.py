from __future__ import annotations

from desktop.domain.catalog import Catalog, Source
from desktop.domain.model import Model

MAKERS = Catalog(
    (
        Model("acme/large", "Acme: Large"),
        Model("acme/small", "Acme: Small"),
        Model("acme/small:batch", "Acme: Small (batch)"),
        Model("acme/song", "Acme: Song", output_modalities=("audio",)),
    ),
    Source.FRESH,
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
    assert "Acme: One" == named("gone/model", "acme/one-2026")
    assert "" == named("gone/model", "gone/model")


def test_what_cannot_chat_is_listed_and_not_offered():
    assert ["acme/large", "acme/small"] == [model.id for model in MAKERS.chat]


def test_an_empty_catalog_was_never_loaded():
    empty = Catalog()

    assert empty.source is Source.NONE
    assert empty.as_of is None
    assert empty.chat == ()
