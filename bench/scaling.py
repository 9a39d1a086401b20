#!/usr/bin/env python3
"""Measures runs of several processes (ranks) against threads, and what a long run costs.

Usage: bench/scaling.py PROSPECT [--rounds N] [--paths N] [--worlds N] [--quick] [--only PART...] [--grid FILE]

PROSPECT  a program built with -DPROSPECT_MPI=ON
--only    parts of: run, sweep, cost, kept, schedule (all of them)

Every contestant runs once a round, in rotation; ratios are taken within a round. Given are medians, with the least and
the greatest: of n rounds these hold the true median with a confidence of 1 - 2^(1 - n), 97 % of six. Fits are kept in a
folder of the measurement's own and made before the first round. Result files of all contestants must be equal, byte for
byte (exit 1).

The schedule is a simulation of the foreman's, unit by unit, with what was measured; where a part was left out, and for
what one machine cannot tell, it takes the assumptions that are printed. Tables go to standard output.
"""
import argparse
import heapq
import json
import math
import os
import pathlib
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib

from compare import raw_write

ROOT = pathlib.Path(__file__).resolve().parents[1]
SCENARIO = ROOT / "scenarios" / "baseline.toml"
OTHER = ROOT / "scenarios" / "plan.toml"
GRID = ROOT / "scenarios" / "grids" / "growth_and_poverty.toml"
CHUNK = 4096
PARTS = ("run", "sweep", "cost", "kept", "schedule")

failures = []


def fail(words):
    failures.append(words)
    print(f"FAILED: {words}", file=sys.stderr)


def spread(values, form="{:.2f}"):
    """The median, with the least and the greatest."""
    return f"{form.format(statistics.median(values))} ({form.format(min(values))} to {form.format(max(values))})"


class Measured:
    """What one command took."""

    def __init__(self, wall, usage, said, file):
        self.wall, self.processor, self.memory = wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        told = dict(re.findall(r"(read and compile|fit|simulate and summarise|write) ([0-9.]+)", said))
        self.simulate, self.fit = float(told.get("simulate and summarise", "nan")), float(told.get("fit", "nan"))
        self.compile = float(told.get("read and compile", "nan"))
        self.size = file.stat().st_size if file.exists() else 0


class Bench:
    def __init__(self, prospect, folder, options):
        self.prospect, self.folder, self.options = prospect, folder, options
        self.file = folder / "result.h5"
        self.environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
        (folder / "cache").mkdir()
        if os.getuid() == 0:
            self.environment |= {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}

    def command(self, words, ranks=0, threads=1, through=()):
        """Of one process if `ranks` is 0."""
        cores = os.cpu_count() or 1
        launcher = ["mpirun", "-n", ranks, "--bind-to", "core"] if ranks else []
        if ranks * threads > cores or threads > 1 and ranks:
            launcher = ["mpirun", "-n", ranks, "--oversubscribe", "--bind-to", "none"]
        return [str(word) for word in [*launcher, *through, self.prospect, *words, "--threads", threads,
                                       "--output", self.file]]

    def take(self, words, ranks=0, threads=1, through=()):
        self.file.unlink(missing_ok=True)
        with tempfile.TemporaryFile() as said:
            begin = time.perf_counter()
            process = subprocess.Popen(self.command(words, ranks, threads, through), stdout=subprocess.DEVNULL,
                                       stderr=said, env=self.environment, cwd=ROOT)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            words_said = said.read().decode()
        if process.returncode not in (0, 3, 4):
            fail(f"{' '.join(map(str, words))} on {ranks} ranks ended with {process.returncode}: {words_said[-300:]}")
        return Measured(wall, usage, words_said, self.file)


SHAPES = {"1 process, 1 thread": (0, 1), "1 process, 2 threads": (0, 2), "2 ranks of 1 thread": (2, 1)}


def contest(bench, words, name, rounds, extra=None):
    """Shapes of one command in rotation, with their table and ratios. `extra`: more contestants, label to (words,
    ranks, threads), which are measured in the same rounds and told elsewhere."""
    rows = {label: (words, *shape) for label, shape in SHAPES.items()} | (extra or {})
    taken = {label: [] for label in rows}
    bytes_of = {}
    for _ in range(rounds):
        for label, row in rows.items():
            taken[label].append(bench.take(*row))
            if label in SHAPES and bench.file.exists():
                bytes_of[label] = bench.file.read_bytes()
    if len(set(bytes_of.values())) > 1:
        fail(f"{name}: result files differ")
    print(f"\n| {name} | simulate and summarise, s, min | median | whole, s, min | median | processor s |")
    print("|---|---:|---:|---:|---:|---:|")
    for label in SHAPES:
        of = taken[label]
        print(f"| {label} | {min(m.simulate for m in of):.2f} | {statistics.median(m.simulate for m in of):.2f} "
              f"| {min(m.wall for m in of):.2f} | {statistics.median(m.wall for m in of):.2f} "
              f"| {statistics.median(m.processor for m in of):.2f} |")
    one, threads, ranks = (taken[label] for label in SHAPES)
    print(f"\nWithin {rounds} rounds, median (least to greatest):\n")
    for words_of_ratio, ratio in (
            ("2 ranks against 2 threads, threads' time over ranks'", lambda field: over(threads, ranks, field)),
            ("efficiency of 2 ranks, half of one thread's time over theirs",
             lambda field: [r / 2 for r in over(one, ranks, field)]),
            ("efficiency of 2 threads", lambda field: [r / 2 for r in over(one, threads, field)])):
        print(f"- {words_of_ratio}: simulate and summarise {spread(ratio('simulate'), '{:.3f}')}; "
              f"whole {spread(ratio('wall'), '{:.3f}')}")
    if not failures:
        print("- result files of all: equal byte for byte")
    return taken


def over(top, bottom, field):
    return [getattr(a, field) / getattr(b, field) for a, b in zip(top, bottom)]


def model_size():
    """Indicators and years of the scenario's model."""
    scenario = tomllib.loads(SCENARIO.read_text())
    model = tomllib.loads((SCENARIO.parent / scenario["model"]).read_text())
    return len(model["indicator"]), model["end_year"] - model["base_year"]


def tally_bytes(bench, chunks):
    """Of one scenario's counts over so many chunks: a part of two scenarios has one more, and the text of its file."""
    sizes = []
    for scenarios in ([SCENARIO], [SCENARIO, OTHER]):
        bench.take(["run", *scenarios, "--paths", chunks * CHUNK, "--part", "1/1"], threads=2)
        sizes.append(bench.file.stat().st_size)
    return sizes[1] - sizes[0] - OTHER.stat().st_size, sizes[0]


def merge_seconds(bench, few, many, rounds):
    """Of one tally taken in: joining many parts against few of the same run, on one thread, as the program says of
    simulating and summarising. Reading the parts' files is not in it."""
    paths = many * 4 * CHUNK
    parts = {}
    for count in (few, many):
        parts[count] = [bench.folder / f"part{count}-{k}" for k in range(1, count + 1)]
        for k, part in enumerate(parts[count], start=1):
            bench.take(["run", SCENARIO, "--paths", paths, "--part", f"{k}/{count}"], threads=2)
            bench.file.rename(part)
    taken = []
    for _ in range(rounds):
        both = [bench.take(["merge", *parts[count]]).simulate for count in (few, many)]
        taken.append((both[1] - both[0]) / (many - few))
    for part in parts[few] + parts[many]:
        part.unlink()
    return taken


def cost(bench, taken, paths, few_paths, rounds):
    """Prints what a run takes, by what it grows with; hands on what the schedule needs."""
    indicators, years = model_size()
    quick = bench.options.quick
    ones, fews = taken["1 process, 1 thread"], taken["few"]
    per_path = [(a.simulate - b.simulate) / (paths - few_paths) for a, b in zip(ones, fews)]
    fixed = [b.simulate - few_paths * p for b, p in zip(fews, per_path)]
    print(f"\n| What a run costs ({indicators} indicators, {years} years) | |\n|---|---:|")
    print(f"| one thread, a path, microseconds | {spread([1e6 * p for p in per_path])} |")
    print(f"| one thread, an indicator in a year of a path (c), nanoseconds "
          f"| {spread([1e9 * p / indicators / years for p in per_path])} |")
    print(f"| simulate and summarise of no paths (tables, ranges over assumptions), one thread, s | {spread(fixed)} |")
    print(f"| read and compile, s; fit that is kept, s | {statistics.median(m.compile for m in ones):.3f}; "
          f"{statistics.median(m.fit for m in ones):.3f} |")

    small = ["run", SCENARIO, "--paths", 50_000 if quick else 400_000]
    for threads in (1, 2, 4, 8, 16):
        print(f"| memory, 1 process of {threads} threads, MiB | {bench.take(small, 0, threads).memory:.0f} |")
    for ranks in (2, 4):
        peaks = memory_of_ranks(bench, small, ranks)
        print(f"| memory, {ranks} ranks of 1 thread: rank 0, the largest other, MiB "
              f"| {peaks[0]:.0f}, {max(peaks[1:]):.0f} |")

    sizes = {}
    for kept in (0, 20_000):
        bench.take(["run", SCENARIO, "--paths", 200_000, "--keep-paths", kept], threads=2)
        sizes[kept] = bench.file.stat().st_size
    more = (sizes[20_000] - sizes[0]) / 20_000
    print(f"| result file of {200_000:,} paths, none kept, MB | {sizes[0] / 1e6:.2f} |")
    print(f"| a kept path, bytes; an indicator in a year of it | {more:.0f}; {more / indicators / years:.2f} |")

    tally, part = tally_bytes(bench, 32)
    small_tally, _ = tally_bytes(bench, 1)
    job = part - tally
    print(f"| what comes of a unit (tally), kB: of 1 chunk, of 32 | {small_tally / 1e3:.0f}, {tally / 1e3:.0f} |")
    print(f"| what a rank is told of the job (texts of the inputs), kB, without the fits | {job / 1e3:.0f} |")
    merges = merge_seconds(bench, 4, 16 if quick else 68, max(rounds, 7))
    print(f"| rank 0 takes in a tally, ms (each part more in `prospect merge`, without reading its file) "
          f"| {spread([1e3 * m for m in merges])} |")
    return {"path": statistics.median(per_path), "tally": tally, "job": job,
            "merge": max(1e-4, statistics.median(merges)), "fixed": max(0.0, statistics.median(fixed)),
            "ready": statistics.median(m.compile + m.fit for m in ones)}


def memory_of_ranks(bench, words, ranks):
    """Peak memory of each rank, MiB: each is a child of this program, which writes down what it took."""
    said = bench.folder / "memory"
    said.mkdir(exist_ok=True)
    bench.take(words, ranks, 1, through=[sys.executable, __file__, "--as-rank", said])
    return [float((said / str(rank)).read_text()) for rank in range(ranks)]


def as_rank(folder, command):
    code = subprocess.run(command, check=False).returncode
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    (pathlib.Path(folder) / os.environ["OMPI_COMM_WORLD_RANK"]).write_text(str(peak))
    return code


def build_writers(folder):
    """The program that writes through HDF5, with the plain library and with MPI-IO: those that can be built here."""
    writers = {}
    for name, compiler in (("alone", "h5cc"), ("together", "h5pcc")):
        if shutil.which(compiler) is None:
            continue
        done = subprocess.run([compiler, "-O2", str(ROOT / "bench" / "collective_write.c"), "-o", str(folder / name)],
                              capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode == 0:
            writers[name] = folder / name
    return writers


def kept(bench, rounds):
    """How fast one rank makes kept paths and stores them, next to the disk, and to ranks that write together."""
    quick = bench.options.quick
    paths, megabytes = (40_000, 100) if quick else (250_000, 1000)
    writers = build_writers(bench.folder)
    target = str(bench.folder / "written.h5")
    rows = {}

    def note(name, rate):
        rows.setdefault(name, []).append(rate)

    for _ in range(rounds):
        for threads in (1, 2):
            without = bench.take(["run", SCENARIO, "--paths", paths], threads=threads)
            os.sync()
            whole = bench.take(["run", SCENARIO, "--paths", paths, "--keep-paths", paths], threads=threads)
            size = (whole.size - without.size) / 1e6
            note(f"one process, {threads} threads: simulates, counts and stores", size / whole.wall)
            note(f"one process, {threads} threads: what keeping adds to the run",
                 size / max(1e-3, whole.wall - without.wall))
        bench.file.unlink(missing_ok=True)
        os.sync()
        bare = bench.folder / "bare"
        note("write and fsync of as many bytes", size / raw_write(bare, int(size * 1e6)))
        bare.unlink()
        for name, words in (("HDF5, one process", ["alone"]), ("HDF5 over MPI-IO, 2 ranks together", ["together"]),
                            ("HDF5 over MPI-IO, 2 ranks, each by itself", ["together", "independent"])):
            if words[0] not in writers:
                continue
            launcher = ["mpirun", "-n", "2", "--bind-to", "core"] if words[0] == "together" else []
            os.sync()
            done = subprocess.run([*launcher, str(writers[words[0]]), target, str(megabytes), *words[1:]],
                                  capture_output=True, text=True, env=bench.environment, check=False)
            pathlib.Path(target).unlink(missing_ok=True)
            if done.returncode == 0:
                note(f"{name}, synced, {megabytes} MB", json.loads(done.stdout)["rate"])
            else:
                fail(f"{name}: {done.stderr[-300:]}")
    print(f"\n| Kept paths: all of {paths:,}, {size:,.0f} MB; MB/s | median (least to greatest) |\n|---|---:|")
    for name, rates in rows.items():
        print(f"| {name} | {spread(rates, '{:,.0f}')} |")
    for missing in {"alone": "h5cc", "together": "h5pcc"}.items():
        if missing[0] not in writers:
            print(f"\n({missing[1]} is not there: without its row)")


class Schedule:
    """One run, unit by unit, as engine/ranks/foreman.cpp and engine/app/shared_run.cpp share it out. Times in seconds
    from the moment rank 0 sends out the job.

    foreman   a thread of rank 0: takes in all messages that have come, each as long as the wire and a copy take, gives
              out units by rounds (at most two a rank), sleeps two milliseconds where nothing came
    rank      makes itself ready, does its units one after the other, sends what came of each
    rank 0    takes in tallies that have come, one after the other, its threads idle; then a share of its own
    """
    SHARES_LEFT, LEAST, MOST, UNITS_AT_A_TIME, PAUSE = 3, 2, 128, 2, 2e-3
    RANKS_A_CHUNK = 4

    def __init__(self, ranks, threads, paths, costs, chance):
        self.threads, self.costs = threads, costs
        self.left = -(-paths // CHUNK)
        self.total = self.left
        self.speeds = [max(0.5, chance.gauss(1, costs["speed_sd"])) for _ in range(ranks)]
        self.hands = [None] + [0] * (ranks - 1)     # units a rank has
        self.ready = [True] + [False] * (ranks - 1)
        self.busy_until = [0.0] * ranks
        self.all_threads = threads
        self.mail = []                              # (arrives, rank, chunks); of no chunks: it is ready
        self.chance = chance

    def share(self):
        own, every = self.threads, max(self.threads * len(self.hands), self.all_threads)
        wanted = self.left * own // every // self.SHARES_LEFT
        least = max(self.LEAST, every // own // self.RANKS_A_CHUNK)
        size = min(self.left, max(least * own, min(max(least, self.MOST) * own, wanted)))
        self.left -= size
        return size

    def seconds(self, rank, chunks):
        """Threads of a rank take whole chunks."""
        rounds = -(-chunks // self.threads) if chunks < 4 * self.threads else chunks / self.threads
        speed = self.speeds[rank] * self.costs["thread_efficiency"]
        return rounds * CHUNK * self.costs["path"] / speed

    def wire(self, size):
        return self.costs["latency"] + size / self.costs["bandwidth"]

    def hand_out(self, now):
        for number in range(self.UNITS_AT_A_TIME):
            for rank in range(1, len(self.hands)):
                if not self.ready[rank] or self.hands[rank] > number:
                    continue
                if self.left == 0:
                    return
                chunks = self.share()
                self.hands[rank] += 1
                begin = max(now + self.costs["latency"], self.busy_until[rank])
                self.busy_until[rank] = begin + self.seconds(rank, chunks) + self.costs["tally_made"]
                heapq.heappush(self.mail, (self.busy_until[rank] + self.costs["latency"], rank, chunks))

    def run(self):
        """Seconds until every path is counted at rank 0."""
        sent = 0.0
        for rank in range(1, len(self.hands)):
            sent += self.wire(self.costs["job"])
            begin = sent + abs(self.chance.gauss(self.costs["ready"], 0.1 * self.costs["ready"]))
            heapq.heappush(self.mail, (begin, rank, 0))
        foreman, come, done, merged_until = 0.0, [], 0, 0.0
        # Rank 0 and its foreman in turn, whoever is earlier.
        while done < self.total:
            waits = not come and self.left == 0
            if self.mail and (waits or max(foreman, self.mail[0][0]) <= merged_until):
                foreman = max(foreman, self.mail[0][0]) + self.chance.uniform(0, self.PAUSE)
                while self.mail and self.mail[0][0] <= foreman:
                    _, rank, chunks = heapq.heappop(self.mail)
                    if chunks == 0:
                        self.ready[rank] = True
                        self.all_threads += self.threads
                        foreman += self.wire(100)
                    else:
                        self.hands[rank] -= 1
                        foreman += self.wire(self.costs["tally"])
                        come.append((foreman, chunks))
                self.hand_out(foreman)
                continue
            if come and (self.left == 0 or come[0][0] <= merged_until):
                merged_until = max(merged_until, come[0][0])
                while come and come[0][0] <= merged_until:
                    done += come.pop(0)[1]
                    merged_until += self.costs["merge"]
                continue
            chunks = self.share()
            merged_until += self.seconds(0, chunks)
            done += chunks
        return merged_until


def schedule(costs, efficiency, repeats):
    """The foreman's schedule for more ranks than there are here."""
    print("\n### More ranks than there are here: a simulation of the schedule\n")
    print(f"Taken for it: {1e6 * costs['path']:.2f} microseconds a path and thread; a thread of 16 at "
          f"{costs['thread_efficiency']:.2f} of one alone; ranks' speeds differ by {100 * costs['speed_sd']:.0f} % "
          f"(sd); a tally of {costs['tally'] / 1e3:.0f} kB, {1e3 * costs['tally_made']:.1f} ms to make, "
          f"{1e3 * costs['merge']:.1f} ms to take in at rank 0; a wire of {costs['bandwidth'] / 1e9:.2f} GB/s and "
          f"{1e6 * costs['latency']:.0f} microseconds into rank 0; {costs['job'] / 1e3:.0f} kB to tell each rank of "
          f"the job, one after the other; {costs['ready']:.2f} s until a rank is ready; before all that, and after, "
          f"{costs['serial']:.2f} s of rank 0 alone (start, read, compile, a fit that is kept, ranges, writing) and "
          f"{costs['launch']:.2f} s of the launcher. Means of {repeats} simulated runs.")
    if efficiency is not None:
        two = [Schedule(2, 1, efficiency["paths"], costs | {"thread_efficiency": 1.0}, random.Random(k)).run()
               for k in range(20)]
        one = efficiency["paths"] * costs["path"]
        said = one / 2 / statistics.mean(two)
        print(f"\nOf the 2 ranks of 1 thread measured above it says an efficiency of {said:.3f} (measured "
              f"{efficiency['measured']:.3f}).")
    print("\n| ranks of 16 threads | threads | " + " | ".join(
        f"{paths:.0e} paths, s | whole run, s | efficiency | of the whole run" for paths in (1e8, 1e9)) + " |")
    print("|---:|---:|" + "---:|---:|---:|---:|" * 2)
    alone = {}
    for ranks in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024):
        cells = []
        for paths in (10**8, 10**9):
            # One rank is what the others are held against: of the speed that they have on the average.
            of = costs if ranks > 1 else costs | {"speed_sd": 0}
            runs = [Schedule(ranks, 16, paths, of, random.Random(1000 * ranks + k)).run() for k in range(repeats)]
            seconds = statistics.mean(runs)
            whole = seconds + costs["serial"] + (costs["launch"] if ranks > 1 else 0)
            first = alone.setdefault(paths, (seconds, whole))
            cells += [f"{seconds:.2f}", f"{whole:.2f}", f"{first[0] / ranks / seconds:.2f}",
                      f"{first[1] / ranks / whole:.2f}"]
        print(f"| {ranks} | {16 * ranks} | " + " | ".join(cells) + " |")


# What stands for a part that was not measured: of the machine of bench/RESULTS.md.
ASSUMED = {"path": 3.6e-6, "tally": 600_000, "merge": 4.5e-3, "job": 200_000, "fixed": 0.1, "ready": 0.2}
# What one machine cannot tell: a 10-gigabit network, threads of one processor, machines of one kind.
BEYOND = {"bandwidth": 1.1e9, "latency": 50e-6, "thread_efficiency": 0.95, "speed_sd": 0.03}


def measure(bench):
    options = bench.options
    parts = options.only or PARTS
    rounds = options.rounds or (2 if options.quick else 6)
    paths, few = (100_000, 20_000) if options.quick else (2_000_000, 400_000)
    paths = options.paths or paths
    few = min(few, paths // 5)
    bench.take(["run", SCENARIO, OTHER, "--paths", CHUNK], threads=2)    # the fits
    bench.take(["sweep", options.grid, "--paths", 100], threads=2)
    found, efficiency, launch, serial = dict(ASSUMED), None, 0.5, 0.3
    if "run" in parts or "cost" in parts:
        words = ["run", SCENARIO, "--paths", paths]
        fewer = {"few": (["run", SCENARIO, "--paths", few], 0, 1)}
        taken = contest(bench, words, f"run of {paths:,} paths", rounds, fewer)
        one, ranks = taken["1 process, 1 thread"], taken["2 ranks of 1 thread"]
        efficiency = {"paths": paths, "measured": statistics.median(over(one, ranks, "simulate")) / 2}
        serial = statistics.median(m.wall - m.simulate for m in one)
        launch = statistics.median(m.wall - m.simulate for m in ranks) - serial
        if "cost" in parts:
            found |= cost(bench, taken, paths, few, rounds)
            serial += found["fixed"]
    if "sweep" in parts:
        worlds = ["--paths", options.worlds or 1000] if options.worlds or options.quick else []
        contest(bench, ["sweep", options.grid, *worlds], f"sweep of {pathlib.Path(options.grid).stem}", rounds)
    if "kept" in parts:
        kept(bench, 2 if options.quick else min(rounds, 5))
    if "schedule" in parts:
        costs = found | BEYOND | {"tally_made": found["merge"] / 2, "serial": serial, "launch": launch}
        schedule(costs, efficiency, 2 if options.quick else 3)


def main():
    if len(sys.argv) > 2 and sys.argv[1] == "--as-rank":
        return as_rank(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser()
    parser.add_argument("prospect", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=None)
    parser.add_argument("--paths", type=int, help="of the run; 2000000 if not said")
    parser.add_argument("--worlds", type=int, help="of each point of the sweep; the grid's if not said")
    parser.add_argument("--quick", action="store_true", help="small sizes, two rounds")
    parser.add_argument("--only", nargs="+", choices=PARTS)
    parser.add_argument("--grid", type=lambda name: pathlib.Path(name).resolve(), default=GRID)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f} at the start"
          f"{', which is not quiet' if load > 0.5 else ''}; {options.prospect}")
    with tempfile.TemporaryDirectory() as folder:
        measure(Bench(options.prospect.resolve(), pathlib.Path(folder), options))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
