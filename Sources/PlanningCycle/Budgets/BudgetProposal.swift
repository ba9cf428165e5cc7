// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Formulas
import Journal
import Planning

/// 变更建议: a figure of an approved form that the forecast carried out of its limits, for somebody to accept or reject.
public struct BudgetProposal: Sendable {
  public struct Cause: Sendable {
    public let event: Int64
    public let by: String
    public let at: Moment
    public let label: BilingualText
  }

  public let form: String
  public let formLabel: BilingualText
  public let year: Int
  /// The line's key in the form.
  public let line: String
  public let label: BilingualText
  public let unit: String
  public let good: String?
  public let isMoney: Bool
  /// To be explained; nil for what no single measure gives.
  public let cell: String?
  /// Of the year, hundredths of the unit.
  public let approved: Int64
  public let forecast: Int64
  /// Where it floats freely; nil without a bound.
  public let low: Int64?
  public let high: Int64?
  public let limit: BudgetLimit
  /// The event that approved the form.
  public let approval: Int64
  /// What carried it out; nil when it lay outside from the beginning.
  public var cause: Cause?
  /// The approval it was handed in with and lies in; nil where nobody handed it in.
  public var running: Int64?
  /// By month of the year, what would stand in the form.
  let months: [Month: Int64]

  var place: String { "\(form)/\(year)/\(line)" }
}

extension PlanState {
  /// Figures of an approved form that lie outside their limits and were not rejected there, in the form's order.
  func proposals(_ approval: BudgetApproval) throws(PlanningError) -> [BudgetProposal] {
    guard let form = BudgetForm.named(approval.key.form) else { return [] }
    let period = PlanPeriod.year(approval.key.year)
    let builder = BuildBudgetForm(plan: self, form: form, period: period, departments: nil, approval: approval)
    let indexes = calendar.indexes(of: period, axis: .month)
    let rows = try builder.rows()
    return rows.rows.indices.compactMap { place in
      let row = rows.rows[place]
      guard row.isOwn, row.rank != .heading else { return nil }
      let figures = builder.figures(row, rows, indexes)
      guard let approved = figures.budget, let forecast = figures.forecast else { return nil }
      let limit = approval.limit(of: row.key)
      let isMoney = row.unit.isMoney
      guard !limit.allows(forecast, around: approved, isMoney: isMoney), !approval.isRejected(row.key, at: forecast, isMoney: isMoney)
      else { return nil }
      let width = limit.width(around: approved, isMoney: isMoney)
      let known = builder.known(row, indexes)
      let months = known.compactMap { index in row.forecast[index].map { (calendar.month(at: index), $0) } }
      return BudgetProposal(
        form: form.key, formLabel: form.label, year: approval.key.year, line: row.key, label: rows.name(place), unit: row.unit.description,
        good: row.good, isMoney: isMoney, cell: row.measure.map { address($0, row.coordinate, period).text }, approved: approved,
        forecast: forecast, low: width.map { approved - $0 }, high: width.map { approved + $0 }, limit: limit, approval: approval.event,
        cause: approval.causes[row.key].map { BudgetProposal.Cause(event: $0.event, by: $0.by.login, at: $0.at, label: $0.label) },
        months: Dictionary(months, uniquingKeysWith: { first, _ in first }))
    }
  }
}
