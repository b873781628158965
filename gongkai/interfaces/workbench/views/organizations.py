def load(request, **k):
    raise SystemExit


def look(request, **k):
    raise SystemExit


def organization(request, **k):
    raise SystemExit


def organizations(request, **k):
    raise SystemExit


def template(request, **k):
    raise SystemExit
