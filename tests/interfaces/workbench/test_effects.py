"""The effect report as a page, a workbook and on paper (第四条（二）, R16)."""

import pytest

from gongkai.participation.models import Activity
from tests.covers import covers
from tests.interfaces.workbench.office import sheet, text


@pytest.fixture
def met(world):
    """Thirty-seven people came to the village's disclosure day."""
    village = world.village
    Activity.objects.create(
        org=village, org_path=village.path, number="H1", register="day", title="公开日", held_on=world.today,
        period=f"{world.today:%Y-%m}", place="村委会", host="张三", content="来看公开栏", people=37, recorded_at=world.now,
        recorder_name="王五",
    )  # fmt: skip
    return world


@covers("R16")
def test_the_report_is_read_as_page_workbook_and_paper(met, see):
    world, month = met, f"{met.today:%Y-%m}"
    town = text(see(world.superior, "effect"))
    assert "公开日来看来问的人" in town and "37" in town
    query = {"span": month, "org": "Z01"}
    lines = sheet(see(world.superior, "effect_xlsx", **query))
    at = lines[0].index("公开日来看来问的人")
    assert [(line[1], line[at]) for line in lines[1:]] == [("Z01-C01", 37)]
    own = text(see(world.clerk, "effect", span=month))
    assert "37" in own and "只作对照" in own
    assert "公开日来看来问的人" in text(see(world.clerk, "ledger_print", "effect", span=month))


@pytest.mark.parametrize("span", ["2010-01", "2099-Q1", "x", "2026-Q9"])
def test_what_is_no_span_or_has_not_begun_is_a_missing_page(met, see, span):
    for name in ("effect", "effect_xlsx"):
        assert see(met.superior, name, span=span).status_code == 404


def test_others_have_no_report(met, see):
    assert see(met.charlie, "effect", org="Z01-C01").status_code == 404
    assert see(met.member, "effect").status_code == 404
