"""The page that ends in a running site: its commands are run, its units and its nginx configuration are judged."""

import os
import re
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gongkai.interfaces.jobs import measures_nginx as nginx
from gongkai.interfaces.jobs.command import COMMANDS
from tests.interfaces.installation import Installation, fetch, fresh, serving

PAGE = Path("docs/how-to/production")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
UNITS = sorted(PAGE.glob("gongkai-*.service")) + sorted(PAGE.glob("*.timer"))


def lines():
    """Every command of the page."""
    blocks = BLOCK.findall((PAGE / "README.md").read_text(encoding="utf-8"))
    return [line.partition("   #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def settings_of(page):
    rows = (line for line in page.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return dict(row.split("=", 1) for row in rows)


def test_the_commands_of_the_page_end_in_an_installation_that_the_doctor_finds_well(tmp_path):
    place = fresh(tmp_path / "data")
    backups = tmp_path / "backups"
    backups.mkdir()
    own = {"GONGKAI_DATA": str(tmp_path / "data"), "GONGKAI_PAGES": str(tmp_path / "pages")}
    own["SECRET_KEY"] = secrets.token_urlsafe(64)  # long and random, as the page says
    url = place.environment.get("DATABASE_URL", f"sqlite:///{tmp_path}/gongkai.sqlite3")
    place = Installation(place.environment | settings_of(PAGE / "gongkai.env") | own | {"DATABASE_URL": url})
    run = [shlex.split(line)[1:] for line in lines() if line.startswith("gongkai ")]
    assert [words[0] for words in run[:5]] == ["migrate", "administrator", "administrator", "administrator", "doctor"]
    for words in run:
        words = [word.replace("/var/backups/gongkai", str(backups)) for word in words]
        done = place.run(*words, timeout=240)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
    assert {one.name for one in backups.iterdir()} >= {"first.zip", "first-keys.zip", "before-upgrade.zip"}
    assert place.run("worker", "--once", timeout=240).returncode == 0
    probes = [line for line in lines() if line.startswith("curl ")]
    assert probes
    with serving(place) as (port,):
        for line in probes:
            path = urlsplit(line.split()[-1]).path
            assert fetch(port, path)[0] == 200, path  # asked by the address of this machine, as the page does
            if shutil.which("curl"):
                assert place.call(shlex.split(line.replace(":8000/", f":{port}/"))).returncode == 0
        assert fetch(port, "/")[0] == 400, "pages are for those who ask by name"
    done = place.call([sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"], timeout=120)
    assert done.returncode == 0, done.stderr


def test_every_file_that_the_page_installs_lies_beside_it():
    named = {
        word
        for line in lines()
        if line.startswith("install -m")
        for word in shlex.split(line)[3:-1]
        if not word.startswith("-")
    }
    named -= {"gongkai.env"} if not (PAGE / "gongkai.env").exists() else set()
    assert named >= {"gongkai-web.service", "gongkai-worker.service", "nginx.conf"}
    assert [one for one in named - {"gongkai"} if not (PAGE / one).exists()] == [] and os.access(
        PAGE / "gongkai", os.X_OK
    )


@pytest.fixture
def open_folder():
    """One into which another user may go."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_no_group_reads_the_settings_and_the_command_hands_them_on(open_folder):
    """The web server is in the group of the site for the pages' sake: passwords and keys must not be open to it."""
    (line,) = [line for line in lines() if line.endswith(" /etc/gongkai.env")]
    assert shlex.split(line)[:3] == ["install", "-m", "0600"] and "-g" not in line
    settings = open_folder / "gongkai.env"
    settings.write_text((PAGE / "gongkai.env").read_text(encoding="utf-8"), encoding="utf-8")
    settings.chmod(0o600)
    program, command = open_folder / "program", (PAGE / "gongkai").read_text(encoding="utf-8")
    program.write_text(f'#!/bin/sh\nid -un; echo "$SECRET_KEY"; cat {settings}; printf "[%s]" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    command = command.replace("/etc/gongkai.env", str(settings)).replace("-u gongkai", "-u nobody")
    command = command.replace("/opt/gongkai/.venv/bin/gongkai", str(program))
    if os.geteuid() != 0 or not shutil.which("runuser"):
        pytest.skip("only root may become another user")
    done = subprocess.run(["sh", "-c", command, "gongkai", "one", "t w o"], capture_output=True, text=True)
    assert done.stdout.split("\n") == ["nobody", "change-me-too", "[one][t w o]"], done


def test_the_units_start_commands_that_there_are():
    for unit in UNITS:
        for words in re.findall(r"/opt/gongkai/\.venv/bin/gongkai (\S+)", unit.read_text(encoding="utf-8")):
            assert words in COMMANDS


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/gongkai/.venv/bin/gongkai", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not nginx.nginx_there(), reason="nginx is not installed")
def test_nginx_finds_nothing_wrong_with_the_configuration(tmp_path):
    (tmp_path / "site.conf").write_text(
        nginx.site_conf(tmp_path, port=18080, behind=18081, pages=tmp_path), encoding="utf-8"
    )
    main = tmp_path / "nginx.conf"
    main.write_text(nginx.MAIN.format(folder=tmp_path, host=nginx.HOST, plain=18082, cores=1), encoding="utf-8")
    done = subprocess.run([nginx.nginx_there(), "-t", "-c", str(main)], capture_output=True, text=True)
    assert done.returncode == 0 and "warn" not in done.stderr, done.stderr
