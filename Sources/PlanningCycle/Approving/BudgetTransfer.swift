// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
import Calendars
import Formulas
import Journal
import Planning
import Quantities

/// 调剂: money that moves from one line of an approved form to another, in the months that are still open.
public struct BudgetTransfer: Hashable, Sendable {
  /// Keys of the form's lines.
  public let from: String
  public let to: String
  /// 分, above 0.
  public let amount: Int64

  public init(from: String, to: String, amount: Int64) {
    self.from = from
    self.to = to
    self.amount = amount
  }

  var canonical: [String: CanonicalValue] { ["from": .text(from), "to": .text(to), "amount": .integer(amount)] }

  init?(_ payload: CanonicalValue) {
    guard let from = payload["from"]?.text, let to = payload["to"]?.text, let amount = payload["amount"]?.integer else { return nil }
    self.init(from: from, to: to, amount: amount)
  }

  /// What stands in both lines afterwards: taken where money is, in proportion to it, so that no month goes below 0, and given in the same months,
  /// so that the form's months stay. nil where there is not so much.
  func apply(to rows: [String: [Month: Int64]], after cutoff: Month) -> [String: [Month: Int64]]? {
    guard var giving = rows[from] else { return nil }
    var taking = rows[to] ?? [:]
    let open = giving.keys.filter { $0 > cutoff && (giving[$0] ?? 0) > 0 }.sorted()
    let weights = open.map { giving[$0] ?? 0 }
    guard amount > 0, !open.isEmpty, weights.reduce(Int128(0), { $0 + Int128($1) }) >= Int128(amount) else { return nil }
    for (month, part) in zip(open, Allocation.split(amount, by: weights)) {
      giving[month, default: 0] -= part
      let (sum, overflows) = (taking[month] ?? 0).addingReportingOverflow(part)
      guard !overflows else { return nil }
      taking[month] = sum
    }
    return [from: giving, to: taking]
  }
}

extension Workspace {
  /// Hands in that money moves within an approved form.
  ///
  /// - Throws: `CycleError.budgetTransferNotPossible` for lines that are not the form's own money, for more than stands in the open months;
  ///   `budgetNotApproved`; `reasonMissing`; as `submitBudget`.
  public func submitTransfer(
    _ proof: Authorized<To.EditBudget>, form: String, year: Int, _ transfer: BudgetTransfer, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    let key = BudgetApproval.Key(form: form, year: year)
    let subject = ApprovalSubject.transfer(key, transfer)
    guard sees(proof.person, subject) else { throw Access.outside(proof.person, form) }
    try requireTransfer(transfer, key, known)
    try requireReason(context)
    guard let now = try content(of: subject) else { throw Self.transferNotPossible(transfer.from, known) }
    let words = BilingualText("提交调剂：\(year)年\(known.label.chinese)", "transfer handed in: \(known.label.english) \(year)")
    return try submit(subject, now, words, context)
  }

  /// 下达: hands in that an approved form is given to those who work with it.
  ///
  /// - Throws: `CycleError.budgetNotApproved`, `budgetReleased`; as `submitBudget`.
  public func submitRelease(_ proof: Authorized<To.EditBudget>, form: String, year: Int, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try Access.require(proof.person, .viewCompany)
    let known = try budget(form, year, for: proof.person)
    let key = BudgetApproval.Key(form: form, year: year)
    guard let approval = budgets.approvals[key] else { throw Self.notApproved(known, year) }
    if let release = approval.release {
      throw CycleError(
        .budgetReleased, BilingualText("这张预算表已经下达", "the form is released already"),
        detail: BilingualText(
          "\(release.at.minuteText) 由 \(release.by.login) 下达", "\(release.by.login) released it at \(release.at.minuteText)"),
        hint: BilingualText("重新审批后可以再下达", "approved anew, it may be released again"))
    }
    guard let now = try content(of: .release(key)) else { throw Self.notApproved(known, year) }
    let words = BilingualText("提交下达：\(year)年\(known.label.chinese)", "release handed in: \(known.label.english) \(year)")
    return try submit(.release(key), now, words, context)
  }

  func requireTransfer(_ transfer: BudgetTransfer, _ key: BudgetApproval.Key, _ form: BudgetForm) throws {
    guard let approval = budgets.approvals[key] else { throw Self.notApproved(form, key.year) }
    let rows = try transferRows(key, approval)
    guard transfer.from != transfer.to else { throw Self.transferNotPossible(transfer.to, form) }
    for line in [transfer.from, transfer.to] where rows[line] == nil { throw Self.transferNotPossible(line, form) }
    guard transfer.apply(to: approval.rows, after: plan.cutoff) != nil else { throw Self.transferNotPossible(transfer.from, form) }
  }

  /// The form's own lines of money, by key.
  private func transferRows(_ key: BudgetApproval.Key, _ approval: BudgetApproval) throws(PlanningError) -> [String: (
    row: BudgetRow, name: BilingualText
  )] {
    guard let form = BudgetForm.named(key.form) else { return [:] }
    let rows = try BuildBudgetForm(plan: plan, form: form, period: .year(key.year), departments: nil, approval: approval).rows()
    var found: [String: (row: BudgetRow, name: BilingualText)] = [:]
    for place in rows.rows.indices where rows.rows[place].isOwn && rows.rows[place].unit.isMoney && rows.rows[place].taking == .sum {
      found[rows.rows[place].key] = (rows.rows[place], rows.name(place))
    }
    return found
  }

  func transferContent(_ key: BudgetApproval.Key, _ transfer: BudgetTransfer) throws(PlanningError) -> SubjectContent? {
    guard let approval = budgets.approvals[key], let after = transfer.apply(to: approval.rows, after: plan.cutoff) else { return nil }
    let rows = try transferRows(key, approval)
    let lines = [transfer.from, transfer.to].compactMap { line -> SubjectContent.Line? in
      guard let (row, name) = rows[line], let months = after[line] else { return nil }
      let before = approval.rows[line] ?? [:]
      return SubjectContent.Line(
        key: line, label: name, unit: row.unit.description, good: row.good, isMoney: true, cell: nil,
        before: before.values.reduce(0) { $0 &+ $1 }, after: months.values.reduce(0) { $0 &+ $1 },
        months: months.sorted { $0.key < $1.key }.map { month, after in (month, before[month], after) })
    }
    guard lines.count == 2 else { return nil }
    var encoder = CanonicalEncoder()
    let whole: CanonicalValue = .map([
      "form": .text(key.form), "year": .integer(Int64(key.year)), "approval": .integer(approval.event),
      "transfer": .map(transfer.canonical), "rows": BudgetContent.canonical(after),
    ])
    guard (try? encoder.put(whole)) != nil else { return nil }
    return SubjectContent(
      digest: Digest.sha256(encoder.bytes), lines: lines, amount: transfer.amount,
      deviation: SubjectContent.deviation(lines[0].after, from: lines[0].before ?? 0), rows: after)
  }

  func releaseContent(_ key: BudgetApproval.Key) throws(PlanningError) -> SubjectContent? {
    guard let approval = budgets.approvals[key], approval.release == nil, let now = try budgetContent(key, .budget) else { return nil }
    // Nothing moves: what was approved is shown once.
    let lines = now.lines.map {
      SubjectContent.Line(
        key: $0.key, label: $0.label, unit: $0.unit, good: $0.good, isMoney: $0.isMoney, cell: $0.cell, before: nil, after: $0.after)
    }
    return SubjectContent(
      digest: BudgetContent.digest(key, approval.rows), lines: lines, amount: now.amount, deviation: 0, rows: approval.rows)
  }

  static func transferNotPossible(_ line: String, _ form: BudgetForm) -> CycleError {
    CycleError(
      .budgetTransferNotPossible, BilingualText("这笔调剂不可能", "the transfer is not possible"),
      detail: BilingualText(
        "\(form.label.chinese)的 \(line) 不是这张表自己的金额行，或未关账的月份没有这么多",
        "\(line) of \(form.label.english) is no line of money of its own, or its open months hold less"),
      hint: BilingualText("换一行，或减少金额", "choose another line, or move less"), parameters: ["line": line])
  }
}
