"""Starts the web site and, beside it, the worker; stops both in order."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from granian import Granian
from granian.constants import Interfaces

from gongkai.interfaces.jobs.arguments import Parser

PATIENCE = 30.0  # seconds until a site that does not answer is mentioned
PAUSE = 3.0  # seconds before a worker that failed is started again
GRACE = 20.0  # seconds a worker gets to finish what it has in hand


def main(argv: list[str]) -> int:
    """`gongkai serve`: runs until SIGTERM or Ctrl+C; exit code 1 when the address is taken."""
    options = _parser().parse_args(argv)
    trouble = _taken(options.host, options.port)
    if trouble:
        sys.stderr.write(f"端口 {options.port} 不能使用：{trouble}。\n请换一个端口，例如：PORT=8001 make run\n")
        return 1
    server = Granian(
        "gongkai.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=options.access_log,
        log_dictconfig={"loggers": {"_granian": {"level": "WARNING"}}},
        websockets=False,
    )
    beside = None if options.no_worker else WorkerBeside()
    if beside:
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    threading.Thread(target=_announce, args=(options.host, options.port), daemon=True).start()
    server.serve()
    return 0


class WorkerBeside:
    """The worker as a child process, started again whenever it fails."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the child and the thread that watches it."""
        self._keeper.start()

    def stop(self) -> None:
        """Ask the child to finish; it is ended by force only when it does not."""
        self._stopping.set()
        self._keeper.join(GRACE + 5)

    def _keep(self) -> None:
        command = [sys.executable, "-m", "gongkai.interfaces.jobs.command", "worker", "--parent", str(os.getpid())]
        while not self._stopping.is_set():
            self._child = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own program
            while self._child.poll() is None and not self._stopping.wait(0.2):
                pass
            if self._child.poll() is None:
                self._end(self._child)
            elif not self._stopping.wait(PAUSE):
                sys.stderr.write("后台任务意外停止，已重新启动。\n")

    def _end(self, child: "subprocess.Popen[bytes]") -> None:
        child.terminate()
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


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
    parser.add_argument("--access-log", action="store_true", help="记录每次访问")
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


def _announce(host: str, port: int) -> None:
    """Say where the site is, as soon as it answers."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    address = f"http://{shown}:{port}/"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
            continue
        break
    else:
        sys.stderr.write(f"网站在{PATIENCE:.0f}秒内没有应答，请看上面的错误，或运行 gongkai doctor。\n")
        return
    sys.stdout.write(f"公开网站：{address}\n工作台：  {address}desk/\n按 Ctrl+C 停止。\n")
    sys.stdout.flush()
