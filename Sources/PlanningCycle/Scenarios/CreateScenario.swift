// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Branches a scenario off the plan as it stands; its id is the event's number.
  ///
  /// Whoever may edit sales figures, deals, drivers or cash may make one.
  /// - Throws: `AccessError.permissionMissing`; `CycleError.scenarioNameUnfit`, `scenarioNameTaken`, `scenarioLimit`; `StoreError`.
  public func createScenario(
    _ proof: Authorized<To.ViewPlan>, name: String, isShared: Bool, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    return try createScenario(proof, name: name, isShared: isShared, with: [], BilingualText("已新建", "made"), context: context)
  }

  /// Branches a scenario that begins with some entries: one event holds both.
  func createScenario(
    _ proof: Authorized<To.ViewPlan>, name: String, isShared: Bool, with edits: [InputEdit], _ label: BilingualText, context: CommandContext
  ) throws -> CommandOutcome {
    if ![.editDriver, .editDeal, .editCash].contains(where: { Access.allows(proof.person, $0) }) {
      try Access.require(proof.person, .editForecast)
    }
    let name = try scenarioName(name, for: proof.person)
    guard scenarios.open.count < Self.scenarioLimit else {
      throw CycleError(
        .scenarioLimit, BilingualText("情景太多", "there are too many scenarios"),
        detail: BilingualText("最多同时打开 \(Self.scenarioLimit) 个", "at most \(Self.scenarioLimit) are open at once"),
        hint: BilingualText("先合并或放弃一个", "merge or discard one first"))
    }
    let branch = ScenarioBranch(base: plan.branched(), isExact: true, standsAlone: false)
    var fields: [String: CanonicalValue] = [
      "name": .text(name), "is_shared": .boolean(isShared), "read_on": .day(plan.sources.readOn),
      "base_inputs": .digest(ScenarioBranch.digest(branch.base)),
    ]
    var changed: [Int] = []
    if !edits.isEmpty {
      fields["scenario_cells"] = RecordedEdits(cells: try edits.map { try branch.head.recorded($0) }).canonical
      changed = try branch.write(edits)
    }
    let event = try store.append(context.draft(ScenarioLedger.created, .map(fields)), at: context.at)
    scenarios.note(event)
    guard let scenario = scenarios[event.sequence] else { preconditionFailure("an event that creates a scenario creates one") }
    shelf.put(branch, scenario.id)
    return announceScenario(
      event, scenario, Self.words(scenario, label),
      moved: branch.board.update(branch.head.engine, changed: Swift.Set(changed).sorted()))
  }

  /// - Throws: `CycleError.scenarioNameUnfit`, `scenarioNameTaken`.
  func scenarioName(_ text: String, for person: Person, except id: Int64? = nil) throws(CycleError) -> String {
    let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !name.isEmpty, name.count <= Self.scenarioNameLimit else {
      throw CycleError(
        .scenarioNameUnfit, BilingualText("情景需要一个名字", "a scenario needs a name"),
        detail: BilingualText("1 到 \(Self.scenarioNameLimit) 个字", "1 to \(Self.scenarioNameLimit) characters"),
        hint: BilingualText("例如：大单推迟到明年", "for example: the big order comes next year"), parameters: ["name": name])
    }
    guard !scenarios.open.contains(where: { $0.name == name && $0.id != id && sees(person, $0) }) else {
      throw CycleError(
        .scenarioNameTaken, BilingualText("已有同名的情景", "a scenario of this name exists"),
        hint: BilingualText("换一个名字，或打开那个情景", "take another name, or open that scenario"), parameters: ["name": name])
    }
    return name
  }
}
