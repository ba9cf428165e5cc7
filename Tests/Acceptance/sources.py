#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sources that are read by themselves: a PostgreSQL and a MariaDB into which somebody writes all the while, both killed in mid-load and the program as well;
at the end the facts are the rows, none missing and none twice, and each source says how it stands. A folder whose files come in. Rows that are sent.

  --rounds N        kills (8)
"""
import argparse
import json
import random
import sqlite3
import threading
import time
import urllib.request

from databases import SECRET, MariaDB, Postgres
from report import Report
from server import Scratch, Server, TODAY, printed_logins, tongpin

ROWS = 60_000
TABLE = {
    "postgres": (
        "CREATE TABLE receipts (id bigserial PRIMARY KEY, receipt_number text NOT NULL, received_on date NOT NULL, customer text NOT NULL, amount numeric(14,2) NOT NULL, "
        "note text, updated_at timestamptz NOT NULL); CREATE INDEX ON receipts (updated_at); GRANT SELECT ON receipts TO reader"),
    "mariadb": (
        "CREATE TABLE payments (id bigint AUTO_INCREMENT PRIMARY KEY, payment_number varchar(40) NOT NULL, paid_on date NOT NULL, supplier varchar(40) NOT NULL, "
        "amount decimal(14,2) NOT NULL, purpose varchar(100) CHARACTER SET utf8mb4, updated_at timestamp(6) NOT NULL DEFAULT current_timestamp(6), KEY (updated_at))"),
}


def until(what, seconds=120):
    ends = time.monotonic() + seconds
    while not (value := what()) and time.monotonic() < ends:
        time.sleep(0.2)
    return value


class Writer(threading.Thread):
    """Adds rows and corrects earlier ones until it is told to end; waits while its server is away."""

    def __init__(self, server, insert, correct):
        super().__init__(daemon=True)
        self.server, self.insert, self.correct = server, insert, correct
        self.stream, self.ends, self.rows, self.corrections = random.Random(11), threading.Event(), 0, 0
        self.is_away = threading.Lock()

    def run(self):
        while not self.ends.is_set():
            with self.is_away:
                try:
                    self.server.sql(self.insert)
                    self.rows += 40
                    self.server.sql(self.correct.format(id=self.stream.randint(1, ROWS)))
                    self.corrections += 1
                except (RuntimeError, OSError):
                    pass
            self.ends.wait(0.05)


def fill(postgres, mariadb):
    postgres.sql(TABLE["postgres"])
    postgres.sql(
        "INSERT INTO receipts (receipt_number, received_on, customer, amount, note, updated_at) SELECT 'R' || n, date '2026-01-01' + n % 300, 'C' || n % 50, (n % 9973) + 0.37, '回款 ' || n, "
        f"now() - interval '1 day' + n * interval '1 second' FROM generate_series(1, {ROWS}) n")
    mariadb.sql(TABLE["mariadb"])
    mariadb.sql(
        "INSERT INTO payments (payment_number, paid_on, supplier, amount, purpose, updated_at) SELECT concat('P', seq), date_add('2026-01-01', INTERVAL seq % 300 DAY), concat('S', seq % 50), "
        f"(seq % 7919) + 0.91, concat('货款 ', seq), now(6) - INTERVAL 1 DAY + INTERVAL seq SECOND FROM seq_1_to_{ROWS}")
    return (
        Writer(
            postgres,
            "INSERT INTO receipts (receipt_number, received_on, customer, amount, note, updated_at) SELECT 'W' || nextval('receipts_id_seq') || '-' || n, date '2026-10-01', 'C1', 3000 + n, '新增', clock_timestamp() FROM generate_series(1, 40) n",
            "UPDATE receipts SET amount = amount + 1, updated_at = clock_timestamp() WHERE id = {id}"),
        Writer(
            mariadb,
            "INSERT INTO payments (payment_number, paid_on, supplier, amount, purpose, updated_at) SELECT concat('W', uuid_short()), '2026-10-01', 'S1', 2500 + seq, '新增', now(6) FROM seq_1_to_40",
            "UPDATE payments SET amount = amount + 1, updated_at = now(6) WHERE id = {id}"))


def drafts(postgres, mariadb):
    common = {"every": 1, "usesSecret": True, "protection": "none", "user": "reader", "host": "127.0.0.1"}
    mark = {"markColumn": "updated_at", "markKind": "timestamp", "overlap": 20}
    return [
        {"name": {"zh": "ERP回款", "en": "ERP receipts"}, "type": "postgres", "port": postgres.port, "database": "postgres", **common,
         "queries": [{"kind": "receipts", "text": "SELECT receipt_number, received_on, customer, amount, updated_at FROM receipts", **mark}]},
        {"name": {"zh": "ERP付款", "en": "ERP payments"}, "type": "odbc", "driver": "MariaDB Unicode", "port": mariadb.port, "database": "erp", **common,
         "queries": [{"kind": "payments", "text": "SELECT payment_number, paid_on, supplier, amount, purpose, updated_at FROM payments", **mark}]},
    ]


def made(report, client, postgres, mariadb):
    """Each source is probed, saved and given its password; the ids."""
    sources = []
    for draft in drafts(postgres, mariadb):
        probe = client.call("POST", "/api/v1/sources/probe", {**draft, "secret": SECRET})
        if report.equal(probe.status, 200, f"{draft['type']} is probed: {probe.body[:400]!r}"):
            answer = probe.json
            report.expect("PostgreSQL" in answer["server"] or "MariaDB" in answer["server"], f"who it is: {answer['server']}")
            report.equal([one["mark"] for one in answer["types"] if one["name"] == "updated_at"], ["timestamp"], "what may be a watermark")
            fields = {column["field"] for column in answer["preview"]["columns"]}
            report.expect({"amount"} <= fields and len(answer["first"]["rows"]) > 0, f"what columns mean: {fields}")
        wrong = client.call("POST", "/api/v1/sources/probe", {**draft, "secret": "wr0ng-one"})
        report.equal((wrong.status, wrong.code), (422, "source.sign-in-refused"), f"a wrong password: {wrong.body[:300]!r}")
        report.expect("wr0ng-one" not in wrong.body.decode(), "which is not repeated")
        writing = {**draft, "secret": SECRET, "queries": [{**draft["queries"][0], "text": "DELETE FROM receipts"}]}
        report.equal(client.call("POST", "/api/v1/sources/probe", writing).status, 422, "a query that writes")
        saved = client.command(f"save-{draft['type']}", "save-source", draft)
        sources.append(saved["event"])
        report.equal(client.call("POST", f"/api/v1/sources/{saved['event']}/secret", {"secret": SECRET}).status, 200, "its password")
    elsewhere = {**drafts(postgres, mariadb)[0], "host": "203.0.113.7"}
    report.equal(client.send("elsewhere", "save-source", elsewhere).code, "sources.refused", "a server that nobody permitted")
    report.expect(SECRET not in str(client.get("/api/v1/sources")) + str([client.get(f"/api/v1/sources/{one}") for one in sources]), "no password is given back")
    return sources


def facts(folder):
    """Count, sum in 分 and distinct keys of what is in force, read by another program."""
    store = sqlite3.connect(f"file:{folder / 'workspace.sqlite'}?mode=ro", uri=True)
    try:
        return [
            store.execute(f"SELECT count(*), coalesce(sum(amount), 0), count(DISTINCT {key}) FROM facts_{table} WHERE is_current = 1").fetchone()
            for table, key in (("receipts", "receipt_number"), ("payments", "payment_number"))]
    finally:
        store.close()


def truth(postgres, mariadb):
    rows = [postgres.sql("SELECT count(*), sum(amount * 100)::bigint, count(DISTINCT receipt_number) FROM receipts").split("|"),
            mariadb.sql("SELECT count(*), cast(sum(amount * 100) AS signed), count(DISTINCT payment_number) FROM payments").split("\t")]
    return [tuple(int(float(value)) for value in row) for row in rows]


def ask(client, sources, number):
    for source in sources:
        client.send(f"run-{number}-{source}", "run-source", {"id": source})


def killed(report, folder, login, arguments, sources, databases, writers, rounds):
    """Each round something ends in mid-load: the program, one of the databases, or both."""
    stream = random.Random(5)
    kinds = {"program": 0, "database": 0, "both": 0}
    server = Server(folder, arguments=arguments)
    server.wait_ready()
    try:
        for number in range(rounds):
            client = server.client(*login)
            ask(client, sources, f"kill-{number}")
            time.sleep(stream.uniform(0.3, 4))
            kind = ("program", "database", "both")[number % 3]
            kinds[kind] += 1
            if kind != "program":
                place = number // 3 % 2
                with writers[place].is_away:
                    databases[place].kill()
                    if kind == "both":
                        server.kill()
                    databases[place].start()
            else:
                server.kill()
            if kind != "database":
                server = Server(folder, arguments=arguments)
                server.wait_ready()
        return server, kinds
    except BaseException:
        server.stop()
        raise


def settled(report, client, sources, folder, postgres, mariadb):
    """Runs until the facts are the rows."""
    wanted = truth(postgres, mariadb)

    def read():
        ask(client, sources, f"last-{time.monotonic()}")
        time.sleep(1.5)
        return facts(folder) == wanted

    until(read, seconds=300)
    found = facts(folder)
    for name, are, should in zip(("PostgreSQL", "MariaDB"), found, wanted):
        report.equal(are, should, f"{name}: rows, sum in 分, keys")
    report.figure("rows", f"{found[0][0]} and {found[1][0]}")


def health(report, client, sources, postgres, writers):
    """What the list says: healthy, then failing with the owner told, then healthy again."""
    def state(source):
        return next(one for one in client.get("/api/v1/sources")["sources"] if one["id"] == source)["health"]

    until(lambda: all(state(one)["state"] == "normal" and not state(one)["isRunning"] for one in sources))
    for source in sources:
        now = state(source)
        report.equal(now["state"], "normal", f"healthy: {now}")
        report.expect(now["lastSuccess"] and now["rowsToday"] > 0 and now["lag"]["minutes"] < 60 and now["nextRun"], f"last success, rows, lag, next run: {now}")
        runs = client.get(f"/api/v1/sources/{source}")["runs"]
        report.expect(any(run["batch"] and run["to"] for run in runs), "the run log has what was kept and to which mark")
        report.equal(sum(run["rejected"] for run in runs), 0, "and nothing was refused")
    before = client.get("/api/v1/workspace")["revision"]
    postgres.kill()

    def failing():
        client.send(f"fail-{time.monotonic()}", "run-source", {"id": sources[0]})
        time.sleep(1.5)
        return state(sources[0])["state"] == "failing"

    report.expect(until(failing), f"a database that is away is failing: {state(sources[0])}")
    fault = state(sources[0])["fault"]
    report.expect(fault and fault["code"] == "source.unreachable" and SECRET not in str(fault), f"with its reason: {fault}")
    alerts = [one["code"] for one in client.get("/api/v1/alerts")["alerts"]]
    report.expect("source.failing" in alerts, f"its owner is told: {alerts}")
    for number in range(5):
        client.send(f"again-{number}", "run-source", {"id": sources[0]})
        time.sleep(1.2)
    log = client.get(f"/api/v1/sources/{sources[0]}")["runs"]
    report.expect(sum(1 for run in log if run["fault"]) >= 3, "each attempt is in the run log")
    postgres.start()
    client.send("back", "run-source", {"id": sources[0]})
    report.expect(until(lambda: state(sources[0])["state"] == "normal"), f"healthy again by itself: {state(sources[0])}")
    report.expect(until(lambda: "source.failing" not in [one["code"] for one in client.get("/api/v1/alerts")["alerts"]]), "and the alert is over")
    return before


def folder_source(report, client, inbox):
    """Files laid into a folder: read once, moved, refused with a reason, waited for while they grow."""
    draft = {"name": {"zh": "收件夹", "en": "Inbox"}, "type": "folder", "path": "inbox", "every": 1, "queries": [{"kind": "suppliers"}]}
    source = client.command("save-folder", "save-source", draft)["event"]
    refused = client.send("outside", "save-source", {**draft, "path": "/etc"})
    report.equal(refused.code, "sources.refused", f"a folder elsewhere: {refused.body[:300]!r}")
    good, copy, bad, growing = inbox / "供应商.csv", inbox / "again.csv", inbox / "broken.xlsx", inbox / "growing.csv"
    text = "供应商编码,供应商名称\n" + "".join(f"S{number},{number} 厂\n" for number in range(50))
    good.write_text(text, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 this is no workbook")
    growing.write_text("供应商编码,供应商名称\nS60,丙厂\n", encoding="utf-8")
    stop = threading.Event()

    def grow():
        while not stop.wait(0.2):
            with open(growing, "a", encoding="utf-8") as file:
                file.write(f"S{random.randint(100, 10**6)},某厂\n")

    thread = threading.Thread(target=grow, daemon=True)
    thread.start()
    client.command("look", "run-source", {"id": source})
    report.expect(until(lambda: (inbox / "done/供应商.csv").exists() and (inbox / "refused/broken.xlsx").exists(), 60), f"moved: {sorted(str(one.relative_to(inbox)) for one in inbox.rglob('*'))}")
    report.expect(growing.exists(), "a file that grows waits")
    stop.set()
    thread.join()
    report.expect("新增 50" in (inbox / "done/供应商.csv.txt").read_text(encoding="utf-8"), "what became of it lies beside it")
    report.expect((inbox / "refused/broken.xlsx.txt").read_text(encoding="utf-8").strip(), "and why another was refused")
    def batches():
        return sum(1 for one in client.get("/api/v1/imports")["batches"] if one["kind"] == "suppliers")

    before = batches()
    copy.write_text(text, encoding="utf-8")
    until(lambda: not client.get("/api/v1/sources/" + str(source))["source"]["health"]["isRunning"])
    client.command("look-again", "run-source", {"id": source})
    report.expect(until(lambda: (inbox / "done/again.csv").exists() and (inbox / "done/growing.csv").exists(), 60), "the same content and the one that came to rest")
    report.equal(batches(), before + 1, "the same content is no batch")
    return source


def pushed(report, server, client):
    """Rows that another program sends with a token."""
    source = client.command("save-push", "save-source", {"name": {"zh": "商城", "en": "Shop"}, "type": "push", "every": 60, "queries": []})["event"]
    token = client.call("POST", "/api/v1/tokens", {"label": "shop", "days": 2}).json["token"]
    # Once customers are known, receipts of others are refused: all that the rows of the database name.
    rows = [{"code": f"C{number}", "name": f"{number} 店"} for number in range(50)] + [{"code": None, "name": "无编码"}]
    body = json.dumps({"id": "push-1", "source": source, "rows": rows}).encode()

    def send(body, bearer=token):
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.port}/api/v1/facts/customers", body, {"Content-Type": "application/json", "Authorization": f"Bearer {bearer}"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    status, first = send(body)
    report.equal((status, first.get("added"), first.get("rejected"), first.get("isRepeat")), (200, 50, 1, False), f"fifty rows and a finding: {first}")
    report.equal([finding["line"] for finding in first["findings"] if finding["severity"] == "rejected"], [51], f"which row it was: {first['findings']}")
    status, again = send(body)
    report.equal((status, again.get("batch"), again.get("isRepeat")), (200, first["batch"], True), "the same push again is the same batch")
    status, other = send(json.dumps({"id": "push-1", "source": source, "rows": rows[:1]}).encode())
    report.equal((status, other.get("code")), (422, "store.idempotency-key-reused"), f"the same id with other rows: {other}")
    status, strange = send(json.dumps({"id": "push-2", "rows": [{"colour": "red"}]}).encode())
    report.equal((status, strange.get("code")), (400, "facts.row-not-readable"), f"a field that is none: {strange}")
    status, many = send(json.dumps({"id": "push-3", "rows": [{"code": "X"}] * 10_001}).encode())
    report.equal(status, 400, f"more rows than a push may have: {many}")
    report.equal(send(body, "no-token")[0], 401, "without a token")
    now = next(one for one in client.get("/api/v1/sources")["sources"] if one["id"] == source)["health"]
    report.expect(now["state"] == "normal" and now["rowsToday"] == 50 and now["lastSuccess"], f"the source is healthy: {now}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=8)
    rounds = parser.parse_args().rounds
    report = Report("sources")
    if not Postgres.installed() or not MariaDB.installed():
        report.expect(False, "PostgreSQL, MariaDB and its ODBC driver are needed (apt install postgresql mariadb-server odbc-mariadb)")
        return report.finish()
    postgres, mariadb = Postgres(), MariaDB()
    try:
        writers = fill(postgres, mariadb)
        with Scratch() as scratch:
            folder, inbox = scratch / "company", scratch / "watched/inbox"
            inbox.mkdir(parents=True)
            tongpin("init", "--data", folder, "--today", TODAY, check=True)
            login = printed_logins(tongpin("user", "add", "keeper", "--name", "Keeper", "--role", "administrator", "--data", folder, check=True).stdout.decode())[0]
            arguments = ("--source-hosts", f"127.0.0.1:{postgres.port},127.0.0.1:{mariadb.port}", "--watched-folder", str(scratch / "watched"))
            with Server(folder, arguments=arguments) as server:
                client = server.client(*login)
                sources = made(report, client, postgres, mariadb)
                pushed(report, server, client)
                folder_source(report, client, inbox)
            for writer in writers:
                writer.start()
            server, kinds = killed(report, folder, login, arguments, sources, (postgres, mariadb), writers, rounds)
            report.figure("kills", ", ".join(f"{count} of {kind}" for kind, count in kinds.items()))
            try:
                for writer in writers:
                    writer.ends.set()
                    writer.join()
                report.expect(all(writer.rows > 0 and writer.corrections > 0 for writer in writers), "somebody wrote all the while")
                report.figure("written meanwhile", sum(writer.rows for writer in writers))
                client = server.client(*login)
                settled(report, client, sources, folder, postgres, mariadb)
                health(report, client, sources, postgres, writers)
            finally:
                server.stop()
            report.expect(SECRET.encode() not in b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file() and "secret" not in one.name), "the password lies in the file of secrets alone")
            verified = tongpin("verify", "--data", folder, "--today", TODAY)
            report.equal(verified.returncode, 0, "verify: " + (verified.stdout + verified.stderr).decode()[-500:])
            listed = tongpin("source", "list", "--json", "--data", folder, "--today", TODAY)
            report.equal([one["type"] for one in json.loads(listed.stdout)["sources"]], ["postgres", "odbc", "push", "folder"], "on the command line")
            ran = tongpin("source", "run", sources[0], "--source-hosts", f"127.0.0.1:{postgres.port}", "--data", folder, "--today", TODAY)
            report.equal(ran.returncode, 0, "read from the command line: " + (ran.stdout + ran.stderr).decode()[-500:])
            closed = tongpin("source", "run", sources[0], "--data", folder, "--today", TODAY)
            report.expect(closed.returncode == 1 and "source.address-not-permitted" in closed.stderr.decode(), "not without --source-hosts: " + closed.stderr.decode()[-300:])
    finally:
        postgres.stop()
        mariadb.stop()
    report.finish()


if __name__ == "__main__":
    main()
