"""How a matter was made public, as papers of its archive record, and what its closing follows from (R53, R54)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.publication.models import Explanation, IndividualNotice, Placement, Publication
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Part, PartKind, seal
from gongkai.rules.duties import local_day
from gongkai.rules.methods import method
from gongkai.rules.refusals import missing

WIDEST = ("public", "unit", "party", "individual")


@dataclass
class Shown:
    """What is known of an edition's publications."""

    audience: str = ""
    org_name: str = ""
    first: date | None = None
    last: date | None = None
    notice_end: date | None = None
    notice_told: bool = True
    notice_told_on: date | None = None
    papers: list[Part] = field(default_factory=list)


def shown(actor: Actor, *, edition_ids: Iterable[int]) -> dict[int, Shown]:
    """Circles, proofs and explanations of each edition. Four queries; the clock only."""
    if not actor.is_clock:
        raise missing()
    keys = list(edition_ids)
    found: dict[int, Shown] = defaultdict(Shown)
    of: dict[int, int] = {}
    for row in Publication.objects.filter(edition_id__in=keys).order_by("published_at", "pk"):
        of[row.pk] = row.edition_id
        _add(found[row.edition_id], row)
    placed = Placement.objects.filter(publication_id__in=of).select_related("proof", "carrier").order_by("pk")
    for one in placed:
        found[of[one.publication_id]].papers += _placed(one)
    for told in IndividualNotice.objects.filter(publication_id__in=of).order_by("pk"):
        words = (told.person_name, told.method, told.told_at, told.place, told.informer, told.answer, told.signed)
        found[of[told.publication_id]].papers.append(
            Part(PartKind.MEETING, f"told:{told.pk}", f"个人告知单（{method(told.method).name}）", seal(words))
        )
    for said in Explanation.objects.filter(edition_id__in=keys).order_by("pk"):
        words = (said.kind, said.text, said.published_at)
        found[said.edition_id].papers.append(
            Part(PartKind.EXPLANATION, f"explanation:{said.pk}", "公布的说明", seal(words))
        )
    return found


def _add(one: Shown, row: Publication) -> None:
    one.org_name = one.org_name or row.org_name
    day = local_day(row.published_at)
    one.first, one.last = one.first or day, day
    if not one.audience or WIDEST.index(row.audience) < WIDEST.index(one.audience):
        one.audience = row.audience
    if row.notice_end is not None:
        one.notice_end = max(one.notice_end or row.notice_end, row.notice_end)
        one.notice_told &= row.notice_result_at is not None
        if row.notice_result_at is not None:
            told = local_day(row.notice_result_at)
            one.notice_told_on = max(one.notice_told_on or told, told)


def _placed(one: Placement) -> list[Part]:
    words = (one.method, one.place, one.carrier_id, one.starts_at, one.details)
    where = one.place or (one.carrier.name if one.carrier else "")
    name = "　".join(filter(None, (method(one.method).name, where)))
    parts = [Part(PartKind.MEETING, f"placement:{one.pk}", name, seal(words))]
    if one.proof is not None:
        parts.append(Part(PartKind.PHOTO, f"file:{one.proof.token}", one.proof.name, one.proof.sha256))
    return parts
