// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

enum BankAccount: Int, CaseIterable {
  case basic, general, deposit

  var number: String {
    switch self {
    case .basic: "8801-0001"
    case .general: "8802-0001"
    case .deposit: "8801-0009"
    }
  }

  var name: String {
    switch self {
    case .basic: "示例银行 基本户"
    case .general: "示例商业银行 一般户"
    case .deposit: "示例银行 承兑保证金户"
    }
  }
}

/// The line of the cash-flow statement (direct method) a bank line belongs to.
enum CashFlowItem: String {
  case sales = "销售商品、提供劳务收到的现金"
  case goods = "购买商品、接受劳务支付的现金"
  case staff = "支付给职工以及为职工支付的现金"
  case taxes = "支付的各项税费"
  case other = "支付其他与经营活动有关的现金"
  case equipment = "购建固定资产支付的现金"
  case borrowing = "取得借款收到的现金"
  case repayment = "偿还债务支付的现金"
  case interest = "分配股利、利润或偿付利息支付的现金"
  case transfer = "内部划转"
}

/// One line of a bank statement.
struct BankFlow {
  let day: Int
  let account: BankAccount
  /// 分; what leaves is negative.
  let amount: Int64
  let counterparty: String
  let purpose: String
  let item: CashFlowItem
}

/// Tables of the bank, from flows sorted by day and the opening balances.
struct BankStatement {
  let flows: [BankFlow]
  let opening: [Int64]
  let timeline: DemoTimeline

  init(flows: [BankFlow], opening: [Int64], timeline: DemoTimeline) {
    let order = flows.indices.sorted { (flows[$0].day, $0) < (flows[$1].day, $1) }
    self.flows = order.map { flows[$0] }
    self.opening = opening
    self.timeline = timeline
  }

  func tables() -> [FactTable] {
    var transactions = FactRows(
      .bankTransactions, "account transaction_number booked_on amount counterparty purpose cash_flow_item")
    var balances = FactRows(
      .bankBalances, "account name as_of balance restricted currency")
    var current = opening
    addBalances(&balances, timeline.start.adding(days: -1), current)
    var next = 0
    for month in 0..<DemoTimeline.historyMonths {
      let end = timeline.firstDayOfMonth[month] + timeline.dayCount(inMonth: month)
      while next < flows.count, flows[next].day < end {
        let flow = flows[next]
        next += 1
        current[flow.account.rawValue] += flow.amount
        let date = timeline.day(flow.day)
        transactions.add([
          .text(flow.account.number),
          .text("LS" + padded(date.year % 100, 2) + padded(date.month, 2) + "-" + padded(next, 6)),
          .day(date),
          .number(flow.amount), .text(flow.counterparty), .text(flow.purpose), .text(flow.item.rawValue),
        ])
      }
      addBalances(&balances, timeline.day(end - 1), current)
    }
    return [balances.table, transactions.table]
  }

  private func addBalances(_ rows: inout FactRows, _ day: Day, _ balances: [Int64]) {
    for account in BankAccount.allCases {
      let balance = balances[account.rawValue]
      rows.add([
        .text(account.number), .text(account.name), .day(day), .number(balance),
        .number(account == .deposit ? balance : 0), .text("CNY"),
      ])
    }
  }

  /// Unrestricted money at the end of each day.
  func freeBalances() -> [Int64] {
    var result = [Int64](repeating: 0, count: timeline.dayCount)
    for flow in flows where flow.account != .deposit && flow.day < timeline.dayCount {
      result[flow.day] += flow.amount
    }
    var balance = opening[BankAccount.basic.rawValue] + opening[BankAccount.general.rawValue]
    for day in result.indices {
      balance += result[day]
      result[day] = balance
    }
    return result
  }
}
