"""What models are called, by the lists that are at hand, were, or are stored."""

from __future__ import annotations

from desktop.domain.catalog import Catalog
from desktop.domain.model import Model
from desktop.services.names import Names


def listing(*names, slug=""):
    return Catalog(tuple(Model(name, name.upper(), slug) for name in names))


def test_the_list_at_hand_names_first_then_earlier_ones_then_what_is_stored():
    names = Names()
    names.learn(Catalog((Model("a", "stored a"), Model("b", "stored b"), Model("c", "stored c"))))
    names.use(Catalog((Model("a", "early a"), Model("b", "early b"))))
    names.use(Catalog((Model("a", "late a"),)))

    assert [names.of(model_id) for model_id in "abcd"] == ["late a", "early b", "stored c", "d"]


def test_an_ending_that_no_list_has_is_told_with_the_name():
    names = Names()
    names.learn(listing("acme/seer"))

    assert names.of("acme/seer:nitro") == "ACME/SEER (nitro)"


def test_a_variant_that_no_list_has_is_called_like_its_model():
    names = Names()
    names.use(listing("acme/seer"))

    assert names.of("acme/seer:free") == "ACME/SEER (free)"
    assert names.other("acme/seer", "acme/seer:free") == "ACME/SEER (free)"
    assert names.of("acme/else:free") == "acme/else:free"


def test_the_list_that_has_the_asked_model_says_whether_another_one_answered():
    names = Names()
    names.use(listing("new"))
    names.learn(listing("old", slug="old-1"))

    assert names.other("old", "old-1") == ""
    assert names.other("new", "new") == ""
    assert names.other("gone", "else") == "else"
    assert names.other("new", "old-1") == "OLD"
    assert names.other("new", "") == ""


def test_what_may_be_named_anew_is_told_once():
    names, told, used = Names(), [], listing("a")
    names.changed.connect(lambda: told.append(names.of("a")))
    names.use(used)
    names.use(used)
    names.use(listing("b"))
    names.learn(listing("a"))

    assert told == ["A", "A", "A"]
