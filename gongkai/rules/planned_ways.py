"""By which ways a circle must be served: those that its catalog entry names for it (第六条（二）, R46).

More ways than named are welcome, fewer are refused. One person is told by one of the ways named
(第七条): there they are a choice. Cadre matters follow their own rules (第七条, R61): their edition
names the ways itself, as does a consented plan outside the catalog; such a way is owed to the
widest circle that it reaches.
"""

from collections.abc import Iterable, Mapping, Sequence

from gongkai.rules.methods import INDOOR, TERMS, Audience, MethodUse, Reach, method, reach
from gongkai.rules.refusals import Refused
from gongkai.rules.visibility import AUTOMATIC

REFUSALS = {
    "ways_missing": (
        "向{audience}公开，{source}定的方式还差：{missing}。做了，把它勾上再公开；"
        "确实做不到，先请制定目录的党组织改{source}。（第六条（二））"
    ),
}


def planned_ways(
    audience: Audience, *, audiences: Iterable[str], methods: Iterable[str], ways: Mapping[str, Sequence[Sequence[str]]]
) -> tuple[MethodUse, ...]:
    """The ways by which a circle is to be served, in the entry's order.

    `audiences`, `methods`: the edition's circles and ways (`gl`, `gl 室内`); `ways`: the entry's,
    per circle, as code and remark; empty where there is no entry.
    """
    circles = [Audience(one) for one in audiences]
    codes = dict.fromkeys(way.partition(" ")[0] for way in methods)
    named = [MethodUse(*use) for use in ways.get(audience, ()) if use[0] in codes]
    elsewhere = {use[0] for circle in circles for use in ways.get(circle, ())}
    own = [MethodUse(code) for code in codes if code not in elsewhere and _widest(code, circles) is audience]
    return (*named, *own)


def _widest(code: str, circles: Sequence[Audience]) -> Audience | None:
    reached = [circle for circle in circles if reach(circle, MethodUse(code)) is Reach.REACHES]
    return reached[-1] if reached else None


def in_words(use: MethodUse) -> str:
    """A way with its remark, e.g. 公开栏（室内）."""
    return f"{method(use.code).name}（{use.remark}）" if use.remark else method(use.code).name


def same_way(one: MethodUse, other: MethodUse) -> bool:
    """Is it the same way? A board indoors is another than the board outside; other remarks only explain."""
    return one.code == other.code and (one.remark == INDOOR) == (other.remark == INDOOR)


def missing_ways(planned: Iterable[MethodUse], used: Iterable[MethodUse]) -> tuple[MethodUse, ...]:
    """The planned ways that were not used."""
    done = tuple(used)
    return tuple(way for way in planned if not any(same_way(way, one) for one in done))


def automatic_ways(audience: Audience, planned: Iterable[MethodUse]) -> tuple[MethodUse, ...]:
    """What the site does by itself at a release: its page for the circle, and whatever named of it reaches the circle."""
    first = [MethodUse(AUTOMATIC[audience])] if audience in AUTOMATIC else []
    of_site = set(AUTOMATIC.values())
    named = [way for way in planned if way.code in of_site and reach(audience, way) is Reach.REACHES]
    return tuple(dict.fromkeys((*first, *named)))


def demand_planned(
    audience: Audience, planned: Iterable[MethodUse], used: Iterable[MethodUse], *, catalog: bool = True
) -> None:
    """Refuse `ways_missing` when fewer ways were used than planned; `catalog`: planned by the catalog, else by a plan.

    One person is told by one of them.
    """
    missing = missing_ways(planned, used)
    if missing and audience is not Audience.INDIVIDUAL:
        raise Refused(
            "ways_missing", audience=TERMS[audience], source="目录" if catalog else "方案",
            missing="、".join(in_words(way) for way in missing),
        )  # fmt: skip
