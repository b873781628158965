"""A message goes to the machine that is meant and to none inside the network, whatever the name leads to (P25)."""

import ipaddress
import re
import socket
import ssl
import threading
from datetime import UTC, datetime
from http.client import HTTPException

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gongkai.interfaces.jobs import hook_sending
from gongkai.interfaces.jobs.hook_sending import Failed, post
from gongkai.rules.hook_places import reachable
from tests.interfaces.receiver import Receiver

HERE = ["127.0.0.0/8"]


@pytest.fixture
def receiver():
    found = Receiver().open()
    yield found
    found.close()


INSIDE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "2001:db8::1",
)  # fmt: skip


@pytest.mark.parametrize("found", INSIDE)
def test_no_address_inside_is_called(found):
    """P25: whatever it is wrapped in."""
    assert not reachable(ipaddress.ip_address(found), ())


def test_the_open_network_is_called_and_what_the_site_allows():
    assert reachable(ipaddress.ip_address("1.2.4.8"), ()) and reachable(ipaddress.ip_address("2400:3200::1"), ())
    assert reachable(ipaddress.ip_address("10.8.1.1"), ["10.8.0.0/16"])
    assert not reachable(ipaddress.ip_address("10.9.1.1"), ["10.8.0.0/16"])


def test_a_name_that_means_this_machine_is_not_called(receiver, monkeypatch):
    """P25: what counts is the address that is called, not the name; plain http never leaves the own network."""
    for name in ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"):
        with pytest.raises(Failed):
            post(f"http://{name}:{receiver.port}/", b"{}", {}, networks=())
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]])
    monkeypatch.setattr(hook_sending.socket, "getaddrinfo", lambda *a, **k: next(answers))  # asked once, not twice
    with pytest.raises(Failed, match="内部网络"):
        post(f"https://rebinding.example.cn:{receiver.port}/", b"{}", {}, networks=())
    public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.2.4.8", 80))]
    monkeypatch.setattr(hook_sending.socket, "getaddrinfo", lambda *a, **k: public)
    with pytest.raises(Failed, match="内部网络"):
        post("http://example.cn/", b"{}", {}, networks=HERE)
    assert receiver.came == []


def certificate(folder, name):
    """A certificate for a name that signs itself."""
    key, who = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(7).not_valid_before(begins).not_valid_after(begins.replace(year=2099))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, secret


def test_over_https_the_name_is_proved(tmp_path, monkeypatch):
    chain, secret = certificate(tmp_path, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    receiver = Receiver().open(wrap=lambda line: context.wrap_socket(line, server_side=True))
    with pytest.raises(Failed, match="证书不可信：是自己签的"):
        post(f"https://localhost:{receiver.port}/", b"{}", {"webhook-id": "1"}, networks=HERE)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    assert post(f"https://localhost:{receiver.port}/", b"{}", {"webhook-id": "1"}, networks=HERE)[0] == 204
    with pytest.raises(Failed, match="证书不可信：不是这个地址的"):
        post(f"https://127.0.0.1:{receiver.port}/", b"{}", {"webhook-id": "1"}, networks=HERE)
    assert receiver.ids() == ["1"]
    receiver.close()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "没有答复就断开了"),
        (b"SSH-2.0-x\r\n", "不是网页协议"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 200, "不是网页协议"),
    ],
)
def test_what_went_wrong_is_said_in_chinese(answer, said):
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve():
            line, _ = door.accept()
            with line:
                came = b""
                while not came.endswith(b"{}"):
                    came += line.recv(65536)
                line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(Failed, match=said):
            post(f"http://127.0.0.1:{door.getsockname()[1]}/", b"{}", {}, networks=HERE)
        thread.join()


def test_a_closed_port_and_every_trouble_with_a_certificate_are_said_without_an_english_word(receiver):
    port = receiver.port
    receiver.close()
    with pytest.raises(Failed, match="这个端口没有开"):
        post(f"http://127.0.0.1:{port}/", b"{}", {}, networks=HERE)
    certificate = ssl.SSLCertVerificationError("certificate verify failed")
    for number in range(100):
        certificate.verify_code, certificate.verify_message = number, "unable to get local issuer certificate"
        assert hook_sending._why(certificate, late=False).startswith("证书不可信：")
        assert not re.search("[A-Za-z]", hook_sending._why(certificate, late=False))
    for kind in (ssl.SSLError, OSError, ConnectionResetError, UnicodeError, HTTPException, Exception):
        assert not re.search("[A-Za-z]", hook_sending._why(kind("x"), late=False).replace("（HTTP）", ""))
