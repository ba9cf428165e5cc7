# SPDX-License-Identifier: Apache-2.0
"""Two people, two browsers: one edits a cell and asks about it, the other is told, answers and settles it; what one hands in the other agrees to; each sees it live."""
import os

from browser import LOGIN, PASSWORD, Visit, command, edit_cell, editable_cell

OTHER = (os.environ.get("TONGPIN_SALES_LOGIN", ""), os.environ.get("TONGPIN_SALES_PASSWORD", ""))
FINANCE = (os.environ.get("TONGPIN_MODEL_LOGIN", ""), os.environ.get("TONGPIN_MODEL_PASSWORD", ""))
#: What people write is in their own language.
WRITTEN = ("双12", "现金")


def untranslated(visit):
    return [key for key in visit.untranslated() if not any(word in key for word in WRITTEN)]


def empty(visit):
    """Each list without a thread says what will be there."""
    page, problems = visit.page, []
    visit.open("inbox?lane=mentions", ".state-box")
    visit.shot("talk-empty-inbox")
    page.click("[data-act=talk]") if visit.width > 700 else visit.open("table", ".plan-card")
    if visit.width > 700:
        for lane in range(3):
            page.click(f"[data-act=talk-lane] button >> nth={lane}")
            page.wait_for_selector(".talk .state-box", timeout=10000)
            problems += [f"talk lane {lane}: untranslated {key}" for key in visit.untranslated()]
        visit.shot("talk-empty")
        page.click("[data-act=close-panel]")
    return problems


def ask(a, b):
    """A changes a figure and asks about it with @; B, who looks elsewhere, is told, goes there, answers; A reads it without touching a key."""
    a.open("table", ".plan-grid [data-raw]:not(:empty)")
    cell, value = editable_cell(a.page)
    edit_cell(a.page, cell, str(round(float(value)) + 500))
    a.page.click("[data-act=close-panel]")
    a.page.wait_for_timeout(400)
    a.page.click(f'[data-cell="{cell}"]')
    a.page.wait_for_timeout(600)  # the focus is the cell's own
    a.page.keyboard.press("Shift+F2")
    a.page.wait_for_selector(".talk [name=comment]", timeout=10000)
    a.page.fill(".talk [name=comment]", "")
    a.page.type(".talk [name=comment]", "双12 加了 500 台，@" + OTHER[0][:4])
    a.page.wait_for_selector(f"[data-name={OTHER[0]}]", timeout=10000)
    a.shot("talk-names")
    a.page.keyboard.press("Enter")
    a.page.type(".talk [name=comment]", "现金够吗？")
    a.page.keyboard.press("Control+Enter")
    a.page.wait_for_selector("[data-thread] .named", timeout=10000)
    if a.page.query_selector("revogr-edit input, .spread-popover"):
        return ["talk: what was written went into the table"]
    a.page.wait_for_selector("revo-grid .rgCell.talked", timeout=10000)
    a.shot("talk-asked")

    b.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    b.open("inbox?lane=mentions", "[data-mention]")
    b.shot("talk-told")
    b.page.click("[data-act=mention-go]")
    b.page.wait_for_selector("[data-thread] [data-act=reply]", timeout=20000)
    b.page.wait_for_selector(f'revo-grid [data-cell="{cell}"]', timeout=20000)
    b.page.wait_for_timeout(700)
    b.shot("talk-there")
    b.page.click("[data-act=reply]")
    b.page.fill(".talk-thread [name=comment]", "Yes: the lowest balance stays above the minimum.")
    b.page.click("[data-act=send-comment]")
    b.page.wait_for_selector("[data-act=inbox] .count", state="detached", timeout=10000)
    a.page.wait_for_selector("[data-comment] >> nth=1", timeout=10000)
    a.shot("talk-answered")
    a.page.click("[data-act=settle]")
    b.page.wait_for_selector(".talk-thread.settled", timeout=10000)
    b.shot("talk-settled")
    return []


def together(a, b):
    """Both are on the table: each sees the other's initials, there and on the cell; what A types flashes at B with A's name, and B's scroll and open editor stay."""
    problems = []
    for visit in (a, b):
        if visit.page.query_selector("[data-act=close-panel]"):
            visit.page.click("[data-act=close-panel]")
        visit.open("deals", ".deal-card")
        visit.open("table", ".plan-grid [data-raw]:not(:empty)")
        editable_cell(visit.page)
    cell = cells_in_sight(a.page)[0][0]
    other, value = next((one, raw) for one, raw in cells_in_sight(b.page) if one != cell)
    b.page.click(f'[data-cell="{other}"]')
    a.page.wait_for_selector(f"[data-who={OTHER[0]}]", timeout=10000)
    a.page.wait_for_selector(f'.rgCell.visited [data-cell="{other}"] .who', timeout=10000)
    a.shot("presence-a")
    b.page.wait_for_selector(f"[data-who={LOGIN}]", timeout=10000)
    b.page.wait_for_timeout(600)
    b.page.keyboard.type("12")
    b.page.wait_for_selector("revogr-edit input", timeout=5000)
    scroll = "() => [...document.querySelectorAll('revogr-viewport-scroll, .vertical-inner, .inner-content-table')].map((one) => [one.scrollTop, one.scrollLeft])"
    before = b.page.evaluate(scroll)
    status, _ = command(a, "edit-cells", {"cells": [{"cell": cell, "value": str(round(float(value)) + 77)}]})
    b.page.wait_for_selector(f'.rgCell.flash [data-cell="{cell}"]', timeout=10000)
    b.shot("presence-flash")
    if status != 200:
        problems.append(f"together: the edit answered {status}")
    if not b.page.query_selector(f'.rgCell.flash [data-cell="{cell}"] .mover'):
        problems.append("together: the flash does not say who")
    typed = b.page.evaluate("() => document.querySelector('revogr-edit input')?.value")
    if typed != "12" or b.page.evaluate(scroll) != before:
        problems.append(f"together: somebody else's change took the editor ({typed!r}) or the scroll away")
    b.page.keyboard.press("Escape")
    b.page.click("[data-act=who-is-here]")
    b.page.wait_for_timeout(400)
    b.shot("presence-menu")
    b.page.click("[data-act=be-unseen]")
    a.page.wait_for_selector(f"[data-who={OTHER[0]}]", state="detached", timeout=10000)
    return problems


def cells_in_sight(page):
    """Cells that take a number and are wholly in sight: (cell id, raw value)."""
    return page.evaluate("""() => [...document.querySelectorAll('revo-grid .rgCell.entry [data-cell]')].filter((one) => {
      const box = one.closest('.rgCell').getBoundingClientRect();
      return box.width && box.left > 260 && box.right < innerWidth - 20 && box.top > 120 && box.bottom < innerHeight - 60 && Number(one.dataset.raw) > 0;
    }).map((one) => [one.dataset.cell, one.dataset.raw])""")


def propose(a, b, phone):
    """A hands a budget in, B asks about it with @ where he decides, A answers, B agrees, and finance agrees on a phone; A sees it without touching a key."""
    problems = []
    a.open("budgets?form=sales", "[data-act=submit-budget]")
    a.page.click("[data-act=submit-budget]")
    a.page.wait_for_selector(".foreseen li", timeout=10000)
    a.page.check("[data-basis=forecast]")
    a.page.fill("[name=reason]", "双12 之后调整")
    a.page.click("[data-act=submit-now]")
    a.page.wait_for_selector("[data-act=open-approval]", timeout=10000)
    b.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    b.open("inbox?lane=mine", "[data-step=approve]")
    b.page.click(".approval-detail [data-act=talk]")
    b.page.wait_for_selector(".talk [name=comment]", timeout=10000)
    b.page.wait_for_function("() => !document.querySelector('.talk .skeleton')")
    b.page.type(".talk [name=comment]", "Does this hold the new promotion? @" + LOGIN)
    b.page.wait_for_selector(f"[data-name={LOGIN}]", timeout=10000)
    b.page.keyboard.press("Tab")
    b.page.keyboard.press("Control+Enter")
    b.page.wait_for_selector("[data-thread] .named", timeout=10000)
    b.shot("propose-asked")
    a.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    a.open("inbox?lane=mentions", "[data-mention]")
    a.page.click("[data-act=mention-go]")
    a.page.wait_for_selector("[data-thread] [data-act=reply]", timeout=10000)
    a.page.click("[data-act=reply]")
    a.page.fill(".talk-thread [name=comment]", "双12 的量都在里面。")
    a.page.keyboard.press("Control+Enter")
    b.page.wait_for_selector("[data-comment] >> nth=1", timeout=10000)
    b.shot("propose-answered")
    b.page.click("[data-step=approve]")
    phone.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    phone.open("inbox?lane=mine", "[data-approval]")
    phone.page.click("[data-approval] button")
    phone.page.wait_for_selector("[data-step=approve]", timeout=10000)
    phone.shot("propose-phone")
    phone.page.click(".approval-detail [data-act=talk]")
    phone.page.wait_for_selector("[data-comment] >> nth=1", timeout=10000)
    phone.page.wait_for_timeout(300)
    phone.shot("propose-phone-talk")
    if phone.overflow():
        problems.append(f"propose 390: {phone.overflow()} px too wide")
    phone.page.click("[data-act=close-panel]")
    a.open("budgets?form=sales", "[data-act=open-approval]")
    phone.page.click("[data-step=approve]")
    a.page.wait_for_selector(".budget-approval .tag.good", timeout=10000)
    a.shot("propose-approved")
    return problems


def pass_once(browser, languages):
    """Two people of these languages, from an empty list to a settled thread, and then together in the table."""
    a, b = Visit(browser, languages[0]).sign_in(LOGIN, PASSWORD), Visit(browser, languages[1]).sign_in(*OTHER)
    problems = ask(a, b) + together(a, b)
    return a, b, problems


def talk(browser):
    first, phone = Visit(browser, "zh").sign_in(LOGIN, PASSWORD), Visit(browser, "zh", 390).sign_in(*FINANCE)
    problems = empty(first) + empty(phone)
    first.close()
    a, b, found = pass_once(browser, ("zh", "en"))
    problems += found + propose(a, b, phone)
    c, d, found = pass_once(browser, ("en", "zh"))
    problems += found
    for visit in (a, b, c, d, phone):
        problems += [f"talk: untranslated {key}" for key in untranslated(visit)] + [f"talk: {error}" for error in visit.errors]
        visit.close()
    print("talk: asked with @, told, answered and settled, proposed and agreed to, one of them on a phone, live in two browsers")
    return problems
