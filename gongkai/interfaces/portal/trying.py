"""Doing what a public page was asked to do, and saying how it went."""

from collections.abc import Callable

from django.contrib import messages

from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain


def tried(request, act: Callable, done: str) -> bool:
    """Do something and say how it went; hidden refusals pass on."""
    try:
        act()
    except Refused as refused:
        if refused.hidden:
            raise
        messages.error(request, explain(refused.code, refused.facts))
        return False
    messages.success(request, done)
    return True
