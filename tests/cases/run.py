#!/usr/bin/python3
"""Runs the cases: run.py PROSPECT [NAME...]

A case is a folder with a file `args`. Each of its lines holds the arguments of one call of prospect;
{dir} stands for the case's folder, {out} for an empty temporary folder. `expect.txt` begins with
`exit N`, the code of the last call (those before it must end with 0), then lines that must occur in
what the calls print, standard output and standard error, in this order; a line that begins with `not `
must occur nowhere. After `exit N` may stand `json`: the last call prints one JSON value.

A call that ends with 2 must leave {out} as it found it. A file `same` names result files of {out}, two a
line, that must be equal byte for byte. NAME picks the cases whose name contains it.
"""

import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

CASES = pathlib.Path(__file__).resolve().parent
TIME_LIMIT = 300  # seconds a call
# Cases meet no fits kept by earlier runs: equal bits must be made twice to be worth comparing.
os.environ["XDG_CACHE_HOME"] = "/dev/null"


def calls_of(case, out):
    for line in (case / "args").read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield [word.replace("{dir}", str(case)).replace("{out}", str(out)) for word in shlex.split(line)]


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def faults_in_text(lines, text):
    at = 0
    for line in lines:
        if line.startswith("not "):
            if line[4:] in text:
                yield f"must not occur: {line[4:]}"
            continue
        found = text.find(line, at)
        if found < 0:
            where = "stands too early" if line in text else "does not occur"
            yield f"{where}: {line}"
        else:
            at = found + len(line)


def faults_of(prospect, case, out):
    """The faults of one case, and all it printed."""
    first, *lines = [line.rstrip() for line in (case / "expect.txt").read_text(encoding="utf-8").splitlines()]
    word, code, *marks = first.split()
    assert word == "exit" and not set(marks) - {"json"}, f"{case}/expect.txt begins with 'exit N'"
    faults, text = [], ""
    calls = list(calls_of(case, out))
    for number, call in enumerate(calls):
        before = contents(out)
        ended = subprocess.run([prospect, *call], capture_output=True, timeout=TIME_LIMIT, cwd=out.parent)
        printed = ended.stdout.decode("utf-8", "replace")
        text += printed + ended.stderr.decode("utf-8", "replace")
        wanted = int(code) if number + 1 == len(calls) else 0
        if ended.returncode != wanted:
            faults.append(f"call {number + 1} ended with {ended.returncode}, expected {wanted}")
        if ended.returncode == 2 and contents(out) != before:
            faults.append("a refused call left something behind")
        if number + 1 == len(calls) and "json" in marks:
            try:
                json.loads(printed)
            except ValueError as error:
                faults.append(f"not JSON: {error}")
    faults += faults_in_text([line for line in lines if line], text)
    if (case / "same").exists():
        for line in (case / "same").read_text(encoding="utf-8").splitlines():
            one, other = line.split()
            if (out / one).read_bytes() != (out / other).read_bytes():
                faults.append(f"{one} and {other} differ")
    return faults, text


def named(case):
    return case.relative_to(CASES).as_posix()


def tried(prospect, case):
    """What is wrong with a case, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        out.mkdir()
        try:
            return faults_of(prospect, case, out)
        except (OSError, AssertionError, subprocess.TimeoutExpired) as error:
            return [str(error)], ""


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    prospect = str(pathlib.Path(sys.argv[1]).resolve())
    cases = sorted(path.parent for path in CASES.rglob("args"))
    if len(sys.argv) > 2:
        cases = [case for case in cases if any(wanted in named(case) for wanted in sys.argv[2:])]
    passed = failed = 0
    # As many at once as the machine has cores; told in their order.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        for case, (faults, text) in zip(cases, workers.map(lambda case: tried(prospect, case), cases)):
            if not faults:
                passed += 1
                continue
            failed += 1
            print(f"FAILED {named(case)}")
            for fault in faults:
                print(f"  {fault}")
            print("".join(f"  | {line}\n" for line in text.splitlines()), end="")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
