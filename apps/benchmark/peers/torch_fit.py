"""A value network's fit by Adam on minibatches in PyTorch (f32), in seconds. Run by `bench`; see protocol.py.

    pip install torch==2.15.0 numpy

It gets the problem that `bench` solves itself: rows, their order, initial parameters, size of minibatches and rate.
Before it takes part, its loss is compared with the one that `bench` found. The optimiser is torch.optim.Adam as sb3 and
most others use it, on modules of Linear and Tanh.
"""

import argparse
import json
import pathlib
import time

from protocol import end, mean_times, require, serve

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--problem", required=True, help="folder with problem.json and its arrays")
args = parser.parse_args()

np = require("numpy")
torch = require("torch")
torch.set_num_threads(args.threads)

folder = pathlib.Path(args.problem)
problem = json.loads((folder / "problem.json").read_text())
sizes, batch_size = problem["sizes"], problem["batchSize"]
inputs = torch.from_numpy(np.fromfile(folder / "inputs.f32", dtype="<f4").reshape(-1, sizes[0]))
targets = torch.from_numpy(np.fromfile(folder / "targets.f32", dtype="<f4").reshape(-1, 1))
theta = torch.from_numpy(np.fromfile(folder / "theta.f32", dtype="<f4"))
order = torch.from_numpy(np.fromfile(folder / "order.u32", dtype="<u4").astype(np.int64))
epochs = order.reshape(problem["epochs"], -1)


def network():
    """Linear layers with tanh between them, at the initial parameters."""
    layers, at = [], 0
    for i, (n, m) in enumerate(zip(sizes, sizes[1:])):
        layer = torch.nn.Linear(n, m)
        with torch.no_grad():
            layer.weight.copy_(theta[at : at + n * m].view(n, m).T)
            layer.bias.copy_(theta[at + n * m : at + n * m + m])
        at += n * m + m
        layers += [layer] if i == len(sizes) - 2 else [layer, torch.nn.Tanh()]
    return torch.nn.Sequential(*layers)


def fit():
    """The time of a fit and its loss: the mean squared error over the last epoch."""
    critic = network()
    optimizer = torch.optim.Adam(critic.parameters(), lr=problem["rate"])
    began = time.perf_counter()
    losses = []
    for rows in epochs:
        losses = []
        for part in rows.split(batch_size):
            loss = torch.nn.functional.mse_loss(critic(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.detach() * len(part))
    total = time.perf_counter() - began
    return {"total": total}, float(sum(losses)) / len(inputs)


_, found = fit()
expected = problem["expected"]["loss"]
if not abs(found - expected) <= problem["tolerance"] * expected:
    end({"fault": f"its fit is another one: the loss is {found:.6g}, expected {expected:.6g}"})

serve({"torch": torch.__version__}, lambda seconds: mean_times(seconds, lambda: fit()[0]))
