"""The first step leads to rectification: one notice for a matter, nothing of a person in it (第九条（八）, R120, R122)."""

import pytest

from gongkai.assessment import actions, queries
from gongkai.supervision import queries as supervision
from gongkai.supervision.models import Rectification
from tests.assessment.judging import refusal
from tests.assessment.test_case_links import beside, found_by_inspection, known, link
from tests.assessment.test_cases import statement
from tests.covers import covers

PERSON = "王五"


def decided(judging, row, who="confidential", measure="criticism"):
    judging.write(row, measure=measure)
    judging.move_case(row, "tell")
    judging.later(14)
    return judging.move_case(row, "decide", who)


def text_of(row):
    told = [row.title, *row.problems.values_list("facts", "article", "demand")]
    return str(told)


@covers("R120")
@pytest.mark.parametrize("measure", ["criticism", "deadline"])
def test_a_decision_of_the_first_step_sends_a_notice_from_the_linked_records(judging, measure):
    finding = found_by_inspection(judging)
    row = judging.case()
    overdue = next(one for one in known(judging) if one.kind == "overdue")
    link(judging, row, [overdue.key, f"finding:Z01-XC-2026-001/{finding.pk}"])
    made = decided(judging, row, measure=measure)
    notice = Rectification.objects.get()
    county = queries.deciding_body(judging.at("county_office"), row=made)
    assert (notice.source, notice.org_id, notice.inspector_id) == (f"case:{made.pk}", row.org_id, county.pk)
    assert (notice.due_on - judging.today).days == 30 and notice.plan_due < notice.due_on
    told = {(one.facts, one.article, one.demand) for one in notice.problems.all()}
    assert (finding.facts, finding.article, finding.demand) in told  # not as it was shortened for the case
    assert any(facts == overdue.text and article == "第八条（二）" for facts, article, _ in told) and len(told) == 2


@covers("R120")
def test_the_deciding_body_accepts_what_was_put_right(judging):
    decided(judging, judging.case())
    number = Rectification.objects.get().number

    def offered(who):
        return {one.verb for one in supervision.rectification_offers(judging.at(who), number=number)}

    assert (offered("clerk"), offered("county_office")) == ({"receive"}, {"withdraw"})
    assert refusal(supervision.rectification, judging.at("charlie"), number=number).hidden


@covers("R120", "R122")
def test_case_and_notice_lead_to_each_other_only_for_those_who_may_read_the_case(judging):
    made = decided(judging, judging.case(target="direct", person_name=PERSON, facts=f"{PERSON}三个月没有公开。"))
    notice = Rectification.objects.get()
    seen = queries.notice_of(judging.at("confidential"), row=made)
    assert (seen.row.pk, seen.open) == (notice.pk, False)  # who keeps confidences decides, and does not inspect
    assert queries.notice_of(judging.at("county_office"), row=made).open
    for who, knows in (
        ("county_office", True), ("confidential", True), ("clerk", True), ("head", False), ("deputy", False),
        ("superior", False),
    ):  # fmt: skip
        behind = queries.case_behind(judging.at(who), source=notice.source)
        assert (behind is not None) == knows, who
    assert queries.case_behind(judging.at("county_office"), source="inspection:1") is None
    assert PERSON not in text_of(notice) and "case" not in notice.title and "追究" not in text_of(notice)


@covers("R120", "R124")
def test_a_matter_has_one_notice_and_a_further_one_only_when_it_was_withdrawn(judging):
    first = judging.case(facts="张三没有安排公开。")
    leader = beside(judging, first, "leader", "张三")
    direct = beside(judging, first, "direct", PERSON)
    decided(judging, first)
    assert "张三" not in text_of(Rectification.objects.get())  # the organization's case named a person of the matter
    made = decided(judging, leader)
    notice = Rectification.objects.get()
    assert queries.notice_of(judging.at("county_office"), row=made).row == notice
    Rectification.objects.update(state="withdrawn")
    assert queries.notice_of(judging.at("county_office"), row=made) is None
    decided(judging, direct)
    assert Rectification.objects.count() == 2


@covers("R121", "R122")
@pytest.mark.parametrize(("step", "measure"), [("hold", "talk"), ("by_law", "transfer")])
def test_the_upper_steps_and_what_is_dismissed_send_none(judging, step, measure):
    decided(judging, judging.case(step=step, target="leader", person_name="张三"), measure=measure)
    row = judging.case()
    judging.write(row)
    judging.move_case(row, "dismiss", remark="情节轻微。")
    assert not Rectification.objects.exists()


@covers("R123")
def test_what_the_office_types_in_waits_for_the_signed_paper_or_the_last_day(judging, tmp_path):
    row = judging.case(target="direct", person_name=PERSON)
    judging.write(row)
    judging.move_case(row, "tell")
    assert refusal(statement, judging, row, who="county_office").code == "statement_by"
    typed = statement(judging, row, who="county_office", by_name=PERSON)
    assert (typed.typed, typed.stated_by, typed.paper) == (True, PERSON, None)
    assert refusal(judging.move_case, row, "decide", "confidential").code == "statement_unsigned"
    scan = tmp_path / "scan.txt"
    scan.write_text("本人签字。", encoding="utf-8")
    signed = actions.state_own(
        judging.at("county_office"), number=row.number, text="已经补上。", by_name=PERSON, paper=scan,
        paper_name="签字件.txt", **judging.when,
    )  # fmt: skip
    for who in ("clerk", "confidential"):  # the person concerned and those who hold to account
        path, file = queries.statement_paper(judging.at(who), number=row.number, token=signed.paper.token)
        assert path.exists() and file.name == "签字件.txt"
    for who, token in (("head", signed.paper.token), ("superior", signed.paper.token), ("clerk", "0" * 32)):
        assert refusal(queries.statement_paper, judging.at(who), number=row.number, token=token).hidden
    assert judging.move_case(row, "decide", "confidential").state == "decided"


@covers("R123")
def test_without_the_paper_the_decision_comes_after_the_last_day(judging):
    row = judging.case(target="direct", person_name=PERSON)
    judging.write(row)
    judging.move_case(row, "tell")
    statement(judging, row, who="county_office", by_name=PERSON)
    judging.later(14)
    assert judging.move_case(row, "decide", "confidential").state == "decided"
