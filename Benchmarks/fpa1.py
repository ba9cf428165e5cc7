# SPDX-License-Identifier: Apache-2.0
"""The planning benchmark FPA-1: Tongpin, the C++ reference and numpy turn by turn, and a check of every result.

    fpa1.py --size M [--rounds 3] [--peers] [--no-check]

Prints a table of medians and ratios with the load average, and appends it to Benchmarks/results-fpa1.md. What is not built is left
out and said. Docs/fpa1.md explains the model, the cases and the columns.
"""
import argparse
import datetime
import json
import os
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
REFERENCE, MODEL, BINARY = ROOT / "Reference/fpa1", ROOT / "Models/fpa1.plan", ROOT / ".build/release/tongpin"
RESULTS = ROOT / "Benchmarks/results-fpa1.md"
CHECKED = [None, "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"]


def run(command, **options):
    """Runs a command; returns its output, or None (saying why) where it fails."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=ROOT, **options)
    if result.returncode == 0:
        return result.stdout
    lines = (result.stderr or result.stdout).strip().splitlines()
    print(f"left out: {pathlib.Path(command[0]).name} {' '.join(map(str, command[1:3]))}: {lines[-1] if lines else 'failed'}")
    return None


def records(output, **defaults):
    """JSON lines of an engine: engine, size, case, threads, median_ms, …"""
    lines = (output or "").splitlines()
    return [defaults | json.loads(line) for line in lines if line.startswith("{")]


def one_round(size, folder, reference, runs):
    """Each engine once, one after the other."""
    found = []
    if reference:
        found += records(run([reference, "--size", size, "--threads", "1,2", "--runs", runs]))
    found += records(run([sys.executable, REFERENCE / "oracle.py", "--size", size, "--time", "--runs", runs]))
    if BINARY.exists():
        output = run([BINARY, "plan", "benchmark", MODEL, "--inputs", folder, "--threads", "1,2", "--json"])
        found += [record | {"engine": "tongpin", "size": size} for record in records(output)]
    else:
        print("left out: tongpin is not built")
    return found


def medians(found):
    """(case, threads) → engine → median over the rounds, ms."""
    table = {}
    for record in found:
        engines = table.setdefault((record["case"], record.get("threads", 1)), {})
        engines.setdefault(record["engine"], []).append(record["median_ms"])
    return {key: {engine: statistics.median(values) for engine, values in engines.items()}
            for key, engines in table.items()}


def milliseconds(value):
    return "–" if value is None else f"{value * 1e3:.0f} µs" if value < 0.1 else f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms"


def ratio(above, below):
    return "–" if above is None or below is None else f"{above / below:.2f}" if above < 10 * below else f"{above / below:.0f}"


def rows(table):
    """Lines of the table. numpy and most peers have no incremental calculation: an edit costs them a full one."""
    full = table.get(("full", 1), {})
    engines = sorted({engine for found in table.values() for engine in found} - {"tongpin", "c++", "numpy"})
    yield "| case | threads | Tongpin | C++ | numpy | Tongpin ÷ C++ | numpy ÷ Tongpin |" + "".join(
        f" {engine} | {engine} ÷ Tongpin |" for engine in engines)
    yield "|---|---|---|---|---|---|---|" + "---|---|" * len(engines)
    for (case, threads), found in sorted(table.items(), key=lambda item: (item[0][0] != "full", item[0])):
        ours, limit = found.get("tongpin"), found.get("c++")
        peer = found.get("numpy", full.get("numpy"))
        cells = [case, str(threads), milliseconds(ours), milliseconds(limit), milliseconds(peer), ratio(ours, limit),
                 ratio(peer, ours)]
        for engine in engines:
            other = found.get(engine)
            cells += [milliseconds(other), ratio(other, ours)]
        yield "| " + " | ".join(cells) + " |"


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "processor not known"


def check(size, folder):
    """Compares what every engine calculated with the oracle; returns lines for the results."""
    said = []
    form = folder.parent / f"{size}-results"
    for edit in CHECKED if BINARY.exists() else []:
        named = ["--edits", folder / "edits.json", "--edit", edit] if edit else []
        command = [BINARY, "plan", "calculate", MODEL, "--inputs", folder, *named, "--output", form, "--format", "f64"]
        if run(command) is None:
            said.append(f"{edit or 'full'}: not checked")
            continue
        named = ["--edit", edit] if edit else []
        output = run([sys.executable, REFERENCE / "oracle.py", "--size", size, "--compare", form, *named])
        said.append((output or f"{edit or 'full'}: DIFFERS from the oracle").strip())
    return said


def inputs(size):
    """Writes the inputs folder of a size and returns it."""
    folder = ROOT / "out/fpa1" / size
    form = "f64" if size in ("L", "XL") else "csv"
    if not (folder / f"units.{form}").exists():
        subprocess.run([sys.executable, REFERENCE / "generate.py", "--size", size, "--format", form, "--output", folder],
                       check=True)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="M", choices=["XS", "S", "M", "M60", "L", "XL"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--runs", type=int, default=9, help="calculations of each engine in a round")
    parser.add_argument("--peers", action="store_true", help="databases and spreadsheets too: Benchmarks/fpa1_peers.py")
    parser.add_argument("--no-check", action="store_true")
    options = parser.parse_args()
    folder = inputs(options.size)
    reference = ROOT / "out/fpa1/reference"
    if run(["sh", REFERENCE / "build.sh", reference]) is None:
        reference = None
    found = []
    for _ in range(options.rounds):
        found += one_round(options.size, folder, reference, options.runs)
    if options.peers:
        found += records(run([sys.executable, ROOT / "Benchmarks/fpa1_peers.py", "--size", options.size]))
    lines = list(rows(medians(found)))
    load = "/".join(f"{value:.1f}" for value in os.getloadavg()[:2])
    now = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
    title = f"## {options.size}, {now}, {processor()}, {os.cpu_count()} cores, load (1/5 min) {load}"
    checked = [] if options.no_check else check(options.size, folder)
    text = "\n".join([title, "", *lines, "", *(f"- {line}" for line in checked), *([""] if checked else [])])
    print(text)
    if not RESULTS.exists():
        RESULTS.write_text("# FPA-1\n\nMedians and ratios, newest last. Written by `Benchmarks/fpa1.py`; Docs/fpa1.md explains them.\n\n")
    with open(RESULTS, "a", encoding="utf-8") as file:
        file.write(text + "\n")


if __name__ == "__main__":
    main()
