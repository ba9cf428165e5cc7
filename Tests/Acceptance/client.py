# SPDX-License-Identifier: Apache-2.0
"""A client of the HTTP contract: one connection that is kept open, JSON in and out, problems as values."""
import http.client
import json
import time
import urllib.parse


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The stable code of a problem; empty for anything else."""
        try:
            value = self.json
        except ValueError:
            return ""
        return value.get("code", "") if isinstance(value, dict) else ""


class Refused(Exception):
    def __init__(self, answer, what):
        super().__init__(f"{what}: {answer.status} {answer.body[:400]!r}")
        self.answer = answer


# Seconds after which a connection is not trusted any more: the server closes those that lie idle.
IDLE = 20


class Client:
    def __init__(self, port, timeout=120):
        self.port = port
        self.timeout = timeout
        self.headers = {}
        self.connection = None
        self.used = 0.0

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def call(self, method, path, body=None, raw=None, headers=None):
        """One request. A connection that lay idle is opened anew; one that the server closed in between is opened again for reads only."""
        if time.monotonic() - self.used > IDLE:
            self.close()
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        sent = {**self.headers, **(headers or {})}
        if data is not None:
            sent["Content-Type"] = "application/octet-stream" if raw is not None else "application/json"
        for attempt in (1, 2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
                self.connection.request(method, path, data, sent)
                response = self.connection.getresponse()
                answer = Answer(response.status, dict(response.getheaders()), response.read())
                self.used = time.monotonic()
                return answer
            except (http.client.HTTPException, OSError):
                self.close()
                if attempt == 2 or method != "GET":
                    raise

    def get(self, path, **query):
        """The JSON of a read that must succeed."""
        pairs = {key: value for key, value in query.items() if value is not None}
        answer = self.call("GET", path + ("?" + urllib.parse.urlencode(pairs, quote_via=urllib.parse.quote) if pairs else ""))
        if answer.status != 200:
            raise Refused(answer, f"GET {path}")
        return answer.json

    def sign_in(self, login, password):
        answer = self.call("POST", "/api/v1/session", {"login": login, "password": password})
        if answer.status != 200:
            raise Refused(answer, f"sign in as {login}")
        self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        return answer.json["person"]

    def use_token(self, label, days=2):
        """Changes from the session to a bearer token, which outlives the server."""
        answer = self.call("POST", "/api/v1/tokens", {"label": label, "days": days})
        if answer.status != 200:
            raise Refused(answer, "make a token")
        self.headers = {"Authorization": "Bearer " + answer.json["token"]}

    def send(self, key, kind, payload, reason=None, revision=None):
        """A command under the sender's own key; the answer as it comes."""
        body = {"id": key, "kind": kind, "payload": payload}
        if reason:
            body["reason"] = reason
        if revision is not None:
            body["expectedRevision"] = revision
        return self.call("POST", "/api/v1/commands", body)

    def command(self, key, kind, payload, reason=None):
        """A command that must be applied."""
        answer = self.send(key, kind, payload, reason)
        if answer.status != 200:
            raise Refused(answer, f"{kind} {payload}")
        return answer.json

    def events(self, after=None):
        """Yields (moment, event name, id, data) of the live stream, for ever, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        path = "/api/v1/events" + (f"?after={after}" if after is not None else "")
        connection.request("GET", path, headers=self.headers)
        response = connection.getresponse()
        if response.status != 200:
            raise Refused(Answer(response.status, {}, response.read()), "GET /api/v1/events")
        name, number, data = "message", None, ""
        while line := response.readline():
            text = line.decode().rstrip("\n")
            if text.startswith("event:"):
                name = text[6:].strip()
            elif text.startswith("id:"):
                number = text[3:].strip()
            elif text.startswith("data:"):
                data += text[5:].strip()
            elif not text:
                if data:
                    yield time.perf_counter(), name, number, data
                name, number, data = "message", None, ""
