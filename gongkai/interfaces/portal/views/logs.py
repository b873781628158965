"""The logs: signed heads, proofs, entries, tiles; an item's words and proof to take away; the tools to check them."""

from base64 import b64encode
from pathlib import Path

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.portal.frame import frame
from gongkai.interfaces.ui import qr, verifier
from gongkai.ledger import queries as ledger
from gongkai.publication import queries as publication
from gongkai.publication.numbers import number_of
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.tlog import PARTY, canonical
from gongkai.rules.tlog.suites import role_of

TEXT = "text/plain; charset=utf-8"
SECONDS = "max-age=5"
FOREVER = "max-age=31536000, immutable"
OFFLINE_PAGE = Path(__file__).resolve().parents[1] / "downloads" / "verify.html"


def _answer(log: str, content, kind: str, *, cache: str = FOREVER):
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = f"private, {cache}" if role_of(log) == PARTY else f"public, {cache}"
    return response


def about(request):
    """What the log is, its newest head, the public keys, and how to check a page at home."""
    keys = ledger.log_keys(request.actor)
    heads = []
    for log in sorted(keys, key=lambda name: role_of(name) == PARTY):  # of each role the one that goes on comes first
        try:
            head = ledger.head(request.actor, log=log)
        except Refused:
            head = None
        closed = role_of(log) in {role_of(before) for before, *_ in heads}
        heads.append((log, head, keys[log], closed))
    return render(request, "portal/log.html", frame("portal:home", crumbs=(("公开记录", ""),), heads=heads))


def keys(request):
    """The public keys, one a line."""
    lines = [key for found in ledger.log_keys(request.actor).values() for key in found]
    return _answer(PARTY, "".join(f"{line}\n" for line in lines), TEXT, cache=SECONDS)


def checkpoint(request, log: str):
    """The newest signed head."""
    return _answer(log, ledger.head(request.actor, log=log).note, TEXT, cache=SECONDS)


def poster(request, log: str):
    """The newest signed head to be printed and hung up on a disclosure day: the board is a witness (P18)."""
    found = ledger.head(request.actor, log=log)
    crumbs = (("公开记录", reverse("portal:log")), ("签名页", ""))
    keys = ledger.log_keys(request.actor)[log]
    context = frame("portal:home", crumbs=crumbs, log=role_of(log), head=found, keys=keys, code=qr.inline(found.note))
    return render(request, "portal/log_poster.html", context)


def proof(request, log: str, index: str):
    """The proof of one leaf under the newest head."""
    return _answer(log, ledger.leaf_proof(request.actor, log=log, index=int(index)), TEXT, cache=SECONDS)


def consistency(request, log: str, older: str, newer: str):
    """What shows that nothing before the older head was changed: one hash a line."""
    hashes = ledger.leaf_consistency(request.actor, log=log, older=int(older), newer=int(newer))
    return _answer(log, "".join(f"{b64encode(one).decode()}\n" for one in hashes), TEXT)


def entries(request, log: str):
    """All entries, one a line; `?from=` goes on where a mirror stands."""
    start = request.GET.get("from", "0")
    lines = ledger.entry_lines(request.actor, log=log, start=int(start) if start.isascii() and start.isdigit() else 0)
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    response["Cache-Control"] = f"{'private' if role_of(log) == PARTY else 'public'}, {SECONDS}"
    return response


def tile(request, log: str, level: str, place: str):
    """Hashes as mirrors fetch them."""
    found = ledger.tile(request.actor, log=log, place=place, level=int(level))
    return _answer(log, found, "application/octet-stream")


def bundle(request, log: str, place: str):
    """Entries as mirrors fetch them."""
    found = ledger.tile(request.actor, log=log, place=place, level=None)
    return _answer(log, found, "application/octet-stream")


def anchor(request, day: str):
    """What opens a day's anchor, for those who read the party log."""
    salt, note = ledger.anchor(request.actor, day=day)
    return JsonResponse({"salt": salt, "checkpoint": note}, json_dumps_params={"ensure_ascii": False})


def _download(content, kind: str, name: str):
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-cache"
    return response


def _words(request, slug: str, version: int | None):
    found, _ = publication.item_proof(request.actor, number=number_of(slug), version=version)
    page = {"entry": found.entry}
    if found.content is not None:
        page |= {"content": found.content, "salt": found.salt}
    name = f"{slug}-v{version}" if version else slug
    return _download(canonical(page), "application/json; charset=utf-8", f"{name}.json")


def _proof(request, slug: str, version: int | None):
    found, _ = publication.item_proof(request.actor, number=number_of(slug), version=version)
    if not found.proof:
        raise missing()  # the page offers it as soon as it is signed
    name = f"{slug}-v{version}" if version else slug
    return _download(found.proof, TEXT, f"{name}.tlog-proof")


def item_words(request, slug: str):
    """The words of the version in force, with what opens its commitment."""
    return _words(request, slug, None)


def item_proof(request, slug: str):
    """The proof of the version in force."""
    return _proof(request, slug, None)


def version_words(request, slug: str, number: int):
    """The words of a version."""
    return _words(request, slug, number)


def version_proof(request, slug: str, number: int):
    """The proof of a version."""
    return _proof(request, slug, number)


def script(request):
    """The checking program: one file that needs nothing of ours."""
    return _download(Path(verifier.__file__).read_bytes(), "text/x-python; charset=utf-8", "verify.py")


def page(request):
    """The checking page: one file to save and open without the network."""
    return _download(OFFLINE_PAGE.read_bytes(), "text/html; charset=utf-8", "verify.html")
