"""Reading regulations, their digest, categories and ways (R1–R4, R23, R55)."""

from django.conf import settings

from gongkai.rulebook import library, parameter_files
from gongkai.rulebook.models import Distribution, Regulation
from gongkai.rules.actor import Actor
from gongkai.rules.categories import CATEGORIES, Category
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing


def categories(actor: Actor) -> tuple[Category, ...]:
    """The eight categories of 第五条."""
    return CATEGORIES


def methods(actor: Actor):
    """The ways of 第七条 with the particulars that their record asks for."""
    return library.methods(release=settings.RULEBOOK_RELEASE)


def digest(actor: Actor) -> parameter_files.Digest:
    """Our own words on every article, with what each becomes here."""
    return parameter_files.digest(settings.RULEBOOK_RELEASE)


def regulations(actor: Actor) -> list[Regulation]:
    """All regulations in the library, newest first. Open to anyone."""
    return list(Regulation.objects.order_by("-issued_on", "title"))


def regulation(actor: Actor, *, code: str) -> tuple[Regulation, list]:
    """A regulation with its provisions in order."""
    found = Regulation.objects.filter(code=code).first()
    if found is None:
        raise missing()
    return found, list(found.provisions.order_by("order"))


def distributions(actor: Actor, *, regulation_code: str = "", org_id: int | None = None) -> list[Distribution]:
    """Who was sent a regulation and who has acknowledged it (R2, R3)."""
    rows = Distribution.objects.select_related("org", "regulation").order_by("org__path")
    if regulation_code:
        rows = rows.filter(regulation__code=regulation_code)
    if org_id:
        rows = rows.filter(org_id=org_id)
    return [row for row in rows if may(actor, Permission.READ_WORK, row.org.path)]
