"""Command-line arguments whose help and errors are Chinese throughout."""

import argparse
import re
import sys
from typing import NoReturn

# What argparse says in English, and the same in Chinese; the rest of a message is the user's own word.
SAYINGS = (
    (r"^unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"^the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"^argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能是 \2，只能是：\3"),
    (r"^argument (.*): invalid int value: (.*)", r"\1 应当是整数，不能是 \2"),
    (r"^argument (.*): invalid \w+ value: (.*)", r"\1 看不懂：\2"),
    (r"^argument (.*): expected .*", r"\1 后面还要写一个值"),
    (r"^argument (.*): (.*)", r"\1：\2"),
)


class Help(argparse.HelpFormatter):
    """Headings in Chinese; a description keeps its own lines."""

    def add_usage(self, usage, actions, groups, prefix=None):
        """Say 用法 instead of usage."""
        super().add_usage(usage, actions, groups, prefix or "用法：")

    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(keepends=True))


class Parser(argparse.ArgumentParser):
    """An argument parser for `gongkai <command>`: Chinese help, errors with exit code 2."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(
            prog=f"gongkai {command}".strip(), description=description, formatter_class=Help, add_help=False
        )
        self._positionals.title = "要写明的"
        self._optionals.title = "可选的"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say what was not understood and where the explanation is; exit code 2."""
        for english, chinese in SAYINGS:
            if re.match(english, message):
                message = re.sub(english, chinese, message)
                break
        sys.stderr.write(f"{message}。\n写法见：{self.prog} --help\n")
        raise SystemExit(2)
