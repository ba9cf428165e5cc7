// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Formulas
import Planning
import Quantities

extension FindMeasures {
  /// 提前回款: invoices of one customer that are expected within the weeks after the shortfall, paid by transfer in time for it.
  ///
  /// The discount is what the money costs for the days: driver `early_payment_rate` a year, or else what the company pays its bank.
  func collections() -> [CashMeasure] {
    guard let rate = rate("early_payment_rate") ?? loanRate() ?? rate("bill_discount_rate") else { return [] }
    var left: [Int: [Int64]] = [:]
    var byCustomer: [String: [(invoice: CashFacts.OpenInvoice, day: Day)]] = [:]
    for invoice in book.facts.receivables {
      // Where nothing was agreed there is no day to be earlier than.
      guard let region = invoice.region, invoice.due > shortfall.day, shortfall.day.distance(to: invoice.due) <= Self.reach,
        invoice.rests != .assumed || book.plan.learntPayment(ofCustomer: invoice.party) == nil
      else { continue }
      let id: Coordinate = ["Region": book.plan.members.regions[region]]
      var open =
        left[region] ?? zip(book.input("receivables_due", at: id), book.input("receipts_given_up", at: id)).map { hundredths($0 - $1) }
      let place = book.days.first.distance(to: invoice.due)
      guard place < open.count, open[place] >= invoice.amount else { continue }
      open[place] -= invoice.amount
      left[region] = open
      byCustomer[invoice.party, default: []].append((invoice, invoice.due))
    }
    return largest(byCustomer.sorted { $0.key < $1.key }.compactMap { collection(of: $0.key, $0.value, rate) })
  }

  private func collection(
    of customer: String, _ invoices: [(invoice: CashFacts.OpenInvoice, day: Day)], _ rate: FixedPoint
  ) -> CashMeasure? {
    var inputs: [CashInput] = []
    var (amount, charge): (Int64, Int64) = (0, 0)
    for (invoice, day) in invoices {
      guard let region = invoice.region,
        let price = BillDiscount(face: Amount(minorUnits: invoice.amount, currency: .cny), annualRate: rate, days: actBy.distance(to: day))
      else { continue }
      let member = ["Region": book.plan.members.regions[region]]
      amount += invoice.amount
      charge += price.interest.minorUnits
      inputs += [
        .money("receipts_brought_forward", invoice.amount, on: actBy, member), .money("receipts_given_up", invoice.amount, on: day, member),
      ]
    }
    guard amount > 0 else { return nil }
    let name = book.name(ofCustomer: customer)
    return CashMeasure(
      id: "collect-early:" + customer, kind: .collectEarly,
      label: BilingualText("请\(name.chinese)提前付款", "Ask \(name.english) to pay early"),
      terms: BilingualText(
        "\(invoices.count) 张发票，\(invoices[0].day) 起到期；折扣按年 \(percent(rate)) 计，\(yuan(charge)) 元",
        "\(invoices.count) invoices due from \(invoices[0].day) on; discount at \(percent(rate)) a year, \(yuan(charge))"),
      counterparty: name, amount: amount, actBy: actBy, document: invoices.count == 1 ? "invoice:" + invoices[0].invoice.number : nil,
      uses: ["customer:" + customer], inputs: inputs + [.money("financing_charges", charge, on: actBy)])
  }

  /// What the plan pays its banks a year in the month of the shortfall.
  func loanRate() -> FixedPoint? {
    guard let id = book.plan.landing.id("loan_rate"),
      let value = try? book.plan.engine.value(id, at: .total, period: .month(shortfall.day.monthOf)), value > 0
    else { return nil }
    return Self.rate(value)
  }

  // MARK: Lines of credit

  /// 动用授信: what banks lend more than is out on the day; repaid after half a year.
  ///
  /// - Parameter amount: what to draw of each line at most, 分; nil for what is missing, in whole 10 万.
  func draws(amount wanted: Int64? = nil) -> [CashMeasure] {
    let amount = wanted ?? Self.rounded(need)
    var banks: [String: (limit: Int64, out: Int64, rate: FixedPoint?)] = [:]
    for loan in book.facts.loans {
      guard let bank = loan.bank, let limit = loan.limit else { continue }
      var known = banks[bank] ?? (0, 0, loan.rate)
      known.limit = max(known.limit, limit)
      if loan.drawn <= actBy, loan.matures > actBy { known.out += loan.principal }
      banks[bank] = known
    }
    // What the plan draws beyond the loans that are known takes from all lines.
    let typed = zip(book.input("loan_draws"), book.input("loan_repayments")).prefix(book.days.first.distance(to: actBy) + 1)
      .reduce(0.0) { $0 + $1.0 - $1.1 }
    let known = book.facts.loans.reduce(Int64(0)) { sum, loan in
      (loan.drawn.monthOf > book.facts.cutoff && loan.drawn <= actBy ? loan.principal : 0) - (loan.matures <= actBy ? loan.principal : 0)
        + sum
    }
    var more = max(0, hundredths(typed) - known)
    return banks.sorted { $0.key < $1.key }.compactMap { bank, line in
      let free = max(0, line.limit - line.out)
      let taken = min(free, more)
      more -= taken
      return draw(min(free - taken, amount), from: bank, free: free - taken, rate: line.rate)
    }
  }

  private func draw(_ amount: Int64, from bank: String, free: Int64, rate: FixedPoint?) -> CashMeasure? {
    guard amount > 0, let rate = rate ?? loanRate() else { return nil }
    let back = book.bankDays.nextWorkday(onOrAfter: actBy.adding(days: 180))
    var inputs: [CashInput] = [.money("loan_draws", amount, on: actBy)]
    if book.days.first.distance(to: back) < book.days.count { inputs.append(.money("loan_repayments", amount, on: back)) }
    return CashMeasure(
      id: "draw:\(bank)=\(yuan(amount))", kind: .draw, label: BilingualText("向\(bank)提款", "Draw on the line of \(lender(bank))"),
      terms: BilingualText(
        "授信未用 \(yuan(free)) 元，年利率 \(percent(rate))，\(back) 归还",
        "\(yuan(free)) undrawn at \(percent(rate)) a year, repaid on \(back)"),
      counterparty: BilingualText(bank, lender(bank)), amount: amount, actBy: actBy, document: nil, uses: ["line:" + bank], inputs: inputs)
  }

  /// Bank files carry no English name of a bank: it is the lender of its newest loan.
  private func lender(_ bank: String) -> String {
    book.facts.loans.last { $0.bank == bank }.map { "the lender of \($0.code)" } ?? bank
  }

  /// Up to whole 10 万.
  static func rounded(_ amount: Int64) -> Int64 { (max(0, amount) + 9_999_999) / 10_000_000 * 10_000_000 }

  // MARK: Purchases

  /// 推迟采购: an open order line that comes before the shortfall is paid, of an item whose stock stays above its safety stock without it for a month.
  func purchases() -> [CashMeasure] {
    let calendar = book.bankCalendar
    var found: [CashMeasure] = []
    for (place, order) in book.facts.purchases.enumerated() where book.plan.catalogue.items[order.item].isPaidFor && order.due > book.today
    {
      let supplier = book.plan.members.mainSuppliers[order.item] ?? ""
      let later = book.bankDays.nextWorkday(onOrAfter: order.due.adding(days: 30))
      let (from, until) = (book.days.first.distance(to: order.due), book.days.first.distance(to: later))
      guard until < book.days.count,
        book.firstPayment(ofItem: order.item, supplier, receivedOn: from, calendar) <= book.days.first.distance(to: shortfall.day),
        isSpare(order, from..<until)
      else { continue }
      let item = book.plan.catalogue.items[order.item]
      let member = ["Item": book.plan.members.items[order.item]]
      found.append(
        CashMeasure(
          id: "move-purchase:\(order.order):\(item.code):\(place)", kind: .movePurchase,
          label: BilingualText("\(order.order) \(item.name.chinese)晚一个月到", "\(item.name.english) of \(order.order) a month later"),
          terms: BilingualText(
            "原定 \(order.due) 到货，推迟到 \(later)；其间库存不低于安全库存",
            "due on \(order.due), moved to \(later); stock stays above the safety stock"),
          counterparty: book.name(ofSupplier: supplier), amount: order.value, actBy: order.due, document: "purchaseOrder:" + order.order,
          uses: ["order:\(order.order):\(place)"],
          inputs: [
            CashInput(measure: "scheduled_receipts", members: member, day: order.due, change: -order.pieces),
            CashInput(measure: "scheduled_receipts", members: member, day: later, change: order.pieces),
            .money("scheduled_value", -order.value, on: order.due, member), .money("scheduled_value", order.value, on: later, member),
          ]))
    }
    return largest(found)
  }

  private func isSpare(_ order: OpenPurchase, _ days: Range<Int>) -> Bool {
    let id: Coordinate = ["Item": book.plan.members.items[order.item]]
    let stock = book.measure("projected_stock", at: id)
    let came = book.input("scheduled_receipts", at: id)
    guard stock.count == book.days.count, came.count == stock.count, came[days.lowerBound] >= order.pieces - 1e-6 else { return false }
    let safety = book.single("safety_stock", at: id) ?? 0
    return days.allSatisfy { stock[$0] - order.pieces >= safety }
  }

  func yuan(_ amount: Int64) -> String { Amount(minorUnits: amount, currency: .cny).decimalText }
}
