// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import DemoCompany

/// Sees: a clock, hash order or shared random stream that reaches a fact. Cannot see: differences between machines.
@Suite struct DeterminismTests {
  @Test func theSameSeedAndDayGiveTheSameBytes() throws {
    let day = try #require(Day(iso: Case.main.today))
    let again = DemoCompany.generate(seed: Case.main.seed, today: day)
    #expect(digest(again) == digest(Case.main.facts))
  }

  /// Rounding of scrap against what is there differs with every day: stock that is taken below zero would end the program.
  @Test(arguments: ["2027-02-28", "2026-12-01", "2026-12-02", "2027-01-31", "2027-03-01", "2027-04-30", "2027-08-31", "2028-02-29"])
  func itCanBeMadeWhateverDayItIs(_ text: String) throws {
    let today = try #require(Day(iso: text))
    let facts = DemoCompany.generate(seed: 1, today: today)
    let stock = try #require(facts.table(.stock))["quantity"]
    #expect((0..<stock.integers.count).allSatisfy { stock.integers[$0] >= 0 })
    #expect(facts.historyEnd == today.monthOf.firstDay.adding(days: -1))
  }

  @Test func anotherSeedGivesAnotherCompany() {
    #expect(digest(Case.main.facts) != digest(Case(seed: 1, today: "2026-11-23").facts))
  }

  @Test func everyNameHasAnEnglishOneAndNoneIsShared() {
    for table in Case.main.facts.tables {
      for field in table.schema.fields where field.isEnglishName {
        let names = table[String(field.name.dropLast(3))]
        let english = table[field.name]
        var chineseOf: [String: String] = [:]
        for row in 0..<table.rowCount {
          guard let name = names.text(row) else { continue }
          let other = english.text(row) ?? ""
          #expect(!other.isEmpty && other.unicodeScalars.allSatisfy { $0.value < 0x2E80 }, "\(table.kind.rawValue) \(name): \(other)")
          #expect(chineseOf.updateValue(name, forKey: other) ?? name == name, "\(table.kind.rawValue): \(other) is \(name) and another")
        }
      }
    }
    #expect(DemoCompany.generate(seed: 1, today: Case.main.facts.today).people.allSatisfy { $0.englishTitle != $0.title })
  }

  @Test func everyFactKindButExchangeRatesIsFilled() {
    for kind in FactKind.allCases where kind != .exchangeRates {
      #expect((Case.main.facts.table(kind)?.rowCount ?? 0) > 0, "\(kind.rawValue)")
    }
  }

  @Test(arguments: Case.all) func historyIs36FullMonthsEndingLastMonth(_ item: Case) throws {
    let today = try #require(Day(iso: item.today))
    let end = today.monthOf.firstDay.adding(days: -1)
    #expect(item.facts.historyEnd == end)
    let kinds: [FactKind] = [
      .salesOrderLines, .shipments, .invoices, .receipts, .purchaseOrderLines, .purchaseReceipts,
      .purchaseInvoices,
      .payments, .stock, .bankTransactions, .bills,
    ]
    for kind in kinds {
      let table = item.table(kind)
      let field = try #require(table.schema.effectiveField)
      let days = (0..<table.rowCount).compactMap { table[field].day($0) }
      #expect(days.max()! <= end, "\(kind.rawValue)")
      #expect(days.max()!.monthOf == end.monthOf, "\(kind.rawValue)")
    }
    let ordered = item.table(.salesOrderLines)
    let months = Set((0..<ordered.rowCount).map { ordered.date("ordered_on", $0).monthOf })
    #expect(months.count == 36)
  }

  @Test(arguments: Case.all) func keysAreUniqueAndEveryReferenceIsKnown(_ item: Case) throws {
    for table in item.facts.tables {
      var seen: Set<String> = []
      for row in 0..<table.rowCount {
        let key = table.schema.keys.map { name in
          table[name].field.type == .text ? table.word(name, row) : String(table.int(name, row))
        }.joined(separator: "|")
        #expect(seen.insert(key).inserted, "\(table.kind.rawValue) \(key)")
      }
      for (place, field) in table.schema.fields.enumerated() {
        guard let kind = field.refersTo, !table.columns[place].texts.isEmpty else { continue }
        let known = try #require(item.facts.table(kind))
        let codes = Set(known[known.schema.keys[0]].texts)
        let unknown = table.columns[place].texts.filter { !codes.contains($0) }
        #expect(unknown.isEmpty, "\(table.kind.rawValue).\(field.name): \(unknown.prefix(3))")
      }
      for (place, field) in table.schema.fields.enumerated() where field.isRequired {
        #expect(table.columns[place].isPresent.allSatisfy { $0 }, "\(table.kind.rawValue).\(field.name)")
      }
    }
  }
}
