#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What people and machines do wrong: each gets a clear answer (what, where, why, what to do) and loses nothing that was acknowledged.

A second server on the same folder; files that are malformed, have a wrong header, an unknown item, a day that does not exist, a line twice, a negative
price; a spread onto held children; two people editing one cell; requests that are no requests; a full disk."""
import json
import resource
import signal

from client import Client
from report import Report
from server import Scratch, Server, demo_company, tongpin

HEADER = "order_number,line_number,ordered_on,item,customer,quantity,price_incl_tax\n"


def in_words(report, answer, status, what, codes=()):
    """A problem document that a person can act on."""
    statuses = status if isinstance(status, tuple) else (status,)
    if not report.expect(answer.status in statuses, f"{what}: status {answer.status}, should be {status}; {answer.body[:300]!r}"):
        return {}
    try:
        problem = answer.json
    except ValueError:
        report.expect(False, f"{what}: the answer is no JSON: {answer.body[:200]!r}")
        return {}
    report.expect(answer.headers.get("Content-Type", "").startswith("application/problem+json"), f"{what}: problem document")
    report.expect(problem.get("type") == f"urn:tongpin:problem:{problem.get('code')}", f"{what}: type and code agree")
    for language in ("zh", "en"):
        report.expect(problem["title"].get(language), f"{what}: a title in {language}")
    report.expect(not codes or problem["code"] in codes, f"{what}: code {problem['code']}, should be one of {codes}")
    text = json.dumps(problem)
    report.expect("Swift" not in text and "/Sources/" not in text and "fatal" not in text.lower(), f"{what}: no insides of the program")
    return problem


def second_server(report, demo):
    second = Server(demo.folder)
    try:
        second.wait_ready(60)
        report.expect(False, "a second server on the same folder starts")
    except RuntimeError:
        pass
    report.equal(second.stop(), 1, "a second server: exit code")
    said = second.output()
    report.expect("open" in said and "Error(code" not in said, f"a second server says why, in words: {said[-300:]}")
    report.expect(str(demo.folder) in said, "a second server names the folder")
    imported = tongpin("import", "/dev/null", "--kind", "items", "--data", demo.folder)
    report.equal(imported.returncode, 1, f"an import beside the server: exit code; {imported.stderr.decode()[:200]}")


def preview(client, name, data, kind="sales-order-lines"):
    return client.call("POST", f"/api/v1/imports/preview?filename={name}&kind={kind}", raw=data)


def rejected_lines(answer, code_part=None):
    return {f["line"]: f for f in answer.json["findings"] if f["severity"] == "rejected" and (not code_part or code_part in f["code"])}


def files(report, client, workspace):
    item = next(entry["code"] for entry in workspace["items"] if entry["isSold"])
    good = f"A-1,1,2026-11-02,{item},,5,100.00\n"
    bad = {
        "a day that does not exist": f"A-2,1,2026-02-30,{item},,5,100.00\n",
        "an unknown item": "A-3,1,2026-11-02,NO-SUCH-ITEM,,5,100.00\n",
        "a line twice": good.replace("5,100", "6,100"),
        "a negative price": f"A-4,1,2026-11-02,{item},,5,-100.00\n",
        "text for a number": f"A-5,1,2026-11-02,{item},,five,100.00\n",
        "a missing number": f",1,2026-11-02,{item},,5,100.00\n",
    }
    before = client.get("/api/v1/workspace")["revision"]
    for what, line in bad.items():
        answer = preview(client, "orders.csv", (HEADER + good + line).encode())
        if not report.equal(answer.status, 200, f"{what}: {answer.body[:200]!r}"):
            continue
        findings = [f for f in answer.json["findings"] if f["line"] == 3]
        if report.expect(findings, f"{what} is found at line 3: {answer.json['findings'][:3]}"):
            finding = findings[0]
            report.expect(all(finding["message"].get(l) and "hint" in finding for l in ("zh", "en")), f"{what}: in words: {finding}")
            report.say(f"{what}: {finding['severity']} {finding['code']}: {finding['message']['en']} {finding['hint']['en']}")
        kept = client.call("POST", "/api/v1/imports", {"upload": answer.json["upload"], "kind": "sales-order-lines"})
        if report.equal(kept.status, 200, f"{what}: the good rows can be kept: {kept.body[:200]!r}"):
            lines = {f["line"]: f for f in kept.json["findings"]}
            report.expect(3 in lines, f"{what}: the result names the line again")
    batches = client.get("/api/v1/imports")["batches"]
    report.expect(client.get("/api/v1/workspace")["revision"] > before and batches[0]["file"] == "orders.csv", "imports are in the list")
    broken = preview(client, "book.xlsx", b"PK\x03\x04 this is no workbook")
    in_words(report, broken, 422, "a broken workbook", ("import.file-not-readable",))
    in_words(report, preview(client, "empty.csv", b""), 422, "an empty file")
    header = preview(client, "wrong.csv", b"colour,mood\nred,good\n")
    if header.status == 200:
        found = [f for f in header.json["findings"] if f["severity"] == "rejected"]
        report.expect(found and header.json["accepted"] == 0, f"a wrong header accepts nothing and says why: {header.json}")
    else:
        in_words(report, header, 422, "a wrong header")
    in_words(report, client.call("POST", "/api/v1/imports", {"upload": "gone", "kind": "items"}), 422, "an upload that is not there", ("import.upload-not-known",))


def cell_of(client, workspace, leaf=False):
    """An editable family (or leaf) cell after the cutoff, with its children's cells."""
    table = client.get("/api/v1/table", view="main", grain="month", **{"from": workspace["firstMonth"], "to": workspace["lastMonth"]})
    place = next(i for i, column in enumerate(table["columns"]) if not column["isActual"]) + 2
    column = table["columns"][place]["id"]
    for row in table["rows"]:
        if row["isEditable"] and row["hasChildren"] != leaf and row["measure"] == "agreed" and row["level"] == (2 if leaf else 1) and float(row["values"][place] or 0) > 0:
            children = [f"{child['id']}@{column}" for child in table["rows"] if child["parent"] == row["id"]]
            if leaf or children:
                return f"{row['id']}@{column}", row["values"][place], children
    raise RuntimeError("the table has no such cell")


def commands(report, client, workspace):
    cell, value, children = cell_of(client, workspace)
    everything_held = {"cells": [{"cell": cell, "value": str(float(value) * 2), "spread": "proportional"}], "holds": children}
    refused = client.send("bad-1", "edit-cells", everything_held)
    in_words(report, refused, 422, "a spread onto held children", ("plan.entry-refused",))
    report.equal(client.call("GET", "/api/v1/commands/bad-1").status, 404, "a refused command is not kept")
    for what, kind, payload in (
        ("an unknown cell", "edit-cells", {"cells": [{"cell": "no-such-row@2026-12", "value": "1"}]}),
        ("no number", "edit-cells", {"cells": [{"cell": cell, "value": "a lot"}]}),
        ("a number beyond reason", "edit-cells", {"cells": [{"cell": cell, "value": "1e400"}]}),
        ("an unknown kind of command", "make-money", {}),
        ("a payload without its fields", "override-forecast", {}),
        ("an unknown deal", "update-deal", {"deal": "NO-SUCH-DEAL", "version": 1, "stage": "x"}),
        ("an override without a reason", "override-forecast", {"item": "x", "region": "y", "month": "2026-12", "value": "1"}),
    ):
        in_words(report, client.send(f"bad-{what}", kind, payload), (400, 404, 422), what)
    first = client.send("same-key", "edit-cells", {"cells": [{"cell": cell, "value": value}]})
    report.equal(first.status, 200, f"a good command: {first.body[:200]!r}")
    again = client.send("same-key", "edit-cells", {"cells": [{"cell": cell, "value": value}]})
    report.equal((again.status, again.json.get("revision")), (200, first.json["revision"]), "the same command again is the same command")
    other = client.send("same-key", "edit-cells", {"cells": [{"cell": cell, "value": "1"}]})
    in_words(report, other, 422, "the same key with another payload", ("store.idempotency-key-reused",))


def two_people(report, server, demo, workspace):
    """Both saw the same revision; the second hears what the first did."""
    anna, ben = (server.client(*demo.login(role)) for role in ("salesDirector", "generalManager"))
    seen = anna.get("/api/v1/workspace")["revision"]
    cell, value, _ = cell_of(anna, workspace, leaf=True)
    edit = lambda number: {"cells": [{"cell": cell, "value": number}]}
    report.equal(anna.send("anna-1", "edit-cells", edit("111"), revision=seen).status, 200, "the first of two edits")
    conflict = ben.send("ben-1", "edit-cells", edit("222"), revision=seen)
    problem = in_words(report, conflict, 409, "the second of two edits", ("plan.changed-since",))
    if problem:
        report.expect({"value", "by", "at"} <= set(problem.get("theirs") or {}), f"a conflict says theirs: {problem.get('theirs')}")
        report.expect(float((problem.get("theirs") or {}).get("value") or 0) == 111, f"theirs is what stands there: {problem.get('theirs')}")
        report.expect("yours" in problem, "a conflict says yours")
    deal = next(d for d in anna.get("/api/v1/deals")["deals"] if d.get("outcome", "open") == "open")
    move = lambda amount: {"deal": deal["code"], "version": deal["version"], "amountInclTax": amount}
    report.equal(anna.send("anna-2", "update-deal", move("1000.00")).status, 200, "the first of two changes of a deal")
    in_words(report, ben.send("ben-2", "update-deal", move("2000.00")), 409, "the second change of a deal")


def requests(report, client, server):
    in_words(report, client.call("GET", "/api/v1/nothing-here"), 404, "an address that is not there")
    in_words(report, client.call("POST", "/api/v1/commands", raw=b"{\"id\": "), 400, "half a JSON")
    in_words(report, client.call("POST", "/api/v1/commands", raw=b"[" * 100_000), 400, "JSON a hundred thousand levels deep")
    in_words(report, client.call("POST", "/api/v1/commands", raw=b"x" * (2 << 20)), (400, 413), "a body above the limit")
    in_words(report, Client(server.port).call("GET", "/api/v1/overview"), 401, "nobody signed in")
    in_words(report, client.call("POST", "/api/v1/commands", {}, headers={"Origin": "http://evil.example"}), 403, "another site")
    in_words(report, client.call("GET", "/api/v1/explain?cell=no-such-cell"), (400, 404, 422), "why of a cell that is not there")
    in_words(report, client.call("GET", "/api/v1/overview?grain=month&period=2026-13"), (400, 404, 422), "a month that is not there")
    stranger = Client(server.port)
    for _ in range(5):
        answer = stranger.call("POST", "/api/v1/session", {"login": "nobody", "password": "wrong password"})
        in_words(report, answer, 401, "a wrong password")
    answer = stranger.call("POST", "/api/v1/session", {"login": "nobody", "password": "wrong password"})
    in_words(report, answer, 429, "the sixth wrong password")
    report.expect(answer.headers.get("Retry-After"), "the sixth wrong password: when to try again")


def limited(megabytes):
    """No file of the process may grow beyond this: what a full disk looks like to a program, without filling one."""
    def apply():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (megabytes << 20, megabytes << 20))
    return apply


def full_disk(report, demo):
    """Edits until the disk is full: what was acknowledged is there, what was not says why."""
    grown = max(path.stat().st_size for path in demo.folder.rglob("*") if path.is_file() and path.name != "reserve.bin")
    acknowledged, refusal = [], None
    server = Server(demo.folder, limits=limited(grown // (1 << 20) + 1))
    server.wait_ready()
    client = server.client(*demo.login("administrator"))
    client.use_token("full disk")
    headers = client.headers
    entry = client.get("/api/v1/forecasts")["series"][0]
    month = client.get("/api/v1/workspace")["lastMonth"]
    for number in range(20_000):
        payload = {"item": entry["item"], "region": entry["region"], "month": month, "value": str(number)}
        try:
            answer = client.send(f"full-{number}", "override-forecast", payload, reason="x" * 20_000)
        except OSError as error:
            refusal = f"the connection ended: {error}"
            break
        if answer.status != 200:
            refusal = in_words(report, answer, (503, 507), "an edit on a full disk", ("store.disk-full", "store.outcome-unknown", "store.read-only"))
            break
        acknowledged.append(f"full-{number}")
    report.expect(isinstance(refusal, dict) and refusal, f"the disk became full and said so after {len(acknowledged)} edits: {refusal}")
    report.equal(client.call("GET", "/healthz").status, 200, "the server still answers")
    server.stop()
    with Server(demo.folder) as server:
        client = server.client()
        client.headers = headers
        missing = [key for key in acknowledged[-200:] if client.call("GET", f"/api/v1/commands/{key}").status != 200]
        report.equal(missing, [], "acknowledged edits that are gone after the disk was full")
        answer = client.send("after-full", "override-forecast", payload, reason="there is room again")
        report.equal(answer.status, 200, f"with room again edits are taken: {answer.body[:200]!r}")
    report.equal(demo.verify().returncode, 0, "verify after the disk was full")
    report.figure("edits until the disk was full", len(acknowledged))


def command_line(report, scratch):
    for what, arguments, code in (
        ("no such command", ("nonsense",), 2), ("no such kind", ("import", "x.csv", "--kind", "nonsense"), 2),
        ("no such file", ("import", "/no/such.csv", "--kind", "items", "--data", scratch / "none"), 1),
        ("no such folder", ("verify", "--data", scratch / "none"), 1), ("a taken folder", ("init", "--data", scratch / "demo"), 1),
        ("no such currency", ("init", "--data", scratch / "x", "--currency", "GOLD"), None)):
        done = tongpin(*arguments)
        said = done.stderr.decode()
        report.expect(done.returncode in ((1, 2) if code is None else (code,)), f"{what}: exit {done.returncode}, should be {code}: {said[:200]}")
        report.expect(said.strip() and "Fatal" not in said and "Error(code" not in said, f"{what}: says why, in words: {said[:200]}")
    model = scratch / "circle.plan"
    model.write_text("model x\nmeasure a [month] 元\n  = b\nmeasure b [month] 元\n  = a\nmeasure c [month] 元\n  = missing_name\n")
    done = tongpin("plan", "check", model)
    said = (done.stdout + done.stderr).decode()
    report.equal(done.returncode, 1, "a model with a circle and an unknown name: exit code")
    for part in ("plan.circle", "plan.name-not-known", "missing_name"):
        report.expect(part in said, f"plan check names {part}: {said[:400]}")


def main():
    report = Report("bad input")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        command_line(report, scratch)
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            workspace = client.get("/api/v1/workspace")
            second_server(report, demo)
            files(report, client, workspace)
            commands(report, client, workspace)
            two_people(report, server, demo, workspace)
            requests(report, client, server)
            report.equal(server.process.poll(), None, "the server is still there")
            report.equal(server.stop(), 0, "its exit code")
        report.equal(demo.verify().returncode, 0, "verify after all of it")
        full_disk(report, demo)
    report.finish()


if __name__ == "__main__":
    main()
