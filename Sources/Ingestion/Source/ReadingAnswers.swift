// SPDX-License-Identifier: Apache-2.0

/// What a person said of a file that it does not say itself.
public struct ReadingAnswers: Hashable, Sendable {
  /// A cell of the file, lines from 1 and columns from 0, and what is read there instead.
  public struct Mend: Hashable, Sendable {
    public let line: Int
    public let column: Int
    public let text: String

    public init(line: Int, column: Int, text: String) {
      self.line = line
      self.column = column
      self.text = text
    }
  }

  /// Of months that name none, where the file's title does not say.
  public var year: Int?
  /// The last one of a cell counts.
  public var mends: [Mend]

  public init(year: Int? = nil, mends: [Mend] = []) {
    self.year = year
    self.mends = mends
  }
}

/// The rows of a file with mended cells in the place of those that it has.
final class MendedSource: RowSource {
  private let source: any RowSource
  /// By line: column and bytes.
  private var mends: [Int: [(column: Int, bytes: [UInt8])]] = [:]

  init(_ source: any RowSource, _ mends: [ReadingAnswers.Mend]) {
    self.source = source
    for mend in mends { self.mends[mend.line, default: []].append((mend.column, Array(mend.text.utf8))) }
  }

  var progress: (done: Int, total: Int) { source.progress }
  var failure: IngestionError? { source.failure }
  var merges: MergedCells? { source.merges }
  func rewind() { source.rewind() }

  func next(_ row: SourceRow) -> Bool {
    guard source.next(row) else { return false }
    if row.problem == .none, let here = mends[row.line] {
      for mend in here { row.replace(mend.column, with: mend.bytes) }
    }
    return true
  }
}
