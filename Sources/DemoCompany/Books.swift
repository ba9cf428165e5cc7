// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Everything that was bought, made, sold, paid and received, booked twice.
struct Books {
  let timeline: DemoTimeline
  let payroll: Payroll
  let assets: Assets
  var ledger: Ledger
  var flows: [BankFlow] = []

  init(timeline: DemoTimeline, payroll: Payroll, assets: Assets) {
    self.timeline = timeline
    self.payroll = payroll
    self.assets = assets
    ledger = Ledger(monthCount: timeline.monthCount)
  }

  /// A bank line and its posting; `amount` is negative when money leaves.
  mutating func cash(
    _ day: Int, _ amount: Int64, _ against: Account, _ counterparty: String, _ purpose: String,
    _ item: CashFlowItem,
    account: BankAccount = .basic, department: Int? = nil
  ) {
    guard day >= 0, day < timeline.dayCount, amount != 0 else { return }
    flows.append(
      BankFlow(
        day: day, account: account, amount: amount, counterparty: counterparty, purpose: purpose, item: item))
    let month = timeline.monthOfDay[day]
    if amount > 0 {
      ledger.post(month: month, debit: .bank, credit: against, amount, department: department)
    } else {
      ledger.post(month: month, debit: against, credit: .bank, -amount, department: department)
    }
  }

  /// The first working day on or after a day of a month.
  func workday(_ month: Int, _ dayOfMonth: Int) -> Int {
    timeline.index(
      WorkingDays.china.nextWorkday(onOrAfter: timeline.month(month).firstDay.adding(days: dayOfMonth - 1)))
  }

  mutating func bookSales(_ receivables: Receivables, _ register: BillRegister) {
    for invoice in receivables.invoices {
      guard !invoice.isOpening else {
        ledger.open(.receivables, invoice.gross)
        continue
      }
      let month = timeline.monthOfDay[invoice.day]
      ledger.post(month: month, debit: .receivables, credit: .revenue, invoice.net)
      ledger.post(month: month, debit: .receivables, credit: .valueAddedTax, invoice.tax)
    }
    for transfer in receivables.transfers {
      let customer = receivables.customers.all[transfer.customer]
      let isPlatform = customer.channel == .platform
      cash(
        transfer.day, transfer.amount, .receivables, customer.name, isPlatform ? "平台结算" : "货款", .sales,
        account: isPlatform ? .general : .basic)
    }
    for bill in register.bills { book(bill) }
  }

  private mutating func book(_ bill: BillRegister.Bill) {
    let opened = timeline.monthOfDay[bill.opened]
    if bill.isIssued {
      ledger.post(month: opened, debit: .payables, credit: .notesPayable, bill.face)
      move(bill.opened, bill.deposit, from: .basic, to: .deposit, "承兑保证金")
      guard let day = bill.left, day < timeline.dayCount else { return }
      cash(day, -(bill.face - bill.deposit), .notesPayable, bill.counterparty, "承兑到期 " + bill.number, .goods)
      flows.append(
        BankFlow(
          day: day, account: .deposit, amount: -bill.deposit, counterparty: bill.counterparty,
          purpose: "承兑到期 " + bill.number, item: .goods))
      ledger.post(month: timeline.monthOfDay[day], debit: .notesPayable, credit: .deposits, bill.deposit)
      return
    }
    ledger.post(month: opened, debit: .notesReceivable, credit: .receivables, bill.face)
    guard let day = bill.left, day < timeline.dayCount else { return }
    switch bill.leftEvent {
    case "背书":
      ledger.post(month: timeline.monthOfDay[day], debit: .payables, credit: .notesReceivable, bill.face)
    case "贴现":
      cash(day, bill.face - bill.interest, .notesReceivable, "示例银行", "贴现 " + bill.number, .sales)
      ledger.post(
        month: timeline.monthOfDay[day], debit: .financeExpense, credit: .notesReceivable, bill.interest,
        department: 9)
    default: cash(day, bill.face, .notesReceivable, bill.counterparty, "托收 " + bill.number, .sales)
    }
  }

  /// Between two own accounts; only the deposit account has a ledger account of its own.
  mutating func move(_ day: Int, _ amount: Int64, from: BankAccount, to: BankAccount, _ purpose: String) {
    guard day < timeline.dayCount, amount != 0 else { return }
    flows.append(
      BankFlow(
        day: day, account: from, amount: -amount, counterparty: to.name, purpose: purpose, item: .transfer))
    flows.append(
      BankFlow(
        day: day, account: to, amount: amount, counterparty: from.name, purpose: purpose, item: .transfer))
    if to == .deposit {
      ledger.post(month: timeline.monthOfDay[day], debit: .deposits, credit: .bank, amount)
    }
  }

  mutating func bookPurchases(_ payables: Payables) {
    for invoice in payables.invoices {
      guard !invoice.isOpening else {
        ledger.open(.payables, -invoice.gross)
        continue
      }
      let month = timeline.monthOfDay[invoice.day]
      for line in invoice.lines {
        ledger.post(
          month: month, debit: line.account, credit: .payables, line.net, department: line.department)
        ledger.post(month: month, debit: .valueAddedTax, credit: .payables, line.tax)
      }
    }
    for transfer in payables.transfers {
      let isEquipment = transfer.supplier == SupplierData.equipment
      cash(
        transfer.day, -transfer.amount, .payables, SupplierData.all[transfer.supplier].name,
        isEquipment ? "设备款" : "供应商付款", isEquipment ? .equipment : .goods)
    }
  }

  mutating func bookCosts(_ operations: Operations) {
    ledger.open(.materials, operations.openingMaterials)
    ledger.open(.finishedGoods, operations.openingGoods)
    for month in 0..<timeline.monthCount {
      ledger.post(
        month: month, debit: .finishedGoods, credit: .materials, operations.flows.materialToGoods[month])
      ledger.post(
        month: month, debit: .finishedGoods, credit: .manufacturingOverhead,
        operations.flows.conversionAbsorbed[month])
      ledger.post(
        month: month, debit: .costOfSales, credit: .finishedGoods, operations.flows.costOfShipments[month])
    }
  }
}
