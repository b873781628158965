"""An opinion about no item is filed when it is closed, without its author, and destroyed in its time (R54, 第六条（四）)."""

from gongkai.archive import queries as archive
from gongkai.archive.models import ArchiveRecord
from gongkai.interfaces.jobs import archiving
from gongkai.participation.models import Identity, Opinion, OpinionMessage, OpinionNotice, OpinionStep
from gongkai.rules.archiving import PartKind
from tests.archive.ending import destroyed
from tests.covers import covers


def filed(voices) -> str:
    return archiving.file_due(voices.world.clock, voices.today, voices.tick())


def closed(voices, **more):
    opinion = voices.told(voices.submit(**more)) if more.get("sign", True) else voices.decided(voices.submit(**more))
    if not more.get("sign", True):
        voices.move(opinion, "publish", question="村道什么时候修好？", public_answer="十一月底。")
    if opinion.rating_due:
        voices.rate(opinion)
    opinion.refresh_from_db()
    return opinion if opinion.state == "closed" else voices.move(opinion, "close")


@covers("R54", "R53")
def test_it_is_filed_once_with_its_words_handling_and_notice_and_names_nobody(voices):
    opinion = closed(voices)
    assert filed(voices) == "归档1件" and filed(voices) == "归档0件"
    row = ArchiveRecord.objects.get()
    assert (row.matter, row.number, row.retention) == (f"opinion:{opinion.pk}", opinion.number, "y30")
    assert (row.title, row.org_path) == (f"意见建议办理材料 {opinion.number}", voices.world.village.path)
    kinds = [one.kind for one in row.filed]
    assert kinds[0] is PartKind.OPINION and kinds[-1] is PartKind.TRAIL and "告知记录" in str(row.parts)
    assert "村道" not in str(row.parts) and "十一月底" not in str(row.parts)
    assert archiving.check(voices.world.clock, voices.today, voices.tick(), whole=True).endswith("0处不符")
    said = archiving.count_pages({"at": voices.tick().isoformat()})
    row.refresh_from_db()
    assert said.endswith("0件请归档责任人点数") and row.pages_said == f"表单{row.pages}页"
    Opinion.objects.filter(pk=opinion.pk).update(text="改过的话")
    archiving.check(voices.world.clock, voices.today, voices.tick(), whole=True)
    assert [one.name for one in archive.damages(voices.world.clock)] == [f"opinion:{opinion.number}"]


def test_an_unsigned_one_is_kept_ten_years_and_a_confidential_one_the_archive_never_sees(voices):
    closed(voices, sign=False)
    hidden = closed(voices, text="书记家的事。")
    Opinion.objects.filter(pk=hidden.pk).update(confidential=True)
    assert filed(voices) == "归档1件"
    assert ArchiveRecord.objects.get().retention == "y10"


@covers("R53")
def test_destroyed_nothing_is_left_of_the_words_nor_of_who_signed(voices):
    opinion = closed(voices)
    filed(voices)
    assert Identity.objects.filter(ref=opinion.identity_ref).exists()
    destroyed(voices.world, ArchiveRecord.objects.get(), voices.later, lambda: voices.when)
    left = Opinion.objects.get()
    assert (left.number, left.result, left.identity_ref) == (opinion.number, "explained", "")
    assert not Identity.objects.exists()
    tables = (Opinion, OpinionStep, OpinionNotice, OpinionMessage)
    words = str([list(one.objects.values_list()) for one in tables])
    assert not any(one in words for one in ("村道", "十一月底", "施工队", "打电话"))
    archiving.check(voices.world.clock, voices.today, voices.tick(), whole=True)
    assert archive.damages(voices.world.clock) == []
