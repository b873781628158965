"""Loading organizations, people and rolls in bulk, for imports and first installations.

The rows were looked through before: what the database cannot hold still ends the whole loading.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import count, islice

from django.contrib.auth.hashers import make_password
from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.bulk import first_free_key, insert
from gongkai.ledger.fields import STEP, step
from gongkai.orgs.actions.grants import may_give
from gongkai.orgs.actions.makers import settle_makers
from gongkai.orgs.actions.posts import ROLE_OF_DUTY
from gongkai.orgs.actions.registry import free_path
from gongkai.orgs.actions.statements import insert_many
from gongkai.orgs.models import Grant, Membership, Organization, OrganizationName, Placement, Post, User
from gongkai.orgs.queries.tree import DEEPEST
from gongkai.rules.actor import Actor
from gongkai.rules.organizations import OrgKind, owes_duties
from gongkai.rules.permissions import Permission, demand, may_anywhere
from gongkai.rules.refusals import Refused

BATCH = 2000
OWN_COLUMNS = ("code", "kind", "name", "short_name")
USER = ("id", "password", "last_login", "username", "name", "is_active", "created_at", "password_set_at")
POST = ("id", "org_id", "duty", "title", "holder_id", "holder_name", "acting", "phone", "from_date", "to_date", "basis")
GRANT = ("user_id", "role", "org_id", "org_path", "subtree", "acting", "from_date", "to_date", "basis", "given_by")
ROLL_COLUMNS = ("org", "org_path", "user", "roll_number", "name", "status", "group", "joined_on", "from_date")


def _in_order(rows: list[dict], known: dict[str, Organization]) -> list[list[dict]]:
    """The rows level by level: every superior stands before those below it."""
    levels, placed, waiting = [], set(known), rows
    while waiting:
        ready = [row for row in waiting if not row.get("superior_code") or row["superior_code"] in placed]
        if not ready:
            first = waiting[0]
            raise Refused("superior_unknown", name=first["name"], code=first["superior_code"])
        placed |= {row["code"] for row in ready}
        waiting = [row for row in waiting if row["code"] not in placed]
        levels.append(ready)
    return levels


def _new(row: dict, superior: Organization | None, path: str) -> Organization:
    if len(path) // STEP > DEEPEST:
        raise Refused("tree_too_deep", limit=DEEPEST)
    details = {key: value for key, value in row.items() if key not in (*OWN_COLUMNS, "superior_code")}
    details.setdefault("owes_duties", owes_duties(OrgKind(row["kind"])))
    return Organization(
        superior=superior, leading_group_id=superior.leading_group_id if superior else None, path=path,
        depth=len(path) // STEP, kind=row["kind"], name=row["name"],
        short_name=row.get("short_name") or row["name"][:40], code=row["code"], **details,
    )  # fmt: skip


@transaction.atomic
def load_organizations(actor: Actor, *, rows: list[dict], now: datetime, today: date) -> dict[str, int]:
    """Register many organizations at once; answers with id by code.

    Each row: code, name, kind, superior_code (absent for the county), and optionally short_name and
    the fields of `register`. Rows may stand in any order. Makers are settled by the rule (R40).
    """
    rows = list(rows)
    wanted = {row["superior_code"] for row in rows if row.get("superior_code")}
    known = {org.code: org for org in _having(wanted) if org.status == "active"}
    new_codes = {row["code"] for row in rows}
    for code in wanted - new_codes:
        if code in known:
            demand(actor, Permission.MANAGE_ORGS, known[code].path)
    if any(not row.get("superior_code") for row in rows):
        demand(actor, Permission.MANAGE_ORGS, "")
    if taken := next(_having(new_codes), None):
        raise Refused("org_code_taken", code=taken.code, name=taken.name)
    found: dict[str, Organization] = {}
    next_step: dict[str, int] = {}
    for level in _in_order(rows, known):
        batch = []
        next_step |= _without_any({known[row["superior_code"]] for row in level if row.get("superior_code")})
        for row in level:
            superior = known.get(row.get("superior_code") or "")
            above = superior.path if superior else ""
            if above not in next_step:
                next_step[above] = int(free_path(superior)[len(above) :], 36)
            batch.append(_new(row, superior, above + step(next_step[above])))
            next_step[above] += 1
        Organization.objects.bulk_create(batch, batch_size=BATCH)
        found |= {org.code: org for org in batch}
        known |= {org.code: org for org in batch}
    _history(found.values(), now, today)
    for path in {org.path[: STEP * 2] for org in found.values()}:
        settle_makers(path=path, now=now, today=today)
    if any(org.committee for org in found.values()):
        settle_makers(path=next(iter(found.values())).path[:STEP], now=now, today=today)
    record(actor, verb="org.load", subject="org:0", now=now, facts={"rows": len(rows)})
    return {code: org.pk for code, org in found.items()}


def _without_any(superiors: set[Organization]) -> dict[str, int]:
    """The first step below those under which nothing ever stood, by path: the others are asked one by one."""
    waiting, used = {one.pk: one.path for one in superiors}, set()
    for model in (Organization, Placement):
        used |= set(model.objects.filter(superior_id__in=waiting).values_list("superior_id", flat=True))
    return {path: 1 for key, path in waiting.items() if key not in used}


def _having(codes: set[str]) -> Iterator[Organization]:
    """The organizations with these codes, however many there are besides."""
    waiting = sorted(codes)
    for first in range(0, len(waiting), BATCH):
        yield from Organization.objects.filter(code__in=waiting[first : first + BATCH])


def _history(orgs: Iterable[Organization], now: datetime, today: date) -> None:
    orgs = list(orgs)
    OrganizationName.objects.bulk_create(
        (
            OrganizationName(org=org, name=org.name, short_name=org.short_name, from_date=org.established_on or today)
            for org in orgs
        ),
        batch_size=BATCH,
    )
    Placement.objects.bulk_create(
        (
            Placement(
                org=org, superior_id=org.superior_id, path=org.path, from_date=org.established_on or today,
                recorded_at=now,
            )
            for org in orgs
        ),
        batch_size=BATCH,
    )  # fmt: skip


@transaction.atomic
def load_members(actor: Actor, *, rows: Iterable[dict], now: datetime, today: date) -> int:
    """Enter many members on rolls; answers with their number. Rows may come one by one from a file.

    Each row: org_code, roll_number, name, and optionally status, group, joined_on, user_id. Only one
    batch is held in memory at a time.
    """
    places: dict[str, tuple[int, str]] = {}
    allowed: set[str] = set()
    total, coming = 0, iter(rows)
    while batch := list(islice(coming, BATCH)):
        made = []
        new = {row["org_code"] for row in batch} - places.keys()
        places |= {org.code: (org.pk, org.path) for org in _having(new) if org.status == "active"}
        for row in batch:
            if row["org_code"] not in places:
                raise Refused("org_code_unknown", code=row["org_code"])
            org_id, path = places[row["org_code"]]
            if path not in allowed:
                demand(actor, Permission.KEEP_ROLL, path)
                allowed.add(path)
            made.append(
                (
                    org_id,
                    path,
                    row.get("user_id"),
                    row["roll_number"],
                    row["name"],
                    row.get("status", "full"),
                    row.get("group", ""),
                    row.get("joined_on"),
                    row.get("from_date", today),
                )  # fmt: skip
            )
        insert_many(Membership, ROLL_COLUMNS, made)
        total += len(made)
    record(actor, verb="roll.load", subject="org:0", now=now, facts={"rows": total})
    return total


@transaction.atomic
def load_people(actor: Actor, *, rows: list[dict], now: datetime, today: date) -> dict[str, int]:
    """Open many accounts with posts and roles; answers with id by username.

    Each row: username, name, and optionally password, posts (dicts: org_code, duty, title, phone,
    from_date, acting) and grants (dicts: org_code, role, subtree, from_date). A post brings the role
    of its duty. Equal passwords are hashed once.
    """
    rows = list(rows)
    if not may_anywhere(actor, Permission.MANAGE_PEOPLE):
        raise Refused("no_permission", permission=Permission.MANAGE_PEOPLE)
    hashes = {password: make_password(password) for password in {row.get("password") or None for row in rows}}
    users = dict(zip((row["username"] for row in rows), count(first_free_key(User)), strict=False))
    insert(User, USER, (
        (users[row["username"]], hashes[row.get("password") or None], None, row["username"], row["name"], True, now, None)
        for row in rows
    ))  # fmt: skip
    codes = {given["org_code"] for row in rows for given in (*row.get("posts", ()), *row.get("grants", ()))}
    orgs = {org.code: (org.pk, org.path) for org in _having(codes) if org.status == "active"}
    first_post = first_free_key(Post)
    posts, grants = [], []
    for row in rows:
        user = users[row["username"]]
        for given in row.get("posts", ()):
            org, path = orgs[given["org_code"]]
            may_give(actor, user_id=user, path=path)
            since, duty, acting = given.get("from_date", today), given["duty"], given.get("acting", False)
            key = first_post + len(posts)
            posts.append(
                (key, org, duty, given["title"], user, row["name"], acting, given.get("phone", ""), since, None, "")
            )
            if duty in ROLE_OF_DUTY:
                role = ROLE_OF_DUTY[duty]
                grants.append((user, role, org, path, False, acting, since, None, f"post:{key}", actor.user_id))
        for given in row.get("grants", ()):
            (org, path), subtree = orgs[given["org_code"]], given.get("subtree", False)
            may_give(actor, user_id=user, path=path, subtree=subtree)
            since = given.get("from_date", today)
            grants.append((user, given["role"], org, path, subtree, False, since, None, "", actor.user_id))
    insert(Post, POST, posts)
    insert(Grant, GRANT, grants)
    record(actor, verb="user.load", subject="user:0", now=now, facts={"rows": len(rows)})
    return users
