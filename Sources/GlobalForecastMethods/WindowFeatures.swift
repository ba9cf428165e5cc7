// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// What is known of one series at the end of one period, as numbers that mean the same for pieces and for billions.
///
/// The window is taken out of its season, smoothed, and measured from its smoothed level in units of its usual one-step error. The target
/// of `row(ahead:)` is
/// measured alike: what has to be learnt is how far off a smoothed level in season will be.
struct WindowFeatures {
  /// Columns before the labels.
  static let count = 32
  /// Seasons that a window reaches back, and periods it has at least and at most.
  private static let reach = (seasons: 4, least: 24, most: 260)

  private let values: [Double]
  private let table: SeasonTable
  private let season: Int
  private let places: UnsafeMutableBufferPointer<Double>
  private let window: UnsafeMutableBufferPointer<Double>

  private var origin = 0
  private var length = 0
  private var level = 0.0
  private(set) var unit = 1.0
  private var fixed = [Float](repeating: .nan, count: WindowFeatures.count)
  private var trend = (level: 0.0, slope: 0.0)

  /// - Parameters:
  ///   - values: without gaps, in a power of two near their size.
  ///   - places: room for one season; contents free.
  ///   - window: room for `room(seasonLength:)`; contents free.
  init(_ values: [Double], seasonLength: Int, places: UnsafeMutableBufferPointer<Double>, window: UnsafeMutableBufferPointer<Double>) {
    self.values = values
    season = max(1, seasonLength)
    table = SeasonTable(values, seasonLength: seasonLength)
    (self.places, self.window) = (places, window)
  }

  static func room(seasonLength: Int) -> Int { min(reach.most, max(reach.least, reach.seasons * seasonLength)) }

  private var isMultiplicative: Bool { table.isMultiplicative }

  /// Looks at the series as it was at the end of the period `origin`.
  mutating func look(at origin: Int) {
    guard let places = places.baseAddress, let window = window.baseAddress else { return }
    self.origin = origin
    table.fill(places, at: origin)
    length = min(origin + 1, WindowFeatures.room(seasonLength: season))
    let first = origin + 1 - length
    var size = 0.0
    for index in 0..<length {
      let value = values[first + index]
      let place = places[(first + index) % season]
      window[index] = isMultiplicative ? value / place : value - place
      size += abs(window[index])
    }
    size /= Double(length)
    let slow = smooth(0.1)
    let usual = smooth(0.3)
    let quick = smooth(0.6)
    level = usual.level
    unit = max(usual.error, 1e-3 * size, 1e-12)
    trend = damped()
    measure(slow: slow.level, quick: quick.level, size: size)
  }

  /// What the smoothed level says of the period `ahead` after the window, and the unit of its error.
  func base(ahead: Int) -> (mean: Double, unit: Double) {
    let place = places[(origin + ahead) % season]
    return isMultiplicative ? (level * place, unit * place) : (level + place, unit)
  }

  /// Writes the columns for the period `ahead` after the window.
  func fill(_ row: UnsafeMutablePointer<Float>, ahead: Int) {
    for column in 0..<WindowFeatures.count { row[column] = fixed[column] }
    row[0] = Float(ahead)
    let place = places[(origin + ahead) % season]
    row[1] = Float(isMultiplicative ? place - 1 : place / unit)
    var carried = trend.level
    var slope = trend.slope
    for _ in 0..<ahead {
      slope *= 0.9
      carried += slope
    }
    row[2] = Float((carried - level) / unit)
    // The same place of the last two seasons.
    guard season > 1 else { return }
    let back = (ahead + season - 1) / season * season - ahead
    for past in 0..<2 {
      let index = length - 1 - back - past * season
      if index >= 0 { row[3 + past] = Float((window[index] - level) / unit) }
    }
    // How far the periods around that place lay from it: a season that moved.
    let index = length - 1 - back
    if index >= 1, index + 1 < length { row[5] = Float((window[index - 1] + window[index + 1] - 2 * window[index]) / unit) }
  }

  /// Simple smoothing over the window, from the mean of its first quarter on: the level at its end, and the mean absolute one-step error.
  private func smooth(_ share: Double) -> (level: Double, error: Double) {
    let start = max(1, min(length / 4, season))
    var level = 0.0
    for index in 0..<start { level += window[index] }
    level /= Double(start)
    var errors = 0.0
    var weight = 0.0
    for index in 0..<length {
      let error = window[index] - level
      if index >= start || length <= start {
        errors += abs(error)
        weight += 1
      }
      level += share * error
    }
    return (level, weight > 0 ? errors / weight : 0)
  }

  private func damped() -> (level: Double, slope: Double) {
    var level = window[0]
    var slope = 0.0
    for index in 1..<max(1, length) {
      let expected = level + 0.9 * slope
      let error = window[index] - expected
      level = expected + 0.4 * error
      slope = 0.9 * slope + 0.08 * error
    }
    return (level, slope)
  }

  /// Columns that are the same for every period ahead.
  private mutating func measure(slow: Double, quick: Double, size: Double) {
    for column in fixed.indices { fixed[column] = .nan }
    fixed[6] = Float((slow - level) / unit)
    fixed[7] = Float((quick - level) / unit)
    fixed[8] = Float(trend.slope / unit)
    for back in 0..<5 where back < length { fixed[9 + back] = Float((window[length - 1 - back] - level) / unit) }
    let year = max(season, 6)
    fixed[14] = deviation(0..<3)
    fixed[15] = deviation(0..<6)
    fixed[16] = deviation(0..<year)
    fixed[17] = deviation(year..<(2 * year))
    fixed[18] = deviation((2 * year)..<(3 * year))
    fixed[19] = slope(over: year)
    fixed[20] = slope(over: length)
    fixed[21] = Float(size > 0 ? unit / size : 0)
    fixed[22] = Float(logarithm(Double(origin + 1)))
    fixed[23] = Float(table.seasons(at: origin))
    fixed[24] = isMultiplicative ? 1 : 0
    var (largest, smallest, noughts) = (-Double.infinity, Double.infinity, 0)
    for index in 0..<length {
      largest = max(largest, window[index])
      smallest = min(smallest, window[index])
      if values[origin + 1 - length + index] == 0 { noughts += 1 }
    }
    fixed[25] = Float((largest - level) / unit)
    fixed[26] = Float((smallest - level) / unit)
    fixed[27] = Float(noughts) / Float(length)
    fixed[28] = correlation(lag: 1)
    fixed[29] = season > 1 ? correlation(lag: season) : .nan
    var swing = 0.0
    for place in 0..<season { swing += abs(places[place] - (isMultiplicative ? 1 : 0)) }
    fixed[30] = Float(swing / Double(season) * (isMultiplicative ? abs(level) : 1) / unit)
    fixed[31] = correlation(lag: 2)
  }

  /// Mean of the periods `back` from the end, from the level; NaN where the window does not reach so far.
  private func deviation(_ back: Range<Int>) -> Float {
    guard back.upperBound <= length else { return .nan }
    var sum = 0.0
    for step in back { sum += window[length - 1 - step] }
    return Float((sum / Double(back.count) - level) / unit)
  }

  /// Of the least-squares line through the last `count` periods.
  private func slope(over count: Int) -> Float {
    guard count >= 3, count <= length else { return .nan }
    let middle = Double(count - 1) / 2
    var products = 0.0
    for index in 0..<count { products += (Double(index) - middle) * window[length - count + index] }
    let all = Double(count)
    return Float(products / (all * (all * all - 1) / 12) / unit)
  }

  /// Of changes from period to period; NaN where there are too few.
  private func correlation(lag: Int) -> Float {
    guard length >= lag + 6 else { return .nan }
    var (squares, products) = (0.0, 0.0)
    for index in 1..<length {
      let change = (window[index] - window[index - 1]) / unit
      squares += change * change
      if index > lag { products += change * (window[index - lag] - window[index - lag - 1]) / unit }
    }
    return squares > 0 ? Float(products / squares) : 0
  }
}
