"""全面、真实、具体: results come with figures or days, meetings with attendance (第四条（六）, R20)."""

import re
from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, warn

_FIGURE = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千万两]+(?:名|人|个|项|件|户|次|场|元|万|亩|公里|月|日|票|处)|全部|均"
)
_MEETING = re.compile(
    r"(?:党员大会|支部委员会|支委会|党委会|党组会|民主生活会|组织生活会|代表会议|党员代表大会|村民会议)"
)
_ATTENDANCE = re.compile(
    r"(?:应到|实到|到会|出席|参会|参加)[^。；\n]{0,14}?[0-9０-９一二三四五六七八九十百两]+\s?(?:余)?[名人位]"
    r"|[0-9０-９一二三四五六七八九十百两]+\s?[名人位][^。；\n]{0,8}?(?:到会|出席|参会|参加)"
    r"|全体[^。；\n]{0,8}?(?:到会|出席|参会|参加)"
)


def concrete(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn when the result has neither a figure nor a day. 第四条（六）; R20."""
    if draft.result.strip() and not _FIGURE.search(draft.result):
        yield warn("not_concrete", Part.RESULT, "第四条（六）")


def attendance(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn when a meeting decided and nobody wrote how many came. 第六条（二）; R20, R21."""
    meeting = _MEETING.search(draft.procedure)
    if meeting and not _ATTENDANCE.search(draft.procedure):
        yield warn("attendance_missing", Part.PROCEDURE, "第六条（二）", shown=meeting[0])
