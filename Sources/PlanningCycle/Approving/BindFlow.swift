// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
import Journal

extension Workspace {
  /// Puts a flow in force for what it is for, or none: then one person with the right decides alone. What runs keeps its flow.
  ///
  /// - Parameter flow: key; nil for none.
  /// - Throws: `CycleError.flowNotKnown` for a flow that is not there or is for something else; `flowFaulty` for one that asks somebody who left, or a
  ///   group without anybody.
  public func bindFlow(_ proof: Authorized<To.ManageUsers>, _ purpose: FlowPurpose, _ flow: String?, context: CommandContext) throws
    -> CommandOutcome
  {
    if let earlier = try outcome(of: context) { return earlier }
    let found = flow.flatMap { approvals.flows.newest($0) }
    if let flow, found?.purpose != purpose { throw Self.flowNotKnown(flow) }
    let faults = try found.map { flowFaults($0, try store.people()) } ?? []
    guard faults.isEmpty else { throw Self.faulty(faults.map(\.sentence)) }
    var payload: [String: CanonicalValue] = ["purpose": .text(purpose.rawValue)]
    payload["flow"] = found.map { .text($0.flow.key) }
    let words =
      found.map {
        BilingualText("\(purpose.label.chinese)启用流程《\($0.name.chinese)》", "flow in force for \(purpose.label.english): \($0.name.english)")
      } ?? BilingualText("\(purpose.label.chinese)停用流程", "no flow in force for \(purpose.label.english)")
    return try recordDecision(FlowBook.bound, payload, words, context)
  }

  static func flowNotKnown(_ key: String) -> CycleError {
    CycleError(
      .flowNotKnown, BilingualText("没有这个流程", "there is no such flow"), detail: BilingualText("流程 \(key)", "flow \(key)"),
      hint: BilingualText("从流程列表里选一个", "choose one of the list"))
  }
}
