// SPDX-License-Identifier: Apache-2.0

/// The two sheets of a file that matter: what it keeps of its download, and the view as somebody changed it.
struct ReturnedSheet {
  let marks: SheetMarks
  /// By row and column, as the marks name them; two where a row or column was copied.
  private var cells: [Place: [SheetFile.Cell]] = [:]
  private var known: Swift.Set<Place> = []

  private struct Place: Hashable {
    let row: String
    let column: String
  }

  enum Found {
    /// Nothing stands there: it was cleared, or was blank all the time.
    case blank
    case cell(SheetFile.Cell)
    case twice(SheetFile.Cell)
    /// The row or the column is not in the file any more.
    case gone
  }

  /// - Throws: `CycleError.sheetNotOurs`, `sheetDamaged`.
  init(_ file: SheetFile) throws(CycleError) {
    let signed = file.sheets.filter { Self.text($0.cells.first) == SheetMarks.sign }
    // The sheet that keeps the download has its format beside the sign, the view its columns.
    guard let kept = signed.first(where: { Self.text($0.cells.dropFirst().first) == SheetMarks.format }) else { throw SheetMarks.notOurs }
    marks = try SheetMarks(lines: Self.lines(kept))
    guard let view = signed.first(where: { $0.name != kept.name }) else { throw SheetMarks.damaged }
    read(view)
  }

  /// The corner holds the sign; beside it stand the columns, below it the rows, wherever the whole was moved to.
  private mutating func read(_ view: SheetFile.Sheet) {
    guard let corner = view.cells.first else { return }
    var columns: [Int: String] = [:]
    var rows: [Int: String] = [:]
    for cell in view.cells {
      if cell.row == corner.row, cell.column > corner.column { columns[cell.column] = Self.text(cell) }
      if cell.column == corner.column, cell.row > corner.row { rows[cell.row] = Self.text(cell) }
    }
    for row in rows.values { for column in columns.values { known.insert(Place(row: row, column: column)) } }
    for cell in view.cells {
      guard let row = rows[cell.row], let column = columns[cell.column] else { continue }
      cells[Place(row: row, column: column), default: []].append(cell)
    }
  }

  func find(_ entry: SheetMarks.Entry) -> Found {
    let place = Place(row: entry.row, column: entry.column)
    guard known.contains(place) else { return .gone }
    guard let found = cells[place], let first = found.first else { return .blank }
    return found.count > 1 ? .twice(first) : .cell(first)
  }

  /// The rows of a sheet of texts; cells that are not there are empty.
  private static func lines(_ sheet: SheetFile.Sheet) -> [[String]] {
    var lines: [[String]] = []
    var row = -1
    for cell in sheet.cells where cell.column < 8 {
      if cell.row != row {
        lines.append([])
        row = cell.row
      }
      while lines[lines.count - 1].count < cell.column { lines[lines.count - 1].append("") }
      lines[lines.count - 1].append(text(cell))
    }
    return lines
  }

  /// A program that keeps texts of digits as numbers changes nothing of what they say.
  private static func text(_ cell: SheetFile.Cell?) -> String {
    switch cell?.content {
    case .text(let text): SheetMarks.plain(text)
    case .number(_, let text): text
    default: ""
    }
  }
}
