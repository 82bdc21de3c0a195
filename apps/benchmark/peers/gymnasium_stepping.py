"""A task of Gymnasium, one environment, steps a second. Run by `bench`; see protocol.py.

    pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0
"""

import argparse
import time

from protocol import require, serve

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--task", required=True, help="Swimmer-v5, Hopper-v5, ...")
args = parser.parse_args()

np = require("numpy")
gymnasium = require("gymnasium")
mujoco = require("mujoco")

PORTION = 1000
env = gymnasium.make(args.task)
space = env.action_space
actions = np.random.default_rng(1).uniform(space.low, space.high, (PORTION, *space.shape))
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
