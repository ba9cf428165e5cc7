#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Decisions that should not have been, searched for through the use cases: STEPS random steps of random people and their scripts, and each planted hole found."""
import os
import re
import subprocess

from access_matrix import FLAGS
from report import Report
from server import ROOT

STEPS = os.environ.get("TONGPIN_DECISION_STEPS", "100000")
HOLES = 8


def main():
    report = Report("decisions")
    build = subprocess.run(["swift", "build", *FLAGS, "--build-tests"], cwd=ROOT, capture_output=True, text=True)
    if report.equal(build.returncode, 0, f"the tests are built: {build.stderr[-400:]}"):
        run = subprocess.run(
            ["swift", "test", *FLAGS, "--skip-build", "--filter", "DecisionSearchLaws"], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "TONGPIN_DECISION_STEPS": STEPS})
        report.equal(run.returncode, 0, f"the search holds: {run.stdout[-3000:]}")
        steps = re.search(r"decision search: (\d+) steps, (\d+) approvals \(([^)]*)\)", run.stdout)
        found = re.findall(r"decision search: (\w+) found after (\d+) steps", run.stdout)
        report.expect(steps and int(steps[1]) >= int(STEPS) - 500, "the steps were taken")
        report.equal(len(found), HOLES, "planted holes found")
        report.figure("steps", steps[1] if steps else 0)
        report.figure("approvals judged", f"{steps[2]} ({steps[3]})" if steps else 0)
        report.figure("holes", ", ".join(f"{name} after {count}" for name, count in found))
    report.finish()


if __name__ == "__main__":
    main()
