"""Looking ahead: what an act would refuse, with nothing done."""

from collections.abc import Callable

from django.db import transaction

from gongkai.rules.actor import Actor


class _TakenBack(Exception):
    """Ends the transaction of an act that was only tried."""


def tried(actor: Actor, *, act: Callable[[], object]) -> None:
    """Carry out an act of this person's and take all of it back. Raises whatever the act raises, such as `Refused`."""
    try:
        with transaction.atomic():
            act()
            raise _TakenBack
    except _TakenBack:
        pass
