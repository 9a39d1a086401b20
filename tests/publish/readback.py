#!/usr/bin/python3
"""What a report writes is what the result file holds: readback.py PROSPECT

Runs a small case, writes its report as CSV (both ways of numbers), as a table of the IAMC and as a workbook, reads them
back with the standard library and compares every number with the result file, digit for digit."""

import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

import h5py
import numpy

import iamc_reader

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASE = ROOT / "tests/cases/reservoir/files"
LEVELS = ["q05", "q10", "q25", "q50", "q75", "q90", "q95"]
passed = 0


def check(condition, words):
    global passed
    if not condition:
        sys.exit(f"FAILED: {words}")
    passed += 1


def call(prospect, *words):
    done = subprocess.run([prospect, *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"FAILED: prospect {' '.join(map(str, words))}: {done.stdout}{done.stderr}")


def report(prospect, folder, form, name, *more):
    call(prospect, "report", folder / "r.h5", "--format", form, "--output", folder / name, *more)
    return (folder / name).read_bytes()


def texts(dataset):
    return [value.decode() if isinstance(value, bytes) else value for value in dataset[()]]


# ---- tidy CSV ----------------------------------------------------------------------------------------------------

def unguarded(text):
    return text[1:] if text.startswith("'") else text


def tidy(data, separator, decimal):
    """Values and words by (scenario, kind, item, year, measure)."""
    text = data.decode("utf-8-sig")
    check(text.count("\n") == text.count("\r\n"), "rows end with CR LF")
    found = {}
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
        row = {name: unguarded(cell) for name, cell in row.items()}
        key = (row["scenario"], row["kind"], row["item"], row["year"], row["measure"])
        check((row["value"] == "") != (row["words"] == ""), f"either a value or words: {row}")
        check(key not in found, f"one value a row: {key}")
        found[key] = float(row["value"].replace(decimal, ".")) if row["value"] else row["words"]
    return found


def expected_values(file):
    """The numbers of the result file under the names of the tidy table."""
    for scenario, group in file["scenario"].items():
        years = [str(year) for year in group["year"][()]]
        for i, name in enumerate(texts(group["indicator"])):
            for t, year in enumerate(years):
                for measure in ("mean", "sd", "minimum", "maximum", "quantile_error"):
                    yield (scenario, "indicator", name, year, measure), group[measure][i, t]
                for k, level in enumerate(LEVELS):
                    yield (scenario, "indicator", name, year, level), group["quantiles"][i, t, k]
        for i, code in enumerate(texts(group["target"])):
            for measure, dataset in (("probability", "probability"), ("low", "probability_low"),
                                     ("high", "probability_high"), ("hits", "hits"), ("shortfall", "shortfall"),
                                     ("only_miss", "only_miss"), ("assumption_low", "assumption_low"),
                                     ("assumption_high", "assumption_high"), ("mean", "figure_mean"),
                                     ("sd", "figure_sd")):
                yield (scenario, "target", code, "", measure), group[dataset][i]
            for k, level in enumerate(LEVELS):
                yield (scenario, "target", code, "", level), group["figure_quantiles"][i, k]
        for i, name in enumerate(texts(group["group"])):
            yield (scenario, "group", name, "", "hits"), group["group_all_met"][i]
            yield (scenario, "group", name, "", "probability"), group["group_probability"][i]
        for k, hits in enumerate(group["met_count"][()]):
            yield (scenario, "count", str(k), "", "hits"), hits
        for i, name in enumerate(texts(group["parameter"])):
            for measure in ("prior_mean", "posterior_mean", "posterior_sd", "posterior_q05", "posterior_q95"):
                yield (scenario, "parameter", name, "", measure), group[measure][i]
        yield (scenario, "all_targets", "all", "", "hits"), group["all_met"][()]
        yield (scenario, "all_targets", "all", "", "low"), group["all_met_low"][()]


def check_tidy(prospect, folder, file):
    plain = tidy(report(prospect, folder, "csv", "r.csv"), ",", ".")
    data = report(prospect, folder, "csv", "r_vi.csv", "--locale", "vi")
    check(data.startswith(b"\xef\xbb\xbf"), "the Vietnamese table begins with the mark of UTF-8")
    check(tidy(data, ";", ",") == plain, "both ways of numbers hold the same values")
    compared = 0
    for key, value in expected_values(file):
        if numpy.isfinite(value):
            check(plain.get(key) == value, f"{key}: {plain.get(key)} is not {value}")
            compared += 1
        else:
            check(key not in plain, f"{key} has no value")
    check(compared > 300, f"only {compared} values were compared")


# ---- IAMC --------------------------------------------------------------------------------------------------------

def capitals(text):
    return " ".join(word if i and word in iamc_reader.SMALL else word[:1].upper() + word[1:]
                    for i, word in enumerate(text.split()))


def check_iamc(prospect, folder, file):
    table = iamc_reader.read(report(prospect, folder, "iamc", "r.iamc.csv"))
    check(len({key[1] for key in table}) == len(file["scenario"]), "a name a scenario")
    by_variable = {}
    for (_, _, _, variable), (unit, values) in table.items():
        by_variable.setdefault(variable, []).append(values)
    for group in file["scenario"].values():
        years = [int(year) for year in group["year"][()]]
        for i, label in enumerate(texts(group["indicator_label"])):
            ends = f"|{capitals(label)}|"
            for k, level in enumerate(LEVELS):
                wanted = dict(zip(years, map(float, group["quantiles"][i, :, k])))
                rows = [values for variable, all_values in by_variable.items() for values in all_values
                        if (ends in "|" + variable) and variable.endswith(f"|{int(level[1:])}th Percentile")]
                check(wanted in rows, f"{label}, {level}: {wanted} is in no row")
        for i, label in enumerate(texts(group["target_label"])):
            wanted = {int(group["target_year"][i]): 100 * int(group["hits"][i]) / int(group["path_count"][()])}
            rows = [values for variable, all_values in by_variable.items() for values in all_values
                    if variable.startswith("Probability|") and variable.endswith("|" + capitals(label))]
            check(wanted in rows, f"{label}: {wanted} is in no row of {rows}")


# ---- workbook ----------------------------------------------------------------------------------------------------

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
FORBIDDEN = set("[]:*?/\\")


def cells_of(sheet, shared):
    """Rows of a sheet: column letters to numbers or texts."""
    for row in sheet.findall(".//m:sheetData/m:row", SPACE):
        found = {}
        for cell in row.findall("m:c", SPACE):
            check(cell.find("m:f", SPACE) is None, f"a formula in {cell.get('r')}")
            value = cell.find("m:v", SPACE)
            if value is not None:
                letters = re.match("[A-Z]+", cell.get("r")).group()
                found[letters] = shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
        yield found


def check_workbook(prospect, folder, file):
    data = report(prospect, folder, "xlsx", "r.xlsx", "--lang", "vi")
    check(data == report(prospect, folder, "xlsx", "again.xlsx", "--lang", "vi"), "the same bytes twice")
    book = zipfile.ZipFile(io.BytesIO(data))
    check(book.testzip() is None, "the parts are whole")
    trees = {name: xml.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")}
    names = [sheet.get("name") for sheet in trees["xl/workbook.xml"].findall(".//m:sheet", SPACE)]
    check(len(set(map(str.casefold, names))) == len(names), f"sheets have names of their own: {names}")
    for name in names:
        check(0 < len(name) <= 31 and not FORBIDDEN & set(name), f"a spreadsheet takes the name {name!r}")
    shared = ["".join(t.text or "" for t in item.iter(f"{{{SPACE['m']}}}t"))
              for item in trees["xl/sharedStrings.xml"].findall("m:si", SPACE)]
    sheets = [tree for name, tree in sorted(trees.items()) if name.startswith("xl/worksheets/")]
    numbers, frozen, filtered = [], 0, 0
    for sheet in sheets:
        rows = list(cells_of(sheet, shared))
        numbers += [tuple(v for v in row.values() if isinstance(v, float)) for row in rows]
        pane = sheet.find(".//m:pane", SPACE)
        frozen += pane is not None and pane.get("state") == "frozen"
        filtered += sheet.find(".//m:autoFilter", SPACE) is not None
    check(frozen >= 3 and filtered >= 3, f"heads stay in {frozen} sheets, filters are in {filtered}")
    check(sum(name.startswith("xl/charts/chart") for name in trees) >= 2, "charts are there")
    rows = set(numbers)
    compared = 0
    for group in file["scenario"].values():
        for i in range(len(group["indicator"])):
            for t, year in enumerate(group["year"][()]):
                wanted = (float(year), group["mean"][i, t], group["sd"][i, t], *group["quantiles"][i, t])
                # Workbooks hold sixteen digits, one short of what every double needs.
                there = any(len(row) == len(wanted) and numpy.allclose(row, wanted, rtol=1e-15, atol=0) for row in rows)
                check(there, f"{wanted} is in no row of the workbook")
                compared += 1
    check(compared > 10, "quantiles were compared")
    for part in re.findall(r"<c:f>([^<]*)</c:f>", "".join(book.read(n).decode() for n in trees if "charts/" in n)):
        check("!" in part and "#REF" not in part, f"a chart draws cells: {part}")
    core = book.read("docProps/core.xml").decode()
    check("2020-01-01T00:00:00Z" in core, "the workbook bears no time of writing")


def main():
    prospect = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        call(prospect, "run", CASE / "baseline.toml", CASE / "renewal.toml", "--paths", 1000, "--output",
             folder / "r.h5")
        with h5py.File(folder / "r.h5") as file:
            check_tidy(prospect, folder, file)
            check_iamc(prospect, folder, file)
            check_workbook(prospect, folder, file)
    print(f"reports read back: {passed} checks passed")


if __name__ == "__main__":
    main()
