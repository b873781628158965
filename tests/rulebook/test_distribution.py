"""A document goes to classes of organizations and cc readers once; receipts, reminders, and who may see what (R2, R3)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.ledger.models import Outbox
from gongkai.orgs import actions as organizing
from gongkai.rulebook import actions, queries
from gongkai.rulebook.models import Distribution
from gongkai.rules.actor import Actor
from gongkai.rules.addressees import Addressees
from gongkai.rules.duties import local_day
from tests.covers import covers
from tests.rulebook.conftest import NOW, TODAY
from tests.rulebook.test_actions_regulations import refused

CODE = "qijiang-2011"


@pytest.fixture
def sent(world, office):
    """The county's rules, sent to the town and both villages, the court for reading."""
    actions.load_digest(world.clock, now=NOW)
    classes = {"各镇党委": [world.town.pk], "各村党组织": [world.village.pk, world.other_village.pk]}
    actions.distribute(
        office,
        code=CODE,
        classes=classes,
        reading_only=[world.hospital.pk],
        readers=["县法院", " 县法院 ", ""],
        now=NOW,
    )
    return world


@covers("R2")
def test_a_class_becomes_the_list_of_its_organizations(world, office):
    found = queries.addressees(office)
    assert [one.pk for one in found[Addressees.VILLAGES]] == [world.village.pk, world.other_village.pk]
    assert [one.pk for one in found[Addressees.TOWNS]] == [world.town.pk]
    assert world.county.pk not in {one.pk for members in found.values() for one in members}
    assert Addressees.STREETS not in found and list(found) == [name for name in Addressees if name in found]
    organizing.abolish(office, org_id=world.new_org.pk, on=TODAY, basis="演示", now=NOW)
    assert Addressees.NEW_ORGS not in queries.addressees(office)
    for who in ("superior", "clerk", "maker"):
        actor = world.actor(getattr(world, who))
        assert refused(queries.addressees, actor) == refused(queries.documents, actor) == "not_found"


@covers("R3")
def test_a_reader_without_an_organization_is_kept_by_name_once(sent, office):
    again = {"code": CODE, "classes": {}, "readers": ["县法院"], "now": NOW}
    assert actions.distribute(office, **again) == 0
    names = [row.reader_name for row in queries.distributions(office, regulation_code=CODE) if row.org is None]
    assert names == ["县法院"]
    superior = sent.actor(sent.superior)
    assert all(row.org for row in queries.distributions(superior))
    assert refused(actions.acknowledge, sent.clock, distribution_id=Distribution.objects.get(org=None).pk, now=NOW) == (
        "not_found"
    )


@covers("R3")
def test_readers_owe_no_receipt(sent, office):
    row = Distribution.objects.get(org=sent.hospital)
    assert refused(actions.acknowledge, sent.clock, distribution_id=row.pk, now=NOW) == "document_reading"
    assert row.pk not in {one.pk for one in queries.to_sign(sent.clock)}


@covers("R2")
def test_what_waits_for_receipt_stands_with_those_who_sign(sent):
    clerk, head = sent.actor(sent.clerk), sent.actor(sent.head)
    [mine] = queries.to_sign(clerk)
    assert mine.org_id == sent.village.pk and queries.to_sign(head) == [] == queries.to_sign(sent.visitor)
    assert refused(actions.acknowledge, head, distribution_id=mine.pk, now=NOW) == "no_permission"
    assert queries.received(head, distribution_id=mine.pk) == mine
    assert refused(queries.received, sent.actor(sent.charlie), distribution_id=mine.pk) == "not_found"
    actions.acknowledge(clerk, distribution_id=mine.pk, now=NOW)
    assert queries.to_sign(clerk) == []


@covers("R2")
def test_the_silent_are_reminded_once_a_day(sent, office):
    clerk = sent.actor(sent.clerk)
    actions.acknowledge(clerk, distribution_id=queries.to_sign(clerk)[0].pk, now=NOW)
    assert refused(actions.remind_unread, clerk, code=CODE, now=NOW) == "no_permission"
    assert actions.remind_unread(office, code=CODE, now=NOW) == 2
    assert refused(actions.remind_unread, office, code=CODE, now=NOW + timedelta(hours=1)) == "document_reminded"
    assert Outbox.objects.filter(kind="document_reminder").count() == 2
    assert actions.remind_unread(office, code=CODE, now=NOW + timedelta(days=1)) == 2
    assert len(set(Outbox.objects.values_list("key", flat=True))) == 4
    assert Distribution.objects.exclude(reminded_at=None).filter(received_at=None).count() == 2
    Distribution.objects.filter(for_reading_only=False).update(received_at=NOW)
    assert refused(actions.remind_unread, office, code=CODE, now=NOW + timedelta(days=2)) == "document_signed"


@covers("R2", "R3")
def test_the_library_counts_what_is_silent_and_asks_the_same_for_any_number(sent, office):
    def asked():
        with CaptureQueriesContext(connection) as counted:
            [row] = queries.documents(office)
            queries.distributions(office, regulation_code=CODE)
            queries.addressees(office)
        return len(counted), row

    first, row = asked()
    assert (row.sent, row.signed, row.silent, row.readers) == (3, 0, 3, 2)
    for number in range(12):
        made = organizing.register(
            office, superior_id=sent.town.pk, kind="village", name=f"第{number}村党支部", short_name="", code=f"V{number}",
            now=NOW, today=TODAY,
        )  # fmt: skip
        actions.distribute(office, code=CODE, classes={"各村党组织": [made.pk]}, now=NOW)
    second, row = asked()
    assert row.sent == 15 and second == first


@covers("R2")
def test_the_day_of_receipt_is_reckoned_in_working_days(world, office):
    due = queries.receipt_due(office, today=TODAY)  # a Monday
    assert (due.due - TODAY).days == 3 and due.steps


@covers("R2")
def test_who_let_the_day_pass_is_reminded_once_by_itself_and_the_office_sees_it(sent, office):
    clock, (first, second) = Actor.clock(), Distribution.objects.filter(for_reading_only=False).order_by("pk")[:2]
    Distribution.objects.filter(for_reading_only=False).exclude(pk__in=(first.pk, second.pk)).delete()
    after = NOW + timedelta(days=(first.due_on - local_day(NOW)).days + 1)
    assert refused(actions.remind_late, sent.actor(sent.clerk), now=after) == "no_permission"
    assert actions.remind_late(clock, now=after - timedelta(days=1)) == 0, "the day itself is still in time"
    assert queries.unsigned(office, today=first.due_on) == []
    actions.acknowledge(clock, distribution_id=second.pk, now=NOW)
    assert actions.remind_late(clock, now=after) == 1
    assert actions.remind_late(clock, now=after + timedelta(days=9)) == 0, "by itself only once"
    assert actions.remind_unread(office, code=CODE, now=after + timedelta(days=9)) == 1, (
        "the office as often as it likes"
    )
    (row,) = queries.unsigned(office, today=local_day(after))
    assert (row.code, row.silent, row.due_on) == (CODE, 1, first.due_on)
    assert refused(queries.unsigned, sent.actor(sent.clerk), today=local_day(after)) == "not_found"
