"""Consultations and appraisals as matters for the archive, once they have come to their end (R54, 第六条（四）).

What was decided and counted is filed, never who said or marked what: neither replies nor voters are papers.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from gongkai.ledger import queries as ledger
from gongkai.participation.models import AppraisalRound, Consultation
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Closing, Matter, Part, PartKind, retention_basis, seal, trail_part
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.procedures.appraisal import RoundState
from gongkai.rules.procedures.consultation import ConsultationState
from gongkai.rules.refusals import missing

CONSULTATION, APPRAISAL = "consultation", "appraisal"
_KEPT = "retention_business"
_ENDED = {ConsultationState.PUBLISHED: Closing.CLOSED, ConsultationState.WITHDRAWN: Closing.WITHDRAWN}
_ASKED_AGAIN = timedelta(days=366)  # a result is closed within a year of its use; until then it is looked at each day
Until = Mapping[str, int | None]


def due_consultations(actor: Actor, *, since: date | None, limit: int = 5000) -> list[Matter]:
    """Those that ended on that day or later (None: ever), the first ended first; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = Consultation.objects.filter(state__in=[str(one) for one in _ENDED], ended_at__isnull=False)
    if since is not None:
        rows = rows.filter(ended_at__gte=datetime.combine(since, time(), LOCAL))
    found = list(rows.select_related("org").order_by("ended_at", "pk")[:limit])
    papers, made = _consultation_papers(actor, found, {}), []
    for row in found:
        closed_on = local_day(row.ended_at or row.created_at)
        kept, basis = retention_basis(rulebook.parameters(actor), _KEPT, on=closed_on)
        made.append(
            Matter(
                f"{CONSULTATION}:{row.pk}", row.org_id, row.org_path, row.org.code, row.org.name,
                f"征求意见材料：{row.title}", row.number, local_day(row.opened_at or row.created_at), closed_on,
                _ENDED[ConsultationState(row.state)], kept, basis, papers[row.pk],
            )
        )  # fmt: skip
    return made


def consultations_again(actor: Actor, *, until: Until) -> dict[str, tuple[Part, ...]]:
    """The papers of filed consultations as they are now, the trail up to the event given for each; the clock only."""
    rows = Consultation.objects.filter(pk__in=_keys(actor, until))
    return {f"{CONSULTATION}:{key}": parts for key, parts in _consultation_papers(actor, list(rows), until).items()}


def due_appraisals(actor: Actor, *, since: date | None, limit: int = 5000) -> list[Matter]:
    """Rounds whose result was used, closed at the last event of their trail; the clock only.

    That day is not in the table: from `since` on a year is looked back, and what is filed already is passed over.
    """
    if not actor.is_clock:
        raise missing()
    rows = AppraisalRound.objects.filter(state=RoundState.USED)
    if since is not None:
        rows = rows.filter(published_at__gte=datetime.combine(since - _ASKED_AGAIN, time(), LOCAL))
    found = list(rows.select_related("org").order_by("-pk")[:limit])
    papers, made = _appraisal_papers(actor, found, {}), []
    trails = ledger.trails(actor, subjects=[f"{APPRAISAL}:{row.pk}" for row in found])
    for row in found:
        told = trails.get(f"{APPRAISAL}:{row.pk}", ())
        closed_on = local_day(told[-1][1] if told else row.published_at or row.ends_at)
        kept, basis = retention_basis(rulebook.parameters(actor), _KEPT, on=closed_on)
        made.append(
            Matter(
                f"{APPRAISAL}:{row.pk}", row.org_id, row.org_path, row.org.code, row.org.name,
                f"民主评议材料：{row.title}", row.number, local_day(row.made_at), closed_on, Closing.CLOSED, kept, basis,
                papers[row.pk],
            )
        )  # fmt: skip
    return made


def appraisals_again(actor: Actor, *, until: Until) -> dict[str, tuple[Part, ...]]:
    """The papers of filed rounds as they are now, the trail up to the event given for each; the clock only."""
    rows = AppraisalRound.objects.filter(pk__in=_keys(actor, until))
    return {f"{APPRAISAL}:{key}": parts for key, parts in _appraisal_papers(actor, list(rows), until).items()}


def _keys(actor: Actor, until: Until) -> list[int]:
    if not actor.is_clock:
        raise missing()
    return [int(one.rpartition(":")[2]) for one in until]


def _consultation_papers(actor: Actor, rows: list[Consultation], until: Until) -> dict[int, tuple[Part, ...]]:
    keys = [row.pk for row in rows]
    whole = Consultation.objects.filter(pk__in=keys).prefetch_related("points", "files__file")
    trails = ledger.trails(actor, subjects=[f"{CONSULTATION}:{key}" for key in keys])
    found = {}
    for row in whole:
        subject = f"{CONSULTATION}:{row.pk}"
        asked = (row.number, row.title, row.text, row.questions, row.audience, row.closes_on, row.opener_name)
        parts = [Part(PartKind.ORIGINAL, subject, f"征求意见稿 {row.number}", seal(asked))]
        if row.result:
            points = [
                (one.opinion, one.verdict, one.reason) for one in sorted(row.points.all(), key=lambda one: one.pk)
            ]
            said = seal((row.result, points))
            parts.append(Part(PartKind.APPROVAL, f"consultation_result:{row.pk}", "意见采纳情况和结果", said))
        for hung in sorted(row.files.all(), key=lambda one: one.pk):
            name = hung.caption or hung.file.name
            parts.append(Part(PartKind.ATTACHMENT, f"file:{hung.file.token}", name, hung.file.sha256))
        found[row.pk] = (*parts, *trail_part(subject, trails.get(subject, ()), until.get(subject)))
    return found


def _appraisal_papers(actor: Actor, rows: list[AppraisalRound], until: Until) -> dict[int, tuple[Part, ...]]:
    keys = [row.pk for row in rows]
    whole = AppraisalRound.objects.filter(pk__in=keys).prefetch_related("paper_counts", "uses")
    trails = ledger.trails(actor, subjects=[f"{APPRAISAL}:{key}" for key in keys])
    found = {}
    for row in whole:
        subject = f"{APPRAISAL}:{row.pk}"
        counted = (
            row.number, row.title, row.ends_at, row.box_hash, row.unreadable, row.table, row.aware, row.words,
            row.paper_issued, row.paper_returned, row.paper_valid, row.plan,
        )  # fmt: skip
        parts = [Part(PartKind.ORIGINAL, subject, f"民主评议结果 {row.number}", seal(counted))]
        for one in sorted(row.paper_counts.all(), key=lambda one: one.pk):
            said = seal((one.counter_name, one.returned, one.valid, one.table, one.counted_at))
            parts.append(Part(PartKind.APPROVAL, f"paper_count:{one.pk}", f"纸票清点 {one.counter_name}", said))
        for use in sorted(row.uses.all(), key=lambda use: use.pk):
            said = seal((use.text, use.recorder_name, use.recorded_at))
            parts.append(
                Part(PartKind.APPROVAL, f"result_use:{use.pk}", f"{local_day(use.recorded_at)} 结果运用", said)
            )
        found[row.pk] = (*parts, *trail_part(subject, trails.get(subject, ()), until.get(subject)))
    return found
