// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// What people said about cells, rows, scenarios, budgets, approvals and deals, rebuilt from the events at start. Nothing said is ever lost: an
/// edited comment keeps what it said before.
struct ThreadLedger: Sendable {
  static let started = "thread.started"
  static let replied = "thread.replied"
  static let edited = "thread.comment-edited"
  static let resolved = "thread.resolved"
  static let reopened = "thread.reopened"
  static let acknowledged = "thread.mention-acknowledged"

  /// Whether an event is about a thread: what it says is told to whoever may see the subject, and to nobody else.
  static func holds(_ kind: String) -> Bool { kind.hasPrefix("thread.") }

  struct Comment: Sendable {
    /// The event that wrote it; its name for ever.
    let event: Int64
    let by: Actor
    let at: Moment
    var text: String
    /// Ids of the people it names.
    var mentions: [Int64]
    /// What it said before, oldest first, each until the moment it was changed.
    var earlier: [(text: String, until: Moment)] = []
  }

  struct Thread: Sendable {
    /// The event that began it; its name for ever.
    let id: Int64
    let subject: ThreadSubject
    /// The cell's value when it began; nil when blank, or not about a cell.
    let value: Double?
    var comments: [Comment]
    /// Who said that it is settled; nil while it is open.
    var resolved: (by: Actor, at: Moment)?
    /// The newest event about it, by which threads are listed.
    var newest: Int64
    /// Up to which comment somebody has taken note.
    var noted: [Int64: Int64] = [:]

    /// The newest comment that names somebody who has neither answered nor taken note since; nil when nothing waits.
    func waits(for person: Int64) -> Comment? {
      guard resolved == nil else { return nil }
      let spoken = comments.last { $0.by.id == person }?.event ?? 0
      let seen = max(spoken, noted[person] ?? 0)
      return comments.last { $0.event > seen && $0.mentions.contains(person) }
    }

    func concerns(_ person: Int64) -> Bool { comments.contains { $0.by.id == person || $0.mentions.contains(person) } }
  }

  private var threads: [Int64: Thread] = [:]

  subscript(id: Int64) -> Thread? { threads[id] }

  /// The newest said first.
  var all: [Thread] { threads.values.sorted { $0.newest > $1.newest } }

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = ThreadLedger() }
    guard Self.holds(event.kind) else { return }
    let payload = event.payload
    if event.kind == Self.started {
      guard let subject = ThreadSubject(payload), let comment = Self.comment(event) else { return }
      threads[event.sequence] = Thread(
        id: event.sequence, subject: subject, value: payload["value"]?.double, comments: [comment], newest: event.sequence)
      return
    }
    guard let id = payload["thread"]?.integer, var thread = threads[id] else { return }
    switch event.kind {
    case Self.replied:
      guard let comment = Self.comment(event) else { return }
      thread.comments.append(comment)
      // Whoever goes on talking has not settled it.
      thread.resolved = nil
    case Self.edited:
      guard let comment = Self.comment(event), let place = thread.comments.firstIndex(where: { $0.event == payload["comment"]?.integer })
      else { return }
      thread.comments[place].earlier.append((thread.comments[place].text, event.recordedAt))
      thread.comments[place].text = comment.text
      thread.comments[place].mentions = comment.mentions
    case Self.resolved: thread.resolved = (event.draft.actor, event.recordedAt)
    case Self.reopened: thread.resolved = nil
    case Self.acknowledged: thread.noted[event.draft.actor.id] = payload["comment"]?.integer ?? event.sequence
    default: return
    }
    if event.kind != Self.acknowledged { thread.newest = event.sequence }
    threads[id] = thread
  }

  private static func comment(_ event: Event) -> Comment? {
    event.payload["text"]?.text.map { text in
      Comment(
        event: event.sequence, by: event.draft.actor, at: event.recordedAt, text: text,
        mentions: (event.payload["mentions"]?.list ?? []).compactMap(\.integer))
    }
  }
}
