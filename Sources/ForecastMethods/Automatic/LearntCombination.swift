// SPDX-License-Identifier: Apache-2.0

extension CombinationTable {
  public static let learnt = CombinationTable(
    members: [.exponentialSmoothing, .dynamicTheta, .theta, .complexSmoothing, .arima, .seasonalNaive, .drift],
    rows: [SIMD8<Double>](repeating: .zero, count: 7), errorWeight: (2, 0))
}
