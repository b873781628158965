"""The inner envelope of the double envelope: sealed in the browser or here, opened only by the scrutineers.

One format for both: a fresh AES-256 key wrapped by RSA-OAEP with SHA-256 (RFC 8017, 7.1; 3072 bits, 384 bytes),
then the ballot padded to `PLAIN` bytes under AES-GCM (NIST SP 800-38D) with a 12-byte nonce. Every envelope has
the same length, so that it says nothing about what is in it.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.rules.refusals import Refused

KEY_BITS = 3072
WRAPPED = KEY_BITS // 8
NONCE = 12
PLAIN = 2048
SIZE = WRAPPED + NONCE + PLAIN + 16  # bytes of every envelope
OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def new_key() -> RSAPrivateKey:
    """A key pair for one round; made on the scrutineers' own machine only."""
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def public_pem(key: RSAPrivateKey) -> bytes:
    """The public half as PEM."""
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def read_public(pem: bytes) -> RSAPublicKey:
    """A scrutineers' public key. Raises `Refused("key_unreadable")` unless it is RSA of 3072 bits."""
    try:
        key = serialization.load_pem_public_key(pem)
    except ValueError as wrong:
        raise Refused("key_unreadable") from wrong
    if not isinstance(key, RSAPublicKey) or key.key_size != KEY_BITS:
        raise Refused("key_unreadable")
    return key


def spki(pem: str) -> str:
    """The public key as the browser's WebCrypto takes it: base64 of its DER form."""
    key = read_public(pem.encode())
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode()


def seal(pem: str, *, round_ref: str, ballot: dict) -> bytes:
    """Seal a ballot for a round. Where the browser cannot seal, the server does it at once and keeps nothing."""
    content = json.dumps([round_ref, ballot], ensure_ascii=False, separators=(",", ":")).encode()
    if len(content) > PLAIN:
        raise Refused("ballot_unreadable")
    key, nonce = AESGCM.generate_key(256), os.urandom(NONCE)
    return read_public(pem.encode()).encrypt(key, OAEP) + nonce + AESGCM(key).encrypt(nonce, content.ljust(PLAIN), None)


def open_one(key: RSAPrivateKey, envelope: bytes, *, round_ref: str) -> object:
    """The ballot in an envelope. Raises `Refused("ballot_unreadable")` when it is broken or of another round."""
    if len(envelope) != SIZE:
        raise Refused("ballot_unreadable")
    try:
        inner = key.decrypt(envelope[:WRAPPED], OAEP)
        content = AESGCM(inner).decrypt(envelope[WRAPPED : WRAPPED + NONCE], envelope[WRAPPED + NONCE :], None)
        said = json.loads(content)
    except (ValueError, InvalidTag) as broken:
        raise Refused("ballot_unreadable") from broken
    if not isinstance(said, list) or len(said) != 2 or said[0] != round_ref:
        raise Refused("ballot_unreadable")
    return said[1]


def pack(envelope: bytes) -> str:
    """An envelope as text for a column."""
    return base64.b64encode(envelope).decode()


def unpack(text: str) -> bytes:
    """An envelope from its column."""
    return base64.b64decode(text)


def fingerprint(envelope: bytes) -> str:
    """What a voter recognizes the own envelope by."""
    return hashlib.sha256(envelope).hexdigest()


def box_hash(fingerprints: Iterable[str]) -> str:
    """One number for the whole urn: the hash of the sorted fingerprints, one on a line (P36)."""
    return hashlib.sha256("".join(f"{one}\n" for one in sorted(fingerprints)).encode()).hexdigest()
