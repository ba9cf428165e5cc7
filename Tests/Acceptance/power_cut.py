#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The power goes during a stream of edits: of every file only what had been synced is left (and sometimes a part of what had not), and every
acknowledged edit must still be there. kill -9 alone cannot show this, because the system keeps what a killed program wrote.

power_cut.c, loaded before the C library, writes down what the server does to its folder; after the kill the folder is put together again from that.

  --rounds N    power cuts (20)
  --late        syncs of the last 100 ms do not count, which is what is left of a program that says "done" and syncs later: the loop MUST find losses
"""
import argparse
import random
import shutil
import struct
import subprocess
import threading
import time

from kill_loop import Story, compare, kill_at_random, places, stream
from report import Report
from server import ROOT, Scratch, Server, demo_company

HEAD = struct.Struct("<cQQQ")


def build(folder):
    library = folder / "power_cut.so"
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(ROOT / "Tests/Acceptance/power_cut.c")], check=True)
    return library


def operations(log):
    """(kind, inode, offset, bytes) in order; an unfinished record at the end is left out."""
    data, place = log.read_bytes(), 0
    while place + HEAD.size <= len(data):
        kind, inode, offset, length = HEAD.unpack_from(data, place)
        place += HEAD.size
        if place + length > len(data):
            return
        yield kind, inode, offset, data[place:place + length]
        place += length


def apply(content, kind, offset, data):
    if kind == b"T":
        del content[offset:]
        content.extend(b"\0" * (offset - len(content)))
    elif kind == b"W":
        content.extend(b"\0" * (offset - len(content)))
        content[offset:offset + len(data)] = data


def cut(folder, before, log, generator, until=None):
    """Leaves of every file what was synced, and of what was not a beginning of random length; syncs after the moment
    `until` do not count. Number of writes that were lost."""
    by_inode, begun, synced, lost = {}, {}, {}, 0
    for kind, inode, offset, data in operations(log):
        steps = by_inode.setdefault(inode, [])
        if kind == b"B":
            begun[inode] = len(steps)
        elif kind == b"S":
            synced[inode] = begun[inode] if until is None or offset <= until else synced.get(inode, 0)
        else:
            steps.append((kind, offset, data))
    for path in sorted(folder.rglob("*")):
        steps = by_inode.get(path.stat().st_ino) if path.is_file() else None
        if path.name.endswith("-shm"):
            path.unlink()
        elif steps is not None:
            old = before / path.relative_to(folder)
            content = bytearray(old.read_bytes()) if old.exists() else bytearray()
            kept = synced.get(path.stat().st_ino, 0)
            if generator.random() < 0.3:
                kept += generator.randint(0, len(steps) - kept)
            lost += len(steps) - kept
            for step in steps[:kept]:
                apply(content, *step)
            path.write_bytes(content)
    return lost


def one_round(report, demo, scratch, library, story, headers, cells, generator, number, late):
    before, log = scratch / "before", scratch / "power.log"
    shutil.rmtree(before, ignore_errors=True)
    log.unlink(missing_ok=True)
    demo.copy(before)
    environment = {"LD_PRELOAD": str(library), "TONGPIN_POWER_FOLDER": str(demo.folder.resolve()), "TONGPIN_POWER_LOG": str(log)}
    server = Server(demo.folder, environment=environment)
    server.wait_ready()
    client = server.client()
    client.headers = headers
    known, stop = set(story.acknowledged), threading.Event()
    writer = threading.Thread(target=stream, args=(client, story, cells, generator, f"power-{number}", stop))
    writer.start()
    kill_at_random(server, story, generator, "spread")
    until = time.monotonic_ns() - 100_000_000 if late else None
    stop.set()
    writer.join()
    seen = sum(kind == b"S" for kind, *_ in operations(log)) if log.exists() else 0
    report.expect(seen > 0, "the recording saw the server sync its files")
    lost = cut(demo.folder, before, log, generator, until) if seen else 0
    recent = set(story.acknowledged) - known
    try:
        with Server(demo.folder) as server:
            client = server.client()
            client.headers = headers
            compare(report, client, story, recent, generator)
    except RuntimeError as error:
        report.expect(False, f"after the power cut the server does not start: {error}")
    return lost


def run(report, rounds, generator, late):
    story, lost = Story(), 0
    with Scratch() as scratch:
        library, demo = build(scratch), demo_company(scratch)
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            client.use_token("power cut")
            headers, cells = client.headers, places(client)
        for number in range(rounds):
            lost += one_round(report, demo, scratch, library, story, headers, cells, generator, number, late)
            if report.failures:
                break
        if not late:
            verify = demo.verify()
            report.equal(verify.returncode, 0, f"verify: {(verify.stdout + verify.stderr).decode()[-400:]}")
    report.figure("power cuts", number + 1)
    report.figure("acknowledged edits", len(story.acknowledged))
    report.figure("writes that were not synced and went", lost)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--late", action="store_true")
    options = parser.parse_args()
    report = Report("power cuts" + (", with syncs that come late" if options.late else ""))
    run(report, options.rounds, random.Random(options.seed), options.late)
    if options.late:
        seen, report.failures, report.checked = len(report.failures), [], 1
        report.expect(seen > 0, "nothing was found missing: the loop is blind")
        report.figure("losses found", seen)
    report.finish()


if __name__ == "__main__":
    main()
