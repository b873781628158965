"""The clocks of this room for the morning's messages and for calendars: documents to sign for, proposals, answers."""

from collections.abc import Iterator
from datetime import timedelta

from gongkai.rulebook.models import Distribution, EntryProposal, Interpretation
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.interpretation import InterpretationState
from gongkai.rules.refusals import missing

NEWS = timedelta(days=10)  # an answer is told for so long; the longest row of days off is shorter


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Documents not signed for, proposals not answered, answers for who asked, everywhere asked for. Three queries."""
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
    answers = Interpretation.objects.filter(
        state=InterpretationState.PUBLISHED, second_at__date__gte=asked.today - NEWS, asked_by__isnull=False,
        **asked.at("org_path"),
    )  # fmt: skip
    for pk, path, at, who in answers.values_list("pk", "org_path", "second_at", "asked_by"):
        yield Deadline(
            "interpretation", path, None, f"{pk}-answer", frozenset(), since=local_day(at), persons=frozenset({who})
        )
