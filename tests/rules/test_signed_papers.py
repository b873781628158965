"""Who may bring a sheet signed with the pen, and what must be true of it (R174)."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from gongkai.rules.signed_papers import (
    CHANGE,
    EDITION,
    EXEMPTION,
    LINES,
    LONGEST_NAME,
    PLAN,
    PaperFacts,
    PaperStep,
    demand_paper,
    in_words,
    may_bring,
    signers_of,
)
from tests.covers import covers

VILLAGE = "000100010001"
TODAY = date(2026, 9, 28)
SHEET = PaperFacts(VILLAGE, "review", {PaperStep.REVIEW: "李四"}, TODAY, 3, date(2026, 9, 27), 0)


def one(role: Role, path: str = VILLAGE) -> Actor:
    return Actor(ActorKind.PERSON, 1, "甲", (HeldGrant(role, 1, path),))


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as found:
        act(*args, **kwargs)
    return found.value.code


@covers("R174")
@pytest.mark.parametrize(
    ("role", "own"),
    [
        (Role.CLERK, set(LINES[EDITION])), (Role.SECRECY_REVIEWER, {PaperStep.SECRECY}), (Role.DEPUTY, {PaperStep.REVIEW}),
        (Role.HEAD, {PaperStep.APPROVAL}), (Role.ARCHIVIST, set()), (Role.SUPERIOR, set()), (Role.MAKER, set()),
    ],
)  # fmt: skip
def test_the_clerk_brings_any_sheet_the_others_their_own(role, own):
    able = set()
    for step in LINES[EDITION]:
        try:
            demand_paper(one(role), replace(SHEET, signers={step: "李四"}), today=TODAY)
            able.add(step)
        except Refused as no:
            assert no.code == "no_permission"
    assert able == own and may_bring(one(role), VILLAGE) is bool(own)
    assert not may_bring(one(role, "000100010002"), VILLAGE)


@covers("R174")
@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (PLAN, {PaperStep.APPROVAL, PaperStep.MAKER}), (EXEMPTION, {PaperStep.APPROVAL, PaperStep.SUPERIOR}),
        (CHANGE, {PaperStep.APPROVAL, PaperStep.MAKER, PaperStep.COUNTY}),
    ],
)  # fmt: skip
def test_each_form_has_its_own_lines_and_the_other_organizations_lines_are_brought_by_the_clerk(kind, lines):
    facts = replace(SHEET, kind=kind, state="", number=0)
    for step in PaperStep:
        one_line = replace(facts, signers={step: "李四"})
        if step in lines:
            demand_paper(one(Role.CLERK), one_line, today=TODAY)
            if step is not PaperStep.APPROVAL:
                assert refused(demand_paper, one(Role.HEAD), one_line, today=TODAY) == "no_permission"
        else:
            assert refused(demand_paper, one(Role.CLERK), one_line, today=TODAY) == "paper_step"
    early = replace(facts, signers={PaperStep.APPROVAL: "张三"}, signed_on=date(2026, 9, 26))
    assert refused(demand_paper, one(Role.CLERK), early, today=TODAY) == "paper_before_record"


def test_a_sheet_says_who_signed_and_was_signed_after_it_was_printed():
    clerk = one(Role.CLERK)
    demand_paper(clerk, SHEET, today=TODAY)
    for code, wrong in {
        "paper_abandoned": {"state": "abandoned"}, "papers_too_many": {"known": 20},
        "paper_future": {"signed_on": date(2026, 9, 29)}, "paper_before_text": {"signed_on": date(2026, 9, 26)},
    }.items():  # fmt: skip
        assert refused(demand_paper, clerk, replace(SHEET, **wrong), today=TODAY) == code
    assert refused(signers_of, {"review": "  ", "draft": ""}) == "paper_nobody"
    assert refused(signers_of, {"chair": "李四"}) == "paper_step"
    assert refused(signers_of, {"review": "李" * (LONGEST_NAME + 1)}) == "paper_name_long"
    found = signers_of({"approval": " 张三 ", "secrecy": "赵六", "review": ""})
    assert found == {"secrecy": "赵六", "approval": "张三"} and in_words(found) == "保密审查赵六、主要负责人张三"
