// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Every kind of change in random order: leaf, total with holds, paste, branch, merge, undo, moved member, changed formula.
///
/// Sees: a state that depends on how it was reached. `TONGPIN_RANDOM_OPERATIONS` sets how many (10,000 unless it says otherwise).
@Suite struct RandomOperationTests {
  @Test func whateverHappensTheStateEqualsOneFromScratch() throws {
    var session = try RandomSession(seed: 20_261_128)
    for step in 0..<RandomSession.operationCount {
      let operation = try session.step()
      let fresh = session.plan.calculatedFromScratch()
      try #require(session.plan.stateDigestBytes() == fresh.stateDigestBytes(), "step \(step): \(operation)")
      if let branch = session.branch, step % 7 == 0 {
        try #require(
          branch.head.stateDigestBytes() == branch.head.calculatedFromScratch().stateDigestBytes(),
          "branch at step \(step): \(operation)")
      }
    }
    #expect(session.spreads.done > 3 * session.spreads.refused, "\(session.spreads)")
    #expect(session.counts.count == RandomSession.Operation.allCases.count, "not every kind of operation came up: \(session.counts)")
  }

  /// Any number of any state explains what it owes to what, down to the last bit that floating point leaves.
  @Test func everyChangeIsExplainedToItsSum() throws {
    var session = try RandomSession(seed: 77)
    let names = session.plan.model.measures.filter { $0.kind != .input && $0.kind != .assertion }.map(\.id)
    var explained = 0
    for step in 0..<500 {
      let earlier = session.plan.fork()
      try session.edit()
      let name = names[step % names.count]
      let year = PlanPeriod.year(2026)
      let axis = session.plan.model.measures[session.plan.model.measure(named: name) ?? 0].axis
      let change = try session.plan.explainChange(name, at: .total, period: axis == .none ? nil : year, since: earlier)
      guard !change.children.isEmpty else { continue }
      explained += 1
      let sum = change.children.reduce(0) { $0 + ($1.contribution ?? 0) }
      let scale = max(1, abs(change.value ?? 0), abs(change.before ?? 0))
      #expect(abs(sum - change.change) <= 1e-9 * scale, "step \(step): \(name) \(sum) of \(change.change)")
      #expect(!change.children.contains { $0.kind == .interplay }, "step \(step): \(name) leaves a rest")
    }
    #expect(explained > 100)
  }

  /// The same between two months of one state.
  @Test func everyDifferenceOfTwoMonthsIsExplainedToItsSum() throws {
    var session = try RandomSession(seed: 78)
    let measures = session.plan.model.measures.filter { $0.axis == .month && $0.kind != .input && $0.kind != .assertion }
    var explained = 0
    for step in 0..<400 {
      try session.edit()
      let calendar = session.plan.calendar
      let (early, late) = ((step * 7) % calendar.monthCount, (step * 5 + 3) % calendar.monthCount)
      let name = measures[step % measures.count].id
      let change = try session.plan.explainChange(
        name, at: .total, from: .month(calendar.month(at: early)), to: .month(calendar.month(at: late)))
      guard !change.children.isEmpty else { continue }
      explained += 1
      let sum = change.children.reduce(0) { $0 + ($1.contribution ?? 0) }
      let scale = max(1, abs(change.value ?? 0), abs(change.before ?? 0))
      #expect(abs(sum - change.change) <= 1e-9 * scale, "step \(step): \(name) \(sum) of \(change.change)")
      #expect(!change.children.contains { $0.kind == .interplay }, "step \(step): \(name) \(early) → \(late) leaves a rest")
    }
    #expect(explained > 200)
  }

  @Test func aBalanceOfALaterMonthIsExplainedByWhatWentInAndOut() throws {
    let plan = try SampleModel.engine()
    let change = try plan.explainChange(
      "cash", at: .total, from: .month(Month(year: 2026, month: 4)), to: .month(Month(year: 2026, month: 6)))
    #expect(Set(change.children.map(\.label)) == ["inflow", "outflow", "interest"] || !change.children.contains { $0.label == "cash" })
    let inflow = try #require(change.children.first { $0.label == "inflow" })
    let (may, june) = (
      try plan.value("inflow", at: .total, period: .month(Month(year: 2026, month: 5))),
      try plan.value("inflow", at: .total, period: .month(Month(year: 2026, month: 6)))
    )
    #expect(abs((inflow.contribution ?? 0) - ((may ?? 0) + (june ?? 0))) < 1e-6)
  }

  /// An undo brings back every bit of the inputs and so of everything.
  @Test func undoneOperationsLeaveNoTrace() throws {
    let plan = try SampleModel.engine()
    let before = plan.stateDigestBytes()
    let inputs = plan.captureInputs()
    var session = try RandomSession(seed: 5, plan: plan)
    for _ in 0..<40 { _ = try session.edit() }
    _ = try plan.restoreInputs(inputs)
    #expect(plan.stateDigestBytes() == before)
  }
}
