// SPDX-License-Identifier: Apache-2.0
import Wire

extension JSON {
  /// What a method is called on screens, by its stable name.
  static func methodLabel(_ name: String) -> JSON {
    let label = methodLabels[name] ?? (name, name)
    return .bilingual(label.0, label.1)
  }

  private static let methodLabels: [String: (String, String)] = [
    "naive": ("照抄上月", "Naive"), "seasonal-naive": ("照抄去年", "Seasonal naive"), "drift": ("漂移", "Drift"), "mean": ("历史平均", "Historical mean"),
    "ets": ("指数平滑", "Exponential smoothing"), "theta": ("Theta", "Theta"), "optimised-theta": ("优化 Theta", "Optimised theta"),
    "dynamic-theta": ("动态 Theta", "Dynamic theta"), "dynamic-standard-theta": ("动态标准 Theta", "Dynamic standard theta"),
    "ces": ("复数指数平滑", "Complex smoothing"), "arima": ("ARIMA", "ARIMA"), "stl": ("季节分解", "Seasonal decomposition"),
    "mstl": ("多季节分解", "Multiple-season decomposition"), "imapa": ("多尺度聚合", "Multiple aggregation"),
    "adida": ("聚合再分摊", "Aggregate and spread"),
    "croston": ("Croston", "Croston"), "croston-sba": ("Croston 修正", "Croston, corrected"),
    "croston-optimised": ("Croston 优化", "Croston, optimised"),
    "tsb": ("间断需求平滑", "Intermittent smoothing"), "combination": ("组合平均", "Combination"),
  ]
}
