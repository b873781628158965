"""My rights: the five rights of 第四条（一）, and what on this site serves each (R10)."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.workbench.frame import desk, frame
from gongkai.orgs import queries as orgs
from gongkai.rules.rights import MEANINGS, TERMS, Right


@dataclass(frozen=True)
class Service:
    """Something on this site and what it is good for; `own`: the address needs the reader's organization."""

    label: str
    name: str
    note: str
    own: bool = False


SERVICES: dict[Right, tuple[Service, ...]] = {
    Right.KNOW: (
        Service("公开给您的", "workbench:me", "党内公开的和面向群众公开的，新的在前"),
        Service("本组织的公开", "portal:organization", "这个月应公开什么、公开了没有", own=True),
        Service("查找", "portal:search", "按村名、事项、索引号"),
        Service("申请公开", "portal:application_new", "没有公开、您又想知道的；不公开要由上级审定"),
    ),
    Right.TAKE_PART: (
        Service("公开目录", "portal:catalog", "应当公开什么；少了哪一项，可以提出来", own=True),
        Service("提建议", "portal:opinion_new", "写给您的党组织，有专人收、有人办", own=True),
    ),
    Right.ELECT: (Service("选举和换届的公开", "portal:search", "查“选举”“换届”，看候选人、程序和结果"),),
    Right.SPEAK: (
        Service("提意见", "portal:opinion_new", "可以署名，也可以不署名", own=True),
        Service("我提过的意见", "portal:opinions_mine", "办到哪一步、答复、评价、要求重办"),
    ),
    Right.SUPERVISE: (
        Service("应公开而没有公开的", "portal:gaps", "迟了多少天、谁负责", own=True),
        Service("意见和答复", "portal:opinion_results", "别人问过什么、怎样答复、用了几天", own=True),
    ),
}


def _address(service: Service, code: str) -> str:
    return reverse(service.name, args=[code] if service.own else [])


@desk
def rights(request):
    """The rights one by one, each with the pages that serve it for the reader's own organization."""
    actor = request.actor
    path = next(iter((*actor.party, *actor.units, *actor.home_paths)), "") if actor.is_person else ""
    home = orgs.organization_at(actor, path=path) if path else orgs.county(actor)
    shown = [
        (TERMS[right], MEANINGS[right], [(one.label, _address(one, home.code), one.note) for one in services])
        for right, services in SERVICES.items()
    ]
    context = frame(request, "", crumbs=(("我的", reverse("workbench:me")), ("我的权利", "")), shown=shown, home=home)
    return render(request, "workbench/rights.html", context)
