// SPDX-License-Identifier: Apache-2.0
import Calendars

extension SalesBooks {
  /// The first day of the month in which the documents of a measure begin; nil for balances, and where there are none.
  ///
  /// Of the whole company, whatever is filtered: a customer who is new had nothing before, a company whose orders begin in July
  /// had something that nobody knows.
  func knownFrom(_ measure: SalesMeasure) -> Day? {
    let days =
      switch measure.dateRule {
      case .ordered, .promised: orders.lines.day
      case .shipped, .completed: shipments.lines.day
      case .invoiced: invoices.lines.day
      case .received: receipts.lines.day
      case .asOf: [Int32]()
      }
    guard let first = days.min(), first != DocumentLines.noDay else { return nil }
    return Day(ordinal: first).monthOf.firstDay
  }
}
