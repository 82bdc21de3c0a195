"""Writes this folder's goldens: what MuJoCo does on Gymnasium's planar models, as numbers.

Run (Python 3.10 or later; no display, about two minutes):

    pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0 numpy
    python packages/physics/goldens/generate.py

Requirements: gymnasium 1.4.0, mujoco 3.14.0, whose models are read from the installed packages. The output is
deterministic: equal versions give equal files.

steps-<model>.bin     one physics step (mj_step after mj_resetData) from each of many states
rollouts-<model>.bin  free rollouts of Gymnasium's v5 task: states after each control step
goldens.json          counts, and how many states have which limits (by joint, at which end) and contacts (by pair)
constants.json        MuJoCo's compiled fields, in the terms of this package's descriptions

Layout of steps: for each state, little-endian: qpos, qvel, ctrl as f32 (the starts are numbers that f32 holds exactly);
then qpos, qvel after the step as f64 at the default solver tolerance (1e-8), then the same at tolerance 1e-14 with
1,000 iterations. Layout of rollouts: for each episode qpos, qvel at the start (f64); then for each control step the
action (f32), qpos, qvel after it (f64), and the same of an episode at tolerance 1e-14. The models' own reset noise starts the episodes; they go on where the task
would terminate.

Where two capsules cross, MuJoCo's normal is the direction between two nearest points whose distance is a rounding
error. Such states have no reproducible answer and are left out.
"""

import json
import os

import gymnasium
import mujoco
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ASSETS = os.path.join(os.path.dirname(gymnasium.__file__), "envs", "mujoco", "assets")
MODELS = {
    "swimmer": ("swimmer.xml", "Swimmer-v5", 2000),
    "hopper": ("hopper.xml", "Hopper-v5", 2000),
    "walker2d": ("walker2d_v5.xml", "Walker2d-v5", 2000),
    "half_cheetah": ("half_cheetah.xml", "HalfCheetah-v5", 2000),
    "inverted_pendulum": ("inverted_pendulum.xml", "InvertedPendulum-v5", 2000),
    "inverted_double_pendulum": ("inverted_double_pendulum.xml", "InvertedDoublePendulum-v5", 2000),
    "reacher": ("reacher.xml", "Reacher-v5", 2000),
    "crawler": ("crawler", None, 1000),
    "logs": ("logs", None, 1000),
}
# The worked example of docs/physics.md, which Gymnasium does not have; test/crawler.ts describes the same robot.
CRAWLER = """
<mujoco model="crawler">
  <compiler angle="radian" inertiafromgeom="true"/>
  <option integrator="RK4" timestep="0.005"/>
  <worldbody>
    <geom name="floor" type="plane" size="40 40 40" friction="0.8 0.1 0.1"/>
    <body name="torso" pos="0 0 0.4">
      <joint name="x" type="slide" axis="1 0 0"/>
      <joint name="z" type="slide" axis="0 0 1" ref="0.4"/>
      <joint name="pitch" type="hinge" axis="0 1 0"/>
      <geom name="torso" type="capsule" fromto="-0.3 0 0 0.3 0 0" size="0.06"/>
      <geom name="head" type="sphere" pos="0.4 0 0.08" size="0.08" density="500"/>
      <body name="front" pos="0.3 0 0">
        <joint name="front" type="hinge" axis="0 -1 0" range="-1.6 1.6" limited="true" armature="0.02" damping="0.3"
               stiffness="2" springref="0.2"/>
        <geom name="front" type="capsule" fromto="0 0 0 0.05 0 -0.35" size="0.04" friction="1.2 0.1 0.1" margin="0.002"/>
      </body>
      <body name="back" pos="-0.3 0 0" euler="0 0.2 0">
        <joint name="back" type="hinge" axis="0 1 0" range="-1.6 1.6" limited="true" armature="0.02" damping="0.3"
               margin="0.01" solreflimit="0.03 0.8" solimplimit="0.85 0.97 0.02 0.3 3"/>
        <geom name="back" type="capsule" fromto="0 0 0 0 0 -0.35" size="0.04" solref="0.015 1.2" solimp="0.8 0.9 0.004 0.4 1"/>
        <geom name="claw" type="sphere" pos="0.02 0 -0.42" size="0.05" condim="1"/>
      </body>
    </body>
  </worldbody>
  <actuator>
    <motor joint="front" gear="40" ctrllimited="true" ctrlrange="-1 1"/>
    <motor joint="back" gear="40" ctrllimited="true" ctrlrange="-1 1"/>
  </actuator>
</mujoco>
"""
EPISODES, CONTROL_STEPS = 3, 60


# Two free capsules, one on the other; test/logs.ts describes the same.
LOGS = """
<mujoco model="logs">
  <compiler angle="radian" inertiafromgeom="true"/>
  <option timestep="0.002"/>
  <default><joint axis="1 0 0"/><geom friction="0.6 0.1 0.1"/></default>
  <worldbody>
    <geom name="floor" type="plane" size="40 40 40" friction="0.8 0.1 0.1"/>
    <body pos="0 0 0.1">
      <joint type="slide"/><joint type="slide" axis="0 0 1"/><joint type="hinge" axis="0 1 0"/>
      <geom name="lower" type="capsule" fromto="-0.3 0 0 0.3 0 0" size="0.1"/>
    </body>
    <body pos="0 0 0.28">
      <joint type="slide"/><joint type="slide" axis="0 0 1"/><joint type="hinge" axis="0 1 0"/>
      <geom name="upper" type="capsule" fromto="-0.2 0 0 0.2 0 0" size="0.08"/>
    </body>
  </worldbody>
</mujoco>
"""


def load(xml):
    own = {"crawler": CRAWLER, "logs": LOGS}
    if xml in own:
        return mujoco.MjModel.from_xml_string(own[xml])
    return mujoco.MjModel.from_xml_path(os.path.join(ASSETS, xml))


def stacked(random):
    """Two logs, the upper on the lower, most of them parallel: they then touch in up to two points. Some lie end to end."""
    if random.random() < 0.1:
        lower = np.array([random.uniform(-1, 1), random.uniform(-0.005, 0.001)])
        upper = lower + (0.68 - random.uniform(-0.002, 0.01), -0.2)
        tilt = random.normal(size=2) * 0.01
        return np.array([*lower, tilt[0], *upper, tilt[1]]), random.normal(size=6) * 0.5
    pitch = float(single(random.choice([0.0, random.normal() * 0.3])))
    sin, cos = np.sin(pitch), np.cos(pitch)
    lower = np.array([random.uniform(-1, 1), random.uniform(-0.005, 0.001) + 0.3 * abs(sin)])
    away, along = 0.18 - random.uniform(-0.002, 0.01), random.uniform(-0.6, 0.6)
    upper = lower + (0, 0.1 - 0.28) + away * np.array([sin, cos]) + along * np.array([cos, -sin])
    other = pitch + (0 if random.random() < 0.7 else random.normal() * 0.05)
    return np.array([*lower, pitch, *upper, other]), random.normal(size=6) * 0.5


def tighten(model):
    model.opt.tolerance, model.opt.iterations, model.opt.ls_iterations, model.opt.ls_tolerance = 1e-14, 1000, 200, 1e-6


def crossing(model, data):
    """True if two capsules' nearest points all but coincide."""
    for contact in data.contact[: data.ncon]:
        one, two = contact.geom
        if model.geom_type[one] != mujoco.mjtGeom.mjGEOM_PLANE:
            if contact.dist + model.geom_size[one][0] + model.geom_size[two][0] < 1e-6:
                return True
    return False


def candidate(model, data, random, kind):
    """A state: 0 in flight, 1 near or in the floor at any pitch, 2 beyond joint limits, 3 folded, 4 fast."""
    nq = model.nq
    rooted = model.njnt > 2 and model.jnt_type[0] == 2 and model.jnt_type[2] == 3
    qpos, qvel = model.qpos0.copy(), random.normal(size=nq) * (1, 1, 2, 1, 8)[kind]
    for joint in range(model.njnt):
        low, high = model.jnt_range[joint] if model.jnt_limited[joint] else (-3.0, 3.0)
        if rooted and joint < 3:
            continue
        span = high - low
        beyond = (0.0, 0.02, 0.1, 0.0, 0.05)[kind]
        qpos[joint] = random.uniform(low - beyond * span, high + beyond * span)
        if kind == 3 and random.random() < 0.6:
            qpos[joint] = random.choice([low, high]) + 0.25 * span * random.random() * random.choice([-0.2, 1])
            qpos[joint] = min(max(qpos[joint], low - 0.05), high + 0.05)
    if rooted:
        qpos[0] = random.uniform(-2, 2)
        qpos[2] = random.uniform(-3.1, 3.1) if kind in (1, 3) else random.normal() * 0.3
        qpos[1] = model.qpos0[1] + random.normal() * 0.1
        capsules = model.geom_type == mujoco.mjtGeom.mjGEOM_CAPSULE
        has_floor = bool(np.any(model.geom_contype[capsules] | model.geom_conaffinity[capsules]))
        if has_floor and kind > 0:
            qpos[1] = 5.0
            data.qpos[:] = qpos
            mujoco.mj_kinematics(model, data)
            lowest = 1e9
            for geom in np.nonzero(model.geom_type != mujoco.mjtGeom.mjGEOM_PLANE)[0]:
                axis = data.geom_xmat[geom].reshape(3, 3)[2, 2] * model.geom_size[geom][1]
                lowest = min(lowest, data.geom_xpos[geom][2] - abs(axis) - model.geom_size[geom][0])
            qpos[1] = 5.0 - lowest - random.uniform(-0.01, (0, 0.03, 0.03, 0.02, 0.1)[kind])
    return qpos, qvel


def one_step(model, data, qpos, qvel, ctrl):
    mujoco.mj_resetData(model, data)
    data.qpos[:], data.qvel[:], data.ctrl[:] = qpos, qvel, ctrl
    mujoco.mj_step(model, data)
    return np.concatenate([data.qpos, data.qvel])


def single(values):
    return np.asarray(values, dtype=np.float64).astype("<f4").astype(np.float64)


def steps(name, xml, count):
    model, tight = load(xml), load(xml)
    tighten(tight)
    data, probe = mujoco.MjData(model), mujoco.MjData(model)
    random = np.random.default_rng(1)
    rows, seen, made = [], {}, 0
    walked = mujoco.MjData(model)
    while made < count:
        kind = int(random.integers(0, 6))
        ctrl = single(random.uniform(-1.3, 1.3, model.nu))
        if kind == 5 and name != "logs":
            # A state on a path of random controls, every tenth step; paths start over now and then.
            if random.random() < 0.01 or np.any(np.abs(walked.qpos[1:]) > 5):
                mujoco.mj_resetData(model, walked)
                walked.qpos[:] += random.uniform(-0.1, 0.1, model.nq)
            walked.ctrl[:] = ctrl
            mujoco.mj_step(model, walked, 10)
            qpos, qvel = walked.qpos.copy(), walked.qvel.copy()
        else:
            qpos, qvel = stacked(random) if name == "logs" else candidate(model, probe, random, kind)
        qpos, qvel = single(qpos), single(qvel)
        probe.qpos[:], probe.qvel[:] = qpos, qvel
        mujoco.mj_forward(model, probe)
        limits = set()
        for row in np.nonzero(probe.efc_type[: probe.nefc] == mujoco.mjtConstraint.mjCNSTR_LIMIT_JOINT)[0]:
            joint = int(probe.efc_id[row])
            limits.add(f"limit {joint} {'low' if qpos[joint] < np.mean(model.jnt_range[joint]) else 'high'}")
        pairs = [tuple(sorted(c.geom.tolist())) for c in probe.contact[: probe.ncon]]
        self_pairs = [pair for pair in pairs if model.geom_type[pair[0]] != mujoco.mjtGeom.mjGEOM_PLANE]
        if kind == 3 and name in ("hopper", "crawler") and not self_pairs:
            continue
        if crossing(model, probe) or any(c.dist < -0.12 for c in probe.contact[: probe.ncon]):
            continue
        loose = one_step(model, data, qpos, qvel, ctrl)
        if crossing(model, data):
            continue
        exact = one_step(tight, data, qpos, qvel, ctrl)
        rows.append(np.concatenate([qpos, qvel, ctrl]).astype("<f4").tobytes())
        rows.append(np.concatenate([loose, exact]).astype("<f8").tobytes())
        made += 1
        names = lambda geom: mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_GEOM, geom) or str(geom)
        if len(pairs) != len(set(pairs)) and any(pairs.count(pair) == 2 for pair in self_pairs):
            seen["parallel"] = seen.get("parallel", 0) + 1
        for key in {f"{names(a)} / {names(b)}" for a, b in pairs} | limits | ({"limits"} if limits else set()):
            seen[key] = seen.get(key, 0) + 1
    with open(os.path.join(HERE, f"steps-{name}.bin"), "wb") as out:
        out.write(b"".join(rows))
    return {"states": made, "nq": model.nq, "nu": model.nu, "seen": dict(sorted(seen.items()))}


def rollouts(name, task):
    env = gymnasium.make(task).unwrapped
    random = np.random.default_rng(2)
    tight = load(MODELS[name][0])
    tighten(tight)
    exact = mujoco.MjData(tight)
    rows = []
    for episode in range(EPISODES):
        env.reset(seed=episode)
        mujoco.mj_resetData(tight, exact)
        exact.qpos[:], exact.qvel[:] = env.data.qpos, env.data.qvel
        rows.append(np.concatenate([env.data.qpos, env.data.qvel]).astype("<f8").tobytes())
        for _ in range(CONTROL_STEPS):
            low, high = env.action_space.low, env.action_space.high
            action = single(random.uniform(low, high))
            env.step(action)
            exact.ctrl[:] = action
            mujoco.mj_step(tight, exact, env.frame_skip)
            rows.append(action.astype("<f4").tobytes())
            states = [env.data.qpos, env.data.qvel, exact.qpos, exact.qvel]
            rows.append(np.concatenate(states).astype("<f8").tobytes())
    with open(os.path.join(HERE, f"rollouts-{name}.bin"), "wb") as out:
        out.write(b"".join(rows))
    return {"episodes": EPISODES, "controlSteps": CONTROL_STEPS, "frameSkip": env.frame_skip}


def constants(xml):
    """The compiled fields that matter, bodies without the world; z up, seen from the side or from above."""
    model = load(xml)
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    mujoco.mj_comPos(model, data)
    hinges = [j for j in range(model.njnt) if model.jnt_type[j] == 3]
    normal = np.abs(model.jnt_axis[hinges[0]])
    plane = "xz" if normal[1] == 1 else "xy"
    across = [0, 2] if plane == "xz" else [0, 1]
    bodies = []
    for body in range(1, model.nbody):
        turned = data.ximat[body].reshape(3, 3)
        inertia = float(normal @ (turned * model.body_inertia[body]) @ turned.T @ normal)
        bodies.append({
            "mass": float(model.body_mass[body]),
            "centre": data.xipos[body][across].tolist(),
            "inertia": inertia,
            "principal": sorted(model.body_inertia[body].tolist()),
            "inverseWeight": float(model.body_invweight0[body][0]),
        })
    dofs = [{
        "reference": float(model.qpos0[j]),
        "armature": float(model.dof_armature[j]),
        "damping": float(model.dof_damping[j]),
        "stiffness": float(model.jnt_stiffness[j]),
        "inverseWeight": float(model.dof_invweight0[j]),
        "range": model.jnt_range[j].tolist() if model.jnt_limited[j] else None,
    } for j in range(model.njnt)]
    motors = [{
        "dof": int(model.actuator_trnid[i][0]),
        "gear": float(model.actuator_gear[i][0]),
        "range": model.actuator_ctrlrange[i].tolist(),
    } for i in range(model.nu)]
    return {"plane": plane, "timestep": float(model.opt.timestep), "bodies": bodies, "dofs": dofs, "motors": motors}


def main():
    assert mujoco.__version__ == "3.14.0" and gymnasium.__version__ == "1.4.0"
    index, compiled = {}, {}
    for name, (xml, task, count) in MODELS.items():
        index[name] = steps(name, xml, count)
        if task:
            index[name].update(rollouts(name, task))
        compiled[name] = constants(xml)
        print(name, index[name])
    for file, value in (("goldens.json", index), ("constants.json", compiled)):
        with open(os.path.join(HERE, file), "w") as out:
            json.dump(value, out, indent=1)
            out.write("\n")


if __name__ == "__main__":
    main()
