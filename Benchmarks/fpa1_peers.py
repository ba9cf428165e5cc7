# SPDX-License-Identifier: Apache-2.0
"""Other engines on FPA-1, one JSON line per case: polars and DuckDB at any size, formualizer and LibreOffice up to size S.

    fpa1_peers.py --size M [--only duckdb,polars]

Python packages stand in requirements-peers.txt and are installed into out/peers-venv; LibreOffice comes from the system
(apt-get install libreoffice-calc-nogui python3-uno). A peer that cannot be had is left out and says so on standard error.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent / "out/peers-venv"
PYTHON = FOLDER / "bin/python"
REQUIREMENTS = HERE / "requirements-peers.txt"
SCRIPTS = {"polars": "fpa1_frames.py", "duckdb": "fpa1_frames.py", "formualizer": "fpa1_spreadsheets.py",
           "libreoffice": "fpa1_spreadsheets.py"}
SPREADSHEET_SIZES = ("XS", "S")
LIMIT_SECONDS = 900


def leave_out(peer, why):
    print(f"left out: {peer}: {why}", file=sys.stderr)


def prepare():
    """The environment of the peers; false where it cannot be made."""
    done = FOLDER / REQUIREMENTS.name
    if done.exists() and done.read_text() == REQUIREMENTS.read_text():
        return True
    for command in ([sys.executable, "-m", "venv", FOLDER],
                    [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS]):
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            lines = result.stderr.strip().splitlines()
            leave_out("all peers", lines[-1] if lines else "no environment for them")
            return False
    shutil.copy(REQUIREMENTS, done)
    return True


def measure(peer, size):
    """Prints the records of one peer, in a process of its own."""
    if SCRIPTS[peer] == "fpa1_spreadsheets.py" and size not in SPREADSHEET_SIZES:
        return leave_out(peer, f"a workbook of size {size} is beyond it; use --size S")
    if peer == "libreoffice":
        if not shutil.which("soffice"):
            return leave_out(peer, "apt-get install libreoffice-calc-nogui python3-uno")
        if subprocess.run(["/usr/bin/python3", "-c", "import uno"], capture_output=True).returncode:
            return leave_out(peer, "apt-get install python3-uno")
    try:
        result = subprocess.run([PYTHON, HERE / SCRIPTS[peer], peer, size], capture_output=True, text=True,
                                timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return leave_out(peer, f"not done after {LIMIT_SECONDS} s")
    if result.returncode:
        lines = result.stderr.strip().splitlines()
        return leave_out(peer, lines[-1] if lines else "failed")
    print(result.stdout, end="", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="M", choices=["XS", "S", "M", "M60", "L", "XL"])
    parser.add_argument("--only", help="some of " + ", ".join(SCRIPTS))
    options = parser.parse_args()
    peers = options.only.split(",") if options.only else list(SCRIPTS)
    if unknown := set(peers) - set(SCRIPTS):
        parser.error(f"no peer {', '.join(sorted(unknown))}")
    if prepare():
        for peer in peers:
            measure(peer, options.size)


if __name__ == "__main__":
    main()
