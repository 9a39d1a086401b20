#!/usr/bin/python3
"""Holds the reference page against the program: reference_test.py PROSPECT

Every key, function and distribution of engine/model/keys.cpp stands in engine/model/REFERENCE.md with the same word on
whether it must be given, and the page names no other; the page's examples pass `prospect check`; every kind of problem
in engine/base/problem_kinds.cpp is raised by a case of tests/cases/problems that bears its name.
"""

import collections
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (ROOT / "engine/model/REFERENCE.md").read_text(encoding="utf-8")
SOURCE = (ROOT / "engine/model/keys.cpp").read_text(encoding="utf-8")
KINDS = (ROOT / "engine/base/problem_kinds.cpp").read_text(encoding="utf-8")


def keys_of_source():
    """(scenario, table) -> key -> whether it must be given."""
    shared = {
        name: (key, must == "true")
        for name, key, must in re.findall(r'constexpr KeyInfo (\w+) = \{"(\w+)", "[^"]*", (true|false)', SOURCE)
    }
    body = SOURCE[SOURCE.index("language_keys()") : SOURCE.index("keys_of(std::string_view")]
    tables = {}
    for table, scenario, rest in re.findall(r'\n      \{"([\w.]*)", (true|false), \{(.*?)\}\},(?=\n)', body, re.S):
        keys = dict(shared[name] for name in re.findall(r"(?<![\w\"])(\w+_key)(?=[,}])", rest))
        for key, must in re.findall(r'\{"(\w+)", "(?:[^"\\]|\\.)*", (true|false),', rest):
            keys[key] = must == "true"
        tables[(scenario == "true", table)] = keys
    return tables


def names_of_source(start):
    body = SOURCE[SOURCE.index(start) :]
    return set(re.findall(r'\{"(\w+)", -?\d+, -?\d+,', body[: body.index("return ")]))


def rows_under(heading):
    """First cells in backquotes, and the rows' cells, of the tables between a heading and the next."""
    at = PAGE.index(heading) + len(heading)
    end = re.search(r"^#", PAGE[at:], re.M)
    section = re.sub(r"```.*?```", "", PAGE[at : at + end.start() if end else None], flags=re.S)
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("| `") else []
        if cells:
            yield cells[0].strip("`"), cells


def keys_of_page():
    tables = {}
    for heading in re.findall(r"^### .*$", PAGE, re.M):
        scenario = heading.startswith("### Scenario")
        name = re.search(r"`\[(.*)\]`", heading)
        tables[(scenario, name.group(1) if name else "")] = {
            key: cells[2] == "yes" for key, cells in rows_under(heading + "\n")
        }
    return tables


def keys_agree():
    source, page = keys_of_source(), keys_of_page()
    assert len(source) >= 15, "keys.cpp is not read as it was"
    assert source.keys() == page.keys(), f"tables differ: {source.keys() ^ page.keys()}"
    for table, keys in source.items():
        assert keys == page[table], f"keys of {table} differ: {dict(set(keys.items()) ^ set(page[table].items()))}"


def functions_agree():
    source, page = names_of_source("language_functions()"), {name for name, _ in rows_under("## Functions\n")}
    assert len(source) > 15 and source == page, f"functions differ: {source ^ page}"


def distributions_agree():
    source = names_of_source("language_distributions()")
    page = {name for name, _ in rows_under("## Distributions\n")}
    assert len(source) > 10 and source == page, f"distributions differ: {source ^ page}"


def examples():
    """Name -> file -> text."""
    found = collections.defaultdict(dict)
    for kind, name, file, text in re.findall(
        r"^```(toml|csv) example=(\w+)(?: file=([\w.]+))?\n(.*?)^```$", PAGE, re.M | re.S
    ):
        assert kind == "toml" or file, f"a table of example {name} has no file name"
        found[name][file or "model.toml"] = text
    return found


def every_name_has_an_example():
    text = "".join(text for files in examples().values() for text in files.values())
    for name in names_of_source("language_functions()") | names_of_source("language_distributions()"):
        assert re.search(rf"\b{name}\(", text), f"no example uses {name}"


def example_passes(prospect, files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
        first = "scenario.toml" if "scenario.toml" in files else "model.toml"
        ended = subprocess.run([prospect, "check", first], cwd=folder, capture_output=True, text=True, check=False)
        printed = ended.stdout + ended.stderr
        assert ended.returncode == 0 and "warning:" not in printed, printed


def kinds_of_case(prospect, case):
    """Kinds that the last call of a case prints with --json."""
    with tempfile.TemporaryDirectory() as out:
        printed = ""
        for line in (case / "args").read_text(encoding="utf-8").splitlines():
            words = [word.replace("{dir}", str(case)).replace("{out}", out) for word in shlex.split(line)]
            printed = subprocess.run([prospect, *words, "--json"], capture_output=True, text=True, check=False).stdout
    return set(re.findall(r'"kind": ?"([\w-]+)"', json.dumps(json.loads(printed))))


def every_kind_has_a_case(prospect):
    kinds = set(re.findall(r'^    \{"([\w-]+)", (?:error|warning),', KINDS, re.M))
    assert len(kinds) > 30, "problem_kinds.cpp is not read as it was"
    raised = set()
    for args in sorted((ROOT / "tests/cases/problems").glob("*/args")):
        name = args.parent.name
        found = kinds_of_case(prospect, args.parent)
        assert name.split("_")[0] in found, f"case {name} raises {found}"
        raised |= found
    assert kinds == raised, f"kinds without a case, or unknown: {kinds ^ raised}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    prospect = str(pathlib.Path(sys.argv[1]).resolve())
    tests = [
        ("keys agree", keys_agree),
        ("functions agree", functions_agree),
        ("distributions agree", distributions_agree),
        ("every name has an example", every_name_has_an_example),
        ("every kind has a case", lambda: every_kind_has_a_case(prospect)),
    ]
    for name, files in examples().items():
        tests.append((f"example {name} passes", lambda files=files: example_passes(prospect, files)))
    failed = 0
    for name, test in tests:
        try:
            test()
        except (AssertionError, ValueError, OSError) as error:
            failed += 1
            print(f"FAILED {name}\n  {error}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
