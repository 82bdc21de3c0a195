"""Swimmer-v5 of Gymnasium, one environment, steps a second. Run by `bench`; see protocol.py.

    pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0
"""

import time

from protocol import require, serve

np = require("numpy")
gymnasium = require("gymnasium")
mujoco = require("mujoco")

PORTION = 1000
env = gymnasium.make("Swimmer-v5")
actions = np.random.default_rng(1).standard_normal((PORTION, *env.action_space.shape))
env.reset(seed=1)


def measure(seconds):
    began = time.perf_counter()
    steps = 0
    while True:
        for action in actions:
            _, _, terminated, truncated, _ = env.step(action)
            if terminated or truncated:
                env.reset()
        steps += PORTION
        passed = time.perf_counter() - began
        if passed >= seconds:
            return {"total": steps / passed}


serve({"gymnasium": gymnasium.__version__, "mujoco": mujoco.__version__}, measure)
