// SPDX-License-Identifier: Apache-2.0

/// A step of an approval that cannot be taken, and why. Nothing was changed.
public struct ApprovalRefusal: Error, Hashable, Sendable {
  /// Stable text, also the `type` in the server's problem documents.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public var description: String { text }

    public static let closed = Code(text: "approvals.closed")
    public static let notReturned = Code(text: "approvals.not-returned")
    public static let notBlocked = Code(text: "approvals.not-blocked")
    public static let taskNotOpen = Code(text: "approvals.task-not-open")
    public static let notYours = Code(text: "approvals.not-yours")
    public static let ownDocument = Code(text: "approvals.own-document")
    public static let contentChanged = Code(text: "approvals.content-changed")
    public static let notSubmitter = Code(text: "approvals.not-submitter")
    public static let personNotKnown = Code(text: "approvals.person-not-known")
    public static let personLeft = Code(text: "approvals.person-left")
    public static let alreadyAsked = Code(text: "approvals.already-asked")
    public static let nodeNotPassed = Code(text: "approvals.node-not-passed")
    public static let otherBranch = Code(text: "approvals.other-branch")
    public static let parallelNeedsAll = Code(text: "approvals.parallel-needs-all")
    public static let reasonMissing = Code(text: "approvals.reason-missing")
    public static let remindedAlready = Code(text: "approvals.reminded-already")
    public static let partNotEditable = Code(text: "approvals.part-not-editable")
    public static let nothingChanged = Code(text: "approvals.nothing-changed")
    public static let flowFaulty = Code(text: "approvals.flow-faulty")
  }

  public let code: Code
  /// What it is about: a task, a person, a step.
  public let subject: String
  public let detail: String
  public let hint: String

  init(_ code: Code, _ subject: String, _ detail: String, hint: String) {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.hint = hint
  }
}
