"""Carriers: registered with a keeper, checked with a photo once, ended with a reason; releases hang on them (R59)."""

import importlib
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from gongkai.ledger import actions as ledger
from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions as organizing
from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.publication.models import Carrier, Placement
from gongkai.publication.views import PlacementInput
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import Freshness
from tests.covers import covers
from tests.publication.county import DUES, FUNDS, MEETING, county
from tests.publication.test_release import refusal

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
SINCE = date(2026, 8, 1)
BOARD = {"kind": "board", "name": "", "place": "村委会大门左侧", "keeper": "陈七", "keeper_phone": "000-0000111"}


@pytest.fixture
def place(db):
    return county()


def register(place, /, who="clerk", org=None, **changed):
    given = BOARD | {"from_date": SINCE} | changed
    return publishing.register_carrier(
        place.at(who), org_id=(org or place.world.village).pk, now=place.later(), today=place.today, **given
    )


def inspect(place, carrier, /, who="clerk", **changed):
    given = {"day": place.today, "by_name": "王五", "condition": "good", "month_hangs": True} | changed
    return publishing.inspect_carrier(
        place.at(who), carrier_id=carrier.pk, now=place.later(), today=place.today, **given
    )


def trail(place, carrier, who="clerk"):
    return queries.carrier(place.at(who), carrier_id=carrier.pk, today=place.today)


@pytest.fixture
def photo(place, tmp_path):
    def taken(colour="white", name="board.png"):
        path = tmp_path / name
        Image.new("RGB", (8, 8), colour).save(path)
        org_path = place.world.village.path
        return ledger.store(place.at("clerk"), source=path, name=name, org_path=org_path, now=place.later()).token

    return taken


@covers("R59", "R22")
def test_everyone_sees_where_the_paper_hangs_but_not_the_keepers_telephone(place):
    register(place)
    [seen] = queries.carriers_of(VISITOR, org_id=place.world.village.pk, today=place.today)
    assert (seen.name, seen.kind_name, seen.keeper, seen.keeper_phone) == ("村委会大门左侧", "公开栏", "陈七", "")
    [own] = queries.carriers_of(place.at("clerk"), org_id=place.world.village.pk, today=place.today)
    assert own.keeper_phone == "000-0000111"
    register(place, kind="indoor_board", place="党员活动室")
    assert len(queries.carriers_of(VISITOR, org_id=place.world.village.pk, today=place.today)) == 1
    assert len(queries.carriers_of(place.at("head"), org_id=place.world.village.pk, today=place.today)) == 2


@covers("R59")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"place": " "}, "carrier_fields"), ({"keeper": ""}, "carrier_fields"), ({"place": "长" * 121}, "carrier_long"),
        ({"keeper_phone": "1" * 41}, "carrier_long"), ({"from_date": date(2027, 1, 1)}, "carrier_day_ahead"),
        ({"who": "deputy"}, "no_permission"), ({"who": "charlie"}, "not_found"), ({"who": "villager"}, "not_found"),
        ({"who": "superior"}, "no_permission"),
    ],
)  # fmt: skip
def test_these_entries_are_refused(place, changed, code):
    assert refusal(register, place, **changed) == code
    assert not Carrier.objects.exists()


@covers("R59")
def test_a_name_stands_once_per_kind_until_its_carrier_ends(place):
    first = register(place)
    assert refusal(register, place) == "carrier_known"
    register(place, kind="screen")
    publishing.end_carrier(
        place.at("head"), carrier_id=first.pk, on=place.today, reason="大门翻修", now=place.later(), today=place.today
    )
    assert register(place).pk != first.pk


@covers("R59")
def test_a_change_of_keeper_is_history_and_never_silent(place):
    board = register(place)
    new = {"keeper": "周八", "from_date": place.today}

    def over(who="clerk", **changed):
        return publishing.hand_over(
            place.at(who), carrier_id=board.pk, now=place.later(), today=place.today, **(new | changed)
        )

    assert refusal(over, keeper="陈七", keeper_phone="000-0000111") == "carrier_keeper_same"
    assert refusal(over, who="deputy") == "no_permission"
    over()
    assert [one.name for one in trail(place, board).keepers] == ["周八", "陈七"]
    assert trail(place, board).carrier.keeper == "周八"
    assert refusal(over, keeper="吴九", from_date=SINCE) == "carrier_keeper_order"
    event = AuditEvent.objects.get(verb="carrier.hand_over")
    assert (event.facts["before"], event.facts["after"], event.subject) == ("陈七", "周八", f"carrier:{board.pk}")


@covers("R59")
def test_the_end_of_use_says_why_and_nothing_is_done_there_afterwards(place):
    board = register(place)

    def end(**changed):
        given = {"on": place.today, "reason": "拆除"} | changed
        return publishing.end_carrier(
            place.at("clerk"), carrier_id=board.pk, now=place.later(), today=place.today, **given
        )

    assert refusal(end, reason=" ") == "remark_needed"
    assert refusal(end, on=SINCE - timedelta(days=1)) == "carrier_before_start"
    assert end().end_reason == "拆除"
    for act in (end, lambda: inspect(place, board)):
        assert refusal(act) == "wrong_state"
    assert queries.carrier_offers(place.at("clerk"), carrier_id=board.pk) == []
    org_id = place.world.village.pk
    assert queries.carriers_of(VISITOR, org_id=org_id, today=place.today) == []
    [ended] = queries.carriers_of(VISITOR, org_id=org_id, today=place.today, ended=True)
    assert (ended.end_reason, ended.verdict) == ("拆除", None)


@covers("R59")
def test_a_check_renews_the_light_and_a_photo_proves_once(place, photo):
    board, other = register(place), register(place, place="二组院坝")
    white = photo()
    inspect(place, board, photo_token=white)
    seen = trail(place, board)
    assert (seen.carrier.refreshed, seen.carrier.checked, seen.photo_this_month) == (place.today, place.today, True)
    assert seen.checks[0].photo == white
    again = photo(name="copy.png")  # the same picture under another name
    assert refusal(inspect, place, other, photo_token=again) == "carrier_photo_repeated"
    inspect(place, other, photo_token=photo("black"), who="superior")  # those above look as well
    assert not any(one.photo_this_month for one in [trail(place, register(place, place="河边"))])
    path, file = queries.check_photo(place.at("head"), carrier_id=board.pk, token=white)
    assert path.exists() and file.token == white
    assert refusal(queries.check_photo, place.at("head"), carrier_id=other.pk, token=white) == "not_found"


@covers("R59")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"condition": "worn"}, "carrier_wrong_missing"), ({"by_name": ""}, "carrier_fields"),
        ({"day": SINCE - timedelta(days=1)}, "carrier_before_start"), ({"day": date(2027, 1, 1)}, "carrier_day_ahead"),
        ({"wrong": "坏" * 201}, "carrier_long"), ({"who": "deputy"}, "no_permission"), ({"who": "charlie"}, "not_found"),
    ],
)  # fmt: skip
def test_these_checks_are_refused(place, changed, code):
    board = register(place)
    assert refusal(inspect, place, board, **changed) == code
    assert board.checks.count() == 0


@covers("R58", "R59")
def test_a_release_hangs_on_the_carrier_chosen_and_the_only_one_is_meant_by_itself(place, photo):
    edition = place.approved(FUNDS)
    place.release(edition, MEETING)
    door, yard = register(place), register(place, place="二组院坝")
    assert refusal(place.release, edition, PlacementInput("gl")) == "carrier_choose"
    assert refusal(place.release, edition, PlacementInput("xs", carrier_id=door.pk)) == "carrier_not_here"
    row = place.release(edition, PlacementInput("gl", carrier_id=yard.pk, proof_token=photo()))
    way = row.placements.get(method="gl")
    assert (way.carrier_id, way.place) == (yard.pk, "二组院坝")
    assert trail(place, yard).placed[0].title == edition.approved_revision.title
    assert trail(place, yard).carrier.refreshed == place.today
    assert trail(place, yard).photo_this_month and not trail(place, door).photo_this_month
    assert refusal(inspect, place, door, photo_token=photo()) == "carrier_photo_repeated"
    publishing.end_carrier(
        place.at("clerk"), carrier_id=yard.pk, on=place.today, reason="拆", now=place.later(), today=place.today
    )
    record = {"publication_id": row.pk, "now": place.later()}
    clerk = place.at("clerk")
    assert publishing.record_placement(clerk, way=PlacementInput("gl"), **record).carrier_id == door.pk
    free = publishing.record_placement(clerk, way=PlacementInput("gl", "桥头临时板"), **record)
    assert (free.carrier_id, free.place) == (None, "桥头临时板")
    elsewhere = register(place, who="charlie", org=place.world.other_village)
    wrong = PlacementInput("gl", carrier_id=elsewhere.pk)
    assert refusal(publishing.record_placement, clerk, way=wrong, **record) == "carrier_not_here"


@covers("R57", "R60")
def test_an_indoor_board_serves_the_party_and_an_outdoor_one_does_not(place):
    indoor, outdoor = register(place, kind="indoor_board", place="党员活动室"), register(place)
    clerk, org_id = place.at("clerk"), place.world.village.pk
    assert [one.key for one in queries.carriers_for(clerk, org_id=org_id, audience="party")] == [indoor.pk]
    edition = place.approved(DUES)  # the catalog asks for a meeting and the board indoors
    assert refusal(place.release, edition, MEETING, PlacementInput("gl", carrier_id=outdoor.pk)) == "method_leaks"
    row = place.release(edition, MEETING, PlacementInput("gl", carrier_id=indoor.pk))
    assert row.placements.get(method="gl").details == {"remark": "室内"}


@covers("R59")
def test_what_is_stale_below_is_listed_first_for_those_above(place):
    fresh = register(place)
    stale = register(place, who="charlie", org=place.world.other_village)  # further down in the tree
    place.later(days=40)  # September's disclosure day has passed, and October's
    inspect(place, fresh)
    superior, town = place.at("superior"), place.world.town.path

    def below(*lights, **more):
        found = queries.below(superior, path=town, today=place.today, lights=lights, **more)
        return [one.id for one in found]

    assert below() == [stale.pk, fresh.pk] and below(Freshness.STALE) == [stale.pk]
    assert below(Freshness.FRESH) == [fresh.pk] and below(kind="screen") == []
    for who in ("clerk", "villager", "charlie"):
        assert refusal(queries.below, place.at(who), path=town, today=place.today) == "not_found"


@covers("R7", "R22", "R59")
def test_who_has_no_carrier_stands_in_the_gaps(place):
    office, path = place.at("county_office"), place.world.county.path

    def lacking():
        found = queries.coverage_gaps(office, path=path, today=place.today)
        return {gap.org.pk: gap for gap in found if "carrier" in gap.lacks}

    village = place.world.village.pk
    assert village in lacking() and "没有登记公开载体" in lacking()[village].sentences
    assert place.world.county.pk not in lacking()
    board = register(place)
    assert village not in lacking()
    publishing.end_carrier(
        place.at("clerk"), carrier_id=board.pk, on=place.today, reason="拆", now=place.later(), today=place.today
    )
    assert village in lacking()


def test_the_number_of_queries_does_not_grow(place):
    superior, org_id = place.at("superior"), place.world.village.pk
    counts = []
    for more in (1, 12):
        for number in range(more):
            inspect(place, register(place, place=f"第{more}-{number}处"))
        with CaptureQueriesContext(connection) as counted:
            queries.below(superior, path=place.world.town.path, today=place.today)
            queries.carriers_of(superior, org_id=org_id, today=place.today)
        counts.append(len(counted))
    assert counts[0] == counts[1]


@covers("R59")
def test_past_carriers_are_loaded_and_what_hung_there_is_linked(place):
    edition = place.approved(FUNDS)
    place.release(edition, MEETING)
    row = place.release(edition, PlacementInput("gl", "村委会门口"))
    village = place.world.village
    given = {
        "org_id": village.pk, "org_path": village.path, "kind": "board", "name": "村委会门口", "place": "村委会门口",
        "from_date": SINCE, "keepers": [("陈七", "", SINCE)], "checks": [(SINCE, "王五", "worn", "裂缝", True)],
    }  # fmt: skip
    assert (
        refusal(publishing.load_carriers, place.at("county_office"), rows=[given], now=place.later()) == "no_permission"
    )
    [key] = publishing.load_carriers(Actor.clock(), rows=[given], now=place.later())
    assert row.placements.get(method="gl").carrier_id == key
    assert Placement.objects.exclude(carrier=None).count() == 1
    seen = trail(place, Carrier.objects.get(pk=key))
    assert (seen.carrier.keeper, seen.carrier.condition) == ("陈七", "worn")
    assert register(place).pk > key  # keys go on after those that were given


def test_an_organization_that_has_ended_registers_nothing_more(place):
    world = place.world
    organizing.abolish(
        place.at("county_office"), org_id=world.new_org.pk, on=place.today, basis="演示", now=place.later()
    )
    assert refusal(register, place, org=world.new_org) in ("not_found", "org_ended")
    assert refusal(
        publishing.register_carrier, Actor.clock(), org_id=world.new_org.pk, now=place.later(), today=place.today,
        from_date=SINCE, **BOARD,
    ) == "org_ended"  # fmt: skip


def test_a_text_of_board_places_is_read_place_by_place():
    places = importlib.import_module("gongkai.publication.migrations.0004_carriers_from_texts").places
    assert places("村委会门口；老学校旁\n 二组院坝、村委会门口 ") == ["村委会门口", "老学校旁", "二组院坝"]
    assert places(" ；") == []
