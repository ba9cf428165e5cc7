#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What README.md shows is run: the commands of its blocks, in their order, in an empty folder with an order file of a few lines."""
import os
import re
import shlex
import subprocess

from report import Report
from server import BINARY, ROOT, Scratch, Server

ORDERS = {
    "订单.csv": "订单号,行号,订单日期,物料编码,数量,不含税金额\n",
    "orders.csv": "order_number,line_number,ordered_on,item,quantity,amount_excl_tax\n",
}
SERIES = ("销量.csv", "sales.csv")


def write_inputs(folder):
    months = [f"{2024 + m // 12}-{m % 12 + 1:02d}" for m in range(30)]
    for name, header in ORDERS.items():
        lines = [f"SO-{n},1,{month}-15,LAMP,{10 + n % 12},{100 * (10 + n % 12)}.00\n" for n, month in enumerate(months)]
        (folder / name).write_text(header + "".join(lines), encoding="utf-8")
    for name in SERIES:
        lines = [f"LAMP,{month},{10 + n % 12}\n" for n, month in enumerate(months)]
        (folder / name).write_text("unique_id,ds,y\n" + "".join(lines), encoding="utf-8")


def commands(text):
    """Lines of code blocks that begin with tongpin, and commands in code marks that name a file."""
    for block in re.findall(r"```\n(.*?)```", text, re.S):
        yield from (line for line in block.splitlines() if line.startswith("tongpin "))
    for mark in re.findall(r"`(tongpin [^`]+)`", text):
        if ".csv" in mark or mark == "tongpin verify":
            yield mark + (" --data ./mine" if mark == "tongpin verify" else "")


def run(report, half, language):
    with Scratch() as folder:
        write_inputs(folder)
        shown = list(commands(half))
        report.expect(len(shown) >= 6, f"commands in the {language} half: {len(shown)}")
        for line in shown:
            words = shlex.split(line)
            if words[1] == "serve":
                with Server(folder / "mine") as server:
                    report.expect("login: admin" in server.output(), "the first start prints a login")
                continue
            done = subprocess.run(
                [BINARY, *words[1:]], cwd=folder, capture_output=True, env={**os.environ, "TONGPIN_ASSETS": str(ROOT), "LANG": "en_US.UTF-8"})
            report.equal(done.returncode, 0, f"{line}: exit code; {done.stderr.decode()[-300:]}")
            report.expect(done.stdout.strip(), f"{line}: prints something")
        report.figure(f"commands, {language}", len(shown))


def main():
    report = Report("README")
    chinese, english = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## English\n")
    run(report, chinese, "Chinese")
    run(report, english, "English")
    report.finish()


if __name__ == "__main__":
    main()
