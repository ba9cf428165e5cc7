// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// One order fitted by exact maximum likelihood to differenced values that were scaled to a spread of 1.
struct ARIMAFit {
  let order: ARIMAOrder
  /// φ, Φ, θ, Θ, then one for each regressor (the constant first).
  let vector: [Double]
  /// n·log(Σε²·|covariance|^{1/n} ÷ n) + n·(1 + log 2π).
  let deviance: Double
  let observations: Int

  /// Lags, regressors and the variance.
  var parameterCount: Int { vector.count + 1 }

  var correctedAkaike: Double {
    let k = Double(parameterCount)
    let rest = Double(observations) - k - 1
    return rest > 0 ? deviance + 2 * k + 2 * k * (k + 1) / rest : .infinity
  }
}

/// Fits orders to one differenced series.
final class ARIMAFitter {
  let seasonLength: Int
  let count: Int
  private let values: UnsafeMutablePointer<Double>
  private let columns: UnsafeMutablePointer<Double>
  /// Differenced regressors without the constant.
  private let regressorCount: Int

  /// Residual and derivatives of the point that was evaluated last.
  private let residual: UnsafeMutablePointer<Double>
  private var slopes: UnsafeMutablePointer<Double>
  private var slopeCount: Int
  private static let nudge = 1e-6

  /// - Parameters:
  ///   - values: differenced, spread about 1.
  ///   - regressors: differenced, as long as `values`, size about 1.
  init(_ values: [Double], regressors: [[Double]], seasonLength: Int) {
    self.seasonLength = seasonLength
    count = values.count
    regressorCount = regressors.count
    self.values = .allocate(capacity: max(1, count))
    residual = .allocate(capacity: max(1, count))
    residual.initialize(repeating: 0, count: max(1, count))
    columns = .allocate(capacity: max(1, (regressors.count + 1) * count))
    slopeCount = 0
    slopes = .allocate(capacity: 1)
    for index in 0..<count {
      self.values[index] = values[index]
      columns[index] = 1
      for (column, regressor) in regressors.enumerated() { columns[(column + 1) * count + index] = regressor[index] }
    }
  }

  deinit {
    values.deallocate()
    columns.deallocate()
    residual.deallocate()
    slopes.deallocate()
  }

  private func makeRoom(_ numbers: Int) {
    guard numbers > slopeCount else { return }
    slopes.deallocate()
    slopes = .allocate(capacity: numbers)
    slopes.initialize(repeating: 0, count: numbers)
    slopeCount = numbers
  }

  /// The likelihood of an order at any coefficients.
  func likelihood(_ order: ARIMAOrder, isConditional: Bool = false) -> ARMALikelihood {
    // The constant is the first column: without it the others follow.
    ARMALikelihood(
      order, seasonLength: seasonLength, values: values, count: count,
      regressors: columns + (order.hasConstant ? 0 : count), regressorCount: regressorCount + (order.hasConstant ? 1 : 0),
      isConditional: isConditional)
  }

  /// Maximises the likelihood from `start` (coefficients of lags and regressors); nil when it has none there.
  ///
  /// - Parameters:
  ///   - tolerance: from which change on rows of the covariance's factor are taken for the same.
  ///   - isConditional: by the sum of squares that takes all before the first value to be nought, to be compared with its like alone.
  func fit(
    _ order: ARIMAOrder, start: [Double], iterationLimit: Int, relativeDecrease: Double, tolerance: Double = 1e-22,
    isConditional: Bool = false
  ) -> ARIMAFit? {
    let size = order.coefficientCount + regressorCount + (order.hasConstant ? 1 : 0)
    guard start.count == size, count > size + 2 else { return nil }
    let likelihood = likelihood(order, isConditional: isConditional)
    likelihood.tolerance = tolerance
    makeRoom(size * count)
    var free = self.free(start, order)
    let reached: Double
    if size == 0 {
      reached = evaluate(likelihood, &free)
    } else {
      var workspace = [Double](repeating: 0, count: NonlinearLeastSquares.workspaceSize(for: size))
      let search = NonlinearLeastSquares(iterationLimit: iterationLimit, relativeDecrease: relativeDecrease)
      reached = free.withUnsafeMutableBufferPointer { point in
        workspace.withUnsafeMutableBufferPointer { space in
          guard let base = point.baseAddress, let memory = space.baseAddress else { return .infinity }
          return search.minimise(base, count: size, workspace: memory) { trial in
            self.evaluate(likelihood, trial, size)
          } normalEquations: { _, matrix, gradient in
            // Always those of the point that was evaluated last.
            self.normalEquations(size, matrix, gradient)
          }
        }
      }
    }
    let vector = coefficients(free, order)
    guard reached.isFinite, reached >= 0 else { return nil }
    let n = Double(count)
    let deviance = n * logarithm(max(reached / n, 1e-24)) + n * (1 + logarithm(2 * Double.pi))
    return ARIMAFit(order: order, vector: vector, deviance: deviance, observations: count)
  }

  private func evaluate(_ likelihood: ARMALikelihood, _ vector: inout [Double]) -> Double {
    vector.withUnsafeBufferPointer { buffer in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 1) {
        evaluate(likelihood, buffer.baseAddress ?? UnsafePointer($0.baseAddress!), 0)
      }
    }
  }

  /// Σε²·|covariance|^{1/n} at a point, and on the way residuals and derivatives for the next step.
  private func evaluate(_ likelihood: ARMALikelihood, _ vector: UnsafePointer<Double>, _ size: Int) -> Double {
    let (slopes, residual, count) = (slopes, residual, count)
    let n = Double(count)
    var result = Double.infinity
    var batch = 0
    repeat {
      let lanes = min(7, size - batch)
      let worked = withUnsafeTemporaryAllocation(of: ARMALanes.self, capacity: max(1, size)) { coefficients -> Bool in
        fillLanes(coefficients, vector, size, likelihood.polynomials.order, first: batch, lanes: lanes)
        let base = coefficients.baseAddress!
        let first = batch
        return likelihood.run(base) { index, error, _ in
          if first == 0 { residual[index] = error[0] }
          for lane in 0..<max(0, lanes) { slopes[(first + lane) * count + index] = (error[lane + 1] - error[0]) / Self.nudge }
        }
      }
      guard worked else { return .infinity }
      batch += 7
      if likelihood.isConditional {
        result = likelihood.squares[0]
        continue
      }
      let growth = exponential(likelihood.logDeterminant[0] / (2 * n))
      if batch == 7 { result = likelihood.squares[0] * growth * growth }
      // r = ε·g with g = |covariance|^{1/2n}: both factors move with the parameters.
      for lane in 0..<max(0, lanes) {
        let share = (likelihood.logDeterminant[lane + 1] - likelihood.logDeterminant[0]) / (2 * n * Self.nudge)
        for index in 0..<count {
          let place = (batch - 7 + lane) * count + index
          slopes[place] = growth * (slopes[place] + residual[index] * share)
        }
      }
      if batch >= size { for index in 0..<count { residual[index] *= growth } }
    } while batch < size
    return result.isFinite ? result : .infinity
  }

  /// Lane 0 holds the coefficients at a point; each further lane those a little beside it, along one number.
  private func fillLanes(
    _ lanes: UnsafeMutableBufferPointer<ARMALanes>, _ free: UnsafePointer<Double>, _ size: Int, _ order: ARIMAOrder, first: Int,
    lanes used: Int
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, 3 * size)) { memory in
      guard let moved = memory.baseAddress else { return }
      for lane in 0..<8 {
        for index in 0..<size { moved[index] = free[index] }
        if lane > 0, lane <= used { moved[first + lane - 1] += Self.nudge }
        var offset = 0
        for part in StableCoefficients.parts(order) {
          StableCoefficients.fill(
            moved + size + offset, from: moved + offset, count: part.count, sign: part.sign, spare: moved + 2 * size)
          offset += part.count
        }
        for index in 0..<size { lanes[index][lane] = index < offset ? moved[size + index] : moved[index] }
      }
    }
  }

  private func free(_ vector: [Double], _ order: ARIMAOrder) -> [Double] {
    var (numbers, offset) = ([Double](), 0)
    for part in StableCoefficients.parts(order) {
      numbers += StableCoefficients.free(vector[offset..<(offset + part.count)], sign: part.sign)
      offset += part.count
    }
    return numbers + vector[offset...]
  }

  private func coefficients(_ free: [Double], _ order: ARIMAOrder) -> [Double] {
    var vector = free
    let size = free.count
    free.withUnsafeBufferPointer { numbers in
      vector.withUnsafeMutableBufferPointer { vector in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, size)) { spare in
          guard let from = numbers.baseAddress, let into = vector.baseAddress, let memory = spare.baseAddress else { return }
          var offset = 0
          for part in StableCoefficients.parts(order) {
            StableCoefficients.fill(into + offset, from: from + offset, count: part.count, sign: part.sign, spare: memory)
            offset += part.count
          }
        }
      }
    }
    return vector
  }

  private func normalEquations(_ size: Int, _ matrix: UnsafeMutablePointer<Double>, _ gradient: UnsafeMutablePointer<Double>) {
    let (base, residual, count) = (slopes, residual, count)
    for row in 0..<size {
      let one = base + row * count
      for column in 0...row {
        let sum = Self.dot(one, base + column * count, count)
        matrix[row * size + column] = sum
        matrix[column * size + row] = sum
      }
      gradient[row] = Self.dot(one, residual, count)
    }
  }

  private static func dot(_ one: UnsafePointer<Double>, _ other: UnsafePointer<Double>, _ count: Int) -> Double {
    var lanes = SIMD4<Double>.zero
    var index = 0
    while index + 4 <= count {
      let left = SIMD4(one[index], one[index + 1], one[index + 2], one[index + 3])
      lanes += left * SIMD4(other[index], other[index + 1], other[index + 2], other[index + 3])
      index += 4
    }
    var sum = lanes.sum()
    while index < count {
      sum += one[index] * other[index]
      index += 1
    }
    return sum
  }

  /// Whether all four lag polynomials have their roots outside the circle of radius `factor`.
  static func isInside(_ order: ARIMAOrder, _ vector: UnsafePointer<Double>, factor: Double) -> Bool {
    var base = vector
    for (count, sign) in [
      (order.autoregressive, 1.0), (order.seasonalAutoregressive, 1), (order.movingAverage, -1), (order.seasonalMovingAverage, -1),
    ] {
      guard isStable(base, count, sign: sign, factor: factor) else { return false }
      base += count
    }
    return true
  }

  /// Step-down test of 1 − Σ sign·cₖ zᵏ.
  private static func isStable(_ coefficients: UnsafePointer<Double>, _ count: Int, sign: Double, factor: Double) -> Bool {
    guard count > 0 else { return true }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { memory in
      var power = 1.0
      for index in 0..<count {
        power *= factor
        memory[index] = sign * coefficients[index] * power
      }
      for size in stride(from: count, through: 1, by: -1) {
        let partial = memory[size - 1]
        guard abs(partial) < 1 else { return false }
        for index in 0..<(size - 1) {
          memory[count + index] = (memory[index] + partial * memory[size - 2 - index]) / (1 - partial * partial)
        }
        for index in 0..<(size - 1) { memory[index] = memory[count + index] }
      }
      return true
    }
  }
}
