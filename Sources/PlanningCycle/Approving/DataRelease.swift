// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
public import Calendars
import Formulas
import Journal
import Planning

/// The figures of a closed month that were released 发布.
struct ReleasedData: Sendable {
  let month: Month
  let by: Actor
  let at: Moment
  /// By measure, hundredths of its unit.
  let rows: [String: Int64]
}

/// 数据发布: whether the figures of a closed month are released, and what moved since.
public struct DataReleaseView: Sendable {
  /// A total that is not what was released.
  public struct Moved: Sendable {
    public let label: BilingualText
    public let unit: String
    /// Hundredths of the unit.
    public let before: Int64
    public let now: Int64
  }

  public let month: Month
  public let released: (by: BilingualText, at: Moment)?
  public let moved: [Moved]
  /// The approval it is in.
  public let running: Int64?
  public let mayHandIn: Bool
}

extension Workspace {
  /// Totals of a closed month that a release signs, where the model has them and everybody may see them.
  private static let releasedMeasures = [
    "orders", "units", "shipments", "revenue", "purchases_month", "made_units", "department_cost", "inventory", "receivables", "payables",
  ]
  private static let releasedMonths = 6

  /// Hands in that the figures of a closed month are released to those who work with them.
  ///
  /// - Throws: `CycleError.dataNotClosed` for a month that is not closed; `approvalRunning`; `noFlowInForce`.
  public func submitData(_ proof: Authorized<To.ImportFacts>, month: Month, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let subject = ApprovalSubject.data(month)
    guard let now = try content(of: subject) else {
      throw CycleError(
        .dataNotClosed, BilingualText("这个月还没有关账", "the month is not closed"),
        detail: BilingualText("\(month)；最近关账的是 \(plan.cutoff)", "\(month); the last closed one is \(plan.cutoff)"),
        hint: BilingualText("选已关账的月份", "choose a closed month"))
    }
    let name = title(of: subject)
    return try submit(subject, now, BilingualText("提交\(name.chinese)", "handed in: \(name.english)"), context)
  }

  /// The last closed months: what was released, by whom, and what moved since.
  public func dataReleases(_ proof: Authorized<To.ViewCompany>) throws -> [DataReleaseView] {
    let names = try approvalNames()
    return try (0..<Self.releasedMonths).map { plan.cutoff.adding(months: -$0) }.compactMap { month in
      guard let now = try dataContent(month) else { return nil }
      let released = approvals.released[month]
      let moved = now.lines.compactMap { line -> DataReleaseView.Moved? in
        guard let before = line.before, before != line.after else { return nil }
        return DataReleaseView.Moved(label: line.label, unit: line.unit, before: before, now: line.after)
      }
      return DataReleaseView(
        month: month, released: released.map { (names[$0.by.id], $0.at) }, moved: moved, running: approvals.open(.data(month))?.id,
        mayHandIn: Access.allows(proof.person, .importFacts))
    }
  }

  func dataContent(_ month: Month) throws(PlanningError) -> SubjectContent? {
    guard month <= plan.cutoff, plan.history.index(of: month) != nil, let index = plan.calendar.index(of: month) else { return nil }
    let released = approvals.released[month]
    var (lines, rows) = ([SubjectContent.Line](), [String: [Month: Int64]]())
    for id in Self.releasedMeasures {
      guard let place = plan.engine.model.measure(named: id), plan.landing.rights.permission(id) == nil else { continue }
      let values = try plan.engine.values(id, at: .total)
      guard values.indices.contains(index), values[index].isFinite else { continue }
      let (measure, value) = (plan.engine.model.measures[place], hundredths(values[index]))
      rows[id] = [month: value]
      lines.append(
        SubjectContent.Line(
          key: id, label: BilingualText(measure.names), unit: measure.unit.description, good: nil, isMoney: measure.unit.isMoney,
          cell: plan.address(id, .total, .month(month)).text, before: released?.rows[id], after: value))
    }
    guard !lines.isEmpty else { return nil }
    var encoder = CanonicalEncoder()
    guard (try? encoder.put(.map(["month": .month(month), "rows": BudgetContent.canonical(rows)]))) != nil else { return nil }
    let (after, before) = (rows["revenue"]?[month] ?? 0, released?.rows["revenue"])
    return SubjectContent(
      digest: Digest.sha256(encoder.bytes), lines: lines, amount: after,
      deviation: before.map { SubjectContent.deviation(after, from: $0) } ?? 0, rows: rows)
  }
}
