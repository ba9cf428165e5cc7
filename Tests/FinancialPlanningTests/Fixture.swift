// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import Quantities

/// Text scenarios under Tests/Fixtures, and domain values from text.
enum Fixture {
  static func text(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("Fixtures/" + path), encoding: .utf8)
  }

  /// Blocks parted by blank lines, comments left out, each with the number of its first line.
  static func blocks(_ path: String) throws -> [(line: Int, lines: [String])] {
    var result: [(line: Int, lines: [String])] = []
    var current: (line: Int, lines: [String]) = (0, [])
    for (index, line) in (try text(path)).components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("#") { continue }
      if line.trimmingCharacters(in: .whitespaces).isEmpty {
        if !current.lines.isEmpty { result.append(current) }
        current = (0, [])
      } else {
        if current.lines.isEmpty { current.line = index + 1 }
        current.lines.append(line)
      }
    }
    return result
  }

  struct NotUnderstood: Error, CustomStringConvertible {
    let description: String
  }

  static func day(_ text: String) throws -> Day {
    guard let day = Day(iso: text) else { throw NotUnderstood(description: "no day: \(text)") }
    return day
  }

  static func amount(_ text: String) throws -> Amount {
    guard let amount = Amount(text.replacingOccurrences(of: ",", with: ""), .cny) else {
      throw NotUnderstood(description: "no amount: \(text)")
    }
    return amount
  }

  static func number(_ text: String) throws -> FixedPoint {
    guard let number = FixedPoint(text) else { throw NotUnderstood(description: "no number: \(text)") }
    return number
  }
}
