// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// `tongpin forecast --drivers`: what is written for series behind a file of drivers.
@Suite struct DrivenForecasterTests {
  /// Sixty months of a season, noise and a price every few months that costs a third of the sales.
  private static func sales() -> (text: String, drivers: [String]) {
    var random = RandomStream(seed: 5)
    var (lines, drivers) = (["unique_id,ds,y"], [String]())
    for month in 0..<72 {
      let period = "\(2020 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)"
      let price = (month * 7) % 5 == 0 || month % 11 == 3 ? 12.0 : 10
      let season = 1 + 0.2 * Double(month % 12) / 11
      let value = 200 * season * (price > 10 ? 0.65 : 1) * (1 + 0.03 * (random.uniform() - 0.5))
      drivers.append("A,\(period),\(price)")
      if month < 60 { lines.append("A,\(period),\((value * 100).rounded() / 100)") }
    }
    return (lines.joined(separator: "\n"), drivers)
  }

  private static func record(_ text: String) throws -> SeriesRecord {
    var reader = SeriesRecordReader(source: oncePiece(text))
    return try #require(try reader.next())
  }

  private static func forecaster(_ rows: [String], horizon: Int = 12, heading: String = "price", calendar: TradeCalendar = .china) throws
    -> SeriesForecaster
  {
    try SeriesForecaster(
      horizon: horizon, methods: [.exponentialSmoothing], calendar: calendar,
      drivers: DriverTableTests.table("unique_id,ds,\(heading)\n" + rows.joined(separator: "\n")), explains: true)
  }

  @Test("a price that moves sales is in the model's name, and its share of every period adds up")
  func contributions() throws {
    let (text, drivers) = DrivenForecasterTests.sales()
    let forecaster = try DrivenForecasterTests.forecaster(drivers)
    let outcome = forecaster.forecast(try DrivenForecasterTests.record(text))
    #expect(outcome.failure == nil)
    let forecasts = outcome.lines.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(forecasts.count == 12)
    #expect(outcome.lines.contains("+price"))
    #expect(ContributionLines(["price"]).heading == "unique_id,ds,base,price,calendar,total\n")
    let rows = outcome.contributions.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.count == 72)
    let observed = text.split(separator: "\n").dropFirst().map { Double($0.split(separator: ",")[2]) ?? .nan }
    var dear = 0
    for (index, row) in rows.enumerated() {
      let numbers = row.dropFirst(2).compactMap(Double.init)
      #expect(abs(numbers[0] + numbers[1] + numbers[2] - numbers[3]) < 1e-9 * abs(numbers[3]))
      let total = index < 60 ? observed[index] : Double(forecasts[index - 60][2]) ?? .nan
      #expect(abs(numbers[3] - total) < 1e-9 * total, "\(row)")
      if drivers[index].hasSuffix("12.0") {
        dear += 1
        #expect(numbers[1] < -0.2 * numbers[0])
      }
    }
    #expect(dear > 12)
  }

  @Test("where no driver counts the forecast is as if there were none, line by line")
  func noise() throws {
    let (text, drivers) = DrivenForecasterTests.sales()
    let record = try DrivenForecasterTests.record(text)
    var random = RandomStream(seed: 9)
    let noise = drivers.map { $0.split(separator: ",").dropLast().joined(separator: ",") + ",\(random.uniform())" }
    let plain = try SeriesForecaster(horizon: 12, methods: [.exponentialSmoothing], calendar: .china).forecast(record)
    #expect(try DrivenForecasterTests.forecaster(noise).forecast(record).lines == plain.lines)
    let strangers = drivers.map { "B" + $0.dropFirst() }
    #expect(try DrivenForecasterTests.forecaster(strangers).forecast(record).lines == plain.lines)
  }

  @Test("a driver that moves the forecast and is not planned far enough is told with its line; one that does not need not be")
  func ahead() throws {
    let (text, drivers) = DrivenForecasterTests.sales()
    let record = try DrivenForecasterTests.record(text)
    let short = try DrivenForecasterTests.forecaster(Array(drivers.prefix(65)) + ["A,2025-06,"]).forecast(record)
    #expect(short.failure?.code == .driverNotKnown)
    #expect(
      short.failure?.detail.hasPrefix("drivers.csv, line 67, column price: no value for 2025-06, 6 after the end of the history") == true,
      "\(short.failure?.detail ?? "")")
    #expect(short.lines.isEmpty && short.contributions.isEmpty)
    let two = drivers.enumerated().map { $1 + ($0 < 60 ? ",\($0 % 3)" : ",") }
    let outcome = try DrivenForecasterTests.forecaster(two, heading: "price,idle").forecast(record)
    #expect(outcome.isForecast)
    #expect(outcome.contributions.split(separator: "\n").allSatisfy { $0.split(separator: ",")[4] == "0" })
  }
}
