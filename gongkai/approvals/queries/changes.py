"""Reading requests for change, withdrawal, termination (第九条（二）, F11)."""

from collections.abc import Iterator

from django.db.models import F, Q

from gongkai.approvals.facts import change_facts
from gongkai.approvals.models import ChangeRequest
from gongkai.ledger.pieces import streamed
from gongkai.orgs.scopes import under, within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.change import CHANGE, ChangeState
from gongkai.rules.refusals import missing

FILING = (ChangeState.AGREED, ChangeState.FILED, ChangeState.EXPLAINED)


def _seen(actor: Actor) -> Q:
    """Those of the actor's own organizations, those to decide as maker, those to file as leading group."""
    decided = Q(state__in=FILING)
    return (
        within(actor, Permission.READ_WORK)
        | within(actor, Permission.DECIDE_CHANGE, field="maker_path")
        | (within(actor, Permission.FILE_CHANGE, field="county_path") & decided)
    )


def change(actor: Actor, *, change_id: int) -> ChangeRequest:
    """One request with its edition and disclosure, for those who have a part in it."""
    found = ChangeRequest.objects.select_related("edition__disclosure__org").filter(_seen(actor), pk=change_id).first()
    if found is None:
        raise missing()
    return found


def changes(
    actor: Actor, *, org_id: int | None = None, edition_id: int | None = None, maker_path: str | None = None,
    county_path: str | None = None, states: tuple[str, ...] | None = None,
) -> list[ChangeRequest]:  # fmt: skip
    """Requests that the actor may see, the stamp that falls due first before the others."""
    wanted = {
        "edition__disclosure__org_id": org_id, "edition_id": edition_id, "maker_path": maker_path,
        "county_path": county_path, "state__in": states,
    }  # fmt: skip
    rows = ChangeRequest.objects.select_related("edition__disclosure__org").filter(
        _seen(actor), **{field: value for field, value in wanted.items() if value is not None}
    )
    return list(rows.order_by("due_on", "-pk"))


def changes_page(
    actor: Actor, *, org_id: int | None = None, states: tuple[str, ...] = (), before: int | None = None, limit: int = 50
) -> list[ChangeRequest]:
    """The same, the newest first, a page at a time: those below the id `before`. One query."""
    rows = ChangeRequest.objects.select_related("edition__disclosure__org").filter(_seen(actor))
    if org_id is not None:
        rows = rows.filter(edition__disclosure__org_id=org_id)
    if states:
        rows = rows.filter(state__in=states)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])


def filed_with(actor: Actor, *, county_path: str, limit: int = 200) -> list[ChangeRequest]:
    """What was agreed to and is to be filed, or was filed, with the county's leading group (R129). One query.

    For those who file it and those who lead; what waits for its stamp stands first, the nearest day before the others.
    """
    if not any(may(actor, one, county_path) for one in (Permission.FILE_CHANGE, Permission.OVERSEE)):
        raise missing()
    rows = ChangeRequest.objects.select_related("edition__disclosure__org").filter(
        county_path=county_path, state__in=FILING
    )
    return sorted(
        rows.order_by(F("filed_at").desc(nulls_first=True), "due_on")[:limit], key=lambda row: row.filed_at is not None
    )


def change_ledger(actor: Actor, *, path: str) -> Iterator[ChangeRequest]:
    """Every request of a subtree that the actor may see, the newest first (R165); read in pieces."""
    rows = ChangeRequest.objects.select_related("edition__disclosure__org__superior").filter(_seen(actor), under(path))
    return streamed(rows.order_by("-pk"))


def change_offers(actor: Actor, *, change_id: int) -> list[Offer]:
    """The buttons of a change request."""
    return moves.offers(CHANGE, actor, change_facts(change(actor, change_id=change_id)))
