// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import NumericalMethods
import Planning
import Testing

/// Sees: a block the slice forgot, cells that a twin shares and writes. Does not see: speed.
@Suite struct CalculationSliceTests {
  private static let results = ["margin_rate", "receivable", "purchases", "stock", "inflow", "outflow"]

  private func load(_ engine: PlanEngine, _ random: inout RandomStream) throws {
    let first = PlanPeriod.month(engine.calendar.firstMonth)
    for item in [101, 105, 108] as [Int64] {
      for region in 1...3 as ClosedRange<Int64> {
        try engine.load(
          "baseline", members: [item, region], firstPeriod: first, values: (0..<12).map { _ in (random.uniform() * 100).rounded() },
          source: .constant)
      }
    }
    try engine.load("opening_cash", members: [], firstPeriod: nil, values: [random.uniform()], source: .constant)
  }

  @Test("a twin of a slice, tried twenty times, reads as a plan that calculated everything; the plan itself stays as it was")
  func same() throws {
    let plan = try SampleModel.engine()
    let before = plan.stateDigestBytes()
    let slice = try plan.slice(from: ["baseline", "opening_cash"], to: Self.results)
    #expect(slice.cellCount > 0 && slice.cellCount < plan.cellCount)
    let twin = plan.twin(of: slice)
    let whole = plan.calculatedFromScratch()
    for seed in 0..<20 {
      var (one, other) = (RandomStream(seed: UInt64(seed)), RandomStream(seed: UInt64(seed)))
      try load(twin, &one)
      try load(whole, &other)
      twin.calculate(slice)
      whole.calculate()
      for name in Self.results {
        let (left, right) = (try twin.values(name, at: .total), try whole.values(name, at: .total))
        #expect(left.map(\.bitPattern) == right.map(\.bitPattern), "\(name) of seed \(seed)")
      }
      #expect(
        try twin.values("margin_rate", at: ["Item": 105, "Region": 2]) == whole.values("margin_rate", at: ["Item": 105, "Region": 2]))
    }
    #expect(plan.stateDigestBytes() == before)
  }

  @Test("what the inputs do not move, or the results do not need, is not calculated: the twin keeps the plan's numbers there")
  func others() throws {
    let plan = try SampleModel.engine()
    let slice = try plan.slice(from: ["baseline"], to: ["revenue"])
    let twin = plan.twin(of: slice)
    try twin.load(
      "baseline", members: [101, 1], firstPeriod: .month(plan.calendar.firstMonth), values: [5_000], source: .constant)
    twin.calculate(slice)
    #expect(try twin.values("revenue", at: .total) != plan.values("revenue", at: .total))
    #expect(try twin.values("cost", at: .total) == plan.values("cost", at: .total))
    #expect(try plan.slice(from: ["fixed_costs"], to: ["revenue"]).cellCount < slice.cellCount)
    #expect(throws: PlanningError.self) { try plan.slice(from: ["revenue"], to: ["revenue"]) }
  }

  @Test("what rests on no input is calculated too when a plan is calculated for its results alone")
  func constants() throws {
    let text = "model quarters\ninput x [month]\nmeasure n [month]\n  total: none\n  = month.number\nmeasure y [month]\n  = x * n\n"
    let first = Month(year: 2026, month: 1)
    let calendar = try PlanCalendar(firstMonth: first, lastMonth: Month(year: 2026, month: 6), cutoff: Month(year: 2026, month: 2))
    let engine = try PlanEngine(model: PlanningModel.check(ModelText.parse(text)), members: [], calendar: calendar)
    try engine.load("x", members: [], firstPeriod: .month(first), values: [10, 10, 10, 10, 10, 10], source: .constant)
    engine.calculate(try engine.slice(to: ["y"]))
    #expect(try engine.values("y", at: .total) == [10, 20, 30, 40, 50, 60])
  }
}
