"""What the records tell of each line of the inspection sheet, and why the others stay open (第九条（五）, F19)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.inspection_lines import Appraised, Figures, by_hand, differs_unsaid, prefill, share
from gongkai.rules.inspections import sheet
from tests.covers import covers
from tests.rules.test_inspections import WEIGHTS

LINES = sheet(WEIGHTS)
MOST = {line.code: line.most for line in LINES}
COUNTS = st.integers(0, 10_000)


def filled(**figures):
    return prefill(LINES, Figures(**figures), missed=10, late=5)


@covers("R104")
@given(st.builds(Figures, due=COUNTS, overdue=COUNTS, late=COUNTS, categories=st.integers(0, 7), carriers=COUNTS,
                 changes=COUNTS, changes_open=COUNTS, boards=COUNTS, boards_stale=COUNTS, opinions_decided=COUNTS,
                 opinions_in_time=COUNTS, opinions_overdue=COUNTS, has_phone=st.booleans(), needs_group=st.booleans(),
                 has_group=st.booleans(), supervisors=COUNTS, meetings=COUNTS, meetings_owed=COUNTS, marks=COUNTS,
                 marks_overdue=COUNTS, agenda_held=COUNTS, agenda_owed=st.integers(0, 4), circles=COUNTS,
                 circles_fit=COUNTS, filed=COUNTS, unfiled=COUNTS, damaged=COUNTS, again_owed=COUNTS, again_done=COUNTS,
                 again_waiting=st.lists(st.text(max_size=160), max_size=9).map(tuple), rated=COUNTS, rated_well=COUNTS,
                 appraised=st.none() | st.builds(Appraised, st.integers(1, 10**9), COUNTS, COUNTS, COUNTS, COUNTS)))  # fmt: skip
def test_what_the_records_propose_stays_within_each_line(found):
    filled = prefill(LINES, found, missed=10, late=5)
    assert all(0 <= one.tenths <= MOST[code] and one.sentence and one.records for code, one in filled.items())
    assert "2d" not in filled  # truth is seen by people only
    told = {
        line.code: filled[line.code].sentence if line.code in filled else by_hand(line.code, found) for line in LINES
    }
    assert all(0 < len(one) <= 200 for one in told.values())  # what a line of the sheet holds
    assert all(len(one.records) <= 20 for one in filled.values())


@given(COUNTS, COUNTS, st.integers(0, 20))
def test_more_overdue_never_gives_more(overdue, late, more):
    def points(n):
        return prefill(LINES, Figures(overdue=n, late=late), missed=10, late=5)["2a"].tenths

    assert points(overdue + more) <= points(overdue)


def test_records_are_told_in_figures():
    filled = prefill(LINES, Figures(due=60, answered=57, overdue=3, late=2), missed=10, late=5)
    assert (filled["2a"].sentence, filled["2a"].tenths) == ("应公开60项，已有交代57项，逾期3项，晚公开2项", 60)
    older = prefill(
        LINES, Figures(span=("2025-12", "2026-11"), due=60, answered=60, overdue_before=1), missed=10, late=5
    )["2a"]
    assert (
        older.sentence
        == "2025年12月至2026年11月应公开60项，已有交代60项，逾期0项，晚公开0项；更早的还有1项没有交代，不计"
    )
    assert older.tenths == 100
    assert "5b" not in prefill(LINES, Figures(), missed=10, late=5)  # who has no supervisors is judged by people
    seen = Figures(supervisors=2, meetings=1, meetings_owed=2, marks=4, marks_overdue=1)
    assert prefill(LINES, seen, missed=10, late=5)["5b"].tenths == 30 * 4 // 6
    assert (share(60, 1, 3), share(60, 5, 3), share(60, 0, 0)) == (20, 60, 60)


@covers("R104", "R128", "R130", "R131")
@pytest.mark.parametrize(
    ("group", "tenths"),
    [
        ({"needs_group": False}, (30, 20, 20)),
        ({"needs_group": True}, (0, 0, 0)),
        ({"has_group": True, "office_in_discipline": True, "group_members": 4, "group_duties": 4}, (30, 20, 20)),
        ({"has_group": True, "group_faults": 1, "group_members": 4, "group_duties": 1}, (15, 0, 5)),
        ({"has_group": True, "office_in_discipline": True}, (30, 20, 0)),
    ],
)  # fmt: skip
def test_the_leading_group_is_read_seat_by_seat(group, tenths):
    filled = prefill(LINES, Figures(**({"needs_group": True} | group)), missed=10, late=5)
    assert tuple(filled[code].tenths for code in ("1a", "1b", "1e")) == tenths


@covers("R104")
def test_items_and_signed_opinions_are_counted_from_their_registers():
    found = Figures(items=8, items_whole=6, items_outside=2, signed_decided=3, signed_told=2)
    filled = prefill(LINES, found, missed=10, late=5)
    assert (filled["2c"].tenths, filled["6b"].tenths) == (MOST["2c"] * 6 // 8, MOST["6b"] * 2 // 3)
    assert filled["3c"].sentence == "今年目录外公开2件，都有目录制定机关的同意"
    assert prefill(LINES, Figures(), missed=10, late=5)["6b"].tenths == MOST["6b"]


@covers("R126")
def test_the_agenda_is_filled_for_committees_and_left_open_for_branches():
    one = prefill(LINES, Figures(agenda_held=1, agenda_owed=2), missed=10, late=5)["1d"]
    assert (one.sentence, one.tenths) == ("一年里专题研究党务公开1次，应研究2次", MOST["1d"] // 2)
    assert prefill(LINES, Figures(agenda_owed=2), missed=10, late=5)["1d"].tenths == 0
    assert prefill(LINES, Figures(agenda_held=3, agenda_owed=2), missed=10, late=5)["1d"].tenths == MOST["1d"]
    assert "1d" not in prefill(LINES, Figures(), missed=10, late=5)


@pytest.mark.parametrize(
    ("money", "tenths", "said"),
    [
        ({}, 0, "没有记过"),
        ({"fund_budget": 600_000}, 10, "预算6,000.00元，拨入0.00元"),
        ({"fund_budget": 600_000, "fund_income": 500_000, "fund_spent": 140_000}, 20, "收支结余没有公开"),
        ({"fund_budget": 600_000, "fund_spent": 140_000, "funds_public": True}, 30, "支出1,400.00元，收支结余已公开"),
        ({"fund_income": 500_000}, 10, "没有记预算"),
    ],
)
def test_funds_are_read_from_their_ledger(money, tenths, said):
    line = prefill(LINES, Figures(**money), missed=10, late=5)["1f"]
    assert (line.tenths, line.records) == (tenths, "funds") and said in line.sentence


def walked(most, good, total):
    """A share counted by giving out tenths one by one, as somebody with a pencil would."""
    given = 0
    while given < most and (given + 1) * total <= most * good:
        given += 1
    return given


@covers("R104")
@given(st.integers(0, 300), st.integers(0, 300))
def test_ways_files_and_republications_earn_their_share(good, bad):
    total = good + bad
    lines = filled(
        circles=total, circles_fit=good, filed=good, unfiled=bad, again_owed=total, again_done=good,
        appraised=Appraised(3, total, good, total, good),
    )  # fmt: skip
    for code in ("4a", "5c", "6c", "6d", "6e"):
        if total or code[0] in "45" or code == "6c":
            assert lines[code].tenths == (walked(MOST[code], good, total) if total else MOST[code]), code
        else:
            assert code not in lines  # a round in which nobody decided says nothing


@covers("R104")
def test_ways_and_files_are_told_in_figures():
    lines = filled(circles=4, circles_fit=3, filed=6, unfiled=2, damaged=2)
    assert (lines["4a"].sentence, lines["4a"].tenths, lines["4a"].records) == (
        "今年公开4次，方式到得了公开范围、又不超出范围的3次", MOST["4a"] * 3 // 4, "register",
    )  # fmt: skip
    assert (lines["5c"].sentence, lines["5c"].tenths, lines["5c"].records) == (
        "今年归档6件，到了时候没有归的2件，原件变了或者找不到的2份", MOST["5c"] * 4 // 8, "archive",
    )  # fmt: skip
    assert filled(filed=1, damaged=3)["5c"].tenths == 0


@covers("R104")
def test_what_was_to_come_out_again_is_named():
    one = filled(again_owed=5, again_done=1, again_waiting=("甲", "乙" * 40, "丙", "丁"))["6c"]
    assert one.sentence == f"今年该再次公开5件，已经再次公开1件，还没有的：《甲》、《{'乙' * 29}…》、《丙》等4件"
    assert one.tenths == MOST["6c"] // 5
    assert filled()["6c"].sentence == "今年没有要再次公开的" and filled()["6c"].tenths == MOST["6c"]


@covers("R104")
def test_awareness_and_satisfaction_come_from_the_last_round_and_the_ratings():
    lines = filled(appraised=Appraised(12, asked=28, known=21, decided=6, pleased=5), rated=4, rated_well=1)
    assert (lines["6d"].tenths, lines["6d"].records) == (MOST["6d"] * 3 // 4, "round:12")
    assert "回答28次，知道21次" in lines["6d"].sentence and "群众" in lines["6d"].sentence
    assert (lines["6e"].tenths, lines["6e"].records) == (MOST["6e"] * 6 // 10, "round:12")
    assert lines["6e"].sentence == "民主评议总体评价6票，满意和基本满意5票；提意见的人评价答复4次，满意和基本满意1次"
    assert "6d" not in filled(rated=9, rated_well=9) and "6e" not in filled(rated=9, rated_well=9)
    few = Figures(appraised=Appraised(12, 0, 0, 0, 0))
    assert "票数太少" in by_hand("6e", few) and "没有公布过民主评议" in by_hand("6d", Figures())


@pytest.mark.parametrize(
    ("proposed", "tenths", "comment", "differs"),
    [(30, 20, " ", True), (30, 20, "看过", False), (30, 30, "", False), (None, 20, "", False), (30, None, "", False),
     (0, 5, "", True)],
)  # fmt: skip
def test_other_points_than_the_records_come_to_need_a_reason(proposed, tenths, comment, differs):
    assert differs_unsaid(proposed=proposed, tenths=tenths, comment=comment) is differs
