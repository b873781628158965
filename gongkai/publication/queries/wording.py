"""What is listed with its words, for papers and screens that carry many editions at once (第七条, R22, R174)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from gongkai.disclosures.richtext import to_text
from gongkai.ledger.pieces import streamed
from gongkai.orgs.scopes import under, within
from gongkai.publication.models import Publication
from gongkai.publication.queries.lists import list_row, living
from gongkai.publication.views import ListRow
from gongkai.rules.actor import Actor
from gongkai.rules.channels import Script, Words, scripts_for
from gongkai.rules.duties import LOCAL
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Permission
from gongkai.rules.receipts import words_digest

PARTS = (("内容", "content"), ("程序", "procedure"), ("结果", "result"))
SCREEN_DAYS = 62  # what is older has had its time on the screen
SCREEN_MOST = 8


@dataclass(frozen=True)
class Worded:
    """A line of a list with the words of its edition. `notice`: its public-notice period, both days counting."""

    row: ListRow
    words: Words
    head_name: str
    digest: str  # of the words, for the check word
    phone_hours: str
    notice: tuple[date, date] | None


def on_screen(actor: Actor, *, org_id: int, today: date) -> list[Worded]:
    """What an organization's screen shows: running public notices first, then the newest of the last two months.

    One query. Ask as a visitor: a screen stands in the street.
    """
    since = datetime.combine(today - timedelta(days=SCREEN_DAYS), datetime.min.time(), LOCAL)
    running = Q(notice_end__gte=today, notice_result_at=None)
    rows = _with_words(living(actor).filter(Q(published_at__gte=since) | running, org_id=org_id))
    first = Case(When(running, then=0), default=1)
    return [_worded(row, today) for row in rows.order_by(first, "-published_at", "-pk")[:SCREEN_MOST]]


def worded(actor: Actor, *, org_id: int, since: datetime, until: datetime, today: date, limit: int) -> list[Worded]:
    """What an organization published in a span, as far as it is listed for this actor, by category and time. One query."""
    rows = living(actor).filter(published_at__gte=since, published_at__lt=until, org_id=org_id)
    rows = _with_words(rows).order_by("category", "published_at", "pk")
    return [_worded(row, today) for row in rows[:limit]]


@dataclass(frozen=True)
class SheetPile:
    """The sheets of one organization for one circle: one file to print and to hang in one kind of place."""

    org_path: str
    org_name: str
    short_name: str
    code: str
    audience: Audience
    number: int


def sheet_piles(actor: Actor, *, path: str, period: str, alone: bool = False) -> list[SheetPile]:
    """How many editions of a month hang at each organization below a path, where the actor does the work. One query.

    `alone`: only at the organization itself.
    """
    rows = _to_hang(actor, path, period, alone).values_list(
        "org_path", "org__name", "org__short_name", "org__code", "audience"
    )
    counted = rows.annotate(number=Count("pk")).order_by("org_path", "audience")
    return [SheetPile(*row[:4], Audience(row[4]), row[5]) for row in counted]


def sheets_of_month(actor: Actor, *, path: str, period: str, today: date, alone: bool = False) -> Iterator[Worded]:
    """The same editions with their words, pile after pile. Read in pieces, so that memory does not grow."""
    rows = _with_words(_to_hang(actor, path, period, alone))
    rows = rows.order_by("org_path", "audience", "category", "published_at", "pk")
    return (_worded(row, today) for row in streamed(rows))


def _to_hang(actor: Actor, path: str, period: str, alone: bool) -> QuerySet[Publication]:
    hung = [one for one in Audience if Script.SHEET in scripts_for(one)]
    work = within(actor, Permission.READ_WORK)
    place = Q(org_path=path) if alone else under(path)
    return living(actor).filter(place, work, period=period, audience__in=hung)


def _with_words(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    return rows.select_related("disclosure", "edition", "revision", "org")


def _worded(row: Publication, today: date) -> Worded:
    said, number = row.revision, row.disclosure.number or ""
    notice = (row.notice_start, row.notice_end) if row.notice_start and row.notice_end else None
    runs = notice is not None and row.notice_result_at is None and notice[1] >= today
    words = Words(
        row.org_name, row.org.short_name, said.title, said.plain.strip(), parts_of(said), number, row.org.phone,
        row.notice_end if runs else None,
    )  # fmt: skip
    return Worded(list_row(row), words, row.edition.head_name, words_digest(said), row.org.phone_hours, notice)


def parts_of(said: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lines of each part of a revision or an item; an empty part has its reason as line."""
    return tuple(
        (name, tuple((to_text(getattr(said, part)) or said.empty_reasons.get(part, "")).splitlines()))
        for name, part in PARTS
    )
