// SPDX-License-Identifier: Apache-2.0

/// Memory for the derivatives of states and errors, made once for a series and used by every form and every iteration.
///
/// Groups of four derivatives are one SIMD register; nothing in a fit allocates.
final class ETSWorkspace {
  let seasonLength: Int
  let groups: Int
  let parameters: Int
  /// Seasonal states.
  let season: UnsafeMutablePointer<Double>
  let vector: UnsafeMutablePointer<Double>
  let bestVector: UnsafeMutablePointer<Double>
  let solver: UnsafeMutablePointer<Double>
  /// Level, slope, errors at even and odd places, weighted logarithm, error × derivative: `groups` each; then `seasonLength × groups`.
  let derivatives: UnsafeMutablePointer<SIMD4<Double>>
  let products: UnsafeMutablePointer<SIMD4<Double>>

  init(seasonLength: Int, solverSize: (Int) -> Int) {
    self.seasonLength = max(1, seasonLength)
    parameters = (6 + self.seasonLength - 1 + 3) / 4 * 4
    groups = parameters / 4
    season = .allocate(capacity: self.seasonLength)
    season.initialize(repeating: 0, count: self.seasonLength)
    vector = .allocate(capacity: parameters)
    vector.initialize(repeating: 0, count: parameters)
    bestVector = .allocate(capacity: parameters)
    bestVector.initialize(repeating: 0, count: parameters)
    let size = solverSize(parameters)
    solver = .allocate(capacity: size)
    solver.initialize(repeating: 0, count: size)
    derivatives = .allocate(capacity: (6 + self.seasonLength) * groups)
    derivatives.initialize(repeating: .zero, count: (6 + self.seasonLength) * groups)
    products = .allocate(capacity: parameters * groups)
    products.initialize(repeating: .zero, count: parameters * groups)
  }

  deinit {
    season.deallocate()
    vector.deallocate()
    bestVector.deallocate()
    solver.deallocate()
    derivatives.deallocate()
    products.deallocate()
  }
}

/// The derivatives of the first states: 1 for each by itself; the last seasonal state is minus the sum of the others.
@inline(__always)
private func seedDerivatives(hasTrend: Bool, kind: ETSForm.Season, layout: ETSLayout, space: ETSWorkspace) {
  let groups = layout.count / 4
  let dLevel = space.derivatives
  let dSlope = dLevel + groups
  let dSeason = dLevel + 6 * groups
  for index in 0..<((6 + (kind == .none ? 0 : layout.seasonLength)) * groups) { dLevel[index] = .zero }
  dLevel[1][0] = 1
  if hasTrend, layout.form.trend != .none { dSlope[layout.slopePlace / 4][layout.slopePlace % 4] = 1 }
  guard kind != .none else { return }
  let last = dSeason + (layout.seasonLength - 1) * groups
  for place in 0..<(layout.seasonLength - 1) {
    let (group, lane) = ((layout.seasonPlace + place) / 4, (layout.seasonPlace + place) % 4)
    dSeason[place * groups + group][lane] = 1
    last[group][lane] = -1
  }
}

/// Adds the products of all pairs of derivatives of an error, upper triangle, and after them those of another one: sums are read and written once for both.
@inline(__always)
private func addProducts(
  of first: UnsafeMutablePointer<SIMD4<Double>>, _ second: UnsafeMutablePointer<SIMD4<Double>>, groups: Int,
  to products: UnsafeMutablePointer<SIMD4<Double>>
) {
  for group in 0..<groups {
    let (four, fourLater) = (first[group], second[group])
    let row = products + 4 * group * groups
    for lane in 0..<4 {
      let (one, later) = (four[lane], fourLater[lane])
      for other in group..<groups {
        let sum = row[lane * groups + other] + one * first[other]
        row[lane * groups + other] = sum + later * second[other]
      }
    }
  }
}

/// Accumulates Σ dᵢdⱼ, Σ ε dⱼ, Σ dlog μ and Σ ε² in one pass, d the derivatives of the error ε (e or e/μ), by carrying the
/// derivatives of all states forward (see `ETSPoint` for the recursion). Every derivative is exact: no differences are taken.
@inline(__always)
private func accumulate(
  hasTrend: Bool, kind: ETSForm.Season, relative: Bool, layout: ETSLayout, values: UnsafePointer<Double>,
  count: Int, point: ETSPoint, vector: UnsafePointer<Double>, space: ETSWorkspace
) -> Double {
  let groups = layout.count / 4
  let dLevel = space.derivatives
  // dEven and dOdd: of the errors at even and at odd places.
  let (dSlope, dEven, dOdd) = (dLevel + groups, dLevel + 2 * groups, dLevel + 3 * groups)
  let (dLogs, cross, dSeason) = (dLevel + 4 * groups, dLevel + 5 * groups, dLevel + 6 * groups)
  seedDerivatives(hasTrend: hasTrend, kind: kind, layout: layout, space: space)
  let smoothing = layout.smoothingDerivatives(vector)
  let (alpha, beta, gamma, phi) = (point.alpha, point.beta, point.gamma, point.phi)
  let (season, products) = (space.season, space.products)
  for index in 0..<(layout.count * groups) { products[index] = .zero }
  var (level, slope, place, squares) = (point.level, point.slope, 0, 0.0)
  for index in 0..<count {
    let base = hasTrend ? level + phi * slope : level
    let state = kind == .none ? 0 : season[place]
    let mean = kind == .none ? base : kind == .additive ? base + state : base * state
    let error = values[index] - mean
    let inverseState = kind == .multiplicative ? 1 / state : 1
    let update = error * inverseState
    let inverseBase = kind == .multiplicative ? 1 / base : 1
    let seasonUpdate = error * inverseBase
    let inverseMean = relative ? 1 / mean : 1
    let weight = relative ? values[index] * inverseMean * inverseMean : 1
    let scaled = error * inverseMean
    squares += scaled * scaled
    let dState = dSeason + place * groups
    let dError = index & 1 == 0 ? dEven : dOdd
    for group in 0..<groups {
      var dq = dLevel[group]
      if hasTrend { dq += phi * dSlope[group] }
      if hasTrend, group == 0 { dq += slope * smoothing.phi }
      var dMean = dq
      if kind == .additive { dMean += dState[group] }
      if kind == .multiplicative { dMean = state * dq + base * dState[group] }
      var dUpdate = -dMean
      if kind == .multiplicative { dUpdate = (dUpdate - update * dState[group]) * inverseState }
      var nextLevel = dq + alpha * dUpdate
      if group == 0 { nextLevel += update * smoothing.alpha }
      if hasTrend {
        var nextSlope = phi * dSlope[group] + beta * dUpdate
        if group == 0 { nextSlope += slope * smoothing.phi + update * smoothing.beta }
        dSlope[group] = nextSlope
      }
      if kind == .additive { dState[group] -= gamma * dMean }
      if kind == .multiplicative { dState[group] -= gamma * inverseBase * (dMean + seasonUpdate * dq) }
      if kind != .none, group == 0 { dState[group] += seasonUpdate * smoothing.gamma }
      dLevel[group] = nextLevel
      let derivative = -weight * dMean
      dError[group] = derivative
      cross[group] += scaled * derivative
      if relative { dLogs[group] += inverseMean * dMean }
    }
    if index & 1 == 1 { addProducts(of: dEven, dOdd, groups: groups, to: products) }
    level = base + alpha * update
    if hasTrend { slope = phi * slope + beta * update }
    if kind != .none {
      season[place] = state + gamma * seasonUpdate
      place = place + 1 == layout.seasonLength ? 0 : place + 1
    }
  }
  if count & 1 == 1 {
    for group in 0..<groups { dOdd[group] = .zero }
    addProducts(of: dEven, dOdd, groups: groups, to: products)
  }
  return squares
}

extension ETSLayout {
  /// JᵀJ and Jᵀr of the objective at `vector` (see `ETSForm.run`), both triangles.
  func normalEquations(
    _ vector: UnsafePointer<Double>, values: UnsafePointer<Double>, count observations: Int,
    space: ETSWorkspace, matrix: UnsafeMutablePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) {
    let start = point(vector, season: space.season)
    let squares: Double
    switch (form.season, form.error) {
    case (.none, .additive):
      squares = accumulate(
        hasTrend: true, kind: .none, relative: false, layout: self, values: values, count: observations,
        point: start, vector: vector, space: space)
    case (.none, .multiplicative):
      squares = accumulate(
        hasTrend: true, kind: .none, relative: true, layout: self, values: values, count: observations,
        point: start, vector: vector, space: space)
    case (.additive, .additive):
      squares = accumulate(
        hasTrend: true, kind: .additive, relative: false, layout: self, values: values,
        count: observations, point: start, vector: vector, space: space)
    case (.additive, .multiplicative):
      squares = accumulate(
        hasTrend: true, kind: .additive, relative: true, layout: self, values: values,
        count: observations, point: start, vector: vector, space: space)
    case (.multiplicative, .additive):
      squares = accumulate(
        hasTrend: true, kind: .multiplicative, relative: false, layout: self, values: values,
        count: observations, point: start, vector: vector, space: space)
    case (.multiplicative, .multiplicative):
      squares = accumulate(
        hasTrend: true, kind: .multiplicative, relative: true, layout: self, values: values,
        count: observations, point: start, vector: vector, space: space)
    }
    finish(squares, observations, space, matrix, gradient)
  }

  /// For multiplicative errors r = G·ε, so dr = G·(dε + ε·w) with w the mean of dlog μ; G² is common to matrix and gradient and
  /// therefore left out.
  private func finish(
    _ squares: Double, _ observations: Int, _ space: ETSWorkspace, _ matrix: UnsafeMutablePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>
  ) {
    let groups = count / 4
    let logs = space.derivatives + 4 * groups
    let cross = logs + groups
    let share = 1 / Double(observations)
    for row in 0..<count {
      let rowLog = logs[row / 4][row % 4] * share
      let rowCross = cross[row / 4][row % 4]
      gradient[row] = rowCross + squares * rowLog
      for column in row..<count {
        let columnLog = logs[column / 4][column % 4] * share
        let value =
          space.products[row * groups + column / 4][column % 4] + rowLog * cross[column / 4][column % 4]
          + rowCross * columnLog + squares * rowLog * columnLog
        matrix[row * count + column] = value
        matrix[column * count + row] = value
      }
    }
  }
}
