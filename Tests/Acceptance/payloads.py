#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What an attacker would write, in every text of every body that the API describes: scripts, templates, SQL, paths, line breaks, U+0000, turned
directions, half characters, a mebibyte, formulas. No answer is a fault of the server, a refusal is a problem in both languages and has moved
nothing. Then what comes around the bodies: headers of every kind of answer, other sites, forged and ended sessions, ids of others, fields nobody
may set, two lengths in one request, compressed and half sent ones. At the end the server answers and the journal verifies."""
import gzip
import json
import socket
import uuid

from bad_input import in_words
from client import Client
from report import Report
from schema import Schemas
from server import ROOT, Scratch, Server, demo_company

CONTRACT = json.loads((ROOT / "Docs/api/openapi.json").read_text(encoding="utf-8"))
SCHEMAS = Schemas(CONTRACT)
PAYLOADS = {
    "a script": "<script>window.ran=1</script>", "an event handler": "\"><img src=x onerror=window.ran=1>", "a script address": "javascript:window.ran=1",
    "a template": "{{constructor.constructor('window.ran=1')()}}", "SQL": "'; DROP TABLE people; --", "a path": "../../../../etc/passwd",
    "line breaks": "a\r\nSet-Cookie: tongpin_session=stolen", "U+0000": "a\u0000b", "a turned direction": "\u202enimda", "half a character": "\ud800",
    "a formula": "=cmd|'/C calc'!A0", "letters that look alike": "\u0430dmin", "a mebibyte": "x" * (1 << 20), "a long number": "9" * 400,
}
SECURITY = {
    "Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}
# Not sent as they are: the first ends the example, the others one's own session or password.
KEPT_OUT = {"resetWorkspace", "signIn", "changePassword", "removeSecondFactor", "confirmSecondFactor", "beginSecondFactor", "viewAs"}


def example(schema):
    """The smallest value that a schema allows, with every member that it names."""
    schema = SCHEMAS.resolve(schema)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "allOf" in schema:
        parts = [example(part) for part in schema["allOf"]]
        return {name: value for part in parts if isinstance(part, dict) for name, value in part.items()}
    if "anyOf" in schema:
        return example(schema["anyOf"][0])
    kind = schema.get("type", "object")
    kind = kind if isinstance(kind, str) else kind[0]
    if kind == "object":
        return {name: example(inner) for name, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [example(schema.get("items", {"type": "string"}))]
    if kind == "string":
        pattern = schema.get("pattern", "")
        return "2026-12-01" if pattern.count("-[0-9]{2}") == 2 and "Q" not in pattern else "2026-12" if "[0-9]{4}" in pattern else "1" if "[0-9]" in pattern else "x"
    return {"integer": schema.get("minimum", 1), "number": 1, "boolean": True, "null": None}[kind]


def texts(value, path=()):
    """Where a value has texts."""
    if isinstance(value, str):
        yield path
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from texts(inner, (*path, name))


def replaced(value, path, text):
    if not path:
        return text
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], text)
    return copy


def bodies():
    """(name, method, path, body, path of a text in it) of everything that takes JSON."""
    for address, item in CONTRACT["paths"].items():
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if not content or operation["operationId"] in KEPT_OUT:
                continue
            if operation["operationId"] == "sendCommand":
                for option in SCHEMAS.resolve(content["schema"])["oneOf"]:
                    kind = option["properties"]["kind"]["const"]
                    body = {"id": "x", "kind": kind, "payload": example(option["properties"]["payload"]), "reason": "x"}
                    for path in texts(body):
                        yield kind, "POST", address, body, path
            else:
                body = example(content["schema"])
                for path in texts(body):
                    yield operation["operationId"], method.upper(), address.replace("{login}", "nobody-there"), body, path


# A token gives nobody a way in, whatever the body says: these are asked by somebody who just signed in.
BY_PERSON = ("makeToken", "mailInvitation")


def every_text(report, client, person):
    sent, fields = 0, 0
    for name, method, address, body, path in bodies():
        fields += 1
        for what, text in PAYLOADS.items():
            changed = replaced(body, path, text)
            if address.endswith("/commands") and path != ("id",):
                changed["id"] = str(uuid.uuid4())
            before = revision(client)
            answer = (person if name in BY_PERSON else client).call(method, address, changed)
            sent += 1
            where = f"{name} {'.'.join(map(str, path))}: {what}"
            report.expect(answer.status < 500, f"{where}: {answer.status} {answer.body[:200]!r}")
            if answer.status >= 400:
                in_words(report, answer, tuple(range(400, 500)), where)
                report.equal(revision(client), before, f"{where}: a refusal moves nothing")
            if what in ("U+0000", "half a character"):
                report.equal(answer.status, 400, f"{where}: is no text")
    report.figure("texts of bodies", fields)
    report.figure("bodies sent", sent)


def revision(client):
    return client.get("/api/v1/thread-marks")["revision"]


def raw_bodies(report, client):
    command = lambda text: client.call("POST", "/api/v1/commands", raw=text)
    for what, text in {
        "bytes that are no UTF-8": b'{"id":"\xff\xfe","kind":"undo","payload":{}}', "half a character in UTF-8": b'{"id":"\xed\xa0\x80","kind":"undo","payload":{}}',
        "a name twice": b'{"id":"1","kind":"undo","kind":"redo","payload":{}}', "a number without end": b'{"id":"1","kind":"undo","payload":{"scenario":1e999}}',
        "NaN": b'{"id":"1","kind":"undo","payload":{"scenario":NaN}}', "lists in lists": b'{"id":"1","kind":"undo","payload":' + b"[" * 200_000,
        "objects in objects": b'{"a":' * 50_000, "a list": b"[1]", "two values": b"{}{}", "nothing": b"", "compressed zeros": gzip.compress(b"0" * (64 << 20)),
    }.items():
        in_words(report, command(text), 400, what)
    sent = client.call("POST", "/api/v1/commands", {"id": "big", "kind": "undo", "payload": {"scenario": 10**30}})
    in_words(report, sent, 400, "a number beyond 64 bits")
    bomb = client.call("POST", "/api/v1/commands", raw=gzip.compress(b" " * (64 << 20)), headers={"Content-Encoding": "gzip"})
    in_words(report, bomb, (400, 415), "a compressed body is not unpacked")


def fields_of_others(report, server, demo, client):
    """Fields that nobody may set are not read; what belongs to somebody else is not there."""
    other = server.client(*demo.login("salesDirector"))
    made = other.command("mass-1", "create-scenario", {"name": "Mine", "id": 1, "scenario": 1, "by": "admin", "role": "administrator", "revision": 0, "approved": True})
    mine = [one for one in other.get("/api/v1/scenarios")["scenarios"] if one["id"] == made["event"]]
    report.expect(len(mine) == 1 and mine[0]["name"] in ("Mine", {"zh": "Mine", "en": "Mine"}), f"a scenario is its maker's, whatever stood beside its name: {mine}")
    report.expect(all(one["id"] != made["event"] for one in client.get("/api/v1/scenarios")["scenarios"]), "nobody else sees it")
    for kind, payload in (("rename-scenario", {"scenario": made["event"], "name": "Theirs"}), ("discard-scenario", {"scenario": made["event"]}),
                          ("merge-scenario", {"scenario": made["event"], "content": "0"})):
        in_words(report, client.send(str(uuid.uuid4()), kind, payload), (403, 404, 422), f"{kind} of somebody else's")
    before = other.get("/api/v1/session")["person"]
    other.call("POST", "/api/v1/tokens", {"label": "x", "days": 1, "person": 1, "role": "administrator", "scope": None})
    report.equal(other.get("/api/v1/session")["person"], before, "a token is for no more than its maker may")
    in_words(report, other.call("POST", f"/api/v1/people/{before['login']}", {"role": "administrator"}), 403, "somebody makes himself an administrator")
    token = other.get("/api/v1/tokens")["tokens"][0]["id"]
    in_words(report, client.call("DELETE", f"/api/v1/tokens/{token}"), 422, "a token of somebody else's")
    report.expect(any(one["id"] == token for one in other.get("/api/v1/tokens")["tokens"]), "it is still there")
    sent = other.call("POST", "/api/v1/commands", {"id": "actor", "kind": "create-scenario", "payload": {"name": "Actor"}, "actor": 1, "at": 0, "person": "admin"})
    report.equal(sent.status, 200, "a command with an actor in it")
    report.equal(client.call("GET", "/api/v1/commands/actor").status, 404, "is its sender's, not the actor's")


def around(report, server, client, cookie_client):
    stranger = Client(server.port)
    for what, answer in {
        "a page": stranger.call("GET", "/"), "a script": stranger.call("GET", "/src/main.js"), "no page": stranger.call("GET", "/nothing"), "health": stranger.call("GET", "/healthz"),
        "the description": stranger.call("GET", "/api/openapi.json"), "a refusal": stranger.call("GET", "/api/v1/workspace"), "an answer": client.call("GET", "/api/v1/workspace"),
        "a workbook": client.call("GET", "/api/v1/exports/orders"), "another method": client.call("PUT", "/api/v1/workspace"),
    }.items():
        for name, begin in SECURITY.items():
            report.expect((answer.headers.get(name) or "").startswith(begin), f"{what}: {name} is {answer.headers.get(name)}")
        policy = answer.headers.get("Content-Security-Policy") or ""
        scripts = policy.split("script-src")[1].split(";")[0] if "script-src" in policy else ""
        report.expect(scripts and "unsafe" not in scripts and "*" not in scripts, f"{what}: scripts come from here alone: {scripts}")
        report.expect("frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, f"{what}: in no frame, with no other base")
    refused = client.call("PUT", "/api/v1/workspace")
    report.equal((refused.status, refused.headers.get("Allow")), (405, "GET"), "a method that is not there")
    change = {"id": "csrf", "kind": "create-scenario", "payload": {"name": "CSRF"}}
    for what, headers in {"another origin": {"Origin": "http://evil.example"}, "no origin": {"Origin": "null"}, "another site": {"Sec-Fetch-Site": "cross-site"},
                          "a neighbour": {"Sec-Fetch-Site": "same-site"}, "an origin that begins alike": {"Origin": f"http://127.0.0.1:{server.port}.evil.example"}}.items():
        in_words(report, cookie_client.call("POST", "/api/v1/commands", change, headers=headers), 403, what, ("request.cross-origin",))
    report.equal(cookie_client.call("GET", "/api/v1/commands/csrf").status, 404, "nothing of it was done")
    overridden = client.call("GET", "/api/v1/tokens", headers={"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE", "X-Forwarded-Host": "evil.example"})
    report.equal(overridden.status, 200, "a header does not change the method")
    report.expect(b"evil.example" not in stranger.call("GET", "/", headers={"X-Forwarded-Host": "evil.example"}).body, "another host is not written into the page")


def signed_in(report, server, login, password):
    fixed = Client(server.port)
    fixed.headers["Cookie"] = "tongpin_session=chosen-by-somebody-else"
    answer = fixed.call("POST", "/api/v1/session", {"login": login, "password": password})
    cookie = answer.headers["Set-Cookie"]
    report.expect("chosen-by-somebody-else" not in cookie, "signing in makes a session of its own")
    for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
        report.expect(part in cookie, f"the cookie is {part}: {cookie.split(';')[1:]}")
    mine = Client(server.port)
    mine.headers["Cookie"] = cookie.split(";")[0]
    report.equal(mine.call("GET", "/api/v1/session").status, 200, "it is good")
    for what, headers in {"a forged cookie": {"Cookie": cookie.split(";")[0][:-1] + ("A" if cookie.split(";")[0][-1] != "A" else "B")}, "an empty one": {"Cookie": "tongpin_session="},
                          "a forged token": {"Authorization": "Bearer " + "A" * 43}, "an unsigned JSON token": {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."},
                          "a token in the query": {}}.items():
        other = Client(server.port)
        in_words(report, other.call("GET", "/api/v1/workspace" + ("" if headers else "?access_token=" + cookie.split(";")[0][16:]), headers=headers), 401, what)
    report.equal(mine.call("DELETE", "/api/v1/session").status, 204, "signed out")
    in_words(report, mine.call("GET", "/api/v1/workspace"), 401, "the cookie of a session that has ended")


def raw_requests(report, server):
    """Requests that two readers would take differently get one answer and no second one."""
    def talk(text, seconds=3):
        with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as connection:
            connection.sendall(text)
            got = b""
            try:
                while piece := connection.recv(65536):
                    got += piece
            except TimeoutError:
                pass
            return got
    inner = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
    head = b"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    for what, text in {
        "a length and chunks": head + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
        "two lengths": head + b"Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + inner,
        "a length with a sign": head + b"Content-Length: +2\r\n\r\n{}", "chunks in chunks": head + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + inner,
        "chunks by another name": head + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + inner,
        "a name with a blank": head + b"Content-Length : 2\r\n\r\n{}", "no host": b"GET /healthz HTTP/1.1\r\n\r\n", "a broken line": b"GET /healthz\r\n\r\n",
        "a long head": b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"X-Long: " + b"a" * (1 << 20) + b"\r\n\r\n",
    }.items():
        try:
            got = talk(text)
        except OSError as error:
            got = str(error).encode()
        report.expect(got.count(b"tongpin_requests") == 0, f"{what}: the request inside is answered")
        report.expect(b"HTTP/1.1 5" not in got, f"{what}: {got[:60]!r}")
        report.say(f"{what}: {got.split(bytes([13]))[0][:60]!r}")
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    for one in slow:
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    report.equal(server.client().call("GET", "/healthz").status, 200, "200 half sent requests keep nobody waiting")
    for one in slow:
        one.close()


def main():
    report = Report("payloads")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            login, password = demo.login("administrator")
            client = server.client(login, password)
            client.use_token("payloads")
            signed_in(report, server, login, password)
            around(report, server, client, server.client(login, password))
            raw_requests(report, server)
            raw_bodies(report, client)
            fields_of_others(report, server, demo, client)
            every_text(report, client, server.client(login, password))
            report.equal(server.process.poll(), None, "the server is still there")
            report.equal(server.client().call("GET", "/healthz").status, 200, "and answers")
            report.equal(server.stop(), 0, "its exit code")
        verified = demo.verify()
        report.equal(verified.returncode, 0, f"verify after all of it: {verified.stderr.decode()[-300:]}")
    report.finish()


if __name__ == "__main__":
    main()
