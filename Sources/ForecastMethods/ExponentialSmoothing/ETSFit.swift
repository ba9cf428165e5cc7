// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One form fitted by maximum likelihood to values that were scaled to about 1.
struct ETSFit {
  let form: ETSForm
  let seasonLength: Int
  /// The point before the first value, and its seasonal states.
  let start: ETSPoint
  let startSeason: [Double]
  /// Σ rₜ² of `ETSForm.run`.
  let objective: Double
  let observations: Int

  /// n·log Σ rₜ²: −2·log likelihood up to a constant that is the same for all forms.
  var deviance: Double {
    // A perfect fit must stay comparable: below this the rest is rounding.
    Double(observations) * log(max(objective, 1e-24 * Double(observations)))
  }

  /// Parameters of the likelihood: those of the form and the variance.
  var parameterCount: Int { form.parameterCount(seasonLength: seasonLength) + 1 }

  var akaike: Double { deviance + 2 * Double(parameterCount) }

  /// Akaike's criterion corrected for small samples; infinite when there are too few observations.
  var correctedAkaike: Double {
    let k = Double(parameterCount)
    let rest = Double(observations) - k - 1
    return rest > 0 ? akaike + 2 * k * (k + 1) / rest : .infinity
  }
}

/// Fits forms to one series, sharing its memory and its starting states.
struct ETSFitter {
  let values: [Double]
  let seasonLength: Int
  let space: ETSWorkspace
  private let starts: [ETSForm.Season: ETSStart]

  /// - Parameter values: scaled to about 1, no gaps.
  init(_ values: [Double], seasonLength: Int, seasons: [ETSForm.Season]) {
    self.values = values
    self.seasonLength = seasonLength
    space = ETSWorkspace(
      seasonLength: seasons == [.none] ? 1 : seasonLength, solverSize: NonlinearLeastSquares.workspaceSize)
    var starts: [ETSForm.Season: ETSStart] = [:]
    for season in seasons { starts[season] = ETSStart(values, seasonLength: seasonLength, season: season) }
    self.starts = starts
  }

  /// Maximises the likelihood of `form`; nil when the model does not exist anywhere near the start.
  func fit(_ form: ETSForm, iterationLimit: Int = 60, relativeDecrease: Double = 1e-8) -> ETSFit? {
    guard let start = starts[form.season] else { return nil }
    let layout = ETSLayout(form: form, seasonLength: seasonLength)
    return values.withUnsafeBufferPointer { buffer -> ETSFit? in
      guard let base = buffer.baseAddress else { return nil }
      let vector = space.vector
      func objective(_ vector: UnsafePointer<Double>) -> Double {
        var point = layout.point(vector, season: space.season)
        return form.run(
          values: base, count: buffer.count, seasonLength: seasonLength, point: &point,
          season: space.season)
      }
      var best = Double.infinity
      for (alpha, betaShare, gammaShare) in ETSFitter.grid(form) {
        layout.vector(
          alpha: alpha, betaShare: betaShare, gammaShare: gammaShare, phi: 0.95, start: start,
          into: vector)
        let value = objective(vector)
        if value < best {
          best = value
          for index in 0..<layout.count { space.bestVector[index] = vector[index] }
        }
      }
      guard best.isFinite else { return nil }
      for index in 0..<layout.count { vector[index] = space.bestVector[index] }
      let search = NonlinearLeastSquares(
        iterationLimit: iterationLimit, relativeDecrease: relativeDecrease)
      let reached = search.minimise(
        vector, count: layout.count, workspace: space.solver, objective: objective
      ) { vector, matrix, gradient in
        layout.normalEquations(
          vector, values: base, count: buffer.count, space: space, matrix: matrix, gradient: gradient)
      }
      let point = layout.point(vector, season: space.season)
      return ETSFit(
        form: form, seasonLength: seasonLength, start: point,
        startSeason: form.season == .none ? [] : (0..<seasonLength).map { space.season[$0] },
        objective: reached, observations: buffer.count)
    }
  }

  /// Smoothing parameters worth a first look: slow, middling and quick.
  private static func grid(_ form: ETSForm) -> [(Double, Double, Double)] {
    let betas: [Double] = form.trend == .none ? [0.1] : [0.02, 0.2]
    let gammas: [Double] = form.season == .none ? [0.1] : [0.05, 0.3]
    return [0.05, 0.2, 0.5, 0.85].flatMap { alpha in
      betas.flatMap { beta in gammas.map { gamma in (alpha, beta, gamma) } }
    }
  }
}
