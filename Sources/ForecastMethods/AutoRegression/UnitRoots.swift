// SPDX-License-Identifier: Apache-2.0

/// How often a series must be differenced before it stands still.
enum UnitRoots {
  /// Level stationarity is doubted above this value of the KPSS statistic (5 %).
  static let kpssLimit = 0.463
  /// A season as strong as this is differenced away.
  static let seasonLimit = 0.64

  /// Ordinary differences, 0 … `most`, by repeated KPSS tests.
  static func differences(_ values: [Double], most: Int = 2) -> Int {
    var rest = values
    for count in 0..<most {
      guard rest.count > 3, !isConstant(rest), kpss(rest) > kpssLimit else { return count }
      rest = Differencing.lagged(rest, 1)
    }
    return most
  }

  /// 1 when the season is strong beside what is irregular, 0 otherwise.
  static func seasonalDifferences(_ values: [Double], seasonLength: Int) -> Int {
    guard seasonLength > 1, values.count >= 2 * seasonLength + 3 else { return 0 }
    return seasonStrength(values, seasonLength: seasonLength) > seasonLimit ? 1 : 0
  }

  /// The statistic of Kwiatkowski, Phillips, Schmidt and Shin (1992) for a constant level, Bartlett weights up to lag 3√n ÷ 13.
  static func kpss(_ values: [Double]) -> Double {
    let count = values.count
    let mean = values.reduce(0, +) / Double(count)
    let centred = values.map { $0 - mean }
    var sum = 0.0
    var squares = 0.0
    for value in centred {
      sum += value
      squares += sum * sum
    }
    let reach = Int(3 * Double(count).squareRoot() / 13)
    var variance = product(centred, 0) / Double(count)
    for lag in 1..<max(1, reach + 1) {
      variance += 2 * (1 - Double(lag) / Double(reach + 1)) * product(centred, lag) / Double(count)
    }
    guard variance > 0 else { return 0 }
    return squares / (Double(count * count) * variance)
  }

  /// 1 − Var(irregular) ÷ Var(season + irregular), 0 … 1, of the classical decomposition.
  static func seasonStrength(_ values: [Double], seasonLength: Int) -> Double {
    let trend = SeasonalIndices.centredMovingAverage(values, window: seasonLength)
    let indices = SeasonalIndices(values, seasonLength: seasonLength, multiplicative: false).indices
    var both: [Double] = []
    var irregular: [Double] = []
    for index in values.indices where !trend[index].isNaN {
      both.append(values[index] - trend[index])
      irregular.append(values[index] - trend[index] - indices[index % seasonLength])
    }
    let whole = variance(both)
    return whole > 0 ? max(0, 1 - variance(irregular) / whole) : 0
  }

  static func isConstant(_ values: [Double]) -> Bool {
    guard let first = values.first else { return true }
    return values.allSatisfy { $0 == first }
  }

  static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  private static func product(_ centred: [Double], _ lag: Int) -> Double {
    var sum = 0.0
    for index in lag..<max(lag, centred.count) { sum += centred[index] * centred[index - lag] }
    return sum
  }
}
