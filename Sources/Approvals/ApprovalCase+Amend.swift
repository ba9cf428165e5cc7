// SPDX-License-Identifier: Apache-2.0
import Calendars

extension ApprovalCase {
  /// Changes a part of the form at a step that allows it. Whoever agreed before agreed to something else, so the way begins anew, with the
  /// conditions of what stands there now; whoever handed it in is told.
  ///
  /// The one who changes it does not become an author: he gives less than what somebody else asked for, and answers for that by his own decision.
  mutating func amend(
    _ task: Int, _ part: String, _ new: ApprovalDocument, _ reason: String, _ actor: Int64, _ at: Moment, _ content: String,
    _ people: ApprovalPeople
  ) throws(ApprovalRefusal) {
    let node = visits[try mine(task, actor, people)].node
    guard step(node)?.fields[part] == .editable, let start = flow.start else {
      throw ApprovalRefusal(.partNotEditable, part, "this step does not change it", hint: "send it back and say what should be handed in")
    }
    try requireReason(reason, "change it")
    try requireUnchanged(content, part, "send it back, so that the new figures are handed in and seen by everybody")
    guard new.content != document.content else {
      throw ApprovalRefusal(.nothingChanged, part, "that is what was handed in", hint: "approve it as it is, or say less")
    }
    clear([])
    for index in tasks.indices { tasks[index].isVoid = true }
    document = ApprovalDocument(submitter: document.submitter, authors: document.authors, fields: new.fields, content: new.content)
    write(at, actor, .amended, node, person: document.submitter, comment: reason)
    enter(start.id, scope: [], at, people)
  }
}
