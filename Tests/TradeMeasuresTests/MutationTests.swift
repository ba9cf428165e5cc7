// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing
import TradeMeasures

@Suite("The check can fail: a changed document moves an item or shows in the residual, and never hides")
struct MutationTests {
  private let january = Month(year: 2026, month: 1)

  private func sale(net: String = "1000.00", tax: String = "130.00", gross: String = "1130.00", shipment: String? = "FH1") throws
    -> MeasureBook
  {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: "01-10", order: "SO1", 10, "1130.00", net: "1000.00")
    trade.invoice("FP1", on: "01-12", shipment: shipment, 10, gross, net: net, tax: tax, item: shipment == nil ? nil : "A")
    return try trade.book()
  }

  @Test("An invoice whose gross, tax and net do not add up leaves its 分 in the residual, and is named")
  func contradiction() throws {
    let sound = try sale().bridge(from: .invoice, to: .revenue, january...january)
    #expect(sound.residual == 0 && sound.lines.map(\.amount) == [13_000])
    let book = try sale(tax: "129.99")
    let bridge = try book.bridge(from: .invoice, to: .revenue, january...january)
    #expect(bridge.residual == 1)
    #expect(bridge.lines.map(\.amount) == [12_999])
    #expect(book.findings.contains { $0.code == .amountsDisagree && $0.examples == ["FP1"] && $0.amount == 1 })
  }

  @Test("One 分 more on the invoice is a difference of rounding with that invoice as its document")
  func oneFen() throws {
    let book = try sale(net: "1000.01", gross: "1130.01")
    let bridge = try book.bridge(from: .shipment, to: .invoice, january...january)
    #expect(bridge.residual == 0 && bridge.lines.map(\.item.id) == ["rounding"] && bridge.lines.map(\.amount) == [-1])
    let page = try book.documents(of: BridgeItem(.rounding), from: .shipment, to: .invoice, january...january)
    #expect(page.documents.map(\.document.number) == ["FP1"] && page.documents.first?.counterpart?.number == "FH1")
  }

  @Test("Without its link the invoice stands on one side and the delivery on the other")
  func droppedLink() throws {
    let bridge = try sale(shipment: nil).bridge(from: .shipment, to: .invoice, january...january)
    #expect(bridge.residual == 0)
    #expect(bridge.amount(BridgeItem(.notInvoiced, .carriedOut)) == 113_000)
    #expect(bridge.amount(BridgeItem(.invoiceWithoutDelivery)) == -113_000)
  }

  @Test("A link to a document that is not there is named and taken as none")
  func brokenLink() throws {
    let book = try sale(shipment: "FH404")
    #expect(book.findings.contains { $0.code == .linkBroken && $0.examples == ["FP1"] })
    // The rule then finds the delivery: same customer, same item.
    #expect(try book.bridge(from: .shipment, to: .invoice, january...january).lines.isEmpty)
  }
}
