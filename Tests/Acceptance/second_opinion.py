# SPDX-License-Identifier: Apache-2.0
"""The whole plan once more, by Reference/manufacturing/plan_company.py, which knows the specification and nothing of the program: every line it calculates
must equal the program's to 1e-9 of the line's largest figure."""
import json
import subprocess
import sys

import numpy as np

from server import ROOT

RELATIVE = 1e-9


def calculate(company):
    """Totals by month and by day, as the reference program comes to them."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "Reference/manufacturing/plan_company.py")], input=json.dumps(company).encode(), capture_output=True, check=True)
    answer = json.loads(done.stdout)
    return {**answer["months"], **answer["days"]}


def compare(report, company, when=""):
    """Compares every line that both know; the largest disagreement, relative to its line."""
    reference, worst, figures = calculate(company), 0.0, 0
    for name, expected in sorted(reference.items()):
        if name not in company["totals"]:
            continue
        shown = np.array([np.nan if value is None else value for value in company["totals"][name]])
        expected = np.array(expected)
        if not report.equal(shown.size, expected.size, f"{when}{name}: periods"):
            continue
        # A difference of large numbers has no more digits than they have: cash lines are measured against millions.
        scale = max(1.0, np.abs(expected).max(initial=0.0), 1e6 if name.startswith("cash") else 0.0)
        difference = np.abs(shown - expected) / scale
        place = int(np.argmax(difference))
        worst, figures = max(worst, float(difference.max())), figures + shown.size
        report.expect(bool(np.all(difference <= RELATIVE)), f"{when}{name} at {place}: {shown[place]!r}, reference {expected[place]!r}")
    report.expect(figures > 1_000, f"{when}figures that both know: {figures}")
    return worst, figures
