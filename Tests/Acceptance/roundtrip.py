#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A view that is downloaded, changed by another program and uploaded again. Formulas, calculated here by a program of its own, give the plan's figures; what was typed
elsewhere and applied is the plan that typing it by hand gives, bit for bit, and one undo takes it back; where both sides changed a cell both are told; names that look
like formulas stay names; files that are not ours, and figures that are not one's own, are refused in words."""
import io
import re
import zipfile

import openpyxl
from openpyxl.utils import range_boundaries
from report import Report
from server import Scratch, Server, demo_company, make_demo

FIRST_ROW, FIRST_COLUMN = 7, 6


def download(client, report, **view):
    answer = client.call("POST", "/api/v1/table/download", body=view)
    if not report.equal(answer.status, 200, f"download {view}: {answer.body[:300]!r}"):
        return None
    report.expect("attachment" in answer.headers.get("Content-Disposition", ""), "a view is kept as a file")
    return answer.body


def upload(client, data, name="view.xlsx"):
    return client.call("POST", f"/api/v1/table/upload?filename={name}", raw=data)


class Sheet:
    """A downloaded view as another program has it: its cells by row id and column id, and its formulas calculated anew."""

    def __init__(self, data):
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.values = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
        self.view = self.book.worksheets[0]
        self.columns = {self.view.cell(1, c).value: c for c in range(FIRST_COLUMN, self.view.max_column + 1)}
        self.rows = {self.view.cell(r, 1).value: r for r in range(FIRST_ROW, self.view.max_row + 1)}
        self.known = {}

    def cell(self, name):
        row, _, column = name.rpartition("@")
        return self.view.cell(self.rows[row], self.columns["v:" + column])

    def saved(self):
        """As a program saves it. openpyxl forgets what formulas gave, a spreadsheet program does not; entries are what matters."""
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()

    # A small calculation of its own: the functions that a view uses, no more.
    def value(self, row, column):
        if (row, column) not in self.known:
            held = self.view.cell(row, column).value
            self.known[row, column] = self.calculate(held[1:]) if isinstance(held, str) and held.startswith("=") else held
        return self.known[row, column]

    def cells(self, area):
        left, top, right, bottom = range_boundaries(area)
        return [self.value(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]

    def calculate(self, text):
        tokens = re.findall(r'"[^"]*"|[A-Z]+\d+:[A-Z]+\d+|[A-Z]+\d+|[A-Z]+(?=\()|\d+\.?\d*(?:E[+-]?\d+)?|<>|[-+*/=(),]', text)
        assert "".join(tokens) == text, f"{text} has other parts"
        value, rest = self.comparison(tokens)
        assert not rest, f"{text} goes on with {rest}"
        return None if value == "" else value

    def comparison(self, tokens):
        left, tokens = self.total(tokens)
        if tokens and tokens[0] == "=":
            right, tokens = self.total(tokens[1:])
            return number(left) == number(right), tokens
        return left, tokens

    def total(self, tokens):
        left, tokens = self.product(tokens)
        while tokens and tokens[0] in "+-":
            sign, (right, tokens) = tokens[0], self.product(tokens[1:])
            left = number(left) + number(right) if sign == "+" else number(left) - number(right)
        return left, tokens

    def product(self, tokens):
        left, tokens = self.single(tokens)
        while tokens and tokens[0] in "*/":
            sign, (right, tokens) = tokens[0], self.single(tokens[1:])
            left = number(left) * number(right) if sign == "*" else number(left) / number(right)
        return left, tokens

    def single(self, tokens):
        head, rest = tokens[0], tokens[1:]
        if head == "-":
            value, rest = self.single(rest)
            return -number(value), rest
        if head == "(":
            value, rest = self.comparison(rest)
            return value, rest[1:]
        if head.startswith('"'):
            return head[1:-1], rest
        if head[0].isdigit():
            return float(head), rest
        if rest and rest[0] == "(":
            return self.function(head, rest[1:])
        found = self.cells(head)
        return (found if ":" in head else found[0]), rest

    def function(self, name, tokens):
        if name == "IF":
            condition, tokens = self.comparison(tokens)
            then, tokens = self.skip(tokens[1:])
            otherwise, tokens = self.skip(tokens[1:])
            return self.comparison(then if condition else otherwise)[0], tokens[1:]
        arguments = []
        while True:
            value, tokens = self.comparison(tokens)
            arguments.append(value)
            if tokens[0] == ")":
                break
            tokens = tokens[1:]
        flat = [one for value in arguments for one in (value if isinstance(value, list) else [value])]
        numbers = [one for one in flat if isinstance(one, (int, float)) and not isinstance(one, bool)]
        if name in ("SUM", "SUMPRODUCT"):
            return sum(numbers), tokens[1:]
        if name == "COUNT":
            return len(numbers), tokens[1:]
        if name == "ISNUMBER":
            return bool(numbers), tokens[1:]
        assert name == "ROUND", f"no function {name}"
        values = arguments[0] if isinstance(arguments[0], list) else [arguments[0]]
        rounded = [rounding(number(one), int(arguments[1])) for one in values]
        return (rounded if isinstance(arguments[0], list) else rounded[0]), tokens[1:]

    @staticmethod
    def skip(tokens):
        """The tokens of one argument, and the rest behind it."""
        depth = 0
        for index, token in enumerate(tokens):
            if depth == 0 and token in ",)":
                return tokens[:index], tokens[index:]
            depth += (token == "(") - (token == ")")
        raise AssertionError("an argument without an end")


def number(value):
    return 0.0 if value in (None, "") else float(value)


def rounding(value, digits):
    factor = 10.0 ** digits
    scaled = abs(value) * factor
    return (1 if value >= 0 else -1) * int(scaled + 0.5) / factor


def formulas(client, report, table, **view):
    """Every formula, calculated here, is what the file shows and what the table answers."""
    data = download(client, report, **view)
    sheet = Sheet(data)
    scale = {"yuan": 1, "wan": 1e4, "yi": 1e8}[view.get("unit", "yuan")]
    lines = {line["id"]: line for line in table["rows"]}
    places = {"v:" + column["id"]: index for index, column in enumerate(table["columns"])}
    live = entries = 0
    for name, row in sheet.rows.items():
        line = lines[name]
        for column, at in sheet.columns.items():
            held, shown = sheet.view.cell(row, at), sheet.values.cell(row, at).value
            is_live = isinstance(held.value, str) and held.value.startswith("=")
            live += is_live
            entries += not held.protection.locked
            report.expect(not (is_live and not held.protection.locked), f"{name} {column}: a formula is locked")
            if is_live:
                found = sheet.value(row, at)
                cached = None if shown in (None, "") else shown
                if report.expect((found is None) == (cached is None), f"{name} {column}: {held.value} gives {found}, the file shows {cached}") and found is not None:
                    report.near(found, cached, f"{name} {column}: {held.value}", relative=2e-6, absolute=0.02 / (scale if line["unit"] == "元" else 1))
            if column in places:
                plan = line["values"][places[column]]
                given = None if shown in (None, "") else shown * (scale if line["unit"] == "元" else 1)
                if report.expect((given is None) == (plan is None), f"{name} {column}: {given} is {plan}") and given is not None:
                    report.near(given, float(plan), f"{name} {column}", relative=1e-12, absolute=0.00501)
    report.expect(live > 0, f"formulas in {view}")
    report.expect(sheet.view.protection.sheet, "the sheet is protected")
    report.equal(sheet.book["_tongpin"].sheet_state, "veryHidden", "what the file keeps is hidden")
    return live, entries, sheet


def typed(sheet, changes):
    for cell, value in changes.items():
        sheet.cell(cell).value = value
    return sheet.saved()


def payload(returned, sides=None):
    taken = [one for one in returned["changes"] if not one["isConflict"] or (sides or {}).get(one["cell"]) == "file"]
    return {"cells": [{"cell": one["cell"], "value": one["value"], **({"spread": "proportional"} if one["isTotal"] else {})} for one in taken], "holds": []}


def everything(client, table):
    """The whole table, figure for figure."""
    return [(row["id"], row["values"]) for row in client.get("/api/v1/table", view="main", **table)["rows"]]


def same_as_by_hand(client, report, span, sheet):
    before = everything(client, span)
    item = next(name for name in sheet.rows if name.startswith("agreed|Item=") and "=F:" not in name)
    month = [column[2:] for column in sheet.columns][-3]
    changes = {f"{item}@{month}": 137, f"headcount|Department={department(sheet)}@{month}": 12.5, f"price|Item={item.split('Item=')[1]}@{month}": 1999.99}
    changes = {cell: value for cell, value in changes.items() if cell.rpartition("@")[0] in sheet.rows and not sheet.cell(cell).protection.locked}
    report.expect(len(changes) >= 2, f"cells of several measures can be typed at: {list(changes)}")
    by_hand = {"cells": [{"cell": cell, "value": str(value)} for cell, value in changes.items()], "holds": []}
    client.command("roundtrip-hand", "edit-cells", by_hand)
    wanted = everything(client, span)
    client.command("roundtrip-hand-undo", "undo", {})
    report.equal(everything(client, span), before, "taken back by hand")
    data = typed(sheet, changes)
    answer = upload(client, data)
    if not report.equal(answer.status, 200, f"upload: {answer.body[:400]!r}"):
        return
    returned = answer.json
    report.equal(sorted(one["cell"] for one in returned["changes"]), sorted(changes), "the changes that were typed, and no others")
    report.equal(returned["refusals"], [], "nothing is refused")
    report.expect(returned["unchanged"] > 100 and not any(one["isConflict"] for one in returned["changes"]), "the rest is as it was")
    report.equal(everything(client, span), before, "a look changes nothing")
    impact = client.call("POST", "/api/v1/preview", body={"kind": "edit-cells", "payload": payload(returned)})
    report.equal(impact.status, 200, "what it would move")
    applied = client.send("roundtrip-file", "edit-cells", payload(returned), reason="按下载表改", revision=returned["revision"])
    report.equal(applied.status, 200, f"applied: {applied.body[:300]!r}")
    report.equal(everything(client, span), wanted, "the plan that typing by hand gives, figure for figure")
    again = upload(client, data).json
    # A price over several regions has no total that the plan could show: it is offered again, and nothing else.
    shown = [cell for cell in changes if not cell.startswith("price|")]
    report.equal([len(again["changes"]), again["alreadySo"]], [len(changes) - len(shown), len(shown)], "the same file again brings nothing new")
    client.command("roundtrip-file-undo", "undo", {})
    report.equal(everything(client, span), before, "one undo takes all of it back")
    report.figure("cells changed and taken back", len(changes))


def department(sheet):
    return next((name.split("=")[1] for name in sheet.rows if name.startswith("headcount|Department=")), "")


def conflicts(client, other, report, span):
    data = download(client, report, **span)
    sheet = Sheet(data)
    item = [name for name in sheet.rows if name.startswith("agreed|Item=") and "=F:" not in name][1]
    first, second = [column[2:] for column in sheet.columns][-2:]
    other.command("roundtrip-other", "edit-cells", {"cells": [{"cell": f"{item}@{first}", "value": "55"}], "holds": []})
    returned = upload(client, typed(sheet, {f"{item}@{first}": 77, f"{item}@{second}": 88})).json
    clash = {one["cell"]: one for one in returned["changes"] if one["isConflict"]}
    if report.equal(list(clash), [f"{item}@{first}"], "the cell that both sides changed"):
        one = clash[f"{item}@{first}"]
        report.equal([float(one["now"]), float(one["typed"])], [55.0, 77.0], "both figures are told")
        report.expect(one["exported"] != one["now"], "and what stood there")
    client.command("roundtrip-keep", "edit-cells", payload(returned))
    row = next(row for row in client.get("/api/v1/table", view="main", **span)["rows"] if row["id"] == item)
    report.equal([float(value) for value in row["values"][-2:]], [55.0, 88.0], "the plan keeps its figure, the file's other one is taken")
    # Somebody changes a cell between the look and the command.
    returned = upload(client, typed(sheet, {f"{item}@{second}": 99})).json
    other.command("roundtrip-between", "edit-cells", {"cells": [{"cell": f"{item}@{second}", "value": "11"}], "holds": []})
    late = client.send("roundtrip-late", "edit-cells", payload(returned, {f"{item}@{second}": "file"}), revision=returned["revision"])
    report.equal([late.status, late.code], [409, "plan.changed-since"], "a change between look and command is told, and nothing is written")
    for key, who in (("roundtrip-back-1", other), ("roundtrip-back-2", client), ("roundtrip-back-3", other)):
        who.command(key, "undo", {})


def refusals(client, report, span):
    data = download(client, report, **span)
    sheet = Sheet(data)
    item = next(name for name in sheet.rows if name.startswith("agreed|Item=") and "=F:" not in name)
    months = [column[2:] for column in sheet.columns][-4:]
    changed = typed(sheet, dict(zip([f"{item}@{month}" for month in months], ["一百", "=1/0", "=1+1", True])))
    returned = upload(client, changed).json
    reasons = {one["cell"]: one["reason"] for one in returned["refusals"]}
    # openpyxl writes formulas without their values, as a program does that calculates nothing.
    report.equal([reasons.get(f"{item}@{month}") for month in months], ["not-a-number", "not-calculated", "not-calculated", "not-a-number"], "text, formulas without a value, a flag")
    for one in returned["refusals"]:
        report.expect(all(one[key][side] for key in ("words", "hint") for side in ("zh", "en")), f"{one['cell']}: why and what to do, in both languages")
    report.equal(returned["changes"], [], "and nothing else changed")


def hostile(client, report, span, foreign):
    good = download(client, report, **span)
    sheet = Sheet(good)
    def without(name):
        book = openpyxl.load_workbook(io.BytesIO(good))
        del book[name]
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()
    def tampered(row, column, value):
        book = openpyxl.load_workbook(io.BytesIO(good))
        book["_tongpin"].cell(row, column).value = value
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (200 << 20))
    cases = [
        (without("_tongpin"), 422, "sheet.not-ours"), (tampered(3, 2, "1"), 422, "sheet.damaged"), (tampered(1, 3, "0" * 64), 422, "sheet.damaged"),
        (tampered(sheet.book["_tongpin"].max_row, 4, "1"), 422, "sheet.damaged"), (foreign, 422, "sheet.of-another-company"),
        (b"a,b\n1,2\n", 422, "import.file-not-readable"), (good[: len(good) // 2], 422, "import.file-not-readable"), (bomb.getvalue(), 422, "import.file-not-readable"),
    ]
    for data, status, code in cases:
        answer = upload(client, data)
        report.equal([answer.status, answer.code], [status, code], f"a file of {len(data)} bytes")
        if answer.status == status:
            report.expect(all(answer.json[key]["zh"] and answer.json[key]["en"] for key in ("title", "hint")), f"{code}: in words")
    report.equal(upload(client, good).json["changes"], [], "the good one still is")


def rights(server, demo, client, report, span):
    narrow = server.client(*demo.narrowed(server))
    own = download(narrow, report, **span)
    sheet = Sheet(own)
    report.expect(sheet.rows and all("Region=" in name or name.split("|")[0] == "price" for name in sheet.rows if not name.startswith("total")), "somebody of one region takes their rows along")
    full = Sheet(download(client, report, **span))
    item = next(name for name in full.rows if name.startswith("agreed|Item=") and "=F:" not in name)
    month = [column[2:] for column in full.columns][-1]
    data = typed(full, {f"{item}@{month}": 5})
    returned = upload(narrow, data).json
    report.equal([returned["changes"], {one["reason"] for one in returned["refusals"]}], [[], {"not-in-plan"}], "the company's total is not theirs to change")
    buyer = server.client(*demo.login("purchasingManager"))
    returned = upload(buyer, data).json
    report.equal([returned["changes"], len(returned["refusals"])], [[], 1], "who buys changes no forecast")


def scenario(client, report, span):
    made = client.command("roundtrip-scenario", "create-scenario", {"name": "离线改数", "isShared": False})
    number_of = made.get("scenario") or made["revision"]
    before = everything(client, span)
    sheet = Sheet(download(client, report, **span, scenario=number_of, compare=["difference"]))
    report.expect(any(column.startswith("plan:") for column in sheet.columns), "a scenario's difference comes with the plan")
    item = next(name for name in sheet.rows if name.startswith("agreed|Item=") and "=F:" not in name)
    month = [column[2:] for column in sheet.columns if column.startswith("v:")][-1]
    returned = upload(client, typed(sheet, {f"{item}@{month}": 42})).json
    report.equal(returned["scenario"], number_of, "the scenario is remembered")
    client.command("roundtrip-in-scenario", "edit-cells", {**payload(returned), "scenario": returned["scenario"]})
    report.equal(everything(client, span), before, "the plan is what it was")


def main():
    report = Report("roundtrip")
    with Scratch() as scratch:
        for name in ("own", "other"):
            (scratch / name).mkdir()
        demo = demo_company(scratch / "own")
        with Server(demo.folder) as server:
            client, other = server.client(*demo.login("generalManager")), server.client(*demo.login("salesDirector"))
            workspace = client.get("/api/v1/workspace")
            year = int(workspace["today"][:4])
            span = {"from": f"{year}-07", "to": f"{year + 1}-06"}
            total = 0
            for grain, unit, months, region, compare in (
                ("month", "yuan", False, None, []), ("month", "wan", False, "EAST", ["budget", "difference", "attainment"]), ("quarter", "wan", True, None, []),
                ("quarter", "yi", False, None, ["lastYear", "difference"]), ("year", "yuan", True, None, []),
            ):
                region = next((one["code"] for one in workspace["regions"]), None) if region else None
                table = client.get("/api/v1/table", view="main", **span, grain=grain, region=region)
                live, entries, _ = formulas(client, report, table, **span, grain=grain, unit=unit, months=months, region=region, compare=compare)
                report.say(f"{grain} in {unit}: {live} formulas, {entries} cells to type at")
                total += live
            report.figure("formulas calculated", total)
            data = download(client, report, **span)
            report.figure("bytes of the whole table by month", len(data))
            same_as_by_hand(client, report, {**span, "grain": "month"}, Sheet(data))
            conflicts(client, other, report, span)
            refusals(client, report, span)
            rights(server, demo, client, report, span)
            scenario(client, report, span)
            # Made anew: copies of one company are one company.
            second = make_demo(scratch / "other" / "demo")[0]
            with Server(second.folder) as neighbour:
                foreign = download(neighbour.client(*second.login("generalManager")), report, **span)
                hostile(client, report, span, foreign)
        report.equal(demo.verify().returncode, 0, "the journal verifies")
    report.finish()


if __name__ == "__main__":
    main()
