"""When a matter has to come out again after people spoke about it, and when it did (第八条（四）, R79, R80)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.again import Again, EditionHeard, MatterHeard, decided, decision, lacking, stands
from gongkai.rules.procedures.edition import EditionState
from tests.covers import covers

INSIDE = {"draft", "secrecy", "review", "approval", "returned", "approved"}  # not yet before anybody's eyes
DECISIONS = ("", decision(again=True, reason="改了数"), decision(again=False, reason="没有新情况"))
EDITIONS = st.lists(
    st.tuples(st.sampled_from(list(EditionState)), st.booleans(), st.sampled_from(DECISIONS)), max_size=6
)


def matter(*editions, major=False, answered=False, title="党费"):
    rows = tuple(EditionHeard(number, *one) for number, one in enumerate(editions, 1))
    return MatterHeard(title, major, answered, rows)


def told_by_walking(one: MatterHeard) -> Again:
    """The same, edition by edition in their order, as somebody reads a file from the first sheet to the last."""
    wish = None  # what is open when the sheet before was read: None, open, done
    settled = False
    for edition in one.editions:
        if edition.again and edition.state != "abandoned":
            wish = "open" if edition.state in INSIDE else "done"
        if edition.decision:
            settled = True
            if edition.decision.startswith("再次公开：是"):
                wish = "open"
    if wish is None:
        return Again.UNDECIDED if one.major and one.answered and not settled else Again.NOT_OWED
    return Again.DONE if wish == "done" else Again.UNPUBLISHED


@covers("R79", "R80")
@given(EDITIONS, st.booleans(), st.booleans())
def test_the_verdict_is_what_reading_the_file_gives(editions, major, answered):
    one = matter(*editions, major=major, answered=answered)
    assert stands(one) is told_by_walking(one)


@covers("R79", "R80")
@pytest.mark.parametrize(
    ("editions", "more", "wanted"),
    [
        ([("published",)], {}, Again.NOT_OWED),
        ([("published",)], {"answered": True}, Again.NOT_OWED),
        ([("published",)], {"answered": True, "major": True}, Again.UNDECIDED),
        ([("published", False, DECISIONS[2])], {"answered": True, "major": True}, Again.NOT_OWED),
        ([("published", False, DECISIONS[1])], {"major": True}, Again.UNPUBLISHED),
        ([("superseded", False, DECISIONS[1]), ("published", True)], {"major": True}, Again.DONE),
        ([("published",), ("draft", True)], {}, Again.UNPUBLISHED),
        ([("published",), ("abandoned", True)], {}, Again.NOT_OWED),
        ([("superseded",), ("published", True), ("draft", True)], {}, Again.UNPUBLISHED),
        ([("superseded",), ("published", True, DECISIONS[1])], {}, Again.UNPUBLISHED),
    ],
)  # fmt: skip
def test_cases_as_people_know_them(editions, more, wanted):
    assert stands(matter(*editions, **more)) is wanted


def test_a_decision_is_read_back():
    assert [decided(one) for one in DECISIONS] == [None, True, False]
    assert DECISIONS[1] == "再次公开：是。改了数"


def test_what_waits_is_named():
    done = matter(("superseded",), ("published", True), title="甲")
    assert lacking([done, matter(("published",)), matter(("published", False, DECISIONS[1]), title="乙")]) == (
        2,
        1,
        ("乙",),
    )
