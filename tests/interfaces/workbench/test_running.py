"""How the installation runs is seen by those who keep it running: what is wrong first, and nothing of the contents."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.jobs import archiving, loop
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.actions import file_path, store
from gongkai.orgs import actions as organizing
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from gongkai.rules.timetable import BACKUP, DAILY_JOBS
from tests.factories.duties import bound_county
from tests.factories.world import moment_of
from tests.interfaces.workbench.test_month import desk


@pytest.fixture
def kept(db, settings, tmp_path):
    """A county whose worker ran just now, and who keeps it running."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    today = timezone.localdate()
    world = bound_county(moment_of(today), today).world
    keeper = organizing.create_user(world.clock, username="xitong", name="系统管理员", now=world.now)
    organizing.give_grant(
        world.clock, user_id=keeper.pk, role=Role.SYSTEM_ADMIN, org_id=world.county.pk, from_date=today, now=world.now
    )
    ledger.beat(Actor.clock(), job=BACKUP, said="1.2 MB，附件3个", now=timezone.now())
    return world, keeper


def text(user) -> str:
    answer = desk(user).get(reverse("workbench:running"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_worker_ran_the_page_says_what_to_do(kept):
    page = text(kept[1])
    assert "后台任务没有在运行" in page and "gongkai worker" in page and "还没有签过名" in page


def test_every_job_stands_there_with_its_last_run_and_its_next(kept, django_assert_max_num_queries):
    loop.run_due(timezone.now())
    page = text(kept[1])
    browser = desk(kept[1])
    with django_assert_max_num_queries(18):
        browser.get(reverse("workbench:running"))
    assert "后台任务没有在运行" not in page and "没有做成" not in page
    assert all(plan.name in page for plan in DAILY_JOBS)
    assert "有事就做" in page and "1.2 MB，附件3个" in page and "0.0 秒" in page


def test_a_job_that_fails_comes_first_with_how_often_and_why(kept):
    ledger.beat(Actor.clock(), job="reconcile", said="重新统计66行", now=timezone.now() - timedelta(minutes=3))
    for minute in (2, 1):
        ledger.beat(
            Actor.clock(), job="reconcile", said="RuntimeError：没有电\nDETAIL: Key (name)=(张三)", failed=True,
            now=timezone.now() - timedelta(minutes=minute), took=timedelta(seconds=2),
        )  # fmt: skip
    page = text(kept[1])
    assert "“重新统计”连续2次没有做成" in page and "连续 2 次没有做成" in page and "没有电" in page and "2.0 秒" in page
    assert "张三" not in page
    table = page[page.index("<tbody") :]
    assert table.index("重新统计") < table.index("载入规则库")
    assert "马上" in table[: table.index("</tr>")] and "上一次做成" in table[: table.index("</tr>")]


def test_what_waits_too_long_and_what_failed_is_counted(kept):
    clock, now = Actor.clock(), timezone.now()
    for number, minutes in enumerate((5, 30, -60)):
        due_at = now - timedelta(minutes=minutes)
        ledger.enqueue(clock, kind="published", key=f"k{number}", payload={"secret": "王五"}, now=now, due_at=due_at)
    waiting = reading.queue(clock, now=now)
    assert (waiting.due, waiting.oldest, waiting.failing) == (2, now - timedelta(minutes=30), 0)
    [first, _] = ledger.claim(clock, now=now)
    ledger.fail(clock, row_id=first.pk, attempts=1, error="OSError: 王五", now=now)
    waiting = reading.queue(clock, now=now)
    assert (waiting.due, waiting.failing, waiting.next_try) == (1, 1, now + timedelta(minutes=1))
    page = text(kept[1])
    assert "有1件事做过，没有做成" in page and "王五" not in page
    assert "有2件事到时候了" not in page
    later = now + timedelta(minutes=20)
    assert reading.queue(clock, now=later).due == 2


def test_signed_heads_are_shown_and_what_is_not_signed_yet(kept):
    now = timezone.now()
    loop.run_due(now)
    assert {one.log: (one.signed_at is not None, one.behind) for one in reading.signed(Actor.clock())}["public"] == (
        True, False,
    )  # fmt: skip
    ledger.drop_anchor(Actor.clock(), day=timezone.localdate() + timedelta(days=1), now=now)
    assert [one.behind for one in reading.signed(Actor.clock()) if one.log == "public"] == [True]
    assert "有新的还没有签" in text(kept[1])


def test_for_everyone_else_there_is_no_such_page(kept):
    world, _ = kept
    for user in (world.head, world.county_office):
        assert desk(user).get(reverse("workbench:running")).status_code == 404
        actor = world.actor(user)
        for ask in (reading.last_beat, reading.signed, reading.free_space, reading.can_store, reading.migrated):
            with pytest.raises(Refused) as refused:
                ask(actor)
            assert refused.value.hidden
        with pytest.raises(Refused):
            reading.queue(actor, now=world.now)


def test_a_changed_byte_is_named_with_what_to_do(kept, tmp_path, settings):
    _, keeper = kept
    paper = tmp_path / "a.txt"
    paper.write_text("收据", encoding="utf-8")
    file = store(Actor.clock(), source=paper, name="张三的收据.txt", org_path="", now=timezone.now())
    path = file_path(file.token, file.extension)
    path.write_bytes(path.read_bytes() + b"x")
    said = archiving.check(Actor.clock(), timezone.localdate(), timezone.now(), whole=True)
    assert said == "核对附件1个、档案0件，1处不符"
    page = text(keeper)
    assert f"files/{file.token[:2]}/{file.token}.txt被改过" in page and "从备份里取回" in page and "张三" not in page
