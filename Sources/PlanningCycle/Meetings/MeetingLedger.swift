// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// The meetings 产销协同会 that were held and what was decided in them, rebuilt from the events at start.
struct MeetingLedger: Sendable {
  static let held = "meeting.held"
  static let decided = "meeting.decided"
  static let marked = "meeting.decision-marked"
  /// From which amount on something is large.
  static let largeSet = "meeting.large-set"
  static let reverted = "meeting.reverted"
  static let restored = "meeting.restored"
  static let decisions: Swift.Set<String> = [held, decided, marked, largeSet]

  struct Meeting: Sendable {
    let event: Int64
    let by: Actor
    let at: Moment
    let day: Day
    /// What the figures of the page said then, by key.
    let figures: [String: Int64]
  }

  struct Decision: Sendable {
    /// The event that recorded it; its name for ever.
    let event: Int64
    let words: String
    /// A login.
    let owner: String
    let due: Day
    var isDone = false
    /// The event that said so last.
    var markedIn: Int64 = 0
  }

  private var meetings: [Meeting] = []
  private var sizes: [(event: Int64, amount: Int64)] = []
  private var made: [Decision] = []
  private var marks: [(event: Int64, decision: Int64, isDone: Bool)] = []
  private var takenBack: Swift.Set<Int64> = []

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = MeetingLedger() }
    let payload = event.payload
    switch event.kind {
    case Self.held:
      guard let day = payload["day"]?.day else { return }
      meetings.append(
        Meeting(
          event: event.sequence, by: event.draft.actor, at: event.recordedAt, day: day,
          figures: (payload["figures"]?.map ?? [:]).compactMapValues(\.integer)))
    case Self.decided:
      guard let words = payload["words"]?.text, let owner = payload["owner"]?.text, let due = payload["due"]?.day else { return }
      made.append(Decision(event: event.sequence, words: words, owner: owner, due: due))
    case Self.marked:
      guard let decision = payload["decision"]?.integer else { return }
      marks.append((event.sequence, decision, payload["done"]?.boolean ?? true))
    case Self.largeSet: if let amount = payload["amount"]?.integer { sizes.append((event.sequence, amount)) }
    case Self.reverted: if let target = payload["undoes"]?.integer { takenBack.insert(target) }
    case Self.restored: if let target = payload["redoes"]?.integer { takenBack.remove(target) }
    default: break
    }
  }

  /// 分; half a million where nobody said otherwise.
  var large: Int64 { sizes.last { !takenBack.contains($0.event) }?.amount ?? 50_000_000 }

  /// The newest that stands.
  var last: Meeting? { meetings.last { !takenBack.contains($0.event) } }

  /// As they were made, oldest first, with what was said of them since.
  var standing: [Decision] {
    made.filter { !takenBack.contains($0.event) }.map { decision in
      var decision = decision
      for mark in marks where mark.decision == decision.event && !takenBack.contains(mark.event) {
        (decision.isDone, decision.markedIn) = (mark.isDone, mark.event)
      }
      return decision
    }
  }
}
