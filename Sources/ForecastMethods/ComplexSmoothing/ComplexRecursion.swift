// SPDX-License-Identifier: Apache-2.0

/// Eight parameter vectors run through one series at once: the recursion waits for its own last result, so eight cost little more than one.
typealias ComplexLanes = SIMD8<Double>

/// α₀, α₁, β₀, β₁ of eight runs.
struct ComplexParameters {
  var alpha0 = ComplexLanes(repeating: 1)
  var alpha1 = ComplexLanes(repeating: 1)
  var beta0 = ComplexLanes.zero
  var beta1 = ComplexLanes.zero

  mutating func set(_ lane: Int, _ vector: UnsafePointer<Double>, count: Int) {
    alpha0[lane] = vector[0]
    alpha1[lane] = vector[1]
    beta0[lane] = count > 2 ? vector[2] : 0
    beta1[lane] = count > 3 ? vector[3] : 0
  }
}

/// Level and potential, and the season's levels and potentials by place (place of value t: t mod season length).
struct ComplexStates {
  var level = ComplexLanes.zero
  var potential = ComplexLanes.zero
  let season: UnsafeMutablePointer<ComplexLanes>
  let seasonPotential: UnsafeMutablePointer<ComplexLanes>
}

/// One step of a complex exponential smoother: ℓ' = ℓ − (1 − α₁)c + (α₀ − α₁)e, c' = ℓ + (1 − α₀)c + (α₀ + α₁)e.
@inline(__always)
func complexStep(
  _ level: inout ComplexLanes, _ potential: inout ComplexLanes, _ error: ComplexLanes, _ real: ComplexLanes, _ imaginary: ComplexLanes
) {
  let next = level - (1 - imaginary) * potential + (real - imaginary) * error
  potential = level + (1 - real) * potential + (real + imaginary) * error
  level = next
}

extension ComplexForm {
  /// Carries the states over `count` values, forwards or backwards, and gives every one-step error to `body`.
  @inline(__always)
  func pass(
    _ values: UnsafePointer<Double>, count: Int, seasonLength: Int, backwards: Bool, _ parameters: ComplexParameters,
    _ states: inout ComplexStates, _ body: (Int, ComplexLanes) -> Void
  ) {
    var place = backwards ? (count - 1) % seasonLength : 0
    var (level, potential) = (states.level, states.potential)
    let (season, seasonPotential) = (states.season, states.seasonPotential)
    for step in 0..<count {
      let index = backwards ? count - 1 - step : step
      let value = ComplexLanes(repeating: values[index])
      switch self {
      case .none:
        let error = value - level
        body(index, error)
        complexStep(&level, &potential, error, parameters.alpha0, parameters.alpha1)
      case .simple:
        let error = value - season[place]
        body(index, error)
        complexStep(&season[place], &seasonPotential[place], error, parameters.alpha0, parameters.alpha1)
      case .partial:
        let error = value - level - season[place]
        body(index, error)
        complexStep(&level, &potential, error, parameters.alpha0, parameters.alpha1)
        season[place] += parameters.beta0 * error
      case .full:
        let error = value - level - season[place]
        body(index, error)
        complexStep(&level, &potential, error, parameters.alpha0, parameters.alpha1)
        complexStep(&season[place], &seasonPotential[place], error, parameters.beta0, parameters.beta1)
      }
      if backwards { place = place == 0 ? seasonLength - 1 : place - 1 } else { place = place + 1 == seasonLength ? 0 : place + 1 }
    }
    (states.level, states.potential) = (level, potential)
  }
}
