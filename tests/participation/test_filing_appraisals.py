"""An appraisal is filed when its result was used, without its voters, and destroyed in its time (R54)."""

from gongkai.archive.models import ArchiveRecord
from gongkai.interfaces.jobs import archiving
from gongkai.participation import actions, tally
from gongkai.participation.models import ResultUse, Voter
from gongkai.rules.appraisals import Mark
from gongkai.rules.archiving import PartKind
from tests.covers import covers
from tests.participation.urn import village


@covers("R54", "R119")
def test_an_appraisal_is_filed_when_its_result_was_used_and_names_no_voter(db):
    place = village(keys=tally.keygen())
    place.move("open")
    for number in range(9):
        place.vote(number, Mark.DISSATISFIED if number < 5 else Mark.SATISFIED)
    for verb in ("close", "count", "publish"):
        place.move(verb)
        if verb == "close":
            place.hand_in()
    clock = place.world.clock
    assert archiving.file_due(clock, place.today, place.now) == "归档0件"
    actions.record_use(place.at("clerk"), round_id=place.round_id, text="报镇党委", now=place.now)
    actions.write_plan(place.at("clerk"), round_id=place.round_id, text="每月把票据贴出来。", now=place.now)
    place.move("conclude")
    assert archiving.file_due(clock, place.today, place.now) == "归档1件"
    assert archiving.file_due(clock, place.today, place.now) == "归档0件"
    kept = ArchiveRecord.objects.get()
    assert (kept.matter, kept.title) == (f"appraisal:{place.round_id}", "民主评议材料：2026年党务公开民主评议")
    assert [one.kind for one in kept.filed] == [PartKind.ORIGINAL, PartKind.APPROVAL, PartKind.TRAIL]
    assert "党员" not in str(kept.parts)
    assert archiving.check(clock, place.today, place.now, whole=True).endswith("0处不符")
    assert archiving.count_pages({"at": place.now.isoformat()}).endswith("0件请归档责任人点数")
    actions.destroy_appraisals(clock, keys=[place.round_id], now=place.now)
    assert not Voter.objects.exists() and "镇党委" not in str(list(ResultUse.objects.values_list()))
