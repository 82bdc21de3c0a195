"""Writes elementary.json: correctly rounded values of exp, expm1, log, log1p, sin, cos and tanh.

Run (in any Python 3.9+ virtual environment; a few seconds):

    pip install mpmath==1.3.0
    python packages/math/goldens/generate.py

The file is written beside this script: {"functions": {"exp": [[x, y], ...], ...}}. Each y is the double nearest to
the exact f(x) (ties to even, gradual underflow), computed by mpmath with 60 digits, and the script asserts
that 120 digits round to the same double. Numbers stand in their shortest round-trip form; what JSON
cannot hold stands as a string: "Infinity", "-Infinity", "NaN", "-0".

Special values follow IEEE 754 and C: NaN outside the domain, log(+-0) = log1p(-1) = -Infinity, the sign
of zero kept by expm1, log1p, sin and tanh.
"""

import json
import math
import random
from fractions import Fraction
from pathlib import Path

import mpmath

OUTPUT = Path(__file__).with_name("elementary.json")
CASES = 250
DIGITS = 60
SMALLEST = 5e-324  # the smallest subnormal
TINY = 2.2250738585072014e-308  # the smallest normal
HUGE = 1.7976931348623157e308
EDGES = [0.0, -0.0, math.inf, -math.inf, math.nan]

FUNCTIONS = {
    "exp": mpmath.exp,
    "expm1": mpmath.expm1,
    "log": mpmath.log,
    "log1p": mpmath.log1p,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tanh": mpmath.tanh,
}

# Where mpmath is not asked: zeros (their sign), infinities, poles, and outside the domain.
SPECIAL = {
    "exp": {"0": 1.0, "-0": 1.0, "Infinity": math.inf, "-Infinity": 0.0},
    "expm1": {"0": 0.0, "-0": -0.0, "Infinity": math.inf, "-Infinity": -1.0},
    "log": {"0": -math.inf, "-0": -math.inf, "Infinity": math.inf, "-Infinity": math.nan},
    "log1p": {"0": 0.0, "-0": -0.0, "Infinity": math.inf, "-Infinity": math.nan, "-1": -math.inf},
    "sin": {"0": 0.0, "-0": -0.0, "Infinity": math.nan, "-Infinity": math.nan},
    "cos": {"0": 1.0, "-0": 1.0, "Infinity": math.nan, "-Infinity": math.nan},
    "tanh": {"0": 0.0, "-0": -0.0, "Infinity": 1.0, "-Infinity": -1.0},
}


def name_of(x):
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    if x == 0:
        return "-0" if math.copysign(1, x) < 0 else "0"
    return str(int(x)) if x in (1.0, -1.0) else None


def nearest_double(value):
    """The double nearest to an mpf. Python's int / int rounds once, subnormals included; mpmath's float() rounds twice there."""
    sign, man, exp, bits = value._mpf_
    if man == 0:
        return 0.0
    if exp + bits > 1100:
        magnitude = math.inf
    elif exp + bits < -1200:
        magnitude = 0.0
    else:
        try:
            magnitude = int(man) * 2**exp / 1 if exp >= 0 else int(man) / 2**-exp
        except OverflowError:
            magnitude = math.inf
    return -magnitude if sign else magnitude


def evaluate(name, x):
    if math.isnan(x):
        return math.nan
    special = SPECIAL[name].get(name_of(x))
    if special is not None:
        return special
    if (name == "log" and x < 0) or (name == "log1p" and x < -1):
        return math.nan
    results = []
    for digits in (DIGITS, 2 * DIGITS):
        with mpmath.workdps(digits):
            results.append(nearest_double(FUNCTIONS[name](mpmath.mpf(x))))
    assert results[0] == results[1], (name, x)
    return results[0]


def sign(rng):
    return rng.choice((-1.0, 1.0))


def magnitudes(rng, low, high, count, signed=True):
    """Log-uniform between 10^low and 10^high."""
    return [(sign(rng) if signed else 1.0) * 10 ** rng.uniform(low, high) for _ in range(count)]


def subnormals(rng, count, signed=True):
    fixed = [SMALLEST, TINY, math.nextafter(TINY, 0)]
    values = fixed + [SMALLEST * rng.randrange(1, 2 ** rng.randrange(2, 52)) for _ in range(count - len(fixed))]
    return [(sign(rng) if signed and n > 2 else 1.0) * value for n, value in enumerate(values)]


def around(centre, steps=(-2, -1, 0, 1, 2)):
    """A double and its neighbours."""
    values = []
    for step in steps:
        x = centre
        for _ in range(abs(step)):
            x = math.nextafter(x, math.inf if step > 0 else -math.inf)
        values.append(x)
    return values


def near_zero(rng):
    return magnitudes(rng, -300, -20, 12) + magnitudes(rng, -20, -8, 14) + magnitudes(rng, -8, -2, 24) + subnormals(rng, 8)


def arguments_exp(rng):
    values = EDGES + [1.0, -1.0] + near_zero(rng)
    values += around(709.782712893384) + around(-745.1332191019412) + around(-708.3964185322641) + around(-744.4400719213812)
    values += [709.0, 710.0, 1000.0, 1e300, -745.0, -746.0, -1000.0, -1e300, HUGE, -HUGE]
    values += [rng.uniform(-745.2, -708) for _ in range(20)] + [rng.uniform(700, 709.8) for _ in range(10)]
    values += [k * math.log(2) for k in (0.5, -0.5, 1, -1, 1.5, -1.5, 10, -10, 100, -100, 1000, -1000)]
    values += [2.0**-k for k in (52, 53, 54, 55)] + [-(2.0**-k) for k in (52, 53, 54, 55)]
    values += [rng.uniform(-1, 1) for _ in range(40)] + [rng.uniform(-20, 20) for _ in range(40)]
    return values, lambda: rng.uniform(-708, 709)


def arguments_expm1(rng):
    values, _ = arguments_exp(rng)
    keep = [x for x in values if not (-745.2 <= x <= -708)]
    keep += around(-36.7368005696771) + around(-37.42994775023705) + around(0.5 * math.log(2)) + around(-0.5 * math.log(2))
    return keep, lambda: rng.uniform(-40, 60)


def arguments_log(rng):
    values = EDGES + [1.0, -1.0, -SMALLEST, -5.5, -1e300, 2.0, 0.5, math.e, 10.0, HUGE]
    values += subnormals(rng, 15, signed=False) + magnitudes(rng, -307, 308, 50, signed=False)
    values += around(1.0) + around(math.sqrt(0.5)) + around(math.sqrt(2)) + around(math.e) + around(2.0) + around(0.5)
    values += [1 + x for x in magnitudes(rng, -15.5, -1, 50)]
    values += [2.0**k for k in (-1074, -1023, -1022, -500, -3, 3, 10, 500, 1023)]
    values += [rng.uniform(0.5, 2) for _ in range(40)]
    return values, lambda: rng.uniform(0, 100)


def arguments_log1p(rng):
    values = EDGES + [-1.0, 1.0, -1.5, -1e300, HUGE, -2.0] + near_zero(rng)
    values += magnitudes(rng, -1, 308, 40, signed=False) + around(-1.0, (1, 2, 3)) + [-1 + x for x in magnitudes(rng, -15, -0.5, 25, False)]
    values += around(math.sqrt(2) - 1) + around(math.sqrt(0.5) - 1) + [2.0**k for k in (-54, -53, -52, 52, 53, 54)]
    values += [rng.uniform(-0.9, 1) for _ in range(50)]
    return values, lambda: rng.uniform(-0.99, 10)


def half_pi_multiple(k):
    """The double nearest to k pi / 2."""
    with mpmath.workdps(60):
        return nearest_double(mpmath.pi * k / 2)


def arguments_trigonometric(rng):
    values = EDGES + [1.0, -1.0] + near_zero(rng)
    multiples = [1, 2, 3, 4, 5, 8, 64, 333, 1000, 65536, 1_000_003, 2**20 + 1, 10**9 + 7, 10**12 + 39, 6 * 10**14 + 1]
    for k in multiples:
        values += around(sign(rng) * half_pi_multiple(k), (-1, 0, 1))
    values += [half_pi_multiple(k + 0.5) for k in range(6)]
    values += [math.ldexp(6381956970095103, 797)]  # the double nearest to a multiple of pi/2, relative to its size
    values += magnitudes(rng, 2, 15, 35) + magnitudes(rng, 15, 307, 20) + [1e15, 1e22, 1e300, -1e300, HUGE, -HUGE]
    values += [rng.uniform(-math.pi, math.pi) for _ in range(50)] + [rng.uniform(-100, 100) for _ in range(25)]
    return values, lambda: rng.uniform(-30, 30)


def arguments_tanh(rng):
    values = EDGES + [1.0, -1.0, 20.0, -20.0, 22.0, 40.0, 1000.0, 1e300, -1e300, HUGE] + near_zero(rng)
    values += around(19.061547465398498) + around(-18.714973875118524) + around(0.5493061443340548) + around(0.3465735902799727)
    values += [rng.uniform(17, 20) * sign(rng) for _ in range(20)] + magnitudes(rng, -2, 1.5, 60)
    values += [rng.uniform(-3, 3) for _ in range(60)]
    return values, lambda: rng.uniform(-6, 6)


ARGUMENTS = {
    "exp": arguments_exp,
    "expm1": arguments_expm1,
    "log": arguments_log,
    "log1p": arguments_log1p,
    "sin": arguments_trigonometric,
    "cos": arguments_trigonometric,
    "tanh": arguments_tanh,
}


def unique(values):
    seen, kept = set(), []
    for x in values:
        key = repr(x)
        if key not in seen:
            seen.add(key)
            kept.append(x)
    return kept


def cases(name, rng):
    values, more = ARGUMENTS[name](rng)
    values = unique([float(x) for x in values])
    while len(values) < CASES:
        values = unique(values + [more()])
    return [[x, evaluate(name, x)] for x in values]


def to_json(x):
    return x if math.isfinite(x) and name_of(x) != "-0" else name_of(x)


def from_json(x):
    return float(x) if isinstance(x, str) else x


def same(a, b):
    return math.isnan(a) and math.isnan(b) or (a == b and math.copysign(1, a) == math.copysign(1, b))


def check(golden):
    """A guard against blunders: the platform's own library must agree to 32 ulp, and in every special value.

    It is no oracle. glibc 2.36 is 8 ulp off in cos(6381956970095103 * 2^797), where integer arithmetic with 500
    digits of pi gives -4.6871659242546276111...e-19, as mpmath does.
    """
    worst = {}
    for name, rows in golden.items():
        worst[name] = (0.0, None)
        for x, y in rows:
            try:
                library = getattr(math, name)(x)
            except OverflowError:
                library = math.inf
            except ValueError:
                library = -math.inf if (name, x) in (("log", 0.0), ("log1p", -1.0)) else math.nan
            if math.isfinite(y) and math.isfinite(library):
                distance = abs(float((Fraction(library) - Fraction(y)) / Fraction(math.ulp(y))))
                worst[name] = max(worst[name], (distance, x), key=lambda pair: pair[0])
                assert distance <= 32 and math.copysign(1, library) == math.copysign(1, y), (name, x, y, library)
            else:
                assert same(library, y), (name, x, y, library)
    return worst


def main():
    golden = {name: cases(name, random.Random(f"elementary {name}")) for name in FUNCTIONS}
    worst = check(golden)
    rows = ",\n".join(
        f'"{name}":' + json.dumps([[to_json(x), to_json(y)] for x, y in pairs], separators=(",", ":"), allow_nan=False)
        for name, pairs in golden.items()
    )
    OUTPUT.write_text('{"functions":{\n' + rows + "\n}}\n")

    reloaded = json.loads(OUTPUT.read_text())["functions"]
    for name, pairs in golden.items():
        assert len(pairs) == len(reloaded[name])
        for (x, y), (rx, ry) in zip(pairs, reloaded[name]):
            assert same(x, from_json(rx)) and same(y, from_json(ry))
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes", {name: len(pairs) for name, pairs in golden.items()})
    print("largest distance of this platform's own functions in ulp, and where:", worst)


if __name__ == "__main__":
    main()
