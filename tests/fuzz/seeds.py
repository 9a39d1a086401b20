#!/usr/bin/python3
"""Writes seeds for the fuzzers from the cases and the province: seeds.py PROSPECT FOLDER

FOLDER/inputs: models with their tables and scenarios in one file each, as inputs.cpp takes them apart.
FOLDER/result: small result files, with answers in them. FOLDER/part: parts and saved progress without their digests.
"""

import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
DIGEST_DIGITS = 64


def joined(folder, names):
    """Files of a folder as one; the first is the one that is named to the reader."""
    return b"".join(b"=== %s\n%s" % (name.encode(), (folder / name).read_bytes().rstrip(b"\n") + b"\n")
                    for name in names)


def write(folder, name, data):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def inputs(folder):
    for files in sorted({path.parent for path in CASES.rglob("*.toml")}):
        here = {path.relative_to(files).as_posix() for path in files.rglob("*") if path.suffix in (".toml", ".csv")}
        for first in sorted(name for name in here if name.endswith(".toml")):
            rest = sorted(here - {first})
            name = "_".join(files.relative_to(CASES).parts) + "_" + first.replace("/", "_")
            data = joined(files, [first, *rest])
            if len(data) < 30000:
                write(folder, name, data)
    province = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "data" / "sonla").glob("*")
                      if path.suffix in (".toml", ".csv"))
    write(folder, "sonla", joined(ROOT, ["scenarios/baseline.toml", *province]))


def done(prospect, *words):
    subprocess.run([prospect, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def results(prospect, folder, scratch):
    reservoir = CASES / "reservoir" / "files"
    asked = scratch / "asked"
    done(prospect, "run", reservoir / "baseline.toml", reservoir / "renewal.toml", "--paths", "2000", "--output", asked)
    for words in (["explain", asked, "--paths", "2000"], ["score", asked], ["distance", asked], ["discover", asked],
                  ["compare", asked, "--scenario", "baseline", "--scenario", "renewal", "--paths", "2000"]):
        done(prospect, *words, "--store")
    write(folder / "result", "asked", asked.read_bytes())
    observed = CASES / "observed" / "files"
    done(prospect, "run", observed / "model.toml", "--paths", "5000", "--observe", observed / "new.csv", "--output", asked)
    write(folder / "result", "observed", asked.read_bytes())
    runs = {"plain": ["--paths", "500"], "kept": ["--paths", "300", "--keep-paths", "50"],
            "points": ["--paths", "4096", "--sampling", "sobol"], "early": ["--precision", "2"]}
    for name, words in runs.items():
        result = scratch / name
        done(prospect, "run", reservoir / "baseline.toml", *words, "--output", result)
        write(folder / "result", name, result.read_bytes())
    for part in ("1/2", "2/2"):
        file = scratch / "part"
        done(prospect, "run", reservoir / "baseline.toml", "--paths", "8192", "--part", part, "--output", file)
        data = file.read_bytes()[:-DIGEST_DIGITS]
        write(folder / "part", "part" + part[0], data)


def main():
    prospect, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    inputs(folder / "inputs")
    with tempfile.TemporaryDirectory() as scratch:
        results(prospect, folder, pathlib.Path(scratch))


if __name__ == "__main__":
    main()
