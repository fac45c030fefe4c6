"""What changed in the model list of an endpoint, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.api import model_rows
from desktop.domain.history import Change, ChangeKind, changes_between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def compare(before: Sequence[bytes], after: Sequence[bytes], at: datetime) -> list[tuple[Change, bytes]]:
    """The changes from one list's rows to those fetched at `at`, each with the row of a model that is gone."""
    old, new = model_rows.differing(before, after)
    changes = changes_between(model_rows.models_of(old.values()), model_rows.models_of(new.values()), at)
    return [(change, old.get(change.model, b"") if change.kind is ChangeKind.RETIRED else b"") for change in changes]
