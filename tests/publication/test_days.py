"""What was public on a past day, and to whom; never more than the reader may know today."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.publication.models import Explanation, Publication
from gongkai.rules.actor import Actor, ActorKind
from tests.publication.county import FUNDS, county
from tests.publication.rows import START, published

pytestmark = pytest.mark.django_db
VILLAGE = "000100020003"
VISITOR = Actor.visitor()
MEMBER = Actor(ActorKind.PERSON, 5, "陈三", party=(VILLAGE,))
DAY = START.date()


def lines(actor, row, day, **asked):
    return queries.public_on(actor, org_id=row.org_id, day=day, **asked)[0]


def days(actor, row):
    """On which of the days around the first this publication was public."""
    return [plus for plus in range(-2, 6) if lines(actor, row, DAY + timedelta(days=plus))]


def test_from_its_day_to_the_day_of_its_end_both_counted():
    (row,) = published(VILLAGE, "public", at=START)
    assert days(VISITOR, row) == [0, 1, 2, 3, 4, 5]
    Publication.objects.update(ended_at=START + timedelta(days=2), end_kind="superseded")
    assert days(VISITOR, row) == [0, 1, 2]


@pytest.mark.parametrize(("hour", "found"), [(15, [0, 1]), (16, [0, 1]), (17, [0, 1, 2])])
def test_a_day_ends_at_midnight_here(hour, found):
    """16:00 UTC is midnight in Asia/Shanghai: what ended then was public no moment of the new day."""
    (row,) = published(VILLAGE, "public", at=START)
    ended = START.replace(hour=0) + timedelta(days=1, hours=8 + hour)
    Publication.objects.update(ended_at=ended, end_kind="superseded")
    assert days(VISITOR, row) == found


def test_each_circle_is_told_to_its_own():
    rows = published(VILLAGE, "party", "public", at=START)
    inside, told = published(VILLAGE, "party", "individual", at=START, title="党内的事")
    assert [one.audience for one in lines(VISITOR, rows[0], DAY)] == ["public"]
    assert [(one.audience, one.title) for one in lines(MEMBER, rows[0], DAY)] == [
        ("party", "党费收缴情况"), ("party", "党内的事"), ("public", "党费收缴情况"),
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["withdrawn", "terminated", "hidden"])
def test_what_is_gone_keeps_its_line_without_its_title(end):
    (row,) = published(VILLAGE, "public", at=START)
    Publication.objects.update(ended_at=START + timedelta(days=1), end_kind=end)
    (line,) = lines(VISITOR, row, DAY)
    assert (line.title, line.end_kind, line.number) == ("", end, row.disclosure.number)
    assert lines(VISITOR, row, DAY + timedelta(days=2)) == []


def test_another_organization_has_its_own_day():
    (row,) = published(VILLAGE, "public", at=START)
    (other,) = published("000100020004", "public", at=START, title="别村的事")
    assert [one.title for one in lines(VISITOR, row, DAY)] == ["党费收缴情况"]
    assert [one.title for one in lines(VISITOR, other, DAY)] == ["别村的事"]


def test_days_of_being_hidden_are_no_days_of_being_public():
    place = county()
    edition = place.published(FUNDS)
    row, first = Publication.objects.filter(edition=edition, audience="public").get(), place.today
    place.later(days=1)
    publishing.take_down(place.at("head"), edition_id=edition.pk, remark="有误", now=place.later(), today=place.today)
    place.later(days=2)
    publishing.restore(place.at("head"), edition_id=edition.pk, remark="没有误", now=place.later(), today=place.today)
    assert Explanation.objects.filter(kind="hidden").exclude(ended_at=None).exists()
    assert [plus for plus in range(-1, 6) if lines(VISITOR, row, first + timedelta(days=plus))] == [0, 1, 3, 4, 5]


def test_pages_follow_each_other_and_ask_the_same_number_of_queries():
    made = [published(VILLAGE, "public", at=START + timedelta(minutes=one))[0] for one in range(7)]
    found, after = [], None
    while True:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows, after = queries.public_on(VISITOR, org_id=made[0].org_id, day=DAY, after=after, limit=3)
        assert len(asked) == 2
        found += [row.publication_id for row in rows]
        if not after:
            break
    assert found == [row.pk for row in made]
