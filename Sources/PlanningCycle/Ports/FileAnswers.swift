// SPDX-License-Identifier: Apache-2.0
import Journal

/// What a person said of a file before it is read. The file that is kept stays as it came; what was said stands in the event of the import.
public struct FileAnswers: Hashable, Sendable {
  /// Another text in the place of one cell.
  public struct Mend: Hashable, Sendable {
    /// As findings name them: the line of the file, the letter of its column.
    public let line: Int
    public let column: String
    public let text: String

    public init(line: Int, column: String, text: String) {
      self.line = line
      self.column = column
      self.text = text
    }
  }

  /// More than this many are no mending: the file had better be written anew.
  public static let mendLimit = 1_000
  /// Bytes of one mended cell.
  public static let textLimit = 4_096

  /// Of months that name none; nil: nobody said.
  public let year: Int?
  /// By line and column.
  public let mends: [Mend]

  public static let none = FileAnswers()

  public init(year: Int? = nil, mends: [Mend] = []) {
    self.year = year
    self.mends = mends.sorted { ($0.line, $0.column.utf8.count, $0.column) < ($1.line, $1.column.utf8.count, $1.column) }
  }
}

extension FileAnswers {
  /// As it stands in the event of an import: `{year, mends: [{line, column, text}]}`.
  var canonical: CanonicalValue {
    var entries: [String: CanonicalValue] = [
      "mends": .list(mends.map { .map(["line": .integer(Int64($0.line)), "column": .text($0.column), "text": .text($0.text)]) })
    ]
    if let year { entries["year"] = .integer(Int64(year)) }
    return .map(entries)
  }
}
