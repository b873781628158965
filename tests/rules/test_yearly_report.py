"""The yearly work report says what the figures say, and leaves a gap where only a person can speak (R172)."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.duties import Counts
from gongkai.rules.yearly_report import MonthFigures, YearFacts, compose
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
        carriers_stale=1, late=("上书村2026-02“党费收缴”",),
    )  # fmt: skip
    said = text(facts)
    for part in (
        "到期应公开15项，已有交代13项（86.7%），其中按时12项（80.0%）", "逾期没有交代2项", "登记公开14件次，另告知个人2人次",
        "按时率达到100%的有1个月", "目录外事项经目录制定机关同意3件", "第一责任人是韦小满。", "征求意见2次，听证1次，向党员通报2次", "收到4条。",
        "收到党员公开申请2件，都在期限以内办理；经上级审定不予公开1件", "公开栏等载体3处，其中1处内容没有及时更换",
        "满意和基本满意的占87.5%", "如上书村2026-02“党费收缴”", "（请补充：原因和其他问题）", "（请补充：下一年的打算和措施）",
    ):  # fmt: skip
        assert part in said, part
    assert [part.heading[:2] for part in compose(facts).sections] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
        "六、",
        "七、",
    ]


def test_an_empty_year_is_said_to_be_empty():
    said = text(FACTS)
    assert "本年没有到期应当公开的事项。" in said and "本年没有收到党员的公开申请。" in said
    assert "还没有登记公开载体。" in said and "没有逾期、迟公开和陈旧的载体" in said


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
