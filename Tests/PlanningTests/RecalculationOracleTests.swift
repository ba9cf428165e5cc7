// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Sees: a stale cell, a sum in another order, a wrong image of an edge, in any chain of edits. Does not see: a formula that is
/// wrong in both ways of calculating it (the example tests and the outside oracle do).
@Suite struct RecalculationOracleTests {
  /// splitmix64: the same edits on every machine.
  struct Random {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) >> 33) % bound
    }
  }

  func edit(_ random: inout Random, _ calendar: PlanCalendar) -> InputEdit {
    let item = SampleModel.itemIDs[random.next(8)]
    let region = SampleModel.regionIDs[random.next(3)]
    let month = PlanPeriod.month(calendar.month(at: random.next(calendar.monthCount)))
    let family = Int64(11 + random.next(2))
    let value = Double(random.next(20_000)) / 7
    func edit(_ name: String, _ at: Coordinate, _ period: PlanPeriod?, _ value: Double?) -> InputEdit {
      InputEdit(measure: name, coordinate: at, period: period, value: value, source: .person(event: 1))
    }
    switch random.next(10) {
    case 0, 1, 2: return edit("baseline", ["Item": item, "Region": region], month, Double(random.next(300)))
    case 3:
      return edit("override", ["Item": item, "Region": region], month, random.next(3) == 0 ? nil : value)
    case 4: return edit("price", ["Item": item], month, value / 10)
    case 5: return edit("discount", ["Item": family, "Region": region], nil, Double(random.next(30)) / 100)
    case 6:
      return edit(
        "profile", ["Region": region, "Lag": Int64(random.next(4))], nil, Double(random.next(100)) / 100)
    case 7: return edit("fixed_costs", .total, month, value * 20)
    case 8:
      let day = PlanPeriod.day(calendar.day(at: random.next(calendar.dayCount)))
      return edit("workdays", .total, day, Double(random.next(3)))
    default: return edit("opening_cash", .total, nil, value * 100 - 100_000)
    }
  }

  @Test func aThousandEditsLeaveTheBitsOfACalculationFromScratch() throws {
    let engine = try SampleModel.engine()
    var random = Random(state: 20_261_123)
    for step in 0..<1_000 {
      let edits = (0..<(1 + random.next(3))).map { _ in edit(&random, engine.calendar) }
      _ = try engine.apply(edits)
      let fresh = engine.calculatedFromScratch()
      try #require(engine.stateDigestBytes() == fresh.stateDigestBytes(), "step \(step): \(edits)")
    }
  }

  @Test func theWaveHoldsExactlyTheCellsWhoseBitsChanged() throws {
    let engine = try SampleModel.engine()
    var random = Random(state: 7)
    for _ in 0..<40 {
      let before = engine.fork()
      let wave = try engine.apply([edit(&random, engine.calendar)])
      var changed = Set<String>()
      for slice in wave.slices {
        let (id, at) = (engine.model.measures[slice.measure].id, engine.coordinate(ofRow: slice.row, measure: slice.measure))
        let (old, new) = (try before.values(id, at: at), try engine.values(id, at: at))
        let periods = slice.periods.filter { old[$0].bitPattern != new[$0].bitPattern }
        #expect(periods.first == slice.periods.first && periods.last == slice.periods.last)
        for period in periods { changed.insert("\(slice.measure) \(slice.row) \(period)") }
      }
      var expected = Set<String>()
      for (index, measure) in engine.model.measures.enumerated() {
        for row in 0..<engine.rowCount(of: measure.id) {
          let at = engine.coordinate(ofRow: row, measure: index)
          let (old, new) = (try before.values(measure.id, at: at), try engine.values(measure.id, at: at))
          for period in old.indices where old[period].bitPattern != new[period].bitPattern {
            expected.insert("\(index) \(row) \(period)")
          }
        }
      }
      #expect(changed == expected)
    }
  }

  @Test func restoringCapturedInputsBringsEveryBitBack() throws {
    let engine = try SampleModel.engine()
    let state = engine.captureInputs()
    let digest = engine.stateDigestBytes()
    var random = Random(state: 99)
    for _ in 0..<25 { _ = try engine.apply([edit(&random, engine.calendar)]) }
    #expect(engine.stateDigestBytes() != digest)
    _ = try engine.restoreInputs(state)
    #expect(engine.stateDigestBytes() == digest)
  }

  @Test func aForkMovesAlone() throws {
    let engine = try SampleModel.engine()
    let digest = engine.stateDigestBytes()
    let fork = engine.fork()
    _ = try fork.apply([
      InputEdit(
        measure: "opening_cash", coordinate: .total, period: nil, value: -5, source: .person(event: 2))
    ])
    #expect(engine.stateDigestBytes() == digest)
    #expect(fork.stateDigestBytes() != digest)
  }
}
