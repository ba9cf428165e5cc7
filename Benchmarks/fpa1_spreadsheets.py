# SPDX-License-Identifier: Apache-2.0
"""Spreadsheet engines on FPA-1: formualizer in this process, LibreOffice Calc in its own, both from the same workbook.

    fpa1_spreadsheets.py formualizer|libreoffice SIZE

Prints JSON lines for the full calculation and for edit E1 with all its dependents; cash and equity are checked against the oracle.
Under the system's own python3 (which has the uno module) the first argument `uno` drives LibreOffice.
"""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

OFFICE = "soffice"
SYSTEM_PYTHON = "/usr/bin/python3"
CHECKED = ["CASH", "EQ"]


def record(engine, size, case, wall, cpu, cells, megabytes):
    return {"engine": engine, "size": size, "case": case, "threads": 1, "median_ms": round(statistics.median(wall), 3),
            "min_ms": round(min(wall), 3), "cpu_median_ms": round(statistics.median(cpu), 3), "cells": cells,
            "rss_mb": round(megabytes)}


def checked(values, size, edit):
    """Stops where cash or equity of the last month differ from the oracle by more than 1e-9."""
    import oracle
    table = oracle.oracle_table(size, edit)["T"]
    for line, value in zip(CHECKED, values, strict=True):
        expected = table[line][-1]
        if abs(value - expected) > 1e-9 * abs(expected):
            raise SystemExit(f"{line} after {edit or 'nothing'} is {value}, the oracle says {expected}")


def peak_megabytes(process):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0


def processor_milliseconds(process):
    """CPU time of another process, in ticks of 10 ms."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 10.0


def formualizer(size, path, book, lines):
    """Values of the checked lines before and after E1, and the records."""
    import formualizer as engine
    workbook = engine.Workbook.from_path(str(path))
    wall, cpu = [], []

    def timed(work):
        began, used = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - began) * 1e3)
        cpu.append((time.process_time() - used) * 1e3)

    def read():
        return [workbook.get_value("T", lines.index(line) + 1, book.n.months) for line in CHECKED]

    timed(workbook.evaluate_all)
    before = read()
    found = [record("formualizer", size, "full", wall, cpu, book.n.cells(), peak_megabytes("self"))]
    wall, cpu = [], []
    sheet, row, column, value = book.edited()
    for toggle in range(11):
        def edit():
            workbook.set_value(sheet, row + 1, column + 1, value if toggle % 2 == 0 else value - 10)
            workbook.evaluate_all()
        timed(edit)
    found.append(record("formualizer", size, "E1", wall[1:], cpu[1:], None, peak_megabytes("self")))
    return before, read(), found


def libreoffice(size, path, book, lines):
    """Starts LibreOffice without a window and hands it over to the uno driver."""
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"fpa1{time.time_ns()}"
        office = subprocess.Popen(
            [OFFICE, "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}",
             f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            sheet, row, column, value = book.edited()
            task = {"pipe": pipe, "path": str(path), "sheet": sheet, "row": row, "column": column, "value": value,
                    "months": book.n.months, "lines": [lines.index(line) for line in CHECKED]}
            result = subprocess.run([SYSTEM_PYTHON, __file__, "uno"], input=json.dumps(task), capture_output=True, text=True)
            if result.returncode:
                raise SystemExit("LibreOffice: " + (result.stderr.strip().splitlines() or ["no answer"])[-1])
            answer = json.loads(result.stdout)
        finally:
            office.terminate()
            office.wait(60)
    full, edit = answer["full"], answer["edit"]
    return answer["before"], answer["after"], [
        record("libreoffice", size, "full", full["wall"], full["cpu"], book.n.cells(), answer["megabytes"]),
        record("libreoffice", size, "E1", edit["wall"], edit["cpu"], None, answer["megabytes"])]


def connect(pipe):
    """The desktop of the LibreOffice that listens on a pipe, and its component context."""
    import uno
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for attempt in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if attempt == 239:
                raise
            time.sleep(0.25)


def office_process(pipe):
    """The process that listens on the pipe: the child that the start script becomes."""
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"soffice.bin") and any(pipe.encode() in word for word in words):
            return path.parent.name
    raise SystemExit("soffice.bin is not among the processes")


def drive():
    """Under the system's python3: loads, calculates, edits; tells the times as JSON."""
    import uno
    from com.sun.star.beans import PropertyValue
    task = json.loads(sys.stdin.read())
    desktop = connect(task["pipe"])
    process = office_process(task["pipe"])
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(task["path"]), "_blank", 0, (hidden,))
    sheets = document.Sheets

    def timed(times, work):
        began, used = time.perf_counter(), processor_milliseconds(process)
        work()
        times["wall"].append((time.perf_counter() - began) * 1e3)
        times["cpu"].append(processor_milliseconds(process) - used)

    def read():
        table = sheets.getByName("T")
        return [table.getCellByPosition(task["months"] - 1, line).Value for line in task["lines"]]

    full, edit = ({"wall": [], "cpu": []} for _ in range(2))
    for _ in range(3):
        timed(full, document.calculateAll)
    before = read()
    cell = sheets.getByName(task["sheet"]).getCellByPosition(task["column"], task["row"])

    def change(value):
        cell.Value = value
        document.calculate()
        read()
    for toggle in range(11):
        timed(edit, lambda: change(task["value"] if toggle % 2 == 0 else task["value"] - 10))
    print(json.dumps({"full": full, "edit": {name: values[1:] for name, values in edit.items()}, "before": before,
                      "after": read(), "megabytes": peak_megabytes(process)}))
    document.close(True)
    desktop.terminate()


def main():
    engine, size = sys.argv[1:]
    from fpa1_workbook import Book, write
    from statements import LINES
    book = Book(size)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f"fpa1-{size}.xlsx"
        write(book, path)
        before, after, found = {"formualizer": formualizer, "libreoffice": libreoffice}[engine](size, path, book, LINES)
    checked(before, size, None)
    checked(after, size, "E1")
    for line in found:
        print(json.dumps(line))


if __name__ == "__main__":
    drive() if sys.argv[1] == "uno" else main()
