// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// A total of the agreed forecast above its leaves that somebody fixed for a month: other leaves give way to it, or it says by how much it is missed.
struct HeldTotal: Sendable {
  /// Members by id; nil: all of them.
  struct Place: Hashable, Sendable {
    let item: Int64?
    let region: Int64?
    let month: Month

    var canonical: [String: CanonicalValue] {
      var fields: [String: CanonicalValue] = ["month": .month(month)]
      if let item { fields["item"] = .integer(item) }
      if let region { fields["region"] = .integer(region) }
      return fields
    }
  }

  let place: Place
  /// Pieces.
  let value: Double
  /// Who typed it; whoever shares the same number out again is not.
  let author: Actor
  let reason: String
  let at: Moment
  /// In which it was typed.
  let event: Int64
  /// In which its parts were shared out, oldest first: the one in which it was typed, then those with the same number again.
  fileprivate(set) var shared: [Int64]
}

/// Totals that people fixed, rebuilt from the events at start. An entry of cells says in `override` at which total it was typed.
struct HeldTotalLedger: Sendable {
  static let field = "override"

  private struct Typed: Sendable {
    let event: Int64
    let author: Actor
    let reason: String
    /// nil: given up.
    let value: Double?
  }

  private enum Act: Sendable {
    case typed(Typed)
    case undone(Int64)
    case redone(Int64)
  }

  private var acts: [HeldTotal.Place: [(at: Moment, act: Act)]] = [:]
  private var places: [Int64: HeldTotal.Place] = [:]

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = HeldTotalLedger() }
    if let target = event.payload["undoes"]?.integer, let place = places[target] {
      acts[place, default: []].append((event.recordedAt, .undone(target)))
    }
    if let target = event.payload["redoes"]?.integer, let place = places[target] {
      acts[place, default: []].append((event.recordedAt, .redone(target)))
    }
    guard let typed = event.payload[Self.field], let month = typed["month"]?.month else { return }
    let place = HeldTotal.Place(item: typed["item"]?.integer, region: typed["region"]?.integer, month: month)
    places[event.sequence] = place
    acts[place, default: []].append(
      (
        event.recordedAt,
        .typed(
          Typed(event: event.sequence, author: event.draft.actor, reason: event.draft.reason, value: typed["value"]?.double))
      ))
  }

  /// No total was ever held.
  var isEmpty: Bool { places.isEmpty }

  /// Whether parts of a total were shared out in an event.
  func sharesOut(_ event: Int64) -> Bool { places[event] != nil }

  /// Those that stand, the oldest first.
  ///
  /// - Parameters:
  ///   - month: of this one alone; nil: all.
  ///   - before: as they stood when the day began; nil: now.
  func standing(in month: Month? = nil, before: Day? = nil) -> [HeldTotal] {
    acts.keys.filter { month == nil || $0.month == month }.compactMap { standing(at: $0, before: before) }.sorted { $0.event < $1.event }
  }

  /// The one of a place; nil where none stands.
  func standing(at place: HeldTotal.Place, before: Day? = nil) -> HeldTotal? {
    var undone: Swift.Set<Int64> = []
    var typed: [(at: Moment, Typed)] = []
    for (at, act) in acts[place] ?? [] where before.map({ at.civilDay < $0 }) ?? true {
      switch act {
      case .typed(let one): typed.append((at, one))
      case .undone(let event): undone.insert(event)
      case .redone(let event): undone.remove(event)
      }
    }
    var held: HeldTotal?
    for (at, one) in typed where !undone.contains(one.event) {
      if let value = one.value, held?.value == value {
        held?.shared.append(one.event)
      } else {
        held = one.value.map {
          HeldTotal(
            place: place, value: $0, author: one.author, reason: one.reason, at: at, event: one.event, shared: [one.event])
        }
      }
    }
    return held
  }
}
