"""The receipt of an opinion: an address that only its author was given, made from the key and a signature."""

from django.core import signing

_SIGNER = "gongkai.participation.receipt"


def receipt_of(opinion_id: int) -> str:
    """The receipt; the same each time it is asked for."""
    return signing.Signer(salt=_SIGNER, sep=".").sign(str(opinion_id))


def opinion_of(receipt: str) -> int | None:
    """Which opinion a receipt belongs to; None when nobody ever gave out this receipt."""
    try:
        return int(signing.Signer(salt=_SIGNER, sep=".").unsign(receipt))
    except (signing.BadSignature, ValueError):
        return None
