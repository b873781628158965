"""公示: how long, and to whom one may speak; cadre matters by their own rules (第七条, 第八条（四）)."""

import re
from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, stop

_CONTACT = re.compile(r"电话|来信|来访|信箱|联系|受理|0[0-9]{2,3}[-—– ]?[0-9]{3,4} ?[0-9]{4}")


def notice(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop when a matter that must be posted lacks its period, is posted too briefly, or names no contact.

    A matter must be posted when its entry says for how many working days, or when the cadre rules
    hold; those give at least the rulebook's figure. 第七条、第八条（四）; R61, R77, R78.
    """
    least = draft.entry.notice_days if draft.entry and draft.entry.notice_days else None
    if draft.by_rule:
        least = max(least or 0, draft.notice_least)
        if draft.entry and draft.audiences != draft.entry.audiences and not draft.scope_reason.strip():
            yield stop("rule_scope_reason", Part.SCOPE, "第七条")
    if least is None:
        return
    if not draft.notice_days:
        yield stop("notice_missing", Part.NOTICE, "第八条（四）", least=least)
    elif draft.notice_days < least:
        yield stop("notice_short", Part.NOTICE, "第八条（四）", given=draft.notice_days, least=least)
    if not _CONTACT.search("\n".join((draft.content, draft.procedure, draft.result))):
        yield stop("contact_missing", Part.CONTENT, "第八条（四）")
