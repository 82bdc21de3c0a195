"""The TRPO of sb3-contrib on Gymnasium's tasks, with the settings of rl-baselines3-zoo, for docs/results.md.

    python3 -m venv ~/peers
    ~/peers/bin/pip install -r docs/peers/requirements.txt
    nice -n 19 ~/peers/bin/python docs/peers/sb3_tasks.py --out docs/peers/sb3-trpo
    python3 docs/peers/sb3_tasks.py --out docs/peers/sb3-trpo --table

One run after another, the seeds in the outer loop and the tasks in the inner one, each in a process of its own with one
thread. A run of a million steps takes about eight minutes of a quiet core. When it is finished, it leaves one file
TASK-seedN.jsonl in the folder of --out, written under another name and renamed. A run whose file is there is skipped,
so the same command goes on after an interruption; a run that was interrupted starts again and comes to the same
numbers. A file made with other settings, steps or versions is never mixed with new ones: the program stops and names
it.

Settings
    The entry "Mujoco Envs" of hyperparams/trpo.yml in DLR-RM/rl-baselines3-zoo, commit 22e3ff2 (2026-04-23): all tasks
    share one set, but for target_kl .04 on the half-cheetah and gamma .9999 on the swimmer. The file names the v4
    tasks, and they are used for v5. It has no entry for Reacher, InvertedPendulum and InvertedDoublePendulum on MuJoCo,
    which take the shared set here (the zoo itself would take the library's defaults, without normalisation). As the zoo
    does: two environments, seeded with the seed and the seed + 1, a Monitor around each, DummyVecEnv, VecNormalize for
    observations and rewards with the gamma of the entry. What the entry does not say is the library's default and is
    recorded: 64-64 tanh networks for policy and critic, initial log std 0, orthogonal initialisation. An iteration
    takes 2,048 steps, so a run ends after 1,001,472.

Evaluation
    At the END of training 20 episodes with the mean action and 20 with drawn actions; the last policy, never the best.
    Before training, and after the first iteration that ends at or beyond each multiple of 50,000 steps, 10 episodes
    with the mean action; the last point of a curve is the evaluation at the end. Observations are normalised by the
    statistics of that moment, which are not updated; rewards are the task's own, summed over the whole episode without
    discount; actions are clipped to the box, as in training. Episode e starts from the seed 1,000,000 x seed + e each
    time. Draws come from a generator that is put back afterwards, so that evaluations do not change what is learned.

A file is one line of JSON
    task, seed, steps, algorithm    what was run
    settings                        all hyperparameters
    versions, hardware              packages and Python; processor, cores and system in words
    started                         date, UTC
    seconds                         wall and cpu: training alone, without evaluations; evaluationWall, evaluationCpu:
                                    those of the evaluations. Processor seconds are of all threads of the process.
    load                            the machine's load over one minute, before and after. Wall seconds are those of a
                                    quiet machine only if it was about 1; processor seconds hold up better.
    curve                           steps, wall and cpu (seconds of training until then), mode (mean return of the
                                    evaluation), drawn and episodes (mean return of the training episodes that ended
                                    since the point before, null when there is none; how many there were)
    final                           mode and drawn: the 20 returns of each; modeLengths and drawnLengths: their steps
"""

import argparse
import json
import math
import multiprocessing
import os
import platform
import statistics
import sys
import threading
import time
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

SHARED = {
    "n_envs": 2,
    "n_steps": 1024,
    "batch_size": 128,
    "gamma": 0.99,
    "gae_lambda": 0.95,
    "sub_sampling_factor": 1,
    "cg_max_steps": 25,
    "cg_damping": 0.1,
    "n_critic_updates": 20,
    "learning_rate": 1e-3,
}
TASKS = {
    "Hopper-v5": SHARED,
    "Walker2d-v5": SHARED,
    "HalfCheetah-v5": SHARED | {"target_kl": 0.04},
    "Swimmer-v5": SHARED | {"gamma": 0.9999},
    "Reacher-v5": SHARED,
    "InvertedPendulum-v5": SHARED,
    "InvertedDoublePendulum-v5": SHARED,
}
PACKAGES = ["sb3-contrib", "stable-baselines3", "torch", "gymnasium", "mujoco", "numpy"]
EVALUATION_INTERVAL = 50_000
CURVE_EPISODES = 10
FINAL_EPISODES = 20


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the runs' files, made if not there")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS), metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3], metavar="SEED", help="default: 1 2 3")
    parser.add_argument("--steps", type=int, default=1_000_000, help="of training; default: 1000000")
    parser.add_argument("--table", action="store_true", help="run nothing; print what the folder holds as Markdown")
    args = parser.parse_args()
    if args.table:
        print_table(args.out)
        return
    args.out.mkdir(parents=True, exist_ok=True)
    for seed in args.seeds:
        for task in args.tasks:
            path = args.out / f"{task}-seed{seed}.jsonl"
            if path.exists():
                assert_same(path, {"steps": args.steps, "versions": versions()}, TASKS[task])
                continue
            # A process of its own: its processor seconds are the run's, and nothing is left over from the run before.
            run = multiprocessing.get_context("spawn").Process(target=train_apart, args=(task, seed, args.steps, path))
            run.start()
            run.join()
            if run.exitcode != 0:
                sys.exit(f"{task}, seed {seed} ended with exit code {run.exitcode}; the same command tries it again")


def versions():
    return {"python": platform.python_version()} | {package: version(package) for package in PACKAGES}


def assert_same(path, expected, settings):
    """Ends the program when the file of a finished run was not made with these values and settings."""
    found = json.loads(path.read_text())
    expected = expected | {"settings": found["settings"] | settings}
    for key, value in expected.items():
        if found[key] != value:
            sys.exit(f"{path} has {key} {found[key]}, this program would run with {value}; give another --out")


def train_apart(*run):
    """Trains in a process of its own, which ends with the one that started it, so that no run is ever made twice."""

    def end_with_parent():
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    train(*run)


def train(task, seed, steps, path):
    """Trains, evaluates and writes the file of one run."""
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    import torch
    from sb3_contrib import TRPO
    from stable_baselines3.common.callbacks import BaseCallback
    from stable_baselines3.common.env_util import make_vec_env
    from stable_baselines3.common.vec_env import VecNormalize

    torch.set_num_threads(1)
    load, started = os.getloadavg()[0], datetime.now(timezone.utc)
    hyperparameters = dict(TASKS[task])
    lanes = make_vec_env(task, n_envs=hyperparameters.pop("n_envs"), seed=seed)
    lanes = VecNormalize(lanes, gamma=hyperparameters["gamma"])
    model = TRPO("MlpPolicy", lanes, seed=seed, device="cpu", **hyperparameters)

    class Curve(BaseCallback):
        """Evaluates every so many steps, with the clocks stopped; a point is of the policy after an update."""

        def _on_training_start(self):
            self.points, self.returns, self.next = [], [], 0
            self.training, self.evaluation = Stopwatch(), Stopwatch()
            self.training.start()

        def _on_rollout_start(self):
            if self.num_timesteps >= self.next:
                self.training.stop()
                self.evaluation.start()
                returns, _ = evaluate(model, lanes, task, seed, CURVE_EPISODES, deterministic=True)
                self.evaluation.stop()
                self.add(returns)
                self.next += EVALUATION_INTERVAL
                self.training.start()

        def _on_step(self):
            self.returns += [info["episode"]["r"] for info in self.locals["infos"] if "episode" in info]
            return True

        def _on_training_end(self):
            self.training.stop()

        def add(self, returns):
            self.points.append({
                "steps": self.num_timesteps,
                "wall": round(self.training.wall, 2),
                "cpu": round(self.training.cpu, 2),
                "mode": round(statistics.fmean(returns), 3),
                "drawn": round(statistics.fmean(self.returns), 3) if self.returns else None,
                "episodes": len(self.returns),
            })
            self.returns = []
            print(f"{task} seed {seed}: {self.points[-1]}", flush=True)

    curve = Curve()
    model.learn(total_timesteps=steps, callback=curve)
    curve.evaluation.start()
    mode, mode_lengths = evaluate(model, lanes, task, seed, FINAL_EPISODES, deterministic=True)
    drawn, drawn_lengths = evaluate(model, lanes, task, seed, FINAL_EPISODES, deterministic=False)
    curve.evaluation.stop()
    curve.add(mode)
    write(path, {
        "task": task,
        "seed": seed,
        "steps": steps,
        "algorithm": "sb3-contrib TRPO, settings of rl-baselines3-zoo",
        "settings": settings_of(model) | TASKS[task],
        "versions": versions(),
        "hardware": hardware(),
        "started": started.isoformat(timespec="seconds"),
        "seconds": {
            "wall": round(curve.training.wall, 2),
            "cpu": round(curve.training.cpu, 2),
            "evaluationWall": round(curve.evaluation.wall, 2),
            "evaluationCpu": round(curve.evaluation.cpu, 2),
        },
        "load": [round(load, 2), round(os.getloadavg()[0], 2)],
        "curve": curve.points,
        "final": {"mode": mode, "drawn": drawn, "modeLengths": mode_lengths, "drawnLengths": drawn_lengths},
    })


class Stopwatch:
    """Seconds of the clock and of the processor, summed over the stretches between start and stop."""

    wall = cpu = 0.0

    def start(self):
        self.began = time.perf_counter(), time.process_time()

    def stop(self):
        self.wall += time.perf_counter() - self.began[0]
        self.cpu += time.process_time() - self.began[1]


def evaluate(model, lanes, task, seed, episodes, deterministic):
    """Undiscounted returns and lengths of whole episodes, side by side; leaves every state of training alone."""
    import gymnasium
    import numpy as np
    import torch

    environments = [gymnasium.make(task) for _ in range(episodes)]
    observations = np.stack([env.reset(seed=1_000_000 * seed + e)[0] for e, env in enumerate(environments)])
    returns, lengths = [0.0] * episodes, [0] * episodes
    going = list(range(episodes))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        while going:
            # Normalises with the statistics as they are; only a step of `lanes` updates them.
            actions, _ = model.predict(lanes.normalize_obs(observations[going]), deterministic=deterministic)
            ended = set()
            for e, action in zip(going, actions):
                observations[e], reward, terminated, truncated, _ = environments[e].step(action)
                returns[e] += float(reward)
                lengths[e] += 1
                if terminated or truncated:
                    ended.add(e)
            going = [e for e in going if e not in ended]
    for env in environments:
        env.close()
    assert all(map(math.isfinite, returns)), returns
    return [round(value, 3) for value in returns], lengths


def settings_of(model):
    """The hyperparameters that the model really has, those of the zoo's entry and the library's defaults."""
    searched = ["line_search_shrinking_factor", "line_search_max_iter"]
    names = [*SHARED, "target_kl", *searched, "normalize_advantage", "use_sde"]
    normalised = ["norm_obs", "norm_reward", "clip_obs", "clip_reward", "gamma"]
    lanes, policy = model.get_vec_normalize_env(), model.policy
    return {name: getattr(model, name) for name in names} | {
        "vec_normalize": {name: getattr(lanes, name) for name in normalised},
        "net_arch": policy.net_arch,
        "activation_fn": policy.activation_fn.__name__,
        "log_std_init": policy.log_std_init,
        "ortho_init": policy.ortho_init,
    }


def hardware():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; one thread"


def write(path, record):
    """Writes one line, under another name until it is whole and on the disk."""
    partial = path.with_suffix(".partial")
    with open(partial, "w") as file:
        file.write(json.dumps(record) + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def print_table(folder):
    """A row a run, then one a task with mean and sample standard deviation over seeds."""
    runs = sorted((json.loads(path.read_text()) for path in folder.glob("*.jsonl")), key=lambda run: run["seed"])
    print("| task | seed | mode, 20 episodes | drawn, 20 episodes | best of the curve | wall s | processor s |")
    print("| --- | --- | --: | --: | --: | --: | --: |")
    for task in TASKS:
        rows = []
        for run in (run for run in runs if run["task"] == task):
            rows.append([
                statistics.fmean(run["final"]["mode"]),
                statistics.fmean(run["final"]["drawn"]),
                max(point["mode"] for point in run["curve"]),
                run["seconds"]["wall"],
                run["seconds"]["cpu"],
            ])
            print(f"| {task} | {run['seed']} | " + " | ".join(f"{value:.5g}" for value in rows[-1]) + " |")
        if len(rows) > 1:
            spreads = [f"{statistics.fmean(column):.5g} ± {statistics.stdev(column):.3g}" for column in zip(*rows)]
            print(f"| {task} | all {len(rows)} | " + " | ".join(spreads) + " |")


if __name__ == "__main__":
    main()
