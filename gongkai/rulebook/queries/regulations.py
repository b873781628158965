"""Reading regulations, their digest, categories and ways (R1–R4, R23, R55)."""

from dataclasses import dataclass

from gongkai.rulebook import library, parameter_files
from gongkai.rulebook.models import Provision, Regulation
from gongkai.rules.actor import Actor
from gongkai.rules.categories import CATEGORIES, Category, Pair
from gongkai.rules.eight_systems import System
from gongkai.rules.refusals import missing

COUNTY_RULES = "qijiang-2011"


def categories(actor: Actor) -> tuple[Category, ...]:
    """The eight categories of 第五条."""
    return CATEGORIES


def sub_items(actor: Actor) -> tuple[library.LibraryCategory, ...]:
    """The eight categories with all their sub-items, the county's own included (R23)."""
    return library.categories()


def methods(actor: Actor) -> tuple[library.LibraryMethod, ...]:
    """The ways of 第七条 with the particulars that their record asks for."""
    return library.methods()


def pairs(actor: Actor) -> tuple[Pair, ...]:
    """Which plans are followed by their implementation, as the rulebook pairs them (R33)."""
    return library.pairs()


def profiles(actor: Actor) -> dict[str, str]:
    """The lengths in which a default catalog is offered: code → name, the default one `compact`."""
    return {code: profile.name for code, profile in library.profiles().items()}


def system_models(actor: Actor) -> dict[System, library.SystemModel]:
    """What rules of each of the eight systems have to say, with a model text (R125)."""
    return {one.system: one for one in library.systems()}


def digest(actor: Actor) -> parameter_files.Digest:
    """Our own words on every article, with what each becomes here."""
    return parameter_files.digest()


@dataclass(frozen=True)
class Preface:
    """The guiding ideas (第三条): in our own words, and as the county's text says them once it was imported."""

    citation: str
    digest: str
    text: str


def preface(actor: Actor) -> Preface | None:
    """What stands before the articles; it asks nothing of anybody. None when the digest names nothing. One query at most (R9)."""
    book = parameter_files.digest()
    place = book.places().get(book.preface)
    if place is None:
        return None
    told = Provision.objects.filter(regulation__code=COUNTY_RULES, slug=place.anchor).values_list("text", flat=True)
    return Preface(place.citation, place.digest, told.first() or "")


def regulations(actor: Actor) -> list[Regulation]:
    """All regulations in the library, newest first. Open to anyone."""
    return list(Regulation.objects.order_by("-issued_on", "title"))


def regulation(actor: Actor, *, code: str) -> tuple[Regulation, list[Provision]]:
    """A regulation with its chapters, articles and items in reading order.

    An article's text is its own without its items, which follow; single paragraphs (款) are
    anchors of their own and are read with `provision`.
    """
    found = Regulation.objects.filter(code=code).first()
    if found is None:
        raise missing()
    return found, list(found.provisions.exclude(kind="paragraph").order_by("order", "id"))


def provision(actor: Actor, *, slug: str, code: str = COUNTY_RULES) -> Provision:
    """One place of a regulation by its anchor: `art-9-3` is 第九条（三） (R4)."""
    found = Provision.objects.select_related("regulation").filter(regulation__code=code, slug=slug).first()
    if found is None:
        raise missing()
    return found
