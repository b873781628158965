"""Other systems are told what happens: signed, once by their id, again until it is taken (P13)."""

import json
import os
import signal
from datetime import datetime, timedelta

import pytest
from django.db import connections

from gongkai.interfaces.api.webhooks import TOLD
from gongkai.interfaces.jobs import hook_sending, hooks, loop
from gongkai.ledger.models import AuditEvent, Outbox
from gongkai.obligations import actions as obliging
from gongkai.orgs import actions as organizing
from gongkai.orgs.models import Hook, HookMessage, HookTry, MachineToken
from gongkai.publication import actions as publishing
from gongkai.rules.actor import Actor
from gongkai.rules.machine_access import Scope
from gongkai.rules.refusals import Refused
from gongkai.rules.webhooks import CHOICES, MOST_HOOKS, MOST_TRIES, OLD_SECRET
from tests.factories.parallel import file_database
from tests.factories.processes import forked
from tests.interfaces.receiver import Receiver, signed_by
from tests.publication.county import DUES, FUNDS, MEETING, STUDY, TEXT
from tests.publication.county import county as build

pytestmark = pytest.mark.twice

HERE = ["127.0.0.0/8"]
INSIDE = (
    "127.0.0.1", "127.0.0.1.", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]",
    "[::ffff:127.0.0.1]", "[fe80::1%25eth0]", "[fc00::1]:8443", "192.168.1.1:8443",
)  # fmt: skip
ALL = [str(one) for one in CHOICES]


@pytest.fixture
def county(db, monkeypatch, settings):
    settings.GONGKAI_HOOK_NETWORKS = HERE
    settings.GONGKAI_URL = "https://dangwu.example.cn"
    found = build()
    monkeypatch.setattr("gongkai.interfaces.jobs.hooks.timezone.now", lambda: found.now)
    return found


@pytest.fixture
def receiver():
    found = Receiver().open()
    yield found
    found.close()


def token(county, who="clerk", scopes=(Scope.READ,)):
    return organizing.make_token(
        county.at(who), name="村务软件", scopes=scopes, days=30, now=county.now, today=county.today
    ).token


def register(county, receiver, who="clerk", **changed):
    asked = {
        "token_id": changed.pop("token_id", None) or token(county, who).pk, "org_id": county.world.village.pk,
        "below": False, "address": receiver.url if receiver else "https://example.cn/", "kinds": ALL, "networks": HERE,
    } | changed  # fmt: skip
    return organizing.add_hook(county.at(who), now=county.now, today=county.today, **asked)


def run(county, **span):
    """What the worker does later, as often as there is something to do."""
    county.later(**(span or {"minutes": 1}))
    for row in Outbox.objects.filter(done_at=None, kind__in=hooks.TOLD).order_by("pk"):
        loop.HANDLERS[row.kind](row.payload)
        Outbox.objects.filter(pk=row.pk).update(done_at=county.now)
    return hooks.deliver(county.now)


def as_described(receiver):
    """What came, each as the description of the interface has it."""
    for one in receiver.bodies():
        assert one.keys() == {"id", "type", "timestamp", "data"} and datetime.fromisoformat(one["timestamp"]).tzinfo
        TOLD[one["type"]].model_validate(one["data"])
    return receiver.bodies()


def nil(county):
    return obliging.declare_nil(
        county.at("head"), org_id=county.world.village.pk, period="2026-09", code=DUES, statement="8月没有这类事项。",
        now=county.later(), today=county.today,
    )  # fmt: skip


def test_what_is_told_is_signed_and_says_where_to_read_and_no_text(county, receiver):
    """P13: a message has one id; P1: no text goes out, only where it stands."""
    made = register(county, receiver)
    edition = county.published(STUDY)
    assert run(county) == 1
    [(headers, body)] = receiver.came
    said = json.loads(body)
    assert signed_by(headers, body, made.secret) and not signed_by(headers, body + b" ", made.secret)
    assert not signed_by(headers, body, "whsec_" + "A" * 44) and headers["content-type"].startswith("application/json")
    assert said["id"] == headers["webhook-id"] and said["type"] == "item.published"
    assert said["data"]["organization"] == county.world.village.code and said["data"]["entry"] == STUDY
    assert said["data"]["url"].startswith("https://dangwu.example.cn/item/")
    assert TEXT["title"] not in body.decode() and TEXT["plain"] not in body.decode()
    assert run(county) == 0 and len(receiver.came) == 1
    change = county.withdrawal(edition)
    publishing.explain_change(county.at("clerk"), change_id=change.pk, now=county.later(), today=county.today)
    nil(county)
    run(county)
    assert [one["type"] for one in as_described(receiver)[1:]] == ["item.withdrawn", "nil.declared"]


def test_hidden_and_restored_are_told_too_each_time(county, receiver):
    register(county, receiver)
    edition = county.published(STUDY)
    for _ in range(2):
        act = {"edition_id": edition.pk, "remark": "核对", "today": county.today}
        publishing.take_down(county.at("head"), now=county.later(), **act)
        publishing.restore(county.at("head"), now=county.later(), **act)
    run(county)
    assert (
        sorted(one["type"] for one in receiver.bodies())
        == ["item.hidden"] * 2 + ["item.published"] + ["item.restored"] * 2
    )
    assert len(set(receiver.ids())) == 5


def test_what_only_members_may_know_is_told_to_nobody(county, receiver):
    """P1, P2: nobody is told of what is not for society, not even that there is something."""
    register(county, receiver)
    county.release(county.approved(FUNDS), MEETING)
    run(county)
    assert receiver.came == [] and not HookMessage.objects.exists()


def test_only_what_was_asked_for_from_where_it_was_asked_for(county, receiver):
    register(county, receiver, kinds=["nil.declared"])
    town = {"org_id": county.world.town.pk, "who": "superior"}
    register(county, receiver, below=True, kinds=["item.published"], **town)
    register(county, receiver, below=False, **town)
    county.published(STUDY)
    run(county)
    assert [one["type"] for one in receiver.bodies()] == ["item.published"]


def test_what_became_overdue_is_told_once(county, receiver):
    register(county, receiver, kinds=["duty.overdue"])
    county.later(days=2)
    for _ in range(2):
        hooks.overdue(Actor.clock(), county.today, county.now)
    while run(county):
        pass
    said = as_described(receiver)
    assert said and len(said) == len(set(receiver.ids()))
    assert all(one["data"]["due_on"] < county.today.isoformat() for one in said)


def test_an_outage_a_500_and_a_redirect_are_waited_for_longer_each_time(county, receiver):
    register(county, receiver)
    receiver.answers = [500, 302]
    receiver.redirect = receiver.url
    county.published(STUDY)
    assert run(county) == 0
    row = Outbox.objects.get(kind="hook")
    first = row.due_at - county.now
    assert run(county, seconds=1) == 0 and len(receiver.came) == 1  # not yet
    run(county, minutes=2)
    row.refresh_from_db()
    assert row.due_at - county.now > first and len(receiver.came) == 2  # the redirect was not followed
    receiver.close()
    run(county, minutes=10)
    assert HookMessage.objects.get().taken_at is None
    receiver.open()
    assert run(county, hours=1) == 1
    assert len(set(receiver.ids())) == 1 and len({body for _, body in receiver.came}) == 1
    assert [one.status for one in HookTry.objects.order_by("pk")] == [500, 302, None, 204]
    said = HookTry.objects.order_by("pk").first().said
    assert said == "500 收到<script>"  # the first line, as text


def test_one_that_sends_a_byte_now_and_then_holds_nobody_up(county, receiver, monkeypatch):
    monkeypatch.setattr(hook_sending, "PATIENCE", 1.0)
    register(county, receiver)
    other = Receiver().open()
    register(county, other, who="head")
    receiver.slow = 0.2
    county.published(STUDY)
    run(county)
    assert "答完" in HookTry.objects.get(status=None).said and len(other.came) == 1
    other.close()


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_the_yes_and_its_record_sends_the_same_again(county, receiver, monkeypatch, tmp_path):
    """P13: the second time it has the same id and the same bytes, so that the other side knows it."""
    made = register(county, receiver)
    organizing.try_hook(county.at("clerk"), hook_id=made.hook.pk, now=county.now, today=county.today)
    county.later()

    def worker(dies):
        if dies:
            monkeypatch.setattr(
                hooks.organizing, "keep_hook_try", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
            )
        os._exit(hooks.deliver(county.now))

    def ends(dies=False):
        one = forked(worker, dies)
        one.start()
        one.join()
        return one.exitcode

    with file_database(tmp_path):
        connections.close_all()
        assert ends(dies=True) == -signal.SIGKILL and len(receiver.came) == 1
        county.later(seconds=30)
        assert ends() == 0 and len(receiver.came) == 1  # the dead worker still holds it
        county.later(minutes=3)
        assert ends() == 1 and ends() == 0
    assert len(receiver.came) == 2 and receiver.ids()[0] == receiver.ids()[1]
    assert receiver.came[0][1] == receiver.came[1][1]


def test_after_a_day_of_no_the_address_is_stopped_and_started_again_by_hand(county, receiver):
    made = register(county, receiver)
    receiver.answers = [500] * MOST_TRIES
    county.published(STUDY)
    begun = county.now
    while Outbox.objects.filter(kind="hook", done_at=None).exists() or len(receiver.came) == 0:
        run(county, hours=6)
    made.hook.refresh_from_db()
    assert len(receiver.came) == MOST_TRIES and made.hook.stopped_at and "500" in made.hook.stopped_why
    assert county.now - begun > timedelta(hours=12)
    assert AuditEvent.objects.filter(verb="hook.stop").count() == 1
    nil(county)
    run(county)
    assert len(receiver.came) == MOST_TRIES  # kept, not sent
    with pytest.raises(Refused, match="hook_stopped"):
        organizing.try_hook(county.at("clerk"), hook_id=made.hook.pk, now=county.now, today=county.today)
    assert organizing.resume_hook(county.at("clerk"), hook_id=made.hook.pk, now=county.now, today=county.today) == 2
    assert run(county) == 2 and len(set(receiver.ids())) == 2


def test_gone_means_gone_at_once(county, receiver):
    made = register(county, receiver)
    receiver.answers = [410]
    organizing.try_hook(county.at("clerk"), hook_id=made.hook.pk, now=county.now, today=county.today)
    with pytest.raises(Refused, match="hook_test_waits"):
        organizing.try_hook(county.at("clerk"), hook_id=made.hook.pk, now=county.now, today=county.today)
    run(county)
    made.hook.refresh_from_db()
    assert made.hook.stopped_at and "不要再发" in made.hook.stopped_why and receiver.bodies()[0]["type"] == "test"


def test_for_a_day_both_secrets_sign_and_the_table_holds_none(county, receiver):
    first = register(county, receiver)
    second = organizing.change_hook_secret(county.at("clerk"), hook_id=first.hook.pk, now=county.now)
    organizing.try_hook(county.at("clerk"), hook_id=first.hook.pk, now=county.now, today=county.today)
    run(county)
    headers, body = receiver.came[0]
    assert signed_by(headers, body, first.secret) and signed_by(headers, body, second.secret)
    county.later(seconds=OLD_SECRET.total_seconds())
    organizing.resend_hook_message(
        county.at("clerk"), message_id=HookMessage.objects.get().pk, now=county.now, today=county.today
    )
    run(county)
    headers, body = receiver.came[1]
    assert not signed_by(headers, body, first.secret) and signed_by(headers, body, second.secret)
    assert receiver.ids()[0] == receiver.ids()[1]
    row = Hook.objects.get()
    assert all(len(bytes(one)) > 44 for one in (row.sealed, row.sealed_before)) and "whsec_" not in json.dumps(
        list(AuditEvent.objects.values_list("facts", flat=True))
    )


@pytest.mark.parametrize("how", ["revoked", "over", "closed", "ended"])
def test_with_the_key_the_messages_end(county, receiver, how):
    made = register(county, receiver)
    county.published(STUDY)
    for row in Outbox.objects.filter(kind="published"):
        hooks.released(row.payload)
    if how == "revoked":
        organizing.revoke_token(county.at("clerk"), token_id=made.hook.token_id, now=county.now)
    elif how == "over":
        MachineToken.objects.update(last_day=county.today - timedelta(days=1))
    elif how == "closed":
        type(county.world.clerk).objects.filter(pk=county.world.clerk.pk).update(is_active=False)
    else:
        organizing.end_hook(county.at("clerk"), hook_id=made.hook.pk, now=county.now)
    run(county)
    assert receiver.came == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"address": "http://example.cn/", "networks": []}, "hook_address"), ({"address": "ftp://example.cn/"}, "hook_address"),
        ({"address": "https://user:x@example.cn/"}, "hook_address"), ({"address": "https:///x"}, "hook_address"),
        ({"address": "https://例子.cn/"}, "hook_address"), ({"address": "https://example.cn/ x\r\nHost: a"}, "hook_address"),
        ({"address": "https://example.cn:99999/"}, "hook_address"), ({"address": "https://[::1"}, "hook_address"),
        ({"address": "https://example.cn/" + "x" * 500}, "hook_address"), ({"kinds": []}, "hook_kinds"),
        *(({"address": f"https://{one}/", "networks": []}, "hook_inside") for one in INSIDE),
        ({"address": "http://10.1.2.3/"}, "hook_inside"), ({"address": "http://1.2.4.8/"}, "hook_inside"),
        ({"kinds": ["test"]}, "hook_kinds"), ({"kinds": ["everything"]}, "hook_kinds"),
    ],
)  # fmt: skip
def test_an_address_says_where_and_what(county, changed, code):
    with pytest.raises(Refused, match=code):
        register(county, None, **changed)
    assert not Hook.objects.exists()


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("https://1.2.4.8/", []), ("https://[2400:3200::1]/", []), ("https://localhost/", []), ("https://nowhere.invalid/", []),
        ("https://10.1.2.3/", ["10.1.0.0/16"]), ("http://10.1.2.3/", ["10.1.0.0/16"]), ("https://1.2.4.8/", HERE),
    ],
)  # fmt: skip
def test_an_open_address_a_name_and_what_the_site_allows_are_taken(county, address, networks):
    """P25: a name is looked up when a message goes out, not before: it may mean another machine by then."""
    assert register(county, None, address=address, networks=networks).hook.address == address


def test_a_hook_hangs_on_ones_own_key_and_place(county, receiver):
    writing = token(county, scopes=(Scope.DRAFT,))
    with pytest.raises(Refused, match="hook_scope"):
        register(county, receiver, token_id=writing.pk)
    with pytest.raises(Refused, match="not_found"):
        register(county, receiver, who="head", token_id=writing.pk)
    with pytest.raises(Refused, match="hook_place"):
        register(county, receiver, org_id=county.world.town.pk)
    mine = token(county)
    for _ in range(MOST_HOOKS):
        register(county, receiver, token_id=mine.pk)
    with pytest.raises(Refused, match="hooks_too_many"):
        register(county, receiver, token_id=mine.pk)
    pk = Hook.objects.first().pk
    dated = {"today": county.today}
    for act, more in (
        (organizing.end_hook, {}), (organizing.try_hook, dated), (organizing.resume_hook, dated),
        (organizing.change_hook_secret, {}),
    ):  # fmt: skip
        with pytest.raises(Refused, match="not_found"):
            act(county.at("head"), hook_id=pk, now=county.now, **more)


def test_thirty_days_later_it_is_forgotten(county, receiver):
    register(county, receiver)
    county.published(STUDY)
    run(county)
    assert organizing.forget_hook_messages(Actor.clock(), now=county.now + timedelta(days=29)) == 0
    assert organizing.forget_hook_messages(Actor.clock(), now=county.now + timedelta(days=31)) == 1
    assert not HookTry.objects.exists() and run(county) == 0
