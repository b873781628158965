"""Roles, what each may do, and the verdict (R157–R159, 第六条, 第十条, 第十一条)."""

from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.proof import Proof, ProofNeeded
from gongkai.rules.refusals import Refused


class Role(StrEnum):
    COUNTY_LEADER = "county_leader"
    COUNTY_OFFICE = "county_office"
    MAKER = "maker"
    SUPERIOR = "superior"
    HEAD = "head"
    DEPUTY = "deputy"
    CLERK = "clerk"
    SECRECY_REVIEWER = "secrecy_reviewer"
    OPINION_KEEPER = "opinion_keeper"
    ARCHIVIST = "archivist"
    SUPERVISOR = "supervisor"
    INTERPRETER = "interpreter"
    CONFIDENTIAL = "confidential"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


class Permission(StrEnum):
    READ_WORK = "read_work"
    READ_INSIDE = "read_inside"
    DRAFT = "draft"
    REVIEW_SECRECY = "review_secrecy"
    REVIEW = "review"
    APPROVE = "approve"
    RELEASE = "release"
    SIGN_NIL = "sign_nil"
    FILE_EXEMPTION = "file_exemption"
    RECEIVE_FILING = "receive_filing"
    URGE = "urge"
    MAKE_CATALOG = "make_catalog"
    APPROVE_CATALOG = "approve_catalog"
    PROPOSE_ENTRY = "propose_entry"
    DECIDE_OFF_CATALOG = "decide_off_catalog"
    DECIDE_CHANGE = "decide_change"
    FILE_CHANGE = "file_change"
    TAKE_DOWN = "take_down"
    OVERRIDE_CHECK = "override_check"
    RUN_APPRAISAL = "run_appraisal"
    CORRESPOND = "correspond"
    HANDLE_REQUEST = "handle_request"
    RULE_REQUEST = "rule_request"
    OVERSEE = "oversee"
    MANAGE_ORGS = "manage_orgs"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_ACCOUNTS = "manage_accounts"
    GIVE_ADMIN = "give_admin"
    KEEP_GROUP = "keep_group"
    KEEP_AGENDA = "keep_agenda"
    KEEP_ROLL = "keep_roll"
    MANAGE_CALENDAR = "manage_calendar"
    MANAGE_RULEBOOK = "manage_rulebook"
    MANAGE_SYSTEM = "manage_system"
    READ_AUDIT = "read_audit"
    COLLECT_OPINION = "collect_opinion"
    HANDLE_OPINION = "handle_opinion"
    DECIDE_OPINION = "decide_opinion"
    OPEN_IDENTITY = "open_identity"
    CONSENT_IDENTITY = "consent_identity"
    PROTECT = "protect"
    INSPECT = "inspect"
    KEEP_POINTS = "keep_points"
    ASSESS = "assess"
    HOLD_TO_ACCOUNT = "hold_to_account"
    SUPERVISE = "supervise"
    KEEP_SUPERVISORS = "keep_supervisors"
    INTERPRET = "interpret"
    KEEP_ARCHIVE = "keep_archive"
    DISPOSE_ARCHIVE = "dispose_archive"


P, R = Permission, Role
# Everything about an opinion, for those at the body that handles it (`rules.routing.narrowed`).
OPINIONS = frozenset({P.COLLECT_OPINION, P.HANDLE_OPINION, P.DECIDE_OPINION})

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    R.COUNTY_LEADER: frozenset({P.OVERSEE, P.READ_INSIDE, P.READ_WORK, P.ASSESS}),
    R.COUNTY_OFFICE: frozenset(
        {
            P.OVERSEE,
            P.READ_INSIDE,
            P.READ_WORK,
            P.FILE_CHANGE,
            P.MANAGE_ORGS,
            P.MANAGE_PEOPLE,
            P.KEEP_GROUP,
            P.KEEP_AGENDA,
            P.KEEP_ROLL,
            P.MANAGE_CALENDAR,
            P.MANAGE_RULEBOOK,
            P.TAKE_DOWN,
            P.URGE,
            P.MAKE_CATALOG,
            P.CORRESPOND,
            *OPINIONS,
            P.OPEN_IDENTITY,
            P.PROTECT,
            P.INSPECT,
            P.KEEP_POINTS,
            P.ASSESS,
            P.HOLD_TO_ACCOUNT,
            P.KEEP_SUPERVISORS,
        }
    ),  # fmt: skip
    R.MAKER: frozenset({P.MAKE_CATALOG, P.APPROVE_CATALOG, P.DECIDE_OFF_CATALOG, P.DECIDE_CHANGE, P.READ_INSIDE}),
    R.SUPERIOR: frozenset(
        {
            P.OVERSEE,
            P.READ_INSIDE,
            P.READ_WORK,
            P.RECEIVE_FILING,
            P.URGE,
            P.KEEP_GROUP,
            P.KEEP_AGENDA,
            P.TAKE_DOWN,
            P.CORRESPOND,
            P.RULE_REQUEST,
            P.INSPECT,
            P.KEEP_POINTS,
            P.KEEP_SUPERVISORS,
            *OPINIONS,
            P.OPEN_IDENTITY,
            P.ASSESS,
        }
    ),
    R.HEAD: frozenset(
        {
            P.READ_WORK,
            P.READ_INSIDE,
            P.APPROVE,
            P.RELEASE,
            P.SIGN_NIL,
            P.FILE_EXEMPTION,
            P.TAKE_DOWN,
            P.PROPOSE_ENTRY,
            P.OVERRIDE_CHECK,
            P.RUN_APPRAISAL,
            P.CORRESPOND,
            P.HANDLE_REQUEST,
            P.KEEP_ROLL,
            P.KEEP_GROUP,
            P.KEEP_AGENDA,
            P.KEEP_SUPERVISORS,
            P.DISPOSE_ARCHIVE,
            *OPINIONS,
        }
    ),  # fmt: skip
    R.DEPUTY: frozenset(
        {
            P.READ_WORK,
            P.READ_INSIDE,
            P.REVIEW,
            P.OVERRIDE_CHECK,
            P.SIGN_NIL,
            P.CORRESPOND,
            P.HANDLE_REQUEST,
            P.HANDLE_OPINION,
            P.DECIDE_OPINION,
        }
    ),
    R.CLERK: frozenset(
        {
            P.READ_WORK,
            P.READ_INSIDE,
            P.DRAFT,
            P.KEEP_AGENDA,
            P.RELEASE,
            P.FILE_EXEMPTION,
            P.PROPOSE_ENTRY,
            P.RUN_APPRAISAL,
            P.CORRESPOND,
            P.HANDLE_REQUEST,
            P.KEEP_ROLL,
            P.KEEP_SUPERVISORS,
            P.HANDLE_OPINION,
        }
    ),
    R.SECRECY_REVIEWER: frozenset({P.READ_WORK, P.READ_INSIDE, P.REVIEW_SECRECY, P.OVERRIDE_CHECK}),
    R.OPINION_KEEPER: frozenset({P.READ_INSIDE, P.COLLECT_OPINION, P.HANDLE_OPINION, P.OPEN_IDENTITY}),
    R.ARCHIVIST: frozenset({P.READ_WORK, P.READ_INSIDE, P.KEEP_ARCHIVE}),
    R.SUPERVISOR: frozenset({P.READ_INSIDE, P.SUPERVISE}),
    R.INTERPRETER: frozenset({P.READ_INSIDE, P.INTERPRET}),
    R.CONFIDENTIAL: OPINIONS | {P.OPEN_IDENTITY, P.CONSENT_IDENTITY, P.PROTECT, P.HOLD_TO_ACCOUNT},
    R.SYSTEM_ADMIN: frozenset({P.MANAGE_SYSTEM, P.MANAGE_ACCOUNTS}),
    R.SECURITY_ADMIN: frozenset({P.MANAGE_PEOPLE, P.GIVE_ADMIN, P.CONSENT_IDENTITY}),
    R.AUDIT_ADMIN: frozenset({P.READ_AUDIT}),
}


# To sign, to read or agree to read a name, to administer: who has a second factor shows it again for these.
PROVEN = frozenset(
    {P.REVIEW_SECRECY, P.REVIEW, P.APPROVE, P.SIGN_NIL, P.APPROVE_CATALOG, P.DECIDE_OFF_CATALOG, P.DECIDE_CHANGE,
     P.RULE_REQUEST, P.DECIDE_OPINION, P.OPEN_IDENTITY, P.CONSENT_IDENTITY, P.MANAGE_PEOPLE, P.MANAGE_ACCOUNTS, P.GIVE_ADMIN, P.MANAGE_SYSTEM, P.READ_AUDIT}
)  # fmt: skip


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """The roles that carry a permission, in the order of the table."""
    return tuple(role for role, held in ROLE_PERMISSIONS.items() if permission in held)


def may(actor: Actor, permission: Permission, path: str) -> bool:
    """May this actor do this at the organization with this path? The clock may do all."""
    if actor.is_clock:
        return True
    return any(
        permission in ROLE_PERMISSIONS.get(Role(grant.role), frozenset()) and grant.covers(path)
        for grant in actor.grants
    )


def may_anywhere(actor: Actor, permission: Permission) -> bool:
    """Does the actor hold the permission at any organization at all?"""
    if actor.is_clock:
        return True
    return any(permission in ROLE_PERMISSIONS.get(Role(grant.role), frozenset()) for grant in actor.grants)


def reach(actor: Actor, permission: Permission) -> tuple[tuple[str, bool], ...]:
    """Where the permission holds: pairs (path, subtree). Empty for visitors."""
    return tuple(
        dict.fromkeys(
            (grant.org_path, grant.subtree)
            for grant in actor.grants
            if permission in ROLE_PERMISSIONS.get(Role(grant.role), frozenset())
        )
    )


def demand(actor: Actor, permission: Permission, path: str, *, hidden: bool = False) -> None:
    """Raise `Refused("no_permission")` (or a trace-less one) unless `may` says yes."""
    if not may(actor, permission, path):
        if hidden:
            raise Refused("not_found", hidden=True)
        raise Refused("no_permission", permission=permission)
    demand_proof(actor, permission)


def demand_proof(actor: Actor, permission: Permission) -> None:
    """Raise `ProofNeeded` when the permission, held, is to be shown by a code again; asked after all else was judged."""
    if permission in PROVEN and actor.proof is not Proof.ENOUGH:
        raise ProofNeeded(actor.proof)
