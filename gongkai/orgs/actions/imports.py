def apply_import(*a, **k): raise SystemExit


def look_through(*a, **k): raise SystemExit
