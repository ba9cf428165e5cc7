# SPDX-License-Identifier: Apache-2.0
"""待办 in the browser: a budget form handed in by one person, decided by two others, one of them on a phone; everybody sees it live."""
import os

from browser import LOGIN, PASSWORD, Visit, command

FINANCE = (os.environ.get("TONGPIN_MODEL_LOGIN", ""), os.environ.get("TONGPIN_MODEL_PASSWORD", ""))
SALES = (os.environ.get("TONGPIN_SALES_LOGIN", ""), os.environ.get("TONGPIN_SALES_PASSWORD", ""))
FORM = "budgets?form=selling"


def lanes(visit):
    """Each lane without an approval says what will be there."""
    problems = []
    for lane in ("mine", "own", "copied", "decided"):
        visit.open(f"inbox?lane={lane}", ".state-box")
        problems += [f"inbox {lane}: untranslated {key}" for key in visit.untranslated()]
    visit.shot("inbox-empty")
    return problems


def change(boss, sales, finance):
    """Sixty people in one department carry it out of its range; the sales director hands the change in, finance and the general manager agree, and it stands."""
    line = '[data-proposal="selling_expenses/BM08"]'
    command(boss, "edit-cells", {"cells": [{"cell": "headcount|Department=BM08@2026-12", "value": "60"}]})
    sales.open(FORM, line)
    sales.page.click("[data-act=submit-change]")
    sales.page.wait_for_selector(".foreseen li", timeout=10000)
    sales.page.fill("[name=change-reason]", "双12客服扩编")
    sales.shot("change-submit")
    sales.page.click("[data-act=change-now]")
    finance.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    finance.open("inbox", "[data-step=approve]")
    finance.page.click(".approval-figures .tiny")
    finance.shot("change-decide")
    finance.page.keyboard.press("a")
    boss.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    boss.open("inbox?lane=mine", "[data-step=approve]")
    boss.page.keyboard.press("a")
    sales.page.wait_for_selector(line, state="detached", timeout=10000)
    boss.open("inbox?lane=decided", ".approval-trail li.good")
    boss.shot("change-applied")
    status, undone = command(boss, "undo", {})
    return [] if status == 200 and "→ 60" in undone["label"]["zh"] else [f"change: undo takes back something else than the edit: {undone['label']}"]


def inbox(browser):
    """The selling budget handed in by the general manager, sent back and handed in again, agreed to by the sales director on a phone and by finance with the keyboard."""
    boss, sales, finance = Visit(browser, "zh").sign_in(LOGIN, PASSWORD), Visit(browser, "zh", 390).sign_in(*SALES), Visit(browser, "en").sign_in(*FINANCE)
    problems = lanes(finance) + lanes(sales)
    visits = (boss, sales, finance)
    boss.open(FORM, "[data-act=submit-budget]")
    boss.page.click("[data-act=submit-budget]")
    boss.page.wait_for_selector(".foreseen li", timeout=10000)
    boss.page.check("[data-basis=forecast]")
    boss.page.fill("[data-act=budget-limit]", "3")
    boss.page.fill("[name=reason]", "按十月滚动预测调整")
    boss.shot("inbox-submit")
    asked = boss.page.locator(".foreseen li.asked").count()
    if asked != 2:
        problems.append(f"inbox: {asked} people are foreseen, not two")
    boss.page.click("[data-act=submit-now]")
    boss.page.wait_for_selector("[data-act=open-approval]", timeout=10000)
    boss.shot("inbox-on-its-way")

    sales.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    sales.open("inbox", "[data-approval]")
    sales.shot("inbox-list")
    sales.page.click("[data-approval] button")
    sales.page.wait_for_selector("[data-step=sendBack]")
    sales.shot("inbox-one")
    if sales.overflow():
        problems.append(f"inbox 390: {sales.overflow()} px too wide")
    sales.page.click("[data-step=sendBack]")
    sales.shot("inbox-send-back")
    sales.page.fill("[name=comment]", "市场费用请再看一遍")
    sales.page.click("[data-act=confirm-step]")

    boss.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    boss.open("inbox", "[data-step=resubmit]")
    boss.shot("inbox-returned")
    boss.page.click("[data-step=resubmit]")
    boss.page.wait_for_selector("[data-step=remind]", timeout=10000)
    boss.shot("inbox-again")

    sales.page.wait_for_selector("[data-approval]", timeout=10000)
    sales.page.click("[data-approval] button")
    sales.page.click("[data-step=approve]")
    finance.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    finance.open("inbox", "[data-step=approve]")
    finance.shot("inbox-decide")
    finance.page.keyboard.press("c")
    finance.page.keyboard.type("Checked against October")
    finance.page.keyboard.press("Control+Enter")
    finance.page.wait_for_selector("[data-act=inbox] .count", state="detached", timeout=10000)
    boss.page.wait_for_selector(".approval-trail li.good", timeout=10000)
    boss.open("inbox?lane=own", "[data-approval]")
    boss.page.wait_for_selector(".approval-trail li.good", timeout=10000)
    boss.shot("inbox-approved")
    boss.open(FORM, ".budget-approval .tag.good")
    problems += change(boss, sales, finance)
    for visit in visits:
        problems += [f"inbox: untranslated {key}" for key in visit.untranslated()] + [f"inbox: {error}" for error in visit.errors]
        visit.close()
    print("inbox: handed in, sent back and handed in again, agreed to on a phone and by keyboard, live in three browsers")
    return problems
