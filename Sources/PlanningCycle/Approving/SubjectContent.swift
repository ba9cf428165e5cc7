// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Formulas
import Journal
import Planning

/// What stands there now of something that is on its way: what is signed, what it moves, and what its approval records.
struct SubjectContent {
  /// A line, with what stood there and what would: hundredths of its unit.
  struct Line {
    let key: String
    let label: BilingualText
    let unit: String
    let good: String?
    let isMoney: Bool
    let cell: String?
    /// nil: nothing stood there.
    let before: Int64?
    let after: Int64
    /// By month, ascending; empty where the whole year is enough.
    var months: [(month: Month, before: Int64?, after: Int64)] = []
  }

  /// What an approval signs: the figures, and of a budget how far they float.
  let digest: Digest
  let lines: [Line]
  /// Hundredths, for conditions.
  let amount: Int64
  /// Hundredths of a per cent.
  let deviation: Int64
  /// Of a budget: its figures.
  var rows: [String: [Month: Int64]] = [:]
  /// Of the figures alone, where more than they is signed.
  var figures: Digest?
  /// Of a change: the proposals it holds.
  var proposals: [BudgetProposal] = []

  var figureDigest: Digest { figures ?? digest }

  /// Without sign, in hundredths of a per cent; from nothing: 10000 %.
  static func deviation(_ after: Int64, from before: Int64) -> Int64 {
    guard after != before else { return 0 }
    guard before != 0 else { return 1_000_000 }
    let change = (Int128(after) - Int128(before)).magnitude
    return Int64(clamping: change * 10_000 / UInt128(before.magnitude))
  }
}

extension Workspace {
  /// nil when nothing of it is left: the form's approval was taken away, no line of a change is outside its limits any more.
  func content(of subject: ApprovalSubject) throws(PlanningError) -> SubjectContent? {
    switch subject {
    case .budget(let key, let basis, let limits): try budgetContent(key, basis, limits)
    case .change(let key, let lines): try changeContent(key, lines)
    case .release(let key): try releaseContent(key)
    case .forecast(let review): try forecastContent(review)
    case .data(let month): try dataContent(month)
    case .transfer(let key, let transfer): try transferContent(key, transfer)
    }
  }

  func title(of subject: ApprovalSubject) -> BilingualText {
    if case .forecast(let review) = subject {
      let (region, from) = (regionName(review.region), review.from)
      return BilingualText(
        "\(region.chinese) \(from.year)年\(from.month)月起 \(review.months) 个月预测",
        "Forecast of \(region.english), \(review.months) months from \(from)")
    }
    if case .data(let month) = subject { return BilingualText("\(month.year)年\(month.month)月数据发布", "release of the figures of \(month)") }
    guard let key = subject.key else { return BilingualText(name: "") }
    let form = BudgetForm.named(key.form)?.label ?? BilingualText(name: key.form)
    return switch subject {
    case .forecast, .data: BilingualText(name: "")
    case .budget: BilingualText("\(key.year)年\(form.chinese)", "\(form.english) \(key.year)")
    case .change(_, let lines):
      BilingualText(
        "\(key.year)年\(form.chinese)变更 \(lines.count) 行",
        "\(form.english) \(key.year), \(lines.count) \(lines.count == 1 ? "line" : "lines") changed")
    case .release: BilingualText("下达\(key.year)年\(form.chinese)", "release of \(form.english) \(key.year)")
    case .transfer: BilingualText("\(key.year)年\(form.chinese)调剂", "transfer within \(form.english) \(key.year)")
    }
  }

  /// What conditions and approvers of the flow look at.
  func document(_ subject: ApprovalSubject, _ content: SubjectContent, by submitter: Int64, _ people: ApprovalPeople) -> ApprovalDocument {
    var fields: [String: ApprovalDocument.Value] = ["amount": .number(content.amount), "deviation": .number(content.deviation)]
    if case .forecast(let review) = subject { fields["region"] = .text(review.region) }
    guard let key = subject.key else { return ApprovalDocument(submitter: submitter, fields: fields, content: content.digest.hex) }
    fields["form"] = .text(key.form)
    fields["year"] = .number(Int64(key.year) * 100)
    // Where nobody has the role, the general manager answers; where there is none either, the flow says that the field is missing.
    let roles = [BudgetForm.named(key.form)?.owner, .generalManager].compactMap { $0?.rawValue }
    let owner = roles.lazy.compactMap { role in people.members.first { $0.isActive && $0.roles.contains(role) } }.first
    fields["owner"] = owner.map { .person($0.id) }
    if case .transfer(_, let transfer) = subject {
      for (field, line) in [("giver", transfer.from), ("taker", transfer.to)] {
        let department = ApprovalSubject.department(of: line)
        fields[field] = people.members.first { $0.isActive && $0.leads.contains(department) }.map { .person($0.id) }
      }
    }
    fields["department"] = subject.department(in: Swift.Set(plan.catalogue.departments.map(\.code))).map { .text($0) }
    return ApprovalDocument(submitter: submitter, fields: fields, content: content.digest.hex)
  }

  func budgetContent(
    _ key: BudgetApproval.Key, _ basis: BudgetBasis, _ limits: BudgetLimits = BudgetLimits(nil)
  ) throws(PlanningError) -> SubjectContent? {
    guard let form = BudgetForm.named(key.form) else { return nil }
    let period = PlanPeriod.year(key.year)
    let builder = BuildBudgetForm(plan: plan, form: form, period: period, departments: nil, approval: budgets.approvals[key])
    let rows = try builder.rows()
    let indexes = plan.calendar.indexes(of: period, axis: .month)
    let lines = rows.rows.indices.compactMap { place -> SubjectContent.Line? in
      let row = rows.rows[place]
      guard row.rank != .heading, row.ratio == nil, !row.isMemo else { return nil }
      let figures = builder.figures(row, rows, indexes)
      guard let after = basis == .budget ? figures.budget : figures.forecast else { return nil }
      // A budget that is handed in as it stands differs from nothing, unless it was approved before.
      let stood = basis == .budget ? row.approved != nil : row.source != .current
      if row.rank == .part, after == 0, !stood || figures.budget == 0 { return nil }
      return SubjectContent.Line(
        key: row.key, label: rows.name(place), unit: row.unit.description, good: row.good, isMoney: row.unit.isMoney,
        cell: row.measure.map { plan.address($0, row.coordinate, period).text }, before: stood ? figures.budget : nil, after: after)
    }
    let contents = try plan.budgetContents(form, key.year, approval: budgets.approvals[key])
    let figures = basis == .budget ? contents.budget : contents.forecast
    let head = lines.first { $0.key == form.headline } ?? lines.last
    let digest = BudgetContent.digest(key, figures)
    return SubjectContent(
      digest: limits.signed(with: digest), lines: lines, amount: head.map { Int64(clamping: $0.after.magnitude) } ?? 0,
      deviation: head.map { head in head.before.map { SubjectContent.deviation(head.after, from: $0) } ?? 0 } ?? 0, rows: figures,
      figures: digest)
  }

  private func changeContent(_ key: BudgetApproval.Key, _ wanted: [String]) throws(PlanningError) -> SubjectContent? {
    guard let approval = budgets.approvals[key] else { return nil }
    let proposals = try plan.proposals(approval).filter { wanted.contains($0.line) }
    guard !proposals.isEmpty else { return nil }
    let lines = proposals.map { proposal in
      SubjectContent.Line(
        key: proposal.line, label: proposal.label, unit: proposal.unit, good: proposal.good, isMoney: proposal.isMoney, cell: proposal.cell,
        before: proposal.approved, after: proposal.forecast,
        months: proposal.months.sorted { $0.key < $1.key }.map { month, after in
          (month, approval.rows[proposal.line]?[month], after)
        })
    }
    var encoder = CanonicalEncoder()
    // A line that came back inside its limits is missing here: what was signed is then another content.
    let whole: CanonicalValue = .map([
      "form": .text(key.form), "year": .integer(Int64(key.year)), "approval": .integer(approval.event),
      "rows": BudgetContent.canonical(Dictionary(proposals.map { ($0.line, $0.months) }, uniquingKeysWith: { first, _ in first })),
    ])
    guard (try? encoder.put(whole)) != nil else { return nil }
    let amount = lines.filter(\.isMoney).reduce(Int128(0)) { $0 + Int128((Int128($1.after) - Int128($1.before ?? 0)).magnitude) }
    return SubjectContent(
      digest: Digest.sha256(encoder.bytes), lines: lines, amount: Int64(clamping: amount),
      deviation: lines.map { SubjectContent.deviation($0.after, from: $0.before ?? 0) }.max() ?? 0, proposals: proposals)
  }
}
