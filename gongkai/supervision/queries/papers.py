"""Rectification that has ended, as a matter for the archive: notice, problems, what was done, proofs (R54, 第九条（八）)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from gongkai.ledger import queries as ledger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Closing, Matter, Part, PartKind, Retention, retention_basis, seal, trail_part
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.procedures.rectification import RectificationState
from gongkai.rules.refusals import missing
from gongkai.supervision.models import Problem, Proof, Rectification

KIND = "rectification"
_ENDED = {RectificationState.CLOSED: Closing.CLOSED, RectificationState.WITHDRAWN: Closing.WITHDRAWN}
_KEPT = "retention_business"


def due_rectifications(actor: Actor, *, since: date | None, limit: int = 5000) -> list[Matter]:
    """Notices that ended on that day or later (None: ever), the first ended first; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = Rectification.objects.filter(state__in=[str(one) for one in _ENDED])
    if since is not None:
        rows = rows.filter(closed_at__gte=datetime.combine(since, time(), LOCAL))
    rows = rows.select_related("org").order_by("closed_at", "pk")[:limit]
    parameters = rulebook.parameters(actor)
    found = []
    for row, parts in _papers(actor, list(rows), {}):
        closed_on = local_day(row.closed_at or row.issued_at)
        value, basis = retention_basis(parameters, _KEPT, on=closed_on)
        found.append(
            Matter(
                f"{KIND}:{row.pk}",
                row.org_id,
                row.org_path,
                row.org.code,
                row.org.name,
                row.title,
                row.number,
                local_day(row.issued_at),
                closed_on,
                _ENDED[RectificationState(row.state)],
                Retention(value),
                basis,
                tuple(parts),
            )  # fmt: skip
        )
    return found


def rectifications_again(actor: Actor, *, until: Mapping[str, int | None]) -> dict[str, tuple[Part, ...]]:
    """The papers of filed notices as they are now, the trail up to the event given for each; the clock only."""
    if not actor.is_clock:
        raise missing()
    keys = [int(one.rpartition(":")[2]) for one in until]
    rows = list(Rectification.objects.filter(pk__in=keys))
    return {f"{KIND}:{row.pk}": tuple(parts) for row, parts in _papers(actor, rows, until)}


def _papers(
    actor: Actor, rows: list[Rectification], until: Mapping[str, int | None]
) -> Iterator[tuple[Rectification, list[Part]]]:
    keys = [row.pk for row in rows]
    trails = ledger.trails(actor, subjects=[f"{KIND}:{key}" for key in keys])
    problems = list(Problem.objects.filter(rectification_id__in=keys).order_by("pk"))
    proofs = list(
        Proof.objects.filter(problem__rectification_id__in=keys).select_related("file", "problem").order_by("pk")
    )
    for row in rows:
        words = (row.number, row.title, row.issued_at, row.issuer_name, row.plan_due, row.due_on, row.remark)
        parts = [Part(PartKind.RECTIFICATION, f"{KIND}:{row.pk}", f"限期整改通知书 {row.number}", seal(words))]
        for place, one in enumerate((one for one in problems if one.rectification_id == row.pk), 1):
            told = (one.facts, one.article, one.demand, one.measure, one.person, one.finish_on, one.done)
            parts.append(Part(PartKind.RECTIFICATION, f"problem:{one.pk}", f"第{place}个问题和整改情况", seal(told)))
        for hung in proofs:
            if hung.problem.rectification_id == row.pk:
                name = hung.caption or hung.file.name
                parts.append(Part(PartKind.PHOTO, f"file:{hung.file.token}", name, hung.file.sha256))
        subject = f"{KIND}:{row.pk}"
        yield row, [*parts, *trail_part(subject, trails.get(subject, ()), until.get(subject))]
