// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// One series in, its accuracy over past origins out; totals are made of the parts, in the order of the file.
public struct SeriesBacktester: Sendable {
  public let horizon: Int
  public let windows: Int
  /// Periods between origins.
  public let step: Int
  public let levels: [IntervalLevel]
  public let methods: [ForecastMethod]?
  public let gapFilling: GapFilling
  public let format: RecordFormat
  public let calendar: TradeCalendar
  /// How the automatic choice weighs its members.
  public let table: CombinationTable
  public let intervals: IntervalSource
  /// What moves the series from outside: each is tested with them and without; nil: without alone.
  public let drivers: DriverTable?
  /// What is seen of them after an origin.
  public let ahead: DriversAhead
  /// What series tested together say of each other's intervals, one for each origin, the last first; nothing until `calibrated(by:)`.
  public internal(set) var calibrations: [RunCalibration] = []
  /// The same of the tests without drivers, where there are some.
  var plainCalibrations: [RunCalibration] = []

  /// Measures of one series, with the sums a total is made of.
  public struct Outcome: Sendable {
    public let identifier: String
    public let measures: Measures?
    /// The same origins without drivers; nil where there are no drivers.
    public let without: Measures?
    /// Why nothing could be measured.
    public let failure: ForecastError?
    public let findings: [SeriesFinding]
    /// Rows of the drivers' file that do not fit the series.
    public let driverFindings: [SeriesFinding]
    public let rowCount: Int
    public let rejectedCount: Int
  }

  /// Accuracy of one series, or of many together.
  public struct Measures: Sendable {
    public let method: String
    public let folds: Int
    /// Pairs of forecast and actual.
    public let pairs: Int
    public let absoluteError: Double
    public let error: Double
    public let absoluteActual: Double
    public let actual: Double
    public let mase: Double
    public let rmsse: Double
    public let quantileLoss: Double
    /// Share of actuals inside, one for each level.
    public let coverage: [Double]

    public var wape: Double {
      absoluteError == 0 ? 0 : absoluteActual > 0 ? absoluteError / absoluteActual : .nan
    }
    public var forecastAccuracy: Double {
      absoluteError == 0 ? 1 : actual > 0 ? max(0, 1 - absoluteError / actual) : 0
    }
    /// Positive: forecast too little.
    public var bias: Double { error == 0 ? 0 : absoluteActual > 0 ? error / absoluteActual : .nan }
  }

  /// - Throws: `horizon-out-of-range`.
  public init(
    horizon: Int, windows: Int = 3, step: Int = 1, levels: [IntervalLevel] = [.eighty, .ninetyFive],
    methods: [ForecastMethod]? = nil, gapFilling: GapFilling = .seasonal, format: RecordFormat = .csv,
    calendar: TradeCalendar = .plain, table: CombinationTable = .learnt,
    drivers: DriverTable? = nil, ahead: DriversAhead = .known, intervals: IntervalSource = .calibrated
  ) throws(ForecastError) {
    try ForecastLimits.check(horizon: horizon)
    self.horizon = horizon
    self.format = format
    self.calendar = calendar
    (self.table, self.intervals) = (table, intervals)
    (self.drivers, self.ahead) = (drivers, ahead)
    self.windows = max(1, windows)
    self.step = max(1, step)
    self.levels = levels.sorted()
    self.methods = methods
    self.gapFilling = gapFilling
  }

  private static let measureNames = ["wape", "accuracy", "bias", "mase", "rmsse", "quantile-loss"]
  private var columns: [String] {
    SeriesBacktester.measureNames + levels.map { "coverage-\($0)" }
  }

  /// Nothing for JSON.
  public var heading: String {
    format == .jsonLines ? "" : "unique_id,model," + (drivers == nil ? "" : "drivers,") + "windows," + columns.joined(separator: ",") + "\n"
  }

  public func backtest(_ record: SeriesRecord) -> Outcome { finished(draft(record)) }

  func measures(_ backtest: Backtest) -> Measures {
    var sums = (absolute: 0.0, error: 0.0, absoluteActual: 0.0, actual: 0.0, pairs: 0)
    for (actual, mean) in zip(backtest.actual, backtest.mean) where !actual.isNaN {
      sums.absolute += abs(actual - mean)
      sums.error += actual - mean
      sums.absoluteActual += abs(actual)
      sums.actual += actual
      sums.pairs += 1
    }
    return Measures(
      method: backtest.folds.last?.forecast.method ?? "", folds: backtest.folds.count, pairs: sums.pairs,
      absoluteError: sums.absolute, error: sums.error, absoluteActual: sums.absoluteActual,
      actual: sums.actual, mase: backtest.mase, rmsse: backtest.rmsse, quantileLoss: backtest.quantileLoss,
      coverage: levels.map { backtest.coverage($0) })
  }

  /// - Parameter isWithDrivers: what the line says of them, where there are some.
  public func line(_ identifier: String, _ measures: Measures, isWithDrivers: Bool = true) -> String {
    let kind = drivers == nil ? nil : isWithDrivers ? "with" : "without"
    let numbers =
      [
        measures.wape, measures.forecastAccuracy, measures.bias, measures.mase, measures.rmsse,
        measures.quantileLoss,
      ] + measures.coverage
    guard format == .jsonLines else {
      return DelimitedText.quoted(identifier) + "," + DelimitedText.quoted(measures.method) + ","
        + (kind.map { $0 + "," } ?? "") + String(measures.folds) + "," + numbers.map(DelimitedText.number).joined(separator: ",") + "\n"
    }
    let pairs = zip(columns, numbers).map { ",\"\($0)\":" + JSONText.number($1) }
    return "{\"unique_id\":" + JSONText.string(identifier) + ",\"model\":" + JSONText.string(measures.method)
      + (kind.map { ",\"drivers\":\"\($0)\"" } ?? "") + ",\"windows\":\(measures.folds)" + pairs.joined() + "}\n"
  }

  /// The line of a series: measures, an error object for JSON, nothing otherwise; where there are drivers the one without them follows.
  public func line(_ outcome: Outcome) -> String {
    if let measures = outcome.measures {
      return line(outcome.identifier, measures)
        + (outcome.without.map { line(outcome.identifier, $0, isWithDrivers: false) } ?? "")
    }
    guard format == .jsonLines else { return "" }
    return JSONText.failure(
      outcome.identifier, code: outcome.failure?.code.text ?? "series-file.no-usable-rows",
      detail: outcome.failure?.detail ?? outcome.findings.first?.description ?? "")
  }

  /// WAPE, accuracy, bias over all pairs together; MASE and RMSSE as means over series; quantile loss and coverage weighted by pairs.
  public static func total(_ parts: [Measures]) -> Measures? {
    guard !parts.isEmpty else { return nil }
    func sum(_ value: (Measures) -> Double) -> Double { parts.reduce(0) { $0 + value($1) } }
    func mean(_ value: (Measures) -> Double) -> Double {
      Combination.mean.centre(parts.map(value).filter(\.isFinite))
    }
    let pairs = parts.reduce(0) { $0 + $1.pairs }
    return Measures(
      method: "", folds: parts.reduce(0) { $0 + $1.folds }, pairs: pairs,
      absoluteError: sum(\.absoluteError), error: sum(\.error), absoluteActual: sum(\.absoluteActual),
      actual: sum(\.actual), mase: mean(\.mase), rmsse: mean(\.rmsse),
      quantileLoss: sum { $0.quantileLoss * Double($0.pairs) } / Double(pairs),
      coverage: parts[0].coverage.indices.map { level in
        sum { $0.coverage[level] * Double($0.pairs) } / Double(pairs)
      })
  }
}
