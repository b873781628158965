"""The search index: one document per edition at its widest living circle, found by pairs of characters."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q

from gongkai.disclosures import richtext
from gongkai.ledger import queries as ledger
from gongkai.ledger.bulk import insert
from gongkai.publication.audience import circle_marks
from gongkai.publication.models import Publication, SearchDocument
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.methods import Audience
from gongkai.rules.refusals import Refused
from gongkai.rules.search_text import MARK, Term, characters, fold, grams, mark, title_marks
from gongkai.rules.visibility import in_order

LONGEST_TEXT = 100_000
BATCH = 500
PUT = "publication_fts_put"  # the trigger that indexes a new document
INDEX = "publication_grams"
PARTS = ("content", "procedure", "result")


def text_of(publication: Publication) -> str:
    """Everything to be found: title, plain words, the three parts, and the texts of the attachments."""
    revision = publication.revision
    pieces = [revision.title, revision.plain, *(richtext.to_text(getattr(revision, part)) for part in PARTS)]
    for token in revision.attachments:
        try:
            file = ledger.stored_file(Actor.clock(), token=token)
        except Refused:
            continue
        pieces += [file.name, file.seen_text]
    return " ".join(filter(None, pieces))


def _grams(*, audience: str, org_path: str, category: str, year: int, title: str, folded: str) -> str:
    """The marks of a document and the tokens of its text."""
    tokens = [
        *circle_marks(audience=audience, org_path=org_path),
        mark("k", category),
        mark("y", str(year)),
        *title_marks(title),
        *characters(folded),
        *grams(folded),
    ]
    return " ".join(tokens)


def document(publication: Publication, text: str) -> SearchDocument:
    """The projection of one publication; `text` as `text_of` gives it."""
    day = local_day(publication.published_at)
    folded = fold(text)[:LONGEST_TEXT]
    marked = {"audience": publication.audience, "org_path": publication.org_path, "category": publication.category}
    return SearchDocument(
        publication=publication, published_on=day, title=publication.title, text=folded,
        grams=_grams(**marked, year=day.year, title=publication.title, folded=folded), **marked,
    )  # fmt: skip


def _widest(rows: Iterable[Publication]) -> list[Publication]:
    """Of the living rows of each edition the one of the widest circle; individual ones never."""
    best: dict[int, Publication] = {}
    rank = {audience: place for place, audience in enumerate(in_order(Audience))}
    for row in rows:
        held = best.get(row.edition_id)
        if row.audience != Audience.INDIVIDUAL and (held is None or rank[held.audience] < rank[row.audience]):
            best[row.edition_id] = row
    return list(best.values())


@transaction.atomic
def refresh(disclosure_id: int) -> None:
    """Make the documents of one disclosure true again after any change of its publications."""
    rows = Publication.objects.filter(disclosure_id=disclosure_id)
    SearchDocument.objects.filter(publication_id__in=rows.values("pk")).delete()
    living = rows.filter(ended_at=None).select_related("revision")
    for row in _widest(living):
        document(row, text_of(row)).save(force_insert=True)


@transaction.atomic
def rebuild() -> int:
    """Make all documents anew from what is living; how many there are."""
    SearchDocument.objects.all()._raw_delete(SearchDocument.objects.db)
    living = Publication.objects.filter(ended_at=None).exclude(audience=Audience.INDIVIDUAL)
    keys = sorted(row.pk for row in _widest(living.only("pk", "edition_id", "audience")))
    for start in range(0, len(keys), BATCH):
        rows = living.filter(pk__in=keys[start : start + BATCH]).select_related("revision").order_by("pk")
        SearchDocument.objects.bulk_create((document(row, text_of(row)) for row in rows), batch_size=BATCH)
    return len(keys)


def load(pairs: Sequence[tuple[int, dict]]) -> None:
    """Documents of many past publications at once; `pairs`: key and row as `load_history` has them, oldest first."""
    rank = {audience: place for place, audience in enumerate(in_order(Audience))}
    best: dict[int, tuple[int, dict]] = {}
    for key, row in pairs:
        held = best.get(row["edition_id"])
        if row.get("ended_at") or row["audience"] == Audience.INDIVIDUAL:
            continue
        if held is None or rank[held[1]["audience"]] < rank[row["audience"]]:
            best[row["edition_id"]] = (key, row)
    chosen = sorted(best.values(), key=lambda one: one[0])
    if chosen:
        with indexed_at_the_end(since=chosen[0][0], coming=len(chosen)):
            insert(SearchDocument, COLUMNS, (_columns(key, row) for key, row in chosen))


@contextmanager
def indexed_at_the_end(*, since: int = 0, coming: int) -> Iterator[None]:
    """Index the documents from the key `since` on in one statement, several times quicker than one by one.

    On PostgreSQL only where `coming` documents, some thousand at least, meet a table with fewer. Within
    another such block nothing changes. All within the caller's transaction: when it fails, the index is as before.
    """
    aside = _aside_on_sqlite if connection.vendor == "sqlite" else _aside_on_postgresql
    with connection.cursor() as cursor:
        again = aside(cursor, since, coming)
        yield
        for statement, given in again:
            cursor.execute(statement, given)


def _aside_on_sqlite(cursor, since: int, coming: int) -> list[tuple[str, list | None]]:
    """Without the trigger, which writes the index anew for every row."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [PUT])
    trigger = cursor.fetchone()
    if trigger is None:
        return []
    cursor.execute(f"DROP TRIGGER {PUT}")
    put = (
        "INSERT INTO publication_fts(rowid, grams) SELECT publication_id, grams FROM publication_searchdocument "
        "WHERE publication_id >= %s"
    )
    return [(put, [since]), (trigger[0], None)]


def _aside_on_postgresql(cursor, since: int, coming: int) -> list[tuple[str, list | None]]:
    cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname = %s", [INDEX])
    index = cursor.fetchone()
    if index is None or coming < BATCH or SearchDocument.objects.order_by()[:coming].count() == coming:
        return []
    cursor.execute(f"DROP INDEX {INDEX}")
    # PostgreSQL makes no index while references of new rows wait to be looked at.
    return [("SET CONSTRAINTS ALL IMMEDIATE", None), (index[0], None), ("SET CONSTRAINTS ALL DEFERRED", None)]


COLUMNS = ("publication_id", "org_path", "audience", "category", "published_on", "title", "text", "grams")


def _columns(key: int, row: dict) -> tuple:
    day, folded = local_day(row["published_at"]), fold(row.get("text", row["title"]))[:LONGEST_TEXT]
    marked = {"org_path": row["org_path"], "audience": row["audience"], "category": row["category"]}
    return key, *marked.values(), day, row["title"], folded, _grams(
        **marked, year=day.year, title=row["title"], folded=folded
    )  # fmt: skip


def _fts5(sought: Sequence[Term], groups: Sequence[Sequence[str]]) -> str:
    parts = [f'"{" ".join(term.tokens)}"' for term in sought]
    parts += ["(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in groups]
    return " AND ".join(parts)


def _tsquery(sought: Sequence[Term], groups: Sequence[Sequence[str]]) -> str:
    parts = [f"'{token}'" for term in sought for token in term.tokens]
    parts += ["(" + " | ".join(f"'{token}'" for token in group) + ")" for group in groups]
    return " & ".join(parts)


class Match(NamedTuple):
    """A document that was found, with what facets are counted from."""

    key: int
    org_path: str
    category: str
    published_on: date | str  # SQLite answers with the ISO words


def matching(sought: Sequence[Term], groups: Sequence[Sequence[str]], *, below: int | None, limit: int) -> list[Match]:
    """Documents that hold every term and one mark of every group, newest first, at most `limit`.

    Tokens are letters, figures and private marks only, made by `rules.search_text`: no sign of the
    query language can come from outside. SQLite checks neighbours by position and walks from the newest
    back until there are enough; PostgreSQL keeps no positions and checks longer runs in the text itself.
    """
    asked = _newest_on_sqlite if connection.vendor == "sqlite" else _newest_on_postgresql
    with connection.cursor() as cursor:
        return [Match(*row) for row in asked(cursor, sought, groups, below, limit)]


def _newest_on_sqlite(cursor, sought, groups, below: int | None, limit: int) -> list[tuple]:
    under = [] if below is None else [below]
    cursor.execute(
        "SELECT d.publication_id, d.org_path, d.category, d.published_on "  # noqa: S608 - constants
        "FROM publication_fts CROSS JOIN publication_searchdocument d ON d.publication_id = publication_fts.rowid "
        f"WHERE publication_fts MATCH %s{' AND publication_fts.rowid < %s' if under else ''} "
        "ORDER BY publication_fts.rowid DESC LIMIT %s",
        [_fts5(sought, groups), *under, limit],
    )
    return cursor.fetchall()


STRETCH = f"{MARK}w"
FINEST, COARSEST, WIDER = (
    10,
    25,
    3,
)  # bits of a key: from a thousand keys to thirty million, each eight times the one before
FIRST_SPAN, WIDEST = 2, 8  # finest stretches asked for first; how many times all before, at most, afterwards
# As the index of the migration has it: the tokens, and the stretches of keys that the document lies in.
TOKENS = "array_to_tsvector(string_to_array(grams{}, ' '))".format(
    "".join(
        f" || ' {STRETCH}{bits}_' || (publication_id >> {bits})::text" for bits in range(FINEST, COARSEST + 1, WIDER)
    )
)


def stretches(low: int, high: int) -> list[str]:
    """The fewest marks that together hold the finest stretches from `low` up to but without `high`."""
    found, bits, aligned = [], FINEST, (1 << WIDER) - 1
    while low < high:
        while low < high and (low & aligned or bits == COARSEST):
            found.append(f"{STRETCH}{bits}_{low}")
            low += 1
        while low < high and high & aligned:
            high -= 1
            found.append(f"{STRETCH}{bits}_{high}")
        low, high, bits = low >> WIDER, high >> WIDER, bits + WIDER
    return found


def _next_span(covered: int, hits: int, limit: int) -> int:
    """How many more of the finest stretches likely hold what is wanting, judged by those before."""
    widest = covered * WIDEST
    return min(widest, (limit - hits) * covered * 5 // (hits * 4) + 1) if hits else widest


def _newest_on_postgresql(cursor, sought, groups, below: int | None, limit: int) -> list[tuple]:
    """One run of keys after the other, from the newest back.

    The index answers in no order, and a frequent word stands in every document: asked at once for all, it
    would read each of them. A rare word is found after four or five runs.
    """
    if below is None:
        cursor.execute("SELECT max(publication_id) FROM publication_searchdocument")
        below = (cursor.fetchone()[0] or 0) + 1
    runs = [f"%{term.text}%" for term in sought if len(term.tokens) > 1]
    # Set aside first: otherwise the planner walks through the keys from the newest and takes every text apart.
    sql = (
        "WITH hits AS MATERIALIZED (SELECT publication_id, org_path, category, published_on "  # noqa: S608 - constants
        f"FROM publication_searchdocument WHERE {TOKENS} @@ %s::tsquery AND publication_id < %s"
        f"{' AND text LIKE %s' * len(runs)}) SELECT * FROM hits ORDER BY publication_id DESC LIMIT %s"
    )
    newest = high = (below - 1 >> FINEST) + 1
    span, found = FIRST_SPAN, []
    while high > 0 and len(found) < limit:
        low = max(0, high - span)
        cursor.execute(sql, [_tsquery(sought, [*groups, stretches(low, high)]), below, *runs, limit - len(found)])
        found += cursor.fetchall()
        high, span = low, _next_span(newest - low, len(found), limit)
    return found


def found(keys: Sequence[int], scope: Q) -> Iterator[SearchDocument]:
    """The documents in this order; the circle is asked once more, whatever the index said."""
    rows = SearchDocument.objects.filter(scope, pk__in=keys).select_related("publication", "publication__disclosure", "publication__edition")  # fmt: skip
    held = {row.pk: row for row in rows}
    return (held[key] for key in keys if key in held)
