// SPDX-License-Identifier: Apache-2.0

/// Tables on their way into a spreadsheet file. It knows rows and formats, not what they mean.
public struct Workbook: Sendable {
  public enum Cell: Hashable, Sendable {
    case blank
    case text(String)
    /// Minor units of money, two decimals.
    case amount(Int64)
    /// A figure with at most so many decimals, 0...6.
    case figure(Double, decimals: Int)
    /// A share: 0.125 shows as 12.5 %.
    case ratio(Double)
    /// Days since 30 December 1899, as spreadsheets count them.
    case day(Int)
  }

  public struct Row: Hashable, Sendable {
    public enum Rank: Hashable, Sendable { case header, plain, total }

    public let rank: Rank
    public let cells: [Cell]

    public init(_ cells: [Cell], rank: Rank = .plain) {
      self.rank = rank
      self.cells = cells
    }
  }

  public struct Sheet: Hashable, Sendable {
    public let name: String
    /// Headers first: they and so many columns stay in sight when the rest is scrolled.
    public let rows: [Row]
    public let fixedColumns: Int

    /// - Parameter name: shortened to 31 characters, without those that a sheet's name may not have.
    public init(_ name: String, fixedColumns: Int = 1, rows: [Row]) {
      let allowed = name.map { "[]:*?/\\".contains($0) ? " " : $0 }
      self.name = String(String(allowed).prefix(31))
      self.rows = rows
      self.fixedColumns = fixedColumns
    }
  }

  /// Rows and columns that a sheet can have in the file's format.
  public static let rowLimit = 1_048_576
  public static let columnLimit = 16_384

  public let sheets: [Sheet]

  public init(_ sheets: [Sheet]) { self.sheets = sheets }
}
