#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Signing in by the company account: the good way by requests, every right that no claim gives, and a provider that lies, hangs or floods: more than
forty bad tokens and answers, none of which signs anybody in, while passwords go on working."""
import base64
import hashlib
import hmac
import http.client
import json
import struct
import threading
import time
import urllib.parse
import urllib.request

from client import Client
from provider import Key, Provider, b64, flood, folder_holds, hang, trickle
from report import Report
from server import Scratch, Server, demo_company, tongpin

RETURN = "/api/v1/session/provider/return"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    """As much of one as a sign-in needs: it keeps cookies and follows an address when it is told to."""

    def __init__(self, port):
        self.client, self.cookies = Client(port), {}
        self.opener = urllib.request.build_opener(NoRedirect)

    def call(self, method, path, body=None, headers=None):
        self.client.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        data = None if body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.client.port, timeout=120)
        connection.request(method, path, data, {**self.client.headers, **({"Content-Type": "application/json"} if data else {}), **(headers or {})})
        response = connection.getresponse()
        text = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            value = rest.split(";")[0]
            self.cookies[name] = value
            if not value:
                self.cookies.pop(name)
        self.last = response.headers
        return response.status, text

    def begin(self, body=None, path="/api/v1/session/provider"):
        status, text = self.call("POST", path, body or {})
        return json.loads(text).get("address", json.loads(text).get("code")), status

    def authorize(self, address):
        """Where the provider sends the browser back to."""
        try:
            return self.opener.open(address, timeout=30).read().decode()
        except urllib.error.HTTPError as answer:
            return answer.headers.get("Location")

    def come_back(self, location, port):
        target = urllib.parse.urlsplit(location)
        assert target.netloc == f"127.0.0.1:{port}" and target.path == RETURN, location
        status, text = self.call("GET", target.path + "?" + target.query)
        return self.last.get("Location") if status == 303 else f"{status} {text[:200]}"

    def enter(self, body=None, path="/api/v1/session/provider"):
        """The whole way; the page it ends on, or the code of the refusal to begin."""
        address, status = self.begin(body, path)
        if status != 200:
            return address
        return self.come_back(self.authorize(address), self.client.port)

    def session(self):
        status, text = self.call("GET", "/api/v1/session")
        return json.loads(text) if status == 200 else None


def settings(provider, **rest):
    return {
        "isOn": True, "issuer": provider.issuer, "clientId": provider.client, "secret": provider.secret, "scopes": ["profile", "email"], "labelZh": "用云杉账号登录",
        "labelEn": "Sign in with Yunshan", "loginClaim": None, "findsByClaim": False, "newMember": None, "isOnlyWay": False, "keepers": [], "secondFactor": "never", "contexts": [],
        "internalHosts": [], **rest}


def reason(location):
    return dict(urllib.parse.parse_qsl((location or "").partition("?")[2])).get("refused", location)


class Proof:
    def __init__(self, report, server, demo, provider):
        self.report, self.server, self.demo, self.provider = report, server, demo, provider
        self.admin = server.client(*demo.login("administrator"))
        self.login, self.password = demo.login("salesDirector")
        self.port = server.port
        self.regions = [one["code"] for one in self.admin.get("/api/v1/people")["territories"]]

    def set(self, expected=200, **rest):
        answer = self.admin.call("POST", "/api/v1/sign-in", settings(self.provider, **rest))
        self.report.equal(answer.status, expected, f"settings {rest}: {answer.body[:300]!r}")
        return answer.json

    def fresh(self):
        return Browser(self.port)

    def trial(self):
        return self.admin.call("POST", "/api/v1/sign-in/trial").json

    def trail(self, kind):
        found, cursor = [], None
        while True:
            page = self.admin.get("/api/v1/audit", group="sign-in", cursor=cursor)
            found += [row for row in page["rows"] if row["kind"] == kind]
            cursor = page["next"]
            if cursor is None:
                return found


def setting_up(proof):
    """What may be set, what is refused, what is never given back."""
    report, admin, provider = proof.report, proof.admin, proof.provider
    report.equal(proof.fresh().begin()[0], "sign-in.not-offered", "nothing is offered before it is set")
    answer = admin.call("POST", "/api/v1/sign-in", settings(provider))
    report.expect(answer.status == 422 and "地址" in answer.body.decode(), f"without an address of this server it is not switched on: {answer.body[:200]!r}")
    channels = {"publicAddress": f"http://127.0.0.1:{proof.port}", "internalHosts": [], "mailDomains": [], "dailyLimit": 20, "mail": None, "webhooks": []}
    report.equal(admin.call("POST", "/api/v1/channels", channels).status, 200, "the address is set")
    known = proof.set()
    report.equal(known["redirect"], f"http://127.0.0.1:{proof.port}{RETURN}", "the redirect address is shown")
    report.expect(known["hasSecret"] and provider.secret not in json.dumps(known), "the secret is there and is not given back")
    report.equal(admin.call("POST", "/api/v1/channels", channels).status, 200, "channels are set again")
    report.expect(admin.get("/api/v1/sign-in")["hasSecret"], "and leave the secret alone")
    for what, rest in {
        "an issuer in the clear elsewhere": {"issuer": "http://login.example.com/realm"}, "an issuer with a user": {"issuer": "https://a:b@login.example.com"}, "no client": {"clientId": ""},
        "another issuer without its secret": {"issuer": "https://login.example.com", "secret": None}, "a role that hands out rights": {"loginClaim": "email", "newMember": {"role": "administrator"}},
        "a role that approves": {"loginClaim": "email", "newMember": {"role": "salesDirector"}}, "a scope of nowhere": {"loginClaim": "email", "newMember": {"role": "salesperson", "territories": ["MARS"]}},
        "members without a claim": {"newMember": {"role": "salesperson"}}, "only way without a keeper": {"isOnlyWay": True}, "a keeper who manages nobody": {"isOnlyWay": True, "keepers": [proof.login]},
        "a scope with a blank": {"scopes": ["a b"]}, "a factor that is none": {"secondFactor": "sometimes"}, "a host that is none": {"internalHosts": ["http://x"]}, "an old version": {"version": 1},
    }.items():
        body = {name: value for name, value in settings(provider, **rest).items() if not (name == "secret" and value is None)}
        answer = admin.call("POST", "/api/v1/sign-in", body)
        report.expect(answer.status in (409, 422) and answer.json["detail"]["zh"] and answer.json["detail"]["en"], f"{what}: refused with a reason in both languages: {answer.status} {answer.body[:160]!r}")
    report.equal(proof.server.client(proof.login, proof.password).call("GET", "/api/v1/sign-in").status, 403, "settings are the administrator's")
    found = proof.trial()
    report.equal((found["outcome"], found["keyCount"], found["algorithms"]), ("answered", 1, ["RS256", "PS256", "ES256"]), "the trial reads description and keys")
    ways = json.loads(proof.fresh().call("GET", "/api/v1/session/ways")[1])
    report.equal(ways, {"provider": {"label": {"zh": "用云杉账号登录", "en": "Sign in with Yunshan"}}, "isOnlyWay": False, "refusal": None}, "the sign-in page knows the button")


def good_way(proof):
    """Linked by oneself, by an invitation, by an administrator; a claim gives nothing."""
    report, provider = proof.report, proof.provider
    stranger = proof.fresh()
    report.equal(reason(stranger.enter()), "not-linked", "an account that nobody linked opens nothing")
    report.expect(stranger.session() is None and "tongpin_session" not in stranger.cookies, "and no session")
    me = proof.fresh()
    me.call("POST", "/api/v1/session", {"login": proof.login, "password": proof.password})
    report.equal(me.begin({"password": "wrong-password"}, "/api/v1/session/provider/link")[1], 401, "linking asks for the password")
    # The cookie of the session does not come along from another site: linking goes by what was kept when it began.
    kept = dict(me.cookies)
    address, _ = me.begin({"password": proof.password, "page": "#/access?shape=members"}, "/api/v1/session/provider/link")
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    report.expect(query["code_challenge_method"] == "S256" and len(query["code_challenge"]) == 43 and query["kind"] == "proof" and query["scope"] == "openid profile email" and query["response_type"] == "code",
                  f"the address of the provider: {address}")
    location = me.authorize(address)
    session = me.cookies.pop("tongpin_session")
    report.equal(me.come_back(location, proof.port), "/#/access?shape=members&signin=linked", "linked, and back on the page")
    me.cookies["tongpin_session"] = session
    report.equal(me.session()["person"]["login"], kept and proof.login, "the session goes on")
    entered = proof.fresh()
    report.equal(entered.enter({"page": "#/deals"}), "/#/deals", "now the account opens the door, on the page that was asked for")
    cookies = entered.last.get_all("Set-Cookie")
    report.expect(any(one.startswith("tongpin_session=") and "HttpOnly" in one and "SameSite=Strict" in one for one in cookies), f"a session as any other: {cookies}")
    report.expect(any(one.startswith("tongpin_sign_in=;") and "Max-Age=0" in one for one in cookies), "what bound the browser is taken back")
    report.equal(entered.session()["person"]["login"], proof.login, "it is the one who linked")
    report.equal(entered.enter({"page": "//evil.example"}), "/#/overview", "a page of another site is not gone to")
    signed = proof.trail("session.opened")
    report.expect("企业账号" in json.dumps(signed[0], ensure_ascii=False) or "provider" in json.dumps(signed[0]), f"the audit says how: {signed[0]}")
    # Somebody who is invited; the token says administrator, the invitation says salesperson.
    provider.account = {**provider.account, "sub": "account-2", "preferred_username": "zhao", "role": "administrator", "roles": ["administrator"], "groups": ["administrators"]}
    invited = proof.admin.call("POST", "/api/v1/invitations", {"name": "赵六", "nameEn": "Zhao Liu", "role": "salesperson", "territories": proof.regions[:1]}).json
    newcomer = proof.fresh()
    report.equal(newcomer.begin({"invitation": "guessed", "login": "zhao"})[0], "invitation.not-known", "a guessed invitation")
    report.equal(reason(proof.fresh().enter({"invitation": invited["secret"], "login": proof.login})), "login-taken", "a login that somebody has")
    report.equal(newcomer.enter({"invitation": invited["secret"], "login": "Zhao.Liu", "page": f"#/join?secret={invited['secret']}"}), "/#/overview", "an invitation is accepted without a password")
    person = newcomer.session()
    report.equal((person["person"]["login"], person["person"]["role"], person["person"]["scope"]["territories"], person["hasPassword"]), ("zhao.liu", "salesperson", proof.regions[:1], False), "role and rows are the invitation's")
    report.equal(reason(proof.fresh().enter({"invitation": invited["secret"], "login": "again"})), "invitation.not-known", "which is good once")
    report.equal(newcomer.call("POST", "/api/v1/session", {"login": "zhao.liu", "password": ""})[0], 401, "no password opens the login, the empty one neither")
    people = {one["login"]: one for one in proof.admin.get("/api/v1/people")["people"]}
    report.expect(people["zhao.liu"]["isLinked"] and people[proof.login]["isLinked"] and not people[proof.demo.login("generalManager")[0]]["isLinked"], "the list says who is linked")
    # By hand, and away again.
    manager = proof.demo.login("generalManager")[0]
    report.equal(proof.admin.call("POST", f"/api/v1/people/{manager}/link", {"subject": "account-2"}).status, 422, "an account of somebody else is not linked twice")
    report.equal(proof.admin.call("POST", f"/api/v1/people/{manager}/link", {"subject": "x" * 256}).status, 422, "a number that is too long")
    report.equal(proof.admin.call("POST", f"/api/v1/people/{manager}/link", {"subject": "account-3"}).status, 200, "linked by an administrator")
    provider.account = {**provider.account, "sub": "account-3"}
    boss = proof.fresh()
    report.equal(boss.enter(), "/#/overview", "signs in")
    report.equal(boss.session()["person"]["role"], "generalManager", "as who the administrator said")
    report.equal(proof.admin.call("DELETE", f"/api/v1/people/{manager}/link").status, 200, "unlinked")
    report.expect(boss.session() is None, "which ends the sessions")
    report.equal(reason(proof.fresh().enter()), "not-linked", "and the account opens nothing any more")
    report.equal(proof.admin.call("DELETE", f"/api/v1/people/{manager}/link").status, 422, "there is nothing left to unlink")


def by_claims(proof):
    """Only where an administrator switched it on: found by a claim, made a member."""
    report, provider = proof.report, proof.provider
    manager = proof.demo.login("treasurer")[0]
    proof.set(loginClaim="email", findsByClaim=True)
    provider.account = {"sub": "account-4", "name": "资金", "email": manager, "email_verified": False}
    report.equal(reason(proof.fresh().enter()), "not-linked", "an address that was not verified finds nobody")
    provider.account["email_verified"] = "true"
    report.equal(reason(proof.fresh().enter()), "not-linked", "a word is no truth")
    provider.account["email_verified"] = True
    treasurer = proof.fresh()
    report.equal(treasurer.enter(), "/#/overview", "a verified one does")
    report.equal(treasurer.session()["person"]["login"], manager, "whose login it is")
    provider.account = {**provider.account, "sub": "account-5"}
    report.equal(reason(proof.fresh().enter()), "linked-otherwise", "another account with the same address is another person")
    proof.set(loginClaim="preferred_username", newMember={"role": "salesperson", "territories": proof.regions[1:2]})
    for login, expected in ((proof.login, "login-taken"), ("", "login-unfit"), ("a b", "login-unfit"), ("<script>", "login-unfit"), ("x" * 65, "login-unfit"), ("王芳", "login-unfit"), (None, "login-unfit")):
        provider.account = {"sub": "account-6", "name": "新人", "preferred_username": login}
        report.equal(reason(proof.fresh().enter()), expected, f"a new member called {login!r}")
    provider.account = {"sub": "account-6", "name": "新\u202e人\n", "preferred_username": "Xin.Ren", "role": "administrator"}
    member = proof.fresh()
    report.equal(member.enter(), "/#/overview", "a new member")
    person = member.session()["person"]
    report.equal((person["login"], person["name"], person["role"], person["scope"]["territories"]), ("xin.ren", "新人", "salesperson", proof.regions[1:2]), "with the role and rows of the settings, whatever the token says")
    proof.set()
    provider.account = {"sub": "account-7", "name": "谁", "preferred_username": "shei"}
    report.equal(reason(proof.fresh().enter()), "not-linked", "switched off, nobody joins")


def code(secret, ahead=0):
    step = int(time.time()) // 30 + ahead
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def shown_again(proof):
    """Who has neither a password nor a code shows who they are at the provider, which has to ask."""
    report, provider = proof.report, proof.provider
    proof.set(loginClaim="preferred_username", newMember={"role": "treasurer"})
    provider.account = {"sub": "account-20", "name": "顾", "preferred_username": "gu"}
    browser = proof.fresh()
    report.equal(browser.enter(), "/#/overview", "known since the morning, in without a word")

    def give():
        """A way in for a script, which is given to whoever shows who they are."""
        status, text = browser.call("POST", "/api/v1/tokens", {"label": "脚本", "days": 1})
        return status, json.loads(text).get("code"), json.loads(text).get("parameters", {}).get("by")

    report.equal(give(), (403, "access.confirm-needed", "provider"), "that shows nobody")
    report.equal(browser.enter(), "/#/overview", "in again without a word")
    report.equal(give()[:2], (403, "access.confirm-needed"), "and that does not either")
    address, _ = browser.begin({"anew": True, "page": "#/approvals"})
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    report.equal((query["prompt"], query["max_age"]), ("login", "0"), "the provider is asked to ask")
    report.equal(browser.come_back(browser.authorize(address), proof.port), "/#/approvals", "they signed in there")
    report.equal(give(), (200, None, None), "and now it goes on")
    for what, bend in (("says nothing of when", lambda claims: claims.pop("auth_time")), ("says it was an hour ago", lambda claims: claims.update(auth_time=int(time.time()) - 3_600))):
        def bent(claims, key, bend=bend):
            bend(claims)
            return key.token(claims)

        provider.bend["id_token"] = bent
        report.equal(reason(proof.fresh().enter({"anew": True})), "not-anew", f"a provider that does not ask and {what}")
        provider.bend.clear()
    proof.set()


def second_factor(proof):
    """Who has a code here types it, unless the provider's sign-in counts."""
    report, provider, client = proof.report, proof.provider, proof.server.client(proof.login, proof.password)
    secret = client.call("POST", "/api/v1/session/second-factor", {"password": proof.password}).json["secret"]
    report.equal(client.call("POST", "/api/v1/session/second-factor/confirm", {"code": code(secret)}).status, 200, "a second factor is switched on")
    provider.account = {"sub": "f1a2-王芳".encode().hex()}
    browser = proof.fresh()
    report.equal(browser.enter({"page": "#/deals"}), "/#/deals?signin=code", "a code is asked for")
    report.expect(browser.session() is None, "nobody is signed in yet")
    report.equal(browser.call("POST", "/api/v1/session/provider/code", {"code": "000000"})[0], 401, "a wrong code")
    report.equal(proof.fresh().call("POST", "/api/v1/session/provider/code", {"code": code(secret, 1)})[0], 401, "a right one in another browser")
    report.equal(browser.call("POST", "/api/v1/session/provider/code", {"code": code(secret, 1)})[0], 200, "a right one")
    report.equal(browser.session()["person"]["login"], proof.login, "signs in")
    report.equal(browser.call("POST", "/api/v1/session/provider/code", {"code": code(secret, 1)})[0], 401, "it is good once")
    proof.set(secondFactor="told", contexts=["phr"])
    report.equal(proof.fresh().enter(), "/#/overview?signin=code", "a provider that says nothing of two steps")
    provider.account = {**provider.account, "amr": ["pwd", "mfa"]}
    report.equal(proof.fresh().enter(), "/#/overview", "one that says mfa")
    provider.account = {"sub": provider.account["sub"], "acr": "phr"}
    report.equal(proof.fresh().enter(), "/#/overview", "one that says what was asked for")
    address, _ = proof.fresh().begin()
    report.expect("acr_values=phr" in address, "and it was asked for")
    proof.set(secondFactor="always")
    provider.account = {"sub": provider.account["sub"]}
    report.equal(proof.fresh().enter(), "/#/overview", "one that is always good for two steps")
    proof.set()


def only_way(proof):
    """Passwords of others open nothing; a keeper's does, a script goes on."""
    report = proof.report
    keeper, word = proof.demo.login("administrator")
    script = proof.server.client(*proof.demo.login("financeDirector"))
    script.use_token("report")
    proof.set(isOnlyWay=True, keepers=[keeper])
    for login, password in (proof.demo.login("purchasingManager"), ("nobody-at-all", "some-password"), (proof.login, "wrong")):
        answer = Client(proof.port).call("POST", "/api/v1/session", {"login": login, "password": password})
        report.equal((answer.status, answer.code), (403, "access.passwords-closed"), f"{login}: no password is looked at")
    invited = proof.admin.call("POST", "/api/v1/invitations", {"name": "孙七", "role": "salesperson"}).json
    answer = Client(proof.port).call("POST", "/api/v1/invitations/accept", {"secret": invited["secret"], "login": "sun", "password": "three quiet rivers"})
    report.equal(answer.code, "access.passwords-closed", "no invitation is accepted with a password")
    report.equal(proof.server.client(keeper, word).get("/api/v1/session")["person"]["login"], keeper, "a keeper comes in")
    report.equal(script.call("GET", "/api/v1/deals").status, 200, "a script goes on")
    report.expect(json.loads(proof.fresh().call("GET", "/api/v1/session/ways")[1])["isOnlyWay"], "the sign-in page says so")
    proof.set()


def the_way_back(proof):
    """State, browser, code, name: whatever could be somebody else's."""
    report, provider = proof.report, proof.provider
    provider.account = {"sub": "f1a2-王芳".encode().hex(), "amr": ["mfa"]}
    proof.set(secondFactor="told")
    cases = []

    def case(what, expected, found, browser):
        cases.append(what)
        report.equal(reason(found), expected, what)
        report.expect("tongpin_session" not in browser.cookies and browser.session() is None, f"{what}: nobody is signed in")

    one = proof.fresh()
    address, _ = one.begin()
    location = one.authorize(address)
    case("a state of another browser", "other-browser", proof.fresh().come_back(location, proof.port), proof.fresh())
    case("a state that another browser used up", "state-not-known", one.come_back(location, proof.port), one)
    two = proof.fresh()
    location = two.authorize(two.begin()[0])
    report.equal(two.come_back(location, proof.port), "/#/overview", "the right one, once")
    again = proof.fresh()
    again.cookies = {name: value for name, value in two.cookies.items() if name != "tongpin_session"}
    asked = sum(path == "/token" for path, _ in provider.heard)
    case("a code and state replayed", "state-not-known", again.come_back(location, proof.port), again)
    report.equal(sum(path == "/token" for path, _ in provider.heard), asked, "a replayed code is not even exchanged")

    def bent(what, expected, change):
        browser = proof.fresh()
        target = urllib.parse.urlsplit(browser.authorize(browser.begin()[0]))
        query = dict(urllib.parse.parse_qsl(target.query))
        status, _ = browser.call("GET", RETURN + "?" + urllib.parse.urlencode(change(query), doseq=True))
        case(what, expected, browser.last.get("Location") if status == 303 else str(status), browser)

    bent("no state", "state-not-known", lambda query: {"code": query["code"], "iss": query["iss"]})
    bent("a guessed state", "state-not-known", lambda query: {**query, "state": "A" * 43})
    bent("two states", "state-not-known", lambda query: {**query, "state": [query["state"], "A" * 43]})
    bent("a state without end", "state-not-known", lambda query: {**query, "state": query["state"] + "A" * 900})
    bent("no code", "code-missing", lambda query: {"state": query["state"], "iss": query["iss"]})
    bent("two codes", "code-missing", lambda query: {**query, "code": [query["code"], "x"]})
    bent("a code of somebody's invention", "code-refused", lambda query: {**query, "code": "invented"})
    bent("another provider's name with the code", "issuer-mixed", lambda query: {**query, "iss": "https://evil.example"})
    bent("no name where one is promised", "issuer-mixed", lambda query: {"code": query["code"], "state": query["state"]})
    bent("two names", "issuer-mixed", lambda query: {**query, "iss": [query["iss"], query["iss"]]})
    bent("cancelled over there", "denied", lambda query: {"state": query["state"], "error": "access_denied"})
    bent("an error and a code", "provider-error", lambda query: {**query, "error": "server_error"})
    moved = proof.fresh()
    location = moved.authorize(moved.begin()[0])
    proof.set(secondFactor="told", scopes=["profile"])
    case("settings that changed meanwhile", "settings-changed", moved.come_back(location, proof.port), moved)
    foreign = proof.fresh().call("POST", "/api/v1/session/provider", {}, {"Sec-Fetch-Site": "cross-site"})
    report.equal(foreign[0], 403, "another site does not begin a sign-in")
    elsewhere = proof.fresh().call("POST", "/api/v1/session/provider", {}, {"Origin": f"http://localhost:{proof.port}", "Host": f"localhost:{proof.port}"})
    report.equal((elsewhere[0], json.loads(elsewhere[1])["code"]), (409, "sign-in.other-address"), "begun at another address it could not come back")
    return len(cases)


def with_claims(changes):
    """The right token with some claims changed; None takes one away."""
    return lambda claims, key: key.token({name: value for name, value in {**claims, **changes(claims)}.items() if value is not None})


def hs256(claims, secret):
    body = b64({"alg": "HS256", "kid": "key-1", "typ": "JWT"}) + "." + b64(claims)
    return body + "." + b64(hmac.new(secret, body.encode(), hashlib.sha256).digest())


def bad_tokens(proof):
    """Tokens with a wrong issuer, audience, clock, nonce, key, method or shape."""
    report, provider = proof.report, proof.provider
    other, curve, small = Key(), Key("ec", "ec-1"), Key(bits=1024)
    now = lambda seconds: int(time.time()) + seconds
    jwks = {}
    cases = [
        ("no issuer", "issuer-wrong", with_claims(lambda _: {"iss": None})), ("another issuer", "issuer-wrong", with_claims(lambda _: {"iss": "https://evil.example"})),
        ("an issuer with a slash more", "issuer-wrong", with_claims(lambda c: {"iss": c["iss"] + "/"})), ("no audience", "audience-wrong", with_claims(lambda _: {"aud": None})),
        ("another audience", "audience-wrong", with_claims(lambda _: {"aud": "payroll"})), ("an audience beside ours", "audience-wrong", with_claims(lambda c: {"aud": [c["aud"], "payroll"]})),
        ("another party", "party-wrong", with_claims(lambda _: {"azp": "payroll"})), ("no expiry", "expired", with_claims(lambda _: {"exp": None})), ("expired", "expired", with_claims(lambda _: {"exp": now(-120)})),
        ("an expiry in words", "expired", with_claims(lambda _: {"exp": "soon"})), ("no time of issue", "issued-wrong", with_claims(lambda _: {"iat": None})),
        ("issued in an hour", "issued-wrong", with_claims(lambda _: {"iat": now(3600)})), ("issued yesterday", "issued-wrong", with_claims(lambda _: {"iat": now(-86400)})),
        ("not valid yet", "not-yet-valid", with_claims(lambda _: {"nbf": now(600)})), ("no nonce", "nonce-wrong", with_claims(lambda _: {"nonce": None})),
        ("the nonce of another sign-in", "nonce-wrong", with_claims(lambda _: {"nonce": "A" * 43})), ("no subject", "subject-wrong", with_claims(lambda _: {"sub": None})),
        ("an empty subject", "subject-wrong", with_claims(lambda _: {"sub": ""})), ("a subject of 256 letters", "subject-wrong", with_claims(lambda _: {"sub": "a" * 256})),
        ("the hash of another access token", "access-token-wrong", with_claims(lambda _: {"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"})),
        ("signed by another key of the same name", "signature-wrong", lambda claims, key: other.token(claims)),
        ("a letter of the signature changed", "signature-wrong", lambda claims, key: (lambda t: t[:-20] + ("A" if t[-20] != "A" else "B") + t[-19:])(key.token(claims))),
        ("claims changed after signing", "signature-wrong", lambda claims, key: (lambda parts: ".".join([parts[0], b64({**claims, "sub": "somebody"}), parts[2]]))(key.token(claims).split("."))),
        ("no signature", "signature-wrong", lambda claims, key: key.token(claims).rpartition(".")[0] + "."),
        ("alg none", "algorithm-refused", lambda claims, key: b64({"alg": "none"}) + "." + b64(claims) + "."),
        ("alg nOnE with a key", "algorithm-refused", lambda claims, key: b64({"alg": "nOnE", "kid": "key-1"}) + "." + b64(claims) + "."),
        ("HS256 with the public key", "algorithm-refused", lambda claims, key: hs256(claims, key.pem)), ("HS256 with no secret", "algorithm-refused", lambda claims, key: hs256(claims, b"")),
        ("HS256 with the client's secret", "algorithm-refused", lambda claims, key: hs256(claims, provider.secret.encode())),
        ("RS512 in its head", "algorithm-refused", lambda claims, key: key.token(claims, header={"alg": "RS512"})),
        ("PS256 said of an RS256 signature", "signature-wrong", lambda claims, key: (lambda parts: b64({"alg": "PS256", "kid": "key-1"}) + "." + ".".join(parts[1:]))(key.token(claims).split("."))),
        ("no method", "algorithm-refused", lambda claims, key: key.token(claims, header={"alg": None})), ("a key that is not known", "key-not-known", lambda claims, key: key.token(claims, header={"kid": "key-9"})),
        ("a key of its own in the head", "signature-wrong", lambda claims, key: other.token(claims, header={"jwk": other.public, "jku": "https://evil.example/keys"})),
        ("what must be understood and is not", "header-refused", lambda claims, key: key.token(claims, header={"crit": ["exp"], "exp": 1})),
        ("a token for an API", "header-refused", lambda claims, key: key.token(claims, header={"typ": "at+jwt"})), ("an encrypted token", "token-not-readable", lambda claims, key: "a.b.c.d.e"),
        ("no token but words", "token-not-readable", lambda claims, key: "the-token"), ("a token with padding", "token-not-readable", lambda claims, key: key.token(claims) + "=="),
        ("a token of a megabyte", "too-long", lambda claims, key: key.token({**claims, "picture": "x" * 1_000_000})), ("a token of 100 kilobytes", "token-not-readable", lambda claims, key: key.token({**claims, "picture": "x" * 100_000})),
    ]
    key_cases = [
        ("two keys without a name", "key-ambiguous", [provider.key.jwk(), other.jwk(kid="key-2")], lambda claims, key: key.token(claims, header={"kid": None})),
        ("two keys of one name", "key-ambiguous", [provider.key.jwk(), other.jwk()], lambda claims, key: key.token(claims)),
        ("the key as one for encryption", "key-not-known", [provider.key.jwk(use="enc"), curve.jwk()], lambda claims, key: key.token(claims)),
        ("a key of 1024 bits", "key-not-known", [small.jwk(), curve.jwk()], lambda claims, key: small.token(claims)),
        ("the key under another kind", "key-not-known", [{"kty": "oct", "k": b64(b""), "kid": "key-1"}, curve.jwk()], lambda claims, key: hs256(claims, b"").replace(b64({"alg": "HS256", "kid": "key-1", "typ": "JWT"}), b64({"alg": "RS256", "kid": "key-1"}))),
        ("a point beside the curve", "signature-wrong", [curve.jwk(x=b64(b"\x01" * 32)), provider.key.jwk()], lambda claims, key: curve.token(claims, "ES256")),
    ]
    accepted = 0

    def attempt(what, expected):
        nonlocal accepted
        browser = proof.fresh()
        found = browser.enter()
        accepted += browser.session() is not None
        report.equal(reason(found), expected, what)
        report.expect("tongpin_session" not in browser.cookies, f"{what}: no session")

    for what, expected, bend in cases:
        provider.bend = {"id_token": bend}
        attempt(what, expected)
    for what, expected, keys, bend in key_cases:
        provider.bend = {"keys": lambda _, keys=keys: {"keys": keys}, "id_token": bend}
        report.equal(proof.trial()["outcome"], "answered", f"{what}: the keys are read")
        attempt(what, expected)
    provider.bend = {}
    proof.trial()
    # A name that nobody knows makes nobody ask for the keys again and again.
    asked = sum(path == "/keys" for path, _ in provider.heard)
    provider.bend = {"id_token": lambda claims, key: key.token(claims, header={"kid": "key-" + b64(claims["nonce"])[:4]})}
    for _ in range(5):
        attempt("names that nobody knows", "key-not-known")
    report.expect(sum(path == "/keys" for path, _ in provider.heard) - asked <= 1, "keys are asked for once a minute at most")
    # What is right by the other methods.
    for method, key in (("PS256", provider.key), ("ES256", curve)):
        provider.bend = {"keys": lambda _: {"keys": [provider.key.jwk(), curve.jwk()]}, "id_token": lambda claims, _, key=key, method=method: key.token(claims, method)}
        proof.trial()
        report.equal(proof.fresh().enter(), "/#/overview", f"a right token by {method}")
    provider.bend = {}
    proof.trial()
    return len(cases) + len(key_cases) + 5, accepted


def lying_provider(proof):
    """Descriptions, keys and answers that are not what they should be, from a server that hangs, floods or points elsewhere."""
    report, provider = proof.report, proof.provider
    change = lambda **rest: lambda kept: {name: value for name, value in {**kept, **rest}.items() if value is not None}
    evil = "http://169.254.169.254/latest/meta-data/"
    cases = [
        ("another issuer", "discovery-issuer", {"discovery": change(issuer="https://evil.example")}), ("no issuer", "discovery-issuer", {"discovery": change(issuer=None)}),
        ("no place for tokens", "discovery-incomplete", {"discovery": change(token_endpoint=None)}), ("keys in the clear elsewhere", "address-unsafe", {"discovery": change(jwks_uri="http://keys.example.com/")}),
        ("keys in the clear of the cloud", "address-unsafe", {"discovery": change(jwks_uri=evil)}), ("keys inside, encrypted", "address-refused", {"discovery": change(jwks_uri="https://10.0.0.1/keys")}),
        ("keys in a cloud's own place", "address-refused", {"discovery": change(jwks_uri="https://169.254.169.254/keys")}), ("an address that is a script", "address-unsafe", {"discovery": change(authorization_endpoint="javascript:alert(1)")}),
        ("no PKCE but plain", "method-missing", {"discovery": change(code_challenge_methods_supported=["plain"])}), ("no code", "method-missing", {"discovery": change(response_types_supported=["id_token"])}),
        ("only shared secrets", "method-missing", {"discovery": change(id_token_signing_alg_values_supported=["HS256"])}), ("a description elsewhere", "redirected", {"discovery": lambda _: provider.issuer + "/keys"}),
        ("a description that is none", "not-readable", {"discovery": lambda _: b"<html>"}), ("a description said twice", "not-readable", {"discovery": lambda kept: b'{"issuer":"x",' + json.dumps(kept).encode()[1:]}),
        ("a server in trouble", "answer-refused", {"discovery": lambda _: 500}), ("a description without end", "too-long", {"discovery": lambda _: flood}), ("a description that never comes", "timed-out", {"discovery": lambda _: hang}),
        ("a description a byte at a time", "timed-out", {"discovery": lambda _: trickle}), ("keys elsewhere", "redirected", {"keys": lambda _: provider.issuer + "/other"}), ("keys that are none", "keys-not-readable", {"keys": lambda _: b"[]"}),
        ("a thousand keys", "keys-not-readable", {"keys": lambda kept: {"keys": [{"kty": "oct"}] * 1000}}), ("keys without end", "too-long", {"keys": lambda _: flood}), ("nothing but nonsense for keys", "key-not-known", {"keys": lambda _: {"keys": [7, None, "x", {"kty": "RSA", "n": "AA", "e": "AQAB"}]}}),
    ]
    accepted = 0
    for what, expected, bend in cases:
        provider.bend = bend
        found = proof.trial()
        report.equal((found["outcome"], found["reason"]), ("refused", expected), f"{what}: the trial says {found['label']['en']}: {found['detail']}")
        browser = proof.fresh()
        ended = browser.enter()
        accepted += browser.session() is not None
        report.expect(reason(ended) in (expected, "sign-in." + expected, "key-not-known"), f"{what}: the sign-in ends with {reason(ended)}")
    provider.bend = {}
    proof.trial()
    answers = [
        ("tokens elsewhere", "redirected", {"token": lambda _: provider.issuer + "/other"}), ("a token that never comes", "timed-out", {"token": lambda _: hang}), ("tokens without end", "too-long", {"token": lambda _: flood}),
        ("no identity token", "token-missing", {"token": change(id_token=None)}), ("a token of another kind", "not-readable", {"token": change(token_type="mac")}), ("no access token for its hash", "access-token-wrong", {"token": change(access_token=None)}),
        ("an answer that is none", "not-readable", {"token": lambda _: b"ok"}), ("a server in trouble", "answer-refused", {"token": lambda _: 503}), ("an identity that is no text", "token-missing", {"token": change(id_token={"sub": "x"})}),
    ]
    for what, expected, bend in answers:
        provider.bend = bend
        browser = proof.fresh()
        ended = browser.enter()
        accepted += browser.session() is not None
        report.equal(reason(ended), expected, what)
    provider.bend = {}
    secret, provider.secret = provider.secret, "rotated"
    report.equal(reason(proof.fresh().enter()), "client-refused", "a secret that is no longer right")
    provider.secret = secret
    return len(cases) + len(answers) + 1, accepted


def hanging(proof):
    """While the provider hangs, passwords open the door and pages are read."""
    report, provider = proof.report, proof.provider
    proof.trial()
    provider.bend = {"token": lambda _: hang}
    ended = []
    browser = proof.fresh()
    location = browser.authorize(browser.begin()[0])
    waiting = threading.Thread(target=lambda: ended.append(browser.come_back(location, proof.port)))
    waiting.start()
    while not any(path == "/token" for path, _ in provider.heard[-3:]):
        time.sleep(0.01)
    began = time.monotonic()
    person = proof.server.client(*proof.demo.login("financeDirector"))
    person.get("/api/v1/deals")
    report.expect(not ended, "signing in by password and reading are done before the provider's time is over")
    report.figure("signing in by password while the provider hangs", f"{time.monotonic() - began:.2f} s")
    waiting.join()
    report.equal(reason(ended[0]), "timed-out", "the provider's time ends")
    report.figure("a provider that hangs is given up after", f"{time.monotonic() - began:.1f} s")
    provider.bend = {}


def closed_people(proof):
    """Who was switched off, and what is written of all this."""
    report, provider, admin = proof.report, proof.provider, proof.admin
    report.equal(admin.call("POST", f"/api/v1/people/{proof.login}", {"isActive": False}).status, 200, "somebody is switched off")
    browser = proof.fresh()
    report.equal(reason(browser.enter()), "person-closed", "their account opens nothing")
    report.expect(browser.session() is None, "and no session")
    report.equal(admin.call("POST", f"/api/v1/people/{proof.login}", {"isActive": True}).status, 200, "and on again")
    rows = proof.trail("session.provider-refused")
    words = json.dumps(rows, ensure_ascii=False)
    report.expect(any(proof.login in json.dumps(row, ensure_ascii=False) for row in rows), "the trail says whose login it was")
    found = {row["label"]["zh"] for row in rows}
    report.expect(len(found) >= 20 and all(row["label"]["en"] for row in rows), f"{len(found)} kinds of refusals stand in the trail, in both languages")
    report.expect("eyJ" not in words and provider.secret not in words, "and no word of a token or a secret")
    known = json.loads(proof.fresh().call("GET", "/api/v1/session/ways?refused=expired")[1])["refusal"]
    report.expect(known["detail"]["zh"] == "身份令牌已过期" and known["hint"]["en"], "a refusal is explained to the person")


def main():
    report = Report("oidc")
    provider = Provider()
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder, arguments=("--loopback-webhooks",)) as server:
            proof = Proof(report, server, demo, provider)
            setting_up(proof)
            good_way(proof)
            by_claims(proof)
            shown_again(proof)
            second_factor(proof)
            only_way(proof)
            wrong = the_way_back(proof)
            tokens, accepted = bad_tokens(proof)
            lies, more = lying_provider(proof)
            report.figure("bad ways back, tokens and answers", wrong + tokens + lies)
            report.figure("of these accepted", accepted + more)
            report.equal(accepted + more, 0, "none is accepted")
            report.expect(wrong + tokens + lies >= 80, "they are many")
            hanging(proof)
            closed_people(proof)
            report.equal([fault for fault in provider.faults if fault[1].get("code") != "invented"], [], "every code came with its own verifier")
            backup = scratch / "company.backup"
        report.equal(folder_holds(demo.folder, provider.secret, but=("channel-secrets.json",)) if (demo.folder / "channel-secrets.json").exists() else folder_holds(demo.folder, provider.secret)[1:], [], "the client's secret lies in its one file")
        tongpin("backup", backup, "--data", demo.folder, check=True)
        report.expect(provider.secret.encode() not in backup.read_bytes(), "and in no backup")
        # The provider is down for good, and the one keeper forgot the password.
        report.equal(tongpin("user", "open-passwords", "--data", demo.folder).returncode, 0, "at the machine passwords are opened again")
        report.equal(demo.verify().returncode, 0, "the books verify")
        with Server(demo.folder, arguments=("--loopback-webhooks",)) as server:
            report.equal(Browser(server.port).begin()[0], "sign-in.not-offered", "single sign-on is off")
            report.equal(server.client(*demo.login("treasurer")).get("/api/v1/session")["person"]["login"], demo.login("treasurer")[0], "a password opens the door")
    provider.close()
    report.finish()


if __name__ == "__main__":
    main()
