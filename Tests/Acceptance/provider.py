# SPDX-License-Identifier: Apache-2.0
"""A sign-in provider of one test on loopback: OpenID Connect as far as a client sees it. Its keys and signatures are openssl's, so that what the product
verifies was made by another program. A test bends any of its answers."""
import base64
import hashlib
import http.server
import json
import pathlib
import secrets
import subprocess
import tempfile
import threading
import time
import urllib.parse

PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>login</title><body style="font-family:sans-serif;display:grid;place-items:center;height:90vh">
<form method="get" action="/realm/agree"><h1>企业账号 · Company account</h1><input type="hidden" name="request" value="{request}">
<button name="agree" style="font-size:1.2em;padding:.4em 1em">王芳 · Wang Fang</button></form></body></html>"""


def b64(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()).rstrip(b"=").decode()


def openssl(*arguments, stdin=None):
    return subprocess.run(["openssl", *arguments], input=stdin, capture_output=True, check=True).stdout


class Key:
    """A key pair in a file; signs as RFC 7518 says."""

    def __init__(self, kind="rsa", kid="key-1", bits=2048, curve="prime256v1"):
        self.kind, self.kid = kind, kid
        self.file = tempfile.NamedTemporaryFile(suffix=".pem")
        if kind == "rsa":
            openssl("genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}", "-out", self.file.name)
            modulus = bytes.fromhex(openssl("rsa", "-in", self.file.name, "-noout", "-modulus").decode().strip().split("=")[1])
            self.public = {"kty": "RSA", "n": b64(modulus), "e": "AQAB"}
        else:
            openssl("genpkey", "-quiet", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}", "-out", self.file.name)
            point = openssl("pkey", "-in", self.file.name, "-pubout", "-outform", "DER")[-64:]
            self.public = {"kty": "EC", "crv": "P-256", "x": b64(point[:32]), "y": b64(point[32:])}

    def jwk(self, **rest):
        return {**self.public, "kid": self.kid, "use": "sig", **rest}

    @property
    def pem(self):
        return openssl("pkey", "-in", self.file.name, "-pubout")

    def sign(self, data, algorithm):
        pss = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"] if algorithm == "PS256" else []
        signature = openssl("dgst", "-sha256", *pss, "-sign", self.file.name, stdin=data)
        return raw(signature) if self.kind == "ec" else signature

    def token(self, claims, algorithm="RS256", header=None):
        """`header` takes the place of names of the head; None takes one away."""
        head = {"alg": algorithm, "kid": self.kid, "typ": "JWT", **(header or {})}
        body = b64({name: value for name, value in head.items() if value is not None}) + "." + b64(claims)
        return body + "." + b64(self.sign(body.encode(), algorithm))


def raw(der):
    """The two numbers of a signature side by side."""
    at, numbers = 2 + (der[1] & 0x80 and der[1] & 0x7F), []
    for _ in range(2):
        size = der[at + 1]
        numbers.append(der[at + 2:at + 2 + size].lstrip(b"\0").rjust(32, b"\0"))
        at += 2 + size
    return b"".join(numbers)


class Listener(http.server.ThreadingHTTPServer):
    def handle_error(self, request, address):
        """The other side hung up, which is what it should do to some of these answers."""


class Provider:
    """`bend` maps a place (`discovery`, `keys`, `token`, `id_token`, `return`) to a function of what would have been answered."""

    def __init__(self, client="tongpin", secret="client-secret-of-the-proof"):
        self.client, self.secret = client, secret
        self.key = Key()
        self.account = {"sub": "f1a2-王芳".encode().hex(), "name": "王芳", "preferred_username": "wang.fang", "email": "wang@example.com", "email_verified": True}
        self.bend, self.requests, self.codes, self.heard, self.faults = {}, {}, {}, [], []
        self.asks = False
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                provider.answer(self, None)

            def do_POST(self):
                provider.answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

            def log_message(self, *_):
                pass

        self.server = Listener(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realm"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def say(self, handler, place, value, status=200):
        """Answers with a value, bent where the test wants it: bytes as they are, a number as a status, a text as a redirect, a callable to take over."""
        value = self.bend.get(place, lambda kept: kept)(value)
        if callable(value):
            return value(handler)
        headers = {}
        if isinstance(value, int):
            status, value = value, b"{}"
        elif isinstance(value, str):
            status, headers, value = 302, {"Location": value}, b""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        handler.send_response(status)
        for name, text in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, text)
        handler.end_headers()
        handler.wfile.write(body)

    def answer(self, handler, body):
        address = urllib.parse.urlsplit(handler.path)
        query = dict(urllib.parse.parse_qsl(address.query))
        self.heard.append((address.path.removeprefix("/realm"), query))
        match address.path.removeprefix("/realm"):
            case "/.well-known/openid-configuration": self.say(handler, "discovery", self.described())
            case "/keys": self.say(handler, "keys", {"keys": [self.key.jwk()]})
            case "/auth" if self.asks: self.page(handler, query)
            case "/auth": self.say(handler, "return", self.granted(query))
            case "/agree": self.say(handler, "return", self.granted(self.requests.pop(query["request"])))
            case "/token": self.exchange(handler, dict(urllib.parse.parse_qsl(body or "")))
            case "/favicon.ico": self.say(handler, "other", {})
            case _: self.say(handler, "other", {}, 404)

    def described(self):
        return {
            "issuer": self.issuer, "authorization_endpoint": self.issuer + "/auth?kind=proof", "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys",
            "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256", "PS256", "ES256"], "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"], "authorization_response_iss_parameter_supported": True}

    def page(self, handler, query):
        name = secrets.token_urlsafe(8)
        self.requests[name] = query
        body = PAGE.format(request=name).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def granted(self, query):
        """The address the browser goes back to."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urllib.parse.urlencode({"code": code, "state": query["state"], "iss": self.issuer})

    def exchange(self, handler, form):
        query = self.codes.pop(form.get("code", ""), None)
        proof = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        if handler.headers.get("Authorization") != "Basic " + proof:
            return self.say(handler, "token-refusal", {"error": "invalid_client"}, 401)
        challenge = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if query is None or query.get("code_challenge") != challenge or query["redirect_uri"] != form.get("redirect_uri"):
            self.faults.append(("code", form, query))
            return self.say(handler, "token-refusal", {"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(24)
        # Who is asked to sign in again does so; whoever is not was known before, and nothing is said of when.
        claims = self.claims(query["nonce"], access, {"auth_time": int(time.time())} if query.get("prompt") == "login" and query.get("max_age") == "0" else {})
        token = self.bend.get("id_token", lambda given, key: key.token(given))(claims, self.key)
        self.say(handler, "token", {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token})

    def claims(self, nonce, access, shown):
        now = int(time.time())
        half = b64(hashlib.sha256(access.encode()).digest()[:16])
        return {"iss": self.issuer, "aud": self.client, "exp": now + 300, "iat": now, "nonce": nonce, "at_hash": half, **shown, **self.account}


def hang(handler):
    """Says nothing until the other side has had enough."""
    handler.close_connection = True
    handler.connection.settimeout(60)
    try:
        while handler.connection.recv(1024):
            pass
    except OSError:
        pass


def trickle(handler):
    """A body that never ends, a byte at a time."""
    handler.close_connection = True
    try:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.2)
    except OSError:
        pass


def flood(handler):
    """A body that never ends, as fast as it goes."""
    handler.close_connection = True
    try:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b" " * 65536)
    except OSError:
        pass


def folder_holds(folder, word, but=()):
    """Files below a folder that hold a text."""
    return [str(path) for path in pathlib.Path(folder).rglob("*") if path.is_file() and path.name not in but and word.encode() in path.read_bytes()]
