"""Signatures and change requests as papers of an archive record (R54)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from gongkai.approvals.models import ChangeRequest, ReviewStep, SignedPaper
from gongkai.approvals.queries.signed_papers import as_part
from gongkai.ledger import queries as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Part, PartKind, seal
from gongkai.rules.duties import local_day
from gongkai.rules.procedures.change import KINDS, OPEN_STATES
from gongkai.rules.procedures.edition import MOVES
from gongkai.rules.refusals import missing

_WORDS = {move.verb: move.label for move in MOVES}


def papers(actor: Actor, *, edition_ids: Iterable[int]) -> dict[int, list[Part]]:
    """Every signature on each edition, by hand too, and every request to change it. Three queries; the clock only."""
    if not actor.is_clock:
        raise missing()
    keys, found = list(edition_ids), defaultdict(list)
    for row in ReviewStep.objects.filter(edition_id__in=keys).order_by("id"):
        words = (
            row.verb,
            row.revision_id,
            row.remark,
            row.ticks,
            row.basis,
            row.decided_at,
            row.decider_name,
            row.decider_post,
        )
        name = f"{_WORDS.get(row.verb, row.verb)}　{row.decider_name}"
        found[row.edition_id].append(Part(PartKind.APPROVAL, f"step:{row.pk}", name, seal(words)))
    for sheet in SignedPaper.objects.filter(edition_id__in=keys).select_related("file").order_by("id"):
        found[sheet.edition_id].append(as_part(sheet))
    for one in ChangeRequest.objects.filter(edition_id__in=keys).order_by("id"):
        words = (
            one.kind, one.before, one.after, one.reason, one.basis, one.impact, one.explanation, one.decision,
            one.decider_name, one.decided_at, one.filing_number,
        )  # fmt: skip
        name = f"{KINDS.get(one.kind, one.kind)}　{one.number}"
        found[one.edition_id].append(Part(PartKind.CHANGE, f"change:{one.pk}", name, seal(words)))
    return found


def changing(actor: Actor, *, edition_ids: Iterable[int]) -> set[int]:
    """Editions about which a request for change, withdrawal or termination is open. One query; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = ChangeRequest.objects.filter(edition_id__in=list(edition_ids), state__in=[str(one) for one in OPEN_STATES])
    return set(rows.values_list("edition_id", flat=True))


def changed_on(actor: Actor, *, edition_ids: Iterable[int]) -> dict[int, date]:
    """The day on which the last request about each edition was explained, refused or taken back. The clock only.

    One query, and one more where a request was taken back: that day stands in its trail alone.
    """
    if not actor.is_clock:
        raise missing()
    rows = ChangeRequest.objects.filter(edition_id__in=list(edition_ids)).exclude(
        state__in=[str(one) for one in OPEN_STATES]
    )
    ends = {row.pk: (row.edition_id, row.explained_at or row.decided_at) for row in rows}
    recalled = [f"change:{key}" for key, (_, at) in ends.items() if at is None]
    trails = ledger.trails(actor, subjects=recalled) if recalled else {}
    found: dict[int, date] = {}
    for key, (edition_id, at) in ends.items():
        told = trails.get(f"change:{key}", ())
        moment = at or (told[-1][1] if told else None)
        if moment is not None:
            found[edition_id] = max(found.get(edition_id, date.min), local_day(moment))
    return found
