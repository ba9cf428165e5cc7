// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Ingestion
import Testing

@Suite("Cells that a person mended are read instead of those in the file")
struct MendedTests {
  private static let csv = """
    订单号,行号,订单日期,物料编码,数量,含税金额
    SO-1,1,2026-02-30,AC-101,10,"11,300.00"
    SO-1,2,2026-03-02,AC-101,十台,5650
    SO-2,1,2026-03-05,AC-102,3
    """

  private func read(_ mends: [ReadingAnswers.Mend], _ text: String = csv) throws -> ImportResult {
    var options = ImportOptions()
    options.answers = ReadingAnswers(mends: mends)
    return try FactFile.readTable(.bytes(Array(text.utf8), name: "订单.csv"), kind: .salesOrderLines, options: options)
  }

  @Test("a day that does not exist, words in the place of a number and a cell that is missing are mended each")
  func mended() throws {
    let before = try read([])
    #expect(before.accepted < 3 && before.rejected > 0)
    let after = try read([
      .init(line: 2, column: 2, text: "2026-02-28"), .init(line: 3, column: 4, text: "5"), .init(line: 4, column: 5, text: "￥6,000"),
    ])
    #expect(after.accepted == 3 && after.rejected == 0)
    #expect(after.table["amount_incl_tax"].integers == [1_130_000, 565_000, 600_000])
    #expect(after.table["ordered_on"].day(0)?.description == "2026-02-28")
  }

  @Test("the same as if the file had been written that way, and nothing else moves")
  func asWritten() throws {
    let written = Self.csv.replacing("2026-02-30", with: "2026-02-28")
    #expect(try read([.init(line: 2, column: 2, text: "2026-02-28")]).digest == read([], written).digest)
    #expect(try read([.init(line: 99, column: 2, text: "x"), .init(line: 2, column: 9_999, text: "x")]).digest == read([]).digest)
  }

  @Test("letters name columns as findings do")
  func letters() {
    for index in [0, 25, 26, 51, 52, 701, 702] {
      #expect(FindingColumn.index(ofLetter: FindingColumn(index: index, header: "").letter) == index)
    }
    for wrong in ["", "a", "A1", "列", "AAAA"] { #expect(FindingColumn.index(ofLetter: wrong) == nil) }
  }
}
