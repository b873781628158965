"""Starts the web site and, beside it, the worker; keeps both running and stops both in order."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.telling import machine_reads, tell

PATIENCE = 30.0  # seconds until a site that does not answer is mentioned
PAUSE = 3.0  # seconds before a worker that failed is started again
GRACE = 20.0  # seconds everything gets to finish what it has in hand
SET_PARENT_DEATH_SIGNAL = 1  # Linux: PR_SET_PDEATHSIG
ACCESS_LOG = "[%(time)s] %(method)s %(status)d %(dt_ms).0f"  # no address and no path: nothing to lay beside /yijian/
ACCESS_JSON = (
    '{"at": "%(time)s", "level": "info", "logger": "granian.access", "method": "%(method)s", "status": %(status)d, '
    '"ms": %(dt_ms).0f}'
)
SERVER_LOG = Path(__file__).resolve().parents[2] / "config" / "server_log.json"
KEEPER = "要管理员先办："  # the line of /readyz that says what waits for the keeper of the installation
GLANCE = 0.2  # seconds between two looks at the children


def main(argv: list[str]) -> int:
    """`gongkai serve`: runs until SIGTERM or Ctrl+C; exit code 1 when the address is taken."""
    options = _parser().parse_args(argv)
    trouble = _taken(options.host, options.port)
    if trouble:
        tell(f"端口 {options.port} 不能使用：{trouble}。", "请换一个端口，例如：PORT=8001 make run", wrong=True)
        return 1
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    web = _start(_web(options), with_us=True)
    ready = threading.Event()
    threading.Thread(target=_announce, args=(options.host, options.port, stop, ready), daemon=True).start()
    worker = [sys.executable, "-m", "gongkai.interfaces.jobs.command", "worker", "--parent", str(os.getpid())]
    return _watch(stop, ready, web, None if options.no_worker else worker)


def _web(options) -> list[str]:
    """The server's command line; a process of its own, because it forks and may not share our threads."""
    words = [
        "--interface", "wsgi", "--host", options.host, "--port", str(options.port), "--no-ws",
        "--workers", str(options.workers), "--blocking-threads", str(options.threads),
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip
    if options.access_log:
        words += ["--access-log", "--access-log-fmt", ACCESS_JSON if machine_reads() else ACCESS_LOG]
        words += ["--log-level", "info"]
    if machine_reads():
        words += ["--log-config", str(SERVER_LOG)]
    return [sys.executable, "-m", "granian", *words, "gongkai.config.serving:application"]


def _start(command: list[str], *, with_us: bool = False) -> "subprocess.Popen[bytes]":
    """Start a child; `with_us` lets it end even when we are killed (only before we have threads)."""
    before = _end_with_parent if with_us and sys.platform == "linux" else None
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=before)  # noqa: S603 - our own programs


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _watch(
    stop: threading.Event, ready: threading.Event, web: "subprocess.Popen[bytes]", worker: list[str] | None
) -> int:
    """Until `stop`: the site ends everything when it fails; the worker starts after it, and again when it fails."""
    beside, fallen = None, 0.0
    while not stop.wait(GLANCE) and web.poll() is None:
        if beside is None:
            beside = _start(worker) if worker and ready.is_set() else None
        elif beside.poll() is not None:
            fallen = fallen or time.monotonic()
            if time.monotonic() - fallen >= PAUSE:
                tell("后台任务意外停止，已重新启动。", wrong=True)
                beside, fallen = _start(worker), 0.0
    failed = web.poll() if not stop.is_set() else 0
    for child in filter(None, (web, beside)):
        child.terminate()
    for child in filter(None, (web, beside)):
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    if failed:
        tell("网站意外停止。请看上面的错误，或运行 gongkai doctor。", wrong=True)
    return 1 if failed else 0


def _parser() -> Parser:
    parser = Parser("serve", "启动网站，并在旁边运行后台任务。按 Ctrl+C 停止。")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="监听地址（默认只限本机；0.0.0.0 为所有网卡）"
    )
    parser.add_argument(
        "--port",
        type=int,
        default=os.environ.get("PORT", "8000"),
        metavar="端口",
        help="端口（默认取环境变量 PORT，否则8000）",
    )
    parser.add_argument("--workers", type=int, default=2, metavar="个数", help="网站进程数（默认2）")
    parser.add_argument("--threads", type=int, choices=(2, 3, 4), default=2, help="每个进程的线程数（默认2）")
    parser.add_argument("--no-worker", action="store_true", help="不在旁边运行后台任务")
    parser.add_argument("--access-log", action="store_true", help="记录每次访问的时刻、结果和快慢，不记来源和地址")
    return parser


def _taken(host: str, port: int) -> str:
    """Why the address cannot be listened on, empty when it can."""
    if not 0 < port < 65536:
        return "端口应在1至65535之间"
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _announce(host: str, port: int, stop: threading.Event, ready: threading.Event) -> None:
    """Say where the site is, as soon as it answers; `ready` once that is settled."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    address = f"http://{shown}:{port}/"
    reached = shown.strip("[]")
    until = time.monotonic() + PATIENCE
    while not stop.wait(0.1):
        said = _answer(reached, port)
        if said:
            tell(f"公开网站：{address}", f"工作台：  {address}desk/", "按 Ctrl+C 停止。")
            tell(*(line.strip() for line in said.splitlines() if line.startswith(KEEPER)), wrong=True)
            break
        if time.monotonic() > until:
            tell(f"网站在{PATIENCE:.0f}秒内没有应答，请看上面的错误，或运行 gongkai doctor。", wrong=True)
            break
    ready.set()


def _answer(host: str, port: int) -> str:
    """How it says it is, empty while it says nothing. Asked by hand: the library for it would stay in memory."""
    try:
        with socket.create_connection((host, port), timeout=PATIENCE) as line:
            line.sendall(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            said = b"".join(iter(lambda: line.recv(4096), b""))
    except OSError:
        return ""
    return said.decode("utf-8", "replace") if said.startswith(b"HTTP/") else ""
