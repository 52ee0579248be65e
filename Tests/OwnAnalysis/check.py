"""Runs what docs/guides/own-analysis.md shows, and compares it with the tables of the same run.

usage: check.py PROGRAM [--paths N]

The guide's command runs on fewer paths; its Python, SQL and formulas run where pandas, DuckDB and
LibreOffice are installed, else they are named and passed over.
"""

import argparse
import csv
import importlib.util
import math
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/guides/own-analysis.md"
SHOWN_PATHS = "20000"


def blocks(kind, text):
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.S | re.M)


def rows(name):
    with open(f"results/flagship/{name}", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def agree(what, value, expected):
    if not math.isclose(float(value), float(expected), rel_tol=1e-9, abs_tol=1e-6):
        sys.exit(f"{what}: {value}, the tables say {expected}")


def pandas_blocks(text, summary, quantile):
    scope = {}
    for block in blocks("python", text):
        exec(compile(block, str(GUIDE), "exec"), scope)
    by_miner = scope["by_miner"]
    for row in summary:
        if row["miner"] in by_miner.index:
            agree(row["miner"], by_miner.loc[row["miner"], "sum"], row["expected_loss_usd"])
            agree(row["miner"], by_miner.loc[row["miner"], "count"], row["pd"])
    agree("VaR", scope["worst"].iloc[scope["paths"] // 100], quantile["var_usd"])
    agree("ES", scope["worst"].iloc[: scope["paths"] // 100].mean(), quantile["es_usd"])


def duckdb_blocks(text, summary, _):
    import duckdb

    first, second = [duckdb.sql(block).fetchall() for block in blocks("sql", text)]
    total = next(row for row in summary if row["miner"] == "PORTFOLIO")
    agree("EL by cause", sum(row[3] for row in first), total["expected_loss_usd"])
    losses = {}
    for row in rows("path_losses.csv"):
        losses[row["path"]] = losses.get(row["path"], 0) + float(row["loss_usd"])
    agree("the worst path", second[0][1], max(losses.values()))


def spreadsheet(text, summary, _):
    formulas = [line for line in text.splitlines() if line.startswith("=")]
    with open("results/flagship/path_losses.csv", newline="", encoding="utf-8") as file:
        table = list(csv.reader(file))
    with open("sheet.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([table[0] + [""] + formulas] + table[1:])
    evaluate = "CSV:44,34,76,1,,1033,false,true,false,false,false,0,true"
    subprocess.run(
        ["soffice", "--headless", f"--infilter={evaluate}", "--convert-to", "csv:Text - txt - csv (StarCalc)",
         "--outdir", "evaluated", f"-env:UserInstallation=file://{os.getcwd()}/profile", "sheet.csv"],
        check=True, capture_output=True)
    with open("evaluated/sheet.csv", newline="", encoding="utf-8") as file:
        loss, share = next(csv.reader(file))[-2:]
    row = next(row for row in summary if row["miner"] == "gpu-neocloud")
    # A cell shows ten digits.
    if not math.isclose(float(loss), float(row["expected_loss_usd"]), rel_tol=1e-6):
        sys.exit(f"SUMIF: {loss}, the tables say {row['expected_loss_usd']}")
    if not math.isclose(float(share), float(row["pd"]), rel_tol=1e-6):
        sys.exit(f"COUNTIF: {share}, the tables say {row['pd']}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--paths", default="2000")
    given = parser.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    text = GUIDE.read_text(encoding="utf-8").replace(SHOWN_PATHS, given.paths)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.symlink(ROOT / "scenarios", "scenarios")
        for line in re.findall(r"^minerstress (.*)$", text, re.M):
            subprocess.run([program, *shlex.split(line), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        summary = rows("summary.csv")
        quantile = next(row for row in rows("loss_quantiles.csv") if row["level"] == "0.99")
        for tool, there, check in [
            ("pandas", importlib.util.find_spec("pandas"), pandas_blocks),
            ("duckdb", importlib.util.find_spec("duckdb"), duckdb_blocks),
            ("LibreOffice", shutil.which("soffice"), spreadsheet),
        ]:
            if there:
                check(text, summary, quantile)
            print(f"{tool}: {'as the tables say' if there else 'not installed, passed over'}", flush=True)
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
