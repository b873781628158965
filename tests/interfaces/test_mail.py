"""Mails of notices against a real SMTP server: taken once, over an outage, with proof, and without a secret (P13)."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from gongkai.interfaces.jobs import doctor, loop, mail
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.models import Delivery, Notice, Outbox
from gongkai.orgs import actions as organizing
from gongkai.orgs.models import NoticeSetting
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Line
from tests.factories.parallel import at_once, file_database, seen
from tests.factories.world import build_world
from tests.interfaces.smtp import PostOffice

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # 8 o'clock in Shanghai
TODAY = date(2026, 11, 23)
LINES = [Line("duty", "上书村", 2, 1, 0, 0, date(2026, 11, 20)).as_json()]


@pytest.fixture
def office(settings):
    place = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", place.port, 5
    settings.DEFAULT_FROM_EMAIL, settings.GONGKAI_URL = "公开 <gongkai@example.org>", "https://gk.example.org/"
    place.open()
    yield place
    place.close()


@pytest.fixture
def world(db):
    return build_world(NOW, TODAY)


def wish(world, user, address="clerk@example.org", **more):
    said = {"address": address, "mail": True, "weekdays": "12345"} | more
    organizing.set_notices(world.actor(user), now=NOW, **said)


def write(*users, day=TODAY, now=NOW):
    lines = {user.pk: LINES for user in users}
    ledger.write_notices(Actor.clock(), day=day, lines=lines, by_mail=lines, now=now)


def test_a_mail_says_what_is_due_and_where_and_proof_is_kept(world, office):
    wish(world, world.clerk)
    write(world.clerk)
    assert mail.post(NOW) == 1
    [(to, letter)] = office.mails
    assert to == ["clerk@example.org"]
    assert letter["Subject"] == "党务公开：2项已逾期，1项今天到期（11月23日）"
    assert letter["Auto-Submitted"] == "auto-generated"
    plain, rich = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for text in (plain, rich):
        assert "上书村" in text and "公开任务：2项已逾期，1项今天到期，最早的应公开于11月20日" in text
        assert "https://gk.example.org/desk/" in text and world.clerk.name not in text
    proof = Delivery.objects.get()
    assert proof.accepted and proof.address == "clerk@example.org" and proof.at == NOW
    assert proof.answer == "250 taken as number 7" and proof.message_id == letter["Message-ID"]
    assert mail.post(NOW + timedelta(days=1)) == 0 and len(office.mails) == 1


def test_a_server_that_is_down_and_comes_back_gets_it_once(world, office):
    wish(world, world.clerk)
    wish(world, world.head, "head@example.org")
    write(world.clerk, world.head)
    office.close()
    assert mail.post(NOW) == 0
    state = reading.mail_state(Actor.clock())
    assert (state.waiting, state.failing, state.oldest) == (2, 2, NOW) and state.last_error
    [found] = [one for one in doctor._mail(NOW) if one.level is doctor.Level.MIND]
    assert "2封邮件没有发出" in found.what
    waits = []
    now = NOW
    for _ in range(12):  # still down: longer each time, never longer than six hours
        due = Outbox.objects.filter(kind="mail").order_by("-due_at").first().due_at
        waits.append(due - now)
        now = due
        assert mail.post(now) == 0
    assert waits == sorted(waits) and waits[0] == timedelta(minutes=1) and waits[-1] == timedelta(hours=6)
    office.open()
    assert mail.post(now) == 0  # not yet its turn
    now += timedelta(hours=6)
    assert mail.post(now) == 2 and mail.post(now + timedelta(days=1)) == 0
    assert sorted(to for [to], _ in office.mails) == ["clerk@example.org", "head@example.org"]
    assert reading.mail_state(Actor.clock()).failing == 0


def test_when_the_server_cannot_be_reached_it_is_asked_once_for_the_whole_batch(world, office, monkeypatch):
    for user, name in ((world.clerk, "a"), (world.head, "b"), (world.deputy, "c")):
        wish(world, user, f"{name}@example.org")
    write(world.clerk, world.head, world.deputy)
    office.close()
    mail.post(NOW)
    errors = set(Outbox.objects.filter(kind="mail").values_list("last_error", flat=True))
    assert sum(mail.LATER in one for one in errors) == 1 and len(errors) == 2


def test_a_crash_after_the_servers_yes_sends_one_duplicate_with_the_same_id(world, office, monkeypatch):
    wish(world, world.clerk)
    write(world.clerk)

    def dies(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(ledger, "keep_proof", dies)
        with pytest.raises(KeyboardInterrupt):
            mail.post(NOW)
    assert mail.post(NOW + timedelta(minutes=1)) == 0  # the dead worker's claim still holds
    assert mail.post(NOW + timedelta(days=1)) == 1
    assert len({letter["Message-ID"] for _, letter in office.mails}) == 1 and len(office.mails) == 2


def test_a_crash_after_the_proof_sends_nothing_again(world, office, monkeypatch):
    wish(world, world.clerk)
    write(world.clerk)

    def dies(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(ledger, "finish", dies)
        with pytest.raises(KeyboardInterrupt):
            mail.post(NOW)
    assert mail.post(NOW + timedelta(days=1)) == 1 and len(office.mails) == 1


def test_a_final_no_is_kept_as_proof_and_not_tried_again_a_passing_one_is(world, office):
    wish(world, world.clerk, "gone@example.org")
    wish(world, world.head, "full@example.org")
    wish(world, world.deputy, "fine@example.org")
    office.answers = {"gone@example.org": "550 no such person", "full@example.org": "452 box is full"}
    write(world.clerk, world.head, world.deputy)
    assert mail.post(NOW) == 2
    assert Delivery.objects.get(address="gone@example.org").answer == "550 no such person"
    assert not Delivery.objects.get(address="gone@example.org").accepted
    assert [to for to, _ in office.mails] == [["fine@example.org"]]
    office.answers = {}
    assert mail.post(NOW + timedelta(hours=1)) == 1
    assert Delivery.objects.get(address="full@example.org").accepted


def test_a_no_to_the_sender_is_never_final(world, office):
    wish(world, world.clerk)
    write(world.clerk)
    office.to_all = "530 authentication required"
    assert mail.post(NOW) == 0 and "530" in reading.mail_state(Actor.clock()).last_error
    office.to_all = ""
    assert mail.post(NOW + timedelta(hours=1)) == 1 and len(office.mails) == 1


def test_who_switched_it_off_meanwhile_and_who_has_a_newer_one_gets_no_old_mail(world, office):
    wish(world, world.clerk)
    wish(world, world.head, "head@example.org")
    write(world.clerk, world.head)
    wish(world, world.clerk, mail=False)
    write(world.head, day=TODAY + timedelta(days=1), now=NOW + timedelta(days=1))
    assert mail.post(NOW + timedelta(days=1)) == 3
    assert [to for to, _ in office.mails] == [["head@example.org"]]
    old = Delivery.objects.get(notice__day=TODAY)
    assert not old.accepted and "后来" in old.answer


def test_an_address_that_no_letter_can_be_written_to_stops_nobody_else(world, office):
    wish(world, world.clerk)
    wish(world, world.head, "head@example.org")
    NoticeSetting.objects.filter(user=world.clerk).update(address='"\x01"@example.org')  # from before it was refused
    write(world.clerk, world.head)
    assert mail.post(NOW) == 1
    assert [to for to, _ in office.mails] == [["head@example.org"]]
    row = Outbox.objects.get(kind="mail", done_at=None)
    assert "NonPrintable" in row.last_error and row.claimed_until is None and row.due_at > NOW


def test_a_worker_that_lost_its_row_leaves_it_alone(world, office):
    wish(world, world.clerk)
    write(world.clerk)
    [slow] = ledger.claim(Actor.clock(), now=NOW, kind="mail")
    later = NOW + timedelta(minutes=3)
    [quick] = ledger.claim(Actor.clock(), now=later, kind="mail")
    assert not ledger.renew(Actor.clock(), row=slow, now=later)
    assert ledger.renew(Actor.clock(), row=quick, now=later)


def test_the_loop_carries_mails_apart_from_everything_else(world, office):
    wish(world, world.clerk)
    write(world.clerk)
    loop.run_due(NOW)
    assert any(to == ["clerk@example.org"] for to, _ in office.mails)
    assert reading.mail_state(Actor.clock()).waiting == 0


def test_without_a_server_nothing_is_tried(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    wish(world, world.clerk)
    write(world.clerk)
    loop.run_due(NOW)
    assert Outbox.objects.filter(kind="mail", done_at=None, attempts=0).count() == 1
    assert [one.level for one in doctor._mail(NOW)] == [doctor.Level.GOOD]


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_and_send_once(tmp_path, office):
    world = build_world(NOW, TODAY)
    for user, name in ((world.clerk, "a"), (world.head, "b"), (world.deputy, "c"), (world.secrecy, "d")):
        wish(world, user, f"{name}@example.org")
    people = (world.clerk, world.head, world.deputy, world.secrecy)
    with file_database(tmp_path):
        at_once([partial(write, *people), partial(write, *people)])
        assert seen(Notice.objects.count) == 4
        at_once([partial(mail.post, NOW), partial(mail.post, NOW)])
        assert seen(Delivery.objects.count) == 4
    assert sorted(to for [to], _ in office.mails) == [f"{name}@example.org" for name in "abcd"]
    assert connection.vendor in ("sqlite", "postgresql")
