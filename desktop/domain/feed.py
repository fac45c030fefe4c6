"""Changes of a model list for other programs: as JSON, and as an Atom feed (RFC 4287)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from desktop.domain.history import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from desktop.domain.history import Change

ALSO = {ChangeKind.FREE_ENDED: [ChangeKind.RETIRED.value]}  # which are not told by themselves
ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)), "�")


def as_json(changes: Sequence[Change]) -> str:
    """An array of objects, in this order; times in ISO 8601, UTC.

    What was free and is no longer listed is one change of two kinds.
    """
    rows = [
        {
            "model": change.model,
            "name": change.name,
            "kind": change.kind.value,
            "kinds": [change.kind.value, *ALSO.get(change.kind, ())],
            "at": change.at.isoformat(),
            "field": change.field,
            "before": change.before,
            "after": change.after,
        }
        for change in changes
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_atom(changes: Sequence[Change], base_url: str, title: str, now: datetime, told: Callable[[Change], str]) -> str:
    """A feed with an entry a change; `told` says one in a line. What no XML can hold is replaced.

    A change has the same id in every feed, so that a reader shows it once.
    """
    feed = Element("feed", {"xmlns": ATOM})
    _add(feed, "title", title)
    _add(feed, "id", f"{base_url}/models")
    _add(feed, "updated", max((change.at for change in changes), default=now).isoformat())
    _add(SubElement(feed, "author"), "name", "Parley")
    for change in changes:
        entry = SubElement(feed, "entry")
        _add(entry, "title", f"{change.name}: {told(change)}")
        what = f"{quote(change.model)}@{change.at.isoformat()}-{change.kind.value}-{quote(change.field)}"
        _add(entry, "id", f"{base_url}/models#{what}")
        _add(entry, "updated", change.at.isoformat())
        _add(entry, "content", change.model)
    indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text.translate(_NOT_IN_XML)
