"""The register of loans and the count of openings: management and use of what is filed (R53)."""

from datetime import timedelta

import pytest

from gongkai.archive import actions, queries
from gongkai.archive.models import Loan
from gongkai.ledger import queries as ledger
from gongkai.rules.refusals import Refused
from tests.archive.shelf import CLOCK, keeper, record
from tests.covers import covers
from tests.publication.county import county


@pytest.fixture
def place(db):
    return county()


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


def lent(place, who, row, **more):
    given = {"borrower": " 何天富 ", "unit": "上书村", "purpose": "核对台账", "lent_on": place.today} | more
    given.setdefault("due_on", given["lent_on"] + timedelta(days=14))
    return actions.lend(who, record_id=row.pk, now=place.later(), today=place.today, **given)


@covers("R53")
def test_a_record_is_lent_once_falls_late_and_comes_back(place):
    row = record(place)
    who = place.world.actor(keeper(place))
    loan = lent(place, who, row)
    said = refusal(lent, place, who, row, borrower="李四")
    assert (said.code, said.facts["borrower"]) == ("loan_out", "何天富")
    asked = {"path": row.org_path, "today": place.today}
    assert queries.overdue(who, **asked) == 0
    place.later(days=20)
    asked["today"] = place.today
    assert queries.overdue(who, **asked) == 1
    figures = queries.use_figures(who, year=2026, **asked)
    assert (figures.lent, figures.out, figures.late) == (1, 1, 1)
    back = {"loan_id": loan.pk, "remark": "缺一页", "now": place.later(), "today": place.today}
    assert (
        refusal(actions.take_back, who, returned_on=place.today + timedelta(days=1), **back).code == "loan_return_day"
    )
    done = actions.take_back(who, returned_on=place.today, **back)
    assert done.was_late and not done.is_out and done.remark == "缺一页"
    assert refusal(actions.take_back, who, returned_on=place.today, **back).code == "loan_back"
    assert queries.overdue(who, **asked) == 0
    again = lent(place, who, row)
    assert [one.pk for one in queries.loans(who, path=row.org_path)] == [again.pk, loan.pk]
    verbs = [one.verb for one in ledger.trail(CLOCK, subject=f"archive:{row.matter}", org_path=row.org_path)]
    assert verbs == ["archive.file", "archive.lend", "archive.take_back", "archive.lend"]


@covers("R53")
def test_only_the_archivist_lends_and_only_those_at_work_there_see_it(place):
    row = record(place)
    assert refusal(lent, place, place.at("clerk"), row).code == "no_permission"
    assert refusal(lent, place, place.at("charlie"), row).hidden
    loan = lent(place, place.world.actor(keeper(place)), row)
    back = {"loan_id": loan.pk, "returned_on": place.today, "remark": "", "now": place.later(), "today": place.today}
    assert refusal(actions.take_back, place.at("head"), **back).code == "no_permission"
    assert refusal(actions.take_back, place.at("member"), **back).hidden
    for who in (place.world.visitor, place.at("member"), place.at("charlie")):
        assert queries.loans(who, path=row.org_path) == []
        assert queries.use_figures(who, path=row.org_path, year=2026, today=place.today).lent == 0
    assert Loan.objects.count() == 1


@covers("R53")
def test_openings_are_counted_by_day_not_by_person(place):
    row = record(place)
    who = place.world.actor(keeper(place))
    for reader in ("clerk", "head", "superior"):
        assert actions.count_use(place.at(reader), row=row, kind="opened", today=place.today)
    actions.count_use(place.at("clerk"), row=row, kind="file", today=place.today)
    assert not actions.count_use(who, row=row, kind="opened", today=place.today)
    assert not actions.count_use(CLOCK, row=row, kind="opened", today=place.today)
    figures = queries.use_figures(who, path=row.org_path, year=2026, today=place.today)
    assert (figures.opened, figures.files) == (3, 1)
    assert [(one.pk, times) for one, times in figures.most] == [(row.pk, 3)]
