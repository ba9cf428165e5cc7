// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Sees: a spread that loses a piece, moves a held cell or breaks a total. Does not see: how a screen shows it.
@Suite struct SpreadingTests {
  private let person = InputSource.person(event: 9)
  private func month(_ text: String) throws -> PlanPeriod { .month(try #require(Month(iso: text))) }

  private func enter(_ engine: PlanEngine, _ entry: CellEntry) throws -> [InputEdit] {
    let edits = try engine.edits(for: entry)
    _ = try engine.apply(edits)
    return edits
  }

  @Test func aFamilyTotalIsSpreadInWholePiecesAndComesOutExactly() throws {
    let engine = try SampleModel.engine()
    let period = try month("2026-08")
    let family: Coordinate = ["Item": 11]
    let before = try #require(try engine.value("agreed", at: family, period: period))
    let edits = try enter(
      engine,
      CellEntry(
        measure: "agreed", coordinate: family, period: period, change: .set(before + 100), source: person))
    #expect(try engine.value("agreed", at: family, period: period) == before + 100)
    #expect(edits.allSatisfy { $0.measure == "override" && $0.value?.rounded() == $0.value })
    #expect(try engine.source("override", at: edits[0].coordinate, period: period) == person)
  }

  @Test func aYearKeepsClosedMonthsAndHeldMembers() throws {
    let engine = try SampleModel.engine()
    let at: Coordinate = ["Item": 12, "Region": 2]
    let hold = CellEntry.Hold(coordinate: ["Item": 107, "Region": 2], period: nil)
    let held = try engine.values("agreed", at: ["Item": 107, "Region": 2])
    let old = try engine.values("agreed", at: at)
    _ = try enter(
      engine,
      CellEntry(
        measure: "agreed", coordinate: at, period: .year(2026), change: .scale(1.1), holds: [hold],
        source: person))
    let year = try #require(try engine.value("agreed", at: at, period: .year(2026)))
    #expect(abs(year - old[3...14].reduce(0, +) * 1.1) < 1e-9)
    #expect(try engine.values("agreed", at: ["Item": 107, "Region": 2]) == held)
    #expect(try Array(engine.values("agreed", at: at)[0..<6]) == Array(old[0..<6]))
  }

  @Test func everyMethodKeepsTheTotalForAnyNumber() throws {
    var random = RecalculationOracleTests.Random(state: 5)
    for _ in 0..<60 {
      let engine = try SampleModel.engine()
      let method: CellEntry.Method = [.proportional, .even, .lastYear, .like("baseline")][random.next(4)]
      let at: Coordinate = [[:], ["Item": 11], ["Region": 3], ["Item": 21, "Region": 1]][random.next(4)]
      let period: PlanPeriod = [.quarter(year: 2026, 2), .quarter(year: 2026, 4), try month("2026-09")][
        random.next(3)]
      let target = Double(random.next(100_000))
      _ = try enter(
        engine,
        CellEntry(
          measure: "agreed", coordinate: at, period: period, change: .set(target), method: method,
          source: person))
      #expect(try engine.value("agreed", at: at, period: period) == target)
    }
  }

  @Test func lockedChildrenRefuseWithTheirNames() throws {
    let engine = try SampleModel.engine()
    let period = try month("2026-08")
    let at: Coordinate = ["Item": 101, "Region": 1]
    let entry = CellEntry(
      measure: "agreed", coordinate: at, period: period, change: .set(1),
      holds: [CellEntry.Hold(coordinate: ["Item": 11], period: nil)], source: person)
    let error = #expect(throws: PlanningError.self) { try engine.edits(for: entry) }
    #expect(error?.code == .cellsLocked)
    #expect(error?.detail.english.contains("物料101 区域1 2026-08") == true)
    #expect(error?.detail.chinese.contains("物料101 区域1 2026-08") == true)
    let closed = CellEntry(
      measure: "agreed", coordinate: at, period: try month("2026-01"), change: .set(1), source: person)
    #expect(#expect(throws: PlanningError.self) { try engine.edits(for: closed) }?.code == .cellsLocked)
  }

  @Test func whatCannotBeSpreadSaysWhy() throws {
    let engine = try SampleModel.engine()
    let period = try month("2026-08")
    func code(_ entry: CellEntry) -> PlanningError.Code? {
      do throws(PlanningError) {
        _ = try engine.edits(for: entry)
        return nil
      } catch { return error.code }
    }
    #expect(
      code(CellEntry(measure: "revenue", coordinate: .total, period: period, change: .set(1), source: person))
        == .notEditable)
    #expect(
      code(CellEntry(measure: "price", coordinate: .total, period: period, change: .set(1), source: person))
        == .totalNotDefined)
    #expect(
      code(
        CellEntry(
          measure: "price", coordinate: .total, period: period, change: .set(9), method: .repeated,
          source: person)) == nil)
    #expect(
      code(
        CellEntry(measure: "agreed", coordinate: .total, period: .year(2040), change: .set(1), source: person)
      ) == .periodOutsideHorizon)
    _ = try engine.apply([
      InputEdit(
        measure: "override", coordinate: ["Item": 101, "Region": 1], period: period, value: -50,
        source: person)
    ])
    #expect(
      code(CellEntry(measure: "agreed", coordinate: .total, period: period, change: .set(1), source: person))
        == .weightsMixed)
  }

  @Test func clearingRemovesOverridesAlone() throws {
    let engine = try SampleModel.engine()
    let digest = engine.stateDigestBytes()
    let entry = CellEntry(
      measure: "agreed", coordinate: ["Item": 11], period: .year(2026), change: .add(77), source: person)
    let written = try enter(engine, entry)
    let cleared = try enter(
      engine,
      CellEntry(measure: "agreed", coordinate: .total, period: .year(2026), change: .clear, source: person))
    #expect(Set(written.map(\.coordinate)) == Set(cleared.map(\.coordinate)))
    #expect(engine.stateDigestBytes() == digest)
  }
}
