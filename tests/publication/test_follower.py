"""Whoever keeps the pages of a machine true goes on, whatever a page, the disk or the database says."""

import errno

import pytest
from django.db import OperationalError, connection

from gongkai.config.follower import Follower
from gongkai.publication import page_files, page_log, pages
from gongkai.publication.generation import generation

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed():
    """A follower that has read everything so far, and a function: does its next turn make the pages old?"""
    follower = Follower(ask=lambda *_, **__: None)
    follower.turn()

    def turned():
        before = generation().sure()
        follower.turn()
        return generation().sure() != before

    return turned


def test_a_page_that_cannot_be_rendered_ends_nothing(settings, caplog):
    settings.GONGKAI_URL = "http://testserver"
    asked = []

    def ask(host, address, *, large, keep):
        asked.append(address)
        raise RuntimeError("a template that is broken")

    follower = Follower(ask=ask)
    follower.turn()
    for item in ("a", "b"):
        page_log.note(item=item)
    follower.turn()
    assert {"/item/a/", "/item/b/"} <= set(asked) and "一个网页没有做成" in caplog.text
    before = generation().sure()
    page_log.note()
    follower.turn()
    assert generation().sure() != before


def test_a_disk_that_cannot_be_read_hides_no_change(changed, monkeypatch):
    page_log.note()
    with monkeypatch.context() as broken:
        for call in ("rglob", "iterdir"):
            broken.setattr(page_files.Path, call, refused)
        assert changed()
    assert not changed()


def test_a_folder_that_takes_nothing_hides_no_change(changed, monkeypatch):
    page_log.note()
    with monkeypatch.context() as broken:
        for call in ("symlink_to", "rename", "unlink"):
            broken.setattr(page_files.Path, call, refused)
        pages.bump()
        assert changed()


def test_a_change_that_came_while_the_database_was_away_is_read_afterwards(changed, monkeypatch):
    def broken(execute, sql, params, many, context):
        raise OperationalError("gone")

    page_log.note()
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own transaction
    with connection.execute_wrapper(broken):
        assert not changed()
    assert changed()


def refused(*_, **__):
    raise OSError(errno.EROFS, "Read-only file system")
