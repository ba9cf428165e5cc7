// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Foundation
import Journal
import Testing

@testable import PlanningCycle

/// The small company as two systems know it: every second order of FAN-1 names `FAN-01`, every second one of C1 names it by its full name, and
/// stock, prices
/// and terms of delivery are told under both codes.
struct TwiceCompany {
  let company: SmallCompany
  var workspace: Workspace { company.workspace }

  static let name = "东方百货有限公司"

  init() throws { company = try SmallCompany(facts: Self.facts, extra: Self.money(twice: true)) }

  /// The same company as if its systems had used one code all along.
  static func once() throws -> SmallCompany { try SmallCompany(facts: SmallCompanyFacts.all, extra: money(twice: false)) }

  private static func rows(_ table: FactTable) -> [[String: FactValue]] {
    (0..<table.rowCount).map { row in
      var values: [String: FactValue] = [:]
      for column in table.columns where column.isPresent[row] {
        values[column.field.name] = column.field.type == .text ? .text(column.text(row)!) : .number(column.integers[row])
      }
      return values
    }
  }

  static let facts: [FactTable] = SmallCompanyFacts.all.map { table in
    var rows = rows(table)
    switch table.kind {
    case .salesOrderLines:
      for index in rows.indices where index % 8 >= 4 {
        if rows[index]["item"] == "FAN-1" { rows[index]["item"] = "FAN-01" }
        if rows[index]["customer"] == "C1" { rows[index]["customer"] = .text(name) }
      }
    case .items: rows.append(["code": "FAN-01", "name": "FAN-1", "family": "旧族", "unit": "台", "standard_cost": SmallCompanyFacts.price(1)])
    case .prices:
      rows.append([
        "item": "FAN-01", "territory": "EAST", "valid_from": .day(day("2024-01-01")), "price_incl_tax": SmallCompanyFacts.price(999),
      ])
    case .stock:
      rows = rows.map { row in
        var row = row
        if row["item"] == "FAN-1" { row["quantity"] = SmallCompanyFacts.pieces(50) }
        return row
      }
      rows.append([
        "item": "FAN-01", "location": "WH", "counted_on": .day(day("2026-10-31")), "quantity": SmallCompanyFacts.pieces(30),
      ])
    default: return table
    }
    return SmallCompanyFacts.table(table.kind, rows)
  }

  /// Invoices and receipts of C1: under its code, or every second one under its name.
  static func money(twice: Bool) -> [FactTable] {
    let who: (Int) -> FactValue = { twice && $0 % 2 == 1 ? .text(name) : "C1" }
    let invoices = (0..<6).map { index -> [String: FactValue] in
      [
        "invoice_number": .text("FP-\(index)"), "line_number": .number(1),
        "invoiced_on": .day(month("2026-05").adding(months: index).firstDay), "customer": who(index), "item": "FAN-1",
        "amount_incl_tax": SmallCompanyFacts.yuan(10_000 + index),
      ]
    }
    let receipts = (0..<4).map { index -> [String: FactValue] in
      [
        "receipt_number": .text("SK-\(index)"), "received_on": .day(month("2026-06").adding(months: index).firstDay.adding(days: 4)),
        "customer": who(index + 1), "amount": SmallCompanyFacts.yuan(10_000 + index),
      ]
    }
    return [SmallCompanyFacts.table(.invoices, invoices), SmallCompanyFacts.table(.receipts, receipts)]
  }

  /// Who brings data in says what is one.
  static let keeper = Person(id: 9, login: "zhao", name: "赵", title: "管理员", role: .administrator)

  var proof: Authorized<To.ImportFacts> { get throws { try Access.authorize(Self.keeper, to: To.ImportFacts.self) } }
  var view: Authorized<To.ViewCompany> { get throws { try Access.authorize(SmallCompany.wang, to: To.ViewCompany.self) } }

  @discardableResult
  func merge(_ kind: MemberKind, _ code: String, into: String, since: Day? = nil, reason: String = "税号相同") throws -> CommandOutcome {
    try workspace.mergeMembers(
      try proof, kind, [code], into: into, since: since, context: company.context(Self.keeper, reason: reason))
  }

  @discardableResult
  func separate(_ merge: Int64) throws -> CommandOutcome {
    try workspace.separateMembers(try proof, merge, codes: nil, context: company.context(Self.keeper, reason: "弄错了"))
  }

  @discardableResult
  func move(_ level: HierarchyLevel, _ code: String, to parent: String, since: String) throws -> CommandOutcome {
    try workspace.moveMember(
      try proof, level, code, to: parent, since: day(since), context: company.context(Self.keeper, reason: "调整"))
  }
}

/// What a table says, without files, lines and batches.
func told(_ table: FactTable) -> [String] {
  (0..<table.rowCount).map { row in
    table.columns.map { column in
      guard column.isPresent[row] else { return "–" }
      return column.field.type == .text ? "\(column.integers[row]):\(column.text(row)!)" : "\(column.integers[row])"
    }.joined(separator: "|")
  }
}
