// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Planning

extension CashBook {
  /// 回款到账: open invoices by document, bills in hand by bill, orders in hand, and what the forecast brings, by region.
  ///
  /// The bill share of what is collected turns into money when the bill matures, as in the plan.
  func receiptEntries() -> [CashEntry] {
    var list = list("cash_collected")
    let calendar = bankCalendar
    for region in plan.catalogue.regions.indices { addRegion(region, calendar, to: &list) }
    for bill in facts.bills.held {
      let day = bankDays.nextWorkday(onOrAfter: max(bill.maturesOn, days.first))
      list.add(
        bill.face, on: days.first.distance(to: day), BilingualText("票据 \(bill.number) 到期", "Bill \(bill.number) matures"),
        CashEntryList.Kind(source: .bill, certainty: .known, group: "bills"), counterparty: name(ofParty: bill.counterparty),
        dueOn: bill.maturesOn, cell: "bills_in_hand_due@\(day)")
    }
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .known, group: "bills"), to: input("bills_in_hand_due").map { hundredths($0) },
      BilingualText("其他在手票据到期", "Other bills in hand that mature"), cell: { "bills_in_hand_due@\($0)" })
    addPledges(to: &list)
    addTreasury(to: &list)
    list.close(to: total("cash_collected"), BilingualText("计划推出的回款", "Receipts the plan derives")) { "cash_collected@\($0)" }
    return list.entries
  }

  /// What was decided against a shortfall: collected early, discounted, and what therefore no longer comes.
  private func addTreasury(to list: inout CashEntryList) {
    for region in plan.members.regions {
      let (code, name) = plan.memberName("Region", region)
      list.fill(
        CashEntryList.Kind(source: .typed, certainty: .contracted, group: "early " + code),
        to: input("receipts_brought_forward", at: ["Region": region]).map { hundredths($0) },
        BilingualText("提前回款 · \(name.chinese)", "Collected early · \(name.english)"), counterparty: name,
        cell: { "receipts_brought_forward|Region=\(code)@\($0)" })
    }
    let others: [(String, Double, BilingualText)] = [
      ("bills_discounted", 1, BilingualText("票据贴现", "Bills discounted")),
      ("bills_given", -1, BilingualText("已转让的票据不再到期收款", "Bills given away no longer mature here")),
      ("financing_charges", -1, BilingualText("贴现息与折扣", "Discount interest and discounts")),
    ]
    for (measure, sign, label) in others {
      list.fill(
        CashEntryList.Kind(source: .typed, certainty: .contracted, group: measure), to: input(measure).map { hundredths(sign * $0) }, label,
        cell: { "\(measure)@\($0)" })
    }
  }

  private func addRegion(_ region: Int, _ calendar: BankCalendar, to list: inout CashEntryList) {
    let id: Coordinate = ["Region": plan.members.regions[region]]
    let (code, name) = plan.memberName("Region", plan.members.regions[region])
    let policy = CollectionPolicy(
      stepDays: collectionStep(id), billShare: single("receipt_bill_share", at: id) ?? 0,
      billDays: Int(single("receipt_bill_days", at: id) ?? 0))
    addInvoices(region, policy, calendar, to: &list)
    let none = [Double](repeating: 0, count: days.count)
    let given = input("receipts_given_up", at: id)
    let due = input("receivables_due", at: id).enumerated().map { $1 - (given.isEmpty ? 0 : given[$0]) }
    let shares = collectionShares(id)
    let rule = isCollectionGiven(id) ? nil : plan.sources.collectionRules[plan.members.regions[region]]
    let timing = timing(rule, isGiven: isCollectionGiven(id))
    let known = cash(of: none, due: due.isEmpty ? none : due, shares, rule, policy, calendar)
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .known, group: code), to: known.map { hundredths($0) },
      BilingualText("其他应收 · \(name.chinese)", "Other receivables · \(name.english)"), counterparty: name,
      cell: { "receivables_due|Region=\(code)@\($0)" })
    // Deposits for orders on hand came before.
    let ordered = cash(of: backlogBillings(id), isOrdered: true, due: none, shares, rule, policy, calendar)
    list.fill(
      CashEntryList.Kind(source: .backlog, certainty: .contracted, group: code, timing: timing),
      to: zip(known, ordered).map { hundredths($0 + $1) },
      BilingualText("在手订单 · \(name.chinese)", "Orders in hand · \(name.english)"), counterparty: name,
      cell: { "collections|Region=\(code)@\($0)" })
    let (collected, bills, matured) = (measure("collections", at: id), measure("bills_received", at: id), measure("bills_matured", at: id))
    guard collected.count == days.count, bills.count == days.count, matured.count == days.count else { return }
    list.fill(
      CashEntryList.Kind(source: .plan, certainty: .forecast, group: code, timing: timing),
      to: collected.indices.map { hundredths(collected[$0] - bills[$0] + matured[$0]) },
      BilingualText("预测销售回款 · \(name.chinese)", "Forecast sales · \(name.english)"), counterparty: name,
      cell: { "collections|Region=\(code)@\($0)" })
  }

  private func addInvoices(_ region: Int, _ policy: CollectionPolicy, _ calendar: BankCalendar, to list: inout CashEntryList) {
    let code = plan.catalogue.regions[region].code
    for invoice in facts.receivables where invoice.region == region {
      let item = OpenItems.Item(
        party: invoice.party, day: invoice.on ?? invoice.due, due: invoice.due, amount: invoice.amount, number: invoice.number,
        rests: invoice.rests)
      let learnt = invoice.rests == .assumed ? plan.learntPayment(ofCustomer: invoice.party) : nil
      let timing: CashEntry.Timing =
        switch invoice.rests {
        case .document: .document
        case .terms: .agreed
        case .assumed: learnt == nil ? .assumed : .learnt
        }
      let kind = CashEntryList.Kind(source: .invoice, certainty: .known, group: code, timing: timing)
      // Nobody promised a day that could be missed.
      let dueOn = timing == .learnt ? nil : invoice.due
      for part in item.expected(from: days.first, learnt: learnt) {
        let day = calendar.nextBankDay(days.first.distance(to: part.day))
        let bill = hundredths(Double(part.amount) / 100 * policy.billShare)
        let document = "invoice:" + invoice.number
        let cell = "receivables_due|Region=\(code)@\(part.day)"
        list.add(
          part.amount - bill, on: day, BilingualText("发票 \(invoice.number)", "Invoice \(invoice.number)"), kind,
          counterparty: name(ofCustomer: invoice.party), dueOn: dueOn, document: document, cell: cell)
        list.add(
          bill, on: calendar.nextBankDay(day + policy.billDays),
          BilingualText("发票 \(invoice.number)，收票到期", "Invoice \(invoice.number), by bill"), kind,
          counterparty: name(ofCustomer: invoice.party), dueOn: dueOn, document: document, cell: cell)
      }
    }
  }

  /// What the days of a region's collections rest on.
  private func timing(_ rule: SettlementRule?, isGiven: Bool) -> CashEntry.Timing {
    guard !isGiven else { return .profile }
    guard let rule else { return .assumed }
    return rule.learntShare > 0.999 ? .learnt : rule.learntShare > 0.001 ? .mixed : .agreed
  }

  private func collectionStep(_ region: Coordinate) -> Int {
    let step = Int(single("collection_step_days") ?? 0)
    return isCollectionGiven(region) && step > 0 ? step : 30
  }

  private func isCollectionGiven(_ region: Coordinate) -> Bool { profile(region).contains { $0 != 0 } }

  /// Shares by step; nothing given means all after 30 days.
  private func collectionShares(_ region: Coordinate) -> [Double] {
    let shares = profile(region)
    return shares.contains { $0 != 0 } ? shares : [0, 1]
  }

  private func profile(_ region: Coordinate) -> [Double] {
    (0...12).map { lag in
      var place = region
      place.members["CollectionLag"] = Int64(lag)
      return single("collection_profile", at: place) ?? 0
    }
  }

  /// What orders in hand will be billed, by day: 含税, less the rebate and what platforms keep.
  private func backlogBillings(_ region: Coordinate) -> [Double] {
    let kept = ["rebate_rate", "commission_rate"].reduce(1.0) { $0 * (1 - (single($1, at: region) ?? 0)) }
    let months = input("backlog", at: region).map { ($0.finite ?? 0) * kept }
    return spread(months, by: input("working_day_weight"))
  }

  /// Months over their days in proportion to weights; evenly where a month has none.
  func spread(_ months: [Double], by weights: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: days.count)
    for month in months.indices where months[month] != 0 {
      let range = plan.calendar.days(ofMonthAt: month)
      let sum = range.reduce(0.0) { $0 + ($1 < weights.count ? weights[$1].finite ?? 0 : 0) }
      for day in range where day < days.count {
        result[day] = sum > 0 ? months[month] * (weights[day].finite ?? 0) / sum : months[month] / Double(range.count)
      }
    }
    return result
  }

  /// Money on the account by day from billings and from what is due: transfers, and bills when they mature.
  private func cash(
    of billings: [Double], isOrdered: Bool = false, due: [Double], _ shares: [Double], _ rule: SettlementRule?, _ policy: CollectionPolicy,
    _ calendar: BankCalendar
  ) -> [Double] {
    let count = days.count
    guard billings.count == count, due.count == count, count > 0 else { return [] }
    let work = UnsafeMutablePointer<Double>.allocate(capacity: 5 * count + shares.count)
    defer { work.deallocate() }
    for (place, value) in (billings + due + shares).enumerated() { work[place] = value }
    let out = work + 2 * count + shares.count
    let rows = CollectionRows(
      billings: work, due: work + count, shares: work + 2 * count, shareCount: shares.count, collections: out, bills: out + count,
      maturities: out + 2 * count)
    if let rule {
      collect(rows, ordered: isOrdered ? rows.billings : nil, rule: rule, policy: policy, calendar: calendar)
    } else {
      collect(rows, policy: policy, calendar: calendar)
    }
    return (0..<count).map { out[$0] - out[count + $0] + out[2 * count + $0] }
  }
}
