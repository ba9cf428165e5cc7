// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: who may see, change and merge which scenario, limits, and what screens hear of it.
@Suite struct ScenarioRightsTests {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }

  init() throws { company = try SmallCompany() }

  private func code(_ work: () throws -> Any) -> String {
    switch failure(work) {
    case let error as CycleError: error.code.text
    case let error as AccessError: error.code.text
    case nil: "done"
    default: "other"
    }
  }

  @Test("a scenario that is not shared is its owner's alone, and live events do not name it")
  func own() throws {
    let scenario = try company.makeScenario("秘密", isShared: false, as: SmallCompany.chen)
    #expect(company.changes.last?.label.chinese.contains("秘密") == false)
    #expect(company.changes.last?.scenario == scenario)
    let wang = try company.proof(SmallCompany.wang)
    #expect(try workspace.listScenarios(wang).isEmpty)
    let request = TableRequest(
      from: month("2026-11"), to: month("2026-12"), grain: .month, region: nil, comparesBudget: false, comparesLastYear: false)
    #expect(code { try workspace.tableView(wang, request, scenario: scenario) } == "scenario.not-known")
    #expect(code { try workspace.reader(for: SmallCompany.wang, scenario: scenario) } == "scenario.not-known")
    #expect(code { try company.compare(scenario) } == "scenario.not-known")
    #expect(code { try company.edit("agreed@2026-12", "1", in: scenario) } == "scenario.not-known")
    let chen = try company.proof(SmallCompany.chen)
    _ = try workspace.renameScenario(chen, scenario, name: nil, isShared: true, context: company.context(SmallCompany.chen))
    #expect(try workspace.listScenarios(wang).map(\.scenario.name) == ["秘密"])
    #expect(try workspace.listScenarios(wang).first?.isOwn == false)
    #expect(code { try workspace.discardScenario(wang, scenario, context: company.context(SmallCompany.wang)) } == "scenario.not-yours")
    #expect(
      code { try workspace.renameScenario(wang, scenario, name: "x", isShared: nil, context: company.context(SmallCompany.wang)) }
        == "scenario.not-yours")
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300", in: scenario, as: SmallCompany.wang)
    #expect(try company.compare(scenario, as: SmallCompany.chen).inputs.first?.by == "wang")
  }

  @Test("editing in a scenario and merging it need the rights of the same edits in the plan; a region manager writes their region only")
  func rights() throws {
    #expect(code { try company.makeScenario("采购", as: SmallCompany.purchaser) } == "access.permission-missing")
    let scenario = try company.makeScenario("权限", as: SmallCompany.li)
    #expect(
      code { try company.edit("agreed|Item=FAN-1;Region=SOUTH@2026-12", "300", in: scenario, as: SmallCompany.li) }
        == "access.outside-scope")
    #expect(code { try company.edit("minimum_cash", "1", in: scenario, as: SmallCompany.li) } == "access.permission-missing")
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300", in: scenario, as: SmallCompany.li)
    #expect(try company.compare(scenario, as: SmallCompany.li).mayMerge)
    #expect(try !company.compare(scenario, as: SmallCompany.zhou).mayMerge, "a finance director writes no sales figures")
    #expect(code { try company.merge(scenario, as: SmallCompany.zhou) } == "access.permission-missing")
    try company.edit("minimum_cash", "5000000", in: scenario, as: SmallCompany.zhou)
    let seen = try company.compare(scenario, as: SmallCompany.li)
    #expect(!seen.mayMerge && !seen.showsCash)
    #expect(seen.inputs.map(\.measure) == ["override"], "cash is for those who may see it")
    #expect(seen.scenarioShortfall == nil && seen.planShortfall == nil)
    #expect(seen.figures.allSatisfy { !Workspace.isCash($0.id) })
    #expect(code { try company.merge(scenario, as: SmallCompany.li) } == "access.permission-missing")
    let general = try company.compare(scenario)
    #expect(general.inputs.map(\.measure).contains("minimum_cash") && general.showsCash)
    try company.merge(scenario)
    #expect(try company.value("minimum_cash") == 5_000_000)
  }

  @Test("names are given once among those one sees, and there is a limit")
  func names() throws {
    let first = try company.makeScenario("  大单   推迟 ")
    #expect(workspace.scenarios[first]?.name == "大单 推迟")
    #expect(code { try company.makeScenario("大单 推迟") } == "scenario.name-taken")
    #expect(code { try company.makeScenario(" ") } == "scenario.name-unfit")
    #expect(code { try company.makeScenario(String(repeating: "长", count: 61)) } == "scenario.name-unfit")
    for number in 1..<Workspace.scenarioLimit { try company.makeScenario("情景 \(number)") }
    #expect(code { try company.makeScenario("再一个") } == "scenario.too-many")
  }

  @Test("two people edit one cell of a shared scenario: the second is told who wrote what; a command sent twice is applied once")
  func together() throws {
    let scenario = try company.makeScenario("一起改")
    let cell = "agreed|Item=FAN-1;Region=EAST@2026-12"
    let seen = workspace.revision
    try company.edit(cell, "300", in: scenario, seen: seen)
    let refusal = failure { try company.edit(cell, "350", in: scenario, as: SmallCompany.chen, seen: seen) } as? CycleError
    #expect(refusal?.code == .changedSince && refusal?.parameters.first { $0.name == "by" }?.value == "wang")
    #expect(try company.value(cell, in: scenario) == 300)
    let context = company.context(SmallCompany.wang, key: "once")
    let edits = [TypedCell(cell: cell, value: "320", spread: .even)]
    let proof = try company.proof(SmallCompany.wang)
    let first = try workspace.editScenario(proof, scenario, edits, holds: [], context: context)
    let second = try workspace.editScenario(proof, scenario, edits, holds: [], context: context)
    #expect(!first.isRepeat && second.isRepeat && first.event == second.event)
  }

  @Test("a change of the model leaves a scenario as it is, before and after a restart, and a merge lands in the model of now")
  func modelChanges() throws {
    let scenario = try company.makeScenario("改模型")
    try company.edit("minimum_cash", "5000000", in: scenario)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300", in: scenario)
    let state = try company.state(scenario)
    let text = workspace.plan.model.text.replacing(
      "else baseline + pipeline", with: "else (baseline + pipeline) * 1.1")
    _ = try workspace.changeModel(
      try Access.authorize(SmallCompany.zhou, to: To.EditModel.self), text: text,
      context: company.context(SmallCompany.zhou, seen: workspace.revision))
    #expect(try company.state(scenario) == state)
    #expect(try company.state(scenario, of: try company.restarted()) == state)
    let compared = try company.compare(scenario)
    #expect(compared.conflicts == 0 && compared.withoutPlace == 0)
    try company.merge(scenario, compared: compared)
    #expect(try company.value("agreed|Item=FAN-1;Region=EAST@2026-12") == 300)
    #expect(try company.value("minimum_cash") == 5_000_000)
    #expect(try workspace.verifyPlan().isEqual)
  }

  @Test("verify holds every open scenario against its own derivation, and says so when one was tampered with")
  func verified() throws {
    let scenario = try company.makeScenario("核对")
    try company.edit("agreed|Item=F:风扇@2026-12", "1001", in: scenario)
    try company.edit("price|Item=FAN-1@2027", "150")
    let sound = try workspace.verifyPlan()
    #expect(sound.isEqual && sound.scenarios.map(\.id) == [scenario])
    let branch = try #require(workspace.shelf[scenario])
    _ = try branch.head.engine.apply([
      InputEdit(measure: "minimum_cash", coordinate: .total, period: nil, value: 7, source: .constant)
    ])
    let broken = try workspace.verifyPlan()
    #expect(!broken.isEqual && broken.incremental == broken.fromScratch)
  }

  @Test("the example company, reset, has no scenario left")
  func reset() throws {
    let sample = try SmallCompany(isSample: true)
    try sample.makeScenario("试")
    try sample.workspace.resetSample(
      try Access.authorize(
        Person(id: 9, login: "root", name: "管理员", title: "系统管理员", role: .administrator), to: To.RunCycle.self),
      context: sample.context(SmallCompany.wang))
    #expect(try sample.workspace.listScenarios(try sample.proof(SmallCompany.wang)).isEmpty)
  }

  @Test("the example company, reset, has forgotten at once what a restart forgets: what was said, typed, and decided beside the plan")
  func resetLedgers() throws {
    let sample = try SmallCompany(isSample: true)
    let (workspace, wang) = (sample.workspace, SmallCompany.wang)
    let cell = "agreed|Item=FAN-1;Region=EAST@2026-12"
    _ = try workspace.startThread(try sample.proof(wang), about: "cell:" + cell, text: "够吗？", context: sample.context(wang))
    try sample.edit(cell, "300")
    let (giver, standIn) = (try sample.join("giver", .financeDirector), try sample.join("standin", .financeDirector))
    _ = try workspace.delegateApprovals(
      try sample.proof(giver), to: standIn.login, from: workspace.planningDay, through: workspace.planningDay, purposes: [],
      context: sample.context(giver))
    #expect(!workspace.threadLedger.all.isEmpty && !workspace.overrideLedger.entries.isEmpty && !workspace.delegations.all.isEmpty)
    try workspace.resetSample(try Access.authorize(wang, to: To.RunCycle.self), context: sample.context(wang))
    let again = try sample.restarted()
    #expect(workspace.threadLedger.all.isEmpty && again.threadLedger.all.isEmpty)
    #expect(workspace.delegations.all.isEmpty && again.delegations.all.isEmpty)
    #expect(workspace.overrideLedger.entries.mapValues { $0.map(\.event) } == again.overrideLedger.entries.mapValues { $0.map(\.event) })
  }

  @Test("when memory is short the scenario nobody looked at for longest leaves, and comes back the same")
  func memory() throws {
    var shelf = ScenarioShelf()
    for id in 1...3 as ClosedRange<Int64> {
      let branch = ScenarioBranch(base: workspace.plan.branched(), isExact: true, standsAlone: false)
      _ = try branch.write([
        InputEdit(measure: "minimum_cash", coordinate: .total, period: nil, value: Double(id), source: .constant)
      ])
      shelf.put(branch, id, limit: 1)
      #expect(shelf.ids == [id])
    }
    let scenario = try company.makeScenario("回来")
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300", in: scenario)
    let state = try company.state(scenario)
    workspace.shelf.remove(scenario)
    #expect(try company.state(scenario) == state)
  }
}
