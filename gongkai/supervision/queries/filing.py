"""Meetings on disclosure and inspections as matters for the archive, once they have come to their end (R54, 第六条（四）)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from django.db.models import Max, Q

from gongkai.ledger import queries as ledger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.agendas import AgendaBody
from gongkai.rules.archiving import Closing, Matter, Part, PartKind, retention_basis, seal, trail_part
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.procedures.inspection import InspectionState
from gongkai.rules.refusals import missing
from gongkai.rules.terms import label
from gongkai.supervision.models import AgendaDecision, AgendaRecord, Evidence, Finding, Inspection, SheetLine

AGENDA, INSPECTION = "agenda", "inspection"
_KEPT = "retention_business"
Until = Mapping[str, int | None]


def due_agendas(actor: Actor, *, since: date | None, limit: int = 5000) -> list[Matter]:
    """Meetings whose last decision was carried out on that day or later (None: ever); void ones never. The clock only."""
    if not actor.is_clock:
        raise missing()
    open_ones = AgendaDecision.objects.filter(done_on=None).values("record_id")
    rows = AgendaRecord.objects.filter(voided_at=None).exclude(pk__in=open_ones)
    rows = rows.annotate(closed_on=Max("decisions__done_on")).exclude(closed_on=None)
    if since is not None:
        rows = rows.filter(closed_on__gte=since)
    found = list(rows.select_related("org").order_by("closed_on", "pk")[:limit])
    papers = _agenda_papers(actor, found, {})
    return [
        _matter(
            actor, f"{AGENDA}:{row.pk}", row.org, row.org_path, f"{label(AgendaBody(row.body))}研究党务公开材料",
            row.number, row.held_on, row.closed_on, papers[row.pk],
        )
        for row in found
    ]  # fmt: skip


def agendas_again(actor: Actor, *, until: Until) -> dict[str, tuple[Part, ...]]:
    """The papers of filed meetings as they are now, the trail up to the event given for each; the clock only."""
    rows = AgendaRecord.objects.filter(pk__in=_keys(actor, until))
    return {f"{AGENDA}:{key}": parts for key, parts in _agenda_papers(actor, list(rows), until).items()}


def due_inspections(actor: Actor, *, since: date | None, limit: int = 5000) -> list[Matter]:
    """Inspections with a result of that day or later (None: ever), in the archive of the body that inspected. The clock only."""
    if not actor.is_clock:
        raise missing()
    rows = Inspection.objects.filter(state=InspectionState.CONCLUDED, concluded_at__isnull=False)
    if since is not None:
        rows = rows.filter(concluded_at__gte=datetime.combine(since, time(), LOCAL))
    found = list(rows.select_related("org", "inspector").order_by("concluded_at", "pk")[:limit])
    papers = _inspection_papers(actor, found, {})
    return [
        _matter(
            actor, f"{INSPECTION}:{row.pk}", row.inspector, row.inspector_path, f"监督检查材料：{row.org.short_name}",
            row.number, row.visit_on, local_day(row.concluded_at or row.created_at), papers[row.pk],
        )
        for row in found
    ]  # fmt: skip


def inspections_again(actor: Actor, *, until: Until) -> dict[str, tuple[Part, ...]]:
    """The papers of filed inspections as they are now, the trail up to the event given for each; the clock only."""
    rows = Inspection.objects.filter(pk__in=_keys(actor, until))
    return {f"{INSPECTION}:{key}": parts for key, parts in _inspection_papers(actor, list(rows), until).items()}


def _keys(actor: Actor, until: Until) -> list[int]:
    if not actor.is_clock:
        raise missing()
    return [int(one.rpartition(":")[2]) for one in until]


def _matter(
    actor: Actor, key: str, org, path: str, title: str, number: str, dated: date, closed_on: date, parts
) -> Matter:
    kept, basis = retention_basis(rulebook.parameters(actor), _KEPT, on=closed_on)
    return Matter(
        key, org.pk, path, org.code, org.name, title, number, dated, closed_on, Closing.CLOSED, kept, basis, parts
    )


def _agenda_papers(actor: Actor, rows: list[AgendaRecord], until: Until) -> dict[int, tuple[Part, ...]]:
    """What was studied, and each decision that was carried out; what is still to be done is no paper yet."""
    done = AgendaDecision.objects.filter(~Q(done_on=None), record_id__in=[row.pk for row in rows]).order_by("pk")
    decided = _grouped(done, "record_id")
    trails = ledger.trails(actor, subjects=[f"{AGENDA}:{row.pk}" for row in rows])
    found = {}
    for row in rows:
        words = (row.number, row.body, row.held_on, row.attended, row.studied, row.grassroots, row.recorder_name)
        parts = [Part(PartKind.MEETING, f"{AGENDA}:{row.pk}", f"会议登记 {row.number}", seal(words))]
        for one in decided[row.pk]:
            told = seal((one.what, one.who, one.due_on, one.done, one.done_on))
            parts.append(Part(PartKind.APPROVAL, f"agenda_decision:{one.pk}", f"{one.done_on} 会议决定办完", told))
        found[row.pk] = (*parts, *_trail(AGENDA, row.pk, trails, until))
    return found


def _inspection_papers(actor: Actor, rows: list[Inspection], until: Until) -> dict[int, tuple[Part, ...]]:
    """The sheet with every line, what was found, and the photos and files behind it."""
    keys = [row.pk for row in rows]
    lines = _grouped(SheetLine.objects.filter(inspection_id__in=keys).order_by("pk"), "inspection_id")
    findings = _grouped(Finding.objects.filter(inspection_id__in=keys).order_by("pk"), "inspection_id")
    proofs = Evidence.objects.filter(finding__inspection_id__in=keys).select_related("file").order_by("pk")
    evidence = _grouped(proofs, "finding_id")
    trails = ledger.trails(actor, subjects=[f"{INSPECTION}:{key}" for key in keys])
    found = {}
    for row in rows:
        given = [(one.code, one.found, one.tenths, one.comment) for one in lines[row.pk]]
        words = (row.number, row.team, row.visit_on, row.summary, row.total, row.grade, row.concluder_name, given)
        parts = [Part(PartKind.ORIGINAL, f"{INSPECTION}:{row.pk}", f"监督检查表 {row.number}", seal(words))]
        for place, one in enumerate(findings[row.pk], 1):
            told = seal((one.point, one.facts, one.article, one.demand, one.seen))
            parts.append(Part(PartKind.ORIGINAL, f"finding:{one.pk}", f"检查发现的第{place}个问题", told))
            for hung in evidence[one.pk]:
                name = hung.caption or hung.file.name
                parts.append(Part(PartKind.PHOTO, f"file:{hung.file.token}", name, hung.file.sha256))
        found[row.pk] = (*parts, *_trail(INSPECTION, row.pk, trails, until))
    return found


def _grouped(rows: Iterable, name: str) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _trail(kind: str, key: int, trails: Mapping, until: Until) -> list[Part]:
    subject = f"{kind}:{key}"
    return trail_part(subject, trails.get(subject, ()), until.get(subject))
