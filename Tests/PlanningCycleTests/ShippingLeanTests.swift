// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import PlanningCycle

/// Sees: new orders that ship before they are placed, a lean that does not end. Does not see: how a plan's purchases follow (the calibration proof does).
@Suite struct ShippingLeanTests {
  /// Two orders every working day, shipped so many days later.
  private func lean(days: Int, from first: String = "2025-01-01") -> [[Double]] {
    var rows: [[String: FactValue]] = []
    for on in day(first)...day("2026-10-31") where WorkingDays.china.isWorkday(on) {
      for line in 1...2 {
        rows.append([
          "order_number": .text("SO-\(on)"), "line_number": .number(Int64(line)), "ordered_on": .day(on),
          "due_on": .day(on.adding(days: days)),
          "customer": "C1", "item": "FAN-1", "quantity": SmallCompanyFacts.pieces(10), "amount_incl_tax": SmallCompanyFacts.yuan(1_000),
        ])
      }
    }
    return ShippingLean(
      orders: SmallCompanyFacts.table(.salesOrderLines, rows), shipments: FactTable(kind: .shipments), cutoff: month("2026-10"),
      workingDays: .china
    ).byMonth()
  }

  @Test(
    "what ships ten days after it is ordered ships nothing in the first days after the cutoff; from the second month on, all days alike")
  func tenDays() {
    let lean = lean(days: 10)
    #expect(lean.count == 6)
    #expect(lean[0][0] < -0.9 && lean[0][1] < -0.8, "\(lean[0])")
    #expect(lean[0][9] > 0.2 && lean[0][5] > 0.2)
    #expect(lean[1...].allSatisfy { $0.allSatisfy { abs($0) < 1e-9 } })
  }

  @Test("what ships on the day it is ordered leans nowhere; forty days later, the second month leans as well")
  func others() {
    #expect(lean(days: 0).allSatisfy { $0.allSatisfy { abs($0) < 1e-9 } })
    let late = lean(days: 40)
    #expect(late[1][0] < -0.8 && late[2].allSatisfy { abs($0) < 1e-9 }, "\(late[1])")
  }

  @Test("a handful of orders says nothing")
  func few() { #expect(lean(days: 10, from: "2026-10-22").isEmpty) }

  @Test("days off belong to the next working day's tenth of the month")
  func parts() {
    #expect(ShippingLean.part(of: day("2026-11-01"), .china) == ShippingLean.part(of: day("2026-11-02"), .china))
    #expect(ShippingLean.part(of: day("2026-11-02"), .china) == 0 && ShippingLean.part(of: day("2026-11-30"), .china) == 9)
  }
}
