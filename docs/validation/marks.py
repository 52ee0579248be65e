"""Tables between the marks <!-- table NAME --> and <!-- end NAME --> of pages."""

import re


def fill(page, tables):
    """Puts tables, texts by name, between their marks in a page; how often each name's marks are there."""
    text, counts = page.read_text(encoding="utf-8"), {}
    for name, table in tables.items():
        marks = re.compile(rf"(<!-- table {name} -->\n).*?(<!-- end {name} -->)", re.S)
        text, counts[name] = marks.subn(lambda found: f"{found[1]}{table}\n{found[2]}", text)
    page.write_text(text, encoding="utf-8")
    return counts
