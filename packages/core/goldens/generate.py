"""Writes problem.json: one TRPO update of a mid-training swimmer policy, computed independently by PyTorch in float64.

Run (in any Python 3.10+ virtual environment; CPU, a few seconds), after problem-input.ts:

    pip install torch==2.15.0
    python packages/core/goldens/generate.py

Input: problem-input.json, theta [364] and 600 rows of observations [9], actions [2] and rewards: 12 lanes of 50 steps, lane
after lane, every lane one unfinished episode and one lane group.

What is computed, without any code of the project and by other means wherever there are any:

    returns       finite-horizon discounted (0.99), no bootstrap, by a loop
    advantages    minus the mean over the lanes at each step, then standardised (population standard deviation)
    gradient      of mean(ratio * advantage) at theta, by reverse-mode differentiation
    fisher        A v for three v: the Hessian of the mean KL over every tenth row of each lane, by double backward
                  (the project uses J'MJ)
    evaluations   mean ratio * advantage and mean KL over all rows at theta + 0.05 w for three w
    step          conjugate gradient (10 iterations, A + 0.1 I), beta = sqrt(2 * 0.01 / x'(A + 0.1 I)x), halving until
                  the surrogate improves and KL <= 0.01

theta is laid out as: weight [9, 30], bias [30], weight [30, 2], bias [2] (row-major, y = x W + b), log std [2].
"""

import json
from pathlib import Path

import torch
from torch.distributions import Independent, Normal, kl_divergence

HERE = Path(__file__).parent
LANES, STEPS, STRIDE = 12, 50, 10
DISCOUNT, DAMPING, DELTA = 0.99, 0.1, 0.01


def distribution(theta, x):
    w1, b1, w2, b2, log_std = torch.split(theta, [270, 30, 60, 2, 2])
    mean = torch.tanh(x @ w1.reshape(9, 30) + b1) @ w2.reshape(30, 2) + b2
    return Independent(Normal(mean, log_std.exp().expand_as(mean)), 1)


def advantages_of(rewards):
    returns = torch.zeros(LANES, STEPS)
    following = torch.zeros(LANES)
    for t in reversed(range(STEPS)):
        following = rewards[:, t] + DISCOUNT * following
        returns[:, t] = following
    advantages = (returns - returns.mean(dim=0, keepdim=True)).reshape(-1)
    return returns.reshape(-1), (advantages - advantages.mean()) / advantages.std(correction=0)


def conjugate_gradient(product, b, iterations):
    x, r = torch.zeros_like(b), b.clone()
    p, rr = r.clone(), r @ r
    for _ in range(iterations):
        ap = product(p)
        alpha = rr / (p @ ap)
        x, r = x + alpha * p, r - alpha * ap
        rr, before = r @ r, rr
        p = r + (rr / before) * p
    return x


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    given = json.loads((HERE / "problem-input.json").read_text())
    theta = torch.tensor(given["theta"])
    x, actions = torch.tensor(given["observations"]), torch.tensor(given["actions"])
    returns, advantages = advantages_of(torch.tensor(given["rewards"]).reshape(LANES, STEPS))
    old = distribution(theta, x)
    old_log_prob = old.log_prob(actions)
    subsample = torch.arange(LANES * STEPS).reshape(LANES, STEPS)[:, ::STRIDE].reshape(-1)
    old_of_subsample = distribution(theta, x[subsample])

    def surrogate(t):
        return (torch.exp(distribution(t, x).log_prob(actions) - old_log_prob) * advantages).mean()

    def mean_kl(t):
        return kl_divergence(old, distribution(t, x)).mean()

    def fisher_product(v):
        leaf = theta.clone().requires_grad_()
        kl = kl_divergence(old_of_subsample, distribution(leaf, x[subsample])).mean()
        (first,) = torch.autograd.grad(kl, leaf, create_graph=True)
        (second,) = torch.autograd.grad(first @ v, leaf)
        return second

    leaf = theta.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(surrogate(leaf), leaf)
    generator = torch.Generator().manual_seed(15)
    directions = [torch.randn(theta.numel(), generator=generator).mul(1e4).round().div(1e4) for _ in range(3)]

    def damped(v):
        return fisher_product(v) + DAMPING * v

    direction = conjugate_gradient(damped, gradient, 10)
    full = direction * torch.sqrt(2 * DELTA / (direction @ damped(direction)))
    before = surrogate(theta)
    backtracks = 0
    while not (surrogate(theta + full * 0.5**backtracks) > before and mean_kl(theta + full * 0.5**backtracks) <= DELTA):
        backtracks += 1
        assert backtracks <= 10
    after = theta + full * 0.5**backtracks

    golden = {
        "versions": {"torch": torch.__version__.split("+")[0]},
        "returns": returns.tolist(),
        "advantages": advantages.tolist(),
        "mu": torch.cat([old.base_dist.loc, old.base_dist.scale.log()], dim=1)[:20].tolist(),
        "surrogate": before.item(),
        "gradient": gradient.tolist(),
        "fisher": [{"v": v.tolist(), "product": fisher_product(v).tolist()} for v in directions],
        "evaluations": [
            {"w": w.tolist(), "surrogate": surrogate(theta + 0.05 * w).item(), "kl": mean_kl(theta + 0.05 * w).item()}
            for w in directions
        ],
        "step": {
            "direction": direction.tolist(),
            "backtracks": backtracks,
            "theta": after.tolist(),
            "surrogate": surrogate(after).item(),
            "kl": mean_kl(after).item(),
        },
    }
    text = json.dumps(golden, separators=(",", ":"), allow_nan=False)
    (HERE / "problem.json").write_text(text + "\n")
    print(f"problem.json: {len(text)} bytes, {backtracks} backtracks, KL {golden['step']['kl']:.5f}")


if __name__ == "__main__":
    main()
