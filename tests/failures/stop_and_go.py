#!/usr/bin/python3
"""Kills runs at random moments and goes on with them: stop_and_go.py PROSPECT [--kills N] [--seed S]

Each round kills a run with SIGKILL after a random time, while it simulates or writes, then goes on with `prospect extend`
where something was saved and begins anew where nothing was, killed again some times before it may end. After every
kill the result file must be the one that stood there before or the new one, byte for byte; what is saved must be whole;
the file at the end must be the one of a run that nobody stopped. One round in four is asked to end by Ctrl-C instead.
"""

import argparse
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "cases" / "reservoir" / "files"
BASE, OTHER, GRID = FILES / "baseline.toml", FILES / "renewal.toml", FILES / "grids" / "pipes.toml"
RUNS = {
    "two scenarios": ["run", BASE, OTHER, "--paths", 130000],
    "kept paths": ["run", BASE, "--paths", 100000, "--keep-paths", 20000],
    "sobol": ["run", BASE, "--paths", 131072, "--sampling", "sobol"],
    "precision": ["run", BASE, OTHER, "--precision", 0.5],
    "a part": ["run", BASE, OTHER, "--paths", 400000, "--part", "2/3"],
    "a sweep": ["sweep", GRID],
}
INTERRUPTED = 130
OFTEN = ["--save-every", 0.05]   # in every run: the file of a run that waits for precision says how it was asked


class Rounds:
    def __init__(self, prospect, folder, seed):
        self.prospect, self.folder = prospect, folder
        self.random = random.Random(seed)
        self.kills = self.resumed = self.failures = 0

    def fail(self, words):
        self.failures += 1
        print(f"FAILED: {words}")

    def command(self, words):
        return [self.prospect, *(str(word) for word in words)]

    def whole(self, words, says=""):
        """Runs to the end, with those words on the error output; returns seconds."""
        begin = time.monotonic()
        done = subprocess.run(self.command(words), capture_output=True, text=True, timeout=600)
        if done.returncode not in (0, 4):
            self.fail(f"{words} ended with {done.returncode}: {done.stderr[-300:]}")
        if says not in done.stderr:
            self.fail(f"{words} does not say '{says}': {done.stderr[-300:]}")
        return time.monotonic() - begin

    def stopped(self, words, after, softly):
        """Starts and stops after some seconds; returns its exit code, or None if it was killed."""
        process = subprocess.Popen(self.command(words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT if softly else signal.SIGKILL)
            self.kills += 1
        said = process.communicate(timeout=600)[1].decode()
        code = process.returncode
        if softly and code not in (0, 4, INTERRUPTED, -signal.SIGINT):
            self.fail(f"asked to end, {words} ended with {code}: {said[-300:]}")
        if not softly and code not in (0, 4, -signal.SIGKILL):
            self.fail(f"{words} ended with {code}: {said[-300:]}")
        return code

    def round(self, name, words, reference, took):
        result = self.folder / "result.h5"
        progress = pathlib.Path(f"{result}.progress")
        for path in (result, progress):
            path.unlink(missing_ok=True)
        before = b""
        if self.random.random() < 0.5 and "--part" not in words:   # an earlier result is in the place
            self.whole(["run", BASE, "--paths", 1000, "--output", result])
            before = result.read_bytes()
        softly = self.random.random() < 0.25
        for _ in range(self.random.randint(1, 3)):
            goes_on = progress.exists()
            asked = ["extend", result, *OFTEN] if goes_on else [*words, *OFTEN, "--output", result]
            self.resumed += goes_on
            code = self.stopped(asked, self.random.uniform(0, took * 1.1), softly)
            there = result.read_bytes() if result.exists() else b""
            if there not in (before, reference):
                self.fail(f"{name}: what stands there after the kill is neither the old file nor the new one")
            if code in (0, 4):
                break
        if not result.exists() or result.read_bytes() != reference:
            asked = ["extend", result] if progress.exists() else [*words, *OFTEN, "--output", result]
            self.resumed += progress.exists()
            kind = "sweep" if words[0] == "sweep" else "run"
            self.whole(asked, f"going on with the {kind} that was stopped" if progress.exists() else "")
            if not result.exists() or result.read_bytes() != reference:
                self.fail(f"{name}: the file is not that of a run nobody stopped")
        # Killed between the renaming and the removal, a complete run leaves its progress: it may be gone on with.
        if progress.exists():
            self.whole(["extend", result])
            if result.read_bytes() != reference:
                self.fail(f"{name}: going on with a complete run changed it")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("prospect")
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rounds = Rounds(str(pathlib.Path(options.prospect).resolve()), pathlib.Path(folder), options.seed)
        references = {}
        for name, words in RUNS.items():
            result = rounds.folder / "result.h5"
            result.unlink(missing_ok=True)
            rounds.whole([*words, *OFTEN, "--output", result])
            took = rounds.whole([*words, *OFTEN, "--output", result])
            references[name] = (result.read_bytes(), took)
        while rounds.kills < options.kills and rounds.failures < 20:
            name = rounds.random.choice(list(RUNS))
            rounds.round(name, RUNS[name], *references[name])
        left = sorted(path.name for path in rounds.folder.iterdir())
        if [name for name in left if name.endswith(".lock")]:
            rounds.fail(f"locks are left: {left}")
    print(f"{rounds.kills} kills, {rounds.resumed} times gone on with what was saved, {rounds.failures} failures")
    return 1 if rounds.failures else 0


if __name__ == "__main__":
    sys.exit(main())
