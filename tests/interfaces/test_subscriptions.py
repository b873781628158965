"""Subscriptions by e-mail over a real mail server: agreed from the mailbox, once a day, public things only, ended at once (R22)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from gongkai.interfaces.jobs import loop, mail
from gongkai.ledger.models import AuditEvent, Outbox
from gongkai.ledger.sources import SOURCES
from gongkai.orgs import actions as organizing
from gongkai.participation import actions as participating
from gongkai.participation import keys
from gongkai.participation.models import Subscription
from gongkai.publication.models import Publication
from gongkai.rules import subscriptions as law
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.factories.world import build_world
from tests.interfaces.test_mail import office  # noqa: F401 - a fixture
from tests.interfaces.workbench.test_month import desk
from tests.publication.rows import published

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # half past eight in Shanghai
TODAY = date(2026, 11, 23)
HOME = "https://gk.example.org"
CLOCK = Actor.clock()


@pytest.fixture
def world(db, settings, tmp_path):
    settings.GONGKAI_IDENTITY_KEY = str(tmp_path / "identity.key")
    SOURCES.forget()
    yield build_world(NOW, TODAY)
    SOURCES.forget()


def ask(world, address="me@example.org", client=None, org=None, **more):
    place = f"/subscribe/?org={(org or world.village).code}"
    return (client or Client()).post(place, {"address": address, "category": ""} | more)


def deliver(now=NOW):
    """The worker looks: due outbox rows go out, whatever the real clock says."""
    Outbox.objects.filter(kind="mail", done_at=None).update(due_at=now)
    return mail.post(now)


def link(letter) -> str:
    """The one address of a subscription in a letter, as seen from the site."""
    (found,) = set(re.findall(rf"{HOME}(/subscription/[^\s\"]+/)", letter.get_body(("plain",)).get_content()))
    return found


def agreed(world, office, **more):  # noqa: F811
    """A subscription whose mailbox has agreed; answers with its address."""
    ask(world, **more)
    deliver()
    place = link(office.mails[-1][1])
    Client().post(place, {"verb": "agree"})
    Subscription.objects.update(agreed_at=NOW, told_until=NOW)
    return place


def tell(now):
    """The day's messages are written and sent."""
    asked = participating.tell_subscribers(CLOCK, today=now.date(), now=now)
    deliver(now)
    return asked


@covers("R22")
def test_a_mailbox_is_asked_first_and_opening_the_link_alone_agrees_to_nothing(world, office):  # noqa: F811
    page = ask(world).content.decode()
    assert "看一下邮箱" in page and deliver() == 1
    [(to, letter)] = office.mails
    assert to == ["me@example.org"] and "请确认" in letter["Subject"] and "List-Unsubscribe" not in letter
    place, at = link(letter), NOW + timedelta(hours=1)
    published(world.village.path, "public", title="换届结果", at=at)
    shown = Client().get(place)
    assert "同意订阅" in shown.content.decode() and shown["Cache-Control"] == "no-store" and "Set-Cookie" not in letter
    assert Subscription.objects.get().agreed_at is None and tell(NOW + timedelta(days=1)) == 0
    done = Client().post(place, {"verb": "agree"}).content.decode()
    assert "订好了" in done and Subscription.objects.get().agreed_at is not None


@covers("R22")
def test_what_is_new_and_public_comes_once_a_day_with_a_way_out(world, office):  # noqa: F811
    agreed(world, office)
    soon = NOW + timedelta(hours=2)
    published(world.village.path, "party", "public", title="低保<评议>结果", at=soon)
    published(world.village.path, "party", title="只给党员看的党费", at=soon)
    published(world.village.path, "unit", title="只给本村看的", at=soon)
    published(world.other_village.path, "public", title="别村的事", at=soon)
    published(world.village.path, "public", title="早就公开的", at=NOW - timedelta(days=2))
    morning = NOW + timedelta(days=1)
    assert tell(morning) == 1 and tell(morning) == 0
    letter = office.mails[-1][1]
    assert len(office.mails) == 2 and letter["Subject"] == "上书村党支部党务公开：新公开1件"
    plain, rich = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "低保<评议>结果" in plain and "低保&lt;评议&gt;结果" in rich and f"{HOME}/item/" in plain
    for other in ("只给党员看", "只给本村看", "别村的事", "早就公开的"):
        assert other not in plain + rich
    assert tell(morning + timedelta(days=1)) == 0 and len(office.mails) == 2


@covers("R22")
def test_what_comes_after_the_days_message_is_told_the_next_day_though_the_job_ran_again(world, office):  # noqa: F811
    agreed(world, office)
    morning = NOW + timedelta(days=1)
    published(world.village.path, "public", title="早上的", at=morning - timedelta(hours=1))
    assert tell(morning) == 1
    published(world.village.path, "public", title="中午的", at=morning + timedelta(hours=3))
    assert tell(morning + timedelta(hours=4)) == 0 and len(office.mails) == 2
    assert tell(morning + timedelta(days=1)) == 1
    plain = office.mails[-1][1].get_body(("plain",)).get_content()
    assert "中午的" in plain and "早上的" not in plain


def test_one_press_in_the_mail_program_ends_it_without_cookies(world, office):  # noqa: F811
    agreed(world, office)
    published(world.village.path, "public", at=NOW + timedelta(hours=2))
    tell(NOW + timedelta(days=1))
    letter = office.mails[-1][1]
    end = letter["List-Unsubscribe"].strip("<>").removeprefix(HOME)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    sent = office.raw[-1]
    assert f"\r\nList-Unsubscribe: <{HOME}{end}>\r\n".encode() in sent, "as it is on the wire, not encoded"
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in sent
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(end).status_code == 302 and Subscription.objects.count() == 1
    answer = strict.post(end, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and "Set-Cookie" not in answer and Subscription.objects.count() == 0
    assert strict.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    page = Client().get(end.removesuffix("end/")).content.decode()
    assert "已经过期、退订" in page and "Traceback" not in page


def test_the_message_waiting_in_the_outbox_is_not_sent_to_who_left_and_names_nothing_withdrawn(world, office):  # noqa: F811
    place = agreed(world, office)
    row = published(world.village.path, "public", title="换届结果", at=NOW + timedelta(hours=2))[0]
    morning = NOW + timedelta(days=1)
    participating.tell_subscribers(CLOCK, today=morning.date(), now=morning)
    Publication.objects.filter(pk=row.pk).update(ended_at=morning, end_kind="withdrawn")
    deliver(morning)
    assert len(office.mails) == 1, "nothing is left to tell"
    published(world.village.path, "public", title="另一件", at=morning + timedelta(hours=2))
    later = morning + timedelta(days=1)
    participating.tell_subscribers(CLOCK, today=later.date(), now=later)
    Client().post(place, {"verb": "end"})
    deliver(later)
    assert len(office.mails) == 1 and not Outbox.objects.filter(kind="mail", done_at=None).exists()


def test_a_server_that_is_down_gets_it_later_with_the_same_id(world, office):  # noqa: F811
    agreed(world, office)
    published(world.village.path, "public", at=NOW + timedelta(hours=2))
    office.answers = {"me@example.org": "452 box is full"}
    morning = NOW + timedelta(days=1)
    assert tell(morning) == 1 and len(office.mails) == 1
    office.answers = {}
    deliver(morning + timedelta(hours=7))
    assert len(office.mails) == 2 and re.fullmatch(
        r"<gongkai-news-[0-9a-f]{32}@example\.org>", office.mails[1][1]["Message-ID"]
    )


def test_what_a_server_says_of_a_subscriber_stays_with_the_server(world, office, caplog):  # noqa: F811
    ask(world)
    office.answers = {"me@example.org": "450 4.2.0 <me@example.org>: come back later"}
    assert deliver() == 0
    row = Outbox.objects.get(kind="mail", done_at=None)
    assert row.last_error == "SMTPResponseException 450" and row.last_error in caplog.text
    assert "me@example.org" not in caplog.text
    office.close()
    assert deliver() == 0 and Outbox.objects.get(pk=row.pk).last_error == "ConnectionRefusedError"


def test_an_address_that_is_refused_for_good_is_forgotten(world, office):  # noqa: F811
    office.answers = {"gone@example.org": "550 no such person"}
    ask(world, "gone@example.org")
    deliver()
    assert Subscription.objects.count() == 0
    office.answers = {}
    agreed(world, office)
    office.answers = {"me@example.org": "550 no such person"}
    for day in range(1, law.MOST_NOS + 1):
        published(world.village.path, "public", at=NOW + timedelta(days=day, hours=-1))
        assert Subscription.objects.count() == 1
        tell(NOW + timedelta(days=day))
    assert Subscription.objects.count() == 0


def test_nobody_is_flooded_with_questions_and_nobody_learns_who_subscribed(world, office):  # noqa: F811
    first, again = ask(world), ask(world)
    strip = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert strip.sub("", first.content.decode()) == strip.sub("", again.content.decode())
    for org in (world.other_village, world.town, world.county):
        ask(world, " ME@example.org", org=org)
    deliver()
    assert len(office.mails) == law.MOST_PENDING
    for _ in range(law.MOST_ASKED):
        last = ask(world, "other@example.org").content.decode()
    assert "明天再来" in last
    assert "不像邮箱地址" in ask(world, "x@y").content.decode()
    SOURCES.forget()
    for wrong in ("不是邮箱", '"\x01"@example.org', '"\x7f"@example.org', '""@example.org'):
        assert "不像邮箱地址" in ask(world, wrong).content.decode()
    assert ask(world, category="9").status_code == 200 and Subscription.objects.filter(category="9").count() == 0


def test_without_agreement_the_address_is_forgotten_after_three_days(world, office):  # noqa: F811
    ask(world)
    Subscription.objects.update(asked_at=NOW)
    tell(NOW + law.AGREE_WITHIN)
    assert Subscription.objects.count() == 1
    tell(NOW + law.AGREE_WITHIN + timedelta(minutes=1))
    assert Subscription.objects.count() == 0


def test_neither_table_nor_trail_nor_outbox_says_the_address_and_a_new_key_seals_it_anew(world, office):  # noqa: F811
    place = agreed(world, office)
    row = Subscription.objects.get()
    assert b"example.org" not in bytes(row.sealed) and "example" not in row.owner
    assert not AuditEvent.objects.filter(facts__icontains="example.org").exists()
    assert not Outbox.objects.filter(payload__icontains="example.org").exists()
    assert row.ref not in place.removesuffix("/").rpartition(".")[2]
    participating.rotate_keys(CLOCK, now=NOW)
    participating.rotate_keys(CLOCK, now=NOW)
    assert Subscription.objects.get().key_id == keys.ring()[0].name
    published(world.village.path, "public", at=NOW + timedelta(hours=2))
    tell(NOW + timedelta(days=1))
    assert office.mails[-1][0] == ["me@example.org"]
    SOURCES.forget()
    ask(world)
    assert Subscription.objects.count() == 1, "the same address is known again under the new key"


def test_sending_the_form_again_and_again_makes_no_stored_page_old(world, office):  # noqa: F811
    for answer in (
        ask(world),
        Client().post("/subscription/x/", {"verb": "end"}),
        Client().post("/subscription/x/end/"),
    ):
        assert answer["X-Page-Store"] == "keep"


def test_a_link_with_one_sign_changed_opens_nothing(world, office):  # noqa: F811
    place = agreed(world, office)
    wrong = place[:-2] + ("A" if place[-2] != "A" else "B") + "/"
    for address in (wrong, "/subscription/x/", f"/subscription/{Subscription.objects.get().ref}/"):
        assert "这个链接不对" in Client().get(address).content.decode()
        Client().post(address, {"verb": "end"})
        Client().post(f"{address}end/")
    assert Subscription.objects.count() == 1


@covers("R22")
def test_a_member_hears_how_many_inner_matters_there_are_and_never_what(world, office):  # noqa: F811
    member = desk(world.member)
    assert "也告诉我有几件" in member.get("/subscribe/").content.decode()
    assert "也告诉我有几件" not in Client().get("/subscribe/").content.decode()
    agreed(world, office, client=member, inside="on")
    assert "上书村党支部" in member.get("/desk/notices/mine/").content.decode()
    at = NOW + timedelta(hours=2)
    published(world.village.path, "party", title="只给党员看的党费", at=at)
    published(world.other_village.path, "party", title="别村党内的", at=at)
    tell(NOW + timedelta(days=1))
    plain = office.mails[-1][1].get_body(("plain",)).get_content()
    assert "只向党内或者本单位公开1件" in plain and "党费" not in plain and f"{HOME}/desk/me/" in plain
    published(world.village.path, "party", title="又一件", at=NOW + timedelta(days=1, hours=2))
    organizing.close_account(CLOCK, user_id=world.member.pk, now=NOW)
    tell(NOW + timedelta(days=2))
    assert len(office.mails) == 2, "who lost access is told of nothing inner any more"


def test_without_a_mail_server_the_page_says_so_and_nothing_is_kept(world):
    page = ask(world).content.decode()
    assert "还没有接上邮件" in page and Subscription.objects.count() == 0
    assert "没有接邮件" in loop._subscriptions(CLOCK, TODAY, NOW)


def test_a_category_is_told_alone(world, office):  # noqa: F811
    agreed(world, office, category="5")
    at = NOW + timedelta(hours=2)
    published(world.village.path, "public", title="第三类的", at=at)
    assert tell(NOW + timedelta(days=1)) == 0
    published(world.village.path, "public", title="第五类的", at=at, category="5")
    assert tell(NOW + timedelta(days=1)) == 1
    plain = office.mails[-1][1].get_body(("plain",)).get_content()
    assert "第五类的" in plain and "第三类的" not in plain


def merged(world, successor):
    organizing.merge(CLOCK, org_id=world.village.pk, successor_id=successor.pk, on=TODAY, basis="撤并", now=NOW)


@covers("R22")
def test_who_subscribed_to_a_village_that_was_merged_hears_of_its_successor_and_of_the_merger_once(world, office):  # noqa: F811
    agreed(world, office)
    merged(world, world.other_village)
    heir = world.other_village.name
    for day, title in ((1, "合并以后的事"), (2, "又一件")):
        published(world.other_village.path, "public", title=title, at=NOW + timedelta(days=day, hours=-1))
        assert tell(NOW + timedelta(days=day)) == 1
    first, second = (one[1].get_body(("plain",)).get_content() for one in office.mails[-2:])
    assert "合并以后的事" in first and f"您订阅的{world.village.name}已经撤并，由{heir}接着公开" in first
    assert "又一件" in second and "撤并" not in second
    row = Subscription.objects.get()
    assert (row.org_id, row.org_path, row.moved_from) == (world.other_village.pk, world.other_village.path, "")


def test_who_subscribed_to_both_gets_one_letter(world, office):  # noqa: F811
    agreed(world, office)
    agreed(world, office, org=world.other_village)
    merged(world, world.other_village)
    published(world.other_village.path, "public", title="合并以后的事", at=NOW + timedelta(hours=1))
    assert tell(NOW + timedelta(days=1)) == 1 and Subscription.objects.count() == 1
    assert "撤并" not in office.mails[-1][1].get_body(("plain",)).get_content()
