// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import DemoCompany

/// Sees: books that do not balance, stock or money out of nothing, from the tables alone.
@Suite struct BooksTieTests {
  @Test(arguments: Case.all) func theTrialBalanceIsZeroEveryMonth(_ item: Case) {
    let ledger = item.table(.ledgerBalances)
    let accounts = item.table(.accounts)
    var isFlow: [String: Bool] = [:]
    for row in 0..<accounts.rowCount {
      isFlow[accounts.word("code", row)] = accounts.word("value_type", row) == "发生额"
    }
    var equityBefore: Int64?
    for month in item.months {
      var balances: Int64 = 0
      var result: Int64 = 0
      var equity: Int64 = 0
      for row in 0..<ledger.rowCount where ledger["period"].month(row) == month {
        let code = ledger.word("account", row)
        let amount = ledger.int("amount", row)
        if isFlow[code]! { result -= amount } else { balances += amount }
        if code == "4103" || code == "4104" { equity -= amount }
      }
      // Assets equal liabilities and equity; the month's result is what equity grew by, dividends in May aside.
      #expect(balances == 0, "\(month)")
      if let equityBefore {
        let dividend = month.month == 5 ? DemoCompany.dividend : 0
        #expect(equity - equityBefore == result - dividend, "\(month)")
      }
      equityBefore = equity
    }
  }

  @Test(arguments: Case.all) func stockRollsForwardIsNeverNegativeAndIsWhatTheLedgerSays(_ item: Case) {
    for movement in item.facts.stockMovements {
      let sum =
        movement.opening + movement.received + movement.produced + movement.returned - movement.consumed
        - movement.shipped
      #expect(sum == movement.closing, "\(movement.item) \(movement.month)")
    }
    let stock = item.table(.stock)
    #expect(
      (0..<stock.rowCount).allSatisfy { stock.int("quantity", $0) >= 0 && stock.int("amount", $0) >= 0 })
    let values = stock.sums(of: "amount", by: { stock.date("counted_on", $0).monthOf.description })
    let receipts = item.table(.purchaseReceipts)
    let received = receipts.sums(
      of: "quantity", by: { receipts.word("item", $0) + receipts.date("received_on", $0).monthOf.description }
    )
    let shipments = item.table(.shipments)
    let shipped = shipments.sums(
      of: "quantity",
      by: { shipments.word("item", $0) + shipments.date("shipped_on", $0).monthOf.description })
    for movement in item.facts.stockMovements {
      let key = movement.item + movement.month.description
      #expect(movement.received == received[key] ?? 0)
      #expect(movement.shipped - movement.returned == shipped[key] ?? 0)
    }
    for month in item.months {
      #expect(
        values[month.description] == item.balance("1403", month) + item.balance("1405", month), "\(month)")
    }
  }

  @Test(arguments: Case.all) func theBankRollsForwardAndIsWhatTheLedgerSays(_ item: Case) {
    let balances = item.table(.bankBalances)
    let lines = item.table(.bankTransactions)
    let moved = lines.sums(
      of: "amount", by: { lines.word("account", $0) + lines.date("booked_on", $0).monthOf.description })
    var before: [String: Int64] = [:]
    for row in 0..<balances.rowCount {
      let account = balances.word("account", row)
      let month = balances.date("as_of", row).monthOf
      let now = balances.int("balance", row)
      #expect(now >= 0)
      if let last = before[account] { #expect(now == last + (moved[account + month.description] ?? 0)) }
      before[account] = now
    }
    for month in item.months {
      let day = month.lastDay
      func sum(_ isDeposit: Bool) -> Int64 {
        balances.total("balance") {
          balances.date("as_of", $0) == day
            && (balances.word("account", $0) == BankAccount.deposit.number) == isDeposit
        }
      }
      #expect(sum(false) == item.balance("1002", month))
      #expect(sum(true) == item.balance("1012", month))
    }
    #expect(item.sources.books.free[0...item.sources.timeline.cutIndex].min()! > 0)
  }

  @Test(arguments: Case.all) func billsInHandAndOutstandingAreWhatTheLedgerSays(_ item: Case) {
    let bills = item.table(.bills)
    for month in item.months {
      var inHand: Int64 = 0
      var owed: Int64 = 0
      for row in 0..<bills.rowCount where bills.date("happened_on", row).monthOf <= month {
        let face = bills.int("face_amount", row)
        let opens = ["收到", "开出"].contains(bills.word("event", row))
        if bills.word("direction", row) == "应收" {
          inHand += opens ? face : -face
        } else {
          owed += opens ? face : -face
        }
      }
      #expect(inHand == item.balance("1121", month), "\(month)")
      #expect(owed == -item.balance("2201", month), "\(month)")
    }
  }

  @Test(arguments: Case.all) func customersTransfersAndBillsCollectedAreTheBanksSalesLines(_ item: Case) {
    let receipts = item.table(.receipts)
    let bills = item.table(.bills)
    let lines = item.table(.bankTransactions)
    for month in item.months {
      let transfers = receipts.total("amount") {
        receipts.word("method", $0) == "电汇" && receipts.date("received_on", $0).monthOf == month
      }
      var collected: Int64 = 0
      for row in 0..<bills.rowCount where bills.date("happened_on", row).monthOf == month {
        guard bills.word("direction", row) == "应收", ["到期", "贴现"].contains(bills.word("event", row)) else {
          continue
        }
        collected += bills.int("face_amount", row) - bills.int("interest_amount", row)
      }
      let banked = lines.total("amount") {
        lines.word("cash_flow_item", $0) == CashFlowItem.sales.rawValue
          && lines.date("booked_on", $0).monthOf == month
      }
      #expect(transfers + collected == banked, "\(month)")
    }
  }

  @Test(arguments: Case.all) func vatPaidIsOutputLessInputOfTheMonthBefore(_ item: Case) {
    let sold = item.table(.invoices)
    let bought = item.table(.purchaseInvoices)
    let lines = item.table(.bankTransactions)
    let first = item.months[0].firstDay
    let output = sold.sums(
      of: "tax_amount", by: { sold.date("invoiced_on", $0).monthOf.description },
      where: { sold.date("invoiced_on", $0) >= first })
    let input = bought.sums(
      of: "tax_amount", by: { bought.date("invoiced_on", $0).monthOf.description },
      where: { bought.date("invoiced_on", $0) >= first })
    let paid = lines.sums(
      of: "amount", by: { lines.date("booked_on", $0).monthOf.description },
      where: { lines.word("purpose", $0).hasPrefix("增值税") })
    var carried: Int64 = 0
    for month in item.months.dropLast() {
      let owed = output[month.description]! - input[month.description]! - carried
      #expect(-(paid[month.adding(months: 1).description] ?? 0) == max(0, owed), "\(month)")
      carried = max(0, -owed)
    }
  }
}
