#!/usr/bin/python3
"""Numbers on the page are those of the result file: page_numbers.py RESULT.h5 PAGE.html

Reads both. Data of charts must equal the file's to the last bit; figures in tables must be its numbers rounded to the
digits shown, in both languages."""

import html.parser
import json
import re
import sys

import h5py
import numpy

import readback
from readback import check, texts


class Page(html.parser.HTMLParser):
    """Rows of cells of every table by id, and the data of every chart by the id of its figure."""

    def __init__(self):
        super().__init__()
        self.tables, self.charts = {}, {}
        self.table = self.figure = None
        self.inside = None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "table":
            self.table = self.tables.setdefault(found["id"], [])
        elif tag == "figure":
            self.figure = found["id"]
        elif tag == "tr" and self.table is not None:
            self.table.append([])
        elif tag in ("td", "th") and self.table is not None:
            self.table[-1].append("")
            self.inside = "cell"
        elif tag == "br" and self.inside == "cell":
            self.table[-1][-1] += "\n"
        elif tag == "script" and found.get("type") == "application/json" and self.figure:
            self.charts[self.figure] = ""
            self.inside = "chart"

    def handle_endtag(self, tag):
        if tag == "table":
            self.table = None
        elif tag == "figure":
            self.figure = None
        elif tag in ("td", "th", "script"):
            self.inside = None

    def handle_data(self, data):
        if self.inside == "cell":
            self.table[-1][-1] += data.replace("\xa0", " ").strip("●▲■")
        elif self.inside == "chart":
            self.charts[self.figure] += data


def number(text, language):
    """A figure as people read it, and half a unit of its last digit."""
    thousands, decimal = (".", ",") if language == "vi" else (",", ".")
    plain = text.replace("\u2212", "-").replace(thousands, "").replace(decimal, ".")
    digits = len(plain.partition(".")[2])
    # Large figures are rounded to tens or hundreds: their trailing noughts say so at most.
    noughts = len(plain) - len(plain.rstrip("0")) if digits == 0 else 0
    return float(plain), 0.5000001 * 10 ** (noughts - digits)


def figures(text):
    return re.findall(r"[\u2212-]?\d[\d.,]*\d|[\u2212-]?\d", text)


def agree(shown, value, scale, language, words):
    """The first figure of a text is the value, rounded."""
    if numpy.isnan(value):
        check(shown.strip() in ("-", ""), f"{words}: '{shown}' where the file has nothing")
        return
    found = figures(shown)
    check(found, f"{words}: no figure in '{shown}'")
    said, half = number(found[0], language)
    if shown.strip().startswith("<"):
        check(scale * value <= said, f"{words}: '{shown}' for {value}")
    elif shown.strip().startswith(">"):
        check(scale * value >= said, f"{words}: '{shown}' for {value}")
    else:
        check(abs(said - scale * value) <= half, f"{words}: '{shown}' for {value}")


def check_targets(page, group, language):
    labels = texts(group["target_label" if language == "en" else "target_label_vi"])
    rows = {row[1]: row for row in page.tables[f"{language}-table-targets"] if len(row) > 5}
    for i, label in enumerate(labels):
        check(label in rows, f"{language}: target '{label}' is not on the page")
        _, _, _, figure, probability, interval, assumed, _, shortfall = rows[label]
        about = f"{language}, {label}"
        agree(probability.split("\n")[0], group["probability"][i], 100, language, f"{about}: probability")
        low, high = figures(interval)[:2]
        agree(low, group["probability_low"][i], 100, language, f"{about}: lower end")
        agree(high, group["probability_high"][i], 100, language, f"{about}: upper end")
        if not numpy.isnan(group["assumption_low"][i]) and not assumed.startswith("<"):
            low, high = figures(assumed)[:2]
            agree(low, group["assumption_low"][i], 100, language, f"{about}: over assumptions")
            agree(high, group["assumption_high"][i], 100, language, f"{about}: over assumptions")
        agree(figure.split("\n")[0], group["figure_quantiles"][i][3], 1, language, f"{about}: median")
        agree(shortfall, group["shortfall"][i], 1, language, f"{about}: shortfall")


def check_scenarios(page, scenarios, language):
    table = page.tables[f"{language}-table-scenarios"]
    for column, group in enumerate(scenarios, 1):
        numbers = [f"({n}{part})" for n, part in zip(group["target_number"][()], texts(group["target_part"]))]
        for i, start in enumerate(numbers):
            row = [row for row in table if row[0].startswith(start + " ")]
            check(len(row) == 1, f"{language}: {len(row)} rows of '{start}' beside one another")
            agree(row[0][column], group["probability"][i], 100, language, f"{language}, {start}, column {column}")


def same(found, wanted, words):
    check(len(found) == len(wanted), f"{words}: {len(found)} values for {len(wanted)}")
    for a, b in zip(found, wanted):
        check(a == b or (a is None and numpy.isnan(b)), f"{words}: {a} for {b}")


def check_charts(page, group, language):
    charts = {name.removeprefix(f"{language}-chart-"): json.loads(text) for name, text in page.charts.items()
              if name.startswith(language + "-")}
    rows = {row["name"]: row for name, chart in charts.items() if name.startswith("probabilities-")
            for row in chart["data"]["targets"]}
    labels = texts(group["target_label" if language == "en" else "target_label_vi"])
    numbers = zip(group["target_number"][()], texts(group["target_part"]), labels)
    rows = [rows[f"({n}{part})\u00a0{label}"] for n, part, label in numbers]
    same([row["probability"] for row in rows], group["probability"][()], f"{language}: charts of probabilities")
    same([row["assumption_low"] for row in rows], group["assumption_low"][()], f"{language}: ranges in the charts")
    met = charts["count"]["data"]["count"]
    same([row["share"] for row in met], group["met_count"][()] / group["path_count"][()], f"{language}: targets met")
    names, labels = texts(group["indicator"]), texts(group["chart_target"])
    for target, indicator in zip(labels, texts(group["chart_indicator"])):
        fan = charts["fan-" + target]["data"]
        levels = [f"q{round(100 * level):02}" for level in group["quantile"][()]]
        years = {row["year"]: row for row in fan["fan"]}
        for t, year in enumerate(group["year"][()]):
            same([years[year][level] for level in levels], group["quantiles"][names.index(indicator), t],
                 f"{language}: fan of {indicator} in {year}")
        past = [(y, v) for n, y, v in zip(texts(group["past_indicator"]), group["past_year"][()],
                                          group["past_value"][()]) if n == indicator]
        same([(row["year"], row["value"]) for row in fan["past"]], past, f"{language}: past of {indicator}")


def main():
    file = h5py.File(sys.argv[1])
    page = Page()
    with open(sys.argv[2], encoding="utf-8") as text:
        page.feed(text.read())
    every, names = file["scenario"], []   # in the order in which they were run
    every.id.links.iterate(names.append, idx_type=h5py.h5.INDEX_CRT_ORDER)
    scenarios = [every[name] for name in names]
    for language in ("vi", "en"):
        check_targets(page, scenarios[0], language)
        check_scenarios(page, scenarios, language)
        check_charts(page, scenarios[0], language)
    print(f"page against the result file: {readback.passed} passed")


if __name__ == "__main__":
    main()
