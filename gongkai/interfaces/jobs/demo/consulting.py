"""The try-out village asks, hears, briefs and reports: one thing in each state, made by the same acts as at work."""

from datetime import timedelta

from gongkai.interfaces.jobs.demo.desk import CLERK, HEAD, Desk
from gongkai.interfaces.jobs.demo.structure import COUNTY, TRY_TOWN
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.rules.actor import Actor

MEMBER, VILLAGER, SUPERIOR, OFFICE = "dangyuan", "cunmin", "zhen-shangji", "xian-bangongshi"
QUESTIONS = "同意这个方案吗？|同意|不同意|说不清\n您还有什么建议？"
TEXT = "拟用党费结余和一事一议资金，分两期完成，经办人每月公布一次进度和支出。"
# title, circle, opened so many days ago, lasts so many days, how far it has come
ASKED = (
    ("村级活动场所搬迁方案", "party", 0, 12, "draft"), ("困难党员帮扶办法", "party", 0, 10, "waiting"),
    ("三组便道硬化方案", "party", 3, 10, "open"), ("院坝文化广场建设方案", "unit", 2, 20, "open"),
    ("党费结余使用方案", "party", 15, 9, "over"), ("村规民约修改稿", "unit", 30, 16, "published"),
    ("党员议事会章程", "party", 20, 10, "withdrawn"), ("旧方案", "party", 0, 9, "dropped"),
)  # fmt: skip
HEARD = (
    ("集体资产出租听证", 0, "draft"), ("饮水工程收费听证", 0, "waiting"), ("便民服务时间听证", 2, "announced"),
    ("公益岗位安排听证", 12, "settled"), ("堰塘承包听证", 16, "minuted"), ("党建经费安排听证", 20, "concluded"),
    ("停车场规划听证", 9, "cancelled"), ("重复的听证", 0, "dropped"),
)  # fmt: skip


class _Acts:
    """Acts on days before; people are looked up once."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.org = desk, desk.org
        self._actors: dict[str, Actor] = {}

    def at(self, username: str) -> Actor:
        if username not in self._actors:
            self._actors[username] = self.desk.at(username)
        return self._actors[username]

    def ago(self, days: int) -> dict:
        return {"now": self.desk.tick() - timedelta(days=days), "today": self.desk.today - timedelta(days=days)}


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Make them; answers with addresses by what they show."""
    acts = _Acts(desk)
    shown: dict[str, str] = {}
    for one in ASKED:
        shown[f"征求意见：{one[4]}"] = _asked(acts, *one)
    for one in HEARD:
        shown[f"听证：{one[2]}"] = _heard(acts, *one)
    _enquiries(acts)
    _briefings(acts)
    _reports(acts, by_code)
    _spokespersons(acts, by_code)
    return shown


def _asked(acts: _Acts, title: str, circle: str, ago: int, lasts: int, state: str) -> str:
    begun, last = acts.ago(ago), acts.desk.today - timedelta(days=ago - lasts)
    row = voicing.draft_consultation(
        acts.at(CLERK), org_id=acts.org.pk, title=title, text=TEXT, questions=QUESTIONS, audience=circle, closes_on=last,
        **begun,
    )  # fmt: skip

    def move(who: str, verb: str, when: dict, remark: str = "") -> None:
        voicing.move_consultation(acts.at(who), number=row.number, verb=verb, remark=remark, **when)

    if state in ("draft", "dropped"):
        if state == "dropped":
            move(CLERK, "drop", begun)
        return f"/desk/consultation/{row.number}/"
    move(CLERK, "submit", begun)
    if state == "waiting":
        return f"/desk/consultation/{row.number}/"
    move(HEAD, "open", begun)
    during = acts.ago(max(ago - 1, 0))
    who = MEMBER if circle == "party" else VILLAGER
    voicing.answer_consultation(
        acts.at(who), number=row.number, said={0: "同意", 1: "请党员轮流监督质量。"}, words="希望早点开工。", **during
    )
    for choice, people in (("同意", 19), ("不同意", 3)):
        voicing.type_reply(
            acts.at(CLERK), number=row.number, way="meeting", people=people, source="党员大会", said={0: choice}, words="",
            **during,
        )  # fmt: skip
    if state == "withdrawn":
        move(HEAD, "withdraw", during, "镇里另有统一安排，待安排下来后重新征求。")
    if state == "published":
        _answered(acts, row.number)
        move(HEAD, "publish", acts.ago(5))
    return f"/consultation/{row.number}/"


def _answered(acts: _Acts, number: str) -> None:
    after, clerk = acts.ago(8), acts.at(CLERK)
    view = voices.consultation_view(clerk, number=number, today=after["today"])
    answers = (("partly", "先做一期，二期等资金到位。"), ("adopted", "写进第四条，党员轮值监督。"))
    for word, (verdict, reason) in zip(view.unsorted, answers, strict=False):
        point = voicing.sort_words(clerk, number=number, word_ids=[str(word.pk)], opinion=word.text, **after)
        voicing.answer_point(
            clerk, number=number, point_id=point.pk, opinion=word.text, verdict=verdict, reason=reason, **after
        )
    voicing.write_result(clerk, number=number, text="多数同意，按方案办，监督办法写进方案。", **after)


def _heard(acts: _Acts, title: str, ago: int, state: str) -> str:
    begun = acts.ago(ago)
    held = begun["now"] + timedelta(days=14)
    row = voicing.draft_hearing(
        acts.at(CLERK), org_id=acts.org.pk, title=title, matter="有两种办法，各听一遍，再由支部委员会研究。", audience="party",
        place="村党员活动室", held_at=held, signup_until=begun["today"] + timedelta(days=7), seats=10, seed=f"{title}，风调雨顺",
        **begun,
    )  # fmt: skip

    def move(who: str, verb: str, when: dict, remark: str = "") -> None:
        voicing.move_hearing(acts.at(who), number=row.number, verb=verb, remark=remark, **when)

    if state == "dropped":
        move(CLERK, "drop", begun)
    if state in ("draft", "dropped"):
        return f"/desk/hearing/{row.number}/"
    move(CLERK, "submit", begun)
    if state == "waiting":
        return f"/desk/hearing/{row.number}/"
    move(HEAD, "announce", begun)
    voicing.sign_up(acts.at(MEMBER), number=row.number, wants="说说三组的情况", **begun)
    after = acts.ago(max(ago - 8, 0))
    if state == "cancelled":
        move(HEAD, "cancel", after, "报名的人太少，改期另开。")
    if state in ("settled", "minuted", "concluded"):
        move(CLERK, "settle", after)
    if state in ("minuted", "concluded"):
        later = acts.ago(ago - 15)
        for part, text in (
            ("minutes", "1号：三组意见。主持人：都记下了。"),
            ("conclusions", "采用第一种办法，三个月后公布结果。"),
        ):
            voicing.write_hearing(acts.at(CLERK), number=row.number, part=part, text=text, now=later["now"])
        move(CLERK, "minute", later)
        if state == "concluded":
            move(HEAD, "conclude", acts.ago(2))
    return f"/hearing/{row.number}/"


def _enquiries(acts: _Acts) -> None:
    asked = (
        (VILLAGER, "便民服务室周末开不开？", "show"), (MEMBER, "流动党员的党费怎么交？", "answer"),
        (MEMBER, "发展党员的公示在哪里看？", ""),
    )  # fmt: skip
    for who, question, verb in asked:
        row = voicing.ask(acts.at(who), org_id=acts.org.pk, question=question, agreed=True, **acts.ago(4))
        for step in {"show": ("answer", "show"), "answer": ("answer",)}.get(verb, ()):
            remark = "已安排。具体时间贴在服务室门口。" if step == "answer" else ""
            voicing.move_enquiry(acts.at(CLERK), number=row.number, verb=step, remark=remark, now=acts.ago(2)["now"])


def _briefings(acts: _Acts) -> None:
    """The last one was almost three months ago, so that the desk says so."""
    for ago, topic in ((175, "一季度党费和党建经费"), (86, "上半年重点工作")):
        row = voicing.record_briefing(
            acts.at(CLERK), org_id=acts.org.pk, topic=topic, scope="全体党员", speaker="谭光明",
            held_on=acts.desk.today - timedelta(days=ago), place="村党员活动室", content="收支情况、下一步打算，请党员监督。",
            due=31, attended=27, opinions="通报材料早一天发到手里", **acts.ago(ago),
        )  # fmt: skip
        voicing.make_up(
            acts.at(CLERK), number=row.number, version=0, people=3, how="上门和电话", now=acts.ago(ago - 3)["now"]
        )


def _reports(acts: _Acts, by_code: dict) -> None:
    steps = {"sent": (), "received": ("acknowledge",), "answered": ("acknowledge", "answer")}
    titles = {"sent": "三组路灯不亮", "received": "党员活动室漏雨", "answered": "希望增加远程教育场次"}
    for state, verbs in steps.items():
        row = voicing.report_situation(
            acts.at(MEMBER), to_id=acts.org.pk, title=titles[state], text=f"{titles[state]}，请支部看看。",
            name_withheld=False, **acts.ago(2),
        )  # fmt: skip
        for verb in verbs:
            remark = "支部委员会研究过，下个月办。" if verb == "answer" else ""
            voicing.move_report(acts.at(CLERK), number=row.number, verb=verb, remark=remark, **acts.ago(1))
    up = {"title": "请求支持路灯改造", "text": "全村路灯需要改造，请镇里支持。"}
    voicing.report_for_organization(acts.at(CLERK), org_id=acts.org.pk, **up, **acts.ago(1))
    down = {"title": "报送三季度党务公开情况", "text": "请在月底前报送，有困难的来电话。"}
    voicing.send_message(
        acts.at(SUPERIOR),
        org_id=by_code[TRY_TOWN].pk,
        to_ids=[acts.org.pk, by_code["Z05-C02"].pk],
        **down,
        **acts.ago(1),
    )


def _spokespersons(acts: _Acts, by_code: dict) -> None:
    office, began = acts.at(OFFICE), acts.ago(90)
    for code, name, title in ((COUNTY, "冉国栋", "县党务公开办公室副主任"), (TRY_TOWN, "周远志", "镇党委副书记")):
        row = voicing.name_spokesperson(
            office, org_id=by_code[code].pk, name=name, title=title, phone="023-0000 0001",
            from_date=began["today"], to_date=None, now=began["now"],
        )  # fmt: skip
        said = acts.ago(10)
        voicing.speak(
            office, spokesperson_id=row.pk, is_question=code != COUNTY, title="上个月党务公开情况" if code == COUNTY else "公开栏多久换一次？",
            text="按月公开，逾期的已经催办。" if code == COUNTY else "每月公开日更换，平时随时补。", spoken_on=said["today"], **said,
        )  # fmt: skip
