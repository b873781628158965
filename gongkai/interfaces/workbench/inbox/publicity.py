"""What waits in the inbox from the eight systems, disclosure days, public concerns and typical cases."""

from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.obligations import queries as obligations
from gongkai.participation import queries as voices
from gongkai.rules.eight_systems import missing_ones
from gongkai.rules.permissions import Permission, may
from gongkai.rules.terms import label


def publicity_waiting(actor, *, homes, today) -> list[tuple[str, list[Waiting]]]:
    """The boxes of this area for the offices where the actor drafts."""
    offices = [org for org in homes if may(actor, Permission.DRAFT, org.path)]
    owing = [org for org in offices if org.owes_duties]
    return [
        ("社会关切", _concerns(actor, offices)),
        ("典型案例", _cases(actor, homes)),
        ("公开日活动", [one for org in owing for one in _day(actor, org, today)]),
        ("八项制度", [one for org in owing for one in _lacking(actor, org)]),
    ]


def _concerns(actor, offices) -> list[Waiting]:
    """Concerns that wait for their public answer, due first (第九条（一）)."""
    return [
        Waiting(
            address("workbench:concern", row.number), row.matter[:60],
            "待公开回应", row.due_on,
        )
        for row in voices.concerns_to_answer(actor, paths=tuple(org.path for org in offices))
    ]  # fmt: skip


def _cases(actor, homes) -> list[Waiting]:
    """Recommended cases that wait for the county office (第九条（一）)."""
    counties = tuple(org.path for org in homes if org.superior_id is None and may(actor, Permission.INSPECT, org.path))
    return [
        Waiting(
            address("workbench:typical_case", row.number), row.title,
            f"{row.org.short_name}推荐，待选用　{row.number}",
        )
        for row in (voices.cases_to_judge(actor, paths=counties) if counties else ())
    ]  # fmt: skip


def _day(actor, org, today) -> list[Waiting]:
    """This month's disclosure day came and what was done on it is not recorded (第八条（二）)."""
    day = voices.day_to_record(actor, org_id=org.pk, today=today)
    if day is None:
        return []
    page = f"{address('workbench:activity_new_day')}?org={org.code}"
    return [Waiting(page, f"{org.short_name}{day.month}月公开日活动还没有登记", f"{cn_date(day)}　接待、走访、听意见")]


def _lacking(actor, org) -> list[Waiting]:
    """One line for an organization whose own rules are not complete (第九条)."""
    lacking = missing_ones(obligations.systems_public(actor, org_id=org.pk))
    if not lacking:
        return []
    names = "、".join(label(one) for one in lacking)
    page = f"{address('workbench:systems')}?org={org.code}"
    return [Waiting(page, f"{org.short_name}还缺 {len(lacking)} 项制度", f"{names}　第九条")]
