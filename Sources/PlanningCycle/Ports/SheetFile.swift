// SPDX-License-Identifier: Apache-2.0

/// A workbook that somebody brought back, cell by cell.
public struct SheetFile: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// As a plain decimal, at most fifteen digits, without an exponent.
    case number(Double, text: String)
    case text(String)
    case boolean(Bool)
    /// `#REF!`
    case error(String)
    /// A formula that nothing has calculated.
    case nothing
  }

  public struct Cell: Hashable, Sendable {
    /// Counted from 0.
    public let row: Int
    public let column: Int
    public let content: Content
    public let isFormula: Bool

    public init(row: Int, column: Int, content: Content, isFormula: Bool) {
      self.row = row
      self.column = column
      self.content = content
      self.isFormula = isFormula
    }

    /// `D12`
    var place: String {
      var letters = ""
      var rest = column
      while rest >= 0 {
        letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
        rest = rest / 26 - 1
      }
      return letters + String(row + 1)
    }
  }

  public struct Sheet: Hashable, Sendable {
    public let name: String
    /// Row by row, from left to right.
    public let cells: [Cell]

    public init(name: String, cells: [Cell]) {
      self.name = name
      self.cells = cells
    }
  }

  public let sheets: [Sheet]

  public init(_ sheets: [Sheet]) { self.sheets = sheets }
}
