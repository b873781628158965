"""Spot checks of boards: the code of the day, copies known again, the superior's verdict (第九条（五）)."""

import pytest

from gongkai.ledger.intake.prints import photo_prints
from gongkai.publication import actions as publishing
from gongkai.rules.photo_prints import NEAR, distance
from gongkai.supervision import actions, queries
from tests.covers import covers
from tests.supervision.boards import board, cut
from tests.supervision.inspecting import refusal


def prints(path, picture, quality=88):
    picture.save(path, "JPEG", quality=quality)
    (found,) = photo_prints(path)
    return [int(one, 16) for one in found["prints"]]


@pytest.fixture(scope="module")
def shot(tmp_path_factory):
    path = tmp_path_factory.mktemp("prints") / "board.jpg"
    return path, prints(path, board(1))


@covers("R103")
@pytest.mark.parametrize(
    "change",
    [
        lambda one: one, lambda one: one.resize((600, 450)), lambda one: one.point(lambda v: min(255, int(v * 1.15))),
        lambda one: cut(one, 3, 3, 3, 3), lambda one: cut(one, 5, 5, 5, 5), lambda one: cut(one, 6, 0, 0, 0),
        lambda one: cut(one, 7, 2, 0, 6), lambda one: cut(one, 0, 0, 4, 5),
    ],
    ids=["saved anew", "smaller", "brighter", "crop 3", "crop 5", "left 6", "askew", "right and below"],
)  # fmt: skip
def test_a_copy_is_known_again(shot, change):
    path, whole = shot
    assert distance(whole, prints(path, change(board(1)), quality=55)) <= NEAR


@covers("R103")
@pytest.mark.parametrize("number", range(2, 8))
def test_another_shot_is_no_copy(shot, number):
    path, whole = shot
    assert distance(whole, prints(path, board(number))) > NEAR


@pytest.fixture
def spots(watch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    village = watch.world.village
    place = publishing.register_carrier(
        watch.at("clerk"), org_id=village.pk, kind="board", name="村委会门口公开栏", place="村委会门口",
        from_date=watch.desk.today, keeper="王五", **watch.when,
    )  # fmt: skip
    below = queries.codes_of_day(watch.at("superior"), path=watch.world.town.path, day=watch.desk.today)
    assert list(below) == [watch.world.town], "the villages, under the town's name"
    codes = {one.pk: code for one, code in below[watch.world.town]}

    def send(picture, who="clerk", code=None, **more):
        path = tmp_path / "now.jpg"
        picture.save(path, "JPEG", quality=80)
        fields = {"org_id": village.pk, "carrier_id": place.pk, "code": codes[village.pk] if code is None else code}
        return actions.send_spot_photo(watch.at(who), **(fields | more), photo=path, photo_name="now.jpg", **watch.when)

    watch.send, watch.code = send, codes[village.pk]
    return watch


@covers("R103")
def test_a_photo_needs_the_code_of_the_day(spots):
    assert refusal(spots.send, board(1), code="000000").code == "spot_code_wrong"
    assert refusal(spots.send, board(1), carrier_id=0).code == "spot_carrier"
    assert refusal(spots.send, board(1), who="charlie").hidden
    assert refusal(spots.send, board(1), who="head").code == "no_permission"
    assert refusal(queries.codes_of_day, spots.at("head"), path=spots.world.village.path, day=spots.desk.today).hidden
    row = spots.send(board(1), code=spots.code.lower())
    assert (row.number, row.state, row.copy_of) == ("Z01-C01-CC-2026-001", "sent", None)
    (waits,) = queries.spot_checks_waiting(spots.at("superior"), inspecting=(spots.world.town.path,))
    assert waits.pk == row.pk
    spots.later(1)
    assert refusal(spots.send, board(2)).code == "spot_code_wrong"  # yesterday's
    done = actions.move_spot_check(spots.at("superior"), number=row.number, verb="take", now=spots.tick())
    assert (done.state, done.judge_name) == ("taken", "周九")


@covers("R103")
def test_what_was_sent_before_is_refused_and_what_looks_like_it_is_shown_to_the_superior(spots):
    first = spots.send(board(1))
    assert refusal(spots.send, board(1)).code == "spot_photo_same"
    row = spots.send(cut(board(1), 4, 4, 4, 4))
    assert row.copy_of_id == first.pk
    assert spots.send(board(3)).copy_of is None

    def judge(verb, remark="", who="superior"):
        return actions.move_spot_check(spots.at(who), number=row.number, verb=verb, remark=remark, now=spots.tick())

    assert refusal(judge, "take").code == "spot_photo_copied"
    assert refusal(judge, "refuse", who="clerk").code == "no_permission"
    assert queries.earlier_photo(spots.at("superior"), number=row.number)[0].exists()
    assert refusal(queries.earlier_photo, spots.at("clerk"), number=row.number).hidden
    assert refusal(queries.spot_photo, spots.at("charlie"), number=row.number).hidden
    assert judge("refuse", "裁过的旧照片").state == "refused"


@covers("R103")
def test_whoever_handed_a_photo_in_does_not_judge_it(spots):
    row = spots.send(board(4), who="superior")
    judge, path = spots.at("superior"), spots.world.town.path
    for verb in ("take", "refuse", "compared"):
        refused = refusal(actions.move_spot_check, judge, number=row.number, verb=verb, remark="看过", now=spots.tick())
        assert refused.code == "spot_own_photo"
    assert [one.why_not for one in queries.spot_offers(judge, number=row.number)] == ["spot_own_photo"] * 2
    assert queries.spot_checks_waiting(judge, inspecting=(path,)) == []
    theirs = spots.send(board(5))
    assert [one.pk for one in queries.spot_checks_waiting(judge, inspecting=(path,))] == [theirs.pk]
