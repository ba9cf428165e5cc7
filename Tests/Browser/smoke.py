#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One path through the browser: sign in, home, table, edit a cell, see what moved, undo. No console error on the way.

Environment: TONGPIN_URL, TONGPIN_LOGIN, TONGPIN_PASSWORD. Exit 0 when all is well.
"""
import sys

from browser import Visit, chromium, edit_cell, editable_cell


def main():
    with chromium() as browser:
        visit = Visit(browser).sign_in()
        page = visit.page
        page.wait_for_selector(".line-card .figure", timeout=20000)
        visit.settle()
        assert page.locator(".line-card").count() >= 3, "the home page shows fewer than three figures to compare"
        page.click("[data-nav=table]")
        found = editable_cell(page)
        assert found, "the table shows no cell that may be edited"
        cell, value = found
        edit_cell(page, cell, str(round(float(value) * 1.2) or 10))
        page.wait_for_selector(".moved-line", timeout=10000)
        lines = page.locator(".moved-line").count()
        assert lines > 0, "the edit moved nothing"
        page.wait_for_function("([cell, old]) => document.querySelector(`[data-cell=\"${cell}\"]`)?.dataset.raw !== old", arg=[cell, value], timeout=10000)
        page.click("[data-act=undo-change]")
        page.wait_for_function("([cell, old]) => Number(document.querySelector(`[data-cell=\"${cell}\"]`)?.dataset.raw) === Number(old)", arg=[cell, value], timeout=10000)
        assert not visit.untranslated(), f"untranslated: {visit.untranslated()}"
        assert not visit.errors, "console errors:\n  " + "\n  ".join(visit.errors)
        visit.close()
        print(f"browser smoke: {cell} edited, {lines} lines moved, undone, 0 console errors")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as failure:
        sys.exit(f"browser smoke failed: {failure}")
