// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing
import TradeMeasures

@Suite("Shifts planted between order, shipment and invoice land in the item that names them")
struct PlantedGoodsTests {
  @Test("What is shipped next month leaves the bridge of this month and comes into that of the next")
  func partialShipment() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: "01-20", order: "SO1", 6, "678.00", net: "600.00")
    trade.ship("FH2", on: "02-03", order: "SO1", 3, "339.00", net: "300.00")
    let book = try trade.book()
    try expect(book, .order, .shipment, 1, ("1130.00", "678.00"), ["notDelivered.carriedOut": "452.00"])
    try expect(book, .order, .shipment, 2, ("0.00", "339.00"), ["notDelivered.broughtIn": "-339.00"])
    try expect(book, .shipment, .order, 2, ("339.00", "0.00"), ["notDelivered.broughtIn": "339.00"])
  }

  @Test("A lower price on the delivery note is a price difference; three thirds of 100.00 differ by a 分")
  func priceAndRounding() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: "01-06", order: "SO1", 10, "1017.00", net: "900.00")
    trade.order("SO2", on: "01-05", 3, "100.00", net: "88.50")
    trade.ship("FH2", on: "01-06", order: "SO2", 1, "33.33", net: "29.50")
    trade.ship("FH3", on: "01-07", order: "SO2", 1, "33.33", net: "29.50")
    trade.ship("FH4", on: "01-08", order: "SO2", 1, "33.33", net: "29.50")
    try expect(try trade.book(), .order, .shipment, 1, ("1230.00", "1116.99"), ["price": "113.00", "rounding": "0.01"])
  }

  @Test("A cancelled line was an order, and is an item on the day it is cancelled")
  func cancelled() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: "01-20", order: "SO1", 4, "452.00", net: "400.00")
    trade.extras.cancellations = [.init(number: "QX1", cancelledOn: HandMade.day("02-10"), orderNumber: "SO1", orderLine: 1)]
    let book = try trade.book()
    try expect(book, .order, .shipment, 1, ("1130.00", "452.00"), ["notDelivered.carriedOut": "678.00"])
    try expect(book, .order, .shipment, 2, ("0.00", "0.00"), ["notDelivered.broughtIn": "-678.00", "cancelled": "678.00"])
  }

  @Test("A return in the next month reduces its shipments and invoices, never the order")
  func returnAcrossMonths() throws {
    var trade = HandMade.plainSale(shipped: "01-28", invoiced: "01-31")
    trade.ship("TH1", on: "02-04", order: "SO1", -2, "-226.00", net: "-200.00")
    trade.invoice("FP2", on: "02-05", shipment: "TH1", -2, "-226.00", net: "-200.00")
    let book = try trade.book()
    try expect(book, .order, .invoice, 1, ("1130.00", "1130.00"), [:])
    try expect(book, .order, .revenue, 2, ("0.00", "-200.00"), ["returns": "226.00", "tax": "-26.00"])
  }

  @Test("More than was ordered is beyond the quantity; a delivery nobody ordered says so")
  func beyond() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: "01-10", order: "SO1", 12, "1356.00", net: "1200.00")
    trade.ship("FH2", on: "01-11", order: nil, 1, "50.00", net: "44.25", item: "B")
    try expect(try trade.book(), .order, .shipment, 1, ("1130.00", "1406.00"), ["quantity": "-226.00", "deliveryWithoutOrder": "-50.00"])
  }

  @Test("A shipment that names no order takes the customer's oldest open line of the item, and says it was matched by rule")
  func matchedByRule() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1130.00", net: "1000.00")
    trade.order("SO2", on: "01-06", 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: "02-10", order: nil, 12, "1356.00", net: "1200.00")
    let book = try trade.book()
    let february = Month(year: 2026, month: 2)
    let page = try book.documents(of: BridgeItem(.notDelivered, .broughtIn), from: .order, to: .shipment, february...february)
    #expect(page.documents.map(\.document.number) == ["SO1", "SO2"])
    #expect(page.documents.map(\.amount) == [-113_000, -22_600])
    #expect(page.documents.allSatisfy { $0.basis == .oldestOpen && $0.counterpart?.number == "FH1" })
    #expect(book.findings.contains { $0.code == .matchedByRule && $0.examples == ["FH1"] })
  }

  @Test("A rebate credit note is a rebate, once with tax in the invoices and without in the revenue")
  func rebateNote() throws {
    var trade = HandMade.plainSale()
    trade.invoice("FL1", on: "01-31", "-33.90", net: "-30.00", rebate: true, item: nil)
    let book = try trade.book()
    try expect(book, .shipment, .invoice, 1, ("1130.00", "1096.10"), ["rebate": "33.90"])
    try expect(book, .shipment, .revenue, 1, ("1130.00", "970.00"), ["rebate": "33.90", "tax": "126.10"])
  }

  @Test("Goods given as a rebate go out at a price and come back as a rebate line of the same invoice")
  func rebateGoods() throws {
    var trade = HandMade()
    trade.ship("FH9", on: "01-10", order: nil, 1, "113.00", net: "100.00")
    trade.invoice("FP9", line: 1, on: "01-10", shipment: "FH9", 1, "113.00", net: "100.00")
    trade.invoice("FP9", line: 2, on: "01-10", "-113.00", net: "-100.00", rebate: true)
    let book = try trade.book()
    try expect(book, .shipment, .invoice, 1, ("113.00", "0.00"), ["rebate": "113.00"])
    trade.receive("SK1", on: "03-01", "5.00")
    let withMoney = try trade.book()
    // The two lines settle each other: neither is ever a receivable.
    try expect(withMoney, .invoice, .collection, 1, ("0.00", "0.00"), [:])
    try expect(withMoney, .invoice, .collection, 3, ("0.00", "5.00"), ["advance.carriedOut": "-5.00"])
  }

  @Test("An invoice before the shipment waits on the other side until the goods leave")
  func invoicedAhead() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1130.00", net: "1000.00")
    trade.invoice("FP1", on: "01-20", order: "SO1", 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: "02-03", order: "SO1", 10, "1130.00", net: "1000.00")
    let book = try trade.book()
    try expect(book, .shipment, .invoice, 1, ("0.00", "1130.00"), ["invoicedAhead.carriedOut": "-1130.00"])
    try expect(book, .shipment, .invoice, 2, ("1130.00", "0.00"), ["invoicedAhead.broughtIn": "1130.00"])
    // Revenue waits for the goods: the tax lies in the month of recognition.
    try expect(book, .invoice, .revenue, 1, ("1130.00", "0.00"), ["notRecognised.carriedOut": "1130.00"])
    try expect(book, .invoice, .revenue, 2, ("0.00", "1000.00"), ["notRecognised.broughtIn": "-1130.00", "tax": "130.00"])
  }

  @Test("Two invoices for one shipment share it by quantity, to the 分")
  func twoInvoices() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 3, "100.00", net: "88.50")
    trade.ship("FH1", on: "01-10", order: "SO1", 3, "100.00", net: "88.50")
    trade.invoice("FP1", on: "01-12", shipment: "FH1", 1, "33.33", net: "29.50")
    trade.invoice("FP2", on: "02-12", shipment: "FH1", 2, "66.67", net: "59.00")
    let book = try trade.book()
    try expect(book, .acceptance, .invoice, 1, ("100.00", "33.33"), ["notInvoiced.carriedOut": "66.67"])
    try expect(book, .acceptance, .invoice, 2, ("0.00", "66.67"), ["notInvoiced.broughtIn": "-66.67"])
  }

  @Test("When the tax rate falls between order and delivery, the difference is tax and not price")
  func taxRateChange() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1160.00", net: "1000.00")
    trade.ship("FH1", on: "01-10", order: "SO1", 10, "1130.00", net: "1000.00")
    try expect(try trade.book(), .order, .shipment, 1, ("1160.00", "1130.00"), ["tax": "30.00"])
  }

  @Test("A signed contract waits for its orders; flow deals have none; orders without a contract say so")
  func signing() throws {
    var trade = HandMade()
    trade.sign("SJ1", on: "01-03", "2000.00")
    trade.sign("SJ2", on: "01-04", "500.00", kind: "流水型")
    trade.order("SO1", on: "01-10", 10, "1130.00", net: "1000.00", deal: "SJ1")
    trade.order("SO2", on: "01-11", 1, "113.00", net: "100.00")
    try expect(
      try trade.book(), .signing, .order, 1, ("2500.00", "1243.00"),
      ["notOrdered.carriedOut": "870.00", "framework": "500.00", "orderWithoutContract": "-113.00"])
  }

  @Test("Acceptance follows its document, or the days of the customer; without either goods are accepted as they leave")
  func acceptance() throws {
    var trade = HandMade.plainSale(shipped: "01-28", invoiced: "02-20")
    #expect(try trade.book().standIns.contains(.acceptance))
    try expect(try trade.book(), .shipment, .acceptance, 1, ("1130.00", "1130.00"), [:])
    let later = try trade.book(MeasureRules(acceptanceDaysByParty: ["C1": 7]))
    try expect(later, .shipment, .acceptance, 1, ("1130.00", "0.00"), ["notAccepted.carriedOut": "1130.00"])
    try expect(later, .shipment, .acceptance, 2, ("0.00", "1130.00"), ["notAccepted.broughtIn": "-1130.00"])
    trade.extras.acceptances = [.init(number: "YS1", acceptedOn: HandMade.day("02-15"), shipmentNumber: "FH1")]
    let stated = try trade.book()
    #expect(!stated.standIns.contains(.acceptance))
    try expect(stated, .shipment, .revenue, 2, ("0.00", "1000.00"), ["notAccepted.broughtIn": "-1130.00", "tax": "130.00"])
  }

  @Test("A customer of another region takes the shipment: a region's bridge names what another slice has")
  func reassigned() throws {
    var trade = HandMade()
    trade.order("SO1", on: "01-05", 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: "01-10", order: "SO1", 10, "1130.00", net: "1000.00", customer: "C2")
    let book = try trade.book()
    try expect(book, .order, .shipment, 1, ("1130.00", "0.00"), ["reassigned": "1130.00"], slice: MeasureSlice(territories: ["华东"]))
    try expect(book, .order, .shipment, 1, ("0.00", "1130.00"), ["reassigned": "-1130.00"], slice: MeasureSlice(territories: ["华北"]))
    try expect(book, .order, .shipment, 1, ("1130.00", "1130.00"), [:])
  }
}
