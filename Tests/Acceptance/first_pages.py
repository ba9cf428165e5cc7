#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Companies that have little: nothing at all; only a sales forecast and a budget; a forecast and another template; only deals. Every page answers, and what can be said is said: the two files
alone give forecast, budget, the gap between them and a plan of the forecast down to cash."""
import csv
import decimal
import urllib.parse

from adventure_works import CRM_TABLES, import_tables
from report import Report
from server import Scratch, Server, data_folder, printed_logins, tongpin

PAGES = (
    "workspace overview overview?grain=quarter overview?grain=year table table?grain=quarter table?grain=year cash cash?grain=week cash?grain=month "
    "deals forecasts forecast alerts documents?q=1 imports kinds").split()
MONTHS = ("2024-12", "2025-01", "2025-02")
FORECAST = [(month, item, region, pieces, pieces * price) for month in MONTHS for item, region, pieces, price in (
    ("A1", "华东", 100, 120), ("A1", "华南", 60, 120), ("B2", "华东", 30, 450))]
BUDGET = [(month, item, region, pieces + 10, (pieces + 10) * amount // pieces) for month, item, region, pieces, amount in FORECAST]


TEMPLATES = ("to-order", "trade", "e-commerce", "software", "projects")
# What every template answers; supply and purchases by day need netting, which only the standard model has.
TEMPLATE_PAGES = PAGES + ["targets", "monthly-report", "budgets", "statement?kind=income", "statement?kind=balance", "statement?kind=cash", "cash/partners", "bills"]


def make(folder, today, currency="CNY", template="manufacturing"):
    tongpin("init", "--data", folder, "--currency", currency, "--today", today, "--template", template, check=True)
    added = tongpin("user", "add", "boss", "--name", "Boss", "--role", "administrator", "--data", folder, check=True)
    return printed_logins(added.stdout.decode())[0]


def visit(report, folder, login, today, pages=PAGES):
    """Every page of a workspace; the answers by path."""
    answers = {}
    with Server(folder, arguments=("--today", today)) as server:
        client = server.client(*login)
        for page in pages:
            answer = client.call("GET", "/api/v1/" + page)
            report.equal(answer.status, 200, f"{folder.name}: GET {page}: {answer.body[:200]!r}")
            answers[page] = answer.json if answer.status == 200 else {}
        for line in answers["overview"].get("lines", []):
            if line["cell"]:
                why = client.call("GET", "/api/v1/explain?" + urllib.parse.urlencode({"cell": line["cell"]}))
                report.equal(why.status, 200, f"{folder.name}: explain {line['cell']}: {why.body[:200]!r}")
        client.close()
    return answers


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("月份", "物料编码", "地区", "数量", "含税金额"))
        writer.writerows(rows)


def forecast_and_budget(report, scratch):
    folder, today = scratch / "two-files", "2024-12-01"
    login = make(folder, today)
    for name, kind, rows in (("forecast", "sales-forecasts", FORECAST), ("budget", "budgets", BUDGET)):
        write(scratch / f"{name}.csv", rows)
        done = tongpin("import", scratch / f"{name}.csv", "--kind", kind, "--data", folder, "--today", today)
        report.equal(done.returncode, 0, f"import of {kind}: {done.stderr.decode()[-300:]}")
    answers = visit(report, folder, login, today)
    lines = {line["key"]: line["value"] for line in answers["overview"]["lines"]}
    first = lambda rows: decimal.Decimal(sum(row[4] for row in rows if row[0] == MONTHS[0]))
    report.equal(decimal.Decimal(lines["salesForecast"] or 0), first(FORECAST), "the forecast of the month")
    report.equal(decimal.Decimal(lines["budget"] or 0), first(BUDGET), "the budget of the month")
    report.equal(decimal.Decimal(lines["agreed"] or 0), first(FORECAST), "without history the plan is the people's forecast")
    months = answers["cash?grain=month"]
    report.expect(months, "cash by month")
    report.figure("forecast and budget of the first month", f"{lines['salesForecast']} and {lines['budget']}")


def deals_only(report, source, scratch):
    folder, today = scratch / "deals", "2018-01-01"
    login = make(folder, today, "USD")
    import_tables(report, "crm-opportunities", source, folder, CRM_TABLES)
    board = visit(report, folder, login, today)["deals"]
    report.equal({stage["code"]: stage["count"] for stage in board["stages"]}, {"Prospecting": 500, "Engaging": 1_589}, "open deals by stage")
    # Without stage history every closed deal is taken to have gone through every stage: 4,238 of 6,711 were won.
    for stage in board["stages"]:
        report.near(float(stage["winRate"]), 4_238 / 6_711, f"win rate of {stage['code']}", relative=0, absolute=0.0002)
    report.figure("win rates", ", ".join(f"{stage['code']} {stage['winRate']}" for stage in board["stages"]))


def templates(report, scratch):
    """A company of each template with a sales forecast alone: the pages answer, and the forecast is its plan."""
    today = "2024-12-01"
    write(scratch / "template-forecast.csv", FORECAST)
    for name in TEMPLATES:
        folder = scratch / name
        login = make(folder, today, template=name)
        done = tongpin("import", scratch / "template-forecast.csv", "--kind", "sales-forecasts", "--data", folder, "--today", today)
        report.equal(done.returncode, 0, f"{name}: import: {done.stderr.decode()[-300:]}")
        answers = visit(report, folder, login, today, TEMPLATE_PAGES)
        orders = {line["key"]: line["value"] for line in answers["overview"]["lines"]}["agreed"]
        report.equal(decimal.Decimal(orders or 0), sum(row[4] for row in FORECAST if row[0] == MONTHS[0]), f"{name}: the forecast of the month")


def main():
    report = Report("companies that have little")
    with Scratch() as scratch:
        visit(report, scratch / "empty", make(scratch / "empty", "2024-12-01"), "2024-12-01")
        forecast_and_budget(report, scratch)
        templates(report, scratch)
        source = data_folder("crm-opportunities")
        if source is None:
            report.say("deals alone: skipped, their data are not here (TONGPIN_DATA names the folder)")
        else:
            deals_only(report, source, scratch)
    report.finish()


if __name__ == "__main__":
    main()
