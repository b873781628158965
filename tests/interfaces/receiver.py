"""Another system that is told what happens: a real HTTP server on this machine, which checks signatures by itself."""

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """Keeps what came. `answers`: what it says next, one after the other, then 204; `slow`: seconds before each byte."""

    def __init__(self):
        self.came = []
        self.answers = []
        self.slow = 0.0
        self.redirect = ""
        self.server = None
        self.port = 0

    def open(self, wrap=None):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
                status = outer.answers.pop(0) if outer.answers else 204
                if outer.slow:
                    self._drip(status)
                    return
                self.send_response(status)
                if outer.redirect:
                    self.send_header("Location", outer.redirect)
                said = "收到<script>\n第二行".encode() if status != 204 else b""
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def _drip(self, status):
                try:
                    for byte in f"HTTP/1.1 {status} OK\r\nX: ".encode() + b"x" * 10_000:
                        self.wfile.write(bytes([byte]))
                        time.sleep(outer.slow)
                except OSError:
                    self.close_connection = True

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        if wrap:
            self.server.socket = wrap(self.server.socket)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def close(self):
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hooks?from=gongkai"

    def ids(self):
        return [headers["webhook-id"] for headers, _ in self.came]

    def bodies(self):
        return [json.loads(body) for _, body in self.came]


def signed_by(headers, body, secret):
    """Does one of the signatures come from this secret, and is it fresh? Written from the convention, not from our code."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return f"v1,{wanted}" in headers["webhook-signature"].split(" ")
