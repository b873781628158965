"""Questions about articles in the demonstration: one answered by both bodies, one half way, one still open."""

from datetime import timedelta

from gongkai.interfaces.jobs.demo.desk import CLERK, HEAD, Desk
from gongkai.rulebook import actions as rulebook

FIRST, SECOND = "jiwei-jieshi", "zuzhi-jieshi"
ASKED = (
    # who, anchor, question, answer, acts after it was asked
    (CLERK, "art-8-2", "公开日碰上春节放假，要提前贴还是放完假再贴？",
     "顺延到放假以后的第一个工作日，不用提前。已经准备好的，愿意早贴也可以，登记时写实际张贴的日子。", ("answer", "seal")),
    (HEAD, "art-9-2", "没有发展党员的月份，还要不要贴一张？",
     "要。写明“本月无此类事项”，由主要负责人签字，和别的公开件一起贴。", ("answer",)),
    (CLERK, "art-7", "村民微信群里发了，算不算已经公开？", "", ()),
)  # fmt: skip


def load(desk: Desk) -> dict[str, str]:
    """Ask and answer."""
    made = []
    for back, (who, anchor, question, answer, verbs) in enumerate(ASKED):
        then = desk.tick() - timedelta(days=20 - 5 * back)
        row = rulebook.ask_interpretation(
            desk.at(who), org_id=desk.org.pk, anchor=anchor, question=question, now=then
        )  # fmt: skip
        made.append(row.number)
        for place, verb in enumerate(verbs):
            rulebook.move_interpretation(
                desk.at((FIRST, SECOND)[place]), number=row.number, verb=verb, seen=place, answer=answer,
                now=then + timedelta(days=2 + place),
            )  # fmt: skip
    row = rulebook.move_interpretation(
        desk.at(SECOND), number=made[0], verb="correct", seen=2, remark="原来没有写调休的上班日算不算。", now=desk.tick() - timedelta(days=3),
        answer="顺延到放假以后的第一个工作日，不用提前；调休上班的那天算工作日。愿意早贴也可以，登记时写实际张贴的日子。",
    )  # fmt: skip
    rulebook.move_interpretation(
        desk.at(FIRST), number=row.number, verb="seal", seen=0, now=desk.tick() - timedelta(days=2)
    )
    return {
        "更正过的条款解释": f"/rules/answers/{row.number}/",
        "条款解释": f"/desk/interpretation/{made[1]}/",
        "条款问答": "/rules/answers/",
    }
