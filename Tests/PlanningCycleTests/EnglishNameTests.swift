// SPDX-License-Identifier: Apache-2.0
import Commerce
import Testing

@testable import PlanningCycle

/// Sees a name of master data that is lost on its way to a reader of English; can't see whether a translation is good.
@Suite("Names in two languages")
struct EnglishNameTests {
  private func catalogue(_ tables: [FactTable]) throws -> Catalogue {
    try ReadCatalogue.read { kind throws(StoreError) in tables.first { $0.kind == kind } ?? FactTable(kind: kind) }
  }

  private func table(_ kind: FactKind, _ rows: [[String: FactValue]]) -> FactTable {
    var table = FactTable(kind: kind)
    for (index, row) in rows.enumerated() { table.append(row, line: Int32(index + 2)) }
    return table
  }

  @Test("an item, its family, a region, a customer, a supplier, a department and an employee are called by both names")
  func masterData() throws {
    let named: [String: FactValue] = ["code": .text("X"), "name": .text("名"), "name_en": .text("Name")]
    let item = named.merging(["family": .text("空调"), "family_en": .text("Air conditioners")]) { first, _ in first }
    let both = BilingualText("名", "Name")
    let found = try catalogue([
      table(.items, [item]), table(.territories, [named]), table(.customers, [named]), table(.suppliers, [named]),
      table(.departments, [named]), table(.employees, [named]),
    ])
    #expect(found.items.first?.name == both)
    #expect(found.families.first?.name == BilingualText("空调", "Air conditioners"))
    #expect(found.families.first?.code == "空调")
    #expect(found.regions.first?.name == both)
    #expect(found.customers["X"]?.name == both)
    #expect(found.suppliers["X"]?.name == both)
    #expect(found.departments.first?.name == both)
    #expect(found.employees["X"] == both)
  }

  @Test("a name that came in one language is shown in both, and a code stands in for none")
  func oneName() throws {
    let found = try catalogue([
      table(
        .items,
        [
          ["code": .text("A"), "name": .text("挂机")], ["code": .text("B"), "name_en": .text("Kettle")],
          ["code": .text("C")],
        ])
    ])
    #expect(found.items.map(\.name) == [BilingualText(name: "挂机"), BilingualText(name: "Kettle"), BilingualText(name: "C")])
  }

  @Test("two files may describe one item: the one that has the English name gives it")
  func twoFiles() throws {
    let found = try catalogue([
      table(
        .items,
        [
          ["code": .text("A"), "alias": .text("1"), "name": .text("挂机")],
          ["code": .text("A"), "alias": .text("2"), "name_en": .text("Wall AC"), "family": .text("空调")],
        ])
    ])
    #expect(found.items.map(\.name) == [BilingualText("挂机", "Wall AC")])
  }

  @Test("a deal is called by both names, and its stage by the words of both languages where it is a common one")
  func deals() {
    let rows = table(
      .deals, [["code": .text("D"), "name": .text("园区"), "name_en": .text("Park"), "stage": .text("谈判")]])
    let deal = Deal.read(deals: rows, stages: FactTable(kind: .dealStages)).first
    #expect(deal?.name == BilingualText("园区", "Park"))
    #expect(StageName.label("谈判") == BilingualText("谈判", "Negotiation"))
    #expect(StageName.label("won") == BilingualText("赢单", "Won"))
    #expect(StageName.label("样机试用") == BilingualText(name: "样机试用"))
  }
}
