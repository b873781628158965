"""The witness accepts growth and nothing else: eight attacks, all refused (P18)."""

import re
import socket
import ssl
import sys
import urllib.error
from base64 import b64encode
from http.client import IncompleteRead

import pytest

from gongkai.interfaces.jobs import witness
from gongkai.interfaces.jobs.witness import Suspicious, look
from gongkai.ledger.note_signatures import Signer, new_signer
from gongkai.rules import tlog
from tests.factories.copying import copies, key_copies
from tests.factories.proofs import SM2_SIGNER
from tests.rules.tlog.trees import mth, proof

SIGNER = Signer("example.invalid/log/public", bytes(32))


class Site:
    """A log that shows whatever its operator wants."""

    def __init__(self, *entries, signer=SIGNER, origin=SIGNER.name):
        self.entries, self.signer, self.origin, self.lies = [one.encode() for one in entries], signer, origin, {}

    def get(self, address):
        path = address.partition("/log/public/")[2]
        if path in self.lies:
            return self.lies[path]
        if path == "checkpoint":
            text = tlog.Checkpoint(self.origin, len(self.entries), mth(self.entries, self.signer.suite.hashing)).text
            return tlog.Note(text, (self.signer.sign(text),)).whole.encode()
        if path.startswith("entries?from="):
            return b"".join(one + b"\n" for one in self.entries[int(path.partition("=")[2]) :])
        older, newer = (int(one) for one in path.removeprefix("consistency/").split("/"))
        hashes = proof(older, self.entries[:newer], self.signer.suite.hashing) if older <= len(self.entries) else []
        return "".join(b64encode(one).decode() + "\n" for one in hashes).encode()


@pytest.fixture
def seen(tmp_path):
    def see(site):
        return look("https://example.invalid/log/public", [SIGNER.key], tmp_path / "witness", site.get)

    return see


def test_a_log_that_grows_is_accepted_and_mirrored(seen, tmp_path):
    assert seen(Site()).startswith("认可：共0条")
    assert seen(Site("a", "b", "c")).startswith("认可：共3条，比上次多3条")
    assert seen(Site("a", "b", "c")).startswith("认可：共3条，比上次多0条")
    assert seen(Site(*"abcdefg")).startswith("认可：共7条，比上次多4条")
    assert (tmp_path / "witness" / "entries.ndjson").read_text() == "".join(f"{one}\n" for one in "abcdefg")


def lying(path, answer, *entries):
    site = Site(*entries)
    site.lies[path] = answer
    return site


ATTACKS = {
    "rewritten and signed anew": Site(*"abXdefg"),
    "rewritten, same length": Site(*"abXde"),
    "cut and signed anew": Site(*"abcd"),
    "forked before the end": Site(*"abcdXfgh"),
    "an old head shown again": Site(*"abc"),
    "another origin": Site(*"abcdefg", origin="example.invalid/log/other"),
    "another key": Site(*"abcdefg", signer=new_signer(SIGNER.name)),
    "everything gone": Site(),
    "a head over other entries": lying("entries?from=5", b"x\ny\n", *"abcdefg"),
    "entries held back": lying("entries?from=5", b"f\n", *"abcdefg"),
    "a false proof": lying("consistency/5/7", b"", *"abcdefg"),
    "nonsense": lying("checkpoint", b"hello", *"abcdefg"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_is_refused_and_forgets_nothing(seen, tmp_path, name):
    seen(Site(*"abcde"))
    kept = (tmp_path / "witness" / "checkpoint").read_bytes()
    with pytest.raises((Suspicious, ValueError)):
        seen(ATTACKS[name])
    assert (tmp_path / "witness" / "checkpoint").read_bytes() == kept
    assert seen(Site(*"abcdefg")).startswith("认可")


def test_a_log_with_sm3_and_sm2_is_witnessed_the_same(capsys, tmp_path, monkeypatch):
    words = ["https://example.invalid/log/public", "--key", SM2_SIGNER.key.text, "--folder", str(tmp_path / "w")]

    def shown(*entries):
        return Site(*entries, signer=SM2_SIGNER, origin=SM2_SIGNER.name).get

    assert witness.main(words, shown(*"abc")) == 0 and "认可：共3条" in capsys.readouterr().out
    assert witness.main(words, shown(*"abcdefg")) == 0 and "比上次多4条" in capsys.readouterr().out
    for entries in ("abXdefgh", "abc", "abcdefX"):
        assert witness.main(words, shown(*entries)) == 1 and "不能认可" in capsys.readouterr().err
    with_other_hash = Site(*"abcdefgh", origin=SM2_SIGNER.name, signer=SM2_SIGNER)
    with_other_hash.lies["consistency/7/8"] = Site(*"abcdefgh").get(
        "https://example.invalid/log/public/consistency/7/8"
    )
    assert witness.main(words, with_other_hash.get) == 1
    capsys.readouterr()
    monkeypatch.setitem(sys.modules, "gmalg", None)
    assert witness.main(words, shown(*"abcdefghi")) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("不能核对：这里没有装能用 SM2 的程序库")


def test_a_contradiction_is_kept_as_evidence(seen, tmp_path):
    seen(Site(*"abcde"))
    with pytest.raises(Suspicious):
        seen(Site(*"abXdefg"))
    assert len(list((tmp_path / "witness").glob("contradiction-*"))) == 1


def test_the_command_says_what_it_means(capsys, tmp_path):
    words = ["https://example.invalid/log/public", "--key", SIGNER.key.text, "--folder", str(tmp_path / "w")]
    assert witness.main(words, Site(*"abc").get) == 0 and "认可" in capsys.readouterr().out
    assert witness.main(words, Site(*"aXc").get) == 1 and "不能认可" in capsys.readouterr().err

    def away(address):
        raise TimeoutError("timed out")

    assert witness.main(words, away) == 2
    assert witness.main([words[0], "--key", "nonsense", *words[3:]]) == 2
    assert witness.main(["ftp://example.invalid/", *words[1:]]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "等了30秒没有回答" in said.err and "网址要以 http" in said.err


ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (urllib.error.URLError(socket.gaierror(-2, "Name or service not known")), "找不到这个网站的地址"),
        (urllib.error.URLError(ConnectionRefusedError(111, "Connection refused")), "网站没有开"),
        (urllib.error.URLError(ssl.SSLCertVerificationError("certificate verify failed")), "网站的证书不可信"),
        (urllib.error.HTTPError("http://a/", 404, "Not Found", None, None), "网站回答 404，没有这个地址"),
        (urllib.error.HTTPError("http://a/", 503, "Service Unavailable", None, None), "网站回答 503"),
        (urllib.error.URLError(OSError(101, "Network is unreachable")), "网络不通"), (TimeoutError("timed out"), "等了30秒没有回答"),
        (ConnectionResetError(104, "Connection reset by peer"), "连接断了"), (IncompleteRead(b"half"), "只收到一半"),
        (PermissionError(13, "Permission denied"), "读写不了"),
    ],
    ids=str,
)  # fmt: skip
def test_what_kept_it_from_looking_is_said_in_chinese(trouble, said, capsys, tmp_path):
    def broken(address):
        raise trouble

    words = ["https://example.invalid/log/public", "--key", SIGNER.key.text, "--folder", str(tmp_path / "见证")]
    assert witness.main(words, broken) == 2
    err = capsys.readouterr().err
    assert said in err and not ENGLISH.search(err.replace(str(tmp_path), ""))


def test_what_was_given_wrongly_is_no_reproach_to_the_log(capsys, tmp_path):
    folder, text = tmp_path / "见证", SIGNER.key.text
    bad = {
        "抄错": text[:-2] + "xx", "半截": text[:20], "空": "# 还没有抄\n\n", "两本": f"{text}\n{SM2_SIGNER.key.text}\n",
    }  # fmt: skip
    for name, lines in bad.items():
        (tmp_path / name).write_text(lines, encoding="utf-8")
    board = tmp_path / "板"
    board.write_text("这不是签名页", encoding="utf-8")
    for key, more in [(str(tmp_path / one), ()) for one in (*bad, "没有这个文件")] + [(text, ("--board", str(board)))]:
        words = ["https://example.invalid/log/public", "--key", key, "--folder", str(folder), *more]
        assert witness.main(words, Site(*"abc").get) == 2, key
        err = capsys.readouterr().err
        assert err.startswith("没有核对成") and not ENGLISH.search(err.replace(str(tmp_path), ""))
    assert not (folder / "checkpoint").exists()


def test_a_key_file_holds_the_old_and_the_new_key_of_a_log(capsys, tmp_path):
    new = new_signer(SIGNER.name)
    keys = tmp_path / "公钥.txt"
    keys.write_text(f"# 抄自公开栏\n{SIGNER.key.text}\n\n  {new.key.text}  \n", encoding="utf-8")
    words = ["https://example.invalid/log/public", "--key", str(keys), "--folder", str(tmp_path / "w")]
    assert witness.main(words, Site(*"abc").get) == 0
    assert witness.main(words, Site(*"abcde", signer=new).get) == 0 and "比上次多2条" in capsys.readouterr().out
    assert witness.main(words, Site(*"abXdef", signer=new).get) == 1
    assert witness.main(words, Site(*"abcdef", signer=new_signer(SIGNER.name)).get) == 1


def test_what_a_site_answers_with_is_judged_in_chinese(capsys, tmp_path):
    words = ["https://example.invalid/log/public", "--key", SIGNER.key.text, "--folder", str(tmp_path / "见证")]
    for answer in (b"hello", b"\xff\xfe", b"", b"a\n1\nAAAA\n\n\xe2\x80\x94 a AAAAAAAA\n"):
        assert witness.main(words, lying("checkpoint", answer, *"abc").get) == 1
        err = capsys.readouterr().err
        assert err.startswith("不能认可") and not ENGLISH.search(err.replace(str(tmp_path), ""))


@pytest.mark.parametrize("site", [Site(*"abXde"), Site(*"ab"), Site(*"abXdefgh")], ids=["rewritten", "cut", "forked"])
def test_a_paper_from_the_board_convicts_a_log_that_nobody_remembered(capsys, tmp_path, site):
    paper = tmp_path / "board.txt"
    paper.write_bytes(Site(*"abc").get("https://example.invalid/log/public/checkpoint"))
    words = ["https://example.invalid/log/public", "--key", SIGNER.key.text, "--board", str(paper), "--folder"]
    assert witness.main([*words, str(tmp_path / "w1")], Site(*"abcde").get) == 0
    assert "公开栏上的前3条也没有改" in capsys.readouterr().out
    assert witness.main([*words, str(tmp_path / "w2")], site.get) == 1
    assert "不能认可" in capsys.readouterr().err and not (tmp_path / "w2" / "checkpoint").exists()
    assert list((tmp_path / "w2").glob("contradiction-*"))


def board_note(*entries, signer=SIGNER):
    return Site(*entries, signer=signer).get("https://example.invalid/log/public/checkpoint").decode()


@pytest.mark.parametrize(
    "lines",
    [
        board_note(*"abc").replace("\n3\n", "\n2\n"), board_note(*"abc").replace("log/public\n", "log/publik\n"),
        board_note(*"abc")[:-3], board_note(*"abc", signer=new_signer(SIGNER.name)), "", "\n \n", "这不是签名页",
        board_note(*"abc").replace("\n\n", "\nAAAA\n\n"),
    ],
    ids=["size", "origin", "cut", "another key", "empty", "blank", "no head", "a line more"],
)  # fmt: skip
def test_a_board_that_was_copied_wrongly_accuses_nobody(capsys, tmp_path, lines):
    paper, folder = tmp_path / "板", tmp_path / "见证"
    paper.write_text(lines, encoding="utf-8")
    words = [
        "https://example.invalid/log/public",
        "--key",
        SIGNER.key.text,
        "--folder",
        str(folder),
        "--board",
        str(paper),
    ]
    for site in (Site(*"abcde"), Site(*"abXde")):
        assert witness.main(words, site.get) == 2
        err = capsys.readouterr().err
        assert err.startswith("没有核对成：") and "重新扫" in err and "马上" not in err and "不能认可" not in err
        assert not ENGLISH.search(err.replace(str(tmp_path), ""))
    assert not (folder / "checkpoint").exists()


@pytest.mark.parametrize("name", copies(board_note(*"abc")))
def test_a_board_is_read_from_what_copying_makes_of_it(name, capsys, tmp_path):
    paper = tmp_path / "板"
    paper.write_bytes(copies(board_note(*"abc"))[name].encode())
    words = ["https://example.invalid/log/public", "--key", SIGNER.key.text, "--board", str(paper), "--folder"]
    assert witness.main([*words, str(tmp_path / "w1")], Site(*"abcde").get) == 0
    assert witness.main([*words, str(tmp_path / "w2")], Site(*"abXde").get) == 1
    assert "不能认可" in capsys.readouterr().err


@pytest.mark.parametrize("name", key_copies(SIGNER.key.text))
def test_a_key_of_the_witness_is_read_from_what_copying_makes_of_it(name):
    assert witness.keys_of(key_copies(SIGNER.key.text)[name]) == [SIGNER.key]
