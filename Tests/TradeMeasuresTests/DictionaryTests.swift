// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities
import Testing
import TradeMeasures

@Suite("The dictionary of figures says what each of them means, and which may be compared")
struct DictionaryTests {
  private let dictionary = MetricDictionary()

  @Test("Every measure has a name, an owner, a formula, a date rule and columns that exist, in both languages")
  func complete() throws {
    #expect(dictionary.definitions.map(\.measure) == TradeMeasure.allCases)
    for definition in dictionary.definitions {
      for text in [definition.name, definition.owner, definition.formula, definition.standIn] {
        #expect(!text.chinese.isEmpty && !text.english.isEmpty, "\(definition.id)")
      }
      #expect(!definition.sources.isEmpty)
      for source in definition.sources {
        let schema = FactSchema.of(source.kind)
        for column in source.columns { #expect(schema.index(of: column) != nil, "\(definition.id): \(source.kind.rawValue).\(column)") }
      }
    }
    #expect(Set(dictionary.definitions.map(\.name.chinese)).count == 16)
  }

  @Test("Revenue and invoice are unlike in measure, tax and day, and the refusal says so and offers the bridge")
  func unlike() throws {
    let invoice = StatedFigure(try #require(dictionary.definition(of: .invoice)), currency: .cny)
    let revenue = StatedFigure(try #require(dictionary.definition(id: "sales.revenue")), currency: .cny)
    #expect(
      invoice.unlikeness(to: revenue) == [
        .measure(.invoice, .revenue), .taxRule(.including, .excluding), .dateRule(.invoiced, .recognised),
      ])
    let words = try #require(invoice.refusal(to: revenue))
    #expect(words.chinese.contains("含税与不含税") && words.chinese.contains("口径桥"))
    #expect(words.english.contains("open the bridge"))
    #expect(invoice.refusal(to: invoice) == nil)
  }

  @Test("The same measure in another currency, or before its meaning changed, is another figure")
  func currencyAndVersion() throws {
    let onAcceptance = try #require(dictionary.definition(of: .revenue))
    let onInvoice = try #require(MetricDictionary(rules: MeasureRules(recognition: .onInvoice)).definition(of: .revenue))
    let figure = StatedFigure(onAcceptance, currency: .cny)
    #expect(figure.unlikeness(to: StatedFigure(onInvoice, currency: .usd)) == [.currency(.cny, .usd), .version(1, 2)])
    #expect(figure.refusal(to: StatedFigure(onInvoice, currency: .cny))?.english.contains("two versions") == true)
  }

  @Test("No item is named 其他, and every one has a name of its own and a reason in both languages")
  func itemNames() {
    for side in TradeSide.allCases {
      let names = BridgeItemKind.allCases.map { $0.name(side) }
      #expect(Set(names.map(\.chinese)).count == names.count)
      #expect(names.allSatisfy { !$0.chinese.contains("其他") && !$0.english.lowercased().contains("other ") && !$0.english.isEmpty })
    }
    #expect(BridgeItemKind.allCases.allSatisfy { !$0.reason.chinese.isEmpty && !$0.reason.english.isEmpty })
    #expect(BridgeItem.Side.allCases.allSatisfy { BridgeItem(id: BridgeItem(.advance, $0).id) == BridgeItem(.advance, $0) })
    #expect(BridgeItem(id: "nonsense") == nil)
    #expect(BridgeItem(id: "tax") == BridgeItem(.tax))
  }

  @Test("What cannot be bridged is refused with a reason and what to do")
  func refusals() throws {
    let book = try HandMade.plainSale().book()
    let january = Month(year: 2026, month: 1)
    #expect(throws: MeasureError.noDocuments(.collection)) { try book.bridge(from: .invoice, to: .collection, january...january) }
    #expect(throws: MeasureError.twoSides(.invoice, .payment)) { try book.bridge(from: .invoice, to: .payment, january...january) }
    #expect(throws: MeasureError.sameMeasure(.order)) { try book.bridge(from: .order, to: .order, january...january) }
    #expect(throws: MeasureError.periodTooLong) {
      try book.bridge(from: .order, to: .shipment, january...january.adding(months: 1_200))
    }
    #expect(MeasureError.twoSides(.invoice, .payment).words.chinese.contains("“开票”属于销售、“付款”属于采购"))
    #expect(book.standIns == [.signing, .acceptance])
  }

  @Test("Amounts too large to add exactly are refused, not wrapped around")
  func tooLarge() throws {
    var trade = HandMade()
    for place in 0..<3 { trade.order("SO\(place)", on: "01-05", 1, "4000000000000000.00") }
    #expect(throws: MeasureError.tooLarge(document: "SO2")) { try trade.book() }
  }
}
