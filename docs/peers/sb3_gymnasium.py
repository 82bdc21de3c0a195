"""The TRPO of sb3-contrib on four tasks of Gymnasium that are no robots, with the settings of rl-baselines3-zoo.

    ~/peers/bin/pip install -r docs/peers/requirements.txt box2d==2.3.10 pygame-ce
    ~/peers/bin/python docs/peers/sb3_gymnasium.py --out docs/peers/sb3-gymnasium
    python3 docs/peers/sb3_gymnasium.py --out docs/peers/sb3-gymnasium --table

Runs, files and evaluations are those of sb3_tasks.py beside this file, without a curve. Seeds are in the outer loop; a run
whose file is there is skipped.

Settings
    The entries of hyperparams/trpo.yml in DLR-RM/rl-baselines3-zoo, commit 13a3fe7, steps of training included: each task
    has settings of its own there, which the zoo calls tuned. Acrobot is normalised (VecNormalize), the others are not.
    The pendulum explores by gSDE, whose noise stays the same between its draws; its drawn returns are left out.
"""

import argparse
import json
import os
import statistics
from datetime import datetime, timezone
from pathlib import Path

import sb3_tasks

TWO = {"n_envs": 2}
TASKS = {
    "CartPole-v1": (100_000, False, TWO | {
        "n_steps": 512, "batch_size": 512, "cg_damping": 1e-3, "gae_lambda": 0.98, "gamma": 0.99,
        "learning_rate": 1e-3, "n_critic_updates": 20,
    }),
    "Acrobot-v1": (100_000, True, TWO | {"n_steps": 1024}),
    "Pendulum-v1": (100_000, False, TWO | {
        "n_steps": 1024, "gamma": 0.9, "n_critic_updates": 15, "use_sde": True, "sde_sample_freq": 4,
    }),
    "LunarLander-v3": (200_000, False, TWO | {
        "n_steps": 512, "cg_damping": 0.01, "gae_lambda": 0.98, "gamma": 0.99, "learning_rate": 1e-3,
        "n_critic_updates": 15,
    }),
}
"""Of each task: steps, whether observations and rewards are normalised, and hyperparameters."""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the runs' files, made if not there")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS), metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5], metavar="SEED", help="default: 1 to 5")
    parser.add_argument("--table", action="store_true", help="run nothing; print what the folder holds as Markdown")
    args = parser.parse_args()
    if args.table:
        print_table(args.out)
        return
    args.out.mkdir(parents=True, exist_ok=True)
    for seed in args.seeds:
        for task in args.tasks:
            path = args.out / f"{task}-seed{seed}.jsonl"
            if not path.exists():
                train(task, seed, path)


def train(task, seed, path):
    """Trains, evaluates and writes the file of one run."""
    import torch
    from sb3_contrib import TRPO
    from stable_baselines3.common.env_util import make_vec_env
    from stable_baselines3.common.vec_env import VecNormalize

    torch.set_num_threads(1)
    steps, normalize, hyperparameters = TASKS[task]
    arguments = dict(hyperparameters)
    load, started = os.getloadavg()[0], datetime.now(timezone.utc)
    lanes = make_vec_env(task, n_envs=arguments.pop("n_envs"), seed=seed)
    lanes = VecNormalize(lanes, gamma=arguments.get("gamma", 0.99), norm_obs=normalize, norm_reward=normalize)
    model = TRPO("MlpPolicy", lanes, seed=seed, device="cpu", **arguments)
    training = sb3_tasks.Stopwatch()
    training.start()
    model.learn(total_timesteps=steps)
    training.stop()
    mode, mode_lengths = sb3_tasks.evaluate(model, lanes, task, seed, sb3_tasks.FINAL_EPISODES, deterministic=True)
    final = {"mode": mode, "modeLengths": mode_lengths}
    if not model.use_sde:
        drawn, drawn_lengths = sb3_tasks.evaluate(
            model, lanes, task, seed, sb3_tasks.FINAL_EPISODES, deterministic=False
        )
        final |= {"drawn": drawn, "drawnLengths": drawn_lengths}
    sb3_tasks.write(path, {
        "task": task,
        "seed": seed,
        "steps": model.num_timesteps,
        "algorithm": "sb3-contrib TRPO, settings of rl-baselines3-zoo",
        "settings": sb3_tasks.settings_of(model) | hyperparameters,
        "versions": sb3_tasks.versions(),
        "hardware": sb3_tasks.hardware(),
        "started": started.isoformat(timespec="seconds"),
        "seconds": {"wall": round(training.wall, 2), "cpu": round(training.cpu, 2)},
        "load": [round(load, 2), round(os.getloadavg()[0], 2)],
        "final": final,
    })
    print(f"{task} seed {seed}: mode {statistics.fmean(mode):.1f}, {training.cpu:.0f} processor seconds", flush=True)


def print_table(folder):
    """A row a task, with mean and sample standard deviation over seeds."""
    runs = [json.loads(path.read_text()) for path in sorted(folder.glob("*.jsonl"))]
    print("| task | steps | seeds | mode | drawn | processor s |")
    print("| --- | --: | --: | --: | --: | --: |")
    for task in TASKS:
        own = [run for run in runs if run["task"] == task]
        if not own:
            continue
        columns = [
            spread([statistics.fmean(run["final"][choice]) for run in own if choice in run["final"]])
            for choice in ("mode", "drawn")
        ]
        seconds = spread([run["seconds"]["cpu"] for run in own])
        print(f"| {task} | {own[0]['steps']:,} | {len(own)} | {columns[0]} | {columns[1]} | {seconds} |")


def spread(values):
    if not values:
        return ""
    deviation = statistics.stdev(values) if len(values) > 1 else 0
    return f"{statistics.fmean(values):.1f} ± {deviation:.1f}"


if __name__ == "__main__":
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    main()
