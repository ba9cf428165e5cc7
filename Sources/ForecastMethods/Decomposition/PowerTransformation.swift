// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

extension MSTL.Transformation {
  /// Powers nearer to 0 than this are the logarithm: the digits of xᵖ − 1 would be gone.
  private static let leastPower = 1e-6

  /// - Throws: `values-not-suited` for a value that is not above 0, or whose power is no number.
  func apply(_ values: [Double]) throws(ForecastError) -> [Double] {
    let power: Double
    switch self {
    case .none: return values
    case .logarithm: power = 0
    case .power(let asked): power = abs(asked) < Self.leastPower ? 0 : asked
    }
    if let index = values.firstIndex(where: { !($0 > 0) }) {
      throw ForecastError(
        .valuesNotSuited, subject: "mstl", detail: "needs values above 0 to be transformed, value \(index + 1) is \(values[index])",
        hint: "take the series apart as it is")
    }
    let transformed = values.map {
      power == 0 ? NumericalMethods.logarithm($0) : (exponential(power * NumericalMethods.logarithm($0)) - 1) / power
    }
    if let index = transformed.firstIndex(where: { !$0.isFinite }) {
      throw ForecastError(
        .valuesNotSuited, subject: "mstl", detail: "value \(index + 1) to the power of \(power) is no finite number",
        hint: "take a power between 0 and 1")
    }
    return transformed
  }
}
