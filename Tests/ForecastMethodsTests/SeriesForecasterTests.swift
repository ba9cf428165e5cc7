// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Testing

/// What `tongpin forecast` and `tongpin backtest` write.
@Suite struct SeriesForecasterTests {
  func records(_ text: String) throws -> [SeriesRecord] {
    var reader = SeriesRecordReader(source: oncePiece(text))
    var found: [SeriesRecord] = []
    while let record = try reader.next() { found.append(record) }
    return found
  }

  @Test("one line a step, periods in the form they came, names quoted where they must be")
  func lines() throws {
    let forecaster = try SeriesForecaster(horizon: 2, methods: [.seasonalNaive])
    let values = (0..<8).map { "\"A, \"\"B\"\"\",\(2024 + $0 / 4)Q\($0 % 4 + 1),\($0 % 4 * 10)" }
    let text = "unique_id,ds,y\n" + values.joined(separator: "\n")
    #expect(forecaster.heading == "unique_id,ds,mean,lo-80,hi-80,lo-95,hi-95,model\n")
    let outcome = forecaster.forecast(try records(text)[0])
    #expect(
      outcome.lines == """
        "A, ""B""\",2026Q1,0,0,0,0,0,SeasonalNaive
        "A, ""B""\",2026Q2,10,10,10,10,10,SeasonalNaive

        """)
  }

  @Test("a series gives the same lines alone and among others")
  func stateless() throws {
    let one = (1...30).map { "x,\($0),\(($0 * 37) % 11)\n" }.joined()
    let other = (1...30).map { "y,\($0),\(($0 * 17) % 13)\n" }.joined()
    let forecaster = try SeriesForecaster(horizon: 3)
    let alone = try records("unique_id,ds,y\n" + one).map { forecaster.forecast($0).lines }
    let among = try records("unique_id,ds,y\n" + other + one).map { forecaster.forecast($0).lines }
    #expect(among.last == alone.first)
  }

  @Test("as JSON every series in is one line out, errors too")
  func jsonLines() throws {
    let forecaster = try SeriesForecaster(
      horizon: 1, levels: [.eighty], methods: [.naive], format: .jsonLines)
    let found = try records("unique_id,ds,y\n\"a\"\"\\\",1,5\n\"a\"\"\\\",2,5\nb,x,1\nc,1,\n").map {
      forecaster.forecast($0).lines
    }
    #expect(forecaster.heading.isEmpty)
    #expect(found.count == 3)
    #expect(
      found[0] == #"{"unique_id":"a\"\\","model":"Naive","ds":["3"],"mean":[5],"lo-80":[5],"hi-80":[5]}"#
        + "\n")
    #expect(found[1].hasPrefix(#"{"unique_id":"b","error":"series-file.no-usable-rows","detail":"line 4"#))
    #expect(found[2].hasPrefix(#"{"unique_id":"c","error":"forecast.no-observations""#))
  }

  @Test("a total of one series is that series; a perfect past has no error")
  func backtestTotal() throws {
    let text = "unique_id,ds,y\n" + (1...24).map { "x,\($0),\($0 % 2 * 5)\n" }.joined()
    var reader = SeriesRecordReader(
      options: SeriesRecordReader.Options(seasonLength: 2), source: oncePiece(text))
    let backtester = try SeriesBacktester(horizon: 4, windows: 3, methods: [.seasonalNaive])
    let outcome = backtester.backtest(try #require(try reader.next()))
    let measures = try #require(outcome.measures)
    #expect(measures.folds == 3 && measures.pairs == 12)
    #expect(measures.wape == 0 && measures.forecastAccuracy == 1 && measures.bias == 0)
    let total = try #require(SeriesBacktester.total([measures]))
    #expect(total.wape == measures.wape && total.pairs == measures.pairs)
    #expect(total.coverage == measures.coverage)
  }

  @Test("a series too short for the backtest says what it needs")
  func tooShort() throws {
    let backtester = try SeriesBacktester(horizon: 12)
    let outcome = backtester.backtest(try records("unique_id,ds,y\na,1,3\na,2,4\n")[0])
    #expect(outcome.measures == nil)
    #expect(outcome.failure?.code == .seriesTooShort)
  }
}

/// A file that comes in one piece.
func oncePiece(_ text: String) -> DelimitedRecords.Source {
  var piece = Array(text.utf8)
  return {
    defer { piece = [] }
    return piece
  }
}
