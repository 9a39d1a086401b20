#!/usr/bin/python3
"""The machine fails under runs: machine.py PROSPECT [--points N]

The disk is full at N points of a result file (a limit on the size of files, which fails writes as a full disk does),
standard output cannot be written or its reader is gone, the folder goes away, memory is short. Each time the exit code
is 5, one sentence says why, an earlier file is untouched, and nothing is left beside it.
"""

import argparse
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import h5py

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "cases" / "reservoir" / "files"
BASE = FILES / "baseline.toml"
MACHINE_FAILURE = 5
failures = []
checks = 0


def check(condition, words):
    global checks
    checks += 1
    if not condition:
        failures.append(words)
        print(f"FAILED: {words}")


def run(prospect, *words, limits=(), **options):
    def limit():
        for what, most in limits:
            resource.setrlimit(what, (most, most))

    options.setdefault("stdout", subprocess.DEVNULL)
    return subprocess.run([prospect, *(str(word) for word in words)], stderr=subprocess.PIPE, text=True, timeout=300,
                          preexec_fn=limit, check=False, **options)


def told(done, words):
    sentences = [line for line in done.stderr.splitlines() if line.startswith("prospect: ")]
    check(done.returncode == MACHINE_FAILURE, f"{words}: exit code {done.returncode}: {done.stderr[-200:]}")
    check(len(sentences) == 1, f"{words}: {len(sentences)} sentences: {done.stderr[-300:]}")


def untouched(folder, earlier, words):
    """The earlier result is there as it was, and nothing else."""
    check((folder / "result.h5").read_bytes() == earlier, f"{words}: the earlier file is another")
    left = [path.name for path in folder.iterdir()]
    check(left == ["result.h5"], f"{words}: {left} is left")


def full_disk(prospect, folder, points):
    """The file grows to its limit at `points` places, with kept paths (streamed) and without."""
    for words in (["--paths", 6000], ["--paths", 6000, "--keep-paths", 6000]):
        result = folder / "result.h5"
        run(prospect, "run", BASE, *words, "--output", result)
        size = result.stat().st_size
        result.unlink()
        run(prospect, "run", BASE, "--paths", 1000, "--output", result)
        earlier = result.read_bytes()
        for k in range(points):
            most = size * k // points
            done = run(prospect, "run", BASE, *words, "--output", result, limits=[(resource.RLIMIT_FSIZE, most)])
            told(done, f"full at {most} of {size} bytes")
            untouched(folder, earlier, f"full at {most} of {size} bytes")
        result.unlink()


def other_writers(prospect, folder):
    """A question that keeps its answer, a report, a part and an extension on a disk that is full."""
    result = folder / "result.h5"
    run(prospect, "run", BASE, "--paths", 3000, "--output", result)
    earlier = result.read_bytes()
    limits = [(resource.RLIMIT_FSIZE, 4096)]
    for words in (["explain", result, "--paths", 1024, "--store"], ["extend", result, "--paths", 9000],
                  ["report", result, folder / "report.html"], ["report", result, folder / "report.xlsx"],
                  ["run", BASE, "--paths", 9000, "--part", "1/2", "--output", folder / "part"]):
        told(run(prospect, *words, limits=limits), f"{words[0]} on a full disk")
        untouched(folder, earlier, f"{words[0]} on a full disk")
    result.unlink()


def standard_output(prospect, folder):
    result = folder / "result.h5"
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = run(prospect, "run", BASE, "--paths", 3000, "--output", result, stdout=full)
    told(done, "standard output full")
    check(result.exists(), "standard output full: no result file")
    result.unlink(missing_ok=True)
    process = subprocess.Popen([prospect, "run", BASE, "--paths", "3000", "--output", result], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    process.stdout.close()
    said = process.stderr.read()
    check(process.wait(timeout=300) == MACHINE_FAILURE, f"reader gone: {process.returncode} {said}")
    check(result.exists(), "reader gone: no result file")
    with open("/dev/full", "w", encoding="utf-8") as full:
        for words in (["check", BASE], ["explain", result, "--paths", 1024], ["check", BASE, "--json"]):
            told(run(prospect, *words, stdout=full), f"{words[0]}, standard output full")
    result.unlink()


def folder_gone(prospect, folder):
    inner = folder / "inner"
    inner.mkdir()
    process = subprocess.Popen([prospect, "run", BASE, "--paths", "3000000", "--output", inner / "result.h5"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    shutil.rmtree(inner)
    process.send_signal(2)
    said = process.communicate(timeout=300)[1]
    check(process.returncode == MACHINE_FAILURE, f"folder gone: exit code {process.returncode}: {said}")
    check(said.count("prospect: ") == 1, f"folder gone: {said}")


def same_name(prospect, folder):
    """A second run on the same result, and answers kept in it at once: none is lost, none is mixed."""
    result = folder / "result.h5"
    run(prospect, "run", BASE, "--paths", 2000, "--output", result)
    earlier = result.read_bytes()
    first = subprocess.Popen([prospect, "run", BASE, "--paths", "5000000", "--output", result],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not pathlib.Path(f"{result}.lock").exists():
        time.sleep(0.01)
    for words in (["run", BASE, "--paths", 2000, "--output", result], ["extend", result, "--paths", 9000],
                  ["explain", result, "--paths", 1024, "--store"]):
        done = run(prospect, *words)
        check(done.returncode == 2 and "another command is at work" in done.stderr,
              f"{words[0]} beside a run: {done.returncode} {done.stderr[-200:]}")
    first.kill()
    first.wait()
    check(result.read_bytes() == earlier, "a run that was killed changed the result")
    targets = ["1", "2a", "3", "4"]
    waiting = list(targets)
    while waiting:   # turned away while another writes: asked again
        asked = {target: subprocess.Popen([prospect, "explain", result, "--target", target, "--paths", "1024", "--store"],
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for target in waiting}
        codes = {target: process.wait(timeout=300) for target, process in asked.items()}
        check(set(codes.values()) <= {0, 2} and 0 in codes.values(), f"answers at once: {codes}")
        if 0 not in codes.values():
            break
        waiting = [target for target, code in codes.items() if code != 0]
    with h5py.File(result) as file:
        kept = [name.decode() for name in file["answers/answer"][:]]
    check(len(kept) == len(targets), f"of {len(targets)} answers {kept} are kept")
    for path in folder.iterdir():
        path.unlink()


def short_memory(prospect):
    """Less and less address space: it works, or says that it does not."""
    codes = set()
    with tempfile.TemporaryDirectory() as folder:
        for mebibytes in (1000, 500, 300, 250, 200, 150, 120, 100, 80, 60, 40):
            done = run(prospect, "run", BASE, "--paths", 3000, "--threads", 1, "--output", f"{folder}/a.h5",
                       limits=[(resource.RLIMIT_AS, mebibytes << 20)])
            codes.add(done.returncode)
            check(done.returncode in (0, MACHINE_FAILURE),
                  f"{mebibytes} MiB: exit code {done.returncode}: {done.stderr[-200:]}")
            if done.returncode == MACHINE_FAILURE:
                check("prospect: " in done.stderr, f"{mebibytes} MiB: nothing is said: {done.stderr[-200:]}")
    check(MACHINE_FAILURE in codes, f"memory was never short: {codes}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("prospect")
    parser.add_argument("--points", type=int, default=10)
    options = parser.parse_args()
    prospect = str(pathlib.Path(options.prospect).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        full_disk(prospect, folder, options.points)
        other_writers(prospect, folder)
        standard_output(prospect, folder)
        folder_gone(prospect, folder)
        same_name(prospect, pathlib.Path(tempfile.mkdtemp(dir=name)))
    short_memory(prospect)
    print(f"{checks - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
