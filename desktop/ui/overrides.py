"""What Qt calls may raise, also on Python 3.11.

There an exception raised in C (`[].pop()`, `int("x")`) is a mere type and text until Python catches it. Qt for Python
6.11 takes it for an object when it leaves a method that C++ has called while Python waits for C++, and the process
dies. So each method that stands for one of Qt's catches what it raises, and lets it go on.
"""

from __future__ import annotations

import sys
from functools import wraps
from types import FunctionType
from typing import TYPE_CHECKING, Any

from shiboken6 import Shiboken

if TYPE_CHECKING:
    from collections.abc import Callable


def let_overrides_raise() -> None:
    """From now on, in every class made of one of Qt's."""
    if sys.version_info < (3, 12):
        Shiboken.Object.__init_subclass__ = classmethod(_catch)  # type: ignore[assignment, method-assign]


def _catch(cls: type[Shiboken.Object], /) -> None:
    super(Shiboken.Object, cls).__init_subclass__()
    for name, method in tuple(vars(cls).items()):
        if isinstance(method, FunctionType) and not name.startswith("_") and hasattr(super(cls, cls), name):
            setattr(cls, name, _caught(method))


def _caught(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def override(*args: Any, **keywords: Any) -> Any:
        try:
            return method(*args, **keywords)
        except BaseException:  # noqa: TRY203 - this makes it an object
            raise

    return override
