"""The jobs that the clock does by itself: which, how they are called, and from what hour on each day.

A daily job runs once on each local day, not before its hour: the parameter that names it, or a fixed
hour where the promise itself names one. Other jobs run whenever there is something to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gongkai.rules.duties import LOCAL, local_day

OUTBOX, SIGNING, BACKUP, TRAIL = "outbox", "sign_logs", "backup", "copy_trail"
ANCHORED_AT, CHECKED_AT = time(0, 5), time(3)


@dataclass(frozen=True)
class DailyJob:
    """`hour`: the parameter that names the hour; else `fixed`."""

    job: str
    name: str
    hour: str = ""
    fixed: time = time(0)

    def not_before(self, hour_of: Callable[[str, date], time], today: date) -> time:
        return hour_of(self.hour, today) if self.hour else self.fixed


# In the order in which they run: what others reckon with comes first.
DAILY_JOBS = (
    DailyJob("release", "载入规则库"), DailyJob("open_months", "生成公开任务"), DailyJob("lapse_exemptions", "备案到期"),
    DailyJob("year_end", "跨年工作"), DailyJob("reconcile", "重新统计"), DailyJob("opinions", "意见逾期转报"),
    DailyJob("new_day", "网页换日"), DailyJob("protection", "署名保护到期"), DailyJob("requests", "申请公开的期限"),
    DailyJob("receipts", "提醒签收"), DailyJob("letters", "转由承接组织办"), DailyJob("mix_anonymous", "打乱匿名意见的次序"),
    DailyJob("log_history", "补记公开记录"), DailyJob("hooks", "把逾期告诉别的系统"), DailyJob("forget_answers", "忘掉给别的系统的旧答复"),
    DailyJob("archive", "归档"), DailyJob("fixity", "核对档案", fixed=CHECKED_AT),
    DailyJob("anchor", "锚定党内记录", fixed=ANCHORED_AT), DailyJob("check_logs", "核对公开记录", fixed=CHECKED_AT),
    DailyJob("deliver_anonymous", "转交匿名意见", hour="anonymous_delivered_at"),
    DailyJob("notices", "写早上的通知", hour="notice_at"), DailyJob("subscriptions", "写邮箱订阅的信", hour="notice_at"),
)  # fmt: skip
OTHER_JOBS = {OUTBOX: "后台任务", SIGNING: "签名公开记录", TRAIL: "操作记录留底"}  # the backup has a line of its own


def next_run(well_at: datetime | None, not_before: time, now: datetime) -> datetime:
    """When a daily job runs next: today from its hour on if it has not gone well today, else tomorrow.

    A moment that has passed means: at the next look of the worker.
    """
    today = local_day(now)
    day = today + timedelta(days=1) if well_at is not None and local_day(well_at) == today else today
    return datetime.combine(day, not_before, LOCAL)
