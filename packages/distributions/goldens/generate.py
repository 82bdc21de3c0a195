"""Writes distributions.json: log-probabilities, KL, entropy and Fisher products, by PyTorch in float64.

Run (in any Python 3.10+ virtual environment; CPU, a few seconds):

    pip install torch==2.15.0
    python packages/distributions/goldens/generate.py

The file is written beside this script: {"distributions": [{kind, shape, rows: [...]}, ...]}. `mu` is all that a distribution
is a function of (a network's output, with the state-independent log std as part of it):

    "gaussian"     shape k          mu = [mean_1..mean_k, logStd_1..logStd_k]     action = k numbers
    "categorical"  shape n          mu = n logits, not normalised                 action = one class index, from 0
    "factored"     shape [n1, ...]  mu = the factors' logits one after another    action = one class index a factor

In each row:
    logProb       log density (gaussian) or log probability of `action` under mu, natural logarithm
    logProbGrad   its gradient in mu
    kl            KL(mu || muNew) = E_mu[log p_mu - log p_muNew]
    entropy       of mu (gaussian: differential)
    v, fisher     fisher = M v, M the Fisher information in mu: the dense Hessian of KL(mu || mu') in mu' at mu' = mu

A factored distribution is a product of independent categoricals, so all of these add up over its factors.
Values come from torch.distributions and automatic differentiation. The script asserts Mv against the closed
forms (diag(1/std^2, 2) for the gaussian; diag(p) - pp' for each categorical). The last two rows of each
distribution are extreme: logits of +-10 and log stds of about +-2. The random inputs are rounded to 6 decimals.
"""

import json
from pathlib import Path

import torch
from torch.distributions import Categorical, Independent, Normal, kl_divergence

OUTPUT = Path(__file__).with_name("distributions.json")
ROWS = 6
EXTREME_FROM = 4


class Gaussian:
    kind = "gaussian"

    def __init__(self, shape):
        self.shape, self.size = shape, 2 * shape

    def at(self, mu):
        return [Independent(Normal(mu[: self.shape], mu[self.shape :].exp()), 1)]

    def random_mu(self, generator, extreme):
        mean = normal(generator, self.shape, scale=3.0 if extreme else 1.0)
        return torch.cat([mean, normal(generator, self.shape, scale=2.0 if extreme else 0.4)])

    def near(self, generator, mu):
        return rounded(mu + normal(generator, self.size, scale=0.3))

    def random_action(self, generator, mu):
        return rounded(mu[: self.shape] + mu[self.shape :].exp() * normal(generator, self.shape))

    def log_prob(self, mu, action):
        return self.at(mu)[0].log_prob(action)

    def closed_form_fisher(self, mu, v):
        k = self.shape
        return torch.cat([v[:k] * torch.exp(-2 * mu[k:]), 2 * v[k:]])


class Factored:
    kind = "factored"

    def __init__(self, shape):
        self.shape, self.size = shape, sum(shape)

    def at(self, mu):
        return [Categorical(logits=logits) for logits in torch.split(mu, self.shape)]

    def random_mu(self, generator, extreme):
        return normal(generator, self.size, scale=10.0 if extreme else 1.0)

    def near(self, generator, mu):
        return rounded(mu + normal(generator, self.size, scale=0.5))

    def random_action(self, generator, mu):
        return torch.tensor([int(torch.randint(n, (), generator=generator)) for n in self.shape])

    def log_prob(self, mu, action):
        return sum(factor.log_prob(a) for factor, a in zip(self.at(mu), action))

    def closed_form_fisher(self, mu, v):
        parts = []
        for logits, part in zip(torch.split(mu, self.shape), torch.split(v, self.shape)):
            p = torch.softmax(logits, 0)
            parts.append(p * (part - p @ part))
        return torch.cat(parts)


class OneCategorical(Factored):
    kind = "categorical"

    def __init__(self, shape):
        super().__init__([shape])
        self.classes = shape


def rounded(values):
    return torch.tensor([round(value, 6) for value in values.tolist()], dtype=torch.float64)


def normal(generator, size, scale=1.0):
    return rounded(scale * torch.randn(size, generator=generator, dtype=torch.float64))


def kl(distribution, mu, mu_new):
    return sum(kl_divergence(old, new) for old, new in zip(distribution.at(mu), distribution.at(mu_new)))


def row(distribution, generator, extreme):
    mu = distribution.random_mu(generator, extreme)
    mu_new = distribution.near(generator, mu)
    action = distribution.random_action(generator, mu)
    v = normal(generator, distribution.size)

    leaf = mu.clone().requires_grad_()
    log_prob = distribution.log_prob(leaf, action)
    (gradient,) = torch.autograd.grad(log_prob, leaf)
    hessian = torch.autograd.functional.hessian(lambda other: kl(distribution, mu, other), mu)
    fisher = hessian @ v

    torch.testing.assert_close(fisher, distribution.closed_form_fisher(mu, v), rtol=1e-11, atol=1e-12)
    one_class = distribution.kind == "categorical"
    return {
        "mu": mu.tolist(),
        "muNew": mu_new.tolist(),
        "action": int(action[0]) if one_class else action.tolist(),
        "logProb": log_prob.item(),
        "logProbGrad": gradient.tolist(),
        "kl": kl(distribution, mu, mu_new).item(),
        "entropy": sum(factor.entropy() for factor in distribution.at(mu)).item(),
        "v": v.tolist(),
        "fisher": fisher.tolist(),
    }


def describe(index, distribution):
    generator = torch.Generator().manual_seed(4771 + index)
    return {
        "kind": distribution.kind,
        "shape": getattr(distribution, "classes", distribution.shape),
        "rows": [row(distribution, generator, n >= EXTREME_FROM) for n in range(ROWS)],
    }


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    distributions = [Gaussian(1), Gaussian(2), Gaussian(6), OneCategorical(2), OneCategorical(5), Factored([3, 3, 2]), Factored([4])]
    golden = {
        "versions": {"torch": torch.__version__.split("+")[0]},
        "distributions": [describe(index, distribution) for index, distribution in enumerate(distributions)],
    }
    OUTPUT.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")
    assert json.loads(OUTPUT.read_text()) == golden
    counts = [(item["kind"], item["shape"], len(item["rows"])) for item in golden["distributions"]]
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes", counts)


if __name__ == "__main__":
    main()
