// SPDX-License-Identifier: Apache-2.0

/// One thing noticed in a file: what, where, and the words to say it. A value, never thrown.
public struct Finding: Hashable, Sendable {
  /// What a finding does to the row (or file) it stands at.
  public enum Severity: String, CaseIterable, Hashable, Sendable {
    /// The row is not taken.
    case rejected
    /// The row is taken; somebody should look.
    case warning
    /// What the reader did by itself.
    case info
  }

  /// A value to put into the message, by the name of its placeholder.
  public struct Parameter: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public let code: FindingCode
  public let severity: Severity
  /// The file's name as given, without its folder.
  public let file: String
  /// Line of a text file or row of a sheet, from 1; 0 when the finding is about the whole file.
  public let line: Int
  /// Nil when the finding is about the whole row.
  public let column: FindingColumn?
  /// What stood in the cell, at most 40 characters.
  public let excerpt: String
  public let parameters: [Parameter]

  public init(
    code: FindingCode, severity: Severity? = nil, file: String, line: Int = 0, column: FindingColumn? = nil,
    excerpt: String = "", parameters: [Parameter] = []
  ) {
    self.code = code
    self.severity = severity ?? code.severity
    self.file = file
    self.line = line
    self.column = column
    self.excerpt = excerpt.count <= 40 ? excerpt : String(excerpt.prefix(39)) + "…"
    self.parameters = parameters
  }
}

/// The column of a finding: its letter as in a spreadsheet and its header.
public struct FindingColumn: Hashable, Sendable {
  /// From 0.
  public let index: Int
  public let header: String

  public init(index: Int, header: String) {
    self.index = index
    self.header = header
  }

  /// Column 0 for `A`; nil for what names none.
  public static func index(ofLetter letter: String) -> Int? {
    let letters = Array(letter.utf8)
    guard (1...3).contains(letters.count), letters.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1 - 0x40) } - 1
  }

  /// `A`, `Z`, `AA`.
  public var letter: String {
    var rest = index
    var letters: [UInt8] = []
    repeat {
      letters.append(UInt8(0x41 + rest % 26))
      rest = rest / 26 - 1
    } while rest >= 0
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}
