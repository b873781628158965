"""A text that lies with somebody is not offered for writing; a day that is past is called past (R48, R82)."""

from datetime import timedelta

from gongkai.disclosures.models import Edition
from gongkai.rules.periods import Period
from tests.covers import covers
from tests.interfaces.workbench.test_month import desk, save, start


@covers("R48", "R82")
def test_what_was_sent_waits_for_its_reviewer_and_says_so(world):
    pk = start(world)
    Edition.objects.filter(pk=pk).update(due_on=world.today - timedelta(days=22))
    home = desk(world.clerk).get("/desk/").content.decode()
    assert "接着写" in home
    month = Period.of(world.today)
    assert f"{month.label}　写{month.prev().month}月的情况" in home
    save(desk(world.clerk), pk, verb="submit")
    page = desk(world.clerk).get("/desk/")
    home = page.content.decode()
    [waits] = [
        waits
        for _, making, waits, *_ in [*page.context["near"], *(one for _, group in page.context["far"] for one in group)]
        if making
    ]
    assert f"等{waits.who}（待保密审查）" in home and waits.who
    assert "接着写" not in home and "看这一稿" in home
    desks = desk(world.secrecy).get("/desk/").content.decode()
    assert "已逾期22天" in desks
    steps = desk(world.clerk).get(f"/desk/edition/{pk}/").context["steps"]
    assert [step.when for step in steps][-1].endswith("，已过")
