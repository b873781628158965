"""The package of an organization and year: pages, data, attachments and proofs, readable without us (R175, P38)."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.serializers.json import DjangoJSONEncoder

from gongkai.archive import bags
from gongkai.archive.queries import Kept, kept
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.tlog import PUBLIC, canonical
from gongkai.rules.tlog.entries import LeafKind

READER = Actor.visitor()  # nothing that a visitor may not read can enter a package (P1, P2)
Page = Callable[..., str]
Progress = Callable[[int, int], None]
STEP = 20


def _silent(done: int, total: int) -> None:
    """Nobody waits."""


@dataclass(frozen=True)
class Packed:
    """What was made: how many lines of the register, and the digest that seals it."""

    lines: int
    seal: str


def pack(
    actor: Actor, *, org_id: int, year: int, target: Path, page: Page, index: Page, tools: tuple[bags.Part, ...],
    now: datetime, progress: Progress = _silent,
) -> Packed:  # fmt: skip
    """Write the public package of a year into the folder `target`, and remember its seal.

    `page(kept=…)` and `index(org=…, year=…, lines=…)` draw the pages; `tools`: what checks the proofs without us;
    `progress(done, total)` is told now and then how far it is.
    """
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    if target.exists():
        raise Refused("package_exists", name=target.name)
    ledger.sign_log(
        Actor.clock(), log=PUBLIC, now=now
    )  # so that every line has its proof; a log that was changed refuses
    total = 2 * publication.register_count(READER, year=year, org_id=org_id)  # read, then drawn
    everything = list(_told(kept(READER, org_id=org_id, year=year), 0, total, progress))
    if not everything:
        raise Refused("package_empty", org=org.name, year=year)
    parts = _parts(
        _told(everything, len(everything), total, progress),
        everything,
        page,
        index(org=org, year=year, lines=everything),
        tools,
    )
    info = {
        "Source-Organization": org.name,
        "External-Identifier": f"{org.code}/{year}",
        "Bagging-Date": local_day(now).isoformat(),
    }
    seal = bags.write(target, parts=parts, info=info)
    facts = {"year": year, "lines": len(everything), "seal": seal}
    ledger.append_leaf(
        actor, log=PUBLIC, now=now,
        entry=ledger.Entry(
            f"archive:{org.code}:{year}:{seal[:32]}", LeafKind.ARCHIVE, fields={"org": org.code, "year": year, "seal": f"sha512:{seal}"}
        ),
    )  # fmt: skip
    ledger.record(actor, verb="archive.pack", subject=f"organization:{org_id}", now=now, org_path=org.path, facts=facts)
    return Packed(len(everything), seal)


def _told(lines: Iterable[Kept], done: int, total: int, progress: Progress) -> Iterator[Kept]:
    for number, one in enumerate(lines, done + 1):
        if number % STEP == 0:
            progress(number, total)
        yield one


def _parts(
    lines: Iterable[Kept], everything: list[Kept], page: Page, index: str, tools: tuple[bags.Part, ...]
) -> Iterator[bags.Part]:
    yield "index.html", index.encode()
    yield "register.json", _json([dataclasses.asdict(one.line) for one in everything])
    yield "log/keys.txt", "".join(f"{key}\n" for keys in reading.log_keys(READER).values() for key in keys).encode()
    yield from _head()
    yield from tools
    drawn, copied = set(), set()
    for one in lines:
        name = f"items/{one.line.slug}-v{one.line.edition_number}"
        if one.item is None or name in drawn:
            continue
        drawn.add(name)
        yield f"{name}.html", page(kept=one).encode()
        yield f"{name}.data.json", _json({**dataclasses.asdict(one.item), "archive_code": one.code})
        yield from _proof(name, one)
        for file, path in one.files:
            if file.token not in copied:
                copied.add(file.token)
                yield f"files/{file.token}.{file.extension}", path


def _head() -> Iterator[bags.Part]:
    try:
        yield "log/checkpoint.txt", reading.head(READER, log=reading.current_log(READER, role=PUBLIC)).note.encode()
    except Refused:
        return  # nothing is signed yet


def _proof(name: str, one: Kept) -> Iterator[bags.Part]:
    """The words with what opens their commitment, as the public page hands them out; the proof once it is signed."""
    if one.proof is None:
        return
    words: dict = {"entry": one.proof.entry}
    if one.proof.content is not None:
        words |= {"content": one.proof.content, "salt": one.proof.salt}
    yield f"{name}.json", canonical(words)
    if one.proof.proof:
        yield f"{name}.tlog-proof", one.proof.proof.encode()


def _json(value) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
