"""What is known of a model beside its row in the list, and the sections of its page that tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.bookmark import NOTHING, Bookmark
from desktop.domain.history import told_once
from desktop.ui.browser.change_words import change_text
from desktop.ui.figures import day_alone, day_here, day_text, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from desktop.domain.history import Change
    from desktop.domain.model import Model
    from desktop.domain.provider import Provider

translate = QCoreApplication.translate


class About(NamedTuple):
    """Plain values; empty where nothing is known.

    Attributes:
        listed: The day of the list that states the model.
        elsewhere: When that list came, UTC, where it is another connection's.
        description: The full one; the list's is cut.
        bundled: Whether the list is the one that comes with the program, which has none.
        ways: Ids under which it can be asked, its own among them; empty when there is but one.
        routed: Whether OpenRouter is asked, so that it is known what these mean.
        inside: Whether the program itself answers for it, which costs nothing.
        current: The id of the chat's model.
        providers, fetched: Who offers the model, and when that was told, UTC.
        keeping_nothing: Tags of the providers who keep nothing; None while that is not known.
        asking: Whether news is on its way.
        failure: Why nothing newer could be told; a sentence of plain text.
        changes: Oldest first.
        begun: When the oldest list came with which they begin, UTC.
        gone: Whether it is in an earlier day's list alone.
        successor: The permanent slug of what came in its place.
        stands_for_none: Whether the list lacks what this alias stands for.
    """

    bookmark: Bookmark = NOTHING
    listed: date | None = None
    elsewhere: datetime | None = None
    description: str = ""
    bundled: bool = False
    ways: tuple[str, ...] = ()
    routed: bool = False
    inside: bool = False
    current: str = ""
    providers: tuple[Provider, ...] = ()
    fetched: datetime | None = None
    keeping_nothing: frozenset[str] | None = None
    asking: bool = False
    failure: str = ""
    changes: tuple[Change, ...] = ()
    begun: datetime | None = None
    gone: bool = False
    successor: str = ""
    stands_for_none: bool = False

    def until(self, day: date | None) -> About:
        """What was known at the end of a day; the same for None. Who offers a model is told with its time.

        What was listed on that day was followed by nothing.
        """
        if day is None:
            return self
        changes = tuple(change for change in self.changes if change.at.date() <= day)
        told = self.fetched is not None and self.fetched.date() <= day
        description, successor = self.description if told else "", "" if self.gone else self.successor
        return self._replace(listed=day, changes=changes, description=description, successor=successor)


def connection_lines(model: Model, about: About) -> Iterator[tuple[str, str]]:
    """Where it can be asked, if that is elsewhere, and how old the list is that says so."""
    if model.connection:
        yield translate("page", "At"), model.connection
    if about.elsewhere:
        at = about.elsewhere
        listed = day_text(day_here(at)) if day_alone(at) else moment_text(at)
        yield translate("page", "List of"), listed


def own_lines(about: About) -> Iterator[tuple[str, str]]:
    """What the person keeps about the model."""
    kept = about.bookmark
    if kept.note:
        yield translate("page", "Note"), kept.note
    if kept.tags:
        yield translate("page", "Tags"), ", ".join(sorted(kept.tags))
    if kept.used:
        yield translate("page", "Last asked"), day_text(day_here(kept.used))


def warning_lines(model: Model, about: About) -> Iterator[tuple[str, str]]:
    """Why it cannot be asked."""
    if model.excluded:
        words = translate("page", "its privacy settings, providers or guardrails exclude this model")
        yield translate("page", "Your account"), words
    if model.retired:
        yield translate("page", "Last listed"), day_text(model.retired)
    if about.successor:
        yield translate("page", "Followed by"), about.successor


def provider_lines(about: About) -> Iterator[tuple[str, str]]:
    """How old the answer is, and what became of asking anew."""
    told = [moment_text(about.fetched)] if about.fetched else []
    if about.fetched and not about.providers:
        told.append(translate("page", "none known"))
    if about.asking:
        told.append(translate("page", "asking…"))
    if told:
        yield translate("page", "As of") if about.fetched else translate("page", "Now"), " · ".join(told)
    if about.failure:
        yield translate("page", "Not updated") if about.fetched else translate("page", "Not known"), about.failure


def history_lines(about: About) -> Iterator[tuple[str, str]]:
    """A change a line, the newest first."""
    for change in reversed(told_once(about.changes)):
        yield day_text(day_here(change.at)), change_text(change)
