"""Reading disclosures: editions in the making, their revisions, checks and differences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.disclosures import carrying, richtext
from gongkai.disclosures import facts as made
from gongkai.disclosures.carrying import TakenOver
from gongkai.disclosures.models import Attachment, CheckDecision, Disclosure, Edition, Revision
from gongkai.ledger import actions as ledger_actions
from gongkai.ledger.prepared import Prepared, PreparedModels
from gongkai.ledger.remembered import once
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import NOTHING, between, ranges, within
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Part as Paper
from gongkai.rules.archiving import PartKind, seal
from gongkai.rules.block_differences import Block
from gongkai.rules.block_differences import block_differences as compare
from gongkai.rules.checks import THREE_PARTS, CheckReport, Part
from gongkai.rules.duties import LOCAL
from gongkai.rules.entries import TimeKind
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may, may_anywhere
from gongkai.rules.procedures.edition import OPEN_STATES, EditionFacts
from gongkai.rules.refusals import missing

REPUBLICATION = "republication"
OUTSIDE = made.OUTSIDE  # the code of what stands in no catalog
COMPARED = (Part.TITLE, Part.PLAIN, *THREE_PARTS)


_SHOWN = {"disclosure": None, "disclosure__org": ("path", "short_name")}
_DRAFTS = PreparedModels(
    Edition,
    lambda path, states: Edition.objects.filter(org_path=path, state__in=states).order_by("due_on", "pk"),
    _SHOWN,
)


def _in_turns(**asked) -> QuerySet[Edition]:
    """`<permission>`: the ranges of paths; `<permission>_states`: the states in which it is its turn."""
    mine = NOTHING
    for name, pairs in asked.items():
        if f"{name}_states" in asked:
            mine |= between(pairs) & Q(state__in=asked[f"{name}_states"])
    return Edition.objects.filter(mine).order_by("due_on", "pk")


_IN_TURNS = PreparedModels(Edition, _in_turns, _SHOWN)


def disclosure(actor: Actor, *, disclosure_id: int) -> Disclosure:
    """One disclosure with its organization and entry, for those who work there."""
    found = Disclosure.objects.select_related("org", "catalog_entry").filter(pk=disclosure_id).first()
    if found is None or not may(actor, Permission.READ_WORK, found.org_path):
        raise missing()
    return found


_ONE = PreparedModels(
    Edition,
    lambda pk: Edition.objects.filter(pk=pk),
    dict.fromkeys((
        "disclosure", "disclosure__org", "disclosure__catalog_entry", "approved_revision",
        "copied_from", "copied_from__disclosure", "copied_from__disclosure__catalog_entry",
    )),
)  # fmt: skip


def _row(edition_id: int) -> Edition | None:
    return once(("edition", edition_id), lambda: next(iter(_ONE(pk=edition_id)), None))


def edition(actor: Actor, *, edition_id: int) -> Edition:
    """One edition with its disclosure, organization and entry, for those who work there."""
    found = _row(edition_id)
    if found is None or not may(actor, Permission.READ_WORK, found.org_path):
        raise missing()
    return found


def editions_of(actor: Actor, *, disclosure_id: int) -> list[Edition]:
    """All editions of a disclosure, the first one first."""
    found = disclosure(actor, disclosure_id=disclosure_id)
    return list(found.editions.select_related("disclosure", "approved_revision").order_by("number"))


def revision(actor: Actor, *, edition_id: int, number: int | None = None) -> Revision:
    """One revision of an edition, the newest unless a number is given."""
    found = edition(actor, edition_id=edition_id)
    if number is None:
        return made.newest(found.pk)
    one = Revision.objects.filter(edition=found, number=number).first()
    if one is None:
        raise missing()
    return one


def revisions(actor: Actor, *, edition_id: int) -> list[Revision]:
    """Every revision, newest first."""
    found = edition(actor, edition_id=edition_id)
    rows = Revision.objects.filter(edition=found).order_by("-number")
    return once(("revisions", edition_id), lambda: list(rows))


def taken_over(actor: Actor, *, edition_id: int) -> TakenOver | None:
    """How a monthly draft was taken over from an earlier month's text; None for every other one."""
    return carrying.taken_over(edition(actor, edition_id=edition_id), revisions(actor, edition_id=edition_id))


def reports_on(actor: Actor, *, edition_id: int) -> Period | None:
    """The month that an edition tells of; None for what is no monthly item (第八条（二）, R70)."""
    return made.reports_on(edition(actor, edition_id=edition_id).disclosure)


def overdue_by(actor: Actor, *, edition_id: int, today: date) -> int:
    """By how many days what is not yet disclosed is overdue; 0 when it is in time or public."""
    return made.overdue_by(edition(actor, edition_id=edition_id), today)


def differences(actor: Actor, *, edition_id: int, older: int, newer: int) -> dict[Part, list[Block]]:
    """What changed between two revisions of an edition, part by part: words as words, tables row by row."""
    before = revision(actor, edition_id=edition_id, number=older)
    after = revision(actor, edition_id=edition_id, number=newer)
    return {part: compare(_plain(before, part), _plain(after, part)) for part in COMPARED}


def apart(actor: Actor, *, edition_id: int, texts: Mapping) -> dict[Part, list[Block]]:
    """How a text that is not saved differs from the newest revision, part by part, as plain text.

    `texts`: as `save_revision` takes them. What only the revision has counts as gone, what only the text has as come.
    """
    saved, unsaved = revision(actor, edition_id=edition_id), Revision(**texts)
    return {part: compare(_plain(saved, part), _plain(unsaved, part)) for part in COMPARED}


def since_last_edition(actor: Actor, *, edition_id: int) -> dict[Part, list[Block]]:
    """What changed from the text of the edition before to this one's, part by part; empty for the first edition."""
    found = edition(actor, edition_id=edition_id)
    earlier = Edition.objects.filter(disclosure=found.disclosure_id, number__lt=found.number)
    last = earlier.exclude(approved_revision=None).select_related("approved_revision").order_by("-number").first()
    if last is None:
        return {}
    now = found.approved_revision or revision(actor, edition_id=edition_id)
    return {part: compare(_plain(last.approved_revision, part), _plain(now, part)) for part in COMPARED}


def _plain(one: Revision, part: Part) -> str:
    """A part as plain text; an empty one shows why it is empty."""
    text = getattr(one, part)
    if part not in THREE_PARTS:
        return text
    return richtext.to_text(text) or one.empty_reasons.get(part, "")


def checks(actor: Actor, *, edition_id: int, today: date) -> CheckReport:
    """What the checks say of the newest revision: stops, warnings, what passed."""
    return made.check_report(actor, edition(actor, edition_id=edition_id), today=today)


def check_decisions(actor: Actor, *, edition_id: int) -> list[CheckDecision]:
    """Which stops a second person let pass, and why (P29)."""
    return list(CheckDecision.objects.filter(edition=edition(actor, edition_id=edition_id)).order_by("id"))


def drafts(actor: Actor, *, org_id: int, path: str = "") -> list[Edition]:
    """Editions in the making at an organization, the one that falls due first before the others.

    `path`: where it stands, by one who has read it already.
    """
    path = path or orgs.organization(actor, org_id=org_id).path
    if not may(actor, Permission.READ_WORK, path):
        raise missing()
    return _DRAFTS(path=path, states=[str(one) for one in OPEN_STATES])


def own_drafts(actor: Actor, *, state: str = "", before: int | None = None, limit: int = 50) -> list[Edition]:
    """Editions in the making of which the actor wrote a text, the newest first: those below the id `before`. One query."""
    written = Revision.objects.filter(edition=OuterRef("pk"), saved_by=actor.user_id)
    return _page(actor, before, limit, state, Q(Exists(written), state__in=OPEN_STATES))


def editions_page(
    actor: Actor, *, org_id: int, state: str = "", before: int | None = None, limit: int = 50
) -> list[Edition]:
    """Every edition of an organization where the actor works, the newest first: those below the id `before`. One query."""
    return _page(actor, before, limit, state, Q(disclosure__org_id=org_id))


def _page(actor: Actor, before: int | None, limit: int, state: str, wanted: Q) -> list[Edition]:
    rows = Edition.objects.filter(wanted, within(actor, Permission.READ_WORK))
    if state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.select_related("disclosure__org").order_by("-pk")[:limit])


def editions_in(actor: Actor, *, turns: Mapping[str, Permission]) -> list[Edition]:
    """Editions in each of these states wherever the actor holds the permission that goes with it, due first."""
    asked: dict[str, list] = {}
    for state, permission in turns.items():
        if may_anywhere(actor, permission):
            asked.setdefault(f"{permission}", ranges(actor, permission))
            asked.setdefault(f"{permission}_states", []).append(str(state))
    return _IN_TURNS(**asked)


def _revisions(read, editions):
    return Revision.objects.filter(between(read, field="edition__org_path"), edition_id__in=editions)


_SAVED = Prepared(
    lambda read, editions: _revisions(read, editions).order_by("number").values_list("edition_id", "saved_by", "title")
)


def _saved(actor: Actor, edition_ids: set[int]) -> list[tuple]:
    """Edition, person and title of every revision, the first one first; asked once for a page and reach."""
    if not edition_ids:
        return []
    asked = {"read": ranges(actor, Permission.READ_WORK), "editions": sorted(edition_ids)}
    return once(("saved", *asked["read"], *asked["editions"]), lambda: _SAVED(**asked))


def titles(actor: Actor, *, edition_ids: set[int]) -> dict[int, str]:
    """The newest title of each edition where the actor reads the work; one query, none for no editions."""
    return {pk: title for pk, _, title in _saved(actor, edition_ids)}


def authors(actor: Actor, *, edition_ids: set[int]) -> dict[int, frozenset[int]]:
    """Who saved revisions of each edition; one query, none for no editions."""
    found: dict[int, set[int]] = {}
    for pk, user, _ in _saved(actor, edition_ids):
        if user is not None:
            found.setdefault(pk, set()).add(user)
    return {pk: frozenset(users) for pk, users in found.items()}


def edition_facts(actor: Actor, *, edition_id: int) -> EditionFacts:
    """The edition as this room knows it, for rooms upstairs: checks, consent and circles are theirs to add.

    Asked for whoever acts, so no permission is demanded here: the procedure judges that.
    """
    found = _row(edition_id)
    if found is None:
        raise missing()
    return made.edition_facts(actor, found)


def attachments(actor: Actor, *, edition_id: int) -> list[Attachment]:
    """The files hung on an edition, in the order in which the newest revision shows them."""
    found = edition(actor, edition_id=edition_id)
    order = made.newest(found.pk).attachments
    return sorted(
        made.hung_on(found.pk), key=lambda one: order.index(one.file.token) if one.file.token in order else len(order)
    )


def attachment(actor: Actor, *, edition_id: int, token: str) -> ledger_actions.Located:
    """A file hung on an edition with its record, for those who work there and sign for it; else missing."""
    for one in attachments(actor, edition_id=edition_id):
        if one.file.token == token:
            return ledger_actions.located(actor, file=one.file)
    raise missing()


def previous_for(actor: Actor, *, org_id: int, code: str) -> Edition | None:
    """What was last made public under an entry, with `approved_revision` to copy from (照上月起草)."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    return made.shown_before(org_id=org_id, code=code)


def word_count(actor: Actor, *, edition_id: int) -> dict[Part, int]:
    """How many characters a reader reads in each of the three parts, blanks left out."""
    newest = revision(actor, edition_id=edition_id)
    return {part: richtext.word_count(getattr(newest, part)) for part in THREE_PARTS}


def heard_editions(actor: Actor, *, path: str, year: int, about: Iterable[int]) -> list[Edition]:
    """All editions of the matters of one organization that were heard on in a year, the first ones first. One query.

    Heard on: those in `about`, those whose new edition was begun that year, those with a decision on it that year.
    """
    since, until = datetime(year, 1, 1, tzinfo=LOCAL), datetime(year + 1, 1, 1, tzinfo=LOCAL)
    own = Edition.objects.filter(within(actor, Permission.READ_WORK), org_path=path)
    heard = Q(disclosure_id__in=list(about)) | Q(kind=REPUBLICATION, created_at__gte=since, created_at__lt=until)
    heard |= ~Q(feedback_decision="") & Q(state_at__gte=since, state_at__lt=until)
    rows = own.filter(disclosure_id__in=own.filter(heard).values("disclosure_id"))
    return list(rows.select_related("disclosure", "approved_revision").order_by("disclosure_id", "number"))


def to_file(
    actor: Actor, *, states: Iterable[str], without: QuerySet, path: str = "", keys: Iterable[int] | None = None,
    before: datetime | None = None, after: Edition | None = None, limit: int = 200,
) -> list[Edition]:  # fmt: skip
    """Editions in these states whose keys are not among `without`, longest in their state first (第六条（四）).

    For the clock everywhere, for others where they read the work. `before`: only those in their state since before
    then, and of them none that stands open until it is replaced (长期公开). `after`: the last one of the page before.
    """
    rows = Edition.objects.filter(within(actor, Permission.READ_WORK), state__in=[str(one) for one in states])
    if path:
        rows = rows.filter(org_path=path)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    if before is not None:
        rows = rows.filter(state_at__lt=before)
        rows = rows.exclude(disclosure__catalog_entry__time_kind=TimeKind.STANDING)
    if after is not None:
        rows = rows.filter(Q(state_at__gt=after.state_at) | Q(state_at=after.state_at, pk__gt=after.pk))
    rows = rows.exclude(pk__in=without).order_by("state_at", "pk")
    return list(rows.select_related("disclosure__org", "disclosure__catalog_entry", "approved_revision")[:limit])


def siblings(actor: Actor, *, edition_ids: Iterable[int]) -> dict[int, list[Edition]]:
    """For each of these editions all editions of its disclosure, itself too. One query; the clock only."""
    if not actor.is_clock:
        raise missing()
    keys = set(edition_ids)
    about = Edition.objects.filter(pk__in=keys).values("disclosure_id")
    groups: dict[int, list[Edition]] = defaultdict(list)
    for one in Edition.objects.filter(disclosure_id__in=about).select_related("disclosure").order_by("pk"):
        groups[one.disclosure_id].append(one)
    return {one.pk: group for group in groups.values() for one in group if one.pk in keys}


def papers(actor: Actor, *, editions: Iterable[Edition]) -> dict[int, list[Paper]]:
    """Original, other revisions and attached files of each edition, for its record (R54). Two queries; the clock only."""
    if not actor.is_clock:
        raise missing()
    approved = {one.pk: one.approved_revision_id for one in editions}
    found: dict[int, list[Paper]] = defaultdict(list)
    for row in Revision.objects.filter(edition_id__in=approved).order_by("edition_id", "number"):
        original = row.pk == approved[row.edition_id]
        if row.autosaved and not original:
            continue
        kind = PartKind.ORIGINAL if original else PartKind.REVISION
        found[row.edition_id].append(Paper(kind, f"revision:{row.pk}", row.title, _words_of(row)))
    hung = Attachment.objects.filter(edition_id__in=approved).select_related("file").order_by("pk")
    for one in hung:
        name = one.caption or one.file.name
        found[one.edition_id].append(Paper(PartKind.ATTACHMENT, f"file:{one.file.token}", name, one.file.sha256))
    return found


def _words_of(row: Revision) -> str:
    """The digest of a revision's words; empty once they were lawfully destroyed, as its own digest then is."""
    if not row.sha256:
        return ""
    return seal((row.title, row.plain, row.content, row.procedure, row.result, row.empty_reasons, row.attachments))
