// SPDX-License-Identifier: Apache-2.0

/// Memory for the derivatives of states and errors, made once for a series and used by every form and every iteration.
///
/// Groups of four derivatives are one SIMD register; nothing in a fit allocates.
final class ETSWorkspace {
  /// Observations whose derivatives are gathered before their products are summed.
  static let blockLength = 8

  let seasonLength: Int
  let groups: Int
  let parameters: Int
  /// Seasonal states.
  let season: UnsafeMutablePointer<Double>
  /// The same of four points at once.
  let seasonLanes: UnsafeMutablePointer<SIMD4<Double>>
  let vector: UnsafeMutablePointer<Double>
  let bestVector: UnsafeMutablePointer<Double>
  let solver: UnsafeMutablePointer<Double>
  /// Level and slope, `groups` each; then the seasonal states, `seasonLength × groups`.
  let derivatives: UnsafeMutablePointer<SIMD4<Double>>
  /// Of the errors of a block, `groups` for each observation.
  let block: UnsafeMutablePointer<SIMD4<Double>>
  /// Errors of a block, then −μ/y of its observations: what their derivatives are multiplied with on the way to the gradient.
  let factors: UnsafeMutablePointer<Double>
  let products: UnsafeMutablePointer<SIMD4<Double>>
  /// Σ ε·dε, then Σ dlog μ, `groups` each.
  let sums: UnsafeMutablePointer<SIMD4<Double>>

  init(seasonLength: Int, solverSize: (Int) -> Int) {
    self.seasonLength = max(1, seasonLength)
    parameters = (6 + self.seasonLength - 1 + 3) / 4 * 4
    groups = parameters / 4
    season = ETSWorkspace.zeros(self.seasonLength)
    seasonLanes = ETSWorkspace.zeros(self.seasonLength)
    vector = ETSWorkspace.zeros(parameters)
    bestVector = ETSWorkspace.zeros(parameters)
    solver = ETSWorkspace.zeros(solverSize(parameters))
    derivatives = ETSWorkspace.zeros((2 + self.seasonLength) * groups)
    block = ETSWorkspace.zeros(ETSWorkspace.blockLength * groups)
    factors = ETSWorkspace.zeros(2 * ETSWorkspace.blockLength)
    products = ETSWorkspace.zeros(parameters * groups)
    sums = ETSWorkspace.zeros(2 * groups)
  }

  private static func zeros<Number: ExpressibleByIntegerLiteral>(_ count: Int) -> UnsafeMutablePointer<Number> {
    let memory = UnsafeMutablePointer<Number>.allocate(capacity: count)
    memory.initialize(repeating: 0, count: count)
    return memory
  }

  private static func zeros(_ count: Int) -> UnsafeMutablePointer<SIMD4<Double>> {
    let memory = UnsafeMutablePointer<SIMD4<Double>>.allocate(capacity: count)
    memory.initialize(repeating: .zero, count: count)
    return memory
  }

  deinit {
    season.deallocate()
    seasonLanes.deallocate()
    vector.deallocate()
    bestVector.deallocate()
    solver.deallocate()
    derivatives.deallocate()
    block.deallocate()
    factors.deallocate()
    products.deallocate()
    sums.deallocate()
  }
}
