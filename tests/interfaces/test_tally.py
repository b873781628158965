"""The scrutineers' command: keys in shares, an urn opened by two, a count checked again. No database."""

import base64
import json

import pytest

from gongkai.interfaces.jobs import tally as command
from gongkai.participation import envelopes
from tests.participation.urn import ballot

REF = "ab" * 16


@pytest.fixture
def table(tmp_path, capsys):
    """The scrutineers' table: their files, an urn of seven envelopes, and a way to run the command."""
    assert command.main(["keygen", "--folder", str(tmp_path)]) == 0
    public = (tmp_path / "public.pem").read_text()
    sealed = [envelopes.seal(public, round_ref=REF, ballot=ballot()) for _ in range(7)]
    urn = {"round": REF, "envelopes": sorted(base64.b64encode(one).decode() for one in sealed)}
    (tmp_path / "box.json").write_text(json.dumps(urn))
    capsys.readouterr()

    def run(what, *more, shares=(1, 2)):
        words = [what, "--box", str(tmp_path / "box.json"), "--result", str(tmp_path / "result.json"), *more]
        if shares:
            words += ["--locked", str(tmp_path / "private.locked")]
            words += [word for one in shares for word in ("--share", str(tmp_path / f"share-{one}.txt"))]
        code = command.main(words)
        said = capsys.readouterr()
        return code, said.out + said.err

    return tmp_path, run


def test_two_open_the_urn_and_anyone_checks_it(table):
    folder, run = table
    code, said = run("open", shares=(3, 1))
    assert code == 0 and "7票，0个读不懂" in said
    assert len(json.loads((folder / "result.json").read_text())["votes"]) == 7
    assert run("verify", shares=()) == (0, "核对无误：票数与票箱一致（没有用密钥，逐票未核对）。\n")
    assert run("verify") == (0, "核对无误：重新开启后逐票一致。\n")


def test_keys_are_the_owners_alone_and_never_overwritten(table):
    folder, _ = table
    assert {(folder / name).stat().st_mode & 0o777 for name in ("private.locked", "share-1.txt")} == {0o600}
    before = (folder / "share-1.txt").read_text()
    assert command.main(["keygen", "--folder", str(folder)]) == 1
    assert (folder / "share-1.txt").read_text() == before


def test_one_share_is_not_enough_and_says_so(table):
    _, run = table
    code, said = run("open", shares=(1,))
    assert code == 1 and "2位不同计票人" in said
    code, said = run("open", shares=())
    assert code == 1 and "--locked" in said and "--share" in said


def test_a_missing_file_is_named(table):
    folder, run = table
    (folder / "box.json").unlink()
    code, said = run("open")
    assert code == 1 and "box.json" in said


@pytest.mark.parametrize("spoil", ["one vote better", "another urn", "a vote fewer"])
def test_a_wrong_result_is_found(table, spoil):
    folder, run = table
    run("open")
    result = json.loads((folder / "result.json").read_text())
    if spoil == "one vote better":
        result["votes"][0]["marks"]["overall"] = "dissatisfied"
        result["sums"]["overall"]["satisfied"] -= 1
        result["sums"]["overall"]["dissatisfied"] += 1
    elif spoil == "another urn":
        result["box"] = "0" * 64
    else:
        gone = result["votes"].pop()
        for item, mark in gone["marks"].items():
            result["sums"][item][mark] -= 1
    (folder / "result.json").write_text(json.dumps(result))
    code, said = run("verify")
    assert code == 1 and "核对不上" in said
