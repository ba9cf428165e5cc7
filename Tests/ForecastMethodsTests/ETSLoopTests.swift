// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// The loops of exponential smoothing say the same of one point: one value at a time, four points side by side, with derivatives.
/// Sees: a derivative that is wrong or left out, a block that counts twice or not at all. Does not see: whether a form is the right one.
@Suite struct ETSLoopTests {
  /// 43 and 48 values: the last block is one of three, or a full one.
  static let cases = ETSForm.all.filter { $0.isAdmissible(positive: true) }.flatMap { form in [(form, 43), (form, 48)] }

  static func values(_ count: Int) -> [Double] {
    (0..<count).map { (index: Int) -> Double in
      let season = 0.3 * cosine(Double(index % 7))
      let noise = 0.05 * Double(index * 5 % 11)
      return 1 + 0.01 * Double(index) + season + noise
    }
  }

  /// What is searched over, at a point a little beside the start.
  struct Place {
    let layout: ETSLayout
    let space: ETSWorkspace
    let values: [Double]

    init(_ form: ETSForm, _ values: [Double]) {
      layout = ETSLayout(form: form, seasonLength: 7)
      space = ETSWorkspace(seasonLength: 7, solverSize: NonlinearLeastSquares.workspaceSize)
      self.values = values
      let start = ETSStart(values, seasonLength: 7, season: form.season)
      layout.vector(of: ETSGrid.Point(alpha: 0.3, betaShare: 0.2, gammaShare: 0.2, phi: 0.9), start: start, into: space.vector)
      for index in 0..<layout.count { space.vector[index] += 0.01 * Double(index % 3) }
    }

    func objective() -> Double {
      var point = layout.point(space.vector, season: space.season)
      return layout.form.run(values: values, count: values.count, seasonLength: 7, point: &point, season: space.season)
    }

    func slope(_ index: Int) -> Double {
      let (here, step) = (space.vector[index], 1e-5)
      space.vector[index] = here + step
      let above = objective()
      space.vector[index] = here - step
      let below = objective()
      space.vector[index] = here
      return (above - below) / (2 * step)
    }
  }

  @Test("the gradient is the slope of the objective", arguments: cases)
  func gradient(_ form: ETSForm, _ count: Int) {
    let place = Place(form, Self.values(count))
    let width = place.layout.count
    var matrix = [Double](repeating: 0, count: width * width)
    var gradient = [Double](repeating: 0, count: width)
    place.layout.normalEquations(
      place.space.vector, values: place.values, count: count, space: place.space, matrix: &matrix, gradient: &gradient)
    let slopes = (0..<width).map(place.slope)
    // Twice Jᵀr; the square of the means' geometric mean is left out of it for multiplicative errors.
    let squares = gradient.reduce(0) { $0 + $1 * $1 }
    let products: Double = zip(slopes, gradient).reduce(0) { $0 + $1.0 * $1.1 }
    let factor = products / squares
    if form.error == .additive { #expect(abs(factor - 2) < 1e-6) }
    for (slope, entry) in zip(slopes, gradient) {
      #expect(abs(slope - factor * entry) < 1e-5 * factor * squares.squareRoot(), "\(form): \(slope) against \(factor * entry)")
    }
    #expect((0..<width).allSatisfy { matrix[$0 * width + $0] >= 0 })
  }

  @Test("steps of the search end where no slope is left", arguments: ETSForm.all.filter { $0.isAdmissible(positive: true) })
  func valley(_ form: ETSForm) throws {
    let values = Self.values(45)
    let fitter = ETSFitter(values, seasonLength: 7, seasons: [form.season], slopeRange: ETSLayout.shareRange)
    let fit = try #require(fitter.fit(form, valleys: 4, search: NonlinearLeastSquares(iterationLimit: 200, relativeDecrease: 1e-14)))
    let place = Place(form, values)
    for (index, number) in fit.vector.enumerated() { place.space.vector[index] = number }
    #expect(abs(place.objective() / fit.objective - 1) < 1e-12)
    #expect((0..<place.layout.count).allSatisfy { abs(place.slope($0)) < 1e-3 * fit.objective }, "\(form)")
  }

  @Test("four points side by side have the objectives that each has alone", arguments: cases)
  func grid(_ form: ETSForm, _ count: Int) {
    let values = Self.values(count)
    let place = Place(form, values)
    let start = ETSStart(values, seasonLength: 7, season: form.season)
    let found = ETSGrid(form).beginnings(place.layout, start: start, values: values, count: count, season: place.space.seasonLanes)
    #expect(found.count == 4)
    for beginning in found {
      place.layout.vector(of: beginning.point, start: start, into: place.space.vector)
      #expect(abs(place.objective() / beginning.value - 1) < 1e-9, "\(form), alpha \(beginning.point.alpha)")
    }
  }

  @Test("a product of many means has their geometric mean, and none is too small for it")
  func product() {
    var product = ETSProduct()
    for index in 0..<1_000 {
      product.significand *= index % 2 == 0 ? 1e-30 : 4e-30
      if index & 7 == 7 { product.normalise() }
    }
    product.normalise()
    #expect(abs(product.geometricSquare(count: 1_000) / 4e-60 - 1) < 1e-11)
  }
}
