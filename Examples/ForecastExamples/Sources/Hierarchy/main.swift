// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting

// Two regions with two shops each: what is added up by region, and all of it.
let hierarchy = try Hierarchy(
  columns: ["region", "shop"], labels: [["north", "a"], ["north", "b"], ["south", "c"], ["south", "d"]], groupings: [[], ["region"]])

// Each node has its own history and its own forecast; forecasts of parts and of wholes do not agree.
func sales(ofShop shop: Int, month: Int) -> Double {
  let moved = month * (shop + 3) % 7
  return Double(40 + 10 * shop + moved)
}
let histories = (0..<hierarchy.count).map { node -> [Double] in
  let shops = hierarchy.bottoms(of: node).compactMap { hierarchy.bottoms.firstIndex(of: $0) }
  return (0..<36).map { month in shops.reduce(0.0) { $0 + sales(ofShop: $1, month: month) } }
}
let fitted = try histories.map { try DynamicTheta().fit(Series($0, seasonLength: 1)) }
let forecasts = try fitted.map { try $0.forecast(horizon: 3) }

let residuals = try NodeValues(fitted.map(\.residuals))
let reconciliation = try Reconciliation(hierarchy, .minimumTrace(.variance), residuals: residuals, isNonNegative: true)
let coherent = try reconciliation.reconcile(forecasts)

for (name, pair) in zip(hierarchy.names, zip(forecasts, coherent)) {
  print("\(name): \(tenths(pair.0.mean[0])) becomes \(tenths(pair.1.mean[0]))")
}
let parts = hierarchy.bottoms.reduce(0) { $0 + coherent[$1].mean[0] }
print("shops together: \(tenths(parts))")

func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
