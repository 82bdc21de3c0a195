"""Frames of the protocol, version 1. docs/python-bridge.md describes them byte by byte."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from enum import IntEnum

VERSION = 1
MAGIC = b"TRPO"
HEADER = struct.Struct("<4sHHIIII")
"""Magic, version, type, sequence, set, length of the payload, flags."""


class Message(IntEnum):
    """What a frame is. An answer has the number of its request, or is a failure."""

    HELLO = 1
    OPEN = 2
    RESET = 3
    STEP = 4
    SNAPSHOT = 5
    RESTORE = 6
    CLOSE = 7
    FAILURE = 255


class ProtocolError(Exception):
    """What came in is no frame of this protocol."""


@dataclass(frozen=True)
class Frame:
    """One message."""

    type: int
    sequence: int
    set: int
    payload: memoryview


def read_frame(source: int) -> Frame | None:
    """The next frame of a file descriptor, or None at its end. Raises a ProtocolError on anything else."""
    head = _read(source, HEADER.size)
    if head is None:
        return None
    magic, version, kind, sequence, number, length, flags = HEADER.unpack(head)
    if magic != MAGIC:
        raise ProtocolError(f"a frame begins with {bytes(magic)!r}, expected {MAGIC!r}")
    if version != VERSION or flags != 0:
        raise ProtocolError(f"a frame has version {version} and flags {flags}; this side speaks version {VERSION}")
    payload = _read(source, length)
    if payload is None:
        raise ProtocolError("the pipe ended within a frame")
    return Frame(kind, sequence, number, payload)


def write_frame(target: int, request: Frame, kind: int, *parts: memoryview | bytes) -> None:
    """Answers a request with the parts of a payload, one after another."""
    length = sum(len(part) for part in parts)
    head = HEADER.pack(MAGIC, VERSION, kind, request.sequence, request.set, length, 0)
    left = memoryview(b"".join((head, *parts)))
    while left:
        left = left[os.write(target, left) :]


def padding(length: int) -> bytes:
    """Zeros that bring a length to a multiple of eight."""
    return bytes(-length % 8)


def _read(source: int, length: int) -> memoryview | None:
    """Exactly so many bytes, or None where the pipe ends before the first of them."""
    into = memoryview(bytearray(length))
    got = 0
    while got < length:
        count = os.readv(source, [into[got:]]) if hasattr(os, "readv") else _copy(source, into[got:])
        if count == 0:
            if got == 0:
                return None
            raise ProtocolError("the pipe ended within a frame")
        got += count
    return into


def _copy(source: int, into: memoryview) -> int:
    data = os.read(source, len(into))
    into[: len(data)] = data
    return len(data)
