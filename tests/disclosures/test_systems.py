"""An organization's own rules of the eight systems go the way of every disclosure (第九条, R125)."""

import pytest

from gongkai.disclosures import actions
from gongkai.disclosures import queries as reading
from gongkai.disclosures.richtext import to_text
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.obligations.models import Answer, Trigger
from gongkai.orgs.models import Organization
from gongkai.publication import queries as publication
from gongkai.rules.eight_systems import Box, System
from gongkai.rules.refusals import Refused
from tests.covers import covers


def begin(desk, system=System.OPINIONS, who="clerk", model=True):
    return actions.start_system(
        desk.at(who), org_id=desk.world.village.pk, system=system, model=model, now=desk.tick(), today=desk.today
    )


def answered(desk, edition, **more):
    about = edition.disclosure
    obligations.answer(
        desk.world.clock, org_id=about.org_id, org_path=about.org_path, period=about.period, code=about.code,
        category=about.category, trigger_id=about.trigger_id, ref=f"edition:{edition.pk}", answered_at=desk.tick(),
        now=desk.now, **({"kind": "published"} | more),
    )  # fmt: skip


@covers("R125")
def test_the_model_is_a_draft_with_the_name_and_without_how_it_was_adopted(desk):
    edition = begin(desk)
    text = reading.revision(desk.at("clerk"), edition_id=edition.pk)
    assert text.title == "上书村党支部意见收集反馈处理制度"
    assert "意见箱每周开一次" in to_text(text.content) and "上书村党支部负责解释" in to_text(text.result)
    assert text.procedure == ""
    report = reading.checks(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert "procedure" in {str(one.part) for one in report.stops}
    duty = Trigger.objects.get(pk=edition.disclosure.trigger_id)
    assert (duty.kind, duty.stage, duty.code) == ("system", "opinions", "C40") and duty.due_on > desk.today


@covers("R125")
def test_pressing_twice_begins_once_and_keeps_what_was_written(desk):
    first = begin(desk)
    desk.save(first, title="自己改的题目")
    again = begin(desk, model=False)
    assert again.pk == first.pk
    assert reading.revision(desk.at("clerk"), edition_id=first.pk).title == "自己改的题目"
    assert Trigger.objects.filter(kind="system").count() == 1
    blank = begin(desk, System.ROUTINE, model=False)
    assert reading.revision(desk.at("clerk"), edition_id=blank.pk).content == ""


@covers("R125")
def test_the_box_is_full_while_the_answer_stands(desk):
    village = desk.world.village.pk
    edition = begin(desk)
    states = lambda: {one.system: one.state for one in publication.system_boxes(desk.world.visitor, org_id=village)}  # noqa: E731
    assert states()[System.OPINIONS] is Box.MAKING and states()[System.ROUTINE] is Box.MISSING
    answered(desk, edition)
    assert states()[System.OPINIONS] is Box.PUBLIC
    with pytest.raises(Refused) as refused:
        begin(desk)
    assert refused.value.code == "system_public"
    (row,) = [
        one for one in duties.systems_below(desk.at("superior"), path=desk.world.town.path) if one.org.pk == village
    ]
    assert len(row.lacking) == 7 and System.OPINIONS not in row.lacking
    obligations.end_answers(desk.world.clock, ref=f"edition:{edition.pk}", now=desk.tick())
    assert states()[System.OPINIONS] is Box.MAKING


@covers("R125")
def test_an_exemption_does_not_fill_a_box(desk):
    answered(desk, begin(desk), kind="exempt")
    assert duties.systems_public(desk.world.visitor, org_id=desk.world.village.pk) == frozenset()


@covers("R125")
def test_all_eight_make_an_organization_complete(desk):
    for system in System:
        assert duties.systems_complete(desk.world.visitor, path=desk.world.town.path) == 0
        answered(desk, begin(desk, system))
    town = desk.world.town.path
    assert duties.systems_complete(desk.world.visitor, path=town) == 1

    def listed() -> int:
        return sum(not one.lacking for one in duties.systems_below(desk.at("superior"), path=town))

    assert listed() == 1
    for ended in ({"status": "merged"}, {"status": "active", "owes_duties": False}):
        Organization.objects.filter(pk=desk.world.village.pk).update(**ended)
        assert duties.systems_complete(desk.world.visitor, path=town) == listed() == 0
    assert Answer.objects.filter(trigger__kind="system").count() == 8


@covers("R125")
def test_only_those_who_draft_there_begin(desk):
    with pytest.raises(Refused) as refused:
        begin(desk, who="charlie")
    assert refused.value.code == "no_permission"
    with pytest.raises(Refused) as refused:
        actions.start_system(
            desk.world.clock, org_id=desk.world.community.pk, system="routine", model=True, now=desk.tick(), today=desk.today
        )  # fmt: skip
    assert refused.value.code == "system_entry_absent"
