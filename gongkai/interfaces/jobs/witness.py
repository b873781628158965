"""`gongkai witness`: on the superior's machine, remembers what a log signed and never accepts less or other (P18)."""

import hashlib
import json
import os
import socket
import ssl
import sys
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.ui.verifier import key_texts, printed_note
from gongkai.ledger.note_signatures import verified
from gongkai.rules import tlog
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from gongkai.rules.tlog.notes import Key, parse_key
from gongkai.rules.tlog.suites import Suite
from gongkai.rules.tlog.tree import fold

LONGEST = 64 * 1024 * 1024
UNREACHED = (
    (TimeoutError, "等了30秒没有回答"), (ssl.SSLCertVerificationError, "网站的证书不可信"), (ssl.SSLError, "加密连接没有建成"),
    (socket.gaierror, "找不到这个网站的地址"), (ConnectionRefusedError, "网站没有开"), (ConnectionError, "连接断了"), (HTTPException, "只收到一半，连接断了"),
)  # fmt: skip


class Suspicious(Exception):
    """The log shows something that does not follow from what it showed before. The sentence says what."""


class Unusable(Exception):
    """What the witness was given here is no use: key, file, address. It says nothing about the log. The sentence says what."""


@dataclass(frozen=True)
class Remembered:
    """The newest head that was accepted."""

    head: tlog.Checkpoint
    note: str


def main(argv: list[str], get: Callable[[str], bytes] | None = None) -> int:
    """Look once: exit code 0 when the log only grew, 1 when it is suspicious, 2 when it could not be reached or judged."""
    parser = Parser(
        "witness",
        "上级的见证：在自己的机器上定时运行，记住公开记录签过的名。以后谁改写、缩短或者另给一份，当场发现。\n"
        "公钥文件每行写一把公钥，照公开栏抄：名字+8位编号+一串字母数字；换过公钥的，新旧各一行；空行和 # 开头的行不算。\n"
        "文件夹里：checkpoint 是最近认可的签名页，entries.ndjson 是全部记录，contradiction-… 是对不上的证据。\n"
        "退出码：0 认可；1 不能认可，要报告；2 连不上，或者公钥、文件、公开栏那几行有错，没有核对成。",
    )
    parser.add_argument("address", metavar="网址", help="记录的网址，例如 https://网站/log/public")
    parser.add_argument("--key", required=True, metavar="公钥", help="从公开栏或者手册抄来的公钥，或者写着公钥的文件")
    parser.add_argument("--folder", type=Path, required=True, metavar="文件夹", help="记在哪里；只有见证人能写")
    parser.add_argument("--board", type=Path, metavar="文件", help="从公开栏扫下来的签名页，也要和现在的对得上")
    options = parser.parse_args(argv)
    try:
        keys = keys_of(options.key)
        board = _text_of(options.board) if options.board else None
        said = look(options.address.rstrip("/"), keys, options.folder, get or fetch, board)
    except Unusable as here:
        sys.stderr.write(f"没有核对成：{here}\n")
        return 2
    except Suspicious as wrong:
        sys.stderr.write(f"不能认可：{wrong}\n请马上向党务公开工作领导小组报告，并保存 {options.folder}。\n")
        return 1
    except Refused as here:
        sys.stderr.write(f"不能核对：{explain(here.code, here.facts)}\n")
        return 2
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as trouble:
        sys.stderr.write(f"连不上：{unreached(trouble)}。稍后再看；连不上不等于有问题，长时间连不上要问。\n")
        return 2
    except OSError:
        sys.stderr.write(f"没有核对成：{options.folder} 读写不了。请看看磁盘满没满、这个用户能不能写。\n")
        return 2
    except ValueError:
        sys.stderr.write(
            "不能认可：网站给出的内容不合规格，读不懂。请再看一次；还是这样，请向党务公开工作领导小组报告。\n"
        )
        return 1
    sys.stdout.write(said + "\n")
    return 0


def keys_of(said: str) -> list[Key]:
    """The public keys that were given: one, or a file with one a line; blank lines and lines that begin with # do not count."""
    whole = said if "+" in said and not Path(said).is_file() else _text_of(Path(said))
    found = []
    for place, line in key_texts(whole):
        try:
            found.append(parse_key(line))
        except ValueError as wrong:
            raise Unusable(f"第{place}行的公钥抄错了，请从公开栏、手册或者上级机关重新抄录。") from wrong
    if not found:
        raise Unusable("没有公钥。公钥印在公开栏和手册上，每行写一把。")
    if len({(one.name, one.suite) for one in found}) > 1:
        raise Unusable("这些公钥不是同一本记录的。请一本记录一个文件、一个文件夹，分开见证。")
    return found


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise Unusable(f"读不了 {path}。请看看文件在不在、能不能读、是不是文本。") from trouble


def unreached(trouble: Exception) -> str:
    """Why a site was not reached, in words for who looks after the witness."""
    if isinstance(trouble, urllib.error.HTTPError):
        return f"网站回答 {trouble.code}" + ("，没有这个地址" if trouble.code == 404 else "")
    reason = getattr(trouble, "reason", trouble)
    for kind, said in UNREACHED:
        if isinstance(reason, kind):
            return said
    return "网络不通"


def fetch(address: str) -> bytes:
    """What stands at an address, bounded in size and time."""
    if not address.startswith(("https://", "http://")):
        raise Unusable("网址要以 http:// 或者 https:// 开头。")
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - the scheme was looked at
        return answer.read(LONGEST)


def look(address: str, keys: Sequence[Key], folder: Path, get, board: str | None = None) -> str:
    """Fetch the head, compare it with what is remembered and what hung on a board, keep it and the new entries.

    `keys`: those of one log, each good. Raises `Suspicious`, `Unusable`; ValueError when the site answers with nonsense.
    """
    folder.mkdir(parents=True, exist_ok=True)
    suite = keys[0].suite
    known = _known(folder, keys)
    hung = _hung(board, keys) if board is not None else None
    note = get(f"{address}/checkpoint").decode()
    head = _opened(note, keys)
    for older in (known.head if known else None, hung):
        if older is not None:
            _demand_growth(
                older, head, partial(get, f"{address}/consistency/{older.size}/{head.size}"), folder, note, suite
            )
    _mirror(address, head, folder, get, suite)
    _write(folder / "checkpoint", note)
    grown = head.size - (known.head.size if known else 0)
    seen = f"公开栏上的前{hung.size}条也没有改。" if hung else ""
    return f"认可：共{head.size}条，比上次多{grown}条，以前的没有改。{seen}"


def _known(folder: Path, keys: Sequence[Key]) -> Remembered | None:
    path = folder / "checkpoint"
    if not path.exists():
        return None
    note = _text_of(path)
    return Remembered(_own(note, keys, f"{path} 坏了，请从备份取回，不要删掉重来。"), note)


def _own(note: str, keys: Sequence[Key], unreadable: str) -> tlog.Checkpoint:
    """A head that lies here, not one that the site gave."""
    try:
        return _opened(note, keys)
    except ValueError as damaged:
        raise Unusable(unreadable) from damaged


def _hung(board: str, keys: Sequence[Key]) -> tlog.Checkpoint:
    """The head on a paper. One that does not fit its signature was most likely copied wrongly: it accuses nobody."""
    try:
        return _own(printed_note(board), keys, "公开栏扫下来的签名页读不懂，请重新扫一次。")
    except Suspicious as wrong:
        raise Unusable(
            "公开栏的文件里，那几行和它们的签名对不上，多半是抄错了，或者公钥不是这一把。"
            "请对照纸一个字一个字看，或者重新扫码，再运行一次。重新扫了还是这样，再带上这张纸，向党务公开工作领导小组报告。"
        ) from wrong


def _opened(note: str, keys: Sequence[Key]) -> tlog.Checkpoint:
    read = tlog.parse_note(note)
    if not verified(read, keys):
        raise Suspicious("签名不是这个公钥的。")
    head = tlog.parse_checkpoint(read.text)
    if head.origin != keys[0].name:
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
