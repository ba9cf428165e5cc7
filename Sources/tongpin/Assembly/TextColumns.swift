// SPDX-License-Identifier: Apache-2.0

/// Lines of a table for a terminal: Chinese characters take two columns.
enum TextColumns {
  /// Columns the text takes on a terminal.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6:
        sum + 2
      default: sum + 1
      }
    }
  }

  /// Every column as wide as its widest cell; two blanks between.
  ///
  /// - Parameter rightAligned: positions of columns with numbers.
  static func table(_ rows: [[String]], rightAligned: [Int] = []) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - width(cell))
        line += (column > 0 ? "  " : "") + (rightAligned.contains(column) ? blanks + cell : cell + blanks)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
