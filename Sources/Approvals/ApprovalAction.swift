// SPDX-License-Identifier: Apache-2.0

/// What people do with an approval that runs.
public enum ApprovalAction: Hashable, Sendable {
  /// Where an approver who is added stands.
  public enum Place: String, Hashable, Sendable, CaseIterable { case before, after, beside }

  /// `content` is the digest of what the person saw.
  case approve(task: Int, content: String, comment: String)
  /// Back to a step that was passed; nil: to whoever handed it in.
  case sendBack(task: Int, to: String?, reason: String)
  case transfer(task: Int, to: Int64, reason: String)
  case add(task: Int, person: Int64, Place, reason: String)
  /// A part of the form is changed by whoever is asked, where his step allows it; the document is what it becomes.
  case amend(task: Int, part: String, ApprovalDocument, reason: String)
  /// Refused for good.
  case end(task: Int, reason: String)
  /// 催办, at most once an hour.
  case remind
  case withdraw(reason: String)
  /// After a return, with what was mended.
  case resubmit(ApprovalDocument)
  /// After somebody mended what blocked it: a role was filled, a superior entered.
  case retry
}

extension ApprovalAction {
  /// The task it decides; nil for what concerns the whole approval.
  var task: Int? {
    switch self {
    case .approve(let task, _, _), .sendBack(let task, _, _), .transfer(let task, _, _), .add(let task, _, _, _), .end(let task, _),
      .amend(let task, _, _, _):
      task
    case .remind, .withdraw, .resubmit, .retry: nil
    }
  }
}
