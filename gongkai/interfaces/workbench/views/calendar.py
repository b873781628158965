def calendar(request, **k):
    raise SystemExit
