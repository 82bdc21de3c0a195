"""Screens of the Atari 2600 as a policy sees them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

HEIGHT, WIDTH = 210, 160
"""The pixels of a screen."""

BLOCK = 4
"""The pixels of a side of the squares that become one number each."""

SHAPE = (52, 40)
"""A reduced frame: rows 1 to 208 of a screen, all its columns, in squares."""

_ADD_FOUR = np.uint64(0x0001_0001_0001_0001)


def grey_screen(ale: Any, into: NDArray[np.uint8]) -> None:
    """The brightness of every pixel of the present screen, [210, 160]."""
    ale.getScreenGrayscale(into)


def reduced(earlier: NDArray[np.uint8], later: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The frame [52, 40] of two grey screens that follow each other: the mean of each square of 4 x 4 pixels, rounded, of the
    greater of both, since games that flicker draw some of their objects in every other frame (Mnih et al. 2015).

    The sums are whole numbers and exact. Four columns are added by one multiplication: the four 16-bit sums in a 64-bit number,
    times 2^48 + 2^32 + 2^16 + 1, have their sum in its highest 16 bits; it is at most 16 x 255, so nothing is carried into it.
    """
    rows = np.maximum(earlier[1:209], later[1:209]).reshape(SHAPE[0], BLOCK, WIDTH)
    sums = np.add(rows[:, 0], rows[:, 1], dtype=np.uint16)
    sums += rows[:, 2]
    sums += rows[:, 3]
    squares = sums.view(np.dtype(np.uint64).newbyteorder("<")) * _ADD_FOUR
    squares >>= np.uint64(48)
    squares += np.uint64(8)
    squares >>= np.uint64(4)
    return squares.astype(np.uint8)
