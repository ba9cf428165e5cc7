// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Foundation
import GlobalForecastMethods
import NumericalMethods
import Testing

/// Published series, the last values of each held out. Sees: a global model that is worse than what it is said to be. The figures beside
/// those of other
/// methods are in `Docs/methods/global.md`.
@Suite(.enabled(if: PublishedSets.arePresent, PublishedSets.whereTheyLie))
struct GlobalProofTests {
  @Test(
    "with a fifth of the windows that it may see the model still has the accuracy that is said of it",
    arguments: [("m1_monthly", 1.04), ("sales_hospital", 0.775)])
  func accuracy(_ table: String, _ limit: Double) throws {
    let (members, later) = try PublishedSets.read(table)
    let fitted = try GlobalForecast(horizon: later[0].count, mostRows: 50_000).fit(SeriesSet(members))
    let scores = zip(members, zip(fitted.forecasts, later)).map { member, pair in
      AccuracyMeasure.mase(actual: pair.1, forecast: pair.0.mean, training: member.series.values, seasonLength: 12)
    }.filter(\.isFinite)
    let inside = zip(fitted.forecasts, later).map { forecast, actual in
      AccuracyMeasure.coverage(actual: actual, intervals: actual.indices.map { forecast.interval(.eighty, step: $0) })
    }
    print(
      "\(table): MASE \(stableMean(scores)), 80 % interval holds \(stableMean(inside)), \(fitted.rounds) rounds, \(fitted.windows) windows")
    #expect(stableMean(scores) < limit)
    #expect(abs(stableMean(inside) - 0.8) < 0.06)
  }
}

/// Tables of `id,period,horizon,values…` that others published: no part of the project, read where they lie.
enum PublishedSets {
  static let whereTheyLie: Comment =
    "the published series are read from TONGPIN_DATA/forecasting or ../shared/data/forecasting, and are not there"
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["TONGPIN_DATA"] {
      return URL(fileURLWithPath: path).appendingPathComponent("forecasting")
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.deletingLastPathComponent().appendingPathComponent("shared/data/forecasting")
  }()
  static let arePresent = ["m1_monthly", "sales_hospital"].allSatisfy {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent($0 + ".csv.gz").path)
  }

  static func read(_ table: String) throws -> (members: [SeriesSet.Member], later: [[Double]]) {
    let gzip = Foundation.Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", folder.appendingPathComponent(table + ".csv.gz").path]
    let pipe = Pipe()
    gzip.standardOutput = pipe
    try gzip.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    gzip.waitUntilExit()
    var (members, later) = ([SeriesSet.Member](), [[Double]]())
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      let horizon = try #require(Int(cells[2]))
      let values = cells.dropFirst(3).compactMap { Double($0) }
      members.append(SeriesSet.Member(String(cells[0]), try Series(Array(values.dropLast(horizon)), seasonLength: 12, granularity: .month)))
      later.append(Array(values.suffix(horizon)))
    }
    return (members, later)
  }
}
