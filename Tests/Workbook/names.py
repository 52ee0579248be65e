"""Writes the starter's scenario with names that spreadsheets might compute, escape or refuse."""

import pathlib
import sys

base, out = map(pathlib.Path, sys.argv[1:])
text = base.read_text(encoding="utf-8")
for old, new in [
    ('"first-miner"', r'"=HYPERLINK(\"a\")&<b>"'),
    ('"bitcoin loan"', '"@loan_x0041_ \'1\'"'),
    ('"rig loan"', '"-2+3"'),
]:
    if old not in text:
        sys.exit(f"{base} has no {old}")
    text = text.replace(old, new)
out.write_text(text, encoding="utf-8")
