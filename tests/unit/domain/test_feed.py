from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.feed import as_atom, as_json
from desktop.domain.history import Change, ChangeKind

AT = datetime(2026, 8, 22, 12, tzinfo=UTC)
HERE = "https://example.org/v1"
CHANGES = (
    Change("a/b", "A: B <b>&", ChangeKind.PRICE_UP, AT, "prompt", "0.000001", "0.000002"),
    Change("c/d", "D", ChangeKind.NEW, AT.replace(day=20)),
)


def entries(text):
    space = "{http://www.w3.org/2005/Atom}"
    feed = fromstring(text.encode())  # noqa: S314 - our own text
    return feed.find(f"{space}updated").text, [
        [entry.find(space + name).text for name in ("title", "id", "updated", "content")]
        for entry in feed.findall(f"{space}entry")
    ]


def test_json_holds_everything_that_is_known():
    assert json.loads(as_json(CHANGES)) == [
        {
            "model": "a/b",
            "name": "A: B <b>&",
            "kind": "price-up",
            "kinds": ["price-up"],
            "at": "2026-08-22T12:00:00+00:00",
            "field": "prompt",
            "before": "0.000001",
            "after": "0.000002",
        },
        {
            "model": "c/d",
            "name": "D",
            "kind": "new",
            "kinds": ["new"],
            "at": "2026-08-20T12:00:00+00:00",
            "field": "",
            "before": None,
            "after": None,
        },
    ]


def test_json_tells_both_of_what_was_free_and_is_no_longer_listed():
    (row,) = json.loads(as_json([Change("a/b:free", "A: B (free)", ChangeKind.FREE_ENDED, AT)]))

    assert ("free-ended", ["free-ended", "retired"]) == (row["kind"], row["kinds"])


def test_a_feed_has_the_title_it_is_given():
    text = as_atom(CHANGES, HERE, "Modelle & mehr", AT, lambda change: change.kind.value)

    assert "Modelle & mehr" == fromstring(text.encode()).find("{http://www.w3.org/2005/Atom}title").text  # noqa: S314


def test_a_feed_has_an_entry_a_change_and_is_as_new_as_the_newest():
    updated, found = entries(as_atom(CHANGES, HERE, "Modelle", AT.replace(year=2030), lambda change: change.kind.value))

    assert updated == "2026-08-22T12:00:00+00:00"
    assert found == [
        [
            "A: B <b>&: price-up",
            f"{HERE}/models#a/b@2026-08-22T12:00:00+00:00-price-up-prompt",
            "2026-08-22T12:00:00+00:00",
            "a/b",
        ],
        ["D: new", f"{HERE}/models#c/d@2026-08-20T12:00:00+00:00-new-", "2026-08-20T12:00:00+00:00", "c/d"],
    ]


def test_an_entry_has_the_same_id_in_every_feed_and_no_blanks():
    spaced = Change("my models/x <1>", "X", ChangeKind.CONTEXT, AT, "context_length", 1, 2)
    alone = entries(as_atom([spaced], HERE, "Modelle", AT, str))[1][0][1]
    among = [entry[1] for entry in entries(as_atom([*CHANGES, spaced], HERE, "Modelle", AT, str))[1]]

    assert alone == f"{HERE}/models#my%20models/x%20%3C1%3E@2026-08-22T12:00:00+00:00-context-context_length"
    assert among[2] == alone
    assert len(set(among)) == 3


def test_a_feed_without_changes_is_one_of_now():
    assert entries(as_atom((), HERE, "Modelle", AT, str)) == ("2026-08-22T12:00:00+00:00", [])


@given(st.text(), st.text())
def test_no_name_breaks_a_feed(name, said):
    [[title, *_]] = entries(as_atom([Change("x", name, ChangeKind.NEW, AT)], HERE, "Modelle", AT, lambda _: said))[1]

    assert len(title) == len(f"{name}: {said}".replace("\r\n", "\n"))


def test_a_feed_has_what_every_feed_and_every_entry_must_have():
    """RFC 4287, 4.1.1 and 4.1.2, as far as there is something to be wrong."""
    space = "{http://www.w3.org/2005/Atom}"
    for changes in ((), CHANGES):
        feed = fromstring(as_atom(changes, HERE, "Modelle", AT, lambda change: change.kind.value).encode())  # noqa: S314
        entries = feed.findall(f"{space}entry")
        for place in (feed, *entries):
            for once in ("title", "id", "updated"):
                [found] = place.findall(space + once)
                assert found.text
            assert urlsplit(place.find(f"{space}id").text).scheme
            assert datetime.fromisoformat(place.find(f"{space}updated").text).tzinfo
        assert feed.find(f"{space}author/{space}name").text
        assert [[len(entry.findall(space + name)) for name in ("content", "summary")] for entry in entries] == [
            [1, 0] for _ in changes
        ]
