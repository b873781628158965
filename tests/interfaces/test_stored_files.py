"""Uploaded files leave the house closed: nothing runs, names are true, only photos are shown (P24, P25)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from gongkai.interfaces.ui.stored import send_stored
from gongkai.ledger.actions import destroy_file, located, store
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions, queries
from tests.factories.drafts import Desk
from tests.factories.duties import bound_county
from tests.factories.world import moment_of
from tests.interfaces.leaving import SCRIPT, downloaded, shown
from tests.interfaces.workbench.test_month import desk
from tests.publication.rows import published
from tests.supervision.overseeing import Overseeing

NOW = timezone.now()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def watch(db):
    """As of the real day, which the pages know."""
    today = timezone.localdate()
    made = Overseeing(Desk(bound_county(moment_of(today), today).world))
    made.desk.now, made.desk.today = timezone.now() - timedelta(hours=1), today
    return made


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "board.jpg"
    Image.new("RGB", (64, 48), "#dcd7cf").save(path)
    return path


def stored(path, name):
    return store(Actor.clock(), source=path, name=name, org_path="", now=NOW)


def test_a_file_of_a_published_text_is_downloaded_by_everybody(db, script):
    one = published("000100020003", "public")[0]
    one.revision.attachments = [stored(script, "票据.txt").token]
    one.revision.save()
    slug = publication.item(Actor.visitor(), number=one.disclosure.number).slug
    assert downloaded(Client().get(f"/item/{slug}/file/{one.revision.attachments[0]}/")) == SCRIPT


def test_the_photo_behind_a_mark_is_shown_to_those_who_read_the_mark(watch, board):
    watch.appointed()
    row = watch.marked(photo=board, photo_name="board.jpg")
    address = f"/desk/mark/{row.number}/photo/"
    assert shown(desk(watch.world.clerk).get(address), "image/jpeg").startswith(b"\xff\xd8\xff")
    assert desk(watch.world.charlie).get(address).status_code == 404


def test_what_comes_with_a_mark_and_is_no_photo_is_not_taken(watch, script):
    watch.appointed()
    with pytest.raises(Refused) as refused:
        watch.marked(photo=script, photo_name="说明.txt")
    assert refused.value.code == "photo_kind"


def test_the_photo_of_a_spot_check_is_shown_and_a_page_is_no_photo(watch, board, script):
    village = watch.world.village
    place = publishing.register_carrier(
        watch.at("clerk"), org_id=village.pk, kind="board", name="公开栏", place="村委会门口", from_date=watch.desk.today,
        keeper="王五", **watch.when,
    )  # fmt: skip
    codes = queries.codes_of_day(watch.at("superior"), path=watch.world.town.path, day=watch.desk.today)
    [code] = [code for listed in codes.values() for one, code in listed if one.pk == village.pk]

    def sent(path, name):
        fields = {"org_id": village.pk, "carrier_id": place.pk, "code": code}
        return actions.send_spot_photo(watch.at("clerk"), photo=path, photo_name=name, **fields, **watch.when)

    with pytest.raises(Refused):
        sent(script, "board.txt")
    row = sent(board, "board.jpg")
    answer = desk(watch.world.superior).get(f"/desk/spot-check/{row.number}/now/")
    assert shown(answer, "image/jpeg").startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "kind", ["text/html", "image/svg+xml", "image/gif", "application/xhtml+xml", "application/pdf", ""]
)
def test_whatever_is_no_photo_of_ours_is_never_shown(script, kind):
    answer = send_stored(script, SimpleNamespace(name="a.jpg", media_type=kind))
    assert answer["Content-Disposition"] == 'attachment; filename="a.jpg"'
    assert answer["Content-Security-Policy"].startswith("sandbox")
    answer.file_to_stream.close()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("公开栏 9月.txt", "attachment; filename*=utf-8''%E5%85%AC%E5%BC%80%E6%A0%8F%209%E6%9C%88.txt"),
        ('a"; filename=b.html', 'attachment; filename="a\\"; filename=b.html"'),
        ("a\r\nSet-Cookie: b=1.txt", 'attachment; filename="aSet-Cookie: b=1.txt"'),
        ("a\u202etxt.html", 'attachment; filename="atxt.html"'),
    ],
)
def test_the_name_is_told_as_it_is_and_breaks_no_header(script, name, said):
    answer = send_stored(script, SimpleNamespace(name=name, media_type="text/plain"))
    assert answer["Content-Disposition"] == said
    answer.file_to_stream.close()


def test_a_file_that_was_lawfully_removed_is_missing(db, script):
    file = stored(script, "说明.txt")
    assert located(Actor.clock(), file=file)[0].is_file()
    destroy_file(Actor.clock(), token=file.token, now=NOW)
    file.refresh_from_db()
    with pytest.raises(Refused) as refused:
        located(Actor.clock(), file=file)
    assert refused.value.hidden
