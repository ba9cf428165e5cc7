# SPDX-License-Identifier: Apache-2.0
"""The past in the browser: an invoice corrected by a file, its month at the close and now, what it did downstream, the document with both versions; the page as it was
known before the correction, read-only, from screen to screen, and back to now."""
import os
import sqlite3
import pathlib

from browser import Visit

ADMIN = (os.environ.get("TONGPIN_ADMIN_LOGIN", ""), os.environ.get("TONGPIN_ADMIN_PASSWORD", ""))
MONTH = "2026-08"


def corrected():
    """One line of the largest invoice of the month, with 1,130.00 more than was stated; all its columns, as the company's own system gives it out."""
    folder = pathlib.Path(os.environ["TONGPIN_DATA_DIR"])
    database = next(path for path in folder.iterdir() if path.suffix in (".sqlite", ".db"))
    fields = ["invoice_number", "line_number", "invoiced_on", "due_on", "customer", "item", "shipment_number", "order_number", "quantity", "amount_incl_tax", "amount_excl_tax", "tax_amount", "is_rebate"]
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            f"SELECT {', '.join(fields)} FROM facts_invoices WHERE is_current = 1 AND COALESCE(is_rebate, 0) = 0 "
            "AND date(invoiced_on * 86400, 'unixepoch') LIKE ? ORDER BY amount_incl_tax DESC, invoice_number LIMIT 1", (MONTH + "%",)).fetchall()
        days = [connection.execute("SELECT date(? * 86400, 'unixepoch')", (rows[0][place],)).fetchone()[0] for place in (2, 3)]
    row = dict(zip(fields, rows[0]))
    row["invoiced_on"], row["due_on"] = days
    for field, more in (("amount_incl_tax", 113_000), ("amount_excl_tax", 100_000), ("tax_amount", 13_000)):
        row[field] = f"{(row[field] + more) // 100}.{(row[field] + more) % 100:02d}"
    if row["quantity"] is not None:
        row["quantity"] = f"{row['quantity'] / 10_000:.4f}"
    known = [field for field in fields if row[field] is not None]
    return row["invoice_number"], (",".join(known) + "\n" + ",".join(str(row[field]) for field in known) + "\n").encode()


def brought(visit, data):
    """A file dropped, with the reason."""
    page = visit.page
    visit.open("imports", ".drop")
    page.set_input_files(".drop input[type=file]", {"name": "invoices-corrected.csv", "mimeType": "text/csv", "buffer": data})
    page.wait_for_selector("[data-field=reason]", timeout=20000)
    page.fill("[data-field=reason]", "8 月发票金额录错")
    page.click("[data-act=import]")
    page.wait_for_selector(".card.result", timeout=60000)


def restated(visit, where, number):
    """The month, its batch, the row beside what was known, what followed, the document."""
    page, problems = visit.page, []
    visit.open(f"restatements?kind=invoices&month={MONTH}", f"[data-month='{MONTH}'] [data-batch]")
    said = page.inner_text(f"[data-month='{MONTH}'] [data-batch]")
    if "1,130.00" not in said and "0.113" not in said:
        problems.append(f"{where}: the batch does not say what it moved: {said}")
    visit.settle()
    visit.shot("restatements")
    page.click(".restated-batches .restated-head")
    page.wait_for_selector(".restated-rows [data-row]", timeout=10000)
    if page.locator(".restated-rows ins").count() != 3:
        problems.append(f"{where}: three fields were corrected, {page.locator('.restated-rows ins').count()} are shown")
    page.click("[data-act=ask-effect]")
    page.wait_for_selector("[data-figure='sales.invoice@2026-08']", timeout=120000)
    visit.settle()
    visit.shot("restatement-effect")
    page.click(".restated-rows .link")
    page.wait_for_selector(".lineage-versions tr.former", timeout=20000)
    if number not in page.inner_text(".lineage-versions"):
        problems.append(f"{where}: the document is another one")
    page.click("[data-act=ask-lineage]")
    page.wait_for_selector(".lineage [data-figure]", timeout=120000)
    visit.settle()
    visit.shot("lineage")
    return problems


def past(visit, where):
    """As known before the batch: said on every screen, without a trace of the correction, without undo; and back."""
    page, problems = visit.page, []
    visit.open(f"restatements?kind=invoices&month={MONTH}", ".restated-batches .restated-head")
    page.click(".restated-batches .restated-head")
    page.wait_for_selector("[data-act=known-before]", timeout=10000)
    page.click("[data-act=known-before]")
    page.wait_for_selector(".past-band", timeout=60000)
    for screen, ready in (("restatements?kind=invoices", ".restated-months, .state-box"), ("table", ".plan-grid [data-raw]:not(:empty), .plan-card"), ("cash", ".cash-screen canvas, .cash-screen .figure"), ("figures", ".figure-layout")):
        visit.open(screen, ready)
        if not page.query_selector(".past-band") or "knownOn=event-" not in page.evaluate("location.hash"):
            problems.append(f"{where}: {screen} does not say that it is of the past")
        if screen.startswith("restatements") and page.locator(f"[data-month='{MONTH}'] .restated").count():
            problems.append(f"{where}: the past knows of the correction")
        if screen == "table" and page.query_selector(".plan-grid .rgCell.entry, .plan-card [aria-label] .icon:text('edit'), [data-act=upload-view]"):
            problems.append(f"{where}: the past looks as if it could be changed")
    if page.query_selector("[data-act=undo]"):
        problems.append(f"{where}: the past offers undo")
    visit.open("imports", ".import-screen [data-section=releases]")
    if page.query_selector(".drop, [data-act^=release-]"):
        problems.append(f"{where}: the past takes files")
    visit.settle()
    visit.shot("past")
    page.click("[data-act=past]")
    page.wait_for_selector("[data-field=known-on]", timeout=10000)
    page.wait_for_timeout(300)
    visit.shot("past-picker")
    page.keyboard.press("Escape")
    page.click("[data-act=leave-past]")
    page.wait_for_selector("[data-act=undo]", timeout=60000)
    if page.query_selector(".past-band"):
        problems.append(f"{where}: the way back leads nowhere")
    return problems


def looking_back(browser):
    problems, number = [], None
    for language, width in (("zh", 1280), ("en", 1600), ("zh", 390)):
        where = f"past {language} {width}"
        visit = Visit(browser, language, width).sign_in(*ADMIN)
        if number is None:
            number, data = corrected()
            brought(visit, data)
        problems += restated(visit, where, number)
        problems += past(visit, where)
        problems += [f"{where}: untranslated {key}" for key in visit.untranslated()]
        if visit.overflow():
            problems.append(f"{where}: {visit.overflow()} px too wide")
        problems += [f"{where}: {error}" for error in visit.errors]
        visit.close()
    return problems
