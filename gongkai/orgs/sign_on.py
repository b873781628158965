"""Talking to the system through which people sign in: OpenID Connect, code flow with state, nonce and PKCE (RFC 7636, 9700).

Addresses come from the settings and from what that system says of itself, never from a person; every one is
https, but on this machine. Signatures are computed by `joserfc`, loaded when the first person comes this way.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.conf import settings

from gongkai.ledger.later import later
from gongkai.rules.refusals import Refused
from gongkai.rules.sign_on import ALGORITHMS

jwt, jwk, jose = later("joserfc.jwt"), later("joserfc.jwk"), later("joserfc.errors")
SECONDS = 10
LARGEST = 1 << 20
FRESH = 300  # seconds for which what the other system says of itself is kept
HERE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Begun:
    """A sign-in on its way: where to send the browser, and what the session keeps until it comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _opener() -> OpenerDirector:
    return build_opener(_Stay())


def offered() -> bool:
    """Is there another system to sign in through?"""
    return bool(settings.GONGKAI_OIDC_ISSUER and settings.GONGKAI_OIDC_CLIENT)


def _demand_offered() -> None:
    if not offered():
        raise Refused("sign_on_off")


def _safe(address: object) -> str:
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE):
        return str(address)
    raise Refused("sign_on_untrusted", why="地址不是 https")


def _read(request: Request) -> dict[str, Any]:
    try:
        with _opener().open(request, timeout=SECONDS) as answer:
            found = json.loads(answer.read(LARGEST))
    except HTTPError as refused:
        raise Refused("sign_on_refused" if refused.code < 500 else "sign_on_unreachable") from refused
    except (URLError, OSError, ValueError) as trouble:
        raise Refused("sign_on_unreachable") from trouble
    if not isinstance(found, dict):
        raise Refused("sign_on_untrusted", why="看不懂")
    return found


_KEPT: dict[str, tuple[float, dict[str, Any]]] = {}


def _kept(address: str, *, anew: bool = False) -> dict[str, Any]:
    at, found = _KEPT.get(address, (0.0, {}))
    if anew or time.monotonic() - at > FRESH or not found:
        found = _read(Request(_safe(address), headers={"Accept": "application/json"}))  # noqa: S310 - https, or this machine
        _KEPT[address] = (time.monotonic(), found)
    return found


def forget() -> None:
    """Ask the other system anew; for tests, and after it was set up differently."""
    _KEPT.clear()


def _about() -> dict[str, Any]:
    """What the other system says of itself (OpenID Connect Discovery 4). It must be the one that is in the settings."""
    issuer = settings.GONGKAI_OIDC_ISSUER
    found = _kept(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Refused("sign_on_untrusted", why="不是约定的系统发的")
    return found


def begin(*, back: str) -> Begun:
    """Where to send the browser. `back`: our own address to which it returns."""
    _demand_offered()
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": settings.GONGKAI_OIDC_CLIENT, "redirect_uri": back, "scope": "openid",
        "state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    where = _safe(_about().get("authorization_endpoint"))
    return Begun(f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}", state, nonce, verifier)


def redeem(*, code: str, verifier: str, back: str) -> dict[str, Any]:
    """The claims of the signed statement for a code; its signature is checked, what it says is not yet judged."""
    _demand_offered()
    about = _about()
    fields = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier,
        "client_id": settings.GONGKAI_OIDC_CLIENT, "client_secret": settings.GONGKAI_OIDC_SECRET,
    }  # fmt: skip
    request = Request(  # noqa: S310 - https, or this machine
        _safe(about.get("token_endpoint")), data=urlencode(fields).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
    )  # fmt: skip
    token = _read(request).get("id_token")
    if not isinstance(token, str):
        raise Refused("sign_on_untrusted", why="没有身份证明")
    return _verified(token, about)


def _verified(token: str, about: dict[str, Any]) -> dict[str, Any]:
    """Signed by a key that the other system publishes; a key it has just changed is looked up once more."""
    for anew in (False, True):
        try:
            keys = jwk.KeySet.import_key_set(_kept(_safe(about.get("jwks_uri")), anew=anew))
            return dict(jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims)
        except (jose.JoseError, ValueError, KeyError, TypeError) as wrong:
            if anew:
                raise Refused("sign_on_untrusted", why="签名不对") from wrong
    raise AssertionError("two tries, each of which answers or refuses")
