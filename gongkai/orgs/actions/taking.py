"""Taking hold of the organization or person that an act is about, or saying why it cannot be."""

from datetime import date, datetime

from django.db import models
from django.utils import timezone

from gongkai.ledger.rows import compare_and_set
from gongkai.orgs.imports.shapes import MEMBER_COLUMNS, ORGANIZATION_COLUMNS
from gongkai.orgs.models import Organization, User
from gongkai.rules.party_days import FOUNDED
from gongkai.rules.refusals import Refused, missing

LABELS = {column.field: column.header for column in (*MEMBER_COLUMNS, *ORGANIZATION_COLUMNS)} | {
    "username": "用户名", "title": "职务名称", "holder_name": "任职人", "basis": "依据", "document": "文号",
    "office_name": "办公室名称", "duties_from": "起始月份", "address": "邮箱",
}  # fmt: skip


def any_org(org_id: int) -> Organization:
    """The organization, held until the transaction ends; ended ones too."""
    try:
        return Organization.objects.select_for_update().get(pk=org_id)
    except Organization.DoesNotExist as nothing:
        raise missing() from nothing


def living_org(org_id: int) -> Organization:
    """The organization, held until the transaction ends; an ended one refuses every further act."""
    org = any_org(org_id)
    if org.status != "active":
        raise Refused("org_ended", name=org.name)
    return org


def someone(user_id: int) -> User:
    """A user who may still log in."""
    try:
        user = User.objects.get(pk=user_id)
    except User.DoesNotExist as nothing:
        raise missing() from nothing
    if not user.is_active:
        raise Refused("account_closed", name=user.name)
    return user


def change(org: Organization, **fields) -> None:
    """Compare-and-set on the version that was read."""
    compare_and_set(org, **fields)
    org.version += 1
    for name, value in fields.items():
        setattr(org, name, value)


def fits(model: type[models.Model], **values) -> None:
    """Texts fit their columns on every database; SQLite alone would not mind."""
    for name, value in values.items():
        field = model._meta.get_field(name)
        if isinstance(field, models.CharField) and len(value) > field.max_length:
            raise Refused("field_too_long", field=LABELS.get(name, name), count=len(value), limit=field.max_length)


def not_too_early(day: date) -> None:
    """A day before there was a Party is a mistyped year."""
    if day < FOUNDED:
        raise Refused("day_too_early", day=day)


def not_ahead(day: date, now: datetime) -> None:
    """What changes the tree at once cannot carry a day that has not come, nor one before there was a Party."""
    not_too_early(day)
    if day > timezone.localdate(now):
        raise Refused("day_ahead", day=day.isoformat())
