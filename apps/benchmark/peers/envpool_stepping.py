"""A task of EnvPool (C++), many environments stepped together, steps a second. Run by `bench`; see protocol.py.

    pip install envpool==1.2.5
"""

import argparse
import itertools
import time

from protocol import require, serve

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--task", required=True, help="Swimmer-v5, Hopper-v5, ...")
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--lanes", type=int, required=True)
args = parser.parse_args()

np = require("numpy")
envpool = require("envpool")

ROWS = 1000
env = envpool.make(args.task, env_type="gymnasium", num_envs=args.lanes, num_threads=args.threads, seed=1)
space = env.action_space
table = np.random.default_rng(1).uniform(space.low, space.high, (ROWS, args.lanes, *space.shape))
actions = itertools.cycle(table)
env.reset()
ended = np.zeros(args.lanes, dtype=bool)


def measure(seconds):
    global ended
    began = time.perf_counter()
    steps = 0
    while True:
        # Environments that have ended are reset instead of making a step, so no step is counted for them.
        steps += args.lanes - int(np.count_nonzero(ended))
        _, _, terminated, truncated, _ = env.step(next(actions))
        ended = terminated | truncated
        passed = time.perf_counter() - began
        if passed >= seconds:
            return {"total": steps / passed}


serve({"envpool": envpool.__version__}, measure)
