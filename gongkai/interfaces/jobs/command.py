"""The command `gongkai`: one table of subcommands, each loaded only when it is asked for."""

import importlib
import os
import sys
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from io import StringIO

from gongkai.interfaces.jobs.arguments import Parser


@dataclass(frozen=True)
class Command:
    """Where a subcommand is, what it does, what can be relied on, and whether it needs the database layer."""

    module: str
    does: str
    promise: str
    django: bool = True


COMMANDS = {
    "serve": Command(
        "gongkai.interfaces.jobs.serve",
        "启动网站和后台任务",
        "网站和后台任务一起开、一起停；收到停止信号，办到一半的先办完。数据库断了再来，不用重启。",
        django=False,
    ),
    "worker": Command(
        "gongkai.interfaces.jobs.worker", "只运行后台任务", "同时开几个也只办一次；停在半路的，下一次接着办。"
    ),
    "migrate": Command(
        "gongkai.interfaces.jobs.migrate",
        "建立或升级数据库，中断后可以重来",
        "要么全升级，要么一点没动；中断了再运行一次。几台机器同时运行，只有一台在升级。",
    ),
    "demo": Command(
        "gongkai.interfaces.jobs.demo",
        "装入演示数据",
        "只装进空的地方，要么全装上，要么一点没装；种子相同，数据就相同。",
    ),
    "doctor": Command(
        "gongkai.interfaces.jobs.doctor", "检查这套系统是否正常", "只看不改；有坏的退出码是1，每一样都说怎么办。"
    ),
    "backup": Command(
        "gongkai.interfaces.jobs.backup",
        "备份数据库和附件，不用停止服务",
        "不停服务，得到的是同一时刻的数据库和附件；写完读回核对过才改成正式的名字。",
    ),
    "restore": Command(
        "gongkai.interfaces.jobs.restore",
        "从备份恢复到一个空的地方",
        "只恢复到空的地方；每个文件核对过校验和才放进去；恢复以后不签名，直到见证还回后来的，或者有人担责。",
    ),
    "rebuild": Command(
        "gongkai.interfaces.jobs.rebuild",
        "把能推算的重新推算一遍：统计、索引、网页",
        "只重做能推算的，记录一条不动；网站开着也能做，停在半路再做一次就是。",
    ),
    "administrator": Command(
        "gongkai.interfaces.jobs.administrator",
        "开系统、安全、审计三个管理员的账号",
        "要么开好了账号、给了角色，要么什么也没有；凭条只显示一次，三天内有效。",
    ),
    "keys": Command(
        "gongkai.interfaces.jobs.keys", "换掉封存姓名的钥匙", "旧钥匙能开的，新钥匙都能开；停在半路再做一次。"
    ),
    "regulation": Command(
        "gongkai.interfaces.jobs.regulation",
        "导入制度原文：regulation import 文件",
        "要么整篇导入，要么一条没有；同一份再导入，条款的地址不变。",
    ),
    "tally": Command(
        "gongkai.interfaces.jobs.tally",
        "党员评议计票：生成密钥、开启票箱、核对",
        "不联网，不碰网站的数据库；三个人里有两个才能开箱，结果谁都能复核。",
        django=False,
    ),
    "log": Command(
        "gongkai.interfaces.jobs.logs",
        "公开记录：公钥、核对、恢复、依法删除、换钥匙",
        "从不签比以前短的、改写过的；删除只删文字，证明都还有效。",
    ),
    "trail": Command(
        "gongkai.interfaces.jobs.trail",
        "操作记录抄到别的机器，和留底核对",
        "只往后加，一行扣一行，签名；核对时改过的、少了的每一条都点名。停在半路，下一次接着抄。",
    ),
    "bounces": Command(
        "gongkai.interfaces.jobs.bounces",
        "记下邮件服务器收下以后又退回的信",
        "同一封信交几次只算一次；暂时没送到的不算；认不出的不改任何东西。",
    ),
    "sheets": Command(
        "gongkai.interfaces.jobs.sheets",
        "印一个月的张贴单：一个组织一份 PDF",
        "做好一份写一份，断了重来；内外分开成份。",
    ),
    "archive": Command(
        "gongkai.interfaces.jobs.archive",
        "一个党组织一年的归档包：制作、检查",
        "包里只有公开的；检查时缺了、改了、多了哪一个文件都点名。",
    ),
    "verify": Command(
        "gongkai.interfaces.jobs.verify",
        "核对一份公开证明，可以离线",
        "不联网；只有文字和证明都对才说对，看不懂的一律不说对。",
        django=False,
    ),
    "witness": Command(
        "gongkai.interfaces.jobs.witness",
        "上级的见证：记住签过的，不认改写过的",
        "记住见过的签名；改写过的、变短的、另一份历史都不认，退出码是1。",
        django=False,
    ),
    "reference": Command(
        "gongkai.interfaces.jobs.reference", "由规则表生成参考文档", "同样的规则得到同样的页；--check 只看不写。"
    ),
    "bench": Command("gongkai.interfaces.jobs.bench", "测量快慢", "只在自己的临时地方测，不碰现有的数据。"),
}


def main(argv: list[str] | None = None) -> int:
    """Run a subcommand and return its exit code; 2 when the command line was not understood."""
    argv = sys.argv[1:] if argv is None else argv
    parser = _parser()
    if not argv:
        parser.print_help()
        return 2
    chosen = parser.parse_args(argv[:1]).command
    command = COMMANDS[chosen]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    trouble: tuple[type[Exception], ...] = ()
    try:
        if command.django:
            if wrong := _set_up():
                return _fail(wrong, "请改正这个设置再试。")
            trouble = (importlib.import_module("django.db").DatabaseError,)
        return importlib.import_module(command.module).main(argv[1:]) or 0
    except ModuleNotFoundError as error:
        if error.name != command.module:
            raise
        return _fail(f"这一版没有“{chosen}”命令。", "请升级 gongkai，或运行 make run 重新安装。")
    except OSError as error:
        if error.filename is None:
            raise
        return _fail(f"不能读写 {error.filename}：{error.strerror}。", "请检查这个位置的权限和剩余空间。")
    except trouble:
        if _is_of_this_version(trouble):
            raise
        return _fail("数据库还没有建好，或者不是这一版的。", "请先运行 gongkai migrate，再做一次。")
    except KeyboardInterrupt:
        return 130


def _is_of_this_version(trouble: tuple[type[Exception], ...]) -> bool:
    """Has the database all that this version needs? One that does not answer is not blamed for that."""
    clock = importlib.import_module("gongkai.rules.actor").Actor.clock()
    try:
        return bool(importlib.import_module("gongkai.ledger.queries").migrated(clock))
    except trouble:
        return True


def _set_up() -> str:
    """Load settings and tables; what is wrong with a setting, empty when nothing is."""
    django, exceptions = importlib.import_module("django"), importlib.import_module("django.core.exceptions")
    try:
        django.setup()
    except exceptions.ImproperlyConfigured as wrong:
        return str(wrong)
    return ""


def help_of(name: str) -> str:
    """What `gongkai <name> --help` shows, laid out for a hundred signs a line wherever it is asked."""
    shown, before = StringIO(), os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        with redirect_stdout(shown), suppress(SystemExit):
            importlib.import_module(COMMANDS[name].module).main(["--help"])
    finally:
        os.environ.pop("COLUMNS")
        os.environ |= {"COLUMNS": before} if before is not None else {}
    return shown.getvalue()


def _parser() -> Parser:
    parser = Parser("", "党务公开系统的命令行。")
    listing = "\n".join(f"  {name:<14} {command.does}" for name, command in COMMANDS.items())
    parser.epilog = f"命令：\n{listing}\n\n每个命令都有说明：gongkai <命令> --help"
    parser.add_argument("command", choices=COMMANDS, metavar="命令", help="见下面的列表")
    return parser


def _fail(what: str, remedy: str) -> int:
    sys.stderr.write(f"{what}\n{remedy}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
