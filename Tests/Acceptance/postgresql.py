#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A company in PostgreSQL: moved there and back with equal hashes, verified, imported into, served; the program and the database killed at work."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from report import Report
from server import TODAY, Scratch, Server, demo_company, tongpin

ROUNDS = 5


class Database:
    """A PostgreSQL server of this proof on a socket of its own; ended by its own process id."""

    def __init__(self, programs):
        self.programs = programs
        # Short, since a socket's path has at most 107 bytes, and in /tmp, since the server's user must reach it.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tongpin-pg-", dir="/tmp"))
        self.owner = []
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self.run("initdb", "-D", self.folder / "data", "-U", "tongpin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-k")
        self.start()
        self.run("createdb", "-h", self.folder, "-U", "tongpin", "main")
        self.url = f"postgres://tongpin@/main?host={self.folder}"

    def run(self, name, *arguments):
        return subprocess.run(self.owner + [f"{self.programs}/{name}", *map(str, arguments)], check=True, capture_output=True, cwd="/tmp")

    def sql(self, text):
        return self.run("psql", "-h", self.folder, "-U", "tongpin", "-d", "main", "-Atc", text).stdout.decode().strip()

    def start(self):
        self.process = subprocess.Popen(
            self.owner + [f"{self.programs}/postgres", "-D", str(self.folder / "data"), "-k", str(self.folder), "-c", "listen_addresses="],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/tmp")
        for _ in range(600):
            if subprocess.run([f"{self.programs}/pg_isready", "-q", "-h", str(self.folder)]).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL does not start")

    def crash(self):
        """The end of the whole server that nobody prepared for: it recovers from its log when it starts."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def installed():
    places = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda place: int(place.parts[-3]))
    return str(places[-1].parent) if places else None


def words(done):
    return (done.stdout + done.stderr).decode()


def moved(report, scratch, demo, database, place):
    """There and back; what verify says is the same in all three."""
    copied = tongpin("database", "copy", "--from", demo.folder, "--to", database.url, "--key-file", scratch / "chain.key")
    report.equal(copied.returncode, 0, "copied: " + words(copied)[-500:])
    report.expect("hashes of all tables are equal" in words(copied), words(copied)[-300:])
    report.equal((scratch / "chain.key").stat().st_mode & 0o777, 0o600, "the key is its owner's alone")
    again = tongpin("database", "copy", "--from", demo.folder, "--to", database.url, "--key-file", scratch / "chain.key")
    report.expect(again.returncode == 1 and "store.folder-exists" in words(again), "a target with something in it is refused: " + words(again))
    key = (scratch / "chain.key").read_bytes()
    report.equal(database.sql("SELECT sum(position('\\x" + key.hex() + "'::bytea in mark)) FROM tongpin.key_mark"), "0", "the key is not in the database")
    back = tongpin("database", "copy", "--from", database.url, "--to", scratch / "back", "--key-file", scratch / "chain.key", check=True)
    report.equal(copied.stdout.splitlines()[:-1], back.stdout.splitlines()[:-1], "the hashes of all tables, there and back")
    first = demo.verify()
    second = tongpin("verify", *place, "--today", TODAY)
    third = type(demo)(scratch / "back", demo.logins).verify()
    report.equal((first.returncode, second.returncode, third.returncode), (0, 0, 0), "verify of all three: " + words(second)[-500:])
    report.equal(first.stdout.splitlines()[1:], second.stdout.splitlines()[1:], "the plan in PostgreSQL, bit for bit")
    report.equal(first.stdout, third.stdout, "what verify says of the folder that came back")


def worked(report, scratch, demo, database, place):
    """Served, imported into, killed at work."""
    with Server(demo.folder, arguments=place) as server:
        client = server.client(*demo.login("generalManager"))
        report.expect(len(client.get("/api/v1/alerts")["alerts"]) > 0, "the company serves")
        second = tongpin("verify", *place)
        report.expect(second.returncode == 1 and "store.folder-in-use" in words(second), "a second opener is refused: " + words(second))
    login = demo.login("administrator")
    for number in range(ROUNDS):
        server = Server(demo.folder, arguments=place)
        server.wait_ready()
        client = server.client(*login)
        acknowledged = int(database.sql("SELECT max(sequence) FROM tongpin.trail"))
        if number % 2:
            database.crash()
            database.start()
            # Reading finds its way back by itself.
            report.equal(client.get("/api/v1/session")["person"]["login"], login[0], f"round {number}: the session after the database came back")
        server.kill()
        kept = int(database.sql("SELECT max(sequence) FROM tongpin.trail"))
        report.expect(kept >= acknowledged > number, f"round {number}: no sign-in that was acknowledged is lost: {acknowledged}, {kept}")
    after = tongpin("verify", *place, "--today", TODAY)
    report.equal(after.returncode, 0, "verify after the kills: " + words(after)[-500:])


def main():
    report = Report("PostgreSQL")
    programs = installed()
    if not programs:
        report.say("PostgreSQL is not installed (apt install postgresql): nothing was tried")
        return report.finish()
    database = Database(programs)
    try:
        with Scratch() as scratch:
            demo = demo_company(scratch)
            place = ("--database", database.url, "--key-file", str(scratch / "chain.key"))
            no_key = tongpin("verify", "--database", database.url)
            report.expect(no_key.returncode == 1 and "TONGPIN_KEY_FILE" in words(no_key), "without a key: " + words(no_key))
            secret = tongpin("verify", "--database", "postgres://tongpin:s3cret@db/main", *place[2:])
            report.expect(secret.returncode == 1 and "s3cret" not in words(secret), "a password in an address: " + words(secret))
            moved(report, scratch, demo, database, place)
            worked(report, scratch, demo, database, place)
    finally:
        database.stop()
    report.finish()


if __name__ == "__main__":
    main()
