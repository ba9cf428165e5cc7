// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

/// Takes outcomes in the order of the file: lines to the result, contributions beside it, findings to standard error.
struct ForecastOutput {
  private let forecaster: SeriesForecaster
  private let result: ByteWriter
  private let contributions: ByteWriter?
  private var complaints = SeriesComplaints()
  private var results = 0
  private var headingIsDue = true
  /// Series that were met, where somebody must know.
  private var met: Set<String> = []

  init(_ forecaster: SeriesForecaster, result: String?, contributions: String?) throws {
    self.forecaster = forecaster
    self.result = try ByteWriter(result)
    self.contributions = try contributions.map { try ByteWriter($0) }
    for finding in forecaster.drivers?.findings ?? [] { complaints.reject(finding, of: forecaster.drivers?.file ?? "") }
  }

  mutating func take(_ outcome: SeriesForecaster.Outcome) throws {
    try writeHeading()
    if let drivers = forecaster.drivers {
      met.insert(outcome.identifier)
      for finding in outcome.driverFindings { complaints.reject(finding, of: drivers.file) }
    }
    complaints.note(outcome.identifier, outcome.findings, rejected: outcome.rejectedCount, failure: outcome.failure)
    if outcome.isForecast { results += 1 }
    try result.write(outcome.lines)
    try contributions?.write(outcome.contributions)
  }

  /// What somebody should know and nobody need mend.
  mutating func remark(_ text: String) { complaints.remark(text) }

  /// Writes what is held.
  ///
  /// - Returns: how the program ends.
  mutating func finish() throws -> ExitCode {
    try writeHeading()
    try result.flush()
    try contributions?.flush()
    for finding in forecaster.drivers?.notAsked(met) ?? [] { complaints.remark("\(forecaster.drivers?.file ?? ""), \(finding)") }
    return complaints.exitCode(results: results)
  }

  /// As late as can be: a file that cannot be read leaves no heading behind.
  private mutating func writeHeading() throws {
    guard headingIsDue else { return }
    headingIsDue = false
    try result.write(forecaster.heading)
    if let contributions, let drivers = forecaster.drivers { try contributions.write(ContributionLines(drivers.names).heading) }
  }
}
