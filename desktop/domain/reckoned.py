"""What no list states of its models, and one sorts by all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from desktop.domain.model import Model

SUITS: Final = (0,)  # how much stands against a model that suits a chat: before all else


class Reckoned(NamedTuple):
    """Something that is reckoned of each model.

    Attributes:
        of: Tells it of a model; None where it is not known.
        alike: Tells all of a model that counts for it: where that is the same, `of` one tells it of all. Lists say
            much again, and what is alike in them is found once, whatever is then reckoned; so the same function again.
    """

    of: Callable[[Model], Any]
    alike: Callable[[Model], Hashable] = id
