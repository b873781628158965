"""三员分立: none of the three has what is another's, none reads content, nobody holds two (等保 8.1.4.2, 8.1.5)."""

import ast
from datetime import timedelta

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.administrators import OWN, may_become
from gongkai.rules.passwords import PasswordRule, kinds_in, over, policy
from gongkai.rules.permissions import PROVEN, ROLE_PERMISSIONS, Role
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures import PROCEDURES
from gongkai.rules.refusals import Refused
from gongkai.rules.trail import act_words, subject_words
from tests.house.source import python, tree
from tests.rules.test_sign_in import NOW, holder

CONTENT = {
    P.READ_WORK,
    P.READ_INSIDE,
    P.DRAFT,
    P.REVIEW,
    P.APPROVE,
    P.HANDLE_OPINION,
    P.OPEN_IDENTITY,
    P.OVERSEE,
    P.KEEP_ROLL,
}


@pytest.mark.parametrize("role", OWN)
def test_what_is_an_administrators_own_no_other_role_has(role):
    assert OWN[role] <= ROLE_PERMISSIONS[role]
    for other, held in ROLE_PERMISSIONS.items():
        assert other == role or not held & OWN[role], other


@pytest.mark.parametrize("role", OWN)
def test_no_administrator_reads_or_writes_content(role):
    assert not ROLE_PERMISSIONS[role] & CONTENT


def test_who_makes_accounts_gives_no_powers_and_the_reader_of_the_trail_does_neither():
    system, security, audit = (ROLE_PERMISSIONS[role] for role in OWN)
    assert not system & security and not system & audit and not security & audit
    assert P.MANAGE_PEOPLE in security - system - audit
    assert audit == {P.READ_AUDIT}


@pytest.mark.parametrize("held", OWN)
@pytest.mark.parametrize("wanted", OWN)
def test_nobody_becomes_two_of_the_three(held, wanted):
    def give():
        may_become(holder(Role.SECURITY_ADMIN), role=wanted, name="甲一", held=[held, "clerk"], path="0001")

    if held == wanted:
        give()
    else:
        with pytest.raises(Refused, match="two_administrators"):
            give()


@pytest.mark.parametrize("giver", [role for role in Role if role != Role.SECURITY_ADMIN])
def test_only_the_security_administrator_makes_administrators(giver):
    with pytest.raises(Refused, match="no_permission"):
        may_become(holder(giver), role=Role.AUDIT_ADMIN, name="甲一", held=[], path="0001")
    may_become(holder(giver), role=Role.CLERK, name="甲一", held=[Role.AUDIT_ADMIN], path="0001")


def test_not_for_a_county_from_a_town_below_it():
    below = Actor(ActorKind.PERSON, 1, "甲一", (HeldGrant(Role.SECURITY_ADMIN, 1, "00010002", subtree=True),))
    with pytest.raises(Refused, match="no_permission"):
        may_become(below, role=Role.AUDIT_ADMIN, name="甲一", held=[], path="0001")


def test_every_administrators_act_is_shown_by_a_code_again():
    assert set().union(*OWN.values()) <= PROVEN


def test_kinds_of_signs_and_the_two_rules():
    assert [kinds_in(word) for word in ("", "abc", "abC", "abC1", "abC1-", "密码密码")] == [0, 1, 2, 3, 4, 0]
    assert policy(PasswordRule.ASVS) == policy(PasswordRule.ASVS, shortest=10, days=0)
    assert (policy(PasswordRule.DENGBAO).kinds, policy(PasswordRule.DENGBAO).days) == (3, 90)
    assert policy(PasswordRule.DENGBAO, days=0).days == 0
    with pytest.raises(ValueError, match="eight"):
        policy(PasswordRule.ASVS, shortest=7)


def test_a_password_is_over_by_its_days_and_only_where_days_are_set():
    old = NOW - timedelta(days=91)
    assert [over(set_at, days, NOW) for set_at, days in ((old, 0), (old, 90), (NOW, 90), (None, 90), (None, 0))] == [
        False, True, False, True, False,
    ]  # fmt: skip


def test_every_move_of_every_procedure_has_words_in_the_trail():
    for one in PROCEDURES:
        for move in one.moves:
            assert act_words(f"{one.name}.{move.verb}") != f"{one.name}.{move.verb}"
    assert act_words("sign_in.slowed") == "输错太多，放慢" and act_words("something.new") == "something.new"
    assert act_words("plan.consent").startswith("目录外") and subject_words("edition:17") == "公开件 17"


def test_every_act_that_the_source_records_has_words():
    """Whoever records a new act gives it a word in `rules.trail_words`."""
    recorded = set()
    for path in python("gongkai/"):
        for node in ast.walk(tree(path)):
            for one in getattr(node, "keywords", []) if isinstance(node, ast.Call) else []:
                value = getattr(one.value, "value", None)
                if one.arg == "verb" and isinstance(value, str) and "." in value:
                    recorded.add(value)
    assert len(recorded) > 150
    assert [verb for verb in sorted(recorded) if act_words(verb) == verb] == []
