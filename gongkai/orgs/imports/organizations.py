"""Looking through a file of organizations: what it adds, what it changes, what is wrong (R6, R175)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.ledger.fields import STEP
from gongkai.orgs.imports.findings import Findings
from gongkai.orgs.imports.records import Record
from gongkai.orgs.imports.shapes import ORGANIZATION_COLUMNS
from gongkai.orgs.models import Organization
from gongkai.orgs.queries.tree import CONTACT, DEEPEST
from gongkai.rules.actor import Actor
from gongkai.rules.organizations import OrgKind
from gongkai.rules.permissions import Permission, may

HEADERS = {column.field: column.header for column in ORGANIZATION_COLUMNS}
UNKNOWN = "没有代码为 {code} 的党组织。请核对，或者把它也写进文件。"
ELSEWHERE = {
    "name": "要更名，请到组织页面用“更名”，旧名称会留着。",
    "superior_code": "要改变隶属关系，请到组织页面用“移动”。",
}
ELSE = "已经登记的，这一列请到组织页面改；这里只改电话、接听时间和地址。"


@dataclass
class OrganizationPlan:
    """What a sound file would do: rows to register, and contact fields to change by organization id."""

    rows: int = 0
    adding: list[dict] = field(default_factory=list)
    changing: list[tuple[int, dict]] = field(default_factory=list)


def _known() -> dict[str, Organization]:
    return {org.code: org for org in Organization.objects.select_related("superior").iterator(chunk_size=2000)}


def _same(org: Organization, record: Record, findings: Findings) -> None:
    """A registered organization keeps its name, kind and place here; those have acts of their own."""
    now = {**vars(org), "superior_code": org.superior.code if org.superior else ""}
    for name in sorted(record.filled - set(CONTACT) - {"code"}, key=list(HEADERS).index):
        if record.values[name] != now[name]:
            findings.say(record.line, HEADERS[name], ELSEWHERE.get(name, ELSE))


def look_at_organizations(
    actor: Actor, rows: Iterable[Record], *, root: Organization, findings: Findings
) -> OrganizationPlan:
    """Judge every row against the register and against the rest of the file. One query."""
    known, plan = _known(), OrganizationPlan()
    lines: dict[str, int] = {}
    committees = {org.committee: org.name for org in known.values() if org.committee and org.lives}
    waiting: list[tuple[int, dict]] = []
    unsound: list[tuple[int, str]] = []  # not to be read whole; that their superior is unknown is told all the same

    def reachable(org: Organization) -> bool:
        return org.path.startswith(root.path) and may(actor, Permission.MANAGE_ORGS, org.path)

    for record in rows:
        plan.rows += 1
        code = record.values.get("code")
        if code in lines:
            findings.say(record.line, HEADERS["code"], f"代码 {code} 和第 {lines[code]} 行重复。请留一行。")
            continue
        if code:
            lines[code] = record.line
        if not record.sound:
            superior = record.values.get("superior_code")
            if superior and code not in known:
                unsound.append((record.line, superior))
            continue
        if code in known:
            org = known[code]
            if org.status != "active":
                findings.say(
                    record.line, HEADERS["code"], f"代码 {code} 是已经合并或撤销的“{org.name}”。请换一个代码。"
                )
            elif not reachable(org):
                findings.say(record.line, HEADERS["code"], f"“{org.name}”不在“{root.short_name}”下面，不能在这里改。")
            else:
                _same(org, record, findings)
                news = {name: record.values[name] for name in CONTACT if name in record.filled}
                if any(getattr(org, name) != value for name, value in news.items()):
                    plan.changing.append((org.pk, news))
            continue
        if record.values["kind"] is OrgKind.COUNTY_COMMITTEE:
            findings.say(record.line, HEADERS["kind"], "一个县只有一个县委，不能从文件里登记。")
        committee = record.values.get("committee", "")
        if committee and committee in committees:
            findings.say(record.line, HEADERS["committee"], f"“{committees[committee]}”已经是这个工委。请只留一个。")
        elif committee:
            committees[committee] = record.values["name"]
        waiting.append((record.line, record.values))
    _hang(waiting, known=known, lines=lines, reachable=reachable, root=root, findings=findings)
    for line, superior in unsound:
        if superior not in known and superior not in lines:
            findings.say(line, HEADERS["superior_code"], UNKNOWN.format(code=superior))
    plan.adding = [values for _, values in waiting]
    return plan


def _hang(waiting, *, known, lines, reachable, root: Organization, findings: Findings) -> None:
    """See that every new organization hangs, over the others of the file, below one that is registered."""
    above = {values["code"]: values["superior_code"] for _, values in waiting}
    depth: dict[str, int] = {}

    def depth_of(code: str) -> int | None:
        """The level of an organization; None when its line of superiors leads nowhere or in a circle."""
        chain: list[str] = []
        while code in above and code not in depth and len(chain) <= len(above):
            chain.append(code)
            code = above[code]
        level = depth.get(code)
        if level is None and code in known and code not in above:
            level = len(known[code].path) // STEP
        for step in reversed(chain):
            level = None if level is None else level + 1
            if level is not None:
                depth[step] = level
        return level

    for line, values in waiting:
        code = values["superior_code"]
        if code in above:
            if depth_of(values["code"]) is None and _circle(values["code"], above):
                findings.say(
                    line, HEADERS["superior_code"], f"上级代码 {code} 绕成了一圈，最上面没有已经登记的党组织。"
                )
        elif code in known and known[code].lives:
            if not reachable(known[code]):
                findings.say(line, HEADERS["superior_code"], f"“{known[code].name}”不在“{root.short_name}”下面。")
        elif code in known:
            findings.say(line, HEADERS["superior_code"], f"“{known[code].name}”已经合并或撤销。请换一个上级。")
        elif code not in lines:
            findings.say(line, HEADERS["superior_code"], UNKNOWN.format(code=code))
        if (depth_of(values["code"]) or 0) > DEEPEST:
            findings.say(line, HEADERS["superior_code"], f"党组织最多 {DEEPEST} 层，这一行超过了。")


def _circle(code: str, above: dict[str, str]) -> bool:
    seen = set()
    while code in above:
        if code in seen:
            return True
        seen.add(code)
        code = above[code]
    return False
