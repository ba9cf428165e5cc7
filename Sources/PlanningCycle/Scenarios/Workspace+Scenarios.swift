// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Open scenarios at once.
  public static let scenarioLimit = 20
  /// Characters of a name.
  public static let scenarioNameLimit = 60

  /// What one person may look at: shared scenarios and their own.
  func sees(_ person: Person, _ scenario: Scenario) -> Bool { scenario.isShared || scenario.owner.id == person.id }

  /// Who may name, share and discard it: its owner, and whoever runs the house when somebody has left.
  func owns(_ person: Person, _ scenario: Scenario) -> Bool {
    scenario.owner.id == person.id || (scenario.isShared && Access.allows(person, .manageUsers))
  }

  /// - Throws: `CycleError.scenarioNotKnown` for one that is closed or not this person's to see: the two are not told apart.
  func scenario(_ id: Int64, for person: Person) throws(CycleError) -> Scenario {
    guard let scenario = scenarios[id], scenario.status == .open, sees(person, scenario) else {
      throw CycleError(
        .scenarioNotKnown, BilingualText("没有这个情景", "there is no such scenario"),
        detail: BilingualText("情景 \(id) 已合并、已放弃，或未共享给您", "scenario \(id) was merged, discarded, or is not shared with you"),
        hint: BilingualText("从情景列表里选一个，或回到计划", "choose one of the list, or go back to the plan"),
        parameters: ["scenario": "\(id)"])
    }
    return scenario
  }

  func owned(_ id: Int64, by person: Person) throws(CycleError) -> Scenario {
    let scenario = try scenario(id, for: person)
    guard owns(person, scenario) else {
      let owner = name(of: scenario.owner)
      throw CycleError(
        .scenarioNotYours, BilingualText("这个情景不是您的", "this scenario is not yours"),
        detail: BilingualText(
          "“\(scenario.name)”属于 \(owner.chinese)", "\"\(scenario.name)\" belongs to \(owner.english)"),
        hint: BilingualText("请它的负责人来做，或另建一个情景", "ask its owner, or make a scenario of your own"),
        parameters: ["scenario": "\(id)", "owner": scenario.owner.login])
    }
    return scenario
  }

  /// The plan, or what a scenario makes of it.
  ///
  /// - Throws: `CycleError.scenarioNotKnown`; `StoreError`.
  func state(of scenario: Int64?, _ proof: Authorized<some PermissionKind>) throws -> PlanState {
    guard let scenario else { return plan }
    return try branch(of: try self.scenario(scenario, for: proof.person)).head
  }

  /// A scenario's numbers: from memory, or derived again from its events.
  func branch(of scenario: Scenario) throws -> ScenarioBranch {
    if let known = shelf.take(scenario.id) { return known }
    let branch = try derive(scenario)
    shelf.put(branch, scenario.id)
    return branch
  }

  /// From facts and events alone.
  func derive(_ scenario: Scenario) throws -> ScenarioBranch {
    let base = try plan(asOf: scenario.base)
    let branch = ScenarioBranch(
      base: base, isExact: ScenarioBranch.digest(base) == scenario.base.inputs, standsAlone: true)
    for sequence in (scenario.startsWithCells ? [scenario.base.event] : []) + scenario.edits {
      guard let event = try store.events(after: sequence - 1, limit: 1).first, let edits = RecordedEdits(inScenario: event)
      else { continue }
      branch.replay(edits.inputs(of: sequence, known: branch.head))
    }
    try branch.settle()
    return branch
  }

  /// Tells every screen that something happened to a scenario; of one that is not shared only that something did.
  func announceScenario(
    _ event: Event, _ scenario: Scenario, _ label: BilingualText, moved: [MovedFigure] = [], spread: [SpreadPart] = []
  ) -> CommandOutcome {
    stand(at: event.sequence)
    let said = scenario.isShared ? label : BilingualText("一个未共享的情景有变动", "a scenario that is not shared was changed")
    onChange?(
      WorkspaceChange(
        revision: revision, at: event.recordedAt, actor: event.draft.actor, kind: event.kind, label: said,
        reason: scenario.isShared ? event.draft.reason : "", moved: [], spread: [], alerts: [], firstShortfall: nil,
        scenario: scenario.id))
    return CommandOutcome(
      event: event.sequence, revision: revision, label: label, moved: moved, spread: spread, isRepeat: false)
  }

  /// The words that every change inside a scenario begins with.
  static func words(_ scenario: Scenario, _ label: BilingualText) -> BilingualText {
    BilingualText("情景“\(scenario.name)”：\(label.chinese)", "scenario \"\(scenario.name)\": \(label.english)")
  }
}
