"""What the server needs of a kind of environments."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Lanes(ABC):
    """Some environments of one kind, a lane each, that are stepped together.

    A kind is added in two places: a module of this package with a subclass, and a line in kinds.py. The subclass is called
    as `Kind(name, count, options)`: the name of the environment, the number of lanes, and a dictionary of whatever options
    the kind has. It raises a `Refusal` where it cannot be what it is asked for.

    Arrays are row-major. `lanes` lists the numbers of the lanes that a call is about, each at most once; row i of the other
    arguments belongs to lanes[i]. Equal seeds and actions must give equal bits, whatever the other lanes do and whatever the
    lane did before its reset: a lane is brought back to a state by its seed and its actions.
    """

    description: dict[str, Any]
    """What the other side is told, as JSON; `describe` makes it."""

    observation_shape: tuple[int, ...]
    """The dimensions of an observation."""

    observation_type: type[np.float64] | type[np.float32] | type[np.uint8]
    """What an observation is made of. It travels as it is."""

    action_size: int
    """How many numbers an action has."""

    at: int = -1
    """The lane that a call is working on. If the call raises, the failure is that lane's. -1 where it is not known."""

    @abstractmethod
    def reset(self, lanes: list[int], seeds: list[int]) -> None:
        """Starts an episode in each of the lanes. A seed is a whole number from 0 to 2^31 - 1."""

    @abstractmethod
    def step(
        self,
        lanes: list[int],
        actions: NDArray[np.float64],
        rewards: NDArray[np.float64],
        terminated: NDArray[np.uint8],
        truncated: NDArray[np.uint8],
    ) -> None:
        """One step of each of the lanes: actions [n, k] are read, rewards and ends, 0 or 1, [n] each, are written.

        Choices are whole numbers from 0.
        """

    @abstractmethod
    def observe(self, lanes: list[int], into: NDArray[Any]) -> None:
        """Writes the present observations into an array [n, *observation_shape] of `observation_type`."""

    def snapshot(self, lane: int) -> bytes:
        """The whole state of a lane. Only kinds whose description says `restorable` have it."""
        raise NotImplementedError(f"{type(self).__name__} has no snapshots")

    def restore(self, lane: int, snapshot: bytes) -> None:
        """Puts a lane into a state that was taken from any lane of the kind, possibly in another process."""
        raise NotImplementedError(f"{type(self).__name__} has no snapshots")

    @abstractmethod
    def close(self) -> None:
        """Releases what the environments hold."""


class Refusal(Exception):
    """The kind cannot be what it is asked for.

    `reason` is one of: `unknown` (there is no such environment), `package` (a package is missing or of a wrong version),
    `space` (a space that cannot be carried) and `options`. `near` lists names that exist and may have been meant.
    """

    def __init__(self, reason: str, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reason = reason
        self.near = near


def describe(
    observation: dict[str, Any], action: dict[str, Any], time_limit: int | None, restorable: bool
) -> dict[str, Any]:
    """The description of lanes.

    :param observation: `box` of spaces.py
    :param action: `box`, or `{"kind": "discrete", "n": 4}`, or `{"kind": "multi-discrete", "n": [3, 3, 2]}`
    :param time_limit: steps after which every episode is truncated, if there is such a limit
    :param restorable: whether lanes have `snapshot` and `restore`
    """
    return {"observation": observation, "action": action, "timeLimit": time_limit, "restorable": restorable}
