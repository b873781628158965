"""A line of another system and an item of ours about the same matter are found from both sides, by who may (R17, P1, P2)."""

import pytest
from django.test import Client

from gongkai.ledger.models import AuditEvent
from gongkai.publication import actions as publishing
from gongkai.publication.models import JointItem, JointLink
from gongkai.publication.numbers import slug
from gongkai.rules.joint_columns import number_typed
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.interfaces.workbench.test_month import desk
from tests.publication.county import FUNDS, MEETING, STUDY, TEXT
from tests.publication.county import county as build

LINK = "https://cunwu.example.cn/1"
CSV = f"标题,网址,日期\n低保名单公示,{LINK},2026-08-05\n集体资金收支,https://cunwu.example.cn/2,2026-08-06\n"
OURS = "村里学习情况"


@pytest.fixture
def county(db):
    return build()


@pytest.fixture
def line(county):
    """A line of the village's own platform, shown in the joint column."""
    clerk = county.at("clerk")
    source = publishing.register_joint(
        clerk, org_id=county.world.village.pk, kind="village", name="村务平台", home="https://cunwu.example.cn/",
        now=county.now,
    )  # fmt: skip
    run = publishing.look_through_joint(
        clerk, source_id=source.pk, content=CSV.encode(), name="村务.csv", now=county.now, today=county.today
    )
    publishing.apply_joint(clerk, run_id=run.pk, now=county.now)
    return JointItem.objects.get(link=LINK)


def number_of(edition) -> str:
    edition.disclosure.refresh_from_db()
    return edition.disclosure.number


def link(county, line, number, who="clerk"):
    return publishing.link_joint_item(county.at(who), item_id=line.pk, number=number, now=county.later())


def joint_page(county) -> str:
    return Client().get(f"/org/{county.world.village.code}/joint/").content.decode()


def item_page(number, person=None) -> str:
    browser = Client()
    if person:
        browser.force_login(person)
    return browser.get(f"/item/{slug(number)}/").content.decode()


@covers("R17")
def test_from_the_desk_both_pages_lead_to_each_other_and_apart_again(county, line):
    number, clerk = number_of(county.published(STUDY, title=OURS)), desk(county.world.clerk)
    here = f"/desk/joint/{line.source_id}/"
    assert LINK not in item_page(number) and slug(number) not in joint_page(county)
    wrong = clerk.post(f"{here}link/{line.pk}/", {"number": "500222X/2026-00001"})
    assert wrong.status_code == 200 and "没有找到索引号" in wrong.content.decode()
    assert clerk.post(f"{here}link/{line.pk}/", {"number": f"https://site/item/{slug(number)}/?a=1"}).status_code == 302
    page = item_page(number)
    assert f'href="{LINK}"' in page and "低保名单公示" in page and "村务公开" in page and "nofollow" in page
    joint = joint_page(county)
    assert f'href="/item/{slug(number)}/"' in joint and OURS in joint
    assert OURS in clerk.get(here).content.decode()
    assert clerk.post(f"/desk/joint/links/{JointLink.objects.get().pk}/end/").status_code == 302
    assert LINK not in item_page(number) and slug(number) not in joint_page(county)
    verbs = list(AuditEvent.objects.filter(verb__in=("joint.link", "joint.unlink")).values_list("verb", flat=True))
    assert verbs == ["joint.link", "joint.unlink"]


@covers("R17")
def test_imported_again_and_changed_the_link_stays(county, line):
    number = number_of(county.published(STUDY, title=OURS))
    link(county, line, number)
    with pytest.raises(Refused, match="joint_linked"):
        link(county, line, slug(number))
    run = publishing.look_through_joint(
        county.at("clerk"), source_id=line.source_id, content=CSV.replace("名单公示", "名单（更正）").encode(), name="a.csv",
        now=county.later(), today=county.today,
    )  # fmt: skip
    publishing.apply_joint(county.at("clerk"), run_id=run.pk, now=county.later())
    assert "低保名单（更正）" in item_page(number)
    publishing.drop_joint_item(county.at("clerk"), item_id=line.pk, reason="重复", now=county.later())
    assert LINK not in item_page(number)


def test_what_only_members_read_is_not_named_in_the_column_that_everyone_reads(county, line):
    """P1, P2: the link is there for members on the item's page; society sees no sign of it."""
    edition = county.approved(FUNDS)
    county.release(edition, MEETING)
    number, before = number_of(edition), joint_page(county)
    link(county, line, number)
    assert joint_page(county) == before and TEXT["title"] not in before
    assert LINK in item_page(number, county.world.member)


def test_withdrawn_ended_and_taken_out_are_not_led_to(county, line):
    edition = county.published(STUDY, title=OURS)
    number = number_of(edition)
    link(county, line, number)
    change = county.withdrawal(edition)
    publishing.explain_change(county.at("clerk"), change_id=change.pk, now=county.later(), today=county.today)
    assert slug(number) not in joint_page(county)
    publishing.end_joint(county.at("clerk"), source_id=line.source_id, now=county.later())
    assert LINK not in item_page(number)


def test_only_ones_own_items_and_only_by_those_who_make_public(county, line):
    number = number_of(county.published(STUDY))
    with pytest.raises(Refused, match="not_found"):
        link(county, line, number, "charlie")
    with pytest.raises(Refused, match="no_permission"):
        link(county, line, number, "superior")
    for typed in ("", "x", "500222/2026", "../../etc", number + "1"):
        with pytest.raises(Refused, match="joint_item_none"):
            link(county, line, typed)
    other = publishing.register_joint(
        county.at("charlie_head"), org_id=county.world.other_village.pk, kind="village", name="x",
        home="https://x.example.cn/", now=county.now,
    )  # fmt: skip
    JointItem.objects.filter(pk=line.pk).update(source=other)
    with pytest.raises(Refused, match="joint_item_foreign"):
        link(county, line, number, "charlie_head")
    assert not JointLink.objects.exists()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" 500222Z05 / 2026-00001 ", "500222Z05/2026-00001"), ("500222Z05-2026-00001", "500222Z05-2026-00001"),
        ("https://a.cn/item/500222Z05-2026-00001/?x=1", "500222Z05-2026-00001"), ("", ""), ("x" * 200, "x" * 80),
    ],
)  # fmt: skip
def test_a_number_as_people_type_it(typed, meant):
    assert number_typed(typed) == meant
