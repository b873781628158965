"""The whole life of an application, in each way it can go (第九条（三）, R89–R95, R149, R150)."""

from datetime import date

import pytest

from gongkai.access_requests import queries
from gongkai.access_requests.models import RefusalProposal, RequestStep
from gongkai.disclosures.models import Edition
from gongkai.ledger.models import AuditEvent
from tests.access_requests.asking import ANSWER, REASONS, refusal
from tests.covers import covers
from tests.factories.drafts import FEES


@covers("R89", "R91", "R95", "R149")
def test_granted_to_the_applicant_and_filed_in_the_same_moment(asking):
    row = asking.apply()
    assert (row.number, row.state, row.due_on) == ("Z01-C01-SQ-2026-001", "received", date(2026, 10, 8))
    assert (row.applicant_name, row.applicant_org_id) == ("陈三", asking.world.village.pk)
    row = asking.move(row, "accept")
    assert (row.state, row.accepted_on, row.due_on, row.answer_by) == (
        "accepted", date(2026, 9, 28), date(2026, 10, 16), date(2026, 10, 16),
    )  # fmt: skip
    row = asking.move(row, "grant", **ANSWER)
    assert (row.state, row.result, row.closed_on, row.open_key) == ("closed", "granted", asking.today, None)
    assert (row.filing_number, row.filed_on) == ("Z01-SQBA-2026-001", asking.today)
    assert [one.pk for one in queries.filed(asking.at("superior"), unacknowledged=True)] == [row.pk]
    row = asking.move(row, "acknowledge", "superior")
    assert (row.state, row.acknowledged_by, row.due_on) == ("filed", "周九", None)
    assert asking.view(row).row.answer == ANSWER["answer"]
    verbs = list(RequestStep.objects.filter(request=row).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["apply", "accept", "grant", "acknowledge"]
    assert AuditEvent.objects.filter(subject=f"request:{row.pk}").count() == 4


@covers("R90")
def test_one_correction_and_its_day(asking):
    row = asking.move(asking.apply(), "ask_correction", remark="请写明是哪一年的。")
    assert (row.state, row.due_on) == ("correcting", date(2026, 10, 13))
    assert asking.verbs(row, "member") == {"correct", "withdraw"}
    asking.later(1)
    row = asking.move(row, "correct", "member", remark="2025年的。")
    assert (row.state, row.correction, row.due_on) == ("received", "2025年的。", date(2026, 10, 9))
    assert refusal(asking.move, row, "ask_correction", remark="再写清楚") == "request_corrected_once"
    assert asking.move(row, "accept").state == "accepted"


@covers("R90")
def test_not_corrected_lapses_and_may_be_asked_anew(asking):
    row = asking.move(asking.apply(), "ask_correction", remark="请写明是哪一年的。")
    asking.later(15)
    assert asking.clock()["lapse"] == 0  # 13 October is the last day
    asking.later(1)
    assert asking.clock()["lapse"] == 1
    row = asking.view(row).row
    assert (row.state, row.result, row.filing_number) == ("closed", "lapsed", "Z01-SQBA-2026-001")
    assert asking.apply().number == "Z01-C01-SQ-2026-002"


@covers("R90", "R95")
@pytest.mark.parametrize(
    ("verb", "result"),
    [("point_public", "public"), ("point_elsewhere", "elsewhere"), ("point_repeated", "repeated")],
)
def test_pointed_to_where_it_is_and_filed_all_the_same(asking, verb, result):
    row = asking.apply()
    given = {"elsewhere_id": asking.world.town.pk} if verb == "point_elsewhere" else {}
    assert refusal(asking.move, row, verb) == "remark_needed"
    row = asking.move(row, verb, remark="在镇党委公开栏。", **given)
    assert (row.state, row.result, row.answer) == ("closed", result, "在镇党委公开栏。")
    assert row.filing_number and (row.elsewhere_id == asking.world.town.pk) == bool(given)


@covers("R90")
def test_repeated_points_to_an_earlier_application_of_the_same_member(asking):
    first = asking.move(asking.accepted(), "absent", remark="没有做过这项统计。")
    second = asking.apply()
    assert refusal(asking.move, second, "point_repeated", remark="见前一次", repeats="X-1") == "request_choice"
    assert [one.pk for one in queries.earlier_alike(asking.at("clerk"), number=second.number)] == [first.pk]
    assert queries.earlier_alike(asking.at("member"), number=second.number) == []
    row = asking.move(second, "point_repeated", remark="见前一次", repeats=first.number)
    assert row.repeats_id == first.pk


@covers("R91", "R149")
def test_granted_to_a_scope_begins_a_publication_with_all_its_signatures(asking):
    row = asking.accepted()
    assert refusal(asking.move, row, "grant_scope", **ANSWER) == "request_scope_missing"
    row = asking.move(row, "grant_scope", **ANSWER, code=FEES, period="2026-10")
    edition = Edition.objects.get(pk=row.edition_id)
    assert (row.result, edition.state, edition.disclosure.code) == ("scope", "draft", FEES)


@covers("R91", "R149")
def test_outside_the_catalog_a_scope_begins_a_plan_for_the_maker(asking):
    row = asking.move(asking.accepted(), "grant_scope", **ANSWER, code="目录外", wanted_on=date(2026, 10, 20))
    assert (row.plan.state, row.plan.title, row.plan.wanted_on) == ("draft", row.matter, date(2026, 10, 20))
    assert row.number in row.plan.why_outside and row.edition_id is None


@covers("R91", "R149")
def test_a_head_who_does_not_draft_is_told_so_and_nothing_happens(asking):
    row = asking.accepted()
    assert refusal(asking.move, row, "grant_scope", "head", **ANSWER, code=FEES, period="2026-10") == "no_permission"
    assert asking.view(row, "clerk").row.state == "accepted"


@covers("R94")
def test_a_third_party_is_asked_once_while_the_clock_stands(asking):
    row = asking.accepted()
    assert refusal(asking.move, row, "consult", remark="同意公开吗？") == "request_fields"
    row = asking.move(row, "consult", remark="同意公开吗？", third_party="演示印刷店")
    assert (row.state, row.due_on) == ("consulting", date(2026, 10, 23))
    asking.later(14)  # Monday 12 October: three working days have gone
    row = asking.move(row, "resume", remark="同意公开。")
    assert (row.state, row.third_party_words, row.due_on) == ("accepted", "同意公开。", date(2026, 10, 26))
    assert refusal(asking.move, row, "consult", remark="再问", third_party="演示印刷店") == "request_consulted_once"
    assert asking.view(row, "clerk").clock.due == row.due_on
    assert not any("同意公开" in step.text for step in asking.view(row).steps)


@covers("R94")
def test_a_silent_third_party_does_not_hold_it_up_whenever_the_clock_looks(asking):
    row = asking.move(asking.accepted(), "consult", remark="同意公开吗？", third_party="演示印刷店")
    asking.later(30)
    assert asking.clock()["resume"] == 1
    row = asking.view(row, "clerk").row
    assert (row.state, row.due_on, row.third_party_words) == ("accepted", date(2026, 11, 6), "第三方到期没有回复。")


@covers("R91")
def test_extended_once_with_reason_and_consent(asking):
    row = asking.accepted()
    assert refusal(asking.move, row, "extend", remark="要查旧账") == "request_consent"
    assert refusal(asking.move, row, "extend", consent="领导小组9月28日") == "remark_needed"
    row = asking.move(row, "extend", remark="要查旧账。", consent="领导小组9月28日同意")
    assert (row.due_on, row.answer_by, row.extensions) == (date(2026, 10, 30), date(2026, 10, 30), 1)
    assert refusal(asking.move, row, "extend", remark="还要查", consent="领导小组") == "request_extended"


@covers("R92", "R150")
def test_only_the_superior_says_no_and_the_applicant_reads_why(asking):
    row = asking.accepted()
    for missing in ("reasons", "basis"):
        assert refusal(asking.move, row, "propose", **(REASONS | {missing: " "})) == "request_reasons_missing"
    assert refusal(asking.move, row, "propose", **(REASONS | {"until": asking.today})) == "request_until_wrong"
    row = asking.proposed(row)
    assert (row.state, row.due_on) == ("proposed", date(2026, 10, 10))
    assert asking.view(row).proposal is None  # not before it is told
    assert refusal(asking.move, row, "agree", "head", remark="同意") == "no_permission"
    assert [one.pk for one in queries.to_rule(asking.at("superior"))] == [row.pk]
    row = asking.move(row, "agree", "superior", remark="核查结束前不公开。")
    assert (row.state, row.due_on, queries.to_rule(asking.at("superior"))) == ("ruled", date(2026, 9, 30), [])
    assert asking.verbs(row, "clerk") == {"tell"}
    row = asking.move(row, "tell")
    assert (row.result, row.filing_number) == ("refused", "Z01-SQBA-2026-001")
    told = asking.view(row).proposal
    assert (told.ruling, told.words, told.reasons) == ("agree", "核查结束前不公开。", "核查还没有结束。")
    assert "核查结束前不公开。" in {step.text for step in asking.view(row).steps}


@covers("R92", "R93", "R149")
@pytest.mark.parametrize(
    ("ruling", "verb", "result"), [("partly", "grant_part", "partial"), ("must", "grant", "granted")]
)
def test_upheld_by_the_superior_it_is_disclosed_as_ruled(asking, ruling, verb, result):
    row = asking.ruled(ruling)
    assert refusal(asking.move, row, "tell") == "request_ruling"
    assert refusal(asking.move, row, verb) == "request_answer_missing"
    row = asking.move(row, verb, **ANSWER)
    assert (row.state, row.result, row.answer) == ("closed", result, ANSWER["answer"])


@covers("R92")
def test_when_the_reasons_end_it_is_examined_again(asking):
    row = asking.move(asking.ruled(until=date(2026, 10, 20)), "tell")
    asking.move(row, "acknowledge", "superior")
    asking.later(22)  # 20 October
    assert asking.clock()["reexamine"] == 0
    asking.later(1)
    assert asking.clock()["reexamine"] == 1
    row = asking.view(row).row
    assert (row.state, row.result, row.accepted_on, row.reexamined) == ("accepted", "", asking.today, 1)
    assert row.due_on == date(2026, 11, 4)
    row = asking.move(asking.proposed(row, until=date(2026, 12, 31)), "agree", "superior", remark="还在核查。")
    row = asking.move(row, "tell")
    assert RefusalProposal.objects.filter(request=row).count() == 2
    assert asking.clock()["reexamine"] == 0  # the new reasons still hold
    assert row.filing_number == "Z01-SQBA-2026-002"


@covers("R89")
def test_the_applicant_withdraws_and_nobody_else_does(asking):
    row = asking.accepted()
    assert refusal(asking.move, row, "withdraw") == "system_only"
    assert asking.verbs(row, "member") == {"withdraw"}
    row = asking.move(row, "withdraw", "member")
    assert (row.state, row.result) == ("closed", "withdrawn")


@covers("R91")
def test_the_answer_is_looked_through_before_it_goes_out(asking):
    row = asking.accepted()
    assert refusal(asking.move, row, "grant", cleared=True) == "request_answer_missing"
    assert refusal(asking.move, row, "grant", answer="支出1200元。") == "request_secrecy"
    assert refusal(asking.move, row, "grant", answer="机密★10年　支出1200元。", cleared=True) == "request_answer_unfit"
    assert refusal(asking.move, row, "grant", answer="字" * 4001, cleared=True) == "request_text_long"
