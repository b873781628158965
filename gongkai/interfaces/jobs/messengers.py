"""Hands text messages to whoever sends them: a folder, a group robot of an enterprise messenger, or an SMS gateway.

One small interface: `send` gives the answer, raises `NotTaken` for a final no, and anything else means: not now, try
again. The message's id stays the same however often it is tried, so that nobody need get it twice.
"""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils import timezone

from gongkai.publication import actions as publication
from gongkai.rules.actor import Actor
from gongkai.rules.dispatches import message_id

FOLDER = "messages"
PATIENCE = 10  # seconds, far below the two minutes for which a row is claimed anew before it is carried out
LARGEST = 4096  # bytes of an answer that are read
OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Message:
    """One text for one group. `to`: the group as its carrier is registered; the members are known to the other side."""

    id: str
    to: str
    text: str


class NotTaken(Exception):
    """A final no: trying again would not help."""


class Messenger(Protocol):
    """What an adapter does. `name` stands in the record."""

    name: str

    def send(self, message: Message) -> str:
        """Hand the message over; the answer in words. `NotTaken`: never; any other error: later."""
        ...


class Folder:
    """Writes what would be sent into the folder `messages` of the data folder: the default, and for trying out."""

    name = "file"

    def send(self, message: Message) -> str:
        folder = Path(settings.DATA_DIR) / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"{message.id}.json"
        half = target.with_suffix(".part")
        said = json.dumps({"id": message.id, "to": message.to, "text": message.text}, ensure_ascii=False, indent=1)
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w", encoding="utf-8") as file:
            file.write(said + "\n")
        half.rename(target)
        return f"写进了 {FOLDER}/{target.name}"


class Gateway:
    """An SMS gateway: `{"id", "to", "text"}` as JSON; it keeps the numbers of each group. 2xx is yes, 4xx is no."""

    name = "gateway"

    def send(self, message: Message) -> str:
        return _post({"id": message.id, "to": message.to, "text": message.text}, message.id)


class Robot:
    """A group robot as 企业微信 and 钉钉 have it: one address, one group; a code other than 0 is a no."""

    name = "robot"

    def send(self, message: Message) -> str:
        said = _post({"msgtype": "text", "text": {"content": message.text}}, message.id)
        try:
            code = json.loads(said).get("errcode", 0)
        except (ValueError, AttributeError) as strange:
            raise NotTaken(f"回答看不懂：{said[:100]}") from strange
        if code != 0:
            raise NotTaken(said)
        return said


ADAPTERS: dict[str, Callable[[], Messenger]] = {"file": Folder, "gateway": Gateway, "robot": Robot}


def chosen() -> Messenger:
    """The adapter that this installation uses (GONGKAI_MESSENGER); LookupError in words when there is no such one."""
    name = settings.GONGKAI_MESSENGER
    if name not in ADAPTERS:
        raise LookupError(f"GONGKAI_MESSENGER 不能是 {name}，只能是 {'、'.join(ADAPTERS)}")
    return ADAPTERS[name]()


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a page to log in, somewhere else, is no yes."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """No other address is asked."""
        return None


def setting() -> str:
    """Who sends and where to, in words; LookupError or ValueError in words when the setting is not whole."""
    adapter = chosen()
    if isinstance(adapter, Folder):
        return f"文件夹 {FOLDER}（没有真的发出去）"
    return f"{adapter.name}：{_address()}"


def _address() -> str:
    if not settings.GONGKAI_MESSENGER_URL.startswith(("https://", "http://")):
        raise ValueError("GONGKAI_MESSENGER_URL 要写成网址，以 https:// 开头")
    return settings.GONGKAI_MESSENGER_URL


def _post(body: dict, key: str) -> str:
    """The answer's text. `NotTaken` for 4xx but 408 and 429; other trouble is raised as it is."""
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
    if settings.GONGKAI_MESSENGER_KEY:
        headers["Authorization"] = f"Bearer {settings.GONGKAI_MESSENGER_KEY}"
    asked = urllib.request.Request(  # noqa: S310 - the installation's own setting, http(s) alone
        _address(), json.dumps(body, ensure_ascii=False).encode(), headers, method="POST"
    )
    try:
        with urllib.request.build_opener(_Straight).open(asked, timeout=PATIENCE) as answer:
            return answer.read(LARGEST).decode("utf-8", "replace").strip() or str(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            said = f"{error.code} {error.read(LARGEST).decode('utf-8', 'replace').strip()}"
        if 400 <= error.code < 500 and error.code not in (408, 429):
            raise NotTaken(said) from error
        raise


def carry(payload: dict) -> str:
    """Send one message that was asked for and keep the answer; what is not wanted any more is not sent."""
    clock, now = Actor.clock(), timezone.now()
    found = publication.dispatch_to_send(clock, dispatch_id=payload["dispatch"], now=now)
    if found is None:
        return "没有要发的"
    messenger = chosen()
    message = Message(message_id(found.pk), found.carrier.place, found.text)
    try:
        answer, accepted = messenger.send(message), True
    except NotTaken as no:
        answer, accepted = str(no), False
    publication.keep_answer(
        clock, dispatch_id=found.pk, adapter=messenger.name, accepted=accepted, answer=answer, now=now
    )
    return answer
