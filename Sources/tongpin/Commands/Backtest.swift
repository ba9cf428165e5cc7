// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

/// `tongpin backtest`: how good forecasts of these series would have been.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Measures how good forecasts of every series would have been at earlier origins.",
    discussion: """
      Reads the same file as forecast. At each of --windows origins the methods see only what came before; the forecast of \
      --horizon periods is compared with what came. Writes one line a series and a last line TOTAL: WAPE, forecast accuracy \
      (1 - WAPE, not below 0), bias (positive: forecast too little), MASE, RMSSE, mean quantile loss, and the share of actuals inside \
      each interval. In the total WAPE, accuracy and bias are over all values together, MASE and RMSSE are means over series.

      With --drivers each series has two lines, with the drivers of the file and without, told apart by the column drivers, and so has \
      TOTAL. At each origin drivers are chosen and learnt on what came before it. --ahead known takes what the file says of the periods \
      after an origin as the plan that was made then: how good forecasts are when plans of drivers come true. --ahead hidden shows \
      nothing of a driver after an origin: it works at lags of --horizon periods or more alone.

      Examples
        tongpin backtest sales.csv --horizon 12
        tongpin backtest sales.csv --horizon 4 --windows 8 --step 4 --models ets
        tongpin backtest sales.csv --horizon 6 --drivers drivers.csv --lags price=0..2
        tongpin backtest sales.csv --horizon 3 --drivers drivers.csv --lags 0..12 --ahead hidden
        cat sales.csv | tongpin backtest - --horizon 6 --models seasonal-naive
      """)

  @OptionGroup var options: SeriesOptions

  @Option(help: "Origins in the past.")
  var windows = 3

  @Option(help: "Periods between two origins.")
  var step = 1

  @OptionGroup var causes: DriverFile

  @Option(
    help: ArgumentHelp("What a test may see of drivers after its origin: known when left out.", valueName: "known|hidden"))
  var ahead: Ahead?

  enum Ahead: String, ExpressibleByArgument, CaseIterable {
    case known, hidden
  }

  @OptionGroup var language: LanguageOption

  func validate() throws {
    try validateDrivers()
    if let shared = options.sharedModel {
      throw ValidationError(
        "--models \(shared.rawValue) learns from all series at once and is known to forecast alone: backtest one method for each series")
    }
    guard (1...1_000).contains(windows) else {
      throw ValidationError("--windows needs 1 to 1000, has \(windows)")
    }
    guard (1...10_000).contains(step) else { throw ValidationError("--step needs 1 to 10000, has \(step)") }
  }

  private func validateDrivers() throws {
    if ahead != nil, causes.drivers == nil { throw ValidationError("--ahead needs --drivers") }
    if causes.drivers == "-", options.input == "-" {
      throw ValidationError("--drivers and the series cannot both be standard input: give one of them as a file")
    }
    guard ahead == .hidden, !causes.reaches(options.horizon) else { return }
    throw ValidationError(
      "--ahead hidden needs a lag of at least --horizon \(options.horizon): give --lags 0..\(options.horizon) or more, at most \(Driver.longestLag)"
    )
  }

  func run() throws {
    let table: DriverTable?
    do {
      table = try causes.table()
    } catch let error as any CustomStringConvertible & Error {
      ByteWriter.complain("tongpin backtest: \(error.description)")
      throw ExitCode.failure
    }
    let backtester: SeriesBacktester
    do {
      backtester = try SeriesBacktester(
        horizon: options.horizon, windows: windows, step: step,
        levels: (try? options.intervalLevels()) ?? [], methods: (try? options.methods()) ?? nil,
        gapFilling: options.gaps.rule, format: options.format, calendar: options.calendar.trade,
        table: options.combinationTable(), drivers: table, ahead: ahead == .hidden ? .hidden : .known, intervals: options.intervals.source)
    } catch let error as any CustomStringConvertible & Error {
      throw ValidationError(error.description)
    }
    let code: ExitCode
    do {
      var output = try BacktestOutput(backtester, result: options.output)
      var reader = try options.reader()
      try output.writeHeading()
      try backtestInRun(backtester, next: { try reader.next() }, deliver: { try output.take($0) })
      try output.writeTotals()
      code = output.exitCode
    } catch let error as any CustomStringConvertible & Error {
      ByteWriter.complain("tongpin backtest: \(error.description)")
      throw ExitCode.failure
    }
    throw code
  }

  /// As `forecast` does it: the beginning of the file is held until its series have told of each other's intervals.
  private func backtestInRun(
    _ backtester: SeriesBacktester, next: () throws -> SeriesRecord?, deliver: (SeriesBacktester.Outcome) throws -> Void
  ) throws {
    let work = OrderedWork(threads: options.threads)
    var beginning = RunBeginning(forecastPeriods: backtester.horizon * backtester.windows)
    var drafts: [BacktestDraft] = []
    try work.run(
      next: {
        guard beginning.isOpen, let record = try next() else { return nil }
        beginning.take(record)
        return record
      }, work: { backtester.draft($0) }, deliver: { drafts.append($0) })
    let calibrated = backtester.calibrated(by: drafts)
    for draft in drafts { try deliver(calibrated.finished(draft)) }
    // A file that is over is not asked again.
    guard !beginning.isOpen else { return }
    drafts = []
    try work.run(next: next, work: { calibrated.backtest($0) }, deliver: deliver)
  }
}
