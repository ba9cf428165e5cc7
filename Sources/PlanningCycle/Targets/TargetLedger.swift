// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Journal
import Planning

/// The targets that people set, rebuilt from the events at start. Every event holds the whole target after it, so that one is undone by going back
/// to the one before.
struct TargetLedger: Sendable {
  static let set = "target.set"
  static let locked = "target.locked"
  static let reverted = "target.reverted"
  static let restored = "target.restored"
  static let decisions: Swift.Set<String> = [set, locked]

  struct Key: Hashable, Comparable, Sendable {
    let measure: TargetMeasure
    let year: Int

    static func < (left: Key, right: Key) -> Bool { (left.year, left.measure) < (right.year, right.measure) }
  }

  /// A target as one event left it.
  struct Standing: Sendable {
    let event: Int64
    let by: Actor
    let at: Moment
    let reason: String
    /// By place, 分 by month.
    let cells: [String: [Int64]]
    let locks: [Lock]
  }

  struct Lock: Hashable, Sendable {
    let place: String
    let span: TargetSpan
  }

  private var standings: [Key: [Standing]] = [:]
  private var takenBack: Swift.Set<Int64> = []

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = TargetLedger() }
    switch event.kind {
    case Self.set, Self.locked:
      guard let key = Self.key(event.payload) else { return }
      standings[key, default: []].append(
        Standing(
          event: event.sequence, by: event.draft.actor, at: event.recordedAt, reason: event.draft.reason,
          cells: (event.payload["cells"]?.map ?? [:]).compactMapValues { value in
            let months = (value.list ?? []).compactMap(\.integer)
            return months.count == 12 ? months : nil
          },
          locks: (event.payload["locks"]?.list ?? []).compactMap { lock in
            guard let place = lock["place"]?.text, let span = lock["span"]?.text.flatMap({ TargetSpan(column: $0, year: key.year) }) else {
              return nil
            }
            return Lock(place: place, span: span)
          }))
    case Self.reverted, Self.restored:
      if let target = event.payload["undoes"]?.integer { takenBack.insert(target) }
      if let target = event.payload["redoes"]?.integer { takenBack.remove(target) }
    default: break
    }
  }

  subscript(_ key: Key) -> Standing? { standings[key]?.last { !takenBack.contains($0.event) } }

  static func key(_ payload: CanonicalValue) -> Key? {
    guard let measure = payload["measure"]?.text.flatMap({ TargetMeasure(rawValue: $0) }),
      let year = payload["year"]?.integer.flatMap({ Int(exactly: $0) })
    else { return nil }
    return Key(measure: measure, year: year)
  }
}

extension TargetSpan {
  /// As periods are written on the wire: `2027`, `2027Q1`, `2027-03`; nil for a period outside the year.
  init?(column: String, year: Int) {
    switch PlanPeriod(column: column) {
    case .year(year): self = .year
    case .quarter(year, let quarter): self = .quarter(quarter)
    case .month(let month) where month.year == year: self = .month(month.month)
    default: return nil
    }
  }

  func period(_ year: Int) -> PlanPeriod {
    switch self {
    case .year: .year(year)
    case .quarter(let quarter): .quarter(year: year, quarter)
    case .month(let month): .month(Month(year: year, month: month))
    }
  }
}
