// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One thing somebody is told, in their language.
public struct OutboxNotice: Sendable, Hashable {
  /// The same thing has the same key, however often it is told.
  public let key: String
  public let subject: String
  public let text: String
  /// A place in the browser: `#/inbox`.
  public let link: String

  public init(key: String, subject: String, text: String, link: String) {
    self.key = key
    self.subject = subject
    self.text = text
    self.link = link
  }
}

/// A notice on its way into the outbox.
public struct OutboxEntry: Sendable, Hashable {
  /// Beyond so many messages to the person by the channel since a moment this one waits for a digest.
  public struct Limit: Sendable, Hashable {
    public let count: Int
    public let since: Moment
    public let digestAt: Moment

    public init(count: Int, since: Moment, digestAt: Moment) {
      self.count = count
      self.since = since
      self.digestAt = digestAt
    }
  }

  public let person: Int64
  public let channel: String
  public let kind: NoticeKind
  public let notice: OutboxNotice
  public let createdAt: Moment
  public let dueAt: Moment
  /// nil: it goes out in any case.
  public let limit: Limit?

  public init(
    person: Int64, channel: String, kind: NoticeKind, notice: OutboxNotice, createdAt: Moment, dueAt: Moment, limit: Limit?
  ) {
    self.person = person
    self.channel = channel
    self.kind = kind
    self.notice = notice
    self.createdAt = createdAt
    self.dueAt = dueAt
    self.limit = limit
  }
}

/// What goes to one person by one channel at once.
public struct OutboxMessage: Sendable, Hashable, Identifiable {
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Waits: for its time, or for another try.
    case queued
    case sent
    /// Given up: somebody has to look.
    case dead
    case discarded
  }

  /// Notices of one message; what comes after begins another.
  public static let noticeLimit = 100

  public let id: Int64
  public let person: Int64
  public let channel: String
  public let kind: NoticeKind
  public let createdAt: Moment
  public let dueAt: Moment
  public let state: State
  /// Attempts since it was queued, or queued again.
  public let tries: Int
  /// In the order in which they were told.
  public let notices: [OutboxNotice]
  /// All there ever were, oldest first.
  public let attempts: [OutboxAttempt]

  public init(
    id: Int64, person: Int64, channel: String, kind: NoticeKind, createdAt: Moment, dueAt: Moment, state: State, tries: Int,
    notices: [OutboxNotice], attempts: [OutboxAttempt]
  ) {
    self.id = id
    self.person = person
    self.channel = channel
    self.kind = kind
    self.createdAt = createdAt
    self.dueAt = dueAt
    self.state = state
    self.tries = tries
    self.notices = notices
    self.attempts = attempts
  }

  /// By which a receiver knows it again; another workspace's has another.
  public var key: String { "\(id)-\(createdAt.millisecondsSinceEpoch)" }
}

/// One attempt, as it is kept.
public struct OutboxAttempt: Sendable, Hashable {
  public let at: Moment
  public let answer: CarrierAnswer

  public init(at: Moment, answer: CarrierAnswer) {
    self.at = at
    self.answer = answer
  }
}
