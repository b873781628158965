"""Signing in through another system: what a signed statement about a person must say to be believed (OpenID Connect Core 3.1.3.7)."""

import hmac
from collections.abc import Mapping
from typing import Any

from gongkai.rules.refusals import Refused

REFUSALS = {
    "sign_on_off": "这里没有开统一登录，请用用户名和密码登录。",
    "sign_on_state": "这次统一登录没有从这里开始，或者已经用过、隔得太久。请从登录页重新点一次。",
    "sign_on_refused": "统一登录没有办成：对方没有同意。请重新点一次，或者用用户名和密码登录。",
    "sign_on_unreachable": "统一登录现在连不上。请过一会儿再试，或者用用户名和密码登录。",
    "sign_on_untrusted": "统一登录的回复不对（{why}），没有采信。请重新点一次；还不行，请告诉系统管理员。",
    "sign_on_unknown": "统一登录认得您，可是还没有接上这里的账号。请先用用户名和密码登录，在“登录和安全”里接上。",
    "sign_on_taken": "这个统一登录的身份已经接在另一个账号上。请系统管理员先把那一处断开。",
    "sign_on_linked": "账号已经接了一个统一登录的身份。要换，请先断开原来的。",
    "sign_on_subject": "身份编号要写对方系统里固定不变的那一个，不超过 255 个字符。不要写邮箱、手机号。",
}

ALGORITHMS = ("RS256", "ES256")
LASTS = 600  # seconds between leaving for the other system and coming back
LEEWAY = 60  # seconds that the clocks may differ
LONGEST = 255  # a subject (OpenID Connect Core 2)


def _doubt(why: str) -> Refused:
    return Refused("sign_on_untrusted", why=why)


def _seconds(claims: Mapping[str, Any], name: str, why: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _doubt(why)
    return value


def believed(claims: Mapping[str, Any], *, issuer: str, client: str, nonce: str, now: float) -> str:
    """The subject of a statement whose signature was checked. `now`: seconds since 1970.

    Refuses ``sign_on_untrusted`` when it is another's, for another, about another sign-in, or over.
    """
    if claims.get("iss") != issuer:
        raise _doubt("不是约定的系统发的")
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    if client not in audiences or (len(audiences) > 1 and claims.get("azp") != client):
        raise _doubt("不是发给这里的")
    if claims.get("azp", client) != client:
        raise _doubt("不是发给这里的")
    if now >= _seconds(claims, "exp", "没有写到什么时候") + LEEWAY:
        raise _doubt("过期了")
    if _seconds(claims, "iat", "没有写什么时候发的") > now + LEEWAY:
        raise _doubt("时间不对")
    said = claims.get("nonce")
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise _doubt("不是这一次登录的")
    return sound_subject(claims.get("sub"))


def sound_subject(subject: object) -> str:
    """A subject as it may be kept: not empty, not too long. Nothing else about a person is read, least of all an e-mail address."""
    if not isinstance(subject, str) or not subject.strip() or len(subject) > LONGEST:
        raise Refused("sign_on_subject")
    return subject
