"""Asking a certified module that holds the keys of the logs: one command, two questions (guarantees 3.5).

    COMMAND public NAME        prints the public key: base64 of the point (33 or 65 bytes; for Ed25519 its 32 bytes)
    COMMAND sign NAME NUMBER   reads the text from standard input, prints base64 of the signature (64 bytes or DER)

NAME is the log's origin, NUMBER the eight figures of the key that shall sign, as in the printed public key.
"""

import shlex
import subprocess
from base64 import b64decode

from django.conf import settings

from gongkai.rules.refusals import Refused

PATIENCE = 30  # seconds
LONGEST = 400  # characters of what a failing module said


def is_set() -> bool:
    """Does a module hold the keys, and not the file?"""
    return bool(settings.GONGKAI_LOG_SIGNER.strip())


def public_key(name: str) -> bytes:
    """The public key that the module has for an origin now."""
    return _asked(["public", name], b"")


def signature(name: str, number: str, data: bytes) -> bytes:
    """What the module signs with the key of this number."""
    return _asked(["sign", name, number], data)


def trouble(said: str) -> Refused:
    """The module did not do what it was asked."""
    return Refused("log_signer", said=said.strip()[:LONGEST] or "没有说明")


def _asked(words: list[str], data: bytes) -> bytes:
    if not is_set():
        raise trouble("没有设 GONGKAI_LOG_SIGNER，而钥匙在密码模块里。")
    try:
        command = [*shlex.split(settings.GONGKAI_LOG_SIGNER), *words]
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE)  # noqa: S603 - the keeper's setting
        if done.returncode:
            raise trouble(done.stderr.decode("utf-8", "replace"))
        return b64decode(b"".join(done.stdout.split()), validate=True)
    except subprocess.TimeoutExpired as late:
        raise trouble(f"{PATIENCE}秒没有答复。") from late
    except (OSError, ValueError) as wrong:
        raise trouble(str(wrong)) from wrong
