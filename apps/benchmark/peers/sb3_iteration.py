"""One iteration of sb3-contrib's TRPO on a swimmer, in seconds. Run by `bench`; see protocol.py.

    pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0 sb3-contrib==2.9.2 torch==2.15.0

`--task paper/swimmer` is our preset: Swimmer-v5 with the observation [qpos[1:], qvel] and a control cost of 1e-5.
`--vectorisation dummy` steps all environments in this process (DummyVecEnv), `subprocess` each in a process of its own
(SubprocVecEnv); either way the policy is run on all of them at once. `--critic-passes` is n_critic_updates, the passes
over the batch by which the critic is trained: with 0 it is still evaluated, and never trained. All else is
sb3-contrib's default.
"""

import argparse
import time

from protocol import mean_times, require, serve

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--task", required=True, help="paper/swimmer, or one of Gymnasium: Swimmer-v5")
parser.add_argument("--hidden", required=True, help="units of the policy's hidden layers, comma between")
parser.add_argument("--threads", type=int, required=True, help="of torch")
parser.add_argument("--vectorisation", choices=["dummy", "subprocess"], required=True)
parser.add_argument("--environments", type=int, required=True)
parser.add_argument("--steps", type=int, required=True, help="steps of an iteration, a multiple of --environments")
parser.add_argument("--critic-passes", type=int, required=True)
args = parser.parse_args()

torch = require("torch")
np = require("numpy")
gymnasium = require("gymnasium")
mujoco = require("mujoco")
sb3_contrib = require("sb3_contrib", "sb3-contrib")
callbacks = require("stable_baselines3.common.callbacks", "stable-baselines3")
vec_env = require("stable_baselines3.common.vec_env", "stable-baselines3")

CONTROL_COST = 1e-5


class PaperSwimmer(gymnasium.Wrapper):
    def __init__(self):
        super().__init__(
            gymnasium.make(
                "Swimmer-v5", exclude_current_positions_from_observation=False, disable_env_checker=True
            )
        )
        self.observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (9,), np.float64)

    def reset(self, **kwargs):
        observation, info = self.env.reset(**kwargs)
        return observation[1:], info

    def step(self, action):
        observation, _, terminated, truncated, info = self.env.step(action)
        reward = info["x_velocity"] - CONTROL_COST * float(np.sum(np.square(action, dtype=np.float64)))
        return observation[1:], reward, terminated, truncated, info


class Sampled(callbacks.BaseCallback):
    """Remembers when the rollout ended."""

    at = 0.0

    def _on_step(self):
        return True

    def _on_rollout_end(self):
        self.at = time.perf_counter()


def environment():
    return PaperSwimmer() if args.task == "paper/swimmer" else gymnasium.make(args.task, disable_env_checker=True)


def environments():
    constructors = [environment for _ in range(args.environments)]
    if args.vectorisation == "dummy":
        return vec_env.DummyVecEnv(constructors)
    # Forked, as this file is a program and cannot be imported, before torch has threads that a fork would lose.
    return vec_env.SubprocVecEnv(constructors, start_method="fork")


lanes = environments()
torch.set_num_threads(args.threads)
model = sb3_contrib.TRPO(
    "MlpPolicy",
    lanes,
    n_steps=args.steps // args.environments,
    gamma=0.99,
    target_kl=0.01,
    policy_kwargs={
        "net_arch": {"pi": [int(units) for units in args.hidden.split(",")], "vf": [64, 64]},
        "activation_fn": torch.nn.Tanh,
    },
    seed=1,
    device="cpu",
    n_critic_updates=args.critic_passes,
)
sampled = Sampled()


def iteration():
    began = time.perf_counter()
    model.learn(total_timesteps=args.steps, callback=sampled, reset_num_timesteps=False)
    ended = time.perf_counter()
    return {"total": ended - began, "sample": sampled.at - began, "update": ended - sampled.at}


serve(
    {
        "sb3-contrib": sb3_contrib.__version__,
        "torch": torch.__version__,
        "gymnasium": gymnasium.__version__,
        "mujoco": mujoco.__version__,
    },
    lambda seconds: mean_times(seconds, iteration),
)
lanes.close()
