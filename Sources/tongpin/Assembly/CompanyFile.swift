// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Foundation
import PlanningCycle
import Wire

/// A whole plan as one JSON file, in the form that `Reference/manufacturing/plan_company.py` reads, with the totals it should come to.
enum CompanyFile {
  static func write(_ workspace: Workspace, to path: String) throws {
    let inputs = try workspace.planInputs(try Access.authorize(.localOperator, to: To.ExportData.self))
    try Data(json(inputs).encoded()).write(to: URL(fileURLWithPath: path))
  }

  static func json(_ inputs: PlanInputs) -> JSON {
    let made = inputs.items.filter(\.isMade)
    return .object([
      .init("first_month", .string(inputs.calendar.firstMonth.description)),
      .init("last_month", .string(inputs.calendar.lastMonth.description)),
      .init("cutoff", .string(inputs.calendar.cutoff.description)),
      .init("days_off", JSON(inputs.exceptions.filter { !$0.works }) { .string($0.day.description) }),
      .init("days_on", JSON(inputs.exceptions.filter(\.works)) { .string($0.day.description) }),
      .init("items", JSON(inputs.items) { .integer($0.id) }), .init("made", JSON(made) { .integer($0.id) }),
      .init("subcontracted", JSON(inputs.items.filter(\.isSubcontracted)) { .integer($0.id) }),
      .init("family", .object(inputs.items.compactMap { item in item.family.map { .init(String(item.id), .integer($0)) } })),
      .init("supplier", .object(inputs.items.compactMap { item in item.supplier.map { .init(String(item.id), .integer($0)) } })),
      .init("regions", JSON(inputs.regions) { .integer($0) }),
      .init("departments", .object(inputs.departments.map { .init(String($0.id), .string($0.costKind)) })),
      .init("agreements", JSON(inputs.agreements) { agreement(of: $0) }),
      .init("bill", JSON(inputs.bill) { line(of: $0) }), .init("inputs", JSON(inputs.rows) { row(of: $0) }),
      .init("totals", .object(inputs.totals.map { .init($0.measure, JSON($0.values) { number($0) }) })),
      .init("daily", JSON(inputs.totals.filter(\.isDaily)) { .string($0.measure) }),
    ])
  }

  private static func line(of bill: BillLine) -> JSON {
    .object([
      .init("assembly", .integer(bill.assembly)), .init("component", .integer(bill.component)),
      .init("quantity", number(bill.quantityPer)), .init("scrap", number(bill.scrapRate)),
      .init("from", JSON(bill.validFrom?.description)), .init("to", JSON(bill.validTo?.description)),
    ])
  }

  private static func agreement(of terms: AgreementTerms) -> JSON {
    .object([
      .init("id", .integer(terms.agreement)), .init("item", .integer(terms.item)),
      .init("from", .string(terms.days.lowerBound.description)), .init("through", .string(terms.days.upperBound.description)),
    ])
  }

  private static func row(of row: PlanInputs.Row) -> JSON {
    .object([
      .init("measure", .string(row.measure)), .init("members", JSON(row.members) { .integer($0) }),
      .init("first", .string(row.first)), .init("values", JSON(row.values) { $0.map { number($0) } ?? .null }),
    ])
  }

  /// The shortest text that reads back as the same bits.
  private static func number(_ value: Double) -> JSON { value.isFinite ? .number("\(value)") : .null }
}
