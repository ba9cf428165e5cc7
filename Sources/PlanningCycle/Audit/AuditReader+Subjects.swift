// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Planning

extension AuditReader {
  /// What an event is about, as one asks for it: all that can be said without words.
  func keys(of event: Event, in chain: AuditChain) -> [String] {
    let payload = event.payload["command"] ?? event.payload
    var keys: [String] = []
    if let about = ThreadSubject(payload) { keys += key(about, since: event.sequence).map { [$0] } ?? [] }
    if let thread = payload["thread"]?.integer {
      keys.append("thread:\(thread)")
      if let known = workspace.threadLedger[thread] { keys += key(known.subject, since: thread).map { [$0] } ?? [] }
    }
    if event.kind == ThreadLedger.started { keys.append("thread:\(event.sequence)") }
    if let deal = payload["deal"]?.text { keys.append("deal:" + deal) }
    if let budget = BudgetLedger.key(payload) { keys.append("budget:\(budget.form)/\(budget.year)") }
    if let approval = payload["approval"]?["case"]?.integer { keys.append("approval:\(approval)") }
    if event.kind == ApprovalLedger.submitted { keys.append("approval:\(event.sequence)") }
    if let scenario = payload["scenario"]?.integer { keys.append("scenario:\(scenario)") }
    if event.kind == ScenarioLedger.created { keys.append("scenario:\(event.sequence)") }
    if [.people, .signIn].contains(AuditGroup.of(event.kind)), let login = payload["login"]?.text, !login.isEmpty {
      keys.append("person:" + login)
    }
    if AuditGroup.of(event.kind) == .rhythm, let month = payload["month"]?.month {
      keys.append("\(event.kind.prefix { $0 != "." }):\(month)")
    }
    if let file = event.payload["batch"]?["file_name"]?.text ?? payload["file"]?.text, !file.isEmpty { keys.append("file:" + file) }
    return keys
  }

  private func key(_ about: ThreadSubject, since event: Int64) -> String? { threads.subject(about, since: event, thread: nil)?.key }

  /// The one thing it is about most, with the screen that shows it.
  func subject(_ event: Event, in chain: AuditChain) -> AuditRow.Subject? {
    let payload = event.payload["command"] ?? event.payload
    if let recorded = RecordedEdits(event) ?? RecordedEdits(inScenario: event), let first = recorded.cells.first {
      return cell(first, of: event)
    }
    if let about = about(event, payload), let found = threads.subject(about, since: event.sequence, thread: payload["thread"]?.integer) {
      return AuditRow.Subject(key: found.key, label: found.label, link: found.link)
    }
    if [.people, .signIn].contains(AuditGroup.of(event.kind)), let login = payload["login"]?.text, !login.isEmpty {
      return AuditRow.Subject(key: "person:" + login, label: name(of: login), link: "")
    }
    if let batch = event.payload["batch"], let file = batch["file_name"]?.text, !file.isEmpty {
      return AuditRow.Subject(key: "file:" + file, label: BilingualText(name: file), link: "#/imports")
    }
    if let file = payload["file"]?.text { return AuditRow.Subject(key: "file:" + file, label: BilingualText(name: file), link: "") }
    return screen(event, payload)
  }

  private func about(_ event: Event, _ payload: CanonicalValue) -> ThreadSubject? {
    if let about = ThreadSubject(payload) { return about }
    if let thread = payload["thread"]?.integer, let known = workspace.threadLedger[thread] { return known.subject }
    if let approval = payload["approval"]?["case"]?.integer { return .approval(approval) }
    if event.kind == ApprovalLedger.submitted { return .approval(event.sequence) }
    if let deal = payload["deal"]?.text { return .deal(deal) }
    if AuditGroup.of(event.kind) == .approvals, let budget = BudgetLedger.key(payload) { return .budget(budget) }
    if event.kind == ScenarioLedger.created { return .scenario(event.sequence) }
    return payload["scenario"]?.integer.map { .scenario($0) }
  }

  private func cell(_ cell: RecordedEdits.Cell, of event: Event) -> AuditRow.Subject? {
    let column = cell.month?.description ?? cell.day?.description ?? ""
    guard sees(cell, since: event.sequence),
      let found = threads.subject(
        .cell(measure: cell.measure, members: cell.members, column: column), since: event.sequence, thread: nil)
    else { return nil }
    return AuditRow.Subject(key: found.key, label: found.label, link: found.link)
  }

  /// What has a screen of its own and no name beside it.
  private func screen(_ event: Event, _ payload: CanonicalValue) -> AuditRow.Subject? {
    let head = String(event.kind.prefix { $0 != "." })
    func named(_ label: BilingualText, _ link: String) -> AuditRow.Subject {
      AuditRow.Subject(key: payload["month"]?.month.map { "\(head):\($0)" } ?? head, label: label, link: link)
    }
    let month = payload["month"]?.month
    switch head {
    case "review":
      return named(
        BilingualText("复盘 \(month?.description ?? "")", "review \(month?.description ?? "")"),
        "#/reviews" + (month.map { "?month=\($0)" } ?? ""))
    case "reconciliation":
      return named(
        BilingualText("地区对账 \(month?.description ?? "")", "reconciliation \(month?.description ?? "")"),
        "#/reconcile" + (month.map { "?month=\($0)" } ?? ""))
    case "meeting": return named(BilingualText("协同会", "sync meeting"), "#/meeting")
    case "calendar": return named(BilingualText("计划日历", "plan calendar"), "#/calendar")
    case "target": return named(BilingualText("年度目标", "annual target"), "#/targets")
    case "model": return named(BilingualText("计划模型", "planning model"), "#/model")
    case "flow": return named(BilingualText("审批流程", "approval flow"), "#/flows")
    case "transfer": return named(BilingualText("资金", "cash"), "#/cash")
    case "order", "orders": return named(BilingualText("订单", "orders"), "#/supply?view=purchases")
    default: return nil
    }
  }
}
