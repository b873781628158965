"""My rights: the five rights of 第四条（一）, and what on this site serves each (R10)."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.workbench.frame import desk, frame
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as participation
from gongkai.rules.rights import MEANINGS, TERMS, Right


@dataclass(frozen=True)
class Service:
    """Something on this site and what it is good for; `own`: the address needs the reader's organization; `party`: for members."""

    label: str
    name: str
    note: str
    own: bool = False
    party: bool = False


SERVICES: dict[Right, tuple[Service, ...]] = {
    Right.KNOW: (
        Service("公开给您的", "workbench:me", "党内公开的和面向群众公开的，新的在前"),
        Service("本组织的公开", "portal:organization", "这个月应公开什么、公开了没有", own=True),
        Service("查找", "portal:search", "按村名、事项、索引号"),
        Service("申请公开", "portal:application_new", "没有公开、您又想知道的；不公开要由上级审定"),
        Service("我的申请", "portal:applications", "办到哪一步、答复、上级怎样审定"),
        Service("咨询", "portal:enquiries", "问党内的事怎么办，先看别人问过的", own=True),
    ),
    Right.TAKE_PART: (
        Service("征求意见和听证", "portal:consulting", "重大决策定下来以前，填意见、报名听证"),
        Service("公开目录", "portal:catalog", "应当公开什么；少了哪一项，可以提出来", own=True),
        Service("提建议", "portal:opinion_new", "写给您的党组织，有专人收、有人办", own=True),
    ),
    Right.ELECT: (Service("选举和换届的公开", "portal:search", "查“选举”“换届”，看候选人、程序和结果"),),
    Right.SPEAK: (
        Service("提意见", "portal:opinion_new", "可以署名，也可以不署名", own=True),
        Service("我提过的意见", "portal:opinions_mine", "办到哪一步、答复、评价、要求重办"),
        Service("反映情况", "portal:reports", "党员向自己的党组织或它的上级反映", party=True),
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
    member = participation.may_report(actor)
    shown = [
        (
            TERMS[right],
            MEANINGS[right],
            [(one.label, _address(one, home.code), one.note) for one in services if member or not one.party],
        )
        for right, services in SERVICES.items()
    ]
    context = frame(request, "", crumbs=(("我的", reverse("workbench:me")), ("我的权利", "")), shown=shown, home=home)
    return render(request, "workbench/rights.html", context)
