// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

/// 新品替代: from a day on, what was expected of one item is expected of its successor.
public struct Succession: Hashable, Sendable {
  /// Positions in the catalogue.
  let old: Int
  let new: Int
  /// The first day of the successor.
  public let on: Day
  /// Units of the successor for one of the old item; > 0.
  public let ratio: Double

  /// The part of a month's forecast that goes to the successor, by calendar days.
  func share(of month: Month) -> Double {
    let days = on.distance(to: month.lastDay) + 1
    return min(max(Double(days) / Double(month.dayCount), 0), 1)
  }
}

/// Every succession that can be followed, an item always before its successor, and what is wrong with the others.
struct Successions: Sendable {
  enum Fault: Hashable, Sendable {
    case notKnown(successor: String)
    case noDay
    case ratioNotPositive
    /// The item comes back to itself.
    case circle
    /// The successor ends before, or on the day, it begins: all goes on to the one after it.
    case reversed
  }

  let links: [Succession]
  /// By position of the old item, rising.
  let faults: [(item: Int, fault: Fault)]

  init(_ catalogue: Catalogue) {
    var faults: [(item: Int, fault: Fault)] = []
    var next: [Int: Succession] = [:]
    for (index, item) in catalogue.items.enumerated() {
      guard let code = item.successor else { continue }
      guard let new = catalogue.itemIndex(code.code) else {
        faults.append((index, .notKnown(successor: code.code)))
        continue
      }
      let ratio = code.ratio?.doubleValue ?? 1
      if ratio <= 0 { faults.append((index, .ratioNotPositive)) }
      guard ratio > 0, let day = code.on else {
        if code.on == nil { faults.append((index, .noDay)) }
        continue
      }
      next[index] = Succession(old: index, new: new, on: day, ratio: ratio)
    }
    for item in next.keys.sorted() where Self.runsInCircle(from: item, next) { faults.append((item, .circle)) }
    for (item, fault) in faults where fault == .circle { next[item] = nil }
    for (item, link) in next.sorted(by: { $0.key < $1.key }) {
      if let after = next[link.new], after.on <= link.on { faults.append((item, .reversed)) }
    }
    links = Self.ordered(next)
    self.faults = faults.sorted { $0.item < $1.item }
  }

  /// Whether following successors from an item leads back to it.
  private static func runsInCircle(from item: Int, _ next: [Int: Succession]) -> Bool {
    var at = item
    for _ in next {
      guard let link = next[at] else { return false }
      at = link.new
      if at == item { return true }
    }
    return false
  }

  /// By the number of items that come before, so that what was taken over is handed on.
  private static func ordered(_ next: [Int: Succession]) -> [Succession] {
    func depth(_ item: Int, _ limit: Int) -> Int {
      guard limit > 0 else { return 0 }
      return next.values.filter { $0.new == item }.map { depth($0.old, limit - 1) + 1 }.max() ?? 0
    }
    return next.values.map { (depth($0.old, next.count), $0) }.sorted { ($0.0, $0.1.old) < ($1.0, $1.1.old) }.map(\.1)
  }
}

extension BaselineForecast {
  /// The same forecast with every succession followed, region by region: the old item's ends, its successor's takes it over at the ratio, with the same relative band.
  func following(_ successions: Successions) -> BaselineForecast {
    var series = series
    for link in successions.links {
      for place in series.keys.sorted() where place.item == link.old {
        guard let before = series[place] else { continue }
        series[place] = before.with(before.steps.map { $0.times(1 - link.share(of: $0.month)) })
        let handedOver = before.steps.map { $0.times(link.share(of: $0.month) * link.ratio) }
        let heir = SalesHistory.Place(item: link.new, region: place.region)
        series[heir] = series[heir].map { $0.with($0.adding(handedOver)) } ?? before.with(handedOver)
      }
    }
    return BaselineForecast(run: run, recordedAt: recordedAt, origin: origin, series: series)
  }
}

extension BaselineForecast.SeriesForecast {
  fileprivate func with(_ steps: [BaselineForecast.Step]) -> Self {
    Self(
      method: method, steps: steps, candidates: candidates, observationCount: observationCount, sharesSeason: sharesSeason,
      calendar: calendar, drivers: drivers)
  }

  /// Steps of both, by month.
  fileprivate func adding(_ others: [BaselineForecast.Step]) -> [BaselineForecast.Step] {
    let mine = Dictionary(steps.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
    let theirs = Dictionary(others.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
    return Swift.Set(mine.keys).union(theirs.keys).sorted().compactMap { month in
      guard let one = mine[month], let other = theirs[month] else { return mine[month] ?? theirs[month] }
      return one.plus(other)
    }
  }
}

extension BaselineForecast.Step {
  fileprivate func times(_ factor: Double) -> Self {
    Self(
      month: month, mean: mean * factor, lower80: lower80 * factor, upper80: upper80 * factor, lower95: lower95 * factor,
      upper95: upper95 * factor)
  }

  fileprivate func plus(_ other: Self) -> Self {
    Self(
      month: month, mean: mean + other.mean, lower80: lower80 + other.lower80, upper80: upper80 + other.upper80,
      lower95: lower95 + other.lower95, upper95: upper95 + other.upper95)
  }
}
