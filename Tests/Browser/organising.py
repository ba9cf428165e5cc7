# SPDX-License-Identifier: Apache-2.0
"""The organisation in the browser: what stands in the way of approvals, a unit made, somebody moved into it ahead of time, a group, other days, and what somebody sees who changes nothing."""
import os

from browser import Visit, command


def organisation(browser):
    """An administrator makes a department, heads it, moves somebody ahead and puts a committee together; a regional manager reads it, on a phone as well."""
    problems = []
    for language, width in (("zh", 1280), ("en", 1280), ("zh", 390), ("en", 390)):
        visit = Visit(browser, language, width).sign_in(os.environ["TONGPIN_ADMIN_LOGIN"], os.environ["TONGPIN_ADMIN_PASSWORD"])
        page, where = visit.page, f"organisation {language} {width}"
        code = f"TOUR-{language}-{width}"

        def look(name):
            visit.settle()
            page.wait_for_timeout(300)
            visit.shot("organisation-" + name)
            problems.extend(f"{where} {name}: untranslated {key}" for key in visit.untranslated())
            if visit.overflow():
                problems.append(f"{where} {name}: {visit.overflow()} px too wide")

        visit.open("access?shape=organisation", ".organisation-table [data-unit]")
        look("tree")
        page.fill("[name=organisation-filter]", "xulei")
        page.wait_for_function("() => document.querySelectorAll('.organisation-table tbody tr').length < 6")
        look("filter")
        page.fill("[name=organisation-filter]", "")
        page.click("[data-act=fold-all]")
        look("folded")
        page.click("[data-act=fold-all]")

        # By keyboard alone: the dialog opens with Enter, says what is missing, and closes with Escape.
        page.focus("[data-act=new-unit]")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-dialog=unit]")
        page.keyboard.press("Escape")
        page.wait_for_selector("[data-dialog=unit]", state="detached")
        page.click("[data-act=new-unit]")
        page.fill("[name=unit-name]", "华北及中西部重点客户与工程渠道联合拓展项目部" if language == "zh" else "重点客户部")
        page.fill("[name=unit-name-en]", "Key accounts and project channels of the north and the mid-west")
        page.fill("[name=unit-code]", code)
        page.select_option("[name=unit-parent]", "XSZX")
        look("unit")
        page.click("[data-act=unit-save]")
        page.wait_for_selector(f"[data-unit={code}]", timeout=10000)

        # Two heads at once are refused in the dialog, with what to do.
        page.click("[data-unit=BM05] [data-act=appoint]")
        page.fill("[name=appoint-login]", "")
        page.keyboard.type("赵" if language == "zh" else "Zhao")
        page.keyboard.press("Enter")
        page.check("[name=appoint-head]")
        page.check("[name=appoint-how][value=besides]")
        page.click("[data-act=appoint-save]")
        page.wait_for_selector(".form-problem", timeout=10000)
        look("two-heads")
        page.keyboard.press("Escape")
        page.wait_for_selector("[data-dialog=appointment]", state="detached")

        page.click(f"[data-unit={code}] [data-act=appoint]")
        page.click("[name=appoint-login]")
        page.keyboard.type("刘" if language == "zh" else "Liu")
        page.wait_for_selector(".search-picker li.on")
        look("picker")
        page.keyboard.press("Enter")
        page.fill("[name=appoint-from]", "2027-02-01")
        look("appoint")
        page.click("[data-act=appoint-save]")
        page.wait_for_selector(f"[data-unit={code}] [data-coming]", timeout=10000)
        look("planned")
        visit.open("access?shape=organisation&on=2027-02-01", f"[data-unit={code}] [data-place]")
        look("later-day")
        visit.open("access?shape=organisation", f"[data-unit={code}] [data-coming]")
        page.click(f"[data-unit={code}] [data-coming] [data-act=end-appointment]")
        page.wait_for_selector("[name=end-mistake]")
        look("end")
        page.click("[data-act=appoint-save]")
        page.wait_for_selector(f"[data-unit={code}] [data-coming]", state="detached", timeout=10000)

        page.click("[data-act=new-group]")
        page.fill("[name=group-name]", "工程评审组" + str(width))
        page.fill("[name=group-name-en]", f"Project board {width}")
        page.check(".member-members input >> nth=0")
        page.check(".member-members input >> nth=2")
        look("group")
        page.click("[data-act=group-save]")
        page.wait_for_selector("[data-dialog=group]", state="detached", timeout=10000)
        page.click("[data-section=notices] [data-notice=no-head] [data-act=mend] >> nth=0")
        page.wait_for_selector("[data-dialog=appointment]", timeout=10000)
        look("mend")
        page.keyboard.press("Escape")
        page.wait_for_selector("[data-dialog=appointment]", state="detached")
        visit.open("access?shape=organisation&on=2001-01-01", "[data-empty=units]")
        look("empty")

        # Who would get it, on another day.
        visit.open("flows", ".flow-step")
        page.select_option("[name=submitter]", "luoyong")
        page.select_option("[name=owner]", "zhoumin")
        page.fill("[name=handed-in-on]", "2027-01-04")
        page.click("[data-act=simulate]")
        page.wait_for_selector(".foreseen li", timeout=10000)
        page.locator(".flow-simulator").scroll_into_view_if_needed()
        look("simulator")

        command(visit, "set-unit", {"unit": code, "kind": "department", "name": "-", "parent": "XSZX", "from": "2026-11-23", "isClosed": True})
        for group in page.evaluate("fetch('/api/v1/organisation').then(one => one.json()).then(one => one.groups)"):
            if "board" in group["name"]["en"]:
                command(visit, "set-group", {"group": group["id"], "name": "-", "members": []})
        problems += [f"{where}: {error}" for error in visit.errors if "422" not in error]
        visit.close()

        reader = Visit(browser, language, width).sign_in(os.environ["TONGPIN_REGION_LOGIN"], os.environ["TONGPIN_REGION_PASSWORD"])
        reader.open("access?shape=organisation", ".organisation-table [data-unit]")
        reader.settle()
        reader.shot("organisation-reader")
        if reader.page.query_selector("[data-act=new-unit], [data-act=appoint], [data-section=notices], [data-act=end-appointment]"):
            problems.append(f"{where}: whoever changes nothing is offered changes")
        problems += [f"{where} reader: untranslated {key}" for key in reader.untranslated()] + [f"{where} reader: {error}" for error in reader.errors]
        reader.close()
    print("organisation: read, filtered, a unit made, somebody moved ahead and taken back, a committee, other days")
    return problems
