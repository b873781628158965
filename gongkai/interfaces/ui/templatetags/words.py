"""Filters: words for codes, look-ups in small dictionaries; shared by the doors."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.interfaces.ui.registers import ENDS
from gongkai.rules.activities import TERMS as ACTIVITY
from gongkai.rules.applications import TERMS as APPLYING
from gongkai.rules.archiving import TERMS as FILING
from gongkai.rules.archiving import Closing, Retention
from gongkai.rules.block_differences import TERMS as ROWS
from gongkai.rules.campaigns import TERMS as CAMPAIGNS
from gongkai.rules.carriers import TERMS as CARRIER_WORDS
from gongkai.rules.carriers import Freshness
from gongkai.rules.categories import category
from gongkai.rules.citations import numeral as in_words
from gongkai.rules.concerns import TERMS as CONCERNING
from gongkai.rules.consultations import TERMS as CONSULTING
from gongkai.rules.documents.forms import BY_CODE as FORMS
from gongkai.rules.entries import TERMS as TIMES
from gongkai.rules.funds import TERMS as FUNDING
from gongkai.rules.funds import in_yuan
from gongkai.rules.inspections import TERMS as GRADES
from gongkai.rules.inspections import InspectionGrade, in_points
from gongkai.rules.joint_columns import JointKind
from gongkai.rules.leading_groups import TERMS as SEATS
from gongkai.rules.meetings import TERMS as MEETINGS
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.methods import method
from gongkai.rules.opinions import TERMS as OPINION_TERMS
from gongkai.rules.points import TERMS as POINT_WORDS
from gongkai.rules.pressing import Pressing
from gongkai.rules.pressing import pressing as judged
from gongkai.rules.procedures import (
    ACCESS_REQUEST,
    ASSESSMENT,
    CHANGE,
    CONCERN,
    CONSULTATION,
    DISPOSAL,
    EDITION,
    ENQUIRY,
    EXEMPTION,
    HEARING,
    INSPECTION,
    INSPECTION_PLAN,
    INTERPRETATION,
    OFF_CATALOG,
    OPINION,
    PLAN_FILING,
    POINT,
    POINT_WORK,
    PROPOSAL,
    RECTIFICATION,
    REPORT_UP,
    SPOT_CHECK,
    SUPERVISION_MARK,
    SUPERVISOR,
    SUPERVISORS_MEETING,
    TYPICAL_CASE,
    Procedure,
)
from gongkai.rules.procedures.access_request import RESULTS, RULINGS
from gongkai.rules.procedures.edition import MOVES
from gongkai.rules.procedures.opinion import DUE as OPINION_DUE
from gongkai.rules.receipts import check_word
from gongkai.rules.scoring import TERMS as SCORING
from gongkai.rules.scoring import Grade, Veto, said
from gongkai.rules.supervisors import TERMS as SUPERVISION
from gongkai.rules.supervisors import MarkKind, SupportKind
from gongkai.rules.terms import label
from gongkai.rules.tlog.suites import generation_of, role_of

register = template.Library()

EXPLANATIONS = {
    "change": "变更说明", "withdraw": "撤销说明", "terminate": "终止说明", "hidden": "核查中",
    "restored": "恢复公开说明", "correction": "更正说明", "republication": "再次公开说明",
}  # fmt: skip
OPINION_WORDS = {member.value: word for member, word in OPINION_TERMS.items()}
APPLICATION_WORDS = {str(member): word for words in (APPLYING, RESULTS, RULINGS) for member, word in words.items()}
LIGHTS = {Freshness.FRESH: "pub", Freshness.DUE: "chg", Freshness.STALE: "late"}  # symbols of the sheet
REVIEW_MOVES = {move.verb: move.label for move in MOVES}
ACTIVITY_WORDS = {member.value: word for member, word in ACTIVITY.items()}
LOG_WORDS = {"public": "对社会公开的记录", "party": "党内的记录"}
PARTS = {"title": "标题", "plain": "一句话", "content": "内容", "procedure": "程序", "result": "结果"}


@register.filter
def pressing(due_on: date | None, today: date) -> Pressing:
    """How near a due day is, as the law reckons it: late, today, due, near."""
    return judged(due_on or None, today)


@register.filter
def one_decimal(value: float) -> str:
    """94.6: a share in percent, always with its tenth."""
    return f"{value:.1f}"


@register.filter
def lookup(table: Mapping | None, key):
    """A value of a dictionary; nothing when it is not there."""
    return (table or {}).get(key)


@register.filter
def term(member) -> str:
    """The official word of an enum member, read from the glossary."""
    return label(member)


@register.filter
def joint_word(kind: str) -> str:
    """Which kind of disclosure another system's column is."""
    return label(JointKind(kind))


@register.filter
def numeral(number) -> str:
    """3 → 三."""
    return in_words(int(number))


@register.filter
def form_name(code: str) -> str:
    """F11 公开事项变更（撤销、终止）审批备案表: a form with its number."""
    return f"{code} {FORMS[code].name}"


@register.filter
def category_name(code: str) -> str:
    return category(int(code)).name


@register.filter
def time_word(kind: str) -> str:
    return TIMES[kind]


@register.filter
def audience_word(audience: str) -> str:
    return AUDIENCES[audience]


@register.filter
def audience_words(audiences: Sequence[str]) -> str:
    """先党内，后社会."""
    words = [AUDIENCES[one] for one in audiences]
    return "先" + "，后".join(words) if len(words) > 1 else "".join(words)


@register.filter
def method_words(codes: Sequence[str]) -> str:
    return "、".join(method(code).name for code in codes)


@register.filter
def edition_words(number: int) -> str:
    return f"第{number}版"


@register.filter
def explanation_word(kind: str) -> str:
    return EXPLANATIONS.get(kind, "说明")


@register.filter
def end_word(kind: str) -> str:
    return ENDS.get(kind, "")


@register.filter
def row_word(op: str) -> str:
    """What happened to a row of a table: 没有改, 增加, 删去, 改了."""
    return ROWS[op]


@register.filter
def part_word(part: str) -> str:
    return PARTS.get(part, part)


register.filter("check_word", check_word)


@register.filter
def quick_words(words: str) -> list[str]:
    """Words separated by blanks."""
    return words.split()


def _state_filter(name: str, procedure: Procedure) -> None:
    register.filter(name, lambda state: procedure.states[state])


for _name, _procedure in (
    ("state_name", EDITION), ("plan_state", OFF_CATALOG), ("plan_filing_state", PLAN_FILING), ("exemption_state", EXEMPTION), ("change_state", CHANGE),
    ("proposal_state", PROPOSAL), ("consultation_state", CONSULTATION), ("hearing_state", HEARING),
    ("enquiry_state", ENQUIRY), ("request_state", ACCESS_REQUEST), ("report_state", REPORT_UP), ("opinion_state", OPINION),
    ("inspection_plan_state", INSPECTION_PLAN), ("inspection_state", INSPECTION), ("rectification_state", RECTIFICATION),
    ("point_state", POINT), ("work_state", POINT_WORK),
    ("supervisor_state", SUPERVISOR), ("mark_state", SUPERVISION_MARK), ("supervisors_meeting_state", SUPERVISORS_MEETING),
    ("concern_state", CONCERN), ("interpretation_state", INTERPRETATION), ("typical_state", TYPICAL_CASE),
    ("spot_state", SPOT_CHECK), ("disposal_state", DISPOSAL),
):  # fmt: skip
    _state_filter(_name, _procedure)


@register.filter
def opinion_due(state: str) -> str:
    """What is due by the day of an opinion: 交办, 告知, else 答复."""
    return OPINION_DUE.get(state, "答复")


@register.filter
def adoption_word(verdict: str) -> str:
    """采纳, 部分采纳, 未采纳; nothing while there is no verdict."""
    return CONSULTING.get(verdict, "")


@register.filter
def step_word(verb: str) -> str:
    """What was done to a report: 送到, 收悉, 转办, 答复."""
    said = {"send": "送到", "acknowledge": "收悉", "route": "转办", "answer": "答复"}
    return (said | {"pass_on": "转由承接的组织办理", "pass_back": "答复改送承接的组织"}).get(verb, verb)


@register.filter
def move_word(verb: str) -> str:
    """What was pressed at a text: 送审, 签字同意."""
    return REVIEW_MOVES.get(verb, verb)


@register.filter
def method_word(code: str) -> str:
    return method(code).name


@register.filter
def log_word(log: str) -> str:
    """A log by its role; of a later one the how manieth it is too."""
    count = generation_of(log)
    return LOG_WORDS[role_of(log)] + (f"（第{count}本）" if count > 1 else "")


@register.filter
def slug_of(number: str) -> str:
    """An index number as part of an address."""
    return number.replace("/", "-")


@register.filter
def case_kind(value: str) -> str:
    """成效, 经验, 先进典型."""
    return {member.value: word for member, word in CONCERNING.items()}.get(value, "")


@register.filter
def activity_word(value: str) -> str:
    """How publicity was made and what it was about."""
    return ACTIVITY_WORDS.get(value, "")


@register.filter
def carrier_word(value: str) -> str:
    """A carrier's kind, condition or light in words."""
    return CARRIER_WORDS.get(value, value)


@register.filter
def carrier_light(light: str) -> SafeString:
    """How fresh a carrier is: a shape, a colour and the word, so that it is read on grey paper too."""
    drawn = '<span class="st st-{0}"><svg aria-hidden="true" focusable="false"><use href="#s-{0}"/></svg>{1}</span>'
    return format_html(drawn, LIGHTS[Freshness(light)], carrier_word(light))


@register.filter
def meeting_word(kind: str) -> str:
    """The kind of a meeting; what was written in words stays."""
    return MEETINGS.get(kind, kind)


@register.filter
def opinion_word(code: str) -> str:
    """The word of a stored kind, channel, class, concern, result, rating or way of telling."""
    return OPINION_WORDS.get(code, "")


@register.filter
def point_word(value: str) -> str:
    """A point's kind or level, a criterion, a way of guidance, a kind of work in words."""
    return {str(member): word for member, word in POINT_WORDS.items()}.get(value, value)


@register.filter
def points(tenths: int | None) -> str:
    """Tenths of a point as people write points; nothing while there are none."""
    return "" if tenths is None else in_points(tenths)


@register.filter
def mark_word(kind: str) -> str:
    """What a supervisor says is wrong: 内容不真实, 公开不及时, 内容不完整."""
    return SUPERVISION[MarkKind(kind)]


@register.filter
def support_word(kind: str) -> str:
    """By what the supervisors' work was made possible."""
    return SUPERVISION[SupportKind(kind)]


@register.filter
def yuan(cents: int) -> str:
    """Hundredths of a yuan as people write money: 300, 300.50."""
    return f"{cents // 100}.{cents % 100:02}".removesuffix(".00")


register.filter("money", in_yuan)


DAMAGE = {"changed": "被改过", "missing": "不见了"}


@register.filter
def damage_word(what: str) -> str:
    """What is wrong with something that is kept."""
    return DAMAGE[what]


@register.filter
def archive_word(value: str) -> str:
    """How long a record is kept, or how its matter ended, in words."""
    return {one.value: word for one, word in FILING.items() if isinstance(one, Retention | Closing)}.get(value, "")


@register.filter
def fund_word(value: str) -> str:
    """A sort of line or a purpose of the funds ledger in words."""
    return {member.value: word for member, word in FUNDING.items()}.get(value, "")


@register.filter
def grade_word(grade: str) -> str:
    """优秀, 合格, 基本合格, 不合格."""
    return GRADES[InspectionGrade(grade)]


@register.filter
def application_word(code: str) -> str:
    """The word of an application's stored channel, form, side, kind of reason, result or ruling."""
    return APPLICATION_WORDS.get(code, "")


@register.filter
def seat_word(value: str) -> str:
    """A seat of a leading group, the post by which somebody holds it, or where its office is."""
    return SEATS.get(value, value)


@register.filter
def score(cents: int | None) -> str:
    """Hundredths of a point as people write them."""
    return said(cents) if cents is not None else "—"


@register.filter
def year_grade(grade: str) -> str:
    return SCORING[Grade(grade)]


@register.filter
def veto_words(vetoes: Sequence[str]) -> str:
    return "、".join(SCORING[Veto(one)] for one in vetoes)


@register.filter
def sheet_state(state: str) -> str:
    return ASSESSMENT.states[state]


@register.filter
def campaign_word(value: str) -> str:
    """How an organization stands with its plan; a point of the checklist."""
    return CAMPAIGNS[value]
