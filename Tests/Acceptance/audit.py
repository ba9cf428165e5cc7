#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who did what, over the network: sign-ins and refused ones with their address, a change with what stood there before, who may look, files with what was found, both chains checked
while the server runs and a byte that was changed found after it stopped, a note kept outside, addresses behind a proxy of one's own and behind none."""
import csv
import io
import shutil
import sqlite3
import subprocess
import threading

import openpyxl
from report import Report
from server import BINARY, Scratch, Server, demo_company


def tongpin(*arguments):
    return subprocess.run([BINARY, *arguments, "--lang", "en"], capture_output=True, text=True, check=False)


def rows(client, **question):
    found, cursor = [], None
    while True:
        page = client.get("/api/v1/audit", cursor=cursor, **question)
        found += page["rows"]
        cursor = page["next"]
        if cursor is None:
            return found


def comings(server, demo, client, report):
    """Signing in and out, well and badly; none of it moves the revision that screens look at."""
    login, password = demo.login("treasurer")
    before = client.get("/api/v1/overview")["revision"]
    stranger = server.client()
    for _ in range(4):
        report.equal(stranger.call("POST", "/api/v1/session", {"login": "no.such.person", "password": "not-a-secret"}).status, 401, "a stranger")
    guest = server.client(login, password)
    report.equal(guest.call("DELETE", "/api/v1/session").status, 204, "signed out")
    report.equal(client.get("/api/v1/overview")["revision"], before, "coming and going moves no revision")
    mine = [row for row in rows(client, group="sign-in", person=login)]
    report.equal([row["kind"] for row in mine[:2]], ["session.ended", "session.opened"], "who came and went")
    report.equal({row["origin"]["address"] for row in mine[:2]}, {"127.0.0.1"}, "from where")
    report.expect(mine[0]["origin"]["channel"] == "browser" and len(mine[0]["origin"]["session"]) == 8, f"which session: {mine[0]['origin']}")
    refused = [row for row in rows(client, group="sign-in", words="no.such.person")]
    report.equal([row["kind"] for row in refused], ["session.refused"], "four refusals within a minute are one row")
    report.expect("not-a-secret" not in str(refused), "a password that was typed is nowhere")


def changes(client, narrow, report):
    """A cell and a deal, before and after, with reason and link; of a figure one may not see, that it changed."""
    view = client.get("/api/v1/table", view="main", grain="month")
    month = next(column["id"] for column in view["columns"] if not column["isActual"])
    row = next(one for one in view["rows"] if one["id"].startswith("override|") or one["id"].startswith("agreed|"))
    cell = row["id"] + "@" + month
    changed = client.command("audit-cell", "edit-cells", {"cells": [{"cell": cell, "value": "1234"}]}, reason="audit proof")
    found = next(one for one in rows(client, words=f"#{changed['event']}") if one["chain"] == "journal")
    report.expect(found["reason"] == "audit proof" and found["changeCount"] >= 1 and found["changes"][0]["new"] is not None, f"the change: {found}")
    report.expect(found["subject"]["link"].startswith("#/table?cell="), f"its link: {found['subject']}")
    report.expect(found["origin"]["address"] == "127.0.0.1" and len(found["hash"]) == 64, "from where, and its hash")
    report.expect(any(one["event"] == changed["event"] for one in rows(client, words="audit proof")), "found by its reason")
    report.expect(any(one["event"] == changed["event"] for one in rows(client, subject=found["subject"]["key"])), "found by its cell")
    deal = client.get("/api/v1/deals")["deals"][0]
    moved = client.command("audit-deal", "update-deal", {"deal": deal["code"], "isCommitted": not deal["isCommitted"]})
    about = rows(client, subject="deal:" + deal["code"])
    report.expect(about[0]["event"] == moved["event"] and about[0]["changes"][0]["label"]["en"] == "Committed", f"the deal: {about[0]}")
    department = client.get("/api/v1/people")["departments"][0]["code"]
    pay = client.command("audit-pay", "edit-cells", {"cells": [{"cell": f"salary|Department={department}@{month}", "value": "87654"}]}, reason="secret raise")
    for reader, hidden in ((client, False), (narrow, True)):
        row = next(one for one in rows(reader, words=f"#{pay['event']}") if one["chain"] == "journal")
        report.equal(row["isHidden"], hidden, "pay for who may see it, and for the auditor")
        report.equal("87654" in str(row) or "secret raise" in str(row), not hidden, "its figure and reason")


def readers(server, demo, client, auditor, report):
    """Who may look at all; an auditor changes nothing."""
    for role in ("regionalManager", "treasurer", "salesDirector"):
        other = server.client(*demo.login(role))
        for path in ("/api/v1/audit", "/api/v1/audit/chain", "/api/v1/exports/audit", f"/api/v1/audit/people/{demo.login(role)[0]}"):
            report.equal(other.call("GET", path).status, 403, f"{path} for {role}")
        own = other.get("/api/v1/access/report")
        report.expect(own["login"] == demo.login(role)[0] and own["signIns"] >= 1 and own["history"], f"one's own report: {role}")
    for kind, payload in (("edit-cells", {"cells": [{"cell": "revenue@2026-12", "value": "1"}]}), ("approve-budget", {}), ("change-model", {"text": "x"})):
        answer = auditor.call("POST", "/api/v1/commands", {"id": "auditor-" + kind, "kind": kind, "payload": payload})
        report.equal(answer.status, 403, f"{kind} by the auditor")
    login = demo.login("treasurer")[0]
    access = client.get(f"/api/v1/audit/people/{login}")
    report.expect(access["role"]["en"] == "Treasurer" and any(one["key"] == "editCash" and one["isHeld"] for one in access["rights"]), "the treasurer's rights")
    report.expect(access["history"] and access["history"][-1]["by"]["en"] == "Local operator", f"who let them: {access['history']}")
    report.equal(client.call("GET", "/api/v1/audit/people/nobody").status, 404, "nobody's report")
    for query, code in (("group=moon", "request.value-not-known"), ("from=2026-02-30", "request.day-not-known"), ("cursor=x", "request.value-not-known"),
                        ("limit=9999", "request.query-not-readable"), ("subject=cell:moon", "plan.cell-not-known")):
        report.equal(client.call("GET", "/api/v1/audit?" + query).code, code, query)


def files(client, report):
    """What was found, as files; what begins like a formula stays text; taking a file is a row itself."""
    thread = {"subject": "cell:revenue@2026-12", "text": "x"}
    client.command("audit-formula", "start-thread", thread, reason="=HYPERLINK(\"http://x\")")
    found = rows(client)
    answer = client.call("GET", "/api/v1/exports/audit")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).worksheets[0]
    report.expect(abs(sheet.max_row - 3 - len(found)) <= 1, f"rows of the workbook: {sheet.max_row - 3} of {len(found)}")
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    report.equal(formulas, [], "no formula in the workbook")
    text = client.call("GET", "/api/v1/exports/audit?format=csv&words=HYPERLINK")
    report.expect(text.headers["Content-Type"].startswith("text/csv"), "a CSV file")
    lines = list(csv.reader(io.StringIO(text.body.decode("utf-8-sig"))))
    report.expect(len(lines) == 2 and any(cell.startswith("'=") for cell in lines[1]), f"guarded: {lines}")
    exported = rows(client, group="exports")
    report.expect([row["kind"] for row in exported[:2]] == ["data.exported"] * 2 and exported[1]["subject"]["label"]["en"].endswith(".xlsx"), "both files are rows")


def pages(server, demo, client, report):
    """While others write: every row once, none missed."""
    writer = server.client(*demo.login("administrator"))
    ended = threading.Event()

    def write():
        number = 0
        while not ended.is_set():
            writer.command(f"audit-page-{number}", "start-thread", {"subject": "cell:revenue@2026-12", "text": f"note {number}"})
            number += 1

    newest = client.get("/api/v1/audit", limit=1)["rows"][0]
    thread = threading.Thread(target=write)
    thread.start()
    try:
        found, cursor = [], None
        while True:
            page = client.get("/api/v1/audit", limit=3, cursor=cursor)
            found += page["rows"]
            cursor = page["next"]
            if cursor is None:
                break
    finally:
        ended.set()
        thread.join()
    keys = [(row["chain"], row["event"]) for row in found]
    report.equal(len(set(keys)), len(keys), "no row twice")
    journal = [event for chain, event in keys if chain == "journal"]
    report.equal(journal, list(range(max(journal), 0, -1)), "none missed")
    report.expect(all(a["at"] >= b["at"] for a, b in zip(found, found[1:])) and newest["event"] <= max(journal), "newest first")
    report.figure("rows read while others wrote", len(keys))


def chain(client, report):
    """The check beside work, its result kept, and a note that holds."""
    state = client.call("POST", "/api/v1/audit/chain").json
    report.expect(state["last"]["isSound"] and state["running"] is None, f"the chain holds: {state['last']}")
    report.equal(state["last"]["journal"]["event"], state["journal"]["event"], "up to the newest event")
    report.equal(client.get("/api/v1/audit/chain")["last"], state["last"], "the result is kept")
    note = client.get("/api/v1/audit/chain/note")["text"]
    report.expect(state["journal"]["hash"] in note, "the note names the head")
    report.equal(client.call("POST", "/api/v1/audit/chain/note", {"text": note}).json, {"isGenuine": True, "isInChain": True, "event": state["journal"]["event"]}, "it holds")
    report.equal(client.call("POST", "/api/v1/audit/chain/note", {"text": "hello"}).status, 422, "what is no note")
    report.figure("events checked", state["last"]["journal"]["event"])


def forge(folder, scratch, report):
    """One byte of one event, changed behind the program's back."""
    copy = scratch / "forged"
    shutil.copytree(folder, copy)
    database = sqlite3.connect(copy / "workspace.sqlite")
    for table in ("events", "trail"):
        for action in ("update", "delete"):
            database.execute(f"DROP TRIGGER {table}_no_{action}")
    body = bytearray(database.execute("SELECT body FROM trail WHERE sequence = 2").fetchone()[0])
    body[60] ^= 7
    database.execute("UPDATE trail SET body = ? WHERE sequence = 2", (bytes(body),))
    database.execute("UPDATE origins SET address = '198.51.100.9' WHERE chain = 1 AND sequence = (SELECT max(sequence) FROM origins WHERE chain = 1)")
    database.commit()
    database.close()
    verified = tongpin("verify", "--data", str(copy))
    report.expect(verified.returncode == 1 and "trail event 2" in verified.stderr, f"tongpin verify names the entry: {verified.stderr[-400:]}")
    report.expect("origin" in verified.stderr, "and the address that was changed")


def forget(folder, report):
    """Addresses of two hundred days ago go at the next start; both chains hold."""
    database = sqlite3.connect(folder / "workspace.sqlite")
    count = database.execute("SELECT count(*) FROM origins").fetchone()[0]
    database.execute("UPDATE origins SET recorded_at = recorded_at - 200 * 86400000")
    database.commit()
    database.close()
    return count


def main():
    report = Report("audit")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        added = tongpin("user", "add", "shen", "--name", "沈静", "--name-en", "Shen Jing", "--role", "auditor", "--data", str(demo.folder))
        password = added.stdout.split("password:")[1].strip()
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            auditor = server.client("shen", password)
            own = next(row for row in rows(client, subject="person:shen") if row["kind"] == "person.added")
            report.equal([own["actor"]["login"], own["origin"]["channel"]], ["local", "command-line"], "who added the auditor, and from where")
            comings(server, demo, client, report)
            changes(client, auditor, report)
            readers(server, demo, client, auditor, report)
            files(client, report)
            pages(server, demo, client, report)
            chain(auditor, report)
            told = server.client()
            told.headers["X-Forwarded-For"] = "203.0.113.5"
            told.sign_in("shen", password)
            report.equal(rows(client, person="shen", group="sign-in")[0]["origin"]["address"], "127.0.0.1", "a header that anybody can send is not believed")
        forge(demo.folder, scratch, report)
        count = forget(demo.folder, report)
        with Server(demo.folder, arguments=("--trust-proxy",)) as server:
            client = server.client()
            client.headers["X-Forwarded-For"] = "10.9.9.9, 203.0.113.5"
            client.sign_in(*demo.login("administrator"))
            report.equal(rows(client, group="sign-in")[0]["origin"]["address"], "203.0.113.5", "the last address that the proxy appended")
            for scheme, expected in (("https", True), ("http", False)):
                client.headers["X-Forwarded-Proto"] = scheme
                answer = client.call("POST", "/api/v1/session", {"login": demo.login("administrator")[0], "password": demo.login("administrator")[1]})
                report.equal("Secure" in answer.headers["Set-Cookie"], expected, f"a cookie of {scheme}")
                report.equal("Strict-Transport-Security" in answer.headers, expected, f"strict transport of {scheme}")
                cookie = answer.headers["Set-Cookie"].split(";")[0]
                report.equal(cookie.startswith("__Host-"), expected, f"a name that only this host sets, of {scheme}: {cookie[:20]}")
                for name, taken in ((cookie, 200), (cookie.removeprefix("__Host-") if expected else "__Host-" + cookie, 401)):
                    other = server.client()
                    other.headers.update({"X-Forwarded-Proto": scheme, "Cookie": name})
                    report.equal(other.call("GET", "/api/v1/session").status, taken, f"{name[:20]} of {scheme}")
            gone = next(row for row in rows(client, group="system") if row["kind"] == "audit.origins-forgotten")
            report.expect(str(count) in gone["label"]["en"], f"all {count} old addresses were forgotten: {gone['label']}")
            report.expect(client.call("POST", "/api/v1/audit/chain").json["last"]["isSound"], "both chains hold without them")
        report.equal(tongpin("serve", "--keep-addresses", "30", "--data", str(demo.folder)).returncode, 2, "fewer days than six months are refused")
        report.equal(tongpin("backup", str(scratch / "kept.tongpin"), "--data", str(demo.folder)).returncode, 0, "a backup")
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            report.expect(any(row["kind"] == "backup.written" for row in rows(client, group="system")), "a backup is a row")
    report.finish()


if __name__ == "__main__":
    main()
