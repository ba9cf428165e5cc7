// SPDX-License-Identifier: Apache-2.0
import Commerce
import Foundation
import Ingestion
import Quantities

/// Tables made by others, read where they lie; tests that need them skip where they are absent.
enum RealData {
  static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["TONGPIN_DATA"] { return URL(fileURLWithPath: path) }
    return packageRoot.deletingLastPathComponent().appendingPathComponent("shared/data")
  }()

  static func isPresent(_ source: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(source).path)
  }

  static func url(_ source: String, _ table: String) -> URL {
    folder.appendingPathComponent(source).appendingPathComponent(table + ".csv")
  }

  static func mapping(_ source: String, _ table: String) throws -> Mapping {
    let path = packageRoot.appendingPathComponent("Examples/\(source)/\(table).yaml").path
    let file = try MappingFile.read(path: path)
    guard let mapping = file.mapping else { throw BrokenMapping(findings: file.findings) }
    return mapping
  }

  struct BrokenMapping: Error { let findings: [Finding] }

  static func read(
    _ source: String, _ table: String, currency: Currency = .usd, known: KnownCodes = KnownCodes()
  ) throws -> ImportResult {
    let mapping = try mapping(source, table)
    var options = ImportOptions()
    options.currency = currency
    options.knows = { known.knows($0, $1) }
    return try FactFile.readTable(
      .file(path: url(source, table).path), kind: mapping.kind, mapping: mapping, options: options)
  }

  /// Imports in an order in which masters come before what names them.
  static func readAll(_ source: String, _ tables: [String]) throws -> [String: ImportResult] {
    var known = KnownCodes()
    var results: [String: ImportResult] = [:]
    for table in tables {
      let result = try read(source, table, known: known)
      known.add(result.table)
      results[table] = result
    }
    return results
  }
}

/// The smallest reader of quoted CSV, on `Character`s: another road to the same numbers.
func plainRows(_ url: URL) throws -> [[String: String]] {
  var rows: [[String]] = []
  for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    rows.append(cells)
  }
  let header = rows.removeFirst()
  return rows.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
}
