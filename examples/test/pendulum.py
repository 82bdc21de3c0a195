"""Writes pendulum.json: an episode of Gymnasium's Pendulum-v1. Needs gymnasium 1.4.0."""

import json
import math
from pathlib import Path

import gymnasium
import numpy as np

environment = gymnasium.make("Pendulum-v1").unwrapped
environment.reset(seed=0)
start = [3.0, 0.5]
environment.state = np.array(start)
steps = []
for step in range(150):
    # Beyond the bounds at times; in f64, as the environment does not convert it.
    torque = 3 * math.sin(0.7 * step) + math.copysign(1.0, environment.state[1])
    _, reward, terminated, _, _ = environment.step(np.array([torque]))
    assert not terminated
    steps.append([torque, float(reward), *map(float, environment.state)])
lines = ",\n".join(f"    {json.dumps(step)}" for step in steps[::10])
text = json.dumps({"gymnasium": gymnasium.__version__, "start": start, "torques": [step[0] for step in steps]})
Path(__file__).with_suffix(".json").write_text(f'{text[:-1]},\n  "every10th": [\n{lines}\n  ]\n}}\n')
