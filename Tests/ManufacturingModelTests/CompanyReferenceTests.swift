// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import Planning
import PlanningCycle
import Testing

/// Sees any number of the plan that an independent program, written from the specification alone, would not get; does not see a rule the specification states wrongly.
@Suite("The manufacturing plan against its reference program")
struct CompanyReferenceTests {
  @Test(
    "Statements, cash by day and stock equal the reference within 1e-9, before and after every tenth edit",
    arguments: [11, 12])
  func equalsReference(seed: Int) throws {
    let company = try SampleCompany()
    try company.fillWhole()
    company.engine.calculate()
    var edits = RandomEdits(seed: seed)
    try expectReference(company, "before any edit")
    for number in 1...RandomEdits.count(otherwise: 20) {
      try edits.edit(company)
      if number % 10 == 0 { try expectReference(company, "after edit \(number)") }
    }
  }

  @Test("A bare company equals the reference too")
  func bareCompany() throws {
    let company = try SampleCompany()
    try company.fillBare()
    company.engine.calculate()
    try expectReference(company, "bare")
  }

  @Test("A small-scale taxpayer equals the reference, before and after every tenth edit", arguments: [13])
  func smallScale(seed: Int) throws {
    let company = try SampleCompany()
    try company.fillSmallScale()
    company.engine.calculate()
    let relieved = try company.engine.values("vat_relieved", at: .total)
    #expect(relieved.contains { $0 > 0 } && relieved.filter { $0 > 0 }.count < 5, "some quarters are exempt, some are not")
    try expectReference(company, "before any edit")
    var edits = RandomEdits(seed: seed)
    for number in 1...RandomEdits.count(otherwise: 20) {
      try edits.edit(company)
      if number % 10 == 0 { try expectReference(company, "after edit \(number)") }
    }
  }

  @Test("A company that pays and asks in advance equals the reference, before and after every tenth edit", arguments: [14])
  func advances(seed: Int) throws {
    let company = try SampleCompany(asksAdvances: true)
    try company.fillAdvances()
    company.engine.calculate()
    for measure in ["advances_given", "advances_used", "deposits_received", "deposits_used"] {
      #expect(try company.engine.values(measure, at: .total).contains { $0 > 0 }, "\(measure)")
    }
    try expectReference(company, "before any edit")
    var edits = RandomEdits(seed: seed)
    for number in 1...RandomEdits.count(otherwise: 20) {
      try edits.edit(company)
      if number % 10 == 0 { try expectReference(company, "after edit \(number)") }
    }
  }

  struct Answer: Decodable {
    let months: [String: [Double]]
    let days: [String: [Double]]
  }

  private func expectReference(_ company: SampleCompany, _ when: String) throws {
    let answer = try reference(company)
    #expect(answer.months.count > 35 && answer.days.count > 10)
    for (name, expected) in (answer.months.merging(answer.days) { $1 }).sorted(by: { $0.key < $1.key }) {
      let values = try company.engine.values(name, at: .total)
      #expect(values.count == expected.count, "\(name)")
      // Relative to the largest number of the line: a difference of large numbers has no more digits than they have.
      let scale = max(1, expected.map(abs).max() ?? 0, name.hasPrefix("cash") ? 1e6 : 0)
      for index in values.indices where !(abs(values[index] - expected[index]) <= 1e-9 * scale) {
        Issue.record("\(when): \(name) at \(index): \(values[index]), reference \(expected[index])")
        break
      }
    }
  }

  private func reference(_ company: SampleCompany) throws -> Answer {
    let first = company.calendar.firstDay
    let off = (0..<company.calendar.dayCount).map { first.adding(days: $0) }
      .filter { $0.weekday <= 5 && !SampleCompany.works($0) }.map(\.description)
    let bill: [[String: Any]] = SampleCompany.bill.map {
      [
        "assembly": $0.assembly, "component": $0.component, "quantity": $0.quantityPer, "scrap": $0.scrapRate,
        "from": $0.validFrom.map { "\($0)" as Any } ?? NSNull(),
        "to": $0.validTo.map { "\($0)" as Any } ?? NSNull(),
      ]
    }
    let inputs: [[String: Any]] = company.written.map {
      [
        "measure": $0.measure, "members": $0.members, "first": $0.first,
        "values": $0.values.map { $0.isNaN ? NSNull() : $0 as Any },
      ]
    }
    func rule(_ parts: [(share: Int64, isFromOrder: Bool, days: Int)]) -> [[String: Any]] {
      parts.map { ["share": Double($0.share) / 1_000_000, "from_order": $0.isFromOrder, "days": $0.days] }
    }
    let asks = company.asksAdvances
    let question: [String: Any] = [
      "payable_rules": asks ? ["6": rule(SampleCompany.supplierParts)] : [:],
      "collection_rules": asks ? ["2": rule(SampleCompany.customerParts)] : [:],
      "first_month": "2025-01", "last_month": "2027-12", "cutoff": "2026-10", "days_off": off,
      "items": SampleCompany.items, "made": [1, 2, 3],
      "family": ["1": 101, "2": 101, "3": 101, "4": 102, "5": 102, "6": 102], "supplier": ["3": 2, "4": 1, "5": 2],
      "subcontracted": [SampleCompany.subcontracted],
      "regions": SampleCompany.regions, "departments": ["1": "销售", "2": "制造", "3": "研发", "4": "行政"],
      "bill": bill, "inputs": inputs,
      "agreements": SampleCompany.agreements.map { terms -> [String: Any] in
        [
          "id": terms.agreement, "item": terms.item, "from": "\(terms.days.lowerBound)", "through": "\(terms.days.upperBound)",
        ]
      },
    ]
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("company-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (asked, answered) = (
      folder.appendingPathComponent("in.json"), folder.appendingPathComponent("out.json")
    )
    try JSONSerialization.data(withJSONObject: question).write(to: asked)
    _ = FileManager.default.createFile(atPath: answered.path, contents: nil)
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", root.appendingPathComponent("Reference/manufacturing/plan_company.py").path,
    ]
    process.standardInput = try FileHandle(forReadingFrom: asked)
    process.standardOutput = try FileHandle(forWritingTo: answered)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try JSONDecoder().decode(Answer.self, from: try Data(contentsOf: answered))
  }
}
