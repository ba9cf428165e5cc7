// SPDX-License-Identifier: Apache-2.0

/// A regression of a series on columns, all of them under a filter that takes trend and season out: what calendars and drivers share.
protocol FilteredRegression {
  /// Columns and, last, the series: each `count` values.
  var raw: [Double] { get }
  var count: Int { get }
  /// Columns with the series.
  var width: Int { get }
  /// Filtered values of each column.
  var rows: Int { get }
}

extension FilteredRegression {
  /// All columns filtered, one after the other.
  func filtered(_ filter: AirlineFilter) -> [Double] {
    [Double](unsafeUninitializedCapacity: width * rows) { target, initialised in
      guard let base = target.baseAddress else { return }
      target.initialize(repeating: 0)
      raw.withUnsafeBufferPointer { raw in
        guard let source = raw.baseAddress else { return }
        for column in 0..<width { filter.apply(source + column * count, count: count, into: base + column * rows) }
      }
      initialised = width * rows
    }
  }

  func sums(_ filtered: [Double], weights: [Double], in range: Range<Int>? = nil) -> ProductSums? {
    filtered.withUnsafeBufferPointer { filtered in
      weights.withUnsafeBufferPointer { weights in
        guard let filtered = filtered.baseAddress, let weights = weights.baseAddress else { return nil }
        return ProductSums(filtered, width: width, rows: rows, weights: weights, in: range)
      }
    }
  }

  /// What a fit with the columns at `places` leaves of the filtered series.
  func residuals(_ filtered: [Double], _ places: [Int], _ coefficients: [Double]) -> [Double] {
    var rest = Array(filtered[((width - 1) * rows)...])
    for (place, coefficient) in zip(places, coefficients) {
      for row in 0..<rows { rest[row] -= coefficient * filtered[place * rows + row] }
    }
    return rest
  }
}
