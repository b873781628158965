"""Catalogs through their pages: versions, entries, gaps, approval, workbooks, who follows."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.rulebook import queries as rulebook
from gongkai.rulebook.models import Binding, CatalogVersion, Consultation
from gongkai.rules.catalog_table import row_of
from gongkai.rules.periods import Period
from tests.covers import covers
from tests.interfaces.workbench.office import LAST_MONTH, problems, text


@pytest.fixture
def draft(bound, send):
    """Version 2 of the villages' catalog, begun by its maker."""
    send(bound.world.maker, "catalog", bound.catalog.pk, verb="start_version")
    return CatalogVersion.objects.get(catalog=bound.catalog, number=2)


@covers("R43")
def test_a_new_version_begins_as_a_copy(bound, draft):
    actor = bound.world.actor(bound.world.maker)
    assert draft.state == "draft"
    assert [e.code for e in rulebook.entries(actor, version_id=draft.pk)] == [
        e.code for e in rulebook.entries(actor, version_id=bound.version.pk)
    ]


def test_a_draft_is_hidden_from_those_who_do_not_make_it(bound, draft, see):
    assert see(bound.world.maker, "version", draft.pk).status_code == 200
    assert see(bound.world.superior, "version", draft.pk).status_code == 404
    assert see(bound.world.superior, "version", bound.version.pk).status_code == 200
    assert see(bound.world.clerk, "version", bound.version.pk).status_code == 404


@covers("R43")
def test_those_who_follow_a_catalog_read_the_draft_while_they_are_asked(bound, draft, send, see):
    assert see(bound.world.head, "version", draft.pk).status_code == 404
    done = send(bound.world.maker, "version", draft.pk, form="move", verb="consult", remark="")
    assert done.status_code == 302, problems(done)
    page = see(bound.world.head, "version", draft.pk)
    assert page.status_code == 200
    assert "下一步" not in text(page)
    assert see(bound.world.villager, "version", draft.pk).status_code == 404


def entry_texts(bound, version_id: int):
    return row_of(rulebook.entry_facts(bound.world.actor(bound.world.maker), version_id=version_id)[0])


@covers("R42", "R43")
def test_an_entry_is_changed_in_texts_and_the_difference_is_shown(bound, draft, send, see):
    texts = entry_texts(bound, draft.pk)
    wrong = send(bound.world.maker, "version", draft.pk, query=f"?entry={texts['编码']}", verb="put",
                 **(texts | {"公开时限": "有空再说"}))  # fmt: skip
    assert wrong.status_code == 200
    assert "公开时限" in problems(wrong)
    done = send(bound.world.maker, "version", draft.pk, query=f"?entry={texts['编码']}", verb="put",
                **(texts | {"公开事项": "改过名字的事项"}))  # fmt: skip
    assert done.status_code == 302, problems(done)
    body = text(see(bound.world.maker, "version", draft.pk))
    assert "<ins>改过名字的事项</ins>" in body
    assert "1 个条目不同" in body


def test_an_entry_is_removed_only_from_the_draft(bound, draft, send):
    actor, texts = bound.world.actor(bound.world.maker), entry_texts(bound, draft.pk)
    send(bound.world.maker, "version", draft.pk, query=f"?entry={texts['编码']}", verb="remove")
    assert texts["编码"] not in {e.code for e in rulebook.entries(actor, version_id=draft.pk)}
    assert texts["编码"] in {e.code for e in rulebook.entries(actor, version_id=bound.version.pk)}


@covers("R32")
def test_gaps_are_explained_line_by_line(bound, draft, send, see):
    code = next(iter(draft.not_applicable))
    send(bound.world.maker, "version", draft.pk, form="gaps", **(draft.not_applicable | {code: ""}))
    draft.refresh_from_db()
    assert code not in draft.not_applicable
    body = text(see(bound.world.maker, "version", draft.pk))
    assert "还有 1 个没有交代" in body
    assert 'aria-disabled="true"' in body
    send(bound.world.maker, "version", draft.pk, form="gaps", **{code: "村里没有这项工作"})
    draft.refresh_from_db()
    assert draft.not_applicable[code] == "村里没有这项工作"


@covers("R39")
def test_consultation_is_recorded(bound, draft, send):
    send(bound.world.maker, "version", draft.pk, form="consultation", party="党员代表", held_on=LAST_MONTH,
         letter_number="", opinion="写得再细一点", result="已照办")  # fmt: skip
    assert Consultation.objects.get().party == "党员代表"


@covers("R43")
def test_approval_takes_a_month_and_lists_duties(bound, draft, send):
    month = str(Period.of(timezone.localdate()).next())
    done = send(bound.world.maker, "version", draft.pk, form="move", verb="approve", period_from=month, remark="")
    assert done.status_code == 302, problems(done)
    draft.refresh_from_db()
    assert (draft.state, draft.period_from) == ("approved", month)


@covers("R175")
def test_a_workbook_goes_out_and_comes_back(bound, draft, see, send, client):
    actor = bound.world.actor(bound.world.maker)
    content = see(bound.world.maker, "version_xlsx", draft.pk).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    page["B2"] = "表格里改的名字"
    target = io.BytesIO()
    book.save(target)
    shown = send(bound.world.maker, "version_load", draft.pk, file=SimpleUploadedFile("目录.xlsx", target.getvalue()))
    assert "<ins>表格里改的名字</ins>" in text(shown), problems(shown)
    assert "表格里改的名字" not in {e.name for e in rulebook.entries(actor, version_id=draft.pk)}
    looked = re.search(r'name="looked" value="([^"]+)"', text(shown))[1]
    assert send(bound.world.maker, "version_load", draft.pk, looked=looked).status_code == 302
    assert "表格里改的名字" in {e.name for e in rulebook.entries(actor, version_id=draft.pk)}
    send(bound.world.maker, "version_load", draft.pk, looked=looked[:-3] + "abc")
    again = send(bound.world.maker, "version_load", draft.pk, looked=looked)
    assert again.status_code == 200  # the draft was changed since the preview


def test_a_workbook_with_mistakes_names_row_and_remedy_and_changes_nothing(bound, draft, see, send):
    book = openpyxl.load_workbook(io.BytesIO(see(bound.world.maker, "version_xlsx", draft.pk).content))
    book.worksheets[0]["C3"] = "第九类"
    target = io.BytesIO()
    book.save(target)
    shown = send(bound.world.maker, "version_load", draft.pk, file=SimpleUploadedFile("目录.xlsx", target.getvalue()))
    body = text(shown)
    assert "第3行" in body
    assert "第九类" in body
    assert 'name="looked"' not in body


def test_a_catalog_is_begun_and_bound(world, send):
    done = send(world.county_maker, "catalog_new", maker=world.county.pk, org_kind="hospital", name="医院目录",
                profile="compact", for_org="")  # fmt: skip
    assert done.status_code == 302, problems(done)
    version = CatalogVersion.objects.get(catalog__name="医院目录")
    gaps = rulebook.completeness(world.actor(world.county_maker), version_id=version.pk)
    month = str(Period.of(timezone.localdate()).next())
    send(world.county_maker, "version", version.pk, form="gaps", **{item.code: "没有这项工作" for item in gaps})
    done = send(world.county_maker, "version", version.pk, form="move", verb="approve", period_from=month, remark="")
    assert done.status_code == 302, problems(done)
    done = send(
        world.county_maker, "catalog", version.catalog_id, verb="bind", orgs=[world.hospital.pk], period_from=month
    )
    assert done.status_code == 302, problems(done)
    assert Binding.objects.filter(org=world.hospital, catalog=version.catalog).exists()


def test_two_windows_on_one_entry_the_later_sees_what_the_earlier_stored(bound, draft, client):
    """P6: nothing is overwritten silently."""
    place = f"/desk/catalog/version/{draft.pk}/?entry=C14"
    world, maker = bound.world, client
    maker.force_login(world.maker)
    form = maker.get(place).context["form"]
    cells = {name: form[name].value() or "" for name in form.fields}
    assert maker.post(place, cells | {"公开事项": "先改的名称", "verb": "put"}).status_code == 302
    late = cells | {"公开事项": "后改的名称", "说明": "后写的说明", "verb": "put"}
    answer = maker.post(place, late)
    page = text(answer)
    assert "在别的窗口改过" in page and "现在存着：先改的名称" in page
    assert 'value="后改的名称"' in page and "后写的说明" in page
    again = late | {"seen": answer.context["form"]["seen"].value()}
    assert maker.post(place, again).status_code == 302
    stored = {row.code: row for row in rulebook.entries(world.actor(world.maker), version_id=draft.pk)}["C14"]
    assert (stored.name, stored.note) == ("后改的名称", "后写的说明")


def test_a_new_catalog_tells_all_that_is_wrong_at_once(bound, send):
    maker = bound.world.maker
    given = {
        "maker": bound.world.town.pk,
        "org_kind": "village",
        "name": "名" * 121,
        "profile": "compact",
        "for_org": "没有",
    }
    answer = send(maker, "catalog_new", **given)
    assert set(answer.context["form"].errors) == {"name", "for_org"}
    done = send(maker, "catalog_new", **given | {"name": "本村目录", "for_org": f" {bound.world.village.code} "})
    assert done.status_code == 302, problems(done)
