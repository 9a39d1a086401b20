#!/usr/bin/env python3
"""A run as of an earlier year uses nothing later: every later figure of the history is spoiled, rows and
means over years alike, and the verdict must not change by a digit. A spoiled figure within the years in
use must change it. Usage: as_of.py PROSPECT ROOT"""

import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def spoil(folder, first_year, last_year):
    """Makes every figure of these years another one; targets of the plan are no figures."""
    path = folder / "data/sonla/history.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    changed = 0
    for row in rows:
        if first_year <= int(row["year"]) <= last_year and row["status"] != "assumption":
            # Shares stay within their bounds, all else is halved: a wild value, still a value.
            value = float(row["value"])
            row["value"] = repr(round(value * 0.5, 6))
            changed += 1
    assert changed > 20, changed
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def verdict(prospect, folder, year):
    output = folder / "out.h5"
    run = subprocess.run(
        [prospect, "run", "scenarios/baseline.toml", "--as-of", str(year), "--paths", "2000", "--json",
         "--output", str(output)],
        cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)["scenarios"]
    return json.dumps([scenario["targets"] for scenario in said], sort_keys=True)


def main():
    prospect, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    for year in (2018, 2019):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            shutil.copytree(root / "data", folder / "data")
            shutil.copytree(root / "scenarios", folder / "scenarios", ignore=shutil.ignore_patterns("run"))
            clean = verdict(prospect, folder, year)
            spoil(folder, year + 1, 2020)
            assert verdict(prospect, folder, year) == clean, f"later figures entered a run as of {year}"
            spoil(folder, year, year)
            assert verdict(prospect, folder, year) != clean, f"figures of {year} do not matter in {year}"
    print("as-of runs use nothing later: 2018, 2019")


main()
