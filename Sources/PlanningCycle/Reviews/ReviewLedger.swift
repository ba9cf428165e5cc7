// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// The reviews people hold, rebuilt from the events at start. Undo takes back the newest event of a month and nothing under it.
struct ReviewLedger: Sendable {
  static let saved = "review.saved"
  static let signed = "review.signed"
  static let closed = "review.closed"
  static let reopened = "review.reopened"
  /// An action is done, or not yet.
  static let actionMarked = "review.action-marked"
  static let reverted = "review.reverted"
  static let restored = "review.restored"
  static let decisions: Swift.Set<String> = [saved, signed, closed, reopened, actionMarked]

  /// One event of a month.
  struct Step: Sendable {
    let event: Int64
    let kind: String
    let by: Actor
    let at: Moment
    let reason: String
    let payload: CanonicalValue
  }

  struct Signature: Sendable {
    let event: Int64
    let by: Actor
    let at: Moment
    /// Of figures and sheet together.
    let content: Digest
  }

  struct Mark: Sendable {
    let isDone: Bool
    let words: String
    let at: Moment
  }

  struct Closing: Sendable {
    let event: Int64
    let by: Actor
    let at: Moment
    let figures: ReviewFigures
    let digest: Digest
  }

  /// A month's review as it stands.
  struct Standing: Sendable {
    /// The newest event that stands; 0 before there is any.
    var event: Int64 = 0
    var sheet = ReviewSheet()
    var signatures: [ReviewSide: Signature] = [:]
    var marks: [Int: Mark] = [:]
    var closing: Closing?
  }

  private var steps: [Month: [Step]] = [:]
  private var takenBack: Swift.Set<Int64> = []

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = ReviewLedger() }
    switch event.kind {
    case Self.reverted: if let target = event.payload["undoes"]?.integer { takenBack.insert(target) }
    case Self.restored: if let target = event.payload["redoes"]?.integer { takenBack.remove(target) }
    case let kind where Self.decisions.contains(kind):
      guard let month = event.payload["month"]?.month else { return }
      steps[month, default: []].append(
        Step(
          event: event.sequence, kind: kind, by: event.draft.actor, at: event.recordedAt, reason: event.draft.reason, payload: event.payload
        ))
    default: break
    }
  }

  /// Months that somebody wrote about, the newest first.
  var months: [Month] { steps.filter { $0.value.contains { !takenBack.contains($0.event) } }.keys.sorted().reversed() }

  subscript(_ month: Month) -> Standing {
    var standing = Standing()
    for step in steps[month] ?? [] where !takenBack.contains(step.event) {
      standing.event = step.event
      switch step.kind {
      case Self.saved: standing.sheet = ReviewSheet(step.payload["sheet"])
      case Self.signed:
        guard let side = step.payload["side"]?.text.flatMap({ ReviewSide(rawValue: $0) }), let content = step.payload["content"]?.digest
        else {
          continue
        }
        standing.signatures[side] = Signature(event: step.event, by: step.by, at: step.at, content: content)
      case Self.actionMarked:
        guard let number = step.payload["action"]?.integer else { continue }
        standing.marks[Int(number)] = Mark(
          isDone: step.payload["done"]?.boolean ?? true, words: step.payload["words"]?.text ?? "", at: step.at)
      case Self.closed:
        guard let figures = ReviewFigures(step.payload["figures"]), let digest = step.payload["digest"]?.digest else { continue }
        standing.closing = Closing(event: step.event, by: step.by, at: step.at, figures: figures, digest: digest)
      default: standing.closing = nil
      }
    }
    return standing
  }
}
