// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Foundation
import Planning

/// Somebody who does anything with a plan, the same on every machine.
struct RandomSession {
  enum Operation: CaseIterable { case leaf, paste, total, branch, editBranch, merge, undo, moveMember, changeFormula }

  static var operationCount: Int {
    ProcessInfo.processInfo.environment["TONGPIN_RANDOM_OPERATIONS"].flatMap { Int($0) } ?? 10_000
  }

  private(set) var plan: PlanEngine
  private(set) var branch: PlanBranch?
  private(set) var counts: [Operation: Int] = [:]
  /// Totals that were spread, and those that could not be.
  private(set) var spreads = (done: 0, refused: 0)
  private var random: RecalculationOracleTests.Random
  private var undo: [InputState] = []
  private var families: [Int64: Int64] = [:]
  private var taxPercent = 13

  init(seed: UInt64, plan: PlanEngine? = nil) throws {
    self.plan = try plan ?? SampleModel.engine()
    random = RecalculationOracleTests.Random(state: seed)
  }

  mutating func step() throws -> Operation {
    let operation: Operation
    switch random.next(40) {
    case 0..<14: operation = .leaf
    case 14..<19: operation = .paste
    case 19..<25: operation = .total
    case 25..<28: operation = .branch
    case 28..<32: operation = .editBranch
    case 32..<35: operation = .merge
    case 35..<38: operation = .undo
    case 38: operation = .moveMember
    default: operation = .changeFormula
    }
    try perform(operation)
    counts[operation, default: 0] += 1
    return operation
  }

  private mutating func perform(_ operation: Operation) throws {
    switch operation {
    case .leaf: try remembering { try $0.edit() }
    case .paste: try remembering { session in _ = try session.plan.apply((0..<12).map { _ in session.randomEdit() }) }
    case .total: try remembering { try $0.enterTotal() }
    case .branch: branch = PlanBranch(of: plan)
    case .editBranch: if let branch { _ = try branch.head.apply([randomEdit()]) }
    case .merge: try merge()
    case .undo: if let state = undo.popLast() { _ = try plan.restoreInputs(state) }
    case .moveMember: try moveMember()
    case .changeFormula: try changeFormula()
    }
  }

  private mutating func remembering(_ change: (inout RandomSession) throws -> Void) throws {
    undo.append(plan.captureInputs())
    if undo.count > 8 { undo.removeFirst() }
    try change(&self)
  }

  mutating func edit() throws { _ = try plan.apply([randomEdit()]) }

  private mutating func randomEdit() -> InputEdit { RecalculationOracleTests().edit(&random, plan.calendar) }

  /// A family's total of a quarter, with one item held.
  private mutating func enterTotal() throws {
    let family = Int64(11 + random.next(2))
    let held = SampleModel.itemIDs[random.next(8)]
    let entry = CellEntry(
      measure: "agreed", coordinate: ["Item": family, "Region": SampleModel.regionIDs[random.next(3)]],
      period: .quarter(year: 2026, 2 + random.next(3)), change: .set(Double(random.next(5_000))),
      method: random.next(2) == 0 ? .proportional : .even, holds: [CellEntry.Hold(coordinate: ["Item": held], period: nil)],
      source: .person(event: 3))
    // All items below may be held, or weights may be of both signs: then nothing happens.
    guard let edits = try? plan.edits(for: entry) else {
      spreads.refused += 1
      return
    }
    spreads.done += 1
    _ = try plan.apply(edits)
  }

  private mutating func merge() throws {
    guard let open = branch else { return }
    _ = try plan.merge(open, conflicts: [ConflictRule.refuse, .keepOurs, .takeTheirs][random.next(3)])
    branch = nil
  }

  private mutating func moveMember() throws {
    families[SampleModel.itemIDs[random.next(8)]] = Int64(11 + random.next(2))
    try rebuild()
  }

  private mutating func changeFormula() throws {
    taxPercent = 6 + random.next(10)
    try rebuild()
  }

  /// A model with other parents or another formula, filled from the one before.
  private mutating func rebuild() throws {
    let text = SampleModel.text.replacing("/ (1 + 13%)", with: "/ (1 + \(taxPercent)%)")
    var members = SampleModel.members
    for index in members.indices where members[index].dimension == "Item" {
      for leaf in members[index].leaves.indices {
        if let family = families[members[index].leaves[leaf].id] { members[index].leaves[leaf].parents["Family"] = family }
      }
    }
    let engine = try PlanEngine(
      model: PlanningModel.check(ModelText.parse(text), operators: [Netting().signature]), members: members,
      calendar: plan.calendar, operators: [Netting()])
    let inputs = plan.stateDigestBytes(.inputs)
    let taken = engine.takeInputs(of: plan)
    engine.calculate()
    guard taken.lostCells == 0, taken.lostMeasures.isEmpty, engine.stateDigestBytes(.inputs) == inputs else {
      throw PlanningErrorInTest.inputsLost(taken)
    }
    plan = engine
    branch = nil
    undo = []
  }

  enum PlanningErrorInTest: Error { case inputsLost(TakenInputs) }
}
