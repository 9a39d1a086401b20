#!/usr/bin/env python3
"""The rules of the house that a compiler does not hold: who may include whom, sizes, privacy.

Usage: tests/house/house_test.py BUILD_FOLDER   (reads rooms.txt, which CMake writes there)
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "engine"
# A file is one stage or one concept; these limits are hard.
LONGEST_FILE, LONGEST_HEADER, LONGEST_LINE = 500, 250, 120
# Outside libraries stay behind the rooms' doors.
OUTSIDE = ("boost/", "Eigen/", "hdf5", "fmt/", "toml++/", "CLI/", "omp.h", "xlsxwriter")

passed = failed = 0


def check(condition, words):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print("FAILED:", words)


def rooms(build):
    table = {}
    for line in (Path(build) / "rooms.txt").read_text().splitlines():
        name, uses = line.split(":")
        table[name.strip()] = set(uses.split())
    return table


def sources():
    return sorted(p for p in ENGINE.rglob("*") if p.suffix in (".hpp", ".cpp"))


def check_includes(table):
    """A room includes itself and the rooms of its row; no row points right, so no ring can form."""
    order = list(table)
    for room, uses in table.items():
        later = [u for u in uses if order.index(u) >= order.index(room)]
        check(not later, f"room {room} uses {later}, which stand after it")
    for path in sources():
        room = path.relative_to(ENGINE).parts[0]
        if room == "app" and path.name == "main.cpp":
            continue
        allowed = table[room] | {room}
        for other in re.findall(r'^#include "(\w+)/', path.read_text(), re.M):
            check(other in allowed, f"{path.relative_to(ROOT)} includes {other}/, not in its row")


def check_headers():
    for path in sources():
        text = path.read_text()
        name = path.relative_to(ROOT)
        lines = text.splitlines()
        limit = LONGEST_HEADER if path.suffix == ".hpp" else LONGEST_FILE
        check(len(lines) <= limit, f"{name} has {len(lines)} lines, allowed are {limit}")
        for number, line in enumerate(lines, 1):
            check(len(line) <= LONGEST_LINE, f"{name}:{number} has {len(line)} characters")
        if path.suffix == ".hpp":
            check(text.startswith("#pragma once"), f"{name} does not begin with #pragma once")
            check("using namespace" not in text, f"{name} has a using namespace")
            for library in OUTSIDE:
                check(f"#include <{library}" not in text, f"{name} shows {library}")
        if path.name != "ordered_for.cpp":
            check("#pragma omp" not in text, f"{name} has an OpenMP pragma of its own")
        check(not re.search(r"\bstd::(mt19937|normal_distribution|uniform_real_distribution)", text),
              f"{name} draws from the standard library")


def check_tests_are_built():
    listed = (ROOT / "tests" / "CMakeLists.txt").read_text()
    for path in sorted((ROOT / "tests").glob("*/*_test.cpp")):
        check(path.name in listed, f"{path.relative_to(ROOT)} is in no test executable")
    engine = (ENGINE / "CMakeLists.txt").read_text()
    for path in sources():
        check(path.name in engine, f"{path.relative_to(ROOT)} is in no room")


def check_map():
    """The map names every room and stays one screen long."""
    text = (ENGINE / "README.md").read_text()
    check(len(text.splitlines()) <= 60, "engine/README.md is longer than a screen")
    for room in sorted(p.name for p in ENGINE.iterdir() if p.is_dir()):
        check(f"**{room}**" in text, f"engine/README.md does not name {room}")


def main():
    table = rooms(sys.argv[1])
    check(len(table) == 14, f"fourteen rooms are expected, found {len(table)}")
    check_includes(table)
    check_headers()
    check_tests_are_built()
    check_map()
    print(f"house: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
