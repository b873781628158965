"""The policy of passwords as this installation has set it, and the validator for kinds of signs."""

from django.conf import settings
from django.core.exceptions import ValidationError

from gongkai.rules.passwords import KINDS, PasswordPolicy, PasswordRule, kinds_in, policy


def own_policy() -> PasswordPolicy:
    """The policy in force. ValueError when the settings say something that is none."""
    return policy(
        PasswordRule(settings.GONGKAI_PASSWORDS), shortest=settings.GONGKAI_PASSWORD_LENGTH,
        days=settings.GONGKAI_PASSWORD_DAYS,
    )  # fmt: skip


class PolicyValidator:
    """Length and kinds as the policy says; what is common or like the person's own name is checked by Django's."""

    def validate(self, password: str, user=None) -> None:
        asked = own_policy()
        if len(password) < asked.shortest:
            raise ValidationError(f"密码要有{asked.shortest}个字符以上。", code="password_too_short")
        if asked.kinds and kinds_in(password) < asked.kinds:
            raise ValidationError(f"大写字母、小写字母、数字、符号四种里至少要有{KINDS}种。", code="password_too_plain")

    def get_help_text(self) -> str:
        asked = own_policy()
        more = f"，大写、小写、数字、符号里有{KINDS}种" if asked.kinds else "；几个不相干的词连起来就好记又好用"
        return f"至少{asked.shortest}个字符{more}。不要用姓名、生日和常见的密码。"
