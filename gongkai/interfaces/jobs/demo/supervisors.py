"""The try-out village has supervisors: marks in every state, meetings held and called, what was done for their work."""

from datetime import timedelta

from gongkai.interfaces.jobs.demo.desk import CLERK, HEAD, Desk
from gongkai.interfaces.jobs.demo.inspections import photo
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.supervisors import MarkKind, SupportKind
from gongkai.supervision import actions as supervising

WATCHER, TOWN = "jianduyuan", "zhen-shangji"
AGO = 200  # days since the supervisors were appointed
REPLY = "核对过了，第三季度的结余漏写，已经补上，再次公开。"
SUPPORTS = (
    (SupportKind.MATERIALS, 150, "送阅上半年公开资料一套", 2, 0),
    (SupportKind.TRAINING, 120, "镇上组织的监督员培训，半天", 2, 0),
    (SupportKind.BUDGET, 90, "两次会议的误餐费", 2, 12_000),
)
# days ago, kind, text, what came of it
MARKS = (
    (40, MarkKind.INCOMPLETE, "少了上季度结余，党员问过两次。", ("reply", "satisfied")),
    (30, MarkKind.UNTRUE, "写的到会二十八人，当天我在场，只有二十来人。", ("reply", "unsatisfied")),
    (24, MarkKind.LATE, "公开栏上比网上晚了五天。", ()),
    (2, MarkKind.INCOMPLETE, "没有写谁核对的收据。", ()),
    (3, MarkKind.LATE, "这一项上个月没有看到。", ("reply",)),
)


def load(desk: Desk) -> dict[str, str]:
    """Make them; answers with addresses by what they show."""
    shown = {}
    for name, post in ((desk.at(WATCHER).name, "退休教师"), (_another(desk), "县党代表")):
        row = supervising.appoint_supervisor(
            desk.at(HEAD), org_id=desk.org.pk, name=name, post=post, basis="支部委员会会议", **_then(desk, AGO),
            from_date=desk.today - timedelta(days=AGO),
        )  # fmt: skip
    shown["监督员"] = f"/desk/supervisor/{row.number}/"
    shown["监督员名单"] = f"/org/{desk.org.code}/supervisors/"
    for kind, ago, what, people, cents in SUPPORTS:
        then = _then(desk, ago)
        supervising.record_support(
            desk.at(CLERK), org_id=desk.org.pk, kind=kind, day=then["today"], what=what, people=people, cents=cents, **then
        )  # fmt: skip
    shown["监督员会议"] = f"/desk/supervisors/meeting/{_meeting(desk)}/"
    items = publication.latest(desk.at(WATCHER), path=desk.org.path, limit=40)
    shown["提监督意见"] = f"/desk/supervising/{items[0].slug}/"
    for mark in MARKS:
        day = desk.today - timedelta(days=mark[0])
        item = next((one for one in items if local_day(one.published_at) <= day), None)
        if item is None:
            continue
        items.remove(item)
        number = _mark(desk, item.number, *mark)
        if _pictured(mark[1], mark[3]):
            shown["监督意见的照片"] = f"/desk/mark/{number}/photo/"
        shown[f"监督意见：{mark[3][-1] if mark[3] else 'raised'}{mark[0]}"] = f"/desk/mark/{number}/"
    late, _ = obligations.overdue(desk.at(WATCHER), path=desk.org.path, today=desk.today, limit=1)
    for row in late[:1]:
        made = supervising.raise_gap_mark(
            desk.at(WATCHER), org_code=row.org_code, period=row.period, code=row.code, trigger_id=row.trigger_id,
            text="公开栏和网上都没有，有党员来问过。", **_then(desk, 1),
        )  # fmt: skip
        shown["漏公开"] = f"/desk/mark/{made.number}/"
    return shown


def _then(desk: Desk, ago: int) -> dict:
    return {"now": desk.tick() - timedelta(days=ago), "today": desk.today - timedelta(days=ago)}


def _another(desk: Desk) -> str:
    """Somebody else on the roll whose name is borne once."""
    roll = orgs.members(Actor.clock(), org_id=desk.org.pk, day=desk.today)
    names = [one.name for one in roll if one.user_id is None]
    return next(name for name in names if names.count(name) == 1)


def _meeting(desk: Desk) -> str:
    clerk = desk.at(CLERK)
    then = _then(desk, 60)
    row = supervising.call_meeting(
        clerk,
        org_id=desk.org.pk,
        meets_on=then["today"],
        place="党员活动室",
        topic="听取上半年公开情况，收集意见",
        **then,
    )
    supervising.move_meeting(
        clerk, number=row.number, verb="hold", came=[pk for pk, _ in row.invited],
        minutes="支部书记主持，通报上半年公开情况；监督员逐项提问，支部当场答复，记下两条意见。", **then,
    )  # fmt: skip
    for text, reply in (("公开栏挂得太高，老人看不清。", "已经降到一米五。"), ("党费收据请附在后面。", "")):
        said = supervising.add_meeting_opinion(clerk, number=row.number, text=text, **then)
        if reply:
            supervising.reply_meeting_opinion(
                clerk, number=row.number, opinion_id=said.pk, reply=reply, **_then(desk, 55)
            )
    supervising.call_meeting(
        clerk, org_id=desk.org.pk, meets_on=desk.today + timedelta(days=12), place="党员活动室",
        topic="听取下半年公开情况", **desk.when,
    )  # fmt: skip
    return row.number


def _pictured(kind: MarkKind, verbs: tuple[str, ...]) -> bool:
    """The one mark that comes with a photo."""
    return kind is MarkKind.LATE and not verbs


def _mark(desk: Desk, item: str, ago: int, kind: MarkKind, text: str, verbs: tuple[str, ...]) -> str:
    watcher, head = desk.at(WATCHER), desk.at(HEAD)
    said = {"item_number": item, "kind": kind, "text": text, **_then(desk, ago)}
    if _pictured(kind, verbs):
        with photo() as path:
            row = supervising.raise_mark(watcher, photo=path, photo_name=path.name, **said)
    else:
        row = supervising.raise_mark(watcher, **said)
    for place, verb in enumerate(verbs):
        who = head if verb == "reply" else watcher
        remark = "当天的签到册请拿出来看。" if verb == "unsatisfied" else ""
        words = {"reply": REPLY, "remark": remark} if verb == "reply" else {"remark": remark}
        supervising.move_mark(who, number=row.number, verb=verb, **words, **_then(desk, max(ago - 4 * (place + 1), 0)))
    return row.number
