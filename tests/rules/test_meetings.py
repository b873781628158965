"""Who was absent from a meeting, and who still waits for the make-up notice (R57, F5)."""

from datetime import date

import pytest

from gongkai.rules.meetings import demand_attendance, demand_make_up, demand_record, untold
from gongkai.rules.refusals import Refused
from tests.covers import covers

MEETING = {"meeting": "members", "due": 31, "attended": 27}
DAY = date(2026, 9, 3)


@covers("R57")
def test_absentees_wait_until_they_are_told():
    assert untold([MEETING]) == 4
    assert untold([MEETING, {}, {"made_up": 3, "names": "甲、乙、丙"}]) == 1
    assert untold([MEETING, {"made_up": 4}]) == 0
    assert untold([{"due": 31, "attended": 31}, {"due": 5}, {}]) == 0


@covers("R57")
@pytest.mark.parametrize(
    ("records", "count", "code"),
    [([], 1, "make_up_none"), ([{**MEETING, "made_up": 4}], 1, "make_up_none"), ([MEETING], 5, "make_up_many"), ([MEETING], 4, None)],
)  # fmt: skip
def test_nobody_is_told_afterwards_who_was_there(records, count, code):
    if code is None:
        demand_make_up(records, count)
        return
    with pytest.raises(Refused) as refused:
        demand_make_up(records, count)
    assert refused.value.code == code


@covers("R57")
def test_more_cannot_come_than_were_due():
    demand_attendance(MEETING)
    demand_attendance({"due": 3})
    with pytest.raises(Refused) as refused:
        demand_attendance({"due": 3, "attended": 4})
    assert refused.value.code == "meeting_attendance"


@covers("R57")
@pytest.mark.parametrize(
    ("record", "held", "named"),
    [
        ({}, None, "“什么时候”“会议类型”“应到人数”“实到人数”"), ({"meeting": " ", "due": 31, "attended": 27}, DAY, "“会议类型”"),
        ({"meeting": "members", "due": 31}, DAY, "“实到人数”"), ({"meeting": "members", "due": 31, "attended": 0}, DAY, "“实到人数”"),
        (MEETING, None, "“什么时候”"),
    ],
)  # fmt: skip
def test_a_meeting_without_its_record_proves_nothing(record, held, named):
    with pytest.raises(Refused) as refused:
        demand_record(record, held=held, today=DAY)
    assert (refused.value.code, refused.value.facts) == ("meeting_record", {"fields": named})


def test_a_meeting_to_come_has_told_nobody():
    demand_record(MEETING, held=DAY, today=DAY)
    with pytest.raises(Refused) as refused:
        demand_record(MEETING, held=date(2026, 9, 4), today=DAY)
    assert refused.value.code == "meeting_ahead"
