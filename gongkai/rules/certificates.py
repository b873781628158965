"""The letter of appointment of a supervisor (监督员聘书, F17)."""

from datetime import date

from gongkai.rules.letters import Letter, on_paper


def certificate(*, org: str, name: str, number: str, term: int, begin: date, end: date, day: date) -> Letter:
    """What the paper says: who, by whom, for which days, what he may see and say."""
    return Letter(
        org, "党务公开监督员聘书", f"{name}同志",
        (
            f"依照《党务公开实施细则》第九条（五），聘请您担任{org}党务公开监督员（第{term}届），"
            f"任期自{on_paper(begin)}至{on_paper(end)}。编号：{number}。",
            f"您可以查看{org}和所属党组织向党内公开的事项，对不真实、不及时、不完整的提出监督意见，"
            "要求在规定期限内答复，并对答复是否满意作出评价；参加定期召开的监督员会议。",
            "请遵守保密规定，不外传只在党内公开的内容。",
        ),
        "", (), org, on_paper(day),
    )  # fmt: skip
