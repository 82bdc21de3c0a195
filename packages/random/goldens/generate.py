"""Writes first-draws.json: the first draws of streams, computed apart from the library, in whole numbers and mpmath.

Run (in any Python 3.9+ virtual environment; a second):

    pip install mpmath==1.3.0
    python packages/random/goldens/generate.py

The file is written beside this script: {"streams": [{"seed", "purpose", "key", "at", "uniform", "normal", "integer"}]}.
`key` is the pair of key words; `at` is [a, b, c, first draw]; `uniform` and `normal` hold the next draws of that kind,
taken each from `at` on, the normal ones rounded correctly from the exact sqrt(-2 ln u) cos(2 pi v); `integer` holds
[n, draws]. Derivations are those of the docstrings in packages/random/src.
"""

import json
from pathlib import Path

import mpmath

OUTPUT = Path(__file__).with_name("first-draws.json")
MASK = 2**32 - 1
DRAWS = 5
STREAMS = [
    (0, "", (0, 0, 0, 0)),
    (0, "action", (0, 0, 0, 0)),
    (1, "action", (0, 0, 0, 0)),
    (1, "reset", (3, 1, 4, 1)),
    (2**32, "environment", (5, 9, 2, 6)),
    (2**53 - 1, "init", (2**32 - 1, 2**32 - 1, 2**32 - 1, 2**32 - 6)),
    (42, "na\u00efve \u2713", (0, 7, 0, 0)),
]
BOUNDS = [1, 2, 3, 10, 1000, 2**31 + 1, 3 * 2**30 + 1, 2**32 - 1, 2**32]


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & MASK, (p0 >> 32) ^ c[3] ^ k[1], p0 & MASK]
        k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
    return c


def fnv1a(text):
    units = text.encode("utf-16-le")
    value = 0xCBF29CE484222325
    for i in range(0, len(units), 2):
        value = (value ^ int.from_bytes(units[i : i + 2], "little")) * 0x100000001B3 % 2**64
    return value


def stream_key(seed, purpose):
    value = fnv1a(purpose)
    return philox((seed & MASK, seed >> 32, value & MASK, value >> 32), (0, 0))[:2]


def bits53(high, low):
    return (high << 32 | low) >> 32 + 5 << 26 | low >> 6


def uniform(block):
    return bits53(block[0], block[1]) / 2**53


def normal(block):
    with mpmath.workdps(50):
        u = mpmath.mpf(bits53(block[0], block[1]) + 1) / 2**53
        v = mpmath.mpf(bits53(block[2], block[3])) / 2**53
        return float(mpmath.sqrt(-2 * mpmath.log(u)) * mpmath.cos(2 * mpmath.pi * v))


def integer(block, n, key):
    while True:
        for word in block:
            if word * n % 2**32 >= 2**32 % n:
                return word * n >> 32
        block = philox(block, key)


def stream(seed, purpose, at):
    key = stream_key(seed, purpose)
    a, b, c, first = at
    blocks = [philox((first + d, c, b, a), key) for d in range(DRAWS)]
    return {
        "seed": seed,
        "purpose": purpose,
        "key": key,
        "at": at,
        "uniform": [uniform(block) for block in blocks],
        "normal": [normal(block) for block in blocks],
        "integer": [[n, [integer(block, n, key) for block in blocks]] for n in BOUNDS],
    }


def main():
    assert philox((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0)) == [
        0xD16CFE09,
        0x94FDCCEB,
        0x5001E420,
        0x24126EA1,
    ]
    assert fnv1a("foobar") == 0x85944171F73967E8
    rows = ",\n".join(json.dumps(stream(*arguments), separators=(",", ":")) for arguments in STREAMS)
    OUTPUT.write_text('{"streams":[\n' + rows + "\n]}\n")
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes, {len(STREAMS)} streams")


if __name__ == "__main__":
    main()
