"""One page as a visitor would ask for it, without a visitor: after a change, and when everything is made anew."""

from io import BytesIO
from urllib.parse import quote

from django.conf import settings
from django.core.servers.basehttp import get_internal_wsgi_application

from gongkai.interfaces.ui.context import TYPE_COOKIE


def visit(host: str, address: str, *, large: bool = False, keep: bool = True) -> tuple[str, bytes]:
    """Ask the site that WSGI_APPLICATION names for a page; its page store keeps it. Status and, to `keep`, the body."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": address.encode().decode("latin-1"), "QUERY_STRING": "",
        "HTTP_HOST": host, "SERVER_NAME": host.partition(":")[0], "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1", "RAW_URI": quote(address), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
    }  # fmt: skip
    if settings.GONGKAI_HTTPS:
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
    if large:
        environ["HTTP_COOKIE"] = f"{TYPE_COOKIE}=large"
    said = []
    answer = get_internal_wsgi_application()(environ, lambda status, headers, exc_info=None: said.append(status))
    try:
        body = b"".join(block for block in answer if keep)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return said[-1], body
