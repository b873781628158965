"""What a morning tells whom: when clocks ring, how they are grouped, in which words, and never more than that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.notices import (
    KINDS,
    Asked,
    Deadline,
    Line,
    Morning,
    concerns,
    final,
    in_words,
    may_mail,
    message,
    of,
    subject,
)
from gongkai.rules.permissions import Permission, Role
from tests.covers import covers
from tests.rules.calendar_data import KNOWN

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)
CLERKS = of(Permission.DRAFT)
NAMES = {"0001": "上书村", "0002": "朝阳村"}
DAYS = st.dates(date(2026, 3, 1), date(2026, 11, 30))


def due(day, kind="duty", path="0001", **more):
    return Deadline(kind, path, day, f"{kind}-{day}", CLERKS, **more)


def morning(day=MONDAY):
    return Morning(day, KNOWN, (5, 2, 0))


@covers("R71")
@pytest.mark.parametrize(
    ("day", "rings"),
    [
        (date(2026, 11, 23), True),  # today
        (date(2026, 11, 24), False),
        (date(2026, 11, 25), True),  # in two working days
        (date(2026, 11, 26), False),
        (date(2026, 11, 30), True),  # in five working days, over a weekend
        (date(2026, 12, 1), False),
        (date(2026, 11, 20), True),  # late
        (date(2026, 8, 1), True),
    ],
)
def test_a_clock_rings_five_two_and_no_working_days_before_and_once_it_is_late(day, rings):
    assert morning().rings(due(day)) is rings


def test_a_day_off_is_quiet_unless_something_fell_overdue():
    assert not morning(SATURDAY).rings(due(SATURDAY))
    assert not morning(SATURDAY).rings(due(date(2026, 11, 20)))
    assert morning(SATURDAY).rings(due(SATURDAY - timedelta(days=1)))
    assert message([due(date(2026, 11, 20))], morning(SATURDAY), NAMES) == []
    both = message([due(date(2026, 11, 20)), due(date(2026, 11, 27))], morning(SATURDAY), NAMES)
    assert both[0].overdue == 2


def test_what_has_no_day_rings_once_after_it_came_in_and_is_told_along():
    waiting = due(None, "exemption", since=date(2026, 11, 20))  # on Friday; Monday tells
    assert morning().rings(waiting)
    assert morning().rings(replace(waiting, since=SATURDAY - timedelta(days=7)))
    assert not morning(date(2026, 11, 24)).rings(waiting)
    assert not morning().rings(replace(waiting, since=MONDAY))  # came in this morning
    assert not morning().rings(replace(waiting, since=None))
    along = message([due(MONDAY), replace(waiting, since=None)], morning(), NAMES)
    assert [(line.kind, line.waiting, line.today) for line in along] == [("duty", 0, 1), ("exemption", 1, 0)]


def test_what_is_far_away_is_not_told():
    far = due(date(2026, 12, 20))
    assert not morning().lists(far)
    assert message([far, due(MONDAY)], morning(), NAMES)[0].total == 1


def test_lines_are_grouped_by_kind_and_place_and_the_late_come_first():
    found = message(
        [
            due(date(2026, 11, 25)), due(date(2026, 11, 24), count=3), due(MONDAY, "enquiry"),
            due(date(2026, 11, 2), "opinion", "0002"), due(date(2026, 11, 20), "opinion", "0002"),
        ],
        morning(), NAMES,
    )  # fmt: skip
    assert [(line.kind, line.org) for line in found] == [
        ("opinion", "朝阳村"),
        ("enquiry", "上书村"),
        ("duty", "上书村"),
    ]
    assert (found[0].overdue, found[2].soon) == (2, 4)
    assert in_words(found[0], MONDAY) == "意见建议：2条已逾期，最早的应办于11月2日"
    assert in_words(found[2], MONDAY) == "公开任务：4项快到期，最早的应公开于11月24日"
    assert subject(found, MONDAY) == "党务公开：2项已逾期，1项今天到期，4项快到期（11月23日）"


def test_a_line_is_kept_and_read_back():
    for first in (MONDAY, None):
        line = Line("duty", "上书村", 1, 2, 3, 4, first)
        assert Line.from_json(line.as_json()) == line and line.total == 10
    assert in_words(Line("duty", "", 1, 0, 0, 2, date(2025, 12, 5)), MONDAY).endswith("应公开于2025年12月5日")


def test_it_goes_to_holders_of_the_role_at_that_place_only():
    one = due(MONDAY)
    assert concerns(one, user_id=1, grants=[(Role.CLERK, "0001")])
    assert not concerns(one, user_id=1, grants=[(Role.CLERK, "00010001")])
    assert not concerns(one, user_id=1, grants=[(Role.HEAD, "0001")])
    assert not concerns(one, user_id=1, grants=[])
    assert not concerns(replace(one, but=frozenset({1})), user_id=1, grants=[(Role.CLERK, "0001")])
    only = replace(one, only=frozenset({2}))
    assert not concerns(only, user_id=1, grants=[(Role.CLERK, "0001")])
    assert concerns(only, user_id=2, grants=[(Role.CLERK, "0001")])
    assert not concerns(only, user_id=2, grants=[(Role.HEAD, "0001")])


@covers("R12")
@given(st.lists(st.tuples(st.none() | DAYS, st.sampled_from(sorted(KINDS)), st.text(min_size=3)), max_size=8), DAYS)
def test_a_message_never_holds_a_title_and_says_each_clock_once(found, today):
    clocks = [Deadline(kind, "0001", day, f"{n}", CLERKS, title) for n, (day, kind, title) in enumerate(found)]
    here = morning(today)
    lines = message(clocks, here, NAMES)
    bare = [replace(one, title="") for one in clocks]
    assert lines == message(bare, here, NAMES)
    if lines:
        assert sum(line.total for line in lines) == sum(here.lists(one) for one in clocks)
        assert any(here.rings(one) for one in clocks)
        assert subject(lines, today).startswith("党务公开：")
        assert all(in_words(line, today).startswith(KINDS[line.kind].name) for line in lines)
    else:
        assert not any(here.rings(one) and here.lists(one) for one in clocks)


def test_mail_follows_the_will_of_the_person():
    def ask(day=MONDAY, **more):
        wish = {"address": "a@example.org", "wanted": True, "weekdays": "12345", "working": True}
        return may_mail(day=day, **(wish | more))

    assert ask()
    assert not ask(address="") and not ask(wanted=False) and not ask(weekdays="2345")
    assert ask(SATURDAY)  # a working Saturday (调休) counts for those of Monday to Friday
    assert not ask(SATURDAY, weekdays="135") and ask(SATURDAY, weekdays="6")
    assert ask(SATURDAY, working=False, weekdays="1")
    assert not ask(SATURDAY, working=False, wanted=False)


def test_only_a_5xx_is_final():
    assert final(550) and not final(450) and not final(250)


def test_every_kind_names_its_article_and_sources_can_be_narrowed():
    assert all(kind.article.startswith("第") and kind.name and kind.measure and kind.by for kind in KINDS.values())
    assert Asked(MONDAY).at("org_path") == {} and Asked(MONDAY).by("due_on") == {}
    narrow = Asked(MONDAY, SATURDAY, ("0001",))
    assert narrow.at("org_path") == {"org_path__in": ("0001",)} and narrow.by("due_on") == {"due_on__lte": SATURDAY}
    assert Role.CONFIDENTIAL not in of(Permission.HANDLE_OPINION, but=(Role.CONFIDENTIAL,))


@covers("R10", "R71")
def test_what_people_are_asked_is_told_when_it_opened_and_as_it_ends():
    opened = date(2026, 11, 20)  # on Friday; Monday tells
    asked = Deadline("asked", "0001", date(2026, 12, 21), "1", frozenset(), since=opened, persons=frozenset({7}))
    assert morning().lists(asked) and morning().rings(asked)
    for day in (date(2026, 11, 24), SATURDAY, date(2026, 12, 1)):
        assert not morning(day).rings(asked) and not morning(day).lists(asked)
    assert [n for n in range(10) if morning(date(2026, 12, 12) + timedelta(days=n)).rings(asked)] == [2, 5, 9]
    assert not morning().rings(replace(asked, persons=frozenset()))
    assert concerns(asked, user_id=7, grants=[]) and not concerns(asked, user_id=8, grants=[(Role.HEAD, "0001")])
    [line] = message([asked], morning(), NAMES)
    assert in_words(line, MONDAY) == "征求您的意见：1件正在征求，最早的截止于12月21日"
    both = [line, *message([due(MONDAY)], morning(), NAMES)]
    assert subject(both, MONDAY) == "党务公开：1项今天到期，1项请您参加（11月23日）"


@pytest.mark.parametrize("before", [(3,), (0, 10), (1, 1)])
def test_when_to_remind_is_a_setting(before):
    here = Morning(MONDAY, KNOWN, before)
    days = [day for n in range(30) if KNOWN.is_workday(day := MONDAY + timedelta(days=n))]
    assert sum(here.rings(due(day)) for day in days) == len(set(before))
    assert all(here.lists(due(day)) for day in days if here.rings(due(day)))
