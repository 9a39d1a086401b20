#!/usr/bin/python3
"""Runs clang-tidy over the engine: tidy.py BUILD

BUILD is a build with clang; what it compiles together is looked at together, a third of the time of file by file. The
checks and what was left out of them stand in .clang-tidy. Headers are seen through the files that include them.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def units(build):
    for command in json.loads((build / "compile_commands.json").read_text()):
        file = command["file"]
        if "/engine/" in file and "verify_interface" not in file and not file.endswith((".c", "embedded.cpp")):
            yield file


def findings(build, file):
    ended = subprocess.run(["clang-tidy", "-p", build, "--quiet", file], capture_output=True, text=True, check=False)
    found = re.findall(r"^(/\S+:\d+:\d+): (?:warning|error): (.*\[[a-z,.-]+\])$", ended.stdout, re.MULTILINE)
    if ended.returncode != 0 and not found:
        found = [(file, (ended.stdout + ended.stderr)[-2000:])]
    return found


def main():
    build = pathlib.Path(sys.argv[1])
    files = list(units(build))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        all_found = {one for found in workers.map(lambda file: findings(build, file), files) for one in found}
    for place, what in sorted(all_found):
        print(f"FAILED: {os.path.relpath(place, ROOT)}: {what}" if "\n" not in what else f"FAILED: {place}:\n{what}")
    print(f"clang-tidy: {len(files)} units, {len(all_found)} findings")
    return 1 if all_found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
