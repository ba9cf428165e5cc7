// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The rows of a table after its months were turned into rows and its pairs into signed numbers.
final class ArrangedSource: RowSource {
  private let source: any RowSource
  private let headerLine: Int
  private let width: Int
  private let months: MonthsAcross?
  private let monthTexts: [FileBytes]
  private let pairs: [SignedPair]
  private let inner: SourceRow
  private var nextMonth = Int.max

  init(_ source: any RowSource, header: Header, months: MonthsAcross?, pairs: [SignedPair], limits: Limits) {
    self.source = source
    headerLine = header.line
    width = header.texts.count
    self.months = months
    self.pairs = pairs
    monthTexts = (months?.columns ?? []).map { FileBytes(Array($0.month.firstDay.description.utf8)) }
    inner = SourceRow(columns: limits.columns)
  }

  var progress: (done: Int, total: Int) { source.progress }
  var failure: IngestionError? { source.failure }
  /// Lines stay; columns are asked for by their place in the source.
  var merges: MergedCells? { source.merges }

  func rewind() {
    source.rewind()
    nextMonth = Int.max
  }

  func next(_ row: SourceRow) -> Bool {
    guard let months else {
      guard source.next(inner) else { return false }
      copy(row)
      return true
    }
    while true {
      while nextMonth < months.columns.count {
        let column = nextMonth
        nextMonth += 1
        if emit(months, column, row) { return true }
      }
      guard source.next(inner) else { return false }
      if inner.line <= headerLine || inner.problem != .none {
        nextMonth = Int.max
        copy(row)
        return true
      }
      nextMonth = 0
      let isTotal = months.fixed.contains { RowKinds.isTotal(inner.text($0)) }
      let hasNumbers = months.columns.contains { column in column.sources.contains { hasContent($0) } }
      if isTotal || !hasNumbers {
        nextMonth = Int.max
        begin(row)
        for index in months.fixed { add(row, index) }
        row.isHeading = !isTotal
        return true
      }
    }
  }

  private func hasContent(_ column: Int) -> Bool { column >= 0 && !CellBytes.trimmed(inner.bytes(column)).isEmpty }

  /// One month of the row at hand; false when it has no number.
  private func emit(_ months: MonthsAcross, _ index: Int, _ row: SourceRow) -> Bool {
    let column = months.columns[index]
    guard column.sources.contains(where: { hasContent($0) }) else { return false }
    begin(row)
    for fixed in months.fixed { add(row, fixed) }
    row.add(UnsafePointer(monthTexts[index].pointer), monthTexts[index].count)
    for source in column.sources { add(row, source) }
    row.sourceColumn = column.sources.first { $0 >= 0 } ?? -1
    return true
  }

  /// The row as it is, with the joined pairs behind the last named column.
  private func copy(_ row: SourceRow) {
    begin(row)
    row.problem = inner.problem
    let isBody = inner.line > headerLine && inner.problem == .none
    for index in 0..<(isBody ? max(width, inner.count) : inner.count) {
      if isBody, index == width { addPairs(row) }
      add(row, index)
    }
    if isBody, inner.count <= width { addPairs(row) }
  }

  private func addPairs(_ row: SourceRow) {
    for pair in pairs {
      let text = pair.text(inner)
      let block = row.block(text.count)
      block.update(from: text, count: text.count)
      row.add(UnsafePointer(block), text.count)
    }
  }

  private func begin(_ row: SourceRow) { row.begin(line: inner.line) }

  private func add(_ row: SourceRow, _ index: Int) {
    let bytes = inner.bytes(index)
    guard let base = bytes.baseAddress else { return row.add(UnsafePointer(monthPlaceholder.pointer), 0) }
    row.add(base, bytes.count)
  }

  private let monthPlaceholder = FileBytes([0])
}
