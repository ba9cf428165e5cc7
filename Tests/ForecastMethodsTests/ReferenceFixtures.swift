// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Foundation
import Testing

/// Numbers that other programs computed: `Reference/forecasting/make_references.py` says how. The fixtures hold the
/// id of each series and what is expected of it; the series themselves are published by others, are no part of the
/// project, and are read where they lie.
enum ReferenceFixtures {
  static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Tables of `id,period,horizon,values…`; the last `horizon` values are no part of the reference.
  static let tables = ["m1_monthly", "m1_quarterly", "m1_yearly", "tourism_monthly", "tourism_quarterly"]

  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["TONGPIN_DATA"] {
      return URL(fileURLWithPath: path).appendingPathComponent("forecasting")
    }
    return packageRoot.deletingLastPathComponent().appendingPathComponent("shared/data/forecasting")
  }()

  static func path(_ table: String) -> String { folder.appendingPathComponent(table + ".csv.gz").path }

  static let seriesArePresent = tables.allSatisfy { FileManager.default.fileExists(atPath: path($0)) }
  static let whereTheyLie: Comment =
    "the published series are read from TONGPIN_DATA/forecasting or ../shared/data/forecasting, and are not there"

  /// Rows of a fixture without its comment and heading lines, split at commas.
  static func rows(_ name: String) throws -> [[Substring]] {
    let file = packageRoot.appendingPathComponent("Tests/Fixtures/Reference/forecasting/" + name)
    let text = try String(contentsOf: file, encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
    return lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  static func numbers(_ text: Substring) -> [Double] { text.split(separator: " ").compactMap { Double($0) } }

  /// The training parts of all published series by id.
  static func series() throws -> [String: Series] { try known.get() }

  private static let known = Swift.Result { try readAll() }

  private static func readAll() throws -> [String: Series] {
    let wanted = Swift.Set(try rows("theta.csv").map { String($0[0]) })
    var series: [String: Series] = [:]
    for table in tables {
      for line in try unpacked(path(table)).split(separator: "\n").dropFirst() {
        let cells = line.split(separator: ",")
        let id = String(cells[0])
        guard wanted.contains(id) else { continue }
        let period = try #require(Int(cells[1]))
        let horizon = try #require(Int(cells[2]))
        let values = cells.dropFirst(3).dropLast(horizon).compactMap { Double($0) }
        series[id] = try Series(values, seasonLength: period)
      }
    }
    return series
  }

  static func unpacked(_ path: String) throws -> String {
    let gzip = Foundation.Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", path]
    let pipe = Pipe()
    gzip.standardOutput = pipe
    try gzip.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    gzip.waitUntilExit()
    try #require(gzip.terminationStatus == 0, "gzip -dc \(path)")
    return String(decoding: data, as: UTF8.self)
  }
}

/// Largest difference relative to the size of the expected numbers.
func relativeDifference(_ found: [Double], _ expected: [Double]) -> Double {
  let size = expected.reduce(0) { max($0, abs($1)) }
  return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / size
}
