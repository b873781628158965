"""The page of notices: unread in the frame, read once seen, taken away as a table, own wishes, state of the mail."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils.html import escape

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Line
from gongkai.rules.permissions import Role
from tests.interfaces.workbench.test_month import desk


@pytest.fixture
def told(world):
    line = Line("duty", "上书村", 2, 0, 1, 0, world.today).as_json()
    ledger.write_notices(Actor.clock(), day=world.today, lines={world.clerk.pk: [line]}, by_mail=(), now=world.now)
    return world


def text(client, name, *args):
    return client.get(reverse(f"workbench:{name}", args=args)).content.decode()


def test_unread_ones_stand_in_the_frame_until_they_are_read(told):
    clerk = desk(told.clerk)
    assert '<span class="unread">1<' in text(clerk, "home")
    page = text(clerk, "notices")
    assert "公开任务：2项已逾期，1项快到期" in page and "没有看" in page
    assert clerk.post(reverse("workbench:notices_read")).status_code == 302
    page = text(clerk, "notices")
    assert "没有看" not in page and "公开任务：2项已逾期" in page  # history stays
    assert "unread" not in text(clerk, "home")


def test_nobody_reads_the_notices_of_another(told):
    page = text(desk(told.head), "notices")
    assert "还没有通知" in page and "公开任务" not in page
    row = reading.notices(told.actor(told.clerk))[0]
    with pytest.raises(Exception, match="not_found"):
        ledger.mark_read(told.actor(told.head), notice_id=row.pk, now=told.now)
    assert desk(told.head).post(reverse("workbench:notices_read")).status_code == 302
    assert reading.unread_notices(told.actor(told.clerk)) == 1


def test_notices_are_taken_away_as_a_table(told):
    answer = desk(told.clerk).get(reverse("workbench:notices_xlsx"))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][:6] == (told.today.isoformat(), "上书村", "公开任务", 2, 0, 1)
    assert rows[1][-1] == "没有看"


def test_strange_keys_of_pages_are_the_first_page(told):
    for key in ("x", "-1", "9" * 40, ""):
        answer = desk(told.clerk).get(reverse("workbench:notices"), {"after": key})
        assert answer.status_code == 200


def test_wishes_are_kept_and_bad_ones_explained(told):
    clerk, place = desk(told.clerk), reverse("workbench:notices_mine")
    assert clerk.post(place, {"address": "a@example.org", "mail": "yes", "weekdays": ["1", "3"]}).status_code == 302
    wish = orgs.notice_setting(told.actor(told.clerk))
    assert (wish.address, wish.mail, wish.weekdays) == ("a@example.org", True, "13")
    for sent, said in (
        ({"address": "nowhere", "mail": "yes", "weekdays": ["1"]}, "邮箱地址"),
        ({"address": "张@example.org", "mail": "yes", "weekdays": ["1"]}, "邮箱地址"),
        ({"address": '"\x01"@example.org', "mail": "yes", "weekdays": ["1"]}, "邮箱地址"),
        ({"address": "b@example.org", "mail": "yes"}, "一天都没有选"),
        ({"address": "b@example.org"}, "“收不收邮件”还没有选"),
        ({"address": "b@example.org", "mail": "yes", "weekdays": ["9"]}, "在哪几天收"),
    ):
        page = clerk.post(place, sent).content.decode()
        assert said in page and escape(sent["address"]) in page
    assert orgs.notice_setting(told.actor(told.clerk)).address == "a@example.org"
    assert clerk.post(place, {"address": "", "mail": "no"}).status_code == 302
    assert orgs.settings_of(Actor.clock()) == {}


def test_calendars_are_asked_for_and_ended_on_the_page(told):
    clerk = desk(told.clerk)
    clerk.post(reverse("workbench:feed_new"))
    clerk.post(reverse("workbench:feed_new"), {"org": told.village.code})
    feeds = orgs.feeds(told.actor(told.clerk))
    page = text(clerk, "notices_mine")
    assert len(feeds) == 2 and all(one.token in page for one in feeds) and "添加订阅日历" in page
    assert desk(told.head).post(reverse("workbench:feed_end", args=[feeds[0].pk])).status_code == 404
    clerk.post(reverse("workbench:feed_end", args=[feeds[0].pk]))
    assert len(orgs.feeds(told.actor(told.clerk))) == 1
    assert desk(told.charlie).post(reverse("workbench:feed_new"), {"org": told.village.code}).status_code == 404


def test_who_keeps_the_system_running_sees_the_state_of_the_mail(told):
    keeper = organizing.create_user(Actor.clock(), username="xitong", name="系统管理员", now=told.now)
    organizing.give_grant(
        Actor.clock(), user_id=keeper.pk, role=Role.SYSTEM_ADMIN, org_id=told.county.pk, from_date=told.today,
        now=told.now,
    )  # fmt: skip
    line = Line("duty", "上书村", 1, 0, 0, 0, told.today).as_json()
    ledger.write_notices(
        Actor.clock(), day=told.today, lines={told.head.pk: [line]}, by_mail=[told.head.pk], now=told.now
    )
    [row] = ledger.claim(Actor.clock(), now=told.now, kind="mail")
    ledger.fail(Actor.clock(), row_id=row.pk, attempts=1, error="ConnectionRefusedError: [Errno 111]", now=told.now)
    page = text(desk(keeper), "mail")
    assert "1 封邮件没有发出" in page and "ConnectionRefusedError" in page
    ledger.keep_proof(
        Actor.clock(), notice_id=row.payload["notice"], address="h@example.org", message_id="<7@x>", accepted=True,
        answer="250 OK 7", now=told.now,
    )  # fmt: skip
    assert "250 OK 7" in text(desk(keeper), "mail")
    assert "邮件已交给 h@example.org 的服务器" in text(desk(told.head), "notices")
    table = desk(keeper).get(reverse("workbench:mail_xlsx"))
    assert "250 OK 7" in next(iter(list(openpyxl.load_workbook(io.BytesIO(table.content)).active.values)[1:]))
    assert desk(told.head).get(reverse("workbench:mail")).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_twenty(told, django_assert_max_num_queries):
    clerk = desk(told.clerk)
    with django_assert_max_num_queries(14) as one:
        text(clerk, "notices")
    line = Line("duty", "上书村", 2, 0, 1, 0, told.today).as_json()
    for n in range(1, 20):
        day = told.today.replace(year=told.today.year - n)
        ledger.write_notices(Actor.clock(), day=day, lines={told.clerk.pk: [line]}, by_mail=(), now=told.now)
    with django_assert_max_num_queries(len(one)):
        text(clerk, "notices")
