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

      With --drivers a file says what may move the series from outside, period by period, for the history and for the periods ahead:
      unique_id,ds,price,promotion. Each series is forecast behind the drivers that its past speaks for, festivals and working days \
      among them; model then says +price. A driver must be known in the whole history of a series, and ahead where it moves the forecast.

      --models global learns one model from all series of the file, which are then held in memory: at most 100000 series of 10000000 \
      periods together. What is too short for it is left to auto; model says so.

      Intervals: the first 1000 series are held until it is known how often past values of all of them lay inside; from that the \
      spread of every series is made larger or smaller, the more the more series there are. The forecasts themselves do not change. \
      --intervals model leaves a method's own claim, --intervals bootstrap draws the errors of its past again.

      Examples
        tongpin forecast sales.csv --horizon 12
        tongpin forecast sales.csv --horizon 26 --frequency weekly --levels 50,80,95 --output forecast.csv
        cat sales.csv | tongpin forecast - --horizon 3 --models ets,seasonal-naive
        tongpin forecast sales.csv --horizon 12 --json
        tongpin forecast sales.csv --horizon 12 --drivers drivers.csv --lags price=0..2 --contributions why.csv
        tongpin forecast sales.csv --horizon 12 --models global+auto
        tongpin forecast sales.csv --horizon 12 --models ets --intervals bootstrap
      """)

  @OptionGroup var options: SeriesOptions
  @OptionGroup var causes: DriverOptions
  @OptionGroup var language: LanguageOption

  func validate() throws {
    try validateShared()
    if causes.drivers == "-", options.input == "-" {
      throw ValidationError("--drivers and the series cannot both be standard input: give one of them as a file")
    }
    if let file = causes.contributions, file == options.output {
      throw ValidationError("--contributions needs a file of its own, --output has the same")
    }
  }

  private func validateShared() throws {
    guard let shared = options.sharedModel, causes.drivers != nil else { return }
    throw ValidationError("--models \(shared.rawValue) knows no drivers: leave --drivers out, or use --models auto")
  }

  func run() throws {
    let code: ExitCode
    do {
      let table = try causes.table()
      let forecaster = try forecaster(table)
      var reader = try options.reader()
      var output = try ForecastOutput(forecaster, result: options.output, contributions: causes.contributions)
      if let shared = options.sharedModel {
        let run = GlobalRun(forecaster: forecaster, threads: options.threads, mixed: shared == .globalAndAuto)
        let complaint = try run.run(next: { try reader.next() }, deliver: { try output.take($0) })
        if let complaint { output.remark(complaint) }
      } else {
        try forecastInRun(forecaster, next: { try reader.next() }, deliver: { try output.take($0) })
      }
      code = try output.finish()
    } catch let error as ValidationError {
      throw error
    } catch let error as any CustomStringConvertible & Error {
      ByteWriter.complain("tongpin forecast: \(error.description)")
      throw ExitCode.failure
    }
    throw code
  }

  /// The beginning of the file is held until its series have told of each other's intervals; what follows goes out as it comes.
  private func forecastInRun(
    _ forecaster: SeriesForecaster, next: () throws -> SeriesRecord?, deliver: (SeriesForecaster.Outcome) throws -> Void
  ) throws {
    let work = OrderedWork(threads: options.threads)
    var beginning = RunBeginning(forecastPeriods: forecaster.horizon)
    var drafts: [ForecastDraft] = []
    try work.run(
      next: {
        guard beginning.isOpen, let record = try next() else { return nil }
        beginning.take(record)
        return record
      }, work: { forecaster.draft($0) }, deliver: { drafts.append($0) })
    let calibrated = forecaster.calibrated(by: drafts)
    for draft in drafts { try deliver(calibrated.finished(draft)) }
    // A file that is over is not asked again.
    guard !beginning.isOpen else { return }
    drafts = []
    try work.run(next: next, work: { calibrated.forecast($0) }, deliver: deliver)
  }

  private func forecaster(_ drivers: DriverTable?) throws -> SeriesForecaster {
    do {
      return try SeriesForecaster(
        horizon: options.horizon, levels: (try? options.intervalLevels()) ?? [], methods: (try? options.methods()) ?? nil,
        gapFilling: options.gaps.rule, format: options.format, calendar: options.calendar.trade, table: options.combinationTable(),
        drivers: drivers, explains: causes.contributions != nil, intervals: options.intervals.source)
    } catch let error as any CustomStringConvertible & Error {
      throw ValidationError(error.description)
    }
  }
}
