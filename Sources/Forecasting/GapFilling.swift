// SPDX-License-Identifier: Apache-2.0

/// A named rule that puts a number where nothing was observed, so that methods which cannot skip a period can run.
///
/// What was filled is never mistaken for an observation: residuals at filled periods are left out of measures by the caller,
/// who still has the series with its gaps.
public enum GapFilling: String, Hashable, Sendable, CaseIterable {
  /// No record means nothing was sold.
  case zero
  /// The last value observed stays.
  case previous
  /// A straight line between the neighbours; the nearest value at both ends.
  case interpolated
  /// The line between the same places of the seasons around; a straight line where there are none.
  case seasonal

  /// `series` without gaps. Unchanged when there are none.
  ///
  /// - Throws: `no-observations` when there is nothing to fill from.
  public func fill(_ series: Series) throws(ForecastError) -> Series {
    guard series.observedCount > 0 else {
      throw ForecastError(
        .noObservations, subject: "series", detail: "needs at least 1 observation, has 0",
        hint: "check the file's value column")
    }
    guard series.hasGaps else { return series }
    var values = series.values
    switch self {
    case .zero:
      for index in values.indices where values[index].isNaN { values[index] = 0 }
    case .previous:
      GapFilling.carryForward(&values)
    case .interpolated:
      GapFilling.interpolate(&values, first: 0, by: 1)
    case .seasonal:
      if series.seasonLength > 1, series.observedCount >= 2 * series.seasonLength {
        for place in 0..<min(series.seasonLength, values.count) {
          GapFilling.interpolate(&values, first: place, by: series.seasonLength)
        }
      }
      GapFilling.interpolate(&values, first: 0, by: 1)
    }
    return Series(trusted: values, series.seasonLength, series.granularity)
  }

  private static func carryForward(_ values: inout [Double]) {
    var last = values.first { !$0.isNaN } ?? 0
    for index in values.indices {
      if values[index].isNaN { values[index] = last } else { last = values[index] }
    }
  }

  /// Fills the positions `first`, `first + step`, … from each other; leaves them when none was observed.
  private static func interpolate(_ values: inout [Double], first: Int, by step: Int) {
    let positions = Array(stride(from: first, to: values.count, by: step))
    let known = positions.indices.filter { !values[positions[$0]].isNaN }
    guard let firstKnown = known.first, let lastKnown = known.last else { return }
    for index in 0..<firstKnown { values[positions[index]] = values[positions[firstKnown]] }
    for index in lastKnown..<positions.count { values[positions[index]] = values[positions[lastKnown]] }
    for (left, right) in zip(known, known.dropFirst()) where right > left + 1 {
      let start = values[positions[left]]
      let slope = (values[positions[right]] - start) / Double(right - left)
      for index in (left + 1)..<right { values[positions[index]] = start + slope * Double(index - left) }
    }
  }
}
