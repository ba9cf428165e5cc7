// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import SupplyPlanning
import Testing

/// Sees any planned order that differs from an independent program on a real company; does not see a rule that both state wrongly.
@Suite("Requirements of a bicycle maker")
struct AdventureWorksReferenceTests {
  /// Bicycles, frames, wheels, made parts and bought parts.
  static let named = [
    "BK-M68B-38", "BK-M68B-42", "BK-R19B-52", "BK-T79U-60", "FR-R92R-62", "FR-M94B-42", "FW-R820", "RW-R820",
    "HB-R956", "SA-R522",
    "HS-3479", "PD-R853", "CH-0234", "BB-9108", "BC-M005", "LJ-0192-L", "BE-2908", "MS-2341", "CB-2903",
    "AR-5381",
  ]

  @Test(
    "Orders of every item equal those of the reference program by item, date and quantity",
    .enabled(if: AdventureWorks.located() != nil, "the sample company's files are not on this machine"))
  func equalsReference() throws {
    let data = try #require(AdventureWorks.located())
    let first = Day(iso: "2024-12-01")!
    let last = Day(iso: "2025-12-31")!
    let days = first.distance(to: last) + 1
    let company = try data.company(first: first)
    let plan = PlanningFixture(
      bill: company.bill, policies: company.policies,
      isWorkingDay: (0..<days).map { first.adding(days: $0).weekday <= 5 })
    let position = Dictionary(uniqueKeysWithValues: company.codes.enumerated().map { ($1, $0) })
    var demandFile = "item,day,quantity\n"
    for line in try data.lastYearAgain(from: first) where line.day <= last {
      guard let item = position[line.code] else { continue }
      plan[.independent, item, first.distance(to: line.day)] += line.quantity
      demandFile += "\(line.code),\(line.day),\(line.quantity)\n"
    }
    plan.plan()
    var planned: [String: [String]] = [:]
    for item in 0..<company.codes.count {
      planned[company.codes[item]] = plan.orders(of: Int32(item)).map {
        "\(first.adding(days: Int($0.releaseDay))) \(first.adding(days: Int($0.dueDay))) \($0.quantity) \($0.lateBy)"
      }
    }
    let reference = try referenceOrders(data: data.folder.path, demand: demandFile, first: first, last: last)
    #expect(reference.values.reduce(0) { $0 + $1.count } > 1000)
    for code in company.codes { #expect(planned[code] == reference[code] ?? [], "item \(code)") }
    for code in AdventureWorksReferenceTests.named {
      #expect(!(planned[code] ?? []).isEmpty, "item \(code) has orders")
    }
  }

  /// Runs `Reference/requirements/plan_requirements.py` and reads its orders by item.
  private func referenceOrders(data: String, demand: String, first: Day, last: Day) throws -> [String:
    [String]]
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "requirements-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let demandFile = folder.appendingPathComponent("demand.csv")
    try demand.write(to: demandFile, atomically: true, encoding: .utf8)
    let program = AdventureWorks.packageRoot().appendingPathComponent(
      "Reference/requirements/plan_requirements.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", program.path, data, "--demand", demandFile.path, "--first", "\(first)", "--last", "\(last)",
    ]
    let output = folder.appendingPathComponent("orders.csv")
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    var result: [String: [String]] = [:]
    for line in try String(contentsOf: output, encoding: .utf8).split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 5, let quantity = Double(fields[3]) else { continue }
      result[String(fields[0]), default: []].append("\(fields[1]) \(fields[2]) \(quantity) \(fields[4])")
    }
    return result
  }
}
