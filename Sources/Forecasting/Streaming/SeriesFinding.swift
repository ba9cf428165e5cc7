// SPDX-License-Identifier: Apache-2.0

/// Something wrong with one row, or one series, of a file: where, what, and what was done about it. Good rows go on.
public struct SeriesFinding: Hashable, Sendable, CustomStringConvertible {
  /// Of the file, 1 is the first; a quoted field with line breaks counts all of its lines.
  public let line: Int
  /// Heading of the column; empty when it is about the whole row.
  public let column: String
  /// What was found and what was done; lower case, no full stop.
  public let reason: String

  public init(line: Int, column: String, reason: String) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// `line 17, column y: "abc" is not a number; row rejected`.
  public var description: String {
    "line \(line)" + (column.isEmpty ? "" : ", column \(column)") + ": \(reason)"
  }
}

/// Why a file as a whole cannot be read.
public struct SeriesFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Stable texts, as in `ForecastError.Code`.
  public struct Code: Hashable, Sendable {
    public let text: String
    /// Not a single line.
    public static let empty = Code(text: "series-file.empty")
    /// A column that is needed has no heading.
    public static let columnMissing = Code(text: "series-file.column-missing")
    /// A column that cannot be: one name twice, no name, or a name with another meaning.
    public static let columnNotAllowed = Code(text: "series-file.column-not-allowed")
    /// More rows or values than are held.
    public static let tooLarge = Code(text: "series-file.too-large")
    /// One record is longer than the limit: most often a quote that is never closed.
    public static let recordTooLong = Code(text: "series-file.record-too-long")
  }

  public let code: Code
  public let detail: String
  public let hint: String

  public init(_ code: Code, detail: String, hint: String) {
    self.code = code
    self.detail = detail
    self.hint = hint
  }

  public var description: String { "\(code.text): \(detail) (\(hint))" }
}
