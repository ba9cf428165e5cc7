# SPDX-License-Identifier: Apache-2.0
"""What the browser tests share: a Chromium page that signs in and keeps every console error."""
import os
import pathlib
import shutil
import sys
from contextlib import contextmanager

URL = os.environ.get("TONGPIN_URL", "http://127.0.0.1:8080")
LOGIN = os.environ.get("TONGPIN_LOGIN", "admin")
PASSWORD = os.environ.get("TONGPIN_PASSWORD", "")
SECOND_LOGIN = os.environ.get("TONGPIN_SECOND_LOGIN", LOGIN)
SECOND_PASSWORD = os.environ.get("TONGPIN_SECOND_PASSWORD", PASSWORD)
OUT = pathlib.Path(os.environ.get("TONGPIN_SCREENS", "out/screens"))
HEIGHTS = {1920: 1080, 1280: 800, 390: 844}

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sys.exit("Playwright is not installed. Run Scripts/setup and use .venv/bin/python.")


def chromium_path():
    path = os.environ.get("TONGPIN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        sys.exit("No Chromium found. On Debian: apt-get install chromium fonts-noto-cjk; or set TONGPIN_CHROMIUM.")
    return path


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """One person's page. `errors` holds every console error, page error and failed request of our own server."""

    def __init__(self, browser, language="zh", width=1280, tour_done=True):
        self.language, self.width, self.errors, self.clicks = language, width, [], 0
        self.context = browser.new_context(viewport={"width": width, "height": HEIGHTS.get(width, 800)}, locale="zh-CN" if language == "zh" else "en-GB",
                                           permissions=["clipboard-read", "clipboard-write"])
        done = "true" if tour_done else "false"
        self.context.add_init_script("if (!localStorage.getItem('tongpin.preferences')) localStorage.setItem('tongpin.preferences', "
                                     f"JSON.stringify({{language: '{language}', tourDone: {done}}}))")
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(f"page error: {error}"))
        self.page.on("console", self._heard)

    def _heard(self, message):
        # Paths of a plan that has just changed are refused and asked for again: the browser logs it, nobody has to.
        is_superseded = "409" in message.text and "/probability" in message.location.get("url", "")
        if message.type == "error" and not is_superseded:
            self.errors.append(f"console: {message.text} {message.location.get('url', '')}".rstrip())

    def sign_in(self, login=LOGIN, password=PASSWORD):
        self.page.goto(URL)
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".shell, .first-visit", timeout=20000)
        if self.page.query_selector(".first-visit"):
            sys.exit("The workspace is empty; these tests need the demo company.")
        return self

    def click(self, selector, **options):
        self.clicks += 1
        self.page.click(selector, **options)

    def open(self, screen, ready=None):
        self.page.evaluate("hash => { location.hash = hash }", f"#/{screen}")
        if ready:
            self.page.wait_for_selector(ready, timeout=20000)
        self.settle()

    def settle(self):
        """No skeleton is left and two frames have been painted."""
        self.page.wait_for_function("() => !document.querySelector('[aria-busy=true]')", timeout=60000)
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def untranslated(self):
        """Keys without a text, and in English every Chinese word in a text, a tip or a label (the product's name and what says its own language are meant so)."""
        return self.page.evaluate("""isEnglish => {
          const found = document.body.innerText.match(/⟦[^⟧]*⟧/g) ?? [];
          if (!isEnglish) return found;
          const isForeign = (text, element) => /[\\u3400-\\u9fff]/.test((text ?? '').replaceAll('Tongpin 同频', '')) && !element.closest('[lang]:not(html)');
          const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (words.nextNode()) {
            const parent = words.currentNode.parentElement;
            if (!['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName) && isForeign(words.currentNode.data, parent)) found.push(words.currentNode.data.trim());
          }
          for (const element of document.body.querySelectorAll('[title], [aria-label], [placeholder]')) {
            for (const name of ['title', 'aria-label', 'placeholder']) if (isForeign(element.getAttribute(name), element)) found.push(`${name}: ${element.getAttribute(name)}`);
          }
          return [...new Set(found)];
        }""", self.language == "en")

    def overflow(self):
        """Pixels by which the page is wider than the window."""
        return self.page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth, document.querySelector('.main').scrollWidth - document.querySelector('.main').clientWidth)")

    def shot(self, name):
        OUT.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(OUT / f"{name}-{self.language}-{self.width}.png"))

    def close(self):
        self.context.close()


def command(visit, kind, payload):
    """A command of this person, sent beside the screen."""
    return visit.page.evaluate("""async ([kind, payload]) => {
      const answer = await fetch('/api/v1/commands', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: crypto.randomUUID(), kind, payload }) });
      return [answer.status, await answer.json()];
    }""", [kind, payload])


def editable_cell(page):
    """A forecast cell on a total row that may be edited: (cell id, raw value)."""
    page.wait_for_selector("revo-grid .rgCell.entry [data-cell]", state="attached", timeout=20000)
    page.wait_for_timeout(400)
    return page.evaluate("""() => {
      const inside = (box) => box.width && box.left > 260 && box.right < innerWidth - 20 && box.top > 120 && box.bottom < innerHeight - 60;
      const cells = [...document.querySelectorAll('revo-grid .rgCell.entry [data-cell]')].filter((one) => inside(one.closest('.rgCell').getBoundingClientRect()) && Number(one.dataset.raw) > 0);
      const best = cells.find((one) => one.closest('.rgCell').className.includes('level1')) ?? cells[0];
      return best ? [best.dataset.cell, best.dataset.raw] : null;
    }""")


def edit_cell(page, cell, text):
    """Types into a cell as a person would; a total asks how to spread, and Enter takes the first answer."""
    head = "(document.querySelector('.moved-head')?.innerText ?? '')"
    before = page.evaluate(f"() => {head}")
    page.click(f'[data-cell="{cell}"]')
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    try:
        page.wait_for_function(f"before => document.querySelector('.spread-popover') || {head} !== before", arg=before, timeout=15000)
        if page.query_selector(".spread-popover"):
            page.keyboard.press("Enter")
        page.wait_for_function(f"before => {head} !== before", arg=before, timeout=15000)
    except Exception:
        OUT.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(OUT / "edit-lost.png"))
        print("edit_cell:", cell, text, page.evaluate("""() => ({ editor: document.querySelector('revogr-edit input')?.value, focus: document.activeElement?.outerHTML.slice(0, 200),
          notices: [...document.querySelectorAll('.toast, .notice')].map((one) => one.innerText), hidden: document.hidden })"""), file=sys.stderr)
        raise
