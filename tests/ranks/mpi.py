#!/usr/bin/python3
"""Runs under mpirun: mpi.py PROSPECT, which must be built with MPI; mpi.py --plain PROSPECT, built without

On few processors ranks share them (--oversubscribe).
- Result files for 1, 2 and 4 ranks with 1 and 2 threads are those of one process, byte for byte: of plain runs, kept
  paths, Sobol' points, new figures, runs that stop early, parts, runs that are gone on with, sweeps.
- A rank is killed, rank 0 is killed, Ctrl-C ends the job: what was saved is gone on with, to the same bytes. A rank stands
  still: its work is done by others, with a word of it.
- What is said is said once.
"""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "cases" / "reservoir" / "files"
BASE, OTHER = str(FILES / "baseline.toml"), str(FILES / "renewal.toml")
OBSERVED = ROOT / "tests" / "cases" / "observed" / "files"
MPI = ["mpirun", "--oversubscribe", "--bind-to", "none"]
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
INTERRUPTED = 130
passed = failed = 0


def check(condition, words):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {words}")


def run(prospect, words, ranks=0, timeout=600):
    """One process if `ranks` is 0."""
    launcher = MPI + ["-n", str(ranks)] if ranks else []
    done = subprocess.run([*launcher, prospect, *map(str, words)], capture_output=True, text=True, env=ENVIRONMENT,
                          timeout=timeout)
    return done


def ranks_of(prospect):
    """Process numbers of the ranks that run now, by rank."""
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if not entry.name.isdigit() or os.readlink(entry / "exe").removesuffix(" (deleted)") != prospect:
                continue
            environment = (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        for variable in environment:
            if variable.startswith(b"OMPI_COMM_WORLD_RANK="):
                found[int(variable.split(b"=")[1])] = int(entry.name)
    return found


class Jobs:
    def __init__(self, prospect, folder):
        self.prospect, self.folder = prospect, folder

    def result_of(self, words, ranks, threads=1):
        """Bytes of the result file, and what was said."""
        result = self.folder / "result.h5"
        result.unlink(missing_ok=True)
        done = run(self.prospect, [*words, "--threads", threads, "--output", result], ranks)
        check(done.returncode in (0, 4), f"{words} on {ranks} ranks ended with {done.returncode}: {done.stderr[-500:]}")
        return (result.read_bytes() if result.exists() else b""), done

    def same_bytes(self, name, words, shapes):
        reference, alone = self.result_of(words, 0, 2)
        for ranks, threads in shapes:
            there, done = self.result_of(words, ranks, threads)
            check(there == reference, f"{name}: {ranks} ranks of {threads} threads make another file")
            check(done.stdout == alone.stdout, f"{name}: {ranks} ranks of {threads} threads say something else")
        print(f"{name}: {len(shapes)} shapes of a job", flush=True)

    def going(self, words, ranks, after=0.1):
        """A job that has saved something, its ranks, and its result file to be."""
        result = self.folder / "stopped.h5"
        for path in self.folder.glob("stopped.h5*"):
            path.unlink()
        job = subprocess.Popen([*MPI, "-n", str(ranks), self.prospect, *map(str, words), "--output", str(result)],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
        until = time.monotonic() + 60
        while len(ranks_of(self.prospect)) < ranks and time.monotonic() < until:
            time.sleep(0.01)
        there = ranks_of(self.prospect)
        check(len(there) == ranks, f"{len(there)} of {ranks} ranks began")
        while not pathlib.Path(f"{result}.progress").exists() and job.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(after)
        return job, there, result

    def stopped(self, name, words, reference, stop, codes, may_go_on=False):
        """Stops a job on its way, goes on with it: on one process, then on two ranks."""
        for ranks in (0, 2):
            job, there, result = self.going(words, 3)
            stop(job, there)
            said = job.communicate(timeout=120)[1]
            until = time.monotonic() + 120
            while ranks_of(self.prospect) and time.monotonic() < until:
                time.sleep(0.1)
            if may_go_on and result.exists():
                check(result.read_bytes() == reference, f"{name}: the ranks went on, and made another file")
                continue
            if job.returncode == 0:
                check(False, f"{name}: the job was done before it was stopped")
                continue
            check(job.returncode in codes, f"{name}: ended with {job.returncode}: {said[-500:]}")
            check(not result.exists(), f"{name}: a stopped job left a result")
            left = pathlib.Path(f"{result}.progress")
            check(left.exists(), f"{name}: nothing was saved: {said[-800:]}")
            if not left.exists():
                continue
            done = run(self.prospect, ["extend", result], ranks)
            check(done.returncode == 0, f"{name}: going on ended with {done.returncode}: {done.stderr[-500:]}")
            check(result.exists() and result.read_bytes() == reference, f"{name}: gone on with, it is another file")
            check(not left.exists(), f"{name}: what was saved is still there")
        print(f"{name}: stopped and gone on with", flush=True)
        return said


def shapes(jobs):
    every = [(r, t) for r in (1, 2, 4) for t in (1, 2)]
    some = [(2, 1), (4, 2)]
    two = ["run", BASE, OTHER]
    jobs.same_bytes("two scenarios", [*two, "--paths", 60000], every)
    jobs.same_bytes("fewer paths than ranks have work for", ["run", BASE, "--paths", 3000], [(4, 1)])
    jobs.same_bytes("kept paths", [*two, "--paths", 60000, "--keep-paths", 10000], some)
    jobs.same_bytes("sobol", ["run", BASE, "--paths", 65536, "--sampling", "sobol"], some)
    jobs.same_bytes("precision", [*two, "--precision", 0.5, "--paths", 200000], some)
    jobs.same_bytes("decision", ["run", BASE, "--decide", 0.6, "--paths", 100000], some)
    jobs.same_bytes("new figures", ["run", OBSERVED / "model.toml", "--observe", OBSERVED / "new.csv",
                                    "--paths", 60000, "--keep-paths", 5000], some)
    jobs.same_bytes("a part", [*two, "--paths", 100000, "--part", "2/3"], some)


def sonla(jobs):
    jobs.same_bytes("the province", ["run", ROOT / "scenarios" / "baseline.toml", "--paths", 30000], [(2, 1)])


def sweeps(jobs):
    """A grid of two scenarios: a result of its own, and into one that is there."""
    grid = FILES / "grids" / "pipes.toml"
    jobs.same_bytes("a sweep", ["sweep", grid], [(1, 2), (2, 1), (2, 2), (4, 1)])
    result, references = jobs.folder / "result.h5", set()
    for ranks in (0, 3):
        jobs.result_of(["run", BASE, OTHER, "--paths", 5000], 0)
        done = run(jobs.prospect, ["sweep", grid, "--store", result], ranks)
        check(done.returncode == 0, f"a sweep into a result ended with {done.returncode}: {done.stderr[-500:]}")
        references.add(result.read_bytes())
    check(len(references) == 1, "a sweep into a result is another one on ranks")


def more_paths(jobs):
    """A result is extended by a job."""
    reference, _ = jobs.result_of(["run", BASE, OTHER, "--paths", 90000], 0, 2)
    result = jobs.folder / "result.h5"
    jobs.result_of(["run", BASE, OTHER, "--paths", 50000], 2)
    done = run(jobs.prospect, ["extend", result, "--paths", 90000, "--threads", 1], 3)
    check(done.returncode == 0 and result.read_bytes() == reference, f"extended by ranks: {done.stderr[-500:]}")


def stops(jobs):
    words = ["run", BASE, OTHER, "--paths", 400000, "--threads", 1, "--save-every", 0.2]
    reference, _ = jobs.result_of(["run", BASE, OTHER, "--paths", 400000], 0, 2)

    def kill(rank):
        return lambda job, there: os.kill(there[rank], signal.SIGKILL)

    said = jobs.stopped("a rank is killed", words, reference, kill(2), {137})
    check("prospect extend" in said and "what is done is saved" in said, f"a killed rank is not told of: {said}")
    jobs.stopped("rank 0 is killed", words, reference, kill(0), {137})
    # From then on mpirun hands nothing on that is said.
    jobs.stopped("Ctrl-C", words, reference, lambda job, there: job.send_signal(signal.SIGINT),
                 {INTERRUPTED, 1, 128 + signal.SIGINT, 143})
    jobs.stopped("rank 0 is asked to end", words, reference, lambda job, there: os.kill(there[0], signal.SIGTERM),
                 {INTERRUPTED})
    jobs.stopped("mpirun is killed", words, reference, lambda job, there: job.kill(), {-signal.SIGKILL},
                 may_go_on=True)

    # A rank that stands still. The job ends without it.
    job, there, result = jobs.going([*words, "--stalled-after", 1], 3)
    os.kill(there[1], signal.SIGSTOP)
    said = job.communicate(timeout=300)[1]
    check(job.returncode == 0, f"a rank stands still: ended with {job.returncode}: {said[-500:]}")
    check("rank 1" in said and "the others do its work" in said, f"a rank stands still, and it is not told: {said}")
    check(result.exists() and result.read_bytes() == reference, "a rank stands still, and the result is another")
    # Every rank but 0 does, and one wakes up.
    job, there, result = jobs.going([*words, "--stalled-after", 1], 3)
    for rank in (1, 2):
        os.kill(there[rank], signal.SIGSTOP)
    time.sleep(3)
    os.kill(there[2], signal.SIGCONT)
    said = job.communicate(timeout=300)[1]
    check(job.returncode == 0, f"two ranks stand still: ended with {job.returncode}: {said[-500:]}")
    check(result.exists() and result.read_bytes() == reference, "two ranks stand still, and the result is another")
    time.sleep(1)
    check(not ranks_of(jobs.prospect), "ranks are left")
    print("ranks stand still", flush=True)


def words(jobs):
    result = jobs.folder / "result.h5"
    done = run(jobs.prospect, ["run", FILES / "no_such.toml", "--output", result], 3)
    check(done.returncode == 2 and done.stderr.count("no_such.toml") == 1, f"a mistake is told: {done.stderr}")
    jobs.result_of(["run", BASE, OTHER, "--paths", 5000], 2)
    done = run(jobs.prospect, ["compare", result, "--paths", 5000, "--json"], 3)
    check(done.returncode == 0 and done.stderr.count("of 3 ranks one works") == 1, f"a question of ranks: {done.stderr}")
    alone = run(jobs.prospect, ["compare", result, "--paths", 5000, "--json"])
    check(done.stdout == alone.stdout, "a question of ranks is answered otherwise, or more than once")
    done = run(jobs.prospect, ["run", BASE, "--output", "/proc/no/result.h5"], 2)
    check(done.returncode == 2 and done.stderr.count("there is no folder") == 1, f"no folder: {done.stderr}")
    done = run(jobs.prospect, ["--version"], 2)
    check(done.returncode == 0 and done.stdout.count("prospect") == 1, f"the version of ranks: {done.stdout}")


def ends(jobs):
    """Rank 0 fails while the others are at work: a full disk, in the middle of kept paths. Nobody waits for ever."""
    result = jobs.folder / "full.h5"
    words = ["run", BASE, OTHER, "--paths", 400000, "--keep-paths", 100000, "--threads", 1, "--output", result]
    limited = ["bash", "-c", 'ulimit -f 2000; exec "$@"', "-", jobs.prospect, *map(str, words)]
    done = subprocess.run([*MPI, "-n", "3", *limited], capture_output=True, text=True, env=ENVIRONMENT, timeout=180)
    check(done.returncode == 5 and not result.exists(), f"a full disk: {done.returncode} {done.stderr[-500:]}")
    check(not ranks_of(jobs.prospect), "ranks are left after a full disk")
    print("rank 0 fails while the others work", flush=True)


def plain(program):
    """A program without MPI turns down to be one of several."""
    for name in ("OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"):
        done = subprocess.run([program, "--version"], capture_output=True, text=True, env=dict(os.environ, **{name: "3"}))
        check(done.returncode == 2 and "PROSPECT_MPI=ON" in done.stderr, f"{name}: {done.returncode} {done.stderr}")
        done = subprocess.run([program, "--version"], capture_output=True, text=True, env=dict(os.environ, **{name: "1"}))
        check(done.returncode == 0, f"{name} of one: {done.returncode} {done.stderr}")
    needs = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    check("libmpi" not in needs, f"a program without MPI needs {needs}")


def main():
    if sys.argv[1] == "--plain":
        plain(sys.argv[2])
        print(f"built without MPI: {passed} passed, {failed} failed")
        return 1 if failed else 0
    prospect = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        jobs = Jobs(prospect, pathlib.Path(folder))
        for part in (words, shapes, sonla, sweeps, more_paths, ends, stops):
            part(jobs)
        left = [path.name for path in pathlib.Path(folder).iterdir() if path.name.endswith((".lock", ".progress"))]
        check(not left, f"left behind: {left}")
    print(f"ranks: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
