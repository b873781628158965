"""What every page is defended by: cookies, and forms that come from here (P28; ASVS 3.3, 3.5).

The headers of every page are looked at where everyone opens every page (`test_access`).
"""

import os
import subprocess
import sys

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import reverse

from tests.interfaces.access import TABLE
from tests.interfaces.test_access import county, filled  # noqa: F401 - the fixture

WITHOUT_SESSION = ("api:", "jobs:")  # keys, no cookies: there is nothing to forge
ANONYMOUS = "/yijian/"
# One press in a mail program ends a subscription (RFC 8058): its secret address is all the proof there can be.
FROM_MAIL = "portal:subscription_end"


def addresses(found):
    for name, arguments, _ in TABLE:
        yield name, reverse(name, args=filled(arguments, found))


@pytest.mark.parametrize("case", ["no token", "another's token", "foreign origin", "null origin"])
def test_no_form_is_taken_that_does_not_come_from_here(county, case):  # noqa: F811
    """Every address of the desk and the portal, as somebody who is signed in."""
    world, found = county
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.head)
    client.get("/desk/login/")
    own = client.get("/desk/login/").context["csrf_token"]
    other = Client()
    others = str(other.get("/desk/login/").context["csrf_token"])
    sent, more = {"csrfmiddlewaretoken": str(own)}, {}
    if case == "no token":
        sent = {}
    elif case == "another's token":
        sent = {"csrfmiddlewaretoken": others}
    else:
        more = {"HTTP_ORIGIN": "https://example.org" if case == "foreign origin" else "null"}
    taken = []
    for name, address in addresses(found):
        if name.startswith(WITHOUT_SESSION) or name == FROM_MAIL or address.startswith(ANONYMOUS):
            continue
        status = client.post(address, sent, **more).status_code
        if status != 403:
            taken.append((name, status))
    assert taken == []


def test_the_same_form_from_here_is_taken(county):  # noqa: F811
    """The test before would pass on a site that refuses everything."""
    world, _ = county
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.head)
    token = str(client.get("/desk/login/").context["csrf_token"])
    answer = client.post("/desk/security/end/", {"session": "others", "csrfmiddlewaretoken": token})
    assert answer.status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(db, client):
    client.get("/desk/login/")
    client.post("/desk/login/", {"username": "x", "password": "y"})
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax", cookie
    assert site.SESSION_COOKIE_HTTPONLY and site.SESSION_COOKIE_SAMESITE == "Lax"


def in_production(*code):
    """What a fresh process says with the settings of production."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "PYTEST", "GONGKAI"))}
    env |= {
        "GONGKAI_DATA": str(site.DATA_DIR), "GONGKAI_HTTPS": "1", "GONGKAI_HOSTS": "example.org", "GONGKAI_DEMO": "0",
        "GONGKAI_PROXIES": "1", "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
    }  # fmt: skip
    return subprocess.run([sys.executable, *code], env=env, capture_output=True, text=True, timeout=120)


def test_production_passes_djangos_own_check():
    run = in_production("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert run.returncode == 0, run.stderr


def test_behind_https_cookies_are_this_hosts_alone():
    run = in_production(
        "-c",
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.GONGKAI_SECOND_FACTOR)",
    )
    assert run.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "31536000", "required"], run.stderr


def test_logs_hold_nothing_that_was_typed(db, client, caplog):
    """P40: a wrong password, a slip, a code, a receipt, an opinion; and an address that is none."""
    marker = "MARKER-7f3a"
    with caplog.at_level("DEBUG"):
        client.post("/desk/login/", {"username": marker, "password": marker})
        client.post("/desk/enter/", {"username": marker, "slip": marker, "password": marker, "again": marker})
        client.post("/opinion/receipt/", {"receipt": marker})
        client.post("/yijian/huizhi/", {"receipt": marker})
        client.post("/desk/nothing/", {"text": marker})
    assert marker not in caplog.text
