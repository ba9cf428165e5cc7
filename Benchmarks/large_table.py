#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From the key to the painted cell in the one table of a large company, in the browser that typed and in a second one, and where the time went.

    large_table.py FOLDER [--rounds 15]      (FOLDER as large_company.py leaves it; needs Chromium)

Serves the folder, signs two new people in, opens the table in both browsers, unfolds a family, and types in turn into an item, the family above it, the total of the
company and a driver of a department, and changes a deal. Appends the figures to Benchmarks/results.md.
"""
import argparse
import datetime
import os
import pathlib
import re
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "Tests/Acceptance"), str(ROOT / "Tests/Browser")]

from report import percentile
from run import machine
from server import Server, printed_logins, tongpin

MONTH = "2027-01"
# Notes a change after the next frame that begins once it is in the page was painted: at most a frame late. What was typed and is not yet answered does not
# count. Nothing is looked at in between, since drawing frames for that alone would take a third of a core.
WATCH = """cell => {
  window.seen = [];
  window.watcher?.disconnect();
  let last = null;
  const look = () => {
    const here = document.querySelector(`.n[data-cell="${CSS.escape(cell)}"]`), raw = here?.dataset.raw;
    if (!raw || raw === last || here.closest('.rgCell').classList.contains('waiting')) return;
    last = raw;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.seen.push([Number(raw), performance.timeOrigin + performance.now()]);
      channel.port2.postMessage(0);
    });
  };
  window.watcher = new MutationObserver(look);
  window.watcher.observe(document.querySelector('revo-grid'), { subtree: true, childList: true, attributes: true, attributeFilter: ['data-raw', 'class'] });
  look();
}"""
GO_TO = """async ([row, column]) => {
  const grid = document.querySelector('revo-grid');
  const rows = await grid.getVisibleSource();
  grid.scrollToRow(Math.max(0, rows.findIndex((model) => model.id === row) - 6));
  grid.scrollToColumnProp('v:' + column);
}"""
# The key that commits: Enter in the cell, or Enter in the question how to spread.
PRESS = """() => {
  addEventListener('keydown', (event) => { if (event.key === 'Enter') window.pressedAt = performance.timeOrigin + performance.now(); }, { capture: true });
  const ask = window.fetch;
  window.commandsSent = 0;
  window.fetch = (address, ...rest) => { if (String(address).endsWith('/commands')) window.commandsSent += 1; return ask(address, ...rest); };
}"""


class Pages:
    """Two people before the same table."""

    def __init__(self, visits):
        self.a, self.b = (visit.page for visit in visits)
        self.visits, self.answers = visits, []
        for name, page in (("A", self.a), ("B", self.b)):
            page.on("response", lambda answer, name=name: self.note(name, answer))

    def note(self, name, answer):
        what = "command" if answer.url.endswith("/commands") else "table" if "/table?" in answer.url else None
        if what:
            self.answers.append((name, what, answer))

    def show(self, row, month=MONTH):
        for page in (self.a, self.b):
            page.evaluate(GO_TO, [row, month])
            page.wait_for_selector(f'.n[data-cell="{row}@{month}"]', timeout=20000)
            page.wait_for_timeout(300)
            page.evaluate(WATCH, f"{row}@{month}")

    def edit(self, row, value):
        """Milliseconds from the key to the painted cell in A and in B, and the parts of the way."""
        cell = f"{row}@{MONTH}"
        self.answers.clear()
        sent = self.a.evaluate("window.commandsSent")
        self.a.click(f'[data-cell="{cell}"]')
        self.a.keyboard.type(str(value))
        self.a.keyboard.press("Enter")
        # What has parts asks how to spread; the rest is sent at once.
        self.a.wait_for_function("sent => window.commandsSent > sent || document.querySelector('.spread-popover')", arg=sent, timeout=20000)
        if self.a.query_selector(".spread-popover"):
            self.a.keyboard.press("Enter")
        seen = "value => window.seen.find(([seen]) => Math.abs(seen - value) < 0.5)?.[1]"
        painted = []
        for page in (self.a, self.b):
            page.wait_for_function(f"value => !!({seen})(value)", arg=value, timeout=20000)
            painted.append(page.evaluate(seen, value))
        pressed = self.a.evaluate("window.pressedAt")
        return {"A": painted[0] - pressed, "B": painted[1] - pressed, **self.shares()}

    def shares(self):
        parts = {}
        for name, what, answer in list(self.answers):
            if f"{name} {what}" in parts:
                continue
            steps = {step: float(ms) for step, ms in re.findall(r"(\w+);dur=([\d.]+)", answer.headers.get("server-timing", ""))}
            answer.finished()
            timing = answer.request.timing
            parts[f"{name} {what}"] = timing["responseEnd"] - max(timing["requestStart"], 0)
            parts |= {f"{name} {what} {step}": ms for step, ms in steps.items()}
            parts[f"{name} {what} bytes"] = float(answer.headers.get("content-length", 0))
        return parts


    def commit(self, deal, is_committed):
        """The same for a deal that is committed or not, sent as its card sends it."""
        self.answers.clear()
        before = [page.evaluate("window.seen.length") for page in (self.a, self.b)]
        self.a.evaluate("""async ([deal, isCommitted]) => {
          const { send } = await import('/src/store/commands.js');
          window.pressedAt = performance.timeOrigin + performance.now();
          send('update-deal', { deal, isCommitted }, { opensPanel: true });
        }""", [deal, is_committed])
        painted = []
        for page, known in zip((self.a, self.b), before):
            page.wait_for_function("known => window.seen.length > known", arg=known, timeout=20000)
            painted.append(page.evaluate("window.seen.at(-1)[1]"))
        pressed = self.a.evaluate("window.pressedAt")
        return {"A": painted[0] - pressed, "B": painted[1] - pressed, **self.shares()}


def unfold(page, row):
    page.evaluate(GO_TO, [row, MONTH])
    page.wait_for_timeout(500)
    label = page.evaluate("async (row) => (await document.querySelector('revo-grid').getVisibleSource()).findIndex((model) => model.id === row)", row)
    page.locator(f'revo-grid [data-rgrow="{label}"] button.twist').first.click()
    page.wait_for_timeout(500)


def chosen(client):
    """An item, the family above it, the total and a driver, with what stands there."""
    rows = client.get("/api/v1/table", **{"from": MONTH, "to": MONTH})["rows"]
    item = next(row for row in rows if row["measure"] == "units" and row["level"] == 2)
    driver = next(row for row in rows if row["measure"] == "headcount" and row["level"] == 1)
    found = {row["id"]: float(row["values"][0]) for row in rows if row["values"][0] is not None}
    return {name: (row, found[row]) for name, row in (("item", item["id"]), ("family", item["parent"]), ("company", "units"), ("driver", driver["id"]))}


def open_deal(client):
    """A deal that moves a total of the table when it is committed and when it is not, and that total."""
    for deal in client.get("/api/v1/deals")["deals"]:
        if deal["kind"] == "project" and deal["outcome"] == "open" and (deal["closesOn"] or "") > "2026-12":
            answers = [client.command(f"probe-{deal['code']}-{is_committed}-{time.time()}", "update-deal", {"deal": deal["code"], "isCommitted": is_committed})
                       for is_committed in (True, False)]
            cells = [one["cell"].split("@") for one in answers[1]["moved"] if re.fullmatch(r"(orders|shipments|revenue)@20\d\d-\d\d", one["cell"])]
            if cells:
                return deal["code"], cells[0]
    raise SystemExit("no deal moves a total")


def measure(folder, rounds):
    logins = []
    for name in ("a", "b"):
        text = tongpin("user", "add", f"bench-{name}-{int(time.time())}", "--name", name.upper(), "--role", "administrator", "--data", folder, check=True).stdout.decode()
        logins += printed_logins(text)
    with Server(folder) as server:
        os.environ["TONGPIN_URL"] = f"http://127.0.0.1:{server.port}"
        from browser import Visit, chromium
        client = server.client(*logins[0])
        places, (deal, moved) = chosen(client), open_deal(client)
        with chromium() as browser:
            visits = [Visit(browser, language, 1920).sign_in(*login) for language, login in zip(("zh", "en"), logins)]
            pages = Pages(visits)
            for visit in visits:
                visit.open("table", ".plan-grid [data-raw]:not(:empty)")
                visit.page.wait_for_timeout(500)
                unfold(visit.page, places["family"][0])
            pages.a.evaluate(PRESS)
            results = {}
            for name, (row, value) in places.items():
                pages.show(row)
                step = max(1, round(value * 0.01))
                pages.edit(row, round(value) + step)  # opens the side panel
                pages.show(row)
                results[name] = [pages.edit(row, round(value) + step * (2 + number)) for number in range(rounds)]
                print(name, line(results[name]), flush=True)
            pages.show(*moved)
            pages.commit(deal, True)
            results["deal"] = [pages.commit(deal, number % 2 == 1) for number in range(rounds)]
            print("deal", line(results["deal"]), flush=True)
            errors = [error for visit in visits for error in visit.errors]
        memory = next(one for one in open(f"/proc/{server.process.pid}/status") if one.startswith("VmRSS"))
    if errors:
        print("errors in the pages:", *errors, sep="\n  ")
    return results, int(memory.split()[1]) / 2**20


def line(runs):
    a, b = ([run[name] for run in runs] for name in "AB")
    return f"A p50 {percentile(a, 0.5):.0f} p95 {percentile(a, 0.95):.0f} ms, B p50 {percentile(b, 0.5):.0f} p95 {percentile(b, 0.95):.0f} ms"


def middle(runs, name):
    found = [run[name] for run in runs if name in run]
    return statistics.median(found) if found else 0.0


def write(results, memory):
    load = "/".join(f"{value:.1f}" for value in os.getloadavg()[:2])
    everything = [run for runs in results.values() for run in runs]
    rows = ["", "## The one table at 1,000 items × 10 regions × 36 months", "",
            f"{datetime.datetime.now():%Y-%m-%d %H:%M}, {machine()}, load (1/5 min) {load}; `Benchmarks/large_table.py`, {len(everything)} edits, server {memory:.1f} GiB.",
            "Milliseconds; the parts are medians.", "",
            "| typed into | A: p50 / p95 | B: p50 / p95 | command | entry | engine | journal | totals | alerts | table read | table JSON | rest of both requests | browser A |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for name, runs in [*results.items(), ("all", everything)]:
        a, b = ([run[one] for run in runs] for one in "AB")
        requests = [run.get("A command", 0) + run.get("A table", 0) for run in runs]
        served = [sum(run.get(f"A {what} {step}", 0) for what in ("command", "table") for step in ("queue", "turn", "json")) for run in runs]
        cells = [f"{percentile(a, 0.5):.0f} / {percentile(a, 0.95):.0f}", f"{percentile(b, 0.5):.0f} / {percentile(b, 0.95):.0f}"]
        cells += [f"{middle(runs, 'A command turn'):.1f}"] + [f"{middle(runs, f'A command {step}'):.1f}" for step in ("entry", "engine", "journal", "totals", "alerts")]
        table = [max(run.get("A table table", 0), run.get("B table table", 0)) for run in runs]
        cells += [f"{statistics.median(table):.1f}", f"{middle(runs, 'A table json'):.1f}",
                  f"{statistics.median(both - own for both, own in zip(requests, served)):.1f}", f"{statistics.median(all_ - both for all_, both in zip(a, requests)):.1f}"]
        rows.append("| " + " | ".join([name, *cells]) + " |")
    rows += ["", f"A change brings {middle(everything, 'A table bytes') / 1024:.0f} KiB of rows.", ""]
    with open(ROOT / "Benchmarks/results.md", "a", encoding="utf-8") as file:
        file.write("\n".join(rows))
    print("\n".join(rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    write(*measure(options.folder, options.rounds))


if __name__ == "__main__":
    main()
