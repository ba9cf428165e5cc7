// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
import Journal

extension Workspace {
  /// Steps of one flow.
  static let flowLimit = 60

  /// Keeps a flow as its next version; what runs keeps the version it began with. It is in force at once where the flow is.
  ///
  /// - Parameter definition: its version is given here.
  /// - Throws: `CycleError.flowFaulty` with everything that is wrong with it, for a flow that came with the program, for another purpose than
  ///   before, without a name or with too many steps; `StoreError`.
  public func saveFlow(_ proof: Authorized<To.ManageUsers>, _ definition: FlowDefinition, context: CommandContext) throws -> CommandOutcome
  {
    if let earlier = try outcome(of: context) { return earlier }
    let key = definition.flow.key
    let before = approvals.flows.newest(key)
    let isKey = (1...60).contains(key.utf8.count) && key.utf8.allSatisfy { $0 == 45 || (48...57).contains($0) || (97...122).contains($0) }
    var wrong: [BilingualText] = []
    if !isKey { wrong.append(BilingualText("流程编号只用小写字母、数字和连字符", "the key holds small letters, digits and hyphens only")) }
    if approvals.flows.isShipped(key) {
      wrong.append(BilingualText("随程序提供的流程不能改，请另存为新流程", "a flow that came with the program stays: keep it as one of your own"))
    }
    if let before, before.purpose != definition.purpose { wrong.append(BilingualText("流程的用途不能改", "what a flow is for does not change")) }
    let name = definition.name.chinese
    if !(1...60).contains(name.count) || name.allSatisfy(\.isWhitespace) {
      wrong.append(BilingualText("流程要有名称，不超过 60 字", "a flow has a name of at most 60 characters"))
    }
    if definition.flow.nodes.count > Self.flowLimit {
      wrong.append(BilingualText("最多 \(Self.flowLimit) 个步骤", "at most \(Self.flowLimit) steps"))
    }
    wrong += flowFaults(definition, try store.people()).map(\.sentence)
    guard wrong.isEmpty else { throw Self.faulty(wrong) }
    let flow = ApprovalFlow(
      key: key, version: (before?.flow.version ?? 0) + 1, nodes: definition.flow.nodes, skipsRepeats: definition.flow.skipsRepeats)
    let kept = FlowDefinition(flow, for: definition.purpose, name: definition.name, labels: definition.labels, places: definition.places)
    let words = BilingualText("保存流程《\(name)》第 \(flow.version) 版", "flow \(definition.name.english) kept, version \(flow.version)")
    return try recordDecision(FlowBook.saved, ["definition": kept.canonical], words, context)
  }

  static func faulty(_ wrong: [BilingualText]) -> CycleError {
    CycleError(
      .flowFaulty, BilingualText("流程有 \(wrong.count) 处不对", "the flow has \(wrong.count) \(wrong.count == 1 ? "fault" : "faults")"),
      detail: BilingualText.joined(wrong),
      hint: BilingualText("改好再保存；正在走的审批不受影响", "mend them and keep it again; nothing that runs is touched"))
  }
}
