"""Numbers of rectification and accountability are public; organizations, people and cases under way are not (R170)."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.assessment import queries as assessment
from gongkai.rulebook import calendar_store
from gongkai.rules.accountability import Step
from gongkai.rules.duties import LOCAL
from gongkai.supervision import queries as supervision
from gongkai.supervision.models import Rectification
from tests.assessment.conftest import NOW, TODAY, build
from tests.assessment.judging import Judging
from tests.covers import covers

pytestmark = pytest.mark.django_db


@pytest.fixture
def judging():
    calendar_store.forget()
    yield Judging(build(), NOW, TODAY)
    calendar_store.forget()


def page() -> str:
    return Client().get(reverse("portal:inspections")).content.decode()


def notice(world, number, state, year=2026, **more):
    Rectification.objects.create(
        org=world.village, org_path=world.village.path, inspector=world.town, inspector_path=world.town.path,
        source="inspection:1", number=number, title="公开栏没有更新", state=state, plan_due=TODAY, due_on=TODAY,
        issued_at=datetime(year, 12, 31, 23, 30, tzinfo=LOCAL), **more,
    )  # fmt: skip


@covers("R170")
def test_notices_are_counted_by_the_year_in_which_they_were_issued(judging):
    world = judging.world
    assert "还没有发过整改通知" in page()
    notice(world, "一", "closed", late=True)
    notice(world, "二", "reported", refused=2)
    notice(world, "三", "issued")
    notice(world, "四", "withdrawn")
    notice(world, "五", "closed", year=2025)
    found = supervision.rectification_figures(world.visitor)
    assert found == {
        2026: supervision.RectificationFigures(3, 1, 2, 1, 1), 2025: supervision.RectificationFigures(1, 1, 0, 0, 0),
    }  # fmt: skip
    body = page()
    assert body.index("2026年") < body.index("2025年")
    assert 'data-k="整改通知">3</td>' in body and 'data-k="已销号">1</td>' in body
    assert "公开栏没有更新" not in body and world.village.short_name not in body


@covers("R170")
def test_a_case_is_counted_once_it_is_decided_and_never_named(judging):
    row = judging.case()
    judging.write(row)
    assert assessment.case_figures(judging.world.visitor) == {}
    judging.move_case(row, "tell")
    assert assessment.case_figures(judging.world.visitor) == {}
    assert row.number not in page()
    judging.later(14)
    judging.move_case(row, "decide", "confidential")
    found = assessment.case_figures(judging.world.visitor)
    assert found == {row.year: {Step.CORRECT: 1, Step.HOLD: 0, Step.BY_LAW: 0}}
    body = page()
    assert f"{row.year}年" in body and 'data-k="批评教育，限期整改">1</td>' in body
    assert row.number not in body and judging.world.village.short_name not in body


def test_a_dropped_case_is_never_counted(judging):
    row = judging.case()
    judging.write(row)
    judging.move_case(row, "tell")
    judging.move_case(row, "dismiss", remark="已经补上，情节轻微。")
    assert assessment.case_figures(judging.world.visitor) == {}
