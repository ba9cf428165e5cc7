// SPDX-License-Identifier: Apache-2.0

/// The derivatives of the first states: 1 for each by itself; the last seasonal state is minus the sum of the others.
private func seedDerivatives(_ layout: ETSLayout, _ space: ETSWorkspace) {
  let groups = layout.count / 4
  let dLevel = space.derivatives
  let dSlope = dLevel + groups
  let dSeason = dLevel + 2 * groups
  for index in 0..<((2 + (layout.form.season == .none ? 0 : layout.seasonLength)) * groups) { dLevel[index] = .zero }
  dLevel[1][0] = 1
  if layout.form.trend != .none { dSlope[layout.slopePlace / 4][layout.slopePlace % 4] = 1 }
  guard layout.form.season != .none else { return }
  let last = dSeason + (layout.seasonLength - 1) * groups
  for place in 0..<(layout.seasonLength - 1) {
    let (group, lane) = ((layout.seasonPlace + place) / 4, (layout.seasonPlace + place) % 4)
    dSeason[place * groups + group][lane] = 1
    last[group][lane] = -1
  }
}

/// What the recursion made of one observation.
private struct ETSStep {
  let base: Double
  /// Before the observation.
  let slope: Double
  let state: Double
  /// The error in units of the level, and in those of the seasonal state.
  let update: Double
  let seasonUpdate: Double
  let inverseState: Double
  /// γ, over the base for a multiplicative season.
  let seasonGain: Double
  /// dμ times −`weight` is the derivative of the error.
  let weight: Double

  /// Carries the derivatives of level, slope (`groups` after the level) and seasonal state over the observation.
  ///
  /// - Parameter error: receives those of its error.
  @inline(__always)
  func carry<Kind: ETSKind>(
    _ kind: Kind.Type, point: ETSPoint, smoothing: ETSSmoothingDerivatives, groups: Int, level: UnsafeMutablePointer<SIMD4<Double>>,
    season: UnsafeMutablePointer<SIMD4<Double>>, error: UnsafeMutablePointer<SIMD4<Double>>
  ) {
    // The first four numbers are those that move the smoothing parameters.
    carry(kind, point, smoothing, level, level + groups, season, error)
    for group in 1..<groups { carry(kind, point, nil, level + group, level + groups + group, season + group, error + group) }
  }

  @inline(__always)
  private func carry<Kind: ETSKind>(
    _ kind: Kind.Type, _ point: ETSPoint, _ smoothing: ETSSmoothingDerivatives?, _ level: UnsafeMutablePointer<SIMD4<Double>>,
    _ slope: UnsafeMutablePointer<SIMD4<Double>>, _ season: UnsafeMutablePointer<SIMD4<Double>>,
    _ error: UnsafeMutablePointer<SIMD4<Double>>
  ) {
    var dBase = level.pointee
    var dDamped = SIMD4<Double>.zero
    if Kind.hasTrend {
      dDamped = point.phi * slope.pointee
      if let smoothing { dDamped += self.slope * smoothing.phi }
      dBase += dDamped
    }
    let dState = Kind.season == .none ? .zero : season.pointee
    var dMean = dBase
    if Kind.season == .additive { dMean += dState }
    if Kind.season == .multiplicative { dMean = state * dBase + base * dState }
    // Minus those of the update.
    var dUpdate = dMean
    if Kind.season == .multiplicative { dUpdate = (dMean + update * dState) * inverseState }
    var nextLevel = dBase - point.alpha * dUpdate
    if let smoothing { nextLevel += update * smoothing.alpha }
    level.pointee = nextLevel
    if Kind.hasTrend {
      var nextSlope = dDamped - point.beta * dUpdate
      if let smoothing { nextSlope += update * smoothing.beta }
      slope.pointee = nextSlope
    }
    if Kind.season != .none {
      var nextState = dState - seasonGain * (Kind.season == .multiplicative ? dMean + seasonUpdate * dBase : dMean)
      if let smoothing { nextState += seasonUpdate * smoothing.gamma }
      season.pointee = nextState
    }
    error.pointee = Kind.isRelative ? -weight * dMean : -dMean
  }
}

/// Accumulates Σ dᵢdⱼ, Σ ε dⱼ, Σ dlog μ and Σ ε² in one pass, d the derivatives of the error ε (e or e/μ), by carrying the
/// derivatives of all states forward (see `ETSPoint` for the recursion). Every derivative is exact: no differences are taken.
private struct ETSSlopes: ETSPass {
  let layout: ETSLayout
  let values: UnsafePointer<Double>
  let count: Int
  let point: ETSPoint
  let smoothing: ETSSmoothingDerivatives
  let space: ETSWorkspace

  /// - Returns: Σ ε²; the other sums are in the workspace.
  mutating func run<Kind: ETSKind>(_ kind: Kind.Type) -> Double {
    let groups = layout.count / 4
    let dLevel = space.derivatives
    let dSeason = dLevel + 2 * groups
    let (season, block, factors) = (space.season, space.block, space.factors)
    let (point, smoothing) = (point, smoothing)
    var (level, slope, place, row, squares) = (point.level, point.slope, 0, 0, 0.0)
    for index in 0..<count {
      let base = Kind.hasTrend ? level + point.phi * slope : level
      let state = Kind.season == .none ? 0 : season[place]
      let mean = Kind.season == .none ? base : Kind.season == .additive ? base + state : base * state
      let error = values[index] - mean
      let isMultiple = Kind.season == .multiplicative
      let (inverseState, inverseBase) = (isMultiple ? 1 / state : 1, isMultiple ? 1 / base : 1)
      let (update, seasonUpdate) = (isMultiple ? error * inverseState : error, isMultiple ? error * inverseBase : error)
      let inverseMean = Kind.isRelative ? 1 / mean : 1
      let scaled = Kind.isRelative ? error * inverseMean : error
      squares += scaled * scaled
      factors[row] = scaled
      if Kind.isRelative { factors[ETSWorkspace.blockLength &+ row] = -mean / values[index] }
      let step = ETSStep(
        base: base, slope: slope, state: state, update: update, seasonUpdate: seasonUpdate, inverseState: inverseState,
        seasonGain: isMultiple ? point.gamma * inverseBase : point.gamma,
        weight: Kind.isRelative ? values[index] * inverseMean * inverseMean : 1)
      step.carry(
        kind, point: point, smoothing: smoothing, groups: groups, level: dLevel, season: dSeason + place &* groups,
        error: block + row &* groups)
      row &+= 1
      if row == ETSWorkspace.blockLength {
        space.addBlock(groups: groups, relative: Kind.isRelative)
        row = 0
      }
      level = base + point.alpha * update
      if Kind.hasTrend { slope = point.phi * slope + point.beta * update }
      if Kind.season != .none {
        season[place] = state + point.gamma * seasonUpdate
        place = place &+ 1 == layout.seasonLength ? 0 : place &+ 1
      }
    }
    if row > 0 { addRest(from: row, groups: groups, relative: Kind.isRelative) }
    return squares
  }

  /// The block that is not full: what an earlier one left behind counts no more.
  private func addRest(from row: Int, groups: Int, relative: Bool) {
    for index in (row * groups)..<(ETSWorkspace.blockLength * groups) { space.block[index] = .zero }
    for index in row..<ETSWorkspace.blockLength {
      (space.factors[index], space.factors[ETSWorkspace.blockLength + index]) = (0, 0)
    }
    space.addBlock(groups: groups, relative: relative)
  }
}

extension ETSLayout {
  /// JᵀJ, its lower triangle, and Jᵀr of the objective at `vector` (see `ETSForm.run`).
  func normalEquations(
    _ vector: UnsafePointer<Double>, values: UnsafePointer<Double>, count observations: Int,
    space: ETSWorkspace, matrix: UnsafeMutablePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) {
    let start = point(vector, season: space.season)
    seedDerivatives(self, space)
    let groups = count / 4
    for index in 0..<(count * groups) { space.products[index] = .zero }
    for index in 0..<(2 * groups) { space.sums[index] = .zero }
    var slopes = ETSSlopes(
      layout: self, values: values, count: observations, point: start, smoothing: smoothingDerivatives(vector), space: space)
    let squares = form.run(&slopes)
    finish(squares, observations, space, matrix, gradient)
  }

  /// For multiplicative errors r = G·ε, so dr = G·(dε + ε·w) with w the mean of dlog μ; G² is common to matrix and gradient and
  /// therefore left out.
  private func finish(
    _ squares: Double, _ observations: Int, _ space: ETSWorkspace, _ matrix: UnsafeMutablePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>
  ) {
    let groups = count / 4
    let cross = space.sums
    let logs = cross + groups
    let isRelative = form.error == .multiplicative
    if isRelative { for group in 0..<groups { logs[group] /= Double(observations) } }
    for row in 0..<count {
      let (rowCross, rowLog) = (cross[row / 4][row % 4], logs[row / 4][row % 4])
      gradient[row] = rowCross + squares * rowLog
      let line = UnsafeMutableRawPointer(matrix + row * count)
      for group in 0...(row / 4) {
        var value = space.products[row * groups + group]
        if isRelative { value += rowLog * cross[group] + (rowCross + squares * rowLog) * logs[group] }
        line.storeBytes(of: value, toByteOffset: 32 * group, as: SIMD4<Double>.self)
      }
    }
  }
}
