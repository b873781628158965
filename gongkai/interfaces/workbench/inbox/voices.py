"""What waits in the inbox from asking, hearing and reporting: to sign, to sort, to answer, to brief about."""

from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.participation import queries as voices
from gongkai.rules.permissions import Permission, may
from gongkai.rules.pressing import pressing
from gongkai.rules.procedures import CONSULTATION, HEARING, REPORT_UP


def voices_waiting(actor, *, homes, now, today) -> list[tuple[str, list[Waiting]]]:
    """The boxes of this area for the actor's own offices. A fixed number of queries for each office."""

    def where(permission: Permission) -> tuple[str, ...]:
        return tuple(org.path for org in homes if may(actor, permission, org.path))

    signing, working, answering = map(where, (Permission.APPROVE, Permission.DRAFT, Permission.CORRESPOND))
    boxes = []
    if signing or working:
        asked = {"signing": signing, "working": working, "today": today}
        boxes.append(("征求意见和听证", _to_decide(actor, asked, now)))
    if working:
        boxes.append(("党内情况通报", _briefings(actor, [org for org in homes if org.path in working], today)))
    if answering:
        boxes += [("情况反映", _reports(actor, answering)), ("咨询", _enquiries(actor, answering))]
        boxes.append(("上下往来", _messages(actor, answering)))
    return boxes


def _to_decide(actor, where: dict, now) -> list[Waiting]:
    asked = [
        Waiting(
            address("workbench:consultation", row.number), row.title,
            CONSULTATION.states[row.state] if not pressing(row.closes_on, where["today"]).late else "已截止，请整理并公布结果", row.closes_on,
        )
        for row in voices.consultations_waiting(actor, **where)
    ]  # fmt: skip
    heard = voices.hearings_waiting(actor, now=now, **where)
    return asked + [
        Waiting(address("workbench:hearing", row.number), row.title, HEARING.states[row.state]) for row in heard
    ]


def _briefings(actor, offices, today) -> list[Waiting]:
    found = []
    for org in offices:
        due = voices.briefing_owed(actor, org=org, today=today)
        if due is not None and (due.late_days or due.soon):
            url = f"{address('workbench:briefing_new')}?org={org.code}"
            found.append(Waiting(url, f"{org.short_name}该向党员通报情况了", "", due.due_on))
    return found


def _reports(actor, paths) -> list[Waiting]:
    rows = voices.open_reports(actor, paths=paths)
    return [
        Waiting(
            address("workbench:situation", row.number), row.title,
            REPORT_UP.states[row.state], row.ack_due if row.acknowledged_at is None else None,
        )
        for row in rows
    ]  # fmt: skip


def _enquiries(actor, paths) -> list[Waiting]:
    rows = voices.enquiries(actor, paths=paths, states=("asked",))
    return [
        Waiting(address("workbench:enquiry", row.number), row.question[:60], "待答复", row.due_on)
        for row in rows
    ]  # fmt: skip


def _messages(actor, paths) -> list[Waiting]:
    rows = voices.messages_received(actor, paths=paths, unsigned=True)
    return [
        Waiting(address("workbench:message", row.message.number), row.message.title, f"{row.message.org.short_name}发来，等签收")
        for row in rows
    ]  # fmt: skip
