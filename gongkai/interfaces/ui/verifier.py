"""Checks a downloaded proof offline: `python verifier.py 页.json 页.tlog-proof --key 公钥`.

This one file is the whole program. It needs Python 3.9 or newer and the package `cryptography`, nothing of
gongkai, no database and no network, so that it can be read and kept by whoever does not trust the website.
It says that all is well only after every step; on any doubt or error it says so and ends with exit code 1.
"""

import argparse
import base64
import hashlib
import html
import json
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WELL = "核对无误"
DOES = "离线核对一份公开证明：文字、附件、登记的位置和签名都对上了，才说核对无误。"


class Wrong(Exception):
    """Something does not fit; the sentence says what."""


def sha256(data):
    return hashlib.sha256(data).digest()


def decoded(text):
    """Base64 in its one right spelling."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError as wrong:
        raise Wrong("证明里有一段编码坏了。") from wrong
    if base64.b64encode(found).decode() != text:
        raise Wrong("证明里有一段编码坏了。")
    return found


def number(text):
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text):
        raise Wrong("证明里有一个数字坏了。")
    return int(text)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def key_of(text):
    """A public key `name+number+base64`: name, number, key."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise Wrong("公钥不完整，请从公开栏、手册或者上级机关重新抄录。")
    body = decoded(parts[2])
    if len(body) != 33 or body[0] != 1 or sha256(parts[0].encode() + b"\n" + body)[:4].hex() != parts[1]:
        raise Wrong("公钥抄错了，请从公开栏、手册或者上级机关重新抄录。")
    return parts[0], bytes.fromhex(parts[1]), body[1:]


def head_of(note, keys):
    """Size, root and origin of a signed head; only after a known key's signature was right."""
    text, blank, lines = note.rpartition("\n\n")
    text += "\n"
    if not blank or not lines.endswith("\n"):
        raise Wrong("证明里没有签名。")
    signed = False
    for line in lines[:-1].split("\n"):
        found = re.fullmatch("— ([^ +]+) ([A-Za-z0-9+/=]+)", line)
        if not found:
            raise Wrong("证明里的签名坏了。")
        body = decoded(found[2])
        for name, key_id, public in keys:
            if (name, key_id) == (found[1], body[:4]):
                try:
                    Ed25519PublicKey.from_public_bytes(public).verify(body[4:], text.encode())
                except InvalidSignature as wrong:
                    raise Wrong("签名不对：这份证明不是这个公钥签的，或者被改过。") from wrong
                signed = True
    if not signed:
        raise Wrong("没有这个公钥的签名。请核对公钥是不是这份记录的。")
    parts = text.split("\n")
    if len(parts) < 4:
        raise Wrong("证明里的签名坏了。")
    return number(parts[1]), decoded(parts[2]), parts[0]


def demand_inclusion(index, size, leaf, hashes, root):
    """RFC 9162, 2.1.3.2."""
    at, last, found = index, size - 1, leaf
    if not 0 <= index < size:
        raise Wrong("证明里的序号不在记录里。")
    for beside in hashes:
        if last == 0:
            raise Wrong("证明太长。")
        if at & 1 or at == last:
            found = sha256(b"\x01" + beside + found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = sha256(b"\x01" + found + beside)
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
    if not keys:
        raise Wrong("没有公钥就不能核对。公钥印在公开栏和手册上，上级机关也有一份。")
    size, root, origin = head_of(note, [key_of(one) for one in keys])
    demand_inclusion(index, size, sha256(b"\x00" + page["entry"].encode()), hashes, root)
    entry = json.loads(page["entry"])
    demand_content(page, entry)
    demand_files(page, entry, files)
    return {"origin": origin, "index": index, "size": size, "entry": entry, "content": page["content"]}


def demand_content(page, entry):
    """The words are those that the entry commits to."""
    if set(page) != {"content", "entry", "salt"}:
        raise Wrong("这一条在记录里，但内容已经依法删除，没有文字可以对照。")
    salt = page["salt"]
    if not isinstance(salt, str) or not re.fullmatch("[0-9a-f]{64}", salt):
        raise Wrong("页面文件被改过。")
    own = "sha256:" + sha256(bytes.fromhex(salt) + canonical(page["content"])).hex()
    if own != entry.get("content"):
        raise Wrong("文字被改过：和登记时的不一样。")


def demand_files(page, entry, files):
    """Every attachment that was handed over is one of those that the entry commits to."""
    known = [one["h"] for one in entry.get("files", [])]
    for place, data in enumerate(files, 1):
        if "sha256:" + sha256(bytes.fromhex(page["salt"]) + data).hex() not in known:
            raise Wrong(f"第{place}个附件被改过，或者不是这一件的附件。")


def words(text):
    """HTML as plain lines."""
    text = re.sub(r"</(p|div|h\d|li|tr)>|<br\s*/?>", "\n", str(text))
    return html.unescape(re.sub(r"<[^>]*>", " ", text)).strip()


def report(found, files):
    """What a person compares with the paper."""
    content, entry = found["content"], found["entry"]
    lines = [f"{WELL}：下面的文字从登记那一刻起没有改过。"]
    shown = (
        ("编号", "doc"), ("版次", "edition"), ("发布机构", "org"), ("标题", "title"), ("一句话", "plain"),
        ("内容", "content"), ("程序", "procedure"), ("结果", "result"), ("说明", "text"),
    )  # fmt: skip
    lines += [f"{label}：{words(content[name])}" for label, name in shown if content.get(name)]
    lines.append(f"登记时间：{entry.get('at', '')}（世界时）")
    lines.append(f"记录：{found['origin']} 第{found['index']}条，签名时共{found['size']}条")
    known = len(entry.get("files", []))
    if known:
        lines.append(f"附件：登记{known}个，核对了{files}个")
    return "\n".join(lines)


def keys_in(text):
    """Keys as they were typed, or a file with one a line."""
    if "+" in text and not text.startswith((".", "/")):
        return [text]
    with open(text, encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


def main(argv=None, parser=None):
    """Exit code 0 only when everything fits."""
    parser = parser or argparse.ArgumentParser(prog="verify", description=DOES)
    parser.add_argument("document", metavar="页.json", help="从公开页下载的内容")
    parser.add_argument("proof", metavar="页.tlog-proof", help="从公开页下载的证明")
    parser.add_argument("--key", action="append", default=[], metavar="公钥", help="公钥，或者写着公钥的文件")
    parser.add_argument("--file", action="append", default=[], metavar="附件", help="一起核对的附件，可以写几次")
    options = parser.parse_args(argv)
    try:
        keys = [key for one in options.key for key in keys_in(one)]
        read = []
        for name in (options.document, options.proof, *options.file):
            with open(name, "rb") as file:
                read.append(file.read())
        found = check(read[0], read[1], keys, read[2:])
        said = report(found, len(options.file))
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
