"""The letters of subscriptions: the question whether a mailbox agrees, and once a day what is new (R22; RFC 8058)."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from gongkai.interfaces.ui.mailing import sender_domain
from gongkai.participation import queries as participation
from gongkai.participation.queries import Letter
from gongkai.rules.actor import Actor
from gongkai.rules.categories import category
from gongkai.rules.duties import local_day
from gongkai.rules.subscriptions import BOUNCES_COUNT, Told, subject

# A link is one word: folded at 78 signs it would be encoded, and no mail program would know the way out any more.
LONG_LINES = SMTP.clone(max_line_length=900)


def found(clock: Actor, payload: dict[str, Any], now: datetime) -> Letter | None:
    """What an outbox row asks for, as it is true now; None when there is nothing to send any more."""
    since, until = (datetime.fromisoformat(payload[name]) if name in payload else None for name in ("since", "until"))
    return participation.letter_to_send(
        clock, ref=payload["subscription"], since=since, until=until, today=local_day(now)
    )


def message_id(payload: dict[str, Any]) -> str:
    """The same however often the letter is tried; it names nobody."""
    return (
        f"<{_mark(payload['subscription'], 'news' if 'since' in payload else 'ask', payload['day'])}@{sender_domain()}>"
    )


def _mark(ref: str, kind: str, day: str) -> str:
    return f"gongkai-news-{hashlib.sha256(f'{ref}:{kind}:{day}'.encode()).hexdigest()[:32]}"


def letter_of(refs: Iterable[str], mark: str, today: date) -> tuple[str, date, bool] | None:
    """Which letter a Message-ID (without its domain) was: the subscription, its day, whether it was the question.

    Looked for among the letters of the last weeks: what was sent to whom stands nowhere.
    """
    days = [today - timedelta(days=back) for back in range(-1, BOUNCES_COUNT.days)]
    for ref in refs:
        for day in days:
            for kind in ("news", "ask"):
                if _mark(ref, kind, day.isoformat()) == mark:
                    return ref, day, kind == "ask"
    return None


def compose(letter: Letter, payload: dict[str, Any], now: datetime) -> EmailMessage:
    """The letter: plain text and simple HTML with the same sentences; every one says how to end it."""
    home = settings.GONGKAI_URL.rstrip("/")
    page = f"{home}{reverse('portal:subscription', args=[letter.view.code])}"
    end = f"{home}{reverse('portal:subscription_end', args=[letter.view.code])}"
    about = f"{letter.view.org_name}{category(int(letter.view.category)).name if letter.view.category else ''}"
    told = [Told(row.org_name, row.title, f"{home}{reverse('portal:item', args=[row.slug])}") for row in letter.rows]
    mail = EmailMessage(policy=LONG_LINES)
    if letter.asks:
        mail["Subject"] = f"请确认：订阅{about}的党务公开"
    else:
        mail["Subject"] = subject(about, told, letter.inside)
        mail["List-Unsubscribe"] = f"<{end}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = Address(addr_spec=letter.address)
    mail["Date"] = now
    mail["Message-ID"] = message_id(payload)
    mail["Auto-Submitted"] = "auto-generated"
    day = date.fromisoformat(payload["day"])
    context = {
        "letter": letter, "about": about, "told": told, "page": page, "home": home, "day": day, "site": settings.GONGKAI_SITE,
        "login": f"{home}{reverse('workbench:me')}",
    }  # fmt: skip
    name = "ask" if letter.asks else "news"
    mail.set_content(render_to_string(f"jobs/subscription_{name}.txt", context))
    mail.add_alternative(render_to_string(f"jobs/subscription_{name}.html", context), subtype="html")
    return mail
