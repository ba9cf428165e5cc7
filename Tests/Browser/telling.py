# SPDX-License-Identifier: Apache-2.0
"""How people are told outside the browser: settings with their faults and a trial that is refused, the outbox, and one's own way to be told."""
import os

from browser import Visit


def channels(browser):
    """An administrator sets mail and a robot up, is told what is wrong, and tries an address inside the network; somebody says how they want to be told."""
    problems = []
    for language, width in (("zh", 1280), ("en", 390)):
        visit = Visit(browser, language, width).sign_in(os.environ["TONGPIN_ADMIN_LOGIN"], os.environ["TONGPIN_ADMIN_PASSWORD"])
        page = visit.page

        def look(name):
            visit.settle()
            visit.shot(name)
            problems.extend(f"channels {language}: untranslated {key}" for key in visit.untranslated())
            if visit.overflow():
                problems.append(f"channels {language} {width}: {name} is {visit.overflow()} px too wide")

        visit.open("channels", ".channel-form")
        if not page.query_selector("[name=mail-host]"):
            page.check("[name=mail-on]")
        page.fill("[name=mail-host]", "mail server")
        page.fill("[name=mail-from]", "nobody")
        page.click("[data-act=save-channels]")
        page.wait_for_selector(".form-problem", timeout=10000)
        look("channels-faults")
        page.fill("[name=mail-host]", "mail.example.com")
        page.fill("[name=mail-from]", "plan@example.com")
        if not page.query_selector("[data-robot]"):
            page.click("[data-act=add-robot]")
        page.fill("[name=robot-name-0]", "Sales")
        page.fill("[name=robot-url-0]", "https://10.1.2.3/hook/t0ken-of-the-tour")
        page.click("[data-act=save-channels]")
        page.wait_for_selector("[data-act=try-robot]:not([disabled])", timeout=10000)
        page.click("[data-act=try-robot]")
        page.wait_for_selector("[data-answer].unfavourable", timeout=30000)
        look("channels")
        if "t0ken" in page.content():
            problems.append(f"channels {language}: an address is shown again")
        visit.open("outbox", ".outbox-states")
        look("outbox")
        page.click("[data-act=person]")
        page.click("[data-act=notices]")
        page.wait_for_selector("[data-reach]", timeout=10000)
        page.fill("[name=notice-address]", "admin@example.com")
        look("notices")
        page.click("[data-act=save-notices]")
        page.wait_for_selector("[data-reach]", state="detached", timeout=10000)
        # What is refused is logged by the browser as well.
        problems += [f"channels {language}: {error}" for error in visit.errors if "422" not in error]
        visit.close()
    print("channels: set up, corrected, tried, and one's own way to be told")
    return problems
