"""The six steps from start to publication as the editing page shows them: who, when, by when."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai.approvals.facts import round_of
from gongkai.disclosures import queries as disclosures
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.methods import METHODS, Audience
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.pressing import pressing
from gongkai.rules.procedures.edition import EditionState as S

REVIEW_WORKDAYS = 1  # how long each reviewer has, counted from the day it reached them

_METHOD_NAMES = {way.code: way.name for way in METHODS}
_PASSED = {S.SECRECY: "clear_secrecy", S.REVIEW: "pass_review", S.APPROVAL: "approve"}
_DUTY = {S.SECRECY: "secrecy", S.REVIEW: "deputy", S.APPROVAL: "head"}
_WHERE = {
    S.DRAFT: 1, S.RETURNED: 1, S.SECRECY: 2, S.REVIEW: 3, S.APPROVAL: 4, S.APPROVED: 5, S.RELEASING: 5,
}  # fmt: skip


class StepState(StrEnum):
    """Behind, at hand, or ahead."""

    DONE = "done"
    HERE = "here"
    TODO = "todo"


@dataclass(frozen=True)
class StepView:
    """One step: `when` it was done, or `due` by which day; `within` working days where no day is known yet."""

    label: str
    who: str
    when: date | None
    due: date | None
    state: StepState
    within: int | None = None
    late: bool = False  # its day is past and it is not done


def procedure(actor: Actor, *, edition_id: int, today: date) -> list[StepView]:
    """建立 → 起草 → 保密审查 → 分管审核 → 签发 → 公开, with names from posts and from signatures (第六条（二）, R48).

    What is still to be signed waits for who holds the post today, also when it reached somebody else (R137).
    An abandoned edition has no step at hand.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    calendar = rulebook.calendar(actor)
    arrived = local_day(edition.state_at)
    posts = orgs.posts(actor, org_id=edition.disclosure.org_id, day=today)
    holders: dict[str, list] = {}
    for post in posts:
        holders.setdefault(post.duty, []).append(post)
    here = _WHERE.get(edition.state, -1 if edition.state == S.ABANDONED else len(_WHERE))
    texts = disclosures.revisions(actor, edition_id=edition_id)
    signed = {step.verb: step for step in round_of(edition_id)} if here > 1 else {}
    sent = signed.get("submit")

    def state(place: int) -> StepState:
        if place == here:
            return StepState.HERE
        return StepState.DONE if place < here else StepState.TODO

    drafting_due = calendar.previous_workday(edition.due_on) if edition.due_on else None
    views = [
        StepView("建立", texts[-1].saver_name, local_day(edition.created_at), None, StepState.DONE),
        StepView("起草", texts[0].saver_name, local_day(sent.decided_at) if sent else None, drafting_due, state(1)),
    ]
    for place, stage in enumerate((S.SECRECY, S.REVIEW, S.APPROVAL), 2):
        step = signed.get(_PASSED[stage])
        post = holders[_DUTY[stage]][0]
        due = calendar.next_workday(arrived) if place == here else None
        if stage is S.APPROVAL and due is None:
            due = edition.due_on
        views.append(
            StepView(
                _label(stage, post.title),
                step.decider_name if step else "、".join(p.shown_name for p in holders[_DUTY[stage]] if p.holder_name),
                local_day(step.decided_at) if step else None,
                due,
                state(place),
                None if step or due else REVIEW_WORKDAYS,
            )  # fmt: skip
        )
    first = Audience(edition.audiences[0]) if edition.audiences else Audience.PARTY
    done = state(5) is StepState.DONE
    ways = "、".join(_METHOD_NAMES.get(code.partition(" ")[0], code) for code in edition.methods)
    label = f"{AUDIENCES[first]}公开" if first is Audience.PARTY else f"向{AUDIENCES[first]}公开"
    views.append(StepView(label, ways, arrived if done else None, edition.due_on, state(5)))
    return [replace(view, late=_is_late(view, today)) for view in views]


def _is_late(view: StepView, today: date) -> bool:
    return view.state is not StepState.DONE and view.when is None and pressing(view.due, today).late


def _label(stage: S, title: str) -> str:
    if stage is S.APPROVAL:
        return "书记签发" if "书记" in title else "主要负责人签发"
    return {S.SECRECY: "保密审查", S.REVIEW: "分管审核"}[stage]
