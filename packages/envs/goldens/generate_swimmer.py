"""Writes swimmer.json: what Gymnasium's Swimmer-v5 does on native MuJoCo, as numbers.

Run (in any Python 3.10+ virtual environment; no display, a few seconds):

    pip install "gymnasium[mujoco]==1.4.0" mujoco==3.14.0 numpy
    python packages/envs/goldens/generate_swimmer.py

Requirements: gymnasium 1.4.0, mujoco 3.14.0. The output is deterministic: equal versions give an equal file.
The file is written beside this script; every number is a double in its shortest round-trip form.

Conventions
-----------
State. qpos = [x, y, heading, joint 1, joint 2], qvel its time derivative (nq = nv = 5). Angles are in
radians, the model's joint limits (+-100 degrees) too once compiled.

Action. `action` is what is handed to `step`. Gymnasium does not clip it. MuJoCo clamps a copy of it to
actuator_ctrlrange (-1..1, actuator_ctrllimited) before the gear (150). Both rewards therefore charge the
unclipped action, while the body feels the clipped one.

Single steps. Each case starts from exactly (qpos, qvel) with nothing remembered:
    mj_resetData(model, data)        time 0, ctrl 0, qacc_warmstart 0
    env.set_state(qpos, qvel)        copies both, then mj_forward
    data.qacc_warmstart[:] = 0; data.time = 0
    env.step(action)                 ctrl = action; mj_step(nstep = frame_skip); mj_rnePostConstraint
The script asserts that the bare recipe `mj_resetData; qpos, qvel, ctrl := given; mj_step x frame_skip` ends
in the same bits, so another implementation needs no more than that. Within the control step the warm
start is carried from one physics step to the next, as in any rollout.

Solver tolerance. MuJoCo stops its constraint solver at model.opt.tolerance. `tight` gives the largest
difference of the next state (qpos and qvel, absolute) to the same step solved at a tolerance of 1e-15
with 1,000 iterations: how far MuJoCo itself is from the exact minimiser. `limitRows` counts the active
joint limits at the start and after each of the frame_skip physics steps.

Rewards. Gymnasium's v5 x_velocity is (qpos[0] after - qpos[0] before) / dt, dt = frame_skip * timestep = .04:
the displacement of the root (the torso's body frame, not the centre of mass) over the control step, and
not qvel[0].
    rewardV5    = x_velocity - 1e-4 * sum(action^2)     (Gymnasium's return value)
    rewardPaper = x_velocity - 1e-5 * sum(action^2)     (the task paper/swimmer)
Neither task terminates. `info` is what Gymnasium's step reports besides, by name.

Observations. observationV5 (8) = [qpos[2:], qvel]. observationPaper (9) = [qpos[1:], qvel]: Gymnasium's
observation with exclude_current_positions_from_observation=False (10 numbers) without its column 0, x.
In `singleSteps` and `rollouts` they belong to the state after the step; a rollout's `initialObservation*`
belong to its start.

Rollouts. The start as in single steps, then 50 calls of `step` with the warm start carried on. Lists under
`steps` are indexed by step.
"""

import json
import math
from pathlib import Path

import gymnasium
import mujoco
import numpy as np

OUTPUT = Path(__file__).with_name("swimmer.json")
PAPER_CONTROL_COST = 1e-5
ROLLOUTS = 5
ROLLOUT_STEPS = 50


def make():
    env = gymnasium.make("Swimmer-v5").unwrapped
    env.reset(seed=0)
    return env


def paper_observation(env):
    ten = np.concatenate([env.data.qpos, env.data.qvel])
    return ten[1:]


def start(env, qpos, qvel):
    """Exactly this state, nothing remembered (see 'Single steps' above)."""
    mujoco.mj_resetData(env.model, env.data)
    env.set_state(np.asarray(qpos, dtype=np.float64), np.asarray(qvel, dtype=np.float64))
    env.data.qacc_warmstart[:] = 0.0
    env.data.time = 0.0


def step(env, action):
    action = np.asarray(action, dtype=np.float64)
    x_before = float(env.data.qpos[0])
    observation, reward, terminated, truncated, info = env.step(action)
    assert not terminated and not truncated
    assert info["x_velocity"] == (env.data.qpos[0] - x_before) / env.dt
    cost = float(np.sum(np.square(action)))
    assert reward == info["x_velocity"] - 1e-4 * cost
    return {
        "qpos": env.data.qpos.tolist(),
        "qvel": env.data.qvel.tolist(),
        "info": {name: float(value) for name, value in info.items()},
        "observationV5": observation.tolist(),
        "rewardV5": float(reward),
        "observationPaper": paper_observation(env).tolist(),
        "rewardPaper": float(info["x_velocity"] - PAPER_CONTROL_COST * cost),
    }


def bare_step(model, qpos, qvel, action):
    """The minimal recipe: no Gymnasium. Returns next qpos, qvel and the active joint limits of each physics step."""
    data = mujoco.MjData(model)
    mujoco.mj_resetData(model, data)
    data.qpos[:] = qpos
    data.qvel[:] = qvel
    data.ctrl[:] = action
    rows = [active_limits(model, data.qpos)]
    for _ in range(4):
        mujoco.mj_step(model, data)
        rows.append(active_limits(model, data.qpos))
    return data.qpos.copy(), data.qvel.copy(), rows


def active_limits(model, qpos):
    count = 0
    for joint in range(model.njnt):
        if model.jnt_limited[joint]:
            low, high = model.jnt_range[joint]
            value = qpos[model.jnt_qposadr[joint]]
            count += int(value - low < 0) + int(high - value < 0)
    return count


def single_step(env, tight_model, kind, qpos, qvel, action):
    qpos, qvel, action = (np.asarray(v, dtype=np.float64) for v in (qpos, qvel, action))
    start(env, qpos, qvel)
    after = step(env, action)
    bare_qpos, bare_qvel, rows = bare_step(env.model, qpos, qvel, action)
    assert bare_qpos.tolist() == after["qpos"] and bare_qvel.tolist() == after["qvel"], kind
    assert np.abs(bare_qvel).max() < 50 and env.data.time > 0.039, "unstable"
    tight_qpos, tight_qvel, _ = bare_step(tight_model, qpos, qvel, action)
    tight = max(np.abs(tight_qpos - bare_qpos).max(), np.abs(tight_qvel - bare_qvel).max())
    return {
        "kind": kind,
        "qpos": qpos.tolist(),
        "qvel": qvel.tolist(),
        "action": action.tolist(),
        "nextQpos": after["qpos"],
        "nextQvel": after["qvel"],
        "info": after["info"],
        "observationV5": after["observationV5"],
        "rewardV5": after["rewardV5"],
        "observationPaper": after["observationPaper"],
        "rewardPaper": after["rewardPaper"],
        "limitRows": rows,
        "tight": float(tight),
    }


def single_steps(env):
    random = np.random.default_rng(1506)
    tight_model = make().model
    tight_model.opt.tolerance = 1e-15
    tight_model.opt.iterations = 1000
    cases = []

    def add(kind, qpos, qvel, action):
        cases.append(single_step(env, tight_model, kind, qpos, qvel, action))

    def action():
        return random.uniform(-1, 1, 2)

    def rollout_state(steps, choose):
        env.reset(seed=int(random.integers(2**31)))
        for _ in range(steps):
            env.step(choose())
        return env.data.qpos.copy(), env.data.qvel.copy()

    add("rest", np.zeros(5), np.zeros(5), np.zeros(2))
    add("rest", np.zeros(5), np.zeros(5), [1.0, -1.0])
    add("rest", np.zeros(5), np.zeros(5), [0.5, 0.25])

    for _ in range(10):
        env.reset(seed=int(random.integers(2**31)))
        add("reset", env.data.qpos.copy(), env.data.qvel.copy(), action())

    for _ in range(12):
        qpos, qvel = rollout_state(int(random.integers(20, 400)), action)
        add("rollout", qpos, qvel, action())

    # A slow swing at full power: the gait of a trained swimmer, more or less.
    for n in range(6):
        env.reset(seed=int(random.integers(2**31)))
        for t in range(100 + 7 * n):
            env.step(np.array([math.sin(0.25 * t), math.cos(0.25 * t)]))
        add("gait", env.data.qpos.copy(), env.data.qvel.copy(), [math.sin(0.4 * n), math.cos(0.4 * n)])

    # Pressed against the limits by the motors, in all four corners, and on one joint only.
    for push in ([1, 1], [1, -1], [-1, 1], [-1, -1], [1, 0], [0, -1]):
        qpos, qvel = rollout_state(int(random.integers(40, 90)), lambda push=push: np.array(push, dtype=float))
        add("pressed", qpos, qvel, np.array(push, dtype=float))

    # At, just inside, just beyond and well beyond the limits, moving either way.
    limit = math.radians(100)
    beyond = [-0.02, -1e-6, 0.0, 1e-9, 1e-4, 0.02, 0.1, 0.3]
    for n, excess in enumerate(beyond):
        side = 1 if n % 2 == 0 else -1
        qpos = random.uniform(-2, 2, 5)
        qpos[3 + n % 2] = side * (limit + excess)
        qpos[4 - n % 2] = random.uniform(-1.5, 1.5)
        qvel = random.uniform(-2, 2, 5)
        qvel[3 + n % 2] = side * (4.0 if n % 4 < 2 else -1.0)
        add("limit", qpos, qvel, action() if n % 3 else np.array([side, side], dtype=float))
    for signs in ([1, 1], [1, -1], [-1, -1]):
        qpos = random.uniform(-2, 2, 5)
        qpos[3:] = [s * (limit + random.uniform(0.001, 0.05)) for s in signs]
        add("limits", qpos, random.uniform(-1, 1, 5), np.array(signs, dtype=float))

    # Very small and large velocities, positions far from the origin. At 20 the quadratic drag makes
    # RK4 at this time step explode (1e43 after a control step) and at 40 MuJoCo resets the state, so 8 must do.
    for scale in (1e-12, 1e-5, 2.0, 4.0, 6.0, 8.0):
        qpos = random.uniform(-1.2, 1.2, 5) + np.array([100.0, -50.0, 7.0, 0.0, 0.0])
        add("velocity", qpos, scale * random.uniform(-1, 1, 5), action())

    # Actions beyond the control range: MuJoCo clips, the rewards do not.
    for scale in (1.0000001, 1.5, 3.0, 10.0, 1000.0):
        env.reset(seed=int(random.integers(2**31)))
        add("clipped", env.data.qpos.copy(), env.data.qvel.copy(), scale * np.array([1.0, -1.0]) * random.uniform(0.9, 1.1, 2))
    qpos, qvel = rollout_state(60, action)
    add("clipped", qpos, qvel, [-2.5, 0.3])
    return cases


def rollouts(env):
    random = np.random.default_rng(2015)
    results = []
    for n in range(ROLLOUTS):
        env.reset(seed=100 + n)
        qpos, qvel = env.data.qpos.copy(), env.data.qvel.copy()
        actions = random.uniform(-1, 1, (ROLLOUT_STEPS, 2))
        if n == 3:  # a constant push: both joints reach their limits and stay there
            actions = np.tile([1.0, 1.0], (ROLLOUT_STEPS, 1)) * random.uniform(0.6, 1.0, (ROLLOUT_STEPS, 2))
        if n == 4:  # beyond the control range
            actions = actions * 2.5
        start(env, qpos, qvel)
        initial = {
            "initialObservationV5": env._get_obs().tolist(),
            "initialObservationPaper": paper_observation(env).tolist(),
        }
        steps = [step(env, action) for action in actions]
        results.append({
            "qpos": qpos.tolist(),
            "qvel": qvel.tolist(),
            "actions": actions.tolist(),
            **initial,
            "steps": {name: [s[name] for s in steps] for name in ("qpos", "qvel", "rewardV5", "observationV5", "rewardPaper")},
        })
    return results


def describe(env):
    model = env.model
    names = (
        "body_mass body_inertia body_ipos body_iquat body_pos body_quat body_parentid body_jntadr body_jntnum "
        "body_invweight0 "
        "dof_armature dof_damping dof_bodyid dof_parentid dof_invweight0 dof_frictionloss "
        "jnt_type jnt_axis jnt_pos jnt_range jnt_limited jnt_margin jnt_solref jnt_solimp jnt_stiffness jnt_qposadr jnt_dofadr "
        "geom_type geom_size geom_pos geom_quat geom_bodyid geom_contype geom_conaffinity "
        "actuator_ctrlrange actuator_ctrllimited actuator_trnid"
    ).split()
    described = {
        "nq": int(model.nq),
        "nv": int(model.nv),
        "nu": int(model.nu),
        "nbody": int(model.nbody),
        "njnt": int(model.njnt),
        "ngeom": int(model.ngeom),
        "frame_skip": int(env.frame_skip),
        "timestep": float(model.opt.timestep),
        "dt": float(env.dt),
        "integrator": mujoco.mjtIntegrator(model.opt.integrator).name,
        "solver": mujoco.mjtSolver(model.opt.solver).name,
        "cone": mujoco.mjtCone(model.opt.cone).name,
        "tolerance": float(model.opt.tolerance),
        "iterations": int(model.opt.iterations),
        "impratio": float(model.opt.impratio),
        "disableflags": int(model.opt.disableflags),
        "enableflags": int(model.opt.enableflags),
        "density": float(model.opt.density),
        "viscosity": float(model.opt.viscosity),
        "gravity": model.opt.gravity.tolist(),
        "wind": model.opt.wind.tolist(),
        "qpos0": model.qpos0.tolist(),
        "actuator_gear": model.actuator_gear[:, 0].tolist(),
        "body_names": [model.body(n).name for n in range(model.nbody)],
        "joint_names": [model.joint(n).name for n in range(model.njnt)],
        "joint_type_names": [mujoco.mjtJoint(n).name for n in model.jnt_type],
        "geom_type_names": [mujoco.mjtGeom(n).name for n in model.geom_type],
    }
    for name in names:
        value = np.asarray(getattr(model, name))
        described[name] = (value.astype(int) if value.dtype.kind in "bui" else value).tolist()
    return described


def reset_law(env):
    """init_qpos and init_qvel plus independent uniform noise on every entry (Swimmer-v5's reset_model)."""
    scale = float(env._reset_noise_scale)
    law = {
        "initQpos": env.init_qpos.tolist(),
        "initQvel": env.init_qvel.tolist(),
        "distribution": "uniform",
        "qposLow": -scale,
        "qposHigh": scale,
        "qvelLow": -scale,
        "qvelHigh": scale,
    }
    draws = []
    for seed in range(2000):
        env.reset(seed=seed)
        draws.append(np.concatenate([env.data.qpos, env.data.qvel]))
    draws = np.array(draws)
    assert np.abs(draws).max() <= scale and (np.abs(draws).max(axis=0) > 0.995 * scale).all()
    assert np.abs(draws.std(axis=0) - 2 * scale / math.sqrt(12)).max() < 0.003
    return law


def main():
    env = make()
    golden = {
        "versions": {"gymnasium": gymnasium.__version__, "mujoco": mujoco.__version__},
        "model": describe(env),
        "reset": reset_law(env),
        "singleSteps": single_steps(env),
        "rollouts": rollouts(env),
    }
    OUTPUT.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")

    assert json.loads(OUTPUT.read_text()) == golden
    counts = {}
    for case in golden["singleSteps"]:
        counts[case["kind"]] = counts.get(case["kind"], 0) + 1
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes, {len(golden['singleSteps'])} single steps {counts}, {len(golden['rollouts'])} rollouts")
    print("steps with an active limit:", sum(any(case["limitRows"]) for case in golden["singleSteps"]))
    print("largest distance to the exact minimiser:", max(case["tight"] for case in golden["singleSteps"]))


if __name__ == "__main__":
    main()
