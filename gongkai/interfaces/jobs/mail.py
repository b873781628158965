"""Carries the mails of notices from the outbox to the SMTP server, and keeps what the server answered.

Exactly once cannot be promised by anybody: when the machine dies after the server's yes and before the
proof is written, the mail goes out a second time, with the same Message-ID, so that mail systems can
recognise it. In every other case it goes out once.
"""

import logging
import smtplib
import time
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.template.loader import render_to_string

from gongkai.interfaces.jobs import subscriptions
from gongkai.interfaces.ui import clocks
from gongkai.interfaces.ui.mailing import sender_domain
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as participating
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Line, final, in_words, subject

log = logging.getLogger(__name__)
KIND = "mail"
LATER = "邮件服务器连不上，排在后面的一起等下一次。"


def message_id(notice_id: int) -> str:
    """The same for the same notice however often it is tried; it names no person."""
    return f"<gongkai-notice-{notice_id}@{sender_domain()}>"


def compose(notice, address: str) -> EmailMessage:
    """The message of a morning as a mail: plain text and simple HTML with the same sentences."""
    lines = [Line.from_json(data) for data in notice.lines]
    home = settings.GONGKAI_URL.rstrip("/")
    rows = [
        (line.org, in_words(line, notice.day), f"{home}{clocks.place(line.kind)}" if home else "") for line in lines
    ]
    context = {"rows": rows, "site": settings.GONGKAI_SITE, "home": home, "day": notice.day}
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject(lines, notice.day)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = Address(addr_spec=address)
    mail["Date"] = notice.written_at
    mail["Message-ID"] = message_id(notice.pk)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(render_to_string("jobs/notice.txt", context))
    mail.add_alternative(render_to_string("jobs/notice.html", context), subtype="html")
    return mail


def post(now: datetime, *, limit: int = 20) -> int:
    """Send the mails that are due over one connection; how many rows were settled.

    When the server cannot be reached the rest of the batch is not tried: all wait, longer each time. So does one
    that cannot be written at all; the others go on.
    """
    clock, server = Actor.clock(), _Server()
    done, began = 0, time.monotonic()
    try:
        for row in ledger.claim(clock, now=now, kind=KIND, limit=limit):
            passed = timedelta(seconds=time.monotonic() - began)  # the mails before this one took their time
            if not ledger.renew(clock, row=row, now=now + passed):
                continue
            try:
                _settle(clock, row.payload, server, now)
            except Exception as error:  # noqa: BLE001 - one letter that cannot be written must not stop the others
                if not isinstance(error, (OSError, smtplib.SMTPException)):
                    server.close()  # it may stand in the middle of that letter; the next one begins anew
                said = _trouble(error, row.payload)
                code = getattr(error, "smtp_code", "")  # the answer itself repeats the address
                log.warning("邮件 %s 没有发出：%s %s", row.key, type(error).__name__, code)
                ledger.fail(clock, row_id=row.pk, attempts=row.attempts, error=said, now=now)
                continue
            ledger.finish(clock, row_id=row.pk, now=now)
            done += 1
    finally:
        server.close()
    return done


def _trouble(error: Exception, payload: dict) -> str:
    """Why a row waits. Servers repeat the address in their answer: of a subscriber's letter only kind and code are kept."""
    kind = type(error).__name__
    if "subscription" not in payload:
        return f"{kind}: {error}"
    return f"{kind} {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else kind


def _settle(clock: Actor, payload: dict, server: "_Server", now: datetime) -> None:
    """Send what a row asks for: the message of a morning, or a letter to a subscriber."""
    if "subscription" in payload:
        _settle_letter(clock, payload, server, now)
    else:
        _settle_notice(clock, payload["notice"], server, now)


def _settle_letter(clock: Actor, payload: dict, server: "_Server", now: datetime) -> None:
    """Send one letter of a subscription, or find that it is not wanted any more. No proof is kept of whom was told what."""
    letter = subscriptions.found(clock, payload, now)
    if letter is None:
        return
    code, _ = server.send(subscriptions.compose(letter, payload, now), letter.address)
    participating.heard(clock, ref=payload["subscription"], accepted=not final(code), moved_from=letter.moved_from)


def _settle_notice(clock: Actor, notice_id: int, server: "_Server", now: datetime) -> None:
    """Send one mail and keep the proof, or find that there is nothing to send any more."""
    found = reading.notice_to_send(clock, notice_id=notice_id)
    if found is None:
        return
    notice, outdone = found
    wish = orgs.settings_of(clock, user_ids=(notice.user_id,)).get(notice.user_id)
    if wish is None:
        return  # switched off or closed meanwhile
    proof = {"notice_id": notice.pk, "address": wish.address, "message_id": message_id(notice.pk), "now": now}
    if outdone:
        ledger.keep_proof(clock, accepted=False, answer="没有发：后来一天的通知里都有", **proof)
        return
    code, answer = server.send(compose(notice, wish.address), wish.address)
    ledger.keep_proof(clock, accepted=not final(code), answer=f"{code} {answer}", **proof)


class _Server:
    """One connection for a batch, opened when first needed; after it failed nobody tries again in this batch."""

    def __init__(self) -> None:
        self._backend: EmailBackend = get_connection()
        self._down = False

    def send(self, mail: EmailMessage, address: str) -> tuple[int, str]:
        """The server's last word: code and text. OSError or SMTPException when it should be tried again."""
        if self._down:
            raise OSError(LATER)
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException):
            self._down = True
            raise
        try:
            code, answer = self._say(self._backend.connection, mail, address)
        except (OSError, smtplib.SMTPServerDisconnected):
            self._down = True
            raise
        said = answer.decode("utf-8", "replace")
        if code >= 400 and not final(code):
            raise smtplib.SMTPResponseException(code, said)
        return code, said

    def _say(self, smtp: smtplib.SMTP, mail: EmailMessage, address: str) -> tuple[int, bytes]:
        smtp.ehlo_or_helo_if_needed()
        code, answer = smtp.mail(mail["From"].addresses[0].addr_spec)
        if code >= 400:  # about us, not about the recipient: never final
            smtp.rset()
            raise smtplib.SMTPResponseException(code, answer)
        for step in (lambda: smtp.rcpt(address), lambda: smtp.data(mail.as_bytes())):
            try:
                code, answer = step()
            except smtplib.SMTPDataError as refused:
                code, answer = refused.smtp_code, refused.smtp_error
            if code >= 400:
                smtp.rset()
                break
        return code, answer

    def close(self) -> None:
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            log.debug("the connection was gone already")
