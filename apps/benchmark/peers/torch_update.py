"""The TRPO policy update in PyTorch (f32), in seconds. Run by `bench`; see protocol.py.

    pip install torch==2.15.0 numpy

Two ways to a Fisher product: `double-backward` differentiates the gradient of the mean KL again, as sb3-contrib,
Tianshou and most others do; `jmj` is J'MJ of appendix C.1, forward mode through the network, the Fisher matrix of the
distribution, then reverse mode. Both get the problem that `bench` solves itself: batch, parameters, damping, CG iterations,
subsample and line search. Before it takes part, the step is compared with the one that `bench` found.
"""

import argparse
import json
import pathlib
import time

from protocol import end, mean_times, require, serve

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--problem", required=True, help="folder with problem.json and its arrays")
parser.add_argument("--method", choices=["double-backward", "jmj"], required=True)
args = parser.parse_args()

np = require("numpy")
torch = require("torch")
torch.set_num_threads(args.threads)

from torch_policies import Gaussian, Images  # it needs torch itself

folder = pathlib.Path(args.problem)
problem = json.loads((folder / "problem.json").read_text())
options = problem["options"]


def array(name, width):
    values = np.fromfile(folder / f"{name}.f32", dtype="<f4")
    return torch.from_numpy(values.reshape(-1, width) if width > 1 else values)


images = problem.get("images")
if images is None:
    observations = array("observations", problem["sizes"][0])
else:
    # Bytes become numbers here, once, which is not timed.
    pixels = np.fromfile(folder / "observations.u8", dtype="u1").reshape(-1, problem["sizes"][0])
    observations = torch.from_numpy(pixels).float().mul_(images["rescale"]["factor"])
actions = array("actions", problem["sizes"][-1]).view(-1, problem["sizes"][-1])
advantages = array("advantages", 1)
theta = array("theta", 1)
policy = (Gaussian if images is None else Images)(problem, theta, actions)
# Every tenth row within a group of lanes, as `bench` takes them.
rows = torch.from_numpy(np.concatenate([np.arange(a, b, problem["fisherStride"]) for a, b in problem["groups"]]))
subsample = observations[rows]


def products_by_double_backward():
    flat = theta.clone().requires_grad_()
    mu = policy.outputs(flat, subsample)
    kl = policy.mean_kl(tuple(part.detach() for part in mu), mu)
    (gradient,) = torch.autograd.grad(kl, flat, create_graph=True)
    return lambda v: torch.autograd.grad(gradient @ v, flat, retain_graph=True)[0]


def products_by_jmj():
    flat = theta.clone().requires_grad_()
    mu = policy.outputs(flat, subsample)
    fixed = tuple(part.detach() for part in mu)
    # What each layer was given, kept for the forward direction. torch.func.jvp would run the network again for every
    # product, and torch.func.linearize takes 0.1 s to trace it: by hand it is faster than either.
    with torch.no_grad():
        kept = policy.activations(subsample)

    def product(v):
        with torch.no_grad():
            weighted = policy.fisher(fixed, policy.change(kept, v))
        return torch.autograd.grad(mu, flat, weighted, retain_graph=True)[0]

    return product


def conjugate_gradient(product, b):
    x = torch.zeros_like(b)
    r, p = b.clone(), b.clone()
    rr = r @ r
    threshold = (options["cgTolerance"] ** 2) * rr
    for _ in range(options["cgIterations"]):
        a_p = product(p) + options["damping"] * p
        alpha = rr / (p @ a_p)
        x += alpha * p
        r -= alpha * a_p
        new = r @ r
        if new <= threshold:
            break
        p = r + (new / rr) * p
        rr = new
    return x, r


def update():
    """The step, the times of its parts, and its outcome."""
    began = time.perf_counter()
    flat = theta.clone().requires_grad_()
    new = policy.log_prob(policy.outputs(flat, observations))
    old = new.detach()
    surrogate = (torch.exp(new - old) * advantages).mean()
    (gradient,) = torch.autograd.grad(surrogate, flat)
    with_gradient = time.perf_counter()

    product = products_by_double_backward() if args.method == "double-backward" else products_by_jmj()
    x, residual = conjugate_gradient(product, gradient)
    beta = torch.sqrt(2 * options["maxKl"] / (x @ (gradient - residual)))
    with_direction = time.perf_counter()

    with torch.no_grad():
        before = policy.outputs(theta, observations)
        scale, evaluations = 1.0, 0
        for _ in range(options["maxBacktracks"] + 1):
            candidate = theta + scale * beta * x
            after = policy.outputs(candidate, observations)
            value = (torch.exp(policy.log_prob(after) - old) * advantages).mean()
            kl = policy.mean_kl(before, after)
            evaluations += 1
            if kl <= options["maxKl"] and value > surrogate:
                break
            scale *= options["backtrackRatio"]
        found = {
            "gradientNorm": float(gradient.norm()),
            "stepNorm": float(scale * beta * x.norm()),
            "kl": float(kl),
            "improvement": float(value - surrogate),
        }
    ended = time.perf_counter()
    times = {
        "total": ended - began,
        "gradient": with_gradient - began,
        "fisher": with_direction - with_gradient,
        "evaluate": ended - with_direction,
    }
    return times, found


_, found = update()
for name, expected in problem["expected"].items():
    if not abs(found[name] - expected) <= problem["tolerance"] * abs(expected):
        end({"fault": f"its step is another one: {name} is {found[name]:.6g}, expected {expected:.6g}"})

serve({"torch": torch.__version__}, lambda seconds: mean_times(seconds, lambda: update()[0]))
