// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// The plan calendar in force, and who was reminded of what; rebuilt from the events at start.
struct RhythmLedger: Sendable {
  static let set = "calendar.set"
  /// The program's own: reminders that a day brought.
  static let reminded = "calendar.reminded"
  static let reverted = "calendar.reverted"
  static let restored = "calendar.restored"

  /// Somebody was told of a form once. The same again would be a repetition.
  struct Reminder: Hashable, Sendable {
    enum Stage: String, Hashable, Sendable {
      case soon, today, overdue
      /// To the superior of who hands it in.
      case raised
    }

    let round: String
    let form: String
    let stage: Stage
    /// Number of the person.
    let person: Int64
    /// What has to change for it to be told again: the due day, and the time it was sent back.
    let mark: String

    var canonical: CanonicalValue {
      .map([
        "round": .text(round), "form": .text(form), "stage": .text(stage.rawValue), "person": .integer(person), "mark": .text(mark),
      ])
    }

    init(round: String, form: String, stage: Stage, person: Int64, mark: String) {
      self.round = round
      self.form = form
      self.stage = stage
      self.person = person
      self.mark = mark
    }

    init?(_ value: CanonicalValue) {
      guard let round = value["round"]?.text, let form = value["form"]?.text,
        let stage = value["stage"]?.text.flatMap({ Stage(rawValue: $0) }), let person = value["person"]?.integer,
        let mark = value["mark"]?.text
      else { return nil }
      self.init(round: round, form: form, stage: stage, person: person, mark: mark)
    }
  }

  private var settings: [(event: Int64, rhythm: PlanRhythm)] = []
  private var takenBack: Swift.Set<Int64> = []
  /// With the day on which each was given.
  private(set) var reminders: [Reminder: Day] = [:]

  /// The newest that stands; nil before there is any.
  var standing: PlanRhythm? { settings.last { !takenBack.contains($0.event) }?.rhythm }

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = RhythmLedger() }
    switch event.kind {
    case Self.set: if let rhythm = PlanRhythm(event.payload) { settings.append((event.sequence, rhythm)) }
    case Self.reminded:
      let day = event.payload["day"]?.day ?? event.recordedAt.civilDay
      for reminder in (event.payload["reminders"]?.list ?? []).compactMap({ Reminder($0) }) { reminders[reminder] = day }
    case Self.reverted: if let target = event.payload["undoes"]?.integer { takenBack.insert(target) }
    case Self.restored: if let target = event.payload["redoes"]?.integer { takenBack.remove(target) }
    default: break
    }
  }
}
