"""The yearly work report says what the figures say, and leaves a gap where only a person can speak (R172)."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.citations import numeral
from gongkai.rules.duties import Counts
from gongkai.rules.yearly_report import Late, MonthFigures, YearFacts, compose
from gongkai.rules.yearly_rooms import Inspected, Leading, Money, Watched, tells_cases
from tests.covers import covers

FACTS = YearFacts("上书村党支部", "东溪镇党委", 2026, date(2027, 1, 8), "韦小满")


def text(facts: YearFacts) -> str:
    report = compose(facts)
    return "\n".join((report.opening, *(line for part in report.sections for line in (part.heading, *part.paragraphs))))


def months(*counts: Counts) -> tuple[MonthFigures, ...]:
    return tuple(MonthFigures(f"2026-{place:02d}", one) for place, one in enumerate(counts, 1))


@covers("R172")
def test_a_year_in_figures():
    facts = replace(
        FACTS, months=months(Counts(expected=10, published=8, nil=1, exempt=1), Counts(expected=5, published=3, overdue=2, late=1)),
        published={"1": 6, "3": 5}, registered=14, told=2, filed=1, plans=3, changes=1, consultations=2, hearings=1,
        briefings=2, opinions="收到4条。", applications=2, refused=1, appraised=87.5, rounds=1, carriers=3,
        carriers_stale=1, late=(Late("上书村", "2026-02", "党费收缴"),),
    )  # fmt: skip
    said = text(facts)
    for part in (
        "到期应公开15项，已有交代13项（86.7%），其中按时12项（80.0%）", "逾期没有交代2项", "登记公开14件次，另告知个人2人次",
        "按时率达到100%的有1个月", "目录外事项经目录制定机关同意3件", "第一责任人是韦小满。", "征求意见2次，听证1次，向党员通报2次", "收到4条。",
        "收到党员公开申请2件，都在期限以内办理；经上级审定不予公开1件", "公开栏等载体3处，其中1处内容没有及时更换",
        "公布了党员评议的结果，总体评价87.5分（满分100）", "如上书村2026年2月“党费收缴”", "（请补充：原因和其他问题）", "（请补充：下一年的打算和措施）",
    ):  # fmt: skip
        assert part in said, part
    headings = [part.heading for part in compose(facts).sections]
    assert [one.partition("、")[0] for one in headings] == [numeral(place) for place in range(1, 14)]
    assert "2026-" not in said


@covers("R172")
def test_every_room_has_its_part():
    said = text(replace(
        FACTS, places=120, leading=Leading(44, 40, 3, studied=12, decided=9, done=7),
        money=Money(200_000_00, 150_000_00, 98_765_40, budgeted=31),
        watched=Watched(260, 88, 41, 39, 12, points=9, guidance=14, works=6, publicity=30, people=812),
        inspected=Inspected(7, 6, {"excellent": 2, "failed": 5}, notices=5, closed=2, open=3, late=1),
        cases={"correct": 2, "hold": 1}, consultations=1, appraised=91.25, rounds=8,
    ))  # fmt: skip
    for part in (
        "应当设党务公开工作领导小组的党组织44个，现已登记40个。其中3个的组成同第十条不合。", "专题研究党务公开12次，定下9件事，已经落实7件。",
        "预算200,000.00元，拨入150,000.00元，支出98,765.40元，记了预算的党组织31个", "监督员260位，开会88次，提出监督意见41条，其中按时答复39条，为监督员工作提供条件12次",
        "已出结果的检查7次，涉及6个党组织：优秀2次、不合格5次。", "限期整改通知5份，已销号2份，还在整改3份，其中过了整改期限1份。",
        "联系点、示范点9个，联系指导14次，交出成果6件。", "本年作出责任追究的决定3件：批评教育，限期整改2件；情节严重，追究责任1件。",
        "宣传教育30次，参加812人次。", "公布了党员评议结果的党组织8个，总体评价平均91.2分", "本级第一责任人是韦小满。",
        "1份整改通知过了期限还没有整改完。",
    ):  # fmt: skip
        assert part in said, part


@covers("R124", "R172")
@given(st.integers(1, 400), st.dictionaries(st.sampled_from(["correct", "hold", "by_law"]), st.integers(0, 9)))
def test_no_number_of_cases_where_one_could_guess_whom(places, cases):
    """A report on few organizations is given no cases at all and says nothing that differs with them."""
    given_cases = cases if tells_cases(places) else None
    said = text(replace(FACTS, places=places, cases=given_cases))
    assert ("为免推知到个人" in said) == (places < 20)
    if places < 20:
        assert said == text(replace(FACTS, places=places, cases=None))


def test_an_empty_year_is_said_to_be_empty():
    said = text(FACTS)
    assert "本年没有到期应当公开的事项。" in said and "本年没有收到党员的公开申请。" in said
    assert "还没有登记公开载体。" in said and "没有逾期、迟公开和陈旧的载体" in said
    for part in ("不要求设党务公开工作领导小组", "没有专题研究", "没有记过工作经费", "没有在聘的监督员", "没有已出结果的检查",
                 "没有限期整改的通知", "没有联系点和示范点", "没有公布过党员评议"):  # fmt: skip
        assert part in said, part
    assert "还没有登记。" in text(replace(FACTS, leading=Leading(1)))
    assert "工作领导小组已登记。" in text(replace(FACTS, leading=Leading(1, 1)))
    assert "没有作出责任追究的决定" in text(replace(FACTS, cases={}))


def test_a_running_year_says_until_when_it_counts():
    assert "2026年截至2026年11月26日党务公开" in text(replace(FACTS, day=date(2026, 11, 26)))
    assert "截至" not in text(FACTS)


def test_who_has_others_below_counts_them_in():
    assert "（含所属24个党组织）" in text(replace(FACTS, places=25))
    assert compose(replace(FACTS, superior="")).addressee == "上级党组织"


numbers = st.integers(0, 400)


@given(
    st.lists(
        st.builds(
            lambda p, n, e, c, o: Counts(p + n + e + c + o, p, n, e, c, o), numbers, numbers, numbers, numbers, numbers
        ),
        max_size=12,
    )
)
def test_shares_never_leave_a_hundred_and_sums_agree(counts):
    """A second reckoning by plain addition over the months."""
    said = text(replace(FACTS, months=months(*counts)))
    answered = sum(one.published + one.nil + one.exempt + one.changed for one in counts)
    due = answered + sum(one.overdue for one in counts)
    if due:
        assert f"到期应公开{due}项，已有交代{answered}项（{100 * answered / due:.1f}%）" in said
    else:
        assert "没有到期应当公开" in said
