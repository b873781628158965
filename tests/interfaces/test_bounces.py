"""Letters that come back after the server took them: each counts once, however late and in whatever order (R22)."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.interfaces.jobs import bounces, mail
from gongkai.ledger import actions as ledger
from gongkai.ledger.models import Delivery
from gongkai.participation.models import Subscription
from gongkai.rules import subscriptions as law
from tests.covers import covers
from tests.interfaces.test_mail import LINES, office, wish  # noqa: F401 - fixtures
from tests.interfaces.test_subscriptions import CLOCK, NOW, agreed, ask, deliver, tell, world  # noqa: F401 - a fixture
from tests.publication.rows import published

REPORT = """From: MAILER-DAEMON@mail.example.org
To: gongkai@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system. Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: {kind}

Message-ID: {letter}
Subject: x

--b--
"""


def report(letter, address="me@example.org", action="failed", status="5.1.1", kind="text/rfc822-headers") -> bytes:
    return REPORT.format(letter=letter["Message-ID"], address=address, action=action, status=status, kind=kind).encode()


def letters(world, office, days):  # noqa: F811
    """One letter on each of these days, all of them taken by the server."""
    for day in days:
        published(world.village.path, "public", at=NOW + timedelta(days=day, hours=-1))
        assert tell(NOW + timedelta(days=day)) == 1
    return [one[1] for one in office.mails[-len(days) :]]


def told(content: bytes, days=5) -> str:
    return bounces.take(content, (NOW + timedelta(days=days)).date())


@covers("R22")
def test_an_address_whose_letters_come_back_later_is_forgotten_though_the_server_takes_each(world, office):  # noqa: F811
    agreed(world, office)
    first, second, third = letters(world, office, (1, 2, 3))
    assert [told(report(second)), told(report(second)), told(report(first, kind="message/rfc822"))] == [
        "subscription"
    ] * 3
    assert Subscription.objects.get().bounced == ["2026-11-24", "2026-11-25"], "the same letter counts once"
    assert told(report(third), days=30) == "subscription" and not Subscription.objects.exists()
    assert told(report(third)) == "nothing"


def test_what_is_late_but_may_still_arrive_or_is_no_report_counts_as_nothing(world, office):  # noqa: F811
    agreed(world, office)
    (letter,) = letters(world, office, (1,))
    forged = report(letter).replace(letter["Message-ID"].encode(), b"<gongkai-news-" + b"0" * 32 + b"@example.org>")
    for content in (
        report(letter, action="delayed", status="4.4.1"), report(letter, action="delivered", status="2.0.0"), forged,
        b"", b"\xff\x00" * 1000, b"Subject: out of office\n\nI am away.", letter.as_bytes(),
    ):  # fmt: skip
        assert told(content) == "nothing"
    assert Subscription.objects.get().bounced == []


def test_old_ones_are_forgotten_and_a_question_that_comes_back_ends_it(world, office):  # noqa: F811
    agreed(world, office)
    old, new = letters(world, office, (1, 2 + law.BOUNCES_COUNT.days))
    told(report(old))
    told(report(new), days=70)
    assert len(Subscription.objects.get().bounced) == 1
    Subscription.objects.all().delete()
    ask(world, "gone@example.org")
    deliver()
    question = report(office.mails[-1][1])
    assert bounces.take(question, timezone.localdate()) == "subscription" and not Subscription.objects.exists()


def test_a_message_of_the_morning_that_comes_back_is_said_beside_its_proof(
    world,  # noqa: F811
    office,  # noqa: F811
    capsys,
    monkeypatch,
    tmp_path,
):
    wish(world, world.clerk)
    lines = {world.clerk.pk: LINES}
    ledger.write_notices(CLOCK, day=NOW.date(), lines=lines, by_mail=lines, now=NOW)
    assert mail.post(NOW) == 1
    letter = office.mails[-1][1]
    assert told(report(letter, address="somebody@example.org")) == "nothing", "the number of a notice is no secret"
    assert Delivery.objects.get().accepted
    (tmp_path / "1").write_bytes(report(letter, address="Clerk@example.org"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"no report")))
    assert bounces.main([str(tmp_path), "-"]) == 0
    assert "订阅的信0封，通知1封，认不出或者不算退信的1封" in capsys.readouterr().out
    proof = Delivery.objects.get()
    assert not proof.accepted and proof.answer == "先收下，后来退回：5.1.1"


@pytest.mark.parametrize("known", [[], ["2026-10-01"]])
def test_days_of_letters_count_each_once(known):
    day = NOW.date()
    assert law.bounced_days([*known, day.isoformat()], day) == [*known, day.isoformat()]
