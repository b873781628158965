"""What one page has read already: the same question within the same page is asked once.

    with remembering():
        …                                # queries that ask `once(("edition", 7), read)`

A page that shows one thing asks many rooms about it, and each of them reads it for itself. Nothing may
be written inside: what was remembered would no longer be true.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_HELD: ContextVar[dict[tuple, Any] | None] = ContextVar("gongkai_remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """For building one page that only reads."""
    before = _HELD.set({})
    try:
        yield
    finally:
        _HELD.reset(before)


def once(key: tuple, read: Callable[[], T]) -> T:
    """What `read` gives, from memory when this page has asked before; outside `remembering` it is always asked."""
    held = _HELD.get()
    if held is None:
        return read()
    if key not in held:
        held[key] = read()
    return held[key]


def demand_nothing_remembered() -> None:
    """Called by whoever writes. RuntimeError inside `remembering`: a mistake in the page's code."""
    if _HELD.get() is not None:
        raise RuntimeError("a page that remembers what it has read must not write")
