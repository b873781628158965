"""The clocks of the agenda: by when a committee must study disclosure again, and what it decided that is not done (第十条)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Count, QuerySet

from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.agendas import agenda_due, puts_on_agenda
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.organizations import OrgKind
from gongkai.rules.permissions import Permission, may
from gongkai.supervision.models import AgendaDecision, AgendaRecord

KEEPERS = of(Permission.KEEP_AGENDA)


def agendas_due(actor: Actor, *, places, today: date) -> list[tuple[object, int, date]]:
    """Of these organizations those that must study it again this year: how often they did, and by when the next is due.

    Two queries, none when nobody among them is asked. For those who keep the agenda there, and for the clock.
    """
    asked = [
        one for one in places
        if puts_on_agenda(OrgKind(one.kind)) and (actor.is_clock or may(actor, Permission.KEEP_AGENDA, one.path))
    ]  # fmt: skip
    if not asked:
        return []
    times = rulebook.parameters(actor).int("agenda_times", today)
    rows = AgendaRecord.objects.filter(org__in=[one.pk for one in asked], held_on__year=today.year, voided_at=None)
    held = dict(rows.values("org").annotate(number=Count("pk")).values_list("org", "number").order_by())
    found = [(one, held.get(one.pk, 0)) for one in asked]
    return [
        (one, number, due) for one, number in found if (due := agenda_due(number, times, year=today.year)) is not None
    ]


def _due(paths: Sequence[str], until: date) -> QuerySet:
    rows = AgendaDecision.objects.filter(
        record__org_path__in=paths, record__voided_at=None, done_on=None, due_on__lte=until
    )
    return rows.order_by("due_on", "pk")[:50]


_DUE = PreparedModels(AgendaDecision, _due, {"record": ("number", "held_on"), "record__org": ("short_name",)})


def decisions_due(actor: Actor, *, paths: tuple[str, ...], until: date) -> list[AgendaDecision]:
    """What these organizations decided and must have done by a day, the earliest first. One query."""
    kept = tuple(path for path in paths if may(actor, Permission.KEEP_AGENDA, path))
    return _DUE(paths=kept, until=until) if kept else []


def agenda_deadlines(actor: Actor, asked: Asked) -> Iterator[Deadline]:
    """The next meeting of every committee, and decisions with their days; a fixed number of queries."""
    found = orgs.subtree(actor, path="") if asked.paths is None else orgs.at_paths(actor, paths=asked.paths)
    places = [one for one in found if one.lives]
    for org, _, due in agendas_due(actor, places=places, today=asked.today):
        if asked.until is None or due <= asked.until:
            yield Deadline("agenda", org.path, due, f"agenda:{org.pk}:{due}", KEEPERS, "研究党务公开的会议")
    rows = AgendaDecision.objects.filter(
        done_on=None, record__voided_at=None, **asked.at("record__org_path"), **asked.by("due_on")
    )
    for pk, path, due, what in rows.values_list("pk", "record__org_path", "due_on", "what"):
        yield Deadline("agenda_decision", path, due, f"agenda_decision:{pk}", KEEPERS, what)
