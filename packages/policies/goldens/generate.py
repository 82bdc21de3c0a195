"""Writes python.safetensors, a tiny file of every element type we read, by the safetensors library for Python.

Run (in any Python 3.10+ virtual environment):

    pip install safetensors==0.8.0 numpy==2.4.6
    python packages/policies/goldens/generate.py

The file is written beside this script. The values are in the test that reads it, which also asserts that our encoder
writes the same bytes.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

OUTPUT = Path(__file__).with_name("python.safetensors")


def main():
    tensors = {
        "bytes": np.array([0, 127, 255], dtype=np.uint8),
        "weight": np.array([[1.5, -2.25, np.pi], [5e-324, -0.0, np.inf]], dtype=np.float64),
        "single": np.array([0.1, -3.0], dtype=np.float32),
        "count": np.array(-(2**62) - 1, dtype=np.int64),
        "bias": np.array([2.0**-52], dtype=np.float64),
        "i32": np.array([[-(2**31)], [7]], dtype=np.int32),
        "u32": np.array([2**32 - 1], dtype=np.uint32),
        "empty": np.zeros((0, 4), dtype=np.float32),
        "gr\u00f6\u00dfe \u2713 \"quoted\"\n": np.array([1.0], dtype=np.float32),
    }
    save_file(tensors, OUTPUT, metadata={"made by": "Python"})
    again = load_file(OUTPUT)
    assert again.keys() == tensors.keys()
    assert all(np.array_equal(again[name], tensors[name]) for name in tensors)
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
