"""The manual of the checks: what is looked at before a draft is sent for review.

Two groups. Those that *stop* keep 送审 closed until the draft is put right; personal numbers and
papers marked internal can also be let pass by a second person's recorded decision. Those that
*warn* ask for a second look and never stand in the way. One file per concern; every function
takes `DraftFacts` and yields `CheckFinding`s; the words stand in `words`.
"""

from collections.abc import Collection

from gongkai.rules.checks.catalog import deviation
from gongkai.rules.checks.channels import channel_fit, single_carrier
from gongkai.rules.checks.concrete import attendance, concrete
from gongkai.rules.checks.facts import (
    TERMS,
    THREE_PARTS,
    AttachedFile,
    Check,
    CheckFinding,
    CheckReport,
    DraftFacts,
    EntryTerms,
    Part,
)
from gongkai.rules.checks.files import files_doubtful, files_refused
from gongkai.rules.checks.follow_up import implementation, same_as_before
from gongkai.rules.checks.lateness import lateness
from gongkai.rules.checks.notice import notice
from gongkai.rules.checks.period import wrong_period
from gongkai.rules.checks.personal import personal_numbers, personal_words
from gongkai.rules.checks.plain_words import plain_words
from gongkai.rules.checks.scope import member_scope, party_first, scope_fit
from gongkai.rules.checks.secret import secrecy_marks, secrecy_words
from gongkai.rules.checks.sums import sums
from gongkai.rules.checks.three_parts import three_parts
from gongkai.rules.checks.title import title

__all__ = [
    "ALL", "STOPPING", "TERMS", "THREE_PARTS", "WARNING", "AttachedFile", "Check", "CheckFinding", "CheckReport",
    "DraftFacts", "EntryTerms", "Part", "run",
]  # fmt: skip

STOPPING = (
    Check("title", "有标题，不超过80字", "第四条（六）", title),
    Check("three_parts", "内容、程序、结果齐全，空的写明原因", "第二条", three_parts),
    Check("scope_fit", "写明向谁公开", "第二条", scope_fit),
    Check("channel_fit", "公开方式与公开范围相配，人人看得到", "第七条", channel_fit),
    Check("deviation", "范围、方式、时限与公开目录一致", "第六条（二）", deviation),
    Check("party_first", "先党内后党外", "第四条（二）", party_first),
    Check("member_scope", "至少向党员公开，少于这个范围有理由", "第四条（二）", member_scope),
    Check("notice", "需要公示的写明公示期和联系方式", "第八条（四）", notice),
    Check("personal_numbers", "没有身份证号、银行卡号、手机号", "第四条（二）", personal_numbers),
    Check("secrecy_marks", "没有密级标志和内部标志", "第四条（二）", secrecy_marks),
    Check("files_refused", "附件都能用", "第四条（六）", files_refused),
)

WARNING = (
    Check("plain_words", "有一句话说明，不超过60字", "第四条（六）", plain_words),
    Check("concrete", "“结果”里有数字或日期", "第四条（六）", concrete),
    Check("wrong_period", "写的是该写的那个月", "第八条（二）", wrong_period),
    Check("sums", "表格合计和结余对得上", "第四条（六）", sums),
    Check("attendance", "开过会的写明到会人数", "第六条（二）", attendance),
    Check("personal_words", "没有住址、生日、病情等个人情况", "第四条（二）", personal_words),
    Check("secrecy_words", "没有提到秘密事项", "第四条（二）", secrecy_words),
    Check("single_carrier", "向群众公开不止一种方式", "第四条（六）", single_carrier),
    Check("implementation", "有计划也有落实情况", "第五条", implementation),
    Check("same_as_before", "不是上次的原样照抄", "第四条（六）", same_as_before),
    Check("lateness", "迟了的写明原因", "第八条", lateness),
    Check("files_doubtful", "附件的文字读得出来", "第四条（六）", files_doubtful),
)

ALL = (*STOPPING, *WARNING)


def run(draft: DraftFacts, *, decided: Collection[tuple[str, str]] = ()) -> CheckReport:
    """All checks over a draft. `decided`: pairs (code, digest) that a second person let pass (P29)."""
    stops: list[CheckFinding] = []
    lifted: list[CheckFinding] = []
    warnings: list[CheckFinding] = []
    passed: list[Check] = []
    for check in ALL:
        found = list(check.run(draft))
        if not found:
            passed.append(check)
        for one in found:
            if check in WARNING:
                warnings.append(one)
            elif one.liftable and (one.code, one.digest) in decided:
                lifted.append(one)
            else:
                stops.append(one)
    return CheckReport(tuple(stops), tuple(warnings), tuple(passed), tuple(lifted))
