// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One person asked once.
public struct ApprovalTask: Hashable, Sendable, Identifiable {
  public enum State: String, Hashable, Sendable { case waiting, open, approved, skipped, sentBack, transferred, ended, cancelled }

  /// Why this person and nobody else.
  public enum Origin: Hashable, Sendable {
    case flow
    /// He left; this one is his superior.
    case left(Int64)
    /// The one asked had handed the document in or written it; this one is his superior.
    case involved(Int64)
    /// He is away; this one decides for him.
    case standIn(Int64)
    case transferred(Int64)
    case added(Int64)
    case escalated(Int64)
  }

  /// From 0, in the order in which they arose.
  public let id: Int
  public let node: String
  public let assignee: Int64
  public let origin: Origin
  public internal(set) var state: State
  public internal(set) var openedAt: Moment?
  /// The login that decided: the assignee, or whoever stands in for him.
  public internal(set) var decidedBy: Int64?
  public internal(set) var decidedAt: Moment?
  /// The digest that was signed.
  public internal(set) var content: String?
  /// A later return took it back: it counts no more.
  public internal(set) var isVoid = false
  /// How many of the step's time limits have passed.
  var passedLimits = 0
  /// What of those the step names he was asked as, himself or in the place of somebody; nothing for one whom another one added.
  var askedAs: [Approver] = []

  var agrees: Bool { (state == .approved || state == .skipped) && !isVoid }
}

/// A line of what happened, written once.
public struct ApprovalEntry: Hashable, Sendable {
  public enum Act: String, Hashable, Sendable, CaseIterable {
    case submitted, resubmitted, asked, told, approved, skipped, leftOut, replaced, sentBack, transferred, addedBefore, addedAfter
    case addedBeside, amended, reminded, escalated, nobodyAbove, withdrawn, ended, blocked, finished
  }

  public let at: Moment
  /// Nil: time or the flow itself.
  public let actor: Int64?
  public let act: Act
  public let node: String
  /// Whom it concerns: who is asked, told, reminded.
  public let person: Int64?
  public let comment: String
  /// In whose place the actor acted; nil for his own.
  public internal(set) var behalf: Int64?
}

/// Why an approval cannot go on by itself, and where. It goes on when somebody mends it and tries again.
public struct ApprovalBlock: Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    case nobodyInRole = "nobody-in-role"
    case nobodyInGroup = "nobody-in-group"
    case nobodyLeads = "nobody-leads-department"
    case noSuperior = "no-superior"
    case fieldMissing = "field-missing"
    case personNotKnown = "person-not-known"
    /// Everybody who could be asked left or is involved, and nobody stands above them.
    case nobodyFree = "nobody-free"
    case noBranch = "no-branch"
  }

  public let node: String
  let scope: [String]
  public let reason: Reason
  /// The role, department, field or number it is about.
  public let subject: String
}
