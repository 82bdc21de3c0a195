"""The kinds of environments that can be served, by name."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .lanes import Lanes, Refusal

KINDS = {
    "gym": (".gym_lanes", "GymLanes"),
    "ale": (".ale_lanes", "AleLanes"),
}
"""Where the class of each kind is. A module is imported when its kind is first asked for, with what it needs."""


def open_lanes(kind: str, name: str, count: int, options: dict[str, Any]) -> Lanes:
    """Makes lanes of a kind. Raises a Refusal."""
    if kind not in KINDS:
        raise Refusal("unknown", f"there are no environments of the kind {kind}; expected one of {', '.join(KINDS)}")
    module, member = KINDS[kind]
    try:
        made: Lanes = getattr(import_module(module, __package__), member)(name, count, options)
        return made
    except ModuleNotFoundError as error:
        raise Refusal("package", f"the package {error.name} is missing") from error
