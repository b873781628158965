"""The address of a subscription: sealed, found again by its owner's mark, and the code in its links."""

from django.core.signing import BadSignature

from gongkai.ledger.code_keys import signer
from gongkai.participation import keys
from gongkai.participation.models import Subscription

PURPOSE = "gongkai.subscription"


def owner_mark(key: keys.Key, address: str) -> str:
    """By what the same address is known again, without saying it."""
    return key.digest("subscriber", address.strip().casefold())


def sealed_address(ref: str, address: str) -> dict:
    """The columns that hold an address."""
    key = keys.ring()[0]
    return {
        "key_id": key.name,
        "sealed": keys.encrypt(key, ref, {"address": address}),
        "owner": owner_mark(key, address),
    }


def address_of(row: Subscription) -> str:
    """Decrypt one row, for the letter that is sent now."""
    return keys.decrypt(keys.ring(), row.key_id, row.ref, bytes(row.sealed))["address"]


def code_of(ref: str) -> str:
    """What stands in the links of its letters; the table alone does not yield it."""
    return signer(PURPOSE).sign(ref)


def row_of(code: str) -> Subscription | None:
    """The subscription that a link means; None when it was never made so, or has ended."""
    try:
        ref = signer(PURPOSE).unsign(code)
    except BadSignature:
        return None
    return Subscription.objects.filter(ref=ref).select_related("org").first()
