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

      Examples
        tongpin backtest sales.csv --horizon 12
        tongpin backtest sales.csv --horizon 4 --windows 8 --step 4 --models ets
        cat sales.csv | tongpin backtest - --horizon 6 --models seasonal-naive
      """)

  @OptionGroup var options: SeriesOptions

  @Option(help: "Origins in the past.")
  var windows = 3

  @Option(help: "Periods between two origins.")
  var step = 1

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if let shared = options.sharedModel {
      throw ValidationError(
        "--models \(shared.rawValue) learns from all series at once and is known to forecast alone: backtest one method for each series")
    }
    guard (1...1_000).contains(windows) else {
      throw ValidationError("--windows needs 1 to 1000, has \(windows)")
    }
    guard (1...10_000).contains(step) else { throw ValidationError("--step needs 1 to 10000, has \(step)") }
  }

  func run() throws {
    let backtester: SeriesBacktester
    do {
      backtester = try SeriesBacktester(
        horizon: options.horizon, windows: windows, step: step,
        levels: (try? options.intervalLevels()) ?? [], methods: (try? options.methods()) ?? nil,
        gapFilling: options.gaps.rule, format: options.format, calendar: options.calendar.trade,
        table: options.combinationTable(), intervals: options.intervals.source)
    } catch let error as any CustomStringConvertible & Error {
      throw ValidationError(error.description)
    }
    var complaints = SeriesComplaints()
    var parts: [SeriesBacktester.Measures] = []
    do {
      var reader = try options.reader()
      let output = try ByteWriter(options.output)
      try output.write(backtester.heading)
      try backtestInRun(
        backtester, next: { try reader.next() },
        deliver: { outcome in
          complaints.note(
            outcome.identifier, outcome.findings, rejected: outcome.rejectedCount, failure: outcome.failure)
          if let measures = outcome.measures { parts.append(measures) }
          try output.write(backtester.line(outcome))
        })
      if let total = SeriesBacktester.total(parts) { try output.write(backtester.line("TOTAL", total)) }
      try output.flush()
    } catch let error as any CustomStringConvertible & Error {
      ByteWriter.complain("tongpin backtest: \(error.description)")
      throw ExitCode.failure
    }
    throw complaints.exitCode(results: parts.count)
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
