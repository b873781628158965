"""Reading packages: the list of an organization, the file of one, all for the fixity job (R175, P38)."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Value, When

from gongkai.archive.models import Package
from gongkai.orgs.scopes import within
from gongkai.rules.actor import Actor
from gongkai.rules.packages import SHOWN, PackageState
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import Refused, missing


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "packages"


def package_place(actor: Actor, *, name: str) -> Path:
    """Where the file of a package lies; the clock only."""
    if not actor.is_clock:
        raise missing()
    return _folder() / name


def packages(actor: Actor, *, path: str, limit: int = 30) -> list[Package]:
    """What was asked for at an organization: what can be taken first, the newest before the others, what was replaced last.

    `superseded` of a row: a later one of its year is ready.
    """
    rows = Package.objects.select_related("org").filter(within(actor, Permission.KEEP_ARCHIVE), org_path=path)
    later = Package.objects.filter(
        org_id=OuterRef("org_id"), year=OuterRef("year"), state=PackageState.READY, pk__gt=OuterRef("pk")
    )
    places = [When(state=one, then=Value(place)) for place, one in enumerate(SHOWN)]
    return list(rows.annotate(superseded=Exists(later), place=Case(*places)).order_by("place", "-pk")[:limit])


def package_file(actor: Actor, *, package_id: int) -> tuple[Path, Package]:
    """The file of a package that is ready, for the archivist. Refuses `package_removed`."""
    rows = Package.objects.select_related("org").filter(within(actor, Permission.KEEP_ARCHIVE), pk=package_id)
    found = rows.first()
    if found is not None and found.is_removed:
        raise Refused("package_removed", year=found.year, code=found.org.code)
    if found is None or not found.is_ready or not (_folder() / found.name).is_file():
        raise missing()
    return _folder() / found.name, found


def kept_packages(actor: Actor) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of every package that is kept; the clock only."""
    if not actor.is_clock:
        raise missing()
    for row in Package.objects.select_related("org").filter(state=PackageState.READY).order_by("pk"):
        yield row.name, row.sha256
