#!/usr/bin/env python3
"""plan-40 as a user of OpenTURNS writes it: distributions and samples from the library, a vectorised function.

Usage: openturns_peer.py FOLDER PATHS. Prints one line of JSON. 40 Student-t drifts and 5 x 40 normals with a
correlation matrix are one input vector; the model is a PythonFunction over samples; probabilities, means and
quantiles are the sample's own.
"""
import csv
import json
import resource
import sys
import time

import numpy as np
import openturns as ot

YEARS, CORRELATION, POVERTY, DEGREES, FALL = 5, 0.3, 10, 5, 1.5


class Plan:
    def __init__(self, folder):
        with open(f"{folder}/indicators.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.count = len(rows)
        self.logs = sum(r["link"] == "log" for r in rows)
        for key in ("start", "drift", "drift_scale", "volatility", "target"):
            setattr(self, key, np.array([float(r[key]) for r in rows]))
        self.at_least = np.array([r["direction"] == ">=" for r in rows])
        start = self.start
        self.link = np.concatenate([np.log(start[:self.logs]), np.log(start[self.logs:] / (100 - start[self.logs:]))])

    def distributions(self):
        drifts = ot.ComposedDistribution([ot.Student(DEGREES, m, s) for m, s in zip(self.drift, self.drift_scale)])
        correlation = ot.CorrelationMatrix(self.count)
        for i in range(self.count):
            for j in range(i):
                correlation[i, j] = CORRELATION
        return drifts, ot.Normal([0.0] * self.count, [1.0] * self.count, correlation)

    def evaluate(self, inputs):
        """All years' values of a sample of inputs, [path][year * count + indicator]."""
        x = np.asarray(inputs)
        drift = x[:, :self.count]
        level = np.tile(self.link, (len(x), 1))
        output = np.full(len(x), self.start[0])
        values = np.empty((len(x), YEARS * self.count))
        for year in range(YEARS):
            level += drift + self.volatility * x[:, (year + 1) * self.count:(year + 2) * self.count]
            now = values[:, year * self.count:(year + 1) * self.count]
            now[:, :self.logs] = np.exp(level[:, :self.logs])
            level[:, POVERTY] -= FALL * (now[:, 0] / output - 1)
            now[:, self.logs:] = 100 / (1 + np.exp(-level[:, self.logs:]))
            output = now[:, 0]
        return values


def simulate(plan, paths):
    drifts, noises = plan.distributions()
    function = ot.PythonFunction((YEARS + 1) * plan.count, YEARS * plan.count, func_sample=plan.evaluate)
    inputs = drifts.getSample(paths)
    for _ in range(YEARS):
        inputs.stack(noises.getSample(paths))
    outputs = function(inputs)
    means = outputs.computeMean()
    outputs.computeStandardDeviation()
    quantiles = [outputs.computeQuantilePerComponent(q) for q in (0.05, 0.25, 0.5, 0.75, 0.95)]
    last = np.asarray(outputs)[:, -plan.count:]
    met = np.where(plan.at_least, last >= plan.target, last <= plan.target)
    return {"joint": int(met.all(axis=1).sum()), "hits": met.sum(axis=0).tolist(),
            "means": list(means)[-plan.count:], "medians": list(quantiles[2])[-plan.count:]}


def main():
    plan, paths = Plan(sys.argv[1]), int(sys.argv[2])
    ot.RandomGenerator.SetSeed(2020)
    simulate(plan, 256)
    wall, processor = time.perf_counter(), time.process_time()
    results = simulate(plan, paths)
    print(json.dumps({"name": "openturns", "paths": paths, "wall": time.perf_counter() - wall,
                      "processor": time.process_time() - processor, **results,
                      "memory_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, "version": ot.__version__}))


if __name__ == "__main__":
    main()
