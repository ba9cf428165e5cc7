// SPDX-License-Identifier: Apache-2.0

/// The first rows of a file as texts: enough for the header and for what the columns look like.
enum Preview {
  static let rowCount = 220

  static func read(
    _ rows: any RowSource, name: String, limits: Limits
  ) throws(IngestionError) -> [(line: Int, texts: [String])] {
    rows.rewind()
    let row = SourceRow(columns: limits.columns)
    var result: [(line: Int, texts: [String])] = []
    while result.count < rowCount, rows.next(row) {
      // Rows that are spoilt are judged when they are read for good.
      if row.problem == .tooManyCells && result.isEmpty { throw tooManyColumns(name, limits) }
      if row.problem == .none { result.append((row.line, row.texts)) }
    }
    if let failure = rows.failure { throw failure }
    return result
  }

  static func tooManyColumns(_ name: String, _ limits: Limits) -> IngestionError {
    IngestionError(
      .tooManyColumns, name, "more than \(limits.columns) columns",
      hint: "remove the columns that are not needed")
  }
}

extension Header {
  /// The rows below the header.
  func samples(_ preview: [(line: Int, texts: [String])]) -> [[String]] {
    preview.filter { $0.line > line }.map(\.texts)
  }
}
