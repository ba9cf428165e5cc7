// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Quantities

extension FillInputs {
  /// Invoices not yet collected, by the day they are due; what is overdue is expected within the first 30 days, in equal parts a
  /// week; lost customers' debts stay in receivables.
  mutating func fillReceivables() throws(StoreError) {
    try fillCollectionProfile()
    try learnTerms()
    try fillCollectionRules()
    let invoices = try facts.table(.invoices)
    let receipts = try facts.table(.receipts)
    guard invoices.rowCount > 0 || receipts.rowCount > 0 else { return fillReceivablesByTerms() }
    let open = OpenItems(.receivable, documents: invoices, payments: receipts, upTo: calendar.cutoff) {
      terms.agreement(ofCustomer: $0, region: catalogue.customers[$0]?.group)
    }
    let lost = OpenItems.lostCustomers(try facts.table(.customers), before: calendar.firstDay)
    for item in open.remaining() where !lost.contains(item.party) {
      let region = catalogue.regionIndex(ofCustomer: item.party)
      for part in item.expected(from: calendar.firstDay, learnt: learntTerms?.payment(ofCustomer: item.party, region: region)) {
        sheet.addMoney("receivables_due", [members.regions[region]], part.day, part.amount, .fact("invoices"))
      }
    }
  }

  private mutating func learnTerms() throws(StoreError) {
    let (book, catalogue) = (terms, catalogue)
    func agreement(_ code: String) -> PaymentAgreement? { book.agreement(ofCustomer: code, region: catalogue.customers[code]?.group) }
    let history = PaymentHistory(
      invoices: try facts.table(.invoices), receipts: try facts.table(.receipts), upTo: calendar.cutoff, terms: agreement)
    learntTerms = LearntTerms(
      history, catalogue: catalogue, lost: OpenItems.lostCustomers(try facts.table(.customers), before: calendar.firstDay)
    ) { agreement($0) != nil }
  }

  /// Without invoices and receipts: what was shipped is collected by the collection profile, or as was agreed, as what will be shipped is.
  private mutating func fillReceivablesByTerms() {
    let step = max(1, Int(drivers.value("collection_step_days") ?? 30))
    for (region, days) in shippedByDay.sorted(by: { $0.key < $1.key }) {
      let profile = (0...12).map { sheet.value("collection_profile", [region, Int64($0)]) }
      let isGiven = profile.contains { $0 != 0 }
      if !isGiven, let rule = collectionRules[region] {
        addShipped(days, region: region, rule)
        continue
      }
      for (day, amount) in days.sorted(by: { $0.key < $1.key }) {
        for (number, share) in isGiven ? Array(profile.enumerated()) : [(1, 1.0)] where share != 0 {
          let due = day.adding(days: (isGiven ? step : 30) * number)
          guard due >= calendar.firstDay else { continue }
          sheet.addMoney(
            "receivables_due", [region], due, hundredths(Double(amount) / 100 * share),
            .rule("shipments by terms"))
        }
      }
    }
  }

  private mutating func addShipped(_ days: [Day: Int64], region: Int64, _ rule: SettlementRule) {
    guard let first = days.keys.min() else { return }
    let count = first.distance(to: calendar.firstDay) + calendar.dayCount
    let bankDays = BankCalendar(firstDay: first, isBankDay: (0..<count).map { workingDays.isWorkday(first.adding(days: $0)) })
    for (day, amount) in days.sorted(by: { $0.key < $1.key }) {
      rule.moves(of: Double(amount) / 100, on: first.distance(to: day), calendar: bankDays) { move in
        let due = first.adding(days: move.day)
        guard due >= calendar.firstDay else { return }
        sheet.addMoney("receivables_due", [region], due, hundredths(move.amount), .rule("shipments by terms"))
      }
    }
  }

  /// What the customers of a region agreed, and how those pay that agreed nothing, by what each was billed in the last twelve months (where there are no
  /// invoices, by what it ordered). A region none of whose customers has terms or receipts enough, and that has none itself, has no rule.
  private mutating func fillCollectionRules() throws(StoreError) {
    let invoices = try facts.table(.invoices)
    let documents = invoices.rowCount > 0 ? invoices : try facts.table(.salesOrderLines)
    let (party, day) = (documents["customer"], documents[invoices.rowCount > 0 ? "invoiced_on" : "ordered_on"])
    let (incl, excl) = (documents["amount_incl_tax"], documents["amount_excl_tax"])
    let since = calendar.cutoff.adding(months: -11).firstDay
    var billed: [String: Int64] = [:]
    for row in 0..<documents.rowCount {
      guard let code = party.text(row), let on = day.day(row), on >= since, on.monthOf <= calendar.cutoff else { continue }
      billed[code, default: 0] += incl.integer(row) ?? excl.integer(row) ?? 0
    }
    var mixes: [Int: [PaymentAgreement: Double]] = [:]
    var learnt: [Int: [(payment: LearntPayment, weight: Double)]] = [:]
    var known: Swift.Set<Int> = []
    for (code, amount) in billed.sorted(by: { $0.key < $1.key }) where amount > 0 {
      guard let group = catalogue.customers[code]?.group, let region = catalogue.regionIndex(group) else { continue }
      let agreement = terms.agreement(ofCustomer: code, region: group)
      if agreement == nil, let payment = learntTerms?.payment(ofCustomer: code, region: region) {
        learnt[region, default: []].append((payment, Double(amount)))
        known.insert(region)
        continue
      }
      if agreement != nil { known.insert(region) }
      mixes[region, default: [:]][agreement ?? .thirtyDays, default: 0] += Double(amount)
    }
    let tenor = BillTenor(days: Int(try meanTenor()))
    for (index, region) in catalogue.regions.enumerated() {
      guard known.contains(index) else {
        if let agreement = terms.agreement(ofRegion: region.code) {
          collectionRules[members.regions[index]] = SettlementRule(agreement)
        }
        continue
      }
      // One order of the parts, whatever the order of the rows.
      let ordered = (mixes[index] ?? [:]).map { ($0.key, $0.value, $0.key.text(inChinese: true)) }.sorted { $0.2 < $1.2 }
      let agreed = ordered.map { (agreement: $0.0, weight: $0.1) }
      let group = learnt[index] ?? []
      collectionRules[members.regions[index]] =
        LearntPayment(mix: group).map { payment in
          SettlementRule(mix: agreed, learnt: (payment, group.reduce(0) { $0 + $1.weight }), tenor: tenor)
        } ?? SettlementRule(mix: agreed)
    }
  }

  /// Shares of a billing collected 0, 1, 2 … months later, from drivers; how much of it comes as bills, from the last year.
  private mutating func fillCollectionProfile() throws(StoreError) {
    let given = drivers.numbered("collection_profile_")
    for region in catalogue.regions {
      guard let index = catalogue.regionIndex(region.code) else { continue }
      for (number, entries) in given where (0...12).contains(number) {
        let value =
          entries.last { $0.territory == region.code }?.value ?? entries.last { $0.territory == nil }?.value
        if let value {
          sheet.set("collection_profile", [members.regions[index], Int64(number)], value, .fact("drivers"))
        }
      }
    }
    let receipts = try facts.table(.receipts)
    let (day, method, amount, customer) = (
      receipts["received_on"], receipts["method"], receipts["amount"], receipts["customer"]
    )
    let since = calendar.cutoff.adding(months: -11).firstDay
    var total = [Double](repeating: 0, count: catalogue.regions.count)
    var bills = total
    for row in 0..<receipts.rowCount {
      guard let on = day.day(row), on >= since else { continue }
      let region =
        customer.text(row).flatMap { catalogue.customers[$0] }.flatMap { catalogue.regionIndex($0.group) }
        ?? catalogue.regions.count - 1
      total[region] += Double(amount.integers[row])
      if Self.isBill(method.text(row)) { bills[region] += Double(amount.integers[row]) }
    }
    let tenor = try meanTenor()
    for region in catalogue.regions.indices where total[region] > 0 && bills[region] > 0 {
      let id = [members.regions[region]]
      sheet.set("receipt_bill_share", id, bills[region] / total[region], .fact("receipts"))
      sheet.set("receipt_bill_days", id, tenor, .fact("bills"))
    }
  }

  static func isBill(_ method: String?) -> Bool {
    guard let method else { return false }
    return method.contains("承兑") || method.contains("票") || method.lowercased().contains("bill")
  }

  /// Days from receiving a bill to its maturity, on average; whole.
  private func meanTenor() throws(StoreError) -> Double {
    let table = try facts.table(.bills)
    let (direction, on, matures, event) = (
      table["direction"], table["happened_on"], table["matures_on"], table["event"]
    )
    var sum = 0
    var count = 0
    for row in 0..<table.rowCount where BillRegister.isReceivable(direction.text(row)) && event.text(row) == "收到" {
      guard let from = on.day(row), let to = matures.day(row) else { continue }
      sum += from.distance(to: to)
      count += 1
    }
    return count > 0 ? Double((sum + count / 2) / count) : 180
  }

  /// Bills in hand, pledged ones, and bills of our own that are out, on the bank day of their maturity.
  mutating func fillBills() throws(StoreError) {
    let register = BillRegister(try facts.table(.bills), upTo: calendar.cutoff)
    for bill in register.held { sheet.addMoney("bills_in_hand_due", [], bankDay(bill.maturesOn), bill.face, .fact("bills")) }
    for bill in register.pledged { sheet.addMoney("pledged_bills_due", [], bankDay(bill.maturesOn), bill.face, .fact("bills")) }
    for bill in register.outstanding {
      sheet.addMoney("bills_payable_due", [], bankDay(bill.maturesOn), bill.face, .fact("bills"))
      if bill.deposit > 0 { sheet.addMoney("deposits_due", [], bankDay(bill.maturesOn), bill.deposit, .fact("bills")) }
    }
    fillDepositRate(register)
  }

  /// The driver says it, else the bills of the last twelve months do.
  private mutating func fillDepositRate(_ register: BillRegister) {
    if let given = drivers.value("bill_deposit_share") { return sheet.set("bill_deposit_rate", [], given, .fact("drivers")) }
    let since = calendar.cutoff.adding(months: -11).firstDay
    let issued = register.bills.filter { bill in !bill.isReceived && bill.events.first.map { $0.day >= since } ?? false }
    let (deposits, faces) = (issued.reduce(0) { $0 + $1.deposit }, issued.reduce(0) { $0 + $1.face })
    if deposits > 0, faces > 0 { sheet.set("bill_deposit_rate", [], Double(deposits) / Double(faces), .fact("bills")) }
  }

  /// The day on which a bank moves money that is due on `day`; what is overdue, on the first bank day of the plan.
  func bankDay(_ day: Day) -> Day { workingDays.nextWorkday(onOrAfter: max(day, calendar.firstDay)) }
}
