"""Accounts, slips, passwords, sessions, resets of a second factor: each by its own administrator (三员分立, §2.1)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from gongkai.ledger import queries as ledger
from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions, queries
from gongkai.orgs.browsers import BEGAN, BROWSER, SEEN, browser_named
from gongkai.orgs.models import EntrySlip, Session, User
from gongkai.orgs.session_store import SessionStore
from gongkai.rules.permissions import Permission, Role, may_anywhere
from gongkai.rules.proof import Proof, ProofNeeded
from gongkai.rules.refusals import Refused
from tests.orgs.conftest import NOW, TODAY, administrator
from tests.orgs.test_second_factor import HERE, RIGHT, begin, phone

NEW = "four-words-in-a-row"


@pytest.fixture
def wei(world):
    return actions.create_user(world.clock, username="wei", name="卫五", password=RIGHT, now=NOW)


def signed_in(user, began=NOW):
    """A session of this person, as the door writes one."""
    store = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store[BEGAN], store[SEEN], store[BROWSER] = began.timestamp(), began.timestamp(), "Firefox，Windows"
    store.save(must_create=True)
    return store.session_key


def test_each_of_the_three_does_the_own_and_not_anothers(world, system, security, audit):
    user = actions.create_user(system, username="han", name="韩六", now=NOW)
    give = {"org_id": world.county.pk, "user_id": user.pk, "role": Role.ARCHIVIST, "from_date": TODAY, "now": NOW}
    for other in (security, audit):
        with pytest.raises(Refused, match="no_permission"):
            actions.create_user(other, username="x", name="y", now=NOW)
        for act in (actions.give_slip, actions.close_account):
            with pytest.raises(Refused, match="no_permission"):
                act(other, user_id=user.pk, now=NOW)
    for other in (system, audit):
        with pytest.raises(Refused, match="no_permission"):
            actions.give_grant(other, **give)
    for other in (system, security):
        with pytest.raises(Refused) as no:
            list(ledger.audit(other, asked=ledger.Asked()))
        assert no.value.hidden
    grant = actions.give_grant(security, **give)
    actions.end_grant(security, grant_id=grant.pk, on=TODAY, now=NOW)
    assert next(ledger.audit(audit, asked=ledger.Asked())).verb == "grant.end"


def test_nobody_becomes_two_administrators_also_not_by_the_clock_or_later(world, security, system):
    for giver in (security, world.clock):
        for begins in (TODAY, TODAY + timedelta(days=40)):
            with pytest.raises(Refused, match="two_administrators"):
                actions.give_grant(
                    giver,
                    org_id=world.county.pk,
                    user_id=system.user_id,
                    role=Role.AUDIT_ADMIN,
                    from_date=begins,
                    now=NOW,
                )


def test_the_office_neither_makes_nor_unmakes_administrators(world, office, audit, wei):
    with pytest.raises(Refused, match="no_permission"):
        actions.give_grant(
            office, org_id=world.county.pk, user_id=wei.pk, role=Role.AUDIT_ADMIN, from_date=TODAY, now=NOW
        )
    grant = next(
        one for one in queries.grants_of(office, org_id=world.county.pk, today=TODAY) if one.role == "audit_admin"
    )
    with pytest.raises(Refused, match="no_permission"):
        actions.end_grant(office, grant_id=grant.pk, on=TODAY, now=NOW)


def test_no_administrator_sees_a_draft_or_an_organizations_work(world, system, security, audit):
    for actor in (system, security, audit):
        assert not any(
            may_anywhere(actor, one) for one in (Permission.READ_WORK, Permission.READ_INSIDE, Permission.DRAFT)
        )


def test_a_slip_lets_the_person_set_the_password_once(world, system, wei):
    slip = actions.give_slip(system, user_id=wei.pk, now=NOW)
    use = {"username": "wei", "whence": HERE, "now": NOW}
    assert slip.replace("-", "") not in str(list(EntrySlip.objects.values())) + str(list(AuditEvent.objects.values()))
    with pytest.raises(Refused, match="password_weak"):
        actions.use_slip(world.visitor, slip=slip, password="short", **use)
    actions.use_slip(world.visitor, slip=slip.lower().replace("-", " "), password=NEW, **use)
    assert User.objects.get(pk=wei.pk).check_password(NEW)
    with pytest.raises(Refused, match="slip_wrong_entry"):
        actions.use_slip(world.visitor, slip=slip, password="another-one-of-these", **use)


def test_slips_that_open_nothing(world, system, wei):
    first = actions.give_slip(system, user_id=wei.pk, now=NOW)
    second = actions.give_slip(system, user_id=wei.pk, now=NOW)
    cases = [
        ("wei", first, NOW),  # replaced by the second
        ("head", second, NOW),  # another's
        ("wei", "not a slip", NOW),
        ("wei", second, NOW + timedelta(days=4)),  # over
    ]
    for username, slip, now in cases:
        with pytest.raises(Refused, match="slip_wrong_entry"):
            actions.use_slip(world.visitor, username=username, slip=slip, password=NEW, whence=HERE, now=now)
    with pytest.raises(Refused, match="own_account"):
        actions.give_slip(system, user_id=system.user_id, now=NOW)


def test_guessing_slips_is_slowed(world, wei):
    codes = []
    for _ in range(7):
        with pytest.raises(Refused) as no:
            actions.use_slip(world.visitor, username="wei", slip="A" * 16, password=NEW, whence=HERE, now=NOW)
        codes.append(no.value.code)
    assert codes == ["slip_wrong_entry"] * 5 + ["sign_in_wait"] * 2


def change(actor, current=RIGHT, password=NEW, session=None):
    actions.change_password(actor, current=current, password=password, whence=HERE, session=session, now=NOW)


def test_the_own_password(world, wei):
    own = world.actor(wei)
    for asked, code in (
        ({"current": "guess"}, "password_wrong"), ({"password": "123"}, "password_weak"),
        ({"password": "password123"}, "password_weak"), ({"password": RIGHT}, "password_same"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            change(own, **asked)
    change(own)
    after = User.objects.get(pk=wei.pk)
    assert after.check_password(NEW) and after.password_set_at == NOW


def test_nobody_sets_anothers_password(world, system):
    with pytest.raises(Refused, match="password_by_person"):
        actions.create_user(system, username="han", name="韩六", password=NEW, now=NOW)


def test_where_dengbao_is_asked_three_kinds_of_signs_are(world, wei, settings):
    settings.GONGKAI_PASSWORDS = "dengbao"
    own = world.actor(wei)
    with pytest.raises(Refused) as no:
        change(own)
    assert "四种里至少要有3种" in no.value.facts["reasons"]
    change(own, password="Four-Words-In-A-Row-4")


def test_other_sessions_end_with_the_password_and_all_with_the_powers(world, security, wei):
    here, elsewhere = signed_in(wei), signed_in(wei)
    other = signed_in(world.head)
    change(world.actor(wei), session=here)
    assert set(Session.objects.values_list("session_key", flat=True)) == {here, other}
    grant = actions.give_grant(
        security, org_id=world.village.pk, user_id=wei.pk, role=Role.ARCHIVIST, from_date=TODAY, now=NOW
    )
    assert Session.objects.filter(session_key=here).exists()
    actions.end_grant(security, grant_id=grant.pk, on=TODAY, now=NOW)
    assert list(Session.objects.values_list("session_key", flat=True)) == [other]
    store = SessionStore(elsewhere)
    with pytest.raises(UpdateError):  # what was open in another browser is not written back into life
        store.save()


def test_leaving_a_post_and_closing_an_account_end_the_sessions(world, system, office):
    signed_in(world.head)
    post = next(one for one in queries.posts(office, org_id=world.village.pk, day=TODAY) if one.duty == "head")
    actions.vacate(office, post_id=post.post_id, on=TODAY, now=NOW)
    assert not Session.objects.exists()
    signed_in(world.charlie)
    actions.close_account(system, user_id=world.charlie.pk, now=NOW)
    assert not Session.objects.exists()


def test_one_sees_and_ends_the_own_sessions_only(world, wei):
    key = signed_in(wei)
    (one,) = queries.sessions(world.actor(wei), now=NOW)
    assert (one.browser, one.began_at) == ("Firefox，Windows", NOW) and key not in one.mark
    with pytest.raises(Refused) as no:
        actions.end_session(world.actor(world.head), session=one.mark, now=NOW)
    assert no.value.hidden
    actions.end_session(world.actor(wei), session=one.mark, now=NOW)
    assert not Session.objects.exists()


@pytest.mark.parametrize(("began_ago", "minutes"), [(0, 120), (11.5, 30)])
def test_the_nearer_of_the_two_limits_ends_a_session(wei, began_ago, minutes):
    now = timezone.now()
    store = SessionStore(signed_in(wei, began=now - timedelta(hours=began_ago)))
    left = store.get_expiry_age()
    assert abs(left - minutes * 60) <= 5


def test_a_session_over_its_limit_is_nobodys(wei):
    key = signed_in(wei, began=timezone.now() - timedelta(hours=13))
    assert SessionStore(key).get("_auth_user_id") is None


def test_browsers_are_named_as_their_owners_call_them():
    agents = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140": "Edge，Windows",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox，Linux",
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 MicroMessenger/8.0": "微信，安卓",
        "": "认不出的浏览器",
    }
    assert [browser_named(agent) for agent in agents] == list(agents.values())


@pytest.fixture
def without_phone(world, wei):
    """Somebody with a second factor whose phone is lost."""
    actor = world.actor(wei)
    typed = begin(actor).typed
    actions.confirm_second_factor(actor, code=phone(typed, NOW), whence=HERE, session=None, now=NOW)
    return wei


def test_a_reset_needs_a_reason_and_a_second_person(world, system, security, without_phone):
    signed_in(without_phone)
    with pytest.raises(Refused, match="remark_needed"):
        actions.ask_reset(system, user_id=without_phone.pk, reason=" ", now=NOW)
    with pytest.raises(Refused, match="no_permission"):
        actions.ask_reset(security, user_id=without_phone.pk, reason="手机丢失", now=NOW)
    row = actions.ask_reset(system, user_id=without_phone.pk, reason="手机丢失", now=NOW)
    with pytest.raises(Refused, match="reset_waits"):
        actions.ask_reset(system, user_id=without_phone.pk, reason="再来一次", now=NOW)
    with pytest.raises(Refused, match="no_permission"):
        actions.answer_reset(system, reset_id=row.pk, verb="agree", now=NOW)
    assert queries.has_second_factor(world.visitor, user_id=without_phone.pk)
    actions.answer_reset(security, reset_id=row.pk, verb="agree", now=NOW)
    assert not queries.has_second_factor(world.visitor, user_id=without_phone.pk) and not Session.objects.exists()
    told = ledger.own_account_trail(world.actor(without_phone))
    assert {"factor_reset.agree", "factor_reset.ask"} <= {one.verb for one in told}
    assert any(one.facts.get("reason") == "手机丢失" for one in told)


def test_nobody_agrees_to_the_own_reset_and_the_second_person_may_say_no(world, system, security):
    own = User.objects.get(pk=security.user_id)
    own.set_password(RIGHT)
    own.save()
    typed = begin(security).typed
    actions.confirm_second_factor(security, code=phone(typed, NOW), whence=HERE, session=None, now=NOW)
    row = actions.ask_reset(system, user_id=own.pk, reason="手机丢失", now=NOW)
    with pytest.raises(Refused, match="reset_own"):
        actions.answer_reset(security, reset_id=row.pk, verb="agree", now=NOW)
    second = administrator(world, "anquan2", Role.SECURITY_ADMIN)
    with pytest.raises(Refused, match="remark_needed"):
        actions.answer_reset(second, reset_id=row.pk, verb="refuse", now=NOW)
    actions.answer_reset(second, reset_id=row.pk, verb="refuse", remark="本人没有来", now=NOW)
    assert queries.has_second_factor(world.visitor, user_id=own.pk)
    with pytest.raises(Refused, match="reset_nothing"):
        actions.ask_reset(system, user_id=world.head.pk, reason="手机丢失", now=NOW)


@pytest.mark.parametrize("proof", [Proof.STALE, Proof.MISSING])
def test_administering_asks_for_the_code_again(world, system, security, audit, proof):
    acts = [
        lambda: actions.create_user(system.proved(proof), username="a", name="b", now=NOW),
        lambda: actions.give_slip(system.proved(proof), user_id=world.head.pk, now=NOW),
        lambda: actions.give_grant(
            security.proved(proof), org_id=world.county.pk, user_id=world.head.pk, role=Role.ARCHIVIST, from_date=TODAY, now=NOW
        ),
        lambda: list(ledger.audit(audit.proved(proof), asked=ledger.Asked())),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(ProofNeeded) as asked:
            act()
        assert asked.value.proof is proof
    assert not User.objects.filter(username="a").exists()
