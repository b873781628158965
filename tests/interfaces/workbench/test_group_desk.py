"""The leading group at the desk: what it gives to do and gets reported, the duty table, the ledger (第十条)."""

from datetime import timedelta

from gongkai.orgs import actions as orgs
from gongkai.rules.leading_groups import HeldPost, Seat, SeatRole
from gongkai.supervision.models import GroupTask
from tests.covers import covers
from tests.interfaces.workbench.office import problems, sheet, text

MEMBER = Seat(SeatRole.MEMBER, HeldPost.UNIT_HEAD, name="徐八", title="县民政局局长", duty="村务党务两栏对齐")


@covers("R129", "R131")
def test_the_group_gives_a_task_the_town_reports_and_the_office_takes_it(world, see, send):
    office, town = world.county_office, world.superior
    orgs.form_group(
        world.clock, org_id=world.county.pk, name="县领导小组", office_name="办公室", formed_on=world.today, now=world.now,
        seats=[MEMBER],
    )  # fmt: skip
    page = text(see(office, "group_desk", "XW"))
    assert "还没有交办过" in page and "还没有收到过" in page and "工作指导" in page
    assert "县民政局局长" in page and "村务党务两栏对齐" in page  # 职责分工
    given = {"duty": "coordinate", "what": "对齐更新日子", "unit_code": "Z01", "due_on": world.today.isoformat()}
    late = given | {"due_on": (world.today - timedelta(days=1)).isoformat()}
    bad = send(office, "group_task_new", "XW", **late)
    assert "已经过了" in problems(bad) and "对齐更新日子" in text(bad)
    assert send(office, "group_task_new", "XW", **given).status_code == 302
    row = GroupTask.objects.get()
    assert "对齐更新日子" in text(see(town, "home")) and "对齐更新日子" in text(see(office, "group_desk", "XW"))
    assert "要写" in problems(send(town, "group_task", row.number, verb="report", remark=""))
    assert send(town, "group_task", row.number, verb="report", remark="都对齐了").status_code == 302
    assert "都对齐了" in text(see(office, "group_task", row.number)) and "对齐更新日子" not in text(see(town, "home"))
    assert send(office, "group_task", row.number, verb="accept", remark="").status_code == 302
    lines = sheet(see(office, "group_tasks_xlsx"))
    assert [(line[0], line[7], line[9]) for line in lines[1:]] == [(row.number, "办完", "都对齐了")]
    for who in (world.clerk, world.head, world.charlie):
        assert see(who, "group_task", row.number).status_code == see(who, "group_desk", "XW").status_code == 404
    assert see(town, "group_desk", "XW").status_code == 404 and see(town, "group_task_new", "XW").status_code == 404


@covers("R131")
def test_a_group_below_the_county_has_its_desk_without_filings(world, see, send):
    head = world.head  # keeps the group of the own organization, oversees nobody
    page = text(see(head, "group_desk", world.village.code))
    assert "交办一件事" in page and "收到的备案" not in page
    given = {"duty": "guide", "what": "帮三组看一次", "unit": "村妇联", "due_on": world.today.isoformat()}
    assert send(head, "group_task_new", world.village.code, **given).status_code == 302
    row = GroupTask.objects.get()
    assert send(head, "group_task", row.number, verb="enter", remark="看过了").status_code == 302
    assert "办完" in text(see(head, "group_task", row.number))
