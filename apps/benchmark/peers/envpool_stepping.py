"""Swimmer-v5 of EnvPool (C++), many environments stepped together, steps a second. Run by `bench`; see protocol.py.

    pip install envpool==1.2.5
"""

import argparse
import time

from protocol import require, serve

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--lanes", type=int, required=True)
args = parser.parse_args()

np = require("numpy")
envpool = require("envpool")

PORTION = 20
env = envpool.make("Swimmer-v5", env_type="gymnasium", num_envs=args.lanes, num_threads=args.threads, seed=1)
actions = np.random.default_rng(1).standard_normal((PORTION, args.lanes, *env.action_space.shape))
env.reset()


def measure(seconds):
    # Environments that have ended start anew at their next step, by themselves.
    began = time.perf_counter()
    steps = 0
    while True:
        for action in actions:
            env.step(action)
        steps += PORTION * args.lanes
        passed = time.perf_counter() - began
        if passed >= seconds:
            return {"total": steps / passed}


serve({"envpool": envpool.__version__}, measure)
