"""A message is asked again whole, its tries are counted one by one, and a key past its last day sends nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
from tests.publication.county import STUDY


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


def test_what_was_not_tried_uses_up_no_try_and_comes_a_minute_later(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    receiver.answers = [500] * 20
    county.published(STUDY)
    nil(county)
    for _ in range(MOST_TRIES):
        run(county, minutes=1)
    for row in Outbox.objects.filter(kind="hook"):
        assert row.attempts == HookTry.objects.filter(message=row.payload["message"]).count() < MOST_TRIES
    receiver.answers = [500]
    Outbox.objects.filter(kind="hook").update(due_at=county.now, attempts=MOST_TRIES - 2)  # as after most of a day
    run(county, seconds=1)
    late, waiting = Outbox.objects.filter(kind="hook").order_by("-due_at")
    assert late.due_at - county.now > timedelta(hours=5) and waiting.due_at - county.now <= timedelta(
        minutes=1, seconds=15
    )
    hook.refresh_from_db()
    assert hook.stopped_at is None
    assert run(county, minutes=2) == 1


def test_a_message_stops_its_address_only_after_that_many_tries_of_its_own(county, receiver):  # noqa: F811
    hook = register(county, receiver).hook
    receiver.answers = [500] * 2
    county.published(STUDY)
    run(county, seconds=1)
    Outbox.objects.filter(kind="hook").update(attempts=MOST_TRIES + 3, due_at=county.now)  # workers that died on it
    run(county, seconds=1)
    hook.refresh_from_db()
    assert hook.stopped_at is None and HookTry.objects.count() == 2


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
    assert keep(message, 2, 500, county.now)  # the first try of the second round
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
