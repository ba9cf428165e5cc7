// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Workbooks

/// Sees a number that is not the same in the file, a text that breaks it, a file that depends on the clock. Does not see whether a spreadsheet opens it: the
/// proof of the exports does.
@Suite("Tables as a workbook")
struct WorkbookTests {
  static let sample = Workbook([
    Workbook.Sheet(
      "供需/Supply", fixedColumns: 1,
      rows: [
        Workbook.Row([.text("项目"), .text("1月")], rank: .header),
        Workbook.Row([.text("电机 <2> & \"大\""), .amount(-123_456_789)]),
        Workbook.Row([.blank, .figure(12.5, decimals: 2), .ratio(0.125), .day(46_349)]),
      ])
  ])

  func text() -> String { String(decoding: SheetText(Self.sample.sheets[0]).bytes, as: UTF8.self) }

  @Test("money keeps its last 分, texts keep their marks, blanks take no cell")
  func cells() {
    #expect(text().contains("<v>-1234567.89</v>"))
    #expect(text().contains("电机 &lt;2&gt; &amp; &quot;大&quot;"))
    #expect(text().contains(#"<c r="B3""#) && !text().contains(#"<c r="A3""#))
    #expect(text().contains("<v>12.5</v>") && text().contains("<v>0.125</v>") && text().contains("<v>46349</v>"))
    #expect(text().contains(#"xSplit="1" ySplit="1" topLeftCell="B2""#))
  }

  @Test("amounts below a yuan and the smallest there is")
  func amounts() {
    for (units, shown) in [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (100, "1.00"), (Int64.min, "-92233720368547758.08")]
      as [(Int64, String)]
    {
      #expect(SheetText.decimal(units) == shown)
    }
  }

  @Test("columns go on behind Z", arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
  func columns(index: Int, name: String) {
    #expect(SheetText.column(index) == name)
  }

  @Test("a sheet's name has at most 31 characters and none of those that are not allowed")
  func names() {
    #expect(Self.sample.sheets[0].name == "供需 Supply")
    #expect(Workbook.Sheet(String(repeating: "长", count: 40), rows: []).name.count == 31)
  }

  @Test("the file is a ZIP, and the same workbook gives the same bytes")
  func bytes() throws {
    let file = try Self.sample.xlsx()
    #expect(file.prefix(4).elementsEqual([0x50, 0x4B, 0x03, 0x04]))
    #expect(try Self.sample.xlsx() == file)
  }

  @Test("more columns than the format has are refused by name")
  func limits() {
    let wide = Workbook([Workbook.Sheet("wide", rows: [Workbook.Row(Array(repeating: .blank, count: Workbook.columnLimit + 1))])])
    #expect { try wide.xlsx() } throws: { ($0 as? WorkbookNotWritten)?.reason.contains("wide") ?? false }
  }

  @Test("a control character that XML cannot hold is left out")
  func controls() {
    #expect(SheetText.escaped("a\u{0}b\u{1F}c\td") == "abc\td")
  }
}
