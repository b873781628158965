"""An organization's own people keep its roll and invite the people of its unit (R158)."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.interfaces.workbench.office import problems, sheet, text
from tests.interfaces.workbench.test_month import desk


def names(world, org=None):
    rows = orgs.members(world.clock, org_id=(org or world.village).pk, day=world.today)
    return [row.name for row in rows]


def enrolled(world, count, first=100):
    for number in range(first, first + count):
        organizing.enroll(
            world.clock, org_id=world.village.pk, roll_number=str(number), name=f"党员{number}", from_date=world.today,
            now=world.now,
        )  # fmt: skip


def workbook(rows, head=("组织代码", "名册号", "姓名", "状态", "党小组", "入党日期")):
    book, target = openpyxl.Workbook(), io.BytesIO()
    for row in (head, *rows):
        book.active.append(row)
    book.save(target)
    return SimpleUploadedFile("名册.xlsx", target.getvalue())


@covers("R158")
def test_a_clerk_adds_finds_and_strikes_off(world, see, send):
    done = send(
        world.clerk, "roll_add", roll_number="002", name="马二", status="probationary", group="一组",
        from_date=world.today.isoformat(),
    )  # fmt: skip
    assert done.status_code == 302 and names(world) == ["陈三", "马二"]
    page = text(see(world.clerk, "roll", q="马"))
    assert "马二" in page and "陈三" not in page and "预备党员" in page
    assert "没有找到" in text(see(world.clerk, "roll", q="无此人"))
    member = orgs.members(world.clock, org_id=world.village.pk, day=world.today, find="002")[0]
    assert "马二" in text(see(world.clerk, "roll_end", member.pk))
    send(world.clerk, "roll_end", member.pk, on=world.today.isoformat(), basis="转走")
    assert names(world) == ["陈三"]


@covers("R158")
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world, send):
    given = {"roll_number": "001", "name": "重号人", "status": "full", "from_date": world.today.isoformat()}
    answer = send(world.head, "roll_add", **given)
    assert answer.status_code == 200 and "001" in problems(answer) and "重号人" in text(answer)
    assert send(world.head, "roll_add", **given | {"from_date": "昨天"}).status_code == 200


@covers("R158")
def test_another_organizations_roll_is_a_missing_page(world, see, send):
    member = orgs.members(world.clock, org_id=world.village.pk, day=world.today)[0]
    for who in (world.charlie, world.superior, world.maker, world.member, world.villager):
        for name in ("roll", "roll_xlsx", "roll_add", "roll_load", "roll_code"):
            assert see(who, name, org=world.village.code).status_code == 404, (who.username, name)
        assert send(who, "roll_end", member.pk, on=world.today.isoformat()).status_code == 404
    assert names(world) == ["陈三"]
    assert see(world.county_office, "roll", org=world.village.code).status_code == 200


@pytest.mark.parametrize("who", ["charlie", "superior", "maker", "deputy", "secrecy"])
@covers("R158")
def test_the_room_refuses_whoever_does_not_keep_this_roll(world, who):
    actor = world.actor(getattr(world, who))
    member = orgs.members(world.clock, org_id=world.village.pk, day=world.today)[0]
    acts = (
        lambda: organizing.enroll(
            actor, org_id=world.village.pk, roll_number="9", name="某某", from_date=world.today, now=world.now
        ),
        lambda: organizing.leave_roll(actor, membership_id=member.pk, on=world.today, now=world.now),
        lambda: organizing.issue_unit_code(actor, org_id=world.village.pk, valid_until=world.today, now=world.now),
    )
    for act in acts:
        with pytest.raises(Refused, match="no_permission"):
            act()
    assert names(world) == ["陈三"]


@covers("R158")
def test_a_code_is_shown_once_and_opens_the_circle(world, see, send):
    answer = send(world.clerk, "roll_code", valid_until=world.today.isoformat())
    code = text(answer).split('class="paper-title">')[1].split("<")[0]
    joined = organizing.join_unit(world.actor(world.charlie_head), code=code, now=world.now, today=world.today)
    assert joined.org_id == world.village.pk
    assert code not in text(see(world.clerk, "roll_code")) and code not in text(see(world.clerk, "roll"))


@covers("R158", "R175")
def test_a_table_is_looked_through_before_it_is_applied(world, see, send, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    rows = [(world.village.code, "001", "陈三丰", "正式", "", ""), (world.village.code, "002", "马二", "预备", "", "")]
    looked = send(world.clerk, "roll_load", file=workbook(rows))
    assert looked.status_code == 302 and names(world) == ["陈三"]
    run = int(looked.url.strip("/").split("/")[-1])
    page = text(see(world.clerk, "look", run))
    assert f"/desk/roll/?org={world.village.code}" in page and "/desk/organizations/" not in page
    assert see(world.charlie, "look", run).status_code == 404
    applied = send(world.clerk, "look", run)
    assert applied.url == f"/desk/roll/?org={world.village.code}" and names(world) == ["陈三丰", "马二"]


@covers("R158", "R175")
def test_a_table_with_another_organizations_members_changes_nothing(world, see, send, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    rows = [(world.village.code, "002", "马二", "", "", ""), (world.other_village.code, "003", "外村人", "", "", "")]
    run = int(send(world.clerk, "roll_load", file=workbook(rows)).url.strip("/").split("/")[-1])
    page = text(see(world.clerk, "look", run))
    assert "第3行" in page and world.other_village.code in page
    send(world.clerk, "look", run)
    assert names(world) == ["陈三"] and names(world, world.other_village) == []


@covers("R175")
def test_the_roll_goes_out_in_the_columns_in_which_it_comes_back(world, see, send, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    out = see(world.clerk, "roll_xlsx")
    assert sheet(out)[1][:4] == (world.village.code, "001", "陈三", "正式")
    back = send(world.clerk, "roll_load", file=SimpleUploadedFile("名册.xlsx", out.content))
    page = text(see(world.clerk, "look", int(back.url.strip("/").split("/")[-1])))
    assert "都能用" in page


@covers("R158")
def test_a_long_roll_is_paged_and_costs_no_more_queries(world, see):
    enrolled(world, 3)
    see(world.clerk, "roll")  # what is read once per process
    with CaptureQueriesContext(connection) as few:
        see(world.clerk, "roll")
    enrolled(world, 110, first=200)
    with CaptureQueriesContext(connection) as many:
        page = text(see(world.clerk, "roll"))
    assert len(few) == len(many) and "下一页" in page
    after = page.split("after=")[1].split('"')[0]
    assert "党员309" in text(see(world.clerk, "roll", after=after))


def test_a_file_that_says_nothing_new_has_no_button(world, see, send):
    def look():
        upload = SimpleUploadedFile("名册.csv", "组织代码,名册号,姓名\nZ01-C01,901,测试".encode("gb18030"))
        return send(world.clerk, "roll_load", file=upload)

    first = look()
    assert "装入 1 行" in text(desk(world.clerk).get(first.url))
    desk(world.clerk).post(first.url)
    page = text(desk(world.clerk).get(look().url))
    assert "没有要装的" in page and "装入 1 行" not in page
