#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kill -9 during a stream of edits: every acknowledged edit is there afterwards, and `tongpin verify` passes.

Every round starts the server on the same folder, streams edits under keys of our own, kills at a random point (a third of them within a
millisecond after a request was sent), starts again and asks for every edit of the round by its key and by its value, and for a sample of
earlier ones. An edit without an answer may be there or not, but nothing in between: its key and its value must tell the same story.

  --rounds N        kills (50)
  --plant-loss      after one kill the folder of the round's start is put back, as a disk that lied would: the loop MUST fail
  --expect-loss     sets TONGPIN_TEST_ACK_BEFORE_SYNC=1 for the server and succeeds only when the loop fails
"""
import argparse
import random
import shutil
import subprocess
import threading
import time

from report import Report, percentile
from server import Scratch, Server, demo_company


class Story:
    """What was asked for and what was answered."""

    def __init__(self):
        self.acknowledged = {}  # key → (place, value, event)
        self.unanswered = {}  # key → (place, value)
        self.values = {}  # place → value last acknowledged
        self.sent_at = 0.0

    def last_value(self, place):
        return self.values.get(place)


def places(client):
    """(item, region, month) cells that an override may be set on."""
    workspace = client.get("/api/v1/workspace")
    months = [m for m in months_after(workspace["cutoffMonth"], 12) if m <= workspace["lastMonth"]]
    series = client.get("/api/v1/forecasts")["series"][:8]
    return [(entry["item"], entry["region"], month) for entry in series for month in months]


def months_after(month, count):
    year, number = map(int, month.split("-"))
    for _ in range(count):
        number += 1
        if number == 13:
            year, number = year + 1, 1
        yield f"{year:04d}-{number:02d}"


def stream(client, story, cells, generator, name, stop):
    """Sends one edit after the other until the server is gone."""
    number = 0
    while not stop.is_set():
        number += 1
        key, place, value = f"{name}-{number}", generator.choice(cells), str(generator.randint(1, 100_000))
        item, region, month = place
        story.unanswered[key] = (place, value)
        story.sent_at = time.perf_counter()
        try:
            answer = client.send(
                key, "override-forecast", {"item": item, "region": region, "month": month, "value": value}, reason="kill loop")
        except Exception:
            return
        if answer.status == 200:
            del story.unanswered[key]
            story.acknowledged[key] = (place, value, answer.json["event"])
            story.values[place] = value
        elif answer.status != 503:
            raise RuntimeError(f"edit refused: {answer.status} {answer.body[:300]!r}")


def kill_at_random(server, story, generator, kind):
    """Waits for the chosen moment and kills."""
    time.sleep(generator.uniform(0.02, 0.5))
    if kind == "just-sent":
        seen = story.sent_at
        while story.sent_at == seen and server.process.poll() is None:
            pass
        time.sleep(generator.uniform(0, 0.001))
    elif kind == "spread":
        time.sleep(generator.uniform(0, 0.2))
    server.kill()


def value_there(client, place):
    item, region, month = place
    found = client.get("/api/v1/forecast", item=item, region=region)
    return next((entry["override"] for entry in found["forecast"] if entry["month"] == month), None)


def compare(report, client, story, recent, generator):
    """Asks for the edits of this round and a sample of the earlier ones."""
    keys = [key for key in recent if key in story.acknowledged]
    older = [key for key in story.acknowledged if key not in recent]
    for key in keys + generator.sample(older, min(20, len(older))):
        place, value, event = story.acknowledged[key]
        answer = client.call("GET", f"/api/v1/commands/{key}")
        if report.equal(answer.status, 200, f"acknowledged edit {key} = {value} at {place} is known"):
            report.equal(answer.json["event"], event, f"event of {key}")
    kept = 0
    for key, (place, value) in list(story.unanswered.items()):
        answer = client.call("GET", f"/api/v1/commands/{key}")
        if answer.status == 200:
            kept += 1
            story.values[place] = value
            story.acknowledged[key] = (place, value, answer.json["event"])
        else:
            report.equal(answer.status, 404, f"an edit that was not kept ({key})")
        del story.unanswered[key]
    for place, value in generator.sample(sorted(story.values.items()), min(25, len(story.values))):
        found = value_there(client, place)
        report.expect(found is not None and float(found) == float(value), f"{place} holds {found}, acknowledged was {value}")
    return kept


def run(report, rounds, generator, plant_loss, environment):
    story, restarts, kept, in_flight = Story(), [], 0, 0
    planted_round = rounds // 2 if plant_loss else None
    with Scratch() as scratch:
        demo = demo_company(scratch)
        login, password = demo.login("administrator")
        with Server(demo.folder) as server:
            client = server.client(login, password)
            client.use_token("kill loop")
            headers, cells = client.headers, places(client)
        for number in range(rounds):
            before = demo.copy(scratch / "before") if number == planted_round else None
            server = Server(demo.folder, environment=environment)
            restarts.append(server.wait_ready())
            client = server.client()
            client.headers = headers
            known, stop = set(story.acknowledged), threading.Event()
            writer = threading.Thread(target=stream, args=(client, story, cells, generator, f"kill-{number}", stop))
            writer.start()
            kill_at_random(server, story, generator, ("just-sent", "spread", "spread")[number % 3])
            stop.set()
            writer.join()
            in_flight += len(story.unanswered)
            if before:
                shutil.rmtree(demo.folder)
                before.copy(demo.folder)
            recent = set(story.acknowledged) - known
            with Server(demo.folder) as server:
                client = server.client()
                client.headers = headers
                kept += compare(report, client, story, recent, generator)
            if report.failures and (plant_loss or environment):
                break
        verify = demo.verify()
        report.equal(verify.returncode, 0, f"verify: {(verify.stdout + verify.stderr).decode()[-400:]}")
    report.figure("kills", number + 1)
    report.figure("acknowledged edits", len(story.acknowledged) - kept)
    report.figure("in flight at a kill", f"{in_flight}, of which kept {kept}")
    report.figure("start after a kill, median", f"{percentile(restarts, 0.5):.2f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--plant-loss", action="store_true")
    parser.add_argument("--expect-loss", action="store_true")
    options = parser.parse_args()
    report = Report("kill loop" + (" with a planted loss" if options.plant_loss else ""))
    report.say(f"seed {options.seed}")
    environment = {"TONGPIN_TEST_ACK_BEFORE_SYNC": "1"} if options.expect_loss else None
    run(report, options.rounds, random.Random(options.seed), options.plant_loss, environment)
    if options.plant_loss or options.expect_loss:
        seen, report.failures, report.checked = len(report.failures), [], 1
        if not seen:
            cause = "the loop is blind" if options.plant_loss else "this build ignores TONGPIN_TEST_ACK_BEFORE_SYNC, or the loop is blind"
            report.failures = [f"nothing was found missing: {cause}"]
            report.say(report.failures[0])
        report.figure("losses found", seen)
    report.finish()


if __name__ == "__main__":
    main()
