"""Posts: who holds which duty from when to when, acting holders among them (R137, R159, 第十一条)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from gongkai.ledger.actions import record
from gongkai.orgs.actions.grants import DAY, may_give, sound_period, write_grant
from gongkai.orgs.actions.sessions import end_sessions
from gongkai.orgs.actions.taking import any_org, fits, living_org, someone
from gongkai.orgs.models import Grant, Organization, Post
from gongkai.orgs.queries.posts import DUTIES
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, Role, demand
from gongkai.rules.refusals import Refused, missing

ROLE_OF_DUTY = {
    "head": Role.HEAD,
    "deputy": Role.DEPUTY,
    "secrecy": Role.SECRECY_REVIEWER,
    "clerk": Role.CLERK,
    "keeper": Role.OPINION_KEEPER,
}


@transaction.atomic
def appoint(
    actor: Actor, *, org_id: int, duty: str, title: str, user_id: int | None, from_date: date, now: datetime,
    acting: bool = False, phone: str = "", to_date: date | None = None, holder_name: str = "", basis: str = "",
    beside: bool = False,
) -> Post:  # fmt: skip
    """Put a person in a post; the former holder's post and role end the day before (R137).

    `user_id` None with `holder_name`: somebody without an account. `acting`: stands in without
    ending the holder's post (R159); a regular appointment ends acting ones too. `beside`: a
    further holder of the same duty. The role that goes with the duty is granted for the same period.
    """
    org = living_org(org_id)
    may_give(actor, user_id=user_id, path=org.path)
    if duty not in DUTIES and duty != "other":
        raise Refused("duty_unknown", duty=duty)
    sound_period(from_date, to_date)
    user = someone(user_id) if user_id is not None else None
    if user is None and not holder_name.strip():
        raise Refused("org_field_empty", field="任职人")
    title = title.strip().removeprefix("代理" if acting else "")  # the page says 代理 of itself
    fits(Post, title=title, holder_name=holder_name.strip(), phone=phone, basis=basis.strip())
    if duty != "other" and not beside:
        former = Post.objects.filter(org=org, duty=duty)
        for post in former.filter(acting=True) if acting else former:
            _close(post, from_date, later_too=False)
    post = Post.objects.create(
        org=org, duty=duty, title=title or DUTIES.get(duty, ""), holder=user,
        holder_name=user.name if user else holder_name.strip(), acting=acting, phone=phone,
        from_date=from_date, to_date=to_date, basis=basis.strip(),
    )  # fmt: skip
    if user is not None and duty in ROLE_OF_DUTY:
        write_grant(
            actor, org=org, user=user, role=ROLE_OF_DUTY[duty], acting=acting, from_date=from_date, to_date=to_date,
            basis=f"post:{post.pk}",
        )  # fmt: skip
    record(
        actor, verb="post.appoint", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"post": post.pk, "duty": duty, "user": user_id, "acting": acting, "from": from_date.isoformat(),
               "to": to_date.isoformat() if to_date else None},
    )  # fmt: skip
    return post


def _close(post: Post, on: date, *, later_too: bool) -> bool:
    """Let a post and its role end the day before `on`; a post of a later time stays unless `later_too`."""
    last = on - DAY
    if (post.to_date is not None and post.to_date <= last) or (post.from_date > on and not later_too):
        return False
    Post.objects.filter(pk=post.pk).update(to_date=last)
    Grant.objects.filter(Q(to_date=None) | Q(to_date__gt=last), basis=f"post:{post.pk}").update(to_date=last)
    return True


@transaction.atomic
def vacate(actor: Actor, *, post_id: int, on: date, now: datetime) -> None:
    """End a post: from the day `on` nobody holds it until the next appointment (R137)."""
    post = Post.objects.filter(pk=post_id).first()
    if post is None:
        raise missing()
    org = any_org(post.org_id)
    demand(actor, Permission.MANAGE_PEOPLE, org.path)
    if not _close(post, on, later_too=True):
        raise Refused("post_ended", day=post.to_date.isoformat())
    record(
        actor, verb="post.vacate", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"post": post.pk, "duty": post.duty, "from": on.isoformat()},
    )  # fmt: skip
    if post.holder_id is not None:
        end_sessions(actor, user_id=post.holder_id, now=now)


def close_all(*, org: Organization, on: date) -> None:
    """End every post and role at an organization that ends."""
    for post in Post.objects.filter(Q(to_date=None) | Q(to_date__gte=on), org=org):
        _close(post, on, later_too=True)
    Grant.objects.filter(Q(to_date=None) | Q(to_date__gte=on), org=org).update(to_date=on - DAY)
