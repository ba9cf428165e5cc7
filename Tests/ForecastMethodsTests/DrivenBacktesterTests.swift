// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// `tongpin backtest --drivers`: sees a driver that is looked at after an origin, scores without drivers that are not those of a test without, lines mixed up.
@Suite("Tests of the past with drivers") struct DrivenBacktesterTests {
  private static let months = 72

  /// Sales follow the index three months later; the file knows the index a year further.
  private static let index: [Double] = {
    var random = RandomStream(seed: 4)
    return (0..<(months + 12)).map { _ in 100 + 20 * random.normal() }
  }()

  private static func record() throws -> SeriesRecord {
    var random = RandomStream(seed: 6)
    var lines = ["unique_id,ds,y"]
    for month in 0..<months {
      let value = 500 * (1 + 0.2 * Double(month % 12) / 11) * (1 + 0.006 * (index[max(0, month - 3)] - 100)) * (1 + 0.02 * random.normal())
      lines.append("A,\(period(month)),\((value * 100).rounded() / 100)")
    }
    var reader = SeriesRecordReader(source: oncePiece(lines.joined(separator: "\n")))
    return try #require(try reader.next())
  }

  private static func period(_ month: Int) -> String { "\(2019 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)" }

  /// - Parameter values: of the months from the first on.
  private static func backtester(_ values: [Double], lags: String, horizon: Int, _ ahead: DriversAhead) throws -> SeriesBacktester {
    let text = "unique_id,ds,index\n" + values.enumerated().map { "*,\(period($0)),\($1)" }.joined(separator: "\n")
    let table = try DriverTable(file: "drivers.csv", lags: try DriverLags(lags), source: oncePiece(text))
    return try SeriesBacktester(horizon: horizon, windows: 4, methods: [.exponentialSmoothing], drivers: table, ahead: ahead)
  }

  @Test("with an index that is planned ahead the error falls by half; the line beside it is that of a test without drivers")
  func known() throws {
    let record = try Self.record()
    let tested = try Self.backtester(Self.index, lags: "0..6", horizon: 6, .known)
    let outcome = tested.backtest(record)
    let (with, without) = (try #require(outcome.measures), try #require(outcome.without))
    #expect(with.wape < 0.5 * without.wape && with.pairs == without.pairs && with.method.hasSuffix("+index"))
    let plain = try SeriesBacktester(horizon: 6, windows: 4, methods: [.exponentialSmoothing])
    let alone = try #require(plain.backtest(record).measures)
    #expect((without.wape, without.bias, without.mase) == (alone.wape, alone.bias, alone.mase))
    #expect(tested.heading.hasPrefix("unique_id,model,drivers,windows,wape") && plain.heading.hasPrefix("unique_id,model,windows,wape"))
    let lines = tested.line(outcome).split(separator: "\n")
    #expect(lines.count == 2 && lines[0].contains(",with,4,") && lines[1].contains(",without,4,"))
  }

  @Test(
    "hidden means hidden: whatever the file says of periods after an origin changes no figure, and lags shorter than the horizon do not count"
  )
  func hidden() throws {
    let record = try Self.record()
    let honest = try Self.backtester(Self.index, lags: "0..6", horizon: 3, .hidden).backtest(record)
    let with = try #require(honest.measures)
    #expect(with.wape < 0.6 * (try #require(honest.without)).wape && with.method.hasSuffix("+index"))
    // The last four origins lie before the last three months: from there on the file lies.
    let lying = Self.index.enumerated().map { $0 >= Self.months - 3 ? 10 * $1 : $1 }
    let unmoved = try #require(try Self.backtester(lying, lags: "0..6", horizon: 3, .hidden).backtest(record).measures)
    #expect(unmoved.wape == with.wape && unmoved.coverage == with.coverage)
    // Four months ahead a lag of three sees nothing.
    let far = try Self.backtester(Self.index, lags: "0..3", horizon: 4, .hidden).backtest(record)
    #expect(far.measures?.wape == far.without?.wape)
  }

  @Test("a driver that is not known up to an origin is told with its place in the file")
  func hole() throws {
    let short = Array(Self.index.prefix(Self.months - 20))
    let outcome = try Self.backtester(short, lags: "0", horizon: 3, .known).backtest(try Self.record())
    #expect(outcome.measures == nil && outcome.failure?.code == .driverNotKnown)
    #expect(outcome.failure?.detail.contains("drivers.csv") == true)
  }
}
