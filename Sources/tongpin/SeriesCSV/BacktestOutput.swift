// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

/// Takes measures in the order of the file: lines to the result, totals at its end, findings to standard error.
struct BacktestOutput {
  private let backtester: SeriesBacktester
  private let result: ByteWriter
  private var complaints = SeriesComplaints()
  private var parts: [SeriesBacktester.Measures] = []
  /// Of the same series without drivers.
  private var without: [SeriesBacktester.Measures] = []
  /// Series that were met, where somebody must know.
  private var met: Set<String> = []

  init(_ backtester: SeriesBacktester, result: String?) throws {
    self.backtester = backtester
    self.result = try ByteWriter(result)
    for finding in backtester.drivers?.findings ?? [] { complaints.reject(finding, of: backtester.drivers?.file ?? "") }
  }

  func writeHeading() throws { try result.write(backtester.heading) }

  mutating func take(_ outcome: SeriesBacktester.Outcome) throws {
    if let drivers = backtester.drivers {
      met.insert(outcome.identifier)
      for finding in outcome.driverFindings { complaints.reject(finding, of: drivers.file) }
    }
    complaints.note(outcome.identifier, outcome.findings, rejected: outcome.rejectedCount, failure: outcome.failure)
    if let measures = outcome.measures { parts.append(measures) }
    if let measures = outcome.without { without.append(measures) }
    try result.write(backtester.line(outcome))
  }

  mutating func writeTotals() throws {
    if let total = SeriesBacktester.total(parts) { try result.write(backtester.line("TOTAL", total)) }
    if let total = SeriesBacktester.total(without) { try result.write(backtester.line("TOTAL", total, isWithDrivers: false)) }
    try result.flush()
    for finding in backtester.drivers?.notAsked(met) ?? [] { complaints.remark("\(backtester.drivers?.file ?? ""), \(finding)") }
  }

  /// How the program ends.
  var exitCode: ExitCode { complaints.exitCode(results: parts.count) }
}
