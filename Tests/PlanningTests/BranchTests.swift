// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// A branch costs what it changes, says what it changed, and comes back by a merge.
@Suite struct BranchTests {
  private func edit(_ measure: String, _ at: Coordinate, _ month: Int?, _ value: Double?, event: Int64 = 1) -> InputEdit {
    InputEdit(
      measure: measure, coordinate: at, period: month.map { .month(Month(year: 2026, month: $0)) }, value: value,
      source: .person(event: event))
  }

  @Test func aBranchAndItsPlanMoveApartWhicheverIsEdited() throws {
    let plan = try SampleModel.engine()
    let branch = PlanBranch(of: plan)
    let before = plan.stateDigestBytes()
    _ = try branch.head.apply([edit("baseline", ["Item": 101, "Region": 1], 5, 900)])
    #expect(plan.stateDigestBytes() == before)
    _ = try plan.apply([edit("price", ["Item": 102], 6, 77)])
    #expect(branch.ancestor.stateDigestBytes() == before)
    for engine in [plan, branch.head, branch.ancestor] {
      #expect(engine.stateDigestBytes() == engine.calculatedFromScratch().stateDigestBytes())
    }
  }

  @Test func aBranchOfABranchKeepsWhatItReadsFromBoth() throws {
    let plan = try SampleModel.engine()
    let first = plan.fork()
    _ = try first.apply([edit("baseline", ["Item": 101, "Region": 1], 5, 900)])
    let second = first.fork()
    let kept = second.stateDigestBytes()
    _ = try plan.apply([edit("baseline", ["Item": 108, "Region": 3], 7, 1)])
    _ = try first.apply([edit("baseline", ["Item": 105, "Region": 2], 8, 2)])
    plan.calculate()
    _ = try plan.apply([edit("fixed_costs", .total, 9, 3)])
    #expect(second.stateDigestBytes() == kept)
    _ = try second.apply([edit("opening_cash", .total, nil, 5)])
    for engine in [plan, first, second] {
      #expect(engine.stateDigestBytes() == engine.calculatedFromScratch().stateDigestBytes())
    }
  }

  @Test func loadingIntoABranchOrItsPlanLeavesTheOtherAlone() throws {
    let plan = try SampleModel.engine()
    let branch = plan.fork()
    let before = plan.stateDigestBytes()
    let first = PlanPeriod.month(plan.calendar.firstMonth)
    try branch.load("baseline", members: [101, 1], firstPeriod: first, values: [7, 8, 9], source: .constant)
    branch.calculate()
    #expect(plan.stateDigestBytes() == before)
    let kept = branch.stateDigestBytes()
    #expect(kept != before)
    try plan.load("baseline", members: [102, 2], firstPeriod: first, values: [1, 2, 3], source: .constant)
    plan.calculate()
    #expect(branch.stateDigestBytes() == kept)
    for engine in [plan, branch] { #expect(engine.stateDigestBytes() == engine.calculatedFromScratch().stateDigestBytes()) }
  }

  @Test func aBranchOwnsFewerBytesThanThePlan() throws {
    let plan = try SampleModel.engine()
    let branch = plan.fork()
    #expect(branch.ownBytes == 0)
    _ = try branch.apply([edit("fixed_costs", .total, 9, 3)])
    #expect(branch.ownBytes > 0)
    #expect(branch.ownBytes < plan.ownBytes)
  }

  @Test func theChangesOfABranchAreItsInputCellsWithTheirSource() throws {
    let plan = try SampleModel.engine()
    let branch = PlanBranch(of: plan)
    _ = try branch.head.apply([edit("baseline", ["Item": 101, "Region": 1], 5, 900, event: 42)])
    _ = try plan.apply([edit("price", ["Item": 102], 6, 77)])
    let changes = try branch.changes()
    #expect(changes.map(\.measure) == ["baseline"])
    #expect(changes.first?.after == 900)
    #expect(changes.first?.source == .person(event: 42))
    #expect(changes.first?.period == .month(Month(year: 2026, month: 5)))
  }

  @Test func totalsThatDifferAreListedMoneyFirstAndLargestFirst() throws {
    let plan = try SampleModel.engine()
    let branch = PlanBranch(of: plan)
    _ = try branch.head.apply([edit("baseline", ["Item": 101, "Region": 1], 5, 9_000)])
    let lines = try branch.head.totalDifferences(from: branch.ancestor)
    let money = lines.prefix { $0.isMoney }
    #expect(!money.isEmpty)
    #expect(lines.dropFirst(money.count).allSatisfy { !$0.isMoney })
    #expect(zip(money, money.dropFirst()).allSatisfy { abs($0.change) >= abs($1.change) })
    #expect(try plan.totalDifferences(from: branch.ancestor).isEmpty)
  }

  @Test func aMergeTakesWhatOnlyTheBranchChanged() throws {
    let plan = try SampleModel.engine()
    let branch = PlanBranch(of: plan)
    _ = try branch.head.apply([
      edit("baseline", ["Item": 101, "Region": 1], 5, 900), edit("override", ["Item": 103, "Region": 2], 6, 12),
    ])
    _ = try plan.apply([edit("price", ["Item": 102], 6, 77)])
    let result = try plan.merge(branch)
    #expect(result.conflicts.isEmpty && result.applied == 2)
    let twin = try SampleModel.engine()
    _ = try twin.apply([
      edit("price", ["Item": 102], 6, 77), edit("baseline", ["Item": 101, "Region": 1], 5, 900),
      edit("override", ["Item": 103, "Region": 2], 6, 12),
    ])
    #expect(plan.stateDigestBytes() == twin.stateDigestBytes())
  }

  @Test(arguments: [ConflictRule.refuse, .keepOurs, .takeTheirs])
  func aCellChangedOnBothSidesIsAConflict(_ rule: ConflictRule) throws {
    let plan = try SampleModel.engine()
    let branch = PlanBranch(of: plan)
    _ = try branch.head.apply([edit("baseline", ["Item": 101, "Region": 1], 5, 900), edit("price", ["Item": 102], 6, 7)])
    _ = try plan.apply([edit("baseline", ["Item": 101, "Region": 1], 5, 800), edit("price", ["Item": 102], 6, 7)])
    let result = try plan.merge(branch, conflicts: rule)
    // The price was set to the same number by both: no conflict.
    #expect(result.conflicts.map(\.theirs.after) == [900])
    #expect(result.conflicts.map(\.ours.after) == [800])
    let now = try plan.value("baseline", at: ["Item": 101, "Region": 1], period: .month(Month(year: 2026, month: 5)))
    #expect(now == (rule == .takeTheirs ? 900 : 800))
    #expect(plan.stateDigestBytes() == plan.calculatedFromScratch().stateDigestBytes())
  }

  @Test func statesOfDifferentPlansAreNotCompared() throws {
    let (plan, other) = (try SampleModel.engine(), try SampleModel.engine())
    #expect(throws: PlanningError.self) { _ = try plan.inputDifferences(from: other) }
    #expect(throws: PlanningError.self) { _ = try plan.merge(PlanBranch(of: other)) }
  }
}
