"""Writing organizations and people."""

from gongkai.orgs.actions.accounts import close_account, create_user, set_password
from gongkai.orgs.actions.bulk import load_members, load_organizations, load_people
from gongkai.orgs.actions.grants import end_grant, end_supervision, give_grant, give_supervision
from gongkai.orgs.actions.groups import disclose_group, dissolve_group, form_group
from gongkai.orgs.actions.imports import apply_import, import_template, look_through
from gongkai.orgs.actions.makers import decide_maker
from gongkai.orgs.actions.notices import make_feed, revoke_feed, set_notices
from gongkai.orgs.actions.placement import abolish, merge, move
from gongkai.orgs.actions.posts import appoint, vacate
from gongkai.orgs.actions.registry import describe, register, rename
from gongkai.orgs.actions.roll import enroll, leave_roll
from gongkai.orgs.actions.tokens import MadeToken, make_token, revoke_token, use_token
from gongkai.orgs.actions.units import issue_unit_code, join_unit

__all__ = [
    "MadeToken", "abolish", "apply_import", "appoint", "close_account", "create_user", "decide_maker", "describe",
    "disclose_group", "dissolve_group", "end_grant", "end_supervision", "enroll", "form_group", "give_grant", "give_supervision", "import_template",
    "issue_unit_code", "join_unit", "leave_roll", "load_members", "load_organizations", "load_people",
    "look_through", "make_feed", "make_token", "merge", "move", "register", "rename", "revoke_feed", "revoke_token", "set_notices",
    "set_password", "use_token", "vacate",
]  # fmt: skip
