# SPDX-License-Identifier: Apache-2.0
"""Two people, two browsers: one edits a cell and asks about it, the other is told, answers and settles it; what one hands in the other agrees to; each sees it live."""
import os

from browser import LOGIN, PASSWORD, Visit, command, edit_cell, editable_cell

FINANCE = (os.environ.get("TONGPIN_MODEL_LOGIN", ""), os.environ.get("TONGPIN_MODEL_PASSWORD", ""))
SUPPLY = (os.environ.get("TONGPIN_SUPPLY_LOGIN", ""), os.environ.get("TONGPIN_SUPPLY_PASSWORD", ""))
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
    a.page.wait_for_selector("[name=comment]", timeout=10000)
    a.page.fill("[name=comment]", "")
    a.page.type("[name=comment]", "双12 加了 500 台，@" + FINANCE[0][:4])
    a.page.wait_for_selector(f"[data-name={FINANCE[0]}]", timeout=10000)
    a.shot("talk-names")
    a.page.keyboard.press("Enter")
    a.page.type("[name=comment]", "现金够吗？")
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


def talk(browser):
    a, b = Visit(browser, "zh").sign_in(LOGIN, PASSWORD), Visit(browser, "en").sign_in(*FINANCE)
    problems = empty(a) + empty(b)
    problems += ask(a, b)
    for visit in (a, b):
        problems += [f"talk: untranslated {key}" for key in untranslated(visit)] + [f"talk: {error}" for error in visit.errors]
        visit.close()
    print("talk: asked with @, told, answered and settled, live in two browsers")
    return problems
