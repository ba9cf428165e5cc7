// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Numbers that other programs computed: `Reference/forecasting/make_references.py` says how.
enum ReferenceFixtures {
  /// Rows of a fixture without its comment and heading lines, split at commas.
  static func rows(_ name: String, file: String = #filePath) throws -> [[Substring]] {
    // …/Tests/ForecastMethodsTests/ReferenceFixtures.swift → …/Tests
    let folder = file.split(separator: "/").dropLast(2).joined(separator: "/")
    let text = try #require(contents("/" + folder + "/Fixtures/Reference/forecasting/" + name))
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
    return lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  static func numbers(_ text: Substring) -> [Double] { text.split(separator: " ").compactMap { Double($0) } }

  /// The training series by name.
  static func series() throws -> [String: Series] {
    var series: [String: Series] = [:]
    for row in try rows("series.csv") {
      let length = try #require(Int(row[1]))
      series[String(row[0])] = try Series(numbers(row[2]), seasonLength: length)
    }
    return series
  }

  private static func contents(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Largest difference relative to the size of the expected numbers.
func relativeDifference(_ found: [Double], _ expected: [Double]) -> Double {
  let size = expected.reduce(0) { max($0, abs($1)) }
  return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / size
}
