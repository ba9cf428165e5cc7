// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Members change their place; numbers belong to members.
@Suite struct ModelMemberTests {
  private let first = Month(year: 2026, month: 1)

  private func engine(_ parents: [Int64: Int64], order: [Int64]) throws -> PlanEngine {
    let model = PlanningModel.check(
      ModelText.parse(
        """
        model m
        dimension Item
          hierarchy product: Family
        input units [Item, month] 件
        input quota [Item.Family] 件
        measure families [Item.Family, month] 件 = sum(units by Item.Family) + quota
        """))
    let items = MemberTable(
      dimension: "Item",
      leaves: order.map { MemberTable.Leaf(id: $0, code: "P\($0)", parents: parents[$0].map { ["Family": $0] } ?? [:]) },
      groups: [11, 12].map { MemberTable.Group(id: $0, code: "F\($0)", level: "Family") })
    return try PlanEngine(
      model: model, members: [items],
      calendar: PlanCalendar(firstMonth: first, lastMonth: first.adding(months: 1), cutoff: first.adding(months: -1)))
  }

  @Test func aMemberThatMovesToAnotherParentKeepsItsNumbersAndTheirSource() throws {
    let before = try engine([1: 11, 2: 11, 3: 12], order: [1, 2, 3])
    let fact = InputSource.fact(kind: "sales-forecasts", key: "7", batch: 3)
    for (id, source) in [(Int64(1), InputSource.constant), (2, fact), (3, .person(event: 9))] {
      try before.load(
        "units", members: [id], firstPeriod: .month(first), values: [Double(id), Double(id) * 10], source: source)
    }
    try before.load("quota", members: [11], firstPeriod: nil, values: [100], source: .constant)
    before.calculate()
    // 2 moves from F11 to F12 and to another line; 4 is new; 1 is gone.
    let after = try engine([2: 12, 3: 12, 4: 11], order: [4, 3, 2])
    let kept = after.takeInputs(of: before)
    after.calculate()
    #expect(kept.taken == 5)
    #expect(kept.lostCells == 2)
    #expect(try after.values("units", at: ["Item": 2]) == [2, 20])
    #expect(try after.values("units", at: ["Item": 4]) == [0, 0])
    #expect(try after.source("units", at: ["Item": 2], period: .month(first)) == fact)
    #expect(try after.values("families", at: ["Item": 12]) == [5, 50])
    #expect(try after.values("families", at: ["Item": 11]) == [100, 100])
    #expect(after.stateDigestBytes() == after.calculatedFromScratch().stateDigestBytes())
  }
}
