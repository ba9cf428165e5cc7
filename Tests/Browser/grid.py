#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The table under the fingers: numbers typed faster than an editor opens, blocks from Excel, undo, keys of a spreadsheet.

Environment as in smoke.py. Everything it changes is undone at the end. Exit 0 when all is well.
"""
import sys

from browser import Visit, chromium

RAW = "cell => document.querySelector(`.n[data-cell=\"${CSS.escape(cell)}\"]`)?.dataset.raw"


def leaves(page):
    """Two rows of one section without children below each other, two forecast months each: [[a1, a2], [b1, b2]]."""
    return page.evaluate("""() => {
      const rows = new Map();
      for (const cell of document.querySelectorAll('revo-grid .rgCell.entry [data-cell]')) {
        const box = cell.closest('.rgCell').getBoundingClientRect();
        if (!(Number(cell.dataset.raw) > 0) || box.top < 140 || box.bottom > innerHeight - 60 || box.left < 260 || box.right > innerWidth - 10) continue;
        const y = Math.round(box.top);
        rows.set(y, [...(rows.get(y) ?? []), cell]);
      }
      const labels = new Map([...document.querySelectorAll('revo-grid .row-label')].map((label) => [Math.round(label.closest('.rgCell').getBoundingClientRect().top), label]));
      const plain = [...rows].filter(([y, cells]) => cells.length >= 2 && !labels.get(y)?.querySelector('button.twist')).sort((a, b) => a[0] - b[0]);
      for (let i = 0; i + 1 < plain.length; i++) {
        const [[y1, a], [y2, b]] = [plain[i], plain[i + 1]];
        if (y2 - y1 > 30) continue;
        return [a, b].map((cells) => cells.slice(0, 2).map((cell) => cell.dataset.cell));
      }
      return null;
    }""")


def main():
    failures = []

    def check(name, got, wanted):
        if got != wanted:
            failures.append(f"{name}: {got}, wanted {wanted}")

    with chromium() as browser:
        visit = Visit(browser, width=1920)
        visit.context.add_init_script("localStorage.setItem('tongpin.preferences', JSON.stringify({language: 'zh', tourDone: true, compare: [], moneyUnit: 'yuan'}))")
        page = visit.sign_in().page
        visit.open("table", ".plan-grid [data-cell]")
        page.wait_for_timeout(600)
        page.click(".levels button >> nth=2")
        page.wait_for_timeout(600)
        found = None
        for row in range(0, 600, 12):  # the first rows may all be calculated ones
            page.evaluate("row => document.querySelector('revo-grid').scrollToRow(row)", row)
            page.wait_for_timeout(120)
            found = leaves(page)
            if found:
                break
        assert found, "no two rows below each other that take input"
        (a1, a2), (b1, b2) = found
        before = {cell: page.evaluate(RAW, cell) for cell in (a1, a2, b1, b2)}
        number = lambda cell: float(page.evaluate(RAW, cell) or "nan")
        where = lambda: page.inner_text(".table-status .where")

        def until(cell, value):
            page.wait_for_function("([cell, value]) => Math.abs(Number(document.querySelector(`.n[data-cell=\"${CSS.escape(cell)}\"]`)?.dataset.raw) - value) < 0.006", arg=[cell, value], timeout=15000)

        page.click(f'[data-cell="{a1}"]')
        page.keyboard.type("501\n502\n")
        until(a1, 501)
        until(b1, 502)

        page.evaluate("text => navigator.clipboard.writeText(text)", '1,111\t２２２\n"1.5千"\t(44)\n')
        page.click(f'[data-cell="{a1}"]')
        page.wait_for_timeout(300)
        page.keyboard.press("Control+v")
        until(a1, 1111)
        until(a2, 222)
        until(b1, 1500)
        page.wait_for_timeout(800)
        pasted = number(b2)
        page.keyboard.press("Control+z")
        until(a1, 501)
        until(b1, 502)
        check("a refused or accepted negative is undone as well", number(b2), float(before[b2]))
        check("(44) is read as −44 or refused", pasted in (-44.0, float(before[b2])), True)

        page.click(f'[data-cell="{a1}"]')
        page.wait_for_timeout(200)
        here = where()
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        check("Enter moves down", where() != here, True)
        page.keyboard.press("Home")
        page.wait_for_timeout(400)
        check("Home goes to the first month", page.evaluate("() => document.querySelector('.table-status .where').innerText").endswith("1月"), True)
        page.keyboard.press("Control+Home")
        page.keyboard.press("Control+End")
        page.wait_for_timeout(500)
        check("Ctrl+End goes to the last month", where().endswith("12月"), True)
        page.evaluate("row => document.querySelector('revo-grid').scrollToRow(row)", row)
        page.evaluate("prop => document.querySelector('revo-grid').scrollToColumnProp(prop)", "v:" + a1.split("@")[-1])
        page.wait_for_selector(f'[data-cell="{a1}"]', timeout=5000)
        page.click(f'[data-cell="{a1}"]')
        page.wait_for_timeout(300)
        page.keyboard.press("F2")
        page.wait_for_selector("revogr-edit input")
        check("F2 opens the value as it is", page.input_value("revogr-edit input"), "501")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+z")
        until(b1, float(before[b1]))
        page.keyboard.press("Control+z")
        until(a1, float(before[a1]))
        refused = [error for error in visit.errors if "422" in error]
        failures += [error for error in visit.errors if error not in refused]
        visit.close()
    for failure in failures:
        print("  " + failure)
    print(f"browser grid: {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    try:
        main()
    except AssertionError as failure:
        sys.exit(f"browser grid failed: {failure}")
