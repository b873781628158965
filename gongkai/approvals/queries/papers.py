"""Signatures and change requests as papers of an archive record (R54)."""

from collections import defaultdict
from collections.abc import Iterable

from gongkai.approvals.models import ChangeRequest, ReviewStep
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Part, PartKind, seal
from gongkai.rules.procedures.change import KINDS, OPEN_STATES
from gongkai.rules.procedures.edition import MOVES
from gongkai.rules.refusals import missing

_WORDS = {move.verb: move.label for move in MOVES}


def papers(actor: Actor, *, edition_ids: Iterable[int]) -> dict[int, list[Part]]:
    """Every signature on each edition and every request to change it. Two queries; the clock only."""
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
