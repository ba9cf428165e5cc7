#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The example company for readers of English: no text that any screen asks for holds a Chinese word, and none is missing in Chinese.

Walks every answer of the HTTP contract and looks at each pair {zh, en}. Prints how many pairs were looked at."""
import re
from urllib.parse import quote

from report import Report
from server import Scratch, Server, demo_company

CHINESE = re.compile("[\u3400-\u9fff]")


def pairs(value, path):
    """Every {zh, en} in an answer, with where it stands."""
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            yield path, value
            return
        for name, member in value.items():
            yield from pairs(member, f"{path}.{name}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from pairs(member, f"{path}[{index}]")


def main():
    report = Report("languages")
    looked_at, faults = 0, []

    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))

            def look(path):
                nonlocal looked_at
                answer = client.get("/api/v1" + path)
                for place, pair in pairs(answer, path.split("?")[0]):
                    looked_at += 1
                    if CHINESE.search(pair["en"]) or bool(pair["zh"].strip()) != bool(pair["en"].strip()):
                        faults.append(f"{place}: {pair}")
                return answer

            look("/session")
            workspace = look("/workspace")
            months = f"from={workspace['firstMonth']}&to={workspace['lastMonth']}"
            for grain in ("month", "quarter", "year"):
                look(f"/overview?grain={grain}")
                table = look(f"/table?view=main&{months}&grain={grain}&compare=budget,lastYear")
            column = next(c["id"] for c in table["columns"] if not c["isActual"])
            for row in table["rows"][::7]:
                look(f"/explain?cell={quote(row['id'] + '@' + column)}")
            look("/deals")
            look("/forecasts")
            for family in ["ALL"] + [one["code"] for one in workspace["families"]]:
                look(f"/forecast?item={quote(family)}&region=ALL")
            for grain in ("day", "week", "month"):
                cash = look(f"/cash?grain={grain}")
                for period in cash["periods"][:6]:
                    for line in ("cash_collected", "cash_suppliers"):
                        look(f"/cash/documents?grain={grain}&period={period['id']}&line={line}")
            for kind in ("deal", "order", "invoice", "receipt", "purchaseOrder", "payment"):
                found = look(f"/documents?q=&kind={kind}")["documents"]
                look(f"/chain?document={quote(found[0]['id'])}")
            look("/alerts")
            look("/kinds")
            look("/imports")
    report.equal(faults[:20], [], f"{len(faults)} texts are not there in both languages")
    report.expect(looked_at > 3000, f"only {looked_at} texts were looked at")
    report.figure("texts", looked_at)
    report.finish()


if __name__ == "__main__":
    main()
