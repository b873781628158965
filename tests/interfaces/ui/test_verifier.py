"""The offline check says yes to what was published and to nothing else, whatever bit is turned (P17)."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from gongkai.interfaces.ui import verifier
from gongkai.interfaces.ui.papers.pdf import pdf
from gongkai.ledger.note_signatures import new_signer, verified
from gongkai.rules import tlog
from gongkai.rules.channels import Paper
from gongkai.rules.documents.head import HeadFacts, of_head
from gongkai.rules.receipts import check_word, words_digest
from gongkai.rules.tlog.notes import COSIGNATURE, Key, parse_key
from tests.factories.copying import copies, key_copies
from tests.factories.proofs import CONTENT, SIGNER, SM2_SIGNER, flipped, taken

WHOLE = taken()
NATIONAL = taken(signer=SM2_SIGNER)


def judged(document=WHOLE.document, proof=WHOLE.proof, key=WHOLE.key, files=(WHOLE.file,)):
    try:
        verifier.check(document, proof, [key] if key else [], files)
    except verifier.Wrong:
        return False
    return True


def judged_national(document=NATIONAL.document, proof=NATIONAL.proof, key=NATIONAL.key, files=(NATIONAL.file,)):
    return judged(document, proof, key, files)


@pytest.mark.parametrize("size", range(1, 20))
def test_every_leaf_of_a_log_is_proved(size):
    for index in range(size):
        one = taken(index, size)
        assert judged(one.document, one.proof)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_every_leaf_of_a_log_with_sm3_and_sm2_is_proved(size):
    for index in range(size):
        one = taken(index, size, SM2_SIGNER)
        assert judged_national(one.document, one.proof)
    assert verifier.report(verifier.check(NATIONAL.document, NATIONAL.proof, [NATIONAL.key], []), 0).startswith(
        "核对无误"
    )


def test_what_was_checked_is_said_in_words():
    said = verifier.report(verifier.check(WHOLE.document, WHOLE.proof, [WHOLE.key], [WHOLE.file]), 1)
    assert said.startswith("核对无误") and "共计186.00元。" in said and "上书村党支部" in said and "核对了1个" in said


def test_the_day_and_who_answers_for_it_are_said_from_the_words_that_were_committed_to():
    found = verifier.check(WHOLE.document, WHOLE.proof, [WHOLE.key], [])
    said = verifier.report(found, 0).split("\n")
    assert "公开日期：2026年11月23日 00:00:01（北京时间）" in said and "第一责任人：张三" in said
    assert "登记时间：2026年11月23日 08:00:00（北京时间）" in said and not any("世界时" in line for line in said)
    less = {key: value for key, value in CONTENT.items() if key not in ("head", "published_at")}
    without = verifier.report(found | {"content": less}, 0)
    assert "公开日期" not in without and "责任人" not in without, "nothing is said that is not committed to"
    forged = WHOLE.document.replace("张三".encode(), "李四".encode())
    assert (
        forged != WHOLE.document and not judged(forged) and not judged(WHOLE.document.replace(b"16:00:01", b"16:00:02"))
    )


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("2026-11-23T00:00:00Z", "2026年11月23日 08:00:00（北京时间）"), ("2026-12-31T16:00:00Z", "2027年1月1日 00:00:00（北京时间）"),
        ("2028-02-28T16:30:05Z", "2028年2月29日 00:30:05（北京时间）"), ("2026-13-01T00:00:00Z", "2026-13-01T00:00:00Z"),
        ("2026-11-23T00:00:00+08:00", "2026-11-23T00:00:00+08:00"), ("昨天", "昨天"), ("", ""), (7, 7),
    ],
)  # fmt: skip
def test_times_are_those_of_the_clocks_here(stamp, said):
    assert verifier.beijing(stamp) == said


NOTE = WHOLE.proof.decode().partition("\n\n")[2]
NATIONAL_NOTE = NATIONAL.proof.decode().partition("\n\n")[2]


@pytest.mark.parametrize("copied", copies(NOTE).values(), ids=copies(NOTE))
def test_the_signed_lines_of_a_sheet_are_checked_alone(copied, tmp_path, capsys):
    (tmp_path / "纸.txt").write_bytes(copied.encode())
    assert verifier.main([str(tmp_path / "纸.txt"), "--key", WHOLE.key]) == 0
    said = capsys.readouterr().out
    assert said.startswith("签名是真的") and "签名时共5条" in said and SIGNER.name in said
    assert verifier.WELL not in said and "没有核对哪一件的文字" in said, "no words of an item were looked at"


@pytest.mark.parametrize("copied", copies(NATIONAL_NOTE).values(), ids=copies(NATIONAL_NOTE))
def test_the_signed_lines_with_sm3_and_sm2_are_read_the_same(copied):
    assert verifier.check_head(copied.encode(), [NATIONAL.key])["origin"] == SM2_SIGNER.name


@pytest.mark.parametrize("signer", [SIGNER, SM2_SIGNER], ids=["Ed25519", "SM2"])
@pytest.mark.parametrize("host", ["a.cn", "dangwu.example.cn", "gongkai.dangjian.example-district.gov.cn"])
def test_lines_and_key_are_taken_as_they_come_out_of_the_printed_pdf(signer, host):
    own = replace(signer, name=f"{host}/log/public")
    text = tlog.Checkpoint(own.name, 8042, bytes(range(32))).text
    note = tlog.Note(text, (own.sign(text),)).whole
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    made = pdf(of_head(HeadFacts("上书村党务公开", "public", 8042, note, moment, (own.key.text,)), Paper.A4))
    copied = "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    lines, _, below = copied.partition("\n签名\n")[2].partition("公钥\n")
    assert "\u200b" in lines and lines.count("\n") > note.count("\n") - 1
    keys = [key for _, key in verifier.key_texts(below.partition("请拍")[0])]
    assert keys == [own.key.text] and verifier.printed_note(lines) == note
    assert verifier.check_head(lines.encode(), keys)["size"] == 8042


@pytest.mark.parametrize("copied", key_copies(WHOLE.key).values(), ids=key_copies(WHOLE.key))
def test_a_key_is_read_from_what_copying_makes_of_it(copied, tmp_path):
    (tmp_path / "纸.txt").write_text(NOTE, encoding="utf-8")
    (tmp_path / "公钥.txt").write_bytes(f"# 抄自公开栏\n{copied}\n{NATIONAL.key}\n".encode())
    assert verifier.keys_in(str(tmp_path / "公钥.txt")) == [WHOLE.key, NATIONAL.key]
    assert verifier.main([str(tmp_path / "纸.txt"), "--key", str(tmp_path / "公钥.txt")]) == 0


def test_a_line_that_cannot_be_read_is_not_called_forged(tmp_path, capsys):
    text, _, line = NOTE.rstrip("\n").rpartition("\n\n")
    unread = {
        "a sign left out": NOTE[:-3] + "\n", "four signs left out": NOTE.replace(line, line[:-8] + line[-4:]), "a strange sign": NOTE.replace(line, line[:-9] + "！" + line[-8:]),
        "no signature": f"{text}\n— {SIGNER.name}\n", "a size in words": NOTE.replace("\n5\n", "\n五\n"), "two lines": f"{text.partition(chr(10))[0]}\n{line}",
    }  # fmt: skip
    for name, lines in unread.items():
        (tmp_path / "纸.txt").write_text(lines, encoding="utf-8")
        assert verifier.main([str(tmp_path / "纸.txt"), "--key", WHOLE.key]) == 1, name
        said = capsys.readouterr().err
        if name not in ("a size in words", "two lines"):  # what is signed is then another thing
            assert verifier.UNREAD in said, name
        assert "签名坏了" not in said
    other = line.rpartition(" ")[2]
    wrong = NOTE.replace(other, other[:20] + ("A" if other[20] != "A" else "B") + other[21:])
    (tmp_path / "纸.txt").write_text(wrong, encoding="utf-8")
    assert verifier.main([str(tmp_path / "纸.txt"), "--key", WHOLE.key]) == 1
    said = capsys.readouterr().err
    assert "签名不对" in said and "先看抄错没有" in said


def test_signed_lines_of_a_sheet_that_were_changed_are_refused(tmp_path, capsys):
    place = tmp_path / "纸.txt"
    for changed in (
        NOTE.replace("\n5\n", "\n6\n"), NOTE.replace("log/public", "log/publik"), "", NOTE.partition("— ")[0],
        NOTE.replace("— ", "- "), *(flipped(NOTE.encode(), bit).decode("latin-1") for bit in range(0, len(NOTE.encode()) * 8, 7)),
    ):  # fmt: skip
        place.write_text(changed, encoding="utf-8")
        assert verifier.main([str(place), "--key", WHOLE.key]) == 1, changed
    place.write_text(NOTE, encoding="utf-8")
    for words in ([], ["--key", new_signer(SIGNER.name).key.text], ["--key", WHOLE.key, "--file", str(place)]):
        assert verifier.main([str(place), *words]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", copies(NOTE))
def test_a_turned_bit_of_a_copy_is_a_yes_only_where_the_signed_lines_are_still_the_same(name):
    copied = copies(NOTE)[name].encode()
    for bit in range(len(copied) * 8):
        changed = flipped(copied, bit)
        try:
            verifier.check_head(changed, [WHOLE.key])
        except verifier.Wrong:
            continue
        assert verifier.printed_note(changed.decode()) == NOTE, (name, bit)


def test_the_check_word_of_the_paper_is_said_and_only_where_there_is_one():
    said = SimpleNamespace(**CONTENT, empty_reasons=CONTENT["empty"], sha256="of a revision with a file")
    word = check_word(words_digest(said))
    found = verifier.check(WHOLE.document, WHOLE.proof, [WHOLE.key], [])
    assert len(word) == 19 and f"核对字：{word}（" in verifier.report(found, 0)
    assert "核对字" not in verifier.report(found | {"content": {"text": "依法撤销"}}, 0)


@given(st.data())
def test_one_turned_bit_is_never_a_yes(data):
    which = data.draw(st.sampled_from(["document", "proof", "key", "files"]))
    whole = {"document": WHOLE.document, "proof": WHOLE.proof, "key": WHOLE.key.encode(), "files": WHOLE.file}[which]
    changed = flipped(whole, data.draw(st.integers(0, len(whole) * 8 - 1)))
    if which == "files":
        assert not judged(files=(changed,))
    elif which == "key":
        assert not judged(key=changed.decode("latin-1"))
    else:
        assert not judged(**{which: changed})


def test_every_single_bit_of_the_proof():
    assert [bit for bit in range(len(WHOLE.proof) * 8) if judged(proof=flipped(WHOLE.proof, bit))] == []


def test_bits_of_a_proof_with_sm3_and_sm2():
    """Every fifth bit, each place in a byte in turn: a signature takes 15 ms here. The page is asked for all of them."""
    assert judged_national()
    bits = range(0, len(NATIONAL.proof) * 8, 5)
    assert [bit for bit in bits if judged_national(proof=flipped(NATIONAL.proof, bit))] == []
    for which, whole in (("document", NATIONAL.document), ("key", NATIONAL.key.encode("latin-1"))):
        for bit in range(0, len(whole) * 8, 29):
            changed = flipped(whole, bit)
            assert not judged_national(**{which: changed if which == "document" else changed.decode("latin-1")})


def test_the_command_never_says_well_for_a_turned_bit(tmp_path, capsys):
    """The program as people run it, for every bit of the proof: exit code 1, and the two words nowhere."""
    (tmp_path / "a.json").write_bytes(WHOLE.document)
    words = [str(tmp_path / "a.json"), str(tmp_path / "a.tlog-proof"), "--key", WHOLE.key]
    (tmp_path / "a.tlog-proof").write_bytes(WHOLE.proof)
    assert verifier.main(words) == 0 and verifier.WELL in capsys.readouterr().out
    for bit in range(len(WHOLE.proof) * 8):
        (tmp_path / "a.tlog-proof").write_bytes(flipped(WHOLE.proof, bit))
        assert verifier.main(words) == 1, bit
    said = capsys.readouterr()
    assert said.out == "" and verifier.WELL not in said.err


def test_a_key_of_a_kind_it_does_not_know_is_said(capsys):
    body = b"\xffsm9/v1" + bytes(40)
    number = verifier.sha256(b"example.invalid/log/public\n" + body)[:4].hex()
    key = f"example.invalid/log/public+{number}+{verifier.base64.b64encode(body).decode()}"
    with pytest.raises(verifier.Wrong, match="这个程序不认识，核对不了"):
        verifier.check(WHOLE.document, WHOLE.proof, [key])


def test_without_sm3_nothing_is_called_well(monkeypatch):
    def missing(*_):
        raise verifier.UnsupportedAlgorithm("no SM3 here")

    monkeypatch.setattr(verifier.hashes, "Hash", missing)
    with pytest.raises(verifier.Wrong, match="不带国密 SM3，核对不了"):
        verifier.check(NATIONAL.document, NATIONAL.proof, [NATIONAL.key])


def test_keys_of_two_kinds_do_not_vouch_together():
    text = WHOLE.proof.decode().partition("\n\n")[2].rpartition("\n\n")[0] + "\n"
    both = WHOLE.proof + SM2_SIGNER.sign(text).line.encode()
    assert judged(proof=both) and not judged(proof=both, key=SM2_SIGNER.key.text)
    with pytest.raises(verifier.Wrong, match="两种算法"):
        verifier.check(WHOLE.document, both, [WHOLE.key, SM2_SIGNER.key.text])


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_garbage_is_never_a_yes(document, proof):
    assert not judged(document, proof)
    assert not judged(WHOLE.document, proof)
    assert not judged(document, WHOLE.proof)


def test_other_ways_to_deceive():
    assert not judged(key="")
    assert not judged(key=new_signer(SIGNER.name).key.text)
    assert not judged(files=(WHOLE.file, b"other"))
    assert not judged(proof=WHOLE.proof.replace(b"index 2", b"index 3"))
    assert not judged(WHOLE.document.replace(b"186", b"168"))
    assert not judged(b" " + WHOLE.document)
    entry_only = tlog.canonical({"entry": verifier.json.loads(WHOLE.document)["entry"]})
    assert not judged(entry_only)
    forged = new_signer(SIGNER.name)
    text = WHOLE.proof.decode().partition("\n\n")[2].rpartition("\n\n")[0] + "\n"
    resigned = WHOLE.proof.decode().rpartition("\n\n")[0] + "\n\n" + forged.sign(text).line
    assert not judged(proof=resigned.encode())


def test_a_line_of_an_unknown_key_is_passed_over_and_a_second_known_one_counts():
    witness = new_signer("witness.invalid")
    text = WHOLE.proof.decode().partition("\n\n")[2].rpartition("\n\n")[0] + "\n"
    line = witness.cosign(text, 1_764_000_000).line
    assert judged(proof=WHOLE.proof + line.encode())
    key = Key(witness.name, COSIGNATURE, witness.key.public)
    note = tlog.parse_note(text + "\n" + SIGNER.sign(text).line + line)
    assert verified(note, [SIGNER.key, key]) == [SIGNER.key, key]
    assert parse_key(key.text) == key
    assert verified(tlog.parse_note(note.whole.replace("\n5\n", "\n6\n")), [SIGNER.key, key]) == []


def test_the_published_note_of_the_specification():
    key = parse_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    signature = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    note = tlog.parse_note(f"This is an example message.\n\n— example.com/foo {signature}\n")
    assert verified(note, [key]) == [key]
    assert verified(tlog.parse_note(note.whole.replace("example message", "example massage")), [key]) == []


def test_the_golden_logs_signatures():
    folder = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "tlog" / "tessera" / "testdata" / "log"
    if not folder.is_dir():
        pytest.skip("the published vectors are not beside this checkout")
    key = parse_key("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
    for file in folder.glob("checkpoint*"):
        assert verified(tlog.parse_note(file.read_text()), [key]) == [key]


def run(folder, *words):
    return subprocess.run(
        [sys.executable, "-I", "verify.py", *words], cwd=folder, capture_output=True, text=True, timeout=60
    )


def test_the_script_alone_needs_nothing_of_ours(tmp_path):
    shutil.copy(verifier.__file__, tmp_path / "verify.py")
    for name, data in (("a.json", WHOLE.document), ("a.tlog-proof", WHOLE.proof), ("附件", WHOLE.file)):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "key.txt").write_text(WHOLE.key + "\n")
    done = run(tmp_path, "a.json", "a.tlog-proof", "--key", WHOLE.key, "--file", "附件")
    assert (done.returncode, done.stdout[:4]) == (0, "核对无误")
    assert run(tmp_path, "a.json", "a.tlog-proof", "--key", "./key.txt").returncode == 0
    assert "verify.py [-h]" in run(tmp_path, "--help").stdout, "it calls itself as it is handed out"
    assert "verifier.py" not in (tmp_path / "verify.py").read_text()
    for words in (["a.json", "a.tlog-proof"], ["a.json", "a.json", "--key", WHOLE.key], ["b", "c", "--key", WHOLE.key]):
        done = run(tmp_path, *words)
        assert done.returncode == 1 and done.stdout == "" and "核对无误" not in done.stderr
    assert "gongkai" not in {
        line.split()[1].split(".")[0] for line in (tmp_path / "verify.py").read_text().splitlines() if line.startswith(("import ", "from "))
    }  # fmt: skip
