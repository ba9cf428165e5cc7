// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Ingestion
import Testing

/// Sees rows lost, sums that drift, wrong days; can't see whether a column was given the right meaning.
@Suite(
  "AdventureWorks is imported whole",
  .enabled(if: RealData.isPresent("adventure-works"), "no adventure-works data beside the repository"))
struct AdventureWorksTests {
  /// Masters before what names them.
  static let tables = [
    "territories", "departments", "organizations", "gl_accounts", "employees", "items", "products", "vendors",
    "resellers", "vendor_items", "bill_of_materials", "inventory_on_hand", "sales_quotas",
    "purchase_order_lines",
    "sales_order_lines", "gl_balances",
  ]

  static let results = Result { try RealData.readAll("adventure-works", tables) }

  @Test("Every row of all sixteen tables is accepted", arguments: tables)
  func everyRow(_ table: String) throws {
    let result = try #require(Self.results.get()[table])
    let lines = try plainRows(RealData.url("adventure-works", table)).count
    #expect(result.rowsRead == lines)
    #expect(result.accepted + result.rejected + result.merged == lines)
    #expect(result.rejected == 0)
    #expect(result.says(.rejected).isEmpty)
    // Six balances of May 2023 and May 2024 stand in two lines each.
    #expect(result.merged == (table == "gl_balances" ? 6 : 0))
  }

  @Test("The ledger keeps every cent by month and scenario")
  func ledger() throws {
    let table = try #require(Self.results.get()["gl_balances"]).table
    var imported: [String: Int64] = [:]
    for row in 0..<table.rowCount {
      let month = try #require(table["period"].month(row))
      imported["\(month) \(table["scenario"].text(row) ?? "")", default: 0] += table["amount"].integers[row]
    }
    var expected: [String: Int64] = [:]
    for row in try plainRows(RealData.url("adventure-works", "gl_balances")) {
      expected["\(row["period"] ?? "") \(row["scenario"] ?? "")", default: 0] += cents(row["amount"] ?? "")
    }
    #expect(imported == expected)
  }

  @Test("All 76,035 order lines arrive; net amounts by month and channel equal the file's to the cent")
  func netAmounts() throws {
    let table = try #require(Self.results.get()["sales_order_lines"]).table
    #expect(table.rowCount == 76_035)
    var imported: [String: Int64] = [:]
    for row in 0..<table.rowCount {
      let month = try #require(table["ordered_on"].day(row)).monthOf
      let channel = try #require(table["channel"].text(row))
      imported["\(month) \(channel)", default: 0] += try #require(table["amount_excl_tax"].integer(row))
    }
    var expected: [String: Int64] = [:]
    for row in try plainRows(RealData.url("adventure-works", "sales_order_lines")) {
      let key = "\(row["order_date"]?.prefix(7) ?? "") \(row["channel"] ?? "")"
      expected[key, default: 0] += cents(row["net_amount"] ?? "")
    }
    #expect(imported == expected)
    #expect(expected.count > 50)
  }

  @Test("Gross is net plus tax on every order line, and equals net on purchases without tax")
  func gross() throws {
    let sales = try #require(Self.results.get()["sales_order_lines"]).table
    let (gross, net, tax) = (sales["amount_incl_tax"], sales["amount_excl_tax"], sales["tax_amount"])
    #expect(
      (0..<sales.rowCount).allSatisfy {
        gross.integers[$0] == net.integers[$0] + tax.integers[$0] && tax.isPresent[$0]
      })
    let purchases = try #require(Self.results.get()["purchase_order_lines"])
    #expect(purchases.table["amount_incl_tax"].integers == purchases.table["amount_excl_tax"].integers)
    #expect(purchases.findings.count(.grossTakenAsNet) == 8_845)
  }

  @Test(
    "Order lines name items by their other code, and internet customers without a master are a warning each")
  func references() throws {
    let result = try #require(Self.results.get()["sales_order_lines"])
    #expect(result.findings.count(.referenceUnknown) == 0)
    let internet = try plainRows(RealData.url("adventure-works", "sales_order_lines")).filter {
      $0["channel"] == "internet"
    }
    #expect(result.findings.count(.optionalReferenceUnknown) == internet.count)
  }

  @Test("The same file read twice has the same digest, and without its mapping the same kind is guessed")
  func again() throws {
    let results = try Self.results.get()
    for table in ["items", "sales_quotas", "vendor_items"] {
      #expect(try RealData.read("adventure-works", table).digest == results[table]?.digest)
    }
    let guesses = try FactFile.guessKinds(
      .file(path: RealData.url("adventure-works", "sales_order_lines").path))
    #expect(guesses.first?.kind == .salesOrderLines)
    #expect(guesses.first?.missingFields.isEmpty == true)
  }
}

/// `12.3456` as whole cents, rounded half away from zero, on digits alone.
func cents(_ text: String) -> Int64 {
  let isNegative = text.hasPrefix("-")
  let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
  let fraction = Array((parts.count > 1 ? String(parts[1]) : "") + "000")
  let whole = Int64(parts[0]) ?? 0
  let hundredths = Int64(String(fraction[0..<2])) ?? 0
  let value = whole * 100 + hundredths + (fraction[2] >= "5" ? 1 : 0)
  return isNegative ? -value : value
}
