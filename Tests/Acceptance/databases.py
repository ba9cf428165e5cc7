# SPDX-License-Identifier: Apache-2.0
"""Database servers of a proof, on ports of their own and ended by their own process ids: a source that can be stopped and killed while it is read."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from server import free_port

SECRET = "re4der-of-the-proof"


def as_user(name):
    """Neither server runs as root."""
    if os.getuid() != 0:
        return []
    return ["setpriv", f"--reuid={name}", f"--regid={name}", "--clear-groups"]


class DatabaseServer:
    def __init__(self, account, prefix):
        self.port = free_port()
        # Short, since a socket's path has at most 107 bytes, and in /tmp, since the server's user must reach it.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
        self.owner = as_user(account)
        if self.owner:
            found = pwd.getpwnam(account)
            os.chown(self.folder, found.pw_uid, found.pw_gid)

    def run(self, *arguments, stdin=None):
        done = subprocess.run(self.owner + [str(one) for one in arguments], input=stdin, capture_output=True, cwd="/tmp", text=True)
        if done.returncode:
            raise RuntimeError(f"{arguments[0]}: {done.stderr[-1500:]}")
        return done.stdout

    def start(self):
        self.process = subprocess.Popen(self.owner + self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/tmp")
        for _ in range(1200):
            if self.answers():
                return
            if self.process.poll() is not None:
                raise RuntimeError(f"{type(self).__name__} ended with {self.process.returncode}")
            time.sleep(0.1)
        raise RuntimeError(f"{type(self).__name__} does not start")

    def kill(self):
        """The end of the whole server that nobody prepared for."""
        self.process.send_signal(self.crash_signal)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(DatabaseServer):
    crash_signal, stop_signal = signal.SIGQUIT, signal.SIGINT

    @staticmethod
    def installed():
        places = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda place: int(place.parts[-3]))
        return str(places[-1].parent) if places else None

    def __init__(self):
        super().__init__("postgres", "tongpin-src-pg-")
        self.programs = self.installed()
        self.run(f"{self.programs}/initdb", "-D", self.folder / "data", "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        (self.folder / "data/pg_hba.conf").write_text("local all all trust\nhost all reader 127.0.0.1/32 scram-sha-256\n")
        self.start()
        self.sql(f"CREATE ROLE reader LOGIN PASSWORD '{SECRET}'")

    def command(self):
        return [
            f"{self.programs}/postgres", "-D", str(self.folder / "data"), "-k", str(self.folder), "-p", str(self.port),
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=on", "-c", "log_min_messages=fatal"]

    def answers(self):
        return subprocess.run([f"{self.programs}/pg_isready", "-q", "-h", str(self.folder), "-p", str(self.port)]).returncode == 0

    def sql(self, text):
        return self.run(f"{self.programs}/psql", "-h", self.folder, "-p", self.port, "-U", "owner", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1", stdin=text).strip()


class MariaDB(DatabaseServer):
    crash_signal, stop_signal = signal.SIGKILL, signal.SIGTERM

    @staticmethod
    def installed():
        server, install = shutil.which("mariadbd", path="/usr/sbin:/usr/bin"), shutil.which("mariadb-install-db")
        drivers = subprocess.run(["odbcinst", "-q", "-d"], capture_output=True, text=True).stdout if shutil.which("odbcinst") else ""
        return server if server and install and "[MariaDB Unicode]" in drivers else None

    def __init__(self):
        super().__init__("mysql", "tongpin-src-my-")
        self.run("mariadb-install-db", "--no-defaults", f"--datadir={self.folder / 'data'}", "--auth-root-authentication-method=normal", "--skip-test-db")
        self.start()
        self.sql(f"CREATE DATABASE erp CHARACTER SET utf8mb4; CREATE USER reader@'127.0.0.1' IDENTIFIED BY '{SECRET}'; GRANT SELECT ON erp.* TO reader@'127.0.0.1'", "mysql")

    def command(self):
        return [
            self.installed(), "--no-defaults", f"--datadir={self.folder / 'data'}", f"--socket={self.folder / 'm.sock'}", f"--port={self.port}",
            "--bind-address=127.0.0.1", f"--pid-file={self.folder / 'm.pid'}", "--innodb-buffer-pool-size=64M", "--skip-name-resolve"]

    def answers(self):
        return subprocess.run(["mariadb-admin", "--no-defaults", f"--socket={self.folder / 'm.sock'}", "-uroot", "ping"], capture_output=True).returncode == 0

    def sql(self, text, database="erp"):
        return self.run("mariadb", "--no-defaults", f"--socket={self.folder / 'm.sock'}", "-uroot", "-N", "-B", database, stdin=text).strip()
