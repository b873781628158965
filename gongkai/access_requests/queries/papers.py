"""Applications that were answered, as matters for the archive: what was asked, every act and its words (R54, 第九条（三）).

Only those who handle applications may know of them, the archivist need not: neither the title of the record nor the
name of a paper says who asked for what, and files are opened at the application, not in the archive.
"""

from collections.abc import Mapping
from datetime import date

from gongkai.access_requests.models import AccessRequest
from gongkai.ledger import queries as ledger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Closing, Matter, Part, PartKind, retention_basis, seal, trail_part
from gongkai.rules.procedures.access_request import ENDED_STATES
from gongkai.rules.refusals import missing

KIND, SUBJECT = "application", "request"


def due_applications(actor: Actor, *, since: date | None, limit: int = 5000) -> list[Matter]:
    """Applications that were closed on that day or later (None: ever), the first closed first; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = AccessRequest.objects.filter(state__in=[str(one) for one in ENDED_STATES], closed_on__isnull=False)
    if since is not None:
        rows = rows.filter(closed_on__gte=since)
    found = list(rows.select_related("org").order_by("closed_on", "pk")[:limit])
    papers, parameters, made = _papers(actor, found, {}), rulebook.parameters(actor), []
    for row in found:
        closed_on = row.closed_on or row.received_on
        kept, basis = retention_basis(parameters, "retention_business", on=closed_on)
        made.append(
            Matter(
                f"{KIND}:{row.pk}", row.org_id, row.org_path, row.org.code, row.org.name, f"依申请公开办理材料 {row.number}", row.number,
                row.received_on, closed_on, Closing.CLOSED, kept, basis, papers[row.pk],
            )
        )  # fmt: skip
    return made


def applications_again(actor: Actor, *, until: Mapping[str, int | None]) -> dict[str, tuple[Part, ...]]:
    """The papers of filed ones as they are now, the trail up to the event given for each; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = list(AccessRequest.objects.filter(pk__in=[int(one.rpartition(":")[2]) for one in until]))
    return {f"{KIND}:{key}": parts for key, parts in _papers(actor, rows, until).items()}


def _papers(actor: Actor, rows: list[AccessRequest], until: Mapping[str, int | None]) -> dict[int, tuple[Part, ...]]:
    asked = AccessRequest.objects.filter(pk__in=[row.pk for row in rows])
    hanging = {row.pk: row for row in asked.prefetch_related("steps", "proposals", "files__file")}
    trails = ledger.trails(actor, subjects=[f"{SUBJECT}:{row.pk}" for row in rows])
    found = {}
    for row in rows:
        whole, subject = hanging[row.pk], f"{SUBJECT}:{row.pk}"
        words = (row.number, row.applicant_name, row.matter, row.description, row.period, row.document, row.purpose)
        parts = [Part(PartKind.ORIGINAL, f"{KIND}:{row.pk}", f"依申请公开申请表 {row.number}", seal(words))]
        if row.correction:
            parts.append(Part(PartKind.ORIGINAL, f"correction:{row.pk}", "申请人的补正", seal((row.correction,))))
        for one in sorted(whole.proposals.all(), key=lambda one: one.pk):
            reasons = seal((one.kind, one.reasons, one.basis, one.until, one.proposed_on))
            parts.append(Part(PartKind.APPROVAL, f"proposal:{one.pk}", "不予公开的理由", reasons))
            if one.ruling:
                ruled = seal((one.ruling, one.words, one.ruled_on))
                parts.append(Part(PartKind.APPROVAL, f"ruling:{one.pk}", "上级审定意见", ruled))
        for step in sorted(whole.steps.all(), key=lambda one: one.pk):
            said = seal((step.verb, step.text, step.on, step.by_name, step.letter_number))
            parts.append(Part(PartKind.APPROVAL, f"request_step:{step.pk}", f"{step.on:%Y-%m-%d} {step.label}", said))
        for number, hung in enumerate(sorted(whole.files.all(), key=lambda one: one.pk), 1):
            name = f"附件{number}（{hung.file.extension}）"
            parts.append(Part(PartKind.ATTACHMENT, f"request_file:{hung.pk}", name, hung.file.sha256))
        found[row.pk] = (*parts, *trail_part(subject, trails.get(subject, ()), until.get(f"{KIND}:{row.pk}")))
    return found
