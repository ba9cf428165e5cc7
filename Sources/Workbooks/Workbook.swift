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
    /// A figure that somebody may type over: not locked, on a ground of its own; nil: nothing stands there yet.
    case entry(Double?, Shown)
    /// What the spreadsheet calculates by itself, and what it shows until it does; nil: nothing.
    case formula(Formula, value: Double?, Shown)
    /// A figure that follows nothing in the sheet: grey.
    case fixed(Double, Shown)
  }

  /// How a figure shows; what is kept in the file has all its digits.
  public enum Shown: Hashable, Sendable { case whole, hundredths, tenThousandths, share }

  public struct Row: Hashable, Sendable {
    /// A title may run on over the cells beside it; like headers it stays in sight.
    public enum Rank: Hashable, Sendable { case title, header, plain, total }

    public let rank: Rank
    public let cells: [Cell]
    public let isHidden: Bool
    /// How deep it is grouped under the row above it, 0...7.
    public let outline: Int

    public init(_ cells: [Cell], rank: Rank = .plain, isHidden: Bool = false, outline: Int = 0) {
      self.rank = rank
      self.cells = cells
      self.isHidden = isHidden
      self.outline = outline
    }
  }

  public struct Sheet: Hashable, Sendable {
    public let name: String
    /// Headers first: they and so many columns stay in sight when the rest is scrolled.
    public let rows: [Row]
    public let fixedColumns: Int
    /// Not shown, and not offered to be shown.
    public let isHidden: Bool
    /// Only entries can be typed at, and only with numbers; without a password.
    public let isProtected: Bool
    public let hiddenColumns: Swift.Set<Int>
    /// Grouped with the column behind them.
    public let outlinedColumns: Swift.Set<Int>

    /// - Parameter name: shortened to 31 characters, without those that a sheet's name may not have.
    public init(
      _ name: String, fixedColumns: Int = 1, isHidden: Bool = false, isProtected: Bool = false, hiddenColumns: Swift.Set<Int> = [],
      outlinedColumns: Swift.Set<Int> = [], rows: [Row]
    ) {
      self.isHidden = isHidden
      self.isProtected = isProtected
      self.hiddenColumns = hiddenColumns
      self.outlinedColumns = outlinedColumns
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
