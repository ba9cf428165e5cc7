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
  /// The numbers that were searched over (see `ETSLayout`), from which a further search sets out.
  let vector: [Double]
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

  /// Akaike's criterion corrected for small samples; infinite when there are too few observations.
  var correctedAkaike: Double {
    let k = Double(parameterCount)
    let rest = Double(observations) - k - 1
    return rest > 0 ? deviance + 2 * k + 2 * k * (k + 1) / rest : .infinity
  }

  /// The vector with its states in other units.
  func vector(from scale: Double, to other: Double) -> [Double] {
    let factor = scale / other
    guard factor != 1 else { return vector }
    let layout = ETSLayout(form: form, seasonLength: seasonLength)
    return vector.enumerated().map { place, number in layout.hasUnit(place) ? number * factor : number }
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
  func fit(_ form: ETSForm, valleys: Int, search: NonlinearLeastSquares) -> ETSFit? {
    guard let start = starts[form.season] else { return nil }
    let layout = ETSLayout(form: form, seasonLength: seasonLength, slopeRange: slopeRange)
    return values.withUnsafeBufferPointer { buffer -> ETSFit? in
      guard let base = buffer.baseAddress else { return nil }
      var beginnings = ETSGrid(form).beginnings(layout, start: start, values: base, count: buffer.count, season: space.seasonLanes)
      beginnings.sort { $0.value < $1.value }
      var reached = Double.infinity
      for beginning in beginnings.prefix(valleys) {
        layout.vector(of: beginning.point, start: start, into: space.vector)
        let value = minimise(layout, buffer, search)
        if value < reached {
          reached = value
          for index in 0..<layout.count { space.bestVector[index] = space.vector[index] }
        }
      }
      return found(layout, reached, count: buffer.count)
    }
  }

  /// Maximises the likelihood further, or that of more values; nil when the model does not exist there.
  ///
  /// - Parameter vector: of a fit of the same form, states in units of the scaled values.
  func fit(_ form: ETSForm, from vector: [Double], search: NonlinearLeastSquares) -> ETSFit? {
    let layout = ETSLayout(form: form, seasonLength: seasonLength, slopeRange: slopeRange)
    guard vector.count == layout.count else { return nil }
    return values.withUnsafeBufferPointer { buffer -> ETSFit? in
      for index in 0..<layout.count { space.vector[index] = vector[index] }
      let reached = minimise(layout, buffer, search)
      for index in 0..<layout.count { space.bestVector[index] = space.vector[index] }
      return found(layout, reached, count: buffer.count)
    }
  }

  private func objective(_ layout: ETSLayout, _ buffer: UnsafeBufferPointer<Double>, _ vector: UnsafePointer<Double>) -> Double {
    guard let base = buffer.baseAddress else { return .infinity }
    var point = layout.point(vector, season: space.season)
    return layout.form.run(values: base, count: buffer.count, seasonLength: seasonLength, point: &point, season: space.season)
  }

  /// From and to `space.vector`.
  private func minimise(_ layout: ETSLayout, _ buffer: UnsafeBufferPointer<Double>, _ search: NonlinearLeastSquares) -> Double {
    guard let base = buffer.baseAddress else { return .infinity }
    return search.minimise(
      space.vector, count: layout.count, workspace: space.solver, objective: { objective(layout, buffer, $0) }
    ) { vector, matrix, gradient in
      layout.normalEquations(vector, values: base, count: buffer.count, space: space, matrix: matrix, gradient: gradient)
    }
  }

  /// What `space.bestVector` stands for.
  private func found(_ layout: ETSLayout, _ reached: Double, count: Int) -> ETSFit? {
    guard reached.isFinite else { return nil }
    let point = layout.point(space.bestVector, season: space.season)
    return ETSFit(
      form: layout.form, seasonLength: seasonLength, start: point,
      startSeason: layout.form.season == .none ? [] : (0..<seasonLength).map { space.season[$0] },
      vector: (0..<layout.count).map { space.bestVector[$0] }, objective: reached, observations: count)
  }
}
