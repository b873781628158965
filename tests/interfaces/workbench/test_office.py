"""The county office through its pages: who may open them, organizations, people, the calendar."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.orgs.models import Grant, Membership, Organization, Post, User
from gongkai.rulebook import queries as rulebook
from gongkai.rulebook.models import CalendarYear, DayOverride, DisclosureDay
from gongkai.rules.periods import Period
from tests.covers import covers
from tests.interfaces.workbench.office import LAST_MONTH, YESTERDAY, problems, sheet, text
from tests.interfaces.workbench.test_month import desk

PAGES = (
    ("board", ()), ("late", ()), ("late_xlsx", ()), ("month_xlsx", ()), ("catalogs", ()), ("catalog_new", ()),
    ("organizations", ()), ("load", ()), ("calendar", ()),
)  # fmt: skip


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_the_county_office_opens_every_page_and_a_clerk_none(world, see, name, args):
    assert see(world.county_office, name, *args).status_code == 200
    assert see(world.charlie, name, *args).status_code == 404
    assert see(world.villager, name, *args).status_code == 404


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_visitors_are_asked_to_log_in(world, client, name, args):
    assert client.get(reverse(f"workbench:{name}", args=args)).status_code == 302


def test_pages_have_one_heading_a_title_and_no_inline_style_or_script(world, bound, see):
    pages = [
        see(world.county_office, name, *args)
        for name, args in (
            *((name, args) for name, args in PAGES if not name.endswith("xlsx")),
            ("organization", (world.village.pk,)),
            ("catalog", (bound.catalog.pk,)),
            ("version", (bound.version.pk,)),
        )  # fmt: skip
    ]
    for page in pages:
        body = text(page)
        assert body.count("<h1") == 1, page.request["PATH_INFO"]
        assert re.search(r"<title>[^<]+ · ", body), page.request["PATH_INFO"]
        assert " style=" not in body
        assert "<script>" not in body


def test_the_tree_is_searched_and_walked(world, see):
    body = text(see(world.county_office, "organizations"))
    assert "东溪镇党委" in body
    assert "上书村党支部" not in body
    assert "上书村党支部" in text(see(world.county_office, "organizations", under="Z01"))
    assert "上书村党支部" in text(see(world.county_office, "organizations", q="上书"))
    assert "没有找到" in text(see(world.county_office, "organizations", q="没有的村"))


@covers("R7")
def test_what_is_lacking_is_listed(world, see):
    body = text(see(world.county_office, "organizations", gaps="1"))
    assert "没有经办人" in body
    assert "没有登记公开载体" in body


@covers("R6", "R40")
def test_an_organization_is_registered_with_its_maker(world, send):
    facts = {"superior": "Z01", "kind": "village", "name": "新桥村党支部", "short_name": "新桥村", "code": "Z01-C09"}
    done = send(world.county_office, "organizations", query="?new=Z01", **facts)
    assert done.status_code == 302, problems(done)
    made = Organization.objects.get(code="Z01-C09")
    assert made.catalog_maker == world.town


@covers("R6")
def test_a_code_is_used_once(world, send):
    facts = {"superior": "Z01", "kind": "village", "name": "新桥村党支部", "short_name": "", "code": world.village.code}
    again = send(world.county_office, "organizations", query="?new=Z01", **facts)
    assert again.status_code == 200
    assert world.village.code in problems(again)
    nowhere = send(
        world.county_office, "organizations", query="?new=", **(facts | {"superior": "没有的", "code": "Z9"})
    )
    assert "没有代码为“没有的”的党组织" in problems(nowhere)


@covers("R6")
@pytest.mark.parametrize(
    ("do", "data", "said", "proof"),
    [
        ("rename", {"name": "上书新村党支部", "short_name": "上书新村", "from_date": LAST_MONTH, "basis": "批复"},
         "全称由“上书村党支部”改为“上书新村党支部”", lambda org: org.name == "上书新村党支部"),
        ("move", {"superior": "GW02", "from_date": LAST_MONTH, "basis": "批复"},
         "改为演示县委教育工委", lambda org: org.superior.code == "GW02"),
        ("merge", {"successor": "Z01-C02", "on": LAST_MONTH, "basis": "批复"},
         "1 名党员转到朝阳村的名册", lambda org: org.status == "merged"),
    ],
)  # fmt: skip
def test_great_changes_list_their_effects_before_they_happen(world, send, do, data, said, proof):
    looked = send(world.county_office, "organization", world.village.pk, query=f"?do={do}", **data)
    assert looked.status_code == 200
    assert said in text(looked), problems(looked)
    assert not proof(Organization.objects.get(pk=world.village.pk))
    done = send(world.county_office, "organization", world.village.pk, query=f"?do={do}", step="confirmed", **data)
    assert done.status_code == 302, problems(done)
    assert proof(Organization.objects.get(pk=world.village.pk))


def test_abolishing_shows_what_stands_against_it(world, send):
    data = {"on": LAST_MONTH, "basis": "批复"}
    looked = send(world.county_office, "organization", world.village.pk, query="?do=abolish", **data)
    assert "名册上还有 1 名党员" in text(looked)
    assert 'value="confirmed"' not in text(looked)
    forced = send(world.county_office, "organization", world.village.pk, query="?do=abolish", step="confirmed", **data)
    assert forced.status_code == 200
    assert Organization.objects.get(pk=world.village.pk).status == "active"


@covers("R159")
def test_people_are_appointed_and_posts_vacated(world, send, see):
    assert "空缺" in text(see(world.county_office, "organization", world.village.pk))
    organizing.create_user(
        world.clock, username="newkeeper", name="卫五", now=world.now
    )  # accounts are the system administrator's
    done = send(world.county_office, "organization", world.village.pk, query="?do=appoint", duty="keeper", title="",
                user="", username="newkeeper", person_name="卫五", phone="", from_date=LAST_MONTH, to_date="", basis="")  # fmt: skip
    assert done.status_code == 302, problems(done)
    post = Post.objects.get(duty="keeper")
    assert post.holder.username == "newkeeper"
    assert Grant.objects.filter(user=post.holder, org=world.village, to_date=None).exists()
    done = send(world.county_office, "organization", world.village.pk, query="?do=vacate", row_id=post.pk,
                on=timezone.localdate().isoformat())  # fmt: skip
    assert done.status_code == 302, problems(done)
    post.refresh_from_db()
    assert post.to_date is not None
    other = Post.objects.get(org=world.other_village, duty="head")
    foreign = send(world.county_office, "organization", world.village.pk, query="?do=vacate", row_id=other.pk,
                   on=timezone.localdate().isoformat())  # fmt: skip
    assert foreign.status_code == 404


def test_no_account_is_left_over_when_the_appointment_fails(world, send):
    send(world.county_office, "organization", world.village.pk, query="?do=appoint", duty="keeper", title="", user="",
         username="halfway", person_name="卫五", phone="", from_date=YESTERDAY, acting="on", to_date=LAST_MONTH, basis="")  # fmt: skip
    assert not User.objects.filter(username="halfway").exists()


@covers("R40")
def test_the_maker_is_named_outright_with_its_basis(world, send, see):
    assert "按规则应由东溪镇党委制定" in text(see(world.county_office, "organization", world.village.pk, do="maker"))
    refused = send(world.county_office, "organization", world.village.pk, query="?do=maker", maker="XW", basis="")
    assert refused.status_code == 200
    send(world.county_office, "organization", world.village.pk, query="?do=maker", maker="XW", basis="县委批复")
    assert Organization.objects.get(pk=world.village.pk).catalog_maker == world.county


@covers("R158")
def test_an_invitation_code_is_shown_once(world, send, client):
    send(world.county_office, "organization", world.village.pk, query="?do=code", valid_until="2099-12-31")
    page = reverse("workbench:organization", args=[world.village.pk])
    assert re.search(r"邀请码 [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", text(client.get(page)))
    assert "邀请码 " not in text(client.get(page))


def test_rights_end_and_strangers_stay_out(world, send, see):
    assert see(world.superior, "organization", world.village.pk).status_code == 404
    assert see(world.county_office, "organization", world.village.pk, do="nothing").status_code == 404
    held = orgs.grants_of(world.clock, org_id=world.village.pk, today=timezone.localdate())[0]
    send(world.county_office, "organization", world.village.pk, query="?do=end_grant", row_id=held.pk,
         on=timezone.localdate().isoformat())  # fmt: skip
    held.refresh_from_db()
    assert held.to_date == timezone.localdate() - timedelta(days=1)


@covers("R175")
def test_the_empty_sheet_is_downloaded(world, see):
    rows = sheet(see(world.county_office, "load_template", "organizations"))
    assert "名称" in "".join(str(cell) for cell in rows[0])
    assert see(world.county_office, "load_template", "nothing").status_code == 404


@covers("R175")
def test_members_are_imported_after_a_look(world, see, send):
    rows = sheet(see(world.county_office, "load_template", "members"))
    book = openpyxl.Workbook()
    book.active.append(rows[0])
    column = {name: place for place, name in enumerate(rows[0])}
    line = [None] * len(rows[0])
    line[column["名册号"]], line[column["姓名"]] = "900", "秦七"
    code = next((name for name in column if "代码" in name), None)
    if code:
        line[column[code]] = world.village.code
    book.active.append(line)
    target = io.BytesIO()
    book.save(target)
    file = SimpleUploadedFile("名册.xlsx", target.getvalue())
    looked = send(world.county_office, "load", kind="members", org=world.village.code, file=file)
    assert looked.status_code == 302, problems(looked)
    pk = int(re.search(r"(\d+)/$", looked.url)[1])
    page = text(see(world.county_office, "look", pk))
    assert "都能用" in page, page
    assert not Membership.objects.filter(name="秦七").exists()
    send(world.county_office, "look", pk)
    assert Membership.objects.filter(name="秦七", org=world.village).exists()


@covers("R71")
def test_the_calendar_explains_its_days_and_warns_of_the_missing_year(world, see):
    body = text(see(world.county_office, "calendar", year="2026"))
    assert body.count("怎样定的") == 12
    assert "10月8日" in body
    assert "放假安排还没有录入" in body
    assert see(world.county_office, "calendar", year="1800").status_code == 404


@covers("R71")
def test_a_day_is_fixed_by_notice(world, send):
    period = Period.of(timezone.localdate()).next()
    due = rulebook.disclosure_day(world.visitor, period=str(period)).due
    day = period.opens_on + timedelta(days=20)
    done = send(
        world.county_office, "calendar", form="fix", period=str(period), due_on=day.isoformat(), notice="县通知1号"
    )
    assert done.status_code == 302, problems(done)
    assert DisclosureDay.objects.get(period=str(period)).due_on == day != due
    assert rulebook.disclosure_day(world.visitor, period=str(period)).due == day


def test_a_single_day_is_declared(world, send):
    send(world.county_office, "calendar", form="override", day="2099-03-04", is_workday="no", reason="县通知")
    assert DayOverride.objects.get().is_workday is False
    assert not rulebook.calendar(world.visitor).is_workday(date(2099, 3, 4))


TABLE = "2098-01-01 元旦\n2098-01-02　元旦\n\n2098-02-08 上班\n"


def test_a_year_is_loaded_and_wrong_lines_are_numbered(world, send):
    wrong = send(
        world.county_office,
        "calendar",
        form="year",
        year="2098",
        basis="通知",
        table="2098-01-01 元旦\n元月二日 元旦\n2098-01-03",
    )
    assert "第2行" in problems(wrong)
    assert "第3行" in problems(wrong)
    assert not CalendarYear.objects.exists()
    done = send(world.county_office, "calendar", form="year", year="2098", basis="通知", table=TABLE)
    assert done.status_code == 302, problems(done)
    row = CalendarYear.objects.get()
    assert (row.off, row.work) == ({"2098-01-01": "元旦", "2098-01-02": "元旦"}, ["2098-02-08"])
    outside = send(world.county_office, "calendar", form="year", year="2098", basis="通知", table="2099-01-01 元旦")
    assert outside.status_code == 200


def test_what_an_act_would_refuse_is_said_before_it_is_confirmed(world, see, send):
    """A merger into itself, on a day to come, or of rolls with the same number is refused at the first look."""
    place = f"/desk/organization/{world.village.pk}/?do=merge"
    tomorrow = (world.today + timedelta(days=1)).isoformat()
    for given, said in (
        ({"successor": world.village.code, "on": world.today.isoformat()}, world.village.name),
        ({"successor": world.school.code, "on": tomorrow}, "还没有到"),
    ):
        page = text(desk(world.county_office).post(place, given | {"basis": "批复1号"}))
        assert said in page and "确认合并" not in page and "处要改" in page
    page = text(
        desk(world.county_office).post(
            place, {"successor": world.school.code, "on": world.today.isoformat(), "basis": "批复1号"}
        )
    )
    assert "确认合并" in page
    assert orgs.organization(world.clock, org_id=world.village.pk).lives, "looking changes nothing"
