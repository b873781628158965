"""Index numbers of what was published, lasting and never reused, and their form in addresses (R173)."""

from django.conf import settings

INSIDE = "N"  # 内部: what never leaves the unit has a series of its own, so that gaps tell nothing (P2)


def index_number(*, org_code: str, year: int, serial: int, inside: bool = False) -> str:
    """The number of an item, e.g. `500222TW03/2026-00045`; `inside`: never meant for society."""
    area = settings.GONGKAI_SITE["area_code"]
    return f"{area}{org_code}/{year}-{INSIDE if inside else ''}{serial:05}"


def series_of(*, org_code: str, inside: bool) -> str:
    """The name of the series that an item's number is taken from."""
    return f"item{'-inside' if inside else ''}:{org_code}"


def register_series(*, org_code: str, audience: str) -> str:
    """The series of register numbers: one per organization and circle (R161, P2)."""
    return f"register:{org_code}:{audience}"


def slug(number: str) -> str:
    """The number as part of an address."""
    return number.replace("/", "-")


def number_of(address: str) -> str:
    """The number that an address names; what names none comes back unchanged and is found nowhere."""
    parts = address.rsplit("-", 2)
    return f"{parts[0]}/{parts[1]}-{parts[2]}" if len(parts) == 3 else address
