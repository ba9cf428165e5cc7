#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Names that are scripts, stored wherever somebody may write: items, customers and deals of files, scenarios, people, comments, flows, reasons,
decisions, tokens. Then every screen in both languages: no script ran, no dialog opened, the policy stopped nothing because there was nothing to
stop, no error in the console, and the names are shown as the text they are.

Environment: as tour.py, with TONGPIN_ADMIN_LOGIN, TONGPIN_ADMIN_PASSWORD, TONGPIN_MODEL_LOGIN and TONGPIN_MODEL_PASSWORD.
"""
import os
import sys
import uuid

from browser import LOGIN, PASSWORD, Visit, chromium
from tour import SCREENS

ADMIN = (os.environ.get("TONGPIN_ADMIN_LOGIN", ""), os.environ.get("TONGPIN_ADMIN_PASSWORD", ""))
FINANCE = (os.environ.get("TONGPIN_MODEL_LOGIN", LOGIN), os.environ.get("TONGPIN_MODEL_PASSWORD", PASSWORD))
# One that needs a tag, one that leaves an attribute, one that a template would calculate, one that a link would run.
NAMES = [
    "<img src=x onerror=window.ran=1>", "\"' onmouseover=window.ran=1 x='", "{{constructor.constructor('window.ran=1')()}}", "javascript:window.ran=1",
    "</script><script>window.ran=1</script>", "${window.ran=1}", "=cmd|'/C calc'!A0",
]
WATCH = """
  window.stopped = [];
  document.addEventListener('securitypolicyviolation', (event) => window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def send(visit, method, path, body=None, raw=None):
    return visit.page.evaluate("""async ([method, path, body, raw]) => {
      const answer = await fetch('/api/v1' + path, { method, headers: { 'Content-Type': raw === null ? 'application/json' : 'application/octet-stream' }, body: raw ?? (body === null ? undefined : JSON.stringify(body)) });
      return [answer.status, await answer.json().catch(() => null)];
    }""", [method, path, body, raw])


def command(visit, kind, payload, reason=None):
    return send(visit, "POST", "/commands", {"id": str(uuid.uuid4()), "kind": kind, "payload": payload, **({"reason": reason} if reason else {})})


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def imported(visit, kind, text):
    status, seen = send(visit, "POST", f"/imports/preview?filename={kind}.csv&kind={kind}", raw=text)
    if status != 200:
        return [f"{kind}: preview {status} {str(seen)[:300]}"]
    status, kept = send(visit, "POST", "/imports", {"upload": seen["upload"], "kind": kind})
    return [] if status == 200 and kept["rejected"] == 0 else [f"{kind}: kept {status} {str(kept)[:400]}"]


def store_files(visit):
    """An item and a customer of a file."""
    _, workspace = send(visit, "GET", "/workspace")
    _, deals = send(visit, "GET", "/deals")
    item, customer = next(one["code"] for one in workspace["items"] if one["isSold"]), deals["deals"][0]["customer"]["code"]
    return imported(visit, "items", "code,name\n" + f"{item},{quoted(NAMES[0])}\n") + imported(visit, "customers", "code,name\n" + f"{customer},{quoted(NAMES[2])}\n")


def store(visit):
    """Writes the names wherever one may; what was refused, in words."""
    problems = []
    _, deals = send(visit, "GET", "/deals")
    deal = next(one for one in deals["deals"] if one["outcome"] == "open")
    answers = []
    for name in NAMES:
        answers.append(("scenario", command(visit, "create-scenario", {"name": name[:60], "isShared": True})))
        answers.append(("comment", command(visit, "start-thread", {"subject": f"deal:{deal['code']}", "text": name}, name)))
        answers.append(("token", send(visit, "POST", "/tokens", {"label": name[:60], "days": 1})))
    answers.append(("deal", command(visit, "update-deal", {"deal": deal["code"], "version": deal["version"], "amountInclTax": "123456.78"}, NAMES[0])))
    answers.append(("decision", command(visit, "decide-in-meeting", {"words": NAMES[4], "owner": LOGIN, "due": "2026-12-31"})))
    answers.append(("forecast", command(visit, "submit-forecast", {"region": ""}, NAMES[5])))
    return problems + [f"{what}: {status} {str(answer)[:300]}" for what, (status, answer) in answers if status != 200]


def store_people(visit):
    """A person, a flow and an invitation with such names."""
    problems = []
    for name in NAMES[:4]:
        status, link = send(visit, "POST", "/invitations", {"name": name, "nameEn": name, "role": "salesDirector", "days": 7})
        if status != 200:
            problems.append(f"invitation: {status} {str(link)[:300]}")
    status, entered = send(visit, "POST", "/invitations/accept", {"secret": link["secret"], "login": "odd", "password": "correct horse battery staple 9", "language": "zh"})
    problems += [] if status == 200 else [f"person: {status} {str(entered)[:300]}"]
    return problems


def store_flow(visit):
    name = {"zh": NAMES[2], "en": NAMES[0]}
    words = lambda at: {"zh": NAMES[at], "en": NAMES[at]}
    nodes = [
        {"id": "start", "kind": "start", "label": words(1), "next": "a"},
        {"id": "a", "kind": "approve", "label": words(0), "next": "end", "people": [{"kind": "role", "value": "financeDirector"}], "rule": "anyOne", "limits": []},
        {"id": "end", "kind": "end", "label": words(3)},
    ]
    status, answer = command(visit, "save-flow", {"definition": {"key": "odd-names", "purpose": "forecast", "name": name, "skipsRepeats": True, "nodes": nodes}})
    return [] if status == 200 else [f"flow: {status} {str(answer)[:300]}"]


def walk(browser, language, who, screens):
    """Every screen once; what went wrong, and how many of the names were read as text."""
    problems, seen = [], set()
    visit = Visit(browser, language)
    visit.context.add_init_script(WATCH)
    dialogs = []
    visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    visit.sign_in(*who)
    for screen, ready in screens.items():
        try:
            visit.open(screen, ready)
            visit.page.wait_for_timeout(150)
        except Exception as error:  # noqa: BLE001: the others are looked at all the same
            problems.append(f"{screen} {language}: {str(error)[:200]}")
            continue
        ran, stopped, text = visit.page.evaluate("() => [window.ran ?? null, window.stopped, document.body.innerText]")
        if ran is not None:
            problems.append(f"{screen} {language}: a script ran")
        problems += [f"{screen} {language}: the policy stopped {one}" for one in stopped]
        visit.page.evaluate("() => { window.stopped.length = 0 }")
        seen |= {name for name in NAMES if name in text}
        links = visit.page.evaluate("() => [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href')).filter((one) => /^\\s*(javascript|data|vbscript):/i.test(one))")
        problems += [f"{screen} {language}: a link to {one}" for one in links]
    problems += [f"{language}: {one}" for one in visit.errors] + [f"{language}: a dialog said {one}" for one in dialogs]
    visit.shot("payloads")
    visit.close()
    return problems, seen


def main():
    problems, seen, looked = [], set(), 0
    with chromium() as browser:
        writer = Visit(browser).sign_in()
        problems += store(writer)
        writer.close()
        finance = Visit(browser).sign_in(*FINANCE)
        problems += store_files(finance)
        finance.close()
        admin = Visit(browser).sign_in(*ADMIN)
        problems += store_flow(admin) + store_people(admin)
        admin.close()
        more = {**SCREENS, "talk": ".talk, .state-box, main", "scenarios": "main, .main"}
        for language in ("zh", "en"):
            for who, screens in (((LOGIN, PASSWORD), more), (ADMIN, {"access": ".access-matrix [data-right]", "access?view=members": "main, .main", "flows": ".flow-step"})):
                found, names = walk(browser, language, who, screens)
                problems, seen, looked = problems + found, seen | names, looked + len(screens)
    if not seen:
        problems.append("none of the names was shown: nothing was looked at")
    for one in problems:
        print(f"  ✗ {one}")
    print(f"{'✗' if problems else '✓'} payloads in the browser: {looked} screens, {len(seen)} of {len(NAMES)} names read as text, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
