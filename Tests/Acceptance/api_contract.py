#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Docs/api/openapi.json against reality: the server serves that very file, every route it describes answers, and every answer is what the
description says. A described operation that is not called here is a failure, so is an answer with a field missing or of another type."""
import json
import urllib.parse

from client import Client
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
    for operation in ("exportTable", "exportStatement", "exportSupply", "exportStockHealth", "exportPurchases"):
        caller.report.expect(call(operation)[:2] == b"PK", f"{operation} gives a workbook")
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
    for kind in ("", "&kind=order", "&kind=invoice"):
        found = call("findDocuments", "?q=" + kind)["documents"]
        if found:
            call("traceDocument", f"?document={quoted(found[0]['id'])}")
    call("listAlerts")
    call("listKinds")
    call("listImports")
    return workspace, table, series


def quoted(text):
    return urllib.parse.quote(str(text), safe="")


def changes(caller, workspace, series):
    call = caller.call
    deal = next(d for d in call("readDeals")["deals"] if d["outcome"] == "open" and d["kind"] == "project" and d["amountInclTax"])
    before = call("readWorkspace")["revision"]
    outcome = call("sendCommand", body={
        "id": "contract-1", "kind": "update-deal", "reason": "contract",
        "payload": {"deal": deal["code"], "version": deal["version"], "isCommitted": not deal["isCommitted"]}})
    call("readCommand", id="contract-1")
    moved = [line["cell"] for line in (outcome or {}).get("moved", []) if line["cell"]]
    if caller.report.expect(moved, "a deal that is committed moves something"):
        call("explainChange", f"?cell={quoted(moved[0])}&after={before}")
    purchases = call("readPurchases")
    if caller.report.expect(purchases and purchases["suppliers"], "something is bought"):
        for supplier in purchases["suppliers"]:
            for week in range(len(purchases["weeks"])):
                parts = sum(round(float(item["amounts"][week]) * 100) for item in supplier["items"])
                caller.report.expect(parts == round(float(supplier["amounts"][week]) * 100), f"{supplier['code']} week {week} is the sum of its items")
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
    preview = call("previewImport", "?filename=customers.csv&kind=customers", raw=data)
    if preview:
        call("keepImport", body={"upload": preview["upload"], "kind": preview["kind"]})
    caller.called.add("listen")
    for _, name, number, text in caller.client.events(after=before):
        event = json.loads(text)
        faults = caller.schemas.faults(event, {"$ref": "#/components/schemas/Change"})
        caller.report.equal((name, int(number)), ("change", event["revision"]), "an event and its id")
        caller.report.equal(faults, [], "differences of a live event from its description")
        break


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
    send("plan", "edit-cells", {"cells": [{"cell": "minimum_cash", "value": "8000000"}]})
    for against in ("was", "now"):
        compared = call("compareScenario", f"?against={against}", scenario=scenario)
    report.equal([(one["was"], one["scenario"], one["now"], one["isConflict"]) for one in compared["inputs"]], [(before, "9000000.00", "8000000.00", True)], "the conflict")
    merge = {"scenario": scenario, "content": compared["content"]}
    refused = send("refused", "merge-scenario", merge, expected=409, expectedRevision=compared["revision"])
    report.equal((refused["code"], refused["parameters"]["total"]), ("scenario.conflicts", 1), "a merge that nobody decided")
    report.equal(caller.schemas.faults(refused["parameters"]["conflicts"][0], {"$ref": "#/components/schemas/ScenarioInput"}), [], "a conflict")
    send("merge", "merge-scenario", {**merge, "conflicts": "scenario"}, expectedRevision=compared["revision"])
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


def sessions(caller, server, demo):
    login, password = demo.login("administrator")
    caller.client = Client(server.port)
    answer = caller.client.call("POST", "/api/v1/session", {"login": login, "password": password})
    caller.client.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
    caller.report.expect("HttpOnly" in answer.headers["Set-Cookie"] and "SameSite=Strict" in answer.headers["Set-Cookie"], "the cookie's marks")
    caller.called.add("signIn")
    caller.report.equal(caller.schemas.faults(answer.json, {"$ref": "#/components/schemas/SignedIn"}), [], "signIn")
    caller.call("readSession")
    caller.call("makeToken", body={"label": "contract", "days": 1})
    caller.call("signOut", expected=204)
    caller.report.equal(caller.client.call("GET", "/api/v1/session").status, 401, "after signing out nobody is signed in")


def main():
    report = Report("HTTP contract")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            caller = Caller(report, server.client(*demo.login("administrator")))
            caller.server, caller.demo = server, demo
            report.equal(caller.call("readContract"), CONTRACT, "the served description is the documented one")
            for operation in ("readHealth", "readReadiness", "readMetrics"):
                caller.call(operation)
            workspace, _, series = reads(caller)
            model(caller)
            scenarios(caller)
            changes(caller, workspace, series)
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
