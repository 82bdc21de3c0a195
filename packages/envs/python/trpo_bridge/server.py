"""Answers requests until the pipe ends."""

from __future__ import annotations

import json
import platform
import traceback
from importlib import metadata
from typing import Any

import numpy as np

from .kinds import open_lanes
from .lanes import Lanes, Refusal
from .protocol import VERSION, Frame, Message, padding, read_frame, write_frame

PACKAGES = ("numpy", "gymnasium", "ale-py")
"""Packages that environments need, whose versions belong to what a run was made with."""

PRESENT = ("box2d", "box2d-py", "pygame-ce", "mujoco")
"""Packages whose versions are told as well where they are installed."""

LINES = 12
"""Of a traceback, so many of its last lines are sent."""


def serve(requests: int, answers: int) -> None:
    """Serves sets of lanes over two file descriptors. Returns at the end of the requests."""
    sets: dict[int, Lanes] = {}
    while (request := read_frame(requests)) is not None:
        try:
            parts = _answer(request, sets)
        except Exception as error:  # noqa: BLE001: whatever an environment raises is the other side's to hear
            failure = json.dumps(_failure(error, sets.get(request.set)), ensure_ascii=False)
            write_frame(answers, request, Message.FAILURE, failure.encode(errors="replace"))
        else:
            write_frame(answers, request, request.type, *parts)


def _answer(request: Frame, sets: dict[int, Lanes]) -> tuple[memoryview | bytes, ...]:
    if request.type == Message.HELLO:
        return (json.dumps(_versions()).encode(),)
    if request.type == Message.OPEN:
        asked = json.loads(bytes(request.payload))
        lanes = open_lanes(asked["kind"], asked["name"], asked["lanes"], asked["options"])
        sets[request.set] = lanes
        return (json.dumps(lanes.description).encode(),)
    lanes = sets[request.set]
    lanes.at = -1
    if request.type == Message.STEP:
        return _step(lanes, request.payload)
    if request.type == Message.RESET:
        return _reset(lanes, request.payload)
    if request.type == Message.CLOSE:
        del sets[request.set]
        lanes.close()
        return ()
    lane = int.from_bytes(request.payload[:4], "little")
    lanes.at = lane
    if request.type == Message.SNAPSHOT:
        return (lanes.snapshot(lane),)
    if request.type == Message.RESTORE:
        lanes.restore(lane, bytes(request.payload[8:]))
        return (_observations(lanes, [lane]),)
    raise ValueError(f"there is no request of the type {request.type}")


def _step(lanes: Lanes, payload: memoryview) -> tuple[memoryview | bytes, ...]:
    numbers, at = _lanes_of(payload)
    count = len(numbers)
    actions = np.frombuffer(payload, dtype="<f8", offset=at).reshape(count, lanes.action_size)
    rewards = np.zeros(count, dtype="<f8")
    ends = np.zeros((2, count), dtype=np.uint8)
    lanes.step(numbers, actions, rewards, ends[0], ends[1])
    return rewards.data.cast("B"), ends.tobytes(), padding(2 * count), _observations(lanes, numbers)


def _reset(lanes: Lanes, payload: memoryview) -> tuple[memoryview | bytes, ...]:
    numbers, at = _lanes_of(payload)
    seeds = np.frombuffer(payload, dtype="<u4", offset=at, count=len(numbers)).tolist()
    lanes.reset(numbers, seeds)
    return (_observations(lanes, numbers),)


def _lanes_of(payload: memoryview) -> tuple[list[int], int]:
    """The lanes that a payload begins with, and where the next array begins."""
    count = int.from_bytes(payload[:4], "little")
    numbers = np.frombuffer(payload, dtype="<u4", offset=8, count=count).tolist()
    end = 8 + 4 * count
    return numbers, end + -end % 8


def _observations(lanes: Lanes, numbers: list[int]) -> bytes:
    kind = np.dtype(lanes.observation_type).newbyteorder("<")
    into = np.empty((len(numbers), *lanes.observation_shape), dtype=kind)
    lanes.observe(numbers, into)
    return into.tobytes()


def _versions() -> dict[str, Any]:
    packages: dict[str, str | None] = {}
    for name in PACKAGES + PRESENT:
        try:
            packages[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            if name in PACKAGES:
                packages[name] = None
    return {"protocol": VERSION, "python": platform.python_version(), "packages": packages}


def _failure(error: Exception, lanes: Lanes | None) -> dict[str, Any]:
    """What is told of an error: the lane it happened in, or -1; a reason, `raised` unless it is a Refusal; and its last words."""
    if isinstance(error, Refusal):
        return {"lane": -1, "reason": error.reason, "message": str(error), "near": error.near, "traceback": ""}
    lines = "".join(traceback.format_exception(error)).rstrip().splitlines()
    return {
        "lane": -1 if lanes is None else lanes.at,
        "reason": "raised",
        "message": "".join(traceback.format_exception_only(error)).strip(),
        "near": (),
        "traceback": "\n".join(lines[-LINES:]),
    }
