// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

extension AuditReader {
  /// What was done. Most events say it themselves, in both languages; the others are put into words here.
  func label(_ event: Event) -> BilingualText {
    if let chinese = event.payload["label_zh"]?.text, !chinese.isEmpty {
      return BilingualText(chinese, event.payload["label_en"]?.text ?? chinese)
    }
    let payload = event.payload["command"] ?? event.payload
    if let words = aboutFacts(event, payload) ?? aboutPeople(event, payload) ?? aboutTrail(event, payload) { return words }
    return Self.words[event.kind] ?? BilingualText(name: event.kind)
  }

  private func aboutFacts(_ event: Event, _ payload: CanonicalValue) -> BilingualText? {
    if event.kind == "deal.updated" || payload["inverse"] != nil, let code = payload["deal"]?.text {
      let name = workspace.plan.deals.first { $0.code == code }?.name ?? BilingualText(name: code)
      let words = DealChange(payload["change"]).words
      return BilingualText("商机 \(name.chinese)：\(words.chinese)", "deal \(name.english): \(words.english)")
    }
    if event.kind == "deal.stage-entered", let stage = payload["stage"]?.text {
      let name = StageName.label(stage)
      return BilingualText("商机进入阶段 \(name.chinese)", "deal entered the stage \(name.english)")
    }
    guard let receipt = FactReceipt(event) else { return nil }
    if receipt.isHeld { return Workspace.heldWords(receipt.kind, receipt.fileName) }
    if payload["release"]?["of"] != nil {
      return BilingualText(
        "放行被隔离的\(receipt.kind.label.chinese) \(receipt.keptRows) 行",
        "released \(receipt.keptRows) held rows of \(receipt.kind.label.english)")
    }
    return BilingualText(
      "导入\(receipt.kind.label.chinese) \(receipt.keptRows) 行", "imported \(receipt.keptRows) rows of \(receipt.kind.label.english)")
  }

  private func aboutPeople(_ event: Event, _ payload: CanonicalValue) -> BilingualText? {
    let login = payload["login"]?.text ?? ""
    switch event.kind {
    case "person.added": return BilingualText("新增登录 \(login)", "login \(login) added")
    case "person.changed", "person.role-changed": return BilingualText("修改 \(login) 的权限", "rights of \(login) changed")
    case "person.password-changed": return BilingualText("修改自己的密码", "changed one's own password")
    case "person.password-reset": return BilingualText("重置 \(login) 的密码", "password of \(login) reset")
    case InvitationLedger.passwordLink: return BilingualText("给 \(login) 一个设新密码的链接", "a link to another password for \(login)")
    case "invitation.made":
      let name = payload["name"]?.text ?? ""
      return BilingualText("邀请 \(name)", "invited \(payload["name_en"]?.text ?? name)")
    case SecondFactorLedger.removed: return BilingualText("关闭 \(login) 的两步验证", "two-step sign-in of \(login) switched off")
    case SecondFactorLedger.locked: return BilingualText("失败太多，\(login) 暂停登录", "\(login) closed for some minutes after too many failures")
    case Workspace.viewedAs:
      let role = payload["role"]?.text.flatMap { Role(rawValue: $0) }?.label ?? BilingualText(name: "")
      let seen = login.isEmpty ? role : name(of: login)
      return BilingualText("以\(seen.chinese)的视角查看", "looked as \(seen.english)")
    default: return nil
    }
  }

  private func aboutTrail(_ event: Event, _ payload: CanonicalValue) -> BilingualText? {
    guard let kind = TrailKind(rawValue: event.kind) else { return nil }
    let name = payload["label"]?.text ?? ""
    switch kind {
    case .refused:
      let (login, count) = (payload["login"]?.text ?? "", payload["count"]?.integer ?? 1)
      return BilingualText("登录失败 \(count) 次：\(login)", "\(count) failed \(count == 1 ? "sign-in" : "sign-ins") as \(login)")
    case .providerRefused:
      let reason = payload["reason"]?.text.flatMap { ProviderRefusal.Reason(rawValue: $0) }
      let words = reason?.label ?? BilingualText(name: payload["reason"]?.text ?? "")
      let count = payload["count"]?.integer ?? 1
      let login = payload["login"]?.text.map { BilingualText("（\($0)）", " (\($0))") } ?? BilingualText("", "")
      return BilingualText(
        "企业账号登录失败 \(count) 次\(login.chinese)：\(words.chinese)",
        "\(count) failed \(count == 1 ? "sign-in" : "sign-ins") by the company account\(login.english): \(words.english)")
    case .tokenMade: return BilingualText("新建令牌“\(name)”", "token \"\(name)\" made")
    case .tokenUsed: return BilingualText("首次使用令牌“\(name)”", "token \"\(name)\" used for the first time")
    case .tokenEnded: return BilingualText("停用令牌“\(name)”", "token \"\(name)\" ended")
    case .exported:
      let file = payload["file"]?.text ?? ""
      return BilingualText("导出 \(file)", "exported \(file)")
    case .chainChecked:
      let isSound = payload["faults"]?.integer == 0
      let events = payload["events"]?.integer ?? 0
      return BilingualText(
        "校验账本链：\(events) 个事件，\(isSound ? "完好" : "有问题")", "chain checked: \(events) events, \(isSound ? "sound" : "not sound")")
    case .originsForgotten:
      let count = payload["count"]?.integer ?? 0
      return BilingualText("到期删除 \(count) 条来源地址", "\(count) addresses forgotten after their time")
    case .signedIn, .signedOut, .viewEnded, .backedUp: return Self.words[event.kind]
    }
  }

  static let words: [String: BilingualText] = [
    "session.opened": BilingualText("登录", "signed in"), "session.ended": BilingualText("退出登录", "signed out"),
    "view.ended": BilingualText("结束他人视角", "looked as oneself again"), "backup.written": BilingualText("写备份", "backup written"),
    "access.provider-closed": BilingualText("停用单点登录", "single sign-on switched off"),
    "access.factor-set": BilingualText("开启两步验证", "two-step sign-in switched on"),
    "access.factor-used": BilingualText("输入验证码", "typed a code"),
    "invitation.withdrawn": BilingualText("撤回邀请", "invitation withdrawn"),
    "members.seen": BilingualText("登记新成员", "new members written down"),
    "forecast.reported": BilingualText("写成预测报告", "forecast report written"),
    "forecast.report-read": BilingualText("看过预测报告", "forecast report read"),
    "forecast.refreshed": BilingualText("重新计算基线预测", "baseline refreshed"), "workspace.created": BilingualText("创建工作区", "workspace created"),
    "workspace.changed": BilingualText("修改公司设置", "company settings changed"),
    "workspace.reset": BilingualText("重置示例公司", "example company reset"), "cells.reset": BilingualText("清除录入", "entries cleared"),
    "deals.reset": BilingualText("恢复商机", "deals restored"), "todo.raised": BilingualText("提出待办", "something to do raised"),
    "channels.set": BilingualText("修改通知设置", "notification settings changed"),
    "notices.preferred": BilingualText("修改自己的通知方式", "changed how one is told"),
    "alert.acknowledged": BilingualText("知悉预警", "alert acknowledged"), "alert.snoozed": BilingualText("暂缓预警", "alert put off"),
    "alerts.changed": BilingualText("预警变化", "alerts changed"), "alerts.told": BilingualText("告知预警", "told of alerts"),
    "alerts.budget-set": BilingualText("修改告知上限", "limits of telling changed"),
    "budget.proposed": BilingualText("提出变更建议", "change proposed"),
    "scenario.created": BilingualText("新建情景", "scenario created"), "scenario.renamed": BilingualText("重命名情景", "scenario renamed"),
    "scenario.discarded": BilingualText("放弃情景", "scenario discarded"), "scenario.restored": BilingualText("恢复情景", "scenario restored"),
    "scenario.merged": BilingualText("合并情景", "scenario merged"), "scenario.edited": BilingualText("修改情景", "scenario edited"),
    "model.changed": BilingualText("修改计划模型", "planning model changed"), "calendar.reminded": BilingualText("到期提醒", "reminded of due days"),
    "approval.passed": BilingualText("审批时限已过", "a time limit of an approval passed"),
  ]
}
