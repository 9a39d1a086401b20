#!/usr/bin/python3
"""Recounts data/sonla against the report it was taken from.

Usage: /usr/bin/python3 tests/data/recount.py [path-to-report]

Without the report only the internal rules are checked. Standard library only.
"""
import csv
import os
import re
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "data", "sonla")
REPORT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "..", "shared", "source", "plan-report-2020.vi.txt")

PROVINCES = ("son_la hoa_binh dien_bien lai_chau ha_giang cao_bang phu_tho lao_cai yen_bai lang_son bac_kan "
             "thai_nguyen bac_giang tuyen_quang").split()
COLUMNS = {
    "series.csv": "series unit label_en label_vi note".split(),
    "history.csv": "series from year value status use place printed note".split(),
    "provinces.csv": "row indicator label_vi unit".split() + PROVINCES + "printed_rank computed_rank rank_note".split(),
    "targets.csv": ("code plan number part theme label_en label_vi indicator test from year direction value high unit "
                    "tolerance assess reason_en reason_vi place printed").split(),
}
UNITS = set("%|pp|%/year|pp/year|billion VND|million VND/person|million VND/ha|million USD|million USD/year|"
            "thousand person|person|commune|doctor/10000 person|bed/10000 person|ha|thousand visit|school|enterprise|"
            "cooperative|criterion/commune|km|household|1".split("|"))
# Indicators of the 2025 targets that are not series but are computed by the model, with their units.
COMPUTED = {"grdp_growth_mean": "%/year", "exports_growth_mean": "%/year", "poverty_decline_mean": "pp/year",
            "poor_district_decline_mean": "pp/year", "forest_cover_with_fruit": "%"}
NOT_ASSESSED_2025 = set("t10_district_out t13_district t13_border t13_advanced t13_model t15_offices t15_areas t16_internet "
                        "t20_rural_clean t21_urban_treated t23_organisations t23_members t24_secretaries t24_officials".split())
PERIODS = {"2016": "2020", "2021": "2025"}
# Figures of the text that are not of 2020: all their years.
TEXT_YEARS = {"child_malnutrition": {2015}, "poverty_rate": {2015, 2020}, "near_poor_rate": {2015},
              "households_without_grid": {2015}, "households_without_grid_count": {2015}, "classrooms_solid": {2015, 2020},
              "communes_without_paved_road": {2015}, "communes_total": {2015}, "officials_degree": {2015, 2020},
              "par_index_rank": {2015, 2019}, "sipas_rank": {2019}, "papi_rank": {2019}}
PERIOD_ROWS = {"I.1", "III.3", "III.5", "IV.1"}  # rows of Biểu 01 whose one outcome cell covers 2016-2020
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

passed = failed = 0


def group(name, problems, what=""):
    global passed, failed
    if problems:
        failed += 1
        print("FAILED  %s: %d problem(s)" % (name, len(problems)))
        for p in problems[:8]:
            print("        " + p)
        if len(problems) > 8:
            print("        ... and %d more" % (len(problems) - 8))
    else:
        passed += 1
        print("passed  %s%s" % (name, " (%s)" % what if what else ""))


def is_number(s):
    return re.fullmatch(r"-?\d+(\.\d+)?", s) is not None


def near(a, b, tolerance=1e-9):
    return abs(a - b) <= tolerance


def text_number(s):
    """A number of the running text: the point separates thousands, the comma is the decimal sign."""
    return float(re.sub(r"\.(?=\d{3}(?!\d))", "", s).replace(",", "."))


def table_number(s):
    """A number of the tables: a comma before exactly three digits separates thousands, else it is the decimal sign."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", s):
        return float(s.replace(",", ""))
    return float(s.replace(",", "."))


def years(s):
    return "" if s == "" else int(s)


# ------------------------------------------------------------------------------------------------ the files themselves
tables, problems = {}, []
for name, columns in COLUMNS.items():
    try:
        raw = open(os.path.join(DATA, name), "rb").read()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append("%s: %s" % (name, error))
        continue
    if raw.startswith(b"\xef\xbb\xbf"):
        problems.append(name + ": starts with a byte order mark")
    if b"\r" in raw:
        problems.append(name + ": holds a carriage return")
    if not text.endswith("\n"):
        problems.append(name + ": the last line is not ended")
    if not unicodedata.is_normalized("NFC", text):
        problems.append(name + ": not NFC")
    rows = list(csv.reader(text.splitlines(), strict=True))
    if rows[0] != columns:
        problems.append("%s: columns are %s" % (name, rows[0]))
        continue
    for i, r in enumerate(rows[1:], 2):
        if len(r) != len(columns):
            problems.append("%s line %d: %d fields" % (name, i, len(r)))
        for c in r:
            if c != c.strip():
                problems.append("%s line %d: blanks around '%s'" % (name, i, c))
    tables[name] = [dict(zip(columns, r)) for r in rows[1:]]
group("files: columns, UTF-8, NFC, LF", problems, ", ".join("%s %d rows" % (n, len(t)) for n, t in tables.items()))
if len(tables) < len(COLUMNS):
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1)
series, history, provinces, targets = (tables[n] for n in ("series.csv", "history.csv", "provinces.csv", "targets.csv"))
unit_of = {r["series"]: r["unit"] for r in series}

# ------------------------------------------------------------------------------------------------ series
problems = []
if len(unit_of) != len(series):
    problems.append("a series code stands twice")
for r in series:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", r["series"]):
        problems.append("bad code " + r["series"])
    if r["unit"] not in UNITS:
        problems.append("%s: unit '%s' is not in the list" % (r["series"], r["unit"]))
    if not r["label_en"] or not r["label_vi"]:
        problems.append(r["series"] + ": a label is missing")
used = {r["series"] for r in history}
problems += ["%s: in history.csv, not in series.csv" % s for s in sorted(used - set(unit_of))]
problems += ["%s: in series.csv, not in history.csv" % s for s in sorted(set(unit_of) - used)]
group("series: unique codes, units, labels", problems)

# ------------------------------------------------------------------------------------------------ history
problems, chosen, value_of = [], {}, {}
for i, r in enumerate(history, 2):
    at = "history.csv line %d (%s %s)" % (i, r["series"], r["year"])
    if r["status"] not in ("actual", "estimate", "derived", "assumption"):
        problems.append(at + ": status '%s'" % r["status"])
    if r["use"] not in ("yes", "no"):
        problems.append(at + ": use '%s'" % r["use"])
    if not is_number(r["value"]):
        problems.append(at + ": value '%s'" % r["value"])
        continue
    if not re.fullmatch(r"20\d\d", r["year"]) or not re.fullmatch(r"(20\d\d)?", r["from"]):
        problems.append(at + ": from or year")
        continue
    if r["from"] and int(r["from"]) >= int(r["year"]):
        problems.append(at + ": from is not before year")
    if r["from"] and PERIODS.get(r["from"]) != r["year"] or r["status"] == "assumption" and r["year"] != "2025":
        problems.append(at + ": not a period of the report")
    if int(r["year"]) > 2020 and r["status"] != "assumption":
        problems.append(at + ": later than the report")
    if r["status"] == "assumption" and int(r["year"]) <= 2020:
        problems.append(at + ": an assumption about the past")
    if r["status"] == "actual" and int(r["year"]) == 2020:
        problems.append(at + ": 2020 was not over when the report was written")
    if not r["place"] or not r["printed"]:
        problems.append(at + ": place or printed is missing")
    if (r["use"] == "no" or r["status"] == "derived") and not r["note"]:
        problems.append(at + ": needs a note")
    if r["series"].endswith("_sum") and not r["from"]:
        problems.append(at + ": a sum needs its first year")
    key = (r["series"], years(r["from"]), int(r["year"]))
    if r["use"] == "yes":
        if key in chosen:
            problems.append(at + ": a second row with use=yes")
        chosen[key] = float(r["value"])
text_years = {}
for r in history:
    if r["place"].startswith("Phần") and r["status"] != "derived" and not r["from"]:
        text_years.setdefault(r["series"], set()).add(int(r["year"]))
problems += ["%s: years %s in the text" % (s, sorted(y)) for s, y in text_years.items() if y != TEXT_YEARS.get(s, {2020})]
for r in history:
    if sum(1 for o in history if (o["series"], o["from"], o["year"], o["place"]) ==
           (r["series"], r["from"], r["year"], r["place"]) and o["value"] == r["value"]) > 1:
        problems.append("%s %s stands twice" % (r["series"], r["year"]))
group("history: status, use, years, one choice each", problems, "%d with use=yes" % len(chosen))


def h(name, year, first=""):
    return chosen.get((name, first, year), float("nan"))


# ------------------------------------------------------------------------------------------------ derived rows
def spread(total, growth, year):
    """The year's part of a five-year total that grows steadily."""
    return total * growth ** (year - 2016) / sum(growth ** k for k in range(5))


DERIVED = [  # series, from, year, value, half a unit of the last digit kept
    ("certified_labour", "", 2015, h("certified_labour", 2020) - 10, 0),
    ("grdp_per_head", "", 2015, h("grdp_per_head", 2020) - 13.3, 0),
    ("poverty_decline", 2016, 2020, (h("poverty_rate", 2015) - h("poverty_rate", 2020)) / 5, 0),
    ("electricity_access", "", 2015, 100 - h("households_without_grid", 2015), 0),
    ("grdp_nominal", "", 2015, h("grdp_nominal", 2020) / 1.54, 0.5),
    ("fruit_area", "", 2015, h("fruit_area", 2020) / 4.11, 0.5),
    ("fruit_area", "", 2015, h("fruit_area", 2020) / 3.11, 0.5),
    ("land_value", "", 2015, h("land_value", 2020) / 1.83, 0.05),
    ("aquaculture_value", "", 2015, h("aquaculture_value", 2020) / 1.04, 0.05),
    ("bank_deposits", "", 2015, h("bank_deposits", 2020) - 10644, 0),
    ("bank_deposits", "", 2015, h("bank_deposits", 2020) / 1.9446, 0.5),
    ("bank_loans", "", 2015, h("bank_loans", 2020) - 18526, 0),
    ("enterprises", "", 2015, h("enterprises", 2020) / 1.607, 0.5),
    ("cooperatives", "", 2015, h("cooperatives", 2020) - 448, 0),
    ("sipas_rank", "", 2017, h("sipas_rank", 2019) + 29, 0),
    ("papi_rank", "", 2015, h("papi_rank", 2019) + 26, 0),
]
for y in range(2016, 2021):
    DERIVED.append(("exports", "", y, spread(h("exports_sum", 2020, 2016), 1 + h("exports_growth", 2020, 2016) / 100, y), 0.005))
    DERIVED.append(("tourism_revenue", "", y, spread(h("tourism_revenue_sum", 2020, 2016),
                                                     1 + h("tourism_revenue_growth", 2020, 2016) / 100, y), 0.05))
left = [r for r in history if r["status"] == "derived"]
problems, n_derived = [], len(left)
for name, first, year, value, half in DERIVED:
    for r in left:
        if (r["series"], years(r["from"]), int(r["year"])) == (name, first, year) and near(float(r["value"]), value, half + 1e-6):
            left.remove(r)
            break
    else:
        problems.append("%s %d: no row with %.4f" % (name, year, value))
problems += ["%s %s: %s follows from no rule here" % (r["series"], r["year"], r["value"]) for r in left]
group("derived rows recomputed", problems, "%d rows" % n_derived)

# ------------------------------------------------------------------------------------------------ sums and identities
problems = []
SHARES = ("share_agriculture", "share_industry", "share_services", "share_taxes")
for y in range(2015, 2021):
    total = sum(h(s, y) for s in SHARES)
    if not near(total, 100.0 if y < 2019 else 99.9, 1e-6):
        problems.append("shares of %d sum to %.2f" % (y, total))
by_code = {r["code"]: r for r in targets}


def target(code):
    try:
        return float(by_code[code]["value"])
    except (KeyError, ValueError):
        return float("nan")


for what, got, want, half in (
        ("target shares of 2025", sum(target("t03_" + c) for c in ("agriculture", "industry", "services", "taxes")), 100, 1e-6),
        ("target shares of 2020, no taxes", sum(target("p20_" + c) for c in ("agriculture", "industry", "services")), 100, 1e-6),
        ("investment, five years / 5", h("investment_sum", 2020, 2016) / 5, h("investment", 2020, 2016), 0.5),
        ("exports, five years / 5", h("exports_sum", 2020, 2016) / 5, h("exports", 2020, 2016), 0.05),
        ("exports by year", sum(h("exports", y) for y in range(2016, 2021)), h("exports_sum", 2020, 2016), 0.025),
        ("tourism revenue by year", sum(h("tourism_revenue", y) for y in range(2016, 2021)),
         h("tourism_revenue_sum", 2020, 2016), 0.25),
        ("budget total, five years / 5 (printed 0.6 too high)", h("budget_total_sum", 2020, 2016) / 5,
         h("budget_total", 2020, 2016), 0.61),
        ("GRDP / population", h("grdp_nominal", 2020) / h("population", 2020), 44.17, 0.005),
        ("rural funds / investment", 100 * h("rural_funds_sum", 2020, 2016) / h("investment_sum", 2020, 2016),
         h("rural_funds_share", 2020, 2016), 0.05),
        ("paved roads of 2015", 100 * (1 - h("communes_without_paved_road", 2015) / h("communes_total", 2015)),
         h("paved_commune_roads", 2015), 0.05),
        ("commune health of 2020 (printed cut, not rounded)", 100 * h("commune_health_standard_count", 2020) / h("communes_total", 2015),
         h("commune_health_standard", 2020), 0.1),
        ("urbanisation +1.2", h("urbanisation", 2020) - h("urbanisation", 2015), 1.2, 0.005),
        ("forest cover +3.2", h("forest_cover", 2020) - h("forest_cover", 2015), 3.2, 0.005),
        ("trained labour +19", h("trained_labour", 2020) - h("trained_labour", 2015), 19, 0.005),
        ("budget 1.28 times 2015", h("budget_revenue", 2020) / h("budget_revenue", 2015), 1.28, 0.005)):
    if not near(got, want, half):
        problems.append("%s: %.4f, not %.4f" % (what, got, want))
group("sums and identities", problems)

# ------------------------------------------------------------------------------------------------ targets
problems = []
if len(by_code) != len(targets):
    problems.append("a target code stands twice")
seen_parts = set()
for r in targets:
    at = r["code"]
    plan = {"t": "2021-2025", "p": "2016-2020"}.get(at[:1])
    last = "2025" if at[:1] == "t" else "2020"
    if r["plan"] != plan or r["year"] != last:
        problems.append(at + ": plan or year")
    if (r["plan"], r["number"], r["part"]) in seen_parts:
        problems.append(at + ": number and part stand twice")
    seen_parts.add((r["plan"], r["number"], r["part"]))
    if at[:1] == "t" and at[1:3] != r["number"].zfill(2):
        problems.append(at + ": the code and the number differ")
    if not r["number"].isdigit() or not 1 <= int(r["number"]) <= 24 or not re.fullmatch("[a-e]?", r["part"]):
        problems.append(at + ": number or part")
    if r["theme"] not in ("economy", "society", "environment", "party"):
        problems.append(at + ": theme")
    if r["test"] not in ("at", "every", "ever", "mean", "sum"):
        problems.append(at + ": test")
    if (r["test"] == "at") != (r["from"] == ""):
        problems.append(at + ": from does not fit the test")
    if r["from"] and r["from"] != {"2025": "2021", "2020": "2016"}[last]:
        problems.append(at + ": from is not the first year of the plan")
    if r["direction"] not in (">=", "<=", "between", "about"):
        problems.append(at + ": direction")
    if not is_number(r["value"]) or not is_number(r["tolerance"]) or float(r["tolerance"]) < 0:
        problems.append(at + ": value or tolerance")
    if (r["direction"] == "between") != (r["high"] != ""):
        problems.append(at + ": high is for 'between' only")
    if r["direction"] == "about" and float(r["tolerance"]) == 0:
        problems.append(at + ": 'about' needs a tolerance")
    if r["unit"] not in UNITS:
        problems.append("%s: unit '%s'" % (at, r["unit"]))
    if not all(r[c] for c in ("label_en", "label_vi", "place", "printed")):
        problems.append(at + ": a label, place or printed is missing")
    if bool(r["reason_en"]) != bool(r["reason_vi"]):
        problems.append(at + ": a reason in one language only")
    if r["assess"] == "yes":
        if not r["indicator"]:
            problems.append(at + ": assessed without an indicator")
        known = unit_of.get(r["indicator"]) or (COMPUTED.get(r["indicator"]) if at[:1] == "t" else None)
        if known is None:
            problems.append("%s: indicator '%s' is unknown" % (at, r["indicator"]))
        elif known != r["unit"]:
            problems.append("%s: unit '%s', its indicator has '%s'" % (at, r["unit"], known))
    elif r["assess"] == "no":
        if r["indicator"] or not r["reason_en"]:
            problems.append(at + ": not assessed needs a reason and no indicator")
    else:
        problems.append(at + ": assess '%s'" % r["assess"])
group("targets: codes, tests, directions, units, reasons", problems)

problems = []
now = [r for r in targets if r["plan"] == "2021-2025"]
past = [r for r in targets if r["plan"] == "2016-2020"]
if {r["number"] for r in now} != {str(k) for k in range(1, 25)}:
    problems.append("the 24 numbers of 2025 are not all there")
if {r["number"] for r in past if r["theme"] != "party"} != {str(k) for k in range(1, 23)}:
    problems.append("the 22 numbers of 2020 are not all there")
if {r["number"] for r in past if r["theme"] == "party"} != {"23", "24"}:
    problems.append("the two party rows of 2020 are not 23 and 24")
if {r["code"] for r in now if r["assess"] == "no"} != NOT_ASSESSED_2025:
    problems.append("the list of targets of 2025 not assessed has changed")
yes = sum(1 for r in now if r["assess"] == "yes")
if len(now) != 45 or yes != 31 or yes < 28:
    problems.append("2025: %d rows, %d assessed" % (len(now), yes))
if len(past) != 38 or sum(1 for r in past if r["assess"] == "yes") != 31:
    problems.append("2020: %d rows" % len(past))
group("targets: counts", problems, "2025: 24 numbers, %d rows, %d assessed; 2020: 22 numbers and 2 of the party, %d rows" %
      (len(now), yes, len(past)))

# tolerance: nothing for counts and amounts, else half a unit of the target's last digit, where a target without decimals
# takes 0.05 when its indicator is published with decimals.
problems = []
WHOLE = {"certified_labour", "cultural_families", "rural_waste_collected", "polluters_treated", "rural_hygienic_water"}
for r in targets:
    decimals = len(r["value"].partition(".")[2])
    if r["unit"] in ("commune", "billion VND", "million USD", "million USD/year", "1") or r["code"] == "p20_malnutrition":
        want = 0
    elif r["code"] == "t19_visits":
        want = 50
    elif r["direction"] == "about":
        want = 0.5
    elif decimals:
        want = 0.5 * 10 ** -decimals
    else:
        want = 0.5 if r["indicator"] in WHOLE or not r["indicator"] else 0.05
    if not near(float(r["tolerance"]), want):
        problems.append("%s: %s, the rule gives %g" % (r["code"], r["tolerance"], want))
group("targets: tolerance follows the rule", problems)

# ------------------------------------------------------------------------------------------------ provinces
problems = []
if [r["row"] for r in provinces] != [str(k) for k in range(1, 16)]:
    problems.append("not the fifteen rows in order")
for r in provinces:
    at = "row %s (%s)" % (r["row"], r["indicator"])
    if r["indicator"] not in unit_of or unit_of[r["indicator"]] != r["unit"]:
        problems.append(at + ": indicator or unit")
    values = [r[p] for p in PROVINCES if r[p] != ""]
    if not all(is_number(v) for v in values) or not r["son_la"]:
        problems.append(at + ": a cell is not a number")
        continue
    rank = 1 + sum(1 for v in values if float(v) > float(r["son_la"]))
    if str(rank) != r["computed_rank"]:
        problems.append("%s: rank %s, counted %d" % (at, r["computed_rank"], rank))
    if (r["printed_rank"] != r["computed_rank"]) != ("contradicted" in r["rank_note"]):
        problems.append(at + ": the note does not fit the ranks")
    same = [o for o in history if o["place"] == "Biểu 02, " + r["row"] and o["status"] != "derived"]
    for o in same:
        if o["series"] != r["indicator"] or float(o["value"]) != float(r["son_la"]):
            problems.append("%s: history has %s %s" % (at, o["series"], o["value"]))
    if not same and not near(h(r["indicator"], 2020), float(r["son_la"])):
        problems.append(at + ": differs from history and no row there says so")
group("provinces: fifteen rows, fourteen provinces, ranks", problems, "%d figures" % sum(1 for r in provinces for p in PROVINCES if r[p]))

# ------------------------------------------------------------------------------------------------ the report
if not os.path.exists(REPORT):
    print("no report at %s: only the internal rules were checked" % REPORT)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)

report = unicodedata.normalize("NFC", open(REPORT, encoding="utf-8").read()).replace("\u00a0", " ")
lines = report.split("\n")


def squeeze(s):
    return re.sub(r"\s+", " ", s).strip()


# sections of the text: "Phần 1, I.2.1.3" and so on; a section holds its subsections
sections, part, roman, number = {}, None, "", ""
start01 = next(i for i, l in enumerate(lines) if l.strip() == "Biểu 01")
start02 = next(i for i, l in enumerate(lines) if l.strip() == "Biểu 02")
for l in lines[:start01]:
    if l.startswith("Phần thứ nhất") or l.startswith("Phần thứ hai"):
        part, roman, number = ("1" if "nhất" in l else "2"), "", ""
    elif re.match(r"\s*(I|II|III|IV|V)- ", l):
        roman, number = l.strip().split("-")[0], ""
    elif re.match(r"\s*\d+(\.\d+)*\. ", l):
        number = re.match(r"\s*(\d+(?:\.\d+)*)\. ", l).group(1)
    elif re.match(r"\s*\d+(\.\d+)+\.? ", l):
        number = re.match(r"\s*(\d+(?:\.\d+)+)", l).group(1)
    if part is None:
        continue
    place = "Phần %s, %s" % (part, roman or "mở đầu")
    keys = [place]
    if roman and number:
        pieces = number.split(".")
        keys += ["%s.%s" % (place, ".".join(pieces[:k])) for k in range(1, len(pieces) + 1)]
    for k in keys:
        sections[k] = sections.get(k, "") + " " + squeeze(l)

paragraph = {}  # the 24 numbered targets
for l in lines[:start01]:
    m = re.match(r"\((\d+)\) ", l.strip())
    if m and int(m.group(1)) == len(paragraph) + 1 and (paragraph or "GRDP" in l):
        paragraph[m.group(1)] = squeeze(l.strip()[m.end():])
        if len(paragraph) == 24:
            break
for n, l in paragraph.items():
    sections["Phần 2, II.3 (%s)" % n] = l

# Biểu 01: place -> (label, unit, [2015, target, 2016 .. 2020])
table01, block, top = [], "", ""
for l in lines[start01 + 1:start02]:
    cells = [squeeze(c) for c in l.split("\t\t")]
    if len(cells) < 3 or cells[0]:
        continue
    cells = (cells + [""] * 11)[1:11]
    if cells[0] in ("I", "II", "III", "IV"):
        block = cells[0]
    elif block and cells[0].isdigit():
        top = "%s.%s" % (block, cells[0])
        table01.append([top, 1, cells])
    elif block and not cells[0] and cells[1]:
        table01.append([top, 2, cells])
tops = {}
for top, kind, cells in table01:
    tops.setdefault(top, []).append(cells)
rows01 = {}
for top, group_cells in tops.items():
    if len(group_cells) == 1:
        rows01[top] = group_cells[0]
        continue
    if not any(group_cells[0][3:]):  # a heading without figures, as III.2
        group_cells = group_cells[1:]
    for k, cells in enumerate(group_cells, 1):
        rows01["%s.%d" % (top, k)] = cells

problems, count = [], 0
if len(tops) != 24:
    problems.append("Biểu 01 has %d numbered rows, not 24" % len(tops))
expected = set()
for key, cells in rows01.items():
    for column, year in ((3, 2015), (5, 2016), (6, 2017), (7, 2018), (8, 2019), (9, 2020)):
        if not cells[column]:
            continue
        count += 1
        first, last = ("", year) if key not in PERIOD_ROWS or year != 2016 else (2016, 2020)
        place = "Biểu 01, " + key
        expected.add((place, first, last))
        hits = [r for r in history if r["place"] == place and years(r["from"]) == first and int(r["year"]) == last]
        if len(hits) != 1:
            problems.append("%s %d: '%s' has %d rows in history.csv" % (place, year, cells[column], len(hits)))
            continue
        r = hits[0]
        if r["printed"] != cells[column]:
            problems.append("%s %d: printed '%s', the table has '%s'" % (place, year, r["printed"], cells[column]))
        if not near(float(r["value"]), table_number(NUMBER.search(cells[column]).group())):
            problems.append("%s %d: value %s, the table has '%s'" % (place, year, r["value"], cells[column]))
        if cells[column].startswith(">") != ("bound" in r["note"] and r["use"] == "no"):
            problems.append("%s %d: a bound and its note" % (place, year))
        if r["status"] != ("estimate" if last >= 2019 else "actual"):
            problems.append("%s %d: status %s" % (place, year, r["status"]))
one_series = {}
for r in history:
    if r["place"].startswith("Biểu 01, "):
        if (r["place"], years(r["from"]), int(r["year"])) not in expected:
            problems.append("%s %s: no such cell in the table" % (r["place"], r["year"]))
        one_series.setdefault((r["place"], r["from"]), set()).add(r["series"])
problems += ["%s: two series" % k[0] for k, v in one_series.items() if len(v) > 1]
group("Biểu 01, every outcome cell", problems, "%d cells" % count)

problems, count, covered = [], 0, set()
order = []
for key in rows01:
    if key.count(".") > 1:
        key = key.rsplit(".", 1)[0]
    if key not in order:
        order.append(key)
order = [k for k in order if k not in ("III.12", "III.13")] + ["III.12", "III.13"]
for r in past:
    key = r["place"].replace("Biểu 01, ", "")
    cells = rows01.get(key)
    if cells is None:
        problems.append("%s: no row %s" % (r["code"], key))
        continue
    count += 1
    covered.add(key)
    top = key if key in order else key.rsplit(".", 1)[0]
    if order.index(top) + 1 != int(r["number"]):
        problems.append("%s: number %s, row %s is number %d" % (r["code"], r["number"], key, order.index(top) + 1))
    if r["theme"] == "party":
        if r["printed"] not in cells[1]:
            problems.append("%s: '%s' is not in the row" % (r["code"], r["printed"]))
        want = text_number(NUMBER.search(r["printed"]).group())
    else:
        if r["printed"] != cells[4]:
            problems.append("%s: printed '%s', the table has '%s'" % (r["code"], r["printed"], cells[4]))
        want = table_number(NUMBER.search(cells[4]).group())
        if r["code"] == "p20_cultural":  # a yearly rise, tested as a level
            want = h("cultural_families", 2015) + 5 * want
        outcomes = {o["series"] for o in history if o["place"] == r["place"]}
        if outcomes != {r["indicator"]} and (r["code"], outcomes) != ("p20_investment", {"investment", "investment_sum"}):
            problems.append("%s: tested on %s, the row holds %s" % (r["code"], r["indicator"], ", ".join(sorted(outcomes))))
    if not near(float(r["value"]), want):
        problems.append("%s: value %s, the table has %g" % (r["code"], r["value"], want))
    if r["direction"] not in (">=", "<="):
        problems.append(r["code"] + ": direction")
for key, cells in rows01.items():
    if (cells[4] or key in ("III.12", "III.13")) and key not in covered:
        problems.append("Biểu 01, %s: its target '%s' is not in targets.csv" % (key, cells[4]))
group("Biểu 01, every target cell", problems, "%d targets" % count)

# Biểu 02
problems, count = [], 0
rows02 = {}
for l in lines[start02 + 1:]:
    cells = [squeeze(c) for c in l.split("\t\t")]
    if len(cells) > 5 and cells[1].isdigit():
        rows02[cells[1]] = cells[2:]
for r in provinces:
    cells = rows02.get(r["row"])
    if cells is None or len(cells) != 17:
        problems.append("row %s: %s cells in the report" % (r["row"], cells and len(cells)))
        continue
    if cells[0] != r["label_vi"]:
        problems.append("row %s: label '%s', the table has '%s'" % (r["row"], r["label_vi"], cells[0]))
    for p, c in zip(PROVINCES, cells[2:16]):
        count += 1
        if c == "" or r[p] == "":
            if c != r[p]:
                problems.append("row %s %s: '%s', the table has '%s'" % (r["row"], p, r[p], c))
        elif not near(float(r[p]), table_number(c)):
            problems.append("row %s %s: %s, the table has '%s'" % (r["row"], p, r[p], c))
    if cells[16] != r["printed_rank"]:
        problems.append("row %s: rank %s, the table has %s" % (r["row"], r["printed_rank"], cells[16]))
    for o in history:
        if o["place"] == "Biểu 02, " + r["row"] and o["printed"] != cells[2]:
            problems.append("row %s: history prints '%s', the table has '%s'" % (r["row"], o["printed"], cells[2]))
if len(rows02) != 15:
    problems.append("Biểu 02 has %d rows" % len(rows02))
group("Biểu 02, every cell", problems, "%d cells" % count)

# the text
problems, count = [], 0
for r in history:
    if not r["place"].startswith("Phần"):
        continue
    at = "%s %s" % (r["series"], r["year"])
    where = sections.get(r["place"])
    if where is None:
        problems.append("%s: no section '%s'" % (at, r["place"]))
        continue
    for piece in r["printed"].split("; "):
        count += 1
        if not re.search(r"(?<![\d.,])" + re.escape(piece) + r"(?!\d|[.,]\d)", where):
            problems.append("%s: '%s' is not in %s" % (at, piece, r["place"]))
    if r["status"] != "derived":
        numbers = [text_number(n) for n in NUMBER.findall(r["printed"])]
        if "triệu lượt" in r["printed"]:
            numbers = [n * 1000 for n in numbers]
        position = 1 if r["series"].endswith("_high") or r["series"] == "communes_total" else 0
        if not near(float(r["value"]), numbers[position]):
            problems.append("%s: value %s, printed '%s'" % (at, r["value"], r["printed"]))
group("text: every printed figure stands in its section", problems, "%d figures" % count)

problems, count = [], 0
if len(paragraph) != 24:
    problems.append("%d numbered targets found, not 24" % len(paragraph))
for n, text in paragraph.items():
    rows = [r for r in now if r["number"] == n]
    rest = text
    for r in rows:
        if r["printed"] not in text:
            problems.append("%s: '%s' is not in target (%s)" % (r["code"], r["printed"], n))
        if r["place"] != "Phần 2, II.3 (%s)" % n:
            problems.append(r["code"] + ": place")
        numbers = [text_number(x) for x in NUMBER.findall(re.sub(r"năm 2025|5 năm|/10\.000 dân", "", r["printed"]))]
        if "triệu lượt" in r["printed"]:
            numbers = [x * 1000 for x in numbers]
        if not numbers or not near(float(r["value"]), numbers[0]):
            problems.append("%s: value %s, printed '%s'" % (r["code"], r["value"], r["printed"]))
        rest = rest.replace(r["printed"], " ")
    rest = re.sub(r"(năm|giai đoạn) 20\d\d(-20\d\d)?|5 năm", "", rest)
    if NUMBER.search(rest):
        problems.append("target (%s): a number without a row in '%s'" % (n, squeeze(rest)))
    count += len(rows)
group("text: every number of the 24 targets", problems, "%d numbers" % count)

problems = []
for needle, why in (("Còn 5/22 chỉ tiêu chưa đạt", "five of 22 missed"), ("17/22 chỉ tiêu chủ yếu", "17 of 22 met"),
                    ("tỷ lệ bao phủ bảo hiểm y tế (xếp thứ 9/14)", "insurance rank in the text"),
                    ("bằng 209% kế hoạch", "209 % of the communes planned"),
                    ("tăng 94,46% so với năm 2015", "growth of deposits"), ("tăng 1,54 lần", "GRDP 1.54 times")):
    if needle not in squeeze(report):
        problems.append("'%s' (%s) is not in the report" % (needle, why))
groups_met = sum(1 for k in order[:22] if not k.startswith("IV."))
if groups_met != 17:
    problems.append("Biểu 01 lists %d of 22 as met, not 17" % groups_met)
group("text: what the README quotes", problems)

print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed else 0)
