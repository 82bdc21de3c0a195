"""Plays an environment by Gymnasium alone: python plain.py ID SEED ACTIONS, and prints rewards and observations as JSON."""

import json
import sys

import gymnasium
import numpy as np

environment = gymnasium.make(sys.argv[1])
seen = [environment.reset(seed=int(sys.argv[2]))[0].tolist()]
rewards = []
ends = []
for action in json.loads(sys.argv[3]):
    taken = np.array(action, environment.action_space.dtype) if isinstance(action, list) else action
    observation, reward, terminated, truncated, _ = environment.step(taken)
    seen.append(observation.tolist())
    rewards.append(float(reward))
    ends.append([int(terminated), int(truncated)])
print(json.dumps({"rewards": rewards, "ends": ends, "seen": seen}))
