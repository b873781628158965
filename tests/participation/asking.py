"""Consultations brought to where a test wants them."""

from datetime import timedelta

import pytest

from gongkai.participation import actions
from gongkai.rules.refusals import Refused

DRAFT = {
    "title": "村级道路硬化实施方案", "text": "拟用党费结余和一事一议资金硬化三组人行便道300米。",
    "questions": "同意硬化三组便道吗？|同意|不同意|说不清\n您对质量监督有什么建议？",
}  # fmt: skip


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


class Asking:
    """The village asks; `days` runs the day on, whoever acts."""

    def __init__(self, desk):
        self.desk = desk

    def __getattr__(self, name):
        return getattr(self.desk, name)

    def later(self, days: int) -> None:
        self.desk.today += timedelta(days=days)
        self.desk.now += timedelta(days=days)

    def draft(self, who="clerk", audience="party", days=10, **more):
        return actions.draft_consultation(
            self.at(who), org_id=self.world.village.pk, audience=audience,
            closes_on=self.desk.today + timedelta(days=days), now=self.tick(), today=self.desk.today, **(DRAFT | more),
        )  # fmt: skip

    def move(self, row, verb, who, remark=""):
        return actions.move_consultation(
            self.at(who), number=row.number, verb=verb, now=self.tick(), today=self.desk.today, remark=remark
        )

    def opened(self, **more):
        row = self.draft(**more)
        self.move(row, "submit", "clerk")
        return self.move(row, "open", "head")

    def answer(self, row, who, said=None, words=""):
        return actions.answer_consultation(
            self.at(who), number=row.number, said={0: "同意"} if said is None else said, words=words, now=self.tick(),
            today=self.desk.today,
        )  # fmt: skip

    def typed(self, row, who="clerk", **more):
        given = {"way": "meeting", "people": 12, "source": "10月8日党员大会", "said": {0: "同意"}, "words": ""} | more
        return actions.type_reply(self.at(who), number=row.number, now=self.tick(), today=self.desk.today, **given)

    def sort(self, row, words, who="clerk", **more):
        return actions.sort_words(
            self.at(who), number=row.number, word_ids=[str(one.pk) for one in words], now=self.tick(),
            today=self.desk.today, **more,
        )  # fmt: skip

    def judge(self, row, point, verdict="adopted", reason="写进方案第三条。", who="clerk", **more):
        return actions.answer_point(
            self.at(who), number=row.number, point_id=point.pk, opinion=more.get("opinion", point.opinion),
            verdict=verdict, reason=reason, now=self.tick(), today=self.desk.today,
        )  # fmt: skip

    def result(self, row, text="按多数意见办，质量监督由党员轮值。"):
        return actions.write_result(
            self.at("clerk"), number=row.number, text=text, now=self.tick(), today=self.desk.today
        )
