#!/usr/bin/python3
"""The portable program at each level of the instruction set, timed in turn on plan-40 and held to the same results:
bench/levels.py PORTABLE PLAIN [ROUNDS]

PORTABLE  the installed program of a build with PROSPECT_ARCH=portable, which takes the level that the loader finds
PLAIN     one of a build with PROSPECT_ARCH at the machine's best level, of the same source: the same code, no choice
ROUNDS    (7) each runs every program once

Seconds are those the program itself says of simulating and summarising, processor seconds those of its process. Starts
are timed by `check` of plan-40. Fails if a result differs by a byte.
"""

import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "levels"))
import levels  # noqa: E402  (stands beside the test of the same programs)

SCENARIO = ROOT / "bench" / "plan40" / "scenario.toml"
PATHS = 1 << 20


def processor_seconds(command):
    """Processor seconds of a command and what it wrote to its error output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stderr


def main():
    portable, plain = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    found = levels.runnable(portable)
    runs = {f"portable, {level}": levels.at_level(portable, level) for level in found}
    for level in found:
        if levels.said_level(levels.at_level(portable, level)) != level:
            print(f"bench/levels.py: {portable} does not run at {level}; is it installed?", file=sys.stderr)
            return 1
    runs["portable, left to itself"] = [str(portable)]
    runs["built for the best level, no choice"] = [str(plain)]
    wall, processor, start = ({name: [] for name in runs} for _ in range(3))
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, command in runs.items():
                file = os.path.join(folder, "result.h5")
                seconds, said = processor_seconds([*command, "run", SCENARIO, "--paths", str(PATHS), "--threads", "2",
                                                   "--output", file])
                wall[name].append(float(re.search(r"summarise ([0-9.]+)", said).group(1)))
                processor[name].append(seconds)
                results[name] = pathlib.Path(file).read_bytes()
                start[name].append(processor_seconds([*command, "check", SCENARIO])[0])
    print(f"{PATHS:,} paths of plan-40, two threads, {rounds} rounds in turn\n")
    print("| program | simulate and summarise, s, min | median | processor s, min | median | a start, s, median |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in runs:
        print(f"| {name} | {min(wall[name]):.2f} | {statistics.median(wall[name]):.2f} | {min(processor[name]):.2f} "
              f"| {statistics.median(processor[name]):.2f} | {statistics.median(start[name]):.3f} |")
    print()
    for words, top, bottom in (("AVX2 over AVX-512, one program", "portable, avx2", "portable, avx512"),
                               ("baseline over AVX-512, one program", "portable, baseline", "portable, avx512"),
                               ("baseline over AVX2, one program", "portable, baseline", "portable, avx2"),
                               ("choosing when it starts over no choice", "portable, left to itself",
                                "built for the best level, no choice")):
        if top in runs and bottom in runs:
            ratios = [[a / b for a, b in zip(of[top], of[bottom])] for of in (wall, processor)]
            print(f"- {words}: {statistics.median(ratios[0]):.3f} ({min(ratios[0]):.3f} to {max(ratios[0]):.3f}); "
                  f"processor {statistics.median(ratios[1]):.3f}")
    same = len(set(results.values())) == 1
    print(f"- result files of all: {'equal byte for byte' if same else 'NOT EQUAL'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
