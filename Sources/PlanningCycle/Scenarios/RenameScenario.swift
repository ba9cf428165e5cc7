// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension Workspace {
  /// Gives a scenario another name, shares it, or takes it back for oneself.
  ///
  /// - Parameters: nil leaves a part as it is.
  /// - Throws: `CycleError.scenarioNotKnown`, `scenarioNotYours`, `scenarioNameUnfit`, `scenarioNameTaken`; `StoreError`.
  public func renameScenario(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, name: String?, isShared: Bool?, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let former = try owned(id, by: proof.person)
    var fields: [String: CanonicalValue] = ["scenario": .integer(id)]
    if let name { fields["name"] = .text(try scenarioName(name, for: proof.person, except: id)) }
    if let isShared { fields["is_shared"] = .boolean(isShared) }
    let event = try store.append(context.draft(ScenarioLedger.renamed, .map(fields)), at: context.at)
    scenarios.note(event)
    let scenario = scenarios[id] ?? former
    let label =
      isShared.map { $0 ? BilingualText("已共享", "shared") : BilingualText("不再共享", "no longer shared") }
      ?? BilingualText("原名“\(former.name)”", "formerly \"\(former.name)\"")
    return announceScenario(event, scenario, Self.words(scenario, label))
  }
}
