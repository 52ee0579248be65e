"""Opens report pages in headless Chromium and checks what a reader would trip over.

For each page and each of three widths (phone, desk, paper): nothing on the console, no page error,
no request to a network, no sideways scrolling, every chart with a mark, every mark inside its
chart's frame, no two labels of a chart on top of each other, a title and a description that exist.
"""

import pathlib
import sys
import time

from playwright.sync_api import sync_playwright

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))

from faults import end

MEASURE = """
() => {
  const faults = [];
  const visible = [...document.querySelectorAll('svg[role=img]')].filter(
    s => getComputedStyle(s).display !== 'none');
  for (const svg of visible) {
    const name = svg.getAttribute('aria-labelledby').split(' ')[0];
    for (const id of svg.getAttribute('aria-labelledby').split(' ')) {
      const label = document.getElementById(id);
      if (!label || !label.textContent.trim()) faults.push(`${name}: ${id} is missing`);
    }
    const frame = svg.querySelector('.frame').getBoundingClientRect();
    const marks = [...svg.querySelectorAll('.mark')];
    if (marks.length === 0) faults.push(`${name}: no marks`);
    // Symbols and strokes have a size of their own: their centres lie inside.
    const slack = 9;
    for (const mark of marks) {
      const box = mark.getBoundingClientRect();
      if (!isFinite(box.x) || (box.width === 0 && box.height === 0)) {
        faults.push(`${name}: a mark without a size`);
      }
      if (box.left < frame.left - slack || box.right > frame.right + slack ||
          box.top < frame.top - slack || box.bottom > frame.bottom + slack) {
        faults.push(`${name}: a mark outside its frame`);
      }
    }
    const page = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
    for (const [text, box] of texts) {
      if (box.left < page.left - 1 || box.right > page.right + 1 ||
          box.top < page.top - 1 || box.bottom > page.bottom + 1) {
        faults.push(`${name}: "${text.firstChild.textContent}" is cut off`);
      }
    }
    for (let i = 0; i < texts.length; i++) {
      for (let j = i + 1; j < texts.length; j++) {
        const a = texts[i][1], b = texts[j][1];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        // Boxes of letters include the space between lines, which may overlap.
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 0.3 * Math.min(a.height, b.height)) {
          faults.push(`${name}: "${texts[i][0].firstChild.textContent}" and ` +
                      `"${texts[j][0].firstChild.textContent}" overlap`);
        }
      }
    }
  }
  if (document.documentElement.scrollWidth > window.innerWidth) {
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  }
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) faults.push(`ids used twice: ${twice.slice(0, 5)}`);
  return {charts: visible.length, faults};
}
"""

VIEWS = [("phone", 390, "screen"), ("desk", 1280, "screen"), ("paper", 718, "print")]


def check(browser, file, shots):
    """Faults of one page at every width."""
    faults = []
    for name, width, medium in VIEWS:
        for scheme in ("light", "dark") if name == "desk" else ("light",):
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=scheme)
            said = []
            page.on("console", lambda message: said.append("console: " + message.text))
            page.on("pageerror", lambda error: said.append(f"error: {error}"))
            page.on(
                "request",
                lambda request: said.append("request: " + request.url)
                if not request.url.startswith(("file:", "data:"))
                else None)
            page.emulate_media(media=medium, color_scheme=scheme)
            start = time.perf_counter()
            page.goto(file.resolve().as_uri(), wait_until="load")
            seconds = time.perf_counter() - start
            found = page.evaluate(MEASURE)
            if seconds > 2:
                said.append(f"took {seconds:.1f} s to load")
            for fault in said + found["faults"]:
                faults.append(f"{file} ({name}, {scheme}): {fault}")
            print(f"{file.parent.name:24} {name:6} {scheme:6} {found['charts']:4} charts, "
                  f"{seconds * 1000:5.0f} ms, {len(said) + len(found['faults'])} faults")
            if shots:
                page.screenshot(path=shots / f"{file.parent.name}-{name}-{scheme}.png")
            page.close()
    if file.stat().st_size > 2_000_000:
        faults.append(f"{file}: {file.stat().st_size} bytes are more than 2 MB")
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


def main():
    shots = None
    files = []
    arguments = sys.argv[1:]
    while arguments:
        word = arguments.pop(0)
        if word == "--screenshots":
            shots = pathlib.Path(arguments.pop(0))
            shots.mkdir(parents=True, exist_ok=True)
        else:
            files.append(pathlib.Path(word))
    faults = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for file in files:
            faults += check(browser, file, shots)
        faults += keyboard(browser, files[0])
        browser.close()
    end(faults, most=60)


main()
