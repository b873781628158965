"""Debian's openssl as an independent second opinion, and as a stand-in for a certified module that holds keys."""

import shutil
import subprocess

import pytest

USER = ("-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")
# SubjectPublicKeyInfo of a point of SM2, and a private key without its public half, up to the bytes themselves.
PUBLIC = bytes.fromhex("3039301306072a8648ce3d020106082a811ccf5501822d032200")
PRIVATE = bytes.fromhex("30310201010420"), bytes.fromhex("a00a06082a811ccf5501822d")
MODULE = """#!/bin/sh
# What a site writes around its certified module: here openssl, there the maker's program.
set -e
here=$(dirname "$0")
if [ "$1" = public ]; then
    openssl pkey -in "$here/key.pem" -pubout -outform DER | tail -c 65 | base64
else
    cat > "$here/text"
    openssl pkeyutl -sign -inkey "$here/key.pem" -rawin -digest sm3 -pkeyopt distid:1234567812345678 -in "$here/text" | base64
fi
"""


def run(*words, data=b""):
    """What openssl answers. The test is passed over where openssl has no SM2."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here")
    done = subprocess.run(["openssl", *map(str, words)], input=data, capture_output=True, timeout=60)
    if done.returncode and b"sm2" in done.stderr.lower() and b"unsupported" in done.stderr.lower():
        pytest.skip("openssl without SM2")
    return done


def new_key(folder):
    """A private key of SM2 as PEM."""
    made = run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", folder / "key.pem")
    assert made.returncode == 0, made.stderr
    return folder / "key.pem"


def module(folder):
    """A command as `GONGKAI_LOG_SIGNER` names it, with a key of its own."""
    new_key(folder)
    script = folder / "module"
    script.write_text(MODULE)
    script.chmod(0o755)
    return str(script)


def der(value):
    """r and s as openssl wants them."""
    parts = b""
    for half in (value[:32], value[32:]):
        number = half.lstrip(b"\0") or b"\0"
        number = b"\0" + number if number[0] & 0x80 else number
        parts += bytes([2, len(number)]) + number
    return bytes([0x30, len(parts)]) + parts


def accepts(folder, public, value, data):
    """Is the signature right in openssl's eyes? `public`: a point in 33 bytes; `value`: r and s."""
    for name, content in (("public.der", PUBLIC + public), ("value", der(value)), ("data", data)):
        (folder / name).write_bytes(content)
    words = (
        "-pubin",
        "-keyform",
        "DER",
        "-inkey",
        folder / "public.der",
        "-sigfile",
        folder / "value",
        "-in",
        folder / "data",
    )
    return run("pkeyutl", "-verify", *words, *USER).returncode == 0
