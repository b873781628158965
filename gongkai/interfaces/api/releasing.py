"""Making public circle by circle what was signed at the desk, and the ways by which a circle was served (第四条（二）, 第七条)."""

from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.api import duty_shapes
from gongkai.interfaces.api.door import Key, api, once
from gongkai.interfaces.api.reading import ERRORS
from gongkai.interfaces.api.working import WRITING, Id, Once, acts
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.publication.views import PlacementInput
from gongkai.rules.duties import LOCAL
from gongkai.rules.machine_access import Scope, demand_circle

DETAILS = ("note", "remark", "meeting", "chair", "recorder", "due", "attended", "absent", "questions")
VERBS = ("release",)


def _way(sent: duty_shapes.PlacementIn) -> PlacementInput:
    starts, ends = (
        one and (one if one.tzinfo else one.replace(tzinfo=LOCAL)) for one in (sent.starts_at, sent.ends_at)
    )
    details = {name: one for name in DETAILS if (one := getattr(sent, name)) not in (None, "")}
    return PlacementInput(sent.method, sent.place, starts, ends, details, carrier_id=sent.carrier)


@api.get(
    "/editions/{pk}/circle", response={200: duty_shapes.Coming, **ERRORS}, auth=Key(), tags=["办理"], url_name="circle"
)
def circle(request, pk: Id):
    """接下来向谁公开：目录定的方式、可以用的载体、现在能不能公开。"""
    actor = request.actor
    org_id = disclosures.edition(actor, edition_id=pk).disclosure.org_id
    coming = publication.next_circle(actor, edition_id=pk, now=request.now)
    ways, carriers = (), []
    if coming.audience is not None:
        ways = publication.planned(actor, edition_id=pk, audience=coming.audience)
        carriers = publication.carriers_for(actor, org_id=org_id, audience=coming.audience)
    offers = publication.offers(actor, edition_id=pk, now=request.now, today=request.today)
    return duty_shapes.Coming(
        audience=coming.audience, left=coming.left, open_from=coming.open_from,
        ways=[duty_shapes.Way(method=one.code, remark=one.remark) for one in ways],
        carriers=[
            duty_shapes.Carrier(
                method=one.way.code, remark=one.way.remark, carrier=one.key, name=one.words, usual=one.usual
            )
            for one in carriers
        ],
        offers=acts(offers, VERBS),
    )  # fmt: skip


@api.post(
    "/editions/{pk}/release", response={201: duty_shapes.Released, **WRITING}, auth=Key(Scope.PUBLISH), tags=["办理"],
    url_name="release",
)  # fmt: skip
def release(request, pk: Id, sent: duty_shapes.ReleaseIn, key: Once = None):
    """向下一个范围公开签发了的一件，写明用了哪些方式；网站由系统自动公开。只告诉本人的，在工作台登记。"""

    def act() -> duty_shapes.Released:
        coming = publication.next_circle(request.actor, edition_id=pk, now=request.now)
        demand_circle(asked=sent.audience, coming=coming.audience)
        made = publishing.release(
            request.actor, edition_id=pk, now=request.now, today=request.today, late_reason=sent.late_reason,
            placements=[_way(one) for one in sent.ways],
        )  # fmt: skip
        state = disclosures.edition(request.actor, edition_id=pk).state
        return duty_shapes.Released(
            publication=made.pk, edition=pk, audience=made.audience, state=state, published_at=made.published_at
        )

    return once(request, key, request.body, 201, act)


@api.post(
    "/publications/{pk}/placements", response={201: duty_shapes.Placed, **WRITING}, auth=Key(Scope.RELEASE), tags=["办理"],
    url_name="place",
)  # fmt: skip
def place(request, pk: Id, sent: duty_shapes.PlacementIn, key: Once = None):
    """补记一种公开方式：在哪里、从什么时候到什么时候；开会的，写上会议记录。时刻不带时区的，算北京时间。"""

    def act() -> duty_shapes.Placed:
        made = publishing.record_placement(request.actor, publication_id=pk, way=_way(sent), now=request.now)
        return duty_shapes.Placed(
            id=made.pk, publication=pk, method=made.method, place=made.place, starts_at=made.starts_at,
            ends_at=made.ends_at,
        )  # fmt: skip

    return once(request, key, request.body, 201, act)
