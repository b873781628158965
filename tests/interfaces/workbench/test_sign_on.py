"""Signing in through another system, against a real one on this machine; and every way in which it could lie."""

import base64
import hashlib
import hmac
import time
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.orgs import actions, sign_on
from gongkai.orgs.models import OutsideIdentity
from gongkai.rules.refusals import Refused
from gongkai.rules.sign_on import believed
from tests.factories.world import build_world, moment_of
from tests.interfaces.provider import CLIENT, SECRET, Provider, unsigned
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_administrators import enrolled, three_in
from tests.interfaces.workbench.test_month import desk
from tests.interfaces.workbench.test_sign_in import LOGIN, later

AWAY, BACK, LINK = "/desk/sign-on/", "/desk/sign-on/back/", "/desk/sign-on/link/"
RIGHT = "long-enough-1"


@pytest.fixture(params=["RS256", "ES256"])
def provider(request, settings):
    made = Provider(request.param)
    settings.GONGKAI_OIDC_ISSUER, settings.GONGKAI_OIDC_CLIENT, settings.GONGKAI_OIDC_SECRET = (
        made.issuer,
        CLIENT,
        SECRET,
    )
    sign_on.forget()
    yield made
    made.stop()
    sign_on.forget()


@pytest.fixture
def world(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    world.member.set_password(RIGHT)
    world.member.save()
    return world


@pytest.fixture
def linked(world, provider):
    actions.link_identity(world.actor(world.member), user_id=world.member.pk, subject="person-1", now=world.now)
    return world


def go(client, provider, address=AWAY):
    """Leave, agree there, come back: the answer of our own page."""
    left = client.get(address)
    returned = urlsplit(provider.visit(left["Location"]))
    return client.get(f"{returned.path}?{returned.query}", follow=True)


def inside(client) -> bool:
    return client.get("/desk/me/").status_code == 200


def test_the_person_is_signed_in_under_a_new_session_number(linked, provider, client):
    left = client.get(f"{AWAY}?next=/desk/security/")
    before = client.cookies["sessionid"].value
    asked = dict(parse_qsl(urlsplit(left["Location"]).query))
    assert asked["scope"] == "openid" and asked["code_challenge_method"] == "S256" and len(asked["state"]) > 40
    returned = urlsplit(provider.visit(left["Location"]))
    answer = client.get(f"{returned.path}?{returned.query}")
    assert answer["Location"] == "/desk/security/" and client.cookies["sessionid"].value != before
    assert inside(client)


def test_the_login_page_offers_it_only_where_there_is_one(world, provider, client, settings):
    assert "用统一身份认证登录" in text(client.get(LOGIN))
    settings.GONGKAI_OIDC_ISSUER = ""
    assert "统一身份认证" not in text(client.get(LOGIN))
    assert client.get(AWAY)["Location"] == LOGIN


def test_who_is_not_linked_is_not_let_in_whatever_the_address_says(world, provider, client):
    world.member.username = "head@example.org"
    world.member.save()
    assert "还没有接上这里的账号" in text(go(client, provider)) and not inside(client)
    assert not OutsideIdentity.objects.exists()


def test_a_closed_account_is_not_opened(linked, provider, client):
    actions.close_account(linked.clock, user_id=linked.member.pk, now=linked.now)
    assert "还没有接上这里的账号" in text(go(client, provider)) and not inside(client)


def test_the_second_factor_is_asked_here_too(linked, provider):
    _, typed = enrolled(linked.member)
    client = Client()
    answer = go(client, provider)
    assert "还差一步：动态码" in text(answer) and not inside(client)
    client.post("/desk/login/code/", {"code": later(typed)})
    assert inside(client)


def test_the_person_links_and_cuts_it_with_the_password(world, provider):
    client = desk(world.member)
    assert client.get(f"{AWAY}?link=1")["Location"] == LINK
    assert "现在的密码不对" in text(client.post(LINK, {"password": "guess"}))
    assert "去统一身份认证" in text(client.post(LINK, {"password": RIGHT}))
    assert "统一登录接上了" in text(go(client, provider, f"{AWAY}?link=1"))
    fresh = Client()
    go(fresh, provider)
    assert inside(fresh)
    client.post(LINK, {"password": RIGHT})
    assert not OutsideIdentity.objects.exists() and not inside(fresh) and inside(client)


def test_one_identity_opens_one_account(linked, provider):
    linked.head.set_password(RIGHT)
    linked.head.save()
    client = desk(linked.head)
    client.post(LINK, {"password": RIGHT})
    assert "已经接在另一个账号上" in text(go(client, provider, f"{AWAY}?link=1"))


def test_coming_back_from_a_link_that_this_person_did_not_begin_links_nothing(world, provider):
    """The attacker's identity is not slipped under the victim's account."""
    attacker, victim = desk(world.charlie), desk(world.member)
    world.charlie.set_password(RIGHT)
    world.charlie.save()
    attacker = desk(world.charlie)
    attacker.post(LINK, {"password": RIGHT})
    returned = urlsplit(provider.visit(attacker.get(f"{AWAY}?link=1")["Location"]))
    assert "没有从这里开始" in text(victim.get(f"{returned.path}?{returned.query}", follow=True))
    assert not OutsideIdentity.objects.exists()


def test_the_system_administrator_links_and_the_person_sees_it(world, provider):
    three = three_in(world)
    place = f"/desk/account/{world.member.pk}/"
    for username in ("anquan", "shenji"):
        assert desk(three[username]).post(place, {"verb": "link", "subject": "person-1"}).status_code == 404
    keeper = desk(three["xitong"])
    assert "不要写邮箱" in text(keeper.post(place, {"verb": "link", "subject": ""}))
    keeper.post(place, {"verb": "link", "subject": "person-1"})
    client = Client()
    go(client, provider)
    shown = text(client.get("/desk/security/"))
    assert "接上统一登录" in shown and "xitong员" in shown
    keeper.post(place, {"verb": "unlink"})
    assert not inside(client)


def refused(client, provider, why) -> bool:
    shown = text(go(client, provider))
    return why in shown and not inside(client)


CLAIMS = {
    "another nonce": (lambda claims: claims | {"nonce": "another"}, "不是这一次登录的"),
    "no nonce": (lambda claims: {key: one for key, one in claims.items() if key != "nonce"}, "不是这一次登录的"),
    "another audience": (lambda claims: claims | {"aud": "another"}, "不是发给这里的"),
    "several audiences": (lambda claims: claims | {"aud": [CLIENT, "another"]}, "不是发给这里的"),
    "another party": (lambda claims: claims | {"azp": "another"}, "不是发给这里的"),
    "another issuer": (lambda claims: claims | {"iss": "https://example.org"}, "不是约定的系统发的"),
    "expired": (lambda claims: claims | {"exp": int(time.time()) - 61}, "过期了"),
    "without an end": (lambda claims: claims | {"exp": None}, "没有写到什么时候"),
    "from the future": (lambda claims: claims | {"iat": int(time.time()) + 600}, "时间不对"),
    "nobody": (lambda claims: claims | {"sub": ""}, "身份编号"),
}  # fmt: skip


@pytest.mark.parametrize("case", CLAIMS)
def test_claims_that_are_not_believed(linked, provider, client, case):
    provider.lie, why = CLAIMS[case]
    assert refused(client, provider, why)


def test_several_audiences_are_believed_when_we_are_the_party(linked, provider, client):
    provider.lie = lambda claims: claims | {"aud": [CLIENT, "another"], "azp": CLIENT}
    go(client, provider)
    assert inside(client)


FORGERIES = {
    "no signature at all": lambda provider: lambda claims: unsigned({"alg": "none"}, claims),
    "none with our key's name": lambda provider: lambda claims: unsigned({"alg": "none", "kid": provider.key.kid}, claims),
    "the public key as a shared secret": lambda provider: lambda claims: _shared(provider, claims),
    "another's key": lambda provider: lambda claims: provider.signed(claims, _stranger(provider)),
    "a broken signature": lambda provider: lambda claims: provider.signed(claims)[:-8] + "AAAAAAAA",
    "no token": lambda provider: lambda claims: "a.b.c",
}  # fmt: skip


def _shared(provider, claims):
    """HS256 with the text of the published key, which everybody knows."""
    plain = unsigned({"alg": "HS256", "kid": provider.key.kid}, claims).rstrip(".")
    made = hmac.new(provider.key.as_pem(private=False), plain.encode(), hashlib.sha256).digest()
    return f"{plain}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def _stranger(provider):
    other = type(provider.key).generate_key(
        2048 if provider.algorithm == "RS256" else "P-256", parameters={"kid": provider.key.kid}
    )
    return other


@pytest.mark.parametrize("case", FORGERIES)
def test_signatures_that_are_not_believed(linked, provider, client, case):
    provider.forge = FORGERIES[case](provider)
    assert refused(client, provider, "签名不对")


def test_a_key_that_was_just_changed_is_looked_up_once_more(linked, provider, client):
    go(client, provider)
    provider.new_key()
    fresh = Client()
    go(fresh, provider)
    assert inside(fresh) and provider.asked.count("/keys") == 2


def test_a_state_counts_once(linked, provider, client):
    returned = urlsplit(provider.visit(client.get(AWAY)["Location"]))
    again = f"{returned.path}?{returned.query}"
    client.get(again)
    client.post("/desk/logout/")
    assert "没有从这里开始" in text(client.get(again, follow=True)) and not inside(client)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=wrong", "?error=access_denied&state=x"])
def test_coming_back_without_having_left(linked, provider, client, query):
    assert "没有从这里开始" in text(client.get(f"{BACK}{query}", follow=True))
    client.get(AWAY)
    assert "没有从这里开始" in text(client.get(f"{BACK}{query}", follow=True)) and not inside(client)
    assert "/token" not in provider.asked


def test_coming_back_in_another_browser_or_too_late(linked, provider, client):
    returned = urlsplit(provider.visit(client.get(AWAY)["Location"]))
    address = f"{returned.path}?{returned.query}"
    assert "没有从这里开始" in text(Client().get(address, follow=True))
    session = client.session
    session["sign_on"] = session["sign_on"] | {"at": session["sign_on"]["at"] - 601}
    session.save()
    assert "没有从这里开始" in text(client.get(address, follow=True)) and not inside(client)


def test_a_code_caught_on_the_way_is_worth_nothing_without_the_verifier(linked, provider, client):
    """PKCE: the thief has the code and our secret page, and a sign-in of his own that is on its way."""
    caught = dict(parse_qsl(urlsplit(provider.visit(client.get(AWAY)["Location"])).query))["code"]
    thief = Client()
    own = dict(parse_qsl(urlsplit(thief.get(AWAY)["Location"]).query))
    assert "没有办成" in text(thief.get(f"{BACK}?code={caught}&state={own['state']}", follow=True))
    assert not inside(thief)


def test_the_person_says_no_there_and_another_issuer_answers(linked, provider, client):
    for more, why in (("error=access_denied", "对方没有同意"), ("code=x&iss=https://example.org", "没有从这里开始")):
        state = dict(parse_qsl(urlsplit(client.get(AWAY)["Location"]).query))["state"]
        assert why in text(client.get(f"{BACK}?{more}&state={state}", follow=True))


def test_where_it_is_down_the_password_still_opens(linked, provider, client):
    provider.downs = True
    assert "现在连不上" in text(client.get(AWAY, follow=True))
    client.post(LOGIN, {"username": "member", "password": RIGHT})
    assert inside(client)


def test_it_is_never_asked_over_plain_http_elsewhere(world, provider, settings):
    settings.GONGKAI_OIDC_ISSUER = "http://example.org"
    with pytest.raises(Refused) as no:
        sign_on.begin(back="http://here/")
    assert no.value.facts["why"] == "地址不是 https"


def test_the_subject_alone_is_read():
    claims = {"iss": "i", "aud": "c", "exp": 100, "iat": 0, "nonce": "n", "sub": "s", "email": "head@example.org"}
    assert believed(claims, issuer="i", client="c", nonce="n", now=50) == "s"
    with pytest.raises(Refused, match="sign_on_untrusted"):
        believed(claims | {"exp": True}, issuer="i", client="c", nonce="n", now=0)
