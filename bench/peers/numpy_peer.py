#!/usr/bin/env python3
"""plan-40 as a user of NumPy writes it: chunks of vectorised float64, PCG64, a matrix product for the correlation.

Usage: numpy_peer.py FOLDER PATHS. Prints one line of JSON. The values of all paths are kept for the quantiles.
"""
import csv
import json
import resource
import sys
import time

import numpy as np

YEARS, CORRELATION, POVERTY, DEGREES, FALL = 5, 0.3, 10, 5, 1.5
CHUNK = 4096
LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95]


def read(folder):
    with open(f"{folder}/indicators.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def simulate(rows, paths):
    count = len(rows)
    column = {key: np.array([float(r[key]) for r in rows])
              for key in ("start", "drift", "drift_scale", "volatility", "target")}
    logs = sum(r["link"] == "log" for r in rows)
    at_least = np.array([r["direction"] == ">=" for r in rows])
    start = column["start"]
    link = np.concatenate([np.log(start[:logs]), np.log(start[logs:] / (100 - start[logs:]))])
    factor = np.linalg.cholesky(np.where(np.eye(count) == 1, 1.0, CORRELATION))
    generator = np.random.Generator(np.random.PCG64(2020))
    values = np.empty((YEARS, count, paths))
    for begin in range(0, paths, CHUNK):
        n = min(CHUNK, paths - begin)
        drift = column["drift"][:, None] + column["drift_scale"][:, None] * generator.standard_t(DEGREES, (count, n))
        level = np.repeat(link[:, None], n, axis=1)
        output = np.full(n, start[0])
        for year in range(YEARS):
            level += drift + column["volatility"][:, None] * (factor @ generator.standard_normal((count, n)))
            x = values[year, :, begin:begin + n]
            np.exp(level[:logs], out=x[:logs])
            level[POVERTY] -= FALL * (x[0] / output - 1)
            x[logs:] = 100 / (1 + np.exp(-level[logs:]))
            output = x[0]
    met = np.where(at_least[:, None], values[-1] >= column["target"][:, None], values[-1] <= column["target"][:, None])
    return {
        "joint": int(met.all(axis=0).sum()),
        "hits": met.sum(axis=1).tolist(),
        "means": values.mean(axis=2)[-1].tolist(),
        "sds": values.std(axis=2, ddof=1)[-1].tolist(),
        "medians": np.quantile(values, LEVELS, axis=2)[2, -1].tolist(),
    }


def main():
    rows, paths = read(sys.argv[1]), int(sys.argv[2])
    simulate(rows, CHUNK)  # loads what is loaded late
    wall, processor = time.perf_counter(), time.process_time()
    results = simulate(rows, paths)
    print(json.dumps({"name": "numpy", "paths": paths, "wall": time.perf_counter() - wall,
                      "processor": time.process_time() - processor, **results,
                      "memory_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, "version": np.__version__}))


if __name__ == "__main__":
    main()
