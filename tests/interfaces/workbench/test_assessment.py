"""The year and the cases through the pages: nothing typed is lost, every point opens, nothing is a 500."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.assessment import queries
from gongkai.assessment.models import Case, Dispute, YearSheet
from gongkai.interfaces.ui.assessment_words import record_url
from gongkai.orgs import actions as orgs
from gongkai.rules.permissions import Role
from gongkai.rules.scoring import FORM
from gongkai.supervision.models import Rectification
from tests.assessment.judging import Judging
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import LONG_AGO, moment_of
from tests.interfaces.workbench.test_month import desk


@pytest.fixture
def judging(db):
    """The real day, so that the running year has duties; sheets of last year stand without any."""
    today = timezone.localdate()
    made = Judging(bound_county(moment_of(today), today).world, moment_of(today), today)
    made.year = today.year - 1
    world, now = made.world, moment_of(today)
    world.confidential = orgs.create_user(world.clock, username="confidential", name="朱七", now=now)
    orgs.give_grant(
        world.clock, org_id=world.county.pk, user_id=world.confidential.pk, role=Role.CONFIDENTIAL, from_date=LONG_AGO,
        now=now,
    )  # fmt: skip
    return made


def at(judging, who):
    return desk(getattr(judging.world, who))


def address(judging, rest=""):
    return f"/desk/assessment/{judging.code}/{judging.year}/{rest}"


SELF = {"act": "self", "total": "92.5", "head": "90", "reason": "每月按时公开"}


def brought(judging, until="review"):
    clerk, head, superior = (at(judging, who) for who in ("clerk", "head", "superior"))
    clerk.post(address(judging), SELF)
    for client, verb in ((head, "submit"), (superior, "review")):
        client.post(address(judging), {"verb": verb, "remark": ""})
    return YearSheet.objects.get()


@covers("R116")
def test_a_year_goes_through_the_pages(judging):
    row = brought(judging)
    assert (row.state, row.frozen["tallies"]["head_agenda"]) == ("reviewed", [0, 0])
    head, office = at(judging, "head"), at(judging, "county_office")
    page = head.get(address(judging, "publicity/")).content.decode()
    assert "对这一行提异议" in page
    assert head.post(address(judging, "publicity/"), {"text": "还有两次宣讲没有算。"}).status_code == 302
    dispute = Dispute.objects.get()
    sent = {"verb": "uphold", "points": "9", "remark": "属实"}
    said = office.post(f"/desk/assessment-dispute/{dispute.pk}/", sent).content.decode()
    assert "更正后的分数要写0到2" in said and "属实" in said
    assert office.post(f"/desk/assessment-dispute/{dispute.pk}/", sent | {"points": "2"}).status_code == 302
    assert "异议成立，已更正" in head.get(address(judging)).content.decode()
    too_early = office.post(address(judging), {"verb": "grade", "remark": ""}).content.decode()
    assert "以后才能定等次" in too_early or "提异议的期限还没有过" in too_early
    YearSheet.objects.update(until=judging.today - timedelta(days=1))
    for verb in ("grade", "publish"):
        assert office.post(address(judging), {"verb": verb, "remark": ""}).status_code == 302
    assert office.post(address(judging), {"act": "use", "text": "计入年度工作考核"}).status_code == 302
    assert "计入年度工作考核" in head.get(address(judging)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"total": "101"}, "最大是 100"), ({"total": "abc"}, "要写成数字"), ({"head": ""}, "还没有写"), ({"head": "1.234"}, "小数最多"),
        ({"reason": ""}, "还没有写"), ({"head": "-1"}, "最小是 0"),
    ],
)  # fmt: skip
def test_a_wrong_self_score_is_said_and_nothing_typed_is_lost(judging, wrong, sentence):
    page = at(judging, "clerk").post(address(judging), SELF | wrong).content.decode()
    assert sentence in page
    assert ("每月按时公开" in page or "reason" in wrong) and YearSheet.objects.count() == 0


@covers("R116")
def test_the_reviewer_sees_the_self_score_beside_the_reckoned_one(judging):
    brought(judging, until="submit")
    page = at(judging, "superior").get(address(judging)).content.decode()
    assert "党组织给自己<b>92.5</b>分，给主要负责人<b>90</b>分" in page and "每月按时公开" in page


def test_every_line_opens_on_page_and_in_excel(judging):
    head = at(judging, "head")
    judging.year = judging.today.year
    for line in FORM:
        assert head.get(address(judging, f"{line}/")).status_code == 200
        book = openpyxl.load_workbook(io.BytesIO(head.get(address(judging, f"{line}.xlsx")).content))
        assert [cell.value for cell in book.active[1]][:2] == ["日期", "记录"]
    assert head.get(address(judging, "weather/")).status_code == 404
    assert head.get(address(judging, "weather.xlsx")).status_code == 404
    for year in (1, 2010, judging.today.year + 1, 99999999):
        assert head.get(f"/desk/assessment/{judging.code}/{year}/").status_code == 404


@covers("R116")
@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        ("duty", "C01"), ("item", "500222Z05-C01-2026-N00008"), ("opinion", "3"), ("edition", "4"), ("round", "5"),
        ("request", "Z05-2026-001"), ("inspection", "XW-JC-2026-001"), ("mark", "Z05-JD-2026-001"),
        ("meeting", "Z05-HY-2026-001"), ("agenda", "Z05-RC-2026-001"), ("agendas", "Z05"), ("activities", "Z05"),
    ],
)  # fmt: skip
def test_every_kind_of_record_behind_a_point_has_its_page(kind, ref):
    record = queries.Record(timezone.localdate(), "记录", "", True, kind, ref, "2026-10")
    assert ref in record_url(record, "Z05-C01")


@covers("R116")
def test_the_table_as_a_workbook_has_the_three_yearly_assessments(judging):
    answer = at(judging, "county_office").get(f"/desk/assessment.xlsx?year={judging.today.year}")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert [heading for heading in rows[0] if "占" in heading] == [
        f"{name}：{whose}"
        for name in ("年度工作考核（占10%）", "党建工作考核（占15%）", "党风廉政建设责任制考核（占10%）")
        for whose in ("党组织", "主要负责人")
    ]
    shown = queries.table(judging.at("county_office"), year=judging.today.year, today=judging.today)
    assert len(rows) == len(shown) + 1
    assert rows[1][5] == shown[0].sheet.total / 100
    assert (rows[0][6], rows[1][0], rows[1][6], rows[1][7]) == ("计入分值（满分100）", None, 40, "数据不全，暂不排名")
    page = at(judging, "county_office").get(f"/desk/assessment/?year={judging.today.year}").content.decode()
    assert f"其中{len(shown)}个计入的不到70分" in page and "40 / 100" in page and ">—</td>" in page
    earlier = at(judging, "county_office").get(f"/desk/assessment/?year={judging.today.year - 1}").content.decode()
    assert "计入的不到" not in earlier  # the threshold is dated: what was judged before it stays


@pytest.mark.parametrize("query", ["year=0000", "year=abc", "year=2010", "grade=x", "page=999", "page=x", "grade=good"])
def test_odd_addresses_are_pages_or_missing_never_errors(judging, query):
    assert at(judging, "county_office").get(f"/desk/assessment/?{query}").status_code in (200, 404)


def test_pages_ask_the_database_as_often_for_few_as_for_many(judging):
    office = at(judging, "county_office")
    for page, most in (("/desk/assessment/", 33), (address(judging), 37), ("/desk/accountability/", 22)):
        office.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert office.get(page).status_code == 200
        assert len(asked) <= most, (page, len(asked))


@covers("R120", "R122")
def test_a_case_goes_through_the_pages_and_is_printed(judging):
    office, head, stranger = (at(judging, who) for who in ("county_office", "head", "charlie"))
    new = f"/desk/accountability/new/?org={judging.code}"
    sent = {
        "trigger": "not_disclosed",
        "step": "hold",
        "target": "organization",
        "person_name": "",
        "facts": "三个月没有公开。",
    }
    page = office.post(new, sent).content.decode()
    assert "追究的是有关领导和直接责任人" in page and "三个月没有公开。" in page
    assert office.post(new, sent | {"step": "correct"}).status_code == 302
    case = f"/desk/accountability/{Case.objects.get().number}/"
    assert head.get(case).status_code == 404
    office.post(case, {"act": "write", "facts": "三个月没有公开。", "measure": "criticism"})
    office.post(case, {"verb": "tell", "remark": ""})
    assert head.get(case).status_code == 200
    hidden, nothing = stranger.get(case), stranger.get("/desk/accountability/XW-ZJ-2011-999/")
    assert (hidden.status_code, hidden.content) == (nothing.status_code, nothing.content)
    assert "还没有写" in head.post(case, {"act": "state", "text": ""}).content.decode()
    assert head.post(case, {"act": "state", "text": "三月已经补上。"}).status_code == 302
    assert head.get(case + "print/").status_code == 404
    assert "立案的人不能自己作决定" in office.post(case, {"verb": "decide", "remark": "批评"}).content.decode()
    Case.objects.update(opened_by=None)
    assert office.post(case, {"verb": "decide", "remark": "批评教育。"}).status_code == 302
    assert "责任追究决定书" in head.get(case + "print/").content.decode()
    assert "和您有关的责任追究有1件" in head.get("/desk/assessment/").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(head.get("/desk/accountability.xlsx").content))
    assert book.active.max_row == 2
    assert stranger.get("/desk/accountability/").status_code == 404


@covers("R123", "R124")
def test_records_are_chosen_on_the_page_and_a_person_gets_a_case_apart(judging):
    office, head = at(judging, "county_office"), at(judging, "head")
    known = queries.known_facts(judging.at("county_office"), org=judging.world.village, today=judging.today)
    sent = {
        "trigger": "not_disclosed", "step": "correct", "target": "organization", "person_name": "", "facts": "没有公开。",
        "links": [known[0].key],
    }  # fmt: skip
    new = f"/desk/accountability/new/?org={judging.code}"
    wrong = office.post(new, sent | {"person_name": "张三"}).content.decode()
    assert "追究党组织不写个人" in wrong and f'value="{known[0].key}" id' in wrong and "checked" in wrong
    assert office.post(new, sent).status_code == 302
    first = Case.objects.get()
    case = f"/desk/accountability/{first.number}/"
    assert office.post(case, {"act": "link", "links": [one.key for one in known[:2]]}).status_code == 302
    page = office.get(case).content.decode()
    assert first.links.count() == 2 and "另立案：有关领导" in page and "另立案：党组织" not in page
    apart = f"{new}&beside={first.number}&target=leader"
    begun = office.get(apart).content.decode()
    assert "没有公开。" in begun and begun.count("checked") == 3  # both records and the target
    office.post(apart, sent | {"target": "leader", "person_name": "张三"})
    assert [one.beside_id for one in Case.objects.order_by("pk")] == [None, first.pk]
    office.post(case, {"act": "write", "facts": "没有公开。", "measure": "criticism"})
    office.post(case, {"verb": "tell", "remark": ""})
    told = head.get(case).content.decode()
    assert known[0].text in told and "同一件事" not in told and "张三" not in told.split("<main")[1]
    assert head.get(apart).status_code == 404


@covers("R120", "R122")
def test_a_case_waits_on_the_desks_of_those_concerned_and_leads_to_the_notice(judging):
    office, head, ear = (at(judging, who) for who in ("county_office", "head", "confidential"))
    judging.write(row := judging.case())
    case = f"/desk/accountability/{row.number}/"
    assert 'name="facts"' in office.get(case).content.decode()
    office.post(case, {"verb": "tell", "remark": ""})
    told = office.get(case).content.decode()
    assert 'name="facts"' not in told and "已经告知，不能再改" in told and "三个月没有公开。" in told
    assert office.post(case, {"act": "write", "measure": "deadline"}).status_code == 302
    assert "责任追究的事实已经告知" in head.get("/desk/").content.decode()
    for who in ("clerk", "deputy", "county_office", "confidential", "superior"):
        assert row.number not in at(judging, who).get("/desk/").content.decode(), who
    page = office.get(case).content.decode()
    assert (
        'name="by_name"' in page and 'type="file"' in page and 'name="by_name"' not in head.get(case).content.decode()
    )
    assert "谁陈述的”还没有写" in office.post(case, {"act": "state", "text": "已经补上。"}).content.decode()
    scan = SimpleUploadedFile("签字件.txt", "本人签字。".encode())
    sent = {"act": "state", "text": "已经补上。", "by_name": "张三", "paper": scan}
    assert office.post(case, sent).status_code == 302
    row.refresh_from_db()
    paper = f"{case}paper/{row.paper.token}/"
    assert paper in head.get(case).content.decode() and b"".join(head.get(paper)).decode() == "本人签字。"
    assert at(judging, "clerk").get(paper).status_code == 404
    assert "可以作决定" in ear.get("/desk/").content.decode()
    assert row.number not in office.get("/desk/").content.decode()
    asked = ear.get(case).content.decode()
    assert '处理办法<span class="optional">' not in asked and "作出决定以前要选" in asked
    assert "作出决定的写处理内容和理由" in asked and '意见<span class="optional">' not in asked
    assert ear.post(case, {"verb": "decide", "remark": "批评教育。"}).status_code == 302
    notice = Rectification.objects.get()
    page = f"/desk/rectification/{notice.number}/"
    assert f'href="{page}"' in office.get(case).content.decode() and notice.number in ear.get(case).content.decode()
    assert notice.number in head.get(f"{case}print/").content.decode()
    for who, knows in (("head", True), ("county_office", True), ("clerk", False), ("deputy", False)):
        assert (f'href="{case}"' in at(judging, who).get(page).content.decode()) == knows, who
    assert "党务公开限期整改" in at(judging, "clerk").get("/desk/").content.decode()


@covers("R116")
def test_a_dispute_says_who_reviews_it_and_waits_on_that_desk_by_the_name_of_its_line(judging):
    brought(judging)
    head, office, superior = (at(judging, who) for who in ("head", "county_office", "superior"))
    head.post(address(judging, "publicity/"), {"text": "还有两次宣讲没有算。"})
    dispute = Dispute.objects.get()
    page = f"/desk/assessment-dispute/{dispute.pk}/"
    said = superior.get(page).content.decode()
    assert "这张表是您审核的" in said and f"异议由{judging.world.county.short_name}复核" in said
    assert "异议是您提的" in head.get(page).content.decode()
    for where in ("/desk/", f"/desk/assessment/?year={judging.year}"):
        shown = office.get(where).content.decode()
        assert f"{judging.year}年的异议：宣传教育" in shown and page in shown
        assert page not in superior.get(where).content.decode()
    wrong = office.post(page, {"verb": "reject", "remark": ""}).content.decode()
    assert "复核意见”还没有写" in wrong and "可不填" not in wrong.split("<main")[1]


def test_a_submitted_self_score_waits_on_the_superiors_desk(judging):
    clerk, head, superior = (at(judging, who) for who in ("clerk", "head", "superior"))
    clerk.post(address(judging), SELF)
    head.post(address(judging), {"verb": "submit", "remark": ""})
    wanted = f"{judging.year}年自评"
    assert wanted in superior.get("/desk/").content.decode()
    assert all(wanted not in client.get("/desk/").content.decode() for client in (clerk, head))


@covers("R123")
def test_a_case_from_a_hint_begins_with_its_records_and_what_they_come_to(judging):
    office = at(judging, "county_office")
    known = queries.known_facts(judging.at("county_office"), org=judging.world.village, today=judging.today)
    page = office.get(f"/desk/accountability/new/?org={judging.code}&trigger=not_disclosed").content.decode()
    assert page.count("checked") == len(known) and f"查到逾期没有公开{len(known)}项" in page
    assert "现在的主要负责人：张三" in page and '姓名<span class="optional">' not in page
    listed = office.get("/desk/accountability/").content.decode()
    assert f"{judging.world.town.short_name}　{judging.world.village.short_name}" in listed
