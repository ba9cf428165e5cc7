// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import FinancialPlanning
import Planning
public import Quantities

/// 票据: every bill with where it is, when it turns into money, and what it would bring today.
public struct BillsView: Sendable {
  public struct Line: Sendable {
    public let bill: BillRegister.Bill
    public let counterparty: BilingualText
    /// The bank day on which it is paid, by whoever has to; nil when it has left. Money of a bill still pledged is blocked from then on.
    public let cashOn: Day?
    /// Calendar days to maturity; nil when it has left.
    public let daysLeft: Int?
    /// The plan gives it away before it matures.
    public let isPlannedAway: Bool
    /// It is in hand and the plan pledges it.
    public let isPlannedPledge: Bool
    /// The day the money of a bill under pledge can be used; nil while nobody knows, and for bills that are not pledged.
    public let freedOn: Day?
    /// What a bank pays on the first bank day, 分; nil when it cannot be discounted or no rate is known.
    public let proceeds: Int64?
  }

  /// A supplier that open invoices are owed to, which a bill could settle.
  public struct Payee: Sendable {
    public let code: String
    public let name: BilingualText
    /// Due from tomorrow on, 分.
    public let open: Int64
  }

  public let today: Day
  /// Driver `bill_discount_rate`; nil without it.
  public let rate: FixedPoint?
  /// By maturity; bills that left more than a year before it are not listed.
  public let lines: [Line]
  /// The largest debt first.
  public let payees: [Payee]
}

extension Workspace {
  /// - Parameter scenario: nil for the plan.
  /// - Throws: `CycleError.scenarioNotKnown`; `StoreError`; `PlanningError`.
  public func billsView(_ proof: Authorized<To.ViewCash>, scenario: Int64? = nil) throws -> BillsView {
    let book = try cashBook(proof, scenario: scenario)
    let rate = book.facts.drivers.value("bill_discount_rate").flatMap { FindMeasures.rate($0) }
    let held = book.heldBills()
    let away = Swift.Set(held.filter(\.isGiven).map(\.bill.number))
    let free = Swift.Set(held.filter(\.isFree).map(\.bill.number))
    let pledges = Dictionary(uniqueKeysWithValues: book.pledges().map { ($0.bill.number, $0) })
    let next = book.bankDays.nextWorkday(onOrAfter: book.today)
    let lines = book.facts.bills.bills.filter { bill in
      bill.state == .held || bill.state == .issued || bill.state == .pledged || bill.maturesOn > book.today.adding(days: -365)
    }.map { bill in
      let isOpen = bill.state == .held || bill.state == .issued || bill.state == .pledged
      let price = rate.flatMap {
        BillDiscount(face: Amount(minorUnits: bill.face, currency: .cny), annualRate: $0, days: next.distance(to: bill.maturesOn))
      }
      return BillsView.Line(
        bill: bill, counterparty: book.name(ofParty: bill.counterparty),
        cashOn: isOpen ? book.bankDays.nextWorkday(onOrAfter: max(bill.maturesOn, book.days.first)) : nil,
        daysLeft: isOpen ? book.today.distance(to: bill.maturesOn) : nil, isPlannedAway: away.contains(bill.number),
        isPlannedPledge: pledges[bill.number]?.isPlanned ?? false, freedOn: pledges[bill.number]?.freed,
        proceeds: free.contains(bill.number) && bill.maturesOn > next ? price?.proceeds.minorUnits : nil)
    }
    return BillsView(today: book.today, rate: rate, lines: lines, payees: payees(book))
  }

  private func payees(_ book: CashBook) -> [BillsView.Payee] {
    var open: [String: Int64] = [:]
    for payable in book.payables(after: book.today) { open[payable.invoice.party, default: 0] += payable.invoice.amount }
    return open.map { BillsView.Payee(code: $0, name: book.name(ofSupplier: $0), open: $1) }
      .sorted { ($1.open, $0.code) < ($0.open, $1.code) }
  }
}
