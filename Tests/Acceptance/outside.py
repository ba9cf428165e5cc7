# SPDX-License-Identifier: Apache-2.0
"""Servers of others, as a proof needs them: a mail server with TLS and a robot of a group. Each runs on a thread of its own on a free port."""
import base64
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import pathlib
import socket
import ssl
import subprocess
import threading
import time
import urllib.parse


def certificates(folder):
    """An authority of the proof and a certificate for 127.0.0.1 that it signed."""
    folder = pathlib.Path(folder)

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Proof")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (folder / "names.cnf").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names.cnf", "-out", "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return folder / "ca.pem", context


class MailServer:
    """SMTP with STARTTLS or TLS and AUTH PLAIN; what arrived is read by the mail library of Python."""

    def __init__(self, context, user, password, implicit=False):
        self.context, self.implicit = context, implicit
        self.word = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        self.messages, self.clear, self.answers = [], [], []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def close(self):
        self.socket.close()

    def talk(self, connection):
        try:
            self.converse(connection)
        except (OSError, ssl.SSLError, ValueError):
            pass
        finally:
            connection.close()

    def converse(self, connection):
        is_safe = self.implicit
        if is_safe:
            connection = self.context.wrap_socket(connection, server_side=True)
        lines = connection.makefile("rb")
        say = lambda text: connection.sendall(text.encode() + b"\r\n")
        say("220 proof ESMTP")
        is_known, recipients = False, []
        while line := lines.readline().decode().strip():
            verb = line[:4].upper()
            if not is_safe:
                self.clear.append(line)
            if verb == "EHLO":
                say("250-proof\r\n250-SIZE 1000000\r\n" + ("250 AUTH PLAIN LOGIN" if is_safe else "250 STARTTLS"))
            elif verb == "STAR":
                say("220 go")
                connection = self.context.wrap_socket(connection, server_side=True)
                lines, is_safe = connection.makefile("rb"), True
                say = lambda text, to=connection: to.sendall(text.encode() + b"\r\n")
            elif verb == "AUTH":
                word = line.split()[2] if len(line.split()) > 2 else None
                if word is None:
                    say("334 ")
                    word = lines.readline().decode().strip()
                is_known = word == self.word
                say("235 welcome" if is_known else "535 5.7.8 wrong user or password")
            elif verb == "MAIL":
                say("250 ok" if is_known else "530 5.7.0 sign in first")
            elif verb == "RCPT":
                answer = self.answers.pop(0) if self.answers else "250 ok"
                recipients.append(line[8:].strip("<> "))
                say(answer)
            elif verb == "DATA":
                say("354 go")
                body = b""
                while (piece := lines.readline()) != b".\r\n":
                    body += piece[1:] if piece.startswith(b"..") else piece
                self.messages.append((recipients, email.message_from_bytes(body, policy=email.policy.default)))
                recipients = []
                say("250 2.0.0 queued as proof")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")


class Robot:
    """A group's robot: checks the signature as 钉钉, 飞书 or a server of one's own does, and answers what it is told to."""

    def __init__(self, secret):
        self.secret, self.taken, self.faults, self.hangs = secret, [], [], False
        self.refuses = {}
        robot = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                while robot.hangs:
                    time.sleep(0.05)
                answer = robot.check(self.path, self.headers, body)
                data = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                try:
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    # The other side had enough of waiting.
                    self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, kind):
        return f"http://127.0.0.1:{self.port}/{kind}/hook?token=t0ken-of-the-proof"

    def check(self, path, headers, body):
        kind = path.split("/")[1]
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(path).query))
        sent = json.loads(body)
        sign = lambda key, text: hmac.new(key.encode(), text.encode(), hashlib.sha256)
        if kind == "dingtalk":
            mine = base64.b64encode(sign(self.secret, f"{query['timestamp']}\n{self.secret}").digest()).decode()
            fits = mine == query["sign"] and abs(int(query["timestamp"]) / 1000 - time.time()) < 3600
        elif kind == "feishu":
            fits = base64.b64encode(sign(f"{sent['timestamp']}\n{self.secret}", "").digest()).decode() == sent["sign"]
        elif kind == "json":
            stamp = headers["X-Tongpin-Timestamp"]
            mine = hmac.new(self.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
            fits = headers["X-Tongpin-Signature"] == "sha256=" + mine and abs(int(stamp) - time.time()) < 300
        else:
            fits = sent["msgtype"] == "markdown"
        if not fits:
            self.faults.append((kind, path, sent))
            return {"errcode": 310000, "code": 19021, "errmsg": "sign not match"}
        if kind in self.refuses:
            return self.refuses[kind]
        self.taken.append((kind, sent))
        return {"errcode": 0, "code": 0, "errmsg": "ok"}
