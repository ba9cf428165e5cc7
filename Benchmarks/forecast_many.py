# SPDX-License-Identifier: Apache-2.0
"""A company with very many series: total time, series per second and peak memory of `tongpin forecast --models auto`.

    python3 Benchmarks/forecast_many.py [--series 100000] [--values 60] [--horizon 12] --tongpin .build/release/tongpin

Made-up monthly series of seven kinds (level, trend, damped trend, season that multiplies, season that adds, random walk, demand now and then), a fixed seed. Needs numpy.
"""
import argparse
import os
import resource
import subprocess
import tempfile
import time

import numpy as np

CHUNK = 1_000


def made_up(random, kind, count):
    steps = np.arange(count)
    size = 10 ** random.uniform(1, 5)
    noise = random.normal(0, random.uniform(0.03, 0.3), count)
    wave = np.cos(2 * np.pi * (steps + random.integers(12)) / 12) * random.uniform(0.1, 0.5)
    slope = random.uniform(-0.5, 1.5) / 60
    if kind == 0:
        values = size * (1 + noise)
    elif kind == 1:
        values = size * (1 + slope * steps + noise)
    elif kind == 2:
        values = size * (1 + slope * 20 * (1 - 0.95**steps) + noise)
    elif kind == 3:
        values = size * (1 + slope * steps) * (1 + wave) * np.exp(noise)
    elif kind == 4:
        values = size * (1 + slope * steps + wave + noise)
    elif kind == 5:
        values = size * np.exp(np.cumsum(noise) / 3)
    else:
        values = np.where(random.random(count) < random.uniform(0.15, 0.6), random.geometric(0.3, count), 0)
    return np.maximum(0, np.round(values))


def write(path, series, count):
    random = np.random.default_rng(20261130)
    months = [f"{2021 + step // 12}-{step % 12 + 1:02d}" for step in range(count)]
    with open(path, "w") as file:
        file.write("unique_id,ds,y\n")
        for begin in range(0, series, CHUNK):
            lines = []
            for number in range(begin, min(series, begin + CHUNK)):
                name = f"S{number:06d},"
                lines += [name + month + f",{value:.0f}" for month, value in zip(months, made_up(random, number % 7, count))]
            file.write("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, default=100_000)
    parser.add_argument("--values", type=int, default=60)
    parser.add_argument("--horizon", type=int, default=12)
    parser.add_argument("--models", default="auto")
    parser.add_argument("--tongpin", default=".build/release/tongpin")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, "in.csv"), os.path.join(folder, "out.csv")
        write(path, options.series, options.values)
        print(f"{options.series} series of {options.values} months, {os.path.getsize(path) / 2**20:.0f} MiB; load {os.getloadavg()[0]:.1f}")
        began = time.monotonic()
        done = subprocess.run(
            [options.tongpin, "forecast", path, "--horizon", str(options.horizon), "--models", options.models, "--output", out], check=False)
        took = time.monotonic() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        rows = sum(1 for _ in open(out)) - 1
        print(f"exit {done.returncode}, {rows} rows, {took:.1f} s ({used.ru_utime + used.ru_stime:.1f} s CPU), "
              f"{options.series / took:.0f} series a second, {1000 * (used.ru_utime + used.ru_stime) / options.series:.2f} ms CPU a series, "
              f"peak {used.ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
