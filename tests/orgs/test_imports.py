"""Files of organizations and members: looked through first, then all or nothing (R6, R158, R175, P15)."""

import csv
import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from gongkai.ledger.actions import store
from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions, queries
from gongkai.orgs.models import ImportRun, Membership, Organization
from gongkai.rules.personal_numbers import id_check_digit
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.orgs.conftest import NOW, TODAY

ORGS = ["代码", "名称", "简称", "类型", "上级代码", "成立日期", "电话"]
MEMBERS = ["组织代码", "名册号", "姓名", "状态", "党小组", "入党日期"]


@pytest.fixture
def stored(world, office, tmp_path):
    """Write rows as a file and store it for the county office."""

    def write(rows, extension="csv"):
        path = tmp_path / f"upload.{extension}"
        if extension == "csv":
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            path.write_text(text.getvalue(), encoding="utf-8-sig")
        else:
            with xlsxwriter.Workbook(str(path)) as book:
                sheet = book.add_worksheet()
                for number, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        if isinstance(cell, date):
                            sheet.write_datetime(number, column, cell, book.add_format({"num_format": "yyyy-mm-dd"}))
                        else:
                            sheet.write(number, column, cell)
        return store(office, source=path, name=f"名册.{extension}", org_path=world.county.path, now=NOW)

    return write


@pytest.fixture
def look(world, office, stored):
    def through(kind, rows, *, org=None, actor=None, extension="csv"):
        file = stored(rows, extension)
        return actions.look_through(
            actor or office, kind=kind, file_token=file.token, org_id=(org or world.county).pk, now=NOW, today=TODAY
        )

    return through


def apply(actor, run):
    return actions.apply_import(actor, run_id=run.pk, now=NOW, today=TODAY)


def told(run):
    return [(problem["row"], problem["column"]) for problem in run.problems]


@covers("R175", "R6")
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_organizations_in_any_order_are_registered_whole(world, office, look, extension):
    rows = [
        ORGS,
        ["Z09-1", "后山村党支部", "后山村", "村", "Z09", "2005-07-01", "000-0000901"],
        ["Z09", "后山镇党委", "", "镇街", "XW", date(2001, 7, 1), ""],
        ["Z09-2", "后山企业党支部", "后山企业", "两新组织", "Z09", "", ""],
    ]
    run = look("organizations", rows, extension=extension)
    assert (run.rows, run.to_add, run.to_change, run.problem_count) == (3, 3, 0, 0)
    assert not Organization.objects.filter(code="Z09").exists()
    done = apply(office, run)
    assert done.applied_by == world.county_office.pk
    town, village, company = (queries.organization_by_code(office, code=code) for code in ("Z09", "Z09-1", "Z09-2"))
    assert village.superior_id == town.pk and village.path.startswith(town.path) and village.depth == 3
    assert town.short_name == "后山镇党委" and town.established_on == date(2001, 7, 1)
    assert (town.catalog_maker_id, village.catalog_maker_id) == (world.county.pk, town.pk)
    assert company.catalog_maker_id == world.two_new_committee.pk
    assert village.leading_group_id == world.office.pk
    assert queries.name_on(office, org_id=village.pk, day=TODAY) == "后山村党支部"
    assert queries.placements(office, org_id=village.pk)[0].superior_id == town.pk
    event = AuditEvent.objects.get(verb="import.apply")
    assert (event.facts["added"], event.facts["sha256"]) == (3, run.file.sha256)


@covers("R175")
def test_problems_are_told_by_row_and_column_and_nothing_is_written(world, office, look):
    before = Organization.objects.count()
    rows = [
        ORGS,
        ["Z09", "后山镇党委", "", "镇街", "XW", "2001-07-01", ""],
        ["Z09", "又一个后山镇", "", "镇街", "XW", "", ""],
        ["Z10", "", "", "俱乐部", "XW", "2001-02-30", ""],
        ["Z11", "无上级", "", "村", "没有这个", "", ""],
        ["Z12", "圈一", "", "村", "Z13", "", ""],
        ["Z13", "圈二", "", "村", "Z12", "", ""],
        ["Z14", "第二个县委", "", "县委", "XW", "", ""],
        ["Z01-C01", "改了名的村党支部", "", "村", "Z01", "", "000-0000777"],
    ]
    run = look("organizations", rows)
    assert told(run) == [
        (3, "代码"), (4, "名称"), (4, "类型"), (4, "成立日期"), (5, "上级代码"), (6, "上级代码"), (7, "上级代码"),
        (8, "类型"), (9, "名称"),
    ]  # fmt: skip
    assert run.problem_count == 9
    assert "第 2 行" in run.problems[0]["text"] and "更名" in run.problems[-1]["text"]
    with pytest.raises(Refused, match="import_has_problems"):
        apply(office, run)
    assert Organization.objects.count() == before
    assert queries.organization(office, org_id=world.village.pk).phone == "000-0000101"


@covers("R175")
def test_contact_of_registered_organizations_is_changed_and_blanks_leave_it(world, office, look):
    rows = [
        [*ORGS, "地址"],
        ["Z01-C01", "上书村党支部", "上书村", "村", "Z01", "", "", "老学校旁"],
        ["Z01-C02", "朝阳村党支部", "", "村", "Z01", "", "000-0000102", ""],
        ["Z01-S01", "正街社区党总支", "", "社区", "Z01", "", "", ""],
    ]
    run = look("organizations", rows)
    assert (run.to_add, run.to_change, run.problem_count) == (0, 2, 0)
    apply(office, run)
    village = queries.organization(office, org_id=world.village.pk)
    assert (village.phone, village.address) == ("000-0000101", "老学校旁")
    assert queries.organization(office, org_id=world.other_village.pk).phone == "000-0000102"


@covers("R175")
def test_an_import_reaches_only_below_its_organization(world, office, look):
    rows = [
        ORGS,
        ["X02", "另一学校党支部", "", "学校", "GW02", "", ""],
        ["Y01", "演示医院党委", "", "医院", "XW", "", "000-0000888"],
        ["Z01-C05", "五村党支部", "", "村", "Z01", "", ""],
    ]
    run = look("organizations", rows, org=world.town)
    assert told(run) == [(2, "上级代码"), (3, "代码")]


@covers("R175")
def test_headers_are_checked_first(world, look):
    run = look("organizations", [["代码", "名称", "名称", "类型", "热线"], ["A", "B", "C", "村", "D"]])
    assert told(run) == [(1, "名称"), (1, "热线"), (1, "上级代码")]
    assert told(look("members", [MEMBERS])) == [(2, "")]


@covers("R158", "R175")
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_members_are_entered_and_changed(world, office, look, extension):
    rows = [
        MEMBERS,
        ["Z01-C01", "001", "陈三改", "", "第二党小组", ""],
        ["Z01-C01", "002", "新党员", "预备", "", date(2026, 7, 1)],
        ["Z01-C02", "001", "别村党员", "正式", "", "2010年7月1日"],
    ]
    run = look("members", rows, extension=extension)
    assert (run.rows, run.to_add, run.to_change, run.problem_count) == (3, 2, 1, 0)
    apply(office, run)
    roll = queries.members(office, org_id=world.village.pk, day=TODAY)
    assert [(row.roll_number, row.name, row.status, row.group) for row in roll] == [
        ("001", "陈三改", "full", "第二党小组"), ("002", "新党员", "probationary", ""),
    ]  # fmt: skip
    assert roll[0].user_id == world.member.pk and roll[1].joined_on == date(2026, 7, 1)
    assert roll[1].from_date == TODAY and roll[1].org_path == world.village.path
    other = queries.members(office, org_id=world.other_village.pk, day=TODAY)
    assert [row.joined_on for row in other] == [date(2010, 7, 1)]


@covers("R158", "R175")
def test_problems_of_members_are_told(world, office, look):
    first = "110101" + "19900101" + "123"
    rows = [
        MEMBERS,
        ["Z01-C01", "010", "某人", "正式", "", ""],
        ["Z01-C01", "010", "同号", "正式", "", ""],
        ["没有", "011", "某人", "退休", "", ""],
        ["Z01-C01", first + id_check_digit(first), "某人", "", "", "昨天"],
        ["Z01-C01", "", "", "", "", ""],
    ]
    run = look("members", rows)
    assert told(run) == [
        (3, "名册号"), (4, "状态"), (4, "组织代码"), (5, "入党日期"), (5, "名册号"), (6, "名册号"), (6, "姓名"),
    ]  # fmt: skip
    assert Membership.objects.count() == 1


@covers("R175")
def test_two_hundred_problems_are_shown_and_all_are_counted(world, look):
    run = look("members", [MEMBERS, *(["没有", f"{number}", "某人", "", "", ""] for number in range(2500))])
    assert (run.problem_count, len(run.problems), run.problems[0]["row"]) == (2500, 200, 2)


@covers("R175")
def test_what_changed_after_the_look_undoes_the_whole_import(world, office, look):
    rows = [MEMBERS, *(["Z01-C01", f"M{number}", "某人", "", "", ""] for number in range(2100))]
    run = look("members", [*rows, ["G01", "1", "某人", "", "", ""]])
    assert run.problem_count == 0
    actions.abolish(office, org_id=world.soe.pk, on=TODAY, basis="演示文号", now=NOW)
    with pytest.raises(Refused, match="import_changed_meanwhile"):
        apply(office, run)
    assert Membership.objects.count() == 1
    assert ImportRun.objects.get(pk=run.pk).applied_at is None


@covers("R175")
def test_an_import_is_applied_once(world, office, look):
    run = look("members", [MEMBERS, ["Z01-C01", "009", "某人", "", "", ""]])
    apply(office, run)
    with pytest.raises(Refused, match="import_applied"):
        apply(office, run)


@covers("R175")
def test_only_those_who_manage_may_import_and_only_their_own_file(world, office, stored, look):
    file = stored([MEMBERS, ["Z01-C01", "009", "某人", "", "", ""]])
    given = {"kind": "members", "file_token": file.token, "org_id": world.village.pk, "now": NOW, "today": TODAY}
    with pytest.raises(Refused, match="no_permission"):
        actions.look_through(world.actor(world.deputy), **given)
    with pytest.raises(Refused) as no:
        actions.look_through(world.clock, **given)  # somebody else's file
    assert no.value.hidden
    run = actions.look_through(office, **given)
    with pytest.raises(Refused) as no:
        apply(world.actor(world.charlie_head), run)
    assert no.value.hidden
    with pytest.raises(Refused) as no:
        queries.import_run(world.actor(world.charlie_head), run_id=run.pk)
    assert no.value.hidden
    assert queries.import_run(office, run_id=run.pk) == run
    with pytest.raises(Refused, match="import_kind_unknown"):
        actions.look_through(office, **{**given, "kind": "cats"})


@covers("R175")
@pytest.mark.parametrize(("kind", "needed"), [("organizations", 4), ("members", 3)])
def test_the_template_explains_itself_and_its_example_is_not_imported(world, office, tmp_path, kind, needed):
    path = tmp_path / "template.xlsx"
    path.write_bytes(actions.import_template(world.visitor, kind=kind))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[1] == "填写说明"
    headers = [cell.value for cell in book.worksheets[0][1]]
    guide = [[cell.value for cell in row] for row in book["填写说明"].iter_rows(min_row=2, max_row=len(headers) + 1)]
    assert [row[0] for row in guide] == headers and all(row[2] for row in guide)
    assert sum(row[1] == "是" for row in guide) == needed
    file = store(office, source=path, name="模板.xlsx", org_path=world.county.path, now=NOW)
    run = actions.look_through(office, kind=kind, file_token=file.token, org_id=world.county.pk, now=NOW, today=TODAY)
    assert (run.rows, told(run)) == (0, [(2, "")])


@covers("R175")
def test_people_are_loaded_with_posts_and_roles(world):
    ids = actions.load_people(
        world.clock, now=NOW, today=TODAY,
        rows=[
            {"username": "a", "name": "甲", "password": "same-one-1", "posts": [{"org_code": "X01", "duty": "head", "title": "书记"}]},
            {"username": "b", "name": "乙", "password": "same-one-1", "grants": [{"org_code": "Z01", "role": "superior", "subtree": True}]},
        ],
    )  # fmt: skip
    head = queries.head_of(world.visitor, org_id=world.school.pk, day=TODAY)
    assert (head.holder_id, head.title) == (ids["a"], "书记")
    actions.vacate(world.clock, post_id=head.post_id, on=TODAY, now=NOW)
    grants = queries.grants_of(world.clock, org_id=world.school.pk, today=TODAY)
    assert grants == []
    town = {
        (grant.user_id, grant.subtree) for grant in queries.grants_of(world.clock, org_id=world.town.pk, today=TODAY)
    }
    assert (ids["b"], True) in town


def test_a_whole_county_is_loaded_from_nothing(db):
    clock = queries.actor_for(None, today=TODAY)
    with pytest.raises(Refused, match="no_permission"):
        actions.load_organizations(
            clock, rows=[{"code": "XW", "name": "县委", "kind": "county_committee"}], now=NOW, today=TODAY
        )
    ids = actions.load_organizations(
        clock.clock(), now=NOW, today=TODAY,
        rows=[
            {"code": "A1", "name": "一村", "kind": "village", "superior_code": "A"},
            {"code": "A", "name": "一镇", "kind": "town", "superior_code": "XW"},
            {"code": "XW", "name": "县委", "kind": "county_committee"},
        ],
    )  # fmt: skip
    village = queries.organization(clock, org_id=ids["A1"])
    assert [org.code for org in queries.ancestors_of(clock, path=village.path)] == ["XW", "A", "A1"]
    assert village.catalog_maker_id == ids["A"]
    assert queries.county(clock).owes_duties is False
    with pytest.raises(Refused, match="superior_unknown"):
        actions.load_organizations(
            clock.clock(),
            rows=[{"code": "B1", "name": "x", "kind": "village", "superior_code": "B"}],
            now=NOW,
            today=TODAY,
        )


@covers("R175")
def test_long_files_are_read_and_written_in_batches(world, office, look, django_assert_max_num_queries):
    members = [MEMBERS, *(["Z01-C01", f"M{number}", "某人", "", "", ""] for number in range(6000))]
    orgs = [ORGS, *([f"V{number}", f"第{number}村党支部", "", "村", "Z01", "", ""] for number in range(1000))]
    for kind, rows, most in (("members", members, 60), ("organizations", orgs, 200)):
        with django_assert_max_num_queries(most):
            run = look(kind, rows)
            apply(office, run)
    assert queries.member_count(office, org_id=world.village.pk, day=TODAY) == 6001
    assert len(queries.children(office, org_id=world.town.pk)) == 1004


@covers("R158", "R175")
def test_headers_nobody_knows_and_wrong_rows_are_told_in_one_round(look):
    run = look("members", [[*MEMBERS, "备注"], ["Z01-C01", "801", "", "正式", "", "2099-01-01", ""]])
    assert told(run) == [(1, "备注"), (2, "姓名"), (2, "入党日期")]
    lacking = look("members", [["组织代码", "姓名"], ["没有", "长" * 99]])
    assert told(lacking) == [(1, "名册号")], "without it the rows cannot be judged"


@covers("R6", "R175")
def test_a_row_that_cannot_be_read_whole_still_tells_that_its_superior_is_unknown(look):
    run = look(
        "organizations",
        [ORGS, ["T1", "甲村党支部", "", "乡", "ZZZ", "", ""], ["T2", "乙村党支部", "", "乡", "T1", "", ""]],
    )
    assert told(run) == [(2, "类型"), (2, "上级代码"), (3, "类型")]
