"""`gongkai bounces`: letters that a mail server took and gave back afterwards, as the mail system hands them in (RFC 3464).

Whoever may write to the sender's mailbox could send a false one, so a letter is known by its Message-ID: that of a
subscription cannot be guessed, and a message of the morning counts only with the address it went to.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

from django.utils import timezone

from gongkai.interfaces.jobs import subscriptions
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.ledger import actions as ledger
from gongkai.participation import actions as participating
from gongkai.participation import queries as participation
from gongkai.rules.actor import Actor

MOST = 1 << 20  # bytes of one report that are read
OURS = re.compile(rb"<(gongkai-(?:news-[0-9a-f]{32}|notice-[0-9]{1,18}))@")
RETURNED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")
NOTICE = "gongkai-notice-"


@dataclass(frozen=True)
class Bounce:
    """A letter that came back for good: what it was known by, to which address, with which code."""

    mark: str
    address: str
    status: str


def read(content: bytes) -> Bounce | None:
    """What a report of the mail system says; None when it is none, or when the letter may still arrive."""
    report: Message = message_from_bytes(content[:MOST], policy=policy.compat32)
    failed: tuple[str, str] | None = None
    mark = ""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            failed = failed or _failed(part)
        elif kind in RETURNED and (found := OURS.search(part.as_bytes())):
            mark = mark or found[1].decode()
    return Bounce(mark, *failed) if failed and mark else None


def _failed(part: Message) -> tuple[str, str] | None:
    """Address and code of the first recipient for whom it failed for good."""
    for one in part.get_payload() if part.is_multipart() else ():
        action, status = (str(one.get(name, "")).strip().lower() for name in ("Action", "Status"))
        if action == "failed" and status.startswith("5"):
            recipient = str(one.get("Final-Recipient") or one.get("Original-Recipient") or "")
            return recipient.rpartition(";")[2].strip(), status
    return None


def take(content: bytes, today: date) -> str:
    """Note one report; answers with what it was: subscription, notice or nothing."""
    clock, found = Actor.clock(), read(content)
    if found is None:
        return "nothing"
    if found.mark.startswith(NOTICE):
        number = int(found.mark.removeprefix(NOTICE))
        known = ledger.note_bounce(clock, notice_id=number, address=found.address, status=found.status)
        return "notice" if known else "nothing"
    letter = subscriptions.letter_of(participation.subscription_refs(clock), found.mark, today)
    if letter is None:
        return "nothing"
    ref, day, asked = letter
    return "subscription" if participating.bounced(clock, ref=ref, day=day, asked=asked) else "nothing"


def _contents(places: list[str]) -> Iterator[bytes]:
    for place in places:
        if place == "-":
            yield sys.stdin.buffer.read(MOST)
        elif Path(place).is_dir():
            yield from (one.read_bytes() for one in sorted(Path(place).iterdir()) if one.is_file())
        else:
            yield Path(place).read_bytes()


def main(argv: list[str]) -> int:
    """Take reports in and say how many were what. 0 also for what is no report: a mail system must not send it back."""
    parser = Parser(
        "bounces",
        "邮件服务器收下以后又退回的信：把退信交给它，一封或者一个文件夹，- 是从标准输入读。\n"
        "订阅的信退了三天的，地址删掉；早上的通知退了的，发信情况里写明。同一封交几次只算一次。",
    )
    parser.add_argument("places", nargs="+", metavar="退信", help="文件、文件夹，或者 -")
    today = timezone.localdate()
    said = [take(content, today) for content in _contents(parser.parse_args(argv).places)]
    counts = {name: said.count(name) for name in ("subscription", "notice", "nothing")}
    sys.stdout.write("订阅的信{subscription}封，通知{notice}封，认不出或者不算退信的{nothing}封\n".format(**counts))
    return 0
