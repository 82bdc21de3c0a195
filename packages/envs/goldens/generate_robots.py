"""Writes what Gymnasium's v5 tasks do on native MuJoCo, as numbers: one file a robot, beside this script.

    hopper.json  walker2d.json  half-cheetah.json  inverted-pendulum.json  inverted-double-pendulum.json  reacher.json

Run (in any Python 3.10+ virtual environment; no display, half a minute):

    pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0 numpy
    python packages/envs/goldens/generate_robots.py

Requirements: gymnasium 1.4.0, mujoco 3.14.0. The output is deterministic: equal versions give equal files. Every number
is a double in its shortest round-trip form. The conventions are those of generate_swimmer.py; in short:

State. qpos and qvel as MuJoCo has them, in m and rad.

Action. Handed to `step` as it is. MuJoCo clamps a copy of it; rewards charge it unclamped.

Single steps. From exactly (qpos, qvel) with nothing remembered, one call of `step`. `observation` and `reward` and
`terminated` are what it returns, `info` the numbers of its last result by name, those of an array by name_0, name_1, ..., `sites` and `constraintForce` (only of robots with sites) what `mj_step` left in mjData:
they, and observations and rewards made of them, belong to the last evaluation of forces, not to nextQpos. `tight` is the
largest absolute difference of the next state to that with the solver at tolerance 1e-14 and 1,000 iterations.

Rollouts. The start as in single steps, then 50 calls of `step`, which go on where the task terminates. `tight` as above,
after each step, between two whole rollouts.

Starts. Single states that `reset` gives, with their observations, and `reset`, the law it draws them by: each entry
`initQpos` or `initQvel` plus noise.

Model. The fields of the compiled model that matter.
"""

import json
from pathlib import Path

import gymnasium
import mujoco
import numpy as np

FOLDER = Path(__file__).parent
ROLLOUT_STEPS = 50
# Task, file, sites of ours that are Gymnasium's bodies or sites, frame skip is the task's own.
ROBOTS = {
    "hopper": ("Hopper-v5", []),
    "walker2d": ("Walker2d-v5", []),
    "half-cheetah": ("HalfCheetah-v5", []),
    "inverted-pendulum": ("InvertedPendulum-v5", []),
    "inverted-double-pendulum": ("InvertedDoublePendulum-v5", [("site", "tip")]),
    "reacher": ("Reacher-v5", [("body", "fingertip"), ("body", "target")]),
}
FIELDS = (
    "body_mass body_inertia body_ipos body_iquat body_pos body_quat body_parentid body_jntadr body_jntnum body_invweight0 "
    "dof_armature dof_damping dof_bodyid dof_parentid dof_invweight0 dof_frictionloss "
    "jnt_type jnt_axis jnt_pos jnt_range jnt_limited jnt_margin jnt_solref jnt_solimp jnt_stiffness jnt_qposadr jnt_dofadr "
    "qpos0 qpos_spring "
    "geom_type geom_size geom_pos geom_quat geom_bodyid geom_contype geom_conaffinity geom_condim geom_friction geom_margin "
    "geom_gap geom_solref geom_solimp geom_solmix geom_priority "
    "actuator_ctrlrange actuator_ctrllimited actuator_trnid actuator_gear actuator_gainprm actuator_biasprm"
).split()
OPTIONS = (
    "timestep integrator solver cone jacobian tolerance iterations impratio disableflags enableflags density viscosity "
    "gravity wind"
).split()
COUNTS = "nq nv nu nbody njnt ngeom".split()


def plain(value):
    array = np.asarray(value)
    return (array.astype(int) if array.dtype.kind in "bui" else array.astype(float)).ravel().tolist()


def describe(env):
    model = env.model
    return {
        "counts": {name: int(getattr(model, name)) for name in COUNTS},
        "frameSkip": int(env.frame_skip),
        "dt": float(env.dt),
        "options": {name: plain(getattr(model.opt, name)) for name in OPTIONS},
        "fields": {name: plain(getattr(model, name)) for name in FIELDS},
    }


def reported(info):
    """The numbers of an `info`, by name."""
    numbers = {}
    for name, value in info.items():
        if np.ndim(value) == 0:
            numbers[name] = float(value)
        else:
            numbers |= {f"{name}_{i}": float(entry) for i, entry in enumerate(value)}
    return numbers


class Recorder:
    def __init__(self, task, sites):
        self.env = gymnasium.make(task).unwrapped
        self.env.reset(seed=0)
        self.sites = sites
        self.tight = gymnasium.make(task).unwrapped
        self.tight.reset(seed=0)
        option = self.tight.model.opt
        option.tolerance, option.iterations, option.ls_iterations, option.ls_tolerance = 1e-14, 1000, 200, 1e-6

    def start(self, qpos, qvel):
        for env in (self.env, self.tight):
            mujoco.mj_resetData(env.model, env.data)
            env.set_state(np.asarray(qpos, dtype=float), np.asarray(qvel, dtype=float))
            env.data.qacc_warmstart[:] = 0.0
            env.data.time = 0.0

    def step(self, action):
        action = np.asarray(action, dtype=float)
        observation, reward, terminated, truncated, info = self.env.step(action)
        self.tight.step(action)
        data, exact = self.env.data, self.tight.data
        assert not truncated and np.isfinite(observation).all()
        evaluation = {}
        if self.sites:
            positions = [(data.site(name) if kind == "site" else data.body(name)) for kind, name in self.sites]
            positions = [p.xpos for p in positions]
            evaluation = {"sites": plain(positions), "constraintForce": data.qfrc_constraint.tolist()}
        return {
            "nextQpos": data.qpos.tolist(),
            "nextQvel": data.qvel.tolist(),
            "observation": observation.tolist(),
            "reward": float(reward),
            "terminated": bool(terminated),
            "info": reported(info),
            **evaluation,
            "tight": float(max(np.abs(data.qpos - exact.qpos).max(), np.abs(data.qvel - exact.qvel).max())),
        }


def rounded(values, step=2.0**-12):
    """Short in decimal and exact in binary, so that files stay small."""
    return np.round(np.asarray(values) / step) * step


def pose(name, kind, random, model, env):
    """A state of a kind: see `KINDS`."""
    env.reset(seed=int(random.integers(2**31)))
    qpos, qvel = env.data.qpos.copy(), env.data.qvel.copy()
    nv = model.nv
    upright = name in ("hopper", "walker2d")
    if kind == "fast":
        qvel += random.uniform(-15, 15, nv)
    elif kind == "limits":
        for joint in range(model.njnt):
            if model.jnt_limited[joint] and model.joint(joint).name not in ("target_x", "target_y"):
                low, high = model.jnt_range[joint]
                qpos[joint] = random.choice([low - 0.03, high + 0.03])
        if upright or name == "half-cheetah":
            qpos[1] += 1
    elif kind == "down":
        if upright:
            qpos[1], qpos[2] = random.uniform(0.2, 0.6), random.uniform(0.8, 1.6) * random.choice([-1, 1])
        elif name == "half-cheetah":
            qpos[1], qpos[2] = random.uniform(-0.5, -0.2), random.uniform(2.6, 3.6)
        else:
            qpos[1] = random.uniform(-2, 2)
        qvel += random.uniform(-1, 1, nv)
    elif kind == "edge":  # just healthy or just not, after a step
        side = random.choice([-1, 1])
        if name == "hopper":
            qpos[2], qvel[2] = 0.195 * side, random.uniform(0, 1.2) * side
        elif name == "walker2d":
            qpos[2], qvel[2] = 0.995 * side, random.uniform(0, 1.2) * side
        elif name == "inverted-pendulum":
            qpos[1], qvel[1] = 0.19 * side, random.uniform(0, 0.6) * side
        elif name == "inverted-double-pendulum":
            qpos[1], qvel[1] = 0.56 * side, random.uniform(0, 0.8) * side
            qpos[2] = 0.0
    elif kind == "reach" and name == "reacher":
        qpos[:2] = random.uniform(-3, 3, 2)
        qvel[:2] = random.uniform(-10, 10, 2)
    if name == "reacher":
        qvel[2:] = 0
    return rounded(qpos), rounded(qvel)


KINDS = {
    "hopper": ["reset", "fast", "limits", "down", "edge"],
    "walker2d": ["reset", "fast", "limits", "down", "edge"],
    "half-cheetah": ["reset", "fast", "limits", "down"],
    "inverted-pendulum": ["reset", "fast", "limits", "edge"],
    "inverted-double-pendulum": ["reset", "fast", "limits", "down", "edge"],
    "reacher": ["reset", "limits", "reach"],
}


def single_steps(name, recorder, random):
    env, cases = recorder.env, []
    low, high = env.model.actuator_ctrlrange.T
    for kind in KINDS[name]:
        for n in range(6):
            qpos, qvel = pose(name, kind, random, env.model, env)
            reach = 2.5 if n == 5 else 1.0  # the last of each kind beyond the control range
            action = rounded(reach * random.uniform(low, high))
            recorder.start(qpos, qvel)
            after = recorder.step(action)
            cases.append({"kind": kind, "qpos": qpos.tolist(), "qvel": qvel.tolist(), "action": action.tolist(), **after})
    return cases


def rollouts(name, recorder, random):
    env, results = recorder.env, []
    low, high = env.model.actuator_ctrlrange.T
    for n in range(2):
        env.reset(seed=100 + n)
        qpos, qvel = rounded(env.data.qpos), rounded(env.data.qvel)
        if name == "reacher":
            qvel[2:] = 0
        actions = rounded(random.uniform(low, high, (ROLLOUT_STEPS, len(low))))
        recorder.start(qpos, qvel)
        steps = [recorder.step(action) for action in actions]
        results.append({
            "qpos": qpos.tolist(),
            "qvel": qvel.tolist(),
            "actions": actions.tolist(),
            "steps": {
                "qpos": [s["nextQpos"] for s in steps],
                "qvel": [s["nextQvel"] for s in steps],
                # All of it in the first ten steps: it is a function of what stands above, or checked in single steps.
                "observation": [s["observation"] for s in steps[:10]],
                "reward": [s["reward"] for s in steps],
                "terminated": [int(s["terminated"]) for s in steps],
                "tight": [float(f"{s['tight']:.1e}") for s in steps],
            },
        })
    return results


def starts(env):
    states = []
    for seed in range(5):
        observation, _ = env.reset(seed=seed)
        states.append({"qpos": env.data.qpos.tolist(), "qvel": env.data.qvel.tolist(), "observation": observation.tolist()})
    return states


def reset_law(env, qpos, qvel):
    """Least and largest noise, mean and standard deviation of each entry over 4,000 resets, around a state."""
    draws = []
    for seed in range(4000):
        env.reset(seed=seed)
        draws.append(np.concatenate([env.data.qpos - qpos, env.data.qvel - qvel]))
    draws = np.array(draws)
    law = {"initQpos": plain(qpos), "initQvel": plain(qvel)}
    for key, value in (("least", draws.min(0)), ("most", draws.max(0)), ("mean", draws.mean(0)), ("deviation", draws.std(0))):
        law[key] = [float(f"{x:.6g}") for x in value]
    return law


def write_golden(name, task, env, recorded):
    """Writes what is known of a task and what was recorded of it, and says what the file holds."""
    assert mujoco.__version__ == "3.14.0" and gymnasium.__version__ == "1.4.0"
    space = env.action_space
    golden = {
        "versions": {"gymnasium": gymnasium.__version__, "mujoco": mujoco.__version__},
        "task": {
            "name": task,
            "timeLimit": gymnasium.spec(task).max_episode_steps,
            "observationSize": int(env.observation_space.shape[0]),
            # The bounds are single precision: the shortest decimals that read back to them are the ones that were meant.
            "actionLow": plain([float(str(x)) for x in space.low]),
            "actionHigh": plain([float(str(x)) for x in space.high]),
        },
        "model": describe(env),
        **recorded,
    }
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")
    ended = sum(case["terminated"] for case in golden["singleSteps"])
    print(
        f"{path.name}: {path.stat().st_size} bytes, {len(golden['singleSteps'])} single steps, {ended} of them end, rollouts end after",
        [r["steps"]["terminated"].index(1) + 1 if 1 in r["steps"]["terminated"] else None for r in golden["rollouts"]],
        "tight", max(c["tight"] for c in golden["singleSteps"]), [max(r["steps"]["tight"]) for r in golden["rollouts"]],
    )


def main():
    for name, (task, sites) in ROBOTS.items():
        recorder = Recorder(task, sites)
        env = recorder.env
        random = np.random.default_rng(1506)
        write_golden(name, task, env, {
            "reset": reset_law(env, env.init_qpos, env.init_qvel),
            "starts": starts(env),
            "singleSteps": single_steps(name, recorder, random),
            "rollouts": rollouts(name, recorder, random),
        })


if __name__ == "__main__":
    main()
