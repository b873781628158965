"""The archive through the pages: search, what waits, the box list in three forms, the fonds number (R53)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from gongkai.approvals.models import ReviewStep
from gongkai.archive import actions, queries
from gongkai.archive.models import ArchiveRecord, Loan, Package
from gongkai.disclosures.models import Edition
from gongkai.interfaces.jobs import archiving, logs, packages
from gongkai.ledger.actions import store
from gongkai.ledger.models import Outbox
from gongkai.publication import actions as publishing
from gongkai.publication.numbers import slug
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Part, PartKind
from tests.archive import shelf
from tests.covers import covers
from tests.interfaces.workbench.test_month import desk
from tests.publication.county import FUNDS, STUDY, county

CLOCK = Actor.clock()


@pytest.fixture
def place(db):
    """Two matters were closed and filed, a third is still public."""
    made = county()
    for code in (FUNDS, STUDY):
        edition = made.published(code)
        publishing.close(made.at("clerk"), edition_id=edition.pk, now=made.later(), today=made.today)
    actions.file_matters(CLOCK, matters=queries.due_editions(CLOCK, today=made.today), now=made.later())
    return made


@pytest.fixture
def keeper(place):
    return desk(shelf.keeper(place))


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@covers("R53")
def test_the_archivist_finds_a_record_and_its_papers(place, keeper):
    page = text(keeper, "/desk/archive/?year=2026")
    assert "Z01C01-WS·2026-D10-DWGK-0001" in page and "都归档了" in page
    assert "没有找到" in text(keeper, "/desk/archive/?q=不存在")
    row = queries.records(CLOCK, path=place.world.village.path)[0]
    shown = text(keeper, f"/desk/archive/{row.pk}/")
    assert row.code in text(desk(place.world.clerk), f"/desk/edition/{row.edition_id}/")
    assert "签字同意" in shown and "保管到2036年12月31日" in shown and row.sha256 in shown
    assert desk(place.world.charlie).get(f"/desk/archive/{row.pk}/").status_code == 404


@covers("R53")
def test_the_list_of_a_box_has_three_forms(place, keeper):
    (box,) = queries.boxes(CLOCK, path=place.world.village.path)
    assert "2 件" in text(keeper, "/desk/archive/boxes/")
    asked = f"?box={box.pk}"
    assert "Z01C01-WS·2026-D10-DWGK-0002" in text(keeper, f"/desk/ledgers/archive/{asked}")
    assert "归档文件目录" in text(keeper, f"/desk/ledgers/archive/print/{asked}")
    book = load_workbook(BytesIO(b"".join(keeper.get(f"/desk/ledgers/archive.xlsx{asked}"))))
    lines = list(book.active.iter_rows(values_only=True))
    assert lines[0][:4] == ("件号", "责任者", "文号", "题名")
    first = dict(zip(lines[0], lines[1], strict=True))  # as many cells as headings
    assert (first["放在"], first["档号"]) == ("10年第1盒", "Z01C01-WS·2026-D10-DWGK-0001")
    assert [line[0] for line in lines[1:]] == [1, 2]


def test_the_fonds_number_is_the_archivists_to_set(place, keeper):
    address = "/desk/archive/fonds/"
    wrong = keeper.post(address, {"number": "全宗", "unit": "BGS"}).content.decode()
    assert "1到12个大写字母或数字" in wrong and 'value="全宗"' in wrong
    assert keeper.post(address, {"number": "Z109", "unit": "BGS"}).status_code == 302
    assert "全宗号 Z109" in text(keeper, "/desk/archive/")
    assert desk(place.world.clerk).get(address).status_code == 404


@covers("R53")
def test_a_record_is_lent_and_taken_back_at_the_desk(place, keeper):
    row = queries.records(CLOCK, path=place.world.village.path)[0]
    address, today = f"/desk/archive/{row.pk}/", timezone.localdate()
    sent = {"borrower": "何天富", "purpose": "核对台账", "lent_on": today.isoformat()}
    wrong = keeper.post(address, sent | {"due_on": "2040-01-01"}).content.decode()
    assert "一次最多借30天" in wrong and 'value="何天富"' in wrong
    assert (
        desk(place.world.clerk).post(address, sent | {"due_on": today.isoformat()}).status_code == 200
    )  # no form there
    assert keeper.post(address, sent | {"due_on": today.isoformat()}).status_code == 302
    assert "何天富" in text(keeper, "/desk/archive/use/") and "登记归还" in text(keeper, address)
    assert "核对台账" in text(keeper, "/desk/ledgers/archive-loans/")
    assert keeper.post(address, {"returned_on": today.isoformat(), "remark": ""}).status_code == 302
    assert "登记借出" in text(keeper, address)
    desk(place.world.head).get(address)
    assert "在网上查阅 1 次" in text(keeper, "/desk/archive/use/")


def test_what_is_overdue_and_what_is_damaged_stands_on_top(place, keeper):
    row = queries.records(CLOCK, path=place.world.village.path)[0]
    late = timezone.localdate() - timedelta(days=1)
    Loan.objects.create(
        record=row, org_path=row.org_path, borrower="李四", purpose="查对", lent_on=late, due_on=late, lent_at=place.now
    )
    ReviewStep.objects.filter(edition_id=row.edition_id, verb="approve").update(remark="改过")
    archiving.check(CLOCK, place.today, place.now, whole=True)
    assert "李四借的档案没有还" in text(keeper, "/desk/")
    page = text(keeper, "/desk/archive/")
    assert "1 件借出去过了日子没有还" in page and "核对时发现 1 处和归档时不一样" in page
    assert "核对时发现" not in text(desk(place.world.clerk), "/desk/archive/")


@covers("R175")
def test_the_package_of_a_year_is_asked_for_and_taken_away(place, keeper):
    year, address = timezone.localdate().year, "/desk/archive/packages/"
    assert "还没有做过" in text(keeper, address)
    assert keeper.post(address, {"year": year}).status_code == 302
    page = text(keeper, address)
    assert "排队等着做" in page and 'http-equiv="refresh"' in page, "it refreshes itself, without script"
    row = Package.objects.get()
    packages.make({"package": row.pk})
    page = text(keeper, address)
    assert "登记簿 2 行" in page and 'http-equiv="refresh"' not in page
    answer = keeper.get(f"/desk/archive/package/{row.pk}.zip")
    assert answer["Content-Type"] == "application/zip" and b"".join(answer).startswith(b"PK")
    assert desk(place.world.clerk).get(f"/desk/archive/package/{row.pk}.zip").status_code == 404
    assert desk(place.world.clerk).get(address).status_code == 404


def test_a_package_with_words_removed_since_says_why_it_is_gone_and_is_made_anew(place, keeper, capsys):
    address, year = "/desk/archive/packages/", timezone.localdate().year
    keeper.post(address, {"year": year})
    row = Package.objects.get()
    packages.make({"package": row.pk})
    number = queries.records(CLOCK, path=place.world.village.path)[0].number
    assert logs.main(["redact", "--number", number, "--basis", "县办批准"]) == 0
    assert "1个归档包不再提供" in capsys.readouterr().out
    answer = keeper.get(f"/desk/archive/package/{row.pk}.zip", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain and "不再提供，文件已经删掉。可以重新做一个" in page
    assert f"重新做{year}年的" in page and f"/desk/archive/package/{row.pk}.zip" not in page
    assert keeper.post(address, {"year": year}).status_code == 302 and Package.objects.filter(state="making").exists()
    assert "重新做" not in text(keeper, address)
    assert logs.main(["redact", "--number", number, "--basis", "县办批准"]) == 0
    assert "归档包不再提供" not in capsys.readouterr().out


def test_what_is_over_its_time_goes_by_a_list_that_a_second_person_approves(place, keeper):
    address = "/desk/archive/disposals/"
    assert "没有保管到期的档案" in text(keeper, address)
    first, second = queries.records(CLOCK, path=place.world.village.path)
    ArchiveRecord.objects.update(year=2010)
    Edition.objects.filter(pk=first.edition_id).update(state="withdrawn")
    page = text(keeper, address)
    assert "2 件保管到期，1 件可以销毁" in page and "还在公开，要先办终止" in page
    assert "请" in keeper.post(address, {"reason": "保管期满"}).content.decode()
    sent = keeper.post(address, {"record_ids": [first.pk], "reason": "保管期满"})
    assert sent.status_code == 302
    listed = sent["Location"]
    head = desk(place.world.head)
    assert "待批准" in text(head, listed) and listed in text(head, "/desk/") and listed not in text(keeper, "/desk/")
    wrong = head.post(listed, {"verb": "approve", "remark": ""})
    assert wrong.status_code == 200
    assert head.post(listed, {"verb": "approve", "remark": "支部委员会"}).status_code == 302
    assert listed in text(keeper, "/desk/") and listed not in text(head, "/desk/")
    without = keeper.post(listed, {"verb": "carry_out", "remark": " "}).content.decode()
    assert "请写监销人的姓名" in without and "要写明原因" not in without
    assert keeper.post(listed, {"verb": "carry_out", "remark": "李四"}).status_code == 302
    assert "监销：李四" in text(keeper, listed) and first.code in text(keeper, "/desk/ledgers/archive-disposals/")
    assert "只留目录" in text(keeper, f"/desk/archive/{first.pk}/")
    assert desk(place.world.charlie).get(listed).status_code == 404
    assert ArchiveRecord.objects.get(pk=second.pk).destroyed_at is None


def test_thousands_of_records_are_counted_with_a_breath_between_portions(place, monkeypatch):
    monkeypatch.setattr(archiving, "COUNTED", 1)
    began = timezone.now()
    archiving.count_pages({"at": place.now.isoformat()})
    asked = Outbox.objects.get(kind="archive_pages")
    assert asked.due_at >= began + archiving.BREATH
    archiving.count_pages(asked.payload)
    assert not ArchiveRecord.objects.filter(pages=None, pages_said="").exists()


@covers("R53")
def test_pages_are_counted_where_they_can_be_and_told_by_the_archivist_where_not(place, keeper, tmp_path):
    first, second = queries.records(CLOCK, path=place.world.village.path)
    (tmp_path / "a.txt").write_text("收据", encoding="utf-8")
    paper = store(CLOCK, source=tmp_path / "a.txt", name="收据.txt", org_path=first.org_path, now=place.now)
    first = ArchiveRecord.objects.get(pk=first.pk)
    first.parts.append(vars(Part(PartKind.ATTACHMENT, f"file:{paper.token}", "收据", paper.sha256)))
    first.save()
    archiving.count_pages({"at": place.now.isoformat()})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.pages is None and "数不出页数：收据" in first.pages_said
    assert second.pages >= 2 and second.pages_said.startswith("表单")
    assert (
        archiving.file_due(CLOCK, place.today, place.later())
        and not Outbox.objects.filter(kind="archive_pages").exists()
    )
    assert actions.count_again(CLOCK) == 1, "files were read anew: it is looked at once more"
    archiving.count_pages({"at": place.now.isoformat()})
    page = text(keeper, "/desk/archive/")
    assert "1 件的页数数不全" in page
    found = text(keeper, "/desk/archive/?uncounted=on")
    assert first.code in found and second.code not in found
    address = f"/desk/archive/{first.pk}/pages/"
    assert keeper.post(address, {"pages": "0"}).status_code == 302
    first.refresh_from_db()
    assert first.pages is None and "页数写1到9999的数" in text(keeper, f"/desk/archive/{first.pk}/")
    assert keeper.post(address, {"pages": "7"}).status_code == 302
    page = text(keeper, f"/desk/archive/{first.pk}/")
    assert "7 页" in page and "归档员点数" in page and "页数数不全" not in text(keeper, "/desk/archive/")
    assert desk(place.world.clerk).post(address, {"pages": "3"}).status_code == 302
    first.refresh_from_db()
    assert first.pages == 7, "only the archivist tells them"
    year = timezone.localdate().year
    answer = keeper.get(f"/desk/ledgers/archive.xlsx?org={place.world.village.code}&year={year}")
    sheet = load_workbook(BytesIO(b"".join(answer))).active
    column = [cell.value for cell in sheet[1]].index("页数") + 1
    assert {sheet.cell(row, column).value for row in (2, 3)} == {7, second.pages}


@covers("R53")
def test_the_public_page_and_the_interface_say_under_which_code_an_item_is_kept(place):
    row = queries.records(CLOCK, path=place.world.village.path)[0]
    item, told = Client().get(f"/item/{slug(row.number)}/"), Client().get(f"/api/v1/items/{slug(row.number)}")
    assert f"<dt>档号</dt><dd>{row.code}</dd>" in item.content.decode() and told.json()["archive_code"] == row.code
    ArchiveRecord.objects.filter(pk=row.pk).update(edition_id=None)
    assert "档号" not in Client().get(f"/item/{slug(row.number)}/").content.decode()
