#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two servers on one database: what is done at either is seen at both, the second takes over when the first is gone, nothing that was acknowledged is lost,
and a first one that comes back from a pause writes nothing any more.

Measured: how long after its acknowledgement a change is seen at the other server, what a change takes that is handed on, and for how long nobody writes
when the first server is killed."""
import os
import signal
import socket
import subprocess
import sys
import threading
import time

from postgresql import Database, installed
from report import Report, percentile
from server import Scratch, Server, demo_company, tongpin

EDITS = 40


def place(database, scratch):
    return ("--database", database.url, "--key-file", scratch / "chain.key")


def start(demo, options, *more):
    server = Server(demo.folder, arguments=("--standby", *map(str, options), *more))
    server.wait_ready()
    return server


def writes(server):
    return server.client().call("GET", "/writez").status == 200


def edit(client, key, value):
    return client.send(key, "edit-cells", {"cells": [{"cell": "minimum_cash", "value": str(value)}]}, reason="对照")


def screens(client):
    """What people see, without what is of one server alone."""
    paths = ("overview", "cash", "alerts", "supply", "purchases", "deals", "scenarios", "imports", "people")
    answers = {path: client.call("GET", "/api/v1/" + path) for path in paths}
    return {path: answer.json for path, answer in answers.items() if answer.status == 200}


def same(report, what, first, second):
    mine, theirs = screens(first), screens(second)
    report.expect(len(mine) >= 7, f"{what}: screens were compared: {sorted(mine)}")
    for path in mine:
        report.equal(mine[path], theirs.get(path), f"{what}: {path}")


def followed(report, demo, first, second):
    """Done at one, seen at the other."""
    login = demo.login("generalManager")
    one, two = first.client(*login), second.client(*login)
    report.expect(writes(first) and not writes(second), "the first writes, the second follows")
    same(report, "at the start", one, two)
    seen, handed = [], []
    for number in range(EDITS):
        answer = edit(one, f"at-first-{number}", 1_000_000 + number)
        report.equal(answer.status, 200, "an entry at the first")
        began, revision = time.perf_counter(), answer.json["revision"]
        while two.get("/api/v1/workspace")["revision"] < revision and time.perf_counter() - began < 20:
            time.sleep(0.002)
        seen.append((time.perf_counter() - began) * 1000)
    for number in range(EDITS):
        began = time.perf_counter()
        answer = edit(two, f"at-second-{number}", 2_000_000 + number)
        handed.append((time.perf_counter() - began) * 1000)
        report.equal(answer.status, 200, f"an entry at the second: {answer.body[:200]!r}")
        report.expect(two.get("/api/v1/workspace")["revision"] >= answer.json["revision"], "who entered it sees it with the next look")
    report.figure("seen at the second after ms: p50", round(percentile(seen, 0.5)))
    report.figure("seen at the second after ms: p99", round(percentile(seen, 0.99)))
    report.figure("entry handed on ms: p50", round(percentile(handed, 0.5)))
    report.figure("entry handed on ms: p99", round(percentile(handed, 0.99)))
    same(report, "after entries", one, two)
    again = edit(two, "at-second-0", 2_000_000)
    report.expect(again.status == 200 and again.json["isRepeat"], f"the same key again is the same entry: {again.body[:200]!r}")
    refused = edit(second.client(), "nobody", 1)
    report.equal((refused.status, refused.code), (401, "access.not-signed-in"), "who is not signed in is told so")
    with socket.create_connection(("127.0.0.1", second.port), timeout=20) as anybody:
        anybody.sendall(b"POST /api/v1/imports/preview?filename=a.csv&kind=items HTTP/1.1\r\nHost: plan\r\nContent-Length: 90000000\r\n\r\n")
        report.expect(b" 401 " in anybody.recv(100), "nobody's upload is taken in before it is known whose it is")
    report.equal(two.call("GET", "/api/v1/nothing").status, 404, "an address that is not there")
    return one, two


def brought(report, demo, scratch, database, second, one, two):
    """A file, a deal, a file that leaves, a live event: all of it at the second."""
    heard = []

    def listen():
        for _, name, number, _ in second.client(*demo.login("generalManager")).events():
            heard.append((name, number))

    threading.Thread(target=listen, daemon=True).start()
    client = second.client(*demo.login("administrator"))
    path = scratch / "items.csv"
    path.write_text("物料编码,物料名称,产品族\nSTANDBY-1,备用一号,小家电\n", encoding="utf-8")
    looked = client.call("POST", f"/api/v1/imports/preview?filename={path.name}&kind=items", raw=path.read_bytes())
    report.equal(looked.status, 200, f"a file is looked at through the second: {looked.body[:300]!r}")
    kept = client.call("POST", "/api/v1/imports", {"upload": looked.json["upload"], "kind": "items"})
    report.equal(kept.status, 200, f"a file is kept through the second: {kept.body[:300]!r}")
    deadline = time.monotonic() + 60
    while two.get("/api/v1/workspace")["revision"] < one.get("/api/v1/workspace")["revision"] and time.monotonic() < deadline:
        time.sleep(0.05)
    same(report, "after an import", one, two)
    deadline = time.monotonic() + 10
    while not any(name == "change" for name, _ in heard) and time.monotonic() < deadline:
        time.sleep(0.05)
    report.expect(any(name == "change" for name, _ in heard), f"who listens at the second hears of it: {heard}")
    before = int(database.sql("SELECT max(sequence) FROM tongpin.trail"))
    table = client.call("GET", "/api/v1/exports/audit")
    report.equal(table.status, 200, f"a file leaves through the second: {table.body[:200]!r}")
    report.expect(int(database.sql("SELECT max(sequence) FROM tongpin.trail")) > before, "and the one that writes has written it down")
    body = {"id": "from-afar", "kind": "edit-cells", "payload": {"cells": [{"cell": "minimum_cash", "value": "2500000"}]}, "reason": "对照"}
    told = two.call("POST", "/api/v1/commands", body, headers={"X-Forwarded-For": "203.0.113.7"})
    report.equal(told.status, 200, f"an entry from behind the proxy of the second: {told.body[:200]!r}")
    forged = one.call("POST", "/api/v1/commands", {**body, "id": "forged"}, headers={"X-Tongpin-Forwarded": "198.51.100.9 https 1795392000000 " + "00" * 32})
    report.equal(forged.status, 200, f"an entry with a mark that nobody of the house made: {forged.body[:200]!r}")
    addresses = database.sql("SELECT DISTINCT address FROM tongpin.origins").split()
    report.expect("203.0.113.7" in addresses, f"the audit says from where somebody really came: {addresses}")
    report.expect("198.51.100.9" not in addresses, f"and believes nobody else about it: {addresses}")


def killed(report, demo, scratch, database, options, first, second):
    """The end nobody prepared for; the second goes on."""
    login = demo.login("generalManager")
    client = second.client(*login)
    acknowledged, lost, ended = [], [], threading.Event()

    def work():
        number = 0
        while not ended.is_set():
            key = f"through-{number}"
            try:
                answer = edit(client, key, 3_000_000 + number)
            except OSError:
                continue
            if answer.status == 200:
                acknowledged.append((time.perf_counter(), key))
                number += 1
            elif answer.status == 503:
                lost.append(time.perf_counter())
                time.sleep(0.02)
            else:
                report.expect(False, f"an entry while the first dies: {answer.status} {answer.body[:200]!r}")
                return

    worker = threading.Thread(target=work)
    worker.start()
    time.sleep(2)
    first.kill()
    dead = time.perf_counter()
    deadline = time.monotonic() + 60
    while not writes(second) and time.monotonic() < deadline:
        time.sleep(0.01)
    report.expect(writes(second), "the second writes")
    time.sleep(2)
    ended.set()
    worker.join()
    after = [moment for moment, _ in acknowledged if moment > dead]
    report.expect(len(after) > 0, "entries go on at the second")
    moments = [moment for moment, _ in acknowledged]
    # An entry that the first kept before it died may be acknowledged after it.
    gap = max((second - first for first, second in zip(moments, moments[1:])), default=0)
    report.figure("longest between two entries around the end of the first, s", round(gap, 2))
    report.expect(gap < 30, "somebody writes again within half a minute")
    known = {key for _, key in acknowledged}
    kept = set(database.sql("SELECT idempotency_key FROM tongpin.events WHERE idempotency_key LIKE 'through-%'").split())
    report.equal(sorted(known - kept), [], "no entry that was acknowledged is lost")
    report.equal(database.sql("SELECT count(*) - count(DISTINCT (actor_id, idempotency_key)) FROM tongpin.events"), "0", "none is there twice")
    again = start(demo, options)
    report.expect(not writes(again) and writes(second), "the first comes back and follows")
    same(report, "after the change of roles", second.client(*login), again.client(*login))
    return again


def paused(report, demo, database, first, second):
    """The one that writes stands still and its connections are cut, as when a machine hangs; the other takes over, and it writes nothing any more."""
    login = demo.login("generalManager")
    held = second.client(*login)
    os.kill(second.process.pid, signal.SIGSTOP)
    database.sql(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = "
        f"'tongpin {second.process.pid}'")
    deadline = time.monotonic() + 60
    while not writes(first) and time.monotonic() < deadline:
        time.sleep(0.05)
    report.expect(writes(first), "the other writes while the first stands still")
    report.equal(edit(first.client(*login), "while-paused", 4_000_000).status, 200, "entries go on")
    before = database.sql("SELECT max(sequence) FROM tongpin.events WHERE kind = 'cells.edited'")
    os.kill(second.process.pid, signal.SIGCONT)
    try:
        late = edit(held, "too-late", 5_000_000)
        report.expect(late.status >= 400, f"an entry at the one that was overtaken is refused: {late.status}")
    except OSError:
        pass  # It has ended already.
    try:
        second.process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        report.expect(False, "the one that was overtaken ends")
    report.expect(second.process.returncode not in (None, 0), f"it ends with an error: {second.process.returncode}")
    report.expect("taken over" in second.output(), "and says why: " + second.output()[-300:])
    report.equal(database.sql("SELECT count(*) FROM tongpin.events WHERE idempotency_key = 'too-late'"), "0", "nothing of it was kept")
    report.equal(before, database.sql("SELECT max(sequence) FROM tongpin.events WHERE kind = 'cells.edited'"), "the chain is one's alone")


def main():
    report = Report("standby")
    programs = installed()
    if not programs:
        print("PostgreSQL is not installed: nothing was tried")
        return
    database = Database(programs)
    try:
        with Scratch() as scratch:
            demo = demo_company(scratch)
            options = place(database, scratch)
            tongpin("database", "copy", "--from", demo.folder, "--to", database.url, "--key-file", scratch / "chain.key", check=True)
            folder = tongpin("serve", "--standby", "--data", demo.folder)
            report.expect(folder.returncode == 1 and b"--database" in folder.stderr, f"a folder is one process's alone: {folder.stderr!r}")
            first = start(demo, options)
            second = start(demo, options, "--trust-proxy")
            third = None
            try:
                one, two = followed(report, demo, first, second)
                brought(report, demo, scratch, database, second, one, two)
                third = killed(report, demo, scratch, database, options, first, second)
                paused(report, demo, database, third, second)
                done = tongpin("verify", *options)
                report.expect(done.returncode == 1 and b"store.folder-in-use" in done.stdout + done.stderr, "one writes: verify is refused meanwhile")
            finally:
                for server in (first, second, third):
                    if server:
                        server.stop()
            done = tongpin("verify", *options, "--today", os.environ.get("TONGPIN_TODAY", "2026-11-23"))
            report.equal(done.returncode, 0, "verify at the end: " + (done.stdout + done.stderr).decode()[-400:])
    finally:
        database.stop()
    report.finish()


if __name__ == "__main__":
    sys.exit(main())
