"""What the worker does each time it looks: the clock's daily jobs, then whatever acts have asked for."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic

from django_tasks import TaskResultStatus, task

from gongkai.access_requests import actions as access_requests
from gongkai.interfaces.jobs import archiving, hooks, mail, messengers, notices, packages, trail_copy
from gongkai.interfaces.jobs.holding import held
from gongkai.interfaces.jobs.record_check import altered
from gongkai.interfaces.ui import mailing
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.obligations import actions as obligations
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as participation
from gongkai.publication import actions as publication
from gongkai.publication import page_log, pages
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import queries as rules
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from gongkai.rules.timetable import DAILY_JOBS, OUTBOX, SIGNING, DailyJob
from gongkai.rules.tlog import LOGS

log = logging.getLogger(__name__)
KNOWN_BACK = 3  # past months that the nightly reconcile recounts, besides this one and the next two
DECEMBER = 20  # from this day on the coming year's end makes its duties


def _new_pages(tell: Callable[[dict], str]) -> Callable[[dict], str]:
    """Something public changed: pages rendered before are old, in every process of this machine; others are told."""

    def changed(payload: dict) -> str:
        pages.bump()
        return f"网页已更新，{tell(payload)}"

    return changed


def _gone_from_store(payload: dict) -> str:
    ledger.empty_store(Actor.clock(), file_id=payload["file"])
    return "依法删除的附件已不在共用的存储里"


# What an act asks for by its kind. What nobody here carries out is finished with a note.
HANDLERS: dict[str, Callable[[dict], str]] = {
    **hooks.TOLD, "published": _new_pages(hooks.released), "change_explained": _new_pages(hooks.explained),
    archiving.KIND: archiving.go_on, archiving.COUNTING: archiving.count_pages, "message": messengers.carry, packages.KIND: packages.make,
    ledger.REMOVED: _gone_from_store,
}  # fmt: skip
APART = (mail.KIND, orgs.HOOK)  # carried by their own, which know how to wait for the other side


@task()
def carry(kind: str, payload: dict) -> str:
    """Carry out one outbox row; answers with what was done. Unknown kinds say so and change nothing."""
    handler = HANDLERS.get(kind)
    return handler(payload) if handler else f"没有要做的事：{kind}"


def run_due(now: datetime) -> int:
    """Run the daily jobs that are due and up to twenty outbox rows; how many were carried out.

    A row that fails is tried again later, longer apart each time; the others go on.
    """
    clock, begun = Actor.clock(), monotonic()
    if _held_back(now):
        return 0
    done = periodic(now) + participation.close_ended(clock, now=now)
    rows = ledger.claim(clock, now=_after(now, begun), without=APART)
    for row in rows:
        if not ledger.renew(clock, row=row, now=_after(now, begun)):
            continue  # those before took so long that another worker has it
        started = monotonic()
        with held(row, lambda: _after(now, begun)) as lost:
            result = carry.enqueue(kind=row.kind, payload=row.payload)
        if lost.is_set():
            continue  # whoever has it now says what became of it
        if result.status == TaskResultStatus.FAILED:
            error = result.errors[-1].traceback if result.errors else "?"
            kind = result.errors[-1].exception_class_path if result.errors else "?"
            log.error(
                "后台任务 %s 没有做成：%s", row.key, kind, extra={"facts": _facts(row.kind, started, failed=True)}
            )
            ledger.fail(clock, row_id=row.pk, attempts=row.attempts, error=error, now=now)
            continue
        ledger.finish(clock, row_id=row.pk, now=now)
        said = result.return_value if result.status == TaskResultStatus.SUCCESSFUL else "已交给任务队列"
        log.info("%s：%s", row.key, said, extra={"facts": _facts(row.kind, started)})
        done += 1
    if mailing.configured():
        done += mail.post(_after(now, begun))
    done += hooks.deliver(_after(now, begun))
    sign(_after(now, begun))
    trail_copy.go_on(now)
    if rows or _silent(now):
        took = timedelta(seconds=monotonic() - begun)
        ledger.beat(clock, job=OUTBOX, said=f"{len(rows)}件", now=now, took=took)
    return done


def _held_back(now: datetime) -> bool:
    """Does everything wait for the keeper's word after a restore? Said once a minute, so that it is no silence.

    What the copy has as still to be done may be done already: mails, messages and deadlines would come twice.
    """
    asked = [one for one in reading.unanswered(Actor.clock()) if one.code == "log_restored"]
    if asked and _silent(now, SIGNING):
        said = explain(asked[0].code, asked[0].facts)
        log.error("后台任务都在等：%s", said)
        ledger.beat(Actor.clock(), job=SIGNING, said=said, now=now, failed=True)
    return bool(asked)


def _facts(job: str, started: float, *, failed: bool = False) -> dict[str, object]:
    """What a line in the log says of a job besides its sentence."""
    return {"job": job, "ms": round((monotonic() - started) * 1000, 1), "failed": failed}


def _after(now: datetime, begun: float) -> datetime:
    """`now`, and what has passed since: a claim counts from the moment it is made."""
    return now + timedelta(seconds=monotonic() - begun)


def sign(now: datetime) -> int:
    """Sign what came into the logs since the last look; how many heads. What must not be signed is said, once a minute."""
    clock, made = Actor.clock(), 0
    for name in LOGS:
        try:
            made += ledger.sign_log(clock, log=name, now=now) is not None
        except Refused as refused:
            said = explain(refused.code, refused.facts)
            if _silent(now, SIGNING):
                log.error("公开记录没有签名：%s", said)
                ledger.beat(clock, job=SIGNING, said=said, now=now, failed=True)
            return made
    if made:
        ledger.beat(clock, job=SIGNING, said=f"签名{made}份", now=now)
        pages.bump_everywhere()  # the pages say by when they were signed
    return made


def _silent(now: datetime, job: str = OUTBOX) -> bool:
    """Has the worker said nothing for a minute?"""
    last = next((beat.ran_at for beat in reading.heartbeats(Actor.clock()) if beat.job == job), None)
    return last is None or now - last > timedelta(minutes=1)


@dataclass(frozen=True)
class Daily:
    """A job of the timetable with what it does; it answers with what it did."""

    plan: DailyJob
    run: Callable[[Actor, date, datetime], object]

    @property
    def job(self) -> str:
        return self.plan.job

    def not_before(self, clock: Actor, today: date) -> time:
        return self.plan.not_before(rules.parameters(clock).hour, today)


def _release(clock: Actor, today: date, now: datetime) -> str:
    return f"规则库 {rulebook.load_release(clock, now=now).code}"


def _months(clock: Actor, today: date, now: datetime) -> str:
    return f"{obligations.open_months(clock, today=today, now=now)}个月有变化"


def _lapse(clock: Actor, today: date, now: datetime) -> str:
    return f"{obligations.lapse_exemptions(clock, today=today, now=now)}件备案到期"


def _year_end(clock: Actor, today: date, now: datetime) -> str:
    if today.month == 12 and today.day >= DECEMBER:
        year = today.year
    elif today.month == 1:
        year = today.year - 1
    else:
        return "不在年末"
    return f"{obligations.year_end_stages(clock, year=year, now=now)}项跨年工作"


def _reconcile(clock: Actor, today: date, now: datetime) -> str:
    here = Period.of(today)
    periods = tuple(str(period) for period in here.plus(-KNOWN_BACK).through(here.plus(2)))
    return f"重新统计{obligations.rebuild_months(clock, periods=periods)}行"


def _opinions(clock: Actor, today: date, now: datetime) -> str:
    moved = participation.reroute(clock, today=today, now=now)
    return f"{participation.escalate_overdue(clock, today=today, now=now)}条意见逾期转报上级，{moved}条改由他处受理"


def _requests(clock: Actor, today: date, now: datetime) -> str:
    done = access_requests.keep_clock(clock, today=today, now=now)
    said = {
        "lapse": "件申请逾期未补正", "resume": "件恢复计时", "reexamine": "件重新审查", "pass_on": "件转由承接组织",
        "escalate": "件逾期报上一级",
    }  # fmt: skip
    return "，".join(f"{done[name]}{words}" for name, words in said.items())


def _letters(clock: Actor, today: date, now: datetime) -> str:
    done = participation.pass_on_ended(clock, today=today, now=now)
    begun = f"{done['consultations']}件征求意见、{done['hearings']}件听证、{done['messages']}件消息转由承接组织办或随撤并作废"
    return f"{done['enquiries']}条咨询、{done['reports']}件情况反映转由承接组织办，{done['answers']}件答复改送，{begun}"


def _protection(clock: Actor, today: date, now: datetime) -> str:
    lapsed = participation.lapse_requests(clock, now=now)
    return f"{lapsed}个打开姓名的申请过期，{participation.escalate_pressure(clock, today=today, now=now)}件转上一级"


def _receipts(clock: Actor, today: date, now: datetime) -> str:
    return f"提醒{rulebook.remind_late(clock, now=now)}个没有按时签收的单位"


def _mix(clock: Actor, today: date, now: datetime) -> str:
    return f"打乱{participation.mix_rows(clock, today=today)}行"


def _deliver(clock: Actor, today: date, now: datetime) -> str:
    done = participation.deliver(clock, today=today, now=now)
    return f"转交{done.notes}条匿名意见、{done.words}句补充" + (f"，{done.stuck}条没有转成" if done.stuck else "")


def _notices(clock: Actor, today: date, now: datetime) -> str:
    return f"给{notices.write(clock, today=today, now=now)}人写了通知"


def _subscriptions(clock: Actor, today: date, now: datetime) -> str:
    if not mailing.can_subscribe():
        return "没有接邮件"
    return f"写给{participation.tell_subscribers(clock, today=today, now=now)}个邮箱"


def _anchor(clock: Actor, today: date, now: datetime) -> str:
    return f"第{ledger.drop_anchor(clock, day=today, now=now)}条"


def _logged(clock: Actor, today: date, now: datetime) -> str:
    """After an upgrade from a version without logs, what was published before gets its leaves; later never again."""
    if any(reading.leaf_keys(clock, log=name, prefix="publication:") for name in LOGS):
        return "都有记录"
    return f"补记{publication.log_history(clock, now=now)}条"


def _check_logs(clock: Actor, today: date, now: datetime) -> str:
    found = [
        f"{one.log}第{one.seq}条" for name in reading.log_names(clock) for one in reading.check_log(clock, log=name)
    ]
    found += [f"{name}：{key}" for name, key, _ in altered(clock)]
    if found:
        log.error("公开记录有%d处不符，请运行 gongkai log check：%s", len(found), "，".join(found[:20]))
    return f"{len(found)}处不符"


def _new_day(clock: Actor, today: date, now: datetime) -> str:
    """What is overdue depends on the day: stored pages of yesterday are old."""
    page_log.forget()
    pages.bump_everywhere()
    return today.isoformat()


def _answers(clock: Actor, today: date, now: datetime) -> str:
    organizing.forget_guesses(clock, now=now)
    organizing.forget_requests(clock, now=now)
    told = organizing.forget_hook_messages(clock, now=now)
    return f"忘掉{ledger.forget_answers(clock, now=now)}个给别的系统的旧答复、{told}条旧消息"


RUNS: dict[str, Callable[[Actor, date, datetime], object]] = {
    "release": _release, "open_months": _months, "lapse_exemptions": _lapse, "year_end": _year_end,
    "reconcile": _reconcile, "opinions": _opinions, "new_day": _new_day, "protection": _protection,
    "requests": _requests, "receipts": _receipts, "letters": _letters, "mix_anonymous": _mix, "log_history": _logged,
    "forget_answers": _answers, "anchor": _anchor, "check_logs": _check_logs, "deliver_anonymous": _deliver,
    "notices": _notices, "subscriptions": _subscriptions, "archive": archiving.file_due, "fixity": archiving.check,
    "hooks": hooks.overdue,
}  # fmt: skip
DAILY = tuple(Daily(plan, RUNS[plan.job]) for plan in DAILY_JOBS)


def periodic(now: datetime) -> int:
    """Run each daily job that has not gone well on this local day; how many did. Running again changes nothing.

    One that fails says so in its heartbeat and in the log, and is tried again at the next look.
    """
    clock, today = Actor.clock(), local_day(now)
    ran = {beat.job: local_day(beat.ran_at) for beat in reading.heartbeats(clock) if not beat.failures}
    done = 0
    for daily in DAILY:
        if ran.get(daily.job) == today or now.astimezone(LOCAL).time() < daily.not_before(clock, today):
            continue
        begun = monotonic()
        try:
            said, failed = str(daily.run(clock, today, now)), False
        except Exception as error:
            log.exception("每日任务 %s 没有做成", daily.job)
            said, failed = f"{type(error).__name__}：{error}", True
        took = timedelta(seconds=monotonic() - begun)
        log.info("每日任务", extra={"facts": _facts(daily.job, begun, failed=failed)})
        ledger.beat(clock, job=daily.job, said=said, now=now, failed=failed, took=took)
        done += not failed
    return done
