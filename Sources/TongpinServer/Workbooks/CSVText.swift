// SPDX-License-Identifier: Apache-2.0
import Calendars
import Quantities
import Workbooks

extension Workbook.Sheet {
  /// UTF-8 with a mark at the beginning, as spreadsheets expect it; a text that would begin a formula is quoted, numbers stay numbers.
  ///
  /// - Parameter isChinese: which of the two header rows is kept.
  func csv(isChinese: Bool) -> [UInt8] {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    var headers = 0
    for row in rows {
      if row.rank == .header {
        headers += 1
        if (headers == 1) != isChinese { continue }
      }
      bytes += Array(row.cells.map { $0.csv }.joined(separator: ",").utf8)
      bytes += [0x0D, 0x0A]
    }
    return bytes
  }
}

extension Workbook.Cell {
  fileprivate var csv: String {
    switch self {
    case .blank: return ""
    case .text(let text):
      let safe = text.first.map { "=+-@\t\r＝＋－＠".contains($0) } == true ? "'" + text : text
      return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    case .amount(let value): return FixedPoint(mantissa: value, scale: 2).description
    case .figure(let value, let decimals): return Workbook.Cell.plain(value, decimals)
    case .ratio(let value): return Workbook.Cell.plain(value, 4)
    case .entry(let value, let shown), .formula(_, let value, let shown): return value.map { Workbook.Cell.plain($0, shown.decimals) } ?? ""
    case .fixed(let value, let shown): return Workbook.Cell.plain(value, shown.decimals)
    case .day(let number): return Day(ordinal: Int32(clamping: number - Workbook.Cell.daysBefore)).description
    }
  }

  private static func plain(_ value: Double, _ decimals: Int) -> String {
    guard let scaled = Rounding.toInteger(value * Double(Rounding.powerOfTen(decimals))) else { return "" }
    return FixedPoint(mantissa: scaled, scale: decimals).description
  }
}

extension Workbook.Shown {
  fileprivate var decimals: Int {
    switch self {
    case .whole: 0
    case .hundredths: 2
    case .tenThousandths, .share: 4
    }
  }
}
