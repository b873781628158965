"""What is folded in the to-do is said before it is opened: which kinds, and how many of each."""

from datetime import date, timedelta

from django.template.loader import render_to_string

from gongkai.interfaces.workbench.inbox.worklist import MOST_NEAR, Waiting, worklist

TODAY = date(2026, 11, 27)


def rows(count: int, due_on: date | None = None) -> list[Waiting]:
    return [Waiting("/x/", f"第{number}件", "", due_on) for number in range(count)]


def page(came) -> str:
    return render_to_string("workbench/inboxes.html", {"came": came, "today": TODAY, "soon": 3})


def test_the_calm_rest_names_its_kinds():
    came = worklist([("拟不公开", rows(2)), ("限期整改", rows(1))], TODAY)
    assert came.rest_said == "拟不公开2件、限期整改1件"
    assert "不急的　3 件：拟不公开2件、限期整改1件</summary>" in page(came)


def test_the_pressing_behind_the_first_ten_name_theirs_the_most_first():
    late = TODAY - timedelta(days=1)
    came = worklist(
        [("监督意见", rows(MOST_NEAR, late)), ("拟不公开", rows(1, TODAY)), ("意见建议", rows(2, TODAY))], TODAY
    )
    assert [row.kind for row in came.first] == ["监督意见"] * MOST_NEAR
    assert came.over_said == "意见建议2件、拟不公开1件"
    shown = page(came)
    assert "其余　3 件：意见建议2件、拟不公开1件</summary>" in shown and shown.count("<li>") == MOST_NEAR + 3


def test_ten_are_not_folded():
    came = worklist([("监督意见", rows(MOST_NEAR, TODAY))], TODAY)
    assert not came.over and "其余" not in page(came)
