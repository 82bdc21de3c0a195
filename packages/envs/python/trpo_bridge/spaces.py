"""Spaces of Gymnasium as the protocol carries them."""

from __future__ import annotations

import math
from typing import Any, Callable

import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from .lanes import Refusal

ObservationType = type[np.float64] | type[np.float32] | type[np.uint8]

TYPE_NAMES: dict[ObservationType, str] = {np.float64: "f64", np.float32: "f32", np.uint8: "u8"}


def box(low: NDArray[Any], high: NDArray[Any], shape: tuple[int, ...], kind: ObservationType) -> dict[str, Any]:
    """A box in a description: bounds are one number where all are equal, and "-Infinity" and "Infinity" where there is none."""
    return {
        "kind": "box",
        "low": _bounds(low),
        "high": _bounds(high),
        "shape": [int(size) for size in shape] or [1],
        "type": TYPE_NAMES[kind],
    }


def observation_of(
    space: spaces.Space[Any],
) -> tuple[dict[str, Any], tuple[int, ...], ObservationType, Callable[[Any], Any] | None]:
    """How observations of a space travel: description, shape, type, and what makes an array of one, where it is not an array.

    A box travels as it is: bytes and 32-bit floats as such, all other numbers as 64-bit floats. Choices become one-hot, as
    32-bit floats, and several parts one after another, as `gymnasium.spaces.flatten` has it. Raises a Refusal.
    """
    if isinstance(space, spaces.Box):
        kind = _type_of(space.dtype)
        if math.prod(space.shape) == 0:
            raise Refusal("space", f"the observations are {space}, which has no numbers")
        return box(space.low, space.high, space.shape, kind), space.shape, kind, None
    try:
        flat = spaces.flatten_space(space)
    except NotImplementedError:
        flat = None
    if not isinstance(flat, spaces.Box):
        raise Refusal(
            "space",
            f"the observations are {space}, of no fixed number of numbers; wrap the environment "
            "(gymnasium.ObservationWrapper) so that it shows a Box, choices, or a Dict or Tuple of these",
        )
    whole = np.issubdtype(flat.dtype, np.integer) and flat.low.min() >= 0 and flat.high.max() <= 1
    kind = np.float32 if whole else _type_of(flat.dtype)
    return box(flat.low, flat.high, flat.shape, kind), flat.shape, kind, lambda value: spaces.flatten(space, value)


def action_of(space: spaces.Space[Any]) -> tuple[dict[str, Any], int, Callable[[NDArray[np.float64]], Any]]:
    """How actions of a space travel: description, how many numbers, and what makes an action of them. Raises a Refusal."""
    if isinstance(space, spaces.Discrete):
        start = int(space.start)
        return {"kind": "discrete", "n": int(space.n)}, 1, lambda given: start + int(given[0])
    if isinstance(space, (spaces.MultiDiscrete, spaces.MultiBinary)):
        return _choices(space)
    if isinstance(space, spaces.Box) and np.issubdtype(space.dtype, np.floating) and math.prod(space.shape) > 0:
        shape, kind = space.shape, space.dtype
        described = {**box(space.low.ravel(), space.high.ravel(), (math.prod(shape),), np.float64)}
        # Bounds are numbers of the box's own type, so that an action within them, once rounded to it, still is.
        return described, math.prod(shape), lambda given: given.astype(kind).reshape(shape)
    raise Refusal(
        "space",
        f"the actions are {space}; expected a Box of floats, Discrete, MultiDiscrete or MultiBinary: wrap the environment "
        "(gymnasium.ActionWrapper) so that it takes one of these",
    )


def _choices(
    space: spaces.MultiDiscrete | spaces.MultiBinary,
) -> tuple[dict[str, Any], int, Callable[[NDArray[np.float64]], Any]]:
    shape, kind = space.shape, space.dtype
    size = math.prod(shape)
    if isinstance(space, spaces.MultiDiscrete):
        counts, start = space.nvec.ravel(), space.start
    else:
        counts, start = np.full(size, 2), np.zeros(shape, dtype=kind)
    described = {"kind": "multi-discrete", "n": [int(n) for n in counts]}
    return described, size, lambda given: given.astype(kind).reshape(shape) + start


def _type_of(dtype: Any) -> ObservationType:
    if dtype == np.uint8:
        return np.uint8
    return np.float32 if dtype in (np.float32, np.float16) else np.float64


def _bounds(bounds: NDArray[Any]) -> Any:
    flat = [_number(value) for value in np.asarray(bounds).ravel().tolist()]
    return flat[0] if all(value == flat[0] for value in flat) else flat


def _number(value: float) -> float | str:
    if math.isfinite(value):
        return value
    return "Infinity" if value > 0 else "-Infinity"
