from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.api.model_list import decode
from desktop.domain.catalog import Catalog, Source
from desktop.domain.model import Model
from tests.models import NEW, recorded


def catalog(*rows: tuple[str, str] | tuple[str, str, str]) -> Catalog:
    """Of (id, name) or (id, name, description)."""
    models = (Model(id=row[0], name=row[1], description=row[2] if len(row) > 2 else "") for row in rows)
    return Catalog(tuple(models), Source.FRESH)


def ids(models):
    return [model.id for model in models]


MAKERS = catalog(
    ("acme/large", "Acme: Large", "Better than the small one."),
    ("acme/large-2", "Acme: Large 2"),
    ("other/acme-large", "Other: Acme Large"),
    ("acme/small", "Acme: Small"),
    ("acme/small:batch", "Acme: Small (batch)"),
    ("third/pixel", "Third: Pixel"),
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


def test_an_empty_search_gives_all_chat_models_in_the_order_of_the_list():
    expected = ["acme/large", "acme/large-2", "other/acme-large", "acme/small", "third/pixel"]

    assert expected == ids(MAKERS.search(""))
    assert expected == ids(MAKERS.search("  \n "))


def test_whole_names_come_first_then_beginnings_then_names_then_descriptions():
    found = catalog(
        ("a/x", "A: Unrelated", "like small"),
        ("b/not-small", "B: Not small"),
        ("c/small-3", "C: Small 3"),
        ("d/small", "D: Small"),
    ).search("small")

    assert ["d/small", "c/small-3", "b/not-small", "a/x"] == ids(found)


def test_an_id_and_its_part_behind_the_author_count_as_names():
    assert ids(MAKERS.search("acme/large"))[0] == "acme/large"
    assert ids(MAKERS.search("pixel")) == ["third/pixel"]


def test_every_word_must_occur_in_any_order_and_any_case():
    assert ids(MAKERS.search("LARGE other")) == ["other/acme-large"]
    assert ids(MAKERS.search("large better")) == ["acme/large"]
    assert ids(MAKERS.search("large missing")) == []


def test_a_search_with_signs_of_patterns_is_plain_text():
    assert ids(MAKERS.search(".*")) == []
    assert ids(catalog(("a/b", "A: b (c)")).search("(c)")) == ["a/b"]


def test_the_sharp_s_is_found_by_ss():
    assert ids(catalog(("a/strasse", "A: Straße")).search("STRASSE")) == ["a/strasse"]


def test_an_empty_catalog_was_never_loaded():
    empty = Catalog()

    assert empty.source is Source.NONE
    assert empty.as_of is None
    assert empty.search("") == ()


@given(st.text(), st.lists(st.text(min_size=1, max_size=8), max_size=5))
def test_no_text_breaks_the_search_and_every_hit_has_every_word(text, names):
    found = catalog(*((name, name) for name in names)).search(text)

    for model in found:
        assert all(word in f"{model.name}\n{model.id}".casefold() for word in text.casefold().split())


def test_the_real_list_without_its_batches_is_searched():
    """Counted by plain code over the same rows."""
    models, _ = decode(recorded(NEW))
    real = Catalog(tuple(models), Source.STORED)
    ready = [m for m in models if not m.id.endswith(":batch")]

    def texts(model):
        return f"{model.name} {model.id} {model.description}".casefold()

    assert (421, 360) == (len(models), len(real.search("")))
    for words in ("claude", "gemini flash", "vision", "free", "deepseek v4"):
        expected = {m.id for m in ready if all(word in texts(m) for word in words.split())}
        assert expected == set(ids(real.search(words)))
        assert expected
    assert ids(real.search("anthropic/claude-opus-5"))[0] == "anthropic/claude-opus-5"
