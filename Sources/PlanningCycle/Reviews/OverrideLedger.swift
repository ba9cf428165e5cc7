// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// Numbers that people typed for an item in a region and a month, each with its author, rebuilt from the events at start: what the scorecard looks
/// back on when the month is closed.
struct OverrideLedger: Sendable {
  struct Place: Hashable, Sendable {
    let item: Int64
    let region: Int64
    let month: Month
  }

  struct Entry: Sendable {
    let event: Int64
    /// As the model of then named it.
    let measure: String
    let author: Actor
    let reason: String
    let at: Moment
    /// Pieces; nil: taken away.
    let value: Double?
    /// nil: typed for the item in the region itself.
    let part: RecordedEdits.Part?
    /// In which the number came first; another than `event` where a step back brought it back.
    let made: Int64
  }

  private(set) var entries: [Place: [Entry]] = [:]

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = OverrideLedger() }
    guard let edits = RecordedEdits(event) else { return }
    let isStepBack = event.payload["undoes"] != nil || event.payload["redoes"] != nil
    for cell in edits.cells {
      guard let month = cell.month, cell.members.count == 2, let item = cell.members["Item"], let region = cell.members["Region"] else {
        continue
      }
      let place = Place(item: item, region: region, month: month)
      // A step back brings somebody's number back: it is still theirs.
      let earlier = isStepBack ? entries[place]?.last { $0.measure == cell.measure && $0.value == cell.new } : nil
      entries[place, default: []].append(
        Entry(
          event: event.sequence, measure: cell.measure, author: earlier?.author ?? event.draft.actor,
          reason: earlier?.reason ?? event.draft.reason, at: event.recordedAt, value: cell.new,
          part: earlier.map(\.part) ?? cell.part, made: earlier?.made ?? event.sequence))
    }
  }
}
