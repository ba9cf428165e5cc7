// SPDX-License-Identifier: Apache-2.0
import Commerce
import Ingestion
import PlanningCycle
import Quantities
import Testing

@testable import FileWorkers

/// Sees: a file that has to be explained twice; a layout taken for a file it was not confirmed for. Does not see: the screen.
@Suite("What columns were confirmed to mean")
struct RememberedTests {
  private static let csv = "编号甲,序,哪天,谁,什么,多少,一共\nS-1,1,2026-03-02,KH-001,AC-101,10,11300\n"
  private static let headers = ["编号甲", "序", "哪天", "谁", "什么", "多少", "一共"]
  private static let columns = [
    "order_number": "编号甲", "line_number": "序", "ordered_on": "哪天", "customer": "谁", "item": "什么", "quantity": "多少",
    "amount_incl_tax": "一共",
  ]

  private func preview(_ csv: String, kind: FactKind? = nil, _ remembered: [RememberedLayout]) throws -> FactFilePreview {
    try IngestionFileReader(currency: .cny).preview(
      Array(csv.utf8), fileName: "新.csv", kind: kind, answers: .none, remembered: remembered, knows: { _, _ in nil })
  }

  private let layout = RememberedLayout(
    kind: .salesOrderLines, headers: Self.headers, columns: Self.columns, fileName: "一月.csv")

  @Test("a file with the headers of one that was confirmed is read as that one was, and says so")
  func again() throws {
    let guessed = try preview(Self.csv, kind: .salesOrderLines, [])
    #expect(guessed.rememberedFrom == nil && guessed.reading.table.rowCount == 0)
    let known = try preview(Self.csv, [layout])
    #expect(known.rememberedFrom == "一月.csv" && known.kind == .salesOrderLines && known.reading.table.rowCount == 1)
    #expect(known.columns.map(\.field) == ["order_number", "line_number", "ordered_on", "customer", "item", "quantity", "amount_incl_tax"])
  }

  @Test("another kind that a person names, or a header more, is another file")
  func other() throws {
    #expect(try preview(Self.csv, kind: .shipments, [layout]).rememberedFrom == nil)
    let more = "编号甲,序,哪天,谁,什么,多少,一共,又一列\nS-1,1,2026-03-02,KH-001,AC-101,10,11300,x\n"
    #expect(try preview(more, [layout]).rememberedFrom == nil)
  }

  @Test("the newest of two layouts for the same headers counts")
  func newest() throws {
    var swapped = Self.columns
    swapped["quantity"] = "一共"
    swapped["amount_incl_tax"] = "多少"
    let newer = RememberedLayout(kind: .salesOrderLines, headers: Self.headers, columns: swapped, fileName: "二月.csv")
    #expect(try preview(Self.csv, [newer, layout]).rememberedFrom == "二月.csv")
  }
}
