"""What a person wrote about models is found by what they search for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.lists import Lists
from desktop.domain.model import Model
from desktop.domain.query import Known, parse
from desktop.domain.search import Finder

MODELS = (
    Model("a/invoice-reader", "A: Invoice Reader"),
    Model("b/plain", "B: Plain", description="Reads invoices, they say."),
    Model("c/kept", "C: Kept", description="A model that sees."),
    Model("d/tagged", "D: Tagged"),
)
NOTES = {"c/kept": "Good for long French\ninvoices, but slow. Café.", "gone": "Was good for invoices"}
TAGS = {"d/tagged": frozenset({"invoices", "Work"}), "c/kept": frozenset({"home"})}
KNOWN = Known(date(2026, 8, 22), notes=NOTES, tags=TAGS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("invoice", ["a/invoice-reader", "c/kept", "d/tagged", "b/plain"]),
        ("invoices sees", ["c/kept"]),
        ("INVOICES kept", ["c/kept"]),
        ("cafe", ["c/kept"]),
        ('"french invoices"', ["c/kept"]),
        ("work", ["d/tagged"]),
        ("#work", ["d/tagged"]),
        ("invoices -slow", ["d/tagged", "b/plain", "a/invoice-reader"]),
        ("-invoices", ["a/invoice-reader"]),
        ("note:invoices", ["c/kept"]),
        ("note:café", ["c/kept"]),
        ('note:"french invoices"', ["c/kept"]),
        ("-note:slow", ["a/invoice-reader", "b/plain", "d/tagged"]),
        ("invoices free", []),
    ],
)
def test_notes_and_tags_are_found_behind_names_and_before_descriptions(text, expected):
    finder = Finder(MODELS)

    assert expected == [model.id for model in finder.find(parse(text), KNOWN).models]
    assert expected == [model.id for model in finder.find(parse(text), replace(KNOWN)).models]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("invoice", {"c/kept": "…for long French invoices, but slow. Café. #home", "d/tagged": "#Work #invoices"}),
        ("note:good", {"c/kept": "Good for long French invoices, but slow. Café. #home"}),
        ("note:CAFE", {"c/kept": "…invoices, but slow. Café. #home"}),
        ("note:invoices", {"c/kept": "…for long French invoices, but slow. Café. #home"}),
        ("-note:good", {}),
        ("kept", {}),
        ("vision", {}),
    ],
)
def test_what_was_found_by_a_note_alone_is_told_with_the_words_around(text, expected):
    finder = Finder(MODELS)
    finder.find(parse(text), KNOWN)

    assert expected == finder.noted


def test_what_is_gone_is_found_by_its_note_and_what_is_elsewhere_is_not():
    gone, far = Model("gone", "Gone", retired=date(2026, 1, 1)), Model("c/kept", "Far", connection="http://far/v1")
    here, there, past = Finder(MODELS), Finder([far]), Finder([gone])
    strange = Known(KNOWN.today)

    def found(text):
        return [model.name for model in Lists(here, there, past).find(parse(text), KNOWN, strange).models]

    assert found("note:invoices") == ["C: Kept", "Gone"]
    assert found("good") == ["C: Kept", "Gone"]
    assert past.noted == {"gone": "Was good for invoices"}


def test_a_word_of_a_note_is_not_blamed_for_what_another_condition_removes():
    blamed = Finder(MODELS).find(parse("slow free"), KNOWN).why_empty

    assert blamed is not None
    assert ["free"] == [term.text for term in blamed.terms]
