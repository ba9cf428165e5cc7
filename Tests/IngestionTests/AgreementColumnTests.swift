// SPDX-License-Identifier: Apache-2.0
import Commerce
import Ingestion
import Testing

/// Sees an agreement taken that cannot hold, and one on the days of another that nobody is told of.
@Suite("Frame agreements in a file")
struct AgreementColumnTests {
  private let header = "协议号,供应商编码,物料编码,生效日期,失效日期,锁定数量,协议单价,币种\n"

  private func agreements(_ rows: [String], options: ImportOptions = ImportOptions()) throws -> ImportResult {
    try read(header + rows.joined(separator: "\n") + "\n", .frameAgreements, options: options)
  }

  @Test("Days in the wrong order, nothing locked, no price: refused for its reason, and the others are taken")
  func refused() throws {
    let result = try agreements([
      "KJ1,S1,A,2026-12-31,2026-01-01,100,5,CNY", "KJ2,S1,A,2026-01-01,2026-12-31,0,5,CNY", "KJ3,S1,A,2026-01-01,2026-12-31,100,,CNY",
      "KJ4,S1,A,2026-01-01,2026-12-31,-3,5,CNY", "KJ5,S1,A,2026-01-01,2026-12-31,100,5,CNY",
    ])
    #expect(
      result.says(.rejected) == [
        "2 import.dates-reversed", "3 import.quantity-not-positive", "4 import.required-missing", "5 import.quantity-not-positive",
      ])
    #expect(result.accepted == 1)
    let finding = try #require(result.findings.kept.first { $0.code == .datesReversed })
    #expect(finding.parameters.contains { $0.value == "2026-12-31" } && finding.parameters.contains { $0.value == "2026-01-01" })
  }

  @Test("Two agreements of a supplier for an item that share days are told once, with the earlier line; others are not")
  func overlap() throws {
    let result = try agreements([
      "KJ1,S1,A,2026-01-01,2026-06-30,100,5,", "KJ2,S1,A,2026-07-01,2026-12-31,100,5,", "KJ3,S1,A,2026-06-30,2026-07-01,100,4,",
      "KJ4,S2,A,2026-01-01,2026-12-31,100,5,", "KJ4,S1,B,2026-01-01,2026-12-31,100,5,",
    ])
    #expect(result.accepted == 5)
    #expect(result.says(.warning) == ["4 import.agreements-overlap"])
  }

  @Test("An item or a supplier that is not known refuses the row")
  func unknown() throws {
    var options = ImportOptions()
    options.knows = { kind, code in kind == .items ? code == "A" : code == "S1" }
    let result = try agreements(
      ["KJ1,S1,A,2026-01-01,2026-06-30,100,5,", "KJ2,S9,A,2026-01-01,2026-06-30,100,5,", "KJ3,S1,Z,2026-01-01,2026-06-30,100,5,"],
      options: options)
    #expect(result.says(.rejected) == ["3 import.reference-unknown", "4 import.reference-unknown"])
  }
}
