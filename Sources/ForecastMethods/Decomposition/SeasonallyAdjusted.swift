// SPDX-License-Identifier: Apache-2.0

/// A series with its season taken out where one shows, and the way back.
///
/// Multiplicative where all values are positive, additive otherwise.
struct SeasonallyAdjusted {
  let values: [Double]
  let seasonLength: Int
  /// 1 everywhere (0 for additive) when there is no season.
  let indices: [Double]
  let isMultiplicative: Bool
  let isSeasonal: Bool

  init(_ observed: [Double], seasonLength: Int) {
    self.seasonLength = max(1, seasonLength)
    isMultiplicative = observed.allSatisfy { $0 > 0 }
    isSeasonal = SeasonalityTest.isSeasonal(observed, seasonLength: seasonLength)
    guard isSeasonal else {
      indices = [Double](repeating: isMultiplicative ? 1 : 0, count: self.seasonLength)
      values = observed
      return
    }
    indices =
      SeasonalIndices(observed, seasonLength: seasonLength, multiplicative: isMultiplicative).indices
    var adjusted = observed
    for index in adjusted.indices {
      let state = indices[index % seasonLength]
      adjusted[index] = isMultiplicative ? adjusted[index] / state : adjusted[index] - state
    }
    values = adjusted
  }

  /// Indices that were estimated: one fewer than there are, since their mean is known.
  var freeIndexCount: Int { isSeasonal ? seasonLength - 1 : 0 }

  /// The value at period `index` (0 is the first) with its season put back.
  func reseasoned(_ value: Double, at index: Int) -> Double {
    let state = indices[index % seasonLength]
    return isMultiplicative ? value * state : value + state
  }

  /// By how much an error of the adjusted series grows at period `index`.
  func factor(at index: Int) -> Double { isMultiplicative ? indices[index % seasonLength] : 1 }
}
