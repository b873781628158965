"""The clocks of this room for the morning's messages and for calendars: documents to sign for, proposals."""

from collections.abc import Iterator

from gongkai.rulebook.models import Distribution, EntryProposal
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.refusals import missing


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Documents not signed for and proposals not answered, everywhere asked for. Two queries."""
    if not actor.is_clock:
        raise missing()
    rows = Distribution.objects.filter(
        received_at=None, for_reading_only=False, org__isnull=False, **asked.at("org__path")
    )
    for pk, path, due, at, title in rows.values_list("pk", "org__path", "due_on", "sent_at", "regulation__title"):
        yield Deadline("document", path, due, f"{pk}", of(P.DRAFT), title, local_day(at))
    proposals = EntryProposal.objects.filter(state="proposed", **asked.at("catalog__maker_path"))
    for pk, path, at in proposals.values_list("pk", "catalog__maker_path", "proposed_at"):
        yield Deadline("proposal", path, None, f"{pk}", of(P.MAKE_CATALOG), since=local_day(at))
