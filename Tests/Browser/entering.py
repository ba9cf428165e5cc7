#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who is at the screen, asked again before somebody gets rights, and single sign-on in Chromium: set up by an administrator, tried, linked in the menu, used from another site and back although the session's cookie is Strict,
refused with a sentence, and an invitation accepted without a password; and the house where everybody needs a second factor; in both languages, each page kept as a picture."""
import sys
import time

from browser import Visit, chromium
from provider import Provider
from server import Scratch, Server, demo_company
from signing import code


def seen(visit, where, problems, but=("401", "503", "422")):
    problems += [f"{where}: untranslated {key}" for key in visit.untranslated()]
    problems += [f"{where}: {error}" for error in visit.errors if not any(number in error for number in but)]


def tall(visit, name):
    """All of a page that is longer than its window."""
    visit.page.set_viewport_size({"width": visit.width, "height": 2000})
    visit.shot(name)


def enter(visit, url, login, password):
    page = visit.page
    page.goto(url)
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_selector(".shell", timeout=20000)
    return page


def set_up(browser, url, demo, provider, problems):
    for language, width in (("zh", 1280), ("en", 1280)):
        visit = Visit(browser, language, width)
        page = enter(visit, url, *demo.login("administrator"))
        if language == "zh":
            visit.open("channels", "[name=public-address]")
            page.fill("[name=public-address]", url)
            page.click("[data-act=save-channels]")
            page.wait_for_selector(".channel-save [role=status]", timeout=10000)
        visit.open("access?shape=provider", "[name=issuer]")
        visit.shot("provider-empty" if language == "zh" else "provider-kept")
        if language == "zh":
            page.fill("[name=issuer]", "http://login.example.com")
            page.fill("[name=client-id]", provider.client)
            page.click("[data-act=save-provider]")
            page.wait_for_selector(".form-problem", timeout=10000)
            page.fill("[name=issuer]", provider.issuer)
            page.fill("[name=client-secret]", provider.secret)
            page.fill("[name=label-zh]", "用云杉账号登录")
            page.fill("[name=label-en]", "Sign in with Yunshan")
            page.check("[name=provider-on]")
            page.click("[data-act=save-provider]")
            page.wait_for_selector(".channel-save [role=status]", timeout=10000)
        page.click("[data-act=try-provider]")
        page.wait_for_selector("[data-answer=provider].favourable", timeout=20000)
        visit.shot("provider-tried")
        page.check("[name=makes-members]")
        page.check("[name=only-way]")
        tall(visit, "provider-open")
        seen(visit, f"settings {language}", problems)
        visit.context.close()
    small = Visit(browser, "zh", 390)
    page = enter(small, url, *demo.login("administrator"))
    small.open("access?shape=provider", "[name=issuer]")
    tall(small, "provider-phone")
    seen(small, "settings on a telephone", problems)
    small.context.close()


def link(browser, url, demo, provider, problems):
    visit = Visit(browser, "zh")
    login, password = demo.login("salesDirector")
    page = enter(visit, url, login, password)
    page.click("[data-act=person]")
    page.click("[data-act=link]")
    page.fill("[name=link-password]", password)
    visit.shot("link-dialog")
    page.click("[data-act=link-account]")
    page.wait_for_selector("[name=agree]", timeout=20000)
    visit.shot("at-the-provider")
    page.click("[name=agree]")
    page.wait_for_selector(".shell", timeout=20000)
    page.wait_for_function("() => document.body.innerText.includes('已关联企业账号')", timeout=10000)
    visit.shot("linked")
    seen(visit, "linking", problems)
    visit.context.close()


def come_in(browser, url, demo, provider, problems):
    for language, width in (("zh", 1280), ("en", 390)):
        visit = Visit(browser, language, width)
        page = visit.page
        page.goto(url + "/#/deals")
        page.wait_for_selector("[data-act=provider]", timeout=20000)
        visit.shot("sign-in")
        page.click("[data-act=provider]")
        page.click("[name=agree]")
        page.wait_for_selector(".shell", timeout=20000)
        visit.settle()
        if "#/deals" not in page.url or "refused" in page.url:
            problems.append(f"entering {language}: the page is {page.url}")
        person = page.evaluate("() => fetch('/api/v1/session').then((answer) => answer.json())")
        if person["person"]["login"] != demo.login("salesDirector")[0]:
            problems.append(f"entering {language}: it is {person['person']['login']}")
        cookies = {one["name"]: one for one in visit.context.cookies()}
        if cookies["tongpin_session"]["sameSite"] != "Strict" or not cookies["tongpin_session"]["httpOnly"] or "tongpin_sign_in" in cookies:
            problems.append(f"entering {language}: cookies are {cookies}")
        visit.shot("entered")
        seen(visit, f"entering {language}", problems)
        # Nobody's account: a sentence, and the password beside it.
        visit.context.clear_cookies()
        kept, provider.account = provider.account, {"sub": "a-stranger"}
        page.goto(url + "/#/overview")
        page.reload()
        page.click("[data-act=provider]")
        page.click("[name=agree]")
        page.wait_for_selector(".form-problem", timeout=20000)
        visit.shot("refused")
        provider.account = kept
        words = page.inner_text(".form-problem")
        if ("没有关联" if language == "zh" else "linked to no login") not in words:
            problems.append(f"refused {language}: {words}")
        seen(visit, f"refused {language}", problems)
        visit.context.close()


def accept(browser, url, demo, server, provider, problems):
    admin = server.client(*demo.login("administrator"))
    for language, number in (("zh", 1), ("en", 2)):
        invited = admin.call("POST", "/api/v1/invitations", {"name": f"赵六{number}", "nameEn": f"Zhao Liu {number}", "role": "salesperson"}).json
        provider.account = {"sub": f"invited-{number}"}
        visit = Visit(browser, language)
        page = visit.page
        page.goto(url + invited["link"])
        page.wait_for_selector("[data-act=provider]", timeout=20000)
        page.fill("[name=login]", f"zhao{number}")
        visit.shot("join")
        page.click("[data-act=provider]")
        page.click("[name=agree]")
        page.wait_for_selector(".shell", timeout=20000)
        page.click("[data-act=person]")
        if page.query_selector("[data-act=change-password]"):
            problems.append(f"joining {language}: who has no password is offered to change it")
        seen(visit, f"joining {language}", problems)
        visit.context.close()
    visit = Visit(browser, "en")
    page = enter(visit, url, *demo.login("administrator"))
    visit.open("access?shape=members", "[data-login=zhao1]")
    visit.shot("members-linked")
    page.click("[data-login=zhao1] [data-act=unlink]")
    page.wait_for_selector("[data-login=zhao1] [data-act=unlink]", state="detached", timeout=10000)
    seen(visit, "members", problems)
    # The only way: no fields for a password until somebody asks for them.
    known = admin.get("/api/v1/sign-in")
    admin.call("POST", "/api/v1/sign-in", {**known["provider"], "isOnlyWay": True, "keepers": [demo.login("administrator")[0]]})
    visit.context.clear_cookies()
    for language in ("zh", "en"):
        only = Visit(browser, language)
        only.page.goto(url)
        only.page.wait_for_selector("[data-act=by-password]", timeout=20000)
        only.shot("only-way")
        only.page.click("[data-act=by-password]")
        only.page.wait_for_selector("[name=password]", timeout=10000)
        seen(only, f"only way {language}", problems)
        only.context.close()


def show_again(browser, scratch, problems):
    """A minute after signing in an administrator changes a role: a dialog asks who it is, a wrong password stays in it, the right one lets the change go on."""
    demo = demo_company(scratch)
    with Server(demo.folder, arguments=("--confirm-minutes", "1")) as server:
        url = f"http://127.0.0.1:{server.port}"
        visits = []
        for language, width in (("zh", 1280), ("en", 390)):
            visit = Visit(browser, language, width)
            enter(visit, url, *demo.login("administrator"))
            visits.append((language, visit))
        # The word of whoever signed in is good for a minute here, from when the last of them did.
        begun = time.monotonic()
        time.sleep(max(0, 62 - (time.monotonic() - begun)))
        for language, visit in visits:
            page = visit.page
            visit.open("flows", "[data-flow]")
            page.click("[data-flow=transfer] button")
            page.click("[data-act=unbind-flow], [data-act=bind-flow]")
            page.wait_for_selector("[data-dialog=proof]", timeout=10000)
            page.wait_for_timeout(300)
            visit.shot("proof-asked")
            page.fill("[name=proof-password]", "not mine")
            page.click("[data-act=proof-confirm]")
            page.wait_for_selector("[data-dialog=proof] .form-problem", timeout=10000)
            visit.shot("proof-wrong")
            before = page.locator("[data-act=unbind-flow]").count()
            page.fill("[name=proof-password]", demo.login("administrator")[1])
            page.click("[data-act=proof-confirm]")
            page.wait_for_selector("[data-dialog=proof]", state="detached", timeout=10000)
            page.wait_for_function("before => document.querySelectorAll('[data-act=unbind-flow]').length !== before", arg=before, timeout=10000)
            seen(visit, f"shown again {language}", problems, but=("401", "403"))


def forced(browser, url, demo, problems):
    """Everybody needs a second factor here: whoever has none sets one before anything else, or leaves."""
    for language, width, role in (("zh", 1280, "financeDirector"), ("en", 390, "regionalManager")):
        visit, (login, password) = Visit(browser, language, width), demo.login(role)
        page = visit.page
        page.goto(url)
        page.fill("[name=login]", login)
        page.fill("[name=password]", password)
        page.click("button[type=submit]")
        page.wait_for_selector(".second-factor [name=factor-password]", timeout=20000)
        visit.shot("forced-begin")
        if page.query_selector(".shell .nav"):
            problems.append(f"forced {language}: the plan is open without a second factor")
        page.goto(url + "/#/cash")
        page.reload()
        page.wait_for_selector(".second-factor [name=factor-password]", timeout=20000)
        page.fill("[name=factor-password]", password)
        page.keyboard.press("Enter")
        secret = page.wait_for_selector("[data-key]", timeout=10000).inner_text().replace(" ", "")
        visit.shot("forced-key")
        page.fill("[name=factor-code]", code(secret))
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-recovery] li", timeout=10000)
        visit.shot("forced-codes")
        page.click("[data-act=factor-done]")
        page.wait_for_selector(".shell", timeout=20000)
        visit.settle()
        visit.shot("forced-in")
        seen(visit, f"forced {language}", problems, but=("401", "403", "422", "503"))
        visit.context.close()


def main():
    problems = []
    provider = Provider()
    provider.asks = True
    with Scratch() as scratch, chromium() as browser:
        with Scratch() as other:
            show_again(browser, other, problems)
        demo = demo_company(scratch)
        with Server(demo.folder, arguments=("--loopback-webhooks",)) as server:
            url = f"http://127.0.0.1:{server.port}"
            set_up(browser, url, demo, provider, problems)
            link(browser, url, demo, provider, problems)
            come_in(browser, url, demo, provider, problems)
            accept(browser, url, demo, server, provider, problems)
        with Scratch() as third:
            # A house with passwords: in the other one the company account is the only way by now.
            demo = demo_company(third)
            with Server(demo.folder, arguments=("--require-second-factor",)) as server:
                forced(browser, f"http://127.0.0.1:{server.port}", demo, problems)
    provider.close()
    for problem in problems:
        print(f"  ✗ {problem}")
    print(f"✗ single sign-on in the browser: {len(problems)} problems" if problems else "✓ single sign-on in the browser: set up, linked, entered, refused and joined in both languages; whoever is at the screen shown again before giving rights")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
