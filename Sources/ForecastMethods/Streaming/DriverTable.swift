// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Drivers of many series as a file gives them: `unique_id,ds,NAME…`, a row a period, those of the past and those ahead alike.
///
/// `*` as `unique_id` speaks of every series; what a series says itself goes before it. An empty value is not known. Rows may stand in any
/// order and speak of more periods than are needed.
///
/// - Memory: 21 bytes a row and 8 a value, at most `mostRows` and `mostValues`: 270 MB.
public struct DriverTable: Sendable {
  /// What messages call the file.
  public let file: String
  /// In the order of their columns.
  public let names: [String]
  /// Rows that could not be read.
  public let findings: [SeriesFinding]

  let lags: [ClosedRange<Int>]
  private(set) var rows: DriverRows
  /// Rows of each series, by time.
  private let groups: [String: [Int32]]

  /// Rows that are held.
  public static let mostRows = 5_000_000
  /// Rows × drivers that are held.
  public static let mostValues = 20_000_000
  /// The name that stands for every series.
  public static let everySeries = "*"
  /// Columns that mean something else here, or in what is written.
  static let otherMeanings = ["y", "base", "calendar", "total"]

  /// - Throws: `SeriesFileError` for a heading that cannot be, or a file larger than is held; `ForecastError` for more than
  ///   `Driver.mostDrivers` drivers or `Driver.mostColumns` lags, or lags of a driver that is not there; whatever the source throws.
  public init(file: String, lags: DriverLags = .none, source: @escaping DelimitedRecords.Source) throws {
    try self.init(file: file, lags: lags, mostRows: DriverTable.mostRows, mostValues: DriverTable.mostValues, source: source)
  }

  init(file: String, lags: DriverLags, mostRows: Int, mostValues: Int, source: @escaping DelimitedRecords.Source) throws {
    var reading = try DriverTableReading(source)
    self.file = file
    names = reading.names
    self.lags = names.map(lags.lags)
    if let unknown = lags.names.first(where: { name in !reading.names.contains { $0.lowercased() == name.lowercased() } }) {
      throw ForecastError(
        .valuesNotSuited, subject: "lags", detail: "\"\(unknown)\" is no driver of \(file)",
        hint: "its drivers are \(names.joined(separator: ", "))")
    }
    try Driver.check(try zip(names, self.lags).map { name, lags in try Driver(name, [Double](), lags: lags) })
    try reading.read(mostRows: mostRows, mostValues: mostValues)
    (rows, groups, findings) = (reading.rows, reading.groups, reading.findings)
  }

  /// Rows of the series itself, then those of every series.
  func rows(of identifier: String) -> [[Int32]] {
    [identifier, DriverTable.everySeries].compactMap { groups[$0] }
  }

  /// Series of the file that nobody asked for, in the order of their first lines.
  public func notAsked(_ asked: Set<String>) -> [SeriesFinding] {
    let unknown = groups.filter { $0.key != DriverTable.everySeries && !asked.contains($0.key) }
    return unknown.map { name, places in
      SeriesFinding(
        line: Int(places.map { rows.lines[Int($0)] }.min() ?? 0), column: "unique_id",
        reason: "series \"\(name)\" is not among those that are forecast; its \(places.count) row(s) were not used")
    }.sorted { $0.line < $1.line }
  }
}

/// Rows side by side: contiguous, a few bytes each.
struct DriverRows: Sendable {
  var ordinals: [Int] = []
  var kinds: [PeriodKind] = []
  var lines: [Int32] = []
  /// Row after row, one for each driver; NaN for what is not known.
  var values: [Double] = []
}

/// How a period is written, padding and separators apart: only periods of one kind can be compared.
enum PeriodKind: UInt8, Sendable {
  case day, month, quarter, week, number

  init(_ style: PeriodStyle) {
    switch style {
    case .day: self = .day
    case .month: self = .month
    case .quarter: self = .quarter
    case .week: self = .week
    case .number: self = .number
    }
  }
}
