"""The library of regulations: our digest first, the real text put beside it, sent out and acknowledged (R1–R4)."""

import hashlib
import json
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import parameter_files
from gongkai.rulebook.models import Distribution, Provision, Regulation, RulebookRelease
from gongkai.rulebook.queries import parameters
from gongkai.rulebook.regulation_files import read_regulation
from gongkai.rules.actor import Actor
from gongkai.rules.citations import cite
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused

DIGEST_CODE = "qijiang-2011"
ISSUED = date(2011, 6, 21)


@transaction.atomic
def load_release(actor: Actor, *, now: datetime) -> RulebookRelease:
    """Remember the parameters in force as an immutable release, known by its digest."""
    law = parameters(actor)
    data = {p.key: [[v.effective_from.isoformat(), v.value, v.basis] for v in p.values] for p in law}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    release, _ = RulebookRelease.objects.get_or_create(
        sha256=sha256,
        defaults={
            "code": settings.RULEBOOK_RELEASE, "effective_from": ISSUED, "data": json.loads(text), "loaded_at": now,
        },
    )  # fmt: skip
    return release


def _provision(regulation: Regulation, slug: str, kind: str, order: int, **fields) -> Provision:
    return Provision(regulation=regulation, slug=slug, kind=kind, number=cite(slug), order=order, **fields)


@transaction.atomic
def load_digest(actor: Actor, *, now: datetime) -> Regulation:
    """Put our article-by-article digest into the library; run again, it only refreshes the digest."""
    digest = parameter_files.digest(settings.RULEBOOK_RELEASE)
    regulation, _ = Regulation.objects.get_or_create(
        code=DIGEST_CODE,
        defaults={
            "title": digest.title, "issuer": "中共綦江县委办公室", "issued_on": ISSUED, "effective_on": ISSUED,
            "recorded_at": now,
        },
    )  # fmt: skip
    texts = dict(regulation.provisions.values_list("slug", "text"))
    regulation.provisions.all().delete()
    rows = []
    for chapter in digest.chapters:
        rows.append(_provision(regulation, chapter.anchor, "chapter", len(rows), title=chapter.title))
        for article in chapter.articles:
            for one, kind in ((article, "article"), *((item, "item") for item in article.items)):
                here = [
                    {"what": h.what, "where": h.where, "ready": h.ready, "requirements": list(h.requirements)}
                    for h in one.here
                ]
                rows.append(
                    _provision(
                        regulation,
                        one.anchor,
                        kind,
                        len(rows),
                        digest=one.digest,
                        here=here,
                        text=texts.get(one.anchor, ""),
                    )
                )
    Provision.objects.bulk_create(rows)
    return regulation


@transaction.atomic
def import_regulation(actor: Actor, *, path: Path, name: str, code: str, now: datetime) -> Regulation:
    """Read a regulation (txt, docx) into chapters, articles and items; beside our digest when it has one (R1).

    Raises `Refused` naming the file, the place, the reason and the remedy.
    """
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_RULEBOOK, county.path)
    read = read_regulation(path, name=name)
    issued = read.issued_on or ISSUED
    regulation, _ = Regulation.objects.update_or_create(
        code=code,
        defaults={
            "title": read.title, "issuer": read.issuer or "", "document_number": read.document_number or "",
            "issued_on": issued, "effective_on": issued, "addressees": list(read.addressees),
            "copied_to": list(read.copied_to), "keywords": list(read.keywords), "basis": list(read.basis),
            "has_text": True, "recorded_at": now,
        },
    )  # fmt: skip
    known = {row.slug: row for row in regulation.provisions.all()}
    titles = {f"ch-{chapter.number}": chapter.title for chapter in read.chapters}
    fresh = []
    for order, (slug, text) in enumerate(read.anchors().items()):
        if slug in known:
            known[slug].text, known[slug].order = text, order
        else:
            kind = "chapter" if slug.startswith("ch-") else ("item" if slug.count("-") > 1 else "article")
            fresh.append(_provision(regulation, slug, kind, order, text=text, title=titles.get(slug, "")))
    Provision.objects.bulk_update(known.values(), ["text", "order"])
    Provision.objects.bulk_create(fresh)
    ledger.record(actor, verb="regulation.import", subject=f"regulation:{regulation.pk}", now=now, org_path=county.path)
    return regulation


@transaction.atomic
def distribute(
    actor: Actor, *, code: str, classes: dict[str, tuple[int, ...]], reading_only: tuple[int, ...], due_on: date | None,
    now: datetime,
) -> int:  # fmt: skip
    """Send a regulation to the organizations of each addressed class and, for reading, to the cc list (R2, R3)."""
    demand(actor, Permission.MANAGE_RULEBOOK, orgs.county(actor).path)
    regulation = Regulation.objects.get(code=code)
    rows = [
        Distribution(regulation=regulation, org_id=org, addressee_class=name, sent_at=now, due_on=due_on)
        for name, members in classes.items()
        for org in members
    ]
    rows += [
        Distribution(regulation=regulation, org_id=org, addressee_class="抄送", for_reading_only=True, sent_at=now)
        for org in reading_only
    ]
    Distribution.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def acknowledge(actor: Actor, *, distribution_id: int, now: datetime) -> None:
    """签收: an organization says that it received the regulation."""
    row = Distribution.objects.select_related("org").get(pk=distribution_id)
    demand(actor, Permission.DRAFT, row.org.path, hidden=True)
    if not Distribution.objects.filter(pk=row.pk, received_at=None).update(received_at=now, received_by=actor.user_id):
        raise Refused("changed_meanwhile")
