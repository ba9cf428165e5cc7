// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Formulas
import Planning
import Quantities

/// Finds what is possible from the company's facts against one shortfall; prices nothing.
struct FindMeasures {
  let book: CashBook
  let shortfall: CashShortfall
  /// What is missing at most within the thirteen weeks, 分.
  let need: Int64
  /// The last bank day on which money can still come in time.
  let actBy: Day
  /// Listed of each kind at most, the largest.
  static let limit = 12
  /// How far ahead a customer may be asked to pay early, days.
  static let reach = 60

  init(_ book: CashBook, _ shortfall: CashShortfall, need: Int64) {
    self.book = book
    self.shortfall = shortfall
    self.need = need
    actBy = max(
      book.bankDays.previousWorkday(onOrBefore: shortfall.day), book.bankDays.nextWorkday(onOrAfter: book.today))
  }

  func all() -> [CashMeasure] {
    guard
      ["bills_discounted", "payables_moved", "receipts_brought_forward", "financing_charges"].allSatisfy({ book.plan.landing.id($0) != nil }
      )
    else { return [] }
    return endorsements() + delays() + purchases() + collections() + discounts() + draws()
  }

  func largest(_ measures: [CashMeasure]) -> [CashMeasure] {
    Array(measures.sorted { ($1.amount, $0.id) < ($0.amount, $1.id) }.prefix(Self.limit))
  }

  // MARK: Bills

  /// Bills in hand that turn into money only after the shortfall, largest first, less what the plan gave away already.
  func bills() -> [(bill: BillRegister.Bill, cashDay: Day)] {
    book.heldBills().filter { $0.isFree && $0.cashDay > shortfall.day && book.days.first.distance(to: $0.cashDay) < book.days.count }
      .map { ($0.bill, $0.cashDay) }.sorted { ($1.0.face, $0.0.number) < ($0.0.face, $1.0.number) }
  }

  /// 贴现: interest from the day of discount to the day before maturity, by 360 days. Offered with the bank's rate, driver `bill_discount_rate`.
  func discounts() -> [CashMeasure] {
    guard let rate = rate("bill_discount_rate") else { return [] }
    return largest(
      bills().compactMap { bill, cashDay in
        let days = actBy.distance(to: bill.maturesOn)
        guard let price = BillDiscount(face: Amount(minorUnits: bill.face, currency: .cny), annualRate: rate, days: days) else {
          return nil
        }
        return CashMeasure(
          id: "discount:" + bill.number, kind: .discount,
          label: BilingualText("贴现 \(bill.number)", "Discount \(bill.number)"),
          terms: BilingualText(
            "\(bill.maturesOn) 到期，剩 \(days) 天，年利率 \(percent(rate))，利息 \(price.interest.decimalText) 元",
            "matures on \(bill.maturesOn), \(days) days left at \(percent(rate)) a year, interest \(price.interest.decimalText)"),
          counterparty: book.name(ofParty: bill.counterparty), amount: bill.face, actBy: actBy, document: nil,
          uses: ["bill:" + bill.number],
          inputs: [
            .money("bills_discounted", bill.face, on: actBy), .money("bills_given", bill.face, on: cashDay),
            .money("financing_charges", price.interest.minorUnits, on: actBy),
          ])
      })
  }

  /// 背书: a bill that runs three weeks more settles invoices of one supplier that fall due by the day of the shortfall.
  func endorsements() -> [CashMeasure] {
    var open: [String: [(invoice: CashFacts.OpenInvoice, day: Day, left: Int64)]] = [:]
    for payable in payables() { open[payable.invoice.party, default: []].append((payable.invoice, payable.day, payable.invoice.amount)) }
    var found: [CashMeasure] = []
    for (bill, cashDay) in bills() {
      // The supplier whose invoices the bill fits best: the least that is enough.
      let fitting = open.map { ($0.key, $0.value.reduce(0) { $0 + $1.left }) }.filter { $0.1 >= bill.face }.sorted {
        ($0.1, $0.0) < ($1.1, $1.0)
      }
      guard let supplier = fitting.first?.0, var invoices = open[supplier] else { continue }
      var left = bill.face
      var inputs: [CashInput] = []
      var first = shortfall.day
      for place in invoices.indices.reversed() where left > 0 && invoices[place].left > 0 {
        let part = min(left, invoices[place].left)
        invoices[place].left -= part
        left -= part
        first = min(first, invoices[place].day)
        inputs.append(.money("payables_moved", -part, on: invoices[place].day))
      }
      guard first.distance(to: bill.maturesOn) >= 21 else { continue }
      open[supplier] = invoices
      inputs += [
        .money("payables_moved", bill.face, on: first), .money("bills_endorsed", bill.face, on: first),
        .money("bills_given", bill.face, on: cashDay),
      ]
      let name = book.name(ofSupplier: supplier)
      found.append(
        CashMeasure(
          id: "endorse:\(bill.number)", kind: .endorse,
          label: BilingualText("背书 \(bill.number) 给\(name.chinese)", "Endorse \(bill.number) to \(name.english)"),
          terms: BilingualText(
            "抵 \(first) 起到期的应付，票据 \(bill.maturesOn) 到期；不花利息",
            "settles payables due from \(first) on, the bill matures on \(bill.maturesOn); no interest"),
          counterparty: name, amount: bill.face, actBy: first, document: nil, uses: ["bill:" + bill.number], inputs: inputs))
    }
    return largest(found)
  }

  // MARK: Payables

  /// Invoices of suppliers that are paid between tomorrow and the day of the shortfall, by day.
  func payables() -> [(invoice: CashFacts.OpenInvoice, day: Day)] { book.payables(after: book.today).filter { $0.day <= shortfall.day } }

  /// 账期内延付: an invoice whose terms end after the shortfall is paid on the last bank day they allow, never later.
  func delays() -> [CashMeasure] {
    largest(
      payables().compactMap { invoice, day in
        guard let on = invoice.on, let terms = book.terms(of: invoice.party) else { return nil }
        let allowed = book.bankDays.previousWorkday(onOrBefore: terms.dueDay(anchor: on))
        guard allowed > shortfall.day, book.days.first.distance(to: allowed) < book.days.count else { return nil }
        let name = book.name(ofSupplier: invoice.party)
        return CashMeasure(
          id: "delay:\(invoice.number)", kind: .delay,
          label: BilingualText("\(name.chinese) \(invoice.number) 按账期付", "Pay \(name.english) \(invoice.number) by its terms"),
          terms: BilingualText("计划 \(day) 付，账期到 \(allowed)", "planned for \(day), its terms allow \(allowed)"), counterparty: name,
          amount: invoice.amount, actBy: day, document: "purchaseInvoice:" + invoice.number,
          uses: ["payable:" + invoice.number],
          inputs: [.money("payables_moved", -invoice.amount, on: day), .money("payables_moved", invoice.amount, on: allowed)])
      })
  }

  // MARK: Rates

  /// A yearly rate from the drivers; nil when there is none.
  func rate(_ driver: String) -> FixedPoint? { book.facts.drivers.value(driver).flatMap { Self.rate($0) } }

  static func rate(_ value: Double) -> FixedPoint? { Rounding.toInteger(value * 1_000_000).map { FixedPoint(mantissa: $0, scale: 6) } }

  /// 0.024 → 2.4%.
  func percent(_ rate: FixedPoint) -> String {
    let text = FixedPoint(mantissa: rate.mantissa, scale: max(0, rate.scale - 2)).description
    guard text.contains(".") else { return text + "%" }
    let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(trimmed.reversed()) + "%"
  }
}
