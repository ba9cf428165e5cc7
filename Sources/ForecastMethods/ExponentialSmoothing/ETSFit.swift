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
  private let slopeRange: ClosedRange<Double>

  /// - Parameters:
  ///   - values: scaled to about 1, no gaps.
  ///   - slopeRange: in which β ÷ α may lie.
  init(_ values: [Double], seasonLength: Int, seasons: [ETSForm.Season], slopeRange: ClosedRange<Double>) {
    self.values = values
    self.slopeRange = slopeRange
    self.seasonLength = seasonLength
    space = ETSWorkspace(
      seasonLength: seasons == [.none] ? 1 : seasonLength, solverSize: NonlinearLeastSquares.workspaceSize)
    var starts: [ETSForm.Season: ETSStart] = [:]
    for season in seasons { starts[season] = ETSStart(values, seasonLength: seasonLength, season: season) }
    self.starts = starts
  }

  /// Maximises the likelihood of `form`; nil when the model does not exist anywhere near the start.
  ///
  /// - Parameter valleys: from how many different α, the most promising ones of a coarse grid, the search sets out. The likelihood
  ///   of short series often has two valleys.
  func fit(_ form: ETSForm, valleys: Int, iterationLimit: Int, relativeDecrease: Double) -> ETSFit? {
    guard let start = starts[form.season] else { return nil }
    let layout = ETSLayout(form: form, seasonLength: seasonLength, slopeRange: slopeRange)
    let search = NonlinearLeastSquares(iterationLimit: iterationLimit, relativeDecrease: relativeDecrease)
    return values.withUnsafeBufferPointer { buffer -> ETSFit? in
      guard let base = buffer.baseAddress else { return nil }
      let vector = space.vector
      func objective(_ vector: UnsafePointer<Double>) -> Double {
        var point = layout.point(vector, season: space.season)
        return form.run(
          values: base, count: buffer.count, seasonLength: seasonLength, point: &point,
          season: space.season)
      }
      var beginnings: [(value: Double, grid: GridPoint)] = []
      for alpha in [0.05, 0.2, 0.5, 0.85] {
        var best: (value: Double, grid: GridPoint)?
        for grid in ETSFitter.grid(form, alpha: alpha) {
          layout.vector(of: grid, start: start, into: vector)
          let value = objective(vector)
          if value < best?.value ?? .infinity { best = (value, grid) }
        }
        if let best { beginnings.append(best) }
      }
      beginnings.sort { $0.value < $1.value }
      var reached = Double.infinity
      for beginning in beginnings.prefix(valleys) {
        layout.vector(of: beginning.grid, start: start, into: vector)
        let value = search.minimise(
          vector, count: layout.count, workspace: space.solver, objective: objective
        ) { vector, matrix, gradient in
          layout.normalEquations(
            vector, values: base, count: buffer.count, space: space, matrix: matrix, gradient: gradient)
        }
        if value < reached {
          reached = value
          for index in 0..<layout.count { space.bestVector[index] = vector[index] }
        }
      }
      guard reached.isFinite else { return nil }
      let point = layout.point(space.bestVector, season: space.season)
      return ETSFit(
        form: form, seasonLength: seasonLength, start: point,
        startSeason: form.season == .none ? [] : (0..<seasonLength).map { space.season[$0] },
        objective: reached, observations: buffer.count)
    }
  }

  /// Smoothing parameters worth a first look, for one α.
  struct GridPoint {
    let alpha: Double
    let betaShare: Double
    let gammaShare: Double
    let phi: Double
  }

  private static func grid(_ form: ETSForm, alpha: Double) -> [GridPoint] {
    let betas: [Double] = form.trend == .none ? [0.1] : [0.02, 0.2]
    let gammas: [Double] = form.season == .none ? [0.1] : [0.05, 0.3]
    let phis: [Double] = form.trend == .damped ? [0.85, 0.96] : [0.96]
    return betas.flatMap { beta in
      gammas.flatMap { gamma in
        phis.map { GridPoint(alpha: alpha, betaShare: beta, gammaShare: gamma, phi: $0) }
      }
    }
  }
}
