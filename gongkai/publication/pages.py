"""What acts and views say about the public pages: that they changed, and that an answer may be stored."""

from collections.abc import Callable
from functools import wraps

from django.db import transaction

from gongkai.publication import page_log
from gongkai.publication.generation import generation

HEADER = "X-Page-Store"
KEEP = "keep"


def bump() -> None:
    """Make every stored page old, at once and in every process of this machine."""
    generation().bump()


def bump_everywhere() -> None:
    """The same on every machine, for a cause that is committed already: the others read it in the log of changes."""
    page_log.note()
    bump()


def bump_on_commit(item: str = "") -> None:
    """The same as soon as the transaction in hand is committed; never when it is rolled back.

    The line in the log is part of the transaction. `item`: the address part of what is to be rendered at once.
    """
    page_log.note(item=item)
    transaction.on_commit(bump)


def stored(view: Callable) -> Callable:
    """Mark a public view's answer for the page store: same address, same page for every visitor.

    Only the answer to someone who is not logged in is marked. The store removes the mark.
    """
    return _marked(view, "1")


def stored_for(seconds: int) -> Callable[[Callable], Callable]:
    """The same for a page that says the time: it is kept no longer than so many seconds, changed or not."""
    return lambda view: _marked(view, f"{seconds}s")


def keeping(view: Callable) -> Callable:
    """Mark a view whose forms change nothing that the public sees, such as signing in: the stored pages stay good."""

    @wraps(view)
    def kept(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers[HEADER] = KEEP
        return response

    return kept


def _marked(view: Callable, mark: str) -> Callable:
    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not request.user.is_authenticated:
            response.headers[HEADER] = mark
        return response

    return marked
