"""A task of Gymnasium, one environment, steps a second. Run by `bench`; see protocol.py.

    pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0
"""

import argparse
import time

from protocol import require, serve

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--task", required=True, help="Swimmer-v5, Hopper-v5, CartPole-v1, ...")
args = parser.parse_args()

np = require("numpy")
gymnasium = require("gymnasium")
versions = {"gymnasium": gymnasium.__version__}
if "mujoco" in str(gymnasium.spec(args.task).entry_point):
    versions["mujoco"] = require("mujoco").__version__

PORTION = 1000
env = gymnasium.make(args.task, disable_env_checker=True)
space = env.action_space
generator = np.random.default_rng(1)
if isinstance(space, gymnasium.spaces.Discrete):
    actions = generator.integers(space.n, size=PORTION)
else:
    actions = generator.uniform(space.low, space.high, (PORTION, *space.shape))
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


serve(versions, measure)
