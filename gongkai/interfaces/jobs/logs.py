"""`gongkai log`: public keys, the check of everything, recovery, lawful removal, a new key."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from gongkai.archive import actions as archiving
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.record_check import altered
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.log_keys import key_file
from gongkai.ledger.log_memory import remembered_entries
from gongkai.publication import actions as publishing
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from gongkai.rules.tlog import LOGS

CLOCK = Actor.clock()
FOUND = {
    "gap": "少了", "altered": "被改过", "node": "树的节点不对", "size": "条数不对", "shorter": "签过名，现在没有了",
    "signature": "签名不对", "root": "签名时的内容和现在不同", "memory": "数据文件夹里记着的签名不对",
    "unlogged": "没有记录", "changed": "文字和记录不一样", "digest": "存着的校验值不是这些文字的", "vanished": "记录里有，数据库里没有了",
}  # fmt: skip


def main(argv: list[str]) -> int:
    """Do one thing to the logs; exit code 1 when something does not fit or must not be done."""
    parser = Parser(
        "log",
        "公开记录只能往后加，不能改。\nkeys 显示公钥；check 从头核对；sign 签名；recover 从备份恢复以后补齐；\n"
        "continue 恢复以后没有见证人的，写明依据继续签名；succeed 记录确实找不回来的，另起一本接着记；"
        "history 给以前公开的补记；redact 依法删除一件的文字；rotate 换钥匙。\n"
        "用国密算法的，第一条记录以前设 GONGKAI_LOG_SUITE=sm3-sm2（默认 sha256-ed25519），以后不能换；"
        "钥匙在密码模块里的，另设 GONGKAI_LOG_SIGNER 为签名的命令。",
    )
    parser.add_argument("what", choices=tuple(DOES), metavar="做什么", help="、".join(DOES))
    parser.add_argument("--number", metavar="索引号", help="redact：哪一件")
    parser.add_argument(
        "--basis",
        default="",
        metavar="依据",
        help="redact：法律依据和批准文号；continue：凭什么确认；succeed：怎么丢的、谁决定。永久留在记录里",
    )
    parser.add_argument(
        "--entries", type=Path, metavar="文件", help="recover：见证人留存的全部记录（默认用本机留存的）"
    )
    parser.add_argument("--head", type=Path, metavar="文件", help="recover --entries：见证人留存的 checkpoint")
    parser.add_argument("--log", choices=LOGS, default="public", help="recover --entries、succeed：是哪一本")
    parser.add_argument("--yes", action="store_true", help="succeed：真的做，不写只看")
    options = parser.parse_args(argv)
    try:
        return DOES[options.what](options, timezone.now())
    except Refused as refused:
        sys.stderr.write(explain(refused.code, refused.facts) + "\n")
        return 1


def _keys(options, now: datetime) -> int:
    for log, keys in reading.log_keys(CLOCK).items():
        sys.stdout.write(f"{log}：\n" + "".join(f"  {key}\n" for key in keys))
    sys.stdout.write(f"私钥在 {key_file()}，要和数据库分开备份。公钥请抄到手册、公开栏和上级党组织。\n")
    return 0


def _check(options, now: datetime) -> int:
    found = [
        f"{one.log} 第{one.seq}条：{FOUND[one.code]}"
        for log in reading.log_names(CLOCK)
        for one in reading.check_log(CLOCK, log=log)
    ]
    found += [f"{log} {key}：{FOUND[what]}" for log, key, what in altered(CLOCK)]
    sys.stdout.write("".join(f"{line}\n" for line in found) or "全部核对过，没有改动。\n")
    return int(bool(found))


def _sign(options, now: datetime) -> int:
    for log in LOGS:
        made = ledger.sign_log(CLOCK, log=log, now=now)
        sys.stdout.write(f"{log}：{'没有新的' if made is None else f'签到第{made.size}条'}\n")
    return 0


def _recover(options, now: datetime) -> int:
    logs = [options.log] if options.entries else list(LOGS)
    for log in logs:
        entries = (
            options.entries.read_text("utf-8").split("\n")[:-1]
            if options.entries
            else remembered_entries(reading.current_log(CLOCK, role=log))
        )
        if options.head:
            head = options.head.read_text("utf-8")
            count = ledger.recover_from_witness(CLOCK, log=log, head=head, entries=entries, now=now)
        else:
            count = ledger.append_lost(CLOCK, log=log, entries=entries, now=now)
        ledger.sign_log(CLOCK, log=log, now=now)
        sys.stdout.write(f"{log}：补齐{count}条\n")
    sys.stdout.write("补齐的是记录；丢掉的页面要照原文重新公开。\n")
    return 0


def _continue(options, now: datetime) -> int:
    for log in LOGS:
        ledger.append_lost(CLOCK, log=log, entries=remembered_entries(reading.current_log(CLOCK, role=log)), now=now)
        asked = ledger.continue_restored(CLOCK, log=log, basis=options.basis, now=now)
        ledger.sign_log(CLOCK, log=log, now=now)
        sys.stdout.write(f"{log}：{'依据已记录，继续签名' if asked else '不是恢复来的，没有要确认的'}\n")
    return 0


def _history(options, now: datetime) -> int:
    sys.stdout.write(f"补记{publishing.log_history(CLOCK, now=now)}条\n")
    return 0


def _succeed(options, now: datetime) -> int:
    """What would be done, and with --yes it is done."""
    for_good = options.yes and options.basis.strip()
    loss = reading.log_loss(CLOCK, role=options.log)
    sys.stdout.write(
        f"{loss.log} 签过名的有{loss.signed}条，数据库里有{loss.held}条，前{loss.kept}条还能证明，{loss.lost}条再也证明不了。\n"
    )
    if not for_good:
        sys.stdout.write(
            f"还没有动。先找备份和见证人留存的记录（gongkai log recover）。确实都没有的，加上 --basis 依据 --yes：\n"
            f"  {loss.log} 停在第{loss.kept}条，以后只读；{loss.successor} 从头开始，用新的公钥，第一条写明旧签名页、丢了多少和依据；\n"
            f"  前{loss.kept}条以后的留在数据库里备查，不再算数；丢了记录的公开件在新的一本里补记。\n"
        )
        return 0
    ledger.succeed_log(CLOCK, log=options.log, basis=options.basis, now=now)
    ledger.sign_log(CLOCK, log=options.log, now=now)
    count = publishing.log_history(CLOCK, now=now)
    ledger.sign_log(CLOCK, log=options.log, now=now)
    key = reading.log_keys(CLOCK)[loss.successor][0]
    sys.stdout.write(
        f"{loss.successor} 已经开始，补记{count}条。新公钥：\n  {key}\n"
        f"请重新备份 {key_file()}，抄到每台机器；新公钥和签名页贴到公开栏；请见证人用新的文件夹见证 /log/{loss.successor}，旧文件夹留作证据。\n"
    )
    return 0


def _redact(options, now: datetime) -> int:
    if not options.number:
        sys.stderr.write("请写明 --number 索引号。\n")
        return 2
    done = archiving.redact_item(CLOCK, number=options.number, basis=options.basis, now=now)
    packages = f"含有它的{done.packages}个归档包不再提供，文件已经删掉，请归档员重新做。" if done.packages else ""
    sys.stdout.write(
        f"已删除{done.texts}处文字和它们的核对码，记录里写明了依据。{packages}备份里的、以前下载走的归档包里的，也要按规定删除。\n"
    )
    return 0


def _rotate(options, now: datetime) -> int:
    for log, key in ledger.change_log_keys(CLOCK, now=now).items():
        sys.stdout.write(f"{log} 的新公钥：{key}\n")
    sys.stdout.write(f"90天内新旧钥匙一起签名。请重新备份 {key_file()}，并把新公钥换到手册和公开栏上。\n")
    return 0


DOES: dict[str, Callable] = {
    "keys": _keys, "check": _check, "sign": _sign, "recover": _recover, "continue": _continue, "history": _history, "redact": _redact, "succeed": _succeed,
    "rotate": _rotate,
}  # fmt: skip
