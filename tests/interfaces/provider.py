"""A small OpenID provider on this machine: real HTTP, real signatures by RS256 or ES256, and ways to lie."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT, SECRET = "gongkai", "between-us"


def unsigned(header: dict, claims: dict, signature: str = "") -> str:
    """A token put together by hand."""
    parts = (base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in (header, claims))
    return ".".join((*parts, signature))


class Provider:
    """`person`: the subject that signs in. `lie`: changes the claims; `forge`: makes the token from the claims."""

    def __init__(self, algorithm: str = "RS256"):
        self.algorithm, self.person = algorithm, "person-1"
        self.lie = lambda claims: claims
        self.forge = self.signed
        self.asked, self.codes, self.downs = [], {}, 0
        self.new_key()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (_Answers,), {"provider": self}))
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def new_key(self):
        about = {"kid": secrets.token_hex(4), "use": "sig"}
        make = RSAKey.generate_key if self.algorithm == "RS256" else ECKey.generate_key
        self.key = make(2048 if self.algorithm == "RS256" else "P-256", parameters=about)

    def signed(self, claims: dict, key=None) -> str:
        key = key or self.key
        return jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, claims, key)

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def visit(self, address: str) -> str:
        """What the person's browser does there: agree, and be sent back. The address to which it is sent."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, fields: dict) -> tuple[int, dict]:
        asked = self.codes.pop(fields.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(fields.get("code_verifier", "").encode()).digest())
        known = (fields.get("client_id"), fields.get("client_secret")) == (CLIENT, SECRET)
        proved = asked and challenge.rstrip(b"=").decode() == asked["code_challenge"]
        if not (known and proved and fields["redirect_uri"] == asked["redirect_uri"]):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": self.person, "aud": CLIENT, "exp": now + 300, "iat": now,
            "nonce": asked["nonce"], "email": "head@example.org", "email_verified": True,
        }  # fmt: skip
        return 200, {"id_token": self.forge(self.lie(claims)), "access_token": "x", "token_type": "Bearer"}


class _Answers(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *args):
        """Say nothing."""

    def _say(self, status: int, found: dict):
        body = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        here = self.provider
        here.asked.append(self.path)
        if here.downs:
            self._say(503, {})
        elif self.path == "/.well-known/openid-configuration":
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            places = dict(zip(names, ("/authorize", "/token", "/keys"), strict=True))
            self._say(200, {"issuer": here.issuer, **{name: here.issuer + path for name, path in places.items()}})
        elif self.path == "/keys":
            self._say(200, KeySet([here.key]).as_dict(private=False))
        else:
            self._say(404, {})

    def do_POST(self):
        here = self.provider
        here.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(*here.token({name: values[0] for name, values in parse_qs(body).items()}))
