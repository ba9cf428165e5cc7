#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""People are told outside the browser: mail over TLS with a certificate of the company's own, robots that verify signatures by another program, a server
that hangs and holds nothing up, a restart in between, and no secret anywhere but in its file."""
import time

from outside import MailServer, Robot, certificates
from report import Report, percentile
from server import Scratch, Server, demo_company

PASSWORD, SECRET, TOKEN = "p4ssword-of-the-proof", "SEC-secret-of-the-proof", "t0ken-of-the-proof"
KINDS = ("wecom", "dingtalk", "feishu", "json")


def until(what, seconds=60):
    """The first true value of `what` within some seconds; its last otherwise."""
    ends = time.monotonic() + seconds
    while not (value := what()) and time.monotonic() < ends:
        time.sleep(0.1)
    return value


def settings(mail, robot, version, security="starttls", **rest):
    return {
        "version": version, "publicAddress": "https://plan.example.com", "dailyLimit": 20, "mailDomains": ["example.com"], "internalHosts": [],
        "mail": {"host": "127.0.0.1", "port": mail.port, "security": security, "user": "plan", "password": PASSWORD, "from": "plan@example.com"},
        "webhooks": [{"name": f"群 {kind}", "kind": kind, "url": robot.url(kind), **({"secret": SECRET} if kind != "wecom" else {})} for kind in KINDS], **rest,
    }


def trials(report, admin, mail, secure, robot):
    """Each channel is tried from the settings; the answer is the other side's own."""
    version = admin.get("/api/v1/channels")["version"]
    answer = admin.call("POST", "/api/v1/channels", settings(mail, robot, version))
    if not report.equal(answer.status, 200, f"settings are kept: {answer.body[:400]!r}"):
        return []
    known = answer.json
    report.expect(known["mail"]["hasPassword"] and all(one["hasURL"] for one in known["webhooks"]), "secrets are there")
    report.expect(all(word not in answer.body.decode() for word in (PASSWORD, SECRET, TOKEN)), "and are not given back")

    def attempt(channel, **more):
        return admin.call("POST", "/api/v1/channels/trial", {"channel": channel, **more}).json

    found = attempt("mail", to="somebody@example.com")
    report.equal((found["outcome"], found["words"]), ("delivered", "250 2.0.0 queued as proof"), "a trial by mail says what the server answered")
    report.expect(not any(line[:4].upper() in ("AUTH", "MAIL", "RCPT") for line in mail.clear), "nothing but the greeting went in the clear")
    recipients, message = mail.messages[-1]
    report.equal((recipients, message["Auto-Submitted"]), (["somebody@example.com"], "auto-generated"), "envelope and headers")
    plain, html = message.get_body(("plain",)).get_content(), message.get_body(("html",)).get_content()
    report.expect("云杉电器" in plain and "https://plan.example.com" in plain and "云杉电器" in html, f"both bodies are Chinese: {plain!r}")
    report.expect(message["Subject"].startswith("同频"), f"the subject, too: {message['Subject']!r}")
    report.equal(attempt("mail", to="x@elsewhere.com").get("code"), "channels.not-known", "no mail to another domain")
    made = admin.call("POST", "/api/v1/invitations", {"name": "赵六", "role": "salesperson"}).json
    found = admin.call("POST", "/api/v1/invitations/mail", {"secret": made["secret"], "to": "zhao@example.com"}).json
    recipients, message = mail.messages[-1]
    words = message.get_body(("plain",)).get_content()
    report.expect(found["outcome"] == "delivered" and recipients == ["zhao@example.com"] and f"https://plan.example.com/#/join?secret={made['secret']}" in words, f"an invitation by mail: {found} {words!r}")
    for hook in known["webhooks"]:
        found = attempt(hook["id"])
        report.equal(found["outcome"], "delivered", f"{hook['kind']}: {found}")
    report.equal((robot.faults, sorted(kind for kind, _ in robot.taken)), ([], sorted(KINDS)), "every signature is what the robot computes")
    # Another way of TLS, a certificate nobody signed, a wrong password.
    changed = admin.call("POST", "/api/v1/channels", settings(secure, robot, known["version"], "tls", webhooks=[])).json
    report.equal(attempt("mail", to="somebody@example.com")["outcome"], "delivered", "TLS from the first byte")
    wrong = settings(mail, robot, changed["version"], webhooks=[])
    wrong["mail"]["password"] = "another-password"
    changed = admin.call("POST", "/api/v1/channels", wrong).json
    found = attempt("mail", to="somebody@example.com")
    report.equal((found["outcome"], found["problem"]), ("refused-for-now", "login"), f"a wrong password: {found}")
    report.expect("another-password" not in str(found), "which is not repeated")
    version = admin.get("/api/v1/channels")["version"]
    return admin.call("POST", "/api/v1/channels", settings(mail, robot, version)).json["webhooks"]


def mentions(report, server, demo, admin, mail, robot, hooks):
    """Two comments within five minutes would be one message; a trial of that needs no waiting: the outbox shows it."""
    manager = server.client(*demo.login("generalManager"))
    director = server.client(*demo.login("salesDirector"))
    login = director.get("/api/v1/session")["person"]["login"]
    wanted = {"address": "director@example.com", "channels": ["mail"] + [one["id"] for one in hooks], "quietFrom": 0, "quietUntil": 0}
    report.equal(director.send("prefer", "set-notices", wanted).status, 200, "preferences")
    report.expect(director.get("/api/v1/notices")["isReached"], "the director is reached")
    cell = manager.get("/api/v1/deals")["deals"][0]["code"]
    for number in (1, 2):
        manager.command(f"talk-{number}", "start-thread", {"subject": f"deal:{cell}", "text": f"@{{{login}}} 第 {number} 个问题：金额 123,456 对吗？"})
    waiting = until(lambda: [one for one in admin.get("/api/v1/outbox", state="queued")["messages"] if one["kind"] == "mention"])
    report.equal(len(waiting), 5, "one message by each channel, for both comments")
    report.equal({one["subject"] for one in waiting}, {waiting[0]["subject"]}, "of the same words")
    report.expect("等 2 条" in waiting[0]["subject"], f"two are one message: {waiting[0]['subject']}")
    before = len(robot.taken)
    for one in waiting:
        admin.call("POST", f"/api/v1/outbox/{one['id']}/resend")
    until(lambda: admin.get("/api/v1/outbox")["counts"]["sent"] == 5)
    report.equal(admin.get("/api/v1/outbox")["counts"], {"queued": 0, "sent": 5, "dead": 0, "discarded": 0}, "all five arrive")
    recipients, message = mail.messages[-1]
    text = message.get_body(("plain",)).get_content()
    report.expect(recipients == ["director@example.com"] and "第 1 个问题" in text and "123,456" in text and "https://plan.example.com/#/" in text, f"mail says it: {text!r}")
    told = [sent for _, sent in robot.taken[before:]]
    report.expect(len(told) == 4 and all("123,456" not in str(sent) for sent in told), "robots say the subject alone")
    return manager, director, login, cell


def refusals(report, admin, manager, login, cell, mail, robot):
    """Refused for good is given up at once, refused for now waits."""
    robot.refuses = {"wecom": {"errcode": 93000, "errmsg": "invalid webhook url " + TOKEN}}
    manager.command("talk-3", "start-thread", {"subject": f"deal:{cell}", "text": f"@{{{login}}} 第 3 个问题"})
    send_now(admin)
    dead = until(lambda: admin.get("/api/v1/outbox", state="dead")["messages"])
    report.equal([(one["state"], one["tries"]) for one in dead], [("dead", 1)], "a robot's no is given up at once")
    robot.refuses = {}
    report.expect("93000" in dead[0]["attempts"][-1]["answer"]["words"] and TOKEN not in str(dead), f"with its reason and without the token: {dead[0]['attempts'][-1]}")
    report.equal(admin.call("DELETE", f"/api/v1/outbox/{dead[0]['id']}").json["counts"]["discarded"], 1, "discarded")
    report.equal(admin.call("POST", "/api/v1/outbox/999999/resend").status, 404, "a message that is not there")
    report.equal(manager.call("GET", "/api/v1/outbox").status, 403, "the outbox is the administrator's")


def send_now(admin):
    """Takes what still gathers for five minutes and sends it at once; how many there are."""
    waiting = until(lambda: [one for one in admin.get("/api/v1/outbox", state="queued")["messages"] if not one["attempts"]])
    for one in waiting:
        admin.call("POST", f"/api/v1/outbox/{one['id']}/resend")
    return len(waiting)


def hanging(report, admin, manager, login, cell, mail, robot):
    """Robots that hang hold up neither mail nor anybody's page."""
    until(lambda: admin.get("/api/v1/outbox")["counts"]["queued"] == 0)
    mail.answers = ["451 4.7.1 greylisted"]
    robot.hangs = True
    manager.command("talk-4", "start-thread", {"subject": f"deal:{cell}", "text": f"@{{{login}}} 第 4 个问题"})
    report.equal(send_now(admin), 5, "one message by each channel")
    grey = until(lambda: [one for one in admin.get("/api/v1/outbox", state="queued")["messages"] if one["channel"] == "mail" and one["attempts"]])
    report.equal([(one["tries"], one["attempts"][-1]["answer"]["words"]) for one in grey], [(1, "451 4.7.1 greylisted")], "mail is refused for now while robots hang")
    report.expect(60_000 <= grey[0]["dueAt"] - grey[0]["attempts"][-1]["at"] <= 72_000, "and waits for a minute")
    times = []
    for _ in range(200):
        began = time.monotonic()
        manager.get("/api/v1/deals")
        times.append((time.monotonic() - began) * 1000)
    report.figure("a read while robots hang p99", f"{percentile(times, 0.99):.0f} ms")
    report.expect(max(times) < 5_000, "the server answers meanwhile")
    hung = until(lambda: [one for one in admin.get("/api/v1/outbox", state="queued")["messages"] if one["attempts"] and one["attempts"][-1]["answer"]["problem"] == "timed-out"])
    report.expect(hung, "a robot that does not answer is left after 20 seconds")


def restarted(report, demo, arguments, mail):
    """A restart tells nothing twice, and what waited goes out after it, once."""
    with Server(demo.folder, arguments=arguments) as server:
        admin = server.client(*demo.login("administrator"))
        before = len(mail.messages)
        waiting = admin.get("/api/v1/outbox", state="queued")["messages"]
        report.equal((len(waiting), len({one["channel"] for one in waiting})), (5, 5), "what waited still waits")
        for one in waiting:
            admin.call("POST", f"/api/v1/outbox/{one['id']}/resend")
        until(lambda: admin.get("/api/v1/outbox")["counts"]["queued"] == 0)
        counts = admin.get("/api/v1/outbox")["counts"]
        report.equal((len(mail.messages) - before, counts["queued"], counts["dead"]), (1, 0, 0), "and arrives, once")


def secrets(report, demo):
    """Where the secrets are: in their file, readable by its owner alone, and nowhere else."""
    place = demo.folder / "channel-secrets.json"
    report.equal(place.stat().st_mode & 0o777, 0o600, "nobody else reads the file")
    report.expect(all(word in place.read_text() for word in (PASSWORD, SECRET, TOKEN)), "it holds them")
    holding = [path.name for path in demo.folder.rglob("*") if path.is_file() and path != place and path.name != "reserve.bin"
               and any(word.encode() in path.read_bytes() for word in (PASSWORD, SECRET, TOKEN))]
    report.equal(holding, [], "files of the data folder with a secret in them")


def main():
    report = Report("told outside the browser")
    with Scratch() as scratch:
        authority, context = certificates(scratch)
        mail, secure = MailServer(context, "plan", PASSWORD), MailServer(context, "plan", PASSWORD, implicit=True)
        robot = Robot(SECRET)
        demo = demo_company(scratch)
        arguments = ("--loopback-webhooks", "--certificates", str(authority))
        with Server(demo.folder) as server:
            admin = server.client(*demo.login("administrator"))
            admin.call("POST", "/api/v1/channels", settings(mail, robot, None))
            found = admin.call("POST", "/api/v1/channels/trial", {"channel": "mail", "to": "somebody@example.com"}).json
            report.equal(found["problem"], "tls", f"a certificate nobody trusts: {found}")
            found = admin.call("POST", "/api/v1/channels/trial", {"channel": "hook-1"}).json
            report.equal(found["problem"], "setting", f"no webhook to this machine: {found}")
        with Server(demo.folder, arguments=arguments) as server:
            admin = server.client(*demo.login("administrator"))
            hooks = trials(report, admin, mail, secure, robot)
            manager, director, login, cell = mentions(report, server, demo, admin, mail, robot, hooks)
            refusals(report, admin, manager, login, cell, mail, robot)
            hanging(report, admin, manager, login, cell, mail, robot)
            began = time.monotonic()
            report.equal(server.stop(), 0, "ends when asked")
            report.figure("stopped in", f"{time.monotonic() - began:.1f} s")
            robot.hangs = False
            report.expect(not any(word in server.output() for word in (PASSWORD, SECRET, TOKEN)), "no secret in the log")
        restarted(report, demo, arguments, mail)
        secrets(report, demo)
        report.figure("messages by mail", len(mail.messages))
        report.figure("by robots", len(robot.taken))
    report.finish()


if __name__ == "__main__":
    main()
