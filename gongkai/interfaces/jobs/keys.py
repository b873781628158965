"""`gongkai keys`: a new key for the identity vault, every sealed name sealed anew."""

import sys

from django.utils import timezone

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.participation import actions as participation
from gongkai.participation.keys import key_file
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain


def main(argv: list[str]) -> int:
    """Rotate with `--rotate`; exit code 1 when a row cannot be opened with the keys that are there."""
    parser = Parser("keys", "封存姓名的钥匙在数据库外面的一个文件里。换钥匙时，所有姓名用新钥匙重新封存。")
    parser.add_argument("--rotate", action="store_true", help="换一把新钥匙；中断了可以重来")
    if not parser.parse_args(argv).rotate:
        sys.stdout.write(f"钥匙文件：{key_file()}\n要和数据库分开备份。换钥匙：gongkai keys --rotate\n")
        return 0
    try:
        done = participation.rotate_keys(Actor.clock(), now=timezone.now())
    except Refused as refused:
        sys.stderr.write(explain(refused.code, refused.facts) + "\n")
        return 1
    sys.stdout.write(f"已换新钥匙，重新封存{done}个姓名。请重新备份钥匙文件：{key_file()}\n")
    return 0
