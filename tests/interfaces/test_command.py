"""The command line: Chinese help, clear errors, a sound start and an orderly stop."""

import os
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.command import COMMANDS, main
from tests.interfaces.installation import free_port, fresh

ENGLISH = re.compile(r"usage:|options:|positional|show this|invalid|required|unrecognized")
PATIENCE = 30.0


@pytest.fixture
def installation(tmp_path):
    return fresh(tmp_path)


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_is_chinese(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    said = capsys.readouterr().out
    assert stopped.value.code == 0
    assert said.startswith("用法：gongkai")
    assert ENGLISH.findall(said) == []


def test_the_list_names_every_command(capsys):
    assert main([]) == 2
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if not re.search(rf"^  {name} ", said, re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["dance"], "不能是 'dance'"),
        (["serve", "--port", "harbour"], "--port 应当是整数，不能是 'harbour'"),
        (["serve", "--threads", "9"], "--threads 不能是 9，只能是：2, 3, 4"),
        (["serve", "--wings"], "不认识的参数：--wings"),
        (["worker", "--every"], "--every 后面还要写一个值"),
    ],
)
def test_what_is_not_understood_is_said_plainly(words, sentence, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert sentence in said
    assert "--help" in said
    assert ENGLISH.findall(said) == []


def test_a_missing_word_is_named(capsys):
    parser = Parser("regulation", "导入制度原文")
    parser.add_argument("文件")
    with pytest.raises(SystemExit):
        parser.parse_args([])
    assert "缺少参数：文件" in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_explained(tmp_path, installation):
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    installation.environment["GONGKAI_DATA"] = str(tmp_path / "taken" / "data")
    done = installation.run("doctor")
    assert done.returncode == 1
    assert done.stderr.startswith("不能读写")
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_explained(installation):
    installation.environment["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/nothing"
    for name, stream in (("doctor", "stdout"), ("migrate", "stderr")):
        done = installation.run(name)
        assert done.returncode == 1
        assert "请检查数据库是否在运行" in getattr(done, stream)
        assert "Traceback" not in done.stderr


@pytest.mark.twice
def test_the_first_day_doctor_migrate_doctor(installation):
    before = installation.run("doctor")
    assert before.returncode == 1
    assert "请运行：gongkai migrate" in before.stdout
    early = installation.run("rebuild")
    assert (early.returncode, early.stderr.splitlines()[1]) == (1, "请先运行 gongkai migrate，再做一次。")
    assert "数据库已升级" in installation.run("migrate").stdout
    assert installation.run("migrate").stdout == "数据库已是最新。\n"
    after = installation.run("doctor").stdout
    lines = [line for line in after.splitlines() if not line.startswith("　　→")]
    assert all(line.startswith(("好　", "注意　", "不行　")) for line in lines)
    bad = [line for line in lines if line.startswith("不行")]
    if "DATABASE_URL" in installation.environment:  # the server of the tests gives up durability for speed
        assert bad == [f"不行　{name} = off" for name in ("fsync", "full_page_writes", "synchronous_commit")]
    else:
        assert bad == []
        assert {"好　journal_mode = wal", "好　synchronous = full", "好　foreign_keys = on"} <= set(lines)


def test_doctor_notices_a_rulebook_that_cannot_be_read(installation):
    installation.environment["GONGKAI_RULEBOOK"] = "nowhere"
    done = installation.run("doctor")
    assert done.returncode == 1
    assert "不行　规则库 nowhere 读不出来" in done.stdout


def eventually(claim, patience=PATIENCE):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        value = claim()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"{claim.__name__} did not come true in {patience} s")


def answers(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def commands_below(pid):
    """Command lines of the living children of a process."""
    children = {}
    listed = [path.read_text("ascii") for path in Path(f"/proc/{pid}/task").glob("*/children")]
    for child in " ".join(listed).split():
        try:
            children[int(child)] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return children


def workers(pid):
    return [child for child, line in commands_below(pid).items() if " worker --parent" in line]


def alive(pid):
    return Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text("ascii").split()[2] != "Z"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    installation = fresh(tmp_path_factory.mktemp("migrated"))
    assert installation.run("migrate").returncode == 0
    return installation


@pytest.fixture
def site(tmp_path, migrated):
    """A site with its worker on a free port; ended whatever happens."""
    installation, port = fresh(tmp_path, like=migrated), free_port()
    server = installation.start("serve", "--port", str(port))
    try:
        eventually(lambda: answers(port))
        yield server, port
    finally:
        if server.poll() is None:
            server.terminate()
        server.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_site_and_worker_stop_together(site, number):
    server, port = site
    eventually(lambda: workers(server.pid))
    below = set(commands_below(server.pid))
    server.send_signal(number)
    said, errors = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0, errors
    assert [pid for pid in below if alive(pid)] == []
    assert f"公开网站：http://127.0.0.1:{port}/" in said
    assert "Traceback" not in errors
    assert not answers(port)


def test_a_worker_that_was_killed_comes_back(site):
    server, _ = site
    first = eventually(lambda: workers(server.pid))[0]
    os.kill(first, signal.SIGKILL)
    eventually(lambda: [pid for pid in workers(server.pid) if pid != first])


def test_nothing_outlives_a_killed_site(site):
    server, port = site
    eventually(lambda: workers(server.pid))
    below = set(commands_below(server.pid))
    assert len(below) == 2
    time.sleep(2)  # the worker has started its loop
    server.kill()
    server.wait()
    eventually(lambda: not any(map(alive, below)) and not answers(port))


def test_a_taken_port_is_explained(installation):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = installation.run("serve", "--port", str(other.getsockname()[1]))
    assert done.returncode == 1
    assert "请换一个端口" in done.stderr


@pytest.mark.parametrize("told", ["-1", "half", "1441", "３０"])
def test_a_setting_that_makes_no_sense_is_said_in_one_sentence(tmp_path, told):
    place = fresh(tmp_path)
    place.environment["GONGKAI_PROOF_MINUTES"] = told
    done = place.run("doctor")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"GONGKAI_PROOF_MINUTES 应为0到1440的整数，现在是“{told}”" in done.stderr
