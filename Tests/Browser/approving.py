# SPDX-License-Identifier: Apache-2.0
"""待办 in the browser: a budget form handed in by one person, decided by two others, one of them on a phone; everybody sees it live."""
import os

from browser import LOGIN, PASSWORD, URL, Visit, command

FINANCE = (os.environ.get("TONGPIN_MODEL_LOGIN", ""), os.environ.get("TONGPIN_MODEL_PASSWORD", ""))
SALES = (os.environ.get("TONGPIN_SALES_LOGIN", ""), os.environ.get("TONGPIN_SALES_PASSWORD", ""))
SUPPLY = (os.environ.get("TONGPIN_SUPPLY_LOGIN", ""), os.environ.get("TONGPIN_SUPPLY_PASSWORD", ""))
FORM = "budgets?form=selling"


def lanes(visit):
    """Each lane shows what is in it, or says what will be there."""
    problems = []
    for lane in ("mine", "own", "copied", "decided"):
        visit.open(f"inbox?lane={lane}", ".state-box, [data-section=calendar-todos], [data-section=report-todos], .inbox-list")
        # What people wrote stays in their language.
        if not visit.page.query_selector(".inbox-list"):
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


def move(boss, sales, finance):
    """Finance releases the form and the general manager agrees on it; the sales director moves a hundred thousand within it on a phone, and finance agrees."""
    problems = []
    finance.open(FORM, "[data-act=submit-release]")
    finance.page.click("[data-act=submit-release]")
    finance.page.wait_for_selector(".foreseen li.told", timeout=10000)
    finance.shot("release-submit")
    finance.page.click("[data-act=move-now]")
    boss.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    boss.open("inbox?lane=mine", "[data-step=approve]")
    boss.shot("release-decide")
    boss.page.keyboard.press("a")
    sales.open(FORM, "[data-act=submit-transfer]")
    sales.page.click("[data-act=submit-transfer]")
    sales.page.fill("[name=amount]", "10万")
    sales.page.fill("[name=move-reason]", "直播投放改到华东")
    sales.page.wait_for_selector(".foreseen li", timeout=10000)
    sales.page.wait_for_timeout(400)
    sales.shot("transfer-submit")
    problems += [f"transfer: untranslated {key}" for visit in (finance, sales) for key in visit.untranslated() if "直播" not in key and "客服" not in key]
    sales.page.click("[data-act=move-now]")
    finance.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    finance.open("inbox?lane=mine", "[data-step=approve]")
    finance.shot("transfer-decide")
    finance.page.keyboard.press("a")
    sales.open("inbox?lane=own", ".inbox-list .tag.good")
    sales.open("inbox?lane=copied", "[data-approval]")
    sales.shot("inbox-copied")
    return problems


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
    problems += move(boss, sales, finance)
    for visit in visits:
        problems += [f"inbox: untranslated {key}" for key in visit.untranslated()] + [f"inbox: {error}" for error in visit.errors]
        visit.close()
    print("inbox: handed in, sent back and handed in again, agreed to on a phone and by keyboard, live in three browsers")
    return problems


ADMIN = (os.environ.get("TONGPIN_ADMIN_LOGIN", ""), os.environ.get("TONGPIN_ADMIN_PASSWORD", ""))
STROKES = 40


def head_of_marketing(admin, browser):
    """A login for the head of the marketing department, made by invitation, and the post, which somebody headed besides."""
    secret = admin.page.evaluate("""async () => (await (await fetch('/api/v1/invitations', { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: '马经理', nameEn: 'Ma', role: 'departmentHead', departments: ['BM08'] }) })).json()).secret""")
    guest = Visit(browser, "zh")
    guest.page.goto(URL)
    login = "ma"
    guest.page.evaluate("""([secret, login]) => fetch('/api/v1/invitations/accept', { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ secret, login, password: 'three quiet rivers', language: 'zh' }) })""", [secret, login])
    guest.close()
    units = admin.page.evaluate("fetch('/api/v1/organisation').then(one => one.json()).then(one => one.units)")
    for one in next(unit for unit in units if unit["id"] == "BM08")["people"]:
        command(admin, "end-appointment", {"appointment": one["appointment"], "isMistake": True})
    command(admin, "appoint-person", {"login": login, "unit": "BM08", "isHead": True, "from": "2026-01-01"})
    return login


def foreseen(admin, key, submitter, **fields):
    """Who is asked, in their order, and why it would stop."""
    answer = admin.page.evaluate("""async ([key, submitter, fields]) => {
      const { flows } = await (await fetch('/api/v1/flows')).json();
      const { definition } = flows.find((one) => one.key === key);
      return (await fetch('/api/v1/flows/check', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ definition, document: { submitter, fields } }) })).json();
    }""", [key, submitter, fields])["preview"]
    return [one["person"]["zh"] for one in answer["steps"] if one["act"] == "asked"], [one["reason"] for one in answer["blocks"]]


def review(browser):
    """A regional manager hands its forecast in; supply and finance countersign it, and the card says so where it was handed in."""
    manager = Visit(browser, "zh", 390).sign_in(os.environ["TONGPIN_REGION_LOGIN"], os.environ["TONGPIN_REGION_PASSWORD"])
    region = manager.page.evaluate("async () => (await (await fetch('/api/v1/forecast-reviews')).json()).reviews[0].region")
    manager.open(f"forecast?region={region}", "[data-act=submit-forecast]")
    manager.page.click("[data-act=submit-forecast]")
    manager.page.wait_for_selector(".foreseen li.asked >> nth=1", timeout=10000)
    manager.page.wait_for_timeout(400)
    manager.shot("review-submit")
    manager.page.click("[data-act=review-now]")
    manager.page.wait_for_selector("[data-review] .tag.warn", timeout=10000)
    problems = []
    for name, login in (("finance", FINANCE), ("supply", SUPPLY)):
        visit = Visit(browser, "en").sign_in(*login)
        visit.open("inbox", "[data-step=approve]")
        visit.shot(f"review-{name}")
        problems += [f"review: untranslated {key}" for key in visit.untranslated()]
        visit.page.keyboard.press("a")
        visit.page.wait_for_selector("[data-act=inbox] .count", state="detached", timeout=10000)
        problems += [f"review: {error}" for error in visit.errors]
        visit.close()
    manager.page.wait_for_selector("[data-act=submit-forecast]", timeout=10000)
    manager.settle()
    manager.shot("review-signed")
    problems += [f"review: untranslated {key}" for key in manager.untranslated()] + [f"review: {error}" for error in manager.errors]
    if manager.overflow():
        problems.append(f"review 390: {manager.overflow()} px too wide")
    manager.close()
    print("review: a region's forecast handed in on a phone, countersigned by finance and supply")
    return problems


def flows(browser):
    """The example of a flow by mouse only: the head decides, reminded after a day, returned after two; above fifty thousand the general manager, and the head again, who is skipped."""
    admin = Visit(browser, "zh").sign_in(*ADMIN)
    head = head_of_marketing(admin, browser)
    page = admin.page
    admin.click("[data-nav=inbox]")
    admin.click("[data-act=flows]")
    page.wait_for_selector("[data-kind=approve]", timeout=20000)
    page.wait_for_timeout(300)
    admin.shot("flows")
    admin.click("[data-new=change]")
    page.wait_for_selector("[data-inspector=approve]")
    admin.click("[data-approver=head]")
    admin.click('[data-limit="remind:24"]')
    admin.click('[data-limit="sendBack:48"]')
    page.wait_for_timeout(300)
    admin.click(".vue-flow__edge-textwrapper >> nth=1")
    admin.click("[data-insert=branch]")
    page.wait_for_selector("[data-inspector=branch]")
    admin.click("[data-test=above]")
    admin.click('[data-value="50000"]')
    inner = page.evaluate("() => [...document.querySelectorAll('[data-kind=approve]')].find((one) => one.dataset.step !== 'step-1').dataset.step")
    page.wait_for_timeout(300)
    admin.click(f'[data-step="{inner}"]')
    admin.click('[data-approver="role:generalManager"]')
    page.wait_for_timeout(300)
    admin.click(".vue-flow__edge-textwrapper:has-text('＋') >> nth=-1")
    admin.click("[data-insert=approve]")
    admin.click("[data-approver=head]")
    page.wait_for_selector("[data-act=save-flow]:not([disabled])", timeout=10000)
    admin.click("[data-act=save-flow]")
    page.wait_for_selector("[data-act=bind-flow]:not([disabled])", timeout=10000)
    admin.click("[data-act=bind-flow]")
    page.wait_for_selector("[data-act=unbind-flow]", timeout=10000)
    problems = [] if admin.clicks <= STROKES else [f"flows: {admin.clicks} actions, at most {STROKES}"]
    page.select_option("[name=submitter]", SALES[0])
    page.select_option("[name=department]", "BM08")
    page.click("[data-act=simulate]")
    page.wait_for_selector(".flow-simulator .foreseen li", timeout=10000)
    admin.shot("flows-drawn")
    key = page.evaluate("() => document.querySelector('.flow-list li.on').dataset.flow")
    boss, seller, finance = LOGIN, SALES[0], FINANCE[0]
    ma, chen, zhou = "马经理", "陈立新", "周敏"
    wanted = [
        ((seller, {"amount": "40000", "department": "BM08"}), ([ma], [])),
        ((seller, {"amount": "50000", "department": "BM08"}), ([ma], [])),
        ((seller, {"amount": "50000.01", "department": "BM08"}), ([ma, chen], [])),
        ((finance, {"amount": "9000000", "department": "BM08"}), ([ma, chen], [])),
        ((head, {"amount": "100", "department": "BM08"}), ([zhou], [])),
        ((head, {"amount": "60000", "department": "BM08"}), ([zhou, chen], [])),
        ((boss, {"amount": "100", "department": "BM08"}), ([ma], [])),
        ((boss, {"amount": "60000", "department": "BM08"}), ([ma], ["nobody-free"])),
        ((seller, {"amount": "60000", "department": "BM01"}), ([chen], [])),  # nobody heads it: the nearest head above
        ((seller, {"department": "BM08"}), ([ma], ["field-missing"])),
    ]
    for (submitter, fields), expected in wanted:
        found = foreseen(admin, key, submitter, **fields)
        if found != expected:
            problems.append(f"flows: {submitter} {fields}: {found}, not {expected}")
    command(admin, "bind-flow", {"purpose": "change", "flow": "change"})
    problems += [f"flows: untranslated {key}" for key in admin.untranslated()] + [f"flows: {error}" for error in admin.errors]
    admin.close()
    problems += head_sees(browser, head)
    reader = Visit(browser, "en", 390).sign_in(*FINANCE)
    reader.open("flows", "[data-kind=approve]")
    reader.page.wait_for_timeout(400)
    reader.page.click("[data-kind=approve]")
    reader.shot("flows")
    problems += [f"flows en: untranslated {key}" for key in reader.untranslated()] + [f"flows en: {error}" for error in reader.errors]
    if reader.overflow():
        problems.append(f"flows 390: {reader.overflow()} px too wide")
    reader.close()
    print(f"flows: drawn by mouse in {admin.clicks} actions, right for {len(wanted)} documents; the head of a department sees its forms")
    return problems


def parts(browser):
    """Rights of a step drawn by mouse: finance decides about a transfer without its reason and lets less through; everybody is asked anew, and the smaller amount moves."""
    admin, sales, finance = (Visit(browser, "zh").sign_in(os.environ["TONGPIN_ADMIN_LOGIN"], os.environ["TONGPIN_ADMIN_PASSWORD"]), Visit(browser, "zh").sign_in(*SALES),
                             Visit(browser, "en", 390).sign_in(*FINANCE))
    page, problems = admin.page, []
    command(admin, "bind-flow", {"purpose": "budget", "flow": None})
    form = finance.page.evaluate("fetch('/api/v1/budgets/selling?period=2026').then((one) => one.json())")
    status, answer = command(finance, "approve-budget", {"form": "selling", "year": 2026, "basis": "forecast", "content": form["contents"]["forecast"]})
    if status != 200:
        return [f"parts: the form is not approved: {answer}"]
    admin.open("flows?flow=transfer", "[data-kind=approve]")
    page.click("[data-act=copy-flow]")
    page.wait_for_timeout(400)
    page.locator("[data-kind=approve]").first.click()
    page.click('[data-part="reason:hidden"]')
    page.click('[data-part="amount:editable"]')
    page.wait_for_selector("[data-act=save-flow]:not([disabled])", timeout=10000)
    page.wait_for_timeout(400)
    page.locator('[data-part="amount:editable"]').scroll_into_view_if_needed()
    admin.shot("parts-drawn")
    page.click("[data-act=save-flow]")
    page.wait_for_selector("[data-act=bind-flow]:not([disabled])", timeout=10000)
    page.click("[data-act=bind-flow]")
    page.wait_for_selector("[data-act=unbind-flow]", timeout=10000)
    moved = {"form": "selling", "year": 2026, "from": "selling_expenses/BM08", "to": "selling_expenses/BM04", "amount": "100000.00"}
    status, answer = sales.page.evaluate("""async (payload) => {
      const answer = await fetch('/api/v1/commands', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: crypto.randomUUID(), kind: 'submit-transfer', reason: '只有提交人看得到的话', payload }) });
      return [answer.status, await answer.json()];
    }""", moved)
    if status != 200:
        return [f"parts: the transfer is not handed in: {answer}"]
    finance.open("inbox?lane=mine", "[data-approval]")
    finance.page.click("[data-approval] button")
    finance.page.wait_for_selector("[data-step=amend]", timeout=10000)
    if "只有提交人" in finance.page.inner_text("body"):
        problems.append("parts: finance reads what its step hides")
    finance.shot("parts-hidden")
    finance.page.click("[data-step=amend]")
    finance.page.fill("[name=less]", "600000")
    finance.page.fill("[name=comment]", "half is enough for now")
    finance.page.click("[data-act=confirm-step]")
    finance.page.wait_for_selector(".form-problem", timeout=10000)
    finance.shot("parts-too-much")
    finance.page.fill("[name=less]", "60,000")
    finance.page.click("[data-act=confirm-step]")
    finance.page.wait_for_selector(".approval-trail li:has-text('made it less')", timeout=10000)
    finance.shot("parts-less")
    sales.open("inbox?lane=own", "[data-approval]")
    sales.page.wait_for_timeout(400)
    sales.shot("parts-told")
    finance.page.click("[data-step=approve]")
    sales.open("inbox?lane=own", ".inbox-list .tag.good")
    lines = {one["key"]: one["figures"]["budget"] for one in form["lines"]}
    now = {one["key"]: one["figures"]["budget"] for one in finance.page.evaluate("fetch('/api/v1/budgets/selling?period=2026').then((one) => one.json())")["lines"]}
    before = {one["key"]: one["figures"]["forecast"] for one in form["lines"]}
    change = round(float(now["selling_expenses/BM08"]) - float(before["selling_expenses/BM08"]), 2)
    if change != -60000:
        problems.append(f"parts: {change} moved, not -60000 ({lines['selling_expenses/BM08']})")
    command(admin, "bind-flow", {"purpose": "transfer", "flow": "transfer"})
    command(admin, "bind-flow", {"purpose": "budget", "flow": "budget"})
    for visit in (admin, sales, finance):
        problems += [f"parts: untranslated {key}" for key in visit.untranslated()] + [f"parts: {error}" for error in visit.errors if "422" not in error]
        if visit.overflow():
            problems.append(f"parts {visit.width}: {visit.overflow()} px too wide")
        visit.close()
    print("parts: a step without the reason made a transfer less, everybody was asked anew, and the smaller amount moved")
    return problems


def head_sees(browser, login):
    """The head of a department finds its own lines of the forms, and no other department's."""
    visit = Visit(browser, "zh").sign_in(login, "three quiet rivers")
    visit.open("budgets", ".budget-table .figure")
    visit.shot("budgets-head")
    others = visit.page.evaluate("() => [...document.querySelectorAll('[data-line]')].map((one) => one.dataset.line).filter((key) => key.includes('/') && !key.endsWith('/BM08'))")
    problems = [f"head: sees {others}"] if others else []
    visit.open("inbox", ".state-box, [data-section=calendar-todos], [data-section=report-todos]")
    problems += [f"head: {error}" for error in visit.errors]
    visit.close()
    return problems
