"""Checks a downloaded proof offline: `python verify.py 页.json 页.tlog-proof --key 公钥`.

Of a sheet from the board its signed lines alone: `python verify.py 签名.txt --key 公钥`.

This one file is the whole program. It needs Python 3.9 or newer and the package `cryptography`, nothing of
gongkai, no database and no network, so that it can be read and kept by whoever does not trust the website.
It says that all is well only after every step; on any doubt or error it says so and ends with exit code 1.
The public key tells the algorithms: Ed25519 with SHA-256, or SM2 with SM3.
"""

import argparse
import base64
import hashlib
import html
import json
import re
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WELL = "核对无误"
SIGNED = "签名是真的"
UNREAD = "有一行读不出来，这不等于签名是假的。照纸抄的，请扫纸上的码，或者重新抄；下载的，请重新下载。"
MISCOPIED = "公钥抄错了，请从公开栏、手册或者上级机关重新抄录。"
DOES = (
    "离线核对一份公开证明：文字、附件、登记的位置和签名都对上了，才说核对无误。"
    "手里只有张贴单或者签名页的，把上面签名的几行存成文件，不写证明，只核对签名。"
)


class Wrong(Exception):
    """Something does not fit; the sentence says what."""


def sha256(data):
    return hashlib.sha256(data).digest()


def sm3(data):
    try:
        found = hashes.Hash(hashes.SM3())
    except UnsupportedAlgorithm as missing:
        raise Wrong("这台电脑上的 cryptography 不带国密 SM3，核对不了。请换一台电脑，或者用核对网页。") from missing
    found.update(data)
    return found.finalize()


# SM2 (GB/T 32918.2), verification only, on the curve of GB/T 32918.5.
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A, B = P - 3, 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
USER = b"1234567812345678"


def point(public):
    """A point from its 33 bytes."""
    x = int.from_bytes(public[1:], "big")
    square = (x * x * x + A * x + B) % P
    y = pow(square, (P + 1) // 4, P)
    if public[0] not in (2, 3) or x >= P or y * y % P != square:
        raise Wrong(MISCOPIED)
    return x, y if y & 1 == public[0] & 1 else P - y


def added(one, two):
    if one is None or two is None:
        return one or two
    (a, b), (c, d) = one, two
    if a == c and (b + d) % P == 0:
        return None
    slope = ((3 * a * a + A) * pow(2 * b, -1, P) if one == two else (d - b) * pow(c - a, -1, P)) % P
    x = (slope * slope - a - c) % P
    return x, (slope * (a - x) - b) % P


def times(count, one):
    found = None
    while count:
        if count & 1:
            found = added(found, one)
        one, count = added(one, one), count >> 1
    return found


def sm2_right(public, value, data):
    """Is `value`, r and s in 64 bytes, the signature of the data?"""
    r, s = int.from_bytes(value[:32], "big"), int.from_bytes(value[32:], "big")
    if len(value) != 64 or not 0 < r < N or not 0 < s < N or (r + s) % N == 0:
        return False
    key = point(public)
    told = b"".join(one.to_bytes(32, "big") for one in (A, B, *G, *key))
    about = sm3((len(USER) * 8).to_bytes(2, "big") + USER + told)
    found = added(times(s, G), times((r + s) % N, key))
    return found is not None and (int.from_bytes(sm3(about + data), "big") + found[0]) % N == r


def ed25519_right(public, value, data):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(value, data)
    except InvalidSignature:
        return False
    return True


# What a key begins with, how long it is, the hash of its log, that hash's name, and how its signature is checked.
KINDS = ((b"\x01", 33, sha256, "sha256", ed25519_right), (b"\xffsm2-sm3/v1", 44, sm3, "sm3", sm2_right))


def decoded(text, trouble=UNREAD):
    """Base64 in its one right spelling."""
    with suppress(ValueError):
        found = base64.b64decode(text, validate=True)
        if base64.b64encode(found).decode() == text:
            return found
    raise Wrong(trouble)


def number(text):
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text):
        raise Wrong(UNREAD)
    return int(text)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def key_of(text):
    """A public key `name+number+base64`: name, number, key, and of which kind it is."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise Wrong("公钥不完整，请从公开栏、手册或者上级机关重新抄录。")
    body = decoded(parts[2], MISCOPIED)
    if sha256(parts[0].encode() + b"\n" + body)[:4].hex() != parts[1]:
        raise Wrong(MISCOPIED)
    for kind in KINDS:
        if body.startswith(kind[0]) and len(body) == kind[1]:
            return parts[0], bytes.fromhex(parts[1]), body[len(kind[0]) :], kind
    raise Wrong("这把公钥用的算法，这个程序不认识，核对不了。请换新的核对程序。")


def head_of(note, texts):
    """Size, root, origin and kind of a signed head; only after a known key's signature was right."""
    if not texts:
        raise Wrong("没有公钥就不能核对。公钥印在公开栏和手册上，上级机关也有一份。")
    keys = [key_of(one) for one in texts]
    text, blank, lines = note.rpartition("\n\n")
    text += "\n"
    if not blank or not lines.endswith("\n"):
        raise Wrong("证明里没有签名。")
    signed, parts = set(), text.split("\n")
    read = [re.fullmatch("— ([^ +]+) ([A-Za-z0-9+/=]+)", line) for line in lines[:-1].split("\n")]
    if not all(read) or len(parts) < 4:
        raise Wrong(UNREAD)
    for found in read:
        body = decoded(found[2])
        for name, key_id, public, kind in keys:
            if (name, key_id) == (found[1], body[:4]):
                if len(body) != 4 + 64:
                    raise Wrong(UNREAD)
                if not kind[4](public, body[4:], text.encode()):
                    raise Wrong("签名不对：不是这个公钥签的，或者被改过。照纸抄的，先看抄错没有，最好扫码再核对一次。")
                signed.add(kind)
    if len(signed) > 1:
        raise Wrong("两种算法的公钥不能一起核对，请只填一种。")
    if not signed:
        raise Wrong("没有这个公钥的签名。请核对公钥是不是这份记录的。")
    return number(parts[1]), decoded(parts[2]), parts[0], signed.pop()


def demand_inclusion(index, size, leaf, hashes, root, digest):
    """RFC 9162, 2.1.3.2."""
    at, last, found = index, size - 1, leaf
    if not 0 <= index < size:
        raise Wrong("证明里的序号不在记录里。")
    for beside in hashes:
        if last == 0:
            raise Wrong("证明太长。")
        if at & 1 or at == last:
            found = digest(b"\x01" + beside + found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = digest(b"\x01" + found + beside)
        at, last = at >> 1, last >> 1
    if last or found != root:
        raise Wrong("对不上：这些文字不是记录里登记的，或者证明被改过。")


def check(document, proof, keys, files=()):
    """All steps in turn: what was checked, as a dict. Raises Wrong; nothing else is ever a yes."""
    try:
        page = json.loads(document.decode("utf-8"))
        proof = proof.decode("utf-8")
    except ValueError as wrong:
        raise Wrong("文件坏了，请重新下载。") from wrong
    if not isinstance(page, dict) or canonical(page) != document or not isinstance(page.get("entry"), str):
        raise Wrong("页面文件被改过，或者不是这里下载的。")
    head, blank, note = proof.partition("\n\n")
    lines = head.split("\n")
    if not blank or len(lines) < 2 or lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("index "):
        raise Wrong("证明文件坏了，请重新下载。")
    index, hashes = number(lines[1][len("index ") :]), [decoded(line) for line in lines[2:]]
    if any(len(one) != 32 for one in hashes):
        raise Wrong("证明文件坏了，请重新下载。")
    size, root, origin, (_, _, digest, hashing, _) = head_of(note, keys)
    demand_inclusion(index, size, digest(b"\x00" + page["entry"].encode()), hashes, root, digest)
    entry = json.loads(page["entry"])
    demand_content(page, entry, digest, hashing)
    demand_files(page, entry, files, digest, hashing)
    return {"origin": origin, "index": index, "size": size, "entry": entry, "content": page["content"]}


def demand_content(page, entry, digest, hashing):
    """The words are those that the entry commits to."""
    if set(page) != {"content", "entry", "salt"}:
        raise Wrong("这一条在记录里，但内容已经依法删除，没有文字可以对照。")
    salt = page["salt"]
    if not isinstance(salt, str) or not re.fullmatch("[0-9a-f]{64}", salt):
        raise Wrong("页面文件被改过。")
    own = digest(bytes.fromhex(salt) + canonical(page["content"])).hex()
    if f"{hashing}:{own}" != entry.get("content"):
        raise Wrong("文字被改过：和登记时的不一样。")


def demand_files(page, entry, files, digest, hashing):
    """Every attachment that was handed over is one of those that the entry commits to."""
    known = [one["h"] for one in entry.get("files", [])]
    for place, data in enumerate(files, 1):
        own = digest(bytes.fromhex(page["salt"]) + data).hex()
        if f"{hashing}:{own}" not in known:
            raise Wrong(f"第{place}个附件被改过，或者不是这一件的附件。")


def check_word(content):
    """What paper bears as 核对字: the first sixteen digits of the digest of the words; "" where nothing was printed."""
    if "empty" not in content:
        return ""
    said = {name: content[name] for name in ("title", "plain", "content", "procedure", "result")}
    plain = json.dumps(
        said | {"empty_reasons": content["empty"], "attachments": []}, ensure_ascii=False, sort_keys=True
    )
    digest = sha256(plain.encode()).hex().upper()
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def words(text):
    """HTML as plain lines."""
    text = re.sub(r"</(p|div|h\d|li|tr)>|<br\s*/?>", "\n", str(text))
    return html.unescape(re.sub(r"<[^>]*>", " ", text)).strip()


def beijing(stamp):
    """A time of the record (UTC, 2026-11-23T00:00:00Z) as clocks here show it; as it stands when it is none."""
    if not isinstance(stamp, str) or not re.fullmatch(r"[12][0-9]{3}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}Z", stamp):
        return stamp
    with suppress(ValueError):
        here = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ") + timedelta(hours=8)
        return f"{here.year}年{here.month}月{here.day}日 {here:%H:%M:%S}（北京时间）"
    return stamp


def copied_lines(text):
    """The lines of a copy without what copying adds: zero-width signs, other blanks, other ends of lines, blanks around."""
    text = re.sub(r"[\u200b-\u200d\u2060\ufeff]", "", text)
    text = re.sub(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", " ", text)
    return [line.strip(" ") for line in re.split(r"\r\n|[\r\n\v\f\u2028\u2029]", text)]


def fits(text):
    with suppress(Wrong):
        return bool(key_of(text))


def key_texts(text):
    """Keys, each with the number of its line; one that was broken is put together. What is no key stays as it stands."""
    lines = [(place, line.replace(" ", "").removeprefix("公钥")) for place, line in enumerate(copied_lines(text), 1)]
    lines = [(place, line) for place, line in lines if line and line[0] != "#"]
    found = []
    while lines:
        joined = ["".join(line for _, line in lines[:count]) for count in range(1, min(len(lines), 8) + 1)]
        count = next((count for count, one in enumerate(joined, 1) if fits(one)), 1)
        found.append((lines[0][0], joined[count - 1]))
        lines = lines[count:]
    return found


def head_lines(lines):
    """Origin, size, root and whatever follows, where a print broke a line."""
    at = next((at for at, line in enumerate(lines) if at and re.fullmatch("[0-9]+", line)), 0)
    root, rest = "", lines[at + 1 :]
    while at and rest and len(root) < 44:
        root += rest.pop(0).replace(" ", "")
    return ["".join(lines[:at]), lines[at], root, *rest] if root else lines


def signature_line(pieces):
    """A signature line out of what a print made of it, the dash taken off."""
    name, blank, value = "".join(pieces).partition(" ")
    if not blank:  # broken where the blank was
        name, value = pieces[0] or "".join(pieces[1:2]), "".join(pieces[1 if pieces[0] else 2 :])
    return f"— {name} {value.replace(' ', '')}"


def printed_note(text):
    """The signed lines as they came from paper: without the empty line, with blanks or breaks that a copy adds."""
    said, signed = [], []
    for line in filter(None, copied_lines(text.partition("公钥")[0])):  # the key is printed below
        if line == "—" or line.startswith("— "):
            signed.append([line[1:].strip(" ")])
        else:
            (signed[-1] if signed else said).append(line)
    return "".join(f"{line}\n" for line in (*head_lines(said), "", *map(signature_line, signed)))


def check_head(data, keys):
    """The signed lines of a sheet alone: whose record and how many entries. Raises Wrong."""
    try:
        size, root, origin, _ = head_of(printed_note(data.decode("utf-8")), keys)
    except UnicodeDecodeError as wrong:
        raise Wrong("文件坏了，请重新抄一份。") from wrong
    return {"size": size, "root": root, "origin": origin}


def report_head(found):
    """What the signed lines alone prove, and what they do not."""
    lines = (
        f"{SIGNED}：纸上这几行是用这把公钥签的，没有改过。",
        f"记录：{found['origin']}，签名时共{found['size']}条",
        f"这些条算出来的码：{base64.b64encode(found['root']).decode()}",
        "这里没有核对哪一件的文字，签名里也没有日期。核对文字，要从网站下载那一件的文字和证明；看以前的记录后来改没改，请上级用 gongkai witness 加 --board 核对。",
    )
    return "\n".join(lines)


def report(found, files):
    """What a person compares with the paper; all of it is what the entry commits to."""
    content, entry = found["content"], found["entry"]
    lines = [f"{WELL}：下面的文字从登记那一刻起没有改过。"]
    shown = (
        ("编号", "doc"), ("版次", "edition"), ("发布机构", "org"), ("标题", "title"), ("一句话", "plain"),
        ("内容", "content"), ("程序", "procedure"), ("结果", "result"), ("说明", "text"), ("第一责任人", "head"),
    )  # fmt: skip
    lines += [f"{label}：{words(content[name])}" for label, name in shown if content.get(name)]
    if content.get("published_at"):
        lines.append(f"公开日期：{beijing(content['published_at'])}")
    if check_word(content):
        lines.append(f"核对字：{check_word(content)}（和纸上印的应当一样）")
    lines.append(f"登记时间：{beijing(entry.get('at', ''))}")
    lines.append(f"记录：{found['origin']} 第{found['index']}条，签名时共{found['size']}条")
    if known := len(entry.get("files", [])):
        lines.append(f"附件：登记{known}个，核对了{files}个")
    return "\n".join(lines)


def keys_in(text):
    """Keys as they were typed, or a file with one a line; lines that begin with # do not count."""
    is_file = "+" not in text or text.startswith((".", "/"))
    return [key for _, key in key_texts(Path(text).read_text("utf-8") if is_file else text)]


def main(argv=None, parser=None):
    """Exit code 0 only when everything fits."""
    parser = parser or argparse.ArgumentParser(prog="verify.py", description=DOES)
    parser.add_argument("document", metavar="页.json", help="从公开页下载的内容；只核对签名的，是签名的几行")
    parser.add_argument("proof", nargs="?", metavar="页.tlog-proof", help="从公开页下载的证明；只核对签名的不写")
    parser.add_argument("--key", action="append", default=[], metavar="公钥", help="公钥，或者写着公钥的文件")
    parser.add_argument("--file", action="append", default=[], metavar="附件", help="一起核对的附件，可以写几次")
    options = parser.parse_args(argv)
    try:
        keys = [key for one in options.key for key in keys_in(one)]
        names = (options.document, *([options.proof] if options.proof else []), *options.file)
        read = [Path(name).read_bytes() for name in names]
        if options.proof:
            said = report(check(read[0], read[1], keys, read[2:]), len(options.file))
        elif options.file:
            raise Wrong("只有签名的几行，核对不了附件。")
        else:
            said = report_head(check_head(read[0], keys))
    except Wrong as wrong:
        sys.stderr.write(f"没有通过核对。{wrong}\n")
        return 1
    except Exception as trouble:  # noqa: BLE001 - whatever it is, it is no yes
        sys.stderr.write(f"不能核对：{trouble}\n")
        return 1
    sys.stdout.write(said + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
