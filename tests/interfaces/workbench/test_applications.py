"""Applications at the desk: typed in, answered, refused only with the superior, filed; nothing typed is lost (R89–R97)."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.access_requests import queries as applications
from tests.access_requests.asking import REASONS, Asking
from tests.covers import covers
from tests.factories.drafts import Desk

QUERIES = 23  # of the page of one application


@pytest.fixture
def asking(db):
    """As of the real day, which the pages know."""
    desk = Desk()
    desk.now = timezone.now()
    desk.today = timezone.localdate(desk.now)
    return Asking(desk)


def client(asking: Asking, who: str) -> Client:
    browser = Client()
    browser.force_login(asking.people.get(who) or getattr(asking.world, who))
    return browser


def place(row) -> str:
    return f"/desk/application/{row.number}/"


def state(row) -> str:
    row.refresh_from_db()
    return row.state


@covers("R89")
def test_a_member_who_rang_is_typed_in_and_a_stranger_is_not(asking):
    asking.enroll("old", "017", name="韦老满", account=False)
    clerk = client(asking, "clerk")
    typed = {
        "channel": "phone", "received_on": asking.today, "name": "韦老满", "roll_number": "017", "matter": "鱼塘合同",
        "description": "想知道承包金。", "category": "8", "form": "in_person", "contact": "",
    }  # fmt: skip
    page = clerk.post("/desk/applications/new/", typed | {"roll_number": "999"})
    assert page.status_code == 200 and "没有找到这位党员" in page.content.decode()
    assert "想知道承包金。" in page.content.decode()
    sent = clerk.post("/desk/applications/new/", typed)
    assert sent.status_code == 302
    assert "韦老满" in clerk.get(sent["Location"]).content.decode()


@covers("R91", "R95")
def test_it_is_accepted_and_granted_and_stands_filed_with_the_superior(asking):
    row = asking.apply()
    clerk, superior = client(asking, "clerk"), client(asking, "superior")
    assert superior.get(place(row)).status_code == 404, "nothing has reached the superior yet"
    clerk.post(place(row), {"verb": "accept"})
    refused = clerk.post(place(row), {"verb": "grant", "answer": "共1200元。"}).content.decode()
    assert "保密审查" in refused and "共1200元。" in refused
    clerk.post(place(row), {"verb": "grant", "answer": "共1200元。", "cleared": "on"})
    assert state(row) == "closed"
    assert row.filing_number in superior.get("/desk/applications/").content.decode()
    superior.post(place(row), {"verb": "acknowledge"})
    assert state(row) == "filed"
    sheet = openpyxl.load_workbook(io.BytesIO(superior.get("/desk/applications.xlsx?filed=1").content)).active
    assert [sheet.cell(2, 1).value, sheet.cell(2, 13).value] == [row.number, row.filing_number]
    assert row.applicant_name not in {cell.value for line in sheet.iter_rows() for cell in line}


@covers("R92", "R150")
def test_only_the_superior_says_no_and_must_be_obeyed(asking):
    row = asking.accepted()
    clerk, superior = client(asking, "clerk"), client(asking, "superior")
    page = clerk.post(place(row), {"verb": "propose", **(REASONS | {"until": "", "basis": ""})}).content.decode()
    assert "“依据”还没有写。" in page and REASONS["reasons"] in page
    clerk.post(place(row), {"verb": "propose", **(REASONS | {"until": ""})})
    assert state(row) == "proposed"
    assert row.matter in superior.get("/desk/").content.decode(), "it waits in the superior's inbox"
    superior.post(place(row), {"verb": "must", "remark": "应当公开。"})
    assert state(row) == "ruled"
    page = clerk.get(place(row)).content.decode()
    assert 'value="grant"' in page and 'value="tell"' not in page
    clerk.post(place(row), {"verb": "tell", "remark": ""})
    assert state(row) == "ruled", "what was ruled is done"


@covers("R149")
def test_granting_to_a_scope_begins_a_publication(asking):
    row = asking.accepted()
    clerk = client(asking, "clerk")
    page = clerk.get(place(row)).content.decode()
    assert "在哪个目录条目下公开" in page
    sent = {"verb": "grant_scope", "answer": "将在公开栏公开。", "cleared": "on", "code": "目录外", "period": ""}
    clerk.post(place(row), sent)
    assert state(row) == "closed" and row.plan_id is not None


def test_two_people_at_one_application_do_not_overwrite_each_other(asking):
    row = asking.apply()
    clerk = client(asking, "clerk")
    version = re.search(r'name="version" value="(\d+)"', clerk.get(place(row)).content.decode())[1]
    asking.move(row, "accept", "head")
    page = clerk.post(place(row), {"verb": "ask_correction", "remark": "哪一年？", "version": version}, follow=True)
    assert state(row) == "accepted" and "哪一年" not in {step.text for step in asking.view(row).steps}
    assert page.status_code == 200


def test_files_of_the_answer_hang_on_and_come_off(asking):
    row = asking.accepted()
    clerk = client(asking, "clerk")
    upload = SimpleUploadedFile("明细.txt", "买书600元".encode())
    assert (
        clerk.post(place(row), {"verb": "attach", "side": "answer", "file": upload, "caption": ""}).status_code == 302
    )
    hung = applications.request_view(asking.at("clerk"), number=row.number, today=asking.today).files[0]
    assert "明细.txt" in clerk.get(place(row)).content.decode()
    clerk.post(place(row), {"verb": "detach", "token": hung.file.token})
    assert "明细.txt" not in clerk.get(place(row)).content.decode()


def test_the_applicant_is_sent_to_the_own_page_and_others_find_nothing(asking):
    row = asking.apply()
    assert client(asking, "member").get(place(row))["Location"] == f"/application/{row.number}/"
    for who in ("charlie", "villager", "superior"):
        assert client(asking, who).get(place(row)).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"verb": "?"}, {"verb": "grant"}, {"verb": "attach"}, {"verb": "accept", "version": "x"}, {"verb": "point_elsewhere", "elsewhere_id": "9", "remark": "x"}])  # fmt: skip
def test_no_input_is_ever_an_error_of_the_server(asking, sent):
    row = asking.accepted()
    assert client(asking, "clerk").post(place(row), sent).status_code in (200, 302)


def test_the_page_and_the_lists_ask_as_often_however_many_there_are(
    asking, django_assert_num_queries, django_assert_max_num_queries
):
    first = asking.accepted()
    clerk = client(asking, "clerk")
    clerk.get(place(first))
    with django_assert_max_num_queries(QUERIES):
        clerk.get(place(first))
    clerk.get("/desk/applications/")
    with django_assert_max_num_queries(18) as few:
        clerk.get("/desk/applications/")
    for place_ in range(3):
        asking.apply(matter=f"第{place_}件别的事", description="不一样的事。")
    with django_assert_num_queries(len(few)):
        clerk.get("/desk/applications/")
