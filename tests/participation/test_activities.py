"""Registers of publicity and disclosure days: recorded once, void with a reason, photos for insiders (R72, R81)."""

from datetime import date, timedelta

import pytest

from gongkai.participation import actions, queries
from gongkai.rules.activities import Subject
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.drafts import Desk

DAY = date(2026, 9, 4)  # the disclosure day of September


@pytest.fixture
def desk(db):
    return Desk()


def told(desk, who="clerk", **more):
    fields = {
        "register": "publicity", "way": "lecture", "subjects": ["rights"], "title": "党员权利和义务宣讲",
        "held_on": desk.today, "place": "活动室", "host": "张三", "content": "讲了党员的八项权利，发了折页。", "people": 26,
        "material": "折页",
    } | more  # fmt: skip
    return actions.record_activity(
        desk.at(who), org_id=desk.world.village.pk, now=desk.tick(), today=desk.today, **fields
    )


def met(desk, **more):
    fields = {"register": "day", "way": "", "subjects": (), "held_on": DAY, "visits": 3, "opinions": 2, "people": 12}
    return told(desk, **(fields | more))


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


@covers("R81")
def test_publicity_is_recorded_counted_and_public(desk):
    row = told(desk)
    assert (row.number, row.recorder_name, row.period) == ("Z01-C01-XJ-2026-001", "王五", "2026-09")
    told(desk, subjects=["rights", "results"], people=4)
    path, visitor = desk.world.village.path, desk.world.visitor
    found = queries.activity_figures(visitor, path=path, year=2026)
    assert (found.times, found.people, found.untold) == (2, 30, (Subject.RULES, Subject.CONCERNS))
    assert [one.number for one in queries.activities(visitor, path=path, year=2026)][-1] == row.number
    below = queries.activities_by_organization(desk.at("superior"), path=desk.world.town.path, year=2026)
    assert below[-1][0].pk == desk.world.village.pk and below[-1][1].times == 2 and below[0][1].times == 0
    assert queries.activity_figures(visitor, path=path, year=2025).times == 0
    assert queries.activity_figures(visitor, path=desk.world.town.path, year=2026, below=True).times == 2


@covers("R72")
def test_one_disclosure_day_a_month_stands_beside_its_sheet(desk):
    village = desk.world.village.pk
    assert queries.day_to_record(desk.at("clerk"), org_id=village, today=desk.today) == DAY
    row = met(desk)
    assert queries.day_activity(desk.world.visitor, org_id=village, period="2026-09").pk == row.pk
    assert queries.day_to_record(desk.at("clerk"), org_id=village, today=desk.today) is None
    said = refusal(met, desk)
    assert (said.code, said.facts["number"]) == ("publicity_twice", row.number)
    actions.void_activity(desk.at("clerk"), number=row.number, reason="人数写错", now=desk.tick())
    assert met(desk).number == "Z01-C01-GR-2026-002"
    assert queries.activity_figures(desk.world.visitor, path=desk.world.village.path, year=2026).days == 1
    assert refusal(met, desk, held_on=DAY + timedelta(days=3)).code == "publicity_day"


@covers("R72", "R81")
def test_a_void_record_is_known_to_those_who_work_there_only(desk):
    row = told(desk)
    assert (
        refusal(actions.void_activity, desk.at("clerk"), number=row.number, reason=" ", now=desk.tick()).code
        == "publicity_void_reason"
    )
    actions.void_activity(desk.at("clerk"), number=row.number, reason="重复登记", now=desk.tick())
    assert queries.activity(desk.at("head"), number=row.number).void_reason == "重复登记"
    for who in (desk.world.visitor, desk.at("charlie"), desk.at("member")):
        assert refusal(queries.activity, who, number=row.number).hidden
    again = refusal(actions.void_activity, desk.at("clerk"), number=row.number, reason="…", now=desk.tick())
    assert again.code == "publicity_void"
    assert queries.activities(desk.at("clerk"), path=desk.world.village.path, year=2026) == []
    assert len(queries.activities(desk.at("clerk"), path=desk.world.village.path, year=2026, void=True)) == 1


@covers("R81")
def test_photos_are_for_those_who_work_there(desk, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "a.txt"
    path.write_text("签到册", encoding="utf-8")
    row = told(desk)
    hung = actions.hang_photo(
        desk.at("clerk"), number=row.number, path=path, name="签到.txt", caption="签到", now=desk.tick()
    )
    token = hung.file.token
    assert queries.activity_photo(desk.at("superior"), number=row.number, token=token)[0].read_text("utf-8") == "签到册"
    for who in (desk.world.visitor, desk.at("charlie")):
        assert queries.photos(who, row=row) == []
        assert refusal(queries.activity_photo, who, number=row.number, token=token).hidden
    assert refusal(queries.activity_photo, desk.at("clerk"), number=row.number, token="0" * 32).hidden


def test_only_those_who_draft_there_record(desk):
    assert refusal(told, desk, who="charlie").hidden
    assert refusal(told, desk, who="head").code == "no_permission"
    row = told(desk)
    assert (
        refusal(actions.void_activity, desk.at("charlie"), number=row.number, reason="…", now=desk.tick()).code
        == "no_permission"
    )
