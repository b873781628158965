"""The rooms of the three administrators, slips, sessions, and a signature that asks for the code again: over the pages."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.disclosures.models import Edition
from gongkai.orgs import actions
from gongkai.orgs.models import Session
from gongkai.rules.permissions import Role
from tests.factories.duties import bound_county
from tests.factories.world import build_world, moment_of
from tests.interfaces.workbench.office import sheet, text
from tests.interfaces.workbench.test_month import desk, save, start
from tests.interfaces.workbench.test_sign_in import LOGIN, OWN, later
from tests.orgs.test_second_factor import phone

THREE = {"xitong": Role.SYSTEM_ADMIN, "anquan": Role.SECURITY_ADMIN, "shenji": Role.AUDIT_ADMIN}
ROOMS = {
    "workbench:accounts": "xitong", "workbench:accounts_xlsx": "xitong", "workbench:account_new": "xitong",
    "workbench:trail": "shenji", "workbench:trail_xlsx": "shenji", "workbench:trail_print": "shenji",
}  # fmt: skip


def three_in(world):
    made = {}
    for username, role in THREE.items():
        user = actions.create_user(world.clock, username=username, name=f"{username}员", now=world.now)
        actions.give_grant(
            world.clock, org_id=world.county.pk, user_id=user.pk, role=role, subtree=True, from_date=world.today,
            now=world.now,
        )  # fmt: skip
        made[username] = user
    return made


@pytest.fixture
def world(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    world.three = three_in(world)
    return world


def test_each_opens_the_own_rooms_and_nobody_elses(world):
    for name, owner in ROOMS.items():
        for username, user in world.three.items():
            found = desk(user).get(reverse(name)).status_code
            assert found == (200 if username == owner else 404), (name, username)
    resets = {username: desk(user).get("/desk/factor-resets/").status_code for username, user in world.three.items()}
    assert resets == {"xitong": 200, "anquan": 200, "shenji": 404}


def test_the_security_administrator_gives_a_role_on_the_organizations_page_without_its_roll(world):
    giver, place = desk(world.three["anquan"]), f"/desk/organization/{world.village.pk}/"
    shown = text(giver.get(place))
    assert "给角色" in shown and "看名册" not in shown
    sent = {"user": "", "username": "nobody", "role": "archivist", "from_date": world.today.isoformat()}
    assert "请系统管理员先开账号" in text(giver.post(f"{place}?do=grant", sent))
    answer = giver.post(f"{place}?do=grant", {**sent, "username": "member"}, follow=True)
    assert "的角色" in text(answer)


def test_an_account_from_opening_to_the_persons_own_password(world):
    keeper = desk(world.three["xitong"])
    answer = keeper.post("/desk/accounts/new/", {"username": "han", "name": "韩六"}, follow=True)
    assert "现在还什么都不能办" in text(answer)
    place = answer.redirect_chain[-1][0]
    slip = re.search(r'id="slip" readonly value="([0-9A-Z-]{19})"', text(keeper.post(place, {"verb": "slip"})))[1]
    assert slip not in text(keeper.get(place))
    person = Client()
    new = {"username": "han", "slip": slip, "password": "four-words-in-a-row", "again": "four-words-in-a-row"}
    shown = text(person.post("/desk/enter/", {**new, "again": "something-else"}))
    assert "两次写的不一样" in shown and slip in shown and "four-words" not in shown
    assert "密码设好了" in text(person.post("/desk/enter/", new, follow=True))
    assert person.post(LOGIN, {"username": "han", "password": "four-words-in-a-row"}).status_code == 302
    assert "han" in [row[0] for row in sheet(keeper.get("/desk/accounts.xlsx"))]
    assert "韩六" in text(keeper.get("/desk/accounts/?q=韩"))


def test_closing_an_account_ends_it_everywhere(world):
    keeper, person = desk(world.three["xitong"]), desk(world.charlie)
    assert person.get("/desk/").status_code == 200
    keeper.post(f"/desk/account/{world.charlie.pk}/", {"verb": "close"})
    assert person.get("/desk/").status_code == 302 and not Session.objects.filter(user_id=world.charlie.pk).exists()
    own = text(keeper.get(f"/desk/account/{world.three['xitong'].pk}/"))
    assert "由另一位系统管理员来办" in own and 'value="close"' not in own


def test_the_trail_is_found_by_day_person_and_kind_and_shows_no_content(world):
    auditor = desk(world.three["shenji"])
    desk(world.three["xitong"]).post("/desk/accounts/new/", {"username": "han", "name": "韩六"})
    shown = text(auditor.get("/desk/trail/", {"person": "xitong", "verb": "user."}))
    assert "开账号" in shown and "给角色" not in shown
    assert "没有符合的记录" in text(auditor.get("/desk/trail/", {"first": "2999-01-01"}))
    assert "要写成日期" in text(auditor.get("/desk/trail/", {"first": "someday"}))
    rows = sheet(auditor.get("/desk/trail.xlsx", {"verb": "user."}))
    assert rows[1][3] == "开账号" and "韩六" not in str(rows)


def test_one_sees_where_one_is_signed_in_and_ends_it(world):
    world.member.set_password("long-enough-1")
    world.member.save()
    here, there = (
        Client(headers={"user-agent": "Firefox Windows"}),
        Client(headers={"user-agent": "Android MicroMessenger"}),
    )
    for browser in (here, there):
        browser.post(LOGIN, {"username": "member", "password": "long-enough-1"})
    shown = text(here.get("/desk/security/"))
    assert "Firefox，Windows" in shown and "微信，安卓" in shown
    mark = re.search(r'name="session" value="([0-9a-f]{16})"', shown)[1]
    here.post("/desk/security/end/", {"session": mark})
    assert there.get("/desk/me/").status_code == 302 and here.get("/desk/me/").status_code == 200
    assert here.post("/desk/security/end/", {"session": "0" * 16}).status_code == 404


def test_changing_the_password_keeps_this_browser_and_ends_the_others(world):
    world.member.set_password("long-enough-1")
    world.member.save()
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(LOGIN, {"username": "member", "password": "long-enough-1"})
    new = {"current": "long-enough-1", "password": "four-words-in-a-row", "again": "four-words-in-a-row"}
    assert "现在的密码不对" in text(here.post("/desk/password/", {**new, "current": "guess"}))
    assert "密码改好了" in text(here.post("/desk/password/", new, follow=True))
    assert there.get("/desk/me/").status_code == 302 and here.get("/desk/me/").status_code == 200


def test_where_passwords_grow_old_an_old_one_is_changed_first(world, settings):
    settings.GONGKAI_PASSWORDS = "dengbao"
    world.member.set_password("Long-Enough-1")
    world.member.password_set_at = world.now - timedelta(days=91)
    world.member.save()
    client = Client()
    client.post(LOGIN, {"username": "member", "password": "Long-Enough-1"})
    assert client.get("/desk/me/")["Location"] == "/desk/password/"
    new = "Four-Words-In-A-Row-4"
    client.post("/desk/password/", {"current": "Long-Enough-1", "password": new, "again": new})
    assert client.get("/desk/me/").status_code == 200


def enrolled(user):
    """A browser in which the person signed in, with a phone set up; and what the phone holds."""
    user.set_password("long-enough-1")
    user.save()
    client = Client()
    client.post(LOGIN, {"username": user.username, "password": "long-enough-1"})
    shown = text(client.post(OWN, {"password": "long-enough-1"}))
    typed = re.search(r'id="typed" readonly value="([A-Z2-7 ]+)"', shown)[1]
    client.post(f"{OWN}confirm/", {"code": phone(typed, timezone.now())})
    return client, typed


def grow_old(client, minutes=31):
    session = client.session
    session["proved_at"] -= minutes * 60
    session.save()


@pytest.fixture
def signing(db):
    """An edition that waits for the head's signature."""
    today = timezone.localdate()
    world = bound_county(moment_of(today), today).world
    clerk, secrecy, deputy = (desk(user) for user in (world.clerk, world.secrecy, world.deputy))
    pk = start(world, code="C15")
    save(clerk, pk, verb="submit")
    ticks = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")
    secrecy.post(f"/desk/edition/{pk}/act/", {**ticks, "verb": "clear_secrecy"})
    deputy.post(f"/desk/edition/{pk}/act/", {"verb": "pass_review"})
    return world, pk


def state(pk):
    return Edition.objects.get(pk=pk).state


def test_a_signature_after_half_an_hour_asks_for_the_code_and_goes_on_with_what_was_written(signing):
    world, pk = signing
    client, typed = enrolled(world.head)
    grow_old(client)
    sent = {"verb": "approve", "remark": "同意，按时公开"}
    answer = client.post(f"/desk/edition/{pk}/act/", sent)
    assert answer.status_code == 403 and "再输一次动态码" in text(answer) and "同意，按时公开" in text(answer)
    assert state(pk) == "approval"
    wrong = client.post(f"/desk/edition/{pk}/act/", {**sent, "proof-code": "000000"})
    assert "动态码不对" in text(wrong) and "同意，按时公开" in text(wrong) and state(pk) == "approval"
    before = client.cookies["sessionid"].value
    done = client.post(f"/desk/edition/{pk}/act/", {**sent, "proof-code": later(typed)})
    assert done.status_code == 302 and state(pk) == "approved"
    assert client.cookies["sessionid"].value != before


def test_within_half_an_hour_nothing_is_asked(signing):
    world, pk = signing
    client, _ = enrolled(world.head)
    assert client.post(f"/desk/edition/{pk}/act/", {"verb": "approve"}).status_code == 302
    assert state(pk) == "approved"


def test_the_code_of_another_person_signs_nothing(signing):
    world, pk = signing
    client, _ = enrolled(world.head)
    _, others = enrolled(world.deputy)
    grow_old(client)
    client.post(f"/desk/edition/{pk}/act/", {"verb": "approve", "proof-code": later(others)})
    assert state(pk) == "approval"


def test_who_may_not_sign_is_not_asked_for_a_code(signing):
    world, pk = signing
    client, _ = enrolled(world.charlie)
    grow_old(client)
    assert client.post(f"/desk/edition/{pk}/act/", {"verb": "approve"}).status_code == 404


def test_the_trail_names_the_key_by_which_another_system_acted(world):
    auditor, actor = desk(world.three["shenji"]), world.actor(world.clerk).through("7 村务软件")
    made = actions.make_token(
        world.actor(world.clerk), name="x", scopes=["read"], days=1, now=world.now, today=world.today
    )
    actions.revoke_token(actor, token_id=made.token.pk, now=world.now)
    shown = text(auditor.get("/desk/trail/", {"verb": "token."}))
    assert shown.count("用钥匙 7 村务软件") == 1
    rows = sheet(auditor.get("/desk/trail.xlsx", {"verb": "token."}))
    assert [row[-1] or "" for row in rows[1:]] == ["7 村务软件", ""]


def test_reading_the_trail_asks_for_the_code_and_leads_back(world):
    client, typed = enrolled(world.three["shenji"])
    grow_old(client)
    answer = client.get("/desk/trail/?verb=user.")
    assert answer.status_code == 403 and 'name="next" value="/desk/trail/?verb=user."' in text(answer)
    answer = client.post("/desk/prove/", {"next": "/desk/trail/?verb=user.", "proof-code": later(typed)})
    assert answer["Location"] == "/desk/trail/?verb=user."
    assert client.get("/desk/trail/?verb=user.").status_code == 200


def test_where_it_is_required_who_signs_sets_one_up_before_anything_else(signing, settings):
    world, pk = signing
    settings.GONGKAI_SECOND_FACTOR = "required"
    head, clerk = desk(world.head), desk(world.clerk)
    assert head.get("/desk/")["Location"] == OWN and "必须设动态码" in text(head.get(OWN))
    answer = head.post(f"/desk/edition/{pk}/act/", {"verb": "approve", "remark": "同意，数字我和会计核对过。"})
    assert (
        answer.status_code == 403 and "先设动态码，" in text(answer) and f'href="{OWN}" target="_blank"' in text(answer)
    )
    assert "同意，数字我和会计核对过。" in text(answer) and "再交一次" in text(answer)
    assert state(pk) == "approval"
    assert clerk.get("/desk/").status_code == 200
    client, _ = enrolled(world.head)
    assert client.get("/desk/").status_code == 200
    client.post(f"/desk/edition/{pk}/act/", {"verb": "approve"})
    assert state(pk) == "approved"


def test_a_session_opened_before_the_phone_was_set_up_is_over(world):
    old = desk(world.three["anquan"])
    assert old.get("/desk/me/").status_code == 200
    enrolled(world.three["anquan"])
    assert old.get("/desk/me/").status_code == 302


def test_a_reset_over_the_pages(world):
    _, typed = enrolled(world.head)
    keeper, second = desk(world.three["xitong"]), desk(world.three["anquan"])
    place = f"/desk/account/{world.head.pk}/"
    assert "说明" in text(keeper.post(place, {"verb": "ask", "remark": ""}))
    answer = keeper.post(place, {"verb": "ask", "remark": "手机丢失，本人当面来说的"}, follow=True)
    assert "等另一位管理员同意" in text(answer) and 'value="agree"' not in text(answer)
    shown = text(second.get("/desk/factor-resets/"))
    reset = re.search(r'name="reset" value="(\d+)"', shown)[1]
    second.post("/desk/factor-resets/", {"reset": reset, "verb": "agree", "remark": ""})
    person = Client()
    assert person.post(LOGIN, {"username": "head", "password": "long-enough-1"})["Location"] == "/desk/"
    assert "手机丢失，本人当面来说的" in text(person.get("/desk/security/"))


@pytest.mark.parametrize("minutes", [0, 30])
def test_a_code_opens_the_page_it_was_asked_for_and_with_no_minutes_that_page_once(world, settings, minutes):
    client, typed = enrolled(world.three["shenji"])
    settings.GONGKAI_PROOF_MINUTES, page = minutes, "/desk/trail/?verb=user."
    grow_old(client)
    assert client.get(page).status_code == 403
    sent = {"next": page, "proof-code": later(typed)}
    answer = client.post("/desk/prove/", sent)
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert client.get("/desk/trail/").status_code == (200 if minutes else 403)  # another page has no part in it
    assert client.get(page).status_code == 200
    assert client.get(page).status_code == (200 if minutes else 403)
    assert client.post("/desk/prove/", {"next": page}).status_code == 302  # without a code nothing opens
    assert client.get(page).status_code == (200 if minutes else 403)


def test_with_no_minutes_each_signature_asks_and_takes_its_own_code(signing, settings):
    world, pk = signing
    client, typed = enrolled(world.head)
    settings.GONGKAI_PROOF_MINUTES = 0
    sent = {"verb": "approve", "remark": "同意"}
    assert client.post(f"/desk/edition/{pk}/act/", sent).status_code == 403 and state(pk) == "approval"
    client.post(f"/desk/edition/{pk}/act/", {**sent, "proof-code": later(typed)})
    assert state(pk) != "approval"


def test_the_trail_is_printed_as_it_was_asked_for(world):
    auditor = desk(world.three["shenji"])
    desk(world.three["xitong"]).post("/desk/accounts/new/", {"username": "han", "name": "韩六"})
    shown = text(auditor.get("/desk/trail/print/", {"verb": "user.", "person": "xitong"}))
    today = world.today
    assert f"至{today.year}年{today.month}月{today.day}日" in shown and "ledger-sheet" in shown
    assert "开账号" in shown and "给角色" not in shown and "韩六" not in shown
    assert "没有符合的记录" in text(auditor.get("/desk/trail/print/", {"first": "2999-01-01"}))
    assert "/desk/trail/print/?verb=user." in text(auditor.get("/desk/trail/", {"verb": "user."}))
