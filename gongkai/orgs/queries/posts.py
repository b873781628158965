"""Posts and who holds them on a day; what nobody holds is shown as a vacancy (R137, R159)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.models import Post
from gongkai.orgs.queries.accounts import in_force
from gongkai.rules.actor import Actor

# The duties that every organization must fill, with the title shown while nobody holds them.
DUTIES = {
    "head": "主要负责人",
    "deputy": "分管负责人",
    "secrecy": "保密审查员",
    "clerk": "经办人",
    "keeper": "意见收集专人",
}


@dataclass(frozen=True)
class PostView:
    """One post on one day; `vacant` rows have neither holder nor id."""

    duty: str
    title: str
    holder_name: str
    holder_id: int | None
    acting: bool
    vacant: bool
    phone: str = ""
    from_date: date | None = None
    to_date: date | None = None
    post_id: int | None = None

    @property
    def shown_name(self) -> str:
        """The holder's name as it is published: one who stands in is called so (R159)."""
        return f"{self.holder_name}（代理）" if self.acting and self.holder_name else self.holder_name


def view_of(post: Post) -> PostView:
    """A held post as it is shown."""
    return PostView(
        post.duty, post.title, post.holder_name, post.holder_id, post.acting, False, post.phone,
        post.from_date, post.to_date, post.pk,
    )  # fmt: skip


def vacancy(duty: str) -> PostView:
    """A duty that nobody holds."""
    return PostView(duty, DUTIES[duty], "", None, False, True)


def posts_on(*, org_ids, day: date, duties=()) -> list[Post]:
    """Posts held that day, an acting holder before the one who is stood in for. One query."""
    if isinstance(org_ids, QuerySet):  # a whole subtree: its ids stay in the database
        held = _held(org_ids, day)
        return list(held.filter(duty__in=duties) if duties else held)
    ids = list(org_ids)
    return _HELD_AS(ids=ids, day=day, duties=list(duties)) if duties else _HELD(ids=ids, day=day)


def _held(ids, day) -> QuerySet:
    return Post.objects.filter(in_force(day), org_id__in=ids).order_by("org_id", "-acting", "-from_date", "pk")


_HELD = PreparedModels(Post, _held)
_HELD_AS = PreparedModels(Post, lambda ids, day, duties: _held(ids, day).filter(duty__in=duties))


def head_of(actor: Actor, *, org_id: int, day: date) -> PostView:
    """The first person responsible on a day (第一责任人, 第十一条, R137): acting head, head, or vacancy.

    Asked by date, so the next head follows without anyone rewriting what the last one signed.
    """
    held = posts_on(org_ids=(org_id,), day=day, duties=("head",))
    return view_of(held[0]) if held else vacancy("head")


def posts(actor: Actor, *, org_id: int, day: date) -> list[PostView]:
    """All posts on a day in the order of duties, with a row for each vacant one."""
    held = [view_of(post) for post in posts_on(org_ids=(org_id,), day=day)]
    found = []
    for duty in DUTIES:
        found += [post for post in held if post.duty == duty] or [vacancy(duty)]
    return found + [post for post in held if post.duty not in DUTIES]
