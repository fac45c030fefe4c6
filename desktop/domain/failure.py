"""The root of `errors`: something that went wrong, with what a sentence about it needs."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from desktop.domain.delta import Annotation

KNOWN = ("host", "status", "provider", "retry_after", "count", "more", "most")  # facts, beside kind and detail


class Failure(Exception):  # noqa: N818 - the tree is named for what a person sees, and no class in it ends in Error
    """Something that went wrong, with what a sentence about it needs.

    Attributes:
        detail: The other side's own words. Hostile plain text, never markup, may be empty. Never holds a key.
        host: Host name (and port where not usual) of the endpoint concerned.
        status: HTTP status, or the `code` of an error object inside a 200 body.
        provider: Display name of the upstream provider that failed.
        retry_after: Seconds to wait before another try, as the server said.
        retryable: Whether the program may try again by itself before any content arrived
            (reference/openrouter-api.md §5.2); as its kind says unless it is given.
        count, more: How many files are left out, or bytes there are; whether there are more than were counted.
        most: How many are allowed.
        parsed: What was made of the PDFs of the question before it failed (§5.4); no part of `facts`.
    """

    retryable = False

    def __init__(
        self,
        detail: str = "",
        *,
        host: str = "",
        status: int | None = None,
        provider: str = "",
        retry_after: float | None = None,
        count: int | None = None,
        more: bool | None = None,
        most: int | None = None,
        retryable: bool | None = None,
        parsed: tuple[Annotation, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.host = host
        self.status, self.provider = status, provider
        self.retry_after = retry_after
        self.count, self.more, self.most = count, more, most
        self.retryable = type(self).retryable if retryable is None else retryable
        self.parsed = parsed

    def at(self, host: str) -> Self:
        """The same failure, of this endpoint if it names none."""
        if self.host:
            return self
        again = copy(self)
        again.host = host
        return again

    @property
    def kind(self) -> str:
        """The class's name: what is stored with a failed answer and looked up in `ui/words`."""
        return type(self).__name__

    def bare(self) -> Self:
        """The same, to be kept: without where it came from, which knows whatever was at hand there."""
        self.__cause__ = self.__context__ = self.__traceback__ = None
        return self

    def facts(self) -> dict[str, Any]:
        """Everything needed to build the same failure again with `failure_from`; empty facts are left out."""
        facts = {name: getattr(self, name) for name in ("kind", "detail", *KNOWN)}
        return {name: value for name, value in facts.items() if value not in ("", None)}
