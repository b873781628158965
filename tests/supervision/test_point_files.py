"""Files behind works and guidance, batches that go on longer (R112–R114)."""

from datetime import timedelta

import pytest

from gongkai.ledger.models import AuditEvent
from gongkai.supervision import actions, queries
from gongkai.supervision.models import PointFile
from tests.covers import covers
from tests.factories.drafts import made_id
from tests.supervision.inspecting import refusal
from tests.supervision.pointing import Pointing


@pytest.fixture
def field(field):
    return Pointing(field.desk)


@pytest.fixture
def paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "kept"
    path = tmp_path / "调研报告.txt"
    path.write_text("怎样念账本：三个村的做法。", encoding="utf-8")
    return {"path": path, "name": path.name, "caption": "调研报告"}


def seen(field, who, work) -> list[str]:
    return [one.caption for one in queries.work_files(field.at(who), number=work.number)]


@covers("R114")
def test_a_work_is_handed_in_with_files_for_those_concerned(field, paper):
    work = field.work(field.named())
    hung = actions.hang_work_file(field.at("clerk"), number=work.number, **paper, now=field.tick())
    assert hung.file.media_type == "text/plain"
    for who in ("clerk", "head", "superior"):
        assert seen(field, who, work) == ["调研报告"]
        path, file = queries.work_file(field.at(who), number=work.number, token=hung.file.token)
        assert path.exists() and file.name == "调研报告.txt"
    for who in ("charlie", "villager", "member"):
        assert refusal(queries.work_files, field.at(who), number=work.number).hidden
    assert refusal(queries.work_file, field.at("clerk"), number=work.number, token="0" * 32).hidden
    assert AuditEvent.objects.filter(subject=f"point_work:{work.pk}", verb="point_work.file").count() == 1


@covers("R114")
def test_the_library_shows_what_was_hung_for_everybody_once_adopted_and_the_rest_never(field, paper):
    work, clerk = field.work(field.named("county_office")), field.at("clerk")
    hidden = actions.hang_work_file(clerk, number=work.number, **paper, now=field.tick())
    shown = actions.hang_work_file(
        clerk, number=work.number, **(paper | {"caption": "样张"}), public=True, now=field.tick()
    )
    visitor = field.world.visitor
    one = {"number": work.number, "token": shown.file.token}
    assert refusal(queries.experience_file, visitor, **one).hidden  # not adopted yet
    field.move_work(work, "adopt_county", "county_office")
    assert [row.caption for row in queries.experience_files(visitor, number=work.number)] == ["样张"]
    assert queries.experience_file(visitor, **one)[1].pk == shown.file.pk
    assert refusal(queries.experience_file, visitor, number=work.number, token=hidden.file.token).hidden
    assert refusal(queries.work_files, visitor, number=work.number).hidden
    late = {"number": work.number, **paper, "now": field.tick()}
    assert refusal(actions.hang_work_file, clerk, **late, public=True).code == "point_file_adopted"
    actions.hang_work_file(clerk, **late)
    assert refusal(actions.withhold_work_file, field.at("charlie"), **one, now=field.tick()).hidden
    actions.withhold_work_file(field.at("county_office"), **one, now=field.tick())
    assert queries.experience_files(visitor, number=work.number) == []
    assert refusal(queries.experience_file, visitor, **one).hidden
    assert refusal(actions.withhold_work_file, clerk, **one, now=field.tick()).hidden


@covers("R114")
def test_a_file_with_numbers_of_persons_is_not_adopted_for_everybody(field, paper):
    """What is written in it, what it is called and what is said of it are looked at like the text (P29)."""
    work, clerk = field.work(field.named("county_office")), field.at("clerk")
    path = paper["path"]
    path.write_text(f"经办人身份证{made_id()}。", encoding="utf-8")
    actions.hang_work_file(clerk, number=work.number, **paper, now=field.tick())  # stays with those concerned
    hung = actions.hang_work_file(clerk, number=work.number, **paper, public=True, now=field.tick())
    refused = refusal(field.move_work, work, "adopt_county", "county_office")
    assert refused.code == "work_personal" and refused.facts["count"] == 1
    actions.withhold_work_file(clerk, number=work.number, token=hung.file.token, now=field.tick())
    field.move_work(work, "adopt_county", "county_office")
    assert queries.experience_files(field.world.visitor, number=work.number) == []


@covers("R114")
def test_who_may_hang_a_file_and_how_many(field, paper):
    work = field.work(field.named())
    file = {"number": work.number, **paper}
    assert refusal(actions.hang_work_file, field.at("superior"), **file, now=field.tick()).code == "no_permission"
    assert refusal(actions.hang_work_file, field.at("charlie"), **file, now=field.tick()).hidden
    for _ in range(9):
        actions.hang_work_file(field.at("clerk"), **file, now=field.tick())
    assert refusal(actions.hang_work_file, field.at("clerk"), **file, now=field.tick()).code == "point_files"
    assert PointFile.objects.count() == 9


@covers("R113")
def test_guidance_keeps_its_bulletin_for_whom_it_is_for(field, paper):
    batch = field.named().batch
    made = field.guide(batch)
    sent = {"number": batch.number, "activity_id": made.pk, **paper}
    hung = actions.hang_activity_file(field.at("superior"), **sent, now=field.tick())
    for who in ("superior", "clerk", "charlie"):  # all villages of the town
        assert [one.pk for one in queries.activity_files(field.at(who), number=batch.number)[made.pk]] == [hung.pk]
        assert queries.activity_file(field.at(who), number=batch.number, token=hung.file.token)[1].pk == hung.file.pk
    assert refusal(queries.activity_files, field.at("villager"), number=batch.number).hidden
    assert refusal(actions.hang_activity_file, field.at("clerk"), **sent, now=field.tick()).code == "no_permission"
    other = field.batch(title="第二批")
    away = sent | {"number": other.number}
    assert refusal(actions.hang_activity_file, field.at("superior"), **away, now=field.tick()).hidden


def prolong(field, batch, who="superior", days=500, reason="题目还没有研究完，领导小组会议定的"):
    until = field.desk.today + timedelta(days=days)
    return actions.prolong_batch(field.at(who), number=batch.number, until=until, reason=reason, **field.when)


@covers("R112")
def test_a_batch_goes_on_with_its_points_and_what_was_planned_stays_on_record(field):
    row = field.named()
    planned = row.batch.ends_on
    found = prolong(field, row.batch)
    assert found.ends_on == field.desk.today + timedelta(days=500)
    (kept,) = queries.prolongations(field.at("clerk"), row=found)
    assert (kept.was, kept.until, kept.reason) == (planned, found.ends_on, "题目还没有研究完，领导小组会议定的")
    assert queries.point_view(field.at("clerk"), number=row.number, today=field.desk.today).stands
    assert field.nomination(batch=found, org=field.world.other_village, who="charlie").batch_id == found.pk


@covers("R112")
def test_what_a_prolongation_asks_for(field):
    batch = field.named().batch
    assert refusal(prolong, field, batch, reason=" ").code == "batch_prolong_reason"
    assert refusal(prolong, field, batch, days=400).code == "batch_prolong_day"
    assert refusal(prolong, field, batch, who="clerk").code == "no_permission"
    empty = field.batch(title="没有点的一批")
    field.desk.today += timedelta(days=401)
    field.desk.now += timedelta(days=401)
    assert refusal(prolong, field, empty).code == "batch_prolong_empty"
    assert refusal(prolong, field, batch, days=0).code == "batch_prolong_day"
    assert not queries.batch_view(
        field.at("superior"), number=prolong(field, batch, days=30).number, today=field.desk.today
    ).over
