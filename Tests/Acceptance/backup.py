#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`tongpin backup FILE` and `tongpin restore FILE` on the command line: one file there and back, and what is said when it is not a good one."""
import zipfile

from report import Report
from server import Scratch, Server, demo_company, tongpin


def words(done):
    return (done.stdout + done.stderr).decode()


def refused(report, what, arguments, code, expected, language="en"):
    done = tongpin(*arguments, "--lang", language)
    report.equal(done.returncode, code, f"{what}: exit; {words(done)[:300]}")
    report.expect(expected in words(done), f"{what}: says {expected!r}: {words(done)[:300]}")


def main():
    report = Report("backup and restore")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        file, target = scratch / "kept/one.tongpin", scratch / "restored"
        with Server(demo.folder):
            refused(report, "while a server runs", ("backup", file, "--data", demo.folder), 1, "has this data folder open")
        done = tongpin("backup", file, "--data", demo.folder, check=True)
        report.expect("backup checked" in words(done), words(done))
        report.equal([one.name for one in file.parent.iterdir()], [file.name], "nothing but the file is left")
        report.equal(file.stat().st_mode & 0o777, 0o600, "the file is its owner's alone")
        with zipfile.ZipFile(file) as archive:
            report.equal(archive.namelist()[0], "manifest.txt", "the manifest stands first")
            lines = archive.read("manifest.txt").decode().splitlines()
            report.equal(len(lines) - 3, len(archive.namelist()) - 1, "entries the manifest names")
        report.figure("file", f"{file.stat().st_size / 1e6:.1f} MB of {len(lines) - 3} entries")
        refused(report, "the same file again", ("backup", file, "--data", demo.folder), 1, "store.folder-exists")

        done = tongpin("restore", file, "--data", target, check=True)
        report.expect("restored to" in words(done), words(done))
        first, second = demo.verify(), type(demo)(target, demo.logins).verify()
        report.equal((first.returncode, second.returncode), (0, 0), f"verify of both: {words(second)[-300:]}")
        report.equal(first.stdout, second.stdout, "what verify says of both, down to the digests of the plan")
        with Server(target) as server:
            report.equal(len(server.client(*demo.login("generalManager")).get("/api/v1/alerts")["alerts"]) > 0, True, "the restored company serves")
        refused(report, "a folder that is not empty", ("restore", file, "--data", target), 1, "--force")
        done = tongpin("restore", file, "--data", target, "--force", check=True)
        report.expect((scratch / "restored.before-restore").is_dir(), "the folder that was there is put aside: " + words(done))

        whole = file.read_bytes()
        bad = scratch / "bad"
        for what, content, code, chinese in (
            ("cut short", whole[: len(whole) // 2], "store.backup-truncated", "不完整"),
            ("a byte turned", whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1 :], "store.backup-damaged", "不符"),
            ("a text", b"hello", "store.backup-foreign", "不是同频的备份"),
        ):
            bad.write_bytes(content)
            refused(report, what, ("restore", bad, "--data", scratch / "new"), 1, code)
            refused(report, what, ("restore", bad, "--data", scratch / "new"), 1, chinese, "zh")
            report.expect(not (scratch / "new").exists() and not (scratch / "new.restoring").exists(), f"{what}: nothing is left behind")
    report.finish()


if __name__ == "__main__":
    main()
