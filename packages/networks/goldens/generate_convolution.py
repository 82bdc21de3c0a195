"""Writes convolution.json: outputs and derivatives of small networks for images, by PyTorch in float64.

Run (in any Python 3.10+ virtual environment; CPU, a few seconds):

    pip install torch==2.15.0
    python packages/networks/goldens/generate_convolution.py

The file is written beside this script. Conventions:

Network. Inputs x of shape [n, channels, height, width], flattened row-major, become factor * x + offset. Then come the
convolutions (torch.nn.functional.conv2d without padding: filters, filterSize, stride), each with the activation, then
dense layers with the activation, then a dense layer without one, which gives the outputs. What the last convolution
puts out is flattened row-major, channels first.

Parameters. `theta` is one flat vector: of each convolution the weight as [channels, filterSize, filterSize, filters]
(PyTorch's own [filters, channels, rows, columns] with the first axis last), then the bias [filters]; of each dense layer
the weight as [inputs, outputs], then the bias. `dtheta` (a direction) has the same layout, and so has `vjpTheta`.

Cases. For n = 1 and 5 rows of input, all matrices as lists of rows:
    x         [n, in]    inputs
    y         [n, out]   outputs
    dy        [n, out]   jvp: the derivative of y along dtheta, x fixed
    ybar      [n, out]   a cotangent
    vjpTheta  [p]        J' ybar: the gradient of sum(ybar * y) in theta, summed (not averaged) over the rows
    vjpInput  [n, in]    the gradient of the same sum in x

The network of Atari (section 8.2) has 33,500 parameters, too many to list. Numbers come from a rule instead, the same in
whole numbers everywhere: draw(i, k) = ((7919 i + 104729 k) mod 10007) / 10007 - 1/2. With i from 0,

    theta_i = 0.3 draw(i, 1), dtheta_i = draw(i, 2), x_i = (31 i + i // 256) mod 256 over all rows, ybar_i = draw(i, 3),

and of vjpTheta only every 67th number is listed, beginning with the first, and the sum of its squares.

theta, dtheta, x and ybar of the other networks are random and rounded to 6 decimals (x of a network of bytes are whole numbers from 0 to 255);
the rest has full double precision. The script asserts the adjoint identity <ybar, dy> = <vjpTheta, dtheta> and a central
difference of y along dtheta.
"""

import json
from pathlib import Path

import torch

OUTPUT = Path(__file__).with_name("convolution.json")
ROWS = (1, 5)
NETWORKS = {
    "one convolution, odd sizes, tanh": {
        "inputShape": [2, 7, 5],
        "convolutions": [{"filters": 3, "filterSize": 3, "stride": 2}],
        "hidden": [],
        "outputSize": 2,
        "activation": "tanh",
        "rescale": {"factor": 1, "offset": 0},
        "bytes": False,
    },
    "two convolutions of bytes, a hidden layer, relu": {
        "inputShape": [3, 9, 8],
        "convolutions": [{"filters": 5, "filterSize": 4, "stride": 1}, {"filters": 4, "filterSize": 2, "stride": 2}],
        "hidden": [6],
        "outputSize": 3,
        "activation": "relu",
        "rescale": {"factor": 1 / 128, "offset": -1},
        "bytes": True,
    },
    "three strided convolutions, tanh": {
        "inputShape": [2, 13, 11],
        "convolutions": [{"filters": 4, "filterSize": 3, "stride": 1}, {"filters": 5, "filterSize": 4, "stride": 2},
                         {"filters": 3, "filterSize": 2, "stride": 1}],
        "hidden": [5],
        "outputSize": 2,
        "activation": "tanh",
        "rescale": {"factor": 1 / 255, "offset": 0},
        "bytes": True,
    },
}
ATARI = {
    "inputShape": [4, 52, 40],
    "convolutions": [{"filters": 16, "filterSize": 4, "stride": 2}, {"filters": 16, "filterSize": 4, "stride": 2}],
    "hidden": [20],
    "outputSize": 8,
    "activation": "tanh",
    "rescale": {"factor": 1 / 255, "offset": 0},
}
ACTIVATIONS = {"tanh": torch.tanh, "relu": torch.relu}


def shapes(network):
    """The shapes of weights as `theta` has them: those of convolutions have four dimensions."""
    channels, height, width = network["inputShape"]
    found = []
    for convolution in network["convolutions"]:
        size, stride, filters = convolution["filterSize"], convolution["stride"], convolution["filters"]
        found.append((channels, size, size, filters))
        channels, height, width = filters, (height - size) // stride + 1, (width - size) // stride + 1
    size = channels * height * width
    for units in [*network["hidden"], network["outputSize"]]:
        found.append((size, units))
        size = units
    return found


def forward(network, theta, x):
    activation = ACTIVATIONS[network["activation"]]
    strides = [convolution["stride"] for convolution in network["convolutions"]]
    x = network["rescale"]["factor"] * x + network["rescale"]["offset"]
    x = x.reshape(len(x), *network["inputShape"])
    offset = 0
    every = shapes(network)
    for i, shape in enumerate(every):
        size = torch.Size(shape).numel()
        weight = theta[offset : offset + size].reshape(shape)
        bias = theta[offset + size : offset + size + shape[-1]]
        offset += size + shape[-1]
        if len(shape) == 4:
            x = torch.nn.functional.conv2d(x, weight.permute(3, 0, 1, 2), bias, stride=strides[i])
        else:
            x = x.flatten(1) @ weight + bias
        if i < len(every) - 1:
            x = activation(x)
    assert offset == theta.numel()
    return x


def normal(generator, *shape, scale=1.0):
    values = scale * torch.randn(*shape, generator=generator, dtype=torch.float64)
    return torch.tensor([round(value, 6) for value in values.flatten().tolist()], dtype=torch.float64).reshape(*shape)


def parameters(generator, network):
    parts = []
    for shape in shapes(network):
        size = torch.Size(shape).numel()
        parts.append(normal(generator, size, scale=1.2 / (size / shape[-1]) ** 0.5))
        parts.append(normal(generator, shape[-1], scale=0.3))
    return torch.cat(parts)


def case(generator, network, theta, dtheta, n):
    size = torch.Size(network["inputShape"]).numel()
    if network["bytes"]:
        x = torch.randint(256, (n, size), generator=generator).double()
    else:
        x = normal(generator, n, size)
    ybar = normal(generator, n, network["outputSize"])
    y, dy = torch.func.jvp(lambda p: forward(network, p, x), (theta,), (dtheta,))
    again, pullback = torch.func.vjp(lambda p, inputs: forward(network, p, inputs), theta, x)
    vjp_theta, vjp_input = pullback(ybar)

    torch.testing.assert_close(y, again, rtol=1e-13, atol=1e-13)
    torch.testing.assert_close((ybar * dy).sum(), vjp_theta @ dtheta, rtol=1e-11, atol=1e-11)
    h = 1e-6
    difference = (forward(network, theta + h * dtheta, x) - forward(network, theta - h * dtheta, x)) / (2 * h)
    torch.testing.assert_close(dy, difference, rtol=1e-5, atol=1e-5)
    return {
        "n": n,
        "x": x.tolist(),
        "y": y.tolist(),
        "dy": dy.tolist(),
        "ybar": ybar.tolist(),
        "vjpTheta": vjp_theta.tolist(),
        "vjpInput": vjp_input.tolist(),
    }


def draw(count, k):
    return ((7919 * torch.arange(count) + 104729 * k) % 10007).double() / 10007 - 0.5


def atari(rows=2):
    count = sum(torch.Size(shape).numel() + shape[-1] for shape in shapes(ATARI))
    theta, dtheta = 0.3 * draw(count, 1), draw(count, 2)
    numbers = torch.arange(rows * 8320)
    x = ((31 * numbers + numbers // 256) % 256).double().reshape(rows, -1)
    ybar = draw(rows * 8, 3).reshape(rows, 8)
    y, dy = torch.func.jvp(lambda p: forward(ATARI, p, x), (theta,), (dtheta,))
    _, pullback = torch.func.vjp(lambda p: forward(ATARI, p, x), theta)
    (vjp_theta,) = pullback(ybar)
    torch.testing.assert_close((ybar * dy).sum(), vjp_theta @ dtheta, rtol=1e-11, atol=1e-11)
    return {
        **ATARI,
        "parameterCount": count,
        "n": rows,
        "y": y.tolist(),
        "dy": dy.tolist(),
        "vjpThetaStride": 67,
        "vjpTheta": vjp_theta[::67].tolist(),
        "vjpThetaSquares": float(vjp_theta @ vjp_theta),
    }


def main():
    torch.set_num_threads(1)
    networks = []
    for index, (name, network) in enumerate(NETWORKS.items()):
        generator = torch.Generator().manual_seed(820 + index)
        theta = parameters(generator, network)
        dtheta = normal(generator, theta.numel())
        cases = [case(generator, network, theta, dtheta, n) for n in ROWS]
        networks.append({"name": name, **network, "theta": theta.tolist(), "dtheta": dtheta.tolist(), "cases": cases})
    golden = {"versions": {"torch": torch.__version__.split("+")[0]}, "networks": networks, "atari": atari()}
    OUTPUT.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")
    assert json.loads(OUTPUT.read_text()) == golden
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes", {item["name"]: len(item["theta"]) for item in networks})


if __name__ == "__main__":
    main()
