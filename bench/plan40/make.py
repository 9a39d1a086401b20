#!/usr/bin/env python3
"""Writes the model of plan-40, the workload that speeds are compared on, beside itself.

Usage: bench/plan40/make.py. What it writes is committed; the program, the hand-written kernel and the peers read
the files, so that all of them work on the same numbers to the last digit.

The workload: 40 indicators over five years. 10 move on a log scale, 30 on a logit scale; each has a drift of its
own, drawn once a path from a Student t with 5 degrees of freedom, and a normal shock each year; the 40 shocks of a
year have correlation 0.3 with one another. Growth of the first indicator lowers the first share (a poverty rate).
40 targets for the last year, of all degrees of difficulty, and whether all are met.

There are two models. In model.toml one number correlates all shocks, so that the sums that mix them share their
parts. In matrix/model.toml each pair has a correlation of its own, which costs a full triangle of 820 products a year.
"""

import csv
import math
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent
BASE_YEAR, YEARS = 2020, 5
COUNT, LOGS = 40, 10
POVERTY, FALL_PER_GROWTH = 10, 1.5
AT_MOST = range(10, 15)
CORRELATION = 0.3
DEGREES = 5
TITLE = "plan-40: what speeds are compared on"
SCENARIO = """\
format = 1
label = { en = "plan-40", vi = "plan-40" }
description = { en = "The workload that speeds are compared on.", vi = "Bài tính dùng để so tốc độ." }
model = "model.toml"
"""


def indicator(i):
    """One row of indicators.csv. The sd of a drift is on the link scale, as drift and volatility are."""
    log = i < LOGS
    start = {0: 300.0, 1: 250.0, 2: 450.0}.get(i, 100.0) if log else 15.0 + 2.0 * (i - LOGS)
    drift = 0.03 if log else -0.05 if i == POVERTY else 0.04
    drift_sd, volatility = (0.01, 0.04) if log else (0.02, 0.12)
    link = math.log(start) if log else math.log(start / (100 - start))
    # A target lies 1 to 2.4 standard deviations on the easy side of the middle of the last year.
    sd = math.sqrt(YEARS * volatility**2 + (YEARS * drift_sd) ** 2)
    middle = link + YEARS * (drift - (FALL_PER_GROWTH * 0.03 if i == POVERTY else 0))
    distance = (1 + 0.2 * (i % 8)) * sd
    at = middle + distance if i in AT_MOST else middle - distance
    return {
        "name": f"{'amount' if log else 'share'}_{i:02d}",
        "link": "log" if log else "logit",
        "unit": "billion VND" if log else "%",
        "start": start,
        "drift": drift,
        # The scale of the Student t that has this sd.
        "drift_scale": f"{drift_sd * math.sqrt((DEGREES - 2) / DEGREES):.15g}",
        "volatility": volatility,
        "direction": "<=" if i in AT_MOST else ">=",
        "target": f"{math.exp(at) if log else 100 / (1 + math.exp(-at)):.9g}",
    }


def correlation(i, j):
    """Of the second model: all have 0.3 in common, and neighbours more."""
    return 1.0 if i == j else round(CORRELATION + 0.3 * 0.8 ** abs(i - j), 9)


def write_csv(name, columns, rows):
    with open(FOLDER / name, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_tables(rows):
    write_csv("indicators.csv", list(rows[0]), rows)
    write_csv("series.csv", ["series", "unit", "label_en", "label_vi"],
              [{"series": r["name"], "unit": r["unit"], "label_en": label(r, "en"), "label_vi": label(r, "vi")}
               for r in rows])
    write_csv("history.csv", ["series", "from", "year", "value", "status", "use", "place", "note"],
              [{"series": r["name"], "year": BASE_YEAR, "value": r["start"], "status": "actual", "use": "yes"}
               for r in rows])
    columns = ("code,plan,number,part,theme,label_en,label_vi,indicator,test,from,year,direction,value,high,unit,"
               "tolerance,assess,reason_en,reason_vi,place,printed").split(",")
    write_csv("targets.csv", columns,
              [{"code": f"t{i:02d}", "plan": "plan-40", "number": i + 1, "theme": "all", "label_en": label(r, "en"),
                "label_vi": label(r, "vi"), "indicator": r["name"], "test": "at", "year": BASE_YEAR + YEARS,
                "direction": r["direction"], "value": r["target"], "unit": r["unit"], "tolerance": 0,
                "assess": "yes"} for i, r in enumerate(rows)])


def label(row, language):
    kind, number = row["name"].split("_")
    word = {"en": {"amount": "Amount", "share": "Share"}, "vi": {"amount": "Lượng", "share": "Tỷ lệ"}}[language][kind]
    return f"{word} {int(number)}"


def model(rows, tables, mixed):
    """The text of a model: `tables` leads to the tables, `mixed` says how the shocks are correlated."""
    text = f"""\
# {TITLE}. Written by make.py, which says what it is; not edited by hand.

format = 1
title = {{ en = "plan-40", vi = "plan-40" }}
region = {{ en = "No region", vi = "Không vùng nào" }}
base_year = {BASE_YEAR}
end_year = {BASE_YEAR + YEARS}

[data]
series = "{tables}series.csv"
history = "{tables}history.csv"
targets = "{tables}targets.csv"

[units]
words = ["VND"]

[correlation.all]
members = [{", ".join(f'"{r["name"]}"' for r in rows)}]
{mixed}
"""
    for i, r in enumerate(rows):
        name = r["name"]
        drift = f"drift_{name}"
        feeds = f" - {FALL_PER_GROWTH} * growth({rows[0]['name']})" if i == POVERTY else ""
        text += f"""
[parameter.{drift}]
label = {{ en = "Drift of {label(r, 'en').lower()}", vi = "Xu thế của {label(r, 'vi').lower()}" }}
unit = "1"
prior = "student_t({DEGREES}, {r['drift']}, {r['drift_scale']})"

[indicator.{name}]
label = {{ en = "{label(r, 'en')}", vi = "{label(r, 'vi')}" }}
unit = "{r['unit']}"
history = "{name}"
link = "{r['link']}"
drift = "{drift}{feeds}"
volatility = {r['volatility']}
"""
    return text


def write_models(rows):
    matrix = [[correlation(i, j) for j in range(COUNT)] for i in range(COUNT)]
    lines = ["  [" + ", ".join(f"{x:g}" if x in (0, 1) else f"{x:.9g}" for x in row) + "]," for row in matrix]
    for folder, tables, mixed in ((FOLDER, "", f"common = {CORRELATION}"),
                                  (FOLDER / "matrix", "../", "\n".join(["matrix = [", *lines, "]"]))):
        folder.mkdir(exist_ok=True)
        (folder / "model.toml").write_text(model(rows, tables, mixed), encoding="utf-8")
        (folder / "scenario.toml").write_text(SCENARIO, encoding="utf-8")
    with open(FOLDER / "matrix" / "correlations.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([f"{x:.9g}" for x in row] for row in matrix)


if __name__ == "__main__":
    all_rows = [indicator(i) for i in range(COUNT)]
    write_tables(all_rows)
    write_models(all_rows)
