"""The policies whose update `torch_update.py` measures, as functions of one flat vector of parameters.

Each has
    outputs(flat, x)        mu of some rows, as a tuple of tensors
    log_prob(mu)            of the actions of all rows, up to a constant
    mean_kl(old, new)       of two mu
    fisher(mu, change)      M times a change of mu, divided by the rows, as a tuple like mu
    activations(x)          what each layer was given, kept for `change`
    change(kept, v)         the derivative of mu along v
"""

import torch


class Gaussian:
    """Dense layers give the means; the log standard deviations are parameters behind them."""

    def __init__(self, problem, theta, actions):
        self.sizes, self.theta, self.actions = problem["sizes"], theta, actions

    def unflatten(self, flat):
        """Views of a flat vector: a weight [n, m] and a bias [m] for each layer, then the log standard deviations."""
        parts, at = [], 0
        for n, m in zip(self.sizes, self.sizes[1:]):
            parts.append((flat[at : at + n * m].view(n, m), flat[at + n * m : at + n * m + m]))
            at += n * m + m
        return parts, flat[at:]

    def outputs(self, flat, x):
        layers, log_std = self.unflatten(flat)
        for i, (weight, bias) in enumerate(layers):
            x = torch.addmm(bias, x, weight)
            if i < len(layers) - 1:
                x = torch.tanh(x)
        return x, log_std

    def log_prob(self, mu):
        mean, log_std = mu
        return (-0.5 * ((self.actions - mean) * torch.exp(-log_std)) ** 2 - log_std).sum(1)

    def mean_kl(self, old, new):
        (old_mean, old_log_std), (mean, log_std) = old, new
        variance = torch.exp(2 * old_log_std)
        per_entry = log_std - old_log_std + (variance + (old_mean - mean) ** 2) * 0.5 * torch.exp(-2 * log_std) - 0.5
        return per_entry.sum(1).mean()

    def fisher(self, mu, change):
        mean, log_std = mu
        return torch.exp(-2 * log_std) / len(mean) * change[0], 2 * change[1]

    def activations(self, x):
        layers, _ = self.unflatten(self.theta)
        inputs = [x]
        for weight, bias in layers[:-1]:
            inputs.append(torch.tanh(torch.addmm(bias, inputs[-1], weight)))
        return inputs

    def change(self, inputs, v):
        layers, _ = self.unflatten(self.theta)
        changes, d_log_std = self.unflatten(v)
        change = None
        for i, ((weight, _), (d_weight, d_bias)) in enumerate(zip(layers, changes)):
            d_output = torch.addmm(d_bias, inputs[i], d_weight)
            if change is not None:
                d_output.addmm_(change, weight)
            change = d_output if i == len(layers) - 1 else d_output * (1 - inputs[i + 1] ** 2)
        return change, d_log_std


class Images:
    """Convolutions, then dense layers, give the logits of one softmax for each factor of an action."""

    def __init__(self, problem, theta, actions):
        images = problem["images"]
        self.theta, self.classes = theta, images["classes"]
        self.actions = actions.long()
        self.strides = [convolution["stride"] for convolution in images["convolutions"]]
        channels, height, width = self.shape = images["shape"]
        self.shapes = []
        for convolution in images["convolutions"]:
            size, stride, filters = convolution["filterSize"], convolution["stride"], convolution["filters"]
            self.shapes.append((channels, size, size, filters))
            channels, height, width = filters, (height - size) // stride + 1, (width - size) // stride + 1
        size = channels * height * width
        for units in [*problem["sizes"][1:-1], sum(self.classes)]:
            self.shapes.append((size, units))
            size = units

    def unflatten(self, flat):
        """Weights as PyTorch has them, [filters, channels, rows, columns] of a convolution, and biases."""
        parts, at = [], 0
        for shape in self.shapes:
            size = torch.Size(shape).numel()
            weight = flat[at : at + size].view(shape)
            parts.append((weight.permute(3, 0, 1, 2) if len(shape) == 4 else weight, flat[at + size : at + size + shape[-1]]))
            at += size + shape[-1]
        return parts

    def layer(self, i, x, weight, bias):
        if i < len(self.strides):
            return torch.nn.functional.conv2d(x.view(len(x), *self.shape) if i == 0 else x, weight, bias, self.strides[i])
        return torch.addmm(bias, x.flatten(1), weight) if bias is not None else x.flatten(1) @ weight

    def outputs(self, flat, x):
        layers = self.unflatten(flat)
        for i, (weight, bias) in enumerate(layers):
            x = self.layer(i, x, weight, bias)
            if i < len(layers) - 1:
                x = torch.tanh(x)
        return (x,)

    def factors(self, logits):
        return [torch.log_softmax(part, 1) for part in logits.split(self.classes, 1)]

    def log_prob(self, mu):
        logs = self.factors(mu[0])
        return sum(log.gather(1, self.actions[:, i : i + 1]).squeeze(1) for i, log in enumerate(logs))

    def mean_kl(self, old, new):
        pairs = zip(self.factors(old[0]), self.factors(new[0]))
        return sum((torch.exp(a) * (a - b)).sum(1).mean() for a, b in pairs)

    def fisher(self, mu, change):
        parts = []
        for log, d in zip(self.factors(mu[0]), change[0].split(self.classes, 1)):
            p = torch.exp(log)
            parts.append(p * (d - (p * d).sum(1, keepdim=True)))
        return (torch.cat(parts, 1) / len(mu[0]),)

    def activations(self, x):
        layers = self.unflatten(self.theta)
        inputs = [x]
        for i, (weight, bias) in enumerate(layers[:-1]):
            inputs.append(torch.tanh(self.layer(i, inputs[-1], weight, bias)))
        return inputs

    def change(self, inputs, v):
        layers, changes = self.unflatten(self.theta), self.unflatten(v)
        change = None
        for i, ((weight, _), (d_weight, d_bias)) in enumerate(zip(layers, changes)):
            d_output = self.layer(i, inputs[i], d_weight, d_bias)
            if change is not None:
                d_output += self.layer(i, change, weight, None)
            change = d_output if i == len(layers) - 1 else d_output * (1 - inputs[i + 1] ** 2)
        return (change,)
