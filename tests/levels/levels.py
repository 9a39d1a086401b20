#!/usr/bin/python3
"""The portable program at every level of the instruction set that it has and this machine can run:
levels.py PORTABLE OTHER SCENARIO [PATHS]

PORTABLE is a program of a build with PROSPECT_ARCH=portable; OTHER one of any other build of the same source. Each
level must say its name (`--version`), and the result files of all levels and of OTHER must be equal byte for byte.
Left to itself the program must take the best level.

The loader is told which levels to search: `--glibc-hwcaps-mask` is an option of the C library's loader.
"""

import pathlib
import subprocess
import sys
import tempfile

LOADER = "/lib64/ld-linux-x86-64.so.2"
# Level, and the folder of glibc-hwcaps its object lies in.
FOLDERS = {"baseline": "", "avx2": "x86-64-v3", "avx512": "x86-64-v4"}


def runnable(program):
    """The levels that PROGRAM has and this machine can run, the best last."""
    described = subprocess.run([LOADER, "--help"], capture_output=True, text=True, check=True).stdout
    found = []
    for level, folder in FOLDERS.items():
        if level == "baseline":
            found.append(level)
        elif f"{folder} (supported" in described and any(
                (program.parent / lib / "glibc-hwcaps" / folder).is_dir() for lib in ("lib", "../lib")):
            found.append(level)
    return found


def at_level(program, level):
    """The words of a command that runs PROGRAM at LEVEL; a mask that names no folder leaves the baseline."""
    return [LOADER, "--glibc-hwcaps-mask", FOLDERS[level] or "none", str(program)]


def said_level(command):
    said = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True).stdout
    return said.strip().rpartition("(")[2].rstrip(")")


def main():
    portable, other = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    scenario, paths = sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else "5000"
    levels = runnable(portable)
    faults = []
    if said_level([str(portable)]) != levels[-1]:
        faults.append(f"left to itself the program ran at {said_level([str(portable)])}, not at {levels[-1]}")
    with tempfile.TemporaryDirectory() as folder:
        commands = {level: at_level(portable, level) for level in levels}
        for level, command in commands.items():
            if said_level(command) != level:
                faults.append(f"asked for {level}, the program ran at {said_level(command)}")
        commands[f"{other.parent.name}/{other.name} ({said_level([str(other)])})"] = [str(other)]
        results = {}
        for number, (name, command) in enumerate(commands.items()):
            result = pathlib.Path(folder) / f"{number}.h5"
            run = [*command, "run", scenario, "--paths", paths, "--output", str(result)]
            subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
            results[name] = result.read_bytes()
    first = next(iter(results))
    for name, content in results.items():
        if content != results[first]:
            faults.append(f"the result file of {name} differs from that of {first}")
    for fault in faults:
        print("FAILED:", fault)
    if faults:
        sys.exit(1)
    print(f"{len(results[first])} bytes of a result file are equal: {', '.join(results)}")


if __name__ == "__main__":
    main()
