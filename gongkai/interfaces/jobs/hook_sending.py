"""Posts to an address that a person typed in, and to no other machine than the one that is meant (P25, SSRF).

The name is resolved once and the connection goes to the address that was judged, so that nothing can be changed between
the look and the call. No redirect is followed, no proxy is asked, little is read, and all of it takes seconds.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from urllib.parse import urlsplit

from gongkai.rules.hook_places import may_be_called

PATIENCE = 10.0  # seconds from the first byte to the last
LARGEST = 2048  # bytes of an answer that are read
PORTS = {"https": 443, "http": 80}
# What OpenSSL says of a certificate by its number (X509_V_ERR_…), and every other trouble, the special one first.
CERTIFICATES = {
    9: "还没有到生效的日子", 10: "过期了", 18: "是自己签的", 19: "签发它的不是公认的机构", 20: "签发它的不是公认的机构",
    21: "没有带上签发机构的中间证书", 62: "不是这个名字的", 64: "不是这个地址的",
}  # fmt: skip
TROUBLES: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, f"{PATIENCE:.0f}秒里没有答完"), (socket.gaierror, "没有找到这个名字的机器"),
    (ConnectionRefusedError, "没有连上：那台机器的这个端口没有开"), (RemoteDisconnected, "对方没有答复就断开了"),
    (ConnectionError, "连接中途断了"), (ssl.SSLError, "没有谈成加密的连接，请看对方的端口和证书设置"),
    (OSError, "没有连上：网络到不了那台机器"), (HTTPException, "对方的答复不是网页协议（HTTP）的"), (ValueError, "这个地址不能用来连接"),
)  # fmt: skip


class Failed(Exception):
    """There is no answer, and why not, in words."""


class _Straight(HTTPConnection):
    """A connection to an address that was judged, under the name that it was asked by; cut when its time is over."""

    def __init__(self, host: str, port: int, *, secure: bool, networks: Sequence[str]) -> None:
        super().__init__(host, port, timeout=PATIENCE / 2)
        self.default_port = PORTS["https" if secure else "http"]
        self.late = threading.Event()
        self._secure, self._networks = secure, networks
        self._line: socket.socket | None = None

    def connect(self) -> None:
        trouble: Exception = Failed("没有找到这个名字的机器")
        for family, kind, protocol, _, where in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            found = ipaddress.ip_address(str(where[0]).partition("%")[0])
            if not may_be_called(found, secure=self._secure, networks=self._networks):
                trouble = Failed("这个地址在内部网络里，不发")
                continue
            if self.late.is_set():
                break
            try:
                self._reach(socket.socket(family, kind, protocol), where)
                return
            except OSError as error:
                trouble = error
        raise trouble

    def _reach(self, line: socket.socket, where: tuple) -> None:
        self._line = self.sock = line
        line.settimeout(self.timeout)
        line.connect(where)
        if self._secure:
            open_line = ssl.create_default_context().wrap_socket(
                line, server_hostname=self.host, do_handshake_on_connect=False
            )
            self._line = self.sock = open_line
            open_line.do_handshake()

    def cut(self) -> None:
        """Whoever sends a byte now and then is not waited for."""
        self.late.set()
        if self._line is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)


def post(address: str, body: bytes, headers: dict[str, str], *, networks: Sequence[str]) -> tuple[int, str]:
    """Status and the beginning of the answer's first line. `Failed` in words when there was no answer."""
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    port = parts.port or PORTS[parts.scheme]
    connection = _Straight(parts.hostname or "", port, secure=secure, networks=networks)
    where = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    clock = threading.Timer(PATIENCE, connection.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.request("POST", where, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, f"{answer.status} {_beginning(answer)}".strip()[:200]
    except (OSError, HTTPException, ValueError) as error:
        raise Failed(_why(error, connection.late.is_set())) from error
    finally:
        clock.cancel()
        connection.close()


def _beginning(answer: HTTPResponse) -> str:
    """The first line of what was answered, as far as it came: the status has said all that counts."""
    try:
        said = answer.read(LARGEST).decode("utf-8", "replace").strip().partition("\n")[0]
    except (OSError, HTTPException, ValueError):
        return ""
    return "".join(sign for sign in said if sign.isprintable())


def _why(error: Exception, late: bool) -> str:
    if late:
        return f"{PATIENCE:.0f}秒里没有答完"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"证书不可信：{CERTIFICATES.get(error.verify_code, '没有通过核对')}"
    return next((said for kind, said in TROUBLES if isinstance(error, kind)), "没有连上")
