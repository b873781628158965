"""Writing organizations and people."""

from gongkai.orgs.actions.accounts import change_password, close_account, create_user, give_slip, use_slip
from gongkai.orgs.actions.bulk import load_members, load_organizations, load_people
from gongkai.orgs.actions.factor_resets import answer_reset, ask_reset
from gongkai.orgs.actions.grants import end_grant, end_supervision, give_grant, give_supervision
from gongkai.orgs.actions.groups import disclose_group, dissolve_group, form_group
from gongkai.orgs.actions.guesses import forget_guesses
from gongkai.orgs.actions.hooks import (
    Happening,
    MadeHook,
    add_hook,
    change_hook_secret,
    end_hook,
    forget_hook_messages,
    keep_hook_fault,
    keep_hook_try,
    resend_hook_message,
    resume_hook,
    retry_hook,
    tell_hooks,
    try_hook,
)
from gongkai.orgs.actions.imports import apply_import, import_template, look_through
from gongkai.orgs.actions.makers import decide_maker
from gongkai.orgs.actions.notices import make_feed, revoke_feed, set_notices
from gongkai.orgs.actions.placement import abolish, merge, move
from gongkai.orgs.actions.posts import appoint, vacate
from gongkai.orgs.actions.registry import describe, register, rename
from gongkai.orgs.actions.request_counts import count_use, count_wrong_key, forget_requests
from gongkai.orgs.actions.roll import enroll, leave_roll
from gongkai.orgs.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    give_up_second_factor,
    prove,
    renew_recovery_codes,
)
from gongkai.orgs.actions.sessions import end_session, end_sessions
from gongkai.orgs.actions.sign_in import confirm_password, record_sign_in, sign_in
from gongkai.orgs.actions.sign_on import link_identity, unlink_identity
from gongkai.orgs.actions.tokens import MadeToken, make_token, revoke_token, use_token
from gongkai.orgs.actions.trying import tried
from gongkai.orgs.actions.units import issue_unit_code, join_unit

__all__ = [
    "Happening", "MadeHook", "MadeToken", "abolish", "add_hook", "answer_reset", "apply_import", "appoint", "ask_reset", "begin_second_factor", "change_hook_secret", "change_password", "close_account", "confirm_password", "confirm_second_factor", "count_use", "count_wrong_key", "create_user", "decide_maker", "describe", "disclose_group", "dissolve_group", "end_grant", "end_hook", "end_session", "end_sessions", "end_supervision", "enroll", "forget_guesses", "forget_hook_messages", "forget_requests", "form_group", "give_grant", "give_slip", "give_supervision", "give_up_second_factor", "import_template", "issue_unit_code", "join_unit", "keep_hook_fault", "keep_hook_try", "leave_roll", "link_identity", "load_members", "load_organizations", "load_people", "look_through", "make_feed", "make_token", "merge", "move", "prove", "record_sign_in", "register", "rename", "renew_recovery_codes", "resend_hook_message", "resume_hook", "retry_hook", "revoke_feed", "revoke_token", "set_notices", "sign_in", "tell_hooks", "tried", "try_hook", "unlink_identity", "use_slip", "use_token", "vacate",
]  # fmt: skip
