// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Workbooks

/// Sees a formula that says something else than it was made of, an entry that is locked, a sheet that somebody can read who should not. Does not see whether a
/// spreadsheet calculates the same: the proof of the round trip does.
@Suite("Formulas and entries in a workbook")
struct FormulaTests {
  private func place(_ row: Int, _ column: Int) -> Workbook.Place { Workbook.Place(row: row, column: column) }

  @Test("a formula is made of places: ranges where they follow each other, brackets where signs meet")
  func texts() {
    let (first, second) = (Workbook.Formula.cell(place(1, 2)), Workbook.Formula.cell(place(2, 2)))
    let family = [place(4, 3), place(5, 3), place(6, 3), place(9, 3)]
    let cases: [(Workbook.Formula, String)] = [
      (.sum(family), "SUM(D5:D7,D10)"), (.sum([place(0, 0)]), "SUM(A1)"), (.sum([place(3, 1), place(3, 2)]), "SUM(B4:C4)"),
      (.roundedSum([place(3, 1), place(3, 2), place(3, 3)], decimals: 2), "SUMPRODUCT(ROUND(B4:D4,2))"),
      (.roundedSum([place(3, 1), place(3, 3)], decimals: 6), "ROUND(B4,6)+ROUND(D4,6)"),
      (.sign(.over, .sign(.times, first, second), .number(10_000)), "C2*C3/10000"),
      (.sign(.over, first, .sign(.times, second, first)), "C2/(C3*C2)"), (.sign(.times, .sign(.plus, first, second), second), "(C2+C3)*C3"),
      (.sign(.plus, .sign(.minus, first, second), .sign(.times, first, second)), "C2-C3+C2*C3"),
      (.sign(.minus, first, .sign(.minus, second, .number(-0.13))), "C2-(C3-(-0.13))"),
      (.negative(.sign(.plus, first, second)), "-(C2+C3)"),
      (.given(place(1, 2), then: first, otherwise: .sign(.plus, second, first)), "IF(ISNUMBER(C2),C2,C3+C2)"),
      (.quotient(first, second, otherwise: nil), #"IF(C3=0,"",C2/C3)"#), (.quotient(first, second, otherwise: 0), "IF(C3=0,0,C2/C3)"),
      (.difference(place(1, 2), place(2, 2)), #"IF(COUNT(C2,C3)=2,C2-C3,"")"#),
      (.share(place(1, 2), place(2, 2)), #"IF(COUNT(C2,C3)=2,IF(C3=0,"",C2/C3),"")"#),
      (.number(0.00001), "1E-05"), (.number(.nan), "0"),
    ]
    for (formula, text) in cases { #expect(formula.text == text && formula.isWritable) }
  }

  @Test("a formula that a spreadsheet would not read says so")
  func limits() {
    let apart = (0..<300).map { place($0 * 2, 0) }
    #expect(!Workbook.Formula.sum(apart).isWritable && Workbook.Formula.sum(Array(apart.prefix(250))).isWritable)
    var long = Workbook.Formula.cell(place(0, 0))
    for _ in 0..<12 { long = .sign(.plus, long, long) }
    let isWritable = long.isWritable
    #expect(!isWritable, "\(long.text.count) letters")
  }

  private var book: Workbook {
    Workbook([
      Workbook.Sheet(
        "view", fixedColumns: 1, isProtected: true, hiddenColumns: [0], outlinedColumns: [1],
        rows: [
          Workbook.Row([.text("a title that runs on and on, far beyond its column")], rank: .title),
          Workbook.Row([.text("=1+1"), .text("1月")], rank: .header, isHidden: true),
          Workbook.Row([.blank, .formula(.sum([place(3, 1), place(4, 1)]), value: 3.5, .hundredths)], rank: .total),
          Workbook.Row([.text("=cmd|' /C calc'!A1"), .entry(1.5, .hundredths)], outline: 1),
          Workbook.Row(
            [.blank, .entry(nil, .whole), .fixed(2, .share), .formula(.share(place(3, 1), place(4, 1)), value: nil, .share)], outline: 1),
        ]),
      Workbook.Sheet("_kept", isHidden: true, rows: [Workbook.Row([.text("x")])]),
    ])
  }

  @Test("formulas come with what they show; names stay texts, whatever they begin with; a blank result is a text of nothing")
  func cells() {
    let text = String(decoding: SheetText(book.sheets[0]).bytes, as: UTF8.self)
    #expect(text.contains("<f>SUM(B4:B5)</f><v>3.5</v>"))
    #expect(text.contains(#" t="str"><f>IF(COUNT(B4,B5)=2,IF(B5=0,&quot;&quot;,B4/B5),&quot;&quot;)</f><v></v></c>"#))
    #expect(text.components(separatedBy: "<f>").count == 3, "no formula comes from a name")
    #expect(text.contains(#"t="inlineStr"><is><t xml:space="preserve">=cmd|' /C calc'!A1</t></is></c>"#))
    #expect(text.contains(#"<row r="2" hidden="1">"#) && text.contains(#"<row r="4" outlineLevel="1">"#))
    #expect(text.contains(#"ySplit="2""#), "titles and headers stay in sight")
    #expect(text.contains(#"<col min="1" max="1" width="20" customWidth="1" hidden="1"/>"#), "a title widens no column")
    #expect(text.contains(#"<col min="2" max="2" width="14" customWidth="1" outlineLevel="1"/>"#))
  }

  @Test("entries alone are unlocked, and take numbers; everything else of the sheet is locked")
  func locks() throws {
    let text = String(decoding: SheetText(book.sheets[0]).bytes, as: UTF8.self)
    #expect(text.contains(#"<sheetProtection sheet="1""#) && text.contains(#"type="decimal""#) && text.contains(#"sqref="B4:B5""#))
    let formats = CellStyle.part.components(separatedBy: "<cellXfs")[1].components(separatedBy: "<xf ").dropFirst()
    let unlocked = formats.enumerated().filter { $0.element.contains(#"locked="0""#) }.map(\.offset)
    let entries = [Workbook.Row.Rank.plain, .total].flatMap { rank in
      [Workbook.Shown.whole, .hundredths, .tenThousandths, .share].map { CellStyle.entry(rank, $0) }
    }
    #expect(Set(entries).isSubset(of: unlocked) && unlocked.count == 2 * CellStyle.formats.count)
    for style in [CellStyle.live(.plain, .whole), CellStyle.fixed(.total, .share), CellStyle.text(.header), CellStyle.day(.total)] {
      #expect(!unlocked.contains(style) && style < formats.count)
    }
    #expect(!String(decoding: SheetText(WorkbookTests.sample.sheets[0]).bytes, as: UTF8.self).contains("sheetProtection"))
  }

  @Test("a hidden sheet is not offered to be shown, and the same workbook gives the same bytes")
  func hidden() throws {
    #expect(book.sheetList.contains(#"name="_kept" sheetId="2" state="veryHidden""#) && !book.sheetList.contains(#"sheetId="1" state"#))
    #expect(try book.xlsx() == book.xlsx())
  }
}
