"""A case rests on records that a person chose; organization, leader and direct person stand apart (R123, R124)."""

from datetime import timedelta

import pytest

from gongkai.assessment import actions, queries
from gongkai.assessment.models import Case, CaseFact
from gongkai.participation.models import Opinion
from gongkai.rules.accountability import Fact, Target, Trigger
from gongkai.supervision.models import Finding, Inspection, Problem, Rectification, SupervisionMark
from tests.assessment.judging import refusal
from tests.covers import covers


def known(judging, who="county_office"):
    return queries.known_facts(judging.at(who), org=judging.world.village, today=judging.today)


def found_by_inspection(judging):
    village, town = judging.world.village, judging.world.town
    row = Inspection.objects.create(
        org=village, org_path=village.path, inspector=town, inspector_path=town.path, number="Z01-XC-2026-001",
        team="周九", visit_on=judging.today, state="concluded", created_at=judging.now, concluded_at=judging.now,
    )  # fmt: skip
    return Finding.objects.create(
        inspection=row, point="4", facts="9月党费没有张贴。", article="第七条", demand="补贴。", found_at=judging.now
    )


def not_put_right(judging):
    village, town = judging.world.village, judging.world.town
    row = Rectification.objects.create(
        org=village, org_path=village.path, inspector=town, inspector_path=town.path, source="inspection:1",
        number="Z01-ZG-2026-001", title="限期整改", state="planned", issued_at=judging.now,
        plan_due=judging.today - timedelta(days=9), due_on=judging.today - timedelta(days=1),
    )  # fmt: skip
    return Problem.objects.create(rectification=row, facts="没有张贴。", article="第七条", demand="补贴。")


def complained(judging, number="N1", result="adopted", **more):
    village = judging.world.village
    fields = {"kind": "report", "confidential": False, "text": "党费三个月没有贴过。", "state": "decided"} | more
    return Opinion.objects.create(
        number=number, org=village, org_path=village.path, handler=village, handler_path=village.path, why="ordinary",
        concern="nobody", channel="web", submitter="resident", received_on=judging.today, due_on=judging.today,
        answer_by=judging.today, result=result, decided_on=judging.today, **fields,
    )  # fmt: skip


def marked(judging, number="Z01-C01-JY-2026-001", kind="untrue", state="upheld", **more):
    village, town = judging.world.village, judging.world.town
    return SupervisionMark.objects.create(
        org=village, org_path=village.path, superior_path=town.path, number=number, kind=kind, state=state,
        author_id=judging.world.member.pk, item_title="党费收缴情况", text="表上的数和收据对不上。", raised_at=judging.now,
        raised_on=judging.today, due_on=judging.today, first_due_on=judging.today, **more,
    )  # fmt: skip


@covers("R108", "R123")
def test_a_mark_is_a_ground_without_its_author_and_his_words(judging):
    mark = marked(judging)
    (one,) = (one for one in known(judging) if one.kind is Fact.MARK)
    assert one.text == "内容不真实：党费收缴情况，上级查实，情况属实" and one.number == mark.number
    row = judging.case(target="direct", person_name="王五")
    link(judging, row, [one.key])
    judging.write(row)
    judging.move_case(row, "tell")
    clerk = judging.at("clerk")
    (seen,) = queries.linked_facts(clerk, row=queries.case(clerk, number=row.number))
    assert seen.row.text == one.text and seen.open  # his organization's mark: he may open it, and it names nobody
    marked(judging, "Z01-C01-JY-2026-002", state="withdrawn")
    assert [one.number for one in known(judging) if one.kind is Fact.MARK] == [mark.number]


@covers("R108", "R123")
@pytest.mark.parametrize(
    ("kind", "state", "number", "wanted"),
    [
        ("untrue", "upheld", 1, (Trigger.FALSIFIED,)), ("untrue", "ruled", 3, ()), ("untrue", "contested", 3, ()),
        ("late", "upheld", 2, ()), ("late", "upheld", 3, (Trigger.NOT_DISCLOSED,)),
    ],
)  # fmt: skip
def test_marks_that_the_superior_found_true_are_pointed_at(judging, kind, state, number, wanted):
    def why():
        found = queries.proposals(judging.at("county_office"), today=judging.today)
        return next((one.triggers for one in found if one.org.pk == judging.world.village.pk), ())

    before = why()
    for serial in range(number):
        marked(judging, f"Z01-C01-JY-2026-{serial:03d}", kind=kind, state=state)
    assert set(why()) == {*before, *wanted}


@covers("R123")
def test_items_are_grounds_by_their_numbers(judging):
    row = judging.case()
    told = refusal(link, judging, row, ["item:500222Z01-C01-2026-N00001"])
    assert told.code == "case_item" and CaseFact.objects.count() == 0


@covers("R123")
def test_the_system_lays_every_kind_of_record_before_a_person_and_links_none(judging):
    found_by_inspection(judging)
    complained(judging)
    marked(judging)
    found = known(judging)
    assert {one.kind for one in found} == set(Fact) - {Fact.ITEM}  # items are named by their numbers
    assert all(one.on and one.text for one in found)
    assert "三个月" not in "".join(one.text for one in found if one.kind is Fact.COMPLAINT)  # never a word of it
    assert Case.objects.count() == CaseFact.objects.count() == 0
    for who in ("superior", "head", "clerk", "villager"):
        assert refusal(known, judging, who).hidden


@covers("R123")
@pytest.mark.parametrize("more", [
    {"confidential": True}, {"kind": "suggestion"}, {"kind": "inquiry"}, {"result": "rejected"},
    {"result": "explained"},
])  # fmt: skip
def test_only_complaints_found_true_count_and_never_confidential_ones(judging, more):
    complained(judging, "N1", **more)
    assert not [one for one in known(judging) if one.kind is Fact.COMPLAINT]
    complained(judging, "N2")
    assert [one.number for one in known(judging) if one.kind is Fact.COMPLAINT] == ["N2"]


@covers("R123")
def test_problems_not_put_right_and_complaints_found_true_are_pointed_at(judging):
    def pointed():
        found = queries.proposals(judging.at("county_office"), today=judging.today)
        one = next(one for one in found if one.org.pk == judging.world.village.pk)
        return one.findings, one.complaints

    assert pointed() == (0, 0)
    problem = not_put_right(judging)
    for number in range(3):
        complained(judging, f"N{number}")
    assert pointed() == (1, 3)
    Rectification.objects.filter(pk=problem.rectification_id).update(due_on=judging.today)
    assert pointed() == (0, 3)  # the time limit ends with its day


@covers("R123")
def test_linked_records_stay_as_they_were_and_are_read_by_the_person_once_told(judging):
    found_by_inspection(judging)
    overdue, finding = (
        next(one for one in known(judging) if one.kind is kind) for kind in (Fact.OVERDUE, Fact.FINDING)
    )
    row = judging.case()
    assert queries.linked_facts(judging.at("county_office"), row=row) == []
    link(judging, row, [overdue.key, finding.key])
    Finding.objects.update(facts="改写了")
    link(judging, row, [finding.key])
    kept = CaseFact.objects.get()
    assert "9月党费没有张贴" in kept.text and kept.number == "Z01-XC-2026-001"
    assert refusal(link, judging, row, ["overdue:2026-10/C99/0"]).code == "case_fact_gone"
    judging.write(row)
    told = judging.move_case(row, "tell")
    assert refusal(link, judging, told, []).code == "case_closed"
    head = judging.at("head")
    seen = queries.linked_facts(head, row=queries.case(head, number=row.number))
    assert [(one.row.text, one.open) for one in seen] == [(kept.text, True)]  # concluded: the head may open it


@covers("R123")
def test_the_statement_of_the_person_is_kept_beside_the_records(judging):
    row = judging.case(target="direct", person_name="王五")
    link(judging, row, [known(judging)[0].key])
    judging.write(row)
    judging.move_case(row, "tell")
    said = actions.state_own(
        judging.at("clerk"), number=row.number, text="人员变动时没有交接。", by_name="别人", **judging.when
    )
    assert (said.statement, said.stated_by) == ("人员变动时没有交接。", "王五")  # nobody speaks under another name
    assert said.links.count() == 1


def link(judging, row, links, who="county_office"):
    return actions.link_facts(judging.at(who), number=row.number, links=links, **judging.when)


def beside(judging, first, target, name="", **more):
    return actions.open_case(
        judging.at("county_office"), code=more.get("code", judging.code), year=2026, trigger="not_disclosed",
        step="correct", target=target, facts="", person_name=name, now=judging.now, beside=first.number,
    )  # fmt: skip


@covers("R124")
def test_organization_leader_and_direct_person_have_a_case_each(judging):
    first = judging.case()
    leader = beside(judging, first, "leader", "张三")
    direct = beside(judging, leader, "direct", "王五")
    assert {leader.beside_id, direct.beside_id} == {first.pk} and first.beside_id is None
    office = judging.at("county_office")
    assert [one.number for one in queries.matter_of(office, row=leader)] == [first.number, direct.number]
    assert len({one.number for one in (first, leader, direct)}) == 3
    assert {one.target for one in (first, leader, direct)} == set(Target)
    for target, name in (("organization", ""), ("direct", "张三"), ("leader", "王五")):
        assert refusal(beside, judging, direct, target, name).code == "case_target_twice"
    assert refusal(beside, judging, first, "direct", "某人", code=judging.world.other_village.code).hidden
    judging.write(first)
    judging.move_case(first, "tell")
    assert (Case.objects.get(pk=leader.pk).state, Case.objects.get(pk=direct.pk).state) == ("opened", "opened")
    head = judging.at("head")
    assert [one.number for one in queries.cases(head)] == [first.number]  # told of one, nothing of the others
    assert queries.matter_of(head, row=first) == []
