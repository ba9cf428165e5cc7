# SPDX-License-Identifier: Apache-2.0
"""The organisation through HTTP: read as of days, a department made, headed, moved into and closed, a group asked by a flow, and everything that cannot be refused
with what, where, why and what to do. Called by `api_contract.py`; leaves the example as it was, apart from units that are closed."""
import datetime


def organisation(caller):
    report = caller.report
    numbers = iter(range(1000))

    def send(kind, payload, expected=200):
        return caller.call("sendCommand", body={"id": f"contract-organisation-{next(numbers)}", "kind": kind, "payload": payload}, expected=expected)

    def refused(kind, payload, *words):
        """Refused with each of these, the Chinese first, the English second."""
        problem = send(kind, payload, expected=422)
        said = problem["detail"]
        report.equal(problem["code"], "organisation.refused", f"{kind} {payload}")
        for zh, en in words:
            report.expect(zh in said["zh"] and en in said["en"], f"{kind} {payload}: {said}")

    def read(on=None):
        return caller.call("readOrganisation", f"?on={on}" if on else "")

    def unit(code, on=None):
        return next((one for one in read(on)["units"] if one["id"] == code), None)

    view = read()
    today = view["today"]
    later = lambda days: (datetime.date.fromisoformat(today) + datetime.timedelta(days=days)).isoformat()
    report.equal([(one["id"], one["depth"]) for one in view["units"][:3]], [("YSJT", 0), ("YSDQ", 1), ("BM01", 2)], "the group, its company, a department")
    report.equal(sorted(one["subject"] for one in view["notices"] if one["kind"] == "no-head"), ["BM01", "BM07"], "departments without a head")
    report.expect(all("任命一位" in one["words"]["zh"] and "appoint one" in one["words"]["en"] for one in view["notices"]), f"what to do: {view['notices']}")
    report.equal([(one["login"], one["isHead"]) for one in unit("BM07")["comingPeople"]], [("luoyong", True)], "who begins with the new year")
    report.equal(read("2000-01-01")["units"], [], "before its first day there is none")
    caller.call("readOrganisation", "?on=yesterday", expected=400)

    team = {"unit": "CT", "kind": "department", "name": "渠道组", "nameEn": "Channel team", "parent": "XSZX", "from": today}
    refused("set-unit", {**team, "unit": "XSZX", "parent": "BM05"}, ("自己的下级", "below itself"), ("换一个上级单元", "choose another unit"))
    refused("set-unit", {**team, "parent": "CT"}, ("自己的下级", "below itself"))
    refused("set-unit", {**team, "parent": "NOPE"}, ("上级“NOPE”不存在", "“NOPE”"))
    refused("set-unit", {**team, "parent": "JHG"}, ("不能放在", "cannot be a part of"))
    refused("set-unit", {**team, "department": "BM05"}, ("同一个预算部门", "the same department's budget"))
    refused("set-unit", {**team, "department": "BM99", "from": "1500-01-01"}, ("没有部门“BM99”", "no department “BM99”"), ("1900", "1900"))
    refused("set-unit", {**team, "isClosed": True}, ("没有单元“CT”可撤销", "no unit “CT” to close"))
    caller.call("sendCommand", body={"id": "contract-organisation-day", "kind": "set-unit", "payload": {**team, "from": "2026-02-30"}}, expected=400)
    send("set-unit", team)
    report.equal((unit("CT")["parent"], unit("CT")["depth"]), ("XSZX", 3), "made below sales")
    refused("set-unit", {**team, "isClosed": True, "from": later(-10)}, ("不能在", "cannot close on"))

    refused("appoint-person", {"login": "nobody", "unit": "CT", "from": today}, ("没有登录名“nobody”", "nobody has the login"))
    refused("appoint-person", {"login": "xulei", "unit": "CT", "isMain": False, "from": later(-10)}, ("起才有", "begins on"))
    refused("appoint-person", {"login": "xulei", "unit": "CT", "isMain": False, "from": today, "through": later(-1)}, ("结束日不早于开始日", "not before the first"))
    refused("appoint-person", {"login": "xulei", "unit": "CT", "isMain": True, "from": today}, ("两个主要任职", "two main appointments"))
    refused("appoint-person", {"login": "xulei", "unit": "BM05", "isHead": True, "isMain": False, "from": today}, ("两位负责人", "two heads"))
    send("appoint-person", {"login": "xulei", "unit": "CT", "isHead": True, "isMove": True, "from": later(7)})
    report.equal([one["login"] for one in unit("CT", later(7))["people"]], ["xulei"], "moved in a week")
    report.expect(all(one["login"] != "xulei" for one in unit("BM07", later(7))["people"]), "and gone from where they were")
    report.equal([one["through"] for one in unit("BM07")["people"] if one["login"] == "xulei"], [later(6)], "until the day before")
    place = unit("CT")["comingPeople"][0]["appointment"]
    refused("end-appointment", {"appointment": place, "through": today}, ("作为误录删除", "remove it as a mistake"))
    refused("end-appointment", {"appointment": 999999, "through": today}, ("刷新后再看", "after a refresh"))
    refused("set-unit", {**team, "isClosed": True, "from": later(30)}, ("已撤销", "is closed"), ("任职到撤销前一天", "end the appointment the day before"))

    refused("set-group", {"name": "空组", "members": []}, ("至少选一个人", "choose somebody"))
    refused("set-group", {"name": "价格委员会", "members": ["xulei"]}, ("已有用户组", "already"))
    send("set-group", {"name": "渠道评审", "nameEn": "Channel board", "members": ["xulei", "liqiang"]})
    group = next(one for one in read()["groups"] if one["name"]["en"] == "Channel board")
    shipped = next(one for one in caller.call("listFlows")["flows"] if one["key"] == "change")
    step = {"id": "a", "kind": "approve", "label": "组", "place": None, "next": "end", "people": [{"kind": "group", "value": group["id"]}], "rule": "anyOne", "limits": []}
    flow = {**shipped["definition"], "key": "contract-group", "name": "Group", "nodes": [
        {"id": "start", "kind": "start", "label": "开始", "place": None, "next": "a"}, step, {"id": "end", "kind": "end", "label": "结束", "place": None}]}
    checked = caller.call("checkFlow", body={"definition": flow, "document": {"submitter": "zhoumin", "fields": {}}})
    report.equal(sorted(one["person"]["en"] for one in checked["preview"]["steps"] if one["act"] == "asked"), sorted(one["name"]["en"] for one in group["members"]), "both are asked")
    strange = {**flow, "nodes": [flow["nodes"][0], {**step, "people": [{"kind": "group", "value": "G404"}]}, flow["nodes"][2]]}
    report.equal([one["code"] for one in caller.call("checkFlow", body={"definition": strange})["faults"]], ["group-not-known"], "a group that is not there")
    send("save-flow", {"definition": flow})
    send("bind-flow", {"purpose": "change", "flow": "contract-group"})
    refused("set-group", {"group": group["id"], "name": "渠道评审", "members": []}, ("先改流程", "change the flow"))
    for login in ("xulei", "liqiang"):
        caller.call("changePerson", body={"isActive": False}, login=login)
    report.equal([one["kind"] for one in read()["notices"] if one["kind"] in ("flow", "group-left")], ["flow", "group-left"], "everybody in the group left")
    faults = caller.call("checkFlow", body={"definition": flow})["faults"]
    report.expect([one["code"] for one in faults] == ["group-unmanned"] and "换上在职的人" in faults[0]["words"]["zh"], f"the flow says so: {faults}")
    problem = send("bind-flow", {"purpose": "change", "flow": "contract-group"}, expected=422)
    report.equal(problem["code"], "approvals.flow-faulty", "and is not put in force again")
    for login in ("xulei", "liqiang"):
        caller.call("changePerson", body={"isActive": True}, login=login)

    heads = {**step, "people": [{"kind": "head", "value": ""}]}
    by_head = {**flow, "purpose": "change", "nodes": [flow["nodes"][0], heads, flow["nodes"][2]]}
    def asked(on):
        document = {"submitter": "zhoumin", "fields": {"department": "BM07"}, "on": on}
        return [one["person"]["zh"] for one in caller.call("checkFlow", body={"definition": by_head, "document": document})["preview"]["steps"] if one["act"] in ("asked", "replaced")]
    new_year = f"{int(today[:4]) + 1}-01-01"
    report.equal(asked(new_year)[-1], "罗勇", "from the new year its new head")
    report.expect("罗勇" not in asked(today), "not before")
    caller.call("checkFlow", body={"definition": by_head, "document": {"submitter": "zhoumin", "fields": {}, "on": "soon"}}, expected=400)

    send("bind-flow", {"purpose": "change", "flow": "change"})
    send("set-group", {"group": group["id"], "name": "渠道评审", "members": []})
    send("end-appointment", {"appointment": place, "isMistake": True})
    send("set-unit", {**team, "isClosed": True})
    report.equal((unit("CT"), [one["id"] for one in read()["groups"]]), (None, [view["groups"][0]["id"]]), "taken away again")
