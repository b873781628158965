"""The keys whose loss closes what the database holds: noted once made, so that none is ever made anew unsaid.

The note stands in the database, where every machine and every backup has it. `log.key` needs none: the heads that
it signed stand in the database themselves.
"""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.ledger.models import KeyNote
from gongkai.rules.refusals import Refused

CODES, IDENTITY = "codes.key", "identity.key"
# The setting that names another place, and what is closed without the key.
KEYS = {
    CODES: ("GONGKAI_CODE_KEY", "回执、领取码、日历和订阅的地址、动态码"),
    IDENTITY: ("GONGKAI_IDENTITY_KEY", "封存的姓名和联系办法、订阅的邮箱、党员凭条"),
}


def key_place(name: str) -> Path:
    """Where a key lies: what its setting says, else in the data folder."""
    return Path(getattr(settings, KEYS[name][0]) or Path(settings.DATA_DIR) / name)


def note_made(name: str) -> None:
    """The key is there; from now on it is missed when it is not."""
    KeyNote.objects.get_or_create(pk=name, defaults={"noted_at": timezone.now()})


def note_found() -> None:
    """Keys that an older version made are noted too."""
    for name in KEYS:
        if key_place(name).exists():
            note_made(name)


def lost_keys() -> list[str]:
    """Names of the keys that were made once and are not where they should be."""
    noted = KeyNote.objects.filter(pk__in=KEYS).values_list("pk", flat=True).order_by("pk")
    return [name for name in noted if not key_place(name).exists()]


def refusal(name: str) -> Refused:
    """Which file, what is closed without it, and what to do."""
    return Refused("key_lost", name=name, what=KEYS[name][1])


def demand_never_made(name: str) -> None:
    """Raises `Refused`: key_lost, when the key was made before and is gone.

    The note comes after the file: where both are there now, a neighbour made them since the file was looked for.
    """
    if KeyNote.objects.filter(pk=name).exists() and not key_place(name).exists():
        raise refusal(name)


def loss_accepted(name: str) -> bool:
    """Is there anything that no key on the file opens, and that is known?"""
    return KeyNote.objects.filter(pk=name, lost_at__isnull=False).exists()
