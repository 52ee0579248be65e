"""Numbers and dates of JSON5 files, with their key paths."""

import json
import re

PIECES = re.compile(r"""
    (?P<comment>//[^\n]*|/\*.*?\*/) | (?P<text>"(?:[^"\\]|\\.)*") | (?P<number>[-+]?\.?\d[\w.+-]*) |
    (?P<name>[A-Za-z_$][\w$]*) | (?P<mark>[{}\[\]:,]) | (?P<space>\s+)""", re.S | re.X)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")


def parse(text):
    """The value of a JSON5 text of the kind that the repository's scenarios are written in."""
    words, position = [], 0
    while position < len(text):
        found = PIECES.match(text, position)
        if not found:
            raise ValueError(f"not understood: {text[position:position + 20]!r}")
        position = found.end()
        kind, word = found.lastgroup, found[0]
        if kind in ("comment", "space"):
            continue
        if kind == "name" and word not in ("true", "false", "null"):
            word = json.dumps(word)
        if kind == "number":
            word = repr(float(word))
        if word in ("}", "]") and words and words[-1] == ",":
            words.pop()
        words.append(word)
    return json.loads("".join(words))


def numbers(value, path=()):
    """Pairs of key path and number or date, in the order of the file; elements of lists have their list's path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner, path)
    elif isinstance(value, bool):
        return
    elif isinstance(value, float) or isinstance(value, str) and DATE.match(value):
        yield path, value
