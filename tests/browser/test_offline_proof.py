"""The checking page, saved and opened as a file without network: yes to the right files, never after one turned bit (P17)."""

import base64
from pathlib import Path

import pytest

import gongkai.interfaces.portal
from gongkai.interfaces.ui import verifier
from tests.factories.copying import copies, key_copies
from tests.factories.proofs import CONTENT, SIGNER, SM2_SIGNER, flipped, taken

PAGE = Path(gongkai.interfaces.portal.__file__).parent / "downloads" / "verify.html"
FLIPS = """([page, proof, key]) => {
  const bytes = (words) => Uint8Array.from(atob(words), (c) => c.charCodeAt(0));
  const judge = (a, b) => { try { check(a, b, key, []); return true; } catch { return false; } };
  const right = judge(bytes(page), bytes(proof)), wrong = [];
  const turned = (whole, bit) => { const changed = whole.slice(); changed[bit >> 3] ^= 1 << (bit & 7); return changed; };
  for (let bit = 0; bit < bytes(proof).length * 8; bit++) if (judge(bytes(page), turned(bytes(proof), bit))) wrong.push(["proof", bit]);
  for (let bit = 0; bit < bytes(page).length * 8; bit += 9) if (judge(turned(bytes(page), bit), bytes(proof))) wrong.push(["page", bit]);
  return [right, wrong];
}"""


@pytest.mark.parametrize("signer", [SIGNER, SM2_SIGNER], ids=["Ed25519", "SM2"])
def test_a_saved_page_checks_a_proof_without_network(chromium, tmp_path, signer):
    one = taken(signer=signer)
    for name, data in (("a.json", one.document), ("a.tlog-proof", one.proof), ("b.pdf", one.file)):
        (tmp_path / name).write_bytes(data)
    saved = tmp_path / "verify.html"
    saved.write_bytes(PAGE.read_bytes())
    context = chromium.new_context(offline=True, viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(saved.as_uri())
        page.set_input_files("#page", tmp_path / "a.json")
        page.set_input_files("#proof", tmp_path / "a.tlog-proof")
        page.set_input_files("#files", tmp_path / "b.pdf")
        page.fill("#key", one.key)
        page.click("button")
        page.wait_for_selector("#said.well")
        said = page.inner_text("#said")
        assert f"核对字：{verifier.check_word(CONTENT)}（" in said
        assert said.startswith("核对无误") and "共计186.00元。" in said and "核对了1个" in said
        page.fill("#key", one.key.replace("A", "B", 1))
        page.click("button")
        page.wait_for_selector("#said:has-text('没有通过核对')")
        assert "公开日期：2026年11月23日 00:00:01（北京时间）" in said and "第一责任人：张三" in said
        assert "登记时间：2026年11月23日 08:00:00（北京时间）" in said and "世界时" not in said
        stamps = ["2026-12-31T16:00:00Z", "2026-13-01T00:00:00Z", "昨天", ""]
        assert page.evaluate("(all) => all.map(beijing)", stamps) == [verifier.beijing(one) for one in stamps]
        packed = [base64.b64encode(data).decode() for data in (one.document, one.proof)]
        assert page.evaluate(FLIPS, [*packed, one.key]) == [True, []]
        page.fill("#head", note := one.proof.decode().partition("\n\n")[2])
        page.fill("#key", one.key)
        page.click("button")
        page.wait_for_selector("#said:has-text('一次只核对一样')")
        page.reload()
        judge = (
            "([lines, key]) => { try { checkHead(lines, key); return ''; } catch (wrong) { return wrong.message; } }"
        )
        for name, lines in copies(note).items():
            assert page.evaluate(judge, [lines, one.key]) == "", name
            assert page.evaluate("printedNote", lines) == verifier.printed_note(lines) == note, name
        for name, key in key_copies(one.key).items():
            assert page.evaluate(judge, [note, f"# 抄自公开栏\n{key}\n"]) == "", name
        for lines in (note[:-3], note[:-9] + note[-5:], note[:-9] + "！" + note[-8:]):
            assert page.evaluate(judge, [lines, one.key]) == verifier.UNREAD
        wrong = note[:-30] + ("A" if note[-30] != "A" else "B") + note[-29:]
        assert "先看抄错没有" in page.evaluate(judge, [wrong, one.key])
        turned = [flipped(note.encode(), bit) for bit in range(0, len(note.encode()) * 8, 1 if signer is SIGNER else 5)]
        for lines in {each.decode("utf-8", "replace") for each in turned}:
            assert verifier.printed_note(lines) == note or page.evaluate(judge, [lines, one.key]) != "", lines
        for lines, well in ((note, True), (note.replace("\n\n", "\n"), True), (note.replace("\n5\n", "\n6\n"), False)):
            page.fill("#head", lines)
            page.fill("#key", one.key)
            page.click("button")
            page.wait_for_selector("#said.well" if well else "#said:has-text('没有通过核对')")
            if well:
                assert page.inner_text("#said") == verifier.report_head(verifier.check_head(lines.encode(), [one.key]))
        assert errors == []
    finally:
        context.close()
