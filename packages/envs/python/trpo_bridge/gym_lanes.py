"""The kind `gym`: every environment that `gymnasium.make` makes."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import gymnasium
import numpy as np
from gymnasium import error
from numpy.typing import NDArray

from .lanes import Lanes, Refusal, describe
from .spaces import action_of, observation_of


class GymLanes(Lanes):
    """Lanes of `gymnasium.make(name, **make)`. A lane is reset by `reset(seed=...)`, which reseeds all that it draws.

    Options: `make`, a dictionary, and `renew`: whether each episode gets a new environment, for those that keep something over a
    reset.
    """

    def __init__(self, name: str, count: int, options: dict[str, Any]) -> None:
        make: dict[str, Any] = options["make"]
        self._renew = (lambda: _make(name, make)) if options["renew"] else None
        self.environments = [_make(name, make) for _ in range(count)]
        first = self.environments[0]
        observation, self.observation_shape, self.observation_type, self._flatten = observation_of(
            first.observation_space
        )
        action, self.action_size, self._action = action_of(first.action_space)
        limit = first.spec.max_episode_steps if first.spec is not None else None
        self.description = describe(observation, action, limit, restorable=False)
        self._seen: list[Any] = [None] * count

    def reset(self, lanes: list[int], seeds: list[int]) -> None:
        for lane, seed in zip(lanes, seeds):
            self.at = lane
            if self._renew is not None:
                self.environments[lane].close()
                self.environments[lane] = self._renew()
            self._seen[lane], _ = self.environments[lane].reset(seed=seed)

    def step(
        self,
        lanes: list[int],
        actions: NDArray[np.float64],
        rewards: NDArray[np.float64],
        terminated: NDArray[np.uint8],
        truncated: NDArray[np.uint8],
    ) -> None:
        seen, action_of_numbers = self._seen, self._action
        for i, lane in enumerate(lanes):
            self.at = lane
            seen[lane], reward, ended, cut, _ = self.environments[lane].step(action_of_numbers(actions[i]))
            rewards[i] = reward
            terminated[i] = bool(ended)
            truncated[i] = bool(cut)

    def observe(self, lanes: list[int], into: NDArray[Any]) -> None:
        flatten, shape = self._flatten, self.observation_shape
        for i, lane in enumerate(lanes):
            self.at = lane
            seen = np.asarray(self._seen[lane] if flatten is None else flatten(self._seen[lane]))
            # Assignment would spread one number over a whole row.
            if seen.shape != shape:
                raise ValueError(f"the observation has shape {seen.shape}, its space says {shape}")
            into[i] = seen

    def close(self) -> None:
        for environment in self.environments:
            environment.close()


def _make(name: str, options: dict[str, Any]) -> gymnasium.Env[Any, Any]:
    try:
        # The checker warns about habits, and would do so for every lane; what breaks a run is refused here and by the other side.
        return gymnasium.make(name, disable_env_checker=True, **options)
    except error.DependencyNotInstalled as missing:
        raise Refusal("package", str(missing)) from missing
    except (error.UnregisteredEnv, error.DeprecatedEnv) as unknown:
        raise Refusal("unknown", str(unknown), _near(name)) from unknown
    except ModuleNotFoundError as missing:
        if ":" in name and missing.name in (None, name.partition(":")[0]):
            raise Refusal("unknown", str(missing)) from missing
        raise
    except TypeError as unfit:
        if options:
            raise Refusal("options", str(unfit)) from unfit
        raise


def _near(name: str) -> tuple[str, ...]:
    """Names that are registered and look like this one: the same without its version first, then others that resemble it."""
    known = {key.lower(): key for key in gymnasium.registry}
    bare = name.lower().rsplit("-v", 1)[0]
    same = [key for lower, key in known.items() if lower.rsplit("-v", 1)[0] == bare]
    if same:
        return tuple(sorted(same, reverse=True)[:3])
    bares = {lower.rsplit("-v", 1)[0]: key for lower, key in sorted(known.items())}
    return tuple(bares[match] for match in get_close_matches(bare, bares, n=3, cutoff=0.6))
