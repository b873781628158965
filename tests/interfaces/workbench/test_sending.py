"""The text of an edition goes to a group of phones once, over outages, with its proof; a final no is said (R55, R58, R60)."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from gongkai.interfaces.jobs import doctor, loop, messengers
from gongkai.ledger.actions import file_path
from gongkai.ledger.models import Outbox
from gongkai.publication import actions as publication
from gongkai.publication.models import Dispatch, Placement
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_channels import released  # noqa: F401 - a fixture
from tests.interfaces.workbench.test_month import desk


@pytest.fixture
def group(world):
    return publication.register_carrier(
        world.actor(world.clerk), org_id=world.village.pk, kind="mobile", name="党员手机群", place="上书村党员群",
        from_date=Desk(world).now.date(), keeper="陈七", keeper_phone="000-0000111", now=Desk(world).now, today=Desk(world).now.date(),
    )  # fmt: skip


class Network:
    """An SMS gateway of our own: keeps what it was given and answers as it is told."""

    def __init__(self):
        self.given, self.status, self.says = [], 200, '{"errcode": 0}'
        network = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                network.given.append((self.headers["Idempotency-Key"], self.headers.get("Authorization"), body))
                self.send_response(network.status)
                if network.status == 302:
                    self.send_header("Location", "/login")
                self.end_headers()
                self.wfile.write(network.says.encode())

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def network(settings):
    found = Network()
    settings.GONGKAI_MESSENGER = "gateway"
    settings.GONGKAI_MESSENGER_URL = f"http://127.0.0.1:{found.server.server_port}/send"
    settings.GONGKAI_MESSENGER_KEY = "secret"
    yield found
    found.close()


def send(world, edition, group, who=None):
    return desk(who or world.clerk).post(f"/desk/edition/{edition}/send/", {"circle": "party", "group": group.pk})


def page(world, edition):
    return text(desk(world.clerk).get(f"/desk/edition/{edition}/channels/"))


def work(later=timedelta(0)):
    """The worker looks once; `later`: how much after the row became due."""
    due = Outbox.objects.get(kind="message").due_at
    loop.run_due(due + later)


@covers("R55", "R58")
def test_by_default_the_text_is_written_into_a_folder_and_proved(world, released, group, settings, tmp_path):  # noqa: F811
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    assert "发到党员手机群" in page(world, released)
    assert send(world, released, group).status_code == 302
    assert "等着发" in page(world, released)
    work()
    [file] = (tmp_path / "messages").iterdir()
    said = json.loads(file.read_text("utf-8"))
    sent = Dispatch.objects.get()
    assert said == {"id": f"gongkai-message-{sent.pk}", "to": "上书村党员群", "text": sent.text}
    assert said["text"].startswith("【上书村】") and len(said["text"]) <= 70 and file.stat().st_mode & 0o077 == 0
    way = Placement.objects.get(method="sj")
    assert way == sent.placement and way.carrier_id == group.pk and way.recorded_by == world.clerk.pk
    record = file_path(way.proof.token, "txt").read_text("utf-8")
    assert said["id"] in record and said["text"] in record and "上书村党员群" in record
    shown = page(world, released)
    assert "已发出" in shown and "发到党员手机群" not in shown
    assert "已经发到党员手机群了" in text(
        desk(world.clerk).post(f"/desk/edition/{released}/send/", {"circle": "party", "group": group.pk}, follow=True)
    )
    assert Dispatch.objects.count() == 1


@covers("R58")
def test_a_gateway_that_is_down_gets_it_later_with_the_same_id(world, released, group, network):  # noqa: F811
    send(world, released, group)
    network.status = 503
    work()
    row = Outbox.objects.get(kind="message")
    assert row.done_at is None and row.attempts == 1 and "messengers.py" in row.last_error
    assert Dispatch.objects.get().state == "waiting" and not Placement.objects.filter(method="sj").exists()
    network.status = 200
    work()
    (first, key, body), (second, _, again) = network.given
    assert first == second == body["id"] and body == again and key == "Bearer secret"
    assert body["to"] == "上书村党员群" and Dispatch.objects.get().state == "sent"
    work(timedelta(days=1))
    assert len(network.given) == 2 and Placement.objects.filter(method="sj").count() == 1


def test_being_led_elsewhere_is_no_yes(world, released, group, network):  # noqa: F811
    network.status = 302
    send(world, released, group)
    work()
    assert len(network.given) == 1 and Dispatch.objects.get().state == "waiting"


def test_a_final_no_is_said_and_may_be_asked_again(world, released, group, network):  # noqa: F811
    network.status, network.says = 422, "名单是空的"
    send(world, released, group)
    work()
    shown = page(world, released)
    assert "没有收下" in shown and "422 名单是空的" in shown and "发到党员手机群" in shown
    assert Outbox.objects.get(kind="message").done_at and not Placement.objects.filter(method="sj").exists()
    network.status = 200
    send(world, released, group)
    assert Dispatch.objects.filter(state="waiting").count() == 1


def test_a_robot_says_no_with_a_code(world, released, group, network, settings):  # noqa: F811
    settings.GONGKAI_MESSENGER = "robot"
    network.says = '{"errcode": 93000, "errmsg": "invalid webhook url"}'
    send(world, released, group)
    work()
    assert Dispatch.objects.get().state == "refused" and "93000" in page(world, released)
    assert network.given[0][2] == {"msgtype": "text", "text": {"content": Dispatch.objects.get().text}}
    network.says = '{"errcode": 0, "errmsg": "ok"}'
    Outbox.objects.filter(kind="message").delete()
    send(world, released, group)
    work()
    assert Dispatch.objects.filter(state="sent").count() == 1


def test_what_was_taken_down_meanwhile_is_not_sent(world, released, group, network):  # noqa: F811
    send(world, released, group)
    now = Desk(world).now
    publication.take_down(world.actor(world.head), edition_id=released, remark="有个人信息", now=now, today=now.date())
    work()
    assert network.given == [] and Dispatch.objects.get().state == "dropped"


@covers("R60")
def test_only_who_releases_sends_and_only_to_a_group_of_the_own(world, released, group, network):  # noqa: F811
    assert send(world, released, group, world.charlie).status_code == 404
    assert send(world, released, group, world.member).status_code == 404
    place = f"/desk/edition/{released}/send/"
    for wrong in ({"circle": "party", "group": "0"}, {"circle": "party", "group": "x"}):
        assert "没有这个手机群" in text(desk(world.clerk).post(place, wrong, follow=True))
    assert desk(world.clerk).post(place, {"circle": "public", "group": group.pk}).status_code == 404
    assert Dispatch.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "url", "said"), [("pigeon", "", "GONGKAI_MESSENGER 不能是"), ("robot", "ftp://x", "要写成网址")]
)
def test_a_wrong_setting_is_said_and_nothing_is_lost(world, released, group, settings, name, url, said):  # noqa: F811
    settings.GONGKAI_MESSENGER, settings.GONGKAI_MESSENGER_URL = name, url
    send(world, released, group)
    work()
    assert said in Outbox.objects.get(kind="message").last_error and Dispatch.objects.get().state == "waiting"
    [found] = doctor._messenger()
    assert found.level is doctor.Level.BAD and said in found.what
    settings.GONGKAI_MESSENGER, settings.GONGKAI_MESSENGER_URL = "gateway", "https://sms.example.org/"
    [found] = doctor._messenger()
    assert found.level is doctor.Level.GOOD and "https://sms.example.org/" in found.what


def test_the_adapter_folder_takes_the_same_message_twice_as_one(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    message = messengers.Message("gongkai-message-1", "群", "文字")
    assert messengers.Folder().send(message) == messengers.Folder().send(message)
    assert len(list(Path(tmp_path / "messages").iterdir())) == 1
