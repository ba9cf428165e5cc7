// SPDX-License-Identifier: Apache-2.0
import Ingestion
import Testing

/// A workbook that comes back, cell by cell, as spreadsheet programs write it.
/// Sees: a formula taken for a number that was typed, a hidden sheet that is passed over, digits that are lost. Does not see: what the cells mean.
@Suite("Cells of a workbook, as they are")
struct WorkbookCellTests {
  private func read(_ rows: String, shared: [String] = [], limits: Limits = Limits()) throws -> [WorkbookCells.Cell] {
    try WorkbookCells.read(.bytes(workbook(rows: rows, shared: shared), name: "view.xlsx"), limits: limits).cells
  }

  @Test("numbers, texts of three kinds, flags, errors, and formulas with and without a result; cells of a format alone are none")
  func kinds() throws {
    let cells = try read(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>v:</t></r><r><t>2026-11</t></r></is></c></row>\
      <row r="3"><c r="A3"><v>0.10000000000000001</v></c><c r="B3" s="4"/><c r="C3"><f>A3*2</f><v>0.2</v></c><c r="D3"><f>A3*3</f></c>\
      <c r="E3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F3" t="b"><v>1</v></c><c r="G3" t="str"><f>""</f><v></v></c>\
      <c r="H3" t="str"><f>"x"</f><v>x</v></c></row>
      """, shared: ["tongpin-view"])
    #expect(cells.map { "\($0.column),\($0.row)" } == ["0,0", "1,0", "0,2", "2,2", "3,2", "4,2", "5,2", "6,2", "7,2"])
    #expect(cells.map(\.kind) == [.text, .text, .number, .number, .nothing, .error, .boolean, .text, .text])
    #expect(cells.map(\.text) == ["tongpin-view", "v:2026-11", "0.1", "0.2", "", "#DIV/0!", "1", "", "x"])
    #expect(cells.map(\.isFormula) == [false, false, false, true, true, true, false, true, true])
  }

  @Test(
    "numbers come as plain decimals of at most fifteen digits",
    arguments: [
      ("1.5E-7", "0.00000015"), ("-2.25E+3", "-2250"), ("1E+21", "1000000000000000000000"), ("123456789.123456789", "123456789.123457"),
      ("161.99919999999999", "161.9992"), ("1200", "1200"), ("-0.5", "-0.5"), ("1.25E+16", "12500000000000000"),
    ])
  func digits(written: String, text: String) throws {
    #expect(try read(#"<row r="1"><c r="A1"><v>\#(written)</v></c></row>"#).map(\.text) == [text])
  }

  @Test("what is no workbook, a document type, too many cells: a clear refusal")
  func refusals() throws {
    func code(_ work: () throws -> Void) -> IngestionError.Code? {
      do { try work() } catch { return (error as? IngestionError)?.code }
      return nil
    }
    #expect(code { _ = try WorkbookCells.read(.bytes(Array("a,b\n1,2\n".utf8), name: "view.csv")) } == .notATable)
    #expect(code { _ = try WorkbookCells.read(.bytes([0x50, 0x4B, 0x03, 0x04, 1, 2, 3], name: "view.xlsx")) } == .workbookDamaged)
    var limits = Limits()
    limits.cells = 2
    let row = #"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>"#
    #expect(code { _ = try read(row, limits: limits) } == .tooManyRows)
    limits.cells = 3
    #expect(try read(row, limits: limits).count == 3)
    #expect(code { _ = try read(#"<row r="1"><c r="A1"><v>1</c></row>"#) } == .workbookDamaged)
  }
}
