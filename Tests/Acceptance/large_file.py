#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A large file in a company that others work in: read in a process of its own and kept in one piece or not at all.

A million order lines (TONGPIN_ORDER_LINES says how many) as CSV. Measured: seconds, the peak of the server's and of the reading process's memory, and what
another person's reads take meanwhile. The reading process killed in mid-file is a refusal in words; the server killed in mid-import leaves no row."""
import datetime
import os
import pathlib
import random
import threading
import time

from report import Report, percentile
from server import Scratch, Server, printed_logins, tongpin

LINES = int(os.environ.get("TONGPIN_ORDER_LINES", "1000000"))
ITEMS = int(os.environ.get("TONGPIN_ORDER_ITEMS", "500"))
# Bounds of the promise, MiB.
SERVER_LIMIT = 400
WORKER_LIMIT = 256


def order_lines(path, count):
    """Orders of one to nine lines over three years; the same arguments give the same file."""
    stream = random.Random(7)
    first = datetime.date(2023, 11, 1)
    days = [(first + datetime.timedelta(day)).isoformat() for day in range(1096)]
    order = line = 1
    total = 0
    with open(path, "w", encoding="utf-8") as file:
        file.write("订单号,行号,订单日期,要求交货日期,客户编码,物料编码,地区,数量,含税单价,含税金额,业务员\n")
        for _ in range(count):
            if line > stream.randint(1, 9):
                order, line = order + 1, 1
            day, quantity, price = (order * 7919) % 1096, stream.randint(1, 200), stream.randint(1000, 400000)
            total += quantity * price
            file.write(
                f"SO{order:08d},{line},{days[day]},{days[min(1095, day + 7)]},C{order % 2000:04d},P{(order * 31 + line * 7) % ITEMS:05d},"
                f"R{order % 10},{quantity},{price / 100:.2f},{quantity * price / 100:.2f},E{order % 40:03d}\n")
            line += 1
    return total


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
    """Somebody who goes on reading; a read that waits holds up those that would have come, and they count as waiting too."""

    def __init__(self, client):
        super().__init__(daemon=True)
        self.client, self.times, self.failures, self.ended = client, [], [], threading.Event()

    def run(self):
        while not self.ended.is_set():
            began = time.monotonic()
            answer = self.client.call("GET", "/api/v1/workspace")
            waited = (time.monotonic() - began) * 1000
            # Somebody else would have read every 22 ms meanwhile.
            self.times.extend(waited - missed for missed in range(0, max(1, int(waited)), 22))
            if answer.status != 200:
                self.failures.append(answer.status)
            self.ended.wait(0.02)


def preview(client, path):
    return client.call("POST", "/api/v1/imports/preview?filename=orders.csv&kind=sales-order-lines", raw=path.read_bytes())


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


def whole(report, server, login, path, total):
    client, colleague = server.client(*login), Colleague(server.client(*login))
    for _ in range(50):
        client.get("/api/v1/workspace")
    watch = Watch(server.process.pid)
    watch.start()
    colleague.start()
    began = time.monotonic()
    looked = preview(client, path)
    seen = time.monotonic()
    report.equal(looked.status, 200, f"the file is read: {looked.body[:300]!r}")
    report.equal((looked.json["rowsRead"], looked.json["accepted"]), (LINES, LINES), "every line is read and taken")
    kept = client.call("POST", "/api/v1/imports", {"upload": looked.json["upload"], "kind": "sales-order-lines"})
    ended = time.monotonic()
    colleague.ended.set()
    watch.ended.set()
    colleague.join()
    report.equal(kept.status, 200, f"the file is kept: {kept.body[:300]!r}")
    report.equal(kept.json["added"], LINES, "every line is kept")
    report.figure("read s", round(seen - began, 1))
    report.figure("read and kept s", round(ended - seen, 1))
    report.figure("worker MiB", round(watch.worker))
    report.figure("server MiB", round(memory(server.process.pid)))
    report.figure("another person's reads p50 ms", round(percentile(colleague.times, 0.5)))
    report.figure("p99 ms", round(percentile(colleague.times, 0.99)))
    report.figure("longest ms", round(max(colleague.times)))
    report.expect(watch.worker <= WORKER_LIMIT, f"the reading process stays within {WORKER_LIMIT} MiB: {watch.worker:.0f}")
    report.expect(memory(server.process.pid) <= SERVER_LIMIT, f"the server stays within {SERVER_LIMIT} MiB: {memory(server.process.pid):.0f}")
    report.equal(colleague.failures, [], "another person is served all the time")
    again = preview(client, path)
    kept = client.call("POST", "/api/v1/imports", {"upload": again.json["upload"], "kind": "sales-order-lines"})
    report.equal((kept.json["added"], kept.json["corrected"], kept.json["unchanged"]), (0, 0, LINES), "the same file again changes nothing")


def killed_in_the_middle(report, folder, login, path):
    server = Server(folder)
    server.wait_ready()
    client = server.client(*login)
    looked = preview(client, path)
    sent = threading.Thread(target=lambda: attempt(client, looked.json["upload"]), daemon=True)
    sent.start()
    # While rows go into the database: its log has grown by some megabytes.
    began, log = time.monotonic(), folder / "workspace.sqlite-wal"
    sizes = lambda: sum(file.stat().st_size for file in folder.rglob("*wal*"))
    before = sizes()
    while sizes() < before + (8 << 20) and time.monotonic() - began < 120:
        time.sleep(0.02)
    report.expect(sizes() >= before + (8 << 20), f"rows were on their way when the server was killed ({log.name})")
    server.kill()
    with Server(folder) as again:
        report.equal(rows(again.client(*login)), 0, "the server killed in mid-import: no row")
    report.equal(tongpin("verify", "--data", folder).returncode, 0, "the folder verifies")


def attempt(client, upload):
    try:
        client.call("POST", "/api/v1/imports", {"upload": upload, "kind": "sales-order-lines"})
    except Exception:
        pass  # The server is killed under it.


def main():
    report = Report("large file")
    with Scratch() as scratch:
        path = scratch / "orders.csv"
        total = order_lines(path, LINES)
        report.figure("MB", round(path.stat().st_size / 1e6))
        folder = scratch / "company"
        login = empty_company(folder)
        killed_in_the_middle(report, folder, login, path)
        with Server(folder) as server:
            broken_reader(report, server, login, path)
        with Server(folder) as server:
            whole(report, server, login, path, total)
    report.finish()


if __name__ == "__main__":
    main()
