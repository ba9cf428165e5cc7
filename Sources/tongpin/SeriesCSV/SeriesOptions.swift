// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

/// What `forecast` and `backtest` have in common.
struct SeriesOptions: ParsableArguments {
  enum Frequency: String, ExpressibleByArgument, CaseIterable {
    case daily, weekly, monthly, quarterly, yearly

    var granularity: Series.Granularity {
      switch self {
      case .daily: .day
      case .weekly: .week
      case .monthly: .month
      case .quarterly: .quarter
      case .yearly: .year
      }
    }
  }

  enum Gaps: String, ExpressibleByArgument, CaseIterable {
    case seasonal, interpolated, previous, zero

    var rule: GapFilling {
      switch self {
      case .seasonal: .seasonal
      case .interpolated: .interpolated
      case .previous: .previous
      case .zero: .zero
      }
    }
  }

  enum Calendar: String, ExpressibleByArgument, CaseIterable {
    case cn, none

    var trade: TradeCalendar {
      switch self {
      case .cn: .china
      case .none: .plain
      }
    }
  }

  enum Intervals: String, ExpressibleByArgument, CaseIterable {
    case calibrated, model, bootstrap

    var source: IntervalSource {
      switch self {
      case .calibrated: .calibrated
      case .model: .model
      case .bootstrap: .bootstrap
      }
    }
  }

  @Argument(help: "CSV with the columns unique_id, ds and y; - is standard input.")
  var input: String

  @Option(help: "Periods ahead, 1 to 1000.")
  var horizon: Int

  @Option(help: "What one period is; read from ds when left out.")
  var frequency: Frequency?

  @Option(
    help: "Periods of one season; 12 for months, 4 for quarters, 7 for days, 52 for weeks when left out.")
  var seasonLength: Int?

  @Option(help: "Interval levels in percent, separated by commas.")
  var levels = "80,95"

  @Option(
    help: ArgumentHelp(
      "auto, or names separated by commas: \(ForecastMethod.allCases.map(\.name).joined(separator: ", ")).",
      discussion: """
        Of several the first stays unless a later one was clearly better in the past. For forecast also global, one boosted model that \
        learns from all series of the file, and global+auto, the mean of it and auto.
        """,
      valueName: "names"))
  var models = "auto"

  @Option(
    help: ArgumentHelp(
      "Weights of the automatic choice's members, written by tongpin learn-combination; the program's own when left out.", valueName: "file"
    ))
  var table: String?

  @Option(
    help: ArgumentHelp(
      "Where intervals come from.",
      discussion: """
        calibrated: the method's claim, corrected by errors it made at earlier origins and by those of the series beside it; model: its claim \
        alone; bootstrap: errors of its past drawn again, for \(ForecastMethod.errorDriven.map(\.name).joined(separator: ", ")).
        """))
  var intervals = Intervals.calibrated

  @Option(help: "How a period without a value is filled for methods that need one.")
  var gaps = Gaps.seasonal

  @Option(
    help: ArgumentHelp(
      "Whose festivals and working days may move sales: cn, or none.",
      discussion:
        "Used for days, weeks and months of at least three years, where the past clearly shows an effect; the model's name says so."))
  var calendar = Calendar.cn

  @Option(help: "File for the result; standard output when left out.")
  var output: String?

  @Flag(
    help:
      "One JSON object a line instead of CSV; a series without a result gives an object with error and detail."
  )
  var json = false

  @Option(help: "Threads; the result does not depend on them.")
  var threads = 2

  func validate() throws {
    guard (1...ForecastLimits.horizon).contains(horizon) else {
      throw ValidationError("--horizon needs 1 to \(ForecastLimits.horizon) periods, has \(horizon)")
    }
    if let seasonLength, !(1...1_000).contains(seasonLength) {
      throw ValidationError("--season-length needs 1 to 1000 periods, has \(seasonLength)")
    }
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads needs 1 to 256, has \(threads)")
    }
    _ = try intervalLevels()
    try checkIntervals(try methods())
  }

  private func checkIntervals(_ methods: [ForecastMethod]?) throws {
    guard intervals != .calibrated else { return }
    if let sharedModel { throw ValidationError("--models \(sharedModel.rawValue) makes its own intervals: leave --intervals out") }
    let unfit = methods.map { $0.filter { !ForecastMethod.errorDriven.contains($0) }.map(\.name) } ?? ["auto"]
    guard intervals == .model || unfit.isEmpty else {
      throw ValidationError(
        "--intervals bootstrap draws one-step errors again, which \(unfit.joined(separator: ", ")) has not: name methods with --models, "
          + "of \(ForecastMethod.errorDriven.map(\.name).joined(separator: ", "))")
    }
  }

  func intervalLevels() throws -> [IntervalLevel] {
    var found: [IntervalLevel] = []
    for part in levels.split(separator: ",") {
      let text = part.filter { $0 != " " }
      guard let percent = Double(text), let level = try? IntervalLevel(percent: percent) else {
        throw ValidationError("--levels needs percentages between 0 and 100, has \"\(part)\"")
      }
      if !found.contains(level) { found.append(level) }
    }
    return found.sorted()
  }

  var format: RecordFormat { json ? .jsonLines : .csv }

  /// One model across all series instead of one for each.
  enum SharedModel: String {
    case global
    case globalAndAuto = "global+auto"
  }

  var sharedModel: SharedModel? { SharedModel(rawValue: models.filter { $0 != " " }) }

  /// nil for the automatic choice among the usual methods.
  func methods() throws -> [ForecastMethod]? {
    if models == "auto" || sharedModel != nil { return nil }
    var found: [ForecastMethod] = []
    for part in models.split(separator: ",") {
      do throws(ForecastError) {
        let method = try ForecastMethod(name: String(part.filter { $0 != " " }))
        if !found.contains(method) { found.append(method) }
      } catch {
        throw ValidationError("--models: \(error.subject): \(error.detail); \(error.hint)")
      }
    }
    guard !found.isEmpty else { throw ValidationError("--models needs auto or at least one name") }
    return found
  }

  /// The program's own table when none is named.
  func combinationTable() throws -> CombinationTable {
    guard let table else { return .learnt }
    let file = try ByteReader(table)
    var bytes: [UInt8] = []
    while bytes.count < 1 << 20 {
      let piece = try file.piece()
      if piece.isEmpty { break }
      bytes += piece
    }
    return try CombinationTable(text: String(decoding: bytes, as: UTF8.self))
  }

  func reader() throws -> SeriesRecordReader {
    let file = try ByteReader(input)
    return SeriesRecordReader(
      options: SeriesRecordReader.Options(granularity: frequency?.granularity, seasonLength: seasonLength),
      source: file.piece)
  }
}

/// Counts what could not be used and says so on standard error, a bounded number of times.
struct SeriesComplaints {
  private(set) var rejectedRows = 0
  private(set) var failedSeries = 0
  private(set) var series = 0
  private var said = 0
  static let limit = 1_000

  mutating func note(
    _ identifier: String, _ findings: [SeriesFinding], rejected: Int, failure: ForecastError?
  ) {
    series += 1
    rejectedRows += rejected
    for finding in findings { say(finding.description) }
    if let failure {
      failedSeries += 1
      say("series \"\(identifier)\": \(failure.detail)" + (failure.hint.isEmpty ? "" : " (\(failure.hint))"))
    }
  }

  /// A row of another file that was not used.
  mutating func reject(_ finding: SeriesFinding, of file: String) {
    rejectedRows += 1
    say("\(file), \(finding)")
  }

  /// What somebody should know and nobody need mend.
  mutating func remark(_ text: String) { say(text) }

  private mutating func say(_ text: String) {
    said += 1
    if said <= SeriesComplaints.limit { ByteWriter.complain(text) }
    if said == SeriesComplaints.limit + 1 { ByteWriter.complain("further findings are counted, not shown") }
  }

  /// 0 done, 1 nothing came out, 3 done with rejected rows or series.
  func exitCode(results: Int) -> ExitCode {
    if rejectedRows == 0 && failedSeries == 0 { return .success }
    ByteWriter.complain(
      "\(series) series read, \(results) done, \(failedSeries) without a result, \(rejectedRows) row(s) rejected"
    )
    return results == 0 ? .failure : ExitCode(3)
  }
}
