// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Something outside a series that may move it 动因: a promotion, a price, the trend of the market, what customers told the sales people.
///
/// Known for every period of the past and for as many of the future as shall be forecast.
public struct Driver: Hashable, Sendable {
  /// Stable; what errors, parameters and contributions call it.
  public let name: String
  /// One value a period from the first period of the series on, the future after the past; nil where it is not known.
  public let values: [Double?]
  /// After how many periods it may work: 0 at once, 1 in the next period.
  public let lags: ClosedRange<Int>

  /// Periods after which no driver works any more.
  public static let longestLag = 12
  /// Drivers that one series may have.
  public static let mostDrivers = 40
  /// Lags of all drivers together.
  public static let mostColumns = 80

  /// - Throws: `values-not-suited` for lags outside 0 … `longestLag` or a driver without a name; `not-finite` for an infinity or NaN.
  public init(_ name: String, _ values: [Double?], lags: ClosedRange<Int> = 0...0) throws(ForecastError) {
    guard !name.isEmpty else {
      throw ForecastError(
        .valuesNotSuited, subject: "driver", detail: "needs a name, has none", hint: "name each driver, all of them differently")
    }
    guard lags.lowerBound >= 0, lags.upperBound <= Driver.longestLag else {
      throw ForecastError(
        .valuesNotSuited, subject: "driver \"\(name)\"",
        detail: "needs lags within 0 to \(Driver.longestLag) periods, has \(lags.lowerBound) to \(lags.upperBound)",
        hint: "shift the values themselves for longer delays")
    }
    if let index = values.firstIndex(where: { $0.map { !$0.isFinite } ?? false }) {
      throw ForecastError(
        .notFinite, subject: "driver \"\(name)\", period \(index + 1)", detail: "a finite number is needed",
        hint: "leave a period out where nothing is known")
    }
    (self.name, self.values, self.lags) = (name, values, lags)
  }

  /// - Throws: as `init(_:_:lags:)`.
  public init(_ name: String, _ values: [Double], lags: ClosedRange<Int> = 0...0) throws(ForecastError) {
    try self.init(name, values.map(Optional.some), lags: lags)
  }

  /// Refuses a list that no series can have: too long, or with one name twice.
  static func check(_ drivers: [Driver]) throws(ForecastError) {
    guard drivers.count <= mostDrivers else {
      throw ForecastError(
        .valuesNotSuited, subject: "drivers", detail: "needs at most \(mostDrivers) drivers, has \(drivers.count)",
        hint: "leave out those that say the same")
    }
    let columns = drivers.reduce(0) { $0 + $1.lags.count }
    guard columns <= mostColumns else {
      throw ForecastError(
        .valuesNotSuited, subject: "drivers", detail: "needs at most \(mostColumns) lags of all drivers together, has \(columns)",
        hint: "give fewer lags, or fewer drivers")
    }
    var names: Swift.Set<String> = []
    for driver in drivers where !names.insert(driver.name).inserted {
      throw ForecastError(
        .valuesNotSuited, subject: "driver \"\(driver.name)\"", detail: "needs a name of its own, another driver has the same",
        hint: "name each driver, all of them differently")
    }
  }

  /// Refuses a driver of which something within the first `count` periods is not known.
  func check(past count: Int) throws(ForecastError) {
    let first = values.prefix(count).firstIndex { $0 == nil } ?? min(values.count, count)
    guard first < count else { return }
    throw ForecastError(
      .driverNotKnown, subject: "driver \"\(name)\"",
      detail: "needs a value for each of the \(count) periods of the series, period \(first + 1) has none",
      hint: "fill in the past of the driver, or leave the driver out")
  }

  /// Refuses a driver that works with `lag` and is not known for the periods ahead.
  func check(horizon: Int, after count: Int, lag: Int) throws(ForecastError) {
    let needed = count + horizon - lag
    guard needed > 0 else { return }
    let first = values.prefix(needed).firstIndex { $0 == nil } ?? min(values.count, needed)
    guard first < needed else { return }
    throw ForecastError(
      .driverNotKnown, subject: "driver \"\(name)\"",
      detail: "moves the forecast and is not known for period \(first + 1), that is \(first + 1 - count) after the end of the series"
        + (lag > 0 ? "; it works after \(lag) periods" : ""),
      hint: "plan the driver for \(horizon - lag) periods ahead, or ask for fewer periods")
  }
}
