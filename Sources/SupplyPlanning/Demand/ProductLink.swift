// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A new item that takes over, or takes part of, what is expected of another 新品与停产替代.
///
/// Phase-out: `takes` 1, `gives` 1. A new item that sells like 30 % of another beside it: `takes` 0, `gives` 0.3. One that also takes a tenth of the old one's sales:
/// `takes` 0.1, `gives` 0.3.
public struct ProductLink: Hashable, Sendable {
  public let predecessor: Int32
  public let successor: Int32
  /// First day of the change; before it nothing moves.
  public let from: Day
  /// Day from which all of it moves; between the two the share grows by the day, in a straight line.
  public let through: Day
  /// Share of the predecessor's forecast that goes away, 0...1.
  public let takes: Double
  /// Units of the successor for one unit of the predecessor's forecast, ≥ 0.
  public let gives: Double

  public init(predecessor: Int32, successor: Int32, from: Day, through: Day, takes: Double = 1, gives: Double = 1) {
    self.predecessor = predecessor
    self.successor = successor
    self.from = from
    self.through = max(from, through)
    self.takes = min(1, max(0, takes))
    self.gives = max(0, gives)
  }

  /// How far the change has come on a day, 0...1.
  public func progress(on day: Day) -> Double {
    if day < from { return 0 }
    if day >= through { return 1 }
    return Double(from.distance(to: day) + 1) / Double(from.distance(to: through) + 1)
  }
}

/// Moves forecast parts along the links, one link after another in the order given, so that chains A → B → C follow.
///
/// Whole parts stay whole: what is moved is rounded half away from zero and the rest stays, so that a change of one for one keeps the sum. Parts that come into being stand
/// behind the others and name the line they came from.
public func follow(_ links: [ProductLink], _ parts: [ForecastPart]) -> [ForecastPart] {
  var parts = parts
  for link in links {
    var added: [ForecastPart] = []
    for position in parts.indices where parts[position].item == link.predecessor {
      let part = parts[position]
      let progress = link.progress(on: part.day)
      guard progress > 0 else { continue }
      let isWhole = part.quantity == part.quantity.rounded()
      func piece(_ quantity: Double) -> Double { isWhole ? quantity.rounded(.toNearestOrAwayFromZero) : quantity }
      let gone = piece(part.quantity * link.takes * progress)
      let come = link.gives == link.takes ? gone : piece(part.quantity * link.gives * progress)
      parts[position] = ForecastPart(
        line: part.line, item: part.item, days: part.days, day: part.day, quantity: part.quantity - gone)
      if come > 0 {
        added.append(
          ForecastPart(line: part.line, item: link.successor, days: part.days, day: part.day, quantity: come))
      }
    }
    parts = (parts + added).filter { $0.quantity > 0 }
  }
  return parts
}
