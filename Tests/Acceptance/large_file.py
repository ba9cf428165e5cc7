#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A large file in a company that others work in: read in a process of its own and kept in one piece or not at all, while they go on.

A million order lines (TONGPIN_ORDER_LINES says how many) as CSV and as XLSX, 500 items (TONGPIN_ORDER_ITEMS). Measured: seconds, and how many times the sqlite3
shell's own .import of the same file in the same run; the peak of the server's and of the reading process's memory; what other people's reads and
entries took before it and take meanwhile. The reading process killed in mid-file is a refusal in words; the server killed in mid-import leaves no row.

With TONGPIN_POSTGRES_LINES=10000000 that many lines go into a PostgreSQL server of its own by one `tongpin import --database` of files of a million."""
import datetime
import itertools
import os
import pathlib
import random
import shutil
import subprocess
import threading
import time
import zipfile
from xml.sax.saxutils import escape

from report import Report, percentile
from server import BINARY, Scratch, Server, printed_logins, tongpin

LINES = int(os.environ.get("TONGPIN_ORDER_LINES", "1000000"))
ITEMS = int(os.environ.get("TONGPIN_ORDER_ITEMS", "500"))
# Bounds of the promise: MiB, and times the shell's own import.
SERVER_LIMIT = 400
WORKER_LIMIT = 256
SHELL_LIMIT = 10
# Others wait at most so many times as long, or no longer than this: below it nobody tells a difference.
SHARE_LIMIT = 2
MILLISECONDS_UNNOTICED = 50
HEADERS = ("订单号", "行号", "订单日期", "要求交货日期", "客户编码", "物料编码", "地区", "数量", "含税单价", "含税金额", "业务员")
# Columns that hold numbers in a workbook.
NUMBERS = {1, 7, 8, 9}


def order_rows(count, prefix="SO"):
    """Orders of one to nine lines over three years, as texts; the same arguments give the same rows."""
    stream = random.Random(7)
    first = datetime.date(2023, 11, 1)
    days = [(first + datetime.timedelta(day)).isoformat() for day in range(1096)]
    order = line = 1
    for _ in range(count):
        if line > stream.randint(1, 9):
            order, line = order + 1, 1
        day, quantity, price = (order * 7919) % 1096, stream.randint(1, 200), stream.randint(1000, 400000)
        yield (
            f"{prefix}{order:08d}", f"{line}", days[day], days[min(1095, day + 7)], f"C{order % 2000:04d}",
            f"P{(order * 31 + line * 7) % ITEMS:05d}", f"R{order % 10}", f"{quantity}", f"{price / 100:.2f}", f"{quantity * price / 100:.2f}",
            f"E{order % 40:03d}")
        line += 1


def order_lines(path, count, prefix="SO"):
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(HEADERS) + "\n")
        for row in order_rows(count, prefix):
            file.write(",".join(row) + "\n")


def order_workbook(path, count):
    """The same rows as a workbook: texts in the table of shared strings, as spreadsheet programs write them."""
    strings = {}

    def cell(column, row, text):
        place = f"{chr(65 + column)}{row}"
        if column in NUMBERS and row > 1:
            return f'<c r="{place}"><v>{text}</v></c>'
        return f'<c r="{place}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{head}<worksheet xmlns="{main}"><sheetData>'.encode())
            for number, row in enumerate(itertools.chain([HEADERS], order_rows(count)), 1):
                sheet.write(f'<row r="{number}">{"".join(cell(column, number, text) for column, text in enumerate(row))}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with book.open("xl/sharedStrings.xml", "w") as shared:
            shared.write(f'{head}<sst xmlns="{main}" uniqueCount="{len(strings)}">'.encode())
            for text in strings:
                shared.write(f"<si><t>{escape(text)}</t></si>".encode())
            shared.write(b"</sst>")
        book.writestr(
            "xl/workbook.xml",
            f'{head}<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>')
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{head}<Relationships xmlns="{packages}/relationships">'
            f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        book.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="{packages}/relationships">'
            f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr(
            "[Content_Types].xml",
            f'{head}<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>')


def masters(client, scratch):
    """Items, regions: the plan has its size before the orders come."""
    for kind, name, lines in (
        ("territories", "regions.csv", ["地区编码,地区名称"] + [f"R{region},地区{region}" for region in range(10)]),
        ("items", "items.csv", ["物料编码,物料名称,产品族"] + [f"P{item:05d},物料{item},F{item % 12}" for item in range(ITEMS)]),
    ):
        path = scratch / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        looked = preview(client, path, kind)
        kept = client.call("POST", "/api/v1/imports", {"upload": looked.json["upload"], "kind": kind})
        assert kept.status == 200, kept.body


def shell_seconds(path, scratch):
    """What the sqlite3 shell takes for the same file; None where there is no shell."""
    if not shutil.which("sqlite3"):
        return None
    target = scratch / "shell.sqlite"
    target.unlink(missing_ok=True)
    began = time.monotonic()
    subprocess.run(["sqlite3", str(target)], input=f".mode csv\n.import {path} orders\n".encode(), check=True)
    taken = time.monotonic() - began
    target.unlink()
    return taken


def memory(pid, field="VmHWM"):
    """MiB of a process; 0 when it is gone."""
    try:
        for text in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if text.startswith(field):
                return int(text.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def children(pid):
    try:
        return [int(child) for task in pathlib.Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        return []


class Watch(threading.Thread):
    """Looks at the server and whatever it starts, some hundred times a second."""

    def __init__(self, pid, kill=False):
        super().__init__(daemon=True)
        self.pid, self.kill, self.worker, self.killed, self.ended = pid, kill, 0.0, 0, threading.Event()

    def run(self):
        while not self.ended.is_set():
            for child in children(self.pid):
                used = memory(child)
                self.worker = max(self.worker, used)
                if self.kill and used > 60:
                    os.kill(child, 9)
                    self.killed += 1
            self.ended.wait(0.005)


class Colleague(threading.Thread):
    """Somebody who goes on reading or entering; one who waits holds up those that would have come, and they count as waiting too."""

    def __init__(self, client, ask):
        super().__init__(daemon=True)
        self.client, self.ask, self.times, self.failures, self.ended = client, ask, [], [], threading.Event()

    def run(self):
        number = 0
        while not self.ended.is_set():
            began = time.monotonic()
            answer = self.ask(self.client, number)
            number += 1
            waited = (time.monotonic() - began) * 1000
            # Somebody else would have come every 22 ms meanwhile.
            self.times.extend(waited - missed for missed in range(0, max(1, int(waited)), 22))
            if answer.status != 200:
                self.failures.append(answer.status)
            self.ended.wait(0.02)

    def end(self):
        self.ended.set()
        self.join()


def reads(client, _):
    return client.call("GET", "/api/v1/workspace")


def enters(name):
    return lambda client, number: client.send(f"{name}-{number}", "edit-cells", {"cells": [{"cell": "minimum_cash", "value": str(1_000_000 + number)}]})


class Others:
    """Two colleagues at work for as long as the block goes on."""

    def __init__(self, server, login, name):
        self.reader, self.writer = Colleague(server.client(*login), reads), Colleague(server.client(*login), enters(name))

    def __enter__(self):
        self.reader.start()
        self.writer.start()
        return self

    def __exit__(self, *_):
        self.reader.end()
        self.writer.end()

    def figures(self, report, when):
        for what, one in (("reads", self.reader), ("entries", self.writer)):
            report.equal(one.failures, [], f"others are served {when}: {what}")
            report.figure(f"{what} {when}: p50 ms", round(percentile(one.times, 0.5), 1))
            report.figure(f"{what} {when}: p99 ms", round(percentile(one.times, 0.99), 1))
            report.figure(f"{what} {when}: longest ms", round(max(one.times)))


def preview(client, path, kind="sales-order-lines"):
    return client.call("POST", f"/api/v1/imports/preview?filename={path.name}&kind={kind}", raw=path.read_bytes())


def rows(client):
    return sum(batch["rows"] for batch in client.get("/api/v1/imports")["batches"])


def empty_company(folder):
    tongpin("init", "--data", folder, check=True)
    added = tongpin("user", "add", "keeper", "--name", "Keeper", "--role", "administrator", "--data", folder, check=True)
    return printed_logins(added.stdout.decode())[0]


def broken_reader(report, server, login, path):
    client = server.client(*login)
    watch = Watch(server.process.pid, kill=True)
    watch.start()
    answer = preview(client, path)
    watch.ended.set()
    report.equal(answer.status, 422, f"the reading process is killed: {answer.body[:200]!r}")
    report.expect(watch.killed > 0, "the reading process was there to be killed")
    problem = answer.json
    report.equal(problem.get("code"), "import.file-not-readable", "the reading process is killed: code")
    report.expect("reader.stopped" in str(problem) and problem["detail"]["zh"], f"the reading process is killed: in words: {problem}")
    report.equal(client.call("GET", "/api/v1/workspace").status, 200, "the server goes on")
    report.equal(rows(client), 0, "nothing was kept")


def whole(report, server, login, path, name, seconds, shell=None):
    client = server.client(*login)
    for _ in range(50):
        client.get("/api/v1/workspace")
    with Others(server, login, f"{name}-before") as before:
        time.sleep(5)
    watch = Watch(server.process.pid)
    watch.start()
    with Others(server, login, f"{name}-during") as during:
        began = time.monotonic()
        looked = preview(client, path)
        seen = time.monotonic()
        report.equal(looked.status, 200, f"{name}: the file is read: {looked.body[:300]!r}")
        report.equal((looked.json["rowsRead"], looked.json["accepted"]), (LINES, LINES), f"{name}: every line is read and taken")
        kept = client.call("POST", "/api/v1/imports", {"upload": looked.json["upload"], "kind": "sales-order-lines"})
        ended = time.monotonic()
    watch.ended.set()
    report.equal(kept.status, 200, f"{name}: the file is kept: {kept.body[:300]!r}")
    report.equal(kept.json["added"], LINES, f"{name}: every line is kept")
    report.figure(f"{name}: MB", round(path.stat().st_size / 1e6))
    report.figure(f"{name}: read s", round(seen - began, 1))
    report.figure(f"{name}: kept and derived s", round(ended - seen, 1))
    report.figure(f"{name}: worker MiB", round(watch.worker))
    report.figure(f"{name}: server MiB", round(memory(server.process.pid)))
    before.figures(report, f"before {name}")
    during.figures(report, f"during {name}")
    report.expect(watch.worker <= WORKER_LIMIT, f"{name}: the reading process stays within {WORKER_LIMIT} MiB: {watch.worker:.0f}")
    report.expect(
        memory(server.process.pid) <= SERVER_LIMIT, f"{name}: the server stays within {SERVER_LIMIT} MiB: {memory(server.process.pid):.0f}")
    for what in ("reader", "writer"):
        was, is_now = (percentile(getattr(one, what).times, 0.99) for one in (before, during))
        report.expect(
            is_now <= max(SHARE_LIMIT * was, MILLISECONDS_UNNOTICED), f"{name}: the {what}'s p99 at most doubles: {was:.0f} to {is_now:.0f} ms")
    if shell:
        report.figure(f"{name}: the shell's .import s", round(shell, 1))
        report.figure(f"{name}: times the shell", round((ended - began) / shell, 1))
        report.expect(ended - began <= SHELL_LIMIT * shell, f"{name}: at most {SHELL_LIMIT} times the shell's own import")
    report.figure(f"{name}: bound s", seconds)
    covered(report, client, name)
    again = preview(client, path)
    kept = client.call("POST", "/api/v1/imports", {"upload": again.json["upload"], "kind": "sales-order-lines"})
    report.equal((kept.json["added"], kept.json["corrected"], kept.json["unchanged"]), (0, 0, LINES), f"{name}: the same file again changes nothing")


def covered(report, client, name):
    """The months of a million lines: summed once, answered at once, and never older than their rows."""
    for when in ("summed", "kept"):
        began = time.monotonic()
        told = client.call("GET", "/api/v1/facts/coverage?kind=sales-order-lines")
        report.figure(f"{name}: months {when} ms", round((time.monotonic() - began) * 1000))
        report.equal(told.status, 200, f"{name}: coverage is told: {told.body[:200]!r}")
        found = told.json["kinds"][0]["rows"]
        report.expect(found >= LINES and found % LINES == 0, f"{name}: every line is in a month, {when}: {found}")


def killed_in_the_middle(report, folder, login, path):
    server = Server(folder)
    server.wait_ready()
    client = server.client(*login)
    looked = preview(client, path)
    sent = threading.Thread(target=lambda: attempt(client, looked.json["upload"]), daemon=True)
    sent.start()
    # While rows go into the database: it and its log have grown by some megabytes.
    began = time.monotonic()
    size = lambda: sum(file.stat().st_size for file in folder.glob("workspace.sqlite*"))
    before = size()
    while size() < before + (8 << 20) and time.monotonic() - began < 120:
        time.sleep(0.02)
    report.expect(size() >= before + (8 << 20), "rows were on their way when the server was killed")
    server.kill()
    with Server(folder) as again:
        report.equal(rows(again.client(*login)), 0, "the server killed in mid-import: no row")
    report.equal(tongpin("verify", "--data", folder).returncode, 0, "the folder verifies")


def attempt(client, upload):
    try:
        client.call("POST", "/api/v1/imports", {"upload": upload, "kind": "sales-order-lines"})
    except Exception:
        pass  # The server is killed under it.


def into_postgres(report, scratch):
    """As many lines as are asked for, in files of a million, by the command line."""
    count = int(os.environ.get("TONGPIN_POSTGRES_LINES", "0"))
    if not count:
        return
    from postgresql import Database, installed

    programs = installed()
    report.expect(programs is not None, "PostgreSQL is installed")
    database = Database(programs)
    try:
        place = ("--database", database.url, "--key-file", scratch / "chain.key")
        tongpin("init", *place, check=True)
        paths = [scratch / f"part-{part}.csv" for part in range(0, -(-count // LINES))]
        for part, path in enumerate(paths):
            order_lines(path, min(LINES, count - part * LINES), prefix=f"S{part:02d}")
        began, peak = time.monotonic(), 0.0
        command = [BINARY, "import", *map(str, paths), "--kind", "sales-order-lines", *map(str, place)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.05)
        report.equal(process.returncode, 0, "PostgreSQL: all parts go in")
        report.figure("PostgreSQL: lines", count)
        report.figure("PostgreSQL: s", round(time.monotonic() - began, 1))
        report.figure("PostgreSQL: MiB", round(peak))
        report.equal(int(database.sql("SELECT count(*) FROM facts_sales_order_lines WHERE is_current = 1")), count, "PostgreSQL: every line is a row")
    finally:
        database.stop()


def main():
    report = Report("large file")
    with Scratch() as scratch:
        path, book = scratch / "orders.csv", scratch / "orders.xlsx"
        order_lines(path, LINES)
        shell = shell_seconds(path, scratch)
        folder = scratch / "company"
        login = empty_company(folder)
        killed_in_the_middle(report, folder, login, path)
        with Server(folder) as server:
            broken_reader(report, server, login, path)
        with Server(folder) as server:
            masters(server.client(*login), scratch)
        with Server(folder) as server:
            whole(report, server, login, path, "csv", 60, shell)
        order_workbook(book, LINES)
        folder = scratch / "second"
        login = empty_company(folder)
        with Server(folder) as server:
            masters(server.client(*login), scratch)
        with Server(folder) as server:
            whole(report, server, login, book, "xlsx", 150)
        into_postgres(report, scratch)
    report.finish()


if __name__ == "__main__":
    main()
