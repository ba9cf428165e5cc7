# SPDX-License-Identifier: Apache-2.0
"""A view taken along and brought back in the browser: downloaded as it stands unfolded, changed by another program, looked at, chosen where the plan moved meanwhile, applied, taken back; and a file that is not ours."""
import pathlib
import tempfile

import openpyxl
from browser import Visit, command

FIRST_COLUMN = 6


def opened(path):
    """The sheet of the view, its rows and columns by name."""
    book = openpyxl.load_workbook(path)
    view = book.worksheets[0]
    rows = {view.cell(row, 1).value: row for row in range(2, view.max_row + 1) if view.cell(row, 1).value}
    columns = {view.cell(1, column).value: column for column in range(FIRST_COLUMN, view.max_column + 1)}
    return book, view, rows, columns


def picked(page, path):
    page.set_input_files("[data-act=upload-view] input", str(path))
    page.wait_for_selector(".sheet-dialog .counts, .sheet-dialog .problem", timeout=30000)


def taken(visit, where):
    """The unfolded rows of the table leave and come back."""
    page, problems = visit.page, []
    visit.open("table", "revo-grid [data-cell]")
    with page.expect_download() as download:
        page.click("[data-act=download-view]")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tongpin-view-"))
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    book, view, rows, columns = opened(path)
    families = [name for name in rows if name.startswith("agreed|Item=F:")]
    if len(families) < 2 or any(name.startswith("agreed|Item=") and name not in families for name in rows):
        problems.append(f"{where}: the file has other rows than the screen: {list(rows)[:8]}")
        return problems
    months = [column for column in columns if column.startswith("v:")]
    first, second, third = ((families[0], months[-1]), (families[1], months[-1]), (families[0], months[-2]))
    for place, value in ((first, 4321), (second, 1234), (third, "many")):
        view.cell(rows[place[0]], columns[place[1]]).value = value
    book.save(path)
    # Somebody changes one of the two meanwhile.
    other = f"{second[0]}@{second[1][2:]}"
    status, _ = command(visit, "edit-cells", {"cells": [{"cell": other, "value": "1111", "spread": "proportional"}], "holds": []})
    if status != 200:
        problems.append(f"{where}: an edit beside the file: {status}")
    picked(page, path)
    visit.settle()
    visit.shot("sheet-returned")
    counts = {key: page.inner_text(f".sheet-dialog [data-count={key}] b") for key in ("changes", "conflicts", "refusals")}
    if counts != {"changes": "2", "conflicts": "1", "refusals": "1"}:
        problems.append(f"{where}: the dialog counts {counts}")
    problems += [f"{where}: untranslated {text}" for text in visit.untranslated()]
    if page.is_enabled("[data-act=sheet-apply]"):
        problems.append(f"{where}: it can be applied before it is said whose figure stands")
    page.click(f".sheet-dialog [data-change='{other}'] [data-side=plan]")
    page.fill("[data-act=sheet-reason]", "taken along")
    page.click("[data-act=sheet-impact]")
    page.wait_for_selector(".impact-dialog .impact-grid", timeout=30000)
    visit.shot("sheet-impact")
    page.click(".impact-dialog [data-act=let-go]")
    page.wait_for_selector(".impact-dialog", state="detached", timeout=10000)
    page.click("[data-act=sheet-apply]")
    page.wait_for_selector(".sheet-dialog", state="detached", timeout=30000)
    cell = f"{first[0]}@{first[1][2:]}"
    for name, wanted in ((cell, 4321), (other, 1111)):
        now = page.evaluate("async ([id, month]) => { const answer = await (await fetch('/api/v1/table?grain=month')).json(); const at = answer.columns.findIndex((one) => one.id === month); return answer.rows.find((one) => one.id === id).values[at]; }", name.split("@"))
        if float(now) != wanted:
            problems.append(f"{where}: {name} is {now}, not {wanted}")
    for _ in range(2):
        command(visit, "undo", {})
    foreign = folder / "foreign.xlsx"
    openpyxl.Workbook().save(foreign)
    picked(page, foreign)
    visit.settle()
    visit.shot("sheet-not-ours")
    problems += [f"{where}: untranslated {text}" for text in visit.untranslated()]
    page.click("[data-act=sheet-cancel]")
    page.wait_for_selector(".sheet-dialog", state="detached", timeout=10000)
    return problems


def sheet(browser):
    """In both languages."""
    problems = []
    for language in ("zh", "en"):
        visit = Visit(browser, language=language).sign_in()
        problems += taken(visit, f"sheet {language}")
        problems += [f"sheet {language}: {error}" for error in visit.errors if "422" not in error]
        visit.close()
    return problems
