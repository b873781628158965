"""`gongkai keys`: a new key for the identity vault; or the word that a lost key is not looked for any longer."""

import sys

from django.utils import timezone

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.ledger import actions as ledger
from gongkai.ledger.code_keys import make_code_keys
from gongkai.ledger.key_notes import CODES, IDENTITY, KEYS, key_place
from gongkai.participation import actions as participation
from gongkai.participation.keys import key_file, make_ring
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain

MAKERS = {CODES: make_code_keys, IDENTITY: make_ring}


def main(argv: list[str]) -> int:
    """Rotate with `--rotate`, answer for a lost key with `--accept-loss`; exit code 1 when it must not be done."""
    parser = Parser(
        "keys",
        "钥匙在数据库外面的文件里。换封存姓名的钥匙时，所有姓名用新钥匙重新封存。\n"
        "钥匙丢了，系统不会自己另做一把：先从钥匙的备份取回；确实没有，才用 --accept-loss 认下，用它封存的永远打不开。",
    )
    parser.add_argument("--rotate", action="store_true", help="换一把新钥匙；中断了可以重来")
    parser.add_argument(
        "--accept-loss", choices=tuple(KEYS), metavar="钥匙", help="认下丢了的一把，另做新的：" + "、".join(KEYS)
    )
    parser.add_argument("--basis", default="", metavar="依据", help="怎么丢的、谁决定的。永久留在操作记录里")
    options = parser.parse_args(argv)
    try:
        if options.accept_loss:
            return _accept(options.accept_loss, options.basis)
        if not options.rotate:
            sys.stdout.write(f"钥匙文件：{key_file()}\n要和数据库分开备份。换钥匙：gongkai keys --rotate\n")
            return 0
        done = participation.rotate_keys(Actor.clock(), now=timezone.now())
    except Refused as refused:
        sys.stderr.write(explain(refused.code, refused.facts) + "\n")
        return 1
    sys.stdout.write(f"已换新钥匙，重新封存{done}个姓名。请重新备份钥匙文件：{key_file()}\n")
    return 0


def _accept(name: str, basis: str) -> int:
    ledger.accept_lost_key(Actor.clock(), name=name, basis=basis, make=MAKERS[name], now=timezone.now())
    sys.stdout.write(
        f"已另做一把：{key_place(name)}。依据记在操作记录里。{KEYS[name][1]}，用丢了的那把做的都作废了。\n请马上备份它。\n"
    )
    return 0
