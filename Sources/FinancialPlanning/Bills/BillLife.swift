// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// The life of one bill, step by step, with the entry each step makes; a step that cannot be is refused with all its reasons, and nothing changes.
///
/// An endorsement never touches the cash-flow statement; a discount is an operating inflow when the bill leaves the books and a financing one when it
/// stays; a deposit is no cash equivalent: it leaves cash when the bill is issued and comes back for its payment. Source: 企业会计准则第23号
/// (derecognition), 第31号 (cash flows).
public struct BillLife: Hashable, Sendable {
  public let bill: Bill
  /// A bank's bill held both to be collected and to be sold is 应收款项融资, no 应收票据.
  public let isHeldForBoth: Bool
  public private(set) var state = BillState.new
  /// Blocked for a bill of our own; 0 otherwise.
  public private(set) var deposit: Amount
  /// The day of the last step.
  public private(set) var lastDay: Day?
  /// Who gave it to us, and who has it from us.
  private var customer = ""
  private var supplier = ""

  public init(_ bill: Bill, isHeldForBoth: Bool = false) {
    self.bill = bill
    self.isHeldForBoth = isHeldForBoth
    self.deposit = Amount(minorUnits: 0, currency: bill.face.currency)
  }

  private var holding: AccountMeaning { isHeldForBoth && bill.kind == .bank ? .receivablesFinancing : .notesReceivable }

  /// Takes one step.
  ///
  /// - Parameter bankDays: days on which banks pay.
  /// - Returns: the entry, which adds up to 0.00; lines of 0.00 are left out. A pledge and its release move no account.
  /// - Throws: every reason why the step cannot be: see `refusals(of:bankDays:)`.
  public mutating func apply(_ step: BillStep, bankDays: WorkingDays) throws(FinanceFindings) -> [BillPosting] {
    let refusals = refusals(of: step, bankDays: bankDays)
    guard refusals.isEmpty else { throw FinanceFindings(refusals) }
    var entry = BillEntry(day: step.day, face: bill.face)
    switch step {
    case .receive(_, let customer, let asAdvance):
      self.customer = customer
      entry.move(from: asAdvance ? .advances : .receivables, customer, to: holding, customer)
      state = .held
    case .discount(let day, let rate, let withRecourse):
      guard let price = bill.discount(on: day, annualRate: rate) else { throw FinanceFindings([.discountNotPossible(bill, rate)]) }
      discount(price, withRecourse: withRecourse, &entry)
    case .endorse(_, let supplier, let withRecourse):
      self.supplier = supplier
      entry.move(from: withRecourse ? .endorsedBills : holding, withRecourse ? supplier : customer, to: .payables, supplier)
      state = withRecourse ? .endorsedWithRecourse : .gone
    case .pledge: state = .pledged
    case .release: state = .held
    case .issue(_, let supplier, let deposit):
      self.supplier = supplier
      entry.move(from: .notesPayable, supplier, to: .payables, supplier)
      entry.post(.restrictedFunds, deposit.minorUnits)
      entry.post(.bankDeposits, -deposit.minorUnits, .otherOperatingPayments)
      self.deposit = deposit
      state = .issued
    case .mature: mature(&entry)
    case .dishonour: dishonour(&entry)
    }
    lastDay = step.day
    return entry.postings
  }

  /// The interest of a borrowing is a cost of financing; that of a bill sold for good is a cost of collecting.
  private mutating func discount(_ price: BillDiscount, withRecourse: Bool, _ entry: inout BillEntry) {
    entry.post(.bankDeposits, price.proceeds.minorUnits, withRecourse ? .borrowings : .salesReceipts)
    entry.post(withRecourse ? .interestExpense : .discountInterest, price.interest.minorUnits)
    entry.post(withRecourse ? .shortLoans : holding, -bill.face.minorUnits, partner: withRecourse ? "" : customer)
    state = withRecourse ? .discountedWithRecourse : .gone
  }

  private mutating func mature(_ entry: inout BillEntry) {
    let face = bill.face.minorUnits
    switch state {
    // What a pool collects stays blocked until the bank lets it go.
    case .pledged: entry.move(from: holding, customer, to: .restrictedFunds, "")
    case .discountedWithRecourse: entry.move(from: holding, customer, to: .shortLoans, "")
    case .endorsedWithRecourse: entry.move(from: holding, customer, to: .endorsedBills, supplier)
    case .issued:
      entry.post(.bankDeposits, deposit.minorUnits, .otherOperatingReceipts)
      entry.post(.restrictedFunds, -deposit.minorUnits)
      entry.post(.notesPayable, face, partner: supplier)
      entry.post(.bankDeposits, -face, .purchases)
      deposit = Amount(minorUnits: 0, currency: bill.face.currency)
    default:
      entry.post(.bankDeposits, face, .salesReceipts)
      entry.post(holding, -face, partner: customer)
    }
    state = .settled
  }

  /// What the acceptor did not pay, the customer owes again; whoever paid us for the bill takes recourse.
  private mutating func dishonour(_ entry: inout BillEntry) {
    switch state {
    case .discountedWithRecourse:
      entry.post(.shortLoans, bill.face.minorUnits)
      entry.post(.bankDeposits, -bill.face.minorUnits, .debtRepaid)
    case .endorsedWithRecourse: entry.move(from: .payables, supplier, to: .endorsedBills, supplier)
    default: break
    }
    entry.move(from: holding, customer, to: .receivables, customer)
    state = .dishonoured
  }
}

/// The lines of one step.
private struct BillEntry {
  let day: Day
  let face: Amount
  var postings: [BillPosting] = []

  /// Credits one account and debits the other with the face.
  mutating func move(from credit: AccountMeaning, _ creditor: String, to debit: AccountMeaning, _ debtor: String) {
    post(debit, face.minorUnits, partner: debtor)
    post(credit, -face.minorUnits, partner: creditor)
  }

  mutating func post(_ meaning: AccountMeaning, _ minorUnits: Int64, _ cashFlow: CashFlowItem? = nil, partner: String = "") {
    guard minorUnits != 0 else { return }
    postings.append(
      BillPosting(
        day: day, meaning: meaning, amount: Amount(minorUnits: minorUnits, currency: face.currency), cashFlow: cashFlow, partner: partner))
  }
}
