"""A message is asked again whole, its tries are counted one by one, and a key past its last day sends nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.interfaces.jobs import hooks
from gongkai.ledger.models import AuditEvent, Outbox
from gongkai.obligations import queries as obligations
from gongkai.orgs import actions as organizing
from gongkai.orgs.actions.hooks import PORTION
from gongkai.orgs.models import Hook, HookMessage, HookTry, MachineToken
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.webhooks import LATE, MOST_HOOKS, MOST_TRIES
from tests.factories.parallel import at_once, file_database, seen
from tests.interfaces.test_hooks import county, nil, receiver, register, run, token  # noqa: F401 - fixtures
from tests.interfaces.workbench.test_month import desk
from tests.publication.county import STUDY

pytestmark = pytest.mark.twice


def stop(hook, now):
    Hook.objects.filter(pk=hook.pk).update(stopped_at=now, stopped_why="试了12次都没有收下")


def resume(county, hook):  # noqa: F811
    return organizing.resume_hook(county.at("clerk"), hook_id=hook.pk, now=county.now, today=county.today)


def keep(message, number, status, now):
    return organizing.keep_hook_try(
        Actor.clock(), message_id=message.pk, number=number, status=status, said="", took_ms=1, now=now
    )


def test_all_that_was_missed_is_asked_again_however_much_it_is(county, receiver):  # noqa: F811
    hook, number = register(county, receiver).hook, 2 * PORTION + 1
    HookMessage.objects.bulk_create(
        HookMessage(hook=hook, message_id=f"msg_{n}", kind="nil.declared", body="{}", made_at=county.now)
        for n in range(number)
    )
    HookMessage.objects.filter(message_id="msg_7").update(taken_at=county.now)
    stop(hook, county.now)
    with CaptureQueriesContext(connection) as asked:
        assert resume(county, hook) == number - 1
    assert len(asked) < 30
    assert Outbox.objects.filter(kind="hook", done_at=None).count() == number - 1
    assert set(HookMessage.objects.filter(taken_at=None).values_list("round", flat=True)) == {2}
    assert AuditEvent.objects.get(verb="hook.resume").facts["messages"] == number - 1
    with pytest.raises(Refused, match="hook_running"):
        resume(county, hook)


def test_what_was_told_while_somebody_starts_it_again_is_sent_too(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    stop(hook, county.now)
    county.published(STUDY)
    for row in Outbox.objects.filter(kind="published"):
        hooks.released(row.payload)
    Hook.objects.update(stopped_at=None)  # somebody else's start, which did not see the message yet
    assert run(county) == 1 and len(receiver.came) == 1


def test_an_address_that_is_down_is_paused_with_all_that_waits_and_taken_up_at_once(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    receiver.answers = [500] * 3
    county.published(STUDY)
    nil(county)
    for minutes in (1, 1, 2):  # then it waits for four
        run(county, minutes=minutes, seconds=15)
    hook.refresh_from_db()
    assert len(receiver.came) == hook.misses == 3, "one message asks for all"
    assert timedelta(minutes=3) < hook.paused_until - county.now < timedelta(minutes=5)
    for row in Outbox.objects.filter(kind="hook"):
        assert row.attempts == HookTry.objects.filter(message=row.payload["message"]).count() < MOST_TRIES
        assert row.due_at == hook.paused_until
    assert run(county, minutes=1) == 0 and len(receiver.came) == 3, "left alone"
    assert run(county, minutes=4) == 2, "taken again: everything goes"
    hook.refresh_from_db()
    assert (hook.misses, hook.paused_until, hook.stopped_at) == (0, None, None)


def test_one_that_is_refused_while_others_are_taken_is_given_up_alone(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    county.published(STUDY)
    for row in Outbox.objects.filter(kind="published"):
        hooks.released(row.payload)
    message = HookMessage.objects.get()
    waits = []
    for _ in range(MOST_TRIES):
        until = keep(message, 1, 422, county.now)
        waits.append(until and until - county.now)
        Hook.objects.update(misses=0, paused_until=None)  # another message was taken
    assert waits[0] == timedelta(minutes=1) and waits[4] == timedelta(minutes=16) and waits[-1] is None
    message.refresh_from_db()
    hook.refresh_from_db()
    assert message.given_up_at and hook.stopped_at is None


def test_workers_that_died_on_a_message_do_not_stop_its_address(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    receiver.answers = [500] * 2
    county.published(STUDY)
    run(county, seconds=1)
    Outbox.objects.filter(kind="hook").update(attempts=MOST_TRIES + 3)
    run(county, minutes=2)
    hook.refresh_from_db()
    assert hook.stopped_at is None and HookTry.objects.count() == 2
    assert Outbox.objects.get(kind="hook").due_at - county.now <= timedelta(minutes=2, seconds=15)


@pytest.mark.parametrize("spoilt", ["sealed", "payload"])
def test_a_fault_of_ours_is_tried_a_bounded_number_of_times_and_says_so(county, receiver, spoilt):  # noqa: F811
    hook = register(county, receiver).hook
    county.published(STUDY)
    for row in Outbox.objects.filter(kind="published"):
        hooks.released(row.payload)
    whole = Hook.objects.get().sealed
    Outbox.objects.filter(kind="published").update(done_at=county.now)
    if spoilt == "sealed":
        Hook.objects.update(sealed=b"not what was sealed")
    else:
        Outbox.objects.filter(kind="hook").update(payload={})
    for _ in range(MOST_TRIES):
        assert not Outbox.objects.get(kind="hook").done_at
        Outbox.objects.filter(kind="hook").update(due_at=county.now)
        run(county, seconds=1)
    assert Outbox.objects.get(kind="hook").done_at, "nobody tries it for ever"
    hook.refresh_from_db()
    assert hook.stopped_at is None and receiver.came == []
    if spoilt == "payload":
        return
    message, page = HookMessage.objects.get(), desk(county.world.clerk)
    assert message.our_fault and "我们这边出错" in HookTry.objects.first().said
    shown = page.get(f"/desk/hooks/{hook.pk}/").content.decode()
    assert "1 条没有发成，是我们这边的错" in shown and "没有送到的再试一次" in shown
    Hook.objects.update(sealed=whole)
    assert page.post(f"/desk/hooks/{hook.pk}/retry/").status_code == 302
    Outbox.objects.filter(kind="hook", done_at=None).update(due_at=county.now)
    assert run(county, seconds=1) == 1 and len(receiver.came) == 1
    shown = page.get(f"/desk/hooks/{hook.pk}/").content.decode()
    assert "收下了" in shown and "没有送到的再试一次" not in shown


def test_the_page_of_a_paused_address_says_until_when_and_what_waits(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    organizing.try_hook(county.at("clerk"), hook_id=hook.pk, now=county.now, today=county.today)
    page = desk(county.world.clerk)
    Hook.objects.update(misses=3, paused_until=timezone.now() + timedelta(hours=1))
    shown = page.get(f"/desk/hooks/{hook.pk}/").content.decode()
    assert "先不打扰它" in shown and "排着 1 条" in shown
    assert page.post(f"/desk/hooks/{hook.pk}/retry/").status_code == 302
    Hook.objects.filter(paused_until=None, misses=0).get()
    assert desk(county.world.head).post(f"/desk/hooks/{hook.pk}/retry/").status_code == 404
    HookMessage.objects.update(taken_at=county.now)
    assert "没有还没送到的消息" in page.post(f"/desk/hooks/{hook.pk}/retry/", follow=True).content.decode()


def test_an_answer_that_comes_late_decides_nothing_about_the_message_sent_anew(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    county.published(STUDY)
    for row in Outbox.objects.filter(kind="published"):
        hooks.released(row.payload)
    message = HookMessage.objects.get()
    HookTry.objects.bulk_create(
        HookTry(message=message, round=1, at=county.now, said="500", took_ms=1) for _ in range(MOST_TRIES - 1)
    )
    act = {"now": county.now, "today": county.today}
    organizing.resend_hook_message(county.at("clerk"), message_id=message.pk, **act)
    assert not keep(message, 1, 500, county.now) and not keep(message, 1, 410, county.now)
    message.refresh_from_db()
    hook.refresh_from_db()
    assert message.given_up_at is None and hook.stopped_at is None
    assert keep(message, 2, 500, county.now) == county.now + timedelta(minutes=1)  # the first try of the second round
    assert not keep(message, 1, 204, county.now)
    message.refresh_from_db()
    assert message.taken_at is None
    assert not keep(message, 2, 204, county.now)
    message.refresh_from_db()
    assert message.taken_at


def test_past_the_last_day_of_the_key_nothing_is_asked_for_any_more(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    county.published(STUDY)
    run(county)
    MachineToken.objects.update(last_day=county.today - timedelta(days=1))
    clerk, act = county.at("clerk"), {"now": county.now, "today": county.today}
    with pytest.raises(Refused, match="not_found"):
        organizing.try_hook(clerk, hook_id=hook.pk, **act)
    with pytest.raises(Refused, match="not_found"):
        organizing.resend_hook_message(clerk, message_id=HookMessage.objects.get().pk, **act)
    stop(hook, county.now)
    with pytest.raises(Refused, match="not_found"):
        organizing.resume_hook(clerk, hook_id=hook.pk, **act)
    assert not HookMessage.objects.filter(kind="test").exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_pressing_at_once_no_more_addresses_come_than_a_key_may_have(county, receiver, tmp_path):  # noqa: F811
    mine = token(county)
    with file_database(tmp_path):
        said = at_once([lambda: register(county, receiver, token_id=mine.pk)] * (MOST_HOOKS + 3))
        assert said.count("hooks_too_many") == 3 and seen(Hook.objects.count) == MOST_HOOKS


def test_what_became_overdue_is_told_in_as_many_queries_however_much_it_is(county, receiver):  # noqa: F811
    register(county, receiver, who="superior", org_id=county.world.town.pk, below=True, kinds=["duty.overdue"])
    county.later(days=2)
    hooks.overdue(Actor.clock(), county.today, county.now)
    assert HookMessage.objects.count() >= 20
    with CaptureQueriesContext(connection) as asked:
        assert "0项" in hooks.overdue(Actor.clock(), county.today, county.now)
    assert len(asked) < 15


def test_what_became_overdue_long_ago_is_no_news(county, receiver):  # noqa: F811
    register(county, receiver, kinds=["duty.overdue"])
    county.later(days=40)
    MachineToken.objects.update(last_day=county.today)
    rows, _ = obligations.overdue(Actor.clock(), path=county.world.village.path, today=county.today, limit=1000)
    fresh = [row for row in rows if row.due_on >= county.today - LATE]
    asked = {"path": county.world.village.path, "today": county.today, "limit": 1000}
    assert obligations.overdue(Actor.clock(), since=county.today - LATE, **asked)[0] == fresh
    hooks.overdue(Actor.clock(), county.today, county.now)
    assert len(rows) > len(fresh) == HookMessage.objects.count()
