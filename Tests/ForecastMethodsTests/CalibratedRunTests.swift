// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Runs of many series as the commands make them. Sees forecasts that move, an order that counts, a future that leaks.
@Suite struct CalibratedRunTests {
  /// Forty walks of thirty values; `last` is added to the last six of each.
  private func records(adding last: Double = 0) throws -> [SeriesRecord] {
    var random = RandomStream(seed: 3)
    var text = "unique_id,ds,y\n"
    for series in 0..<40 {
      var level = 500.0
      for place in 1...30 {
        level += 10 * random.normal()
        text += "s\(series),\(place),\(level + (place > 24 ? last : 0))\n"
      }
    }
    var reader = SeriesRecordReader(source: oncePiece(text))
    var found: [SeriesRecord] = []
    while let record = try reader.next() { found.append(record) }
    return found
  }

  private func fields(_ lines: String) -> [[Double]] {
    lines.split(separator: "\n").map { line in line.split(separator: ",").dropFirst(2).prefix(5).compactMap { Double($0) } }
  }

  @Test("a run moves intervals and no forecast; what one draft becomes is what the series becomes, whatever the order of the others")
  func forecasts() throws {
    let forecaster = try SeriesForecaster(horizon: 6, methods: [.mean])
    let records = try records()
    let drafts = records.map { forecaster.draft($0) }
    let run = forecaster.calibrated(by: drafts)
    let turned = forecaster.calibrated(by: drafts.reversed())
    var moved = 0
    for (record, draft) in zip(records, drafts) {
      let (alone, together) = (forecaster.forecast(record), run.finished(draft))
      #expect(together.lines == run.forecast(record).lines && together.lines == turned.finished(draft).lines)
      #expect(together.identifier == record.identifier && together.rowCount == record.rowCount && together.isForecast)
      for (one, other) in zip(fields(alone.lines), fields(together.lines)) {
        #expect(one[0] == other[0] && other[3] <= other[1] && other[1] <= other[0] && other[0] <= other[2] && other[2] <= other[4])
        if one[1] != other[1] { moved += 1 }
      }
    }
    #expect(moved > 200)
    // A file with one series is that series alone.
    #expect(forecaster.calibrated(by: [drafts[0]]).finished(drafts[0]).lines == forecaster.forecast(records[0]).lines)
  }

  @Test("records without a series, or without an observation, fail in a run as they do alone")
  func failures() throws {
    var reader = SeriesRecordReader(source: oncePiece("unique_id,ds,y\nb,x,1\nc,1,\n"))
    let forecaster = try SeriesForecaster(horizon: 1, format: .jsonLines)
    while let record = try reader.next() {
      let outcome = forecaster.finished(forecaster.draft(record))
      #expect(outcome.lines == forecaster.forecast(record).lines && !outcome.isForecast && outcome.lines.contains("\"error\""))
    }
  }

  @Test("the tests of a run: the same errors, other shares inside; what came after an origin is in none of its intervals")
  func backtests() throws {
    let backtester = try SeriesBacktester(horizon: 6, windows: 2, step: 3, methods: [.mean])
    let records = try records()
    let drafts = records.map { backtester.draft($0) }
    let run = backtester.calibrated(by: drafts)
    #expect(run.calibrations.count == 2 && run.calibrations[0] != run.calibrations[1])
    let alone = try #require(SeriesBacktester.total(records.compactMap { backtester.backtest($0).measures }))
    let together = try #require(SeriesBacktester.total(drafts.compactMap { run.finished($0).measures }))
    #expect(alone.absoluteError == together.absoluteError && alone.mase == together.mase && alone.pairs == together.pairs)
    #expect(abs(together.coverage[0] - 0.8) < abs(alone.coverage[0] - 0.8), "\(alone.coverage) \(together.coverage)")
    let later = try self.records(adding: 1_000)
    #expect(backtester.calibrated(by: later.map { backtester.draft($0) }).calibrations[0] == run.calibrations[0])
  }

  @Test("the beginning of a run ends at a thousand series, or before where they are long")
  func beginning() throws {
    let record = try records()[0]
    var short = RunBeginning(forecastPeriods: 12)
    for _ in 0..<999 { short.take(record) }
    #expect(short.isOpen)
    short.take(record)
    #expect(!short.isOpen)
    var many = RunBeginning(forecastPeriods: 1_000_000)
    many.take(record)
    #expect(!many.isOpen)
  }
}
