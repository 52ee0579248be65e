"""Checks that CSV files survive other people's programs.

Strictly: Python's csv module reads every file, every record has as many fields as the header, no
field is NaN or infinite, none would be taken for a formula. Then LibreOffice opens each file and
saves it as a spreadsheet: texts stay as they are and numbers agree to 15 digits.
"""

import csv
import math
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))

from faults import end

# Commas, double quotes, UTF-8, from line 1, US English.
READ = "CSV:44,34,76,1,,1033,false,false"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file, strict=True))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def strict(path):
    """Faults of a file by itself."""
    faults = []
    raw = path.read_bytes()
    if raw.count(b"\n") != raw.count(b"\r\n") or not raw.endswith(b"\r\n"):
        faults.append("line ends are not CR LF throughout")
    if raw.startswith(b"\xef\xbb\xbf"):
        faults.append("a byte-order mark")
    rows = read(path)
    if any(len(row) != len(rows[0]) for row in rows):
        faults.append("records of unequal length")
    for row in rows:
        for field in row:
            value = number(field)
            if value is not None and not math.isfinite(value):
                faults.append(f"{field} is not finite")
            if value is None and field[:1] in ("=", "+", "-", "@", "\t", "\r"):
                faults.append(f"{field} would be a formula")
    return faults


def same(before, after):
    if before == after:
        return True
    a, b = number(before), number(after)
    if a is None or b is None:
        return False
    # LibreOffice saves 20 decimals: below 1e-5 a number has fewer than 15 digits left.
    return f"{a:.14e}" == f"{b:.14e}" or abs(a - b) <= max(1e-14 * abs(a), 1e-20)


def cells(sheet):
    """Rows of a spreadsheet's only table: values in full, not as they are shown."""
    with zipfile.ZipFile(sheet) as archive:
        table = xml.fromstring(archive.read("content.xml")).find(f".//{TABLE}table")
    for row in table.iter(f"{TABLE}table-row"):
        fields = []
        for cell in row:
            value = cell.get(f"{OFFICE}value")
            if value is None:
                value = "\n".join("".join(p.itertext()) for p in cell.findall(f"{TEXT}p"))
            fields += [value] * min(int(cell.get(f"{TABLE}number-columns-repeated", 1)), 100)
        for _ in range(min(int(row.get(f"{TABLE}number-rows-repeated", 1)), 10_000)):
            yield fields


def through_spreadsheet(files):
    """Faults after LibreOffice has opened the files and saved them."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             f"--infilter={READ}", "--convert-to", "ods", "--outdir", folder, *map(str, files)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        for file in files:
            before = read(file)
            after = list(cells(pathlib.Path(folder) / (file.stem + ".ods")))[: len(before)]
            if len(before) != len(after):
                faults.append(f"{file}: {len(before)} records became {len(after)}")
            for line, (old, new) in enumerate(zip(before, after), 1):
                new = new + [""] * (len(old) - len(new))
                for a, b in zip(old, new):
                    if not same(a, b):
                        faults.append(f"{file}, record {line}: {a!r} became {b!r}")
    return faults


def main():
    faults = []
    for directory in map(pathlib.Path, sys.argv[1:]):
        files = sorted(directory.glob("*.csv"))
        for file in files:
            faults += [f"{file}: {fault}" for fault in strict(file)]
        faults += through_spreadsheet(files)
        fields = sum(len(row) for file in files for row in read(file))
        print(f"{directory}: {len(files)} files, {fields} fields")
    end(faults)


main()
