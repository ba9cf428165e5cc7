// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Planning

extension CashBook {
  /// 付供应商: open purchase invoices and own bills by document, open purchase orders by order, and what the plan will buy, by supplier.
  func supplierEntries() -> [CashEntry] {
    var list = list("cash_suppliers")
    let calendar = bankCalendar
    addPayables(to: &list)
    let orders = purchaseOrders(calendar)
    for order in orders {
      list.add(
        order.amount, on: order.day, BilingualText("采购订单 \(order.number)", "Purchase order \(order.number)"),
        CashEntryList.Kind(source: .purchaseOrder, certainty: .contracted, group: order.supplier),
        counterparty: name(ofSupplier: order.supplier), dueOn: order.expected, document: "purchaseOrder:" + order.number,
        cell: "cash_suppliers@\(days.first.adding(days: order.day))")
    }
    for (supplier, total) in plannedPayments().sorted(by: { $0.key < $1.key }) {
      list.fill(
        CashEntryList.Kind(source: .plan, certainty: .forecast, group: supplier), to: total.map { hundredths($0) },
        BilingualText("计划采购付款", "Planned purchases"), counterparty: supplier.isEmpty ? nil : name(ofSupplier: supplier),
        cell: { "cash_suppliers@\($0)" })
    }
    for (measure, sign, label) in [
      ("payables_moved", 1.0, BilingualText("应付改期", "Payables moved")),
      ("bills_endorsed", -1, BilingualText("以背书票据抵付", "Met by endorsed bills")),
    ] {
      list.fill(
        CashEntryList.Kind(source: .typed, certainty: .contracted, group: measure), to: input(measure).map { hundredths(sign * $0) }, label,
        cell: { "\(measure)@\($0)" })
    }
    list.close(to: total("cash_suppliers"), BilingualText("计划推出的付款", "Payments the plan derives")) { "cash_suppliers@\($0)" }
    return list.entries
  }

  private func addPayables(to list: inout CashEntryList) {
    for invoice in facts.payables {
      let day = bankDays.nextWorkday(onOrAfter: max(invoice.due, days.first))
      list.add(
        invoice.amount, on: days.first.distance(to: day),
        BilingualText("采购发票 \(invoice.number)", "Purchase invoice \(invoice.number)"),
        CashEntryList.Kind(source: .purchaseInvoice, certainty: .known, group: "payables"), counterparty: name(ofSupplier: invoice.party),
        dueOn: invoice.due, document: "purchaseInvoice:" + invoice.number, cell: "payables_due@\(day)")
    }
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .known, group: "payables"), to: input("payables_due").map { hundredths($0) },
      BilingualText("其他应付", "Other payables"), cell: { "payables_due@\($0)" })
    for bill in facts.bills.outstanding {
      let day = bankDays.nextWorkday(onOrAfter: max(bill.maturesOn, days.first))
      list.add(
        bill.face, on: days.first.distance(to: day),
        BilingualText("开出票据 \(bill.number) 到期", "Own bill \(bill.number) matures"),
        CashEntryList.Kind(source: .ownBill, certainty: .known, group: "own bills"), counterparty: name(ofParty: bill.counterparty),
        dueOn: bill.maturesOn, cell: "bills_payable_due@\(day)")
    }
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .known, group: "own bills"), to: input("bills_payable_due").map { hundredths($0) },
      BilingualText("其他开出票据到期", "Other own bills that mature"), cell: { "bills_payable_due@\($0)" })
  }

  /// A payment that an open purchase order will need.
  struct OrderPayment {
    let number: String
    let supplier: String
    /// The day the goods are expected.
    let expected: Day
    let day: Int
    /// 含税, 分.
    let amount: Int64
  }

  /// Open orders by the terms of the item's supplier: what is paid by transfer, and by bill when that matures.
  func purchaseOrders(_ calendar: BankCalendar) -> [OrderPayment] {
    var result: [OrderPayment] = []
    for order in facts.purchases where plan.catalogue.items[order.item].isPaidFor {
      let supplier = plan.members.mainSuppliers[order.item] ?? ""
      let rate = single("purchase_tax_rate", at: ["Item": plan.members.items[order.item]]) ?? 0
      let gross = hundredths(Double(order.value) / 100 * (1 + rate))
      let received = max(0, days.first.distance(to: order.due))
      let lead = max(0, Int(single("lead_time", at: ["Item": plan.members.items[order.item]]) ?? 0))
      let rule = rule(ofItem: order.item, supplier)
      rule.moves(of: Double(gross) / 100, on: received, leadBankDays: lead, isOrdered: true, calendar: calendar) { move in
        let (day, amount) = (move.maturesOn ?? move.day, hundredths(move.amount))
        guard day < days.count, amount != 0 else { return }
        result.append(OrderPayment(number: order.order, supplier: supplier, expected: order.due, day: day, amount: amount))
      }
    }
    return result
  }

  /// The position of the day on which something received on `day` is first paid for; behind the plan when it never is within it.
  func firstPayment(ofItem item: Int, _ supplier: String, receivedOn day: Int, _ calendar: BankCalendar) -> Int {
    let lead = max(0, Int(single("lead_time", at: ["Item": plan.members.items[item]]) ?? 0))
    var first = days.count
    rule(ofItem: item, supplier).moves(of: 1, on: day, leadBankDays: lead, calendar: calendar) { first = min(first, $0.day) }
    return first
  }

  /// Numbers that stand in the plan, else what the supplier agreed in words, else 30 days.
  func rule(ofItem item: Int, _ supplier: String) -> SettlementRule {
    let agreed = plan.sources.payableAgreements[plan.members.items[item]].map { SettlementRule($0) }
    return typedTerms(of: supplier).map { SettlementRule($0) } ?? agreed ?? SettlementRule(PaymentTerms.thirtyDays)
  }

  /// The one rule for the whole of an invoice; nil where the supplier agreed several parts, each with its own day.
  func terms(of supplier: String) -> PaymentTerms? {
    if let typed = typedTerms(of: supplier) { return typed }
    guard let agreed = plan.sources.terms.agreement(ofSupplier: supplier) else { return PaymentTerms.thirtyDays }
    return agreed.asNumbers
  }

  /// nil where no number stands.
  private func typedTerms(of supplier: String) -> PaymentTerms? {
    guard let place = plan.members.supplierPositions[supplier] else { return nil }
    let id: Coordinate = ["Supplier": plan.members.suppliers[place]]
    func whole(_ name: String) -> Int? { single(name, at: id).map { Int($0) } }
    let isTyped =
      whole("term_days") != nil
      || ["term_cutoff_day", "term_months", "term_pay_day", "term_bill_share"].contains { (single($0, at: id) ?? 0) != 0 }
    guard isTyped else { return nil }
    return PaymentTerms(
      cutOffDay: whole("term_cutoff_day") ?? 0, months: whole("term_months") ?? 0, days: whole("term_days") ?? 30,
      payDay: whole("term_pay_day") ?? 0, billShare: single("term_bill_share", at: id) ?? 0, billDays: whole("term_bill_days") ?? 0)
  }

  /// What leaves the account for purchases of the plan, by main supplier and day; open orders are among them.
  private func plannedPayments() -> [String: [Double]] {
    var result: [String: [Double]] = [:]
    for item in plan.catalogue.items.indices where plan.catalogue.items[item].isPaidFor {
      let id: Coordinate = ["Item": plan.members.items[item]]
      let (transfers, bills) = (measure("supplier_transfers", at: id), measure("supplier_bills_paid", at: id))
      guard transfers.count == days.count, bills.count == days.count else { continue }
      let supplier = plan.members.mainSuppliers[item] ?? ""
      for day in transfers.indices {
        let paid = (transfers[day].finite ?? 0) + (bills[day].finite ?? 0)
        if paid != 0 { result[supplier, default: [Double](repeating: 0, count: days.count)][day] += paid }
      }
    }
    return result
  }
}
