"""A file inherits the circle of its text, and goes with it (P3, P4)."""

import pytest

from gongkai.ledger.models import StoredFile
from gongkai.publication import queries
from gongkai.publication.models import Publication
from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.refusals import Refused
from tests.publication.rows import START, published

pytestmark = pytest.mark.django_db
VILLAGE = "000100020003"
VISITOR = Actor.visitor()
MEMBER = Actor(ActorKind.PERSON, 5, "陈三", party=(VILLAGE,))
TOKEN = "b" * 32


@pytest.fixture
def rows(settings):
    made = published(VILLAGE, "party", "public")
    StoredFile.objects.create(
        token=TOKEN, name="票据.pdf", extension="pdf", media_type="application/pdf", size=5, sha256="0", stored_at=START
    )
    made[0].revision.attachments = [TOKEN]
    made[0].revision.save()
    return made


def has(actor, rows, token=TOKEN):
    try:
        path, file = queries.attachment(actor, number=rows[0].disclosure.number, token=token)
    except Refused as refused:
        assert refused.hidden
        return False
    return path.name == f"{TOKEN}.pdf" and file.name == "票据.pdf"


def test_who_reads_the_text_has_its_files(rows):
    assert has(VISITOR, rows) and has(MEMBER, rows)
    assert not has(VISITOR, rows, "c" * 32)
    (file,) = queries.item(VISITOR, number=rows[0].disclosure.number).files
    assert (file.token, file.name, file.size) == (TOKEN, "票据.pdf", 5)


def test_who_may_not_read_the_text_has_no_file(rows):
    rows[1].delete()
    assert not has(VISITOR, rows) and has(MEMBER, rows)


@pytest.mark.parametrize("end", ["withdrawn", "terminated", "hidden"])
def test_the_file_goes_with_the_text(rows, end):
    Publication.objects.update(ended_at=START, end_kind=end)
    assert not has(VISITOR, rows) and not has(MEMBER, rows) and not has(Actor.clock(), rows)


def test_a_file_of_another_text_is_not_had_through_this_one(rows):
    other = published(VILLAGE, "public")
    assert not has(VISITOR, other)


def test_files_of_an_older_version_stay_with_it(rows):
    Publication.objects.update(ended_at=START, end_kind="superseded")
    published(VILLAGE, "party", "public", number=2, disclosure=rows[0].disclosure)
    assert has(VISITOR, rows)
    assert queries.item(VISITOR, number=rows[0].disclosure.number).files == ()
    (old,) = queries.item(VISITOR, number=rows[0].disclosure.number, version=1).files
    assert old.token == TOKEN
