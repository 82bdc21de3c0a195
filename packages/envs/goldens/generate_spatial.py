"""Writes what Gymnasium's v5 tasks that move in space do on native MuJoCo: ant.json, pusher.json, humanoid.json.

Run (as generate_robots.py, with its requirements and conventions; a minute; names limit it to some robots):

    python packages/envs/goldens/generate_spatial.py [ant] [pusher] [humanoid]

On top of those conventions:

Quantities. What the task reads of mjData besides qpos and qvel, after `step` as Gymnasium has it, in the order that the
robot's model asks for it. `positionBefore`: the first three of them before the step.

Rollouts. 150 calls of `step`; one of the pusher's begins with the fingers at the object.
"""

import sys

import mujoco
import numpy as np

from generate_robots import Recorder, reset_law, rounded, starts, write_golden

ROLLOUT_STEPS = 150
TASKS = {"ant": "Ant-v5", "pusher": "Pusher-v5", "humanoid": "Humanoid-v5"}
KINDS = {
    "ant": ["reset", "fast", "limits", "down", "edge"],
    "pusher": ["reset", "fast", "limits", "push"],
    "humanoid": ["reset", "fast", "limits", "down", "edge"],
}
EDGES = {"ant": (0.2, 1.0), "humanoid": (1.0, 2.0)}


def quantities(name, model, data):
    if name == "pusher":
        return np.concatenate([data.body(body).xpos for body in ("tips_arm", "object", "goal")])
    contacts = data.cfrc_ext[1:].ravel()
    if name == "ant":
        return np.concatenate([data.body("torso").xpos, contacts])
    center = np.einsum("b,bj->j", model.body_mass, data.xipos) / model.body_mass.sum()
    tendons = [data.ten_length, data.ten_velocity]
    return np.concatenate([center, data.cinert[1:].ravel(), data.cvel[1:].ravel(), data.qfrc_actuator, contacts, *tendons])


class SpatialRecorder(Recorder):
    def __init__(self, name):
        super().__init__(TASKS[name], [])
        self.name = name

    def step(self, action):
        before = quantities(self.name, self.env.model, self.env.data)[:3].tolist()
        after = super().step(action)
        return {**after, "positionBefore": before, "quantities": quantities(self.name, self.env.model, self.env.data).tolist()}


def pose(name, kind, random, env):
    """A state of a kind: as `reset` has it, fast, beyond limits, on the floor, just healthy or not, fingers at the object."""
    env.reset(seed=int(random.integers(2**31)))
    model = env.model
    qpos, qvel = env.data.qpos.copy(), env.data.qvel.copy()
    hinges = [j for j in range(model.njnt) if model.jnt_type[j] == mujoco.mjtJoint.mjJNT_HINGE]
    if kind == "fast":
        count = 7 if name == "pusher" else model.nv
        qvel[:count] += random.uniform(-10, 10, count)
    elif kind == "limits":
        for joint in hinges:
            low, high = model.jnt_range[joint]
            qpos[model.jnt_qposadr[joint]] = random.choice([low - 0.03, high + 0.03])
        if name != "pusher":
            qpos[2] += 1
    elif kind == "down":
        qpos[2] = random.uniform(0.1, 0.4)
        qpos[3:7] = random.standard_normal(4)
        qpos[3:7] /= np.linalg.norm(qpos[3:7])
        qvel += random.uniform(-1, 1, model.nv)
    elif kind == "edge":
        qpos[2] = random.choice(EDGES[name]) + random.uniform(-0.01, 0.01)
        qvel[2] = random.uniform(-0.3, 0.3)
    elif kind == "push":
        while True:
            for joint in hinges:
                qpos[joint] = random.uniform(*model.jnt_range[joint])
            env.set_state(qpos, qvel)
            x, y, z = env.data.body("tips_arm").xpos
            if -0.32 < z < -0.23:
                break
        qpos[7] = y + random.uniform(-0.1, 0.1) + 0.05
        qpos[8] = x + random.uniform(-0.05, 0.1) - 0.45
    return rounded(qpos), rounded(qvel)


def single_steps(name, recorder, random):
    cases = []
    low, high = recorder.env.model.actuator_ctrlrange.T
    for kind in KINDS[name]:
        for n in range(4):
            qpos, qvel = pose(name, kind, random, recorder.env)
            reach = 2.5 if n == 3 else 1.0  # the last of each kind beyond the control range
            action = rounded(reach * random.uniform(low, high))
            recorder.start(qpos, qvel)
            cases.append({"kind": kind, "qpos": qpos.tolist(), "qvel": qvel.tolist(), "action": action.tolist(), **recorder.step(action)})
    return cases


def rollouts(name, recorder, random):
    results = []
    low, high = recorder.env.model.actuator_ctrlrange.T
    for n in range(2):
        qpos, qvel = pose(name, "push" if name == "pusher" and n == 1 else "reset", random, recorder.env)
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
                "positionBefore": [s["positionBefore"] for s in steps],
                # All of it in the first steps: it is long, and checked in single steps.
                "observation": [s["observation"] for s in steps[:5]],
                "reward": [s["reward"] for s in steps],
                "terminated": [int(s["terminated"]) for s in steps],
                "tight": [float(f"{s['tight']:.1e}") for s in steps],
            },
        })
    return results


def main():
    for name in sys.argv[1:] or TASKS:
        recorder = SpatialRecorder(name)
        env = recorder.env
        random = np.random.default_rng(1506)
        write_golden(name, TASKS[name], env, {
            # From qpos0: the pusher's `reset` writes into its init_qpos.
            "reset": reset_law(env, env.model.qpos0, np.zeros(env.model.nv)),
            "starts": starts(env)[:3],
            "singleSteps": single_steps(name, recorder, random),
            "rollouts": rollouts(name, recorder, random),
        })


if __name__ == "__main__":
    main()
