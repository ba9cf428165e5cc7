#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Many people at work on the demo company at once: how long a read and a change take, and what the server and this script need for it.

    users.py [--users 300] [--minutes 10] [--think 5] [--writes 0.2] [--seed 1]

Each has a login of their own, a role and a place (salespeople see their own rows, regional managers their region), an open live stream, and a screen that is
fetched again when the stream says so, as browsers do: one fetch at a time, not before the server's pace allows it. Between two actions somebody thinks, for `--think` seconds in the mean. An action is a
read of another screen or, by those who may, a change. Times count from the moment at which the person was ready to act, so that a server that
stands still is not asked less. Ends with 1 when the server failed, when an acknowledged change is not in the journal, or when a stream missed a change.
Appends to results.md.
"""
import argparse
import asyncio
import datetime
import json
import os
import pathlib
import random
import resource
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "Tests/Acceptance"))

from edits import Editor
from report import percentile
from run import machine
from server import Scratch, Server, demo_company

# Of a hundred people: role, how they are narrowed, how many.
CROWD = [
    ("salesperson", "owners", 46), ("regionalManager", "territories", 14), ("salesDirector", None, 4), ("purchasingManager", None, 12), ("departmentHead", "departments", 8),
    ("treasurer", None, 6), ("financeDirector", None, 8), ("generalManager", None, 2),
]
# Screens: what they ask for, the right they need, how often they are opened.
SCREENS = [
    ("table", "/api/v1/table?view=main&grain=month", None, 30, True), ("overview", "/api/v1/overview", None, 12, True), ("alerts", "/api/v1/alerts", None, 6, True),
    ("inbox", "/api/v1/approvals", None, 8, False), ("deals", "/api/v1/deals", None, 14, True), ("forecast", "/api/v1/forecast?item={item}&region={region}", None, 10, True),
    ("forecasts", "/api/v1/forecasts", None, 3, True), ("cash", "/api/v1/cash?grain=week", "viewCash", 8, True), ("supply", "/api/v1/supply", "viewSupply", 6, True),
    ("purchases", "/api/v1/purchases", "viewPurchases", 6, True), ("statement", "/api/v1/statement?kind=income&month={month}", "viewStatements", 4, True),
    ("budgets", "/api/v1/budgets", None, 4, False), ("targets", "/api/v1/targets", None, 2, False), ("explain", "/api/v1/explain?cell={cell}", None, 6, False), ("scorecard", "/api/v1/scorecard", None, 1, False),
]
NEWS = ("news", "/api/v1/sync-nodes")


class Connection(asyncio.Protocol):
    """One kept connection: a request, its whole answer."""

    def __init__(self, port):
        self.port, self.transport, self.waiting, self.buffer, self.head, self.length = port, None, None, bytearray(), None, None

    def data_received(self, data):
        self.buffer += data
        if self.head is None:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self.head = bytes(self.buffer[:end]).decode("latin-1")
            del self.buffer[: end + 4]
            self.length = next((int(line.split(":")[1]) for line in self.head.split("\r\n") if line.lower().startswith("content-length:")), 0)
        if len(self.buffer) >= self.length:
            head, body = self.head, bytes(self.buffer[: self.length])
            del self.buffer[: self.length]
            self.head = None
            self.waiting.set_result((int(head[9:12]), head, body))

    def connection_lost(self, error):
        self.transport = None
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(error or ConnectionError("the server closed the connection"))

    async def call(self, method, path, body=None, headers=""):
        loop = asyncio.get_running_loop()
        if self.transport is None:
            self.transport, _ = await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        data = b"" if body is None else json.dumps(body).encode()
        self.waiting = loop.create_future()
        self.transport.write(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{headers}Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)
        return await self.waiting


class Stream(asyncio.Protocol):
    """A live stream, read for the number and the kind of each change."""

    def __init__(self, heard, lost):
        self.heard, self.lost, self.rest = heard, lost, b""

    def data_received(self, data):
        *events, self.rest = (self.rest + data).split(b"\n\n")
        for event in events:
            place = event.find(b"\nid: ")
            if place >= 0:
                self.heard(event[event.find(b"event: ") + 7 : place], int(event[place + 5 : event.index(b"\n", place + 5)]), event)

    def connection_lost(self, error):
        self.lost()


class Crowd:
    """What all of them share: the clock, the figures, and what was acknowledged."""

    def __init__(self, options, server):
        self.options, self.server = options, server
        self.times = {"read": [], "write": [], "follow": []}
        self.by_screen, self.statuses, self.failures, self.acknowledged = {}, {}, [], set()
        self.refused, self.is_over, self.began, self.ends = {}, False, 0.0, 0.0

    def note(self, kind, screen, status, seconds, body):
        if time.monotonic() >= self.began:
            self.times[kind].append(seconds)
            self.by_screen.setdefault(f"{kind} {screen}", []).append(seconds)
            self.statuses[status] = self.statuses.get(status, 0) + 1
        if status >= 500 or (kind != "write" and status != 200):
            self.failures.append(f"{kind} {screen}: {status} {body[:200]!r}")


class Somebody:
    def __init__(self, crowd, number, person, cookie, sight):
        self.crowd, self.number, self.sight = crowd, number, sight
        self.random = random.Random(f"{crowd.options.seed}-{number}")
        self.headers = f"Cookie: {cookie}\r\n"
        self.connection, self.follower = Connection(crowd.server.port), Connection(crowd.server.port)
        self.screen, self.path, self.revision, self.wanted, self.heard = None, None, 0, 0, set()
        self.pace, self.pulse, self.news, self.lost_streams, self.writes = 0, asyncio.Event(), asyncio.Event(), 0, 0
        self.reader = Connection(crowd.server.port)
        is_narrowed = any(members is not None for members in person["scope"].values())
        self.screens = [one for one in SCREENS if (one[2] is None or one[2] in person["permissions"]) and not (is_narrowed and one[0] == "targets") 
                        and (one[0] != "forecast" or sight["series"]) and (one[0] != "explain" or sight["cells"])]
        rights = set(person["permissions"])
        self.kinds = (["deal"] if "editDeal" in rights else []) + (["override"] if "editForecast" in rights and sight["series"] else []) + [kind for kind in ("family", "driver") if sight[kind]]

    async def listen(self):
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_connection(lambda: Stream(self.hear, self.lose), "127.0.0.1", self.crowd.server.port)
        transport.write(f"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n{self.headers}\r\n".encode())
        self.transport = transport

    def lose(self):
        if not self.crowd.is_over:
            self.lost_streams += 1

    def hear(self, name, revision, event):
        self.heard.add(revision)
        place = event.find(b'"pace":')
        if place >= 0:
            self.pace = int(event[place + 7 : event.index(b",", place)])
        if name == b"change" and self.screen and self.screen[4]:
            self.wanted = revision
            self.pulse.set()
        if b'"mayBringNode":true' in event:
            self.news.set()

    async def follow(self):
        """What a browser does with the news: the screen that is open is fetched again."""
        while not self.crowd.is_over:
            await self.pulse.wait()
            self.pulse.clear()
            if self.pace:
                await asyncio.sleep(self.random.uniform(0, self.pace / 1000))
            if self.revision >= self.wanted or not self.path:
                continue
            screen, path = self.screen, self.path
            if screen[0] == "table" and self.revision:
                # The rows in sight, then the others.
                path += f"&since={self.revision}&figures=packed"
                await self.ask("follow", screen, path + "&rows=" + self.sight["rows"], time.monotonic(), self.follower)
            await self.ask("follow", screen, path, time.monotonic(), self.follower)

    async def read_news(self):
        """What happened to large deals, customers and supply: asked for on every screen when one of those may have come."""
        while not self.crowd.is_over:
            await self.news.wait()
            await asyncio.sleep(self.random.uniform(0, self.pace / 1000))
            self.news.clear()
            await self.ask("follow", NEWS, NEWS[1], time.monotonic(), self.reader)

    async def ask(self, kind, screen, path, ready, connection):
        status, head, body = await connection.call("GET", path, headers=self.headers)
        self.crowd.note(kind, screen[0], status, time.monotonic() - ready, body)
        place = head.find('"')
        if status == 200 and place >= 0 and screen is self.screen:
            self.revision = int(head[place + 1 : head.index('"', place + 1)])

    async def act(self, ready):
        if self.kinds and self.random.random() < self.crowd.share:
            kind = self.random.choice(self.kinds)
            command, payload = await self.change(kind)
            if command is None:
                return  # no deal of one's own is open
            key = f"crowd-{self.number}-{self.writes}"
            self.writes += 1
            # Whoever changes a deal opened it before; the clock runs from the change.
            begun = ready if kind != "deal" else time.monotonic()
            status, head, body = await self.connection.call("POST", "/api/v1/commands", {"id": key, "kind": command, "payload": payload, "reason": "load"}, self.headers)
            self.crowd.note("write", kind, status, time.monotonic() - begun, body)
            if status == 200:
                self.crowd.acknowledged.add(json.loads(body)["event"])
            else:
                self.crowd.refused[f"{kind} {status} {body[:160]!r}"] = self.crowd.refused.get(f"{kind} {status} {body[:160]!r}", 0) + 1
            return
        self.screen = self.random.choices(self.screens, [one[3] for one in self.screens])[0]
        entry, cell = self.random.choice(self.sight["series"] or [{}]), self.random.choice(self.sight["cells"] or [""])
        self.path = self.screen[1].format(item=entry.get("item"), region=entry.get("region"), month=self.sight["month"], cell=urllib.parse.quote(cell))
        self.revision = 0
        await self.ask("read", self.screen, self.path, ready, self.connection)

    async def change(self, kind):
        sight = self.sight
        if kind == "deal":
            status, _, body = await self.connection.call("GET", "/api/v1/deals", headers=self.headers)
            deals = [deal for deal in json.loads(body)["deals"] if deal.get("outcome", "open") == "open"]
            if not deals:
                return None, None
            deal = self.random.choice(deals)
            return "update-deal", {"deal": deal["code"], "version": deal["version"], "amountInclTax": f"{self.random.randint(10_000, 900_000)}.00"}
        if kind == "override":
            entry = self.random.choice(sight["series"])
            return "override-forecast", {"item": entry["item"], "region": entry["region"], "month": self.random.choice(sight["months"]), "value": str(self.random.randint(0, 900))}
        row, place, column = self.random.choice(sight[kind])
        old = row["values"][place]
        value = "3" if old is None or float(old) == 0 else f"{float(old) * self.random.choice((0.9, 0.97, 1.03, 1.1)):.4f}"
        return "edit-cells", {"cells": [{"cell": f"{row['id']}@{column}", "value": value, "spread": "proportional"}]}

    async def live(self):
        think = self.crowd.options.think
        ready = self.crowd.began - self.crowd.options.warm_up + self.random.uniform(0, 2 * think)
        while ready < self.crowd.ends:
            await asyncio.sleep(max(0, ready - time.monotonic()))
            await self.act(ready)
            # The next action does not wait for a slow answer longer than somebody would have thought.
            ready = max(ready + min(self.random.expovariate(1 / think), 6 * think), time.monotonic())


def accounts(server, keeper, options):
    """Invites everybody and lets them in, a few at a time: a password is meant to be slow to check."""
    people = keeper.get("/api/v1/people")
    places = {"owners": [one["code"] for one in people["owners"]], "territories": [one["code"] for one in people["territories"]], "departments": [one["code"] for one in people["departments"]]}
    owners = {deal["owner"] for deal in keeper.get("/api/v1/deals")["deals"] if deal["outcome"] == "open"}
    places["owners"] = [one["code"] for one in people["owners"] if one["name"]["zh"] in owners]
    plan = [(role, by) for role, by, share in CROWD for _ in range(share)]
    random.Random(options.seed).shuffle(plan)
    found, known = [], {}
    for number in range(options.users):
        role, by = plan[number % len(plan)]
        body = {"name": f"同事{number}", "nameEn": f"Colleague {number}", "role": role}
        if by:
            body[by] = [places[by][number % len(places[by])]]
        secret = keeper.call("POST", "/api/v1/invitations", body).json["secret"]
        client = server.client()
        answer = client.call("POST", "/api/v1/invitations/accept", {"secret": secret, "login": f"colleague{number}", "password": f"Zwölf.{number}.Boxkämpfer!"})
        if answer.status != 200:
            raise SystemExit(f"{role} was not let in: {answer.status} {answer.body[:300]}")
        client.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        person = answer.json["person"]
        place = (role, json.dumps(person["scope"]))
        if place not in known:
            known[place] = sight(client)
        found.append((person, client.headers["Cookie"], known[place]))
        client.close()
    return found


def sight(client):
    """What somebody may open and change, as the server shows it to them."""
    workspace, editor = client.get("/api/v1/workspace"), Editor(client, random.Random(1), "learn")
    table = client.get("/api/v1/table", view="main", grain="month")
    editor.learn(table)
    months = [place for place in editor.columns if place[1] <= editor.months[11]]
    cells = [f"{row['id']}@{column}" for row in table["rows"][::7] for _, column in months[:3]]
    # More may not leave than are there: a check of the plan says so.
    grid = {kind: [(row, place, column) for row in editor.rows[kind] if row["measure"] not in ("leavers", "joiners", "headcount") for place, column in months] for kind in ("family", "driver")}
    sight = [row["id"] for row in table["rows"] if row["level"] == 0][:40]
    return {"rows": urllib.parse.quote(json.dumps(sight, ensure_ascii=False)), "series": editor.series, "months": editor.months[:12], "month": workspace["cutoffMonth"], "cells": cells, **grid}


def processor(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    return next(int(line.split()[1]) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")) / 2**20


async def run(crowd, people):
    options = crowd.options
    everybody = [Somebody(crowd, number, *one) for number, one in enumerate(people)]
    writers = sum(1 for one in everybody if one.kinds)
    crowd.share = min(1.0, options.writes * len(everybody) / max(writers, 1))
    crowd.began = time.monotonic() + options.warm_up + 5
    crowd.ends = crowd.began + options.minutes * 60
    for one in everybody:
        await one.listen()
    followers = [asyncio.create_task(work) for one in everybody for work in (one.follow(), one.read_news())]
    lives = [asyncio.create_task(one.live()) for one in everybody]
    pid, used, most = crowd.server.process.pid, None, 0.0
    while not all(task.done() for task in lives):
        await asyncio.sleep(1)
        if used is None and time.monotonic() >= crowd.began:
            used = processor(pid), resource.getrusage(resource.RUSAGE_SELF).ru_utime + resource.getrusage(resource.RUSAGE_SELF).ru_stime, time.monotonic()
        most = max(most, memory(pid))
        for task in lives:
            if task.done() and task.exception():
                raise task.exception()
    mine = resource.getrusage(resource.RUSAGE_SELF)
    span = time.monotonic() - used[2]
    loads = (processor(pid) - used[0]) / span, (mine.ru_utime + mine.ru_stime - used[1]) / span
    await asyncio.sleep(2)  # what was published last is still on its way
    crowd.is_over = True
    for task in followers:
        task.cancel()
    missed = sum(len(crowd.acknowledged - one.heard) for one in everybody)
    lost = sum(one.lost_streams for one in everybody)
    for one in everybody:
        one.transport.close()
        for connection in (one.connection, one.follower, one.reader):
            if connection.transport:
                connection.transport.close()
    return span, loads, most, missed, lost, crowd.share * writers / len(everybody)


def line(name, values):
    ordered = sorted(values)
    return f"| {name} | {len(values):,} | " + " | ".join(f"{percentile(ordered, share) * 1000:.0f}" for share in (0.5, 0.95, 0.99)) + f" | {ordered[-1] * 1000:.0f} |" if values else f"| {name} | 0 | | | | |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--think", type=float, default=5, help="seconds between two actions of somebody, in the mean")
    parser.add_argument("--writes", type=float, default=0.2, help="share of actions that change something")
    parser.add_argument("--warm-up", type=float, default=15, help="seconds that do not count")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    before = "/".join(f"{value:.1f}" for value in os.getloadavg()[:2])
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            keeper = server.client(*demo.login("administrator"))
            people = accounts(server, keeper, options)
            print(f"{len(people)} people let in", flush=True)
            crowd = Crowd(options, server)
            span, (server_load, own_load), most, missed, lost, writes = asyncio.run(run(crowd, people))
            waits = server.client().call("GET", "/metrics").body.decode()
            revision = keeper.get("/api/v1/workspace")["revision"]
            stopped = server.stop()
        verify = demo.verify()
    problems = [*crowd.failures[:5], *([f"{missed} changes were not heard"] if missed else []), *([f"{lost} streams ended"] if lost else []),
                *([f"verify: exit {verify.returncode}: {(verify.stdout + verify.stderr).decode()[-1500:]}"] if verify.returncode else []), *([f"the server ended with {stopped}"] if stopped else []),
                *([f"revision {revision} after {max(crowd.acknowledged)}"] if crowd.acknowledged and revision < max(crowd.acknowledged) else [])]
    rows = ["", f"## {options.users} people at once, {options.minutes:g} minutes", "",
            f"{datetime.datetime.now():%Y-%m-%d %H:%M}, {machine()}, load before (1/5 min) {before}; `Benchmarks/users.py`, thinking {options.think:g} s, {writes:.0%} of the actions are changes, server and script on the same cores.", "",
            "| | how many | p50, ms | p95, ms | p99, ms | most, ms |", "|---|---|---|---|---|---|",
            line("read of a screen", crowd.times["read"]), line("change, until it is acknowledged", crowd.times["write"]), line("screen fetched again after somebody's change", crowd.times["follow"]), "",
            f"{len(crowd.times['read']) / span:.1f} reads, {len(crowd.times['write']) / span:.1f} changes and {len(crowd.times['follow']) / span:.0f} fetches after changes a second; answers by status: "
            + ", ".join(f"{status}: {count:,}" for status, count in sorted(crowd.statuses.items())) + f". Server {server_load:.2f} cores, {most:.2f} GiB at most; script {own_load:.2f} cores. "
            f"{len(crowd.acknowledged):,} changes acknowledged, each heard on {options.users} streams; {missed} missed, {lost} streams ended, the journal verifies." ]
    print("\n".join(rows))
    for name, values in sorted(crowd.by_screen.items(), key=lambda one: -sum(one[1])):
        print(line(name, values))
    for text, count in sorted(crowd.refused.items(), key=lambda one: -one[1])[:8]:
        print(f"{count} × {text}")
    print(waits[-2500:])
    for problem in problems:
        print("NOT AS IT SHOULD BE: " + problem)
    if problems:
        sys.exit(1)
    with open(ROOT / "Benchmarks/results.md", "a", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
