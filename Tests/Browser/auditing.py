# SPDX-License-Identifier: Apache-2.0
"""The audit in the browser: a change found again with what stood before, the chain checked and its head noted and held against it, an access report, on a desk and on a phone."""
import os

from browser import LOGIN, PASSWORD, Visit, command

ADMIN = (os.environ.get("TONGPIN_ADMIN_LOGIN", ""), os.environ.get("TONGPIN_ADMIN_PASSWORD", ""))
REGION = (os.environ.get("TONGPIN_REGION_LOGIN", ""), os.environ.get("TONGPIN_REGION_PASSWORD", ""))


def seen(visit, where, refused=()):
    """What no picture should show."""
    problems = [f"{where}: untranslated {key}" for key in visit.untranslated()]
    if visit.overflow():
        problems.append(f"{where}: {visit.overflow()} pixels too wide")
    return problems + [f"{where}: {error}" for error in visit.errors if not any(number in error for number in refused)]


def prepare(browser):
    """A deal moved, a password guessed wrongly three times, a file taken."""
    boss = Visit(browser).sign_in(LOGIN, PASSWORD)
    deal = boss.page.evaluate("fetch('/api/v1/deals').then(one => one.json())")["deals"][0]
    status, _ = command(boss, "update-deal", {"deal": deal["code"], "isCommitted": not deal["isCommitted"]})
    boss.page.evaluate("fetch('/api/v1/exports/orders').then(one => one.arrayBuffer())")
    for _ in range(3):
        boss.page.evaluate("""fetch('/api/v1/session', { method: 'POST', headers: { 'Content-Type': 'application/json' },
                              body: JSON.stringify({ login: 'nobody.here', password: 'guess' }) }).then(one => one.status)""")
    boss.close()
    return deal["code"], [] if status == 200 else [f"audit: the deal could not be changed: {status}"]


def look(browser, language, width, deal):
    """One reader's way through the screen."""
    visit = Visit(browser, language, width).sign_in(*ADMIN)
    page = visit.page
    visit.open("audit", ".audit-table [data-event]")
    visit.shot("audit")
    problems = seen(visit, f"audit {language} {width}")
    visit.open(f"audit?subject=deal:{deal}", ".audit-table [data-event]")
    page.click(".audit-table [data-event] >> nth=0")
    page.wait_for_selector(".audit-detail .audit-hash", timeout=10000)
    visit.settle()
    visit.shot("audit-detail")
    problems += seen(visit, f"audit {language} {width}, a deal")
    visit.open("audit?group=sign-in", ".audit-table tr.warn")
    visit.shot("audit-sign-ins")
    visit.open("audit?words=nothing-has-this-word", ".state-box, [data-act=more]")
    while page.locator("[data-act=more]").count():
        page.click("[data-act=more]")
        visit.settle()
    page.wait_for_selector(".state-box", timeout=20000)
    visit.shot("audit-empty")
    problems += seen(visit, f"audit {language} {width}, nothing found")
    visit.open("audit", "[data-act=check-chain]")
    page.click("[data-act=check-chain]")
    page.wait_for_selector("[data-act=check-chain]:not([disabled])", timeout=60000)
    page.wait_for_selector("[data-sound=true]", timeout=60000)
    with page.expect_download() as download:
        page.click("[data-act=chain-note]")
    note = open(download.value.path(), encoding="utf-8").read()
    page.click("[data-act=hold-note]")
    page.fill("[name=chain-note]", note)
    page.click(".audit-note button")
    page.wait_for_selector("[data-note-answer].favourable", timeout=10000)
    visit.shot("audit-chain")
    page.fill("[name=chain-note]", note.replace("0", "1"))
    page.click(".audit-note button")
    page.wait_for_selector("[data-note-answer].unfavourable, .audit-note .form-problem", timeout=10000)
    problems += seen(visit, f"audit {language} {width}, the chain")
    visit.open(f"audit?report={REGION[0]}", "[data-report]")
    visit.shot("audit-report")
    problems += seen(visit, f"audit {language} {width}, a report")
    visit.close()
    return problems


def audit(browser):
    deal, problems = prepare(browser)
    for language, width in (("zh", 1280), ("en", 1280), ("zh", 390), ("en", 390)):
        problems += look(browser, language, width, deal)
    narrow = Visit(browser, "en", 1280).sign_in(*REGION)
    if narrow.page.locator('[data-nav="audit"]').count():
        problems.append("audit: offered to who may not read it")
    narrow.open("access?shape=report", "[data-report]")
    narrow.shot("access-own-report")
    problems += seen(narrow, "own access report")
    narrow.open("audit", ".state-box")
    narrow.shot("audit-refused")
    problems += seen(narrow, "audit refused", ("403",))
    narrow.close()
    print("audit: a deal found again with its before and after, the chain checked and its note held, reports read, in both languages, on a phone too")
    return problems
