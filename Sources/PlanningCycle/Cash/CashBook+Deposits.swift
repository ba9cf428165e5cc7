// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

extension CashBook {
  /// 保证金: what banks block for bills of our own, from the day each is issued to its maturity.
  func depositEntries() -> [CashEntry] {
    var list = list("cash_deposits")
    for bill in facts.bills.outstanding {
      let day = bankDays.nextWorkday(onOrAfter: max(bill.maturesOn, days.first))
      list.add(
        bill.deposit, on: days.first.distance(to: day),
        BilingualText("票据 \(bill.number) 保证金退回", "Deposit of bill \(bill.number) returned"),
        CashEntryList.Kind(source: .ownBill, certainty: .known, group: "returned"), counterparty: name(ofParty: bill.counterparty),
        dueOn: bill.maturesOn, cell: "deposits_due@\(day)")
    }
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .known, group: "returned"), to: input("deposits_due").map { hundredths($0) },
      BilingualText("其他保证金退回", "Other deposits returned"), cell: { "deposits_due@\($0)" })
    list.fill(
      CashEntryList.Kind(source: .plan, certainty: .forecast, group: "returned"), to: measure("deposits_returned").map { hundredths($0) },
      BilingualText("计划开出票据的保证金退回", "Deposits of planned bills returned"), cell: { "deposits_returned@\($0)" })
    list.fill(
      CashEntryList.Kind(source: .plan, certainty: .forecast, group: "placed"), to: measure("deposits_placed").map { -hundredths($0) },
      BilingualText("开票存入保证金", "Deposits for bills issued"), cell: { "deposits_placed@\($0)" })
    list.close(to: total("cash_deposits"), BilingualText("票据保证金", "Deposits")) { "cash_deposits@\($0)" }
    return list.entries
  }

  /// What is blocked at the end of each day, 分: what was at the cutoff, plus deposits placed and money of bills still
  /// pledged, less what came back.
  func restricted() throws(PlanningError) -> [Int64] {
    let isKnown = plan.engine.model.measure(named: "restricted_cash") != nil
    var money =
      isKnown
      ? hundredths(try plan.engine.value("restricted_cash", at: .total, period: .month(plan.cutoff)) ?? 0)
      : facts.accounts.reduce(0) { $0 + $1.restricted }
    let blocked = measure("pledges_blocked").map { hundredths($0) }
    return total("cash_deposits").enumerated().map { day, moved in
      money += (day < blocked.count ? blocked[day] : 0) - moved
      return money
    }
  }
}
