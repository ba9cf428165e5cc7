// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
import Foundation
import Quantities

/// A file of statements worked by hand: `line | first column | second column ; workings of the first`.
struct StatementFixture {
  struct Line {
    let label: String
    let values: [Int64]
    /// The sum of the workings; nil without them.
    let workings: Int64?
  }

  let lines: [StatementKind: [Line]]

  init(_ path: String) throws {
    var result: [StatementKind: [Line]] = [:]
    var kind: StatementKind?
    for line in try Fixture.text(path).components(separatedBy: "\n") where !line.isEmpty && !line.hasPrefix("#") {
      if line.hasPrefix("表 ") {
        kind = StatementKind(rawValue: String(line.dropFirst(2)))
        continue
      }
      guard let kind else { throw Fixture.NotUnderstood(description: line) }
      let halves = line.components(separatedBy: " ; ")
      let cells = halves[0].components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let values = try cells.dropFirst().map { try Fixture.amount($0).minorUnits }
      result[kind, default: []].append(Line(label: cells[0], values: values, workings: halves.count > 1 ? try Self.sum(halves[1]) : nil))
    }
    lines = result
  }

  /// `1.00 + 2.00 - 3.00`
  private static func sum(_ text: String) throws -> Int64 {
    var sign: Int64 = 1
    var result: Int64 = 0
    for word in text.split(separator: " ") {
      switch word {
      case "+": sign = 1
      case "-": sign = -1
      default: result += sign * (try Fixture.amount(String(word)).minorUnits)
      }
    }
    return result
  }

  /// Everything that differs, as lines for a reader.
  func differences(from statements: FinancialStatements) -> [String] {
    var result: [String] = []
    for kind in StatementKind.allCases {
      guard let statement = statements[kind] else { continue }
      let expected = lines[kind] ?? []
      for line in expected {
        if let workings = line.workings, workings != line.values[0] {
          result.append("\(kind) \(line.label): the workings give \(workings)")
        }
        if !statement.lines.contains(where: { $0.label.chinese == line.label }) { result.append("\(kind) has no line \(line.label)") }
      }
      for line in statement.lines {
        guard let values = line.values else { continue }
        let wanted = expected.first { $0.label == line.label.chinese }?.values ?? [0, 0]
        if Array(values.prefix(wanted.count)) != wanted {
          result.append("\(kind) \(line.label.chinese): \(values.prefix(2)), by hand \(wanted)")
        }
      }
    }
    return result
  }
}
