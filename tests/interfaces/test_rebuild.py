"""`gongkai rebuild`: what is derived comes back from the records, and twice is as good as once."""

import pytest

from gongkai.interfaces.jobs import rebuild
from gongkai.obligations.models import DueItem, OrgMonth
from gongkai.publication import pages
from gongkai.publication.models import SearchDocument
from tests.publication.county import FUNDS, county

COUNTED = ("org_id", "period", "expected", "published", "missing")


@pytest.fixture
def place(db):
    made = county()
    made.published(FUNDS)
    return made


def derived() -> tuple:
    return (
        sorted(OrgMonth.objects.values_list(*COUNTED)),
        sorted(DueItem.objects.values_list("catalog_id", "period", "code", "due_on")),
        sorted(SearchDocument.objects.values_list("publication_id", "grams")),
    )


def test_everything_derived_comes_back_from_the_records(place, capsys):
    rebuild.main([])
    whole = derived()
    assert all(whole)
    OrgMonth.objects.update(expected=99)
    SearchDocument.objects.all().delete()
    before = pages.generation().read()
    assert rebuild.main([]) == 0
    assert derived() == whole and pages.generation().read() != before
    said = capsys.readouterr().out
    assert "各月统计：" in said and "查找的索引：1件" in said
    rebuild.main([])
    assert derived() == whole


def test_one_part_alone_leaves_the_others(place, capsys):
    OrgMonth.objects.update(expected=99)
    rebuild.main(["--only", "search"])
    assert set(OrgMonth.objects.values_list("expected", flat=True)) == {99}
    assert "统计" not in capsys.readouterr().out
