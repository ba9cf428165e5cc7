// SPDX-License-Identifier: Apache-2.0
import Commerce
import Testing

@testable import Ingestion

@Suite("Cells that span rows and columns")
struct SpanTests {
  private func table(_ text: String) -> HTMLTable {
    let table = HTMLTable(Limits())
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBufferPointer { table.read($0) })
    return table
  }

  @Test("A page whose cells claim all columns of all rows takes the room of its words")
  func bomb() throws {
    let wide = "<td colspan=511>"
    let rows = String(repeating: "<tr><td colspan=500 rowspan=60000><td>", count: 20_000)
    let read = table("<table><tr>\(wide)<td>x</tr>\(rows)</table>")
    #expect(read.rows.count == 20_001)
    #expect(read.cells.count == 1)
    #expect(read.cells[0].column == 511)
  }

  @Test("What stands right of a cell that reaches down keeps its column")
  func columns() throws {
    let read = table("<table><tr><td rowspan=3 colspan=2>a<td>b<tr><td>c<td rowspan=2>d<tr><td>e<tr><td>f</table>")
    #expect(read.cells.map(\.column) == [0, 2, 2, 3, 2, 0])
    let source = HTMLSource(read)
    let row = SourceRow(columns: 512)
    var seen: [[String]] = []
    while source.next(row) { seen.append(row.texts) }
    #expect(seen == [["a", "", "b"], ["", "", "c", "d"], ["", "", "e"], ["f"]])
  }

  @Test("Merged heads beyond what a line can hold are not looked at")
  func heads() {
    let ranges = (0..<200_000).map { MergedCells.Range(top: 1, bottom: 9, left: $0 % 500, right: $0 % 500 + 1) }
    let merges = MergedCells(ranges + [.init(top: 2, bottom: 2, left: 3, right: 5)])
    #expect(merges.heads.count == MergedCells.headsInLine + 1)
    #expect(merges.head(line: 2, column: 5) != nil)
  }
}
