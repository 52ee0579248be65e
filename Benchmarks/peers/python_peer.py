"""W1 and W2 in the engines that a Python user would pick.

usage: python_peer.py numpy|numba|jax|torch|quantlib|ore W1|W2 THREADS
Every line read is one repetition, answered by one line of JSON: seconds, units, statistics.
"""
import json
import math
import os
import sys
import time

ENGINE, WORKLOAD, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])
for name in ("OMP", "MKL", "OPENBLAS", "NUMBA"):
    os.environ[name + "_NUM_THREADS"] = "1" if ENGINE == "numpy" else str(THREADS)

import numpy as np  # noqa: E402  (threads are chosen before the import)

STEPS, DT = 260, 1 / 52
MU = np.array([0.05, 0.05, 0, -0.1])
SIGMA = np.array([0.7, 0.9, 0.5, 0.6])
RHO = np.array([[1, 0.8, 0.3, 0.5], [0.8, 1, 0.35, 0.45], [0.3, 0.35, 1, 0.4], [0.5, 0.45, 0.4, 1]])
LOADING = SIGMA[:, None] * math.sqrt(DT) * np.linalg.cholesky(RHO)
HALF = SIGMA**2 / 2 * DT
LEAVE, SCALE, JUMP = np.array([0.5 / 52, 2 / 52]), np.array([1, 1.5]), np.array([1 / 52, 6 / 52])
JUMP_MEAN, JUMP_SD = np.array([-0.10, -0.12, 0, 0]), np.array([0.08, 0.10, 0, 0])
M = np.arange(8.0)[:, None]
CASH, COINS = np.where(M > 0, 0.2, 1000), np.where(M > 0, 0.3 + 0.05 * M, 0)
DEBT = np.where(M > 0, 0.3 + 0.1 * M, 0)
COIN, RENT, POWER, OVERHEAD = 0.3 * DT, (0.25 + 0.02 * M) * DT, 0.25 * DT, 0.1 * DT
INTEREST, REPAY = (0.06 + 0.01 * M) * DT, 0.1 * DEBT * DT
NAMES = ["terminal1", "terminal2", "terminal3", "terminal4", "minimum1", "cash1", "defaults", "losses"]


def array_books(xp, state, s):
    """One step of the eight books, in any array library; `state` is cash, coins, debt, loss."""
    cash, coins, debt, loss = state
    c = cash + COIN * s[0] + K["RENT"] * s[2] - POWER * s[3] - OVERHEAD - K["INTEREST"] * debt
    worth = coins * s[0]
    sale = xp.minimum(xp.maximum(-c, ZERO), worth)
    paid = xp.minimum(xp.minimum(xp.maximum(c - 0.2, ZERO), debt), K["REPAY"])
    left, owed = c + sale - paid, debt - paid
    assets = worth - sale + 0.5 * s[2] + left
    failed = ((left < -1e-9) | (assets < 0.9 * owed)) & (loss < 0)
    lost = xp.maximum(owed - 0.6 * assets, ZERO)
    return left, coins - sale / s[0], owed, xp.where(failed, lost, loss)


ZERO = 0.0
K = {"RENT": RENT, "INTEREST": INTEREST, "REPAY": REPAY}


def finals(s, low, state):
    rows = [*s, low]
    if state is not None:
        loss = state[3]
        rows += [state[0][0], (loss >= 0).sum(0), (loss * (loss >= 0)).sum(0)]
    return rows


def numpy_engine():
    from concurrent.futures import ThreadPoolExecutor

    chunk, chunks = 1024, 16
    seeds = np.random.SeedSequence(1).spawn(chunks)
    pool = ThreadPoolExecutor(THREADS)

    def w1(seed):
        draw = np.random.Generator(np.random.SFC64(seed))
        z, x = np.empty((4, chunk)), np.empty((4, chunk))
        s, low = np.ones((4, chunk)), np.ones(chunk)
        drift = (MU * DT - HALF)[:, None]
        for _ in range(STEPS):
            draw.standard_normal(out=z)
            np.matmul(LOADING, z, out=x)
            x += drift
            np.exp(x, out=x)
            s *= x
            np.minimum(low, s[0], out=low)
        return finals(s, low, None)

    def w2(seed):
        draw = np.random.Generator(np.random.SFC64(seed))
        s, low, regime = np.ones((4, chunk)), np.ones(chunk), np.zeros(chunk, np.int64)
        state = tuple(np.broadcast_to(x, (8, chunk)).copy() for x in (CASH, COINS, DEBT, -1.0))
        for step in range(STEPS):
            u = draw.random((2, chunk))
            if step:
                regime ^= u[0] < LEAVE[regime]
            jumps = np.flatnonzero(u[1] < JUMP[regime])
            scale = SCALE[regime]
            x = LOADING @ draw.standard_normal((4, chunk)) * scale + (MU * DT)[:, None] - HALF[:, None] * scale**2
            x[:2, jumps] += JUMP_MEAN[:2, None] + JUMP_SD[:2, None] * draw.standard_normal(len(jumps))
            s *= np.exp(x)
            np.minimum(low, s[0], out=low)
            state = array_books(np, state, s)
        return finals(s, low, state)

    def run():
        parts = list(pool.map(w1 if WORKLOAD == "W1" else w2, seeds))
        return [np.concatenate(rows) for rows in zip(*parts)]

    return run, chunk * chunks


def numba_engine():
    import numba as nb

    nb.set_num_threads(THREADS)
    paths = 32768
    L, mu, half = LOADING, MU * DT, HALF
    leave, jump, cash0, coins0, debt0 = LEAVE, JUMP, CASH[:, 0], COINS[:, 0], DEBT[:, 0]
    rent, interest, repay = RENT[:, 0], INTEREST[:, 0], REPAY[:, 0]

    u64 = np.uint64

    @nb.njit(inline="always")
    def word(r, i):  # xoshiro256++
        s = r[0, i] + r[3, i]
        out = ((s << u64(23)) | (s >> u64(41))) + r[0, i]
        t = r[1, i] << u64(17)
        r[2, i] ^= r[0, i]
        r[3, i] ^= r[1, i]
        r[1, i] ^= r[2, i]
        r[0, i] ^= r[3, i]
        r[2, i] ^= t
        r[3, i] = (r[3, i] << u64(45)) | (r[3, i] >> u64(19))
        return out

    @nb.njit(inline="always")
    def uniform(r, i):
        return (float(word(r, i) >> u64(12)) + 0.5) * 2.0**-52

    @nb.njit(fastmath=True)
    def seed(r, first):
        for i in range(r.shape[1]):
            x = u64(first + i) * u64(0xD1342543DE82EF95)
            for k in range(4):
                x += u64(0x9E3779B97F4A7C15)
                z = x
                z = (z ^ (z >> u64(30))) * u64(0xBF58476D1CE4E5B9)
                z = (z ^ (z >> u64(27))) * u64(0x94D049BB133111EB)
                r[k, i] = z ^ (z >> u64(31))

    T = 64

    @nb.njit(fastmath=True)
    def normals(r, z):
        for f in range(4):
            for i in range(T):
                radius = math.sqrt(-2 * math.log(uniform(r, i)))
                angle = 2 * math.pi * uniform(r, i)
                z[0, f, i] = radius * math.cos(angle)
                z[1, f, i] = radius * math.sin(angle)

    @nb.njit(parallel=True, fastmath=True)
    def w1(out):
        for tile in nb.prange(paths // T):
            r = np.empty((4, T), np.uint64)
            seed(r, tile * T)
            z, s = np.empty((2, 4, T)), np.ones((5, T))
            for step in range(STEPS):
                if step % 2 == 0:
                    normals(r, z)
                w = z[step % 2]
                for f in range(4):
                    for i in range(T):
                        x = mu[f] - half[f]
                        for g in range(f + 1):
                            x += L[f, g] * w[g, i]
                        s[f, i] *= math.exp(x)
                for i in range(T):
                    s[4, i] = min(s[4, i], s[0, i])
            out[:5, tile * T : tile * T + T] = s

    @nb.njit(parallel=True, fastmath=True)
    def w2(out):
        for tile in nb.prange(paths // T):
            r = np.empty((4, T), np.uint64)
            seed(r, tile * T)
            z, s, b = np.empty((2, 4, T)), np.ones((5, T)), np.empty((4, 8, T))
            regime = np.zeros(T, np.int64)
            for m in range(8):
                b[0, m], b[1, m], b[2, m], b[3, m] = cash0[m], coins0[m], debt0[m], -1.0
            for step in range(STEPS):
                if step % 2 == 0:
                    normals(r, z)
                w = z[step % 2]
                for i in range(T):
                    if step > 0 and uniform(r, i) < leave[regime[i]]:
                        regime[i] = 1 - regime[i]
                    if uniform(r, i) < jump[regime[i]]:
                        n = math.sqrt(-2 * math.log(uniform(r, i))) * math.cos(2 * math.pi * uniform(r, i))
                        s[0, i] *= math.exp(-0.10 + 0.08 * n)
                        s[1, i] *= math.exp(-0.12 + 0.10 * n)
                for f in range(4):
                    for i in range(T):
                        k = 1.0 + 0.5 * regime[i]
                        x = 0.0
                        for g in range(f + 1):
                            x += L[f, g] * w[g, i]
                        s[f, i] *= math.exp(mu[f] - half[f] * k * k + k * x)
                for i in range(T):
                    s[4, i] = min(s[4, i], s[0, i])
                for m in range(8):
                    for i in range(T):
                        c = b[0, m, i] + COIN * s[0, i] + rent[m] * s[2, i] - POWER * s[3, i]
                        c -= OVERHEAD + interest[m] * b[2, m, i]
                        worth = b[1, m, i] * s[0, i]
                        sale = min(max(-c, 0.0), worth)
                        paid = min(min(max(c - 0.2, 0.0), b[2, m, i]), repay[m])
                        left, owed = c + sale - paid, b[2, m, i] - paid
                        assets = worth - sale + 0.5 * s[2, i] + left
                        if (left < -1e-9 or assets < 0.9 * owed) and b[3, m, i] < 0:
                            b[3, m, i] = max(owed - 0.6 * assets, 0.0)
                        b[0, m, i], b[2, m, i] = left, owed
                        b[1, m, i] -= sale / s[0, i]
            for i in range(T):
                n, total = 0.0, 0.0
                for m in range(8):
                    if b[3, m, i] >= 0:
                        n, total = n + 1, total + b[3, m, i]
                out[5, tile * T + i], out[6, tile * T + i], out[7, tile * T + i] = b[0, 0, i], n, total
            out[:5, tile * T : tile * T + T] = s

    def run():
        out = np.empty((5 if WORKLOAD == "W1" else 8, paths))
        (w1 if WORKLOAD == "W1" else w2)(out)
        return list(out)

    return run, paths


def jax_engine():
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    paths = 16384

    def step(carry, number):
        key, s, low, regime, state = carry
        key, a, b, c = jax.random.split(key, 4)
        x = jnp.asarray(LOADING) @ jax.random.normal(a, (4, paths))
        if WORKLOAD == "W1":
            s = s * jnp.exp(x + (MU * DT - HALF)[:, None])
            return (key, s, jnp.minimum(low, s[0]), regime, state), None
        u = jax.random.uniform(b, (2, paths))
        regime = jnp.where((u[0] < jnp.where(regime, LEAVE[1], LEAVE[0])) & (number > 0), ~regime, regime)
        k = jnp.where(regime, SCALE[1], SCALE[0])
        n = jnp.where(u[1] < jnp.where(regime, JUMP[1], JUMP[0]), 1.0, 0.0)
        size = n * (JUMP_MEAN[:, None] + JUMP_SD[:, None] * jax.random.normal(c, (paths,)))
        s = s * jnp.exp(x * k + (MU * DT)[:, None] - HALF[:, None] * k * k + size)
        return (key, s, jnp.minimum(low, s[0]), regime, array_books(jnp, state, s)), None

    @jax.jit
    def simulate(key):
        state = tuple(jnp.broadcast_to(jnp.asarray(x), (8, paths)) for x in (CASH, COINS, DEBT, -1.0))
        start = (key, jnp.ones((4, paths)), jnp.ones(paths), jnp.zeros(paths, bool), state)
        _, s, low, _, state = jax.lax.scan(step, start, jnp.arange(STEPS))[0]
        return s, low, state

    def run():
        s, low, state = jax.block_until_ready(simulate(jax.random.key(1)))
        state = None if WORKLOAD == "W1" else [np.asarray(x) for x in state]
        return finals(np.asarray(s), np.asarray(low), state)

    return run, paths


def torch_engine():
    global ZERO
    import torch

    torch.set_num_threads(THREADS)
    torch.set_default_dtype(torch.float64)
    paths, t = 8192, torch.from_numpy
    ZERO = torch.zeros(())
    K.update({name: t(value) for name, value in K.items()})
    loading, drift, half = t(LOADING), t(MU * DT)[:, None], t(HALF)[:, None]
    leave, scale, jump = t(LEAVE), t(SCALE), t(JUMP)
    draw = torch.Generator().manual_seed(1)

    def run():
        s, low = torch.ones(4, paths), torch.ones(paths)
        z, regime = torch.empty(4, paths), torch.zeros(paths, dtype=torch.int64)
        state = tuple(t(np.broadcast_to(x, (8, paths)).copy()) for x in (CASH, COINS, DEBT, -1.0))
        for step in range(STEPS):
            x = loading @ z.normal_(generator=draw)
            if WORKLOAD == "W1":
                s *= x.add_(drift - half).exp_()
            else:
                u = torch.rand(2, paths, generator=draw)
                if step:
                    regime ^= (u[0] < leave[regime]).to(torch.int64)
                k = scale[regime]
                x = x * k + drift - half * k * k
                jumps = torch.nonzero(u[1] < jump[regime])[:, 0]
                n = torch.randn(len(jumps), generator=draw)
                x[:2, jumps] += t(JUMP_MEAN[:2, None]) + t(JUMP_SD[:2, None]) * n
                s *= x.exp_()
                state = array_books(torch, state, s)
            torch.minimum(low, s[0], out=low)
        state = None if WORKLOAD == "W1" else [x.numpy() for x in state]
        return finals(s.numpy(), low.numpy(), state)

    return run, paths


def quantlib_engine(module):
    """The library's own multi-path generator; it has no regimes, so W2 is not asked of it."""
    ql = __import__(module)
    paths = 1024
    today = ql.Date(31, 12, 2025)
    ql.Settings.instance().evaluationDate = today
    day = ql.Actual365Fixed()

    def curve(rate):
        return ql.YieldTermStructureHandle(ql.FlatForward(today, rate, day))

    def volatility(sigma):
        return ql.BlackVolTermStructureHandle(ql.BlackConstantVol(today, ql.NullCalendar(), sigma, day))

    one = ql.QuoteHandle(ql.SimpleQuote(1.0))
    processes = [
        ql.BlackScholesMertonProcess(one, curve(0.0), curve(float(m)), volatility(float(v)))
        for m, v in zip(MU, SIGMA)
    ]
    array = ql.StochasticProcessArray(processes, RHO.tolist())
    times = ql.TimeGrid(STEPS * DT, STEPS)
    uniforms = ql.UniformRandomSequenceGenerator(4 * STEPS, ql.UniformRandomGenerator(1))
    paths_of = ql.GaussianMultiPathGenerator(
        array, list(times), ql.GaussianRandomSequenceGenerator(uniforms), False)

    def run():
        rows = np.empty((5, paths))
        for number in range(paths):
            path = paths_of.next().value()
            for factor in range(4):
                rows[factor, number] = path[factor].back() if hasattr(path[factor], "back") else path[factor][STEPS]
            rows[4, number] = min(path[0])
        return list(rows)

    return run, paths


def main():
    engines = {
        "numpy": numpy_engine, "numba": numba_engine, "jax": jax_engine, "torch": torch_engine,
        "quantlib": lambda: quantlib_engine("QuantLib"), "ore": lambda: quantlib_engine("ORE"),
    }
    run, paths = engines[ENGINE]()
    units = paths * STEPS * (4 if WORKLOAD == "W1" else 1)
    for _ in sys.stdin:
        start = time.perf_counter()
        rows = run()
        seconds = time.perf_counter() - start
        statistics = {
            name: [float(np.mean(x)), float(np.std(x) / math.sqrt(len(x)))] for name, x in zip(NAMES, rows)
        }
        print(json.dumps({"seconds": seconds, "units": units, "statistics": statistics}), flush=True)


main()
