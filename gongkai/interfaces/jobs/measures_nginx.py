"""Requests per second of a public page: from nginx as a plain file, from nginx in front of the site, from the site itself."""

import gzip
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

from gongkai.interfaces.jobs.measures import PATIENCE, answers, family

SITE = "docs/how-to/production/nginx.conf"
HOST = "127.0.0.1"
CONNECTIONS, PIPE = 32, 16
MAIN = """
worker_processes {cores};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    server {{
        listen {host}:{plain};
        root {folder}/plain;
        gzip_static on;
        default_type text/html;
    }}
    include {folder}/site.conf;
}}
"""
RATE = re.compile(r"Requests/sec:\s*([\d.]+)")
FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


def nginx_there() -> str:
    """The program nginx; "" where it is not installed."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""


def site_conf(folder: Path, *, port: int, behind: int, pages: Path, log: str = "off") -> str:
    """The configuration of the how-to, fitted to a place of our own."""
    text = (settings.BASE_DIR / SITE).read_text(encoding="utf-8")
    for line, fitted in (
        ("listen 80;", f"listen {HOST}:{port};"), ("server 127.0.0.1:8000;", f"server {HOST}:{behind};"),
        ("root /var/cache/gongkai/pages;", f"root {pages};"),
        ("access_log /var/log/nginx/gongkai.log gongkai;", f"access_log {log};"),
    ):  # fmt: skip
        if line not in text:
            raise RuntimeError(f"{SITE}: {line}")
        text = text.replace(line, fitted)
    return text


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on just now."""
    with ExitStack() as stack:
        found = []
        for _ in range(number):
            probe = stack.enter_context(socket.socket())
            probe.bind((HOST, 0))
            found.append(probe.getsockname()[1])
        return found


@contextmanager
def running(words: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    """A program of ours until the end of the block, from the moment that it answers; its process number."""
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - our own programs
        words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not answers(port):
            if process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise RuntimeError(f"{words[0]} does not answer")
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE)


def page_rates(environment: dict[str, str], path: str, seconds: float) -> dict:
    """Requests per second and CPU of each way, the median of three rounds in turn."""
    folder = Path(environment["GONGKAI_DATA"])
    (folder / "plain").mkdir()
    folder.chmod(0o755)
    plain, front, site = free_ports(3)
    (folder / "site.conf").write_text(
        site_conf(folder, port=front, behind=site, pages=folder / "pages"), encoding="utf-8"
    )
    main = MAIN.format(folder=folder, host=HOST, plain=plain, cores=os.cpu_count() or 2)
    if os.geteuid() == 0:
        main = "user root;\n" + main
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    serve = [sys.executable, "-m", "gongkai.interfaces.jobs.command", "serve", "--port", str(site), "--no-worker"]
    nginx = [nginx_there(), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with running(serve, site, environment) as program, running(nginx, plain, environment) as server:
        time.sleep(4)  # the first look at the log of changes is over
        body = _fetch(front, path)
        (folder / "plain" / "page.html").write_bytes(body)
        (folder / "plain" / "page.html.gz").write_bytes(gzip.compress(body, 6, mtime=0))
        _fetch(site, path)
        if not list((folder / "pages" / "current" / HOST).rglob("index.html")):
            raise RuntimeError("the page has no file")
        ways = {"plain": (plain, "/page.html", server), "front": (front, path, server), "site": (site, path, program)}
        rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for _ in range(3):
            for name, (port, address, process) in ways.items():
                before, began = _cpu(process), time.perf_counter()
                number = load(port, address, seconds)
                took = time.perf_counter() - began
                rounds[name].append((number / took, 1000 * (_cpu(process) - before) / number))
    rates = {name: statistics.median(rate for rate, _ in found) for name, found in rounds.items()}
    return {
        "client": "wrk" if shutil.which("wrk") else "python", "bytes": len(gzip.compress(body, 6, mtime=0)),
        "per_second": {name: round(rate) for name, rate in rates.items()},
        "cpu_ms": {name: round(statistics.median(cpu for _, cpu in found), 4) for name, found in rounds.items()},
        "front_ratio": round(rates["front"] / rates["plain"], 2), "site_ratio": round(rates["site"] / rates["plain"], 2),
    }  # fmt: skip


def _fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://{HOST}:{port}{path}", timeout=PATIENCE) as answer:
        return answer.read()


def _cpu(root: int) -> float:
    """Seconds of processor that a process and all below it have used."""
    ticks = 0
    for pid in family(root):
        try:
            after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(after[11]) + int(after[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def load(port: int, path: str, seconds: float) -> int:
    """Ask for a page as quickly as it comes over connections that stay open; how many whole answers came."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return _own_load(port, path, seconds)
    words = [wrk, "-t2", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-H", "Accept-Encoding: gzip"]
    said = subprocess.run(  # noqa: S603 - a program of the system
        [*words, f"http://{HOST}:{port}{path}"], check=True, capture_output=True, text=True
    ).stdout
    if FAILED.search(said):
        raise RuntimeError(said)
    return int(re.search(r"(\d+) requests in", said)[1])


def _own_load(port: int, path: str, seconds: float) -> int:
    """Without wrk: our own client. It sends several requests at once, so that it needs less time than the server."""
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode() * PIPE
    until, done, lock = time.monotonic() + seconds, [0], threading.Lock()

    def ask() -> None:
        with socket.create_connection((HOST, port)) as connection:
            connection.sendall(request[: len(request) // PIPE])
            size = _length(connection)
            while time.monotonic() < until:
                connection.sendall(request)
                left = size * PIPE
                while left:
                    part = connection.recv(min(left, 1 << 16))
                    if not part:
                        raise RuntimeError("the server hung up")
                    left -= len(part)
                with lock:
                    done[0] += PIPE

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return done[0]


def _length(connection: socket.socket) -> int:
    """Bytes of one whole answer, head and all: every answer to the same request has as many."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += connection.recv(1 << 16)
    head = said.partition(b"\r\n\r\n")[0]
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode())
    whole = len(head) + 4 + int(re.search(rb"(?i)content-length: (\d+)", head)[1])
    while len(said) < whole:
        said += connection.recv(1 << 16)
    return whole
