#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Docs/api/openapi.json against reality: the server serves that very file, every route it describes answers, and every answer is what the
description says. A described operation that is not called here is a failure, so is an answer with a field missing or of another type."""
import base64
import datetime
import hashlib
import hmac
import json
import struct
import time
import urllib.parse

from client import Client
from contract_organisation import organisation
from report import Report
from schema import Schemas
from server import ROOT, Scratch, Server, demo_company

CONTRACT = json.loads((ROOT / "Docs/api/openapi.json").read_text(encoding="utf-8"))


class Caller:
    def __init__(self, report, client):
        self.report = report
        self.client = client
        self.schemas = Schemas(CONTRACT)
        self.called = set()

    def call(self, operation, query="", body=None, raw=None, expected=200, **path):
        """Calls one operation by its id and compares the answer with its schema; the JSON of the answer."""
        method, pattern, described = next(
            (m, p, item[m]) for p, item in CONTRACT["paths"].items() for m in item if item[m]["operationId"] == operation)
        self.called.add(operation)
        answer = self.client.call(method.upper(), pattern.format(**path) + query, body=body, raw=raw)
        if not self.report.equal(answer.status, expected, f"{operation} {query}: status; {answer.body[:300]!r}"):
            return None
        response = self.schemas.resolve(described["responses"][str(expected)])
        mime, content = next(iter(response.get("content", {}).items()), (None, None))
        if content is None:
            return None
        given = answer.headers.get("Content-Type", "").split(";")[0]
        self.report.equal(given, mime, f"{operation}: content type")
        if not mime.endswith("json"):
            return answer.body if mime.startswith("application/") else answer.body.decode()
        faults = self.schemas.faults(answer.json, content["schema"])
        self.report.equal(faults, [], f"{operation} {query}: differences from its description")
        if "ETag" in response.get("headers", {}):
            self.report.expect(answer.headers.get("ETag") or answer.headers.get("Etag"), f"{operation}: an entity tag")
            self.report.equal(answer.headers.get("Cache-Control"), "no-store", f"{operation}: cache control")
        return answer.json


def reads(caller):
    call = caller.call
    workspace = call("readWorkspace")
    for grain in ("month", "quarter", "year"):
        call("readOverview", f"?grain={grain}")
    table = call("readTable", f"?view=main&from={workspace['firstMonth']}&to={workspace['lastMonth']}&grain=month&compare=budget,lastYear&tax=excl")
    for grain in ("quarter", "year"):
        call("readTable", f"?view=main&from={workspace['firstMonth']}&to={workspace['lastMonth']}&grain={grain}")
    place = next(i for i, column in enumerate(table["columns"]) if not column["isActual"]) + 1
    for row in table["rows"][:: max(1, len(table["rows"]) // 40)]:
        call("explainCell", f"?cell={quoted(row['id'])}%40{table['columns'][place]['id']}")
    series = call("listForecasts")["series"][0]
    for item, region in ((series["item"], series["region"]), ("ALL", "ALL"), (workspace["families"][0]["code"], "ALL")):
        call("readForecast", f"?item={quoted(item)}&region={quoted(region)}")
    supply = call("readSupply")["items"]
    for row in (supply[0], next(one for one in supply if one["notices"]), supply[-1]):
        detail = call("readSupplyItem", item=quoted(row["code"]))
        caller.report.equal(detail["notices"], row["notices"], f"notices of {row['code']}")
        caller.report.near(sum(float(week["gross"]) for week in detail["weeks"]), float(row["demand"]), f"demand of {row['code']} by week", absolute=0.1)
    call("readSupplyItem", item="NO-SUCH-ITEM", expected=404)
    for operation in ("exportTable", "exportStatement", "exportSupply", "exportStockHealth", "exportPurchases", "exportTaxes", "exportOrders", "exportVariances"):
        caller.report.expect(call(operation)[:2] == b"PK", f"{operation} gives a workbook")
    taxes = call("readTaxes")
    caller.report.expect(all(check["holds"] for check in taxes["checks"]), "the checks of the taxes hold")
    paid = sum(float(one["amount"]) for one in taxes["payments"])
    months = call("readCash", "?grain=month")["periods"]
    planned = sum(float(month["amounts"].get(line) or 0) for month in months for line in ("cash_taxes", "cash_wage_tax"))
    caller.report.near(paid, planned, "tax payments listed are those of the cash plan", absolute=0.005)
    health = call("readStockHealth")
    for field in ("stockMoney", "slowMoney", "excessMoney"):
        for parts in ("families", "items"):
            caller.report.near(sum(float(one[field]) for one in health[parts]), float(health["total"][field]), f"{field} of {parts}", absolute=0.01)
    caller.report.equal(sorted(one["code"] for one in health["items"]), sorted(one["code"] for one in supply), "items of stock health")
    for grain in ("day", "week", "month"):
        cash = call("readCash", f"?grain={grain}")
        period, line = next(((p["id"], k) for p in cash["periods"] for k, v in p["amounts"].items() if float(v) != 0), (None, None))
        documents = call("readCashDocuments", f"?grain={grain}&period={period}&line={line}")
        if documents:
            shown = next(p["amounts"][line] for p in cash["periods"] if p["id"] == period)
            total = sum(float(d["amount"]) for d in documents["documents"]) + float((documents["rest"] or {"amount": 0})["amount"])
            caller.report.near(total, float(shown), f"documents + rest of {line} {period}", absolute=0.02)
        balances = {one["id"]: (one["opening"], one["closing"]) for one in cash["periods"]}
        for one in cash["periods"]:
            caller.report.expect(cents(one["closing"]) == sum(cents(a["closing"]) for a in one["accounts"]), f"accounts of {one['id']} sum to the balance")
        for period in list(balances)[:: max(1, len(balances) // 4)]:
            found = call("readCashEntries", f"?grain={grain}&period={period}")
            moved = sum(cents(one["amount"]) for one in found["entries"]) + cents(found["unlisted"])
            caller.report.equal(moved, cents(balances[period][1]) - cents(balances[period][0]), f"entries of {period} are what the balance moves by")
    call("readCashEntries", "?grain=day&period=2031-01-01", expected=422)
    partners = call("readPartners")
    caller.report.expect(partners and partners["customers"] and partners["suppliers"], "the demo company has customers and suppliers")
    for region in partners["regions"]:
        caller.report.equal(len(region["cells"]), len(region["learnt"]), f"{region['code']}: a cell for every share")
        caller.report.expect(sum(float(share) for share in region["learnt"]) <= 1 + 1e-9, f"{region['code']}: no more is collected than billed")
    likely = call("readProbability", "?paths=50&seed=7")
    if caller.report.expect(likely and len(likely["weeks"]) == 26, "26 weeks of bands"):
        lows = [week["cash"][key] for week in likely["weeks"] for key in ("p10", "p90")]
        caller.report.expect(all(float(a) <= float(b) for a, b in zip(lows[::2], lows[1::2])), "P10 is not above P90")
        caller.report.equal(call("readProbability", "?paths=50&seed=7"), likely, "the same seed gives the same answer")
    for wrong in ("?paths=many", "?paths=3", "?seed=-1", "?scenario=x"):
        call("readProbability", wrong, expected=400)
    bills = call("readBills")
    held = [one for one in bills["bills"] if one["state"] == "held"]
    caller.report.expect(held and all(one["cashOn"] >= one["maturesOn"] for one in held), "bills in hand turn into money on or after maturity")
    if held:
        last = held[-1]
        caller.call("sendCommand", body={"id": "contract-pledge-wrong", "kind": "plan-bill-step", "payload": {"bill": last["number"], "step": "pledge", "on": last["maturesOn"]}}, expected=422)
        caller.call("sendCommand", body={"id": "contract-release-wrong", "kind": "plan-bill-step", "payload": {"bill": last["number"], "step": "release", "on": bills["today"]}}, expected=422)
    for grain in ("month", "quarter"):
        owed = call("readLoans", "?grain=" + grain)
        caller.report.expect(owed["loans"] and owed["loans"][0]["payments"], "the demo company has loans with payments ahead")
        for before, after in zip(owed["periods"], owed["periods"][1:]):
            caller.report.equal(before["closing"], after["opening"], f"loans roll forward into {after['id']}")
    moves = call("readTransfers")
    if caller.report.expect(moves and len(moves["accounts"]) > 1, "the demo company has accounts to move money between"):
        first, second = (one["code"] for one in moves["accounts"][:2])
        wrong = caller.call("sendCommand", body={"id": "contract-transfer-wrong", "kind": "plan-transfer", "payload": {"from": first, "to": first, "on": moves["today"], "amount": "-1"}}, expected=422)
        caller.report.equal(wrong["code"], "cash.transfer-refused", "an account gives itself nothing")
        caller.call("sendCommand", body={"id": "contract-transfer-gone", "kind": "cancel-transfer", "payload": {"transfer": 999999}}, expected=422)
    gap = call("readShortfall")
    if caller.report.expect(gap and gap["measures"], "a company with bills, debtors and a line has ways out"):
        together = call("readShortfall", "?measures=" + quoted(",".join(gap["suggested"]["measures"])))
        caller.report.equal(together["chosen"], gap["suggested"], "what is suggested, asked for")
    call("readShortfall", "?measures=discount:NO-SUCH-BILL", expected=422)
    for kind in ("", "&kind=order", "&kind=invoice"):
        found = call("findDocuments", "?q=" + kind)["documents"]
        if found:
            call("traceDocument", f"?document={quoted(found[0]['id'])}")
    alerts = call("listAlerts")
    caller.report.equal([one["rank"] for one in alerts["alerts"]], list(range(1, alerts["total"] + 1)), "alerts come whole, by rank")
    call("readAlertLog", "?limit=2")
    call("readAlertLog", "?before=none", expected=400)
    call("exportAlerts")
    matrix = call("readAccessMatrix")
    listed = {(line["method"].lower(), line["path"]) for line in matrix["lines"]}
    described = {(method, path) for path, item in CONTRACT["paths"].items() if path.startswith("/api/v1/") for method in item}
    caller.report.equal(listed ^ described, set(), "the matrix lists the routes that are described, and no others")
    call("listKinds")
    call("listImports")
    return workspace, table, series


def members(caller):
    """Two customers of the example become one and two again; an item moves to another family and back."""
    call = caller.call
    report = caller.report
    for kind in ("customers", "items", "suppliers"):
        found = call("listMergeProposals", f"?kind={kind}&limit=5")
        report.equal(found["kind"], kind, "whose records")
    call("listMergeProposals", "?kind=planets", expected=400)
    records = call("listMemberRecords", "?kind=customers&limit=2")["records"]
    first, second = (one["code"] for one in records)

    def command(kind, payload, reason="同一个", expected=200):
        return call("sendCommand", body={"id": f"members-{time.monotonic_ns()}", "kind": kind, "payload": payload, "reason": reason}, expected=expected)

    command("merge-members", {"kind": "customers", "codes": [second], "into": first, "since": None}, reason="", expected=422)
    command("merge-members", {"kind": "customers", "codes": [first], "into": first}, expected=422)
    command("merge-members", {"kind": "customers", "codes": [second], "into": first})
    report.equal(next(one["into"] for one in call("listMemberRecords", f"?kind=customers&text={urllib.parse.quote(second)}")["records"] if one["code"] == second), first, "merged")
    merge = call("readMemberHistory")["merges"][0]
    command("separate-members", {"merge": merge["merge"], "codes": [second]}, "两家")
    command("separate-members", {"merge": merge["merge"]}, "两家", expected=422)
    command("keep-members-apart", {"kind": "customers", "codes": [first, second]}, "")
    command("propose-members-again", {"apart": call("readMemberHistory")["aparts"][0]["apart"]}, "")
    place = call("listMemberPlaces", "?level=item-family&limit=1")["places"][0]
    command("move-member", {"level": "item-family", "code": place["code"], "parent": "新族", "since": "2026-03-01"})
    call("readSalesAnalysis", "?by=family&hierarchy=then")
    call("readSalesAnalysis", "?by=family&hierarchy=now")
    call("readSalesAnalysis", "?by=family&hierarchy=never", expected=400)
    command("withdraw-member-move", {"move": call("readMemberHistory")["moves"][0]["move"]}, "不调整了")
    call("listMemberPlaces", "?level=planets", expected=400)


def measures(caller):
    """Every figure is led over to its neighbour and to a far one without a remainder, and each step is the sum of its documents."""
    report, call = caller.report, caller.call
    dictionary = call("listMeasures")
    known = {one["id"]: one for one in dictionary["measures"]}
    report.equal(len(known), 16, "eight measures a side")
    report.expect(all(one["formula"]["zh"] and one["sources"] for one in known.values()), "each says what it counts and what it reads")
    first, last = dictionary["closedMonth"][:4] + "-01", dictionary["closedMonth"]
    pairs = [(one["follows"], one["id"]) for one in known.values() if one["follows"]] + [("sales.order", "sales.cash-in"), ("sales.cash-in", "sales.revenue")]
    for begin, end in [pair for pair in pairs if all(known[one]["hasDocuments"] for one in pair)]:
        asked = f"?from={begin}&to={end}&first={first}&last={last}"
        bridge = call("readMeasureBridge", asked)
        steps = bridge["steps"]
        report.equal(bridge["residual"], "0.00", f"{begin} to {end}: nothing is left over")
        report.equal(cents(bridge["fromTotal"]) - sum(cents(step["amount"]) for step in steps), cents(bridge["toTotal"]), f"{begin} to {end} adds up")
        report.expect(bridge["unlikeness"] is not None, f"{begin} and {end} are not alike")
        for step in sorted(steps, key=lambda step: step["documents"])[:2]:
            total = count = 0
            while count < step["documents"] and count < 3000:
                page = call("listMeasureDocuments", f"{asked}&entry={step['entry']}&offset={count}&limit=1000")
                total, count = total + sum(cents(one["amount"]) for one in page["documents"]), count + len(page["documents"])
            report.equal((page["count"], page["total"]), (step["documents"], step["amount"]), f"{begin} to {end}, {step['entry']}: its documents")
            if count == step["documents"]:
                report.equal(total, cents(step["amount"]), f"{begin} to {end}, {step['entry']}: the sum of its documents")
    bridge = call("readMeasureBridge", f"?from=sales.order&to=sales.shipment&first={first}&last={last}&family={quoted(call('readWorkspace')['families'][0]['code'])}")
    report.expect(bridge["residual"] == "0.00" and float(bridge["fromTotal"]) > 0, "a family adds up as well")
    report.expect(call("exportMeasureBridge", f"?from=sales.order&to=sales.shipment&first={first}&entry={bridge['steps'][0]['entry']}")[:2] == b"PK", "a bridge as a workbook")
    report.equal(call("readMeasureBridge", "?from=sales.order&to=purchases.order", expected=422)["parameters"]["reason"], "measure.two-sides", "two sides")
    report.equal(call("readMeasureBridge", "?from=sales.order&to=sales.order", expected=422)["parameters"]["reason"], "measure.same-measure", "one figure twice")
    for wrong in ("?from=sales.order", "?from=orders&to=sales.order", "?from=sales.order&to=sales.shipment&first=2026-13", f"?from=sales.order&to=sales.shipment&first=2099-01&last={last}"):
        call("readMeasureBridge", wrong, expected=400)
    for wrong in ("", "&entry=nothing", "&entry=price&limit=0", "&entry=price&offset=-1"):
        call("listMeasureDocuments", "?from=sales.order&to=sales.shipment" + wrong, expected=400)


def as_of(caller):
    """What was known before the newest batch, what that batch did, and where a document comes from and leads."""
    report, call = caller.report, caller.call
    batches = call("listImports")["batches"]
    newest = next(one["batch"] for one in batches if one["kind"] == "invoices")
    past = caller.client.call("GET", f"/api/v1/table?knownOn=event-{newest - 1}")
    report.equal((past.status, past.json["revision"]), (200, newest - 1), "the table as it was known before a batch")
    report.expect((past.headers.get("ETag") or past.headers.get("Etag", "")).startswith(f'"{newest - 1}@'), "the tag names the moment")
    answer = call("listRestatements")
    for figure in answer["figures"]:
        for month in figure["months"]:
            moved = sum(cents(part["change"]) for part in month["parts"])
            report.equal(cents(month["change"]), moved, f"{figure['kind']} {month['month']}: parts sum to what it moved")
    call("listRestatements", "?kind=nothing", expected=400)
    rows = call("readRestatedRows", f"?batch={newest}&limit=5")["rows"]
    report.equal(len(rows), 5, "rows of a batch")
    call("readRestatedRows", "?batch=1", expected=422)
    effect = call("measureRestatement", f"?batch={newest}")
    report.expect(any(one["measure"] == "sales.invoice" for one in effect["figures"]), "a batch of invoices moves what is invoiced")
    lineage = call("traceLineage", "?document=" + quoted(rows[0]["document"]))
    report.equal(lineage["lines"][0]["versions"][0]["batch"], newest, "a document leads back to its batch")
    call("traceLineage", "?document=invoice:none", expected=422)
    forward = call("measureLineage", "?document=" + quoted(rows[0]["document"]))
    report.expect(forward["touchedCells"] > 0 or forward["figures"], "and forward to what it touches")


def cents(text):
    return round(float(text) * 100)


def quoted(text):
    return urllib.parse.quote(str(text), safe="")


def orders(caller):
    """One planned order is released, changed by a change order, and stands in the book with its money."""
    call, report = caller.call, caller.report
    planned = call("listPlannedOrders")
    order = next(one for one in planned["orders"] if one["price"] and one["supplierCode"])
    report.equal(cents(planned["total"]), sum(cents(one["value"]) for one in planned["orders"]), "planned orders are the sum of their money")
    agreed = [one for one in planned["orders"] if any(part["agreement"] for part in one["parts"])]
    report.expect(agreed, "some planned orders are called off from a frame agreement")
    for one in planned["orders"]:
        if one["supplierCode"]:
            report.equal(cents(one["value"]), sum(cents(part["value"]) for part in one["parts"]), f"{one['item']} is paid part by part")
    narrow = call("listPlannedOrders", f"?supplier={quoted(order['supplierCode'])}&from={order['dueOn']}&through={order['dueOn']}")
    report.expect(order in narrow["orders"], "an order is found by its supplier and day")
    call("listPlannedOrders", "?from=tomorrow", expected=400)
    choice = {"item": order["item"], "due": order["dueOn"], "quantity": order["quantity"], "isFirm": order["isFirm"]}
    call("sendCommand", body={"id": "contract-release", "kind": "release-orders", "payload": {"orders": [choice]}})
    call("sendCommand", body={"id": "contract-again", "kind": "release-orders", "payload": {"orders": [choice]}}, expected=409)
    book = call("readOrders")
    line = book["orders"][0]
    report.equal([line[key] for key in ("item", "dueOn", "quantity", "price", "status")], [order[key] for key in ("item", "dueOn", "quantity", "price")] + ["open"], "the released line")
    report.equal(cents(line["value"]), cents(order["value"]), "and its money")
    change = {"number": line["number"], "line": line["line"], "quantity": "0"}
    call("sendCommand", body={"id": "contract-silent", "kind": "change-order", "payload": change}, expected=422)
    call("sendCommand", body={"id": "contract-cancel", "kind": "change-order", "reason": "contract", "payload": change})
    report.equal(call("readOrders")["orders"][0]["status"], "cancelled", "a cancelled line stays in the book")


def changes(caller, workspace, series):
    call = caller.call
    deal = next(d for d in call("readDeals")["deals"] if d["outcome"] == "open" and d["kind"] == "project" and d["amountInclTax"])
    before = call("readWorkspace")["revision"]
    impact = call("previewChange", body={"kind": "update-deal", "payload": {"deal": deal["code"], "isCommitted": not deal["isCommitted"]}})
    caller.report.expect(impact and impact["departments"], "a deal that would be committed moves something")
    call("previewChange", body={"kind": "edit-cells", "payload": {"cells": [{"cell": "minimum_cash", "value": "1"}]}})
    held = {"item": "ALL", "region": "ALL", "month": workspace["lastMonth"], "value": "100000", "spread": "even"}
    parts = call("previewOverride", body=held)["parts"]
    caller.report.near(sum(float(part["new"]) for part in parts), 100_000, "what the leaves would get of a total", absolute=1e-6)
    call("previewOverride", body={**held, "value": "-1"}, expected=422)
    figure = impact["departments"][0]["figures"][0]
    month = max(figure["months"], key=lambda one: abs(cents(one["change"])))
    drafted = {"kind": "update-deal", "payload": {"deal": deal["code"], "isCommitted": not deal["isCommitted"]}}
    why = call("explainPreview", body={**drafted, "cell": month["cell"]})
    caller.report.equal([cents(why["before"]), cents(why["value"])], [cents(month["old"]), cents(month["new"])], "a previewed figure, explained")
    parts = sum(float(part["contribution"] or 0) for part in why["parts"])
    caller.report.near(parts, float(month["change"]), "the parts of a previewed change", absolute=0.02)
    call("explainPreview", body=drafted, expected=400)
    call("explainPreview", body={**drafted, "cell": "no-such-cell"}, expected=422)
    call("previewChange", body={"kind": "undo", "payload": {}}, expected=400)
    caller.report.equal(call("readWorkspace")["revision"], before, "a preview is no change")
    outcome = call("sendCommand", body={
        "id": "contract-1", "kind": "update-deal", "reason": "contract",
        "payload": {"deal": deal["code"], "version": deal["version"], "isCommitted": not deal["isCommitted"]}})
    call("readCommand", id="contract-1")
    moved = [line["cell"] for line in (outcome or {}).get("moved", []) if line["cell"]]
    if caller.report.expect(moved, "a deal that is committed moves something"):
        call("explainChange", f"?cell={quoted(moved[0])}&after={before}")
    variances = call("readPurchaseVariances")
    for field in ("amount", "price", "volume", "budgeted", "volumeToBudget"):
        parts = sum(float(item["figures"][field]) for one in variances["suppliers"] for item in one["items"])
        caller.report.near(parts, float(variances["total"][field]), f"{field} variance of all items", absolute=0.005)
    total = {field: float(value) for field, value in variances["total"].items()}
    caller.report.near(total["budgeted"] + total["volumeToBudget"] + total["price"], total["amount"], "amount from the budget", absolute=0.005)
    caller.report.expect(total["budgeted"] > 0, "budgeted sales call for parts")
    first = variances["choices"][0]
    call("readPurchaseVariances", f"?from={first}&to={first}")
    call("exportVariances", "?to=2099-01", expected=422)
    seller, bought = next((one, item) for one in variances["suppliers"] for item in one["items"] if float(item["quantity"]) > 0)
    lines = call("listVarianceLines", f"?item={quoted(bought['code'])}&supplier={quoted(seller['code'] or '')}")["lines"]
    caller.report.near(sum(float(line["price"]) for line in lines), float(bought["figures"]["price"]), "price variance of the receipts", absolute=0.005)
    call("listVarianceLines", f"?item={quoted(bought['code'])}&to=2099-01", expected=422)
    purchases = call("readPurchases")
    if caller.report.expect(purchases and purchases["suppliers"], "something is bought"):
        for supplier in purchases["suppliers"]:
            for week in range(len(purchases["weeks"])):
                parts = sum(round(float(item["amounts"][week]) * 100) for item in supplier["items"])
                caller.report.expect(parts == round(float(supplier["amounts"][week]) * 100), f"{supplier['code']} week {week} is the sum of its items")
    for one in call("readAgreements")["agreements"]:
        left = float(one["locked"]) - float(one["calledOff"]) - float(one["planned"])
        caller.report.near(left, float(one["left"]), f"what is left of agreement {one['number']}", absolute=0.001)
    orders(caller)
    forms = call("listBudgets", "?period=2026")["forms"]
    caller.report.expect(len(forms) == 18, f"{len(forms)} budget forms")
    for form in forms:
        for period in ("2026", "2026Q4", "2026-12"):
            view = call("readBudget", f"?period={period}", form=form["key"])
            lines = {line["key"]: line for line in view["lines"]} if view else {}
            if period == "2026" and view:
                caller.report.equal(lines[form["headline"]["key"]]["figures"], form["headline"]["figures"], f"{form['key']}: the list says what the form says")
            for check in (view or {}).get("checks", []):
                caller.report.expect(check["holds"], f"{form['key']} {period}: {check['label']['en']}")
            for line in lines.values():
                parts = [one for one in lines.values() if one["key"].startswith(line["key"] + "/")]
                if parts and line["figures"]["forecast"]:
                    total = sum(round(float(one["figures"]["forecast"] or 0) * 100) for one in parts)
                    caller.report.equal(total, round(float(line["figures"]["forecast"]) * 100), f"{form['key']} {period} {line['key']} is the sum of its parts")
    for department in call("readBudget", form="selling")["departments"]:
        call("readBudget", f"?department={department['code']}", form="selling")
    for form in ("selling", "administration", "overhead"):
        for period in ("2026", "2026-12"):
            flexed = call("readFlexedBudget", f"?period={period}", form=form)
            for line in [one["figures"] for one in flexed["departments"]] + [flexed["total"]]:
                if line["actual"] is not None:
                    parts = round(float(line["volume"]) * 100) + round(float(line["spending"]) * 100)
                    caller.report.equal(parts, round(float(line["actual"]) * 100) - round(float(line["budget"]) * 100), f"{form} {period}: volume + spending")
    approvals(caller)
    flows(caller)
    moves(caller)
    targets(caller)
    reviews(caller)
    plan_calendar(caller)
    alert_rules(caller)
    sync_nodes(caller)
    reconciliations(caller)
    data_releases(caller)
    meeting(caller)
    threads(caller)
    presence(caller)
    monthly_report(caller)
    for kind, total in (("income", "net_profit"), ("balance", "total_funding"), ("cash", "closing_cash")):
        for layout in ("chinese", "international"):
            for month in ("2026-10", "2026-12"):
                statement = call("readStatement", f"?kind={kind}&layout={layout}&month={month}")
                lines = {line["key"]: line for line in statement["lines"]} if statement else {}
                caller.report.expect(total in lines and lines[total]["values"][0], f"{kind} {layout} {month}: {total} has a number")
                for check in (statement or {}).get("checks", []):
                    caller.report.expect(check["holds"], f"{kind} {layout} {month}: {check['label']['en']}")
    compared = call("explainChange", "?cell=revenue%402027-01&from=previous")
    if caller.report.expect(compared and compared["parts"], "a month is explained against the month before"):
        change = float(compared["value"]) - float(compared["before"])
        parts = sum(float(part["contribution"]) for part in compared["parts"])
        caller.report.expect(abs(change - parts) < 0.05, f"parts {parts} sum to the change {change}")
    acknowledged(caller)
    data = "code,name\nC-CONTRACT,合同客户\n".encode()
    view = call("downloadTable", body={"rows": ["agreed", "orders", "revenue"], "unit": "wan", "grain": "quarter", "months": True})
    caller.report.expect(view and view[:2] == b"PK", "downloadTable gives a workbook")
    returned = call("uploadTable", "?filename=view.xlsx", raw=view)
    caller.report.equal([returned["changes"], returned["refusals"], returned["missing"]], [[], [], 0], "a view that nobody changed")
    call("uploadTable", raw=b"no workbook", expected=422)
    call("downloadTable", body={"rows": ["no-such-row"]}, expected=422)
    call("downloadTable", body={"grain": "week"}, expected=400)
    preview = call("previewImport", "?filename=customers.csv&kind=customers", raw=data)
    broken = call("previewImport", "?filename=lines.csv&kind=customers", raw="code,name\n,合同客户\n".encode())
    if broken:
        cell = {"line": 2, "column": "A", "text": "C-CONTRACT-MENDED"}
        mended = call("previewImportAgain", body={"upload": broken["upload"], "kind": "customers", "mends": [cell]})
        caller.report.equal([broken["accepted"], mended["accepted"]], [0, 1], "a cell that is mended brings its row in")
        call("previewImportAgain", body={"upload": "no-such-upload"}, expected=422)
    if preview:
        kept = call("keepImport", body={"upload": preview["upload"], "kind": preview["kind"]})
        if kept:
            caller.report.expect(kept["card"]["isChecked"] and not kept["isHeld"], "what comes in is checked")
            quality(caller, kept["batch"])
    caller.called.add("listen")
    for _, name, number, text in caller.client.events(after=before):
        event = json.loads(text)
        faults = caller.schemas.faults(event, {"$ref": "#/components/schemas/Change"})
        caller.report.equal((name, int(number)), ("change", event["revision"]), "an event and its id")
        caller.report.equal(faults, [], "differences of a live event from its description")
        break


def saved_views(caller):
    """A question with a name: kept, put in order, shared and removed; what no screen understands is refused in words."""
    call, report = caller.call, caller.report

    def send(key, kind, payload, expected=200):
        return call("sendCommand", body={"id": f"contract-view-{key}", "kind": kind, "payload": payload}, expected=expected)

    first = send("one", "save-view", {"screen": "sales", "name": "合同视图", "query": {"by": "customer", "span": "twelve"}})["event"]
    second = send("two", "save-view", {"screen": "sales", "name": "另一个", "query": {}, "isShared": True})["event"]
    report.equal(send("bad", "save-view", {"screen": "sales", "name": "坏的", "query": {"planet": "mars"}}, expected=422)["code"], "view.refused", "a part nobody knows")
    report.equal(send("twice", "save-view", {"screen": "sales", "name": "另一个", "query": {}}, expected=422)["code"], "view.refused", "a name that is taken")
    send("order", "order-views", {"screen": "sales", "views": [second, first]})
    views = [(one["id"], one["isMine"], one["isShared"]) for one in call("listSavedViews")["views"]]
    report.equal(views, [(second, True, True), (first, True, False)], "in one's own order")
    send("gone", "remove-view", {"id": first})
    report.equal(send("gone-again", "remove-view", {"id": first}, expected=404)["code"], "view.not-known", "it is gone")


def sales(caller):
    """Sales and customers: parts that add up, questions that are refused, files as spreadsheets take them."""
    call, report = caller.call, caller.report
    known = call("readSalesMeasures")
    report.expect(known["seesCost"] and len(known["measures"]) > 50, "who sees cost may ask for every measure")
    at = next(index for index, one in enumerate(call("readSalesAnalysis")["measures"]) if one["key"] == "orderedInclTax")
    for query in ("", "?by=territory,family&compare=year", "?by=month", "?by=customer&sort=-orderedInclTax&limit=5", "?by=channel&compare=festival", "?compare=yearToDate&alike=workdays", "?by=item&first=2025-11&last=2026-10&compare=previous&sort=-growth.collected"):
        view = call("readSalesAnalysis", query)
        report.expect(view["rows"], f"sales {query}: rows")
        if len(view["rows"]) == view["rowCount"]:
            report.equal(sum(cents(row["figures"][at]) for row in view["rows"]), cents(view["total"]["figures"][at]), f"sales {query}: rows add up to the total")
    for wrong in ("?by=planet", "?measures=luck", "?first=2026-13", "?filter=month:2026-10", "?filter=territory", "?compare=never", "?sort=luck", "?first=2026-10&last=2026-01", "?limit=0"):
        call("readSalesAnalysis", wrong, expected=400)
    call("readSalesAnalysis", "?by=month,year", expected=422)
    growth = call("readSalesGrowth")
    report.expect(any(row["januaryFebruary"] for row in growth["rows"]) and growth["festivals"], "January and February together, and the festival")
    call("readSalesGrowth", "?measure=receivable", expected=422)
    classes = call("readSalesClasses", "?by=item")
    report.equal(sum(one["members"] for one in classes["classes"]), classes["rowCount"], "every member is in one class")
    call("readSalesClasses", "?by=month", expected=400)
    report.expect(float(call("readSalesConcentration")["index"]) > 0, "the customers have an index")
    customers = call("readCustomers", "?sort=-attention&limit=10")
    report.expect(customers["rows"][0]["cycle"]["sign"] in ("lost", "atRisk"), "whoever left stands first")
    call("readCustomers", "?sign=happy", expected=400)
    for step in call("readCustomerBridge")["steps"]:
        parts = sum(sign * cents(step[key]["amount"]) for key, sign in (("new", 1), ("returned", 1), ("grown", 1), ("shrunk", -1), ("lost", -1)))
        report.equal(cents(step["before"]) + parts, cents(step["now"]), f"the bridge of {step['period']} ties")
    saved_views(caller)
    for operation in ("exportSalesAnalysis", "exportCustomers"):
        report.expect(call(operation)[:2] == b"PK", f"{operation} gives a workbook")
    text = caller.client.call("GET", "/api/v1/exports/customers?format=csv").body
    report.expect(text.startswith(b"\xef\xbb\xbf") and len(text.splitlines()) == customers["totals"]["customers"] + 1, "customers as CSV: a header and a row each")


def model(caller):
    """The model read, checked, previewed, changed and put back."""
    call, report = caller.call, caller.report
    before = call("readModel")
    call("readLanguage")
    report.equal(call("readModelHistory")["changes"], [], "a fresh company has the standard model")
    raised = before["text"].replace("else baseline + pipeline", "else baseline * 1.1 + pipeline")
    wrong = before["text"].replace("else baseline + pipeline", "else baseline + prise")
    report.equal(call("checkModel", body={"text": before["text"]})["isUsable"], True, "the model in force is usable")
    report.equal([f["subject"] for f in call("checkModel", body={"text": wrong})["findings"] if f["severity"] == "error"], ["prise"], "what is wrong")
    refused = call("previewModel", body={"text": wrong}, expected=422)
    report.equal(refused["code"], "model.refused", "a preview of a text with errors")
    preview = call("previewModel", body={"text": raised})
    report.equal([one["id"] for one in preview["changed"]], ["agreed"], "what a preview calls changed")
    outcome = call("sendCommand", body={
        "id": "contract-model", "kind": "change-model", "reason": "contract", "expectedRevision": before["revision"], "payload": {"text": raised}})
    for figure in preview["figures"]:
        moved = {line["period"]["id"]: (line["old"], line["new"]) for line in outcome["moved"] if line["cell"].split("@")[0] == figure["id"]}
        if moved:
            report.equal(moved, {step["id"]: (step["old"], step["new"]) for step in figure["months"]}, f"{figure['id']}: preview and commit")
    stale = call("sendCommand", body={
        "id": "contract-stale", "kind": "change-model", "reason": "contract", "expectedRevision": before["revision"], "payload": {"text": before["text"]}}, expected=409)
    report.equal(stale["code"], "plan.changed-since", "a stale change of the model")
    report.equal(len(call("readModelHistory")["changes"]), 1, "changes of the model")
    call("sendCommand", body={"id": "contract-model-undo", "kind": "undo", "payload": {}})
    report.equal(call("readModel")["text"], before["text"], "undo puts the text back")


def scenarios(caller):
    """A scenario made, edited, read, compared while the plan goes on, brought up to date, merged, taken back and discarded."""
    call, report = caller.call, caller.report

    def send(key, kind, payload, expected=200, **more):
        return call("sendCommand", body={"id": f"contract-scenario-{key}", "kind": kind, "payload": payload, **more}, expected=expected)

    def minimum(query=""):
        return call("explainCell", "?cell=minimum_cash" + query)["value"]

    before = minimum()
    scenario = send("make", "create-scenario", {"name": "合同情景", "isShared": True})["event"]
    listed = call("listScenarios")["scenarios"]
    report.equal([(one["id"], one["isBehind"], one["changedCells"]) for one in listed], [(scenario, False, 0)], "a fresh scenario")
    edit = {"cells": [{"cell": "minimum_cash", "value": "9000000"}]}
    outcome = send("edit", "edit-cells", {**edit, "scenario": scenario})
    report.equal(minimum(f"&scenario={scenario}"), "9000000.00", "the scenario's number")
    report.equal(minimum(), before, "the plan's number")
    call("explainChange", f"?cell=minimum_cash&scenario={scenario}")
    table = call("readTable", f"?grain=year&compare=plan&scenario={scenario}")
    report.equal((table["scenario"]["id"], all("plan" in row["compare"] for row in table["rows"])), (scenario, True), "the scenario's table beside the plan")
    known = call("readTable", "?grain=year")["revision"]
    send("plan", "edit-cells", {"cells": [{"cell": "minimum_cash", "value": "8000000"}]})
    sight = quoted('["minimum_cash","cash"]')
    part = call("readTable", f"?grain=year&since={known}&figures=packed&rows={sight}")
    report.equal((part["since"], part["isPart"], {row["id"] for row in part["rows"]} <= {"minimum_cash", "cash"}), (known, True, True), "rows in sight first")
    call("readTable", f"?grain=year&since={known}&figures=packed")
    call("readTable", "?rows=nothing", expected=400)
    for against in ("was", "now"):
        compared = call("compareScenario", f"?against={against}", scenario=scenario)
    report.equal([(one["was"], one["scenario"], one["now"], one["isConflict"]) for one in compared["inputs"]], [(before, "9000000.00", "8000000.00", True)], "the conflict")
    merge = {"scenario": scenario, "content": compared["content"]}
    refused = send("refused", "merge-scenario", merge, expected=409, expectedRevision=compared["revision"])
    report.equal((refused["code"], refused["parameters"]["total"]), ("scenario.conflicts", 1), "a merge that nobody decided")
    report.equal(caller.schemas.faults(refused["parameters"]["conflicts"][0], {"$ref": "#/components/schemas/ScenarioInput"}), [], "a conflict")
    needless = send("needless", "merge-scenario", {**merge, "choices": {"capex@2027-01": "plan"}}, expected=422, expectedRevision=compared["revision"])
    report.equal(needless["code"], "scenario.choice-not-needed", "a side for a cell without a conflict")
    for operation, query in (("readOverview", "?"), ("listAlerts", "?"), ("readCash", "?"), ("readSupply", "?"), ("readDeals", "?"), ("listForecasts", "?"), ("readStatement", "?kind=balance&"), ("readPurchases", "?")):
        call(operation, f"{query}scenario={scenario}")
        call(operation, f"{query}scenario=999999", expected=404)
    report.equal((call("readCash", f"?scenario={scenario}")["minimum"], call("readCash")["minimum"]), ("9000000.00", "8000000.00"), "cash of the scenario and of the plan")
    send("merge", "merge-scenario", {**merge, "choices": {compared["inputs"][0]["cell"]: "scenario"}}, expectedRevision=compared["revision"])
    report.equal(minimum(), "9000000.00", "merged")
    gone = caller.client.call("GET", f"/api/v1/scenarios/{scenario}/comparison")
    report.equal((gone.status, gone.code), (404, "scenario.not-known"), "a merged scenario is closed")
    send("undo-merge", "undo", {})
    report.equal(minimum(), "8000000.00", "the merge taken back")
    send("rebase", "rebase-scenario", {"scenario": scenario, "conflicts": "scenario"})
    report.equal(call("compareScenario", scenario=scenario)["conflicts"], 0, "conflicts after an update to the plan")
    send("rename", "rename-scenario", {"scenario": scenario, "isShared": False})
    send("discard", "discard-scenario", {"scenario": scenario})
    report.equal(call("listScenarios")["scenarios"], [], "scenarios left")
    send("undo-plan", "undo", {})  # the discard
    send("discard-again", "discard-scenario", {"scenario": scenario})
    report.expect(outcome["moved"] is not None, "an edit says what moved")


def approvals(caller):
    """The selling budget approved with a range of a hundred yuan, carried out of it by an edit, accepted, and all of it taken back."""
    report = caller.report
    before = caller.client
    for purpose in ("budget", "change"):
        caller.call("sendCommand", body={"id": f"contract-alone-{purpose}", "kind": "bind-flow", "payload": {"purpose": purpose, "flow": None}})
    caller.client = caller.server.client(*caller.demo.login("financeDirector"))
    form = caller.call("readBudget", "?period=2026", form="selling")
    approve = {"form": "selling", "year": 2026, "basis": "forecast", "content": form["contents"]["forecast"], "limit": {"amount": "100.00"}}
    stale = caller.call("sendCommand", body={"id": "contract-budget-stale", "kind": "approve-budget", "payload": {**approve, "content": "00"}}, expected=409)
    report.equal(stale["code"], "budget.changed-since", "figures that were not seen are not approved")
    caller.call("sendCommand", body={"id": "contract-budget", "kind": "approve-budget", "reason": "contract", "payload": approve})
    report.equal(caller.call("listBudgetProposals")["proposals"], [], "nothing moved since")
    caller.call("sendCommand", body={"id": "contract-budget-edit", "kind": "edit-cells", "payload": {"cells": [{"cell": "headcount|Department=BM08@2026-12", "value": "20"}]}})
    open_ones = caller.call("listBudgetProposals")["proposals"]
    report.equal([one["line"] for one in open_ones], ["selling_expenses/BM08"], "what left its range")
    report.expect(open_ones[0]["cause"]["by"] == caller.demo.login("financeDirector")[0], "who carried it out")
    decide = {"form": "selling", "year": 2026, "line": "selling_expenses/BM08", "isAccepted": True, "forecast": open_ones[0]["forecast"]}
    caller.call("sendCommand", body={"id": "contract-budget-decide", "kind": "decide-budget", "payload": decide})
    after = caller.call("readBudget", "?period=2026", form="selling")
    lines = {line["key"]: line for line in after["lines"]}
    report.equal(lines["selling_expenses/BM08"]["figures"]["budget"], open_ones[0]["forecast"], "accepted, it stands where the forecast is")
    report.equal(caller.call("listBudgetProposals")["proposals"], [], "nothing is left to decide")
    for step in range(3):
        caller.call("sendCommand", body={"id": f"contract-budget-undo-{step}", "kind": "undo", "payload": {}})
    report.equal(caller.call("readBudget", "?period=2026", form="selling")["lines"], form["lines"], "taken back, the form is as it was")
    director, caller.client = caller.client, before
    for purpose in ("budget", "change"):
        caller.call("sendCommand", body={"id": f"contract-flow-{purpose}", "kind": "bind-flow", "payload": {"purpose": purpose, "flow": purpose}})
    caller.client = director
    handed_in(caller, approve)
    delegated(caller)
    caller.client = before


def handed_in(caller, form):
    """The selling budget handed in by the finance director: the sales director's turn, then the general manager's, because nobody decides his own; withdrawn in the end."""
    report = caller.report
    names = {role: caller.demo.login(role)[0] for role in ("financeDirector", "salesDirector")}
    foreseen = caller.call("previewApproval", "?form=selling&year=2026")
    report.expect(foreseen["wouldPass"] and len([one for one in foreseen["steps"] if one["act"] == "asked"]) == 2, "two people would be asked")
    caller.call("sendCommand", body={"id": "contract-submit", "kind": "submit-budget", "payload": form})
    own = caller.call("listApprovals")["approvals"][0]
    report.equal((own["status"], own["isOwn"], own["task"]), ("running", True, None), "it is handed in and lies with somebody else")
    report.equal(own["acts"], ["remind", "withdraw"], "what whoever handed it in may do")
    report.expect(len(own["figures"]) > 3, "the figures that are signed")
    step = {"approval": own["id"], "act": "approve", "task": 0, "content": own["content"]}
    refused = caller.call("sendCommand", body={"id": "contract-own", "kind": "take-approval-step", "payload": step}, expected=422)
    report.equal(refused["code"], "approvals.own-document", f"{names['financeDirector']} decides nothing of his own")
    running = caller.call("sendCommand", body={"id": "contract-around", "kind": "approve-budget", "payload": form}, expected=409)
    way = caller.call("readBudget", "?period=2026", form="selling")["way"]
    report.equal((way["running"]["approval"], way["flow"]["zh"]), (own["id"], "预算上报与审批"), "the form says where it is on its way")
    report.equal(running["code"], "approvals.running", "nobody walks around the people who are asked")
    director = caller.client
    caller.client = caller.server.client(*caller.demo.login("salesDirector"))
    task = caller.call("listApprovals")["approvals"][0]
    report.expect(task["task"] is not None and task["isCurrent"], f"it lies with {names['salesDirector']}")
    caller.call("sendCommand", body={"id": "contract-step", "kind": "take-approval-step", "payload": {**step, "task": task["task"]["id"]}})
    caller.client = director
    waits = caller.call("listApprovals")["approvals"][0]["waits"]
    report.equal([one["person"] for one in waits], [foreseen["steps"][-1]["person"]], "as it was foreseen")
    caller.call("sendCommand", body={"id": "contract-withdraw", "kind": "take-approval-step", "payload": {"approval": own["id"], "act": "withdraw"}})
    report.equal(caller.call("listApprovals")["approvals"][0]["status"], "withdrawn", "withdrawn")


def delegated(caller):
    """For a week the general manager decides for the finance director; more than one at a time, and the past, are refused."""
    report, today = caller.report, caller.call("listDelegations")["today"]
    days = {"from": today, "through": today}
    def give(name, expected=200, **payload):
        return caller.call("sendCommand", body={"id": f"contract-stand-in-{name}", "kind": "delegate-approvals", "payload": payload}, expected=expected)
    boss = caller.demo.login("generalManager")[0]
    give("given", standIn=boss, **days, purposes=["budget"])
    kept = caller.call("listDelegations")["delegations"]
    report.equal([(one["isOwn"], one["isRunning"], one["purposes"]) for one in kept], [(True, True, ["budget"])], "seen by whoever gave it")
    refused = give("twice", expected=422, standIn="nobody", **{"from": today, "through": "2020-01-01"})
    report.expect(refused["code"] == "approvals.delegation-refused" and all(word in refused["detail"]["zh"] for word in ["早于", "过了", "没有这个人"]), f"{refused['detail']}")
    caller.call("sendCommand", body={"id": "contract-stand-in-end", "kind": "end-delegation", "payload": {"delegation": kept[0]["id"]}})
    report.equal(caller.call("listDelegations")["delegations"], [], "ended")


def flows(caller):
    """A flow of one's own: checked, kept, put in force, kept again; the shipped one back in force in the end."""
    report = caller.report
    listed = caller.call("listFlows")
    shipped = next(one for one in listed["flows"] if one["key"] == "change")
    report.expect(shipped["isShipped"] and shipped["isInForce"], "the shipped flow for changes is in force")
    mine = {**shipped["definition"], "key": "contract-flow", "name": "Contract"}
    document = {"submitter": caller.demo.login("salesDirector")[0], "fields": {"amount": "500000", "deviation": "1"}}
    checked = caller.call("checkFlow", body={"definition": mine, "document": document})
    report.equal((checked["faults"], len(checked["preview"]["steps"]), checked["preview"]["wouldPass"]), ([], 2, True), "half a million goes to finance and the general manager")
    small = caller.call("checkFlow", body={"definition": mine, "document": {**document, "fields": {"amount": "499999.99", "deviation": "1"}}})
    report.equal(len(small["preview"]["steps"]), 1, "a 分 less goes to finance alone")
    nodes = [one for one in mine["nodes"] if one["kind"] != "end"]
    broken = caller.call("checkFlow", body={"definition": {**mine, "nodes": nodes}})
    report.expect(len(broken["faults"]) > 1 and broken["preview"] is None, "everything that is wrong, at once")
    refused = caller.call("sendCommand", body={"id": "contract-flow-broken", "kind": "save-flow", "payload": {"definition": {**mine, "nodes": nodes}}}, expected=422)
    report.equal(refused["code"], "approvals.flow-faulty", "a faulty flow is not kept")
    refused = caller.call("sendCommand", body={"id": "contract-flow-shipped", "kind": "save-flow", "payload": {"definition": shipped["definition"]}}, expected=422)
    report.equal(refused["code"], "approvals.flow-faulty", "a shipped flow stays as it came")
    for version in (1, 2):
        caller.call("sendCommand", body={"id": f"contract-flow-save-{version}", "kind": "save-flow", "payload": {"definition": mine}})
    caller.call("sendCommand", body={"id": "contract-flow-bind", "kind": "bind-flow", "payload": {"purpose": "change", "flow": "contract-flow"}})
    kept = next(one for one in caller.call("listFlows")["flows"] if one["key"] == "contract-flow")
    report.equal(([one["version"] for one in kept["versions"]], kept["isInForce"], kept["definition"]["nodes"]), ([2, 1], True, mine["nodes"]), "kept in versions, in force, as it was drawn")
    caller.call("sendCommand", body={"id": "contract-flow-back", "kind": "bind-flow", "payload": {"purpose": "change", "flow": "change"}})


def moves(caller):
    """A forecast countersigned by two. The selling budget approved by one person, released along its flow, and ten thousand moved from one department to another; withdrawn in the end."""
    report, administrator = caller.report, caller.client
    people = {role: caller.server.client(*caller.demo.login(role)) for role in ("generalManager", "salesDirector", "financeDirector")}

    def send(role, name, kind, payload, expected=200, reason="contract"):
        caller.client = people.get(role, administrator)
        return caller.call("sendCommand", body={"id": f"contract-moves-{name}", "kind": kind, "reason": reason, "payload": payload}, expected=expected)

    def agree(role, name):
        caller.client = people[role]
        mine = next(one for one in caller.call("listApprovals")["approvals"] if one["task"])
        send(role, name, "take-approval-step", {"approval": mine["id"], "act": "approve", "task": mine["task"]["id"], "content": mine["content"]})
        return mine

    def budget(role="financeDirector"):
        caller.client = people[role]
        return caller.call("readBudget", "?period=2026", form="selling")

    send("administrator", "alone", "bind-flow", {"purpose": "budget", "flow": None})
    target = {"form": "selling", "year": 2026}
    send("financeDirector", "approve", "approve-budget", {**target, "basis": "forecast", "content": budget()["contents"]["forecast"]})
    report.equal(budget()["way"]["offers"], ["release", "transfer"], "what may be handed in of an approved form")
    send("financeDirector", "release", "submit-release", target)
    agree("generalManager", "released")
    form = budget("salesDirector")
    report.equal(form["approval"]["released"]["by"], caller.demo.login("generalManager")[0], "released")
    report.expect(caller.call("listApprovals")["approvals"][0]["isCopied"], "those who work with it are told")
    before = {line["key"]: line["figures"]["budget"] for line in form["lines"]}
    transfer = {**target, "from": "selling_expenses/BM08", "to": "selling_expenses/BM04", "amount": "10000.00"}
    report.equal(send("salesDirector", "much", "submit-transfer", {**transfer, "amount": "99999999999"}, 422)["code"], "budget.transfer-not-possible", "more than there is")
    foreseen = caller.call("previewApproval", "?form=selling&year=2026&purpose=transfer&from=selling_expenses%2FBM08&to=selling_expenses%2FBM04&amount=10000")
    report.equal(len(foreseen["steps"]), 1, "finance alone decides about ten thousand")
    send("salesDirector", "transfer", "submit-transfer", transfer)
    mine = agree("financeDirector", "moved")
    report.equal([one["change"] for one in mine["figures"]], ["-10000.00", "10000.00"], "what is signed")
    after = {line["key"]: line["figures"]["budget"] for line in budget()["lines"]}
    moved = {key for key in before if after[key] != before[key]}
    report.equal(moved, {"selling_expenses/BM08", "selling_expenses/BM04"}, "two lines moved, the total stays")
    send("financeDirector", "withdraw", "withdraw-budget", target)
    caller.client = people["salesDirector"]
    region = next(one for one in caller.call("listForecastReviews")["reviews"] if one["region"])
    report.equal((region["signed"], region["mayHandIn"]), (None, True), "nobody signed it yet")
    foreseen = caller.call("previewApproval", f"?purpose=forecast&region={region['region']}")
    report.equal(len([one for one in foreseen["steps"] if one["act"] == "asked"]), 2, "finance and supply both sign")
    send("salesDirector", "forecast", "submit-forecast", {"region": region["region"]})
    people["purchasingManager"] = caller.server.client(*caller.demo.login("purchasingManager"))
    agree("financeDirector", "first")
    agree("purchasingManager", "second")
    signed = next(one for one in caller.call("listForecastReviews")["reviews"] if one["region"] == region["region"])["signed"]
    report.equal((signed["pieces"], signed["change"]), (region["pieces"], "0.00"), "countersigned as it was handed in")
    send("administrator", "flow", "bind-flow", {"purpose": "budget", "flow": "budget"})
    caller.client = administrator


def monthly_report(caller):
    """The report says what the screens say: revenue of the statement, the plan's revenue of the month to come, the first shortfall of the cash view."""
    for month in ("2025-01", "2026-10", "2026-12"):
        report = caller.call("readMonthlyReport", f"?month={month}")
        lines = {line["key"]: line["values"] for line in caller.call("readStatement", f"?kind=income&month={month}")["lines"]}
        revenue = next(one for one in report["headlines"] if one["key"] == "revenue")
        caller.report.equal(revenue["actual"], lines["total_revenue"][0], f"{month}: revenue of the report and of the statement")
        if month == "2026-10":
            caller.report.equal(len(report["differences"]), 5, "the largest differences")
            caller.report.expect(all(one["reasons"] for one in report["differences"] if one["key"] in ("total_revenue", "selling_expenses")), "each has its reasons")
            caller.report.equal(report["cash"]["firstShortfall"], caller.call("readCash", "?grain=week")["firstShortfall"], "the first shortfall")
            caller.report.equal(len(report["cash"]["weeks"]), 13, "weeks")
            coming = next(one for one in report["outlook"]["figures"] if one["key"] == "total_revenue")
            caller.report.equal(coming["value"], next(line["values"][0] for line in caller.call("readStatement", "?kind=income&month=2026-11")["lines"] if line["key"] == "total_revenue"), "revenue of the month to come")
            caller.report.equal([one["kind"] for one in report["statements"]], ["income", "balance", "cash"], "statements")
    caller.call("readMonthlyReport", "?month=2031-01", expected=422)
    caller.call("readMonthlyReport", "?month=October", expected=400)


def targets(caller):
    """Next year's target split over regions, people and months, one region set anew under the same total, locked, and all of it taken back."""
    report, before = caller.report, caller.client
    caller.client = caller.server.client(*caller.demo.login("generalManager"))
    year = int(caller.call("readWorkspace")["lastMonth"][:4])
    empty = caller.call("readTarget", f"?year={year}")
    report.expect(empty["standing"] is None and empty["places"][0]["target"] is None and empty["places"][0]["plan"], "a plan and no target yet")
    order = {"measure": "revenue", "year": year, "span": str(year), "amount": "700000000.01", "basis": "last-year", "seen": 0}
    quotas = caller.call("readTarget", f"?year={year - 1}")
    report.expect(quotas["standing"] is None and quotas["imported"]["rows"] > 0, "imported quotas stand for this year's target")
    report.expect(quotas["imported"]["files"], "with their file")
    report.equal(sum(cents(row["target"]) for row in quotas["places"] if row["level"] == 1), cents(quotas["places"][0]["target"]), "regions add up to the quotas")
    caller.call("sendCommand", body={"id": "contract-target", "kind": "set-target", "reason": "contract", "payload": order})
    stale = caller.call("sendCommand", body={"id": "contract-target-stale", "kind": "set-target", "payload": order}, expected=409)
    report.equal(stale["code"], "target.changed-since", "a target that was not seen is not overwritten")
    region = empty["places"][1]["place"]
    caller.call("sendCommand", body={"id": "contract-target-region", "kind": "set-target", "payload": {
        **order, "seen": None, "place": region, "amount": "200000000", "basis": "present", "sums": "places"}})
    caller.call("sendCommand", body={"id": "contract-target-lock", "kind": "lock-target", "payload": {
        "measure": "revenue", "year": year, "place": region, "span": str(year), "isLocked": True}})
    moved = {**order, "seen": None, "place": region, "span": f"{year}Q1", "amount": "1"}
    refused = caller.call("sendCommand", body={"id": "contract-target-refused", "kind": "set-target", "payload": moved}, expected=422)
    report.equal(refused["code"], "target.refused", "the sum of a locked region stays")
    for span in (f"{year}", f"{year}Q3", f"{year}-11"):
        for measure in ("revenue", "gross-margin", "collections"):
            view = caller.call("readTarget", f"?measure={measure}&year={year}&span={span}&place={region}")
            rows = view["places"]
            for field in ("plan", "target"):
                whole, parts = rows[0][field], [row[field] for row in rows if row["level"] == 1]
                report.expect(whole is None or sum(cents(one) for one in parts) == cents(whole), f"{measure} {span} {field}: people add up to {region}")
    whole = caller.call("readTarget", f"?year={year}")["places"]
    report.equal([whole[0]["target"], whole[1]["target"], whole[1]["isLocked"]], ["700000000.01", "200000000.00", True], "company, region, lock")
    report.equal(sum(cents(row["target"]) for row in whole if row["level"] == 1), 70000000001, "regions add up to the company")
    caller.call("exportTargets", f"?year={year}")
    for step in range(3):
        caller.call("sendCommand", body={"id": f"contract-target-undo-{step}", "kind": "undo", "payload": {}})
    report.equal(caller.call("readTarget", f"?year={year}")["places"], empty["places"], "taken back, nothing is left")
    caller.client = before


def reviews(caller):
    """The last closed month against everything, a sheet saved, signed by one side, and all of it taken back."""
    report, before = caller.report, caller.client
    login = caller.demo.login("salesDirector")
    caller.client = caller.server.client(*login)
    row = caller.call("listReviews")["rows"][0]
    month = row["month"]
    view = caller.call("readReview", month=month)
    report.equal([one["base"] for one in view["comparisons"]], ["budget", "forecast", "lastYear"], "what October is compared with")
    for one in view["comparisons"]:
        report.equal([one["areas"][0]["actual"], one["areas"][0]["base"]], [row["actual"], row[one["base"]]], f"{one['base']}: list and review")
        for area in one["areas"]:
            for split in filter(None, (area, area["margin"])):
                report.equal(sum(cents(part) for part in split["parts"].values()), cents(split["difference"]), f"{one['base']} {area['key']}: factors")
    about = {"base": "forecast", "area": "company", "factor": "volume"}
    sheet = {"summary": "", "participants": {"sales": login[0]}, "causes": [{**about, "kind": "market-demand", "words": "contract"}],
             "actions": [{**about, "number": 0, "words": "contract", "owner": login[0], "due": view["today"]}]}
    send = lambda name, kind, payload, **more: caller.call("sendCommand", body={"id": f"contract-review-{name}", "kind": kind, "payload": {"month": month, **payload}}, **more)
    send("save", "save-review", {"sheet": sheet, "seen": view["seen"]})
    report.equal(send("stale", "save-review", {"sheet": sheet, "seen": view["seen"]}, expected=409)["code"], "review.changed-since", "a review that was not seen")
    bad = {**sheet, "participants": {"finance": login[0]}}
    report.equal(send("side", "save-review", {"sheet": bad}, expected=422)["code"], "review.refused", "sales do not speak for finance")
    saved = caller.call("readReview", month=month)
    send("sign", "sign-review", {"side": "sales", "content": saved["content"]})
    send("mark", "mark-review-action", {"action": saved["actions"][-1]["number"], "isDone": True})
    report.equal(send("close", "close-review", {"content": saved["content"]}, expected=422)["code"], "review.refused", "two sides have not signed")
    marked = caller.call("readReview", month=month)
    report.equal([marked["actions"][-1]["isDone"], marked["signatures"][0]["isValid"]], [True, True], "done and signed")
    caller.call("exportReview", f"?month={month}")
    for step in range(3):
        caller.call("sendCommand", body={"id": f"contract-review-undo-{step}", "kind": "undo", "payload": {}})
    report.equal(caller.call("readReview", month=month)["sheet"], view["sheet"], "taken back, the sheet is what it was")
    card = caller.call("readScorecard")
    rows = {one["key"]: one for one in card["rows"]}
    report.equal(len(card["months"]), 12, "months of the scorecard")
    regions = [one for key, one in rows.items() if key.startswith("region:")]
    for field in ("error", "actual", "difference"):
        report.equal(sum(cents(one["sales"][field]) for one in regions), cents(rows["company"]["sales"][field]), f"scorecard {field}: regions add up")
    report.expect(all(float(one["sales"]["bias"]) > 0 > float(one["finance"]["bias"]) for one in regions), "regional sales hope, finance is careful")
    report.expect(any(key.startswith("person:") for key in rows) and rows["company"]["submissions"]["onTime"] == 12, "people, in time")
    caller.call("readReview", month="2031-01", expected=422)
    caller.call("readReview", month="October", expected=400)
    forecasts(caller)
    caller.client = before


def forecasts(caller):
    """What is known of forecasts that were made: parts that add up, accuracy by lead and grain, the series to look at, and a report in sentences."""
    report = caller.report
    parts = caller.call("readForecastComponents")
    report.expect(len(parts["months"]) >= 36 and len(parts["trend"]) == len(parts["months"]), "three years taken apart")
    rest = [abs(float(o) - float(t) - float(s) - float(r)) for o, t, s, r in zip(*(parts[key] for key in ("observed", "trend", "season", "rest")))]
    report.expect(max(rest) < 0.05, f"level, season and rest are what was observed: {max(rest)}")
    rows = parts["children"]["rows"]
    report.expect(parts["children"]["by"] == "family" and abs(sum(float(one["part"]) for one in rows) - 1) < 0.001, "families add up to the whole")
    one = caller.call("readForecastComponents", f"?item={urllib.parse.quote(rows[0]['code'])}")
    report.equal(one["children"]["by"], "item", "a family is divided by items")
    caller.call("readForecastComponents", "?item=NOPE", expected=422)
    track = caller.call("readForecastTracking")
    report.equal([lead["lead"] for lead in track["leads"]], [1, 2, 3, 4, 5], "one to five months ahead")
    report.equal([level["key"] for level in track["levels"]], ["company", "region", "family", "item", "place"], "from the whole to one item in one region")
    sales = [next(float(one["accuracy"]) for one in level["sources"] if one["source"] == "salesForecast") for level in track["levels"]]
    report.expect(sales[0] >= sales[1] >= sales[4] and sales[0] >= sales[3] >= sales[4], f"errors cancel above: {sales}")
    report.equal([rung["key"] for rung in track["ladder"]], ["naive", "baseline", "sales"], "what each layer added")
    caller.call("readForecastTracking", "?region=NOPE", expected=422)
    found = caller.call("readForecastExceptions", "?count=5")
    money = [float(one["money"]) for one in found["rows"]]
    report.expect(len(money) == 5 and money == sorted(money, reverse=True) and found["flagged"] <= found["of"], "five, most money first")
    report.expect(all(one["reasons"] for one in found["rows"]) and sum(one["isChampion"] for one in found["methods"]) == 1, "each says why; one champion")
    caller.call("readForecastExceptions", "?count=0", expected=400)
    caller.call("readForecastExceptions", "?count=many", expected=400)
    for span in ("week", "month"):
        told = caller.call("readForecastReport", f"?span={span}")
        report.expect(all(section["sentences"] for section in told["sections"]) and len(told["sections"]) >= 4, f"the {span} in sentences")
    caller.call("readForecastReport", "?span=year", expected=400)
    written_reports(caller)


def written_reports(caller):
    """The first week and month were written when the server began; one is read, once, and shown as it was known then."""
    report = caller.report
    deadline = time.monotonic() + 30
    while len(written := caller.call("readForecastReports")["reports"]) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
    report.equal(sorted(one["span"] for one in written), ["month", "week"], "one of each was written")
    newest = written[0]
    told = caller.call("readForecastReport", f"?report={newest['id']}&knownOn=event-{newest['id']}")
    report.equal([told[name] for name in ("span", "from", "to", "title")], [newest[name] for name in ("span", "from", "to", "title")], "the days it was written of")
    report.equal(caller.call("readForecastReport", f"?report={newest['id']}")["title"], newest["title"], "the same days as known now")
    caller.call("readForecastReport", "?report=1", expected=404)
    caller.call("readForecastReport", "?report=one", expected=400)
    body = {"id": "contract-report", "kind": "acknowledge-report", "payload": {"report": newest["id"]}}
    report.expect(newest["isUnread"], "it waits for whoever changes forecasts")
    caller.call("sendCommand", body=body)
    report.expect(not caller.call("readForecastReports")["reports"][0]["isUnread"], "read, it waits no more")
    report.equal(caller.call("sendCommand", body={**body, "id": "contract-report-again"}, expected=422)["code"], "forecast.report-refused", "once")
    caller.call("sendCommand", body={**body, "id": "contract-report-none", "payload": {"report": 1}}, expected=404)
    caller.call("sendCommand", body={**body, "id": "contract-report-bare", "payload": {}}, expected=400)


def departments(caller, send, month):
    """A budget round asks departments: one hands its lines in, once with figures it did not see."""
    report, year = caller.report, int(month[:4]) + 1
    send("departments", "set-rhythm", {"since": month, "budget": {"month": int(month[5:]), "workday": -1}, "asksDepartments": True})
    asked = lambda: [one for one in caller.call("readPlanCalendar")["rounds"][0]["forms"] if "/" in one["key"]]
    form, code = next(one["key"] for one in asked() if one["handedInOn"] is None)[len("budget:"):].split("/")
    seen = lambda: next(one for one in caller.call("readBudget", f"?period={year}", form=form)["parts"] if one["department"] == code)
    report.expect(seen()["handedIn"] is None and seen()["mayHandIn"], f"{form}, {code}: open")
    part = {"form": form, "year": year, "department": code}
    report.equal(send("unseen", "hand-in-part", {**part, "content": "00"}, expected=409)["code"], "budget.changed-since", "figures that were not seen")
    report.equal(send("nowhere", "hand-in-part", {**part, "department": "NOWHERE", "content": "00"}, expected=422)["code"], "budget.form-not-known", "no such department")
    send("part", "hand-in-part", {**part, "content": seen()["content"]})
    report.expect(seen()["handedIn"]["figure"] == seen()["figure"] and not seen()["hasMoved"], "handed in as it stands")
    own = next(one for one in asked() if one["key"] == f"budget:{form}/{code}")
    report.expect(own["state"] == "submitted" and own["handedInOn"] and not own["hasMoved"] and own["importedBy"] is None, f"on the board: {own}")


def plan_calendar(caller):
    """The plan calendar: what is due, a region handed in, another rhythm set with every reason against a bad one, and taken back."""
    report, before = caller.report, caller.client
    caller.client = caller.server.client(*caller.demo.login("salesDirector"))
    send = lambda name, kind, payload, **more: caller.call("sendCommand", body={"id": f"contract-calendar-{name}", "kind": kind, "payload": payload}, **more)
    first = caller.call("readPlanCalendar")
    report.expect(first["mayEdit"] and first["rhythm"]["forecast"] and {one["kind"] for one in first["rounds"]} >= {"forecast"}, "the example company has a calendar")
    report.expect(len(first["days"]) % 7 == 0 and any(not one["isWorkday"] for one in first["days"]), "whole weeks with days off")
    for one in first["rounds"]:
        states = [form["state"] for form in one["forms"]]
        report.equal(one["approved"], sum(state in ("approved", "released") for state in states), f"{one['id']}: approved")
        report.equal(one["handedIn"], sum(form["handedInOn"] is not None for form in one["forms"]), f"{one['id']}: handed in")
        report.expect(all(one["due"] <= form["handedInOn"] or form["late"] == 0 for form in one["forms"] if form["handedInOn"]), f"{one['id']}: late")
    bad = {"since": first["month"], "forecast": 0, "reforecast": 99, "budget": {"month": 13, "workday": 1}, "owners": {"forecast:MOON": "nobody-at-all"}}
    refused = send("bad", "set-rhythm", bad, expected=422)
    report.expect(refused["code"] == "calendar.refused" and all(word in refused["detail"]["en"] for word in ("workday 0", "99", "13", "MOON", "nobody-at-all")), "all reasons at once")
    send("set", "set-rhythm", {"since": first["month"], "forecast": -1, "reforecast": None, "budget": None, "remindBefore": 0, "escalateAfter": 2})
    now = caller.call("readPlanCalendar", f"?month={first['month']}")
    report.equal([now["rhythm"]["forecast"], {one["kind"] for one in now["rounds"]}], [-1, {"forecast"}], "another rhythm")
    departments(caller, send, first["month"])
    for name in ("undo-part", "undo-departments", "undo"):
        send(name, "undo", {})
    report.equal(caller.call("readPlanCalendar")["rhythm"], first["rhythm"], "taken back")
    caller.call("readPlanCalendar", "?month=soon", expected=400)
    caller.client = caller.server.client(*caller.demo.login("regionalManager"))
    own = caller.call("readPlanCalendar")
    report.equal([own["mayEdit"], own["people"]], [False, []], "a manager sets no calendar")
    caller.client = before


def alert_rules(caller):
    """Own alert rules: every example previewed and saved as its person may, a bad one refused with every reason, a shared one seen by a manager as their rows alone, paused, removed and taken back."""
    report, before = caller.report, caller.client
    caller.client = caller.server.client(*caller.demo.login("generalManager"))
    send = lambda name, kind, payload, **more: caller.call("sendCommand", body={"id": f"contract-rules-{name}", "kind": kind, "payload": payload}, **more)
    first = caller.call("listAlertRules")
    choices = caller.call("readAlertRuleChoices")
    report.expect(len(choices["templates"]) >= 8 and len(choices["figures"]) > 100, "figures and examples to begin with")
    for one in choices["templates"]:
        preview = caller.call("previewAlertRule", body=one["draft"])
        report.expect(not preview["problems"] and preview["sentence"] == one["sentence"], f"{one['id']}: {preview['problems']}")
        report.expect(preview["history"]["reason"] or preview["history"]["months"], f"{one['id']}: the past is known, or it is said that it is not")
    bad = {"name": {"zh": "", "en": ""}, "kind": "threshold", "figure": "units", "window": "days", "count": 3, "side": "sideways", "limit": "10%", "severity": "loud"}
    refused = send("bad", "save-alert-rule", bad, expected=422)
    report.equal([refused["code"], refused["parameters"]["fields"]], ["rule.refused", "name,severity,window,side,limit"], "all reasons at once")
    regions = {"name": {"zh": "各地区订单", "en": "Orders by region"}, "isShared": True, "severity": "info", "kind": "threshold", "figure": "orders", "each": "Region", "window": "months", "count": 2, "side": "above", "limit": "1"}
    rule = send("save", "save-alert-rule", regions)["event"]
    one = caller.call("readAlertRule", rule=rule)
    report.expect(one["hitCount"] >= 2 and one["history"]["basis"] == "actuals" and one["history"]["count"] > 0, "each region, and what closed months say")
    report.expect({hit["code"] for hit in one["hits"]} == {"rule"}, "hits are alerts")
    own = send("own", "save-alert-rule", {**regions, "isShared": False})["event"]
    caller.client = caller.server.client(*caller.demo.narrowed(caller.server))
    seen = {entry["id"]: entry for entry in caller.call("listAlertRules")["rules"]}
    report.equal([rule in seen, own in seen], [True, False], "a manager sees the shared one")
    report.expect(0 < seen[rule]["hitCount"] < one["hitCount"] and not seen[rule]["mayEdit"], f"with their rows alone: {seen[rule]['hitCount']} of {one['hitCount']}")
    caller.call("readAlertRule", rule=own, expected=404)
    send("not-yours", "remove-alert-rule", {"id": rule}, expected=422)
    caller.client = caller.server.client(*caller.demo.login("generalManager"))
    send("pause", "pause-alert-rule", {"id": rule, "until": "2026-12-24"})
    report.equal([caller.call("readAlertRule", rule=rule)["pausedUntil"], caller.call("readAlertRule", rule=rule)["hitCount"]], ["2026-12-24", 0], "paused it says nothing")
    send("undo", "undo", {})
    send("remove", "remove-alert-rule", {"id": rule})
    send("remove-own", "remove-alert-rule", {"id": own})
    report.equal(len(caller.call("listAlertRules")["rules"]), len(first["rules"]), "removed")
    caller.call("readAlertRule", rule="none", expected=404)
    caller.client = before


def nodes_as_of(caller, revision, seconds=30):
    """The nodes as of a change; asked again soon after the last time they may be of a moment before it, and say so."""
    until = time.monotonic() + seconds
    while True:
        answer = caller.call("readSyncNodes")
        if answer["revision"] >= revision or time.monotonic() > until:
            return answer["nodes"]
        time.sleep(0.1)


def sync_nodes(caller):
    """A large deal put off is a node soon, with what it does to the months of the plan; put back, it is none."""
    report, before = caller.report, caller.client
    caller.client = caller.server.client(*caller.demo.login("generalManager"))
    send = lambda name, kind, payload, **more: caller.call("sendCommand", body={"id": f"contract-node-{name}", "kind": kind, "payload": payload}, **more)
    first = caller.call("readSyncNodes")
    report.equal(first["large"], "500000.00", "half a million is large")
    for one in first["nodes"]:
        report.expect(cents(one["amount"]) >= cents(first["large"]), f"{one['id']} is large")
        if one["impact"]:
            report.equal(sum(cents(part["revenue"]) for part in one["impact"]["months"]), cents(one["impact"]["revenue"]), f"{one['id']}: months")
    deals = [one for one in caller.call("readDeals")["deals"] if one["kind"] == "project" and one["outcome"] == "open" and one["amountInclTax"] and (one["closesOn"] or "") > first["today"]]
    deal = max(deals, key=lambda one: cents(one["amountInclTax"]))
    put_off = f"{int(deal['closesOn'][:4]) + 1}{deal['closesOn'][4:7]}-15"
    slipped = send("slip", "update-deal", {"deal": deal["code"], "closesOn": put_off})
    moved = slipped["moved"]
    node = next((one for one in nodes_as_of(caller, slipped["revision"]) if one["id"] == f"slipped-{deal['code']}"), None)
    if report.expect(node is not None and node["to"] == put_off and node["impact"]["lowest"] is not None, "a node soon"):
        lost = sum(cents(one["new"]) - cents(one["old"]) for one in moved if one["cell"].startswith("revenue@"))
        report.expect(cents(node["impact"]["revenue"]) <= 0 and (not lost or cents(node["impact"]["revenue"]) == lost), f"revenue {node['impact']['revenue']}, the change itself {lost}")
    undone = send("undo", "undo", {})
    report.expect(f"slipped-{deal['code']}" not in [one["id"] for one in nodes_as_of(caller, undone["revision"])], "put back, it did not happen")
    report.equal(send("small", "set-large-deal", {"amount": "1.00"}, expected=422)["code"], "meeting.refused", "a yuan is not large")
    send("size", "set-large-deal", {"amount": "100000000.00"})
    report.equal([one for one in caller.call("readSyncNodes")["nodes"]], [], "nothing is as large as that")
    send("undo-size", "undo", {})
    caller.call("readSyncNodes", "?since=soon", expected=400)
    caller.client = before


def reconciliations(caller):
    """Each region's month from budget to receipts: every step explained to the cent, a pair named, both sign, and all of it taken back."""
    report, before = caller.report, caller.client
    finance, boss = caller.demo.login("financeDirector"), caller.demo.login("generalManager")
    caller.client = caller.server.client(*boss)
    send = lambda name, kind, payload, **more: caller.call("sendCommand", body={"id": f"contract-reconcile-{name}", "kind": kind, "payload": payload}, **more)
    first = caller.call("readReconciliations")
    report.expect(len(first["months"]) == 12 and first["due"], "twelve months, asked for by the calendar")
    for month in first["months"]:
        for one in caller.call("readReconciliations", f"?month={month}")["regions"]:
            amounts = {station["key"]: cents(station["amount"]) for station in one["stations"]}
            for step in one["steps"]:
                parts = sum(cents(item["amount"]) for item in step["items"])
                report.equal([parts, step["residual"]], [amounts[step["to"]] - amounts[step["from"]], "0.00"], f"{month} {one['region']} {step['from']} to {step['to']}")
            report.expect({"forecast", "orders", "ordersGross", "shipments", "invoices", "receipts"} <= set(amounts), f"{month} {one['region']}: {sorted(amounts)}")
    region, month = first["regions"][0]["region"], first["month"]
    report.equal(send("same", "set-pair", {"region": region, "sales": boss[0], "finance": boss[0]}, expected=422)["code"], "reconciliation.refused", "two people")
    send("pair", "set-pair", {"region": region, "sales": boss[0], "finance": finance[0]})
    content = caller.call("readReconciliations")["regions"][0]["content"]
    sign = lambda name, side, **more: send(name, "sign-reconciliation", {"region": region, "month": month, "side": side, "content": content}, **more)
    report.equal(sign("wrong", "finance", expected=422)["code"], "reconciliation.refused", "not for another side")
    sign("sales", "sales")
    caller.client = caller.server.client(*finance)
    sign("finance", "finance")
    signed = caller.call("readReconciliations")["regions"][0]
    report.equal([signed["isFrozen"], [one["isValid"] for one in signed["signatures"]]], [True, [True, True]], "both signed")
    caller.call("exportReconciliation", f"?month={month}")
    send("undo-finance", "undo", {})
    caller.client = caller.server.client(*boss)
    send("undo-sales", "undo", {})
    send("undo-pair", "undo", {})
    report.equal(caller.call("readReconciliations")["regions"], first["regions"], "taken back")
    caller.call("readReconciliations", "?month=2031-01", expected=422)
    caller.call("readReconciliations", "?month=October", expected=400)
    caller.client = before


def data_releases(caller):
    """The figures of the last closed month: handed in, and withdrawn."""
    report, before = caller.report, caller.client
    caller.client = caller.server.client(*caller.demo.login("treasurer"))
    send = lambda name, kind, payload, **more: caller.call("sendCommand", body={"id": f"contract-release-{name}", "kind": kind, "payload": payload}, **more)
    first = caller.call("listDataReleases")["releases"]
    report.equal([len(first), first[0]["released"], first[0]["mayHandIn"]], [6, None, True], "nothing is released yet")
    case = send("submit", "submit-data", {"month": first[0]["month"]})["event"]
    report.equal([caller.call("listDataReleases")["releases"][0]["running"], send("again", "submit-data", {"month": first[0]["month"]}, expected=409)["code"]], [case, "approvals.running"], "on its way")
    report.equal(send("open", "submit-data", {"month": "2031-01"}, expected=422)["code"], "data.not-closed", "a month that is not closed")
    send("withdraw", "take-approval-step", {"approval": case, "act": "withdraw"})
    report.equal(caller.call("listDataReleases")["releases"], first, "withdrawn")
    caller.client = before


def meeting(caller):
    """The weekly meeting: a deal put off shows, a decision is made and marked, the meeting closes; all of it taken back."""
    report, before = caller.report, caller.client
    caller.client = caller.server.client(*caller.demo.login("salesDirector"))
    send = lambda name, kind, payload, **more: caller.call("sendCommand", body={"id": f"contract-meeting-{name}", "kind": kind, "payload": payload}, **more)
    first = caller.call("readMeeting")
    report.expect(first["lastAt"] is None and len(first["months"]) == 3 and first["regions"] and first["changes"], "before the first meeting")
    refused = send("nobody", "decide-in-meeting", {"words": "", "owner": "nobody-at-all", "due": "2020-01-01"}, expected=422)
    report.expect(refused["code"] == "meeting.refused" and "nobody-at-all" in refused["detail"]["en"] and "2020-01-01" in refused["detail"]["en"], "all reasons at once")
    send("decide", "decide-in-meeting", {"words": "contract", "owner": "zhoumin", "due": first["today"]})
    made = caller.call("readMeeting")["decisions"][-1]
    send("mark", "mark-decision", {"decision": made["decision"], "isDone": True})
    report.equal([one["isDone"] for one in caller.call("readMeeting")["decisions"] if one["decision"] == made["decision"]], [True], "done")
    send("hold", "hold-meeting", {})
    held = caller.call("readMeeting")
    report.expect(held["lastAt"] is not None and not held["changes"] and not held["deals"], "the next meeting begins with nothing")
    report.expect(all(one["now"] == one["before"] for one in held["figures"] if one["before"] is not None), "and its figures are the same")
    for step in range(3):
        send(f"undo-{step}", "undo", {})
    after = caller.call("readMeeting")
    report.equal([after["lastAt"], [one["decision"] for one in after["decisions"]]], [None, [one["decision"] for one in first["decisions"]]], "taken back")
    caller.client = before


def threads(caller):
    """A cell is asked about with a name that is not told, answered, changed, settled; nobody without the right to pay sees a word of it."""
    report, before = caller.report, caller.client
    subject = "cell:salary|Department=BM08@2026-12"
    buyer, boss = caller.server.client(*caller.demo.login("purchasingManager")), caller.server.client(*caller.demo.login("generalManager"))
    caller.client = boss
    send = lambda name, kind, payload, **more: caller.call("sendCommand", body={"id": f"contract-thread-{name}", "kind": kind, "payload": payload}, **more)
    people = {one["login"]: one["maySee"] for one in caller.call("listThreadAudience", "?subject=" + quoted(subject))["people"]}
    blind = caller.demo.login("purchasingManager")[0]
    report.equal(people.get(blind), False, "who buys may not see pay")
    refused = send("refused", "start-thread", {"subject": subject, "text": "@{nobody-at-all}" + "x" * 2001}, expected=422)
    report.expect(refused["code"] == "thread.refused" and "nobody-at-all" in refused["detail"]["en"] and "2000" in refused["detail"]["en"], "all reasons at once")
    made = send("start", "start-thread", {"subject": subject, "text": "@{%s} contract-secret" % blind})
    report.expect("not told" in made["label"]["en"], f"the author hears who is not told: {made['label']}")
    thread = made["event"]
    send("reply", "reply-to-thread", {"thread": thread, "text": "<b>&amp; =1+1"})
    send("edit", "edit-comment", {"thread": thread, "comment": thread, "text": "contract-secret, changed"})
    send("settle", "settle-thread", {"thread": thread, "isResolved": True})
    read = caller.call("readThread", thread=thread)["thread"]
    report.equal([read["comments"][1]["text"], len(read["comments"][0]["earlier"]), read["resolved"] is not None], ["<b>&amp; =1+1", 1, True], "plain text, what it said before, settled")
    report.equal(caller.call("listThreads", "?lane=all&subject=" + quoted(subject))["total"], 1, "found by its subject")
    report.equal(caller.call("listThreads", "?lane=all&q=CONTRACT-secret")["total"], 1, "found by its words")
    caller.call("listThreads", "?lane=nonsense", expected=400)
    caller.call("exportThread", f"?thread={thread}")
    deal = boss.get("/api/v1/deals")["deals"][0]["code"]
    asked = send("deal", "start-thread", {"subject": "deal:" + deal, "text": "@{%s} ?" % blind})["event"]
    caller.client = buyer
    report.equal([one["id"] for one in caller.call("listThreadMarks")["mentions"]], [asked], "named where they see, and nowhere else")
    report.equal(caller.call("listThreads", "?lane=all&q=secret")["total"], 0, "no word of what they may not see")
    caller.call("readThread", thread=thread, expected=404)
    report.equal(buyer.call("GET", f"/api/v1/exports/thread?thread={thread}").status, 404, "nor as a file")
    send("note", "acknowledge-mention", {"thread": asked})
    report.equal(caller.call("listThreadMarks")["mentions"], [], "taken note of")
    caller.client = before


def presence(caller):
    """One page says where it is, another hears of it; a cell that is not theirs to see is not told; who leaves is gone."""
    report, before = caller.report, caller.client
    buyer, boss = caller.server.client(*caller.demo.login("purchasingManager")), caller.server.client(*caller.demo.login("generalManager"))
    revision = before.get("/api/v1/workspace")["revision"]
    caller.client = boss
    here = lambda client, tab, **more: client.call("POST", "/api/v1/presence", {"tab": tab, "screen": "table", **more}).json["people"]
    caller.call("reportPresence", body={"tab": "boss-1", "screen": "table", "place": None, "cell": "cash@2026-12"})
    report.equal([(one["tab"], one["cell"]) for one in here(buyer, "buyer-1")], [("boss-1", None)], "that somebody is there, not at which figure of the cash")
    here(boss, "boss-1", cell="revenue@2026-12")
    report.equal([one["cell"] for one in here(buyer, "buyer-1")], ["revenue@2026-12"], "a cell that both see")
    caller.call("reportPresence", body={"screen": "table"}, expected=400)
    caller.call("reportPresence", body={"tab": "boss-1", "isLeaving": True}, expected=204)
    report.equal(here(buyer, "buyer-1"), [], "who left is gone")
    report.equal(before.get("/api/v1/workspace")["revision"], revision, "nothing of it is an event of the journal")
    caller.client = before


def acknowledged(caller):
    """An alert taken note of is marked for that person, in every session of theirs, and for nobody else."""
    alert = caller.call("listAlerts")["alerts"][0]["id"]
    body = {"id": "contract-alert", "kind": "acknowledge-alert", "payload": {"alert": alert}}
    outcome = caller.call("sendCommand", body=body)
    caller.report.equal((outcome or {}).get("moved"), [], "taking note moves nothing")

    def marks(client):
        return [one["isAcknowledged"] for one in client.get("/api/v1/alerts")["alerts"] if one["id"] == alert]

    own, other = caller.demo.login("administrator"), caller.demo.login("generalManager")
    caller.report.equal(marks(caller.server.client(*own)), [True], "marked in another browser of the same person")
    caller.report.equal(marks(caller.server.client(*other)), [False], "not marked for somebody else")
    back = {**body, "id": "contract-alert-back", "payload": {"alert": alert, "isAcknowledged": False}}
    caller.call("sendCommand", body=back)
    caller.report.equal(marks(caller.client), [False], "brought back")
    gone = {**body, "id": "contract-alert-gone", "payload": {"alert": "no-such-alert"}}
    caller.report.equal(caller.client.call("POST", "/api/v1/commands", gone).code, "alert.not-known", "an alert that is not there")

    today = caller.call("listAlerts")["today"]
    day = datetime.date.fromisoformat(today) + datetime.timedelta(days=3)
    snooze = {"id": "contract-snooze", "kind": "snooze-alert", "payload": {"alert": alert, "until": str(day)}}
    caller.call("sendCommand", body=snooze)
    until = [one["snoozedUntil"] for one in caller.client.get("/api/v1/alerts")["alerts"] if one["id"] == alert]
    caller.report.equal(until, [str(day)], "put off until a day")
    caller.call("sendCommand", body={**back, "id": "contract-snooze-back"})
    late = {**snooze, "id": "contract-snooze-late", "payload": {"alert": alert, "until": today}}
    caller.report.equal(caller.client.call("POST", "/api/v1/commands", late).code, "alert.snooze-refused", "a day that is here already")
    boss = caller.server.client(*other)
    limits = {"id": "contract-limits", "kind": "set-alert-budget", "payload": {"perDay": 4, "perWeek": 8}}
    caller.report.equal(boss.call("POST", "/api/v1/commands", limits).status, 200, "how many people are told of at once")
    budget = boss.get("/api/v1/alerts")["budget"]
    caller.report.equal((budget["perDay"], budget["perWeek"], budget["isDefault"]), (4, 8, False), "and it is so")
    fewer = {**limits, "id": "contract-limits-fewer", "payload": {"perDay": 4, "perWeek": 3}}
    caller.report.equal(boss.call("POST", "/api/v1/commands", fewer).code, "alert.budget-refused", "fewer in a week than a day")
    caller.report.equal(boss.call("POST", "/api/v1/commands", {**limits, "id": "contract-limits-back", "payload": {"perDay": 3, "perWeek": 5}}).status, 200, "as it was")
    house = boss.get("/api/v1/alert-rules")["builtIn"]
    caller.report.expect(house and all(one["id"] < 0 and one["isShared"] for one in house), "rules that come with the system")
    head = caller.client.get("/api/v1/alerts/log?limit=1")
    caller.report.expect(head["entries"] and head["total"] >= 1, "the log has what the first look found")


def outside(caller):
    """How people are told outside the browser: settings, one's own wishes, an outbox that is empty; nothing is sent anywhere."""
    call, report = caller.call, caller.report
    empty = call("readChannels")
    report.equal((empty["version"], empty["mail"], empty["webhooks"]), (0, None, []), "nothing is set")
    mail = {"host": "mail.example.com", "port": 465, "security": "tls", "user": "plan", "password": "p4ssword", "from": "plan@example.com"}
    hook = {"name": "销售群", "kind": "feishu", "url": "https://open.feishu.cn/open-apis/bot/v2/hook/t0ken", "secret": "s3cret"}
    known = call("setChannels", body={"version": 0, "mail": mail, "webhooks": [hook], "mailDomains": ["example.com"]})
    report.equal((known["mail"]["hasPassword"], known["webhooks"][0]["host"], known["webhooks"][0]["hasSecret"]), (True, "open.feishu.cn", True), "what is set")
    call("setChannels", body={"version": 0, "mail": None}, expected=409)
    call("setChannels", body={"mail": {**mail, "host": "a b", "from": "nobody"}}, expected=422)
    call("setChannels", body={"mail": mail, "dailyLimit": 0}, expected=400)
    call("tryChannel", body={"channel": "hook-9"}, expected=422)
    call("tryChannel", body={"channel": "mail"}, expected=422)
    report.equal([one["id"] for one in call("readNotices")["open"]], ["mail", "hook-1"], "what one may choose")
    wish = {"id": "contract-notices", "kind": "set-notices", "payload": {"address": "keeper@example.com", "channels": ["mail"], "kinds": ["mention"]}}
    call("sendCommand", body=wish)
    report.equal((call("readNotices")["address"], call("readNotices")["isReached"]), ("keeper@example.com", True), "one's own wish")
    refused = caller.client.call("POST", "/api/v1/commands", {**wish, "id": "contract-notices-bad", "payload": {"address": "x@elsewhere.com"}})
    report.equal(refused.code, "notices.refused", "an address of another domain")
    report.equal(call("readOutbox", "?state=dead")["messages"], [], "nothing was given up")
    call("readOutbox", "?state=lost", expected=400)
    call("discardMessage", id=7, expected=404)
    call("resendMessage", id=7, expected=404)
    call("mailInvitation", body={"secret": "x" * 43, "to": "somebody@example.com"}, expected=422)
    call("setChannels", body={"mail": None, "webhooks": []})


def people(caller, server, demo):
    """Invited by a link that is good once, changed, looked as, closed."""
    call, report = caller.call, caller.report
    listed = call("listPeople")
    report.equal(sorted(one["login"] for one in listed["people"]), sorted(entry[0] for entry in demo.logins), "everybody with a login")
    region = listed["territories"][0]["code"]
    made = call("invite", body={"name": "赵六", "nameEn": "Zhao Liu", "role": "regionalManager", "territories": [region]})
    spare = call("invite", body={"name": "钱七", "role": "salesDirector", "days": 1})
    report.equal([one["label"]["zh"] for one in call("listInvitations")["invitations"]], ["钱七", "赵六"], "open invitations, newest first")
    call("withdrawInvitation", id=spare["id"])
    outside(caller)
    greeting = call("readInvitation", body={"secret": made["secret"]})
    report.equal(greeting["label"]["en"], "Zhao Liu", "whom the link is for")
    for secret in (spare["secret"], "x" * 43):
        call("readInvitation", body={"secret": secret}, expected=422)
    call("acceptInvitation", body={"secret": made["secret"], "login": "zhaoliu", "password": "1234567890"}, expected=403)
    entered = call("acceptInvitation", body={"secret": made["secret"], "login": "zhaoliu", "password": "three quiet rivers"})
    report.equal(entered["person"]["scope"]["territories"], [region], "the scope of the invitation")
    call("acceptInvitation", body={"secret": made["secret"], "login": "again", "password": "three quiet rivers"}, expected=422)
    newcomer = server.client("zhaoliu", "three quiet rivers")
    older, link = (call("offerNewPassword", login="zhaoliu") for _ in range(2))
    call("offerNewPassword", login="nobody", expected=404)
    report.equal([one["login"] for one in call("listInvitations")["invitations"]], ["zhaoliu"], "the newest link alone")
    report.equal(call("readInvitation", body={"secret": link["secret"]})["login"], "zhaoliu", "whose password")
    call("readInvitation", body={"secret": older["secret"]}, expected=422)
    call("acceptInvitation", body={"secret": link["secret"], "password": "zhaoliu"}, expected=403)
    call("acceptInvitation", body={"secret": link["secret"], "password": "four louder rivers"})
    report.equal(newcomer.call("GET", "/api/v1/session").status, 401, "another password ends the sessions")
    call("acceptInvitation", body={"secret": link["secret"], "password": "five silent rivers"}, expected=422)
    newcomer = server.client("zhaoliu", "four louder rivers")
    report.equal(newcomer.call("POST", "/api/v1/people/keeper/password-link").status, 403, "for who manages people")
    report.equal(newcomer.call("GET", "/api/v1/cash").status, 403, "cash for somebody who is narrowed")
    call("changePerson", body={"role": "salesDirector", "territories": None}, login="zhaoliu")
    report.equal(newcomer.call("GET", "/api/v1/deals").status, 401, "a session ends with the rights it was opened with")
    newcomer = server.client("zhaoliu", "four louder rivers")
    report.equal(newcomer.call("GET", "/api/v1/statement").status, 200, "the new role's rights")
    call("changePerson", body={"isActive": False}, login="zhaoliu")
    report.equal(newcomer.call("GET", "/api/v1/deals").status, 401, "nobody comes in by a closed login")
    before = call("readWorkspace")["revision"]
    seen = call("viewAs", body={"role": "regionalManager", "territories": [region]})
    report.equal([seen["viewer"]["login"], seen["person"]["scope"]["territories"]], [demo.login("administrator")[0], [region]], "who looks as whom")
    report.equal(len(call("readWorkspace")["regions"]), 1, "one region is there")
    report.equal(caller.client.call("GET", "/api/v1/cash").status, 403, "no cash while looking as a region")
    change = {"id": "contract-viewing", "kind": "edit-cells", "payload": {"cells": [{"cell": "minimum_cash", "value": "1"}]}}
    report.equal(caller.client.call("POST", "/api/v1/commands", change).code, "access.view-only", "nothing is changed while looking as somebody else")
    call("endViewAs")
    report.equal(call("readWorkspace")["revision"], before + 1, "that somebody looked is an event")
    reading = caller.client.call("POST", "/api/v1/tokens", {"label": "reading", "days": 1, "isReadOnly": True}).json["token"]
    script = Client(server.port)
    script.headers["Authorization"] = "Bearer " + reading
    own = [one["label"] for one in call("listTokens")["tokens"]]
    report.expect("reading" in own, f"one's own tokens: {own}")
    report.equal([script.call("GET", "/api/v1/cash").status, script.call("POST", "/api/v1/commands", change).code], [200, "access.view-only"], "a token for reading")
    writing = caller.client.call("POST", "/api/v1/tokens", {"label": "writing", "days": 1}).json["token"]
    nightly = Client(server.port)
    nightly.headers["Authorization"] = "Bearer " + writing
    report.equal(nightly.call("POST", "/api/v1/tokens", {"label": "more", "days": 1}).code, "access.script-decides", "a token makes no token")
    bound = {"id": "contract-script", "kind": "bind-flow", "payload": {"purpose": "data", "flow": None}}
    report.equal(nightly.call("POST", "/api/v1/commands", bound).code, "access.script-decides", "a token says not who approves")
    report.equal(nightly.call("POST", "/api/v1/session/confirm", {"password": demo.login("administrator")[1]}).code, "access.script-decides", "nor shows who it is")
    call("endToken", token=next(one["id"] for one in call("listTokens")["tokens"] if one["label"] == "writing"))
    call("confirmSelf", body={"password": "not mine"}, expected=401)
    call("confirmSelf", body={}, expected=400)
    caller.call("confirmSelf", body={"password": demo.login("administrator")[1]}, expected=204)
    call("endToken", token=next(one["id"] for one in call("listTokens")["tokens"] if one["label"] == "reading"))
    report.equal(script.call("GET", "/api/v1/cash").status, 401, "a token that was ended")
    call("endToken", token="0123456789abcdef", expected=422)


def audits(caller, demo):
    """Journal and trail as one reads them, both chains, and reports of rights."""
    call, report = caller.call, caller.report
    first = call("searchAudit", "?limit=5")
    report.expect(len(first["rows"]) == 5 and first["next"] and first["people"], "the newest five")
    call("searchAudit", f"?limit=5&cursor={first['next']}&group=deals&from=2020-01-01&to=2099-12-31")
    call("searchAudit", "?subject=cell:no.such.measure", expected=422)
    call("searchAudit", "?group=moon", expected=400)
    call("exportAudit", "?group=people")
    call("readChain")
    call("checkChain")
    note = call("readChainNote")["text"]
    report.equal(call("holdChainNote", body={"text": note})["isInChain"], True, "the note holds")
    call("holdChainNote", body={"text": "no note"}, expected=422)
    call("readAccessReport", login=demo.login("treasurer")[0])
    call("readAccessReport", login="nobody", expected=404)
    call("readOwnAccessReport")


def one_time_code(secret, ahead=0):
    """RFC 6238 in the words of its own text."""
    step = int(time.time()) // 30 + ahead
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def second_factor(caller, server, login, password):
    """Switched on with a code, asked for at the next sign-in, good once, taken away by the administrator and by its owner."""
    report, client = caller.report, Client(server.port)
    enter = lambda **more: client.call("POST", "/api/v1/session", {"login": login, "password": password, **more})
    caller.call("beginSecondFactor", body={"password": "not mine"}, expected=401)
    begun = caller.call("beginSecondFactor", body={"password": password})
    report.expect(begun["uri"].startswith("otpauth://totp/Tongpin:") and begun["secret"] in begun["uri"], f"what an app reads: {begun['uri']}")
    caller.call("confirmSecondFactor", body={"code": "000"}, expected=422)
    code = one_time_code(begun["secret"])
    codes = caller.call("confirmSecondFactor", body={"code": code})["recoveryCodes"]
    caller.call("confirmSecondFactor", body={"code": code}, expected=422)
    report.equal(len(set(codes)), 10, "recovery codes")
    report.equal(enter().code, "access.code-needed", "the password alone")
    report.equal(enter(code=code).code, "access.code-wrong", "a code that was used")
    entered = enter(code=one_time_code(begun["secret"], ahead=1))
    report.equal([entered.status, entered.json["hasSecondFactor"]], [200, True], "password and code")
    report.equal([enter(code=codes[0].lower()).status, enter(code=codes[0]).status], [200, 401], "a recovery code, and again")
    report.expect(next(one for one in caller.call("listPeople")["people"] if one["login"] == login)["hasSecondFactor"], "seen in the list")
    caller.call("removeSecondFactor", body={"code": codes[0]}, expected=401)
    caller.call("removeSecondFactor", body={"code": codes[1]}, expected=204)
    report.equal(enter().status, 200, "the password alone again")
    caller.call("resetSecondFactor", login="nobody", expected=404)


def sessions(caller, server, demo):
    login, password = demo.login("administrator")
    caller.client = Client(server.port)
    answer = caller.client.call("POST", "/api/v1/session", {"login": login, "password": password})
    caller.client.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
    caller.call("changePassword", body={"present": "not mine", "new": "three quiet rivers"}, expected=401)
    caller.call("changePassword", body={"present": password, "new": "1234567890"}, expected=403)
    caller.call("changePassword", body={"present": password, "new": "three quiet rivers"})
    caller.report.equal(caller.client.call("GET", "/api/v1/session").status, 401, "a session ends with the password it was opened with")
    answer = caller.client.call("POST", "/api/v1/session", {"login": login, "password": "three quiet rivers"})
    caller.client.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
    caller.report.expect("HttpOnly" in answer.headers["Set-Cookie"] and "SameSite=Strict" in answer.headers["Set-Cookie"], "the cookie's marks")
    caller.called.add("signIn")
    caller.report.equal(caller.schemas.faults(answer.json, {"$ref": "#/components/schemas/SignedIn"}), [], "signIn")
    caller.call("readSession")
    caller.call("linkProvider", body={"password": "three quiet rivers"}, expected=404)
    caller.call("makeToken", body={"label": "contract", "days": 1})
    second_factor(caller, server, login, "three quiet rivers")
    caller.call("signOut", expected=204)
    caller.report.equal(caller.client.call("GET", "/api/v1/session").status, 401, "after signing out nobody is signed in")


def provider(caller):
    """Single sign-on before anybody set it up, set up and switched off, and linking; the flow itself is the proof `oidc`'s."""
    caller.call("readSignInWays")
    caller.call("readSignInWays", "?refused=expired")
    caller.call("beginProvider", body={}, expected=404)
    caller.call("finishProvider", "?state=unknown&code=x", expected=303)
    caller.call("confirmProvider", body={"code": "000000"}, expected=401)
    caller.call("readSignIn")
    caller.call("setSignIn", body={"issuer": "https://login.example.com/realm", "clientId": ""}, expected=422)
    known = caller.call("setSignIn", body={"issuer": "https://login.example.com/realm", "clientId": "tongpin", "secret": "s3cret-of-the-proof"})
    caller.report.expect(known["hasSecret"] and "s3cret" not in json.dumps(known), "the secret is there and not given back")
    caller.call("setSignIn", body={"issuer": "https://login.example.com/realm", "clientId": "tongpin", "version": 1}, expected=409)
    caller.call("trySignIn", expected=422)
    login = caller.demo.login("salesDirector")[0]
    caller.call("linkPerson", login=login, body={"subject": "account-1"})
    caller.call("unlinkPerson", login=login)
    caller.call("unlinkPerson", login=login, expected=422)


def data_sources(caller):
    """Sources of every type: saved, refused, tried, paused and removed; rows that are sent."""
    call, report = caller.call, caller.report

    def send(key, kind, payload, expected=200):
        return call("sendCommand", body={"id": f"contract-source-{key}", "kind": kind, "payload": payload}, expected=expected)

    before = caller.client.get("/api/v1/workspace")["revision"]
    report.equal(call("listSources")["sources"], [], "none to begin with")
    query = {"kind": "sales-order-lines", "text": "SELECT 1 AS order_number", "markColumn": "id", "markKind": "integer"}
    draft = {"name": {"zh": "ERP", "en": "ERP"}, "type": "postgres", "host": "127.0.0.1", "port": 9, "database": "erp", "user": "reader", "protection": "none", "usesSecret": True, "every": 15, "queries": [query]}
    report.equal(call("probeSource", body=draft, expected=422)["code"], "source.unreachable", "nobody is there")
    refused = send("refused", "save-source", {**draft, "host": "10.1.2.3", "every": 0, "name": {"zh": "", "en": ""}}, expected=422)
    report.equal((refused["code"], refused["parameters"]["fields"].split(",")[:2]), ("sources.refused", ["name", "schedule"]), "all reasons at once")
    source = send("save", "save-source", draft)["event"]
    report.equal(call("setSourceSecret", source=source, body={"secret": "s3cret-of-the-contract"})["hasSecret"], True, "its password")
    detail = call("readSource", source=source)
    report.equal((detail["source"]["hasSecret"], detail["draft"]["queries"][0]["text"]), (True, query["text"]), "what it reads, and that it has a password")
    report.expect("s3cret" not in str(detail), "which is not given back")
    send("pause", "pause-source", {"id": source, "isPaused": True})
    report.equal(send("run", "run-source", {"id": source}, expected=422)["code"], "sources.refused", "what is paused is not read")
    send("resume", "pause-source", {"id": source, "isPaused": False})
    send("run-now", "run-source", {"id": source, "isFromStart": True})
    call("setSourceSecret", source=999_999, body={"secret": None}, expected=404)
    call("readSource", source="none", expected=404)
    folder = {"name": {"zh": "收件夹", "en": "Inbox"}, "type": "folder", "path": "inbox", "daily": "06:30", "isWorkdaysOnly": True, "queries": []}
    report.equal([one["name"] for one in call("probeSource", body=folder)["files"]], ["stock.csv"], "what waits in a folder")
    push = send("push", "save-source", {"name": {"zh": "商城", "en": "Shop"}, "type": "push", "every": 60, "queries": []})["event"]
    rows = [{"code": "CONTRACT-1", "name": "合同客户"}, {"name": "无编码"}]
    given = call("pushFacts", kind="customers", body={"id": "contract", "source": push, "rows": rows})
    report.equal((given["added"], given["rejected"], given["isRepeat"]), (1, 1, False), "one row and a finding")
    report.equal(call("pushFacts", kind="customers", body={"id": "contract", "source": push, "rows": rows})["isRepeat"], True, "the same again")
    call("pushFacts", kind="colours", body={"id": "contract-2", "rows": rows}, expected=404)
    call("pushFacts", kind="customers", body={"id": "contract-3", "rows": [{"colour": "red"}]}, expected=400)
    call("pushFacts", kind="customers", body={"id": "contract-4", "source": source, "rows": rows}, expected=422)
    listed = {one["id"]: one["health"]["rowsToday"] for one in call("listSources")["sources"]}
    report.equal(listed, {source: 0, push: 1}, "rows of today")
    for one in (source, push):
        send(f"remove-{one}", "remove-source", {"id": one})
    report.equal(call("listSources")["sources"], [], "and removed")
    report.expect(caller.client.get("/api/v1/workspace")["revision"] > before, "each of it is an event")
def quality(caller, batch):
    """Data quality: the view, one card, a rule that holds a file, what may be done with it, and every refusal."""
    call, report = caller.call, caller.report
    def command(key, kind, payload, expected=200, reason=""):
        return call("sendCommand", body={"id": f"contract-quality-{key}", "kind": kind, "payload": payload, "reason": reason}, expected=expected)
    card = call("readQualityBatch", batch=batch)
    report.equal((card["state"], card["isChecked"]), ("kept", True), "the card of a batch that was kept")
    call("readQualityBatch", batch=99999999, expected=404)
    call("readQualityBatch", batch=0, expected=400)
    rule = {"kind": "customers", "form": "required", "field": "territory", "severity": "stop", "name": "每个客户都有地区"}
    saved = command("save", "save-quality-rule", rule)
    for key, wrong in (("field", {"field": "colour"}), ("form", {"form": "range", "field": "credit_limit", "low": "2", "high": "1"}), ("share", {"tolerated": "101"})):
        refused = command(key, "save-quality-rule", {**rule, **wrong}, expected=422)
        report.equal(refused and refused["code"], "quality.rule-refused", f"a rule with a wrong {key} is refused")
    command("owner", "save-quality-rule", {**rule, "owner": "nobody"}, expected=422)
    looked = call("previewImport", "?filename=customers-2.csv&kind=customers", raw="code,name\nC-CONTRACT-2,合同客户二\n".encode())
    held = call("keepImport", body={"upload": looked["upload"], "kind": "customers"})
    if report.expect(held["isHeld"] and held["card"]["state"] == "held", "a rule of one's own holds a file"):
        own = command("own", "release-held-batch", {"batch": held["batch"]}, expected=403, reason="mine")
        report.equal(own["code"], "quality.release-not-yours", "nobody lets their own through")
        command("given", "assign-held-batch", {"batch": held["batch"], "owner": caller.demo.login("financeDirector")[0]})
        command("silent", "discard-held-batch", {"batch": held["batch"]}, expected=422)
        command("discard", "discard-held-batch", {"batch": held["batch"]}, reason="a test")
        command("late", "release-held-batch", {"batch": held["batch"]}, expected=409, reason="too late")
        replaced = call("previewImport", "?filename=customers-2.csv&kind=customers", raw="code,name\nC-CONTRACT-3,合同客户三\n".encode())
        call("keepImport", body={"upload": replaced["upload"], "kind": "customers", "replaces": held["batch"]}, expected=409)
    covered = call("readFactCoverage")
    report.expect({"invoices", "sales-order-lines"} <= {one["kind"] for one in covered["kinds"]}, "coverage: the demo company has orders and invoices")
    report.equal(len(call("readFactCoverage", "?kind=invoices")["kinds"]), 1, "coverage: one kind")
    call("readFactCoverage", "?kind=customers", expected=400)
    view = call("readQuality")
    own = [one for one in view["rules"] if not one["isShipped"]]
    report.equal([one["id"] for one in own], [f"own-{saved['event']}"], "the rule is listed")
    command("remove", "remove-quality-rule", {"id": own[0]["id"]})
    command("gone", "remove-quality-rule", {"id": "own-99999999"}, expected=404)


def main():
    report = Report("HTTP contract")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        (scratch / "watched/inbox").mkdir(parents=True)
        (scratch / "watched/inbox/stock.csv").write_text("物料编码,数量\n", encoding="utf-8")
        # Port 9 is that of nobody: sources may be saved and reach nothing.
        with Server(demo.folder, arguments=("--source-hosts", "127.0.0.1:9", "--watched-folder", str(scratch / "watched"))) as server:
            caller = Caller(report, server.client(*demo.login("administrator")))
            caller.server, caller.demo = server, demo
            report.equal(caller.call("readContract"), CONTRACT, "the served description is the documented one")
            for operation in ("readHealth", "readReadiness", "readWriter", "readMetrics"):
                caller.call(operation)
            workspace, _, series = reads(caller)
            measures(caller)
            as_of(caller)
            members(caller)
            sales(caller)
            model(caller)
            organisation(caller)
            scenarios(caller)
            changes(caller, workspace, series)
            people(caller, server, demo)
            audits(caller, demo)
            provider(caller)
            data_sources(caller)
            reset = caller.client.call("POST", "/api/v1/workspace/reset", {"confirm": "not its name"})
            report.expect(reset.status in (400, 422), f"a reset without the name: {reset.status} {reset.body[:200]!r}")
            setup = caller.client.call("POST", "/api/v1/workspace/setup", {"choice": "demo"})
            report.equal(setup.status, 422, f"setting up what is not empty: {setup.body[:200]!r}")
            caller.call("setUpWorkspace", body={"choice": "blank"})
            caller.call("resetWorkspace", body={"confirm": workspace["name"]["zh"]})
            sessions(caller, server, demo)
    described = {operation["operationId"] for item in CONTRACT["paths"].values() for operation in item.values()}
    report.equal(sorted(described - caller.called), [], "described operations that were not called")
    report.figure("operations", len(described))
    report.finish()


if __name__ == "__main__":
    main()
