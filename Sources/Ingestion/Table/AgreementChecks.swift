// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// What a row of frame agreements says as a whole: days in order, something locked, and whether an earlier row holds on the same days.
final class AgreementChecks {
  /// Who supplies what, by the codes of the texts.
  private struct Pair: Hashable {
    let supplier: Int64
    let item: Int64
  }

  private struct Span {
    let days: ClosedRange<Int64>
    let line: Int
  }

  private let supplier, item, from, through, quantity: Int
  private var spans: [Pair: [Span]] = [:]

  init?(_ schema: FactSchema) {
    guard schema.kind == .frameAgreements, let supplier = schema.index(of: "supplier"), let item = schema.index(of: "item"),
      let from = schema.index(of: "valid_from"), let through = schema.index(of: "valid_to"), let quantity = schema.index(of: "quantity")
    else { return nil }
    (self.supplier, self.item, self.from, self.through, self.quantity) = (supplier, item, from, through, quantity)
  }

  /// Rejects what cannot hold.
  func check(_ values: UnsafePointer<Int64>, _ present: UnsafePointer<Bool>, _ plans: [FieldPlan], _ findings: RowFindings) {
    if present[from], present[through], values[through] < values[from] {
      let days = [("from", values[from]), ("to", values[through])]
      findings.rowProblem(.datesReversed, days.map { .init($0.0, "\(Day(ordinal: Int32(clamping: $0.1)))") })
    }
    if present[quantity], values[quantity] <= 0 {
      findings.cell(.quantityNotPositive, plans[quantity], text: "\(Double(values[quantity]) / 10_000)", [])
    }
  }

  /// Keeps the days of a row that is taken, and tells of an earlier one on the same days.
  func remember(_ values: UnsafePointer<Int64>, _ findings: RowFindings) {
    let pair = Pair(supplier: values[supplier], item: values[item])
    let days = values[from]...max(values[from], values[through])
    if let earlier = spans[pair]?.first(where: { $0.days.overlaps(days) }) {
      findings.rowProblem(.agreementsOverlap, [.init("earlier", String(earlier.line))])
    }
    spans[pair, default: []].append(Span(days: days, line: findings.line))
  }
}
