// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities
import Testing

/// Sees schemas that contradict themselves; can't see whether a field means what its label says.
@Suite("Schemas of facts")
struct SchemaTests {
  @Test("Every kind has keys and an effective day among its fields, under names used once", arguments: FactKind.allCases)
  func fields(_ kind: FactKind) {
    let schema = FactSchema.of(kind)
    let names = schema.fields.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(!schema.keys.isEmpty)
    #expect(schema.keys.allSatisfy { schema.index(of: $0) != nil })
    if let effective = schema.effectiveField {
      #expect(schema.index(of: effective).map { schema.fields[$0].type } == .day)
    }
    #expect(names.allSatisfy { $0.allSatisfy { ("a"..."z").contains($0) || $0 == "_" } })
  }

  @Test("No header names two fields of a kind", arguments: FactKind.allCases)
  func synonyms(_ kind: FactKind) {
    var owner: [String: String] = [:]
    for field in FactSchema.of(kind).fields {
      for synonym in Set(field.synonyms) {
        let earlier = owner.updateValue(field.name, forKey: synonym)
        #expect(earlier == nil, "\(synonym) means \(earlier ?? "") and \(field.name)")
      }
    }
  }

  @Test("References name text columns of kinds whose first key is a text", arguments: FactKind.allCases)
  func references(_ kind: FactKind) {
    for field in FactSchema.of(kind).fields {
      guard let target = field.refersTo else { continue }
      #expect(field.type == .text)
      let schema = FactSchema.of(target)
      #expect(schema.index(of: schema.keys[0]).map { schema.fields[$0].type } == .text)
    }
  }

  @Test("products is another name of items, every other kind has its own")
  func names() {
    #expect(FactKind(name: "products") == .items)
    #expect(FactKind.allCases.allSatisfy { FactKind(name: $0.rawValue) == $0 })
    #expect(FactKind(name: "unicorns") == nil)
  }

  @Test("A table of whole columns equals one built row by row")
  func wholeColumns() throws {
    var rows = FactTable(kind: .quotas)
    let day = try #require(Day(iso: "2026-01-01"))
    rows.append(["owner": .text("E1"), "starts_on": .day(day), "amount": .number(500)], line: 2)
    rows.append(["owner": .text("E2"), "amount": .number(700)], line: 3)
    let columns = rows.columns.map {
      FactColumn(field: $0.field, integers: Array($0.integers), isPresent: Array($0.isPresent), texts: $0.texts)
    }
    var whole = FactTable(kind: .quotas, columns: columns, lines: rows.lines)
    #expect(whole.rowCount == 2)
    #expect(whole["owner"].text(1) == "E2")
    #expect(whole["starts_on"].day(0) == day)
    #expect(whole["starts_on"].day(1) == nil)
    whole.append(["owner": .text("E1"), "amount": .number(1)], line: 4)
    #expect(whole["owner"].texts == ["E1", "E2"])
    #expect(whole["amount"].decimal(2) == FixedPoint("0.01"))
  }
}
