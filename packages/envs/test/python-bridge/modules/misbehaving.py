"""Environments of Gymnasium that do what environments do, and what they should not. Registered when the module is imported."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces


class Walk(gymnasium.Env):
    """A random walk that shows its place and its steps. Subclasses do something else in a step."""

    observation_space = spaces.Box(-np.inf, np.inf, (2,), np.float64)
    action_space = spaces.Discrete(2)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None):
        super().reset(seed=seed)
        self.place, self.steps = float(self.np_random.normal()), 0
        return self.seen(), {}

    def step(self, action):
        self.steps += 1
        self.act()
        self.place += float(self.np_random.normal()) + int(action)
        return self.seen(), self.place, self.steps >= 20, False, {}

    def seen(self):
        return np.array([self.place, self.steps])

    def act(self) -> None:
        pass


class Raises(Walk):
    def act(self) -> None:
        if self.steps == 3:
            raise ValueError("the third step is too much")


class Ends(Walk):
    """Ends its process in the third step, as often as it is told to."""

    def __init__(self, log: str, times: int, how: str) -> None:
        self.log, self.times, self.how = Path(log), times, how

    def act(self) -> None:
        if self.steps != 3 or (self.log.stat().st_size if self.log.exists() else 0) >= self.times:
            return
        with self.log.open("a") as log:
            log.write(".")
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.how == "crash":
            ctypes.string_at(0)
        if self.how == "leave":
            # Longer than an answer is waited for; it inherits standard error.
            subprocess.Popen(["sleep", "75"])
        os._exit(3)


class Terminates(Walk):
    """Is sent the signals that a process group may get, and terminates processes of its own."""

    def act(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(os.getpid(), number)
        child = subprocess.Popen(["sleep", "600"])
        child.terminate()
        assert child.wait() == -signal.SIGTERM


class Hangs(Walk):
    """Does not come back from its second step, within a C function, holding the interpreter or not."""

    def __init__(self, holding: bool, log: str = "") -> None:
        self.library = ctypes.PyDLL(None) if holding else ctypes.CDLL(None)
        self.log = log

    def act(self) -> None:
        if self.steps == 2:
            if self.log:
                Path(self.log).write_text(str(os.getpid()))
            self.library.sleep(600)


class Notes(Walk):
    """Writes the id of its process into a file."""

    def __init__(self, log: str) -> None:
        Path(log).write_text(str(os.getpid()))


class Prints(Walk):
    """Writes to standard output in every way, and reads standard input."""

    def act(self) -> None:
        print("a step was taken")
        os.write(1, b"by file descriptor\n")
        ctypes.CDLL(None).puts(b"by C")
        os.system("echo by the shell")
        assert sys.stdin.read() == ""


class Drifts(Walk):
    """Draws from a generator that no reset seeds."""

    def act(self) -> None:
        self.place += np.random.normal()


class Remembers(Walk):
    """Keeps its place over a reset."""

    place = 0.0

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None):
        place = self.place
        super().reset(seed=seed)
        self.place += place
        return self.seen(), {}


ACTIONS = {
    "unbounded": spaces.Box(-np.inf, np.inf, (2,), np.float32),
    "half": spaces.Box(np.float32(0), np.inf, (1,), np.float32),
    "tenth": spaces.Box(np.float32(-0.1), np.float32(0.1), (2, 2), np.float32),
    "wide": spaces.Box(-1e6, 1e6, (3,), np.float64),
    "discrete": spaces.Discrete(3, start=-1),
    "multi": spaces.MultiDiscrete([3, 2], start=[5, -5]),
    "grid": spaces.MultiDiscrete([[3, 2], [2, 4]]),
    "switches": spaces.MultiBinary(3),
    "whole": spaces.Box(0, 9, (1,), np.int64),
    "dict": spaces.Dict({"a": spaces.Discrete(2)}),
}
OBSERVATIONS = {
    "frame": (spaces.Box(0, 255, (2, 3), np.uint8), np.arange(6, dtype=np.uint8).reshape(2, 3)),
    "half": (spaces.Box(-1, 1, (2,), np.float16), np.array([0.5, 1 / 3], np.float16)),
    "whole": (spaces.Box(-5, 5, (2,), np.int8), np.array([-5, 4], np.int8)),
    "number": (spaces.Box(-np.inf, 4, (), np.float64), np.array(0.1)),
    "choice": (spaces.Discrete(4, start=2), 3),
    "choices": (spaces.MultiDiscrete([2, 3]), np.array([1, 2])),
    "switches": (spaces.MultiBinary(3), np.array([1, 0, 1], np.int8)),
    "parts": (
        spaces.Dict({"b": spaces.Discrete(2), "a": spaces.Box(-1, 1, (2,), np.float64)}),
        {"a": np.array([0.1, -0.1]), "b": 1},
    ),
    "sequence": (spaces.Sequence(spaces.Discrete(2)), (1, 0)),
    "wrong": (spaces.Box(-1, 1, (4,), np.float32), np.zeros(1, np.float32)),
}


class Echo(gymnasium.Env):
    """Is rewarded with 1 for an action of its space, of the right type, and shows one observation for ever."""

    def __init__(self, actions: str = "discrete", observations: str = "number") -> None:
        self.action_space = ACTIONS[actions]
        self.observation_space, self.seen = OBSERVATIONS[observations]

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None):
        super().reset(seed=seed)
        return self.seen, {}

    def step(self, action):
        space = self.action_space
        right = space.contains(action) and (isinstance(space, spaces.Discrete) or action.dtype == space.dtype)
        return self.seen, float(right), True, True, {}


for kind in (Walk, Raises, Ends, Terminates, Hangs, Notes, Prints, Drifts, Remembers, Echo):
    gymnasium.register(f"{kind.__name__}-v0", kind, max_episode_steps=12 if kind is Walk else None)
