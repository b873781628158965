"""When a matter is filed, for how long, under which code (第六条（四）, R53, R54, DA/T 22-2015)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.archiving import (
    FONDS,
    Closing,
    ClosingFacts,
    Part,
    PartKind,
    Retention,
    RetentionFacts,
    Wait,
    Waits,
    archive_code,
    closing_of,
    fonds_of,
    kept_until,
    longer,
    retention_key,
    said_retention,
    seal,
    seal_of_parts,
)

PUBLIC, TODAY = date(2026, 9, 3), date(2026, 11, 27)
FACTS = ClosingFacts("published", PUBLIC, "periodic", PUBLIC)


def closed(today=TODAY, **changed):
    return closing_of(replace(FACTS, **changed), quiet_days=30, today=today)


@pytest.mark.parametrize(
    ("state", "how"), [("withdrawn", Closing.WITHDRAWN), ("terminated", Closing.TERMINATED),
                       ("superseded", Closing.SUPERSEDED), ("closed", Closing.CLOSED)],
)  # fmt: skip
def test_what_has_ended_is_filed_as_of_the_day_of_its_end(state, how):
    assert closed(state=state, state_on=date(2026, 10, 8), time_kind="standing") == (how, date(2026, 10, 8))


def test_what_is_public_is_filed_when_its_time_is_over():
    over = PUBLIC + timedelta(days=30)
    assert closed(today=over) == (Closing.OVER, over)
    assert closed(today=over - timedelta(days=1)) == Wait(Waits.RUNNING, over)
    late_notice = date(2026, 10, 20)
    assert closed(notice_end=late_notice) == (Closing.OVER, late_notice)


def test_what_was_held_open_longer_closed_when_nothing_held_it_any_more():
    late, early = date(2026, 11, 20), date(2026, 9, 10)
    assert closed(state="closed", state_on=date(2026, 10, 8), freed_on=late) == (Closing.CLOSED, late)
    assert closed(state="closed", state_on=date(2026, 10, 8), freed_on=early) == (Closing.CLOSED, date(2026, 10, 8))
    assert closed(freed_on=late) == (Closing.OVER, late)
    assert closed(freed_on=early) == (Closing.OVER, PUBLIC + timedelta(days=30))
    assert closed(state_on=late) == (Closing.OVER, late)  # taken down, and shown again that day


@pytest.mark.parametrize(
    ("changed", "wait"),
    [
        ({"state": "releasing"}, Wait(Waits.RELEASING)),
        ({"published_on": None}, Wait(Waits.RELEASING)),
        ({"state": "hidden"}, Wait(Waits.HIDDEN)),
        ({"change_open": True}, Wait(Waits.CHANGE)),
        ({"open_opinions": 1}, Wait(Waits.OPINIONS)),
        ({"state": "closed", "open_opinions": 1}, Wait(Waits.OPINIONS)),
        ({"notice_end": TODAY}, Wait(Waits.NOTICE, TODAY)),
        ({"notice_end": PUBLIC, "notice_told": False}, Wait(Waits.RESULT)),
        ({"time_kind": "standing"}, Wait(Waits.STANDING)),
    ],
)
def test_what_waits_says_why(changed, wait):
    assert closed(**changed) == wait


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        (RetentionFacts("3", "periodic"), "retention_routine"),
        (RetentionFacts("1", "periodic"), "retention_institution"),
        (RetentionFacts("8", "standing"), "retention_institution"),
        (RetentionFacts("3", "instant", by_notice=True), "retention_business"),
        (RetentionFacts("8", "instant", off_catalog=True), "retention_business"),
        (RetentionFacts("3", "periodic", changed=True), "retention_business"),
        (RetentionFacts("3", "periodic", signed_opinions=True), "retention_business"),
    ],
)
def test_the_parameter_that_says_how_long(facts, key):
    assert retention_key(facts) == key


def test_an_entry_of_the_catalog_may_say_it_in_words():
    assert [said_retention(one) for one in ("永久", "保存30 年", "10年", "长期", "")] == [
        Retention.PERMANENT, Retention.Y30, Retention.Y10, None, None,
    ]  # fmt: skip


def test_of_two_classes_the_longer_counts():
    assert longer(Retention.Y10, Retention.Y30) == longer(Retention.Y30, Retention.Y10) == Retention.Y30
    assert longer(Retention.Y30, Retention.PERMANENT) == longer(Retention.PERMANENT, Retention.Y10) == "permanent"


def test_years_count_from_the_year_after_filing():
    assert kept_until(2026, "y10") == date(2036, 12, 31)
    assert kept_until(2026, "y30") == date(2056, 12, 31)
    assert kept_until(2026, "permanent") is None


def test_the_code_is_written_as_the_standard_has_it():
    code = archive_code(fonds="Z109", year=2011, retention="permanent", unit="BGS", number=1)
    assert code == "Z109-WS·2011-Y-BGS-0001"
    assert archive_code(fonds="Z1", year=2011, retention="y30", unit="BGS", number=12345).endswith("-D30-BGS-12345")


@given(st.from_regex(r"[A-Z]{1,2}[0-9]{1,3}(-[A-Z][0-9]{1,3}){0,2}", fullmatch=True))
def test_a_fonds_number_from_a_code_has_no_dash(code):
    assert FONDS.fullmatch(fonds_of(code))


@given(st.lists(st.tuples(st.sampled_from(PartKind), st.text(max_size=5), st.text(max_size=5)), max_size=4), st.data())
def test_a_seal_is_another_one_when_anything_is_another(rows, data):
    parts = [Part(kind, ref, name, "0") for kind, ref, name in rows]
    other = [*parts, Part(PartKind.TRAIL, "x", "y", "1")]
    assert seal_of_parts(parts) != seal_of_parts(other)
    if parts:
        place = data.draw(st.integers(0, len(parts) - 1))
        changed = [*parts[:place], replace(parts[place], sha256="1"), *parts[place + 1 :]]
        assert seal_of_parts(changed) != seal_of_parts(parts)


def test_a_moment_has_one_spelling_in_every_zone():
    moment = datetime(2026, 9, 3, 1, 0, tzinfo=UTC)
    assert seal([moment]) == seal([moment.astimezone(timezone(timedelta(hours=8)))])
