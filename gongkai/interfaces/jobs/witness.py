"""`gongkai witness`: on the superior's machine, remembers what a log signed and never accepts less or other (P18)."""

import hashlib
import json
import os
import sys
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.ledger.note_signatures import verified
from gongkai.rules import tlog
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from gongkai.rules.tlog.notes import Key, parse_key
from gongkai.rules.tlog.suites import Suite
from gongkai.rules.tlog.tree import fold

LONGEST = 64 * 1024 * 1024


class Suspicious(Exception):
    """The log shows something that does not follow from what it showed before. The sentence says what."""


@dataclass(frozen=True)
class Remembered:
    """The newest head that was accepted."""

    head: tlog.Checkpoint
    note: str


def main(argv: list[str], get: Callable[[str], bytes] | None = None) -> int:
    """Look once: exit code 0 when the log only grew, 1 when it is suspicious, 2 when it could not be reached or judged."""
    parser = Parser(
        "witness",
        "上级的见证：在自己的机器上定时运行，记住公开记录签过的名。以后谁改写、缩短或者另给一份，当场发现。",
    )
    parser.add_argument("address", metavar="网址", help="记录的网址，例如 https://网站/log/public")
    parser.add_argument("--key", required=True, metavar="公钥", help="从公开栏或者手册抄来的公钥")
    parser.add_argument("--folder", type=Path, required=True, metavar="文件夹", help="记在哪里；只有见证人能写")
    parser.add_argument("--board", type=Path, metavar="文件", help="从公开栏扫下来的签名页，也要和现在的对得上")
    options = parser.parse_args(argv)
    try:
        key = parse_key(options.key)
        board = options.board.read_text("utf-8") if options.board else ""
        said = look(options.address.rstrip("/"), key, options.folder, get or fetch, board)
    except Suspicious as wrong:
        sys.stderr.write(f"不能认可：{wrong}\n请马上向党务公开工作领导小组报告，并保存 {options.folder}。\n")
        return 1
    except Refused as here:
        sys.stderr.write(f"不能核对：{explain(here.code, here.facts)}\n")
        return 2
    except (urllib.error.URLError, TimeoutError) as trouble:
        sys.stderr.write(f"连不上：{trouble}。稍后再看；连不上不等于有问题，长时间连不上要问。\n")
        return 2
    except (ValueError, UnicodeDecodeError) as damaged:
        sys.stderr.write(f"不能认可：读到的内容不合规格（{damaged}）。\n")
        return 1
    sys.stdout.write(said + "\n")
    return 0


def fetch(address: str) -> bytes:
    """What stands at an address, bounded in size and time."""
    if not address.startswith(("https://", "http://")):
        raise ValueError("网址要以 http 开头")
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - the scheme was looked at
        return answer.read(LONGEST)


def look(address: str, key: Key, folder: Path, get, board: str = "") -> str:
    """Fetch the head, compare it with what is remembered and what hung on a board, keep it and the new entries."""
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder, key)
    hung = _opened(board, key) if board else None
    note = get(f"{address}/checkpoint").decode()
    head = _opened(note, key)
    for older in (known.head if known else None, hung):
        if older is not None:
            _demand_growth(
                older, head, partial(get, f"{address}/consistency/{older.size}/{head.size}"), folder, note, key.suite
            )
    _mirror(address, head, folder, get, key.suite)
    _write(folder / "checkpoint", note)
    grown = head.size - (known.head.size if known else 0)
    seen = f"公开栏上的前{hung.size}条也没有改。" if hung else ""
    return f"认可：共{head.size}条，比上次多{grown}条，以前的没有改。{seen}"


def _known(folder: Path, key: Key) -> Remembered | None:
    path = folder / "checkpoint"
    if not path.exists():
        return None
    note = path.read_text("utf-8")
    return Remembered(_opened(note, key), note)


def _opened(note: str, key: Key) -> tlog.Checkpoint:
    read = tlog.parse_note(note)
    if not verified(read, [key]):
        raise Suspicious("签名不是这个公钥的。")
    head = tlog.parse_checkpoint(read.text)
    if head.origin != key.name:
        raise Suspicious("这是另一本记录。")
    return head


def _demand_growth(known: tlog.Checkpoint, head: tlog.Checkpoint, ask, folder: Path, note: str, suite: Suite) -> None:
    """The same or longer, and what was known is its beginning."""
    if head.size < known.size:
        _keep_evidence(folder, note)
        raise Suspicious(f"以前有{known.size}条，现在只剩{head.size}条。")
    if known.size == 0:
        return
    path = [] if head.size == known.size else [b64decode(one, validate=True) for one in ask().decode().split()]
    if not tlog.verify_consistency(known.size, head.size, known.root, head.root, path, suite):
        _keep_evidence(folder, note)
        raise Suspicious(f"前{known.size}条和以前签过名的不一样，记录被改写过。")


def _mirror(address: str, head: tlog.Checkpoint, folder: Path, get, suite: Suite) -> None:
    """Keep all entries, so that a lost log can be put together again; they must lead to the head."""
    path = folder / "entries.ndjson"
    held = path.read_text("utf-8").split("\n")[:-1] if path.exists() else []
    if len(held) < head.size:
        held += get(f"{address}/entries?from={len(held)}").decode().split("\n")[:-1]
    hashes = [tlog.leaf_hash(one.encode(), suite) for one in held[: head.size]]
    if len(hashes) < head.size or tlog.root(head.size, _reader(hashes, suite), suite) != head.root:
        raise Suspicious("给出的记录和签名对不上。")
    _write(path, "".join(f"{one}\n" for one in held[: head.size]))


def _reader(hashes: list[bytes], suite: Suite):
    return lambda level, number: fold(hashes[number << level : (number + 1) << level], suite)


def _keep_evidence(folder: Path, note: str) -> None:
    """Two signed heads that contradict each other prove it to everyone."""
    name = hashlib.sha256(note.encode()).hexdigest()[:12]
    _write(folder / f"contradiction-{name}", json.dumps({"shown": note}, ensure_ascii=False))


def _write(path: Path, text: str) -> None:
    half = path.with_name(path.name + ".part")
    with open(half, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
