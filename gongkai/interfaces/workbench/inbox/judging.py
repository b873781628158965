"""What waits in the inbox from yearly assessments and accountability."""

from gongkai.assessment import queries as assessment
from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.rules.permissions import Permission, may
from gongkai.rules.scoring import TERMS, Line


def judging_waiting(actor, *, homes, today) -> list[tuple[str, list[Waiting]]]:
    """The boxes of this area: one query for everybody, two more for those who assess, one for the days of each kind that is there."""
    waiting = assessment.cases_waiting(actor, today=today)
    boxes = [
        ("陈述申辩", [_heard(row) for row in waiting.state]),
        ("责任追究", [_ready(row, due) for row, due in waiting.decide]),
    ]
    paths = tuple(org.path for org in homes if may(actor, Permission.ASSESS, org.path))
    if paths:
        sheets = assessment.sheets_to_review(actor, paths=paths)
        boxes.append(("自评待审核", [_sheet(row, due) for row, due in sheets]))
        boxes.append(("考评异议", [_dispute(row) for row in assessment.disputes_to_review(actor)]))
    return boxes


def _heard(row) -> Waiting:
    return Waiting(
        address("workbench:case", row.number),
        "责任追究的事实已经告知，可以陈述申辩",
        f"{row.org.placed_name}　{row.number}",
        row.until,
    )


def _ready(row, due) -> Waiting:
    title = f"{row.org.placed_name}　{'可以作决定' if row.measure else '先选处理办法，再作决定'}"
    note = f"{cn_date(row.stated_at)}收到陈述申辩" if row.stated_at else "陈述申辩的期限已经过了"
    return Waiting(address("workbench:case", row.number), title, f"{note}　{row.number}", due)


def _sheet(row, due) -> Waiting:
    url = address("workbench:year_sheet", row.org.code, row.year)
    note = f"{cn_date(row.submitted_at)}报送　{row.number}"
    return Waiting(url, f"审核{row.org.placed_name}{row.year}年自评", note, due)


def _dispute(row) -> Waiting:
    sheet = row.sheet
    title = f"复核{sheet.org.placed_name}{sheet.year}年的异议：{TERMS[Line(row.line)]}"
    return Waiting(
        address("workbench:year_dispute", row.pk), title, f"{row.filer_name}　{cn_date(row.filed_at)}提出", row.due_on
    )
