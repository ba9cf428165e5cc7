# SPDX-License-Identifier: Apache-2.0
"""Data quality in the browser: a file ten thousand times too large is held before the eyes of whoever drops it, who cannot let it through; the finance director can, with a reason; a rule is made from a sentence,
and everything fits a phone."""
import csv
import io
import os
import pathlib
import sqlite3
from decimal import Decimal

from browser import Visit

SALES = (os.environ.get("TONGPIN_SALES_LOGIN", ""), os.environ.get("TONGPIN_SALES_PASSWORD", ""))
FINANCE = (os.environ.get("TONGPIN_MODEL_LOGIN", ""), os.environ.get("TONGPIN_MODEL_PASSWORD", ""))
FOLDER = pathlib.Path(os.environ.get("TONGPIN_DATA_DIR", "."))


def orders(mark, times, lines=120):
    """Order lines of the company's own under new numbers, with amounts so many times what they are."""
    store = sqlite3.connect(f"file:{FOLDER / 'workspace.sqlite'}?mode=ro", uri=True)
    rows = store.execute(
        "SELECT item, customer, territory, quantity, amount_incl_tax FROM facts_sales_order_lines WHERE is_current = 1 AND amount_incl_tax > 0 AND quantity > 0 ORDER BY row_id LIMIT ?", (lines,)).fetchall()
    store.close()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["渠道", "订单号", "行号", "订单日期", "物料编码", "客户编码", "地区", "数量", "含税金额"])
    for number, (item, customer, territory, quantity, amount) in enumerate(rows, 1):
        writer.writerow(["Q", f"{mark}-{number // 5}", number % 5 + 1, "2026-11-20", item, customer, territory, Decimal(quantity) / 10_000, Decimal(amount) * times / 100])
    return {"name": f"orders-{mark}.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}


def bring(page, file):
    page.set_input_files("input[type=file]", file)
    page.wait_for_selector("[data-act=import]", timeout=30000)
    page.click("[data-act=import]")
    page.wait_for_selector(".result .quality-card", timeout=60000)


def held(visit, where, mark):
    """Dropped, held, and nothing that whoever dropped it could press to let it through."""
    page, problems = visit.page, []
    visit.open("imports", "input[type=file]")
    bring(page, orders(mark, 10_000))
    if page.get_attribute(".result .quality-card", "data-state") != "held" or not page.locator(".result .quality-fail.stop").count():
        problems.append(f"{where}: a file ten thousand times too large is not held")
    visit.shot("quality-held")
    batch = page.get_attribute(".result .quality-card", "data-batch")
    visit.open(f"quality?batch={batch}", f".quality-held-list [data-batch='{batch}']")
    if page.locator("[data-act=quality-release]").count():
        problems.append(f"{where}: whoever brought it in may let it through")
    return batch, problems


def released(visit, where, batch):
    page, problems = visit.page, []
    visit.open("quality", f".quality-held-list [data-batch='{batch}']")
    visit.shot("quality")
    page.click(f".quality-held-list [data-batch='{batch}'] [data-act=quality-release]")
    page.wait_for_selector(".dialog textarea", timeout=10000)
    if page.is_enabled("[data-act=quality-decide]"):
        problems.append(f"{where}: a release without a reason can be pressed")
    page.fill(".dialog textarea", "checked with the customer")
    page.click("[data-act=quality-decide]")
    page.wait_for_selector(f".quality-held-list > [data-batch='{batch}']", state="detached", timeout=60000)
    visit.open(f"quality?batch={batch}", f".quality-chosen [data-batch='{batch}'][data-state=released]")
    visit.settle()
    visit.shot("quality-released")
    return problems


def ruled(visit, where):
    """A rule of one's own from a sentence, refused where it says nothing, then listed and removed."""
    page, problems = visit.page, []
    visit.open("quality", ".quality-rule-list [data-rule]")
    page.click("[data-act=quality-rule-new]")
    page.wait_for_selector(".quality-editor", timeout=10000)
    page.select_option(".quality-editor [name=kind]", "stock")
    page.select_option(".quality-editor [name=form]", "range")
    page.select_option(".quality-editor [name=field]", "quantity")
    page.fill(".quality-editor [name=low]", "9")
    page.fill(".quality-editor [name=high]", "3")
    page.click("[data-act=quality-rule-save]")
    page.wait_for_selector(".quality-editor .form-problem", timeout=10000)
    visit.errors = [one for one in visit.errors if "422" not in one]
    page.fill(".quality-editor [name=high]", "900000")
    page.select_option(".quality-editor [name=severity]", "stop")
    visit.shot("quality-editor")
    page.click("[data-act=quality-rule-save]")
    page.wait_for_selector(".quality-editor", state="detached", timeout=10000)
    page.check("[name=quality-own]")
    page.wait_for_selector(".quality-rule-rows [data-rule^='own-']", timeout=10000)
    page.click(".quality-rule-rows [data-rule^='own-'] [data-act=quality-rule-remove]")
    page.wait_for_selector(".quality-rule-rows [data-rule^='own-']", state="detached", timeout=10000)
    return problems


def covered(visit, where):
    """Months of every kind as a map: by keys to another month, chosen with Enter, told in words and in a table behind it."""
    page, problems = visit.page, []
    visit.open("coverage?coverage=sales-order-lines", ".coverage-map [data-kind=sales-order-lines]")
    page.wait_for_selector(".coverage-table tbody tr", timeout=10000)
    page.locator(".coverage-map .coverage-cell[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    place = page.evaluate("document.activeElement.dataset.place")
    if not place or not place.startswith("1:"):
        problems.append(f"{where}: the arrow keys lead to {place}")
    page.keyboard.press("Enter")
    visit.settle()
    if "month=" not in page.url:
        problems.append(f"{where}: a month that was chosen has no address: {page.url}")
    visit.shot("coverage")
    return problems


def quality(browser):
    problems = []
    for language in ("zh", "en"):
        where = f"quality {language}"
        seller = Visit(browser, language).sign_in(*SALES)
        batch, found = held(seller, where, language)
        problems += found + [f"{where}: untranslated {key}" for key in seller.untranslated()] + [f"{where}, seller: {error}" for error in seller.errors]
        seller.close()
        visit = Visit(browser, language).sign_in(*FINANCE)
        problems += released(visit, where, batch) + ruled(visit, where) + covered(visit, where)
        problems += [f"{where}: untranslated {key}" for key in visit.untranslated()] + [f"{where}: {error}" for error in visit.errors]
        visit.close()
        for width in (1600, 390):
            narrow = Visit(browser, language, width=width).sign_in(*FINANCE)
            narrow.open("quality", ".quality-rule-list [data-rule]")
            wide = narrow.overflow()
            if wide > 0:
                problems.append(f"{where}: {wide} pixels too wide at {width}")
            narrow.shot(f"quality-{width}")
            problems += [f"{where}, {width}: {error}" for error in narrow.errors]
            narrow.close()
    print("quality: held before whoever brought it in, released by somebody else with a reason; a rule from a sentence; fits a phone")
    return problems
