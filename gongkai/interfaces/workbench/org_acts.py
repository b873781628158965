"""What the county office may do with one organization: each act with its form, its effects in words, its carrying out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.ui.dates import cn_date_year
from gongkai.interfaces.workbench import office_forms as forms
from gongkai.obligations import actions as obliging
from gongkai.obligations import queries as obligations
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.rules.makers import RULE_SENTENCES
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain, role_name

NAMED = 8
P = Permission


@dataclass(frozen=True)
class Act:
    """One act on an organization. `effects` makes it ask twice: what happens is listed first."""

    title: str
    button: str
    permission: Permission
    form: Callable  # request, org, data → form
    carry: Callable  # request, org, cleaned data → what was done, in words
    effects: Callable | None = None  # request, org, cleaned data → (sentences, stops)
    lede: Callable | None = None  # request, org → one sentence


def by_code(request, code: str):
    """An organization by the code that was typed. Raises `Refused` with words when there is none."""
    try:
        return orgs.organization_by_code(request.actor, code=code.strip())
    except Refused as nothing:
        raise Refused("typed_code_unknown", typed=code.strip()) from nothing


def _some(rows) -> str:
    return _few([one.short_name for one in rows])


def _few(names: list[str]) -> str:
    return "、".join(names[:NAMED]) + (f"等 {len(names)} 个" if len(names) > NAMED else "")


def _plain(form_class):
    return lambda request, org, data: form_class(data)


def _dated(form_class, *names: str):
    return lambda request, org, data: form_class(data, initial=dict.fromkeys(names, request.today))


def _with_people(form_class, *dates: str):
    def build(request, org, data):
        people = orgs.people(request.actor, org_id=org.pk)
        return form_class(data, people=people, initial=dict.fromkeys(dates, request.today))

    return build


def _ending(request, org, data):
    return forms.EndForm(data, initial={"row_id": request.GET.get("row", ""), "on": request.today})


def _describe_form(request, org, data):
    names = ("phone", "phone_hours", "address")
    return forms.DescribeForm(data, initial={name: getattr(org, name) for name in names})


def _describe(request, org, data):
    organizing.describe(request.actor, org_id=org.pk, now=request.now, today=request.today, **data)
    return "登记内容已改，公开页上马上能看到。"


def _rename_effects(request, org, data):
    since = cn_date_year(data["from_date"])
    later = [row for row in orgs.names_history(request.actor, org_id=org.pk) if row.from_date > data["from_date"]]
    if later:
        until = cn_date_year(later[0].from_date)
        return [
            f"补记以前的名称：从{since}起到{until}以前叫“{data['name']}”。",
            f"现在的名称“{org.name}”从{cn_date_year(later[-1].from_date)}起，不变。如果是刚改的名称，请改日期。",
        ], []
    lines = [
        f"从{since}起，全称由“{org.name}”改为“{data['name']}”。",
        f"简称改为“{data['short_name'] or data['name'][:40]}”，网址里的代码 {org.code} 不变。",
        "以前公开的件、备案和签名仍显示当时的名称。",
    ]
    return lines, []


def _rename(request, org, data):
    row = organizing.rename(request.actor, org_id=org.pk, now=request.now, **data)
    if orgs.organization(request.actor, org_id=org.pk).name != row.name:
        return f"已补记以前的名称“{row.name}”。"
    return f"已更名为“{row.name}”。"


def _move_effects(request, org, data):
    superior = by_code(request, data["superior"])
    below = orgs.subtree(request.actor, path=org.path)[1:]
    lines = [
        f"从{cn_date_year(data['from_date'])}起，{org.short_name}的上级由{org.superior.short_name if org.superior else '（没有）'}改为{superior.name}。",
        f"下面的 {len(below)} 个组织一起移过去：{_some(below)}。" if below else "下面没有别的组织。",
        "暂不公开备案、变更申请和催办，以后由新上级办。",
        "目录制定机关按第六条（一）重新确定；直接指定过的不变。已经产生的应公开事项不变。",
        "看板上以前各月的数也归到新上级下面。",
    ]
    return lines, []


def _move(request, org, data):
    superior = by_code(request, data["superior"])
    organizing.move(
        request.actor,
        org_id=org.pk,
        superior_id=superior.pk,
        from_date=data["from_date"],
        basis=data["basis"],
        now=request.now,
    )
    return f"已移到{superior.short_name}下面。"


def _unfinished(request, org) -> list[str]:
    """What is still open, so that it is closed before the organization ends."""
    duties = obligations.todo(request.actor, org_id=org.pk, today=request.today)
    late = [row.title or row.name for row in duties if row.late]
    drafts = disclosures.drafts(request.actor, org_id=org.pk)
    lines = []
    if late:
        lines.append(f"还有 {len(late)} 件逾期：{_few(late)}。请在这一天前公开，或者报暂不公开备案。")
    if drafts:
        titles = disclosures.titles(request.actor, edition_ids={one.pk for one in drafts})
        lines.append(
            f"还有 {len(drafts)} 件没有公开的稿子：{_few(list(titles.values()))}。合并、撤销以后不能再接着办。"
        )
    return lines


def _ending_facts(request, org):
    below = orgs.children(request.actor, org_id=org.pk)
    held = [post for post in orgs.posts(request.actor, org_id=org.pk, day=request.today) if not post.vacant]
    grants = orgs.grants_of(request.actor, org_id=org.pk, today=request.today)
    members = orgs.member_count(request.actor, org_id=org.pk, day=request.today)
    stops = [f"下面还有 {len(below)} 个组织：{_some(below)}。请先移走、合并或撤销它们。"] if below else []
    lines = [
        f"{len(held)} 个任职、{len(grants)} 个角色到前一天为止：{'、'.join(post.holder_name for post in held) or '现在都空缺'}。",
        "加入本单位的邀请码停用。",
        "从下一个公开日起不再列应公开事项；以前各月的公开和逾期仍算它自己的。",
        *_unfinished(request, org),
        "公开过的件、名称和网址都留着，谁都还能看。",
    ]
    return members, lines, stops


def _merge_effects(request, org, data):
    successor = by_code(request, data["successor"])
    members, lines, stops = _ending_facts(request, org)
    first = [
        f"从{cn_date_year(data['on'])}起，{org.short_name}并入{successor.name}，公开页上写明去向。",
        f"名册上的 {members} 名党员转到{successor.short_name}的名册，名册号不变。",
    ]
    return first + lines, stops


def _merge(request, org, data):
    successor = by_code(request, data["successor"])
    passed = obliging.merge_organization(
        request.actor, org_id=org.pk, successor_id=successor.pk, on=data["on"], basis=data["basis"], now=request.now
    )
    more = f"{len(passed)} 件没公开完的事转到{successor.short_name}的待办。" if passed else ""
    return f"已并入{successor.name}。{more}"


def _abolish_effects(request, org, data):
    members, lines, stops = _ending_facts(request, org)
    if members:
        stops.append(f"名册上还有 {members} 名党员。请先转到别的组织，或改用合并。")
    return [f"从{cn_date_year(data['on'])}起，{org.name}撤销。", *lines], stops


def _abolish(request, org, data):
    obliging.abolish_organization(request.actor, org_id=org.pk, now=request.now, **data)
    return f"{org.short_name}已撤销，公开过的件仍可查。"


def _maker_lede(request, org) -> str:
    try:
        found = orgs.maker_for(request.actor, org_id=org.pk)
    except Refused as refused:
        return "按规则还定不下来：" + explain(refused.code, refused.facts)
    maker = orgs.organization(request.actor, org_id=found.maker_id)
    return f"按规则应由{maker.name}制定：{RULE_SENTENCES[found.ruling.rule]}（{found.ruling.basis}）。"


def _maker(request, org, data):
    maker = by_code(request, data["maker"]) if data["maker"] else None
    row = organizing.decide_maker(
        request.actor, org_id=org.pk, maker_id=maker.pk if maker else None, basis=data["basis"], now=request.now,
        today=request.today,
    )  # fmt: skip
    return f"目录由{orgs.organization(request.actor, org_id=row.maker_id).name}制定。"


def _person(request, data) -> int:
    """The chosen account, or the one of this user name. Accounts are opened by the system administrator alone."""
    return int(data["user"]) if data["user"] else orgs.account_named(request.actor, username=data["username"]).pk


def _appoint(request, org, data):
    with transaction.atomic():
        post = organizing.appoint(
            request.actor, org_id=org.pk, duty=data["duty"], title=data["title"], user_id=_person(request, data),
            from_date=data["from_date"], acting=data["acting"], phone=data["phone"], to_date=data["to_date"],
            basis=data["basis"], now=request.now,
        )  # fmt: skip
    return f"{post.holder_name}从{cn_date_year(post.from_date)}起{'代理' if post.acting else '任'}{post.title}。"


def _vacate(request, org, data):
    if data["row_id"] not in {post.post_id for post in orgs.posts(request.actor, org_id=org.pk, day=request.today)}:
        raise Refused("not_found", hidden=True)
    organizing.vacate(request.actor, post_id=data["row_id"], on=data["on"], now=request.now)
    return "任职已结束，公开页上写“空缺”，等新的任职。"


def _grant(request, org, data):
    with transaction.atomic():
        user_id = _person(request, data)
        row = organizing.give_grant(
            request.actor, org_id=org.pk, user_id=user_id, role=data["role"], subtree=data["subtree"],
            from_date=data["from_date"], to_date=data["to_date"], basis=data["basis"], now=request.now,
        )  # fmt: skip
    return f"已给{row.user.name}“{role_name(row.role)}”的角色。"


def _end_grant(request, org, data):
    held = orgs.grants_of(request.actor, org_id=org.pk, today=request.today)
    if data["row_id"] not in {row.pk for row in held}:
        raise Refused("not_found", hidden=True)
    organizing.end_grant(request.actor, grant_id=data["row_id"], on=data["on"], now=request.now)
    return "角色已结束。"


def _code(request, org, data):
    code = organizing.issue_unit_code(request.actor, org_id=org.pk, now=request.now, **data)
    return f"邀请码 {code}，只显示这一次，请现在抄下。凭它可以加入{org.short_name}，看向本单位公开的件。"


def _never(sentence: str):
    return lambda request, org: sentence


ACTS = {
    "describe": Act("改登记内容", "存下登记内容", P.MANAGE_ORGS, _describe_form, _describe),
    "rename": Act("更名", "更名", P.MANAGE_ORGS, _dated(forms.RenameForm, "from_date"), _rename, _rename_effects),
    "move": Act("改隶属关系", "改隶属关系", P.MANAGE_ORGS, _dated(forms.MoveForm, "from_date"), _move, _move_effects),
    "merge": Act("并入另一个组织", "合并", P.MANAGE_ORGS, _dated(forms.MergeForm, "on"), _merge, _merge_effects),
    "abolish": Act("撤销", "撤销这个组织", P.MANAGE_ORGS, _dated(forms.AbolishForm, "on"), _abolish, _abolish_effects),
    "maker": Act("目录由谁制定", "定下由谁制定目录", P.MANAGE_ORGS, _plain(forms.MakerForm), _maker, None, _maker_lede),
    "appoint": Act(
        "任职", "登记任职", P.MANAGE_PEOPLE, _with_people(forms.AppointForm, "from_date"), _appoint, None,
        _never("同一职责原来的任职到前一天为止；代理不结束原来的任职。对应的角色一起给。"),
    ),
    "vacate": Act("结束任职", "结束任职", P.MANAGE_PEOPLE, _ending, _vacate),
    "grant": Act("给角色", "给这个角色", P.MANAGE_PEOPLE, _with_people(forms.GrantForm, "from_date"), _grant),
    "end_grant": Act("结束角色", "结束角色", P.MANAGE_PEOPLE, _ending, _end_grant),
    "code": Act(
        "发邀请码", "发邀请码", P.MANAGE_PEOPLE, _plain(forms.UnitCodeForm), _code, None,
        _never("本单位、本村的群众凭码加入，看向本单位公开的件。码只显示一次，系统不留底。"),
    ),
}  # fmt: skip
