"""Loading organizations, people and rolls in bulk, for imports and first installations.

The rows were looked through before: what the database cannot hold still ends the whole loading.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.db import transaction

from gongkai.ledger.actions import record
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
    known = {org.code: org for org in Organization.objects.filter(status="active") if org.code in wanted}
    new_codes = {row["code"] for row in rows}
    for code in wanted - new_codes:
        if code in known:
            demand(actor, Permission.MANAGE_ORGS, known[code].path)
    if any(not row.get("superior_code") for row in rows):
        demand(actor, Permission.MANAGE_ORGS, "")
    if taken := Organization.objects.filter(code__in=new_codes).first() if len(rows) <= BATCH else _taken(new_codes):
        raise Refused("org_code_taken", code=taken.code, name=taken.name)
    found: dict[str, Organization] = {}
    next_step: dict[str, int] = {}
    for level in _in_order(rows, known):
        batch = []
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


def _taken(codes: set[str]) -> Organization | None:
    return next((org for org in Organization.objects.only("code", "name").iterator() if org.code in codes), None)


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
    for pk, code, path in Organization.objects.filter(status="active").values_list("pk", "code", "path"):
        places[code] = (pk, path)
    allowed: set[str] = set()
    total, coming = 0, iter(rows)
    while batch := list(islice(coming, BATCH)):
        made = []
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
    users = [
        User(username=row["username"], name=row["name"], password=hashes[row.get("password") or None], created_at=now)
        for row in rows
    ]
    User.objects.bulk_create(users, batch_size=BATCH)
    orgs = {org.code: org for org in Organization.objects.filter(status="active").only("pk", "code", "path")}
    posts, grants = [], []
    for row, user in zip(rows, users, strict=True):
        for given in row.get("posts", ()):
            org = orgs[given["org_code"]]
            may_give(actor, user_id=user.pk, path=org.path)
            since, duty = given.get("from_date", today), given["duty"]
            post = Post(
                org_id=org.pk, duty=duty, title=given["title"], holder=user, holder_name=user.name,
                acting=given.get("acting", False), phone=given.get("phone", ""), from_date=since,
            )  # fmt: skip
            posts.append(post)
            if duty in ROLE_OF_DUTY:
                grants.append((post, _grant(actor, user, org, ROLE_OF_DUTY[duty], False, post.acting, since)))
        for given in row.get("grants", ()):
            org, subtree = orgs[given["org_code"]], given.get("subtree", False)
            may_give(actor, user_id=user.pk, path=org.path, subtree=subtree)
            since = given.get("from_date", today)
            grants.append((None, _grant(actor, user, org, given["role"], subtree, False, since)))
    Post.objects.bulk_create(posts, batch_size=BATCH)
    for post, grant in grants:
        if post is not None:
            grant.basis = f"post:{post.pk}"
    Grant.objects.bulk_create((grant for _, grant in grants), batch_size=BATCH)
    record(actor, verb="user.load", subject="user:0", now=now, facts={"rows": len(rows)})
    return {user.username: user.pk for user in users}


def _grant(actor: Actor, user: User, org: Organization, role: str, subtree: bool, acting: bool, since: date) -> Grant:
    return Grant(
        user=user, role=role, org_id=org.pk, org_path=org.path, subtree=subtree, acting=acting, from_date=since,
        given_by=actor.user_id,
    )  # fmt: skip
