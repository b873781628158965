"""Twelve kinds of things that outsiders may not know of, each made by those whose part it is.

Every function takes the county of the access table with its `author`, a second member, and answers where the thing
is, for whom, and by which word that reader knows it.
"""

from datetime import timedelta

from django.urls import reverse

from gongkai.access_requests import actions as applying
from gongkai.archive import actions as archiving
from gongkai.archive import queries as archive
from gongkai.archive.models import ArchiveRecord
from gongkai.assessment import actions as judging
from gongkai.disclosures import actions as disclosing
from gongkai.disclosures.models import Edition
from gongkai.orgs import actions as organizing
from gongkai.orgs.models import User
from gongkai.participation import actions as voicing
from gongkai.publication import actions as publishing
from gongkai.publication.numbers import slug
from gongkai.rules.permissions import Role
from gongkai.supervision import actions as supervising
from tests.factories.world import LONG_AGO
from tests.interfaces.workbench.test_month import desk, save, start
from tests.publication.rows import published

WORD = "隐藏的事"


def people(world) -> None:
    """What only these things need: a second member, a head elsewhere, a confidential handler, an archivist, a batch of points, a closed matter."""
    clock, began = world.clock, {"from_date": LONG_AGO, "now": world.now}

    def hired(username: str) -> User:
        return organizing.create_user(clock, username=username, name="某人", now=world.now)

    world.author, world.leader, world.ear, world.keeper = (
        hired(name) for name in ("author", "leader", "ear", "keeper")
    )
    village, community = world.village.pk, world.community.pk
    organizing.enroll(clock, org_id=village, roll_number="002", name="某人", user_id=world.author.pk, **began)
    organizing.appoint(clock, org_id=community, duty="head", title="", user_id=world.leader.pk, **began)
    for org, user, role in (
        (world.town.pk, world.ear, Role.CONFIDENTIAL),
        (village, world.keeper, Role.ARCHIVIST),
    ):
        organizing.give_grant(clock, org_id=org, user_id=user.pk, role=role, **began)
    world.batch = supervising.open_batch(
        world.actor(world.county_office), org_id=world.county.pk, kind="contact", city=False, title="第一批联系点",
        starts_on=world.today, ends_on=world.today + timedelta(days=400), now=world.now, today=world.today,
    )  # fmt: skip
    row, _ = published(world.village.path, "party", "public", at=world.now - timedelta(days=400))
    Edition.objects.filter(pk=row.edition_id).update(state="closed")


def draft(world, at):
    pk = start(world, code="C06")
    save(desk(world.clerk), pk, title=WORD)
    return world.clerk, reverse("workbench:edition", args=[pk]), WORD


def attachment(world, at):
    paper = at / f"{WORD}.txt"
    paper.write_text("第一行", encoding="utf-8")
    found = disclosing.attach(
        world.actor(world.clerk), edition_id=world.draft, path=paper, name=paper.name, caption=WORD, now=world.now
    )
    return world.clerk, reverse("workbench:edition_file", args=[world.draft, found.attachment.file.token]), "第一行"


def opinion(world, at, concern="nobody"):
    found = voicing.submit(
        world.actor(world.author), org_id=world.village.pk, text=f"{WORD}要公开。", kind="inquiry", concern=concern,
        sign=True, now=world.now, today=world.today,
    )  # fmt: skip
    return world.clerk, reverse("workbench:opinion", args=[found.pk]), WORD


def confidential_opinion(world, at):
    _, place, word = opinion(world, at, concern="leaders")
    return world.ear, place, word


def application(world, at):
    found = applying.apply(
        world.actor(world.author), org_id=world.village.pk, matter=WORD, description=f"请公开{WORD}的每一笔。",
        now=world.now, today=world.today,
    )  # fmt: skip
    return world.clerk, reverse("workbench:application", args=[found.number]), WORD


def case(world, at):
    found = judging.open_case(
        world.actor(world.county_office), code=world.village.code, year=world.today.year, trigger="not_disclosed",
        step="correct", target="organization", facts=WORD, now=world.now,
    )  # fmt: skip
    return world.county_office, reverse("workbench:case", args=[found.number]), WORD


def inspection(world, at):
    found = supervising.appoint(
        world.actor(world.superior), inspector_id=world.town.pk, org_id=world.village.pk, team=WORD,
        visit_on=world.today, now=world.now, today=world.today,
    )  # fmt: skip
    return world.superior, reverse("workbench:inspection", args=[found.number]), WORD


def point(world, at):
    found = supervising.nominate(
        world.actor(world.clerk), org_id=world.village.pk, batch=world.batch.number, reason=WORD, duties="念账本",
        liaison="王五", marks={}, now=world.now, today=world.today,
    )  # fmt: skip
    return world.clerk, reverse("workbench:point", args=[found.number]), WORD


def appraisal(world, at):
    found = voicing.prepare_round(
        world.actor(world.leader), org_id=world.community.pk, title=WORD,
        ends_on=world.today + timedelta(days=9), paper_only=True, now=world.now, today=world.today,
    )  # fmt: skip
    return world.leader, reverse("workbench:appraisal", args=[found.pk]), WORD


def told_to_one(world, at):
    (row,) = published(world.village.path, "individual", title=WORD, at=world.now)
    publishing.tell_individual(
        world.actor(world.clerk), publication_id=row.pk, person_name="某人", method_code="mt", told_at=world.now,
        informer="王五", user_id=world.author.pk, place="村委会", answer="没有意见", signed=True, now=world.now,
    )  # fmt: skip
    return world.author, reverse("portal:item", args=[slug(row.disclosure.number)]), WORD


def archive_record(world, at):
    matters = archive.due_editions(world.clock, today=world.today)
    assert archiving.file_matters(world.clock, matters=matters, now=world.now)
    found = ArchiveRecord.objects.latest("pk")
    return world.keeper, reverse("workbench:archive_record", args=[found.pk]), found.title


def party_edition(world, at):
    (row,) = published(world.village.path, "party", title=WORD, at=world.now)
    return world.member, reverse("portal:item", args=[slug(row.disclosure.number)]), WORD


KINDS = (
    draft, attachment, opinion, confidential_opinion, application, case, inspection, point, appraisal, told_to_one,
    archive_record,
)  # fmt: skip
