"""Reading organizations and people."""

from gongkai.orgs.queries.accounts import actor_for, grants_of, people, user_names
from gongkai.orgs.queries.cards import Card, cards
from gongkai.orgs.queries.coverage import CoverageGap, coverage_gaps
from gongkai.orgs.queries.factor_resets import factor_resets, reset_offer
from gongkai.orgs.queries.groups import (
    Composition,
    composition,
    compositions,
    group_in_charge,
    groups_below,
    public_group,
    reads_groups,
)
from gongkai.orgs.queries.hooks import (
    HOOK,
    HookLetter,
    hook,
    hook_alive,
    hook_letter,
    hook_messages,
    hook_tries,
    hook_waiting,
    hooks,
    own_token,
    stopped_hooks,
    wanted_places,
)
from gongkai.orgs.queries.keeping import KeptAccount, account, account_named, accounts, all_accounts
from gongkai.orgs.queries.makers import MakerProposal, maker_decisions, maker_for
from gongkai.orgs.queries.notices import (
    FeedView,
    belongs,
    everyone_at_work,
    everyone_belonging,
    feed_at,
    feeds,
    news_at,
    notice_setting,
    owing_since,
    settings_of,
    short_names,
)
from gongkai.orgs.queries.posts import PostView, head_of, posts
from gongkai.orgs.queries.roll import (
    find_member,
    import_run,
    member,
    member_count,
    members,
    named_on_roll,
    own_memberships,
    roll_ledger,
    voting_members,
)
from gongkai.orgs.queries.second_factor import OwnFactor, begun_factor, has_second_factor, one_who_signs_in, own_factor
from gongkai.orgs.queries.sessions import sessions
from gongkai.orgs.queries.sign_on import one_behind, outside_identity
from gongkai.orgs.queries.standing import actors_holding, holder_named, holders
from gongkai.orgs.queries.tokens import Bearer, bearer, tokens
from gongkai.orgs.queries.tree import (
    Place,
    ancestors_of,
    at_paths,
    bodies,
    children,
    county,
    home_organizations,
    leading_group,
    line,
    name_on,
    named,
    names_history,
    organization,
    organization_at,
    organization_by_code,
    placements,
    subtree,
    subtree_page,
)

__all__ = [
    "Bearer", "Card", "Composition", "CoverageGap", "FeedView", "HOOK", "HookLetter", "KeptAccount", "MakerProposal", "OwnFactor", "Place", "PostView", "account", "account_named", "accounts", "actor_for", "actors_holding", "all_accounts", "ancestors_of", "at_paths", "bearer", "begun_factor", "belongs", "bodies", "cards", "children", "composition", "compositions", "county", "coverage_gaps", "everyone_at_work", "everyone_belonging", "factor_resets", "feed_at", "feeds", "find_member", "grants_of", "group_in_charge", "groups_below", "has_second_factor", "head_of", "holder_named", "holders", "home_organizations", "hook", "hook_alive", "hook_letter", "hook_messages", "hook_tries", "hook_waiting", "hooks", "import_run", "leading_group", "line", "maker_decisions", "maker_for", "member", "member_count", "members", "name_on", "named", "named_on_roll", "names_history", "news_at", "notice_setting", "one_behind", "one_who_signs_in", "organization", "organization_at", "organization_by_code", "outside_identity", "owing_since", "own_factor", "own_memberships", "own_token", "people", "placements", "posts", "public_group", "reads_groups", "reset_offer", "roll_ledger", "sessions", "settings_of", "short_names", "stopped_hooks", "subtree", "subtree_page", "tokens", "user_names", "voting_members", "wanted_places",
]  # fmt: skip
