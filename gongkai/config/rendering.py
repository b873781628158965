"""One page as a visitor would ask for it, without a visitor: after a change, and when everything is made anew."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

from django.conf import settings

from gongkai.config.pagestore import TYPE_COOKIE
from gongkai.config.wsgi import pages


def visit(host: str, address: str, *, large: bool = False, application: Callable = pages) -> tuple[str, bytes]:
    """Ask for a page through the page store, which keeps it: status and body."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": address.encode().decode("latin-1"), "QUERY_STRING": "",
        "HTTP_HOST": host, "SERVER_NAME": host.partition(":")[0], "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1", "RAW_URI": quote(address), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
    }  # fmt: skip
    if settings.GONGKAI_HTTPS:
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
    if large:
        environ["HTTP_COOKIE"] = "=".join(TYPE_COOKIE)
    said = []
    answer = application(environ, lambda status, headers, exc_info=None: said.append(status))
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return said[-1], body
