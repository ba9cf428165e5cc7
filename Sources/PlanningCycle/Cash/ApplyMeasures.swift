// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Makes a scenario in which measures against the shortfall are taken: real entries of the plan's inputs, to be compared and merged like any other.
  ///
  /// - Parameters:
  ///   - ids: as ``answerShortfall(_:chosen:scenario:)`` names them.
  ///   - name: of the scenario; nil for the day of the shortfall.
  /// - Throws: `AccessError` without the rights to write these inputs; `CycleError.measureNotKnown`, `scenarioNameTaken`, `scenarioLimit`; `StoreError`.
  public func applyMeasures(
    _ proof: Authorized<To.ViewCash>, _ ids: [String], name: String?, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let answer = try AnswerShortfall(try cashBook(proof, scenario: nil))
    let measures = try answer.measures(ids)
    guard let first = measures.first, let shortfall = answer.shortfall else {
      throw CycleError(
        .payloadIncomplete, BilingualText("没有选择措施", "no measure is chosen"),
        hint: BilingualText("给出 measures", "give measures"))
    }
    let branch = plan.branched()
    let edits = try branch.edits(of: measures.flatMap(\.inputs), event: revision + 1)
    try plan.authorise(proof.person, edits)
    let label =
      measures.count == 1
      ? first.label : BilingualText("\(measures.count) 项补足措施", "\(measures.count) measures against the shortfall")
    return try createScenario(
      try Access.authorize(proof.person, to: To.ViewPlan.self), name: name ?? freeName("补足 \(shortfall.day) 缺口", for: proof.person),
      isShared: true, with: edits, label, context: context)
  }

  /// A name that no scenario of theirs has yet.
  private func freeName(_ name: String, for person: Person) -> String {
    let taken = Swift.Set(scenarios.open.filter { sees(person, $0) }.map(\.name))
    guard taken.contains(name) else { return name }
    return (2...).lazy.map { "\(name) \($0)" }.first { !taken.contains($0) } ?? name
  }
}
