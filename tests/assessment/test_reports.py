"""The yearly work report reads every room below one path: counted again by hand, and as many queries for one as for many (R172)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.assessment import queries
from gongkai.assessment.models import Case
from gongkai.participation.models import Opinion
from gongkai.publication.models import Carrier
from gongkai.rules.refusals import Refused
from gongkai.rules.yearly_report import compose
from gongkai.supervision.models import Rectification
from tests.covers import covers
from tests.participation.voices import TODAY, Voices


@pytest.fixture
def voices(db):
    return Voices()


def said(voices, who, org) -> str:
    _, facts = queries.report_facts(voices.at(who), code=org.code, year=TODAY.year, today=voices.today)
    report = compose(facts)
    return "\n".join((report.opening, *(line for part in report.sections for line in part.paragraphs)))


def rectified(voices, org, number, due) -> None:
    Rectification.objects.create(
        org=org, org_path=org.path, inspector=voices.world.town, inspector_path=voices.world.town.path, source=number,
        number=number, title="限期整改", state="planned", issued_at=voices.now, plan_due=due, due_on=due,
    )  # fmt: skip


@covers("R172")
def test_what_villages_did_stands_in_the_report_of_those_above(voices):
    """Opinions, boards and rectifications of a village are in its own, the town's and the county's figures alike."""
    voices.submit(sign=False)
    voices.decided(voices.submit("villager"))
    voices.submit(kind="report", text="账目不对。")  # in confidence: in nobody's figures
    village = voices.world.village
    for place in ("村委会门口", "三组路口"):
        Carrier.objects.create(
            org=village,
            org_path=village.path,
            kind="board",
            name=place,
            place=place,
            from_date=TODAY - timedelta(30),
            registered_at=voices.now,
        )
    rectified(voices, village, "A-1", TODAY + timedelta(9))
    rectified(voices, village, "A-2", TODAY - timedelta(9))
    assert Opinion.objects.count() == 3
    for who, org in (("clerk", village), ("superior", voices.world.town), ("county_office", voices.world.county)):
        told = said(voices, who, org)
        assert "收到2条，署名1条；已有结果1条，其中按时1条" in told, org
        assert "公开栏等载体2处" in told and "限期整改通知2份，已销号0份，还在整改2份，其中过了整改期限1份" in told
        assert ("（含所属" in told) == (org != village)


@covers("R124", "R172")
def test_cases_are_counted_only_where_they_name_nobody(voices):
    village, county = voices.world.village, voices.world.county
    Case.objects.create(
        org=village, org_path=village.path, county_path=county.path, number="Z-1", year=TODAY.year, step="correct",
        target="organization", state="closed", opened_at=voices.now,
    )  # fmt: skip
    for who, org in (("clerk", village), ("superior", voices.world.town), ("county_office", county)):
        assert "为免推知到个人" in said(voices, who, org)  # a small county: fewer than twenty organizations


@covers("R172")
def test_as_many_queries_for_a_village_with_nothing_as_for_all_with_much(voices):
    def cost(who, org) -> int:
        with CaptureQueriesContext(connection) as found:
            said(voices, who, org)
        return len(found)

    said(voices, "county_office", voices.world.county)  # what is read once per process
    bare = cost("county_office", voices.world.county)
    for number in range(6):
        voices.decided(voices.submit("visitor", sign=False))
        rectified(voices, voices.world.village, f"B-{number}", TODAY)
    assert cost("county_office", voices.world.county) == bare
    assert cost("clerk", voices.world.village) <= bare


def test_a_stranger_finds_no_report(voices):
    with pytest.raises(Refused) as refused:
        said(voices, "villager", voices.world.village)
    assert refused.value.code == "not_found"
