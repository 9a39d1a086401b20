#!/usr/bin/env python3
"""A strict reader of tables in the format of the Integrated Assessment Modeling Consortium (IAMC), written from the
published rules alone:

 [data]   pyam, "Data Model": https://pyam-iamc.readthedocs.io, page data.rst. Wide form: model, scenario, region,
          variable, unit, then a column a year; years are whole numbers; `|` gives the depth of a variable; values are
          numbers, rows and cells without one are dropped.
 [names]  IAMC's nomenclature, "Variable naming conventions": https://nomenclature-iamc.readthedocs.io, page
          variable-guidelines.rst. No blanks beside `|`; words begin with capitals but for small ones such as `and`;
          statistics are spelt out, never `min`, `max`, `avg`.

Usage: iamc_reader.py FILE...; ends with 1 and says what is wrong.
"""

import csv
import io
import math
import re
import sys

INDEX = ["Model", "Scenario", "Region", "Variable", "Unit"]
SMALL = {"and", "or", "of", "in", "on", "at", "to", "by", "for", "per", "the", "a", "an", "as", "from", "with",
         "without", "w/", "w/o"}
SHORT = {"min", "max", "avg", "std", "sd", "med", "p5", "p50", "p95"}


def faults_in_variable(name):
    for level in name.split("|"):
        if not level:
            yield "an empty level"
        if level != level.strip():
            yield "blanks beside |"
        words = level.split(" ")
        if "" in words[1:-1]:
            yield "two blanks"
        for position, word in enumerate(words):
            letters = word.lstrip("([")
            if letters.lower() in SHORT:
                yield f"'{word}' is short for a statistic"
            if letters[:1].islower() and letters[:1].isascii() and (position == 0 or letters not in SMALL):
                yield f"'{word}' has no capital"


def read(data):
    """Rows by (model, scenario, region, variable): (unit, {year: value}). Raises ValueError on any breach."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    head, body = rows[0], rows[1:]
    if head[:5] != INDEX:
        raise ValueError(f"the columns begin with {head[:5]}")
    if not all(re.fullmatch(r"[0-9]{4}", year) for year in head[5:]):
        raise ValueError(f"columns of years are {head[5:]}")
    years = [int(year) for year in head[5:]]
    if years != sorted(set(years)) or not years:
        raise ValueError(f"years are {years}")
    table, units = {}, {}
    for number, row in enumerate(body, 2):
        if len(row) != len(head):
            raise ValueError(f"row {number} has {len(row)} cells")
        for cell in row[:5]:
            if not cell or cell != cell.strip() or cell[0] in "=+-@":
                raise ValueError(f"row {number}: {cell!r}")
        faults = list(faults_in_variable(row[3]))
        if faults:
            raise ValueError(f"row {number}: {row[3]!r}: {faults}")
        key = tuple(row[:4])
        if key in table:
            raise ValueError(f"row {number} is there twice: {key}")
        if units.setdefault((row[0], row[3]), row[4]) != row[4]:
            raise ValueError(f"row {number}: two units of one variable")
        values = {year: float(cell) for year, cell in zip(years, row[5:]) if cell != ""}
        if not values or not all(math.isfinite(value) for value in values.values()):
            raise ValueError(f"row {number} has no values")
        table[key] = (row[4], values)
    return table


def main():
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            print(f"{name}: {len(read(file.read()))} rows")


if __name__ == "__main__":
    main()
