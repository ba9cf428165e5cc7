// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// One form of complex exponential smoothing fitted to values that were scaled to about 1.
struct ComplexFit {
  let form: ComplexForm
  /// α₀, α₁, then β₀, β₁ as far as the form has them.
  let vector: [Double]
  /// Σe².
  let squares: Double
  let observations: Int

  /// Akaike's criterion corrected for small samples, up to what all forms have in common; infinite with too few observations.
  ///
  /// First states come from running backwards over the series; the components (not every seasonal state) count as parameters, as the authors do.
  var correctedAkaike: Double {
    let parameters = Double(form.parameterCount + 1)
    let rest = Double(observations) - parameters - 1
    guard rest > 0 else { return .infinity }
    let deviance = Double(observations) * logarithm(max(squares, 1e-24 * Double(observations)))
    return deviance + 2 * parameters + 2 * parameters * (parameters + 1) / rest
  }
}

/// Fits forms to one series; owns the memory all of them use.
final class ComplexFitter {
  private let values: [Double]
  let seasonLength: Int
  /// First guess of the season's states, sum 0, by place; empty without one.
  private let guess: [Double]
  private let season: UnsafeMutablePointer<ComplexLanes>
  private let seasonPotential: UnsafeMutablePointer<ComplexLanes>
  private let numbers: UnsafeMutablePointer<Double>

  init(_ values: [Double], seasonLength: Int) {
    self.values = values
    self.seasonLength = max(1, seasonLength)
    guess =
      seasonLength > 1 && values.count >= 2 * seasonLength
      ? SeasonalIndices(values, seasonLength: seasonLength, multiplicative: false).indices : []
    season = .allocate(capacity: self.seasonLength)
    season.initialize(repeating: .zero, count: self.seasonLength)
    seasonPotential = .allocate(capacity: self.seasonLength)
    seasonPotential.initialize(repeating: .zero, count: self.seasonLength)
    let size = 12 + NonlinearLeastSquares.workspaceSize(for: 4)
    numbers = .allocate(capacity: size)
    numbers.initialize(repeating: 0, count: size)
  }

  deinit {
    season.deallocate()
    seasonPotential.deallocate()
    numbers.deallocate()
  }

  /// States before the first value: a plain guess, carried over the series forwards and back again with the parameters in question.
  func start(_ form: ComplexForm, _ parameters: ComplexParameters) -> ComplexStates {
    var states = ComplexStates(season: season, seasonPotential: seasonPotential)
    let early = form == .none ? min(values.count, max(10, seasonLength)) : seasonLength
    let mean = ComplexLanes(repeating: values.prefix(early).reduce(0, +) / Double(max(1, min(early, values.count))))
    // The potential lags behind the level a little; which share it has at first is forgotten on the way back.
    (states.level, states.potential) = (mean, mean / 1.1)
    for place in 0..<seasonLength {
      switch form {
      case .none: break
      case .simple: season[place] = ComplexLanes(repeating: place < values.count ? values[place] : 0)
      case .partial, .full: season[place] = ComplexLanes(repeating: guess[place])
      }
      seasonPotential[place] = season[place] / 1.1
    }
    values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let length = form == .none ? 1 : seasonLength
      form.pass(base, count: buffer.count, seasonLength: length, backwards: false, parameters, &states) { _, _ in }
      form.pass(base, count: buffer.count, seasonLength: length, backwards: true, parameters, &states) { _, _ in }
    }
    return states
  }

  /// The last run over the series from `start`: every error to `body`; leaves the states after the last value.
  @inline(__always)
  func run(_ form: ComplexForm, _ parameters: ComplexParameters, _ body: (Int, ComplexLanes) -> Void) -> ComplexStates {
    var states = start(form, parameters)
    values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      form.pass(
        base, count: buffer.count, seasonLength: form == .none ? 1 : seasonLength, backwards: false, parameters, &states, body)
    }
    return states
  }

  /// Σe² of eight parameter vectors.
  func squares(_ form: ComplexForm, _ parameters: ComplexParameters) -> ComplexLanes {
    var sum = ComplexLanes.zero
    _ = run(form, parameters) { _, error in sum += error * error }
    return sum
  }
}

extension ComplexFitter {
  /// Least squares from the most promising beginnings, of which there are eight, the best one first. nil when the form cannot run on the series.
  func fit(_ form: ComplexForm, valleys: Range<Int>, iterationLimit: Int = 30) -> ComplexFit? {
    guard admits(form) else { return nil }
    let count = form.parameterCount
    var first = ComplexParameters()
    for (lane, begin) in ComplexForm.beginnings.enumerated() {
      beginning(form, begin)
      first.set(lane, numbers, count: count)
    }
    let tried = squares(form, first)
    let order = ComplexForm.beginnings.indices.sorted { rank(tried[$0]) < rank(tried[$1]) }
    var best: ComplexFit?
    for lane in order[valleys] where tried[lane].isFinite {
      beginning(form, ComplexForm.beginnings[lane])
      guard let reached = improved(form, iterationLimit: iterationLimit), reached.squares < best?.squares ?? .infinity else { continue }
      best = reached
    }
    return best
  }

  /// Least squares from parameters found on a beginning of the values; nil when the form cannot run on them.
  func fit(_ form: ComplexForm, from vector: [Double], iterationLimit: Int) -> ComplexFit? {
    guard admits(form), vector.count == form.parameterCount else { return nil }
    for (index, parameter) in vector.enumerated() { numbers[index] = parameter }
    return improved(form, iterationLimit: iterationLimit)
  }

  private func admits(_ form: ComplexForm) -> Bool {
    (form == .none || (seasonLength > 1 && !guess.isEmpty)) && values.count > form.parameterCount + 2
  }

  /// From `numbers`.
  private func improved(_ form: ComplexForm, iterationLimit: Int) -> ComplexFit? {
    let count = form.parameterCount
    let search = NonlinearLeastSquares(iterationLimit: iterationLimit, relativeDecrease: 1e-7)
    let reached = search.minimise(numbers, count: count, workspace: numbers + 12) { vector in
      objective(form, vector)
    } normalEquations: { vector, matrix, gradient in
      normalEquations(form, vector, matrix, gradient)
    }
    guard reached.isFinite else { return nil }
    return ComplexFit(form: form, vector: (0..<count).map { numbers[$0] }, squares: reached, observations: values.count)
  }

  private func rank(_ squares: Double) -> Double { squares.isFinite ? squares : .infinity }

  private func beginning(_ form: ComplexForm, _ begin: (alpha0: Double, alpha1: Double)) {
    (numbers[0], numbers[1]) = begin
    (numbers[2], numbers[3]) = form == .partial ? (0.1, 0) : (1.3, 1)
  }

  private func objective(_ form: ComplexForm, _ vector: UnsafePointer<Double>) -> Double {
    guard form.isStable(vector) else { return .infinity }
    var parameters = ComplexParameters()
    for lane in 0..<8 { parameters.set(lane, vector, count: form.parameterCount) }
    let sum = squares(form, parameters)[0]
    return sum.isFinite ? sum : .infinity
  }

  /// Lane 0 runs at the point, the next ones a little beside it: their errors' differences are the derivatives, backcasting included.
  private func normalEquations(
    _ form: ComplexForm, _ vector: UnsafePointer<Double>, _ matrix: UnsafeMutablePointer<Double>, _ gradient: UnsafeMutablePointer<Double>
  ) {
    let count = form.parameterCount
    let nudge = 1e-6
    let moved = numbers + 4
    var parameters = ComplexParameters()
    for lane in 0..<8 {
      for index in 0..<count { moved[index] = vector[index] + (lane == index + 1 ? nudge : 0) }
      parameters.set(lane, moved, count: count)
    }
    var products = (ComplexLanes.zero, ComplexLanes.zero, ComplexLanes.zero, ComplexLanes.zero)
    var slopes = ComplexLanes.zero
    _ = run(form, parameters) { _, error in
      let here = error[0]
      let difference = (error - ComplexLanes(repeating: here)) / nudge
      slopes += here * difference
      products.0 += difference[1] * difference
      products.1 += difference[2] * difference
      if count > 2 { products.2 += difference[3] * difference }
      if count > 3 { products.3 += difference[4] * difference }
    }
    for row in 0..<count {
      let line = row == 0 ? products.0 : row == 1 ? products.1 : row == 2 ? products.2 : products.3
      for column in 0..<count { matrix[row * count + column] = line[column + 1] }
      gradient[row] = slopes[row + 1]
    }
  }
}
