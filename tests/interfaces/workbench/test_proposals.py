"""An organization proposes entries; only what the maker let go can be proposed to change or drop (R45)."""

import re

from gongkai.rulebook import queries as rulebook
from gongkai.rulebook.models import CatalogEntry
from tests.covers import covers
from tests.interfaces.workbench.office import problems, text
from tests.interfaces.workbench.test_month import desk


@covers("R45")
def test_where_everything_is_locked_only_additions_are_offered(world, see, send):
    page = text(see(world.clerk, "propose"))
    assert "删去条目" not in page and "报给目录制定机关" in page
    wrong = send(world.clerk, "propose", name="", category="6", reason="常问")
    assert wrong.status_code == 200 and problems(wrong) and "常问" in text(wrong)
    done = send(world.clerk, "propose", name="乡贤助学", category="6", reason="常问")
    assert "增加条目的建议" in text(see(world.maker, "proposal", int(done.url.strip("/").split("/")[-1])))


@covers("R45")
def test_an_unlocked_entry_can_be_proposed_to_drop_and_a_locked_one_not(bound, see, send):
    world = bound.world
    CatalogEntry.objects.filter(version=bound.version, code="C41").update(locked=False)
    page = text(see(world.clerk, "propose"))
    assert "删去条目" in page and 'value="C41"' in page and 'value="C14"' not in page
    done = send(world.clerk, "propose", wish="drop", code="C41", reason="没有这项")
    assert done.status_code == 302
    refused = send(world.clerk, "propose", wish="drop", code="C14", reason="没有这项")
    assert refused.status_code == 200 and "没有这项" in text(refused)
    (found,) = rulebook.proposals(world.actor(world.maker), path=world.town.path)
    assert (found.wish, found.code) == ("drop", "C41")


@covers("R45")
def test_what_was_taken_up_leads_into_the_draft_with_its_name(bound, see, send):
    world = bound.world
    done = send(world.clerk, "propose", name="低保对象推荐情况", category="6", reason="常问")
    pk = int(done.url.strip("/").split("/")[-1])
    page = text(see(world.clerk, "proposal", pk))
    assert 'name="remark"' not in page and "撤回" in page and "备案和申请" in page
    page = text(see(world.maker, "proposal", pk))
    assert "不采纳的，一定要写原因" in page and f'href="/desk/catalog/{bound.version.catalog_id}/"' in page
    send(world.maker, "proposal", pk, verb="accept")
    page = text(see(world.maker, "proposal", pk))
    assert "先到" in page and "起草新版" in page
    send(world.maker, "catalog", bound.version.catalog_id, verb="start_version")
    address = re.search(r'href="([^"]+\?entry=&amp;proposal=\d+)"', text(see(world.maker, "proposal", pk)))[1]
    form = text(desk(world.maker).get(address.replace("&amp;", "&")))
    assert 'value="低保对象推荐情况"' in form and re.search(r'<option value="6 [^"]*" selected', form)
    assert "按上书村的建议" in form
    assert "写进目录" not in text(see(world.clerk, "proposal", pk))
