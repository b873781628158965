"""What of an organization and year is kept: every line of its register with the words that may be read today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.archive.queries.records import shelf_codes
from gongkai.ledger import queries as ledger
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.views import FileView, ItemView, ProofView, RegisterRow
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused

PAGE = 200


@dataclass(frozen=True)
class Kept:
    """A line of the register. `item` is None where an older version was taken down: only its line is left."""

    line: RegisterRow
    item: ItemView | None = None
    proof: ProofView | None = None
    files: tuple[tuple[FileView, Path], ...] = ()
    code: str = ""  # 档号, once it is filed


def kept(actor: Actor, *, org_id: int, year: int) -> Iterator[Kept]:
    """Line by line what the register of a year holds for this actor; a visitor gets what is public and nothing else."""
    after: str | None = None
    codes = shelf_codes(actor, org_id=org_id)
    while True:
        lines, after = publication.register(actor, year=year, org_id=org_id, after=after, limit=PAGE)
        for line in lines:
            yield _kept(actor, line, codes)
        if not after:
            return


def _kept(actor: Actor, line: RegisterRow, codes: Mapping[int, str]) -> Kept:
    try:
        item = publication.item(actor, number=line.number, version=line.edition_number)
    except Refused as refused:
        if not refused.hidden:
            raise
        return Kept(line)
    files = tuple(
        (file, publication.attachment(actor, number=line.number, token=file.token)[0])
        for file in item.files
        if file.size  # lawfully removed files leave a row without bytes
    )
    return Kept(line, item, _proof(actor, line), files, codes.get(item.edition_id, ""))


def _proof(actor: Actor, line: RegisterRow) -> ProofView | None:
    try:
        return publication.item_proof(actor, number=line.number, version=line.edition_number)[0]
    except Refused:
        return None  # what was published before there was a log


def sealed(actor: Actor, *, code: str, year: int) -> list[str]:
    """The seals of all packages that were made of an organization and year, oldest first, from the trail."""
    org = orgs.organization_by_code(actor, code=code)
    events = ledger.trail(actor, subject=f"organization:{org.pk}", org_path=org.path)
    return [one.facts["seal"] for one in events if one.verb == "archive.pack" and one.facts["year"] == year]
