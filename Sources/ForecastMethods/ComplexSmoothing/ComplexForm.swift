// SPDX-License-Identifier: Apache-2.0

/// How the season enters complex exponential smoothing.
public enum ComplexForm: String, Hashable, Sendable, CaseIterable {
  /// Level and potential, no season.
  case none = "N"
  /// Level and potential of the same place one season ago: all there is, is seasonal.
  case simple = "S"
  /// A season beside them with one real smoothing parameter.
  case partial = "P"
  /// A season beside them with a potential of its own.
  case full = "F"

  /// Smoothing parameters: α₀ and α₁, then β₀ (and β₁) of the season.
  var parameterCount: Int {
    switch self {
    case .none, .simple: 2
    case .partial: 3
    case .full: 4
    }
  }

  /// Where searches set out. Stable points spread over the region that real series take.
  static let beginnings: [(alpha0: Double, alpha1: Double)] = [
    (1.3, 1.0), (1.0, 1.0), (1.6, 0.9), (1.2, 0.6), (0.9, 0.5), (1.5, 1.3), (1.8, 1.05), (0.6, 0.95),
  ]

  /// A complex smoothing parameter forgets: both roots of the error's own recursion lie inside the unit circle.
  static func isStable(_ real: Double, _ imaginary: Double) -> Bool {
    let trace = 2 - 2 * real + imaginary
    let determinant = (1 - real + imaginary) * (1 - real) + (1 - imaginary) * (1 - real - imaginary)
    return abs(determinant) < 1 && abs(trace) < 1 + determinant
  }

  /// Left alone, level and potential grow in one direction if at all: a swing from one period to the next, or a cycle, does not grow by itself.
  ///
  /// The roots of λ² − (2 − α₀)λ + (2 − α₀ − α₁): none below −1, and no pair outside the unit circle.
  static func isCalm(_ real: Double, _ imaginary: Double) -> Bool { 2 * real + imaginary <= 5 && real + imaginary >= 1 }

  /// Whether the parameters are such that old values are forgotten and forecasts do not swing up.
  func isStable(_ vector: UnsafePointer<Double>) -> Bool {
    guard ComplexForm.isStable(vector[0], vector[1]), ComplexForm.isCalm(vector[0], vector[1]) else { return false }
    switch self {
    case .none, .simple: return true
    case .partial: return vector[2] >= 0 && vector[2] <= 1.5
    case .full: return ComplexForm.isStable(vector[2], vector[3]) && ComplexForm.isCalm(vector[2], vector[3])
    }
  }
}
