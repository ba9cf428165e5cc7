// SPDX-License-Identifier: Apache-2.0

/// Values at contiguous periods, oldest first; a period without an observation is there and says so.
///
/// A series knows no names and no dates: where it starts is its owner's business. The step from one value to the next is one
/// period of `granularity`; `seasonLength` periods make a season (12 for months with a yearly season, 1 for none).
public struct Series: Hashable, Sendable {
  /// What one period is. Methods look only at `seasonLength`; the granularity travels along for words and defaults.
  public enum Granularity: String, Hashable, Sendable, CaseIterable {
    case day, week, month, quarter, year
    /// Numbered steps without a calendar.
    case step

    /// Observations per season when nobody said otherwise.
    public var usualSeasonLength: Int {
      switch self {
      case .day: 7
      case .week: 52
      case .month: 12
      case .quarter: 4
      case .year, .step: 1
      }
    }
  }

  /// No larger values are taken: sums and differences of many must remain numbers.
  public static let largestMagnitude = 1e302

  /// One value a period; NaN exactly where nothing was observed. Never infinite.
  public let values: [Double]
  public let seasonLength: Int
  public let granularity: Granularity
  /// Periods with an observation.
  public let observedCount: Int

  /// A series in which every period was observed.
  ///
  /// - Throws: `not-finite` for an infinity, NaN or a value beyond `largestMagnitude`, `season-length-out-of-range` below 1.
  public init(_ observed: [Double], seasonLength: Int, granularity: Granularity = .step)
    throws(ForecastError)
  {
    if let index = observed.firstIndex(where: { !(abs($0) <= Series.largestMagnitude) }) {
      throw Series.notFinite(observed[index], at: index)
    }
    try self.init(checked: observed, observedCount: observed.count, seasonLength, granularity)
  }

  /// A series in which nil is a period without an observation.
  ///
  /// - Throws: `not-finite` for an infinity, NaN or a value beyond `largestMagnitude`, `season-length-out-of-range` below 1.
  public init(_ observations: [Double?], seasonLength: Int, granularity: Granularity = .step)
    throws(ForecastError)
  {
    var values: [Double] = []
    values.reserveCapacity(observations.count)
    var observedCount = 0
    for (index, observation) in observations.enumerated() {
      if let value = observation {
        guard abs(value) <= Series.largestMagnitude else { throw Series.notFinite(value, at: index) }
        observedCount += 1
        values.append(value)
      } else {
        values.append(.nan)
      }
    }
    try self.init(checked: values, observedCount: observedCount, seasonLength, granularity)
  }

  private init(checked values: [Double], observedCount: Int, _ seasonLength: Int, _ granularity: Granularity)
    throws(ForecastError)
  {
    guard seasonLength >= 1 else {
      throw ForecastError(
        .seasonLengthOutOfRange, subject: "season length", detail: "needs at least 1, has \(seasonLength)",
        hint: "1 means no season; 12 is a year of months")
    }
    self.values = values
    self.observedCount = observedCount
    self.seasonLength = seasonLength
    self.granularity = granularity
  }

  /// Periods, observed or not.
  public var count: Int { values.count }
  public var hasGaps: Bool { observedCount < values.count }
  public func isObserved(at index: Int) -> Bool { !values[index].isNaN }

  /// The first `count` periods: what was known then. Later values leave no trace in it.
  public func prefix(_ count: Int) -> Series {
    let kept = Array(values.prefix(count))
    return Series(trusted: kept, seasonLength, granularity)
  }

  /// The same series from its first observation on.
  public func withoutLeadingGaps() -> Series {
    guard let first = values.firstIndex(where: { !$0.isNaN }), first > 0 else { return self }
    return Series(trusted: Array(values[first...]), seasonLength, granularity)
  }

  /// 0 when nothing below zero was ever observed (what is counted or sold stays so), −∞ otherwise.
  public var naturalFloor: Double { values.contains { $0 < 0 } ? -.infinity : 0 }

  /// The same values read with another season length (at least 1).
  public func withSeasonLength(_ length: Int) -> Series {
    Series(trusted: values, max(1, length), granularity)
  }

  /// For values that a checked series gave.
  init(trusted values: [Double], _ seasonLength: Int, _ granularity: Granularity) {
    self.values = values
    self.seasonLength = seasonLength
    self.granularity = granularity
    var observedCount = 0
    for value in values where !value.isNaN { observedCount += 1 }
    self.observedCount = observedCount
  }

  private static func notFinite(_ value: Double, at index: Int) -> ForecastError {
    ForecastError(
      .notFinite, subject: "value \(index + 1)",
      detail: value.isFinite ? "needs a size of at most \(largestMagnitude), has \(value)" : "a finite number is needed",
      hint: value.isFinite ? "give the series in a larger unit" : "leave a period out where nothing was observed")
  }

  // NaN marks a gap, so equality goes by bits.
  public static func == (left: Series, right: Series) -> Bool {
    left.seasonLength == right.seasonLength && left.granularity == right.granularity
      && left.values.elementsEqual(right.values) { $0.bitPattern == $1.bitPattern }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(seasonLength)
    for value in values { hasher.combine(value.bitPattern) }
  }
}
