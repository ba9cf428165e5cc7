// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// One series in, its forecast as lines of text out: no state, no clock, so that any number of them may run anywhere on any part of a
/// file and give the same bytes.
public struct SeriesForecaster: Sendable {
  public let horizon: Int
  /// Rising.
  public let levels: [IntervalLevel]
  /// nil: the automatic choice among the usual methods.
  public let methods: [ForecastMethod]?
  public let gapFilling: GapFilling
  public let format: RecordFormat
  public let calendar: TradeCalendar
  /// How the automatic choice weighs its members.
  public let table: CombinationTable
  public let intervals: IntervalSource
  /// What moves the series from outside; nil: nothing is known of it.
  public let drivers: DriverTable?
  /// What is seen of them after the end of the series.
  var ahead = DriversAhead.known
  /// Outcomes say what came from each driver.
  public let explains: Bool
  /// What series forecast together say of each other's intervals; nothing until `calibrated(by:)`.
  public internal(set) var calibration = RunCalibration.none

  /// What became of one series.
  public struct Outcome: Sendable {
    public let identifier: String
    public let lines: String
    /// nil when there is a forecast.
    public let failure: ForecastError?
    public let findings: [SeriesFinding]
    public let rowCount: Int
    public let rejectedCount: Int
    /// The lines hold a forecast, not an error.
    public let isForecast: Bool
    /// Last year's figures would have been less wrong in the past of the series.
    public let isBehindNaive: Bool
    /// Rows of the drivers' file that do not fit the series.
    public let driverFindings: [SeriesFinding]
    /// What came from each driver, as lines of text; empty where nobody asked.
    public let contributions: String

    init(_ record: SeriesRecord, lines: String, failure: ForecastError?, isForecast: Bool, _ made: ForecastMade? = nil) {
      self.isForecast = isForecast
      isBehindNaive = made?.isBehindNaive ?? false
      driverFindings = made?.driverFindings ?? []
      contributions = made?.contributions ?? ""
      identifier = record.identifier
      self.lines = lines
      self.failure = failure
      findings = record.findings
      rowCount = record.rowCount
      rejectedCount = record.rejectedCount
    }
  }

  /// - Throws: `horizon-out-of-range`.
  public init(
    horizon: Int, levels: [IntervalLevel] = [.eighty, .ninetyFive], methods: [ForecastMethod]? = nil,
    gapFilling: GapFilling = .seasonal, format: RecordFormat = .csv, calendar: TradeCalendar = .plain, table: CombinationTable = .learnt,
    drivers: DriverTable? = nil, explains: Bool = false, intervals: IntervalSource = .calibrated
  ) throws(ForecastError) {
    try ForecastLimits.check(horizon: horizon)
    self.horizon = horizon
    self.format = format
    self.calendar = calendar
    (self.table, self.intervals) = (table, intervals)
    (self.drivers, self.explains) = (drivers, explains)
    self.levels = levels.sorted()
    self.methods = methods
    self.gapFilling = gapFilling
  }

  /// `unique_id,ds,mean,lo-80,hi-80,lo-95,hi-95,model`; nothing for JSON.
  public var heading: String {
    format == .jsonLines
      ? "" : "unique_id,ds,mean," + levels.map { "lo-\($0),hi-\($0)," }.joined() + "model\n"
  }

  public func forecast(_ record: SeriesRecord) -> Outcome { finished(draft(record)) }

  func outcome(_ record: SeriesRecord, _ grid: PeriodGrid, after count: Int, _ made: ForecastMade) -> Outcome {
    let lines =
      format == .csv
      ? lines(record.identifier, grid, after: count, made.forecast) : object(record.identifier, grid, after: count, made.forecast)
    return Outcome(record, lines: lines, failure: nil, isForecast: true, made)
  }

  func failed(_ record: SeriesRecord, _ error: ForecastError) -> Outcome {
    let line = JSONText.failure(record.identifier, code: error.code.text, detail: error.detail)
    return Outcome(record, lines: format == .csv ? "" : line, failure: error, isForecast: false)
  }

  /// - Parameter beside: one more field at the end of each line, quoted where it must be; nil for none.
  func lines(_ identifier: String, _ grid: PeriodGrid, after count: Int, _ forecast: Forecast, beside: String? = nil) -> String {
    let name = DelimitedText.quoted(identifier) + ","
    let model = DelimitedText.quoted(forecast.method) + (beside.map { "," + $0 } ?? "") + "\n"
    var lines = ""
    lines.reserveCapacity(horizon * (60 + 40 * levels.count))
    for step in 0..<horizon {
      lines += name
      lines += grid.label(at: count + step).text
      lines += ","
      lines += DelimitedText.number(forecast.mean[step])
      lines += ","
      for level in levels {
        let interval = forecast.interval(level, step: step)
        lines += DelimitedText.number(interval.lower)
        lines += ","
        lines += DelimitedText.number(interval.upper)
        lines += ","
      }
      lines += model
    }
    return lines
  }
}

extension SeriesForecaster {
  /// One object: `{"unique_id":…,"model":…,"ds":[…],"mean":[…],"lo-80":[…],"hi-80":[…]}`.
  private func object(_ identifier: String, _ grid: PeriodGrid, after count: Int, _ forecast: Forecast)
    -> String
  {
    let periods = (0..<horizon).map { JSONText.string(grid.label(at: count + $0).text) }
    var text = "{\"unique_id\":" + JSONText.string(identifier)
    text += ",\"model\":" + JSONText.string(forecast.method)
    text += ",\"ds\":[" + periods.joined(separator: ",") + "]"
    text += ",\"mean\":" + JSONText.list(forecast.mean)
    for level in levels {
      let intervals = (0..<horizon).map { forecast.interval(level, step: $0) }
      text += ",\"lo-\(level)\":" + JSONText.list(intervals.map(\.lower))
      text += ",\"hi-\(level)\":" + JSONText.list(intervals.map(\.upper))
    }
    return text + "}\n"
  }
}

/// Fields of comma separated text.
enum DelimitedText {
  /// The field, in quotes where it needs them.
  static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return field }
    var text = "\""
    for character in field.unicodeScalars {
      if character == "\"" { text += "\"" }
      text.unicodeScalars.append(character)
    }
    return text + "\""
  }

  /// The shortest text that reads back as the same number; empty for what is not finite; whole numbers without a point.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    if let whole = Int64(exactly: value), abs(whole) < 1 << 53 { return String(whole) }
    return value.description
  }
}
