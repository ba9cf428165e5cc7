// SPDX-License-Identifier: Apache-2.0

/// Whose number it is: the figures that 对齐 puts side by side.
public enum ForecastSource: String, CaseIterable, Sendable, Hashable {
  case salesForecast, financeForecast, baseline

  /// Reads the word in a `sales-forecasts` file; a file that does not say is the sales forecast.
  public init(word: String?) {
    let folded = (word ?? "").lowercased()
    if folded.contains("财务") || folded.contains("finance") {
      self = .financeForecast
    } else if folded.contains("基线") || folded.contains("baseline") || folded.contains("统计") {
      self = .baseline
    } else {
      self = .salesForecast
    }
  }

  public var label: BilingualText {
    switch self {
    case .salesForecast: BilingualText("销售预测", "Sales forecast")
    case .financeForecast: BilingualText("财务预测", "Finance forecast")
    case .baseline: BilingualText("基线预测", "Baseline")
    }
  }
}
