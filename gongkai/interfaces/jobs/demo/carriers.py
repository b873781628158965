"""Boards, screens and phones of the demonstration, a document on its way, and one person told (R2, R56, R59)."""

from datetime import date, timedelta
from random import Random

from gongkai.interfaces.jobs.demo.desk import CLERK, Desk
from gongkai.interfaces.jobs.demo.people import invented_name
from gongkai.interfaces.jobs.demo.structure import INDOORS, LAZY, TRY_VILLAGE, boards
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.orgs import queries as orgs
from gongkai.publication import actions as publication
from gongkai.publication import queries as published
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import queries as library
from gongkai.rules.actor import Actor
from gongkai.rules.addressees import TERMS, Addressees
from gongkai.rules.carriers import CarrierKind, Condition

COUNTY_RULES = "qijiang-2011"
WITHOUT = ("N02", "J03", "Z16-C01")  # not registered yet: they stand in the coverage gaps
SINCE = date(2012, 3, 1)
READERS = ("县人大常委会办公室", "县政府办公室", "县政协办公室", "县纪委", "县人武部", "县法院", "县检察院")
ALONE, MEMBER = "C27", "dangyuan"
SILENT = 3  # every third has not signed yet


def load(by_code: dict, desk: Desk, plan) -> None:
    """Everything of this file; carriers first, because what is released afterwards hangs on them."""
    clock = Actor.clock()
    rows = [row for org in by_code.values() if org.owes_duties for row in _rows(org, plan)]
    publication.load_carriers(clock, rows=rows, now=desk.tick())
    _document(by_code, desk)


def _rows(org, plan) -> list[dict]:
    """An organization's carriers with their keepers and this month's checks."""
    if org.code in WITHOUT:
        return []
    rng = Random(f"{plan.seed}:carriers:{org.code}")  # noqa: S311 - invented data
    places = [(CarrierKind.BOARD, place, place) for place in boards(org.kind, org.short_name)]
    places.append((CarrierKind.INDOOR_BOARD, INDOORS, INDOORS))
    if org.kind == "town":
        places.append((CarrierKind.SCREEN, "政务大厅显示屏", "政务大厅进门左手"))
    if org.code == TRY_VILLAGE:
        places.append((CarrierKind.MOBILE, "村民手机群", f"{org.short_name}村民群"))
    if org.phone:
        places.append((CarrierKind.PHONE, "公开电话", org.phone))
    return [
        {
            "org_id": org.pk, "org_path": org.path, "kind": kind.value, "name": name, "place": place, "from_date": SINCE,
            "keepers": _keepers(rng, plan.today), "checks": list(_checks(org, kind, rng, plan.today)),
        }
        for kind, name, place in places
    ]  # fmt: skip


def _keepers(rng: Random, today: date) -> list[tuple]:
    phone = f"023-0000 0{rng.randrange(100, 999)}"
    found = [(invented_name(rng), phone, SINCE)]
    if rng.random() < 0.3:
        found.append((invented_name(rng), phone, today - timedelta(days=rng.randrange(40, 300))))
    return found


def _checks(org, kind: CarrierKind, rng: Random, today: date):
    """The busy look each month; the lazy towns have not looked for long."""
    lazy = org.code.startswith(LAZY)
    for back in (95, 64) if lazy else (66, 34, 4):
        worn = rng.random() < 0.08
        condition = Condition.WORN if worn else Condition.GOOD
        wrong = "玻璃裂了一条缝，不影响看" if worn else ""
        hangs = kind is not CarrierKind.PHONE
        yield today - timedelta(days=back), invented_name(rng), condition.value, wrong, hangs
    if org.code == f"{LAZY[0]}-C01" and kind is CarrierKind.BOARD:
        yield today - timedelta(days=12), invented_name(rng), Condition.UNUSABLE.value, "被货车撞倒，正在修", False


def _document(by_code: dict, desk: Desk) -> None:
    """The county's rules sent to six classes and the villages; most have signed, the try-out village has not."""
    office, clock = desk.at("xian-bangongshi"), Actor.clock()
    sent = desk.now - timedelta(days=8)
    head = (
        Addressees.STREETS, Addressees.TOWNS, Addressees.COMMITTEE_OFFICES, Addressees.DEPARTMENTS, Addressees.PEOPLES,
        Addressees.CITY_UNITS, Addressees.VILLAGES,
    )  # fmt: skip
    groups = library.addressees(office)
    classes = {TERMS[name]: [org.pk for org in groups[name]] for name in head if name in groups}
    rulebook.distribute(office, code=COUNTY_RULES, classes=classes, readers=READERS, now=sent)
    village = by_code[TRY_VILLAGE].pk
    for turn, row in enumerate(library.distributions(office, regulation_code=COUNTY_RULES)):
        if row.org_id and row.org_id != village and turn % SILENT:
            rulebook.acknowledge(clock, distribution_id=row.pk, now=sent + timedelta(hours=5, minutes=turn))


def tell_one(desk: Desk, shown) -> None:
    """A member hears at the village office what concerns that member alone (第七条, F4)."""
    title = "年度考核等次告知"
    trigger = obligations.register_event(
        desk.at(CLERK),
        org_id=desk.org.pk,
        code=ALONE,
        title=title,
        event_on=desk.today - timedelta(days=1),
        **desk.when,
    )
    duty = duties.duty(
        Actor.clock(), org_id=desk.org.pk, period=trigger.period, code=ALONE, trigger_id=trigger.pk, today=desk.today
    )
    edition = desk.draft(duty, event=title)
    desk.bring(edition, "approve")
    clerk, told = desk.at(CLERK), desk.at(MEMBER)
    roll = orgs.members(clerk, org_id=desk.org.pk, day=desk.today, limit=1000)
    member = next(one for one in roll if one.user_id == told.user_id)
    publication.tell_person(
        clerk, edition_id=edition.pk, person_name="", member_id=member.pk, method_code="mt", told_at=desk.now,
        place="村委会办公室", informer=clerk.name, answer="没有意见。", signed=True, **desk.when,
    )  # fmt: skip
    shown.desk("告知个人", edition)


def send_one(desk: Desk) -> None:
    """The newest public edition goes to the villagers' phones: the worker hands it over when it runs (第七条, R58)."""
    clerk, visitor = desk.at(CLERK), Actor.visitor()
    newest = published.latest(visitor, path=desk.org.path, limit=1)
    groups = [
        one
        for one in published.carriers_of(clerk, org_id=desk.org.pk, today=desk.today)
        if one.kind == CarrierKind.MOBILE
    ]
    if not newest or not groups:
        return
    (edition,) = published.edition_ids(visitor, publication_ids={newest[0].publication_id}).values()
    publication.send_text(
        clerk, edition_id=edition, audience=newest[0].audience, carrier_id=groups[0].id, address="", **desk.when
    )
