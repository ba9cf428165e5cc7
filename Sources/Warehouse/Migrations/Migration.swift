// SPDX-License-Identifier: Apache-2.0

/// One step of the schema. Once on main it never changes: a later step changes what it made.
public struct Migration: Sendable {
  /// 1, 2, 3 …
  public let number: Int
  /// `workspace`: what it makes, in a word.
  public let name: String
  let make: @Sendable (any SQLDialect) -> [String]

  /// - Parameter make: the statements, in the words of a database.
  public init(number: Int, name: String, make: @escaping @Sendable (any SQLDialect) -> [String]) {
    self.number = number
    self.name = name
    self.make = make
  }

  public func statements(_ dialect: any SQLDialect) -> [String] { make(dialect) }

  /// Every step, in order.
  public static let all: [Migration] = [.workspace, .englishNames, .outbox, .trail, .forecastRows, .factMonths]

  /// Remembers which steps a database has seen; made before the first.
  public static func bookkeeping(_ dialect: any SQLDialect) -> String {
    "CREATE TABLE IF NOT EXISTS schema_migrations (number \(dialect.integer) PRIMARY KEY, name \(dialect.text) NOT NULL) \(dialect.tableSuffix)"
  }
}
