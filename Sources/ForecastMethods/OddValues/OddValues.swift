// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// What in the past of a series does not fit the rest, 异常值. The series stays as it is: `cleaned` is a copy to fit methods to.
///
/// The season is taken out by robust STL (in logarithms where all values are above 0 and the errors are then more alike), so that a
/// season's peak is no outlier; what is left is a level that walks at random below noise. Each value is compared with what all others on
/// both sides say of it, and each step with the levels before and after it. Something is odd when a clean series would hold anything as
/// odd with a probability below `falseAlarmRate`.
///
/// Outliers and shifts are looked for among at least 8 observations, and in less than two seasons not at all: a peak may be the season's.
///
/// - Determinism: same input, same bits.
/// - Checked against: planted outliers and shifts, and clean series of several kinds (`OddValuesTests`).
/// - References: A. Harvey, S. J. Koopman (1992), J. Bus. Econ. Stat. 10(4), 377–389; C. Chen, L.-M. Liu (1993), J. Am. Stat. Assoc.
///   88(421), 284–297; R. Cleveland et al. (1990), STL, J. Off. Stat. 6(1), 3–73.
public struct OddValues: Hashable, Sendable {
  /// What becomes of the values before a level shift.
  public enum BeforeShift: String, Hashable, Sendable, CaseIterable {
    /// They stay.
    case kept
    /// They are moved to the level after it.
    case adjusted
    /// They are left out.
    case cut
  }

  public let series: Series
  /// By period.
  public let found: [OddValue]
  /// Share of clean series in which anything may be called odd.
  public let falseAlarmRate: Double
  /// Sizes are ratios: a value twice as large as expected is as odd as one half as large.
  public let isMultiplicative: Bool
  /// The values with what is odd replaced, before anything is done about shifts.
  private let replaced: [Double]
  /// In the units that were compared: logarithms where `isMultiplicative`.
  private let shifts: [OddValueSearch.Finding]

  /// - Parameter falseAlarmRate: share of clean series in which anything may be called odd, 1 in 1,000,000 to 1 in 2. At 1 in 5 a value
  ///   that lies five usual errors off is found nine times in ten (`Docs/methods/odd-values.md` has the numbers for several kinds of
  ///   series).
  /// - Throws: `no-observations`; `values-not-suited` where a value is too large to be compared.
  public init(_ series: Series, falseAlarmRate: Double = 0.2) throws(ForecastError) {
    let rate = min(max(falseAlarmRate, 1e-6), 0.5)
    let filled = try GapFilling.seasonal.fill(series).values
    let scale = SeriesScale.powerOfTwo(filled)
    let outcome = try OddValueReport(series, scale: scale, rate: rate)
    self.series = series
    self.falseAlarmRate = rate
    found = outcome.found
    isMultiplicative = outcome.isLogarithmic
    replaced = outcome.replaced
    shifts = outcome.shifts
  }

  /// A copy without what is odd: outliers and runs of noughts as the values around them let expect, gaps filled. Values at all other
  /// periods are those of the series, to the last bit, but for those before a shift that is `adjusted`.
  public func cleaned(_ before: BeforeShift = .adjusted) -> Series {
    var values = replaced
    if before == .adjusted {
      for shift in shifts {
        for index in 0..<shift.index {
          let moved = Series.bounded(isMultiplicative ? values[index] * exponential(shift.size) : values[index] + shift.size)
          // A nought stays one, and what cannot be negative does not become so.
          values[index] = series.naturalFloor == 0 ? max(0, moved) : moved
        }
      }
    }
    if before == .cut, let last = shifts.last { values.removeFirst(last.index) }
    guard let cleaned = try? Series(values, seasonLength: series.seasonLength, granularity: series.granularity) else { return series }
    return cleaned
  }
}

extension Series {
  /// The nearest value that a series takes: what is computed from values next to the end of the range may lie beyond it.
  static func bounded(_ value: Double) -> Double { min(max(value, -largestMagnitude), largestMagnitude) }
}
