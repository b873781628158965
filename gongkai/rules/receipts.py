"""The receipt code of an anonymous opinion: 24 letters and figures, 120 bits, forgiving to who types it (P31)."""

import json
import unicodedata
from hashlib import sha256
from typing import Any

SAID = ("title", "plain", "content", "procedure", "result", "empty_reasons")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: nobody takes one for another
LENGTH = 24
BITS = 5 * LENGTH
SLIP = 32  # a member's slip: 80 bits drawn, 80 bits that prove them
CLAIM = 16  # on the paper receipt of what was typed in: 80 bits, and the name has to be the same
GROUP = 4
WORD = 16  # digits of a check word: 64 bits, too many to make another text for the same word
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
IGNORED = " \t\r\n-‐‑‒–—―−.·_/\u200b\u200c\u200d\u2060\ufeff"


def code_of(number: int, length: int = LENGTH) -> str:
    """A number as a code in groups of four; ValueError when it does not fit into five bits a sign."""
    if not 0 <= number < 1 << 5 * length:
        raise ValueError(f"{5 * length} bits, not {number.bit_length()}")
    signs = "".join(ALPHABET[number >> shift & 31] for shift in range(5 * length - 5, -1, -5))
    return "-".join(signs[start : start + GROUP] for start in range(0, length, GROUP))


def texts_digest(texts: dict[str, Any]) -> str:
    """The digest of a revision: the same texts (`SAID`) and tokens of files (`attachments`) give the same one."""
    plain = json.dumps({name: texts[name] for name in (*SAID, "attachments")}, ensure_ascii=False, sort_keys=True)
    return sha256(plain.encode()).hexdigest()


def words_digest(said: Any) -> str:
    """What the check word of paper begins with: the digest of the words alone, of a revision or of an item that is shown.

    Made from the words each time, never read from a stored digest. The log commits to the same words, so the programs
    that check a proof offline print the same check word. Empty where the words were lawfully destroyed.
    """
    if not said.sha256:
        return ""
    return texts_digest({name: getattr(said, name) for name in SAID} | {"attachments": []})


def check_word(digest: str) -> str:
    """The first sixteen digits of a digest, as people compare them: 9F3C 7A21 04B5 66DE.

    Older paper bears the first eight of them; they are the beginning of what the page shows now.
    """
    return " ".join(digest[start : start + GROUP] for start in range(0, WORD, GROUP)).upper()


def read_code(typed: str, length: int = LENGTH) -> str | None:
    """What was meant, as plain signs; None when it cannot be a code.

    Small letters, full-width signs, any dashes and spaces are taken; O is read as 0, I and L as 1.
    """
    plain = unicodedata.normalize("NFKC", typed[:200]).upper()
    signs = "".join(sign for sign in plain if sign not in IGNORED).translate(MISREAD)
    return signs if len(signs) == length and all(sign in ALPHABET for sign in signs) else None
