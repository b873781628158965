"""Codes of the time: as RFC 6238 has them, spent once, with recovery codes for the day the phone is lost."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions, one_time, queries
from gongkai.orgs.browsers import Whence
from gongkai.orgs.models import RecoveryCode, SecondFactor
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from gongkai.rules.second_factor import Demand
from tests.factories.parallel import at_once, file_database
from tests.factories.world import build_world
from tests.orgs.conftest import NOW, TODAY

HERE = Whence("203.0.113.7")
RIGHT = "long-enough-1"


def phone(typed: str, at: datetime) -> str:
    """What an app on a phone shows, computed from what it was given to scan."""
    plain = typed.replace(" ", "")
    key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    return TOTP(key, 6, SHA1(), 30).generate(int(at.timestamp())).decode()


def begin(actor, password=RIGHT, demand=Demand.OFFERED, now=NOW):
    return actions.begin_second_factor(actor, password=password, issuer="演示", whence=HERE, demand=demand, now=now)


@pytest.fixture
def wei(world):
    return actions.create_user(world.clock, username="wei", name="卫五", password=RIGHT, now=NOW)


@pytest.fixture
def enrolled(world, wei):
    """The actor, the key as typed into the phone, and the recovery codes."""
    actor = world.actor(wei)
    typed = begin(actor).typed
    codes = actions.confirm_second_factor(actor, code=phone(typed, NOW), whence=HERE, session=None, now=NOW)
    return actor, typed, codes


def proved(actor, code, after=0):
    """None when the code was taken, else the code of the refusal."""
    try:
        return actions.prove(actor, user_id=actor.user_id, code=code, whence=HERE, now=NOW + timedelta(seconds=after))
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)  # fmt: skip
def test_the_published_values_of_rfc_6238(second, code):
    at = datetime.fromtimestamp(second, UTC)
    key = b"12345678901234567890"
    assert one_time.matching_step(key, code, now=at) == second // 30
    assert one_time.matching_step(key, code, now=at + timedelta(seconds=90)) is None


def test_nothing_is_asked_before_the_phone_has_shown_its_first_code(world, wei):
    actor = world.actor(wei)
    typed = begin(actor).typed
    assert not queries.has_second_factor(actor, user_id=wei.pk)
    with pytest.raises(Refused, match="second_factor_wrong"):
        actions.confirm_second_factor(actor, code="000000", whence=HERE, session=None, now=NOW)
    actions.confirm_second_factor(actor, code=phone(typed, NOW), whence=HERE, session=None, now=NOW)
    assert queries.has_second_factor(actor, user_id=wei.pk)
    assert queries.own_factor(actor) == queries.OwnFactor(NOW, 10)


def test_a_desk_left_open_does_not_take_a_strange_phone(world, wei):
    with pytest.raises(Refused, match="password_wrong"):
        begin(world.actor(wei), password="guess")
    with pytest.raises(Refused, match="second_factor_off"):
        begin(world.actor(wei), demand=Demand.OFF)
    assert not SecondFactor.objects.exists()


def test_a_code_counts_once(enrolled):
    actor, typed, _ = enrolled
    now = phone(typed, NOW + timedelta(seconds=30))
    assert proved(actor, phone(typed, NOW)) == "second_factor_wrong"  # it was spent when the phone was confirmed
    assert proved(actor, now, after=30) is None
    assert proved(actor, now, after=31) == "second_factor_wrong"
    assert proved(actor, phone(typed, NOW), after=31) == "second_factor_wrong"  # older than the last one used
    assert proved(actor, phone(typed, NOW + timedelta(seconds=60)), after=60) is None


def test_a_phone_may_be_half_a_minute_slow_or_fast_and_no_more(enrolled):
    actor, typed, _ = enrolled
    assert proved(actor, phone(typed, NOW + timedelta(seconds=300)), after=330) is None
    assert proved(actor, phone(typed, NOW + timedelta(seconds=390)), after=360) is None
    assert proved(actor, phone(typed, NOW + timedelta(seconds=600)), after=660) == "second_factor_wrong"


def test_spaces_and_nonsense_are_read_kindly(enrolled):
    actor, typed, _ = enrolled
    code = phone(typed, NOW + timedelta(seconds=60))
    for nonsense in ("", "   ", "１２３４５６", "码码码码码码", "1" * 40, "12345"):
        assert proved(actor, nonsense, after=60) in ("second_factor_wrong", "sign_in_wait")
    assert proved(actor, f" {code[:3]} {code[3:]} ", after=600) in ("second_factor_wrong", None)


def test_wrong_codes_are_slowed_like_wrong_passwords(enrolled):
    actor, typed, _ = enrolled
    assert [proved(actor, "000000", after=60) for _ in range(6)] == ["second_factor_wrong"] * 5 + ["sign_in_wait"]
    assert proved(actor, phone(typed, NOW + timedelta(seconds=90)), after=90) is None


def test_a_recovery_code_counts_once_and_is_typed_as_one_likes(enrolled, wei):
    actor, _, codes = enrolled
    assert len(set(codes)) == 10 and len(codes[0]) == 19
    assert proved(actor, codes[0].lower().replace("-", " ")) is None
    assert proved(actor, codes[0]) == "second_factor_wrong"
    assert queries.own_factor(actor).codes_left == 9
    assert AuditEvent.objects.filter(verb="second_factor.recovery", subject=f"user:{wei.pk}").count() == 1


def test_another_persons_recovery_code_opens_nothing(world, enrolled):
    _, _, codes = enrolled
    other = actions.create_user(world.clock, username="han", name="韩六", password=RIGHT, now=NOW)
    actor = world.actor(other)
    typed = begin(actor).typed
    actions.confirm_second_factor(actor, code=phone(typed, NOW), whence=HERE, session=None, now=NOW)
    assert proved(actor, codes[0]) == "second_factor_wrong"


def test_new_recovery_codes_replace_the_old_ones(enrolled):
    actor, typed, old = enrolled
    with pytest.raises(Refused, match="second_factor_wrong"):
        actions.renew_recovery_codes(actor, code="000000", whence=HERE, now=NOW)
    later = NOW + timedelta(seconds=60)
    new = actions.renew_recovery_codes(actor, code=phone(typed, later), whence=HERE, now=later)
    assert proved(actor, old[1], after=60) == "second_factor_wrong"
    assert proved(actor, new[1], after=60) is None


def test_giving_it_up_needs_a_code_and_is_refused_to_who_must_have_one(world, enrolled, wei):
    actor, typed, _ = enrolled
    later = NOW + timedelta(seconds=60)
    asked = {"code": phone(typed, later), "whence": HERE, "now": later, "demand": Demand.REQUIRED, "session": None}
    actions.give_grant(world.clock, org_id=world.village.pk, user_id=wei.pk, role=Role.HEAD, from_date=TODAY, now=NOW)
    head = world.actor(wei)
    with pytest.raises(Refused, match="second_factor_needed_here"):
        actions.give_up_second_factor(head, another=False, **asked)
    actions.give_up_second_factor(head, another=True, **asked)
    assert not queries.has_second_factor(actor, user_id=wei.pk) and not RecoveryCode.objects.exists()


def test_neither_the_key_nor_a_recovery_code_lies_in_the_database(enrolled):
    _, typed, codes = enrolled
    row = SecondFactor.objects.get()
    plain = typed.replace(" ", "")
    key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    assert key not in bytes(row.sealed)
    assert one_time.unseal(bytes(row.sealed), row.user_id) == key
    kept = str(list(RecoveryCode.objects.values())) + str(list(AuditEvent.objects.values()))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_a_key_moved_to_another_persons_row_opens_nothing(enrolled):
    row = SecondFactor.objects.get()
    with pytest.raises(Refused, match="code_key_missing"):
        one_time.unseal(bytes(row.sealed), row.user_id + 1)


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_four_times_at_once_is_taken_once(tmp_path):
    world = build_world(NOW, TODAY)
    user = actions.create_user(world.clock, username="wei", name="卫五", password=RIGHT, now=NOW)
    actor = world.actor(user)
    typed = begin(actor).typed
    codes = actions.confirm_second_factor(actor, code=phone(typed, NOW), whence=HERE, session=None, now=NOW)
    with file_database(tmp_path):
        for code in (phone(typed, NOW + timedelta(seconds=60)), codes[0]):
            assert at_once([lambda code=code: proved(actor, code, after=60)] * 4).count(None) == 1
