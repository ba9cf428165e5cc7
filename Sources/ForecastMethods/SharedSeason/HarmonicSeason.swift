// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// The season of a series as few waves as it needs: log yₜ = a + b·t + Σₖ (cₖ·cos 2πkt/m + sₖ·sin 2πkt/m) by least squares, the number of waves by
/// Akaike's criterion corrected for few values.
///
/// - References: P. C. Young, D. J. Pedregal, W. Tych (1999), Dynamic harmonic regression, J. Forecasting 18(6), 369–394;
///   C. M. Hurvich, C.-L. Tsai (1989), Regression and time series model selection in small samples, Biometrika 76(2), 297–307.
struct HarmonicSeason: Sendable {
  /// One for each place in the season, mean 1; place 0 is that of the first value.
  let factors: [Double]
  /// 0: no season shows.
  let waves: Int

  /// Numbers that were estimated for it.
  var estimatedCount: Int { min(2 * waves, factors.count - 1) }

  /// - Returns: nil for fewer values than one and a half seasons, and where one of them is not above 0.
  init?(_ values: [Double], seasonLength: Int) {
    guard seasonLength > 1, 2 * values.count >= 3 * seasonLength, values.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let logs = values.map(logarithm)
    let middle = stableMean(logs)
    let centred = logs.map { $0 - middle }
    let columns = HarmonicSeason.columns(seasonLength, count: values.count)
    var best: (criterion: Double, waves: Int, weights: [Double])?
    for waves in 0...(seasonLength / 2) {
      let width = 2 + HarmonicSeason.width(waves, seasonLength)
      // The criterion needs a value more than there are parameters, its own variance counted.
      guard values.count > width + 2 else { break }
      guard let fit = HarmonicSeason.fit(centred, columns, width: width) else { break }
      let (count, parameters) = (Double(values.count), Double(width + 1))
      let criterion =
        count * logarithm(max(fit.squares / count, 1e-18)) + 2 * parameters + 2 * parameters * (parameters + 1) / (count - parameters - 1)
      if best.map({ criterion < $0.criterion }) ?? true { best = (criterion, waves, Array(fit.weights.dropFirst(2))) }
    }
    guard let best else { return nil }
    waves = best.waves
    let raw = (0..<seasonLength).map { place in
      exponential(zip(best.weights, columns.dropFirst(2)).reduce(0) { $0 + $1.0 * $1.1[place] })
    }
    let mean = raw.reduce(0, +) / Double(seasonLength)
    // A month next to nothing would make the next year of a member next to everything.
    factors = raw.map { max($0 / mean, 0.01) }
  }

  /// Columns that so many waves take: the last wave of an even season has no sine.
  private static func width(_ waves: Int, _ seasonLength: Int) -> Int { min(2 * waves, seasonLength - 1) }

  /// One, time around its middle, and the waves; each at every value and over one whole season at least.
  private static func columns(_ seasonLength: Int, count: Int) -> [[Double]] {
    let reach = max(count, seasonLength)
    var columns = [
      [Double](repeating: 1, count: reach), (0..<reach).map { (Double($0) - Double(count - 1) / 2) / Double(count) },
    ]
    for wave in 1...(seasonLength / 2) {
      let angles = (0..<reach).map { 2 * Double.pi * Double(wave * $0 % seasonLength) / Double(seasonLength) }
      columns.append(angles.map(cosine))
      if 2 * wave < seasonLength { columns.append(angles.map(sine)) }
    }
    return columns
  }

  private static func fit(_ values: [Double], _ columns: [[Double]], width: Int) -> (weights: [Double], squares: Double)? {
    var matrix = [Double](repeating: 0, count: width * width)
    var weights = [Double](repeating: 0, count: width)
    for row in 0..<width {
      for column in 0...row {
        var sum = 0.0
        for index in values.indices { sum += columns[row][index] * columns[column][index] }
        matrix[row * width + column] = sum
      }
      for index in values.indices { weights[row] += columns[row][index] * values[index] }
    }
    let solved = matrix.withUnsafeMutableBufferPointer { matrix in
      weights.withUnsafeMutableBufferPointer { weights in
        guard let matrix = matrix.baseAddress, let weights = weights.baseAddress else { return false }
        return solvePositiveDefinite(matrix, weights, count: width)
      }
    }
    guard solved else { return nil }
    var squares = 0.0
    for index in values.indices {
      var rest = values[index]
      for column in 0..<width { rest -= weights[column] * columns[column][index] }
      squares += rest * rest
    }
    return (weights, squares)
  }
}
