"""What scrutineers do on their own computer: make the key in shares, open the urn together, check a count.

Needs no database and no site. The private key is locked by a secret of 16 bytes that Shamir's scheme
(Shamir, How to share a secret, 1979) splits among three people; any two of them open it.
"""

import base64
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.ledger.later import later
from gongkai.participation import envelopes
from gongkai.rules.appraisals import Vote, read_vote, tabulate
from gongkai.rules.refusals import Refused

sharing = later("Crypto.Protocol.SecretSharing")

HOLDERS, NEEDED = 3, 2
NONCE = 12


@dataclass(frozen=True)
class Keys:
    """The public key for the site, the locked private key, and a share for each scrutineer."""

    public: str
    locked: str
    shares: tuple[str, ...]


def keygen() -> Keys:
    """A new key pair, locked and shared; nothing of it is on the site's server."""
    key = envelopes.new_key()
    secret, nonce = os.urandom(16), os.urandom(NONCE)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    locked = base64.b64encode(nonce + AESGCM(secret).encrypt(nonce, plain, None)).decode()
    shares = tuple(f"{number}-{share.hex()}" for number, share in sharing.Shamir.split(NEEDED, HOLDERS, secret))
    return Keys(envelopes.public_pem(key).decode(), locked, shares)


def unlock(locked: str, shares: Sequence[str]) -> RSAPrivateKey:
    """The private key from two different shares. Raises `Refused("shares_wrong")`."""
    try:
        parts = [(int(number), bytes.fromhex(share)) for number, share in (one.strip().split("-") for one in shares)]
        if len({number for number, _ in parts}) < NEEDED:
            raise Refused("shares_wrong", needed=NEEDED)
        secret = sharing.Shamir.combine(parts[:NEEDED])
        raw = base64.b64decode(locked)
        plain = AESGCM(secret).decrypt(raw[:NONCE], raw[NONCE:], None)
        key = serialization.load_der_private_key(plain, None)
    except (ValueError, InvalidTag) as wrong:
        raise Refused("shares_wrong", needed=NEEDED) from wrong
    if not isinstance(key, RSAPrivateKey):
        raise Refused("shares_wrong", needed=NEEDED)
    return key


def read_box(text: str) -> tuple[str, list[bytes]]:
    """The round's reference and the envelopes of an exported urn. Raises `Refused("box_unreadable")`."""
    try:
        said = json.loads(text)
        return said["round"], [base64.b64decode(one, validate=True) for one in said["envelopes"]]
    except (ValueError, KeyError, TypeError) as wrong:
        raise Refused("box_unreadable") from wrong


def open_box(key: RSAPrivateKey, text: str) -> dict:
    """Everything in the urn, sorted by the voters' numbers and never by envelope, with the sums.

    A number that comes twice is kept once and counted as unreadable: only a copied envelope brings it.
    """
    round_ref, sealed = read_box(text)
    votes: dict[str, Vote] = {}
    unreadable = 0
    for envelope in sealed:
        try:
            vote = read_vote(envelopes.open_one(key, envelope, round_ref=round_ref))
        except Refused:
            unreadable += 1
            continue
        if vote.nonce in votes:
            unreadable += 1
        votes.setdefault(vote.nonce, vote)
    return {
        "round": round_ref, "box": envelopes.box_hash(map(envelopes.fingerprint, sealed)), "envelopes": len(sealed),
        "unreadable": unreadable, "votes": [asdict(votes[nonce]) for nonce in sorted(votes)],
        "sums": tabulate(votes.values())[0],
    }  # fmt: skip


def read_result(text: str) -> dict:
    """A result as scrutineers hand it in, with every ballot read again. Raises `Refused("result_unreadable")`."""
    try:
        said = json.loads(text)
        votes = [read_vote(one) for one in said["votes"]]
        kept = {key: said[key] for key in ("round", "box", "envelopes", "unreadable", "sums")}
    except (ValueError, KeyError, TypeError, Refused) as wrong:
        raise Refused("result_unreadable") from wrong
    numbers = [vote.nonce for vote in votes]
    whole = all(isinstance(kept[key], int) for key in ("envelopes", "unreadable"))
    if not whole or numbers != sorted(set(numbers)) or kept["sums"] != tabulate(votes)[0]:
        raise Refused("result_unreadable")
    return kept | {"votes": votes}


def differences(result: dict, *, fingerprints: Iterable[str]) -> list[str]:
    """What does not add up between a result and the published list of envelopes; empty when all does (P36)."""
    prints = list(fingerprints)
    found = []
    if result["box"] != envelopes.box_hash(prints):
        found.append("box")
    if result["envelopes"] != len(prints) or result["unreadable"] + len(result["votes"]) != len(prints):
        found.append("number")
    return found
