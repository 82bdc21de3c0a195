"""Writes algorithm-1.json: maxima of Algorithm 1's objective, by a generic convex optimiser in 130-digit arithmetic.

Run (in any Python 3.10+ virtual environment; CPU, about a minute):

    pip install mpmath==1.3.0
    python packages/tabular/goldens/generate.py

The file is written beside this script: a list of processes with a policy and

    C         4 epsilon gamma / (1 - gamma)^2
    maximum   max over pi of [L(pi) - C max_s KL(old_s || pi_s)] - eta(old)
    maxKl     max_s KL(old_s || pi_s) at the maximum
    policy    pi at the maximum, [states, actions]

The problem is put as maximise g'pi - C t, subject to KL(old_s || pi_s) <= t and sum_a pi(a | s) = 1 in each state, and solved by
a logarithmic barrier: damped Newton steps on the primal problem, with no use of the form of its solution. With barrier
weight mu the result is within (number of inequalities) * mu of the maximum, and mu goes down to 1e-34 here. All states have
a visitation above 0 and no two actions are equally good, so the maximum is unique.

Everything is computed from the JSON's own numbers, doubles that are read exactly.
"""

import json
import random
from pathlib import Path

from mpmath import log, matrix, lu_solve, mp, mpf

mp.dps = 130
OUTPUT = Path(__file__).with_name("algorithm-1.json")
LAST_WEIGHT = mpf("1e-34")


def distribution(draws, n, zeros=0):
    weights = [draws.expovariate(1) for _ in range(n)]
    for i in draws.sample(range(n), zeros):
        weights[i] = 0.0
    # Multiples of 2^-40 sum to 1 exactly.
    unit = 2**40
    counts = [int(unit * w / sum(weights)) for w in weights]
    counts[max(range(n), key=lambda i: counts[i])] += unit - sum(counts)
    return [c / unit for c in counts]


def evaluate(case):
    n, m = case["states"], case["actions"]
    gamma = mpf(case["discount"])
    P = [[[mpf(x) for x in row] for row in state] for state in case["transitions"]]
    r = [mpf(x) for x in case["rewards"]]
    p = [[mpf(x) for x in row] for row in case["old"]]
    chain = matrix(n, n)
    for s in range(n):
        for t in range(n):
            chain[s, t] = (1 if s == t else 0) - gamma * sum(p[s][a] * P[s][a][t] for a in range(m))
    v = lu_solve(chain, matrix(r))
    rho = lu_solve(chain.T, matrix([mpf(x) for x in case["initial"]]))
    advantage = [
        [r[s] + gamma * sum(P[s][a][t] * v[t] for t in range(n)) - v[s] for a in range(m)] for s in range(n)
    ]
    return p, rho, advantage


def maximise(p, rho, advantage, C):
    """Barrier method over x = (pi, t): minimise -(g'x) / mu - sum log(slacks), with equality constraints."""
    n, m = len(p), len(p[0])
    size = n * m + 1
    g = [rho[s] * advantage[s][a] for s in range(n) for a in range(m)] + [-C]

    # A strictly feasible start: a little uniform mixed in, and t well above its divergence.
    x = [(mpf(9) * p[s][a] + mpf(1) / m) / 10 for s in range(n) for a in range(m)] + [mpf(1)]

    def slacks(y):
        result = []
        for s in range(n):
            for a in range(m):
                if y[s * m + a] <= 0:
                    return None
            kl = sum(p[s][a] * log(p[s][a] / y[s * m + a]) for a in range(m) if p[s][a] > 0)
            if y[-1] - kl <= 0:
                return None
            result.append(y[-1] - kl)
        return result

    def objective(y, mu):
        h = slacks(y)
        if h is None:
            return None
        return -sum(gi * yi for gi, yi in zip(g, y)) / mu - sum(log(z) for z in h) - sum(log(z) for z in y[:-1])

    mu = mpf("0.1") * max(abs(gi) for gi in g)
    while True:
        for _ in range(200):
            h = slacks(x)
            system = matrix(size + n, size + n)
            rhs = matrix(size + n, 1)
            for i in range(size):
                rhs[i] = g[i] / mu
            for s in range(n):
                # Slack h_s = t - KL; its slope is p / pi in pi and 1 in t.
                slope = {s * m + a: p[s][a] / x[s * m + a] for a in range(m)}
                slope[size - 1] = mpf(1)
                for i, di in slope.items():
                    rhs[i] += di / h[s]
                    for j, dj in slope.items():
                        system[i, j] += di * dj / h[s] ** 2
                for a in range(m):
                    i = s * m + a
                    system[i, i] += (p[s][a] / x[i] ** 2) / h[s] + 1 / x[i] ** 2
                    rhs[i] += 1 / x[i]
                    system[size + s, i] = system[i, size + s] = mpf(1)
                rhs[size + s] = 1 - sum(x[s * m : s * m + m])
            step = lu_solve(system, rhs)
            direction = [step[i] for i in range(size)]
            decrement = sum(rhs[i] * direction[i] for i in range(size))
            length, value = mpf(1), objective(x, mu)
            while True:
                y = [xi + length * di for xi, di in zip(x, direction)]
                trial = objective(y, mu)
                if trial is not None and trial <= value - length * decrement / 10 + mpf("1e-40") * abs(value):
                    break
                length /= 2
            x = y
            if decrement < mpf("1e-20"):
                break
        else:
            raise RuntimeError("Newton's method did not converge")
        if mu < LAST_WEIGHT:
            return x
        mu /= 8


def main():
    draws = random.Random(20151)
    plans = [
        # states, actions, discount, actions that the old policy rules out in each state
        (2, 2, 0.9, 0),
        (3, 3, 0.9, 0),
        (4, 2, 0.8, 0),
        (3, 4, 0.5, 0),
        (3, 3, 0.2, 0),
        (2, 3, 0.05, 0),
        (3, 3, 0.6, 1),
        (3, 4, 0.1, 2),
        (2, 3, 0.05, 2),
        (3, 3, 0.02, 1),
    ]
    cases = []
    for states, actions, discount, zeros in plans:
        case = {
            "states": states,
            "actions": actions,
            "discount": discount,
            "transitions": [[distribution(draws, states) for _ in range(actions)] for _ in range(states)],
            "rewards": [round(draws.gauss(0, 1), 6) for _ in range(states)],
            "initial": distribution(draws, states),
            "old": [distribution(draws, actions, zeros) for _ in range(states)],
        }
        p, rho, advantage = evaluate(case)
        gamma = mpf(discount)
        C = 4 * max(abs(a) for row in advantage for a in row) * gamma / (1 - gamma) ** 2
        x = maximise(p, rho, advantage, C)
        pi, t = x[:-1], x[-1]
        largest = max(
            sum(p[s][a] * log(p[s][a] / pi[s * actions + a]) for a in range(actions) if p[s][a] > 0)
            for s in range(states)
        )
        assert 0 < t - largest < mpf("1e-20") * t, (states, actions, discount, t - largest)
        gain = sum(rho[s] * advantage[s][a] * pi[s * actions + a] for s in range(states) for a in range(actions))
        case["C"] = float(C)
        case["maximum"] = float(gain - C * t)
        case["maxKl"] = float(t)
        case["policy"] = [[float(pi[s * actions + a]) for a in range(actions)] for s in range(states)]
        print(states, actions, discount, zeros, "C", mp.nstr(C, 5), "maxKl", mp.nstr(t, 17), "max", mp.nstr(gain - C * t, 10))
        cases.append(case)
    OUTPUT.write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
