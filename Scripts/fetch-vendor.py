#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fetch the browser libraries into Web/vendor, exactly as Scripts/vendor.lock.json pins them.

Each library is inside a Python wheel. pip fetches the wheel (its sha256 is checked by pip and once more here), the listed
members are copied out, and each member's own sha256 is checked. Running it again when all is there does nothing.
Exit 0: everything is there. Exit 1: a clear sentence on stderr says what is missing and what to do.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOCK = ROOT / "Scripts" / "vendor.lock.json"
OUT = ROOT / "Web" / "vendor"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def fail(what, hint):
    print(f"fetch-vendor: {what}\n  {hint}", file=sys.stderr)
    raise SystemExit(1)


def is_complete(wheel):
    """Every member of this wheel is in place with the right content."""
    for member in wheel["files"]:
        path = OUT / member["to"]
        if not path.is_file() or sha256(path.read_bytes()) != member["sha256"]:
            return False
    return True


def download(wheel, folder):
    """The wheel's path, fetched by pip with its hash required."""
    requirement = folder / "requirement.txt"
    requirement.write_text(f"{wheel['package']}=={wheel['version']} --hash=sha256:{wheel['sha256']}\n")
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
               "--only-binary=:all:", "--require-hashes", "-d", str(folder), "-r", str(requirement)]
    last = ""
    for _ in range(3):
        run = subprocess.run(command, capture_output=True, text=True)
        found = sorted(folder.glob("*.whl"))
        if run.returncode == 0 and found:
            return found[0]
        last = (run.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
    fail(f"cannot fetch {wheel['package']} {wheel['version']}: {last}",
         "Check that this machine reaches a Python package index (pip config list), then run the set-up again.")


def unpack(wheel, path):
    data = path.read_bytes()
    if sha256(data) != wheel["sha256"]:
        fail(f"{path.name} is not the file that is pinned", "Somebody in between changed it; do not use this index.")
    with zipfile.ZipFile(path) as archive:
        for member in wheel["files"]:
            try:
                content = archive.read(member["from"])
            except KeyError:
                fail(f"{path.name} holds no {member['from']}", "Scripts/vendor.lock.json and the wheel disagree.")
            if sha256(content) != member["sha256"]:
                fail(f"{member['from']} in {path.name} is not the file that is pinned", "Correct the lock on purpose only.")
            target = OUT / member["to"]
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(target.name + ".part")
            temporary.write_bytes(content)
            os.replace(temporary, target)


def prune(keep):
    """Files that the lock does not name are removed, so that two machines hold the same tree."""
    for path in sorted(OUT.rglob("*"), reverse=True):
        if path.name.startswith("."):
            continue  # the set-up's own marks
        if path.is_file() and path.relative_to(OUT).as_posix() not in keep:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def main():
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    missing = [wheel for wheel in lock["wheels"] if not is_complete(wheel)]
    for wheel in missing:
        print(f"fetch-vendor: {wheel['package']} {wheel['version']} ({wheel['bytes'] / 1e6:.1f} MB)", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            unpack(wheel, download(wheel, pathlib.Path(folder)))
    keep = {member["to"] for wheel in lock["wheels"] for member in wheel["files"]}
    prune(keep)
    size = sum((OUT / name).stat().st_size for name in keep)
    state = "fetched" if missing else "already there"
    print(f"fetch-vendor: {len(keep)} files, {size / 1e6:.1f} MB, {state}")


if __name__ == "__main__":
    main()
