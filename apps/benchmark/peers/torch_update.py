"""The TRPO policy update in PyTorch (f32), in seconds. Run by `bench`; see protocol.py.

    pip install torch==2.15.0 numpy

Two ways to a Fisher product: `double-backward` differentiates the gradient of the mean KL again, as sb3-contrib,
Tianshou and most others do; `jmj` is J'MJ of appendix C.1, forward mode through the network, the Fisher matrix of the
Gaussian, then reverse mode. Both get the problem that `bench` solves itself: batch, parameters, damping, CG iterations,
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

folder = pathlib.Path(args.problem)
problem = json.loads((folder / "problem.json").read_text())
options = problem["options"]


def array(name, width):
    values = np.fromfile(folder / f"{name}.f32", dtype="<f4")
    return torch.from_numpy(values.reshape(-1, width) if width > 1 else values)


observations = array("observations", problem["sizes"][0])
actions = array("actions", problem["sizes"][-1])
advantages = array("advantages", 1)
theta = array("theta", 1)
# Every tenth row within a group of lanes, as `bench` takes them.
rows = torch.from_numpy(np.concatenate([np.arange(a, b, problem["fisherStride"]) for a, b in problem["groups"]]))
subsample = observations[rows]


def unflatten(flat):
    """Views of a flat vector: a weight [n, m] and a bias [m] for each layer, then the log standard deviations."""
    parts, at = [], 0
    for n, m in zip(problem["sizes"], problem["sizes"][1:]):
        parts.append((flat[at : at + n * m].view(n, m), flat[at + n * m : at + n * m + m]))
        at += n * m + m
    return parts, flat[at:]


def policy(flat, x):
    """Means [rows, k] and log standard deviations [k]."""
    layers, log_std = unflatten(flat)
    for i, (weight, bias) in enumerate(layers):
        x = torch.addmm(bias, x, weight)
        if i < len(layers) - 1:
            x = torch.tanh(x)
    return x, log_std


def log_prob(flat):
    mean, log_std = policy(flat, observations)
    return (-0.5 * ((actions - mean) * torch.exp(-log_std)) ** 2 - log_std).sum(1)  # up to a constant


def mean_kl(old_mean, old_log_std, mean, log_std):
    variance = torch.exp(2 * old_log_std)
    per_entry = log_std - old_log_std + (variance + (old_mean - mean) ** 2) * 0.5 * torch.exp(-2 * log_std) - 0.5
    return per_entry.sum(1).mean()


def products_by_double_backward():
    flat = theta.clone().requires_grad_()
    mean, log_std = policy(flat, subsample)
    kl = mean_kl(mean.detach(), log_std.detach(), mean, log_std)
    (gradient,) = torch.autograd.grad(kl, flat, create_graph=True)
    return lambda v: torch.autograd.grad(gradient @ v, flat, retain_graph=True)[0]


def products_by_jmj():
    flat = theta.clone().requires_grad_()
    mean, log_std = policy(flat, subsample)
    precision = torch.exp(-2 * log_std.detach()) / len(subsample)
    # What each layer was given, kept for the forward direction. torch.func.jvp would run the network again for every
    # product, and torch.func.linearize takes 0.1 s to trace it: by hand it is faster than either.
    layers, _ = unflatten(theta)
    inputs = [subsample]
    with torch.no_grad():
        for weight, bias in layers[:-1]:
            inputs.append(torch.tanh(torch.addmm(bias, inputs[-1], weight)))

    def product(v):
        changes, d_log_std = unflatten(v)
        change = None
        with torch.no_grad():
            for i, ((weight, _), (d_weight, d_bias)) in enumerate(zip(layers, changes)):
                d_output = torch.addmm(d_bias, inputs[i], d_weight)
                if change is not None:
                    d_output.addmm_(change, weight)
                change = d_output if i == len(layers) - 1 else d_output * (1 - inputs[i + 1] ** 2)
        weighted = (precision * change, 2 * d_log_std)
        return torch.autograd.grad((mean, log_std), flat, weighted, retain_graph=True)[0]

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
    new = log_prob(flat)
    old = new.detach()
    surrogate = (torch.exp(new - old) * advantages).mean()
    (gradient,) = torch.autograd.grad(surrogate, flat)
    with_gradient = time.perf_counter()

    product = products_by_double_backward() if args.method == "double-backward" else products_by_jmj()
    x, residual = conjugate_gradient(product, gradient)
    beta = torch.sqrt(2 * options["maxKl"] / (x @ (gradient - residual)))
    with_direction = time.perf_counter()

    with torch.no_grad():
        old_mean, old_log_std = policy(theta, observations)
        scale, evaluations = 1.0, 0
        for _ in range(options["maxBacktracks"] + 1):
            candidate = theta + scale * beta * x
            mean, log_std = policy(candidate, observations)
            logs = (-0.5 * ((actions - mean) * torch.exp(-log_std)) ** 2 - log_std).sum(1)
            value = (torch.exp(logs - old) * advantages).mean()
            kl = mean_kl(old_mean, old_log_std, mean, log_std)
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
