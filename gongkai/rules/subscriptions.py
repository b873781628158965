"""Subscriptions by e-mail (第四条（六）, R22): whoever wants is told once a day what was newly disclosed.

An address is used when its owner agreed from its own mailbox, and forgotten when he no longer wants it. A message names
public matters only. What members may read beside them is told as a number: a mailbox learns nothing that the site guards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

AGREE_WITHIN = timedelta(days=3)  # afterwards an address that nobody agreed to is forgotten
ASK_AGAIN = timedelta(days=1)  # a second letter to the same address for the same thing, not sooner
MOST = 20  # subscriptions of one address
MOST_NOS = 3  # final refusals of the server in a row, after which an address is forgotten
BOUNCES_COUNT = timedelta(days=60)  # how long a letter that came back afterwards is held against an address
LONGEST_BACK = timedelta(days=7)  # after a long outage nobody is told about months
MOST_PENDING = 3  # letters in a day to an address that did not agree yet
MOST_ASKED = 20  # times that one source may ask in a day
MOST_LINES = 50  # titles in one message; the rest is a number
REFUSALS = {
    "subscription_off": "这个网站还没有接上邮件，现在不能用邮箱订阅。可以用阅读器订阅 RSS，或者打公开电话问。",
    "subscription_address": "“{address}”不像邮箱地址。请写成 name@example.org 这样。",
    "subscription_many": "今天从这里订阅得太多了，明天再来。急着知道的，可以打公开电话问。",
    "subscription_category": "没有这一类。请从八类里选，或者选全部。",
    "subscription_link": "这个链接不对，或者已经过期、退订。想再订，重新填一次邮箱就行。",
}


@dataclass(frozen=True)
class Told:
    """One public matter in a message."""

    org: str
    title: str
    address: str


@dataclass(frozen=True)
class Inside:
    """How many matters of an organization are for members only; they are read after logging in."""

    org: str
    number: int


def bounced_days(known: Sequence[str], day: date) -> list[str]:
    """The days of letters that came back, with one more: each once, whatever their order; old ones are forgotten."""
    days = {date.fromisoformat(one) for one in known} | {day}
    return [one.isoformat() for one in sorted(days) if one > max(days) - BOUNCES_COUNT]


def subject(place: str, told: Sequence[Told], inside: Sequence[Inside]) -> str:
    """What the mail is called: how many are new, nothing of what they say."""
    number = len(told) + sum(one.number for one in inside)
    return f"{place}党务公开：新公开{number}件"
