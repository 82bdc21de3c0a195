"""Writes fit.json: small dense networks fitted by PyTorch's Adam to the mean squared error, in float64.

Run (in any Python 3.10+ virtual environment; CPU, a few seconds):

    pip install torch==2.15.0
    python packages/networks/goldens/generate_fit.py

The file is written beside this script. Networks and the layout of theta are as in generate.py.

Each fit starts at theta with the moments of Adam `first` and `second`, made by `steps` earlier steps. It visits the rows
in `order`, epochs x n, in minibatches of batchSize that do not reach from one epoch into the next; the last one of an
epoch may be shorter. The loss of a minibatch is torch.nn.functional.mse_loss, the mean over its rows and outputs.

    x, target                         [n, in], [n, out]
    theta, first, second, steps       before the fit
    rate, beta1, beta2, epsilon       of torch.optim.Adam: lr, betas, eps
    after                             {theta, first, second, steps} after it
    loss                              the mean over the rows and outputs of the last epoch of (y - target)^2, each row
                                      before the step of its minibatch

Inputs are random and rounded to 6 decimals; the rest has full double precision.
"""

import json
from pathlib import Path

import torch
from generate import forward, normal, parameters

OUTPUT = Path(__file__).with_name("fit.json")
FITS = [
    # name, layers, n, batch size, epochs, steps before, options
    ("3-2, one minibatch an epoch", [(3, 2, "linear")], 12, 12, 3, 0, {}),
    ("4-6tanh-1", [(4, 6, "tanh"), (6, 1, "linear")], 20, 8, 4, 0, {"rate": 1e-2}),
    ("5-9relu-3", [(5, 9, "relu"), (9, 3, "linear")], 17, 5, 3, 7, {"rate": 3e-3, "beta1": 0.8, "beta2": 0.99}),
    (
        "11-8tanh-7tanh-1",
        [(11, 8, "tanh"), (8, 7, "tanh"), (7, 1, "linear")],
        33,
        16,
        3,
        40,
        {"rate": 1e-2, "epsilon": 1e-5},
    ),
    (
        "6-5relu-4tanh-2, minibatches of one row",
        [(6, 5, "relu"), (5, 4, "tanh"), (4, 2, "linear")],
        9,
        1,
        2,
        3,
        {"rate": 1e-2},
    ),
]


def fit(index, name, layers, n, batch_size, epochs, steps, options):
    generator = torch.Generator().manual_seed(2015 + index)
    theta = parameters(generator, layers).requires_grad_()
    x = normal(generator, n, layers[0][0])
    target = normal(generator, n, layers[-1][1])
    rate, beta1, beta2, epsilon = (
        options.get(key, default)
        for key, default in (("rate", 1e-3), ("beta1", 0.9), ("beta2", 0.999), ("epsilon", 1e-8))
    )
    optimizer = torch.optim.Adam([theta], lr=rate, betas=(beta1, beta2), eps=epsilon)
    first = normal(generator, theta.numel(), scale=0.1) if steps else torch.zeros_like(theta)
    second = normal(generator, theta.numel(), scale=0.1).square() if steps else torch.zeros_like(theta)
    optimizer.state[theta] = {
        "step": torch.tensor(float(steps)),
        "exp_avg": first.detach().clone(),
        "exp_avg_sq": second.detach().clone(),
    }
    order = torch.cat([torch.randperm(n, generator=generator) for _ in range(epochs)])
    before = {
        "theta": theta.tolist(),
        "first": first.tolist(),
        "second": second.tolist(),
        "steps": steps,
    }
    squares = 0.0
    for epoch in range(epochs):
        squares = 0.0
        for rows in order[epoch * n : (epoch + 1) * n].split(batch_size):
            y = forward(layers, theta, x[rows])
            loss = torch.nn.functional.mse_loss(y, target[rows])
            squares += loss.item() * y.numel()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    state = optimizer.state[theta]
    return {
        "name": name,
        "layers": [{"inputSize": i, "outputSize": o, "activation": a} for i, o, a in layers],
        "x": x.tolist(),
        "target": target.tolist(),
        "order": order.tolist(),
        "batchSize": batch_size,
        "rate": rate,
        "beta1": beta1,
        "beta2": beta2,
        "epsilon": epsilon,
        **before,
        "after": {
            "theta": theta.tolist(),
            "first": state["exp_avg"].tolist(),
            "second": state["exp_avg_sq"].tolist(),
            "steps": int(state["step"].item()),
        },
        "loss": squares / (n * layers[-1][1]),
    }


def main():
    torch.set_num_threads(1)
    golden = {
        "versions": {"torch": torch.__version__.split("+")[0]},
        "fits": [fit(index, *arguments) for index, arguments in enumerate(FITS)],
    }
    OUTPUT.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")
    assert json.loads(OUTPUT.read_text()) == golden
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes", {item["name"]: len(item["theta"]) for item in golden["fits"]})


if __name__ == "__main__":
    main()
