#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""复盘 of the example company: twelve months, every variance recomputed from the stored facts by a program that knows the definitions and nothing of the
product — the mean over all 362,880 orders of nine factors — with a residual of 0.00 in every one of those orders; a review signed by three sides and closed,
an action whose factor is measured again a month later.

What it can see: a factor with another's part, a residual, figures that move after closing. What it cannot: whether a definition is wise. Working days and the
festival's weight of a month are the program's own; CalendarsTests and ReviewStories look after those."""
import collections
import datetime
import itertools
import math
import sqlite3

import numpy as np

from report import Report
from server import Scratch, Server, demo_company

FACTORS = ["volume", "price", "mix", "newCustomers", "lostCustomers", "timing", "workingDays", "springFestival", "taxRate"]
EPOCH = datetime.date(1970, 1, 1)
Cell = collections.namedtuple("Cell", "base_pieces base_gross base_net pieces gross net lost out new moved")


def orders_of_factors():
    """For every order and position: the setting before the factor is moved; and the factor. 362,880 × 9."""
    permutations = np.array(list(itertools.permutations(range(len(FACTORS)))), dtype=np.int16)
    before = np.cumsum(1 << permutations.astype(np.int64), axis=1) - (1 << permutations.astype(np.int64))
    return permutations, before


PERMUTATIONS, BEFORE = orders_of_factors()


def cents(text):
    return round(float(text) * 100)


def day(ordinal):
    return EPOCH + datetime.timedelta(days=ordinal)


def month_of(ordinal):
    """Months are kept as a running number: years × 12 + month − 1."""
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"


def shifted(month, by):
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


class Facts:
    """The current rows of a data folder, read without the program."""

    def __init__(self, folder):
        store = sqlite3.connect(f"file:{folder / 'workspace.sqlite'}?mode=ro", uri=True)
        store.row_factory = sqlite3.Row
        self.store = store
        self.items = {row["code"]: row for row in self.rows("items")}
        self.customers = {row["code"]: row for row in self.rows("customers")}
        self.deals = {row["code"]: row for row in self.rows("deals")}
        self.stages = collections.defaultdict(list)
        for row in self.rows("deal_stages"):
            self.stages[row["deal"]].append((row["entered_on"], row["stage"], row["closes_on"]))
        for steps in self.stages.values():
            steps.sort()
        self.lines = collections.defaultdict(list)
        self.order_days = collections.defaultdict(set)
        for row in self.rows("sales_order_lines"):
            self.lines[day(row["ordered_on"]).isoformat()[:7]].append(row)
            self.order_days[row["customer"]].add(row["ordered_on"])
        self.forecasts = collections.defaultdict(list)
        for row in self.rows("sales_forecasts"):
            if row["source"] == "区域销售":
                self.forecasts[month_of(row["month"])].append(row)
        self.budgets = collections.defaultdict(list)
        for row in self.rows("budgets"):
            if row["department"] is None:
                self.budgets[month_of(row["month"])].append(row)

    def rows(self, kind):
        return self.store.execute(f"SELECT * FROM facts_{kind} WHERE is_current = 1 ORDER BY source_key").fetchall()

    def first_order(self, customer):
        stated = self.customers[customer]["first_order_on"] if customer in self.customers else None
        known = [one for one in (stated, min(self.order_days[customer], default=None)) if one is not None]
        return min(known) if known else None

    def lost_on(self, customer, until):
        known = sorted(one for one in self.order_days[customer] if one <= until)
        if not known:
            return None
        stated = self.customers[customer]["lost_on"] if customer in self.customers else None
        if stated is not None and stated <= until and known[-1] <= stated:
            return stated
        recent = [one for one in known if one >= known[-1] - 731]
        if len(recent) < 3:
            return None
        silent = known[-1] + max(92, 2 * max(b - a for a, b in zip(recent, recent[1:])))
        return silent if silent <= until else None


def expected(facts, month, base):
    """What was expected: rows of (region, item, pieces, gross, net), and the day it was known on."""
    first = (datetime.date.fromisoformat(month + "-01") - EPOCH).days
    if base == "budget":
        known = (datetime.date(int(month[:4]), 1, 1) - EPOCH).days
        return facts.budgets[month], known
    if base == "forecast":
        made = max((row["made_on"] for row in facts.forecasts[month] if row["made_on"] < first), default=None)
        return [row for row in facts.forecasts[month] if row["made_on"] == made], made
    earlier = shifted(month, -12)
    end = (datetime.date.fromisoformat(shifted(earlier, 1) + "-01") - EPOCH).days - 1
    return facts.lines[earlier], end


def cells(facts, month, base):
    rows, known = expected(facts, month, base)
    if not rows:
        return None
    last = (datetime.date.fromisoformat(shifted(month, 1) + "-01") - EPOCH).days - 1
    sums = collections.defaultdict(lambda: [0.0] * 10)

    def add(row, at):
        one = sums[row["territory"], row["item"]]
        one[at] += row["quantity"] / 10_000
        one[at + 1] += row["amount_incl_tax"]
        one[at + 2] += row["amount_excl_tax"]

    for row in rows:
        add(row, 0)
    for row in facts.lines[month]:
        add(row, 3)
    past = facts.lines[shifted(month, -12)] if base == "lastYear" else [
        row for back in range(1, 13) for row in facts.lines[shifted(day(known).isoformat()[:7], -back)]]
    lost = {customer for customer in {row["customer"] for row in past} if (facts.lost_on(customer, last) or -1) > known}
    whole, theirs = collections.Counter(), collections.Counter()
    for row in past:
        whole[row["territory"], row["item"]] += row["quantity"]
        if row["customer"] in lost:
            theirs[row["territory"], row["item"]] += row["quantity"]
    for place, quantity in theirs.items():
        if place in sums and whole[place] > 0:
            sums[place][6] = sums[place][0] * quantity / whole[place]
    if base != "lastYear":
        moved_deals(facts, month, known, last, sums)
    for row in facts.lines[month]:
        if facts.first_order(row["customer"]) > known:
            sums[row["territory"], row["item"]][8] += row["quantity"] / 10_000
    for one in sums.values():
        one[9] = min(one[9], one[3] - one[8])
    return {place: Cell(*one) for place, one in sums.items()}


def moved_deals(facts, month, known, last, sums):
    due_in = {}
    for code, steps in sorted(facts.stages.items()):
        deal = facts.deals.get(code)
        then = [step for step in steps if step[0] <= known]
        if not deal or deal["kind"] != "项目型" or not then or then[-1][1] in ("赢单", "输单") or then[-1][2] is None:
            continue
        due = max(day(then[-1][2]).isoformat()[:7], day(known).isoformat()[:7])
        due_in[code] = due
        later = [step for step in steps if step[0] <= last][-1]
        here = later[1] == "赢单" and day(later[0]).isoformat()[:7] == month
        if due == month and later[1] != "输单" and not here:
            one = sums.get((deal["territory"], deal["item"]))
            if one and one[0] > 0:
                one[7] += max(0.0, min(one[0] - one[6] - one[7], deal["quantity"] / 10_000))
    for row in facts.lines[month]:
        if row["deal"] and due_in.get(row["deal"], month) != month:
            sums[row["territory"], row["item"]][9] += row["quantity"] / 10_000


def with_tax(gross, net):
    """1 + the tax rate, to four digits; 0 where nothing was sold."""
    return round(gross / net, 4) if gross and net else 0.0


def settings(group, calendar):
    """Sales of every cell of a group for each of the 512 settings of the switches."""
    core0 = np.array([cell.base_pieces - cell.lost - cell.out for cell in group])
    core1 = np.array([cell.pieces - cell.new - cell.moved for cell in group])
    (days1, weight1), (days0, weight0) = calendar
    share0 = core0 / core0.sum() if core0.sum() > 0 else core1 / core1.sum()
    share1 = core1 / core1.sum() if core1.sum() > 0 else share0
    taxed = np.array([[with_tax(cell.base_gross, cell.base_net) or with_tax(cell.gross, cell.net), with_tax(cell.gross, cell.net) or with_tax(cell.base_gross, cell.base_net)]
                      for cell in group])
    before, after = (np.array([net / pieces if pieces else np.nan for net, pieces in rows]) * taxed[:, side]
                     for side, rows in enumerate(([(cell.base_net, cell.base_pieces) for cell in group], [(cell.net, cell.pieces) for cell in group])))
    price = np.array([np.where(np.isnan(before), after, before), np.where(np.isnan(after), before, after)]).T
    part = {name: np.array([getattr(cell, name) for cell in group]) for name in ("lost", "out", "new", "moved")}
    result = []
    for setting in range(1 << len(FACTORS)):
        on = {factor: setting >> index & 1 for index, factor in enumerate(FACTORS)}
        pace = core1.sum() / (days1 * weight1) if on["volume"] else core0.sum() / (days0 * weight0)
        pieces = pace * (days1 if on["workingDays"] else days0) * (weight1 if on["springFestival"] else weight0) * (share1 if on["mix"] else share0)
        pieces = pieces + (0 if on["lostCustomers"] else part["lost"]) + (part["new"] if on["newCustomers"] else 0)
        pieces = pieces + (part["moved"] if on["timing"] else part["out"])
        result.append((pieces * price[:, on["price"]] / taxed[:, on["taxRate"]]).sum())
    return np.array(result)


def shapley(values):
    """The mean over all orders, and the largest residual of a single one."""
    steps = values[BEFORE | (1 << PERMUTATIONS.astype(np.int64))] - values[BEFORE]
    residual = np.abs(steps.sum(axis=1) - (values[-1] - values[0])).max()
    return np.bincount(PERMUTATIONS.ravel(), weights=steps.ravel(), minlength=len(FACTORS)) / len(PERMUTATIONS), residual


def recompute(report, facts, month, comparison):
    found = cells(facts, month, comparison["base"])
    calendar = ((comparison["workdays"], float(comparison["festivalWeight"])), (comparison["workdaysBase"], float(comparison["festivalWeightBase"])))
    worst, count = 0.0, 0
    total = np.zeros(len(FACTORS))
    for area in comparison["areas"]:
        if not area["key"].startswith("region:"):
            continue
        groups = collections.defaultdict(list)
        for (region, item), cell in sorted(found.items()):
            if "region:" + region == area["key"] and (cell.pieces or cell.base_pieces):
                groups[facts.items[item]["family"], facts.items[item]["unit"]].append(cell)
        values = sum(settings(group, calendar) for group in groups.values())
        exact, residual = shapley(values)
        report.expect(residual < 1e-3, f"{month} {comparison['base']} {area['key']}: an order of factors leaves {residual} 分")
        report.equal([cents(area["base"]), cents(area["actual"])], [round(values[0]), round(values[-1])], f"{month} {comparison['base']} {area['key']}: base and actual")
        shown = np.array([cents(area["parts"][factor]) for factor in FACTORS])
        # Each cell is rounded to the 分 and moves a part by less than one.
        bound = sum(map(len, groups.values()))
        worst = max(worst, float(np.abs(shown - exact).max()))
        report.expect(np.abs(shown - exact).max() <= bound, f"{month} {comparison['base']} {area['key']}: {dict(zip(FACTORS, shown - exact))}")
        total, count = total + shown, count + 1
    company = comparison["areas"][0]
    report.equal([cents(company["parts"][factor]) for factor in FACTORS], [int(one) for one in total], f"{month} {comparison['base']}: regions add up")
    return worst, count


def exact_sums(report, month, comparison):
    for area in comparison["areas"]:
        for split in filter(None, (area, area["margin"])):
            parts = sum(cents(part) for part in split["parts"].values())
            report.expect(split["residual"] == "0.00" and parts == cents(split["actual"]) - cents(split["base"]) == cents(split["difference"]),
                          f"{month} {comparison['base']} {area['key']}: {parts} of {split['difference']}")


def twelve_months(report, client, facts):
    worst, areas, moved = 0.0, 0, collections.Counter()
    rows = client.get("/api/v1/reviews")["rows"][:12]
    report.equal(len(rows), 12, "closed months")
    for row in rows:
        for comparison in client.get(f"/api/v1/reviews/{row['month']}")["comparisons"]:
            exact_sums(report, row["month"], comparison)
            apart, count = recompute(report, facts, row["month"], comparison)
            worst, areas = max(worst, apart), areas + count
            moved.update(factor for factor, part in comparison["areas"][0]["parts"].items() if cents(part))
    report.figure("orders of factors", f"{math.factorial(len(FACTORS)):,} in each of {areas} regions")
    report.figure("farthest from the independent mean", f"{worst:.1f} 分")
    report.expect(all(moved[factor] for factor in FACTORS if factor not in ("taxRate",)), f"every factor but tax moves in some month: {dict(moved)}")


def command(client, key, kind, reason="复盘", **payload):
    answer = client.call("POST", "/api/v1/commands", {"id": key, "kind": kind, "reason": reason, "payload": payload})
    return answer


def one_review(report, clients):
    """An action decided in the review of a month, measured again in the month that followed."""
    chen, zhou, wang = clients
    rows = chen.get("/api/v1/reviews")["rows"]
    report.equal([row["state"] for row in rows[:3]], ["draft", "closed", "none"], "what the example company reviewed")
    report.expect(chen.get(f"/api/v1/reviews/{rows[1]['month']}")["actions"][0]["after"], "its own action was measured again")
    last, month = rows[1]["month"], rows[2]["month"]
    view = chen.get(f"/api/v1/reviews/{month}")
    comparison = next(one for one in view["comparisons"] if one["base"] == "forecast")
    area = min((one for one in comparison["areas"] if one["key"].startswith("region:")), key=lambda one: cents(one["parts"]["volume"]))
    about = {"base": "forecast", "area": area["key"], "factor": "volume"}
    sheet = {
        "summary": "", "participants": {"sales": "zhoumin", "finance": "wangjing", "third": "chenlixin"},
        "causes": [{**about, "kind": "forecast-method", "words": "预测沿用旺季水平"}],
        "actions": [{**about, "number": 0, "words": "预测改用近三个月订单", "owner": "zhoumin", "due": last + "-20"}],
    }
    report.equal(command(chen, "review-save", "save-review", month=month, sheet=sheet, seen=view["seen"]).status, 200, "the sheet is saved")
    content = chen.get(f"/api/v1/reviews/{month}")["content"]
    for side, client in zip(("sales", "finance", "third"), (zhou, wang, chen)):
        report.equal(command(client, f"review-sign-{side}", "sign-review", month=month, side=side, content=content).status, 200, f"{side} signs")
    report.equal(command(chen, "review-close", "close-review", month=month, content=content).status, 200, "the review is closed")
    closed = chen.get(f"/api/v1/reviews/{month}")
    report.expect(closed["isFrozen"] and closed["digest"] == view["digest"], "the figures that were signed are the figures that are kept")
    action = closed["actions"][0]
    later = next(one for one in chen.get(f"/api/v1/reviews/{last}")["comparisons"] if one["base"] == "forecast")
    again = next(one for one in later["areas"] if one["key"] == area["key"])
    report.equal(action["before"]["amount"], area["parts"]["volume"], "the effect in the reviewed month")
    report.equal([action["measuredIn"], action["after"]["amount"]], [last, again["parts"]["volume"]], "the same factor a month later")
    follow = datetime.date.fromisoformat(last + "-20")
    report.equal(action["followUp"], shifted(last, 1) + f"-{follow.day:02d}", "it is followed up a month after it was due")
    report.equal(action["isBetter"], float(action["after"]["rate"]) > float(action["before"]["rate"]), "better or not, as a part of what was expected")
    report.figure("action", f"{action['before']['rate']} in {month}, {action['after']['rate']} in {last}")
    refused = command(chen, "review-after-close", "save-review", month=month, sheet=sheet)
    report.equal([refused.status, refused.code], [422, "review.refused"], "a closed review takes nothing more")
    report.equal(command(wang, "review-reopen", "reopen-review", month=month).status, 200, "it is opened again with a reason")
    report.equal(chen.get(f"/api/v1/reviews/{month}")["state"], "draft", "and is under way again")


def main():
    report = Report("review")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        passwords = {login: password for login, password, _ in demo.logins}
        with Server(demo.folder) as server:
            clients = [server.client(login, passwords[login]) for login in ("chenlixin", "zhoumin", "wangjing")]
            twelve_months(report, clients[0], Facts(demo.folder))
            one_review(report, clients)
    report.finish()


if __name__ == "__main__":
    main()
