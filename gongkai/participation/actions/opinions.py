"""Receiving opinions through every channel into one register (第四条（一）, 第九条（四）, R11, R98, R102)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from gongkai.ledger.actions import next_number, record
from gongkai.orgs import queries as orgs
from gongkai.participation.about import find_about
from gongkai.participation.actions.vault import seal
from gongkai.participation.facts import concerned_users, due_after, find_route
from gongkai.participation.limits import count_source, within_limit
from gongkai.participation.models import Opinion
from gongkai.participation.queries.vault import refs_of
from gongkai.publication.pages import bump_on_commit
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.opinions import TYPED_IN, Concern, OpinionChannel, OpinionKind, Submitter
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.routing import demand_at_desk

MOST_CONTACT = 60


@dataclass(frozen=True)
class Words:
    """What an author says: the text, its kind, what and whom it is about."""

    text: str
    kind: OpinionKind
    about: str = ""
    concern: Concern = Concern.NOBODY


def chosen(kind, value: str, field: str):
    """A member of an enumeration; a plain sentence when there is no such choice."""
    try:
        return kind(value)
    except ValueError as unknown:
        raise Refused("opinion_choice", field=field) from unknown


def sound_text(actor: Actor, text: str, *, today: date) -> str:
    """The text trimmed; never empty, never longer than the rulebook allows."""
    most = rulebook.parameters(actor).int("opinion_max_characters", today)
    text = text.strip()
    if not 1 <= len(text) <= most:
        raise Refused("opinion_text", most=most, length=len(text))
    return text


def day_start(day: date) -> datetime:
    """The only time that is kept of what an author does (P30)."""
    return datetime.combine(day, time(0), LOCAL)


def _number(actor: Actor, *, org, route, year: int) -> str:
    """A lasting number (R173). Confidential opinions have a series of the whole county: gaps tell nothing (R102)."""
    if route.confidential:
        return f"BM-{year}-{next_number(actor, series='opinion:confidential', year=year):04d}"
    return f"{org.code}-YJ-{year}-{next_number(actor, series=f'opinion:{org.code}', year=year):04d}"


@transaction.atomic
def _write(
    actor: Actor, *, org_id: int, words: Words, channel: OpinionChannel, submitter: Submitter, received_on: date,
    today: date, identity_ref: str = "", anonymous_ref: str = "",
) -> Opinion:  # fmt: skip
    """Route and keep an opinion. Who wrote it is not recorded, nor at what hour."""
    clock = Actor.clock()
    org = orgs.organization(actor, org_id=org_id)
    text = sound_text(actor, words.text, today=today)
    about = find_about(actor, org_id=org_id, ref=words.about, today=today)
    concerned = concerned_users(clock, org_id=org_id, kind=words.kind, concern=words.concern, day=today)
    route = find_route(clock, org=org, kind=words.kind, concern=words.concern, concerned=concerned, day=today)
    handed_over = channel in (OpinionChannel.WEB, OpinionChannel.ANONYMOUS_WEB)
    opinion = Opinion.objects.create(
        number=_number(clock, org=org, route=route, year=received_on.year), org=org, org_path=org.path,
        handler_id=route.org_id, handler_path=route.path, confidential=route.confidential, by_office=route.by_office,
        why=route.why, concern=words.concern, concerned=sorted(concerned), kind=words.kind, channel=channel,
        submitter=submitter, signed=bool(identity_ref), identity_ref=identity_ref, anonymous_ref=anonymous_ref,
        about=about.ref, about_title=about.title, disclosure_id=about.disclosure_id, text=text,
        received_on=received_on, acknowledged_on=received_on if handed_over else None,
        due_on=due_after(clock, key="opinion_assign", day=received_on),
        answer_by=due_after(clock, key="opinion_close", day=received_on),
    )  # fmt: skip
    record(
        Actor.clock(), verb="opinion.receive", subject=f"opinion:{opinion.pk}", now=day_start(today),
        org_path=route.path, facts={"channel": channel, "why": route.why},
    )  # fmt: skip
    if not route.confidential:
        bump_on_commit()
    return opinion


def receive(
    actor: Actor, *, org_id: int, text: str, kind: str, about: str = "", channel: str = OpinionChannel.ANONYMOUS_WEB,
    received_on: date, signed: bool = False, anonymous_ref: str = "", about_leaders: bool = False, now: datetime,
    submitter: str = Submitter.UNSAID,
) -> Opinion:  # fmt: skip
    """Take in what came without a name: the clock delivers it with the day only and the author's reference.

    Delivered again with the same reference, it is the same opinion. What it was about may have gone
    since it was written; then it is about the organization in general.
    """
    if not actor.is_clock or signed:
        raise missing()
    today = local_day(now)
    concern = Concern.LEADERS if about_leaders else Concern.NOBODY
    given = {
        "org_id": org_id, "channel": chosen(OpinionChannel, channel, "渠道"), "received_on": received_on, "today": today,
        "submitter": chosen(Submitter, submitter, "身份"), "anonymous_ref": anonymous_ref,
        "words": Words(text, chosen(OpinionKind, kind, "种类"), _still_there(actor, org_id, about, today), concern),
    }  # fmt: skip
    try:
        return _delivered(anonymous_ref) or _write(actor, **given)
    except IntegrityError:  # another delivery of the same words was quicker
        if (known := _delivered(anonymous_ref)) is None:
            raise
        return known


def _delivered(anonymous_ref: str) -> Opinion | None:
    return Opinion.objects.filter(anonymous_ref=anonymous_ref).first() if anonymous_ref else None


def _still_there(actor: Actor, org_id: int, about: str, today: date) -> str:
    try:
        return find_about(actor, org_id=org_id, ref=about, today=today).ref
    except Refused:
        return ""


def _standing(actor: Actor, path: str, said: str) -> Submitter:
    """A member on the roll or one of the unit's people is known as such; others are what they say (R52)."""
    if path in actor.party:
        return Submitter.MEMBER
    if path in actor.units:
        return Submitter.RESIDENT
    return chosen(Submitter, said, "身份")


@transaction.atomic
def submit(
    actor: Actor, *, org_id: int, text: str, kind: str, about: str = "", concern: str = Concern.NOBODY,
    submitter: str = Submitter.UNSAID, sign: bool = False, name: str = "", contact: str = "", source: str = "",
    now: datetime, today: date,
) -> Opinion:  # fmt: skip
    """An opinion written on the site by its author, with or without a name (第九条（四）).

    A name is sealed in the vault. Of someone who logged in it is the account's own name. A signed one
    counts toward the day's number of its account, every other toward that of its `source` (the mark of
    where it came from; empty when it came through no network): an account beside an unsigned opinion
    would tell who wrote it.
    """
    org = orgs.organization(actor, org_id=org_id)
    words = Words(text, chosen(OpinionKind, kind, "种类"), about, chosen(Concern, concern, "涉及谁"))
    ref, by_source = "", bool(source) and not (sign and actor.is_person)
    if by_source:
        within_limit(actor, source, today=today)
    if sign:
        mine = refs_of(actor)
        most = rulebook.parameters(actor).int("opinion_daily_limit", today)
        if mine and Opinion.objects.filter(identity_ref__in=mine, received_on=today).count() >= most:
            raise Refused("opinion_many", most=most)
        sound_text(actor, text, today=today)
        ref = _sealed(actor, name=actor.name if actor.is_person else name, contact=contact, now=now)
    made = _write(
        actor, org_id=org_id, words=words, channel=OpinionChannel.WEB,
        submitter=_standing(actor, org.path, submitter), received_on=today, today=today, identity_ref=ref,
    )  # fmt: skip
    if by_source:
        count_source(actor, source, today=today)
    return made


def _sealed(actor: Actor, *, name: str, contact: str, now: datetime, own: bool = True) -> str:
    name, contact = name.strip(), contact.strip()
    if not name or not (contact or (own and actor.is_person)):
        raise Refused("opinion_contact")
    for field, words in (("姓名", name), ("联系办法", contact)):
        if len(words) > MOST_CONTACT:
            raise Refused("text_too_long", part=field, length=len(words), most=MOST_CONTACT)
    return seal(actor, name=name, contact=contact, user_id=actor.user_id if own else None, now=now)


@transaction.atomic
def enter(
    actor: Actor, *, org_id: int, text: str, kind: str, channel: str, received_on: date, about: str = "",
    concern: str = Concern.NOBODY, submitter: str = Submitter.UNSAID, name: str = "", contact: str = "",
    now: datetime, today: date,
) -> Opinion:  # fmt: skip
    """Type in what came by phone, letter, box, meeting, visit, supervisor or inspection (R11).

    With a name it is a signed opinion, and the name goes straight into the vault. An opinion that
    this organization may not handle leaves it at once: whoever typed it in cannot open it again.
    """
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.HANDLE_OPINION, org.path):
        raise missing()
    demand(actor, Permission.HANDLE_OPINION, org.path)
    if received_on > today:
        raise Refused("opinion_future", day=received_on)
    way = chosen(OpinionChannel, channel, "渠道")
    if way not in TYPED_IN:
        raise Refused("opinion_choice", field="渠道")
    words = Words(text, chosen(OpinionKind, kind, "种类"), about, chosen(Concern, concern, "涉及谁"))
    demand_at_desk(actor, words.kind, words.concern)
    sound_text(actor, text, today=today)
    ref = _sealed(actor, name=name, contact=contact, now=now, own=False) if name.strip() or contact.strip() else ""
    return _write(
        actor, org_id=org_id, words=words, channel=way, submitter=chosen(Submitter, submitter, "身份"),
        received_on=received_on, today=today, identity_ref=ref,
    )  # fmt: skip
