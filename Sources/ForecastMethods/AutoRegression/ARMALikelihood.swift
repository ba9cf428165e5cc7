// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// The exact Gaussian likelihood of a stationary ARMA process with regressors, for eight parameter vectors in one pass.
///
/// After Ansley: the first values are kept, later ones replaced by φ(B)y, whose covariance matrix is a narrow band; its Cholesky factor, made row by row,
/// gives the standardised one-step errors at once. Only as many rows are kept as the band is wide. Once the rows no longer change they are reused.
///
/// - References: C. F. Ansley (1979), An algorithm for the exact likelihood of a mixed autoregressive–moving average process, Biometrika 66(1), 59–65,
///   DOI 10.1093/biomet/66.1.59.
final class ARMALikelihood {
  let polynomials: ARMAPolynomials
  /// Differenced values, and differenced regressors one after another.
  let values: UnsafePointer<Double>
  let regressors: UnsafePointer<Double>
  let count: Int
  let regressorCount: Int
  /// Σε² and log|covariance|, one lane each, after `run`.
  private(set) var squares = ARMALanes.zero
  private(set) var logDeterminant = ARMALanes.zero

  /// Rows count as unchanged when the squares of all their changes sum to less than this.
  var tolerance = 1e-22

  /// Every value before the first one is taken to be nought, and so is every error: cheap, and near the likelihood where roots are far from the unit circle.
  let isConditional: Bool
  private let width: Int
  /// Rows repeat with the season where errors do.
  private let period: Int
  private let storage: UnsafeMutablePointer<ARMALanes>
  private let rest: UnsafeMutablePointer<ARMALanes>
  private let factor: UnsafeMutablePointer<ARMALanes>
  private let inverse: UnsafeMutablePointer<ARMALanes>
  private let errors: UnsafeMutablePointer<ARMALanes>

  /// - Precondition: `values` and `regressors` outlive this.
  init(
    _ order: ARIMAOrder, seasonLength: Int, values: UnsafePointer<Double>, count: Int, regressors: UnsafePointer<Double>,
    regressorCount: Int, isConditional: Bool = false
  ) {
    self.isConditional = isConditional
    polynomials = ARMAPolynomials(order, seasonLength: seasonLength, hasCovariances: !isConditional)
    (self.values, self.count, self.regressors, self.regressorCount) = (values, count, regressors, regressorCount)
    width = max(polynomials.maReach, polynomials.arReach) + 1
    period = order.seasonalMovingAverage > 0 ? seasonLength : 1
    let size = count + (isConditional ? polynomials.maReach + count : width * width + 2 * width)
    storage = .allocate(capacity: size)
    storage.initialize(repeating: .zero, count: size)
    rest = storage
    factor = rest + count
    inverse = isConditional ? factor : factor + width * width
    errors = isConditional ? factor : inverse + width
  }

  deinit { storage.deallocate() }

  /// - Parameters:
  ///   - coefficients: those of the lags (see `ARMAPolynomials.fill`), then one for each regressor.
  ///   - ahead: rows beyond the last value; for each of them `body` gets the expected φ(B)y and zero.
  ///   - body: index, standardised error, and the row's own standard deviation; one lane a vector.
  /// - Returns: false when lane 0 is not stationary or the factor does not exist.
  @inline(__always)
  func run(_ coefficients: UnsafePointer<ARMALanes>, ahead: Int = 0, _ body: (Int, ARMALanes, ARMALanes) -> Void) -> Bool {
    if isConditional { return runConditionally(coefficients, body) }
    guard polynomials.fill(coefficients) else { return false }
    takeRegressors(coefficients + polynomials.order.coefficientCount)
    var (squares, logDeterminant) = (ARMALanes.zero, ARMALanes.zero)
    let (factor, inverse, errors, width) = (factor, inverse, errors, width)
    let (arReach, maReach) = (polynomials.arReach, polynomials.maReach)
    var product = ARMALanes(repeating: 1)
    var isSteady = false
    var unchanged = 0
    for index in 0..<(count + ahead) {
      let first = max(0, index - (index < arReach ? index : maReach))
      let place = index % width
      let row = factor + place * width
      // Column c of row r lies at c − r + width − 1.
      let shift = width - 1 - index
      if isSteady { reuse(row, index) } else { guard fillRow(row, index, first) else { return false } }
      var expected = ARMALanes.zero
      for column in first..<index { expected += row[column + shift] * errors[column % width] }
      let deviation = row[width - 1]
      guard index < count else {
        errors[place] = .zero
        body(index, expected, deviation)
        continue
      }
      let error = (moved(index) - expected) * inverse[place]
      errors[place] = error
      squares += error * error
      product *= deviation
      if index % 16 == 15 || index == count - 1 {
        for lane in 0..<8 { logDeterminant[lane] += 2 * logarithm(product[lane]) }
        product = ARMALanes(repeating: 1)
      }
      body(index, error, deviation)
      if !isSteady, index >= arReach + 2 * width {
        unchanged = isUnchanged(index) ? unchanged + 1 : 0
        isSteady = unchanged >= period
      }
    }
    (self.squares, self.logDeterminant) = (squares, logDeterminant)
    return logDeterminant[0].isFinite && squares[0].isFinite
  }

  @inline(__always)
  private func runConditionally(_ coefficients: UnsafePointer<ARMALanes>, _ body: (Int, ARMALanes, ARMALanes) -> Void) -> Bool {
    polynomials.multiply(coefficients)
    takeRegressors(coefficients + polynomials.order.coefficientCount)
    // Errors of periods before the first come first, and stay nought.
    let now = errors + polynomials.maReach
    let (rest, ar, ma) = (rest, polynomials.ar, polynomials.ma)
    var squares = ARMALanes.zero
    let one = ARMALanes(repeating: 1)
    polynomials.arLags.withUnsafeBufferPointer { arLags in
      polynomials.maLags.withUnsafeBufferPointer { maLags in
        for index in 0..<count {
          var error = rest[index]
          for lag in arLags where lag <= index { error -= ar[lag] * rest[index - lag] }
          for lag in maLags { error -= ma[lag] * now[index - lag] }
          now[index] = error
          squares += error * error
          body(index, error, one)
        }
      }
    }
    (self.squares, logDeterminant) = (squares, .zero)
    return squares[0].isFinite
  }

  private func takeRegressors(_ weights: UnsafePointer<ARMALanes>) {
    for index in 0..<count { rest[index] = ARMALanes(repeating: values[index]) }
    for regressor in 0..<regressorCount {
      let column = regressors + regressor * count
      let weight = weights[regressor]
      for index in 0..<count { rest[index] -= weight * column[index] }
    }
  }

  /// The value itself at first, φ(B)y later.
  @inline(__always)
  private func moved(_ index: Int) -> ARMALanes {
    var value = rest[index]
    guard index >= polynomials.arReach else { return value }
    let ar = polynomials.ar
    for lag in polynomials.arLags { value -= ar[lag] * rest[index - lag] }
    return value
  }

  @inline(__always)
  private func covariance(_ index: Int, _ column: Int) -> ARMALanes {
    if index < polynomials.arReach { return polynomials.valueCovariance[index - column] }
    return column < polynomials.arReach ? polynomials.crossCovariance[index - column] : polynomials.movingCovariance[index - column]
  }

  private func fillRow(_ row: UnsafeMutablePointer<ARMALanes>, _ index: Int, _ first: Int) -> Bool {
    let shift = width - 1 - index
    let (factor, inverse, width, arReach, maReach) = (factor, inverse, width, polynomials.arReach, polynomials.maReach)
    for column in first..<index {
      let other = factor + (column % width) * width
      let otherShift = width - 1 - column
      var sum = covariance(index, column)
      let reach = column < arReach ? column : maReach
      for inner in max(first, column - reach)..<max(first, column) { sum -= row[inner + shift] * other[inner + otherShift] }
      row[column + shift] = sum * inverse[column % width]
    }
    var pivot = covariance(index, index)
    for column in first..<index { pivot -= row[column + shift] * row[column + shift] }
    guard pivot[0] > 1e-12 else { return false }
    let deviation = pivot.squareRoot()
    row[width - 1] = deviation
    inverse[index % width] = 1 / deviation
    return true
  }

  private func reuse(_ row: UnsafeMutablePointer<ARMALanes>, _ index: Int) {
    let before = (index - period) % width
    let last = factor + before * width
    for column in 0..<width { row[column] = last[column] }
    inverse[index % width] = inverse[before]
  }

  /// The row is the one of a period ago.
  private func isUnchanged(_ index: Int) -> Bool {
    let row = factor + (index % width) * width
    let last = factor + ((index - period) % width) * width
    var difference = ARMALanes.zero
    for column in (width - 1 - polynomials.maReach)..<width {
      let change = row[column] - last[column]
      difference += change * change
    }
    return difference.max() < tolerance
  }
}
