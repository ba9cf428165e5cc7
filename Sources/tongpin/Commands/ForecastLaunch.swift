// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

/// `tongpin forecast-launch`: new products, forecast by those like them that were launched before.
struct ForecastLaunchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast-launch",
    abstract: "Forecasts products without a history, or with a short one, by products like them.",
    discussion: """
      --history is the file of forecast: unique_id,ds,y. --traits says what kinds of products there are: unique_id and a column for each \
      trait; a column that has numbers alone is one of numbers (shops, price), any other one of labels (family, brand). Products of \
      --traits that were sold for less than two seasons are forecast; those that were sold longer are asked. Writes the columns of \
      forecast and neighbours: who was asked and what each counted (A:0.41;B:0.33).

      A product is launched with its first sale, or in the period of --launches (unique_id,ds); one that is in neither file begins \
      after the last period of all histories. \
      At most \(TraitTable.mostProducts) products and \(LaunchForecaster.mostPeriods) periods are held.

      Examples
        tongpin forecast-launch --history sales.csv --traits traits.csv --horizon 12
        tongpin forecast-launch --history sales.csv --traits traits.csv --launches launches.csv --size shops --horizon 12
      """)

  @Option(help: "CSV with the columns unique_id, ds and y; - is standard input.")
  var history: String

  @Option(help: ArgumentHelp("CSV with the column unique_id and one for each trait.", valueName: "file"))
  var traits: String

  @Option(help: ArgumentHelp("CSV with the columns unique_id and ds: the first period of products.", valueName: "file"))
  var launches: String?

  @Option(help: ArgumentHelp("A trait of numbers that sales are in proportion to, as they are to shops.", valueName: "trait"))
  var size: String?

  @Option(help: "Periods ahead, 1 to 1000.")
  var horizon: Int

  @Option(help: "What one period is; read from ds when left out.")
  var frequency: SeriesOptions.Frequency?

  @Option(help: "Periods of one season; 12 for months, 4 for quarters, 7 for days, 52 for weeks when left out.")
  var seasonLength: Int?

  @Option(help: "Interval levels in percent, separated by commas.")
  var levels = "80,95"

  @Option(help: "File for the result; standard output when left out.")
  var output: String?

  @Option(help: "Threads; the result does not depend on them.")
  var threads = 2

  @OptionGroup var language: LanguageOption

  func validate() throws { _ = try shared() }

  /// What it has in common with `forecast`, checked there.
  private func shared() throws -> SeriesOptions {
    var arguments = [history, "--horizon", String(horizon), "--levels", levels, "--threads", String(threads)]
    if let frequency { arguments += ["--frequency", frequency.rawValue] }
    if let seasonLength { arguments += ["--season-length", String(seasonLength)] }
    return try SeriesOptions.parse(arguments)
  }

  func run() throws {
    let code: ExitCode
    do {
      code = try write()
    } catch let error as ValidationError {
      throw error
    } catch let error as any CustomStringConvertible & Error {
      ByteWriter.complain("tongpin forecast-launch: \(error.description)")
      throw ExitCode.failure
    }
    throw code
  }

  private func write() throws -> ExitCode {
    let options = try shared()
    var complaints = SeriesComplaints()
    let table = try TraitTable(source: ByteReader(traits).piece)
    for finding in table.findings { complaints.reject(finding, of: traits) }
    let dates = try launches.map { try LaunchDates(source: ByteReader($0).piece) }
    for finding in dates?.findings ?? [] { complaints.reject(finding, of: launches ?? "") }
    let forecaster = try LaunchForecaster(
      horizon: horizon, levels: options.intervalLevels(), traits: table, histories: histories(options, table, &complaints),
      launches: dates?.periods ?? [:], size: size.map(table.number))
    for finding in forecaster.findings { complaints.remark(finding) }
    let result = try ByteWriter(output)
    try result.write(forecaster.heading)
    var products = forecaster.products.makeIterator()
    if forecaster.products.isEmpty {
      complaints.remark("every product of \(traits) was sold for two seasons or more: use tongpin forecast")
    }
    var results = 0
    try OrderedWork(threads: threads).run(
      next: { products.next() }, work: { ($0, forecaster.forecast($0)) },
      deliver: { product, outcome in
        complaints.note(product, [], rejected: 0, failure: outcome.failure)
        if outcome.failure == nil { results += 1 }
        try result.write(outcome.lines)
      })
    try result.flush()
    return complaints.exitCode(results: results)
  }

  /// Those of products that have traits.
  private func histories(_ options: SeriesOptions, _ table: TraitTable, _ complaints: inout SeriesComplaints) throws -> [SeriesRecord] {
    var reader = try options.reader()
    var (found, strangers, periods) = ([SeriesRecord](), 0, 0)
    while let record = try reader.next() {
      for finding in record.findings { complaints.reject(finding, of: history) }
      guard table.traits(of: record.identifier) != nil else {
        strangers += 1
        continue
      }
      periods += record.series?.count ?? 0
      guard periods <= LaunchForecaster.mostPeriods else {
        throw InputFileError(
          description:
            "\(history): at most \(LaunchForecaster.mostPeriods) periods are held, series \"\(record.identifier)\" is beyond"
        )
      }
      found.append(record)
    }
    if strangers > 0 { complaints.remark("\(strangers) series of \(history) have no traits and are not asked") }
    return found
  }
}
