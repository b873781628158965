"""What happened to an item that society may know of, as other systems are told: which item and what, never its text."""

from dataclasses import dataclass
from typing import Any

from gongkai.orgs import queries as orgs
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.numbers import slug
from gongkai.rules.actor import Actor
from gongkai.rules.methods import Audience
from gongkai.rules.refusals import missing
from gongkai.rules.webhooks import Event

# A change is told when its new text is released: until then the old one stands at the address.
EXPLAINED = {"withdraw": Event.WITHDRAWN, "terminate": Event.TERMINATED, "hidden": Event.HIDDEN}


@dataclass(frozen=True)
class Occurrence:
    """`key`: the same for the same happening, whoever asks how often."""

    event: Event
    path: str
    key: str
    slug: str
    data: dict[str, Any]


def _public(actor: Actor, **which: Any) -> Publication | None:
    if not actor.is_clock:
        raise missing()
    rows = Publication.objects.filter(audience=Audience.PUBLIC, **which).select_related("disclosure", "edition")
    return rows.order_by("-edition__number", "-pk").first()


def _occurrence(actor: Actor, row: Publication, event: Event, key: str) -> Occurrence:
    number = row.disclosure.number or ""
    data = {
        "organization": orgs.organization(actor, org_id=row.org_id).code, "number": number, "slug": slug(number),
        "edition": row.edition.number, "category": int(row.category), "entry": row.code, "period": row.period,
    }  # fmt: skip
    return Occurrence(event, row.org_path, key, slug(number), data)


def release_told(actor: Actor, *, publication_id: int) -> Occurrence | None:
    """A release to society, None when it was to a narrower circle.

    What was for members alone before it counts for nothing: of that society knows nothing (P2).
    """
    row = _public(actor, pk=publication_id)
    if row is None:
        return None
    before = Publication.objects.filter(disclosure=row.disclosure, audience=Audience.PUBLIC, pk__lt=row.pk)
    event = Event.CHANGED if before.exists() else Event.PUBLISHED
    return _occurrence(actor, row, event, f"publication:{row.pk}")


def explanation_told(actor: Actor, **which: int) -> Occurrence | None:
    """What an explanation says happened (`pk` or `change_ref`), None when society never had the item."""
    said = Explanation.objects.filter(**which).order_by("-pk").first()
    if said is None or Audience.PUBLIC not in said.audiences or said.kind not in EXPLAINED:
        return None
    row = _public(actor, disclosure_id=said.disclosure_id)
    return row and _occurrence(actor, row, EXPLAINED[said.kind], f"explanation:{said.pk}")


def restoring_told(actor: Actor, *, edition_id: int, at: str) -> Occurrence | None:
    """An item is shown again; `at`: when, for an item may be hidden and restored more than once."""
    row = _public(actor, edition_id=edition_id)
    return row and _occurrence(actor, row, Event.RESTORED, f"restored:{edition_id}:{at}")
