// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Ingestion
import Testing

/// Sees rows lost, sums that drift, wrong days; can't see whether a column was given the right meaning.
@Suite("AdventureWorks is imported whole", .enabled(if: RealData.isPresent("adventure-works"), "no adventure-works data here"))
struct AdventureWorksTests {
  static let tables = [
    "territories", "departments", "organizations", "gl_accounts", "employees", "items", "products", "vendors",
    "resellers", "vendor_items", "bill_of_materials", "inventory_on_hand", "sales_quotas", "purchase_order_lines",
    "sales_order_lines", "gl_balances",
  ]

  @Test("Every row of all sixteen tables is accepted or its rejection is explained")
  func everyRowIsAccountedFor() throws {
    let results = try RealData.readAll("adventure-works", Self.tables)
    for table in Self.tables {
      let result = try #require(results[table])
      let lines = try plainRows(RealData.url("adventure-works", table)).count
      #expect(result.rowsRead == lines, "\(table)")
      #expect(result.accepted + result.rejected == lines, "\(table)")
      let reasons = result.findings.kept.filter { $0.severity == .rejected }
      #expect(Set(reasons.map(\.line)).count == result.rejected, "\(table): \(result.findings.countsByCode)")
      print(table, result.accepted, result.rejected, result.findings.countsByCode.map { "\($0.code.rawValue) \($0.count)" })
      for finding in reasons.prefix(3) { print("   ", finding) }
    }
    #expect(results["sales_order_lines"]?.accepted == 76_035)
  }
}
