// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// The memory and the weights of one STL: everything that does not depend on the values is made once, and nothing in an iteration
/// allocates.
final class STLSmoother {
  let count: Int
  let period: Int
  private let settings: STL
  /// Trend, season and weights of the last run.
  let trend: UnsafeMutablePointer<Double>
  let season: UnsafeMutablePointer<Double>
  let trust: UnsafeMutablePointer<Double>
  /// Values without trend, or without season.
  private let rest: UnsafeMutablePointer<Double>
  private let trusted: UnsafeMutablePointer<Double>
  /// The smoothed season with one more period at each end, and its moving averages.
  private let cycle: UnsafeMutablePointer<Double>
  private let once: UnsafeMutablePointer<Double>
  private let twice: UnsafeMutablePointer<Double>
  private let memory: UnsafeMutablePointer<Double>
  private let trendRows: (plain: LoessRows, raw: LoessRows?)
  private let lowPassRows: LoessRows
  /// Places of the season whose values are as many, side by side.
  private let places: [(range: Range<Int>, plain: LoessRows, raw: LoessRows?)]

  /// - Precondition: at least two whole periods, period at least 2.
  init(count: Int, settings: STL) {
    self.count = count
    self.settings = settings
    period = settings.seasonLength
    let long = count + 2 * period
    memory = .allocate(capacity: 5 * count + 3 * long)
    memory.initialize(repeating: 0, count: 5 * count + 3 * long)
    trend = memory
    season = trend + count
    trust = season + count
    rest = trust + count
    trusted = rest + count
    cycle = trusted + count
    once = cycle + long
    twice = once + long
    let robust = settings.outerIterations > 0
    func rows(_ count: Int, _ window: Int, _ degree: Int) -> (plain: LoessRows, raw: LoessRows?) {
      let isLinear = degree == 1
      return (
        LoessRows(count: count, window: window, isLinear: isLinear, isRaw: false),
        robust ? LoessRows(count: count, window: window, isLinear: isLinear, isRaw: true) : nil
      )
    }
    trendRows = rows(count, settings.trendWindow, settings.trendDegree)
    lowPassRows = LoessRows(count: count, window: settings.lowPassWindow, isLinear: true, isRaw: false)
    // The last season may be cut off: the places it reaches have one value more.
    let (whole, left) = (count / period, count % period)
    let short = rows(whole, settings.seasonalWindow, settings.seasonalDegree)
    var places = [(range: left..<period, plain: short.plain, raw: short.raw)]
    if left > 0 {
      let longer = rows(whole + 1, settings.seasonalWindow, settings.seasonalDegree)
      places.append((range: 0..<left, plain: longer.plain, raw: longer.raw))
    }
    self.places = places
  }

  deinit { memory.deallocate() }

  /// Splits `values` into `trend` and `season`.
  func run(_ values: UnsafePointer<Double>) {
    for index in 0..<count {
      trend[index] = 0
      season[index] = 0
      trust[index] = 1
    }
    for outer in 0...settings.outerIterations {
      if outer > 0 { updateTrust(values) }
      for _ in 0..<settings.innerIterations { iterate(values, isRobust: outer > 0) }
    }
  }

  private func iterate(_ values: UnsafePointer<Double>, isRobust: Bool) {
    for index in 0..<count { rest[index] = values[index] - trend[index] }
    if isRobust { for index in 0..<count { trusted[index] = trust[index] * rest[index] } }
    for group in places { smoothSeason(group.range, isRobust ? group.raw ?? group.plain : group.plain) }
    let long = count + 2 * period
    STLSmoother.average(cycle, count: long, window: period, into: once)
    STLSmoother.average(once, count: long - period + 1, window: period, into: twice)
    STLSmoother.average(twice, count: count + 2, window: 3, into: once)
    lowPassRows.smooth(once, into: twice)
    for index in 0..<count {
      season[index] = cycle[period + index] - twice[index]
      rest[index] = values[index] - season[index]
    }
    if isRobust, let raw = trendRows.raw {
      for index in 0..<count { trusted[index] = trust[index] * rest[index] }
      raw.smooth(rest, trust: trust, trusted: trusted, into: trend)
    } else {
      trendRows.plain.smooth(rest, into: trend)
    }
  }

  /// The values of each place of the season, smoothed from season to season and carried on by one season at both ends.
  private func smoothSeason(_ range: Range<Int>, _ rows: LoessRows) {
    let (first, width) = (range.lowerBound, range.count)
    // Ends are carried on from their neighbours where nothing near them counts, so they come last.
    for turn in 0..<(rows.count + 2) {
      let place = turn < rows.count ? turn : turn == rows.count ? -1 : rows.count
      let output = cycle + (place + 1) * period + first
      let input = rows.left(of: place) * period + first
      guard rows.isRaw else {
        LoessSums.plain(rows.row(place), span: rows.span, rest + input, stride: period, width: width, output)
        continue
      }
      let instead =
        turn < rows.count
        ? UnsafePointer(rest + place * period + first) : UnsafePointer(place < 0 ? output + period : output - period)
      rows.sums(place, stride: period).solve(
        trust: trust + input, trusted: trusted + input, instead: instead, width: width, output)
    }
  }

  /// Values far from trend and season, measured by six median distances, count less or nothing.
  private func updateTrust(_ values: UnsafePointer<Double>) {
    for index in 0..<count {
      trust[index] = abs(values[index] - trend[index] - season[index])
      rest[index] = trust[index]
    }
    let limit = 6 * median(scratch: rest, count: count)
    guard limit > 0 else {
      for index in 0..<count { trust[index] = 1 }
      return
    }
    for index in 0..<count {
      let share = trust[index] / limit
      let weight = 1 - share * share
      trust[index] = share <= 0.001 ? 1 : share <= 0.999 ? weight * weight : 0
    }
  }

  /// Means of `window` values running on; `count − window + 1` of them.
  private static func average(
    _ values: UnsafePointer<Double>, count: Int, window: Int, into output: UnsafeMutablePointer<Double>
  ) {
    let share = 1 / Double(window)
    var sum = 0.0
    for index in 0..<window { sum += values[index] }
    output[0] = sum * share
    for index in window..<max(window, count) {
      sum += values[index] - values[index - window]
      output[index - window + 1] = sum * share
    }
  }
}
