// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Who would get a document, step by step, if everybody agreed. It is the machine itself that runs, so it cannot disagree with it.
public struct FlowSimulation: Hashable, Sendable {
  public struct Step: Hashable, Sendable {
    public let node: String
    public let act: ApprovalEntry.Act
    public let person: Int64?
  }

  /// Who is asked, told, skipped, left out or replaced, in the order in which it would happen.
  public let steps: [Step]
  /// Why it would stop; empty when it would come through.
  public let blocks: [ApprovalBlock]
  public let isApproved: Bool
}

extension ApprovalFlow {
  /// Answers "who would get this?".
  ///
  /// - Throws: `ApprovalRefusal` as handing in would.
  public func simulate(_ document: ApprovalDocument, at moment: Moment, people: ApprovalPeople) throws(ApprovalRefusal) -> FlowSimulation {
    var run = try ApprovalCase(self, document: document, at: moment, people: people)
    // Each decision closes a task, and a flow without a cycle asks at most everybody at every step.
    while run.status == .running, let task = run.openTasks.first {
      try run.apply(
        .approve(task: task.id, content: document.content, comment: ""), by: task.assignee, at: moment, content: document.content,
        people: people)
    }
    let shown: Swift.Set<ApprovalEntry.Act> = [.asked, .told, .skipped, .leftOut, .replaced, .blocked]
    return FlowSimulation(
      steps: run.history.filter { shown.contains($0.act) }.map { .init(node: $0.node, act: $0.act, person: $0.person) },
      blocks: run.blocks, isApproved: run.status == .approved)
  }
}
