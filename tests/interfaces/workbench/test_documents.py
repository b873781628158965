"""Documents through the pages: into the library, the list shown before sending, receipts, reminders (R2, R3)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.rulebook import actions as rulebook
from gongkai.rulebook.models import Distribution
from tests.covers import covers
from tests.interfaces.workbench.office import sheet, text

CODE = "qijiang-2011"
OWN = "演示县值班办法\n第一条 白天值班。\n第二条 夜里值班。\n"


@pytest.fixture
def library(world):
    rulebook.load_digest(world.clock, now=world.now)
    return world


@covers("R2", "R3")
def test_the_list_is_shown_sent_once_signed_and_exported(library, see, send):
    office, world = library.county_office, library
    page = see(office, "document_send", CODE)
    assert "各村党组织（2）" in text(page) and "各镇党委（1）" in text(page)
    assert "“发给哪些”还没有选" in text(send(office, "document_send", CODE, readers="县法院"))
    chosen = {"classes": ["villages", "towns"], "readers": "县法院\n演示医院"}
    shown = text(send(office, "document_send", CODE, **chosen))
    for name in (world.village.name, world.other_village.name, world.town.name, "县法院", "新发 3 个组织"):
        assert name in shown
    assert Distribution.objects.count() == 0
    confirmed = chosen | {"step": "confirmed", "orgs": [str(world.village.pk), str(world.town.pk)]}
    assert send(office, "document_send", CODE, **confirmed).status_code == 302
    assert {row.org_id for row in Distribution.objects.filter(for_reading_only=False)} == {
        world.village.pk,
        world.town.pk,
    }
    assert Distribution.objects.get(org=world.hospital).for_reading_only
    assert Distribution.objects.get(org=None).reader_name == "县法院"
    assert "没有新的收件组织" in text(send(office, "document_send", CODE, **confirmed))
    assert "（已发过）" in text(send(office, "document_send", CODE, **chosen))

    home = text(see(world.clerk, "home"))
    assert "要签收的文件" in home
    row = Distribution.objects.get(org=world.village)
    assert "签收" in text(see(world.clerk, "document", row.pk))
    assert see(world.charlie, "document", row.pk).status_code == 404
    assert 'type="submit">签收' not in text(see(world.head, "document", row.pk))
    assert send(world.clerk, "document", row.pk).status_code == 302
    assert "已签收" in text(see(world.clerk, "document", row.pk))
    assert "要签收的文件" not in text(see(world.clerk, "home"))
    assert "签收" in text(see(world.clerk, "documents_received"))

    status = see(office, "document_sent", CODE)
    assert [one.org_id for one in status.context["silent"]] == [world.town.pk]
    assert "1 个没有签收" in text(status) and "请另送纸件" in text(status)
    rows = sheet(see(office, "document_sent_xlsx", CODE))
    assert [(line[0], line[5] == "没有签收") for line in rows[1:3]] == [
        (world.town.name, True),
        (world.village.name, False),
    ]
    assert {line[0] for line in rows[3:]} == {"县法院", world.hospital.name}


@covers("R2")
def test_the_office_reminds_and_the_recipient_sees_it(library, see, send):
    office, world = library.county_office, library
    rulebook.distribute(world.actor(office), code=CODE, classes={"各村党组织": [world.village.pk]}, now=world.now)
    row = Distribution.objects.get()
    assert send(office, "document_remind", CODE).status_code == 302
    assert "提醒：请签收" in text(see(world.clerk, "home"))
    assert "提醒：请签收" in text(see(world.clerk, "document", row.pk))
    send(office, "document_remind", CODE)
    assert "今天都已经提醒过" in text(see(office, "document_sent", CODE))
    assert send(world.clerk, "document_remind", CODE).status_code == 404


@covers("R2")
def test_what_was_not_signed_in_time_stands_on_both_desks(library, see, send):
    office, world = library.county_office, library
    when = world.now - timedelta(days=20)
    rulebook.distribute(world.actor(office), code=CODE, classes={"各村党组织": [world.village.pk]}, now=when)
    before = see(world.clerk, "home")
    assert "要签收的文件" in [row.kind for row in before.context["came"].near]
    assert "1 个单位还没有签收" in text(see(office, "home"))
    row = Distribution.objects.get()
    send(world.clerk, "document", row.pk)
    after = see(world.clerk, "home")
    assert "要签收的文件" not in text(after) and after.context["urgent"] == before.context["urgent"] - 1
    assert "没有按时签收的文件" not in text(see(office, "home"))


@covers("R1", "R2")
def test_a_document_is_put_into_the_library_and_sent(library, see, send):
    office = library.county_office

    def put(content=OWN, name="办法.txt", **changed):
        given = {"code": "zhiban-2026", "issued_on": "2026-09-01"} | changed
        return send(office, "document_new", file=SimpleUploadedFile(name, content.encode()), **given)

    assert "不能作代号" in text(put(code="值班"))
    assert "没有找到成文日期" in text(put(issued_on=""))
    refused = put(content="没有条文")
    assert refused.status_code == 200 and "zhiban-2026" in text(refused)
    done = put()
    assert done["Location"] == "/desk/documents/zhiban-2026/send/"
    assert "演示县值班办法" in text(see(office, "documents"))
    assert see(office, "document_send", "zhiban-2026").status_code == 200
    assert see(office, "document_send", "nothing").status_code == 404
    digest = see(office, "documents").client.get("/rules/")
    assert "白天值班" not in digest.content.decode(), "another document's first article is not the county's"
