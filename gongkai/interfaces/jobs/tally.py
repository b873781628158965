"""`gongkai tally`: what the scrutineers of an appraisal do on a computer of their own."""

import json
import os
import sys
from pathlib import Path

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.participation import envelopes, tally
from gongkai.rules.receipts import check_word
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain


def main(argv: list[str]) -> int:
    """Make keys, open an urn, check a count; needs no database. Exit code 1 with the reason when it cannot."""
    options = _parser().parse_args(argv)
    try:
        return DOES[options.what](options)
    except Refused as refused:
        sys.stderr.write(f"{explain(refused.code, refused.facts)}\n")
        return 1
    except OSError as wrong:
        sys.stderr.write(f"读写不了文件：{wrong.filename or wrong}。请核对文件的位置和权限。\n")
        return 1


def _parser() -> Parser:
    parser = Parser(
        "tally",
        "党员评议的计票：在计票人自己的电脑上用，不连网站，也不要数据库。\n"
        "keygen 生成公钥、上锁的私钥和三份密钥份额；open 用任意两份开启票箱；verify 再核对一遍。",
    )
    parser.add_argument("what", choices=tuple(DOES), metavar="keygen|open|verify", help="做什么")
    parser.add_argument(
        "--folder", type=Path, default=Path("."), metavar="文件夹", help="keygen：文件写到哪里（默认当前）"
    )
    parser.add_argument("--box", type=Path, metavar="文件", help="从工作台导出的票箱 box.json")
    parser.add_argument("--locked", type=Path, metavar="文件", help="上锁的私钥 private.locked")
    parser.add_argument("--share", type=Path, action="append", default=[], metavar="文件", help="密钥份额，写两次")
    parser.add_argument("--result", type=Path, metavar="文件", help="结果文件：open 写出，verify 核对")
    return parser


def _keygen(options) -> int:
    keys = tally.keygen()
    options.folder.mkdir(parents=True, exist_ok=True)
    files = {"public.pem": keys.public, "private.locked": keys.locked}
    files |= {f"share-{number}.txt": share for number, share in enumerate(keys.shares, 1)}
    for name, text in files.items():
        _write(options.folder / name, text + "\n")
    sys.stdout.write(
        f"已写到 {options.folder}：\n"
        "  public.pem      上传到工作台\n"
        "  private.locked  计票人共同保管，可以多存几份\n"
        "  share-1、2、3   三位计票人各拿一份，不要放在一起，也不要放在网站的服务器上；任意两份能开启\n"
        "结果公布后，请把三份都销毁。\n"
    )
    return 0


def _write(path: Path, text: str) -> None:
    """A new file that only its owner reads; an old one is never overwritten."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _needed(options, *names: str) -> None:
    lacking = [f"--{name}" for name in names if not getattr(options, name)]
    if lacking:
        raise Refused("tally_lacks", names="、".join(lacking))


def _opened(options) -> dict:
    shares = [path.read_text(encoding="utf-8") for path in options.share]
    key = tally.unlock(options.locked.read_text(encoding="utf-8"), shares)
    return tally.open_box(key, options.box.read_text(encoding="utf-8"))


def _open(options) -> int:
    _needed(options, "box", "locked", "share", "result")
    result = _opened(options)
    _write(options.result, json.dumps(result, ensure_ascii=False, indent=1))
    sys.stdout.write(
        f"开启{result['envelopes']}个信封：{len(result['votes'])}票，{result['unreadable']}个读不懂。\n"
        f"票箱校验值 {check_word(result['box'])}，请与网站公布的核对，一样才上传。\n结果在 {options.result}，请上传到工作台。\n"
    )
    return 0


def _verify(options) -> int:
    """With the keys everything is opened again; without, the numbers and the urn's hash are checked."""
    _needed(options, "box", "result")
    result = tally.read_result(options.result.read_text(encoding="utf-8"))
    round_ref, sealed = tally.read_box(options.box.read_text(encoding="utf-8"))
    wrong = tally.differences(result, fingerprints=map(envelopes.fingerprint, sealed))
    if result["round"] != round_ref:
        wrong.append("round")
    if not wrong and options.locked and options.share:
        again = tally.read_result(json.dumps(_opened(options)))
        wrong += [] if again == result else ["votes"]
    if wrong:
        raise Refused("tally_differs", what="、".join(WHAT[one] for one in wrong))
    how = "重新开启后逐票一致" if options.locked and options.share else "票数与票箱一致（没有用密钥，逐票未核对）"
    sys.stdout.write(f"核对无误：{how}。\n")
    return 0


WHAT = {"box": "票箱不是这一个", "number": "票数对不上", "round": "不是这一轮", "votes": "有的票与信封里的不一样"}
DOES = {"keygen": _keygen, "open": _open, "verify": _verify}
