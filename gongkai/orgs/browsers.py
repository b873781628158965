"""From where somebody signs in: the address, the browser's name, and the mark of one that has been in before (P27).

Also how a session carries when it began and was last seen, so that door and session engine read the same.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature

from gongkai.ledger.code_keys import signer

KNOWN = "known-browser"
BEGAN, SEEN, BROWSER = "began", "seen", "browser"  # keys of a session
SEEN_EVERY = 300  # seconds


@dataclass(frozen=True)
class Whence:
    """The address of the request, and the mark of the browser where it is known for this account; "" elsewhere."""

    address: str
    browser: str = ""


def known_browser(user_id: int, words: str) -> str:
    """What a browser keeps after a sign-in, so that it is counted by itself alone. `words`: drawn at random."""
    return signer(KNOWN).sign(f"{user_id}:{words}")


def whence(address: str, *, user_id: int | None, kept: str) -> Whence:
    """The browser counts as known when it keeps our mark for this very account; a forged or strange one does not."""
    if user_id is None or not kept:
        return Whence(address)
    try:
        told = signer(KNOWN).unsign(kept)
    except BadSignature:
        return Whence(address)
    return Whence(address, told if told.startswith(f"{user_id}:") else "")


def moment(stamp: float | None) -> datetime | None:
    """A time as a session carries it."""
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)


def browser_named(agent: str) -> str:
    """A browser as its owner would call it, from the header it sends; nothing that tells one machine from another."""
    kinds = (
        ("MicroMessenger", "微信"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS", "Mac"), ("Linux", "Linux"),
    )  # fmt: skip
    found = [next((name for sign, name in table if sign in agent), "") for table in (kinds, systems)]
    return "，".join(filter(None, found)) or "认不出的浏览器"
