"""Opinions that were kept their time are destroyed, with the name that the vault keeps for them (第六条（四）)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gongkai.participation.actions.opinions_logged import forget_replies
from gongkai.participation.models import Identity, Opinion, OpinionMessage, OpinionNotice, OpinionRating, OpinionStep
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import DESTROYED
from gongkai.rules.refusals import missing


@transaction.atomic
def destroy_opinions(
    actor: Actor, *, keys: Iterable[int] = (), numbers: Iterable[str] = (), now: datetime
) -> int:  # fmt: skip
    """Destroy the words of opinions, by key or number, and who signed them; days and results stay. The clock only."""
    if not actor.is_clock:
        raise missing()
    found = Opinion.objects.filter(Q(pk__in=list(keys)) | Q(number__in=list(numbers)), confidential=False)
    rows = list(found.values_list("pk", "identity_ref"))
    own = [pk for pk, _ in rows]
    Identity.objects.filter(ref__in=[ref for _, ref in rows if ref]).delete()
    OpinionStep.objects.filter(opinion_id__in=own).update(text="", by_name=DESTROYED)
    OpinionNotice.objects.filter(opinion_id__in=own).update(text=DESTROYED, by_name=DESTROYED)
    OpinionMessage.objects.filter(opinion_id__in=own).update(text=DESTROYED, by_name="")
    OpinionRating.objects.filter(opinion_id__in=own).update(remark="")
    empty = dict.fromkeys(
        ("about_title", "assigned_to", "handling", "note", "reason", "answer", "public_question", "public_answer"), ""
    )
    done = Opinion.objects.filter(pk__in=own).update(
        text=DESTROYED, concerned=[], identity_ref="", anonymous_ref="", published_on=None, **empty
    )
    if done:
        bump_on_commit()
        forget_replies(own, now)
    return done
