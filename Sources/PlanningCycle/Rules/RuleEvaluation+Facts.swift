// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Quantities

extension Workspace {
  /// Customers that owe more than the line of a rule, from invoices and receipts at the cutoff.
  func overdueHits(_ rule: AlertRule, _ plan: PlanState) throws -> [Alert] {
    guard case .threshold(_, _, let side, let limit, _) = rule.content.condition else { return [] }
    let words = RuleWords(currency: settings.currency)
    let owed = try ruleShelf.overdue(in: derivedIn) { () throws(StoreError) in
      let history = PaymentHistory(
        invoices: try facts.table(.invoices), receipts: try facts.table(.receipts), upTo: plan.cutoff
      ) { plan.agreement(ofCustomer: $0) }
      return history.customers.mapValues(\.overdue).filter { $0.value > 0 }
    }
    let line = hundredths(limit.doubleValue)
    return owed.sorted { $0.key < $1.key }.filter { side == .below ? $0.value < line : $0.value > line }.map { code, amount in
      let name = plan.catalogue.customers[code]?.name ?? BilingualText(name: code)
      let (number, limitWords) = (words.money(Double(amount) / 100), words.money(limit.doubleValue))
      return Alert(
        id: "rule-\(rule.id)|Customer=\(code)|now", code: "rule", severity: rule.content.severity,
        title: BilingualText("\(rule.content.name.chinese)：\(name.chinese)", "\(rule.content.name.english): \(name.english)"),
        detail: BilingualText(
          "截至 \(plan.cutoff.lastDay) 逾期 \(number.chinese)，\(side == .below ? "低于" : "高于") \(limitWords.chinese)",
          "\(number.english) overdue on \(plan.cutoff.lastDay), \(side == .below ? "under" : "over") \(limitWords.english)"),
        money: amount, since: planningDay, link: "#/cash?view=partners", cell: nil)
    }
  }

  /// The newest day that facts of a kind speak about; of what has no day, that on which it was imported; nil where there are none.
  func newestDay(of kind: FactKind) throws(StoreError) -> Day? {
    let table = try facts.table(kind)
    if let field = table.schema.effectiveField, table.schema.fields.first(where: { $0.name == field })?.type == .day {
      let column = table[field]
      var newest: Int64?
      for row in 0..<table.rowCount where column.isPresent[row] { newest = max(newest ?? .min, column.integers[row]) }
      if let newest { return Day(ordinal: Int32(clamping: newest)) }
    }
    return try store.batches().filter { $0.kind == kind && !$0.isHeld }.map { $0.recordedAt.civilDay }.max()
  }

  func lateDataHits(_ rule: AlertRule, _ name: String, days: Int) throws -> [Alert] {
    guard let kind = FactKind(name: name) else { return [] }
    let newest = try newestDay(of: kind)
    // By the calendar: the planning day stays behind with the data.
    let age = newest?.distance(to: environment.today())
    guard age.map({ $0 > days }) ?? true else { return [] }
    let detail =
      newest.map {
        BilingualText(
          "\(kind.label.chinese)最新到 \($0)，已 \(age ?? 0) 天没有更新，超过 \(days) 天",
          "the newest \(kind.label.english.lowercased()) are of \($0): \(age ?? 0) days old, more than \(days)")
      } ?? BilingualText("还没有导入\(kind.label.chinese)", "no \(kind.label.english.lowercased()) were imported yet")
    return [
      Alert(
        id: "rule-\(rule.id)||now", code: "rule", severity: rule.content.severity, title: rule.content.name, detail: detail, money: nil,
        since: newest.map { $0.adding(days: days + 1) } ?? planningDay, link: "#/imports?kind=\(kind.rawValue)", cell: nil)
    ]
  }

  /// Forms of rounds that run whose due day is so many workdays past.
  func missing(_ rule: AlertRule, _ pattern: String, days: Int) throws -> [MissingForm] {
    guard let rhythm = rhythms.standing else { return [] }
    // A rule that nobody saved yet has no number to be kept under.
    guard rule.id != 0, rule.savedIn != 0 else { return try findMissing(rule, pattern, days: days, rhythm) }
    return try ruleShelf.missing(rule, in: revision, on: planningDay) { try findMissing(rule, pattern, days: days, rhythm) }
  }

  private func findMissing(_ rule: AlertRule, _ pattern: String, days: Int, _ rhythm: PlanRhythm) throws -> [MissingForm] {
    // Where forms stand is nobody's: the board is asked for no person.
    let board = PlanBoard(self, rhythm, [])
    let month = planningDay.monthOf
    return rhythm.rounds(month.adding(months: -11)...month.adding(months: 11), planDays)
      .filter { $0.opensOn <= planningDay && planningDay <= $0.closesOn && $0.late(on: planningDay, planDays) > days }
      .flatMap { round in
        forms(of: round).filter { $0.matches(pattern) && board.standing($0, in: round).handedInOn == nil }.map { form in
          let (name, late) = (name(of: form), round.late(on: planningDay, planDays))
          return MissingForm(
            form: form,
            alert: Alert(
              id: "rule-\(rule.id)|\(form.key)|\(round.id)", code: "rule", severity: rule.content.severity,
              title: BilingualText("\(rule.content.name.chinese)：\(name.chinese)", "\(rule.content.name.english): \(name.english)"),
              detail: BilingualText(
                "\(round.label.chinese)应在 \(round.due) 提交，已逾期 \(late) 个工作日",
                "\(round.label.english) was due on \(round.due), \(late) \(late == 1 ? "workday" : "workdays") ago"),
              money: nil, since: round.due, link: "#/calendar?round=\(round.id)", cell: nil))
        }
      }
  }
}

/// A form that was not handed in, and the alert of it; whoever may know of the form is told.
struct MissingForm {
  let form: PlanForm
  let alert: Alert
}

extension PlanForm {
  /// Whether a rule about `forecast`, `forecast:EAST`, `budget:sales` means this form.
  func matches(_ pattern: String) -> Bool { key == pattern || key.hasPrefix(pattern + ":") }
}
