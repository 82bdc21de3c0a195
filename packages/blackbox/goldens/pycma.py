"""Evaluations that pycma takes, for pycma.json beside this file.

python3 -m venv venv && venv/bin/pip install cma==4.5.0 numpy && venv/bin/python pycma.py > pycma.json

A generation whose best candidate has f <= 1e-8 is the last; evaluations are those of all generations, whole. pycma's own
criteria of termination are off; a run has failed when it takes more than `limit` evaluations, or when the greatest standard
deviation falls below 1e-8 or the condition number of the covariance exceeds 1e14: it has converged elsewhere.
"""

import json
import sys

import cma
import numpy as np

TARGET = 1e-8
CONVERGED = 1e-8
CONDITION = 1e14
SEEDS = range(1, 22)


def sphere(x):
    return float(np.dot(x, x))


def rosenbrock(x):
    x = np.asarray(x)
    return float(np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2))


def rastrigin(x):
    x = np.asarray(x)
    return float(10 * len(x) + np.sum(x**2 - 10 * np.cos(2 * np.pi * x)))


def evaluations(f, start, sigma, population, limit, seed, diagonal):
    n = len(start)
    options = {
        "seed": seed,
        "verbose": -9,
        "maxiter": np.inf,
        "maxfevals": np.inf,
        "tolfun": 0,
        "tolfunhist": 0,
        "tolfunrel": 0,
        "tolx": 0,
        "tolxstagnation": False,
        "tolstagnation": 0,
        "tolflatfitness": np.inf,
        "tolconditioncov": np.inf,
        "tolupsigma": np.inf,
        "CMA_diagonal": diagonal,
    }
    if population is not None:
        options["popsize"] = population
    search = cma.CMAEvolutionStrategy(start, sigma, options)
    count = 0
    while count < limit:
        candidates = search.ask()
        costs = [f(x) for x in candidates]
        search.tell(candidates, costs)
        count += len(costs)
        if min(costs) <= TARGET:
            return count
        if max(search.stds) < CONVERGED or search.sm.condition_number > CONDITION:
            return None
    return None


def problem(name, f, n, start, sigma, population, limit, diagonal=False):
    counts = [evaluations(f, n * [start], sigma, population, limit, seed, diagonal) for seed in SEEDS]
    reached = sorted(c for c in counts if c is not None)
    print(name, n, len(reached), np.median(reached) if reached else None, file=sys.stderr, flush=True)
    return {
        "function": name,
        "n": n,
        "start": start,
        "sigma": sigma,
        "population": population,
        "covariance": "separable" if diagonal else "full",
        "limit": limit,
        "runs": len(counts),
        "successes": len(reached),
        "median": float(np.median(reached)),
        "quartiles": [float(np.quantile(reached, 0.25)), float(np.quantile(reached, 0.75))],
    }


problems = []
for n in (2, 3, 5, 10, 20):
    problems.append(problem("sphere", sphere, n, 1.0, 0.5, None, 100_000))
    problems.append(problem("rosenbrock", rosenbrock, n, 0.0, 0.5, None, 100_000))
    problems.append(problem("rastrigin", rastrigin, n, 3.0, 2.0, 20 * n, 200_000))
for n in (10, 20):
    problems.append(problem("sphere", sphere, n, 1.0, 0.5, None, 100_000, diagonal=True))

json.dump({"pycma": cma.__version__.split()[0], "target": TARGET, "problems": problems}, sys.stdout, indent=2)
print()
