// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import WarehouseSQLite

@testable import PlanningCycle

/// What people do with scenarios of the small company.
extension SmallCompany {
  static let zhou = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)
  static let purchaser = Person(id: 5, login: "sun", name: "孙", title: "采购经理", role: .purchasingManager)

  func proof(_ person: Person) throws -> Authorized<To.ViewPlan> { try Access.authorize(person, to: To.ViewPlan.self) }

  @discardableResult
  func makeScenario(_ name: String, isShared: Bool = true, as person: Person = wang) throws -> Int64 {
    try workspace.createScenario(try proof(person), name: name, isShared: isShared, context: context(person)).event
  }

  @discardableResult
  func edit(
    _ cell: String, _ value: String, in scenario: Int64, as person: Person = wang, seen: Int64? = nil,
    spread: TypedCell.Spreading = .proportional, holds: [String] = [], of other: Workspace? = nil
  ) throws -> CommandOutcome {
    try (other ?? workspace).editScenario(
      try proof(person), scenario, [TypedCell(cell: cell, value: value, spread: spread)], holds: holds,
      context: context(person, seen: seen))
  }

  func value(_ cell: String, in scenario: Int64, as person: Person = wang, of other: Workspace? = nil) throws -> Double? {
    let plan = try (other ?? workspace).state(of: scenario, try proof(person))
    let found = try plan.find(cell)
    return try plan.engine.value(found.measure.id, at: found.coordinate, period: found.period)
  }

  func compare(
    _ scenario: Int64, _ against: ScenarioComparison.Against = .now, as person: Person = wang, of other: Workspace? = nil
  ) throws -> ScenarioComparison {
    try (other ?? workspace).compareScenario(try proof(person), scenario, against: against)
  }

  @discardableResult
  func merge(
    _ scenario: Int64, as person: Person = wang, conflicts: ConflictChoices = .refuse, compared: ScenarioComparison? = nil
  ) throws -> CommandOutcome {
    let seen = try compared ?? compare(scenario)
    return try workspace.mergeScenario(
      try proof(person), scenario, content: seen.content.hex, conflicts: conflicts, context: context(person, seen: seen.revision))
  }

  @discardableResult
  func rebase(_ scenario: Int64, conflicts: ConflictChoices = .scenario, as person: Person = wang) throws -> CommandOutcome {
    try workspace.rebaseScenario(try proof(person), scenario, conflicts: conflicts, context: context(person))
  }

  /// Every bit of a scenario.
  func state(_ scenario: Int64, of other: Workspace? = nil) throws -> Digest {
    let plan = try (other ?? workspace).state(of: scenario, try proof(Self.wang))
    return Digest.sha256(plan.engine.stateDigestBytes(.everything))
  }
}
