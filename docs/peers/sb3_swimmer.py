"""The peer baseline: sb3-contrib's TRPO on the task `paper/swimmer`. Writes one JSONL file per seed.

Run (in any Python 3.10+ virtual environment; CPU only):

    pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0 sb3-contrib==2.9.2 torch==2.15.0
    python docs/peers/sb3_swimmer.py --seed 1 --iterations 40 --threads 1 --out sb3-swimmer-1.jsonl

Task. Gymnasium's Swimmer-v5 with the observation [qpos[1:], qvel] (9 numbers), the reward
x_velocity - 1e-5 |a|^2 (x_velocity as Gymnasium defines it: the root's displacement over the control step),
no termination and a time limit of 1,000 steps. sb3 clips a sampled action to the Box (-1..1) before the
environment sees it, so |a|^2 is of the clipped action here; the policy's likelihood is of the unclipped one.

Algorithm. Policy 9-30-2 tanh with a state-independent log std (initially 0), critic 9-64-64-1 tanh, gamma .99,
target_kl .01, 10 environments x 5,000 steps = 50,000 steps an iteration. Everything else is sb3-contrib's
default and is printed and recorded in the file's first line. No observation or reward normalisation.

Output, one JSON object a line:
    {"kind": "config", ...}      versions, all hyperparameters, number of policy parameters
    {"kind": "iteration", ...}   one per iteration: meanReturn over ALL episodes that ended in this
                                 iteration's rollout (undiscounted, stochastic actions; 5,000 steps and a limit
                                 of 1,000 make 50 whole episodes, none spans two iterations), stdReturn,
                                 episodes, accepted (line search), kl, std, explainedVariance, and seconds
                                 of sampling and of update. The return is of the policy BEFORE the update
                                 of the same line.
    {"kind": "summary", ...}     mean of meanReturn over the last 5 iterations, accepted fraction, wall time
"""

import argparse
import json
import math
import time

import gymnasium
import mujoco
import numpy as np
import sb3_contrib
import stable_baselines3
import torch
from sb3_contrib import TRPO
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.vec_env import DummyVecEnv

CONTROL_COST = 1e-5
TIME_LIMIT = 1000
ENVIRONMENTS = 10
STEPS = 5000
LAST = 5


class PaperSwimmer(gymnasium.Wrapper):
    """Swimmer-v5 without x in the observation and with the paper's control cost."""

    def __init__(self):
        # The same TimeLimit wrapper as gymnasium.make("Swimmer-v5") puts on; ours is stated.
        super().__init__(gymnasium.make(
            "Swimmer-v5",
            exclude_current_positions_from_observation=False,
            max_episode_steps=TIME_LIMIT,
            disable_env_checker=True,
        ))
        self.observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (9,), np.float64)

    def reset(self, **kwargs):
        observation, info = self.env.reset(**kwargs)
        return observation[1:], info

    def step(self, action):
        observation, _, terminated, truncated, info = self.env.step(action)
        reward = info["x_velocity"] - CONTROL_COST * float(np.sum(np.square(action, dtype=np.float64)))
        return observation[1:], reward, terminated, truncated, info


class Recorder(BaseCallback):
    """Collects every episode of an iteration; the record is written when the update that follows is done."""

    def __init__(self, write):
        super().__init__()
        self.write = write
        self.records = []
        self.current = None

    def _on_rollout_start(self):
        self.flush()  # the update of the iteration before ended just now
        self.returns, self.lengths = [], []
        self.sums, self.counts = np.zeros(ENVIRONMENTS), np.zeros(ENVIRONMENTS, dtype=int)
        self.started = time.perf_counter()

    def _on_step(self):
        self.sums += self.locals["rewards"]
        self.counts += 1
        for n in np.flatnonzero(self.locals["dones"]):
            self.returns.append(float(self.sums[n]))
            self.lengths.append(int(self.counts[n]))
            self.sums[n], self.counts[n] = 0.0, 0
        return True

    def _on_rollout_end(self):
        assert not self.counts.any(), "an episode spans two iterations"
        self.sampled = time.perf_counter()
        self.current = {
            "kind": "iteration",
            "iteration": len(self.records),
            "timesteps": self.num_timesteps,
            "meanReturn": float(np.mean(self.returns)),
            "stdReturn": float(np.std(self.returns)),
            "episodes": len(self.returns),
            "meanLength": float(np.mean(self.lengths)),
        }

    def flush(self):
        if self.current is None:
            return
        finished = time.perf_counter()
        # Read at the start of the next rollout, before or after sb3 dumped its log: kept by RecordedTRPO.train.
        logged = self.model.last_train_log
        self.current |= {
            "accepted": bool(logged["train/is_line_search_success"]),
            "kl": float(logged["train/kl_divergence_loss"]),
            "std": float(logged["train/std"]),
            "explainedVariance": float(logged["train/explained_variance"]),
            "sampleSeconds": self.sampled - self.started,
            "updateSeconds": finished - self.sampled,
        }
        self.records.append(self.current)
        self.write(self.current)
        self.current = None

    def _on_training_end(self):
        self.flush()


class RecordedTRPO(TRPO):
    """TRPO unchanged; keeps what its last update logged."""

    last_train_log = None

    def train(self):
        super().train()
        self.last_train_log = {k: v for k, v in self.logger.name_to_value.items() if k.startswith("train/")}


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--iterations", type=int, default=40)
    parser.add_argument("--out", required=True, help="the JSONL file to write")
    parser.add_argument("--threads", type=int, default=1, help="torch threads")
    parser.add_argument("--gae-lambda", type=float, default=None, help="default: sb3-contrib's own")
    return parser.parse_args()


def main():
    args = parse()
    torch.set_num_threads(args.threads)
    extra = {} if args.gae_lambda is None else {"gae_lambda": args.gae_lambda}
    model = RecordedTRPO(
        "MlpPolicy",
        DummyVecEnv([PaperSwimmer for _ in range(ENVIRONMENTS)]),
        n_steps=STEPS,
        gamma=0.99,
        target_kl=0.01,
        policy_kwargs={"net_arch": {"pi": [30], "vf": [64, 64]}, "activation_fn": torch.nn.Tanh},
        seed=args.seed,
        device="cpu",
        **extra,
    )
    parameters = sum(p.numel() for name, p in model.policy.named_parameters() if "value" not in name)
    config = {
        "kind": "config",
        "task": "paper/swimmer",
        "seed": args.seed,
        "iterations": args.iterations,
        "threads": args.threads,
        "environments": ENVIRONMENTS,
        "vecEnv": "DummyVecEnv",
        "timeLimit": TIME_LIMIT,
        "policyParameters": parameters,
        "initialLogStd": model.policy.log_std.tolist(),
        "orthogonalInit": model.policy.ortho_init,
        "hyperparameters": {name: getattr(model, name) for name in (
            "n_steps", "batch_size", "gamma", "gae_lambda", "cg_max_steps", "cg_damping", "line_search_shrinking_factor",
            "line_search_max_iter", "n_critic_updates", "learning_rate", "normalize_advantage", "target_kl",
            "sub_sampling_factor", "use_sde",
        )},
        "versions": {
            "gymnasium": gymnasium.__version__,
            "mujoco": mujoco.__version__,
            "stable_baselines3": stable_baselines3.__version__,
            "sb3_contrib": sb3_contrib.__version__,
            "torch": torch.__version__,
            "numpy": np.__version__,
        },
    }
    assert parameters == 364, parameters

    with open(args.out, "w", buffering=1) as out:
        def write(record):
            line = json.dumps(record)
            out.write(line + "\n")
            print(line, flush=True)

        write(config)
        recorder = Recorder(write)
        began = time.perf_counter()
        model.learn(total_timesteps=args.iterations * ENVIRONMENTS * STEPS, callback=recorder)
        wall = time.perf_counter() - began
        returns = [record["meanReturn"] for record in recorder.records]
        assert len(returns) == args.iterations and all(map(math.isfinite, returns))
        write({
            "kind": "summary",
            "seed": args.seed,
            "iterations": len(returns),
            "meanReturnLast5": float(np.mean(returns[-LAST:])),
            "bestIterationReturn": max(returns),
            "acceptedFraction": float(np.mean([record["accepted"] for record in recorder.records])),
            "wallSeconds": wall,
            "sampleSeconds": sum(record["sampleSeconds"] for record in recorder.records),
            "updateSeconds": sum(record["updateSeconds"] for record in recorder.records),
        })


if __name__ == "__main__":
    main()
