"""The first three administrators of a new installation: one command each, nobody twice."""

import re

import pytest
from django.test import Client

from gongkai.interfaces.jobs import administrator
from gongkai.orgs.models import Grant, User


def run(capsys, *arguments):
    """Exit code and what was said."""
    code = administrator.main(list(arguments))
    said = capsys.readouterr()
    return code, said.out + said.err


def test_from_nothing_to_three_people_who_sign_in(db, capsys):
    code, said = run(capsys, "system", "xitong", "翁一")
    assert code == 1 and "还没有登记县委" in said and not User.objects.exists()
    slips = {}
    for role, username, more in (
        ("system", "xitong", ["--county", "中共演示县委员会"]), ("security", "anquan", []), ("audit", "shenji", []),
    ):  # fmt: skip
        code, said = run(capsys, role, username, f"{username}员", *more)
        assert code == 0, said
        slips[username] = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", said)[0]
    assert sorted(Grant.objects.values_list("role", flat=True)) == ["audit_admin", "security_admin", "system_admin"]
    for username, slip in slips.items():
        person, new = Client(), "four-words-in-a-row"
        person.post("/desk/enter/", {"username": username, "slip": slip, "password": new, "again": new})
        assert person.post("/desk/login/", {"username": username, "password": new}).status_code == 302
    code, said = run(capsys, "audit", "xitong", "翁一")
    assert code == 1 and "已经有人用" in said


@pytest.mark.parametrize("arguments", [[], ["king", "x", "y"]])
def test_what_is_not_understood(capsys, arguments):
    with pytest.raises(SystemExit) as no:
        administrator.main(arguments)
    assert no.value.code == 2
    capsys.readouterr()
