# SPDX-License-Identifier: Apache-2.0
"""Sales and customers in the browser: into a member and back, a filter, a view kept and opened again, a file taken, the dealer who left and the one who pays late, and what a regional manager sees of it."""
import os

from browser import Visit

REGION = (os.environ.get("TONGPIN_REGION_LOGIN", ""), os.environ.get("TONGPIN_REGION_PASSWORD", ""))


def address(page):
    return page.evaluate("decodeURIComponent(location.hash)")


def parts(address):
    path, _, search = address.partition("?")
    return path, set(search.split("&"))


def analysed(visit, where):
    """From a territory to its customers, back, filtered, kept as a view."""
    page, problems = visit.page, []
    visit.open("sales", ".sales-table [data-row]")
    page.click(".sales-table tbody tr:first-child .link")
    page.wait_for_selector(".chip[data-filter^='territory:']", timeout=10000)
    if "by=customer" not in address(page):
        problems.append(f"{where}: a territory does not open its customers: {address(page)}")
    page.go_back()
    page.wait_for_selector(".chip", state="detached", timeout=10000)
    page.select_option("[data-act=filter-dimension]", "family")
    page.wait_for_selector(".search-picker input", timeout=10000)
    page.click(".search-picker input")
    page.wait_for_selector("[role=option]", timeout=10000)
    page.click("[role=option]")
    page.wait_for_selector(".chip[data-filter^='family:']", timeout=10000)
    page.click("[data-act=sales-views]")
    page.fill(".view-form input", "1")
    page.click("[data-act=save-view]")
    page.keyboard.press("Escape")
    wanted = address(page)
    visit.open("sales", ".sales-table [data-row]")
    page.click("[data-act=sales-views]")
    page.click("[data-view='1']")
    page.wait_for_selector(".chip[data-filter^='family:']", timeout=10000)
    # The same question, in whatever order its parts stand.
    if parts(address(page)) != parts(wanted):
        problems.append(f"{where}: a view opens {address(page)}, not {wanted}")
    with page.expect_download() as taken:
        page.click("[data-act=export-csv]")
    if not taken.value.suggested_filename.endswith(".csv"):
        problems.append(f"{where}: {taken.value.suggested_filename}")
    return problems


def known(visit, where):
    """Who left and who pays late stand at the top."""
    page, problems = visit.page, []
    visit.open("customers", ".customer-table [data-customer]")
    rows = page.locator(".customer-table [data-customer]")
    if "sign-lost" not in rows.nth(0).get_attribute("class") or "pays-late" not in rows.nth(1).get_attribute("class"):
        problems.append(f"{where}: the dealer who left and the one who pays late do not come first")
    rows.nth(0).locator(".link").click()
    page.wait_for_selector(".customer-drawer .wait-bars li", timeout=10000)
    visit.settle()
    visit.shot("customer")
    page.keyboard.press("Escape")
    page.wait_for_selector(".customer-drawer", state="detached", timeout=10000)
    page.click("[data-sign=late-payers]")
    page.wait_for_function("() => location.hash.includes('owes=late') && [...document.querySelectorAll('.customer-table [data-customer]')].every(one => one.classList.contains('pays-late'))", timeout=10000)
    visit.open("customers?view=bridge", ".bridge-table [data-step]")
    if page.locator(".ties.bad").count():
        problems.append(f"{where}: a bridge does not tie")
    return problems


def sales(browser):
    problems = []
    for language in ("zh", "en"):
        where = f"sales {language}"
        visit = Visit(browser, language).sign_in()
        problems += analysed(visit, where) + known(visit, where)
        problems += [f"{where}: untranslated {key}" for key in visit.untranslated()] + [f"{where}: {error}" for error in visit.errors]
        visit.close()
        narrow = Visit(browser, language).sign_in(*REGION)
        narrow.open("sales", ".sales-table [data-row]")
        rows = narrow.page.locator(".sales-table [data-row]").count()
        if rows != 1:
            problems.append(f"{where}: a regional manager sees {rows} territories")
        if narrow.page.locator("[data-measure=orderMarginShare]").count():
            problems.append(f"{where}: a margin without the right to see cost")
        problems += [f"{where}, narrowed: {error}" for error in narrow.errors]
        narrow.close()
    print("sales: opened, filtered, kept, exported; who left and who pays late first; one territory for its manager")
    return problems
