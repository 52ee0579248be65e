#!/usr/bin/env python3
"""The weight of one tilted path from the protocol of draws alone (docs/methods/random-numbers.md).

usage: Tests/Challenger/tail_weight.py

Prints the sums of a path's twelve normals over two half years, drawn under one tilt, and the logarithm of
the ratio of another tilt's law to the plain one. Tests/StressEngineTests/TiltWeightTests.swift pins both.
"""
import math

import numpy as np

MASK = (1 << 64) - 1


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        even, odd = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [(odd >> 32) ^ c[1] ^ k[0], odd & 0xFFFFFFFF, (even >> 32) ^ c[3] ^ k[1], even & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c[0] | c[1] << 32, c[2] | c[3] << 32


def words(seed, path, purpose, index):
    name = 0xCBF29CE484222325
    for byte in purpose.encode():
        name = (name ^ byte) * 0x100000001B3 & MASK
    high = ((path >> 32) + (index << 16)) & 0xFFFFFFFF
    return philox(
        (path & 0xFFFFFFFF, high, name & 0xFFFFFFFF, name >> 32), (seed & 0xFFFFFFFF, seed >> 32))


def stream(seed, path, purpose):
    """SFC64 seeded by Philox."""
    a, b = words(seed, path, purpose, 0)
    c, counter = words(seed, path, purpose, 1)[0], 1
    while True:
        output = (a + b + counter) & MASK
        counter += 1
        a, b = b ^ b >> 11, (c + (c << 3)) & MASK
        c = (((c << 24) | (c >> 40)) + output) & MASK
        yield output


def normals(bits):
    """Box and Muller by quarter turns."""
    uniform = lambda word: ((word >> 12) + 0.5) * 2.0**-52
    while True:
        x, y = next(bits), next(bits)
        radius = math.sqrt(-2 * math.log(uniform(x))) * (-1 if y & 2 else 1)
        angle = (uniform(y) - 0.5) * math.pi / 2
        pair = radius * math.cos(angle), radius * math.sin(angle)
        yield from pair[::-1] if y & 1 else pair


def main():
    draws = normals(stream(7, 3, "driver/btc"))
    drawn, other = np.repeat([-0.3, -0.1], 6), np.repeat([-0.5, 0.2], 6)
    x = np.array([next(draws) for _ in range(12)]) + drawn
    density = lambda values: -0.5 * values**2 - 0.5 * math.log(2 * math.pi)
    print("sums", repr(float(x[:6].sum())), repr(float(x[6:].sum())))
    print("log ratio", repr(float((density(x - other) - density(x)).sum())))


if __name__ == "__main__":
    main()
