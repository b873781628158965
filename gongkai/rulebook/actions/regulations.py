"""The library of regulations: our digest first, the real text put beside it (R1, R4)."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as ledger_queries
from gongkai.ledger.later import later
from gongkai.orgs import queries as orgs
from gongkai.rulebook import parameter_files
from gongkai.rulebook.models import Provision, Regulation, RulebookRelease
from gongkai.rulebook.queries.calendar import parameters
from gongkai.rulebook.queries.regulations import COUNTY_RULES
from gongkai.rules.actor import Actor
from gongkai.rules.citations import cite
from gongkai.rules.in_force import SINCE
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.provisions import Article, RegulationText
from gongkai.rules.refusals import Refused

files = later("gongkai.rulebook.regulation_files")


def _demand_rulebook(actor: Actor) -> str:
    """The clock loads before there is a county; a person answers for it at the county's path."""
    if actor.is_clock:
        return ""
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_RULEBOOK, county.path)
    return county.path


@transaction.atomic
def load_release(actor: Actor, *, now: datetime) -> RulebookRelease:
    """Remember the parameters in force as an immutable release, known by its digest; twice is once."""
    path = _demand_rulebook(actor)
    law = parameters(actor)
    data = {p.key: [[v.effective_from.isoformat(), v.value, v.basis] for v in p.values] for p in law}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    release, made = RulebookRelease.objects.get_or_create(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        defaults={
            "code": settings.RULEBOOK_RELEASE, "effective_from": SINCE, "data": json.loads(text), "loaded_at": now,
        },
    )  # fmt: skip
    if made:
        ledger.record(actor, verb="release.load", subject=f"release:{release.pk}", now=now, org_path=path)
    return release


@transaction.atomic
def load_digest(actor: Actor, *, now: datetime) -> Regulation:
    """Put our article-by-article digest into the library; run again, it refreshes only our own words."""
    _demand_rulebook(actor)
    digest = parameter_files.digest()
    regulation, _ = Regulation.objects.get_or_create(
        code=COUNTY_RULES,
        defaults={
            "title": digest.title, "issuer": "中共綦江县委办公室", "issued_on": SINCE, "effective_on": SINCE,
            "recorded_at": now,
        },
    )  # fmt: skip
    rows = []
    for chapter in digest.chapters:
        rows.append(_provision(regulation, chapter.anchor, "chapter", title=chapter.title))
        for article in chapter.articles:
            for one, kind in ((article, "article"), *((item, "item") for item in article.items)):
                rows.append(_provision(regulation, one.anchor, kind, digest=one.digest, here=_here(one)))
    _merge(regulation, rows, ("digest", "here"), renumber=not regulation.has_text)
    return regulation


def _here(one: parameter_files.DigestItem) -> list[dict]:
    return [
        {"what": h.what, "where": h.where, "ready": h.ready, "requirements": list(h.requirements)} for h in one.here
    ]


def _provision(regulation: Regulation, slug: str, kind: str, **fields) -> Provision:
    return Provision(regulation=regulation, slug=slug, kind=kind, number=cite(slug), order=0, **fields)


def _merge(regulation: Regulation, rows: list[Provision], fields: tuple[str, ...], *, renumber: bool) -> None:
    """Write only `fields` where the place is known, the whole row where it is new; the order on demand."""
    known = {row.slug: row for row in regulation.provisions.all()}
    fresh, changed = [], []
    for order, row in enumerate(rows):
        row.order = order if renumber else len(known) + order
        present = known.get(row.slug)
        if present is None:
            fresh.append(row)
            continue
        for name in fields:
            setattr(present, name, getattr(row, name))
        present.order = order if renumber else present.order
        changed.append(present)
    Provision.objects.bulk_update(changed, [*fields, "order"])
    Provision.objects.bulk_create(fresh)


@transaction.atomic
def import_regulation(
    actor: Actor, *, path: Path, code: str, now: datetime, name: str = "", issued_on: date | None = None,
    effective_on: date | None = None, file_token: str = "",
) -> Regulation:  # fmt: skip
    """Read a regulation (txt, docx) into chapters, articles and items; beside our digest where there is one (R1).

    `issued_on` is only needed when the text does not say it (`regulation_date_missing`); `file_token`
    names the stored original. Importing the same `code` again replaces its text. Raises `Refused`
    naming the file, the place, the reason and the remedy.
    """
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_RULEBOOK, county.path)
    read = files.read_regulation(path, name=name)
    before = Regulation.objects.filter(code=code).first()
    issued = issued_on or read.issued_on or (before and before.issued_on)
    if issued is None:
        raise Refused("regulation_date_missing", name=name or Path(path).name)
    head = {
        "title": (read.title or (before.title if before else "") or name or Path(path).stem)[:200],
        "issuer": (read.issuer or (before.issuer if before else ""))[:100],
        "document_number": (read.document_number or "")[:60], "issued_on": issued, "effective_on": effective_on or issued,
        "addressees": list(read.addressees), "copied_to": list(read.copied_to), "keywords": list(read.keywords),
        "basis": list(read.basis), "has_text": True, "recorded_at": now,
    }  # fmt: skip
    if file_token:
        head["file_id"] = ledger_queries.stored_file(actor, token=file_token).pk
    regulation, _ = Regulation.objects.update_or_create(code=code, defaults=head)
    rows = list(_places(regulation, read))
    kept = {row.slug for row in rows}
    gone = regulation.provisions.exclude(slug__in=kept)
    if gone.exclude(digest="").exists():
        gone = gone.exclude(kind="chapter")  # headings of our digest
    gone.filter(digest="").delete()
    gone.update(text="")
    _merge(regulation, rows, ("text", "kind", "title"), renumber=True)
    facts = {"articles": len(read.articles), "irregular": list(read.irregularities())}
    ledger.record(
        actor, verb="regulation.import", subject=f"regulation:{regulation.pk}", now=now, org_path=county.path,
        facts=facts,
    )  # fmt: skip
    return regulation


def _places(regulation: Regulation, read: RegulationText) -> Iterator[Provision]:
    """Every place that can be cited, in reading order, each with its own text."""
    for chapter in read.chapters:
        if chapter.number:
            yield _provision(regulation, f"ch-{chapter.number}", "chapter", title=chapter.title)
        for article in chapter.articles:
            yield from _article(regulation, article)


def _article(regulation: Regulation, article: Article) -> Iterator[Provision]:
    slug = f"art-{article.number}"
    own = "\n".join(part for part in (article.heading, *article.paragraphs) if part)
    yield _provision(regulation, slug, "article", text=own)
    for position, paragraph in enumerate(article.paragraphs, 1):
        yield _provision(regulation, f"{slug}-p{position}", "paragraph", text=paragraph)
    for item in article.items:
        yield _provision(regulation, f"{slug}-{item.number}", "item", text=item.text)
    for position, paragraph in enumerate(article.closing, len(article.paragraphs) + 1):
        yield _provision(regulation, f"{slug}-p{position}", "closing", text=paragraph)
