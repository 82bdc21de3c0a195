"""Writes networks.json: outputs and derivatives of small dense networks, by PyTorch in float64.

Run (in any Python 3.10+ virtual environment; CPU, a few seconds):

    pip install torch==2.15.0
    python packages/networks/goldens/generate.py

The file is written beside this script. Conventions:

Layers. A network is a list of dense layers {inputSize, outputSize, activation}, activation one of "tanh", "relu",
"linear": y_j = activation(b_j + sum_i x_i W[i * outputSize + j]). relu has derivative 0 at 0 (no case is at 0).

Parameters. `theta` is one flat vector: for each layer in order the weight, row-major as [inputSize, outputSize], then
the bias [outputSize]. `dtheta` (a direction) has the same layout, and so has `vjpTheta`.

Cases. For n = 1, 5 and 17 rows of input, all matrices as lists of rows:
    x         [n, in]    inputs
    y         [n, out]   outputs
    dy        [n, out]   jvp: the derivative of y along dtheta, x fixed
    ybar      [n, out]   a cotangent
    vjpTheta  [p]        J' ybar: the gradient of sum(ybar * y) in theta, summed (not averaged) over the rows
    vjpInput  [n, in]    the gradient of the same sum in x

theta, dtheta, x and ybar are random and rounded to 6 decimals; the rest has full double precision.
The script asserts the adjoint identity <ybar, dy> = <vjpTheta, dtheta> and a central difference of y along dtheta.
"""

import json
from pathlib import Path

import torch

OUTPUT = Path(__file__).with_name("networks.json")
ROWS = (1, 5, 17)
NETWORKS = {
    "3-4tanh-2": [(3, 4, "tanh"), (4, 2, "linear")],
    "5-7relu-6tanh-3": [(5, 7, "relu"), (7, 6, "tanh"), (6, 3, "linear")],
    "9-30tanh-2": [(9, 30, "tanh"), (30, 2, "linear")],
    "4-1": [(4, 1, "linear")],
}
ACTIVATIONS = {"tanh": torch.tanh, "relu": torch.relu, "linear": lambda x: x}


def forward(layers, theta, x):
    offset = 0
    for input_size, output_size, activation in layers:
        weight = theta[offset : offset + input_size * output_size].reshape(input_size, output_size)
        offset += input_size * output_size
        bias = theta[offset : offset + output_size]
        offset += output_size
        x = ACTIVATIONS[activation](x @ weight + bias)
    assert offset == theta.numel()
    return x


def normal(generator, *shape, scale=1.0):
    values = scale * torch.randn(*shape, generator=generator, dtype=torch.float64)
    rounded = [round(value, 6) for value in values.flatten().tolist()]
    return torch.tensor(rounded, dtype=torch.float64).reshape(*shape)


def parameters(generator, layers):
    parts = []
    for input_size, output_size, _ in layers:
        parts.append(normal(generator, input_size * output_size, scale=1.2 / input_size**0.5))
        parts.append(normal(generator, output_size, scale=0.3))
    return torch.cat(parts)


def case(generator, layers, theta, dtheta, n):
    x = normal(generator, n, layers[0][0])
    ybar = normal(generator, n, layers[-1][1])
    y, dy = torch.func.jvp(lambda p: forward(layers, p, x), (theta,), (dtheta,))
    again, pullback = torch.func.vjp(lambda p, inputs: forward(layers, p, inputs), theta, x)
    vjp_theta, vjp_input = pullback(ybar)

    assert torch.equal(y, again)
    torch.testing.assert_close((ybar * dy).sum(), vjp_theta @ dtheta, rtol=1e-11, atol=1e-11)
    h = 1e-6
    difference = (forward(layers, theta + h * dtheta, x) - forward(layers, theta - h * dtheta, x)) / (2 * h)
    torch.testing.assert_close(dy, difference, rtol=1e-6, atol=1e-6)
    return {
        "n": n,
        "x": x.tolist(),
        "y": y.tolist(),
        "dy": dy.tolist(),
        "ybar": ybar.tolist(),
        "vjpTheta": vjp_theta.tolist(),
        "vjpInput": vjp_input.tolist(),
    }


def network(index, name, layers):
    generator = torch.Generator().manual_seed(1502 + index)
    theta = parameters(generator, layers)
    dtheta = normal(generator, theta.numel())
    return {
        "name": name,
        "layers": [{"inputSize": i, "outputSize": o, "activation": a} for i, o, a in layers],
        "theta": theta.tolist(),
        "dtheta": dtheta.tolist(),
        "cases": [case(generator, layers, theta, dtheta, n) for n in ROWS],
    }


def main():
    torch.set_num_threads(1)
    golden = {
        "versions": {"torch": torch.__version__.split("+")[0]},
        "networks": [network(index, name, layers) for index, (name, layers) in enumerate(NETWORKS.items())],
    }
    OUTPUT.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")
    assert json.loads(OUTPUT.read_text()) == golden
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes", {item["name"]: len(item["theta"]) for item in golden["networks"]})


if __name__ == "__main__":
    main()
