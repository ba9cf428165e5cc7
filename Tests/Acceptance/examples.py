#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The forecasting libraries in a package of somebody else: Examples/ForecastExamples is built and run, every program prints what its README
shows, twice the same, and what was built holds nothing of the server."""
import pathlib
import re
import subprocess

from report import Report

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Examples/ForecastExamples"
SERVER = ("TongpinServer", "Hummingbird", "GRDB", "NIOCore", "Warehouse", "PlanningCycle")


def shown():
    """Program and output of each block of the README that begins with `$ swift run`."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```\n\$ swift run -c release (\w+)\n(.*?)```", text, re.S)


def main():
    report = Report("examples")
    built = subprocess.run(["swift", "build", "-c", "release"], cwd=FOLDER, capture_output=True, text=True)
    report.equal(built.returncode, 0, f"build: {(built.stdout + built.stderr)[-500:]}")
    report.expect("warning:" not in built.stdout + built.stderr, f"the build warns: {(built.stdout + built.stderr)[-500:]}")
    programs = sorted(path.name for path in (FOLDER / "Sources").iterdir())
    blocks = shown()
    report.equal(sorted(name for name, _ in blocks), programs, "programs that the README shows")
    for name, expected in blocks:
        found = [subprocess.run([FOLDER / ".build/release" / name], capture_output=True, text=True) for _ in range(2)]
        report.equal(found[0].returncode, 0, f"{name}: {found[0].stderr[-300:]}")
        report.equal(found[0].stdout, expected, f"{name} prints what the README shows")
        report.equal(found[1].stdout, found[0].stdout, f"{name} prints the same again")
    modules = {path.stem for path in (FOLDER / ".build/release/Modules").glob("*.swiftmodule")}
    report.equal([name for name in SERVER if name in modules], [], "modules of the server that were built")
    report.expect("ForecastMethods" in modules, "the methods were built")
    report.figure("programs", len(blocks))
    report.finish()


if __name__ == "__main__":
    main()
