// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

/// `tongpin forecast`: series in, forecasts with intervals out, without a company.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecasts every series of a CSV file, with prediction intervals.",
    discussion: """
      Reads unique_id,ds,y (long format, one row a period, rows of a series together) and writes
      unique_id,ds,mean,lo-80,hi-80,lo-95,hi-95,model in the same order. ds may be 2026-01-31, 2026/1/31, 20260131, 2026-01, \
      2026Q1, 2026-W05 or a number, and leaves as it came. Missing periods and empty values are gaps, not zeros (see --gaps). Rows \
      that cannot be read are named on standard error, the rest is forecast, and the exit code is 3.

      Examples
        tongpin forecast sales.csv --horizon 12
        tongpin forecast sales.csv --horizon 26 --frequency weekly --levels 50,80,95 --output forecast.csv
        cat sales.csv | tongpin forecast - --horizon 3 --models ets,seasonal-naive
        tongpin forecast sales.csv --horizon 12 --json
      """)

  @OptionGroup var options: SeriesOptions
  @OptionGroup var language: LanguageOption

  func run() throws {
    let forecaster: SeriesForecaster
    do {
      forecaster = try SeriesForecaster(
        horizon: options.horizon, levels: (try? options.intervalLevels()) ?? [],
        methods: (try? options.methods()) ?? nil, gapFilling: options.gaps.rule,
        format: options.format, calendar: options.calendar.trade,
        table: options.combinationTable())
    } catch let error as any CustomStringConvertible & Error {
      throw ValidationError(error.description)
    }
    var complaints = SeriesComplaints()
    var results = 0
    do {
      var reader = try options.reader()
      let output = try ByteWriter(options.output)
      var headingIsDue = true
      try OrderedWork(threads: options.threads).run(
        next: { try reader.next() }, work: { forecaster.forecast($0) },
        deliver: { outcome in
          if headingIsDue { try output.write(forecaster.heading) }
          headingIsDue = false
          complaints.note(
            outcome.identifier, outcome.findings, rejected: outcome.rejectedCount, failure: outcome.failure)
          if outcome.isForecast { results += 1 }
          try output.write(outcome.lines)
        })
      if headingIsDue { try output.write(forecaster.heading) }
      try output.flush()
    } catch let error as any CustomStringConvertible & Error {
      ByteWriter.complain("tongpin forecast: \(error.description)")
      throw ExitCode.failure
    }
    throw complaints.exitCode(results: results)
  }
}
