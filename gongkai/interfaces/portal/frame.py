"""What every public page carries: navigation, place, and where a duty's name leads."""

from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.shapes import Crumb, NavItem
from gongkai.orgs import queries as orgs

PLACES = (("首页", "portal:home"), ("按地方", "portal:places"), ("最近公开", "portal:latest"), ("查找", "portal:search"), ("制度", "portal:rules"))  # fmt: skip


def frame(current: str, *, crumbs: tuple[tuple[str, str], ...] = (), **context) -> dict:
    """The context of a public page. `crumbs`: pairs of words and address, the last without one."""
    nav = [NavItem(label, address(name), name == current) for label, name in PLACES]
    path = [Crumb("首页", address("portal:home"))] if crumbs else []
    path += [Crumb(label, url) for label, url in crumbs]
    return {"nav": nav, "crumbs": path, **context}


def org_url(org) -> str:
    return address("portal:organization", org.code)


def org_crumbs(actor, org, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """From the county down to the organization; the county itself is the home page."""
    return crumbs_of(orgs.line(actor, path=org.path), *more)


def crumbs_of(places, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The same for a line that has been read already."""
    line = [(one.short_name, org_url(one)) for one in places[1:]]
    if not more and line:
        line[-1] = (line[-1][0], "")
    return (*line, *more)
