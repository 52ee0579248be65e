"""Checks a result's workbook against its tables, against the rules of its format, and in LibreOffice.

The rules are those whose breach makes a spreadsheet offer a repair: parts and relationships, the order of
elements, places, styles, names of sheets and ranges, and references of charts.
"""

import csv
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

import openpyxl
from openpyxl.utils.escape import unescape

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))

from faults import end

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Children of an element in the order that ECMA-376 gives them, of those that are written.
ORDER = {
    MAIN + "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter printOptions "
    "pageMargins pageSetup headerFooter drawing",
    MAIN + "workbook": "bookViews sheets definedNames",
    MAIN + "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles",
    MAIN + "sheetView": "pane selection",
    MAIN + "font": "b sz color name family",
    MAIN + "c": "v is",
    CHART + "chartSpace": "roundedCorners chart",
    CHART + "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    CHART + "plotArea": "layout scatterChart barChart catAx valAx",
    CHART + "scatterChart": "scatterStyle varyColors ser axId",
    CHART + "barChart": "barDir grouping varyColors ser gapWidth axId",
    CHART + "ser": "idx order tx spPr marker invertIfNegative cat val xVal yVal smooth",
    CHART + "scaling": "orientation max min",
    CHART + "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos crossAx crosses crossBetween",
    CHART + "catAx": "axId scaling delete axPos numFmt majorTickMark minorTickMark tickLblPos crossAx "
    "crosses auto lblAlgn lblOffset noMultiLvlLbl",
    CHART + "strCache": "ptCount pt",
    CHART + "numCache": "formatCode ptCount pt",
}
COUNTED = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"]


def package(path):
    """Parts of a file, and what is wrong with how they hang together."""
    faults = []
    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            faults.append("a checksum is wrong")
        entries = archive.infolist()
        parts = {entry.filename: xml.fromstring(archive.read(entry)) for entry in entries}
        if len(parts) != len(entries):
            faults.append("a part is there twice")
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
            faults.append("a part is compressed")
    types = parts["[Content_Types].xml"]
    listed = {node.get("PartName") for node in types if node.tag.endswith("Override")}
    for name in parts:
        if not name.endswith(".rels") and name != "[Content_Types].xml" and "/" + name not in listed:
            faults.append(f"{name} has no type")
    faults += [f"{name} is listed and not there" for name in listed if name[1:] not in parts]
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        source = name.replace("_rels/", "").removesuffix(".rels")
        if source and source not in parts:
            faults.append(f"{name} is of no part")
        identities = [node.get("Id") for node in part]
        if len(set(identities)) != len(identities):
            faults.append(f"{name} has an identity twice")
        faults += [
            f"{name} leads to {node.get('Target')}, which is not there"
            for node in part if node.get("Target").lstrip("/") not in parts]
        if source:
            used = {node.get(RELATION) for node in parts[source].iter() if node.get(RELATION)}
            faults += [f"{source} uses {one}" for one in used - set(identities)]
    return parts, faults


def ordered(parts):
    """Elements that stand where the format does not have them."""
    faults = []
    for name, part in parts.items():
        for node in part.iter():
            if node.tag not in ORDER:
                continue
            namespace = node.tag[: node.tag.index("}") + 1]
            places = {namespace + tag: at for at, tag in enumerate(ORDER[node.tag].split())}
            found = [places.get(child.tag, -1) for child in node]
            if -1 in found or found != sorted(found):
                faults.append(f"{name}: children of {node.tag} are not in order: {list(node)}")
    for tag in COUNTED:
        node = parts["xl/styles.xml"].find(MAIN + tag)
        if int(node.get("count")) != len(node):
            faults.append(f"styles: {tag} counts {node.get('count')} of {len(node)}")
    return faults


def column_number(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def cells(parts, names):
    """Places, styles and texts of cells; names of sheets and ranges."""
    faults = []
    formats = len(parts["xl/styles.xml"].find(MAIN + "cellXfs"))
    for number, sheet in enumerate(names, 1):
        part = parts[f"xl/worksheets/sheet{number}.xml"]
        last = 0
        for row in part.iter(MAIN + "row"):
            if int(row.get("r")) <= last or int(row.get("r")) > 1_048_576:
                faults.append(f"{sheet}: row {row.get('r')} after {last}")
            last, column = int(row.get("r")), 0
            for cell in row:
                letters, place = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
                if int(place) != last or column_number(letters) <= column:
                    faults.append(f"{sheet}: cell {cell.get('r')} in row {last}")
                column = column_number(letters)
                if int(cell.get("s", 0)) >= formats:
                    faults.append(f"{sheet}: style {cell.get('s')} of {formats}")
        if part.find(f".//{MAIN}f") is not None:
            faults.append(f"{sheet}: a formula")
        if len(sheet) > 31 or re.search(r"[\[\]:*?/\\]", sheet) or sheet.strip("'") != sheet:
            faults.append(f"{sheet} is no name of a sheet")
    if len({name.lower() for name in names}) != len(names):
        faults.append("two sheets have one name")
    return faults


def ranges(parts, names):
    """Names of ranges, and what they and the charts refer to."""
    faults = []
    known = "|".join(re.escape(name.replace("'", "''")) for name in names)
    one = rf"'(?:{known})'!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?"
    seen = set()
    for node in parts["xl/workbook.xml"].iter(MAIN + "definedName"):
        key = (node.get("name").lower(), node.get("localSheetId"))
        if key in seen or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", node.get("name")):
            faults.append(f"the name {node.get('name')} is there twice or none")
        if re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*", node.get("name")):
            faults.append(f"the name {node.get('name')} is a place")
        seen.add(key)
        if not re.fullmatch(one + rf"|'(?:{known})'!\$1:\$\d+", node.text):
            faults.append(f"{node.get('name')} refers to {node.text}")
    for name, part in parts.items():
        for reference in part.iter(CHART + "f"):
            if not re.fullmatch(one, reference.text):
                faults.append(f"{name} refers to {reference.text}")
    return faults


def tables(directory):
    """Tables of a result by their sheets' names, read as the CSV files say."""
    for file in sorted(directory.glob("*.csv")):
        with open(file, newline="", encoding="utf-8") as text:
            rows = list(csv.reader(text, strict=True))
        if file.stem != "comparison":
            yield file.stem, rows
            continue
        # Results side by side: a sheet for each kind of measure, of one unit.
        kinds = [row[0].partition("(")[0] for row in rows]
        for kind in dict.fromkeys(kinds[1:]):
            yield kind, rows[:1] + [row for row, own in zip(rows, kinds) if own == kind]


def same(field, value):
    """Whether a field of a table is a cell's value, to 15 digits."""
    if value is None:
        return field == ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(field)
        except ValueError:
            return False
        return f"{number:.14e}" == f"{value:.14e}" or abs(number - value) <= 1e-14 * abs(number)
    plain = field[1:] if field[:2] in ("'=", "'+", "'-", "'@", "''") else field
    return plain in (value, unescape(value))


def compared(directory, path, kind):
    """Differences of a workbook's sheets from the tables."""
    faults = []
    book = openpyxl.load_workbook(path)
    count = 0
    for name, rows in tables(directory):
        if name not in book.sheetnames:
            faults.append(f"{kind}: no sheet {name}")
            continue
        sheet = book[name]
        if sheet.max_row != len(rows):
            faults.append(f"{kind}: {name} has {sheet.max_row} rows instead of {len(rows)}")
        for number, (row, found) in enumerate(zip(rows, sheet.iter_rows()), 1):
            count += len(row)
            for field, cell in zip(row, found):
                if cell.data_type == "f" or not same(field, cell.value):
                    faults.append(f"{kind}: {name} row {number}: {field!r} is {cell.value!r}")
        # LibreOffice without a window keeps no frozen rows, of anybody's files.
        if kind == "openpyxl" and sheet.freeze_panes != "A2":
            faults.append(f"the header of {name} is not frozen")
    return faults, count


def through_office(directory, path):
    """Faults after LibreOffice has opened the workbook and saved it again."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, str(path)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
        saved = pathlib.Path(folder) / path.name
        faults, _ = compared(directory, saved, "LibreOffice")
        with zipfile.ZipFile(saved) as after, zipfile.ZipFile(path) as before:
            charts = [sum("/charts/chart" in name for name in book.namelist()) for book in (before, after)]
            if charts[0] != charts[1]:
                faults.append(f"LibreOffice: {charts[0]} charts became {charts[1]}")
    return faults


def main():
    faults = []
    for directory in map(pathlib.Path, sys.argv[1:]):
        [path] = directory.glob("*.xlsx")
        parts, found = package(path)
        names = [unescape(node.get("name")) for node in parts["xl/workbook.xml"].iter(MAIN + "sheet")]
        found += ordered(parts) + cells(parts, names) + ranges(parts, names)
        differences, count = compared(directory, path, "openpyxl")
        found += differences + through_office(directory, path)
        charts = sum(name.startswith("xl/charts/") for name in parts)
        if charts == 0:
            found.append("no chart")
        faults += [f"{path.name}: {fault}" for fault in found]
        print(f"{path.name}: {len(names)} sheets, {count} fields, {charts} charts")
    end(faults)


main()
