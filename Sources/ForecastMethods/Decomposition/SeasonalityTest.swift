// SPDX-License-Identifier: Apache-2.0

/// Whether a season shows: the autocorrelation one season back lies outside its 90 % band (Bartlett's formula).
///
/// The test of the M4 benchmarks: at least three seasons are needed to say yes.
enum SeasonalityTest {
  static func isSeasonal(_ values: [Double], seasonLength: Int, score: Double = 1.645) -> Bool {
    guard seasonLength > 1, values.count >= 3 * seasonLength else { return false }
    let (scaled, _) = SeriesScale.scaled(values)
    let mean = scaled.reduce(0, +) / Double(values.count)
    let centred = scaled.map { $0 - mean }
    let variance = centred.reduce(0) { $0 + $1 * $1 }
    guard variance > 0 else { return false }
    var squares = 0.0
    for lag in 1..<seasonLength {
      let correlation = product(centred, lag) / variance
      squares += correlation * correlation
    }
    let limit = score * ((1 + 2 * squares) / Double(values.count)).squareRoot()
    return abs(product(centred, seasonLength) / variance) > limit
  }

  private static func product(_ centred: [Double], _ lag: Int) -> Double {
    var sum = 0.0
    for index in lag..<centred.count { sum += centred[index] * centred[index - lag] }
    return sum
  }
}
