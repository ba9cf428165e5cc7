// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing
import TradeMeasures

@Suite("Shifts planted between invoice, collection and cash land in the item that names them")
struct PlantedMoneyTests {
  @Test("An endorsed bill was collected and never comes to the bank")
  func endorsedBill() throws {
    var trade = HandMade.plainSale()
    trade.receive("SK1", on: "02-10", "1130.00", for: "FP1", method: "承兑", bill: "CD1")
    trade.bill("CD1", "收到", on: "02-10", "1130.00")
    trade.bill("CD1", "背书", on: "03-05", "1130.00")
    trade.receive("SK2", on: "04-01", "10.00")
    let book = try trade.book()
    try expect(book, .invoice, .collection, 2, ("0.00", "1130.00"), ["unsettled.broughtIn": "-1130.00"])
    try expect(book, .collection, .cashIn, 2, ("1130.00", "0.00"), ["billInHand.carriedOut": "1130.00"])
    try expect(book, .collection, .cashIn, 3, ("0.00", "0.00"), ["billInHand.broughtIn": "-1130.00", "billEndorsed": "1130.00"])
  }

  @Test("A discounted bill comes in less the bank's interest")
  func discountedBill() throws {
    var trade = HandMade.plainSale()
    trade.receive("SK1", on: "02-10", "1130.00", for: "FP1", method: "承兑", bill: "CD1")
    trade.bill("CD1", "贴现", on: "02-20", "1130.00", interest: "9.04")
    try expect(try trade.book(), .collection, .cashIn, 2, ("1130.00", "1120.96"), ["discountInterest": "9.04"])
  }

  @Test("A bill that matures next month is in hand until then")
  func maturedNextMonth() throws {
    var trade = HandMade.plainSale()
    trade.receive("SK1", on: "01-20", "1130.00", for: "FP1", method: "承兑", bill: "CD1")
    trade.bill("CD1", "到期", on: "02-20", "1130.00")
    let book = try trade.book()
    try expect(book, .invoice, .cashIn, 1, ("1130.00", "0.00"), ["billInHand.carriedOut": "1130.00"])
    try expect(book, .revenue, .cashIn, 2, ("0.00", "1130.00"), ["billInHand.broughtIn": "-1130.00"])
    // Against the revenue of January stands the tax that the customer pays as well.
    try expect(book, .revenue, .collection, 1, ("1000.00", "1130.00"), ["tax": "-130.00"])
  }

  @Test("Money before the order is an advance until the invoice it pays is written")
  func advance() throws {
    var trade = HandMade.plainSale(ordered: "02-05", shipped: "02-10", invoiced: "02-12")
    trade.receive("SK1", on: "01-15", "500.00")
    let book = try trade.book()
    try expect(book, .invoice, .collection, 1, ("0.00", "500.00"), ["advance.carriedOut": "-500.00"])
    try expect(
      book, .invoice, .collection, 2, ("1130.00", "0.00"), ["advance.broughtIn": "500.00", "unsettled.carriedOut": "630.00"])
  }

  @Test("Retention is the last part of the invoice, and comes years, here months, after the rest")
  func retention() throws {
    var trade = HandMade.plainSale()
    trade.extras.retentions = [.init(invoiceNumber: "FP1", amount: 5_650)]
    trade.receive("SK1", on: "02-10", "1073.50", for: "FP1")
    trade.receive("SK2", on: "06-10", "56.50", for: "FP1")
    let book = try trade.book()
    try expect(
      book, .invoice, .collection, 1, ("1130.00", "0.00"), ["unsettled.carriedOut": "1073.50", "retention.carriedOut": "56.50"])
    try expect(book, .invoice, .collection, 2, ("0.00", "1073.50"), ["unsettled.broughtIn": "-1073.50"])
    try expect(book, .invoice, .collection, 6, ("0.00", "56.50"), ["retention.broughtIn": "-56.50"])
  }

  @Test(
    "What settles an invoice without money is named by its method",
    arguments: [
      ("平台佣金", "commission"), ("坏账核销", "writeOff"), ("抵账", "setOff"), ("汇兑差额", "exchange"), ("手续费", "bankFee"), ("现金折扣", "discount"),
    ])
  func withoutMoney(method: String, item: String) throws {
    var trade = HandMade.plainSale()
    trade.receive("SK1", on: "01-25", "1080.00", for: "FP1")
    trade.receive("SK2", on: "01-25", "50.00", for: "FP1", method: method)
    try expect(try trade.book(), .invoice, .collection, 1, ("1130.00", "1080.00"), [item: "50.00"])
  }

  @Test("An invoice in dollars collected at a better rate leaves an exchange gain")
  func exchangeGain() throws {
    var trade = HandMade.plainSale()
    trade.receive("SK1", on: "01-25", "1150.00", for: "FP1")
    trade.receive("SK2", on: "01-25", "-20.00", for: "FP1", method: "汇兑差额")
    // The gain is booked against what came in too much: 1,130.00 − (−20.00) = 1,150.00.
    try expect(try trade.book(), .invoice, .collection, 1, ("1130.00", "1150.00"), ["exchange": "-20.00"])
  }

  @Test("One receipt of three rows pays three invoices; one without a number takes the oldest first")
  func oneForThree() throws {
    var trade = HandMade()
    for (place, month) in ["01", "02", "03"].enumerated() {
      trade.ship("FH\(place)", on: month + "-10", order: nil, 1, "113.00", net: "100.00")
      trade.invoice("FP\(place)", on: month + "-10", shipment: "FH\(place)", 1, "113.00", net: "100.00")
    }
    trade.receive("SK1", on: "03-20", "300.00")
    let book = try trade.book()
    try expect(
      book, .invoice, .collection, 3, ("113.00", "300.00"), ["unsettled.broughtIn": "-226.00", "unsettled.carriedOut": "39.00"])
    let march = Month(year: 2026, month: 3)
    let paid = try book.documents(of: BridgeItem(.unsettled, .broughtIn), from: .invoice, to: .collection, march...march)
    #expect(paid.documents.map(\.document.number) == ["FP0", "FP1"])
    #expect(paid.documents.allSatisfy { $0.basis == .oldestOpen })
  }

  @Test("What is paid too much stays as an advance")
  func overpayment() throws {
    var trade = HandMade.plainSale()
    trade.receive("SK1", on: "01-25", "1200.00", for: "FP1")
    try expect(try trade.book(), .invoice, .collection, 1, ("1130.00", "1200.00"), ["advance.carriedOut": "-70.00"])
  }

  @Test("A bounced transfer takes the settlement back")
  func reversal() throws {
    var trade = HandMade.plainSale()
    trade.receive("SK1", on: "01-25", "1130.00", for: "FP1")
    trade.receive("SK2", on: "02-03", "-1130.00", for: "FP1")
    let book = try trade.book()
    try expect(book, .invoice, .collection, 1, ("1130.00", "1130.00"), [:])
    try expect(
      book, .invoice, .collection, 2, ("0.00", "-1130.00"), ["unsettled.broughtIn": "1130.00"])
  }

  @Test("A receipt is shared over the families of its invoice, to the 分")
  func familiesOfAReceipt() throws {
    var trade = HandMade()
    trade.ship("FH1", line: 1, on: "01-10", order: nil, 1, "100.00", net: "88.50")
    trade.ship("FH1", line: 2, on: "01-10", order: nil, 1, "50.00", net: "44.25", item: "B")
    trade.invoice("FP1", line: 1, on: "01-10", shipment: "FH1", 1, "100.00", net: "88.50")
    trade.invoice("FP1", line: 2, on: "01-10", shipment: "FH1", 1, "50.00", net: "44.25", item: "B")
    trade.receive("SK1", on: "01-20", "100.00", for: "FP1")
    let book = try trade.book()
    try expect(
      book, .invoice, .collection, 1, ("100.00", "66.67"), ["unsettled.carriedOut": "33.33"], slice: MeasureSlice(families: ["空调"]))
    try expect(
      book, .invoice, .collection, 1, ("50.00", "33.33"), ["unsettled.carriedOut": "16.67"], slice: MeasureSlice(families: ["冰箱"]))
  }

  @Test("Suppliers have the same eight figures: goods, invoice with tax, our own bill honoured later, a customer's bill passed on")
  func payables() throws {
    var trade = HandMade()
    func day(_ text: String) -> FactValue { .day(HandMade.day(text)) }
    trade.add(
      .purchaseOrderLines,
      [
        "order_number": .text("CG1"), "line_number": .number(1), "ordered_on": day("01-03"), "item": .text("A"), "supplier": .text("S1"),
        "quantity": .number(100_0000), "amount_incl_tax": .number(113_000), "amount_excl_tax": .number(100_000), "status": .text("已关闭"),
        "rejected_quantity": .number(10_0000),
      ])
    trade.add(
      .purchaseReceipts,
      [
        "receipt_number": .text("RK1"), "line_number": .number(1), "received_on": day("01-20"), "order_number": .text("CG1"),
        "order_line": .number(1), "item": .text("A"), "supplier": .text("S1"), "quantity": .number(90_0000),
        "amount_incl_tax": .number(101_700), "amount_excl_tax": .number(90_000),
      ])
    trade.add(
      .purchaseInvoices,
      [
        "invoice_number": .text("JX1"), "line_number": .number(1), "invoiced_on": day("02-02"), "supplier": .text("S1"),
        "receipt_number": .text("RK1"), "amount_incl_tax": .number(101_701), "amount_excl_tax": .number(90_001),
      ])
    for (number, amount, method, bill) in [("FK1", Int64(50_000), "票据背书", "CD1"), ("FK2", Int64(51_701), "开出承兑", "KP1")] {
      trade.add(
        .payments,
        [
          "payment_number": .text(number), "paid_on": day("02-20"), "supplier": .text("S1"), "invoice_number": .text("JX1"),
          "method": .text(method), "amount": .number(amount), "bill_number": .text(bill),
        ])
    }
    trade.bill("KP1", "开出", on: "02-20", "517.01", direction: "应付")
    trade.bill("KP1", "到期", on: "03-20", "517.01", direction: "应付")
    let book = try trade.book()
    try expect(book, .purchaseOrder, .goodsReceipt, 1, ("1130.00", "1017.00"), ["rejected": "113.00"])
    try expect(
      book, .purchaseInvoice, .purchaseCost, 2, ("1017.01", "0.00"),
      ["recognisedAhead.broughtIn": "900.00", "tax": "117.00", "rounding": "0.01"])
    try expect(book, .payment, .cashOut, 2, ("1017.01", "0.00"), ["billEndorsed": "500.00", "billInHand.carriedOut": "517.01"])
    try expect(book, .payment, .cashOut, 3, ("0.00", "517.01"), ["billInHand.broughtIn": "-517.01"])
  }
}
