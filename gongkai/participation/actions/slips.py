"""The member's slip: proves that a Party member wrote, and not which one (guarantees §2.2)."""

import hashlib
import secrets
from datetime import date

from django.db import IntegrityError, transaction

from gongkai.participation import keys
from gongkai.participation.models import SlipSpent, SlipTaken
from gongkai.rules.actor import Actor
from gongkai.rules.anonymous import slip_months
from gongkai.rules.receipts import SLIP, code_of, read_code
from gongkai.rules.refusals import Refused, missing

HALF = SLIP // 2
BITS = 5 * HALF


def _proof(key: keys.Key, month: str, nonce: str) -> str:
    number = int(key.digest("slip", f"{month}|{nonce}"), 16) >> 256 - BITS
    return code_of(number, HALF).replace("-", "")


@transaction.atomic
def take_slip(actor: Actor, *, today: date) -> str:
    """Give a member on a roll this month's slip. Kept is only that one was taken; no event is recorded."""
    if not actor.is_person:
        raise missing()
    if not actor.party:
        raise Refused("slip_not_member")
    month = slip_months(today)[0]
    try:
        with transaction.atomic():
            SlipTaken.objects.create(user_id=actor.user_id, month=month)
    except IntegrityError as taken:
        raise Refused("slip_taken") from taken
    nonce = code_of(secrets.randbits(BITS), HALF).replace("-", "")
    whole = nonce + _proof(keys.ring()[0], month, nonce)
    return "-".join(whole[start : start + 4] for start in range(0, SLIP, 4))


def spend_slip(actor: Actor, *, slip: str, today: date) -> None:
    """Use a slip once; `slip_wrong` whatever is wrong with it."""
    signs = read_code(slip, SLIP)
    if signs is None:
        raise Refused("slip_wrong")
    nonce, given = signs[:HALF], signs[HALF:]
    for month in slip_months(today):
        if any(secrets.compare_digest(_proof(key, month, nonce), given) for key in keys.ring()):
            try:
                with transaction.atomic():
                    SlipSpent.objects.create(nonce=hashlib.sha256(nonce.encode()).hexdigest(), month=month)
            except IntegrityError as spent:
                raise Refused("slip_wrong") from spent
            return
    raise Refused("slip_wrong")


def forget_old_slips(actor: Actor, *, today: date) -> None:
    """Rows of months whose slips hold no longer are gone."""
    if not actor.is_clock:
        raise missing()
    oldest = slip_months(today)[1]
    SlipTaken.objects.filter(month__lt=oldest).delete()
    SlipSpent.objects.filter(month__lt=oldest).delete()
