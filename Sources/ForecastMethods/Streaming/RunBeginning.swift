// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// How many series at the beginning of a run are held until their intervals are known.
public struct RunBeginning: Sendable {
  /// More numbers than this are not held: memory stays bounded where series are long, or origins many.
  static let mostValues = 4_000_000
  /// Numbers a period that is forecast leaves behind: mean, spread, and what three origins tell.
  static let valuesOfPeriod = 12

  private var series = 0
  private var values = 0
  private let forecastPeriods: Int

  /// - Parameter forecastPeriods: horizon, times the origins at which each series is forecast.
  public init(forecastPeriods: Int) { self.forecastPeriods = forecastPeriods }

  /// One more series may be held.
  public var isOpen: Bool { series < RunCalibration.sampleSize && values < RunBeginning.mostValues }

  public mutating func take(_ record: SeriesRecord) {
    series += 1
    values += (record.series?.count ?? 0) + RunBeginning.valuesOfPeriod * forecastPeriods
  }
}
