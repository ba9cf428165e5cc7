// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import PlanningCycle

/// Sees: orders counted in the wrong month, deliveries that appear from nowhere. Does not see: orders that are never delivered.
@Suite struct DeliveryTimingTests {
  private func orders(_ rows: [(on: Month, lag: Int, pieces: Int, project: Bool)]) -> FactTable {
    SmallCompanyFacts.table(
      .salesOrderLines,
      rows.enumerated().map { index, row in
        [
          "channel": "A", "order_number": .text("O-\(index)"), "line_number": .number(1), "ordered_on": .day(row.on.firstDay),
          "due_on": .day(row.on.adding(months: row.lag).firstDay), "item": "FAN-1", "quantity": SmallCompanyFacts.pieces(row.pieces),
          "amount_incl_tax": SmallCompanyFacts.yuan(row.pieces), "is_project": .boolean(row.project),
        ]
      })
  }

  @Test("months that deliver half at once and half a month later are drawn as they were; every difference sums to nought")
  func drawn() {
    let months = (0..<18).map { month("2025-05").adding(months: $0) }
    let table = orders(
      months.enumerated().flatMap { index, month in
        // Every other month delivers all at once, the others all a month later; projects have days of their own.
        [(month, index % 2, 100, false), (month, 5, 1_000, true)]
      })
    let timing = DeliveryTiming.learn(orders: table, shipments: FactTable(kind: .shipments), cutoff: month("2026-10"))
    #expect(timing.cohortCount == 18)
    let drawn = (0..<100).flatMap { timing.draw(PathSeed(seed: 1, path: $0), from: month("2026-11"), count: 4) }
    for difference in drawn {
      #expect(abs(difference.reduce(0, +)) < 1e-12)
      #expect(abs(abs(difference[0]) - 0.5) < 0.02 && difference[5] == 0, "\(difference)")
    }
    #expect(Swift.Set(drawn.map { $0[0] > 0 }).count == 2)
  }

  @Test("a shipment says more than the day that was promised; few months say nothing")
  func shipments() {
    let months = (0..<8).map { month("2026-03").adding(months: $0) }
    let table = orders(months.map { ($0, 0, 10, false) })
    let shipped = SmallCompanyFacts.table(
      .shipments,
      months.enumerated().map { index, month in
        [
          "shipment_number": .text("S-\(index)"), "line_number": .number(1),
          "shipped_on": .day(month.adding(months: index == 3 ? 2 : 0).firstDay), "order_number": .text("O-\(index)"),
          "order_line": .number(1),
          "item": "FAN-1", "quantity": SmallCompanyFacts.pieces(10),
        ]
      })
    let timing = DeliveryTiming.learn(orders: table, shipments: shipped, cutoff: month("2026-10"))
    let late = timing.draw(PathSeed(seed: 1, path: 0), from: month("2026-11"), count: 200).filter { $0[2] > 0.5 }
    #expect((10...45).contains(late.count), "\(late.count)")
    #expect(
      DeliveryTiming.learn(
        orders: orders([(month("2026-10"), 1, 5, false)]), shipments: FactTable(kind: .shipments), cutoff: month("2026-10")
      ).isEmpty)
  }
}
