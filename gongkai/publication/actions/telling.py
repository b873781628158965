"""Telling one person, and those who were absent when the party was told (R56, R57, F4, F5)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.publication.actions.placing import record_placement
from gongkai.publication.actions.release import release
from gongkai.publication.models import IndividualNotice, Placement, Publication
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.queries import next_circle
from gongkai.publication.queries import publication as read
from gongkai.publication.views import PlacementInput
from gongkai.rules.actor import Actor
from gongkai.rules.meetings import demand_make_up
from gongkai.rules.methods import AT_A_PLACE, REACHING, Audience, method, suitable
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused, missing

MOST_LISTED = 2000
MAKE_UP_WAYS = "、".join((*suitable(Audience.INDIVIDUAL), *suitable(Audience.PARTY)))


@transaction.atomic
def tell_individual(
    actor: Actor, *, publication_id: int, person_name: str, method_code: str, told_at: datetime, informer: str,
    now: datetime, user_id: int | None = None, place: str = "", answer: str = "", signed: bool = False,
) -> IndividualNotice:  # fmt: skip
    """Record that one person was told: who, by whom, when, where, how, and what was said (F4, R56).

    Never listed, only counted. `user_id` opens the text to that person after logging in.
    Raises `Refused`: no_permission, not_individual, individual_method, individual_fields, individual_place, told_in_future.
    """
    publication = read(actor, publication_id=publication_id)
    demand(actor, Permission.RELEASE, publication.org_path)
    if publication.audience != Audience.INDIVIDUAL:
        raise Refused("not_individual")
    if method_code not in REACHING[Audience.INDIVIDUAL]:
        instead = "、".join(suitable(Audience.INDIVIDUAL))
        raise Refused("individual_method", method=method(method_code).name, instead=instead)
    if not person_name.strip() or not informer.strip():
        raise Refused("individual_fields")
    if method_code in AT_A_PLACE and not place.strip():
        raise Refused("individual_place", method=method(method_code).name)
    if told_at > now:
        raise Refused("told_in_future")
    notice = IndividualNotice.objects.create(
        publication=publication, person_name=person_name.strip(), user_id=user_id, method=method_code,
        told_at=told_at, place=place.strip(), informer=informer.strip(), answer=answer.strip(), signed=signed,
    )  # fmt: skip
    ledger.record(
        actor, verb="publication.tell", subject=f"publication:{publication_id}", now=now,
        org_path=publication.org_path, facts={"notice": notice.pk, "method": method_code},
    )  # fmt: skip
    bump_on_commit()
    return notice


@transaction.atomic
def tell_person(
    actor: Actor, *, edition_id: int, person_name: str, method_code: str, told_at: datetime, informer: str,
    now: datetime, today: date, member_id: int | None = None, place: str = "", answer: str = "", signed: bool = False,
) -> IndividualNotice:  # fmt: skip
    """Tell one person what an edition says. The first who is told opens the circle of one person (R15, R56).

    `member_id`: the person on the organization's roll, whose account then reads the text; else the name as typed.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    row = Publication.objects.filter(edition=edition, audience=Audience.INDIVIDUAL, ended_at=None).first()
    if row is None:
        if next_circle(actor, edition_id=edition_id, now=now).audience is not Audience.INDIVIDUAL:
            raise Refused("not_individual")
        if told_at > now:
            raise Refused("told_in_future")
        way = PlacementInput(method_code, place, starts_at=told_at)
        row = release(actor, edition_id=edition_id, now=now, today=today, placements=[way])
    user_id = None
    if member_id is not None:
        listed = orgs.members(actor, org_id=edition.disclosure.org_id, day=today, limit=MOST_LISTED)
        found = next((one for one in listed if one.pk == member_id), None)
        if found is None:
            raise missing()
        person_name, user_id = found.name, found.user_id
    return tell_individual(
        actor, publication_id=row.pk, person_name=person_name, method_code=method_code, told_at=told_at,
        informer=informer, now=now, user_id=user_id, place=place, answer=answer, signed=signed,
    )  # fmt: skip


@transaction.atomic
def make_up(
    actor: Actor, *, publication_id: int, count: int, names: str, method_code: str, told_at: datetime, now: datetime,
) -> Placement:  # fmt: skip
    """补告知: so many who were absent from the meeting have been told since, by a way that stays inside (R57).

    Raises `Refused`: no_permission, make_up_none, make_up_many, individual_method, told_in_future, method_leaks.
    """
    row = read(actor, publication_id=publication_id)
    demand(actor, Permission.RELEASE, row.org_path)
    records: Sequence[dict] = list(row.placements.values_list("details", flat=True))
    demand_make_up(list(records), count)
    if method_code not in REACHING[Audience.INDIVIDUAL] | REACHING[Audience.PARTY]:
        raise Refused("individual_method", method=method(method_code).name, instead=MAKE_UP_WAYS)
    if told_at > now:
        raise Refused("told_in_future")
    way = PlacementInput(method_code, starts_at=told_at, details={"made_up": count, "names": names.strip()})
    return record_placement(actor, publication_id=publication_id, way=way, now=now)
