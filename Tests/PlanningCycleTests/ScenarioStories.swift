// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: what scenarios do to numbers, journal and restart. Does not see: the screen.
@Suite struct ScenarioStories {
  private static let cell = "agreed|Item=FAN-1;Region=EAST@2026-12"
  private static let other = "agreed|Item=FAN-2;Region=SOUTH@2027-01"

  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }

  init() throws { company = try SmallCompany() }

  @Test("an edit in a scenario moves its figures as the same edit moves the plan's, and the plan not at all")
  func sameRules() throws {
    let before = digest(workspace)
    let scenario = try company.makeScenario("大客户提前")
    let inScenario = try company.edit("agreed|Item=F:风扇@2026-12", "1001", in: scenario, holds: [Self.cell])
    #expect(digest(workspace) == before)
    #expect(inScenario.spread.count == 3, "the held cell gets no part")
    let state = try company.state(scenario)
    let plain = try workspace.editCells(
      try company.proof(SmallCompany.wang), [TypedCell(cell: "agreed|Item=F:风扇@2026-12", value: "1001", spread: .proportional)],
      holds: [Self.cell], context: company.context(SmallCompany.wang))
    #expect(digest(workspace) == state, "the plan with the edit is the scenario, bit for bit")
    #expect(plain.moved == inScenario.moved && !plain.moved.isEmpty)
    #expect(plain.spread == inScenario.spread)
  }

  @Test("a price typed in a scenario moves its pipeline as in the plan, and only the price counts as a change")
  func price() throws {
    let scenario = try company.makeScenario("降价")
    try company.edit("price|Item=FAN-1@2027", "99", in: scenario)
    let state = try company.state(scenario)
    let compared = try company.compare(scenario)
    #expect(!compared.inputs.isEmpty && compared.inputs.allSatisfy { $0.measure == "price" })
    try company.edit("price|Item=FAN-1@2027", "99")
    #expect(digest(workspace) == state)
  }

  @Test("the plan goes on, with entries, deals and imports, and a scenario stays what it was until it is brought up to date")
  func stays() throws {
    let scenario = try company.makeScenario("守住")
    try company.edit(Self.cell, "300", in: scenario)
    let state = try company.state(scenario)
    try company.edit(Self.other, "77", as: SmallCompany.chen)
    try company.edit("price|Item=FAN-1@2027", "180")
    try company.drag("D-1", closesOn: day("2027-02-10"))
    #expect(try company.state(scenario) == state)
    try workspace.rebuild()
    #expect(try company.state(scenario) == state, "derived anew from facts, the plan lets go of nothing that a scenario reads")
    let again = try company.restarted()
    #expect(try company.state(scenario, of: again) == state, "a restart derives the plan of then, and the scenario on it")
    #expect(try company.compare(scenario, of: again).isExact)
    #expect(digest(again) == digest(workspace))
    try company.rebase(scenario)
    #expect(try company.value(Self.other, in: scenario) == 77)
    #expect(try company.value(Self.cell, in: scenario) == 300)
    #expect(try company.value(Self.cell) != 300)
    #expect(try company.state(scenario, of: try company.restarted()) == company.state(scenario))
  }

  @Test("facts and a forecast that come later do not reach a scenario, before or after a restart")
  func laterFacts() throws {
    let scenario = try company.makeScenario("旧数据")
    try company.edit(Self.cell, "300", in: scenario)
    let state = try company.state(scenario)
    let bytes = try #require(try workspace.listScenarios(try company.proof(SmallCompany.wang)).first?.bytes)
    var more = FactTable(kind: .bankBalances)
    let old = try company.store.table(.bankBalances)
    var values = old.columns.map { column -> FactValue? in
      guard column.isPresent[0] else { return nil }
      return column.field.type == .text ? .text(column.text(0) ?? "") : .number(column.integers[0])
    }
    let place = try #require(old.schema.index(of: "balance"))
    values[place] = .number(1)
    more.append(values, line: 1)
    let receipt = try company.store.record(
      FactBatch(table: more, recordedOn: SmallCompany.today),
      for: EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "later"), at: workspace.environment.now())
    #expect(receipt.correctedRows == 1)
    workspace.facts.forgetAll()
    let before = digest(workspace)
    try workspace.refreshForecasts(as: .system, key: "again", reason: "")
    #expect(digest(workspace) != before)
    #expect(try company.state(scenario) == state)
    #expect(try company.state(scenario, of: try company.restarted()) == state)
    let compared = try company.compare(scenario)
    #expect(compared.isExact && !compared.planChanges.isEmpty)
    let later = try #require(try workspace.listScenarios(try company.proof(SmallCompany.wang)).first?.bytes)
    #expect(later > bytes, "what it no longer shares with the plan is its own memory")
  }

  @Test("create, edit, the plan edited meanwhile, compare, conflict, merge: both numbers are named, and the choice is kept")
  func conflict() throws {
    let was = try #require(try company.value(Self.cell))
    let scenario = try company.makeScenario("两边都改")
    try company.edit(Self.cell, "300", in: scenario)
    try company.edit(Self.other, "55", in: scenario)
    try company.edit(Self.cell, "280", as: SmallCompany.chen)
    let compared = try company.compare(scenario)
    #expect(compared.conflicts == 1 && compared.inputTotal == 2 && compared.mayMerge)
    let clash = try #require(compared.inputs.first)
    #expect(clash.isConflict && clash.scenario == 300 && clash.now == 280 && clash.by == "wang" && clash.planBy == "chen")
    #expect(clash.was == nil, "nobody had overridden it")
    #expect(was != 300)
    let before = digest(workspace)
    let refusal = try #require(failure { try company.merge(scenario) } as? ScenarioConflicts)
    #expect(refusal.total == 1 && refusal.inputs.first?.now == 280 && refusal.inputs.first?.scenario == 300)
    #expect(digest(workspace) == before)
    let outcome = try company.merge(scenario, conflicts: .plan)
    #expect(try company.value(Self.cell) == 280)
    #expect(try company.value(Self.other) == 55)
    #expect(!outcome.moved.isEmpty)
    #expect((failure { try company.compare(scenario) } as? CycleError)?.code == .scenarioNotKnown, "it is closed")
    #expect(try workspace.verifyPlan().isEqual)
    #expect(digest(try company.restarted()) == digest(workspace))
    let event = try #require(try company.store.events(after: outcome.event - 1, limit: 1).first)
    #expect(event.kind == "scenario.merged" && event.payload["content"]?.digest == compared.content)
    // Taken back, the plan has its numbers again and the scenario is open; done again, it is closed.
    _ = try company.undo(as: SmallCompany.wang)
    #expect(digest(workspace) == before)
    #expect(try company.value(Self.cell, in: scenario) == 300)
    _ = try workspace.redoLast(try company.proof(SmallCompany.wang), context: company.context(SmallCompany.wang))
    #expect((failure { try company.compare(scenario) } as? CycleError)?.code == .scenarioNotKnown)
  }

  @Test("with the scenario's numbers taken, a merge leaves the plan as the scenario was, where the plan changed nothing else")
  func takesScenario() throws {
    let scenario = try company.makeScenario("取情景")
    try company.edit(Self.cell, "300", in: scenario)
    try company.edit("minimum_cash", "5000000", in: scenario)
    let state = try company.state(scenario)
    try company.edit(Self.cell, "280", as: SmallCompany.chen)
    try company.merge(scenario, conflicts: .scenario)
    #expect(digest(workspace) == state)
  }

  @Test("cell by cell: one keeps the plan's number, another takes the scenario's; one that nobody decided is asked about")
  func cellByCell() throws {
    let scenario = try company.makeScenario("逐格决定")
    try company.edit(Self.cell, "300", in: scenario)
    try company.edit(Self.other, "70", in: scenario)
    try company.edit("minimum_cash", "5000000", in: scenario)
    try company.edit(Self.cell, "280", as: SmallCompany.chen)
    try company.edit(Self.other, "65", as: SmallCompany.chen)
    let conflicts = try company.compare(scenario).inputs.filter(\.isConflict).map(\.cell)
    #expect(conflicts.count == 2)
    let mine = try #require(conflicts.first { $0.hasSuffix("2026-12") && $0.contains("FAN-1") })
    let theirs = try #require(conflicts.first { $0 != mine })
    let open = failure { try company.merge(scenario, conflicts: ["\(mine)": .scenario]) } as? ScenarioConflicts
    #expect(open?.inputs.map(\.cell) == [theirs] && open?.total == 1)
    let needless = failure { try company.merge(scenario, conflicts: ConflictChoices(others: .plan, cells: ["minimum_cash@": .plan])) }
    #expect((needless as? CycleError)?.code == .choiceNotNeeded)
    let before = digest(workspace)
    let outcome = try company.merge(scenario, conflicts: ["\(mine)": .scenario, "\(theirs)": .plan])
    #expect(try company.value(Self.cell) == 300)
    #expect(try company.value(Self.other) == 65)
    #expect(try company.value("minimum_cash") == 5_000_000)
    let event = try #require(try company.store.events(after: outcome.event - 1, limit: 1).first)
    #expect(event.payload["conflicts_to"]?.text == "each" && event.payload["conflicts"]?.integer == 2)
    _ = try company.undo(as: SmallCompany.wang)
    #expect(digest(workspace) == before)
  }

  @Test("an update to the plan of now is decided cell by cell as well")
  func rebasedCellByCell() throws {
    let scenario = try company.makeScenario("逐格更新")
    try company.edit(Self.cell, "300", in: scenario)
    try company.edit(Self.other, "70", in: scenario)
    try company.edit(Self.cell, "280", as: SmallCompany.chen)
    try company.edit(Self.other, "65", as: SmallCompany.chen)
    let mine = try #require(try company.compare(scenario).inputs.first { $0.isConflict && $0.scenario == 300 }?.cell)
    try company.rebase(scenario, conflicts: ConflictChoices(others: .plan, cells: [mine: .scenario]))
    #expect(try company.value(Self.cell, in: scenario) == 300)
    #expect(try company.value(Self.other, in: scenario) == 65)
    #expect(try company.compare(scenario).conflicts == 0)
  }

  @Test("what was compared is what is merged: a later edit of the scenario, or of the same cells in the plan, asks for another look")
  func stale() throws {
    let scenario = try company.makeScenario("先看后合")
    try company.edit(Self.cell, "300", in: scenario)
    let first = try company.compare(scenario)
    try company.edit(Self.cell, "310", in: scenario)
    #expect((failure { try company.merge(scenario, compared: first) } as? CycleError)?.code == .scenarioChanged)
    let second = try company.compare(scenario)
    #expect(second.content != first.content)
    try company.edit(Self.other, "60", as: SmallCompany.chen)
    try company.edit(Self.cell, "305", as: SmallCompany.chen)
    #expect((failure { try company.merge(scenario, conflicts: .scenario, compared: second) } as? CycleError)?.code == .scenarioChanged)
    // Cells it does not bring may move on.
    let third = try company.compare(scenario)
    try company.edit(Self.other, "61", as: SmallCompany.chen)
    try company.merge(scenario, conflicts: .scenario, compared: third)
    #expect(try company.value(Self.cell) == 310)
    #expect(try company.value(Self.other) == 61)
  }

  @Test("figures of a comparison are what the totals differ by; against the plan of then, what the plan did since is left out")
  func figures() throws {
    let scenario = try company.makeScenario("看差额")
    try company.edit(Self.cell, "400", in: scenario)
    try company.edit("agreed|Item=F:风扇@2027-02", "2000", as: SmallCompany.chen)
    func orders(_ comparison: ScenarioComparison) throws -> ModelPreview.Figure {
      try #require(comparison.figures.first { $0.id == "orders" })
    }
    let (was, now) = (try orders(try company.compare(scenario, .was)), try orders(try company.compare(scenario)))
    #expect(was.months.map(\.column) == ["2026-12"])
    #expect(now.months.map(\.column) == ["2026-12", "2027-02"])
    #expect(now.quarters.map(\.column) == ["2026Q4", "2027Q1"])
    for step in now.months {
      #expect(step.old == (try company.value("orders@\(step.column)").map { Double(hundredths($0)) / 100 }))
      #expect(step.new == (try company.value("orders@\(step.column)", in: scenario).map { Double(hundredths($0)) / 100 }))
    }
    let comparison = try company.compare(scenario)
    #expect(comparison.figures.first?.isMoney == true)
    #expect(comparison.planChanges.map(\.measure) == ["override"] && comparison.planChanges.first?.by == ["chen"])
    #expect(try company.compare(scenario, .was).planChanges.isEmpty)
  }

  @Test("undo inside a scenario takes back one's own change there; the plan's undo knows nothing of it, and a cell undone is no change")
  func undo() throws {
    try company.edit(Self.other, "50")
    let scenario = try company.makeScenario("撤销")
    let state = try company.state(scenario)
    try company.edit(Self.cell, "300", in: scenario)
    let changed = try company.state(scenario)
    let proof = try company.proof(SmallCompany.wang)
    _ = try workspace.undoInScenario(proof, scenario, context: company.context(SmallCompany.wang))
    #expect(try company.state(scenario) == state)
    #expect(try company.compare(scenario).inputTotal == 0)
    #expect((failure { try company.merge(scenario) } as? CycleError)?.code == .scenarioUnchanged)
    let again = try company.restarted()
    _ = try again.redoInScenario(proof, scenario, context: company.context(SmallCompany.wang))
    #expect(try company.state(scenario, of: again) == changed)
    _ = try again.undoLast(proof, context: company.context(SmallCompany.wang))
    #expect(try company.value(Self.other, of: again) != 50)
    #expect(try company.state(scenario, of: again) == changed)
  }

  @Test("a discarded scenario is gone, and undo brings it back with its numbers")
  func discard() throws {
    let scenario = try company.makeScenario("放弃")
    try company.edit(Self.cell, "300", in: scenario)
    let (state, plan) = (try company.state(scenario), digest(workspace))
    _ = try workspace.discardScenario(try company.proof(SmallCompany.wang), scenario, context: company.context(SmallCompany.wang))
    #expect(digest(workspace) == plan)
    #expect((failure { try company.state(scenario) } as? CycleError)?.code == .scenarioNotKnown)
    #expect(try workspace.listScenarios(try company.proof(SmallCompany.wang)).isEmpty)
    _ = try company.undo(as: SmallCompany.wang)
    #expect(try company.state(scenario) == state)
    _ = try workspace.redoLast(try company.proof(SmallCompany.wang), context: company.context(SmallCompany.wang))
    #expect((failure { try company.state(scenario) } as? CycleError)?.code == .scenarioNotKnown)
  }
}
