// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting

/// Forty shops, made up: each has a level, a trend and a season of its own.
func shop(_ number: Int) throws -> Series {
  let (level, slope) = (Double(100 + number * 37 % 400), Double(number % 5) / 2 - 0.5)
  let values = (0..<60).map { month -> Double in
    let noise = Double((month * 7_919 + number * 104_729) % 101) / 50 - 1
    let season = month % 12 == 11 ? 0.2 : 0
    return level * (1 + season + 0.08 * noise) + slope * Double(month)
  }
  return try Series(values, seasonLength: 12, granularity: .month)
}

struct Row: Sendable {
  let method: ForecastMethod
  let wape: Double
  let mase: Double
  let coverage: Double
}

/// A year is held out three times; each method sees only what came before.
func backtest(_ method: ForecastMethod, _ series: Series) throws -> Row {
  let plan = BacktestPlan(horizon: 6, windows: 3, step: 3)
  let test = try Backtest(AutomaticChoice(horizon: 6, methods: [method]), on: series, plan: plan)
  return Row(method: method, wape: test.wape, mase: test.mase, coverage: test.coverage(.eighty))
}

let methods: [ForecastMethod] = [.seasonalNaive, .exponentialSmoothing, .theta, .mean]
// A series is forecast alone, so that any number of them run at once; the order of the rows is that of the shops.
let rows = try await withThrowingTaskGroup(of: (Int, [Row]).self) { group in
  for number in 0..<40 {
    group.addTask {
      let series = try shop(number)
      return (number, try methods.map { try backtest($0, series) })
    }
  }
  var found: [(Int, [Row])] = []
  for try await part in group { found.append(part) }
  return found.sorted { $0.0 < $1.0 }.flatMap(\.1)
}

print("| method | WAPE | MASE | inside 80 % |")
print("|---|---|---|---|")
for method in methods {
  let own = rows.filter { $0.method == method }
  let measures = [mean(own.map(\.wape)), mean(own.map(\.mase)), mean(own.map(\.coverage))]
  print("| \(method.name) | " + measures.map(hundredths).joined(separator: " | ") + " |")
}

func mean(_ values: [Double]) -> Double { Combination.mean.centre(values) }
func hundredths(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
