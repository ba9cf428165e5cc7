// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Ingestion
import Testing

/// Sees deals lost and days read in the wrong order; can't see whether a stage means what its name says.
@Suite(
  "CRM opportunities are imported whole",
  .enabled(if: RealData.isPresent("crm-opportunities"), "no crm-opportunities data beside the repository"))
struct CRMOpportunitiesTests {
  static let results = Result {
    try RealData.readAll("crm-opportunities", ["accounts", "products", "sales_teams", "sales_pipeline"])
  }

  @Test(
    "All rows of the four tables are accepted",
    arguments: ["accounts", "products", "sales_teams", "sales_pipeline"])
  func everyRow(_ table: String) throws {
    let result = try #require(Self.results.get()[table])
    #expect(result.rejected == 0)
    #expect(result.accepted == (try plainRows(RealData.url("crm-opportunities", table)).count))
  }

  @Test("Deals keep their days and values; the product that is written in one word is found")
  func deals() throws {
    let result = try #require(Self.results.get()["sales_pipeline"])
    let table = result.table
    #expect(result.findings.count(.optionalReferenceUnknown) == 0)
    var values: Int64 = 0
    for (row, plain) in try plainRows(RealData.url("crm-opportunities", "sales_pipeline")).enumerated() {
      let parts = (plain["close_date"] ?? "").split(separator: "-")
      let day = parts.count == 3 ? "20\(parts[2])-\(parts[1])-\(parts[0])" : nil
      #expect(table["closes_on"].day(row)?.description == day)
      values += cents(plain["close_value"].flatMap { $0.isEmpty ? nil : $0 } ?? "0")
    }
    #expect(table["amount_incl_tax"].integers.reduce(0, +) == values)
    #expect(!table["item"].texts.contains("GTXPro"))
  }

  @Test("Without a mapping the days are still read day first")
  func guessedDays() throws {
    let result = try FactFile.readTable(
      .file(path: RealData.url("crm-opportunities", "sales_pipeline").path), kind: .deals)
    #expect(result.accepted == 8_800)
    #expect(result.findings.count(.dayFormGuessed) == 2)
    #expect(result.table["opened_on"].day(0)?.description == "2016-10-20")
  }
}
