"""Demonstration points: registered with their reason and period, listed, with samples that others learn from (第四条（五）, R19)."""

from datetime import timedelta

import pytest
from django.test import Client

from gongkai.publication import actions as publishing
from gongkai.supervision import actions, queries
from tests.covers import covers
from tests.publication.county import FUNDS, MEETING, STUDY, county
from tests.supervision.inspecting import refusal
from tests.supervision.pointing import Pointing


class Showing(Pointing):
    """The county that publishes, and the acts of points at its time."""

    @property
    def when(self) -> dict:
        return {"now": self.tick(), "today": self.desk.today}

    def tick(self):
        return self.desk.later()

    def model(self, **more):
        """The village as a demonstration point of its town."""
        batch = self.batch(kind="demonstration", title="第一批示范点", **more)
        row = self.submitted(batch=batch, reason="账本念给人听，三年没有一笔说不清。")
        self.checked(row)
        return self.step(row, "name", "superior", remark="9月3日镇党委会议")

    def show(self, row, item, who="clerk"):
        return actions.show_item(self.at(who), number=row.number, item=item, now=self.tick())


@pytest.fixture
def field(db):
    return Showing(county())


def read(path) -> str:
    return Client().get(path).content.decode()


@covers("R19")
def test_a_demonstration_point_is_registered_with_reason_and_period_and_listed_for_everybody(field):
    row = field.model()
    ends = field.desk.today + timedelta(days=400)
    assert (row.number, row.batch.ends_on, row.decision) == ("Z01-SF-2026-001-01", ends, "9月3日镇党委会议")
    view = queries.public_point(field.world.visitor, number=row.number, today=field.desk.today)
    assert (view.plaque, view.stands) == ("镇街级党务公开工作示范点", True)
    (keeper,) = queries.tree(field.world.visitor, kind="demonstration")
    assert [one.number for one in keeper.points] == [row.number] and keeper.keeper.pk == field.world.town.pk
    listed = read("/points/?kind=demonstration")
    assert "上书村" in listed and f"到{ends.year}年{ends.month}月{ends.day}日" in listed
    assert "账本念给人听，三年没有一笔说不清。" in read(f"/points/{row.number}/")
    assert "镇街级示范点" in read(f"/org/{field.world.village.code}/")


@covers("R19")
def test_its_samples_are_shown_to_everybody_and_leave_with_what_is_withdrawn(field):
    row = field.model()
    kept, gone = (field.desk.published(code) for code in (FUNDS, STUDY))
    for edition in (kept, gone):
        shown = field.show(row, edition.disclosure.number)
        assert shown.number == edition.disclosure.number
    assert field.show(row, kept.disclosure.number).pk  # once more is no second sample

    def samples():
        view = queries.public_point(field.world.visitor, number=row.number, today=field.desk.today)
        return [one.number for one in view.shown]

    assert samples() == [kept.disclosure.number, gone.disclosure.number]
    page = read(f"/points/{row.number}/")
    assert page.count(kept.approved_revision.title) == 2 and kept.disclosure.number in page
    change = field.desk.withdrawal(gone)
    publishing.explain_change(field.at("clerk"), change_id=change.pk, now=field.tick(), today=field.desk.today)
    assert samples() == [kept.disclosure.number]
    actions.hide_item(field.at("superior"), number=row.number, item=kept.disclosure.number, now=field.tick())
    assert samples() == [] and "还没有选" in read(f"/points/{row.number}/")


@covers("R19")
def test_what_only_members_may_read_is_no_sample(field):
    row = field.model()
    edition = field.desk.approved(FUNDS)
    field.desk.release(edition, MEETING)
    assert refusal(field.show, row, edition.disclosure.number).code == "show_unknown"


@covers("R19", "R113")
def test_a_contact_point_is_another_matter_and_may_be_the_same_village(field):
    model = field.model()
    contact = field.named()
    assert contact.batch.kind == "contact" and contact.number == "Z01-LX-2026-001-01"
    standing = queries.standing(field.world.visitor, path=field.world.village.path)
    assert {one.number for one in standing} == {model.number, contact.number}
    for kind, row in (("demonstration", model), ("contact", contact)):
        (keeper,) = queries.tree(field.world.visitor, kind=kind)
        assert [one.number for one in keeper.points] == [row.number]
    page = read(f"/org/{field.world.village.code}/")
    assert "镇街级示范点" in page and "镇街级联系点" in page
    again = field.nomination(batch=field.batch(kind="demonstration", title="第二批示范点"))
    assert refusal(field.step, again, "submit", "head").code == "point_twice"
    field.step(model, "exit", "superior", remark="期满")
    assert {one.number for one in queries.standing(field.world.visitor, path=field.world.village.path)} == {
        contact.number
    }
    assert "期满" in read(f"/points/{model.number}/")


@covers("R19")
def test_nobody_reads_of_a_nomination_before_it_is_decided(field):
    row = field.submitted(batch=field.batch(kind="demonstration"))
    assert Client().get(f"/points/{row.number}/").status_code == 404
    assert queries.tree(field.world.visitor, kind="demonstration") == []
