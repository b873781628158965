"""Deciding at the same moment makes one point, not two (P7)."""

import pytest

from gongkai.supervision import actions
from gongkai.supervision.models import Point
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.parallel import at_once, file_database, seen
from tests.supervision.pointing import Pointing


@covers("R112")
@pytest.mark.django_db(transaction=True)
def test_two_nominations_decided_at_once_make_one_point(tmp_path):
    field = Pointing(Desk())
    rows = [field.submitted(batch=field.batch(title=title)) for title in ("第一批", "第二批")]
    for row in rows:
        field.checked(row)
    town, when = field.at("superior"), field.when

    def name(row):
        return lambda: actions.move_point(town, number=row.number, verb="name", **when).state

    with file_database(tmp_path):
        results = at_once([name(row) for row in rows * 2])
        assert results.count("named") == 1
        assert set(results) <= {"named", "point_twice", "wrong_state", "changed_meanwhile"}
        assert seen(lambda: Point.objects.filter(state="named").count()) == 1
