"""Filings that something is not disclosed, ended, as matters for the archive (R54, 第九条（二）)."""

from collections.abc import Mapping
from datetime import date, datetime, time

from gongkai.ledger import queries as ledger
from gongkai.obligations.models import Exemption
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Closing, Matter, Part, PartKind, retention_basis, seal, trail_part
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.procedures.exemption import ExemptionState
from gongkai.rules.refusals import missing

KIND = "exemption"
_ENDED = {ExemptionState.REVOKED: Closing.WITHDRAWN, ExemptionState.LAPSED: Closing.OVER}


def due_exemptions(actor: Actor, *, since: date | None, limit: int = 5000) -> list[Matter]:
    """Filings that ended on that day or later (None: ever), the first ended first; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = Exemption.objects.filter(state__in=[str(one) for one in _ENDED], ended_at__isnull=False)
    if since is not None:
        rows = rows.filter(ended_at__gte=datetime.combine(since, time(), LOCAL))
    found = list(rows.select_related("org").order_by("ended_at", "pk")[:limit])
    papers, parameters, made = _papers(actor, found, {}), rulebook.parameters(actor), []
    for row in found:
        closed_on = local_day(row.ended_at)
        kept, basis = retention_basis(parameters, "retention_business", on=closed_on)
        made.append(
            Matter(
                f"{KIND}:{row.pk}",
                row.org_id,
                row.org_path,
                row.org.code,
                row.org.name,
                f"暂不公开备案：{row.item_name}"[:160],
                row.number,
                local_day(row.filed_at),
                closed_on,
                _ENDED[ExemptionState(row.state)],
                kept,
                basis,
                papers[row.pk],
            )  # fmt: skip
        )
    return made


def exemptions_again(actor: Actor, *, until: Mapping[str, int | None]) -> dict[str, tuple[Part, ...]]:
    """The papers of filed ones as they are now, the trail up to the event given for each; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = list(Exemption.objects.filter(pk__in=[int(one.rpartition(":")[2]) for one in until]))
    return {f"{KIND}:{key}": parts for key, parts in _papers(actor, rows, until).items()}


def _papers(actor: Actor, rows: list[Exemption], until: Mapping[str, int | None]) -> dict[int, tuple[Part, ...]]:
    trails = ledger.trails(actor, subjects=[f"{KIND}:{row.pk}" for row in rows])
    found = {}
    for row in rows:
        subject = f"{KIND}:{row.pk}"
        words = (row.number, row.item_name, row.kind, row.reason, row.basis, row.decided_by, row.until, row.filed_at)
        parts = [Part(PartKind.ORIGINAL, subject, f"暂不公开备案表 {row.number}", seal(words))]
        if row.objection or row.reply:
            said = seal((row.objection, row.reply))
            parts.append(Part(PartKind.APPROVAL, f"objection:{row.pk}", "上级的异议和答复", said))
        found[row.pk] = (*parts, *trail_part(subject, trails.get(subject, ()), until.get(subject)))
    return found
