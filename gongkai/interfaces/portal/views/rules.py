"""制度对照: what every article becomes here; procedures, permissions, words, parameters from the same tables."""

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.portal.frame import frame
from gongkai.interfaces.ui.letters import by_letter
from gongkai.publication.pages import stored
from gongkai.rulebook import queries as rulebook
from gongkai.rulebook.queries.regulations import COUNTY_RULES
from gongkai.rules import terms
from gongkai.rules.in_force import SINCE
from gongkai.rules.permissions import ROLE_PERMISSIONS, Permission, Role
from gongkai.rules.procedures import PROCEDURES
from gongkai.rules.refusals import missing

LONGEST_WORD = 16  # characters; what is longer is a sentence and stands apart
WHERE = {
    "org": "本组织",
    "superior": "上级",
    "maker": "目录制定机关",
    "county": "县领导小组",
    "interpreter": "解释机关",
}


def _frame(title: str, **context) -> dict:
    return frame(
        "portal:rules", crumbs=(("制度", reverse("portal:rules")), (title, "")) if title else (("制度", ""),), **context
    )


@stored
def rules(request):
    """Article by article: our digest, the real text where it was imported, and what it becomes here."""
    digest = rulebook.digest(request.actor)
    texts = {}
    if any(one.code == COUNTY_RULES for one in rulebook.regulations(request.actor)):
        _, provisions = rulebook.regulation(request.actor, code=COUNTY_RULES)
        texts = {row.slug: row.text for row in provisions if row.text}
    asked = _asked(request.actor)
    context = _frame(
        "",
        in_force=SINCE,
        digest=digest,
        preface=rulebook.preface(request.actor),
        texts=texts,
        asked=asked,
        regulations=rulebook.regulations(request.actor),
    )
    return render(request, "portal/rules.html", context)


@stored
def answers(request):
    """Questions about articles with the joint answers of the two bodies, in the order of the articles (第十四条)."""
    return render(request, "portal/answers.html", _frame("条款问答", rows=rulebook.answered(request.actor)))


@stored
def answer(request, number: str):
    """One answer with its earlier and later editions; a corrected one stays readable and names the one in force."""
    row, editions = rulebook.published_answer(request.actor, number=number)
    crumbs = (("制度", reverse("portal:rules")), ("条款问答", reverse("portal:rules_answers")), (number, ""))
    context = frame(
        "portal:rules", crumbs=crumbs, row=row, editions=editions, now=editions[0], county_rules=COUNTY_RULES
    )
    return render(request, "portal/answer.html", context)


@stored
def procedures(request):
    """Every procedure with its article, where it begins, how many steps it has and how it may end."""
    shown = [
        {
            "name": one.name, "label": one.label, "article": one.article, "steps": len(one.moves),
            "begins": one.states[one.initial], "ends": "、".join(one.states[state] for state in one.final_states()),
        }
        for one in PROCEDURES
    ]  # fmt: skip
    return render(request, "portal/procedures.html", _frame("办理程序", procedures=shown))


@stored
def procedure(request, name: str):
    """One procedure as its table of moves: who leads what to what, by which article."""
    found = next((one for one in PROCEDURES if one.name == name), None)
    if found is None:
        raise missing()
    moves = [
        {
            "label": move.label, "sources": "、".join(found.states[s] for s in move.sources),
            "target": found.states[move.target], "article": move.article, "remark": move.needs_remark,
            "who": terms.label(move.permission) if move.permission else "系统", "where": WHERE[move.where],
        }
        for move in found.moves
    ]  # fmt: skip
    crumbs = (("制度", reverse("portal:rules")), ("办理程序", reverse("portal:procedures")), (found.label, ""))
    return render(request, "portal/procedure.html", frame("portal:rules", crumbs=crumbs, procedure=found, moves=moves))


@stored
def permissions(request):
    """The permission matrix: roles by what they may do."""
    roles = [(terms.role_name(role), role) for role in Role]
    rows = [(terms.label(p), [p in ROLE_PERMISSIONS[role] for _, role in roles]) for p in Permission]
    return render(
        request, "portal/permissions.html", _frame("职责和权限", roles=[name for name, _ in roles], rows=rows)
    )


@stored
def words(request):
    """The glossary: first what every procedure calls its states, then all other words as an index by letters."""
    groups = [(one, list(dict.fromkeys(one.states.values()))) for one in PROCEDURES]
    states = {(type(state), state) for one in PROCEDURES for state in one.states}
    rest = {word for key, word in terms.WORDS.items() if key not in states}
    sentences = sorted(word for word in rest if len(word) > LONGEST_WORD)
    index = by_letter(word for word in rest if len(word) <= LONGEST_WORD)
    return render(request, "portal/words.html", _frame("用语", groups=groups, index=index, sentences=sentences))


@stored
def parameters(request):
    """Every parameter with its value today, since when, and on which basis."""
    law = rulebook.parameters(request.actor)
    rows = [(one, one.words(request.today), one.on(request.today)) for one in law]
    return render(request, "portal/parameters.html", _frame("时限和参数", rows=rows))


@stored
def regulation(request, code: str):
    """One regulation with chapters, articles and items under their anchors."""
    found, provisions = rulebook.regulation(request.actor, code=code)
    asked = _asked(request.actor) if code == COUNTY_RULES else {}
    context = _frame(found.title, regulation=found, provisions=provisions, asked=asked)
    return render(request, "portal/regulation.html", context)


def _asked(actor) -> dict[str, list]:
    """The answers in force by the place that they explain."""
    asked: dict[str, list] = {}
    for row in rulebook.answered(actor):
        asked.setdefault(row.anchor, []).append(row)
    return asked
