// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import Testing

/// What `--calendar` does to the lines that `tongpin forecast` and `tongpin backtest` write. Sees: a calendar that is not asked, a name that does not say so,
/// another form of the output. Does not see: the option itself.
@Suite("Calendar of the forecaster") struct CalendarForecasterTests {
  private func record(_ sales: MadeUpSales, closed: Bool = true) throws -> SeriesRecord {
    var sales = sales
    if !closed { (sales.closed, sales.before) = (0, 0) }
    let rows = sales.values().enumerated().map { "shop,\(sales.month($0)),\($1)\n" }
    var piece = Array(("unique_id,ds,y\n" + rows.joined()).utf8)
    var reader = SeriesRecordReader(source: {
      defer { piece = [] }
      return piece
    })
    return try #require(try reader.next())
  }

  private func names(_ lines: String) -> [Substring] { lines.split(separator: "\n").compactMap { $0.split(separator: ",").last } }

  @Test("with the calendar of China the model's name says what was found, and the lines keep their form")
  func name() throws {
    let found = try record(MadeUpSales())
    let with = try SeriesForecaster(horizon: 3, calendar: .china)
    let without = try SeriesForecaster(horizon: 3)
    let lines = with.forecast(found).lines
    #expect(with.heading == without.heading)
    #expect(names(lines).count == 3 && names(lines).allSatisfy { $0.contains("+SpringFestival") })
    #expect(!without.forecast(found).lines.contains("+"))
    let count = lines.split(separator: "\n").map { $0.split(separator: ",").count }
    #expect(count == without.forecast(found).lines.split(separator: "\n").map { $0.split(separator: ",").count })
    let object = try SeriesForecaster(horizon: 3, format: .jsonLines, calendar: .china).forecast(found).lines
    #expect(object.contains("+SpringFestival") && object.contains("\"ds\":[\"2020-01\",\"2020-02\",\"2020-03\"]"))
  }

  @Test("where there is no effect the lines are those without a calendar, byte for byte")
  func unchanged() throws {
    let found = try record(MadeUpSales(), closed: false)
    #expect(
      try SeriesForecaster(horizon: 12, calendar: .china).forecast(found).lines
        == SeriesForecaster(horizon: 12).forecast(found).lines)
  }

  @Test("a backtest learns effects again at every origin, and says so in the model's name")
  func backtest() throws {
    let found = try record(MadeUpSales())
    let with = try #require(
      SeriesBacktester(horizon: 6, windows: 12, methods: [.exponentialSmoothing], calendar: .china).backtest(found).measures)
    let without = try #require(SeriesBacktester(horizon: 6, windows: 12, methods: [.exponentialSmoothing]).backtest(found).measures)
    #expect(with.method.contains("+SpringFestival") && with.folds == 12)
    #expect(with.wape < without.wape)
  }
}
