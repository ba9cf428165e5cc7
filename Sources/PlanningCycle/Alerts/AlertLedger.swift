// SPDX-License-Identifier: Apache-2.0
import Alerting
import Calendars
import Journal

/// The life of every alert, what people did with them and were told, and the log; rebuilt from the events at start.
///
/// Memory: alerts that live, by person a few numbers and what was told in a week, and the newest `logLimit` entries of the log; the journal is the whole.
struct AlertLedger: Sendable, Equatable {
  /// The program's own: what a look at the company changed.
  static let changed = "alerts.changed"
  /// The program's own: who was told of what.
  static let told = "alerts.told"
  static let snoozed = "alert.snoozed"
  /// How many each person is told of at once.
  static let budgetSet = "alerts.budget-set"
  /// Entries of the log that are kept in memory.
  static let logLimit = 2_000

  private(set) var lives = AlertLives()
  private(set) var budget = AlertBudget.standard
  private(set) var notes: [Int64: AlertNotes] = [:]
  /// With the words of its newest news, by key.
  private(set) var faces: [String: Alert] = [:]
  /// Oldest first.
  private(set) var log: [AlertLogEntry] = []
  /// Entries there ever were.
  private(set) var logged: Int64 = 0
  /// What people had taken note of before the first look was written down.
  private var earlier: [Int64: [String: Acknowledgements.Seen]] = [:]

  /// Once for each event, in their order.
  mutating func note(_ event: Event) {
    switch event.kind {
    case Acknowledgements.resetKind: self = AlertLedger()
    case Self.changed: change(event)
    case Self.budgetSet:
      guard let day = event.payload["per_day"]?.integer,
        let week = event.payload["per_week"]?.integer
      else { return }
      budget = AlertBudget(day: Int(day), week: Int(week))
    case Self.told: tell(event)
    case Self.snoozed:
      guard let key = event.payload["alert"]?.text else { return }
      if let life = lives[key], let until = event.payload["until"]?.day {
        notes[event.draft.actor.id, default: AlertNotes()].snooze(life, until: until)
      } else {
        notes[event.draft.actor.id]?.reopen(key)
      }
    case Acknowledgements.eventKind: acknowledge(event)
    default: break
    }
  }

  private mutating func acknowledge(_ event: Event) {
    guard let key = event.payload["alert"]?.text else { return }
    let (person, seen) = (event.draft.actor.id, Acknowledgements.Seen(event.payload["seen"]))
    if let life = lives[key] {
      if seen == nil { notes[person]?.reopen(key) } else { notes[person, default: AlertNotes()].acknowledge(life) }
    } else if lives.newestMark == 0 {
      earlier[person, default: [:]][key] = seen
    }
  }

  private mutating func change(_ event: Event) {
    guard let day = event.payload["day"]?.day else { return }
    let records = AlertRecord.all(in: event)
    let ended = lives.apply(records.map(\.transition), mark: event.sequence, on: day)
    let cause = AlertLogEntry.Cause(event.payload)
    for record in records where record.transition.kind.isLogged {
      let face = record.alert ?? faces[record.transition.key]
      if let face = record.alert { faces[record.transition.key] = face }
      guard let face else { continue }
      logged += 1
      log.append(AlertLogEntry(number: logged, at: event.recordedAt, kind: record.transition.kind, alert: face, cause: cause))
    }
    if log.count > Self.logLimit { log.removeFirst(log.count - Self.logLimit) }
    for key in ended {
      faces[key] = nil
      for person in notes.keys { notes[person]?.forget(key) }
    }
    carryOver(records.map(\.transition))
  }

  /// With the first look that is written down the notes of before become notes of its alerts.
  private mutating func carryOver(_ transitions: [AlertTransition]) {
    for transition in transitions {
      guard let life = lives[transition.key] else { continue }
      for (person, seen) in earlier where seen[transition.key]?.covers(transition) ?? false {
        notes[person, default: AlertNotes()].acknowledge(life)
      }
    }
    earlier = [:]
  }

  private mutating func tell(_ event: Event) {
    guard let day = event.payload["day"]?.day, let mark = event.payload["mark"]?.integer else { return }
    for one in event.payload["people"]?.list ?? [] {
      guard let person = one["person"]?.integer else { continue }
      notes[person, default: AlertNotes()].pass(
        (one["now"]?.list ?? []).compactMap(\.text).compactMap { lives[$0] }, hasDigest: one["digest"] != nil, through: mark, on: day,
        at: event.recordedAt)
    }
  }
}
