# SPDX-License-Identifier: Apache-2.0
"""Two-step sign-in in the browser: switched on, asked for, taken away by the administrator; and somebody decides for a colleague who is away."""
import base64
import hashlib
import hmac
import os
import struct
import time

from browser import LOGIN, PASSWORD, URL, Visit, command

ADMIN = (os.environ.get("TONGPIN_ADMIN_LOGIN", ""), os.environ.get("TONGPIN_ADMIN_PASSWORD", ""))
SALES = (os.environ.get("TONGPIN_SALES_LOGIN", ""), os.environ.get("TONGPIN_SALES_PASSWORD", ""))
SUPPLY = (os.environ.get("TONGPIN_SUPPLY_LOGIN", ""), os.environ.get("TONGPIN_SUPPLY_PASSWORD", ""))
# What is refused on purpose is logged by the browser.
REFUSED = ("401", "422")


def code(secret, ahead=0):
    """RFC 6238 in the words of its own text."""
    step = int(time.time()) // 30 + ahead
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def seen(visit, where, but=REFUSED):
    """What no picture should show."""
    problems = [f"{where}: untranslated {key}" for key in visit.untranslated()]
    return problems + [f"{where}: {error}" for error in visit.errors if not any(number in error for number in but)]


def switch_on(visit, password):
    """Two-step sign-in for whoever is there; the secret of their app."""
    page = visit.page
    page.click("[data-act=person]")
    page.click("[data-act=second-factor]")
    page.fill("[name=factor-password]", password)
    page.keyboard.press("Enter")
    secret = page.wait_for_selector("[data-key]", timeout=10000).inner_text().replace(" ", "")
    page.fill("[name=factor-code]", code(secret))
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-recovery] li", timeout=10000)
    page.click("[data-act=factor-done]")
    return secret


def password_link(administrator, login):
    """Made by an administrator beside somebody's name."""
    administrator.open("overview", ".line-card")
    administrator.open("access?shape=members", f'[data-login="{login}"] [data-act=password-link]')
    administrator.click(f'[data-login="{login}"] [data-act=password-link]')
    administrator.page.wait_for_selector("[data-link]", timeout=10000)
    return administrator.page.input_value("[data-link]")


def password(browser):
    """Somebody forgot the password: a link from the administrator, another password, a code where two-step sign-in is on; the used link is refused."""
    problems = []
    for language, width, (login, old) in (("zh", 1280, SALES), ("en", 390, SUPPLY)):
        secret = None
        if language == "en":
            own = Visit(browser, language, width).sign_in(login, old)
            secret = switch_on(own, old)
            own.close()
        administrator = Visit(browser, language).sign_in(*ADMIN)
        link = password_link(administrator, login)
        administrator.shot("password-link")
        problems += seen(administrator, f"password {language}: the link")
        guest = Visit(browser, language, width)
        page = guest.page
        page.goto(link)
        page.wait_for_selector("[name=password]", timeout=10000)
        if page.get_attribute("[name=login]", "readonly") is None or page.input_value("[name=login]") != login:
            problems.append(f"password {language}: the link is not for the login it was made for")
        page.fill("[name=password]", "short")
        page.click("button[type=submit]")
        page.wait_for_selector(".form-problem", timeout=10000)
        guest.shot("password-short")
        page.fill("[name=password]", "three quiet rivers")
        page.click("button[type=submit]")
        if secret:
            page.wait_for_selector("[name=code]", timeout=10000)
            guest.shot("password-code")
            page.fill("[name=code]", code(secret, 1))
            page.keyboard.press("Enter")
        page.wait_for_selector(".shell", timeout=20000)
        problems += seen(guest, f"password {language}: chosen", (*REFUSED, "403"))
        late = Visit(browser, language, width)
        late.page.goto(link)
        late.page.wait_for_selector(".form-problem", timeout=10000)
        late.shot("password-used")
        if late.page.query_selector("[name=password]"):
            problems.append(f"password {language}: a used link asks for a password")
        problems += seen(late, f"password {language}: used")
        if secret:
            administrator.open("access?shape=members", f'[data-login="{login}"] [data-act=reset-factor]')
            administrator.click(f'[data-login="{login}"] [data-act=reset-factor]')
            administrator.page.wait_for_selector(f'[data-login="{login}"] [data-act=reset-factor]', state="detached", timeout=10000)
        # As it was, for whoever comes after.
        back = Visit(browser, language, width)
        back.page.goto(password_link(administrator, login))
        back.page.fill("[name=password]", old)
        back.page.click("button[type=submit]")
        back.page.wait_for_selector(".shell", timeout=20000)
        for one in (administrator, guest, late, back):
            one.close()
    print("password: a link, another password, a code, a used link, in both languages, on a phone too")
    return problems


def factor(browser):
    problems = []
    for language, width, (login, password) in (("zh", 1280, SALES), ("en", 390, SUPPLY)):
        visit = Visit(browser, language, width).sign_in(login, password)
        page = visit.page
        page.click("[data-act=person]")
        page.click("[data-act=second-factor]")
        page.fill("[name=factor-password]", password)
        page.keyboard.press("Enter")
        secret = page.wait_for_selector("[data-key]", timeout=10000).inner_text().replace(" ", "")
        page.fill("[name=factor-code]", "000000")
        page.keyboard.press("Enter")
        page.wait_for_selector(".second-factor .form-problem", timeout=10000)
        visit.shot("factor-wrong")
        problems += seen(visit, f"factor {language}")
        page.fill("[name=factor-code]", code(secret))
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-recovery] li", timeout=10000)
        if page.locator("[data-recovery] li").count() != 10:
            problems.append(f"factor {language}: not ten recovery codes")
        visit.shot("factor-codes")
        page.click("[data-act=factor-done]")
        again = Visit(browser, language, width)
        again.page.goto(URL)
        again.page.fill("[name=login]", login)
        again.page.fill("[name=password]", password)
        again.page.click("button[type=submit]")
        again.page.wait_for_selector("[name=code]", timeout=10000)
        again.shot("factor-asked")
        again.page.fill("[name=code]", code(secret, 1))
        again.page.keyboard.press("Enter")
        again.page.wait_for_selector(".shell", timeout=20000)
        problems += seen(again, f"factor {language}, again")
        administrator = Visit(browser, language).sign_in(*ADMIN)
        administrator.open("access?shape=members", f'[data-login="{login}"] [data-act=reset-factor]')
        administrator.shot("factor-members")
        administrator.click(f'[data-login="{login}"] [data-act=reset-factor]')
        administrator.page.wait_for_selector(f'[data-login="{login}"] [data-act=reset-factor]', state="detached", timeout=10000)
        # Their sessions ended, and the password alone is enough again.
        if again.page.evaluate("fetch('/api/v1/session').then(one => one.status)") != 401:
            problems.append(f"factor {language}: a session outlived its second factor")
        Visit(browser, language, width).sign_in(login, password).close()
        for one in (visit, again, administrator):
            one.close()
    print("factor: switched on, asked for and taken away, in both languages, on a phone too")
    return problems


def delegation(browser):
    """The sales director is away; the purchasing manager decides the selling budget for him, and the trail says so."""
    problems = []
    boss, sales, supply = (Visit(browser, language, width).sign_in(*who) for language, width, who in (("zh", 1280, (LOGIN, PASSWORD)), ("zh", 1280, SALES), ("en", 390, SUPPLY)))
    page = sales.page
    sales.open("inbox", "[data-act=stand-in]")
    page.click("[data-act=stand-in]")
    page.select_option("[name=stand-in]", SUPPLY[0])
    page.fill("[name=through]", page.input_value("[name=from]"))
    sales.shot("stand-in")
    page.click("[data-act=delegate]")
    page.wait_for_selector("[data-delegation]", timeout=10000)
    sales.shot("stand-in-given")
    page.keyboard.press("Escape")
    boss.open("budgets?form=selling", ".budget-table .figure")
    form = boss.page.evaluate("fetch('/api/v1/budgets/selling?period=2026').then(one => one.json())")
    status, answer = command(boss, "submit-budget", {"form": "selling", "year": 2026, "basis": "forecast", "content": form["contents"]["forecast"]})
    if status != 200:
        return [f"delegation: not handed in: {answer}"]
    supply.page.wait_for_selector("[data-act=inbox] .count", timeout=10000)
    supply.open("inbox?lane=mine", "[data-approval]")
    supply.shot("stand-in-list")
    supply.page.click("[data-approval] button")
    supply.page.wait_for_selector("[data-step=approve]", timeout=10000)
    supply.page.click("[data-step=approve]")
    boss.open("inbox?lane=own", "[data-approval]")
    boss.page.wait_for_function("document.querySelector('.approval-trail')?.innerText.includes('代')", timeout=10000)
    boss.shot("stand-in-trail")
    own = boss.page.evaluate("fetch('/api/v1/approvals').then(one => one.json()).then(one => one.approvals.find((approval) => approval.isOwn).id)")
    given = sales.page.evaluate("fetch('/api/v1/delegations').then(one => one.json()).then(one => one.delegations[0].id)")
    for visit, kind, payload in ((boss, "take-approval-step", {"approval": own, "act": "withdraw"}), (sales, "end-delegation", {"delegation": given})):
        status, answer = command(visit, kind, payload)
        problems += [] if status == 200 else [f"delegation: {kind}: {answer}"]
    for visit, where in ((boss, "boss"), (sales, "sales"), (supply, "supply")):
        problems += seen(visit, f"delegation {where}")
        visit.close()
    print("delegation: a colleague decides for whoever is away, and the trail says for whom")
    return problems
