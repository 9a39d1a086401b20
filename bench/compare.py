#!/usr/bin/env python3
"""Runs every contestant in turn, round after round, and prints how long each takes, with ratios.

Usage: bench/compare.py BUILD_FOLDER [--quick] [--rounds N] [--long]      (bench/run builds what it needs)

A contestant is a program that prints one line of JSON: how many paths it ran, in how much wall and processor time,
how many paths met each target and all of them. Contestants run as many paths as make a round short; times are per
path. Ratios are taken within a round, then their median, so that a machine that slows down for a while slows all.
Fails (exit 1) where probabilities differ by more than chance: 4 joint standard errors; where the kernel and the
engine do not count alike; or where a contestant does not run.
"""
import argparse
import json
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
PLAN40 = str(ROOT / "bench" / "plan40")
PEERS = ROOT / "bench" / "peers"
CHUNK = 4096
STANDARD_ERRORS = 4
PYTHON = "/usr/bin/python3"  # Debian's own, whose NumPy is measured

failures = []


def fail(words):
    failures.append(words)
    print(f"FAILED: {words}", file=sys.stderr)


class Contestant:
    """`command(paths)` is what is run; times of rounds are kept, ns a path."""

    def __init__(self, label, threads, paths, command):
        self.label, self.threads, self.paths, self.command = label, threads, paths, command
        self.wall, self.processor, self.last = [], [], None

    def round(self):
        done = subprocess.run([str(word) for word in self.command(self.paths)], capture_output=True, text=True,
                              check=False)
        try:
            self.last = json.loads(done.stdout.strip().splitlines()[-1])
        except (IndexError, ValueError):
            fail(f"{self.label} did not answer: {done.stderr.strip()[-300:]}")
            return False
        per_path = 1e9 / self.last["paths"]
        self.wall.append(self.last["wall"] * per_path)
        self.processor.append(self.last["processor"] * per_path)
        return True


def contestants(build, quick):
    """In the order they run in; what is compared most closely stands together."""
    scale = 4 if quick else 1
    ours = build / "bench_plan40"

    def chunks(name, *options):
        return lambda paths: [ours, name, "--chunks", paths // CHUNK, *options]

    def peer(*words):
        return lambda paths: [*words, PLAN40, paths]

    many, half = 256 * CHUNK // scale, 128 * CHUNK // scale
    two = ("--threads", 2)
    return {
        "engine2": Contestant("Prospect, model file", 2, many, chunks("engine", *two)),
        "kernel2": Contestant("kernel fused by hand", 2, many, chunks("kernel", *two)),
        "engine1": Contestant("Prospect, model file", 1, half, chunks("engine")),
        "kernel1": Contestant("kernel fused by hand", 1, half, chunks("kernel")),
        "simulate2": Contestant("Prospect, simulation alone", 2, many, chunks("engine-simulation", *two)),
        "kernel_simulate2": Contestant("kernel, simulation alone", 2, many, chunks("kernel-simulation", *two)),
        "single2": Contestant("kernel in single precision", 2, many, chunks("kernel-single", *two)),
        "engine_matrix2": Contestant("Prospect, a matrix of correlations", 2, many, chunks("engine", *two, "--matrix")),
        "kernel_matrix2": Contestant("kernel, a matrix of correlations", 2, many, chunks("kernel", *two, "--matrix")),
        "scalar": Contestant("C++ loop, standard library, -O2, OpenMP", 2, 80_000 // scale,
                             lambda paths: [build / "peer_scalar", PLAN40, paths, 2]),
        "numpy": Contestant("NumPy, float64", 2, 60_000 // scale, peer(PYTHON, PEERS / "numpy_peer.py")),
        "r": Contestant("R, vectorised", 2, 40_000 // scale, peer("Rscript", "--vanilla", PEERS / "r_peer.R")),
        "openturns": Contestant("OpenTURNS, function over samples", 2, 40_000 // scale,
                                peer(PYTHON, PEERS / "openturns_peer.py")),
    }


def check_probabilities(reference, contestant):
    """Holds hits against the reference run's, within sampling error; both ran on worlds of their own."""
    ours, theirs = reference, contestant.last
    if not theirs or "hits" not in theirs:
        return
    pairs = list(zip(ours["hits"], theirs["hits"])) + [(ours["joint"], theirs["joint"])]
    if len(ours["hits"]) != len(theirs["hits"]):
        fail(f"{contestant.label} counts {len(theirs['hits'])} targets")
    for number, (a, b) in enumerate(pairs):
        p, q = a / ours["paths"], b / theirs["paths"]
        error = math.sqrt(p * (1 - p) * (1 / ours["paths"] + 1 / theirs["paths"]))
        if abs(p - q) > STANDARD_ERRORS * error:
            what = "all targets" if number == len(ours["hits"]) else f"target {number}"
            fail(f"{contestant.label}: probability of {what} is {q:.5f}, ours {p:.5f}, standard error {error:.5f}")
    for a, b in zip(ours["means"], theirs.get("means", [])):
        if abs(b / a - 1) > 0.01:
            fail(f"{contestant.label}: a mean of the last year is {b:.6g}, ours {a:.6g}")


def ratios(top, bottom, field="wall"):
    return [a / b for a, b in zip(getattr(top, field), getattr(bottom, field))]


def print_table(runs):
    print("| plan-40, complete unless said | threads | paths | ns a path, min | median | processor ns, median "
          "| to Prospect | to kernel |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for run in runs.values():
        if not run.wall:
            continue
        wall, processor = statistics.median(run.wall), statistics.median(run.processor)
        to_engine, to_kernel = (statistics.median(ratios(run, runs[name])) for name in ("engine2", "kernel2"))
        print(f"| {run.label} | {run.threads} | {run.paths:,} | {min(run.wall):,.0f} | {wall:,.0f} | {processor:,.0f} "
              f"| {to_engine:.2f} | {to_kernel:.2f} |")


def print_ratios(runs):
    print("\nRatios within rounds, median (least to greatest); of wall and of processor time:\n")
    for words, top, bottom in [
            ("Prospect over the kernel, two threads", "engine2", "kernel2"),
            ("Prospect over the kernel, one thread", "engine1", "kernel1"),
            ("the same with a matrix of correlations", "engine_matrix2", "kernel_matrix2"),
            ("simulation alone over the kernel's", "simulate2", "kernel_simulate2"),
            ("single precision over double, kernel", "single2", "kernel2"),
            ("one thread over two, Prospect", "engine1", "engine2"),
            ("one thread over two, kernel", "kernel1", "kernel2"),
            ("C++ loop over Prospect", "scalar", "engine2"),
            ("NumPy over Prospect", "numpy", "engine2"),
            ("R over Prospect", "r", "engine2"),
            ("OpenTURNS over Prospect", "openturns", "engine2")]:
        if not (runs[top].wall and runs[bottom].wall):
            continue
        wall, processor = ratios(runs[top], runs[bottom]), ratios(runs[top], runs[bottom], "processor")
        print(f"- {words}: {statistics.median(wall):.2f} ({min(wall):.2f} to {max(wall):.2f}); "
              f"processor {statistics.median(processor):.2f}")


def timed(command, **variables):
    """Wall and processor seconds, peak memory in MiB and the error output of a process of its own, and after how many
    seconds it had printed all it had to print on standard output."""
    with tempfile.TemporaryFile() as words:
        begin = time.perf_counter()
        printed = begin
        with subprocess.Popen([str(w) for w in command], stdout=subprocess.PIPE, stderr=words,
                              env={**os.environ, **variables}) as process:
            while os.read(process.stdout.fileno(), 1 << 16):
                printed = time.perf_counter()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begin
        words.seek(0)
        said = words.read().decode()
    if process.returncode != 0:
        fail(f"{command[0]} ended with {process.returncode}: {said[-300:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said, printed - begin


def whole_program(build, rounds, quick):
    """The full Son La model, from the start of the program to its printed verdict; its fit is kept in a folder of the
    measurement's own, so that the first round alone makes it."""
    with tempfile.TemporaryDirectory() as cache:
        time_whole_program(build, rounds, quick, cache)


def time_whole_program(build, rounds, quick, cache):
    output = pathlib.Path(tempfile.gettempdir()) / f"prospect-compare-{os.getpid()}.h5"
    jobs = {"prospect check": ["check"]}
    for paths in (10_000, 100_000 if quick else 1_000_000):
        jobs[f"prospect run, {paths:,} paths"] = ["run", "scenarios/baseline.toml", "--paths", paths,
                                                  "--output", output]
    taken = {name: [] for name in jobs}
    fits = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, words in jobs.items():
            wall, processor, memory, said, printed = timed([build / "prospect", *words], XDG_CACHE_HOME=cache)
            taken[name].append((wall, processor, memory, printed))
            fit = re.search(r"fit ([0-9.]+)", said)
            fits[name].append(float(fit.group(1)) if fit else math.nan)
            output.unlink(missing_ok=True)
    print("\n| The full model, from the start of the program | verdict printed after s, min | median | file stored after "
          "s, median | of which fit | processor s | peak MiB |\n|---|---:|---:|---:|---:|---:|---:|")
    for name, rows in taken.items():
        wall = [row[0] for row in rows]
        fit = "" if math.isnan(fits[name][0]) else f"{statistics.median(fits[name]):.2f}"
        printed = [row[3] for row in rows]
        print(f"| {name} | {min(printed):.3f} | {statistics.median(printed):.3f} | {statistics.median(wall):.3f} | {fit} "
              f"| {statistics.median(row[1] for row in rows):.3f} | {max(row[2] for row in rows):.0f} |")


def sobol_points(build, rounds, quick):
    """Runs of Sobol' points against runs of plain paths, as the program itself says of simulating and summarising."""
    paths = 262_144 if quick else 1_048_576
    output = pathlib.Path(tempfile.gettempdir()) / f"prospect-sobol-{os.getpid()}.h5"
    command = [build / "prospect", "run", f"{PLAN40}/scenario.toml", "--paths", paths, "--output", output]
    ratio = []
    for _ in range(rounds):
        seconds = []
        for words in ([], ["--sampling", "sobol"]):
            said = timed([*command, *words])[3]
            seconds.append(float(re.search(r"summarise ([0-9.]+)", said).group(1)))
            output.unlink(missing_ok=True)
        ratio.append(seconds[1] / seconds[0])
    print(f"\nSobol' points over plain paths, {paths:,} of plan-40: {statistics.median(ratio):.2f} times the time "
          f"({min(ratio):.2f} to {max(ratio):.2f}).")


def raw_write(file, size):
    """Seconds to write that many bytes, 8 MiB at a time, and sync them: they are on the disk, as our file is."""
    piece = os.urandom(8 << 20)
    begin = time.perf_counter()
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for at in range(0, size, len(piece)):
        os.write(handle, piece[:min(len(piece), size - at)])
    os.fsync(handle)
    os.close(handle)
    return time.perf_counter() - begin


def kept_paths(build, rounds, quick):
    """Keeping every path of plan-40: the whole run, the run without, and a bare write of as many bytes. Ours and the
    bare one are both synced; ours is read back against its checksums besides. Each starts with nothing left to write.
    Ratios are taken inside a round, then their median."""
    paths = 65_536 if quick else 262_144
    folder = pathlib.Path(tempfile.gettempdir())
    output, bare = folder / f"prospect-kept-{os.getpid()}.h5", folder / f"prospect-bare-{os.getpid()}"
    command = [build / "prospect", "run", f"{PLAN40}/scenario.toml", "--paths", paths, "--output", output]

    def job(words):
        os.sync()
        seconds = timed(words)[0]
        bytes_written = output.stat().st_size if output.exists() else 0
        output.unlink(missing_ok=True)
        return seconds, bytes_written

    rows = []
    for _ in range(rounds):
        kept, size = job([*command, "--keep-paths", paths])
        without, alone = job(command)
        if size == 0:
            return
        os.sync()
        raw = raw_write(bare, size - alone)
        bare.unlink()
        rows.append((kept, without, raw, raw / max(kept - without, 1e-3), raw / kept))
    kept, without, raw, extra, whole = (statistics.median(row[k] for row in rows) for k in range(5))
    more = (size - alone) / 1e6
    print(f"\nKeeping all of {paths:,} paths of plan-40, {more:,.0f} MB more in the file: {kept:.2f} s in all, "
          f"{without:.2f} without keeping, {raw:.2f} to write and sync as many bytes bare "
          f"({more / raw:,.0f} MB/s). Over the bare rate: {extra:.2f} by what keeping adds to the run "
          f"(writing goes on beside the computing), {whole:.2f} by the whole run.")


def memory(build, long):
    print("\nPeak memory of plan-40 on two threads, a process of its own:\n")
    for paths in [10**6, 10**7] + ([10**8] if long else []):
        wall, _, peak, *_ = timed([build / "bench_plan40", "engine", "--threads", 2, "--chunks", -(-paths // CHUNK)])
        print(f"- {paths:,} paths: {peak:.0f} MiB, {wall:.1f} s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="two short rounds")
    parser.add_argument("--rounds", type=int, default=None)
    parser.add_argument("--long", action="store_true", help="also the memory of 10^8 paths")
    options = parser.parse_args()
    rounds = options.rounds or (2 if options.quick else 7)
    build = options.build.resolve()
    os.chdir(ROOT)
    print(subprocess.run([build / "bench_plan40", "machine"], capture_output=True, text=True, check=True).stdout)

    runs = contestants(build, options.quick)
    reference = Contestant("reference", 2, 245 * CHUNK, runs["engine2"].command)
    reference.round()
    for _ in range(rounds):
        for run in list(runs.values()):
            run.round()
    for name in ("engine2", "scalar", "numpy", "r", "openturns"):
        if reference.last:
            check_probabilities(reference.last, runs[name])
    print(f"{rounds} rounds, every contestant once a round, in the order of the table.\n")
    print_table(runs)
    print_ratios(runs)
    versions = {name: runs[name].last["version"] for name in ("numpy", "r", "openturns") if runs[name].last}
    print(f"\nVersions: {versions}. Probabilities of all agree within {STANDARD_ERRORS} joint standard errors."
          if not failures else "")
    whole_program(build, 1 if options.quick else min(rounds, 3), options.quick)  # the fit is the most of it
    sobol_points(build, max(2, rounds // 2), options.quick)
    kept_paths(build, max(2, rounds // 2), options.quick)
    if not options.quick:
        memory(build, options.long)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
