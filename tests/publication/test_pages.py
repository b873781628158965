"""The page in the store is right at the moment after publication and after withdrawal (P4)."""

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from gongkai.config.pagestore import PageStore
from gongkai.publication import actions as publishing
from gongkai.publication import pages
from tests.covers import covers
from tests.publication.county import FUNDS, MEETING, TEXT, county

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visit(settings):
    settings.ROOT_URLCONF = "tests.publication.addresses"
    store = PageStore(WSGIHandler())

    def get(**more):
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "testserver", "SERVER_PORT": "80",
            "wsgi.input": BytesIO(), "wsgi.url_scheme": "http", **more,
        }  # fmt: skip
        said = []
        body = b"".join(store(environ, lambda status, headers, *_: said.extend((status, dict(headers)))))
        return said[0], said[1], body.decode()

    return get


@covers("R82", "R86", "R88")
def test_the_next_visitor_sees_what_is_true_now(visit, django_assert_num_queries):
    place = county()
    assert visit()[2] == "还没有"
    edition = place.published(FUNDS)
    status, headers, body = visit()
    assert (status, body) == ("200 OK", TEXT["title"]) and "X-Page-Store" not in headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    with django_assert_num_queries(0):
        assert visit()[2] == body
    assert visit(HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified"
    publishing.take_down(place.at("head"), edition_id=edition.pk, remark="有误", now=place.later(), today=place.today)
    assert visit(HTTP_IF_NONE_MATCH=headers["ETag"])[2] == "还没有"
    publishing.restore(place.at("head"), edition_id=edition.pk, remark="没有误", now=place.later(), today=place.today)
    assert visit()[2] == TEXT["title"]
    change = place.withdrawal(edition)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    assert visit()[2] == "还没有"


def test_what_was_rolled_back_makes_nothing_old():
    before = pages.generation().read()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        pages.bump_on_commit()
        raise ZeroDivisionError
    assert pages.generation().read() == before
    pages.bump_on_commit()
    assert pages.generation().read() != before


@covers("R15")
def test_what_a_member_reads_never_enters_the_store(visit, client):
    place = county()
    place.release(place.approved(FUNDS), MEETING)
    client.force_login(place.world.member)
    session = f"sessionid={client.cookies['sessionid'].value}"
    for _ in range(2):
        status, headers, body = visit(HTTP_COOKIE=session)
        assert (body, headers["Cache-Control"]) == (TEXT["title"], "no-store")
        assert visit()[2] == "还没有"
