// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Quantities

/// What documents say of money still to come and to go at the cutoff; read once, and again after an import.
struct CashFacts: Sendable {
  /// What is open of one invoice.
  struct OpenInvoice: Sendable {
    let party: String
    let number: String
    let due: Day
    /// The day of the invoice, which its terms run from.
    let on: Day?
    /// 分.
    let amount: Int64
    /// Position in the catalogue; nil for suppliers.
    let region: Int?
    /// What says when it is due.
    let rests: OpenItems.Due
  }

  struct Loan: Sendable {
    let code: String
    let bank: String?
    let drawn: Day
    let matures: Day
    /// 分.
    let principal: Int64
    /// A year.
    let rate: FixedPoint?
    /// What the bank lends at most, 分; nil when it does not say.
    let limit: Int64?
    /// Days of a year that interest is counted by.
    let dayBasis: Int
    let settlement: BankLoan.Settlement
  }

  let cutoff: Month
  let accounts: [BankAccount]
  let routing: CashRouting
  /// By due day, then number; debts of lost customers are left out, as in the plan.
  let receivables: [OpenInvoice]
  /// What customers owe, those of them who are lost as well.
  let owed: [OpenItems.Item]
  let payables: [OpenInvoice]
  let purchases: [OpenPurchase]
  let bills: BillRegister
  /// By code.
  let loans: [Loan]
  let drivers: Drivers
  /// Customers and suppliers by their Chinese name.
  let parties: [String: BilingualText]

  init(_ facts: FactLibrary, _ plan: PlanState) throws(StoreError) {
    let (cutoff, catalogue) = (plan.cutoff, plan.catalogue)
    self.cutoff = cutoff
    accounts = BankAccount.read(try facts.table(.bankBalances), upTo: cutoff)
    routing = CashRouting(accounts, try facts.table(.bankTransactions), cutoff: cutoff)
    let lost = OpenItems.lostCustomers(try facts.table(.customers), before: plan.calendar.firstDay)
    owed = OpenItems(
      .receivable, documents: try facts.table(.invoices), payments: try facts.table(.receipts), upTo: cutoff
    ) { plan.agreement(ofCustomer: $0) }.remaining()
    receivables = Self.invoices(owed.filter { !lost.contains($0.party) }) { party in
      catalogue.customers[party].flatMap { catalogue.regionIndex($0.group) } ?? catalogue.regions.count - 1
    }
    let owing = OpenItems(
      .payable, documents: try facts.table(.purchaseInvoices), payments: try facts.table(.payments), upTo: cutoff
    ) { plan.sources.terms.agreement(ofSupplier: $0) }
    payables = Self.invoices(owing.remaining()) { _ in nil }
    purchases = try OpenPurchase.read(
      facts, catalogue: catalogue, sources: SupplySource.read(try facts.table(.supplierItems), catalogue: catalogue), upTo: cutoff)
    bills = BillRegister(try facts.table(.bills), upTo: cutoff)
    loans = Self.loans(try facts.table(.loans), upTo: cutoff)
    drivers = Drivers(try facts.table(.drivers))
    let names = (Array(catalogue.customers.values) + Array(catalogue.suppliers.values)).map(\.name)
    parties = Dictionary(names.map { ($0.chinese, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The lines of one invoice that are due on one day are one.
  private static func invoices(_ items: [OpenItems.Item], region: (String) -> Int?) -> [OpenInvoice] {
    struct Key: Hashable {
      let party: String
      let number: String
      let due: Day
      let on: Day
      let rests: OpenItems.Due
    }
    var sums: [Key: Int64] = [:]
    for item in items {
      let key = Key(party: item.party, number: item.number, due: item.due, on: item.day, rests: item.rests)
      sums[key, default: 0] &+= item.amount
    }
    return sums.map { key, amount in
      OpenInvoice(
        party: key.party, number: key.number, due: key.due, on: key.on, amount: amount, region: region(key.party), rests: key.rests)
    }
    .sorted { ($0.due, $0.number, $0.party) < ($1.due, $1.number, $1.party) }
  }

  /// By the month unless the loan says by the quarter.
  private static func settlement(_ words: String?) -> BankLoan.Settlement {
    let words = words?.lowercased() ?? ""
    return words.contains("季") || words.contains("quarter") ? .quarterly : .monthly
  }

  /// Loans that are out at the cutoff or drawn later.
  private static func loans(_ table: FactTable, upTo cutoff: Month) -> [Loan] {
    let (code, bank, drawn, matures) = (table["code"], table["bank"], table["drawn_on"], table["matures_on"])
    let (principal, rate, limit) = (table["principal"], table["annual_rate"], table["credit_limit"])
    let (basis, settlement) = (table["day_basis"], table["settlement"])
    return (0..<table.rowCount).compactMap { row -> Loan? in
      guard let text = code.text(row), let from = drawn.day(row), let to = matures.day(row), to > cutoff.lastDay else { return nil }
      return Loan(
        code: text, bank: bank.text(row), drawn: from, matures: to, principal: principal.integers[row], rate: rate.decimal(row),
        limit: limit.integer(row), dayBasis: basis.integer(row) == 365 ? 365 : 360, settlement: Self.settlement(settlement.text(row)))
    }.sorted { $0.code < $1.code }
  }
}

extension Workspace {
  func cashFacts() throws(StoreError) -> CashFacts {
    if let known = documentShelf.cash, known.cutoff == plan.cutoff { return known }
    let read = try CashFacts(facts, plan)
    documentShelf.cash = read
    return read
  }
}
