# SPDX-License-Identifier: Apache-2.0
"""What a proof says: figures as they come, every failed expectation, one line at the end, the exit code."""
import sys
import time


class Report:
    def __init__(self, name):
        self.name = name
        self.failures = []
        self.checked = 0
        self.figures = []
        self.started = time.monotonic()

    def say(self, text):
        print(f"  {text}", flush=True)

    def figure(self, name, value):
        """A figure for the summary line."""
        self.figures.append(f"{name} {value}")
        self.say(f"{name}: {value}")

    def expect(self, holds, text):
        """Counts one expectation; a failed one is printed (the first fifty) and remembered."""
        self.checked += 1
        if not holds:
            self.failures.append(text)
            if len(self.failures) <= 50:
                print(f"  ✗ {text}", flush=True)
        return bool(holds)

    def equal(self, actual, expected, text):
        return self.expect(actual == expected, f"{text}: is {actual!r}, should be {expected!r}")

    def near(self, actual, expected, text, relative=1e-9, absolute=0.0):
        difference = abs(actual - expected)
        bound = relative * max(abs(actual), abs(expected)) + absolute
        return self.expect(difference <= bound, f"{text}: {actual!r} and {expected!r} differ by {difference:g}")

    def finish(self):
        """Prints the summary and ends the program: 0 when everything held and something was checked, else 1."""
        if not self.checked:
            self.failures.append("nothing was checked")
        mark = "✗" if self.failures else "✓"
        seconds = time.monotonic() - self.started
        outcome = f"{len(self.failures)} of {self.checked} expectations failed" if self.failures else f"{self.checked} expectations hold"
        print(f"{mark} {self.name}: {outcome}; {'; '.join(self.figures)} ({seconds:.0f} s)", flush=True)
        sys.exit(1 if self.failures else 0)


def percentile(values, share):
    """The nearest-rank percentile; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
