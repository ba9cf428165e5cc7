# SPDX-License-Identifier: Apache-2.0
"""The program under test, started and ended by its own process id, and a demo company that is made once and copied."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from client import Client

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("TONGPIN_BINARY", str(ROOT / ".build/release/tongpin"))
TODAY = os.environ.get("TONGPIN_TODAY", "2026-11-23")


def data_folder(name):
    """A company written by others, beside the repository; None where it is absent."""
    place = pathlib.Path(os.environ.get("TONGPIN_DATA", ROOT.parent / "shared/data")) / name
    return place if place.is_dir() else None


def tongpin(*arguments, stdin=None, check=False, environment=None, timeout=900):
    """Runs the command line; standard output and error as bytes. English, so that texts can be asserted."""
    done = subprocess.run(
        [BINARY, *map(str, arguments)], input=stdin, capture_output=True, timeout=timeout,
        env={**os.environ, "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8", **(environment or {})})
    if check and done.returncode != 0:
        raise RuntimeError(f"tongpin {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr.decode()[-2000:]}")
    return done


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One `tongpin serve` (or `demo`) on a data folder."""

    def __init__(self, folder, command="serve", environment=None, limits=None, arguments=()):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [BINARY, command, "--data", str(folder), "--port", str(self.port), "--today", TODAY, "--confirm-minutes", "720", *arguments],
            stdout=self.log, stderr=subprocess.STDOUT, preexec_fn=limits,
            env={**os.environ, "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8", **(environment or {})})

    def output(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def wait_ready(self, seconds=180):
        """Seconds until /readyz said yes; raises when the process ended or took too long."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.output()[-3000:]}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return time.monotonic() - started
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.005)
        raise RuntimeError(f"not ready after {seconds} s:\n{self.output()[-3000:]}")

    def client(self, login=None, password=None):
        client = Client(self.port)
        if login:
            client.sign_in(login, password)
        return client

    def kill(self):
        """The end nobody prepared for."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Asks it to end, and gives its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()
        return self.process.returncode

    def __enter__(self):
        self.wait_ready()
        return self

    def __exit__(self, *_):
        self.stop()


class Demo:
    """A demo company in a folder of its own, with the logins its first start printed."""

    def __init__(self, folder, logins):
        self.folder = pathlib.Path(folder)
        self.logins = logins

    def login(self, role):
        """Login and password of the first person with this role."""
        return next(entry[:2] for entry in self.logins if entry[2] == role)

    def narrowed(self, server):
        """Login and password of the first person who is narrowed to a region."""
        return next(entry[:2] for entry in self.logins if server.client(*entry[:2]).get("/api/v1/session")["person"]["scope"]["territories"] is not None)

    def verify(self):
        """`tongpin verify` as of the day the proofs are made for."""
        return tongpin("verify", "--data", self.folder, "--today", TODAY)

    def copy(self, folder):
        subprocess.run(["cp", "-a", "--sparse=always", str(self.folder), str(folder)], check=True)
        return Demo(folder, self.logins)


def printed_logins(text):
    return re.findall(r"login:\s*(\S+)\s+password:\s*(\S+)", text)


def make_demo(folder):
    """Creates the demo company through `tongpin demo` and stops it again."""
    server = Server(folder, command="demo")
    try:
        seconds = server.wait_ready()
        found = printed_logins(server.output())
        if not found:
            raise RuntimeError("the first start printed no login:\n" + server.output()[-2000:])
        logins = []
        for login, password in dict(found).items():
            client = server.client()
            logins.append((login, password, client.sign_in(login, password)["role"]))
            client.close()
    finally:
        server.stop()
    added = tongpin("user", "add", "keeper", "--name", "Keeper", "--role", "administrator", "--data", folder, check=True)
    login, password = printed_logins(added.stdout.decode())[0]
    return Demo(folder, [(login, password, "administrator"), *logins]), seconds


def demo_company(parent):
    """A copy of the demo company under `parent`: of the template TONGPIN_DEMO_TEMPLATE when there is one."""
    template = os.environ.get("TONGPIN_DEMO_TEMPLATE")
    if not template:
        return make_demo(pathlib.Path(parent) / "demo")[0]
    logins = [tuple(entry) for entry in json.loads((pathlib.Path(template) / "logins.json").read_text())]
    return Demo(pathlib.Path(template) / "demo", logins).copy(pathlib.Path(parent) / "demo")


class Scratch:
    """A folder for one proof, removed at its end."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="tongpin-proof-"))
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


def write_template(folder):
    """Makes the template that later proofs copy."""
    place = pathlib.Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    demo, seconds = make_demo(place / "demo")
    (place / "logins.json").write_text(json.dumps(demo.logins))
    return seconds


if __name__ == "__main__":
    import sys
    print(f"demo company made and served in {write_template(sys.argv[1]):.1f} s")
