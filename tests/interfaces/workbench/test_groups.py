"""Leading groups through the pages of the workbench and the site (第十条)."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.orgs import queries as orgs
from tests.covers import covers
from tests.interfaces.workbench.office import YESTERDAY, problems, sheet, text

ROWS = (
    ("leader", "party_secretary", "甲一"), ("deputy", "discipline_secretary", "乙二"),
    ("deputy", "organization_member", "丙三"), ("member", "unit_head", "丁四"),
    ("office_director", "discipline_head", "戊五"), ("contact", "named_person", "己六"),
    ("contact_deputy", "named_person", ""),
)  # fmt: skip


def filled(**changes) -> dict:
    facts = {
        "name": "东溪镇党务公开工作领导小组", "office_name": "镇党务公开办公室", "office_in": "discipline",
        "formed_on": YESTERDAY, "phone": "023-0000 0007", "document": "演示〔2026〕7号", "rows": str(len(ROWS) + 1),
    }  # fmt: skip
    for at, (role, post, name) in enumerate(ROWS):
        facts |= {f"s{at}-role": role, f"s{at}-post": post, f"s{at}-name": name}
        facts |= {f"s{at}-phone": "023-0000 0008", f"s{at}-duty": "分管", f"s{at}-title": ""}
    return facts | changes


@covers("R132", "R134", "R135")
def test_a_town_composes_its_group_and_everybody_reads_it(world, see, send, client):
    town = world.town.pk
    assert "没有成立" in text(see(world.county_office, "groups"))
    form = text(see(world.superior, "group_compose", town))
    assert form.count('value="party_secretary" selected') == 1
    done = send(world.superior, "group_compose", town, **filled())
    assert done.status_code == 302, problems(done)
    page = text(see(world.superior, "group", town))
    assert "公布这个组成" in page
    assert "空缺" in page
    client.logout()
    public = reverse("portal:group", args=[world.town.code])
    assert "甲一" not in text(client.get(public))
    assert send(world.superior, "group", town).status_code == 302
    client.logout()
    shown = text(client.get(public))
    for words in ("甲一", "空缺", "023-0000 0008", "第一责任人", "演示〔2026〕7号"):
        assert words in shown
    village = text(client.get(reverse("portal:organization", args=[world.village.code])))
    assert "东溪镇党务公开工作领导小组" in village
    assert "023-0000 0007" in village


@covers("R128", "R133")
def test_what_is_wrong_is_said_and_cannot_be_made_public(world, see, send):
    town = world.town.pk
    send(world.superior, "group_compose", town, **filled(office_in="elsewhere", **{"s0-post": "other", "s3-duty": ""}))
    page = text(see(world.superior, "group", town))
    assert "办公室没有设在纪检组织" in page
    assert "应当由党委（党工委、党组）书记担任" in page
    assert "成员丁四没有写职责分工" in page
    assert "公布这个组成" not in page
    send(world.superior, "group", town)
    assert orgs.public_group(world.actor(world.superior), org_id=town) is None


def test_nothing_typed_is_lost(world, send):
    tomorrow = (world.today + timedelta(days=1)).isoformat()
    answer = send(world.superior, "group_compose", world.town.pk, **filled(formed_on=tomorrow))
    assert answer.status_code == 200
    assert "还没有到" in problems(answer)
    assert "甲一" in text(answer)
    lost = send(world.superior, "group_compose", world.town.pk, **filled(**{"s7-name": "庚七"}))
    assert lost.status_code == 200
    assert "“庚七”还没有选席位" in text(lost)
    for rows in ("", "x", "９", "99999"):
        assert send(world.superior, "group_compose", world.town.pk, **filled(rows=rows, name="")).status_code == 200


@covers("R128")
def test_the_county_reads_all_groups_as_a_sheet(world, see, send):
    send(world.superior, "group_compose", world.town.pk, **filled())
    rows = sheet(see(world.county_office, "groups_xlsx"))
    line = next(row for row in rows if row[1] == world.town.code)
    assert (line[2], line[4], line[7], line[8]) == ("待公布", "甲一", "己六", "023-0000 0008")
    assert "空缺" in line[12]


def test_the_list_asks_as_often_for_many_groups_as_for_one(world, see, send):
    def asked() -> int:
        see(world.county_office, "groups")
        with CaptureQueriesContext(connection) as queries:
            see(world.county_office, "groups")
        return len(queries)

    send(world.superior, "group_compose", world.town.pk, **filled())
    one = asked()
    for org in (world.two_new_committee, world.county):
        assert send(world.county_office, "group_compose", org.pk, **filled()).status_code == 302
    assert asked() == one


def test_a_clerk_of_a_village_finds_no_such_page(world, see, send):
    for name, args in (("groups", ()), ("group", (world.town.pk,)), ("group_compose", (world.town.pk,))):
        assert see(world.charlie, name, *args).status_code == 404
    assert send(world.charlie, "group_compose", world.town.pk, **filled()).status_code == 404
