"""Nothing is kept of a request that is larger than anything taken here, whatever it says of itself (P26)."""

import socket

import pytest
from django.test import Client

from gongkai.config.middleware import LARGEST_REQUEST
from tests.interfaces.installation import fetch, fresh, serving

PAGES = ("/desk/login/", "/type/large/", "/subscribe/", "/desk/edition/1/files/")


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_a_request_that_says_too_much_is_refused_unread(page):
    unread = Unread()
    answer = Client().post(
        page,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(LARGEST_REQUEST + 1),
        **{"wsgi.input": unread},
    )
    assert answer.status_code == 413 and "传的太大" in answer.content.decode()
    assert unread.asked == 0


class Unread:
    """A body that counts how often somebody wants it."""

    asked = 0

    def read(self, *_):
        self.asked += 1
        return b""

    readline = read


HEADS = {
    "chunked without a length": ("Transfer-Encoding: chunked", b"5\r\nhello\r\n" * 1000),
    "less than it says": ("Content-Length: 1000", b"short"),
    "more than it says": ("Content-Length: 5", b"a" * 100_000),
    "a length that is no number": ("Content-Length: many", b"x"),
    "two lengths": ("Content-Length: 5\r\nContent-Length: 50", b"x" * 50),
    "a length below nothing": ("Content-Length: -1", b"x"),
}


def test_a_lie_about_the_length_is_cut_short_by_the_real_server(tmp_path):
    place = fresh(tmp_path / "data")
    assert place.run("migrate").returncode == 0
    with serving(place) as (port,):
        said = {lie: told(port, *sent) for lie, sent in HEADS.items()}
        assert {lie: status for lie, status in said.items() if status not in ("", "302", "400", "403", "413")} == {}
        assert fetch(port, "/healthz") == (200, "好\n")


def told(port: int, head: str, body: bytes) -> str:
    """The status with which such a request is answered; nothing when the line is closed instead."""
    request = (
        f"POST /type/large/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"{head}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            line.sendall(request.encode() + body)
            line.shutdown(socket.SHUT_WR)
            return line.recv(64).decode().partition(" ")[2][:3]
        except OSError:
            return ""
