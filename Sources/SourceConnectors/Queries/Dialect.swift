// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// How a database wants names, values and limits written.
enum Dialect: Equatable {
  case postgres
  /// MariaDB and MySQL.
  case mysql
  case sqlServer
  /// What ODBC promises for every driver.
  case standard

  /// By the name of the product that a driver gives.
  init(product: String) {
    let name = product.lowercased()
    if name.contains("mariadb") || name.contains("mysql") {
      self = .mysql
    } else if name.contains("sql server") {
      self = .sqlServer
    } else {
      self = name.contains("postgres") ? .postgres : .standard
    }
  }

  func quoted(_ name: String) -> String {
    switch self {
    case .postgres, .standard: "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    case .mysql: "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    case .sqlServer: "[" + name.split(separator: "]", omittingEmptySubsequences: false).joined(separator: "]]") + "]"
    }
  }

  /// A mark as a value; the text is one we wrote ourselves, digits and separators.
  ///
  /// - Parameter type: PostgreSQL's name of the column's type; other databases compare what they are given.
  func literal(_ mark: SourceMark, type: String) -> String {
    let text = mark.earlier(by: 0).text
    switch (self, mark.kind) {
    case (_, .integer): return text
    case (.postgres, _): return "CAST('\(text)' AS \(type))"
    case (.mysql, .day): return "CAST('\(text)' AS DATE)"
    case (.mysql, .timestamp): return "CAST('\(text)' AS DATETIME(6))"
    case (.sqlServer, .day): return "CAST('\(text)' AS date)"
    case (.sqlServer, .timestamp): return "CAST('\(text)' AS \(mark.zoneMinutes == nil ? "datetime2(7)" : "datetimeoffset(7)"))"
    case (.standard, .day): return "{d '\(text)'}"
    case (.standard, .timestamp): return "{ts '\(text)'}"
    }
  }
}
