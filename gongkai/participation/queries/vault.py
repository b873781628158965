"""Reading the vault: one's own sealed names, requests to open one, and who looked (R12, P32)."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import within
from gongkai.participation import keys
from gongkai.participation.models import Identity, Opening, Opinion
from gongkai.participation.said import opening_facts, said_of, sealed_facts, signed_opinion
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.independence import counting, independent
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures.identity import IDENTITY
from gongkai.rules.refusals import missing

EITHER = (Permission.OPEN_IDENTITY, Permission.CONSENT_IDENTITY)
NEWEST = 200


@dataclass(frozen=True)
class OpenedName:
    """A name for the moment in which it is read; never stored, never logged."""

    name: str
    contact: str


def unsealed(row: Identity) -> OpenedName:
    """Decrypt one row; the caller has put the look on record, or is its author."""
    words = keys.decrypt(keys.ring(), row.key_id, row.ref, bytes(row.sealed))
    return OpenedName(words["name"], words["contact"])


def refs_of(actor: Actor) -> set[str]:
    """References of what the acting user signed, found by the blind index; nothing for visitors and the clock."""
    if not actor.is_person or actor.user_id is None:
        return set()
    owners = [key.digest("owner", f"user:{actor.user_id}") for key in keys.ring()]
    return set(Identity.objects.filter(owner__in=owners).values_list("ref", flat=True))


def show_own(actor: Actor, *, ref: str, now: datetime) -> OpenedName:
    """What the author left under a reference of his own."""
    if ref not in refs_of(actor):
        raise missing()
    return unsealed(Identity.objects.get(ref=ref))


@dataclass(frozen=True)
class Look:
    """One request as its author and the audit administrator see it: offices, reason, days, never the name."""

    request_id: int
    subject_words: str
    org_name: str
    reason: str
    state: str
    state_name: str
    asked_office: str
    asked_at: datetime
    second_office: str
    answered_at: datetime | None
    answer: str
    opened_at: datetime | None


def _looks(rows) -> list[Look]:
    rows = list(rows)
    names = {org.path: org.name for org in orgs.at_paths(Actor.clock(), paths={row.org_path for row in rows})}
    return [
        Look(
            row.pk, row.subject_words, names.get(row.org_path, ""), row.reason, row.state, IDENTITY.states[row.state],
            row.asked_office, row.asked_at, row.answered_office, row.answered_at, row.answer, row.opened_at,
        )
        for row in rows
    ]  # fmt: skip


def looks_at_own(actor: Actor) -> list[Look]:
    """谁打开过我的名字: every request for a name of one's own, opened or not, newest first. Three queries."""
    refs = refs_of(actor)
    if not refs:
        return []
    return _looks(Opening.objects.filter(ref__in=refs).order_by("-pk"))


def ledger_of_looks(actor: Actor) -> list[Look]:
    """Every request, for the audit administrator (P32, P41). Two queries."""
    if not may_anywhere(actor, Permission.READ_AUDIT):
        raise missing()
    return _looks(Opening.objects.order_by("-pk")[:NEWEST])


def own_refs(actor: Actor) -> list[tuple[str, str]]:
    """The author's signed opinions: reference and number, newest first. Two queries."""
    refs = refs_of(actor)
    if not refs:
        return []
    rows = Opinion.objects.filter(identity_ref__in=refs).order_by("-received_on", "pk")
    return list(rows.values_list("identity_ref", "number"))


def opinion_to_ask_about(actor: Actor, *, ref: str) -> Opinion:
    """The signed opinion whose name this person may ask to open."""
    opinion = signed_opinion(ref)
    if counting(actor, said_of(opinion), (Permission.OPEN_IDENTITY,)) is None:
        raise missing()
    return opinion


def ask_offer(actor: Actor, *, ref: str, now: datetime) -> list[Offer]:
    """The button “申请打开姓名” on an opinion's page, with the reason when it is closed."""
    opinion = opinion_to_ask_about(actor, ref=ref)
    return offers(IDENTITY, independent(actor, said_of(opinion)), sealed_facts(opinion, today=local_day(now)))


def request(actor: Actor, *, request_id: int) -> Opening:
    """One request, for those who may ask or agree at this body and stand outside the organization."""
    found = Opening.objects.filter(pk=request_id).first()
    if found is None or counting(actor, said_of(signed_opinion(found.ref)), EITHER) is None:
        raise missing()
    return found


def request_offers(actor: Actor, *, request_id: int, now: datetime) -> list[Offer]:
    """The next steps of a request, each open or closed with its reason."""
    found = request(actor, request_id=request_id)
    opinion = signed_opinion(found.ref)
    facts = opening_facts(found, opinion, today=local_day(now))
    return offers(IDENTITY, independent(actor, said_of(opinion)), facts)


def requests(actor: Actor) -> list[Opening]:
    """Requests this person asked for or may agree to, those still open first. Two queries."""
    if not any(may_anywhere(actor, one) for one in EITHER):
        raise missing()
    reachable = within(actor, EITHER[0], field="handler_path") | within(actor, EITHER[1], field="handler_path")
    rows = list(Opening.objects.filter(reachable).order_by("ended_at", "-pk")[:NEWEST])
    behind = Opinion.objects.select_related("org").filter(identity_ref__in={row.ref for row in rows})
    about = {one.identity_ref: one for one in behind}
    seen = [row for row in rows if row.ref in about and counting(actor, said_of(about[row.ref]), EITHER)]
    return sorted(seen, key=lambda row: (row.ended_at is not None, -row.pk))


def to_ask_about(actor: Actor) -> list[Opinion]:
    """Signed opinions whose name this person may ask to open, newest first. One query."""
    if not may_anywhere(actor, Permission.OPEN_IDENTITY):
        return []
    rows = Opinion.objects.select_related("org").filter(within(actor, Permission.OPEN_IDENTITY, field="handler_path"))
    rows = rows.filter(signed=True).exclude(identity_ref="").order_by("-received_on", "pk")[:NEWEST]
    return [row for row in rows if counting(actor, said_of(row), (Permission.OPEN_IDENTITY,))]
