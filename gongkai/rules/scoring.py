"""How a year is judged (第九条（七）, F23): lines, parts, two sheets, grade and veto, as pure arithmetic.

Every number of points is a whole number of hundredths (`Cents`), rounded half up once per line, so
that anybody with pencil and paper comes to the same result. A line without any fact costs nothing;
a part without any result (no inspection yet) is left out and the rest is scaled up to a hundred. Scores made
of unlike parts cannot be compared: below a dated share of counted points there is a score, but no rank and no grade.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Cents = int
WHOLE: Cents = 100_00


class Part(StrEnum):
    """The four parts of an organization's yearly score, and what the head answers for alone."""

    DAILY = "daily"
    INSPECTION = "inspection"
    APPRAISAL = "appraisal"
    SUPERVISORS = "supervisors"
    HEAD = "head"


class Line(StrEnum):
    """One line of the scoring form: counted from records, or the result of an inspection, appraisal, evaluation.

    Values differ from those of `Part`: members of both stand in one glossary.
    """

    ANSWERED = "answered"
    ON_TIME = "on_time"
    THREE_PARTS = "three_parts"
    IN_CATALOG = "in_catalog"
    OPINIONS = "opinions"
    APPLICATIONS = "applications"
    PUBLICITY = "publicity"
    INSPECTION = "inspected"
    APPRAISAL = "appraised"
    SUPERVISORS = "supervised"
    HEAD_SIGNED = "head_signed"
    HEAD_AGENDA = "head_agenda"


class Grade(StrEnum):
    EXCELLENT = "excellent"
    GOOD = "good"
    BASIC = "basic"
    FAILED = "failed"
    UNGRADED = "ungraded"


class Veto(StrEnum):
    """What forbids any grade above the lowest, once it is proven."""

    FALSIFICATION = "falsification"
    LEAK = "leak"
    RETALIATION = "retaliation"


class Yearly(StrEnum):
    """The three yearly assessments that take the result over (第九条（七）)."""

    ANNUAL = "annual"
    PARTY_BUILDING = "party_building"
    CLEAN_GOVERNMENT = "clean_government"


TERMS = {
    Part.DAILY: "日常数据", Part.INSPECTION: "监督检查", Part.APPRAISAL: "党员评议", Part.SUPERVISORS: "监督员评价",
    Part.HEAD: "主要负责人本人职责",
    Line.ANSWERED: "应公开的都有交代", Line.ON_TIME: "按时公开", Line.THREE_PARTS: "内容、程序、结果写全",
    Line.IN_CATALOG: "按目录公开", Line.OPINIONS: "意见按时答复", Line.APPLICATIONS: "申请按时答复",
    Line.PUBLICITY: "宣传教育", Line.INSPECTION: "检查得分", Line.APPRAISAL: "评议得分",
    Line.SUPERVISORS: "监督员评价得分", Line.HEAD_SIGNED: "在期限内签发", Line.HEAD_AGENDA: "列入议事日程、亲自部署",
    Grade.EXCELLENT: "优秀", Grade.GOOD: "合格（良好）", Grade.BASIC: "基本合格", Grade.FAILED: "不合格",
    Grade.UNGRADED: "数据不全，暂不排名",
    Veto.FALSIFICATION: "弄虚作假，已查实", Veto.LEAK: "泄露秘密或者个人信息，造成后果", Veto.RETALIATION: "打击报复提意见的人",
    Yearly.ANNUAL: "年度工作考核", Yearly.PARTY_BUILDING: "党建工作考核", Yearly.CLEAN_GOVERNMENT: "党风廉政建设责任制考核",
}  # fmt: skip

# Which line stands in which part; the order is the order of the form.
FORM: Mapping[Line, Part] = {
    Line.ANSWERED: Part.DAILY, Line.ON_TIME: Part.DAILY, Line.THREE_PARTS: Part.DAILY, Line.IN_CATALOG: Part.DAILY,
    Line.OPINIONS: Part.DAILY, Line.APPLICATIONS: Part.DAILY, Line.PUBLICITY: Part.DAILY,
    Line.INSPECTION: Part.INSPECTION, Line.APPRAISAL: Part.APPRAISAL, Line.SUPERVISORS: Part.SUPERVISORS,
    Line.HEAD_SIGNED: Part.HEAD, Line.HEAD_AGENDA: Part.HEAD,
}  # fmt: skip
COUNTED = (
    Line.ANSWERED, Line.ON_TIME, Line.THREE_PARTS, Line.IN_CATALOG, Line.OPINIONS, Line.APPLICATIONS,
    Line.PUBLICITY, Line.HEAD_SIGNED, Line.HEAD_AGENDA,
)  # fmt: skip
MARKED = (Line.INSPECTION, Line.APPRAISAL, Line.SUPERVISORS)
ORGANIZATION = (Part.DAILY, Part.INSPECTION, Part.APPRAISAL, Part.SUPERVISORS)
ARTICLES: Mapping[Line, str] = {
    Line.ANSWERED: "第九条（二）", Line.ON_TIME: "第八条", Line.THREE_PARTS: "第二条", Line.IN_CATALOG: "第六条（二）",
    Line.OPINIONS: "第九条（四）", Line.APPLICATIONS: "第九条（三）", Line.PUBLICITY: "第九条（一）",
    Line.INSPECTION: "第九条（五）", Line.APPRAISAL: "第九条（七）", Line.SUPERVISORS: "第九条（五）",
    Line.HEAD_SIGNED: "第十一条", Line.HEAD_AGENDA: "第十条",
}  # fmt: skip


@dataclass(frozen=True)
class Scheme:
    """The dated figures of one year, in points. `weights` holds every line of `FORM`.

    The weights of the organization's lines come to 100, those of the head's own to 100. `least`: so many of the
    hundred points have to be counted before there is a rank and a grade.
    """

    weights: Mapping[str, int]
    org_share: int = 80
    bonus_most: int = 5
    excellent: int = 90
    good: int = 75
    basic: int = 60
    deductions: tuple[int, int, int] = (2, 5, 10)
    least: int = 70


@dataclass(frozen=True)
class Tally:
    """What was counted for one line: so many good ones of so many."""

    good: int = 0
    total: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.good + other.good, self.total + other.total)


@dataclass(frozen=True)
class YearFacts:
    """A year of one organization as the system knows it.

    `tallies`: counted lines; `marks`: results of 100 in hundredths, absent when there is none yet;
    `selves`: what people scored before the records counted every line; `changed`: lines corrected after a dispute;
    `cases`: how many decided accountability cases at each step.
    """

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    marks: Mapping[str, Cents] = field(default_factory=dict)
    selves: Mapping[str, Cents] = field(default_factory=dict)
    changed: Mapping[str, Cents] = field(default_factory=dict)
    bonus: Cents = 0
    cases: tuple[int, int, int] = (0, 0, 0)
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineScore:
    """One line: points and what they are made of. `points` None: no result yet, the line is not counted."""

    line: Line
    weight: Cents
    points: Cents | None
    good: int = 0
    total: int = 0
    changed: bool = False
    own: bool = False  # scored by the organization itself, while people still did

    @property
    def part(self) -> Part:
        return FORM[self.line]

    @property
    def full(self) -> bool:
        return self.points is None or self.points == self.weight


@dataclass(frozen=True)
class Sheet:
    """Both sheets of a year: the organization's and the head's, with everything they are made of."""

    lines: tuple[LineScore, ...]
    parts: Mapping[str, tuple[Cents, Cents]]  # part → (points, weight that was counted)
    base: Cents
    bonus: Cents
    deduction: Cents
    total: Cents
    own: Cents
    head: Cents
    grade: Grade
    head_grade: Grade
    vetoes: tuple[str, ...] = ()
    enough: bool = True  # so much was counted that the score can be compared with others

    @property
    def counted(self) -> Cents:
        """The weight of the lines that have a result: 40 of 100 points where there are only daily data."""
        return sum(self.parts[part][1] for part in ORGANIZATION)

    @property
    def whole(self) -> bool:
        """Is there a result for every part, so that nothing had to be scaled?"""
        return self.counted == WHOLE


def share(amount: int, good: int, total: int) -> int:
    """`amount` × good / total, rounded half up."""
    return (2 * amount * good + total) // (2 * total)


def line_score(line: Line, scheme: Scheme, facts: YearFacts) -> LineScore:
    """One line of the form; a line is counted or marked; what people scored in earlier years stays."""
    weight = scheme.weights[line] * 100
    if line in facts.changed:
        tally = facts.tallies.get(line, Tally())
        return LineScore(line, weight, min(max(facts.changed[line], 0), weight), tally.good, tally.total, True)
    if line in MARKED:
        mark = facts.marks.get(line)
        return LineScore(line, weight, None if mark is None else share(weight, mark, WHOLE))
    if line in facts.selves and line not in facts.tallies:
        # Reviewed while people still scored the line; what was told then stays.
        return LineScore(line, weight, min(max(facts.selves[line], 0), weight), own=True)
    tally = facts.tallies.get(line, Tally())
    points = share(weight, tally.good, tally.total) if tally.total else weight
    return LineScore(line, weight, points, tally.good, tally.total)


def grade_of(points: Cents, scheme: Scheme, *, vetoed: bool, enough: bool = True) -> Grade:
    """The grade by the dated thresholds; a veto leaves only the lowest one, and too few counted points none."""
    if vetoed:
        return Grade.FAILED
    if not enough:
        return Grade.UNGRADED
    if points < scheme.basic * 100:
        return Grade.FAILED
    if points < scheme.good * 100:
        return Grade.BASIC
    return Grade.GOOD if points < scheme.excellent * 100 else Grade.EXCELLENT


def score(scheme: Scheme, facts: YearFacts) -> Sheet:
    """Both sheets of a year: 40 + 30 + 20 + 10, bonus and deductions, and the head's 80 : 20."""
    lines = tuple(line_score(line, scheme, facts) for line in FORM)
    parts: dict[str, tuple[Cents, Cents]] = {part: _sums(lines, part) for part in Part}
    earned = sum(parts[part][0] for part in ORGANIZATION)
    weight = sum(parts[part][1] for part in ORGANIZATION)
    base = share(WHOLE, earned, weight) if weight else 0
    bonus = min(max(facts.bonus, 0), scheme.bonus_most * 100)
    deduction = sum(100 * each * number for each, number in zip(scheme.deductions, facts.cases, strict=True))
    total = min(max(base + bonus - deduction, 0), WHOLE)
    own_points, own_weight = parts[Part.HEAD]
    own = share(WHOLE, own_points, own_weight) if own_weight else 0
    head = share(1, total * scheme.org_share + own * (100 - scheme.org_share), 100)
    known = {"vetoed": bool(facts.vetoes), "enough": weight >= scheme.least * 100}
    return Sheet(
        lines, parts, base, bonus, deduction, total, own, head, grade_of(total, scheme, **known),
        grade_of(head, scheme, **known), tuple(facts.vetoes), known["enough"],
    )  # fmt: skip


def places(sheets: Sequence[Sheet]) -> list[tuple[int, int | None]]:
    """(index of the sheet, its place) in the order of a table of many.

    First those that can be compared: the best first, after them those under a veto; equal scores share a place.
    Then, without a place, those of which too little is counted, by their scores.
    """
    order = sorted(range(len(sheets)), key=lambda at: (*_class(sheets[at]), -sheets[at].total, at))
    found: list[tuple[int, int | None]] = []
    before: tuple[bool, bool, Cents] | None = None
    for number, at in enumerate(order, 1):
        sheet = sheets[at]
        here = (*_class(sheet), sheet.total)
        place = found[-1][1] if here == before else number
        found.append((at, place if sheet.enough else None))
        before = here
    return found


def _class(sheet: Sheet) -> tuple[bool, bool]:
    return not sheet.enough, bool(sheet.vetoes)


def _sums(lines: Sequence[LineScore], part: Part) -> tuple[Cents, Cents]:
    counted = [line for line in lines if line.part is part and line.points is not None]
    return sum(line.points or 0 for line in counted), sum(line.weight for line in counted)


def taken_over(total: Cents, percent: int) -> Cents:
    """What a result of 100 comes to in a yearly assessment that gives it so many percent."""
    return share(total, percent, 100)


def said(cents: Cents) -> str:
    """Points as people write them: 87.5, 100, 0.25."""
    sign, whole = ("-" if cents < 0 else ""), abs(cents)
    return sign + f"{whole // 100}.{whole % 100:02}".rstrip("0").rstrip(".")


def problems(scheme: Scheme) -> list[str]:
    """What does not add up in a scheme, in Chinese; empty when it is sound."""
    found = []
    organization = sum(scheme.weights[line] for line, part in FORM.items() if part is not Part.HEAD)
    if organization != 100:
        found.append(f"党组织各行分值加起来是{organization}，应当是100。")
    own = sum(scheme.weights[line] for line, part in FORM.items() if part is Part.HEAD)
    if own != 100:
        found.append(f"主要负责人各行分值加起来是{own}，应当是100。")
    if not scheme.basic < scheme.good < scheme.excellent <= 100:
        found.append("等次分数线要从低到高：基本合格、合格、优秀。")
    if not 0 <= scheme.least <= 100:
        found.append(f"计入多少分起排名写的是{scheme.least}，应当在0到100之间。")
    return found
