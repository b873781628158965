"""Joint columns as everyone reads them, and as those see them who keep them (R17)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from gongkai.publication.models import JointItem, JointRun, JointSource
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing


@dataclass(frozen=True)
class JointColumn:
    """A source with its newest lines; `more`: there are older ones, at the source itself."""

    source: JointSource
    items: tuple[JointItem, ...]
    more: bool


def joint_columns(actor: Actor, *, org_id: int, limit: int = 30) -> list[JointColumn]:
    """What an organization shows of other systems, each under its source, the newest first. Open to anyone. Two queries."""
    sources = list(JointSource.objects.filter(org_id=org_id, ended_at=None).order_by("kind", "name"))
    shown: dict[int, list[JointItem]] = defaultdict(list)
    newest = Window(RowNumber(), partition_by="source_id", order_by=(F("day").desc(), F("pk").desc()))
    rows = JointItem.objects.filter(source__in=sources, dropped_at=None).annotate(place=newest)
    for item in rows.filter(place__lte=limit + 1).order_by("place") if sources else ():
        shown[item.source_id].append(item)
    return [JointColumn(one, tuple(shown[one.pk][:limit]), len(shown[one.pk]) > limit) for one in sources]


def joint_source(actor: Actor, *, source_id: int) -> JointSource:
    """One source, for those who work at its organization."""
    found = JointSource.objects.select_related("org").filter(pk=source_id).first()
    if found is None or not may(actor, Permission.READ_WORK, found.org_path):
        raise missing()
    return found


def joint_sources(actor: Actor, *, org_id: int, path: str) -> list[JointSource]:
    """The sources of an organization that are in use, for those who work there."""
    if not may(actor, Permission.READ_WORK, path):
        raise missing()
    return list(JointSource.objects.filter(org_id=org_id, ended_at=None).order_by("kind", "name"))


def joint_items(actor: Actor, *, source_id: int, limit: int = 100) -> list[JointItem]:
    """The newest lines of a source, for those who keep it."""
    source = joint_source(actor, source_id=source_id)
    return list(JointItem.objects.filter(source=source, dropped_at=None).order_by("-day", "-pk")[:limit])


def joint_run(actor: Actor, *, run_id: int) -> JointRun:
    """A list that was looked through, for whoever did so."""
    run = JointRun.objects.select_related("source__org").filter(pk=run_id).first()
    if run is None or run.looked_by != actor.user_id or not may(actor, Permission.READ_WORK, run.source.org_path):
        raise missing()
    return run
