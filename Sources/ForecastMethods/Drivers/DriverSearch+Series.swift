// SPDX-License-Identifier: Apache-2.0
import Forecasting

extension DriverSearch {
  /// The best of logarithms and plain values, of series and drivers.
  ///
  /// - Parameters:
  ///   - multiplies: effects on the series that may be: factors, amounts.
  ///   - logarithms: whether drivers above nought may be looked at in logarithms.
  /// - Returns: nil for series too short, or that do not move, or without drivers.
  init?(_ series: Series, filled: [Double], _ drivers: [Driver], multiplies: [Bool] = [true, false], logarithms: Bool = true) {
    guard !drivers.isEmpty else { return nil }
    let mayMultiply = filled.allSatisfy { $0 > 0 && $0.isNormal }
    let mayScale = logarithms && drivers.contains(where: DriverColumns.mayBeLogarithmic)
    var best: (search: DriverSearch, score: Double)?
    for driverLogarithms in mayScale ? [false, true] : [false] {
      let columns = DriverColumns(drivers, count: series.count, logarithmic: driverLogarithms)
      for isFactor in multiplies where mayMultiply || !isFactor {
        guard let regression = DriverRegression(series, filled: filled, columns: columns, isLogarithmic: isFactor),
          let search = DriverSearch(regression)
        else { continue }
        let score = search.finding.score + regression.unitEvidence
        if score > best?.score ?? -.infinity { best = (search, score) }
      }
    }
    guard let best else { return nil }
    self = best.search
  }

  /// nil where no driver counts, or where drivers foretell the past no better than none.
  func effect(count: Int) -> DriverEffect? {
    guard !finding.places.isEmpty else { return nil }
    // A share that is not a number was not tested: then the odds alone must do.
    guard !(foretoldShare() > 1) else { return nil }
    var settled = self
    settled.settle()
    return DriverEffect(settled, count: count)
  }
}
