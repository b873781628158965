"""The command `gongkai`: one table of subcommands, each loaded only when it is asked for."""

import importlib
import os
import sys
from dataclasses import dataclass

from gongkai.interfaces.jobs.arguments import Parser


@dataclass(frozen=True)
class Command:
    """Where a subcommand is, what it does, and whether it needs the database layer."""

    module: str
    does: str
    django: bool = True


COMMANDS = {
    "serve": Command("gongkai.interfaces.jobs.serve", "启动网站和后台任务", django=False),
    "worker": Command("gongkai.interfaces.jobs.worker", "只运行后台任务"),
    "migrate": Command("gongkai.interfaces.jobs.migrate", "建立或升级数据库，中断后可以重来"),
    "demo": Command("gongkai.interfaces.jobs.demo", "装入演示数据"),
    "doctor": Command("gongkai.interfaces.jobs.doctor", "检查这套系统是否正常"),
    "backup": Command("gongkai.interfaces.jobs.backup", "备份数据库和附件，不用停止服务"),
    "restore": Command("gongkai.interfaces.jobs.restore", "从备份恢复到一个空的地方"),
    "administrator": Command("gongkai.interfaces.jobs.administrator", "开系统、安全、审计三个管理员的账号"),
    "keys": Command("gongkai.interfaces.jobs.keys", "换掉封存姓名的钥匙"),
    "regulation": Command("gongkai.interfaces.jobs.regulation", "导入制度原文：regulation import 文件"),
    "tally": Command("gongkai.interfaces.jobs.tally", "党员评议计票：生成密钥、开启票箱、核对", django=False),
    "log": Command("gongkai.interfaces.jobs.logs", "公开记录：公钥、核对、恢复、依法删除、换钥匙"),
    "sheets": Command("gongkai.interfaces.jobs.sheets", "印一个月的张贴单：一个组织一份 PDF"),
    "archive": Command("gongkai.interfaces.jobs.archive", "一个党组织一年的归档包：制作、检查"),
    "verify": Command("gongkai.interfaces.jobs.verify", "核对一份公开证明，可以离线", django=False),
    "witness": Command("gongkai.interfaces.jobs.witness", "上级的见证：记住签过的，不认改写过的", django=False),
    "reference": Command("gongkai.interfaces.jobs.reference", "由规则表生成参考文档"),
    "bench": Command("gongkai.interfaces.jobs.bench", "测量快慢"),
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
    try:
        if command.django:
            importlib.import_module("django").setup()
        return importlib.import_module(command.module).main(argv[1:]) or 0
    except ModuleNotFoundError as error:
        if error.name != command.module:
            raise
        return _fail(f"这一版没有“{chosen}”命令。", "请升级 gongkai，或运行 make run 重新安装。")
    except OSError as error:
        if error.filename is None:
            raise
        return _fail(f"不能读写 {error.filename}：{error.strerror}。", "请检查这个位置的权限和剩余空间。")
    except KeyboardInterrupt:
        return 130


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
