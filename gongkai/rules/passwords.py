"""What a password must be like: by length and what is known of leaks, or by kinds and days where 等保 is asked.

NIST SP 800-63B (3.1.1.2) and ASVS 6.2 forbid rules of composition and regular changes: they make people choose
worse passwords and write them down. GB/T 22239-2019 8.1.4.1 a) demands both. So it is a setting, and what
science advises is the one taken unless an installation must be assessed by 等保.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class PasswordRule(StrEnum):
    """The setting GONGKAI_PASSWORDS."""

    ASVS = "asvs"
    DENGBAO = "dengbao"


TERMS = {PasswordRule.ASVS: "够长、不常见，不用定期换", PasswordRule.DENGBAO: "等保：四种字符里有三种，九十天换一次"}

REFUSALS = {
    "password_weak": "这个密码不能用：{reasons}请换一个。",
    "password_wrong": "现在的密码不对。请再输一次；忘了，就请系统管理员给一张登录凭条。",
    "password_same": "新密码和现在的一样。请换一个没有用过的。",
    "password_by_person": "别人的密码谁也不能设。请给本人一张登录凭条，由本人自己设。",
    "slip_wrong_entry": "用户名或者凭条不对，也可能过期或者用过了。请向系统管理员再要一张。",
}

SHORTEST = {PasswordRule.ASVS: 10, PasswordRule.DENGBAO: 10}
DAYS = {PasswordRule.ASVS: 0, PasswordRule.DENGBAO: 90}
KINDS = 3  # of the four, where kinds are asked
SLIP_LENGTH = 16  # signs of five bits
SLIP_LASTS = timedelta(days=3)


@dataclass(frozen=True)
class PasswordPolicy:
    """`shortest`: signs; `kinds`: of small letters, capitals, figures and others; `days`: until it is to be changed, 0 never."""

    shortest: int
    kinds: int
    days: int


def policy(rule: PasswordRule, *, shortest: int = 0, days: int = -1) -> PasswordPolicy:
    """The rule with an installation's own figures; 0 and -1 stand for the rule's. ValueError below eight signs."""
    length = shortest or SHORTEST[rule]
    if length < 8:
        raise ValueError("a password has at least eight signs")
    return PasswordPolicy(length, KINDS if rule is PasswordRule.DENGBAO else 0, DAYS[rule] if days < 0 else days)


def kinds_in(password: str) -> int:
    """How many of the four kinds of signs a password has."""
    tests = (str.islower, str.isupper, str.isdecimal, lambda sign: not sign.isalnum())
    return sum(any(test(sign) for sign in password) for test in tests)


def over(set_at: datetime | None, days: int, now: datetime) -> bool:
    """Is the password to be changed? One from before this was written down counts as old."""
    return bool(days) and (set_at is None or now - set_at > timedelta(days=days))
