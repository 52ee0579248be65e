"""Opens pages in headless Chromium and checks what a reader would trip over.

Each page is laid out at 400, 800 and 1280 px, light and dark, and as paper. Checked (measure.js): no
sideways scrolling, every mark inside its chart's frame, no two labels of a chart on top of each other
and none on a fan, no text below 11 px (7 points on paper), a contrast of at least 4.5, titles and
descriptions that exist. Beside that: nothing on the console, no request to a network, at most 1.5 MB,
loaded in two seconds, no table that is wider than a phone and does not say so, and no violation of the
WCAG rules A and AA that axe-core knows, with every table unfolded. Of the first page also: it unfolds by
keyboard, a spike's link opens the path that tells of it, and it is printed on fewer than ten pages of A4
and of Letter.
"""

import argparse
import os
import pathlib
import re
import sys
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

here = pathlib.Path(__file__).resolve().parent
sys.path.append(str(here.parent))

from faults import end

MEASURE = (here / "measure.js").read_text()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
MOST_BYTES = 1_500_000
# Until the page is laid out and its own script has run, on a machine that does nothing else.
MOST_SECONDS = 2
# Sheets of the first page as printed.
MOST_SHEETS = 9

VIEWS = [
    (name, width, medium, scheme)
    for name, width, medium in [
        ("phone", 400, "screen"), ("tablet", 800, "screen"), ("desk", 1280, "screen"),
        ("paper", 718, "print")]
    for scheme in (("light", "dark") if medium == "screen" else ("light",))
]


def opened(browser, file, width, medium, scheme, said):
    """A page with what goes wrong while it loads appended to `said`, and the seconds it took."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.set_default_timeout(300_000)
    page.on("console", lambda message: said.append("console: " + message.text))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:"))
        else said.append("request: " + request.url))
    page.emulate_media(media=medium, color_scheme=scheme)
    start = time.perf_counter()
    page.goto(file.resolve().as_uri(), wait_until="load")
    return page, time.perf_counter() - start


# What axe-core need not see a thousand times: a table's rows after the fifth, and the inside of drawings,
# which are images to it, with their names and descriptions.
UNFOLD = """
() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const row of document.querySelectorAll('tbody tr:nth-child(n+6)')) row.remove();
  for (const svg of document.querySelectorAll('svg')) {
    svg.replaceChildren(...[...svg.children].filter(c => ['title', 'desc'].includes(c.tagName)));
  }
}
"""


# Widths of phones, on which a table either fits or says that it scrolls.
PHONES = (360, 390)
TABLES = """
() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  return [...document.querySelectorAll('.scroll')].filter(
    box => box.checkVisibility() && box.scrollWidth > box.clientWidth &&
      getComputedStyle(box.querySelector('caption'), '::after').content === 'none'
  ).map(box => `at ${innerWidth} px the table "${box.ariaLabel.slice(0, 50)}" is ` +
    `${box.scrollWidth - box.clientWidth} px too wide and does not say that it scrolls`);
}
"""


def tables(page):
    """Tables that a phone shows only in part without a word of it; the page is changed."""
    height = page.viewport_size["height"]
    faults = []
    for width in PHONES:
        page.set_viewport_size({"width": width, "height": height})
        faults += page.evaluate(TABLES)
    return faults


def violations(page):
    """What axe-core finds, a line for each rule; the page is changed."""
    page.evaluate(UNFOLD)
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"axe {rule['id']} ({rule['impact']}): {rule['help']}: "
        f"{len(rule['nodes'])} × {rule['nodes'][0]['html'][:120]}"
        for rule in found
    ]


def check(browser, file, name, shots):
    """Faults of one page at every width."""
    faults = []
    for view, width, medium, scheme in VIEWS:
        said = []
        page, seconds = opened(browser, file, width, medium, scheme, said)
        found = page.evaluate(MEASURE)
        if seconds > MOST_SECONDS * max(1, os.getloadavg()[0] / os.cpu_count()):
            said.append(f"took {seconds:.1f} s to load")
        if shots:
            page.screenshot(path=shots / f"{name}-{view}-{scheme}.png", full_page=True)
        said += found["faults"]
        if (view, scheme) == ("phone", "dark"):
            said += tables(page)
        # Its rules are about structure and colours: one narrow and light, one wide and dark view.
        if (view, scheme) in (("phone", "light"), ("desk", "dark")):
            said += violations(page)
        faults += [f"{name} ({view}, {scheme}): {fault}" for fault in said]
        print(
            f"{name:20} {view:6} {scheme:5} {found['charts']:4} charts, "
            f"{seconds * 1000:5.0f} ms, {len(said)} faults", flush=True)
        page.close()
    size = file.stat().st_size
    if size > MOST_BYTES:
        faults.append(f"{name}: {size} bytes are more than {MOST_BYTES}")
    return faults


def keyboard(browser, file):
    """The first press of Tab finds the skip link, and details open by keyboard."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.resolve().as_uri())
    page.keyboard.press("Tab")
    faults = []
    if page.evaluate("document.activeElement.className") != "skip":
        faults.append(f"{file}: Tab does not reach the skip link first")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    if not page.locator("details").first.evaluate("d => d.open"):
        faults.append(f"{file}: the data does not open by keyboard")
    page.close()
    return faults


def links(browser, file):
    """A spike's link unfolds the text of a path on which it happens."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.resolve().as_uri())
    link = page.locator("figcaption a[href^='#path-']").first
    faults = []
    if link.count() == 0:
        faults.append(f"{file}: no spike has a link to a path")
    else:
        target = link.get_attribute("href")
        link.click()
        if not page.locator(target).is_visible():
            faults.append(f"{file}: {target} is not opened by its link")
    page.close()
    return faults


def printed(browser, file):
    """It is printed on few sheets of either size."""
    page = browser.new_page()
    page.goto(file.resolve().as_uri())
    faults = []
    for size in ("A4", "Letter"):
        paper = page.pdf(format=size, prefer_css_page_size=True, print_background=True)
        sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
        print(f"{file.parent.name:20} {size:6} {sheets} sheets")
        if not 0 < sheets <= MOST_SHEETS:
            faults.append(f"{file}: {sheets} sheets of {size} are more than {MOST_SHEETS}")
    page.close()
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("pages", nargs="+", help="NAME=FILE")
    arguments = parser.parse_args()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    pages = [pair.split("=", 1) for pair in arguments.pages]
    faults = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, file in pages:
            faults += check(browser, pathlib.Path(file), name, arguments.screenshots)
        for test in (keyboard, links, printed):
            faults += test(browser, pathlib.Path(pages[0][1]))
        browser.close()
    end(faults, most=200)


main()
