"""Lists of what was published: the latest, the register, references from duties, counts (R48, R82, R161)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from gongkai.ledger.pieces import PIECE
from gongkai.orgs.scopes import under
from gongkai.publication.audience import open_circles
from gongkai.publication.models import IndividualNotice, Placement, Publication
from gongkai.publication.numbers import slug
from gongkai.publication.queries.circles import GONE, known, visible
from gongkai.publication.views import CheckedView, ListRow, MonthOfItems, RefView, RegisterRow
from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.duties import LOCAL, late_by, local_day
from gongkai.rules.methods import Audience
from gongkai.rules.refusals import Refused, missing

UTC = ZoneInfo("UTC")
HIDDEN = "hidden"  # as end and as state of an edition
PART = 10_000  # addresses in one part of the sitemap; the protocol allows five times as many


def year_span(year: int) -> tuple[datetime, datetime]:
    """The first moment of a local year and of the next."""
    return datetime(year, 1, 1, tzinfo=LOCAL), datetime(year + 1, 1, 1, tzinfo=LOCAL)


def _cursor(at: datetime, key: int) -> str:
    return f"{at.astimezone(UTC).isoformat()}~{key}"


def _place(cursor: str) -> tuple[datetime, int]:
    moment, _, key = cursor.partition("~")
    try:
        parsed = datetime.fromisoformat(moment)
        if parsed.tzinfo is None or not MINYEAR + 1 < parsed.year < MAXYEAR or not key.isascii() or len(key) > 18:
            raise ValueError(cursor)  # what no database could compare
        return parsed, int(key)
    except ValueError as wrong:
        raise Refused("page_key_invalid") from wrong


def list_row(row: Publication) -> ListRow:
    """One publication as a line; disclosure and edition must have been read with it."""
    number = row.disclosure.number or ""
    return ListRow(
        row.pk, number, slug(number), row.title, row.org_id, row.org_path, row.org_name, row.code, row.category,
        row.period, row.audience, row.published_at, row.edition.number, row.edition.kind, _cursor(row.published_at, row.pk), row.notice_end,
    )  # fmt: skip


def _once(actor: Actor, rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Each edition once: at the widest circle that lives, which everyone of a narrower one may read too."""
    if actor.kind is ActorKind.VISITOR:
        return rows
    wider = Publication.objects.filter(edition_id=OuterRef("edition_id"), ended_at=None)
    order = [Audience.PARTY, Audience.UNIT, Audience.PUBLIC]
    below = Q(audience=Audience.PARTY) & Exists(wider.filter(audience__in=order[1:]))
    below |= Q(audience=Audience.UNIT) & Exists(wider.filter(audience=Audience.PUBLIC))
    return rows.exclude(below)


def living(actor: Actor) -> QuerySet[Publication]:
    """What is listed for this actor: living, in an open circle, each edition once."""
    return _once(actor, Publication.objects.filter(open_circles(actor), ended_at=None))


def latest(
    actor: Actor, *, path: str | None = None, category: str | int | None = None, limit: int = 20,
    before: str | None = None,
) -> list[ListRow]:  # fmt: skip
    """The newest publications of a subtree or category; `before`: the `cursor` of the last line seen."""
    rows = living(actor)
    if path:
        rows = rows.filter(under(path))
    if category:
        rows = rows.filter(category=str(category))
    if before:
        moment, key = _place(before)
        rows = rows.filter(Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=key))
    rows = rows.select_related("disclosure", "edition").order_by("-published_at", "-pk")
    return [list_row(row) for row in rows[:limit]]


def months(actor: Actor) -> list[MonthOfItems]:
    """The months of which something is listed for this actor, the newest first, each with its parts. One query."""
    rows = (
        living(actor).order_by("-period").values_list("period").annotate(number=Count("pk"), newest=Max("published_at"))
    )
    return [MonthOfItems(period, newest, range((number - 1) // PART + 1)) for period, number, newest in rows]


def items_of_month(actor: Actor, *, period: str, part: int = 0) -> list[tuple[str, datetime]]:
    """Slug and time of what is listed of one month, ten thousand in a part, the oldest first. One query."""
    rows = living(actor).filter(period=period).order_by("pk").values_list("disclosure__number", "published_at")
    return [(slug(number or ""), at) for number, at in rows[part * PART : (part + 1) * PART]]


def by_numbers(actor: Actor, *, numbers: Iterable[str]) -> list[ListRow]:
    """What is listed for this actor under these index numbers, in their order; all others are left out. One query."""
    wanted = list(numbers)
    if not wanted:
        return []
    rows = living(actor).filter(disclosure__number__in=wanted).select_related("disclosure", "edition").order_by("pk")
    found = {row.disclosure.number: list_row(row) for row in rows}
    return [found[number] for number in wanted if number in found]


def items_of(actor: Actor, *, disclosure_ids: Iterable[int]) -> dict[int, ListRow]:
    """What of these disclosures is public now, as far as the actor may read it. One query, none for none."""
    wanted = set(disclosure_ids)
    if not wanted:
        return {}
    rows = living(actor).filter(disclosure_id__in=wanted).select_related("disclosure", "edition").order_by("pk")
    return {row.disclosure_id: list_row(row) for row in rows}


def by_refs(actor: Actor, *, refs: Iterable[str]) -> dict[str, RefView]:
    """Where the answers of duties (`edition:12`) can be read by this actor. Two queries at most.

    A reference outside the actor's circles is left out; one that is gone leads to its explanation.
    """
    keys = {int(ref[8:]): ref for ref in refs if ref.startswith("edition:") and ref[8:].isdigit()}
    if not keys:
        return {}
    found: dict[str, RefView] = {}
    rows = known(actor).filter(edition_id__in=keys).exclude(audience=Audience.INDIVIDUAL)
    for row in rows.select_related("disclosure").order_by("pk"):
        number, gone = row.disclosure.number or "", row.end_kind in GONE
        ref = keys[row.edition_id]
        found[ref] = RefView(
            ref,
            number,
            slug(number),
            "" if gone else row.title,
            gone,
            "" if gone else row.disclosure.late_reason,
            row.end_kind == HIDDEN,
        )
    return found


def _checked(actor: Actor, path: str, period: str) -> QuerySet[Publication]:
    asked = {"period": period} if period else {}
    rows = known(actor).filter(under(path, field="edition__org_path"), edition__state=HIDDEN, end_kind=HIDDEN, **asked)
    return rows.exclude(audience=Audience.INDIVIDUAL)


def under_check(actor: Actor, *, path: str, limit: int = 100) -> list[CheckedView]:
    """What of a subtree was taken down in an emergency and is not yet settled, in the actor's circles (R88)."""
    rows = _checked(actor, path, "").select_related("disclosure__catalog_entry", "org").order_by("ended_at", "pk")
    found: dict[int, CheckedView] = {}
    for row in rows[:limit]:
        entry, code = row.disclosure.catalog_entry, row.org.code
        name = entry.name if entry is not None else "目录外事项"
        found[row.disclosure_id] = CheckedView(
            name,
            row.code,
            row.category,
            row.period,
            row.org_name,
            code,
            slug(row.disclosure.number or ""),
            row.ended_at,
        )
    return list(found.values())


def count_under_check(actor: Actor, *, path: str, period: str) -> int:
    """How many items of a month of a subtree are taken down at present, in the actor's circles (R88)."""
    return _checked(actor, path, period).values("disclosure_id").distinct().count()


def register(
    actor: Actor, *, year: int, org_id: int | None = None, path: str | None = None, after: str | None = None,
    limit: int = 50,
) -> tuple[list[RegisterRow], str]:  # fmt: skip
    """The register of a year in the order of publication, and where the next page begins ("" at the end).

    Every circle served is a line (F2, R161). What was told to one person is not listed, only counted (`individual_count`).
    """
    return lines_after(_registered(actor, year, org_id, path), after, limit)


def _registered(actor: Actor, year: int, org_id: int | None, path: str | None) -> QuerySet[Publication]:
    since, until = year_span(year)
    rows = Publication.objects.filter(open_circles(actor), published_at__gte=since, published_at__lt=until)
    if org_id is not None:
        rows = rows.filter(org_id=org_id)
    if path is not None:
        rows = rows.filter(under(path))
    return in_order(rows)


def registers_of(actor: Actor, *, number: str) -> list[tuple[int, int]]:
    """In which registers an item stands: organization and year of its circles, each once. The clock only."""
    if not actor.is_clock:
        raise missing()
    rows = Publication.objects.filter(disclosure__number=number).values_list("org_id", "published_at")
    return sorted({(org_id, local_day(at).year) for org_id, at in rows})


def register_lines(
    actor: Actor, *, year: int, org_id: int | None = None, path: str | None = None
) -> Iterator[RegisterRow]:
    """The whole register of a year, however long: read in pieces, so that memory does not grow (R161)."""
    return lines_streamed(_registered(actor, year, org_id, path))


def in_order(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """In the order of publication, with what a line of the register is made of."""
    return rows.select_related("disclosure", "edition").prefetch_related("placements").order_by("published_at", "pk")


def lines_after(rows: QuerySet[Publication], after: str | None, limit: int) -> tuple[list[RegisterRow], str]:
    """The lines after the `cursor` of the last one seen, and where the next page begins ("" at the end)."""
    if after:
        moment, key = _place(after)
        rows = rows.filter(Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=key))
    lines = [register_row(row) for row in rows[: limit + 1]]
    return lines[:limit], lines[limit - 1].cursor if len(lines) > limit else ""


def lines_streamed(rows: QuerySet[Publication]) -> Iterator[RegisterRow]:
    """The lines of a long register as plain values: a fifth of the time that whole rows take."""
    found = rows.select_related(None).prefetch_related(None).values_list(*_LINE).iterator(chunk_size=PIECE)
    while piece := list(islice(found, PIECE)):
        ways = defaultdict(list)
        placed = Placement.objects.filter(publication_id__in=[values[0] for values in piece]).order_by("pk")
        for key, *way in placed.values_list("publication_id", "method", "place"):
            ways[key].append(way)
        for values in piece:
            yield _line(ways[values[0]], *values)


def register_row(row: Publication) -> RegisterRow:
    """One publication as a line of the register."""
    edition, ways = row.edition, [(way.method, way.place) for way in row.placements.all()]
    return _line(
        ways, row.pk, row.register_number, row.disclosure.number, row.title, row.code, row.category, row.period,
        row.audience, row.published_at, row.due_on, row.disclosure.late_reason, edition.number, edition.kind, edition.head_name, row.org_name,
        row.ended_at, row.end_kind,
    )  # fmt: skip


_LINE = (
    "pk", "register_number", "disclosure__number", "title", "code", "category", "period", "audience", "published_at",
    "due_on", "disclosure__late_reason", "edition__number", "edition__kind", "edition__head_name", "org_name", "ended_at", "end_kind",
)  # fmt: skip


def _line(
    ways, key, register_number, number, title, code, category, period, audience, published_at, due_on, why,
    version, kind, head_name, org_name, ended_at, end_kind,
) -> RegisterRow:  # fmt: skip
    """A line of the register from the values that `_LINE` names; `ways`: method and place of each placement."""
    late = late_by(due_on, published_at)
    return RegisterRow(
        key, register_number, number or "", slug(number or ""), "" if end_kind in GONE else title, code, category,
        period, audience, tuple(dict.fromkeys(method for method, _ in ways)),
        tuple(dict.fromkeys(place for _, place in ways if place)), published_at, due_on, late, why if late and end_kind not in GONE else "", version, kind,
        head_name, org_name, ended_at, end_kind, _cursor(published_at, key),
    )  # fmt: skip


def register_count(actor: Actor, *, year: int, org_id: int | None = None, path: str | None = None) -> int:
    """How many lines the register of the year has for this actor."""
    since, until = year_span(year)
    rows = Publication.objects.filter(open_circles(actor), published_at__gte=since, published_at__lt=until)
    if org_id is not None:
        rows = rows.filter(org_id=org_id)
    return (rows.filter(under(path)) if path is not None else rows).count()


def individual_count(actor: Actor, *, year: int, org_id: int | None = None, path: str | None = None) -> int:
    """How many times something was told to one person in a year: the number only (R56)."""
    since, until = year_span(year)
    told = IndividualNotice.objects.filter(told_at__gte=since, told_at__lt=until)
    if org_id is not None:
        told = told.filter(publication__org_id=org_id)
    return (told.filter(under(path, field="publication__org_path")) if path is not None else told).count()


def category_counts(
    actor: Actor, *, year: int, path: str | None = None, org_id: int | None = None
) -> dict[str, int]:  # fmt: skip
    """How many items of each category this actor can find that were published in a year."""
    since, until = year_span(year)
    rows = living(actor).filter(published_at__gte=since, published_at__lt=until)
    if path is not None:
        rows = rows.filter(under(path))
    if org_id is not None:
        rows = rows.filter(org_id=org_id)
    return dict(rows.values_list("category").annotate(number=Count("pk")).order_by("category"))


def told_to(actor: Actor) -> list[Publication]:
    """What was told to this very person, newest first."""
    if actor.user_id is None:
        return []
    rows = visible(actor).filter(audience=Audience.INDIVIDUAL, notices__user_id=actor.user_id)
    return list(rows.select_related("disclosure", "edition").distinct().order_by("-published_at", "-pk"))
