"""The published results of a year are open to everybody; nothing of a running assessment is."""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.assessment.models import YearSheet
from gongkai.rulebook import calendar_store
from gongkai.rules.scoring import TERMS, Grade
from tests.assessment.conftest import NOW, TODAY, build
from tests.assessment.judging import Judging

pytestmark = pytest.mark.django_db


@pytest.fixture
def judging():
    """A county in January; the process forgets its calendar before and after."""
    calendar_store.forget()
    yield Judging(build(), NOW, TODAY)
    calendar_store.forget()


def page(judging) -> str:
    answer = Client().get(reverse("portal:grades", args=[judging.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_publication_there_is_nothing_to_read_and_after_it_everything(judging):
    assert "还没有公布过考评结果" in page(judging)
    judging.graded()
    assert "还没有公布过考评结果" in page(judging)
    judging.move("publish", "county_office")
    row = YearSheet.objects.get(org__code=judging.code)
    body = page(judging)
    assert f"{row.year}年" in body and row.number in body
    assert TERMS[Grade(row.grade)] in body and TERMS[Grade(row.head_grade)] in body
    assert f"{row.total / 100:g}" in body and row.head_name in body
    assert "还没有登记" in body


def test_the_page_of_the_organization_leads_there(judging):
    address = reverse("portal:grades", args=[judging.code])
    assert f'href="{address}"' in Client().get(reverse("portal:organization", args=[judging.code])).content.decode()
    assert Client().get(reverse("portal:grades", args=["NO-SUCH"])).status_code == 404
