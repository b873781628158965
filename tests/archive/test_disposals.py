"""Destroying after the time of keeping: a list, a second person, a record for good, and no proof broken (P16, P38)."""

import pytest

from gongkai.archive import actions, queries
from gongkai.archive.models import ArchiveRecord, Disposal
from gongkai.disclosures.models import Attachment, Revision
from gongkai.interfaces.jobs import archiving
from gongkai.interfaces.workbench.views.archive_disposals import DESTROYERS
from gongkai.ledger import actions as ledger_actions
from gongkai.ledger import queries as ledger
from gongkai.ledger.actions import file_path, store
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.archive.shelf import CLOCK, closed, filed, keeper
from tests.covers import covers
from tests.publication.county import FUNDS, county

LONG = {"days": 366 * 32}  # beyond thirty years


@pytest.fixture
def place(db):
    return county()


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


def attached(place, edition, tmp_path):
    paper = tmp_path / "a.txt"
    paper.write_text("收据", encoding="utf-8")
    file = store(CLOCK, source=paper, name="收据.txt", org_path=edition.org_path, now=place.now)
    Attachment.objects.create(edition=edition, file=file, added_at=place.now)
    return file


def ended(place, kind="withdraw"):
    """Withdrawn and filed: kept for thirty years."""
    edition = place.published(FUNDS)
    change = place.withdrawal(edition, kind=kind)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    edition.refresh_from_db()
    return edition


def proposed(place, who, row):
    return actions.propose_disposal(
        who, org_id=place.world.village.pk, record_ids=[row.pk], reason="保管期满", now=place.later(), today=place.today
    )


def moved(place, who, row, verb, remark="2059年1月支部委员会"):
    when = {"now": place.later(), "today": place.today}
    return actions.move_disposal(who, number=row.number, verb=verb, remark=remark, destroyers=DESTROYERS, **when)


@covers("R53")
def test_it_is_destroyed_after_its_time_and_what_was_public_is_still_proved(
    place, tmp_path, django_capture_on_commit_callbacks
):
    edition = ended(place)
    file = attached(place, edition, tmp_path)
    filed(place)
    row = ArchiveRecord.objects.get()
    who = place.world.actor(keeper(place))
    ledger_actions.sign_log(CLOCK, log="public", now=place.later())
    assert "还没有到期" in explain("disposal_one", refusal(proposed, place, who, row).facts)
    place.later(**LONG)
    assert [one.why for one in queries.over(who, path=row.org_path, today=place.today)] == [None]
    listed = proposed(place, who, row)
    assert (
        listed.number == f"Z01-C01-XH-{place.today.year}-001"
        and queries.over(who, path=row.org_path, today=place.today) == []
    )
    assert refusal(moved, place, who, listed, "approve").code == "no_permission"
    assert refusal(moved, place, who, listed, "carry_out").code == "wrong_state"
    assert refusal(moved, place, place.at("head"), listed, "approve", " ").code == "remark_needed"
    moved(place, place.at("head"), listed, "approve")
    assert explain(refusal(moved, place, who, listed, "carry_out", " ").code, {}) == "请写监销人的姓名。"
    with django_capture_on_commit_callbacks(execute=True):
        done = moved(place, who, listed, "carry_out", "李四监销")
    assert done.is_done and (done.decision, done.witness) == ("2059年1月支部委员会", "李四监销")
    assert done.listed == [[row.code, row.title, row.sha256]]
    assert not file_path(file.token, file.extension).exists() and not place_words(edition)
    row.refresh_from_db()
    assert row.destroyed_at is not None and row.parts
    assert ledger.check_log(CLOCK, log="public") == [] and publication.altered(CLOCK) == []
    ledger_actions.sign_log(CLOCK, log="public", now=place.later())
    item = publication.item(place.world.visitor, number=edition.disclosure.number)
    assert item.tombstone.text == "原件金额有误，现予撤销。"
    archiving.check(CLOCK, place.today, place.later(), whole=True)
    assert queries.damages(CLOCK) == []
    assert refusal(proposed, place, who, row).code == "disposal_one"
    lend = {"borrower": "何", "unit": "", "purpose": "看", "lent_on": place.today, "due_on": place.today}
    assert (
        refusal(actions.lend, who, record_id=row.pk, now=place.now, today=place.today, **lend).code == "disposal_gone"
    )


def place_words(edition):
    return Revision.objects.filter(edition=edition).exclude(content="").exists()


def test_what_is_still_public_is_spared_and_says_so(place):
    edition = closed(place)
    filed(place)
    row = ArchiveRecord.objects.get()
    who = place.world.actor(keeper(place))
    place.later(**LONG)
    (one,) = queries.over(who, path=row.org_path, today=place.today)
    assert one.why == ("disposal_public", {})
    assert "还在公开" in explain("disposal_one", refusal(proposed, place, who, row).facts)
    assert place_words(edition)


def test_a_list_can_be_refused_or_taken_back_and_is_kept(place):
    ended(place)
    filed(place)
    row = ArchiveRecord.objects.get()
    who = place.world.actor(keeper(place))
    place.later(**LONG)
    first = proposed(place, who, row)
    assert refusal(proposed, place, who, row).facts["why"] == "已经在一份销毁清册里。"
    assert refusal(moved, place, place.at("head"), first, "refuse", "").code == "remark_needed"
    moved(place, place.at("head"), first, "refuse", "还要用")
    second = proposed(place, who, row)
    moved(place, place.at("head"), second, "approve")
    actions.lend(
        who, record_id=row.pk, borrower="李四", unit="", purpose="查对", lent_on=place.today, due_on=place.today,
        now=place.later(), today=place.today,
    )  # fmt: skip
    assert refusal(moved, place, who, second, "carry_out", "李四").code == "disposal_spared"
    moved(place, who, second, "drop", "")
    row.refresh_from_db()
    assert row.disposal is None and row.destroyed_at is None
    assert {one.state for one in Disposal.objects.all()} == {"refused", "dropped"}


def test_a_list_is_for_those_who_work_there(place):
    ended(place)
    filed(place)
    row = ArchiveRecord.objects.get()
    who = place.world.actor(keeper(place))
    place.later(**LONG)
    assert refusal(proposed, place, place.at("head"), row).code == "no_permission"
    assert refusal(proposed, place, place.at("charlie"), row).hidden
    listed = proposed(place, who, row)
    for who in (place.world.visitor, place.at("member"), place.at("charlie")):
        assert refusal(queries.disposal, who, number=listed.number).hidden
        assert (
            queries.disposals(who, path=row.org_path) == []
            and queries.over(who, path=row.org_path, today=place.today) == []
        )
    assert [
        one.verb
        for one in queries.disposal_offers(place.at("head"), number=listed.number, today=place.today)
        if one.allowed
    ] == ["approve", "refuse"]
