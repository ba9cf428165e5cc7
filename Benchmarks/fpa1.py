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
        output = run([BINARY, "plan", "benchmark", MODEL, "--inputs", folder, "--threads", "1,2", "--edits",
                      folder / "edits.json", "--json"])
        found += [record | {"engine": "tongpin", "size": size} for record in records(output)]
    else:
        print("left out: tongpin is not built")
    return found


def time_of(record):
    """Milliseconds that stand in the table: CPU time of one thread, for others use the machine too; else the clock on the wall.

    LibreOffice is always timed by the clock: the CPU time of another process is told in ticks of 10 ms.
    """
    by_clock = record.get("threads", 1) > 1 or record["engine"] == "libreoffice"
    return record["median_ms" if by_clock else "cpu_median_ms"]


def medians(found):
    """(case, threads) → engine → median over the rounds, ms."""
    table = {}
    for record in found:
        engines = table.setdefault((record["case"], record.get("threads", 1)), {})
        engines.setdefault(record["engine"], []).append(time_of(record))
    return {key: {engine: statistics.median(values) for engine, values in engines.items()}
            for key, engines in table.items()}


def milliseconds(value):
    """A time with three digits or so; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value * 1e3:.0f} µs" if value < 0.1 else f"{value:.2f} ms" if value < 10 else f"{value:,.0f} ms"


def ratio(above, below):
    if above is None or below is None:
        return "–"
    return f"{above / below:.2f}" if above < 10 * below else f"{above / below:,.0f}"


def rows(table):
    """Lines of the table. numpy has no incremental calculation: an edit costs it a full one."""
    full = table.get(("full", 1), {})
    yield "| case | threads | Tongpin | C++ | numpy | Tongpin ÷ C++ | numpy ÷ Tongpin | numpy ÷ C++ |"
    yield "|---|---|---|---|---|---|---|---|"
    for (case, threads), found in sorted(table.items(), key=lambda item: (item[0][0] != "full", item[0])):
        if not {"tongpin", "c++", "numpy"} & set(found):
            continue
        ours, limit, peer = found.get("tongpin"), found.get("c++"), found.get("numpy", full.get("numpy"))
        cells = [case, str(threads), *map(milliseconds, (ours, limit, peer)), ratio(ours, limit), ratio(peer, ours),
                 ratio(peer, limit)]
        yield "| " + " | ".join(cells) + " |"


def peer_rows(table):
    """Lines of the table of databases, frames and spreadsheets; none where they were not run."""
    others = [(engine, case, threads, value, found) for (case, threads), found in table.items()
              for engine, value in found.items() if engine not in ("tongpin", "c++", "numpy")]
    if others:
        yield ""
        yield "| peer | case | time | peer ÷ Tongpin | peer ÷ C++ |"
        yield "|---|---|---|---|---|"
    for engine, case, _, value, found in sorted(others, key=lambda row: row[:3]):
        yield (f"| {engine} | {case} | {milliseconds(value)} | {ratio(value, found.get('tongpin'))} "
               f"| {ratio(value, found.get('c++'))} |")


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "processor not known"


def check(size, folder):
    """Compares what Tongpin calculated with the oracle, after every edit too; returns lines for the results."""
    if not BINARY.exists():
        return []
    faults, agreed = [], []
    results = folder.parent / f"{size}-results"
    for edit in CHECKED:
        name, named = edit or "full", ["--edit", edit] if edit else []
        edits = ["--edits", folder / "edits.json", *named] if edit else []
        command = [BINARY, "plan", "calculate", MODEL, "--inputs", folder, *edits, "--output", results, "--format", "f64"]
        if run(command) is None:
            faults.append(f"{name}: not checked")
        elif (said := run([sys.executable, REFERENCE / "oracle.py", "--size", size, "--compare", results, *named])) is None:
            faults.append(f"{name}: **differs from the oracle**")
        else:
            agreed.append((float(said.split("difference ")[1].split()[0]), name))
    if agreed:
        faults.append(f"agrees with the oracle after {', '.join(name for _, name in agreed)}: worst relative difference "
                      f"{max(agreed)[0]:.1e} ({max(agreed)[1]})")
    return faults


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
    table = medians(found)
    lines = [*rows(table), *peer_rows(table)]
    load = "/".join(f"{value:.1f}" for value in os.getloadavg()[:2])
    now = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
    title = f"## {options.size}, {now}, {processor()}, {os.cpu_count()} cores, load (1/5 min) {load}"
    checked = [] if options.no_check else check(options.size, folder)
    text = "\n".join([title, "", *lines, "", *(f"- {line}" for line in checked), ""])
    print(text)
    if not RESULTS.exists():
        RESULTS.write_text("# FPA-1\n\nMedians and ratios, newest last. Written by `Benchmarks/fpa1.py`; Docs/fpa1.md explains them.\n\n")
    with open(RESULTS, "a", encoding="utf-8") as file:
        file.write(text + "\n")


if __name__ == "__main__":
    main()
