"""Writes the tables and polynomial coefficients that packages/math/src uses, from their definitions.

Run (in any Python 3.9+ virtual environment; a second), then format:

    pip install mpmath==1.3.0
    python packages/math/goldens/coefficients.py
    npx --yes pnpm@10 exec biome check --write packages/math

Everything is evaluated with 400 digits. A number that needs more than a double stands as a sum hi + lo; where hi
is called short it is a whole multiple of a stated power of two, so that small integers times hi are exact. The two
polynomials (sine and cosine) interpolate at the Chebyshev nodes of the interval of z = x^2, which is within a small
factor of the minimax polynomial of that degree; the largest error of each is printed.
"""

from pathlib import Path

import mpmath

mpmath.mp.dps = 400
SOURCE = Path(__file__).resolve().parent.parent / "src"
HEADER = "// Written by goldens/coefficients.py.\n\n"


def double(value):
    """The double nearest to a number in the normal range."""
    return float(mpmath.mpf(value))


def short(value, bits):
    """The nearest whole multiple of 2^-bits."""
    return double(mpmath.nint(mpmath.ldexp(value, bits)) / mpmath.mpf(2) ** bits)


def pair(value):
    hi = double(value)
    return hi, double(value - mpmath.mpf(hi))


def constant(name, doc, value):
    return f"/** {doc} */\nexport const {name} = {value!r}\n\n"


def table(name, doc, values):
    # The linter asks for the built-in constant where a number is one.
    numbers = ", ".join("Math.SQRT2" if value == 2**0.5 else repr(value) for value in values)
    return f"/** {doc} */\nexport const {name}: Float64Array = new Float64Array([{numbers}])\n\n"


def write(name, *parts):
    (SOURCE / name).write_text(HEADER + "".join(parts).rstrip("\n") + "\n")


def exp_table():
    step = mpmath.log(2) / 32
    hi = short(step, 41)  # 36 bits; |n| < 2^16
    values = [part for j in range(32) for part in pair(mpmath.mpf(2) ** (mpmath.mpf(j) / 32))]
    write(
        "exp-table.ts",
        constant("STEPS_PER_UNIT", "32 / ln 2.", double(1 / step)),
        constant("STEP_HI", "ln 2 / 32 to a whole multiple of 2^-41, so that n STEP_HI is exact for |n| < 2^16.", hi),
        constant("STEP_LO", "ln 2 / 32 - STEP_HI.", double(step - mpmath.mpf(hi))),
        table("EXP_TABLE", "2^(j/32) as hi, lo at 2j, 2j + 1, for j = 0 ... 31.", values),
    )


def log_table():
    ln2 = mpmath.log(2)
    hi = short(ln2, 42)
    values = []
    for j in range(65):
        value = mpmath.log(1 + mpmath.mpf(j) / 64)
        values += [short(value, 42), double(value - mpmath.mpf(short(value, 42)))]
    write(
        "log-table.ts",
        constant("LN2_HI", "ln 2 to a whole multiple of 2^-42, so that k LN2_HI is exact for |k| < 2^11.", hi),
        constant("LN2_LO", "ln 2 - LN2_HI.", double(ln2 - mpmath.mpf(hi))),
        table("LOG_TABLE", "ln(1 + j/64) as hi (a multiple of 2^-42), lo at 2j, 2j + 1, for j = 0 ... 64.", values),
    )


def tanh_table():
    values = [part for j in range(65) for part in pair(mpmath.tanh(mpmath.mpf(j) / 16))]
    write(
        "tanh-table.ts",
        table("TANH_POSITIVE", "tanh(j/16) as hi, lo at 2j, 2j + 1, for j = 0 ... 64.", values),
    )


def interpolate(name, f, terms, low, high):
    """The polynomial through f at the Chebyshev nodes of [low, high], as doubles, lowest power first."""
    nodes = [(low + high) / 2 + (high - low) / 2 * mpmath.cos(mpmath.pi * (i + 0.5) / terms) for i in range(terms)]
    system = mpmath.matrix(terms, terms)
    for i, z in enumerate(nodes):
        for k in range(terms):
            system[i, k] = z**k
    solution = mpmath.lu_solve(system, mpmath.matrix([f(z) for z in nodes]))
    coefficients = [double(c) for c in solution]
    grid = [low + (high - low) * (mpmath.mpf(i) + 0.5) / 2000 for i in range(2000)]
    worst = max(abs(mpmath.polyval([mpmath.mpf(c) for c in coefficients[::-1]], z) - f(z)) for z in grid)
    print(f"{name}: largest error {mpmath.nstr(worst, 3)}")
    return coefficients


def trigonometric():
    half_pi = mpmath.pi / 2
    p1 = short(half_pi, 32)  # 33 bits
    p2 = short(half_pi - mpmath.mpf(p1), 66)  # at most 33 bits more
    p3 = double(half_pi - mpmath.mpf(p1) - mpmath.mpf(p2))
    high = (mpmath.pi / 4 * mpmath.mpf("1.001")) ** 2
    sine = interpolate("(sin x / x - 1) / z", lambda z: (mpmath.sin(mpmath.sqrt(z)) / mpmath.sqrt(z) - 1) / z, 6, mpmath.mpf(0), high)
    cosine = interpolate("(cos x - 1 + z / 2) / z^2", lambda z: (mpmath.cos(mpmath.sqrt(z)) - 1 + z / 2) / z**2, 6, mpmath.mpf(0), high)
    named = lambda prefix, values, what: "".join(
        constant(f"{prefix}{k}", f"Coefficient of z^{k} in {what}, z = x^2.", value) for k, value in enumerate(values)
    )
    write(
        "sine-coefficients.ts",
        named("S", sine, "(sin x / x - 1) / z"),
        named("C", cosine, "(cos x - 1 + z / 2) / z^2"),
    )
    write(
        "pi.ts",
        constant("TWO_OVER_PI", "2 / pi.", double(2 / mpmath.pi)),
        constant("HALF_PI_1", "pi / 2 to a whole multiple of 2^-32, so that n HALF_PI_1 is exact for |n| < 2^20.", p1),
        constant("HALF_PI_2", "pi / 2 - HALF_PI_1 to a whole multiple of 2^-66; n HALF_PI_2 is exact for |n| < 2^20.", p2),
        constant("HALF_PI_3", "pi / 2 - HALF_PI_1 - HALF_PI_2.", p3),
        f"/** floor(2^1216 2 / pi): 192 bits more than the largest double needs before the point. */\n"
        f"export const TWO_OVER_PI_BITS = {hex(int(mpmath.floor(mpmath.ldexp(2 / mpmath.pi, 1216))))}n\n\n",
        f"/** floor(2^200 pi / 2). */\nexport const HALF_PI_BITS = {hex(int(mpmath.floor(mpmath.ldexp(half_pi, 200))))}n\n\n",
    )


if __name__ == "__main__":
    SOURCE.mkdir(exist_ok=True)
    exp_table()
    log_table()
    tanh_table()
    trigonometric()
