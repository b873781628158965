"""The search index: one document per edition at its widest living circle, found by pairs of characters."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

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
from gongkai.rules.search_text import Term, fold, grams, mark
from gongkai.rules.visibility import in_order

LONGEST_TEXT = 100_000
BATCH = 500
PUT = "publication_fts_put"  # the trigger that indexes a new document
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


def _grams(*, audience: str, org_path: str, category: str, year: int, folded: str) -> str:
    """The marks of a document and the tokens of its text."""
    tokens = [
        *circle_marks(audience=audience, org_path=org_path),
        mark("k", category),
        mark("y", str(year)),
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
        grams=_grams(**marked, year=day.year, folded=folded), **marked,
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
        with _indexed_together(chosen[0][0]):
            insert(SearchDocument, COLUMNS, (_columns(key, row) for key, row in chosen))


@contextmanager
def _indexed_together(first: int) -> Iterator[None]:
    """Index the documents from `first` on in one statement: SQLite's trigger writes the index anew for every row.

    On PostgreSQL nothing changes. All within the caller's transaction: when it fails, the trigger is as before.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [PUT])
        trigger = cursor.fetchone()[0]
        cursor.execute(f"DROP TRIGGER {PUT}")
        yield
        cursor.execute(
            "INSERT INTO publication_fts(rowid, grams) SELECT publication_id, grams FROM publication_searchdocument "
            "WHERE publication_id >= %s",
            [first],
        )
        cursor.execute(trigger)


COLUMNS = ("publication_id", "org_path", "audience", "category", "published_on", "title", "text", "grams")


def _columns(key: int, row: dict) -> tuple:
    day, folded = local_day(row["published_at"]), fold(row.get("text", row["title"]))[:LONGEST_TEXT]
    marked = {"org_path": row["org_path"], "audience": row["audience"], "category": row["category"]}
    return key, *marked.values(), day, row["title"], folded, _grams(**marked, year=day.year, folded=folded)


def _fts5(sought: Sequence[Term], groups: Sequence[Sequence[str]]) -> str:
    parts = [f'"{" ".join(term.tokens)}"{" *" if term.prefix else ""}' for term in sought]
    parts += ["(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in groups]
    return " AND ".join(parts)


def _tsquery(sought: Sequence[Term], groups: Sequence[Sequence[str]]) -> str:
    parts = [f"'{token}'{':*' if term.prefix else ''}" for term in sought for token in term.tokens]
    parts += ["(" + " | ".join(f"'{token}'" for token in group) + ")" for group in groups]
    return " & ".join(parts)


def matching(sought: Sequence[Term], groups: Sequence[Sequence[str]], *, below: int | None, limit: int) -> list[int]:
    """Keys of documents that hold every term and one mark of every group, newest first, at most `limit`.

    Tokens are letters, figures and private marks only, made by `rules.search_text`: no sign of the
    query language can come from outside. SQLite checks neighbours by position; PostgreSQL keeps no
    positions and checks longer runs in the text itself.
    """
    under = [] if below is None else [below]
    if connection.vendor == "sqlite":
        where = "publication_fts MATCH %s" + (" AND rowid < %s" if under else "")
        sql = f"SELECT rowid FROM publication_fts WHERE {where} ORDER BY rowid DESC LIMIT %s"  # noqa: S608 - constants
        given = [_fts5(sought, groups), *under, limit]
    else:
        where = "array_to_tsvector(string_to_array(grams, ' ')) @@ %s::tsquery" + (
            " AND publication_id < %s" if under else ""
        )
        long = [term.text for term in sought if len(term.tokens) > 1]
        where += " AND text LIKE %s" * len(long)
        sql = (
            f"SELECT publication_id FROM publication_searchdocument WHERE {where} ORDER BY publication_id DESC LIMIT %s"  # noqa: S608 - constants
        )
        given = [_tsquery(sought, groups), *under, *(f"%{run}%" for run in long), limit]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [key for (key,) in cursor.fetchall()]


def titled(sought: Sequence[Term], scope: Q, *, below: int | None, limit: int) -> list[int]:
    """Keys of documents with these single characters in their titles, newest first."""
    rows = SearchDocument.objects.filter(scope)
    for term in sought:
        rows = rows.filter(title__contains=term.text)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:limit])


def found(keys: Sequence[int], scope: Q) -> Iterator[SearchDocument]:
    """The documents in this order; the circle is asked once more, whatever the index said."""
    rows = SearchDocument.objects.filter(scope, pk__in=keys).select_related("publication", "publication__disclosure", "publication__edition")  # fmt: skip
    held = {row.pk: row for row in rows}
    return (held[key] for key in keys if key in held)
