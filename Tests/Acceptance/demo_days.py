#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The example company opens whatever day it is: on the first days and the last of months, around Spring Festival and over the turn of the year."""
import sys

from report import Report
from server import Scratch, Server, printed_logins

DAYS = ("2026-12-01", "2026-12-02", "2026-12-31", "2027-01-01", "2027-02-06", "2027-02-28", "2027-03-01", "2028-02-29")


def main():
    report = Report("demo days")
    days = sys.argv[1:] or DAYS
    for day in days:
        with Scratch() as scratch:
            # The last word counts.
            server = Server(scratch / "demo", command="demo", arguments=("--today", day))
            try:
                server.wait_ready()
                logins = printed_logins(server.output())
                if not report.expect(len(logins) >= 6, f"{day}: people can sign in: {server.output()[-300:]}"):
                    continue
                client = server.client(*logins[0])
                overview = client.get("/api/v1/overview")
                report.expect(overview is not None, f"{day}: the overview answers")
                report.expect(len(client.get("/api/v1/alerts")["alerts"]) > 0, f"{day}: something is to be seen")
                balance = client.call("GET", "/api/v1/statement?kind=balance")
                report.equal(balance.status, 200, f"{day}: the balance sheet answers: {balance.body[:200]!r}")
            except RuntimeError as error:
                report.expect(False, f"{day}: {str(error)[-400:]}")
            finally:
                server.stop()
    report.figure("days", len(days))
    report.finish()


if __name__ == "__main__":
    main()
