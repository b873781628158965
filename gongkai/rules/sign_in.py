"""Signing in: how much a wrong guess costs, so that guessing is slow and nobody is locked out by others (P27).

Counted for each act apart: by browser, account, source and for the whole site. A browser from which the
person has signed in before is counted by itself alone: whoever guesses elsewhere does not slow it down.
"""

from dataclasses import dataclass
from enum import StrEnum


class Guess(StrEnum):
    """What can be guessed."""

    PASSWORD = "password"  # noqa: S105 - the name of an act
    CODE = "code"
    ENTRY = "entry"


class Counter(StrEnum):
    """By what wrong guesses are counted."""

    BROWSER = "browser"
    ACCOUNT = "account"
    SOURCE = "source"
    SITE = "site"


TERMS = {
    Guess.PASSWORD: "密码", Guess.CODE: "动态码", Guess.ENTRY: "登录凭条",
    Counter.BROWSER: "这台电脑或者手机", Counter.ACCOUNT: "这个账号", Counter.SOURCE: "这个网络", Counter.SITE: "全站",
}  # fmt: skip

REFUSALS = {
    "sign_in_wrong": "用户名或密码不对。忘了密码，请找系统管理员要一张登录凭条，自己重设。",
    "sign_in_wait": "错的次数多了，请过 {seconds} 秒再试。账号没有锁，在平时登录的电脑、手机上可以照常登录。",
    "sign_in_half_over": "上一步隔得太久了，请重新登录。",
}


@dataclass(frozen=True)
class Limit:
    """`free` wrong guesses in an hour cost nothing; each further one doubles the wait, up to `longest` seconds."""

    free: int
    longest: int

    def wait(self, wrong: int) -> int:
        """Seconds from the last guess until the next one is heard."""
        over = wrong - self.free
        return 0 if over < 0 else min(self.longest, 1 << min(over, 20))


HOUR = 3600  # seconds after which a count begins anew
PER_BROWSER, PER_SOURCE = Limit(5, 900), Limit(30, 900)
PASSWORDS = {
    Counter.BROWSER: PER_BROWSER, Counter.SOURCE: PER_SOURCE,
    # Short: many machines guessing at once may slow a person at a strange computer down, never shut her out.
    Counter.ACCOUNT: Limit(50, 42), Counter.SITE: Limit(2000, 42),
}  # fmt: skip
# Who guesses codes has the password already; here the account itself must be slow: a million codes, three of them right.
CODES = PASSWORDS | {Counter.ACCOUNT: Limit(20, 900)}
LIMITS = {Guess.PASSWORD: PASSWORDS, Guess.CODE: CODES, Guess.ENTRY: PASSWORDS}
HALF = 600  # seconds between the password and the code


def counters(guess: Guess, *, known_browser: bool) -> tuple[Counter, ...]:
    """By what a guess is counted; codes always by the account too."""
    if not known_browser:
        return tuple(Counter)
    return (Counter.BROWSER, Counter.ACCOUNT) if guess is Guess.CODE else (Counter.BROWSER,)
