"""What becomes of signed lines and keys between paper, PDF and file: nothing of it changes what was signed."""


def _broken(line: str, *places: int) -> str:
    cuts = [0, *places, len(line)]
    return "\n".join(line[start:end] for start, end in zip(cuts, cuts[1:], strict=False))


def copies(note: str) -> dict[str, str]:
    """The same signed head, by what happened to it."""
    origin, size, root, _, line = note[:-1].split("\n")
    space = line.index(" ", 2)
    return {
        "as it is": note, "no empty line": note.replace("\n\n", "\n"), "Windows": note.replace("\n", "\r\n"),
        "old Mac": note.replace("\n", "\r"), "blanks around": "  " + note.replace("\n", " \n") + "\n\n",
        "no last end of line": note[:-1], "marked as UTF-8": "\ufeff" + note, "a page ends": note.replace("\n\n", "\f"),
        "zero-width blanks": note.replace("public", "pub\u200blic"), "zero-width everywhere": "\u200b".join(note),
        "zero-width joiners": note.replace("/", "/\u200c\u200d\u2060\ufeff"), "non-breaking blanks": note.replace(" ", "\u00a0"),
        "full-width blanks": note.replace(" ", "\u3000"), "full-width blanks around": note.replace("\n", "\u3000\n\u3000"),
        "signature broken": note.replace(line, _broken(line, space + 30)),
        "signature broken twice": note.replace(line, _broken(line, space + 20, space + 60)),
        "signature broken at the blank": note.replace(line, line[:space] + "\n" + line[space + 1 :]),
        "signature broken at both": note.replace(line, line[:space] + "\r\n" + _broken(line[space + 1 :], 40)),
        "broken after the dash": note.replace("— ", "—\n"), "broken in the name": note.replace(line, _broken(line, 9)),
        "signature with blanks": note.replace(line, line[: space + 30] + " \u00a0" + line[space + 30 :]),
        "with the key below": f"{note}公钥 {origin}+0a1b2c3d+AAAA\n",
        "root broken": note.replace(root, _broken(root, 30)), "origin broken": note.replace(f"{origin}\n{size}", f"{_broken(origin, 9)}\n{size}"),
        "all at once": "\ufeff" + note.replace(line, _broken(line, space + 30)).replace(root, _broken(root, 9)).replace("\n\n", "\n").replace("\n", "\u3000\r\n").replace("— ", "—\u00a0\u200b"),
    }  # fmt: skip


def key_copies(key: str) -> dict[str, str]:
    """The same public key, by what happened to it."""
    cut = key.rindex("+") + 20
    return {
        "as it is": key, "Windows": f" {key}\r\n", "zero-width": "\u200b".join(key), "marked as UTF-8": f"\ufeff{key}",
        "blank": f"{key[:cut]}\u00a0{key[cut:]}", "broken": _broken(key, cut), "broken twice": _broken(key, 9, cut),
        "as the sheet calls it": f"公钥\u200b {_broken(key, cut)}", "under its heading": f"公钥\n{key}",
        "broken at the number": _broken(key, key.index("+") + 3), "full-width blanks": f"\u3000{key}\u3000",
    }  # fmt: skip
