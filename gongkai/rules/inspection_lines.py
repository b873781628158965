"""What the records tell of the lines of the inspection sheet before anybody looks (监督检查表, F19, 第九条（五）).

Each line that records decide gets a sentence with its numbers, the tenths of a point that follow from them, and
the place where the records are. A line that no record can judge stays open, and the sheet says in a sentence why.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.rules.funds import in_yuan
from gongkai.rules.inspections import Item
from gongkai.rules.periods import Period

TITLE, SHOWN = 30, 3  # characters of a title, titles
BY_HAND = {
    "1d": "这一级不要求定期研究，记录里也没有，按实际情况打",
    "2d": "真不真要拿原始凭证和现场来对，系统比不出来",
    "5b": "没有聘监督员，看上级或者村（居）里怎样监督",
}


@dataclass(frozen=True)
class Appraised:
    """The last published round of members' appraisal in twelve months; `ref`: its key. Sums over what can be shown."""

    ref: int
    asked: int  # answers to the four questions of awareness
    known: int  # those that said yes
    decided: int  # votes on the whole that were satisfied, mostly or not
    pleased: int


@dataclass(frozen=True)
class Figures:
    """What the records of one organization say on a day; None where there is nothing to judge by."""

    needs_group: bool = False
    has_group: bool = False
    group_faults: int = 0  # seats that are not as 第十条 wants them
    office_in_discipline: bool = False
    group_members: int = 0
    group_duties: int = 0  # members with a duty written down
    has_clerk: bool = False
    agenda_held: int = 0
    agenda_owed: int = 0
    fund_budget: int = 0  # these three in hundredths of a yuan, over twelve months
    fund_income: int = 0
    fund_spent: int = 0
    funds_public: bool = False  # income, spending and balance were made public in these months (3i)
    span: tuple[str, str] | None = None  # first and last month of the duties counted, "2026-03"
    due: int = 0
    answered: int = 0
    overdue: int = 0
    overdue_before: int = 0  # still owed of months before the span: named, not counted
    late: int = 0
    nil: int = 0
    categories: int = 0
    published: int = 0
    items: int = 0
    items_whole: int = 0
    items_outside: int = 0
    changes: int = 0
    changes_open: int = 0
    exemptions: int = 0
    carriers: int = 0
    boards: int = 0
    boards_stale: int = 0
    has_phone: bool = False
    systems: int = 0
    opinions_decided: int = 0
    opinions_in_time: int = 0
    opinions_overdue: int = 0  # not answered by the day promised; late steps inside the office are not among them
    opinions_steps_late: int = 0
    signed_decided: int = 0
    signed_told: int = 0
    supervisors: int = 0
    meetings: int = 0
    meetings_owed: int = 0
    marks: int = 0
    marks_overdue: int = 0
    circles: int = 0  # this year's circles served, and those whose ways got to them and to nobody else
    circles_fit: int = 0
    filed: int = 0  # matters filed this year, those that ended and were not, papers that are not what they were
    unfiled: int = 0
    damaged: int = 0
    again_owed: int = 0  # matters to be published again, and those that were
    again_done: int = 0
    again_waiting: tuple[str, ...] = ()  # the titles of the others
    appraised: Appraised | None = None
    rated: int = 0  # how often authors of opinions rated their answer, and were satisfied or mostly so
    rated_well: int = 0


@dataclass(frozen=True)
class Filled:
    """What stands in a line before anybody looks: the sentence, the tenths it proposes, where its records are."""

    sentence: str
    tenths: int
    records: str


def share(most: int, part: int, whole: int) -> int:
    """`most` × part ÷ whole in tenths, rounded down; all of it when there is nothing to divide."""
    return most if whole <= 0 else most * max(0, min(part, whole)) // whole


def prefill(lines: tuple[Item, ...], found: Figures, *, missed: int, late: int) -> dict[str, Filled]:
    """The lines that data can judge. `missed`, `late`: tenths taken off for each duty not done, done late."""
    most = {line.code: line.most for line in lines}
    done = max(0, most["2a"] - missed * found.overdue - late * found.late)
    fresh = found.boards - found.boards_stale
    asked = found.opinions_decided + found.opinions_overdue
    filled = {
        "1c": Filled("专人已登记" if found.has_clerk else "没有登记专人", most["1c"] if found.has_clerk else 0, "organization"),
        "1f": _funds(most["1f"], found),
        "2a": Filled(_duties(found), done, "months"),
        "2b": Filled(f"今年七类内容公开了{found.categories}类", share(most["2b"], found.categories, 7), "register"),
        "2c": Filled(f"今年公开件{found.items}件，三部分写全或者写明原因的{found.items_whole}件", share(most["2c"], found.items_whole, found.items), "register"),
        "2e": Filled(f"零报告{found.nil}份，都有签字人和时间", most["2e"], "months"),
        "3a": Filled(f"今年公开{found.published}次，都有审批记录", most["3a"], "register"),
        "3b": Filled("系统按先党内后党外的次序公开，没有越过的", most["3b"], "register"),
        "3c": Filled(f"今年目录外公开{found.items_outside}件，都有目录制定机关的同意", most["3c"], "filings"),
        "3d": Filled(f"变更、撤销、终止{found.changes}件，手续没有走完的{found.changes_open}件", share(most["3d"], found.changes - found.changes_open, found.changes), "filings"),
        "3e": Filled(f"暂不公开{found.exemptions}件，都报了上级备案", most["3e"], "filings"),
        "4b": Filled(f"登记载体{found.carriers}处", share(most["4b"], found.carriers, 2), "carriers"),
        "4c": Filled(f"公开栏{found.boards}处，久未更新{found.boards_stale}处", share(most["4c"], fresh, found.boards) if found.boards else 0, "carriers"),
        "4d": Filled("公开电话已登记，请现场拨一次" if found.has_phone else "没有登记公开电话", most["4d"] if found.has_phone else 0, "organization"),
        "5a": Filled(f"八项制度公布了{found.systems}项", share(most["5a"], found.systems, 8), "systems"),
        "6a": Filled(_answered(found), share(most["6a"], found.opinions_in_time, asked), "opinions"),
        "6b": Filled(f"今年有结果的署名意见{found.signed_decided}条，告知本人的{found.signed_told}条", share(most["6b"], found.signed_told, found.signed_decided), "opinions"),
    }  # fmt: skip
    filled |= _group(most, found) | _form_and_files(most, found) | _heard(most, found)
    if found.agenda_owed or found.agenda_held:
        owed = f"，应研究{found.agenda_owed}次" if found.agenda_owed else ""
        tenths = share(most["1d"], found.agenda_held, found.agenda_owed)
        filled["1d"] = Filled(f"一年里专题研究党务公开{found.agenda_held}次{owed}", tenths, "agenda")
    if found.supervisors:
        said = f"监督员{found.supervisors}位，一年里开会{found.meetings}次，监督意见{found.marks}条，逾期未答复{found.marks_overdue}条"
        good = min(found.meetings, found.meetings_owed) + found.marks - found.marks_overdue
        filled["5b"] = Filled(said, share(most["5b"], good, found.meetings_owed + found.marks), "supervisors")
    return filled


def _duties(found: Figures) -> str:
    """What was due in the span that is counted; what is older is said, so that the page of gaps surprises nobody."""
    span = f"{Period.parse(found.span[0]).label}至{Period.parse(found.span[1]).label}" if found.span else ""
    said = f"{span}应公开{found.due}项，已有交代{found.answered}项，逾期{found.overdue}项，晚公开{found.late}项"
    return f"{said}；更早的还有{found.overdue_before}项没有交代，不计" if found.overdue_before else said


def _answered(found: Figures) -> str:
    """Opinions of the year by the day promised to their authors (第九条（四）), and what is late inside the office."""
    said = f"今年的意见答复了{found.opinions_decided}条，按时{found.opinions_in_time}条，过了答复期限没有答复{found.opinions_overdue}条"
    if found.opinions_steps_late:
        said += f"；另有{found.opinions_steps_late}条只是交办、告知等步骤晚了，不扣分"
    return said


def _form_and_files(most: Mapping[str, int], found: Figures) -> dict[str, Filled]:
    """Ways that suit the circle (第七条), and what ended in its box (第六条（四）)."""
    ways = f"今年公开{found.circles}次，方式到得了公开范围、又不超出范围的{found.circles_fit}次"
    files = f"今年归档{found.filed}件，到了时候没有归的{found.unfiled}件，原件变了或者找不到的{found.damaged}份"
    sound = share(most["5c"], found.filed - found.damaged, found.filed + found.unfiled)
    return {
        "4a": Filled(ways, share(most["4a"], found.circles_fit, found.circles), "register"),
        "5c": Filled(files, sound, "archive"),
    }


def _heard(most: Mapping[str, int], found: Figures) -> dict[str, Filled]:
    """What people said led to a new edition (第八条（四）); members know of disclosure and are pleased with it (第九条（七）)."""
    said = (
        f"该再次公开{found.again_owed}件，已经再次公开{found.again_done}件" if found.again_owed else "没有要再次公开的"
    )
    if found.again_waiting:
        said += f"，还没有的：{_titles(found.again_waiting)}"
    filled = {"6c": Filled(f"今年{said}", share(most["6c"], found.again_done, found.again_owed), "register")}
    one = found.appraised
    if one is None:
        return filled
    at = f"round:{one.ref}"
    if one.asked:
        known = f"民主评议问党员知不知道公开，回答{one.asked}次，知道{one.known}次；群众知道不知道，现场问几位"
        filled["6d"] = Filled(known, share(most["6d"], one.known, one.asked), at)
    if one.decided:
        pleased = f"民主评议总体评价{one.decided}票，满意和基本满意{one.pleased}票"
        if found.rated:
            pleased += f"；提意见的人评价答复{found.rated}次，满意和基本满意{found.rated_well}次"
        tenths = share(most["6e"], one.pleased + found.rated_well, one.decided + found.rated)
        filled["6e"] = Filled(pleased, tenths, at)
    return filled


def _titles(titles: tuple[str, ...]) -> str:
    """The first titles, cut so that a line of the sheet holds them, and how many there are in all."""
    shown = "、".join(f"《{one if len(one) <= TITLE else one[: TITLE - 1] + '…'}》" for one in titles[:SHOWN])
    return shown if len(titles) <= SHOWN else f"{shown}等{len(titles)}件"


def differs_unsaid(*, proposed: int | None, tenths: int | None, comment: str) -> bool:
    """Do the points given differ from what the records come to, and nobody says why?"""
    return None not in (proposed, tenths) and proposed != tenths and not comment.strip()


def by_hand(code: str, found: Figures) -> str:
    """Why a line that `prefill` left open is judged by people: one sentence for the sheet."""
    if code in ("6d", "6e"):
        return (
            "票数太少，分项不公布，请现场问党员和群众"
            if found.appraised
            else "一年里没有公布过民主评议，请现场问党员和群众"
        )
    return BY_HAND[code]


def _group(most: Mapping[str, int], found: Figures) -> dict[str, Filled]:
    """The leading group by 第十条: its seats, its office, who does what; all of it where the article asks for none."""
    if not found.needs_group:
        return {code: Filled("按规定不要求设领导小组", most[code], "organization") for code in ("1a", "1b", "1e")}
    if not found.has_group:
        return {code: Filled("没有登记领导小组", 0, "organization") for code in ("1a", "1b", "1e")}
    seats = f"，有{found.group_faults}处不合第十条" if found.group_faults else "，各职务合第十条"
    office = "办公室设在纪检组织" if found.office_in_discipline else "办公室没有设在纪检组织"
    duties = f"成员{found.group_members}名，写明职责的{found.group_duties}名"
    return {
        "1a": Filled(f"领导小组已登记{seats}", most["1a"] // 2 if found.group_faults else most["1a"], "organization"),
        "1b": Filled(office, most["1b"] if found.office_in_discipline else 0, "organization"),
        "1e": Filled(duties, share(most["1e"], found.group_duties, found.group_members) if found.group_members else 0, "organization"),
    }  # fmt: skip


def _funds(most: int, found: Figures) -> Filled:
    """Working funds (第十二条): a third each for a budget, for spending booked, for both with the balance made public."""
    if not (found.fund_budget or found.fund_income or found.fund_spent):
        return Filled("一年里没有记过工作经费的预算、拨入和支出", 0, "funds")
    budget = f"预算{in_yuan(found.fund_budget)}元" if found.fund_budget else "没有记预算"
    said = f"一年里工作经费{budget}，拨入{in_yuan(found.fund_income)}元，支出{in_yuan(found.fund_spent)}元"
    public = "收支结余已公开" if found.funds_public else "收支结余没有公开"
    kept = bool(found.fund_budget) + bool(found.fund_income or found.fund_spent) + found.funds_public
    return Filled(f"{said}，{public}", share(most, kept, 3), "funds")
