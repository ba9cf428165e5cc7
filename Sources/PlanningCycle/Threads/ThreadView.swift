// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A thread as one person sees it.
public struct ThreadView: Sendable {
  /// What it is about.
  public struct Subject: Sendable {
    /// As the wire names it: `cell:revenue@2026-12`.
    public let key: String
    /// `cell`, `row`, `scenario`, `budget`, `approval`, `deal`.
    public let kind: String
    public let label: BilingualText
    /// Hash route of the screen that shows it.
    public let link: String
    /// The cell, where it is one of the plan as it stands.
    public let cell: String?
  }

  public struct Person: Sendable {
    public let login: String
    public let name: BilingualText
  }

  /// Somebody a comment names.
  public struct Mention: Sendable {
    public let person: Person
    /// Whether they see the subject, and so the mention. Only its author is told; nil for everybody else.
    public let isTold: Bool?
  }

  public struct Comment: Sendable {
    public let event: Int64
    public let by: Person
    public let at: Moment
    /// Plain; `@{login}` names somebody of `mentions`.
    public let text: String
    public let mentions: [Mention]
    public let isOwn: Bool
    /// What it said before, oldest first.
    public let earlier: [(text: String, until: Moment)]
  }

  public let id: Int64
  public let subject: Subject
  public let comments: [Comment]
  /// The newest event about it: the place of a thread in the list.
  public let newest: Int64
  public let resolved: (by: Person, at: Moment)?
  /// A comment names the reader, who has neither answered nor taken note since.
  public let waitsForReader: Bool
  /// Of a cell: its unit, what it was when the thread began, and what it is now.
  public let unit: String?
  public let valueThen: Double?
  public let valueNow: Double?
}

/// A page of threads.
public struct ThreadList: Sendable {
  /// What was asked about; nil when it was not one thing.
  public let subject: ThreadView.Subject?
  public let threads: [ThreadView]
  /// How many the question found, on all pages.
  public let total: Int
  public let isMore: Bool
}

/// Where something is talked about, and what waits for the reader.
public struct ThreadMarks: Sendable {
  public struct Mark: Sendable {
    public let subject: String
    public let open: Int
    public let total: Int
  }

  public let marks: [Mark]
  /// Threads in which something waits for the reader, newest first.
  public let mentions: [ThreadView]
}

/// Somebody who can be named in a comment.
public struct ThreadAudience: Sendable {
  public let person: ThreadView.Person
  public let role: BilingualText
  /// Whether they may see the subject; who may not is not told.
  public let maySee: Bool
}
