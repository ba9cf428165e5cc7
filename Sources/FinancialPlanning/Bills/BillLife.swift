// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// The life of one bill, step by step, with the entry each step makes; a step that cannot be is refused with all its reasons, and nothing changes.
///
/// An endorsement never touches the cash-flow statement; a discount is an operating inflow when the bill leaves the books and a financing one when it
/// stays; a deposit is no cash equivalent, though not spent. Source: 企业会计准则第23号 (derecognition), 第31号 (cash flows).
public struct BillLife: Hashable, Sendable {
  public let bill: Bill
  public private(set) var state = BillState.new
  /// Blocked for a bill of our own; 0 otherwise.
  public private(set) var deposit: Amount
  /// The day of the last step.
  public private(set) var lastDay: Day?

  public init(_ bill: Bill) {
    self.bill = bill
    self.deposit = Amount(minorUnits: 0, currency: bill.face.currency)
  }

  /// Takes one step.
  ///
  /// - Parameter bankDays: days on which banks pay.
  /// - Returns: the entry, which adds up to 0.00; lines of 0.00 are left out.
  /// - Throws: every reason why the step cannot be: see `refusals(of:bankDays:)`.
  public mutating func apply(_ step: BillStep, bankDays: WorkingDays) throws(FinanceFindings) -> [BillPosting] {
    let refusals = refusals(of: step, bankDays: bankDays)
    guard refusals.isEmpty else { throw FinanceFindings(refusals) }
    var entry = BillEntry(day: step.day, face: bill.face)
    switch step {
    case .receive:
      entry.move(from: .receivables, to: .billsReceivable)
      state = .held
    case .discount(let day, let rate, let withRecourse):
      guard let price = bill.discount(on: day, annualRate: rate) else { throw FinanceFindings([.discountNotPossible(bill, rate)]) }
      entry.post(.bank, price.proceeds.minorUnits, withRecourse ? .borrowed : .collections)
      entry.post(.discountInterest, price.interest.minorUnits)
      entry.post(withRecourse ? .shortTermBorrowings : .billsReceivable, -bill.face.minorUnits)
      state = withRecourse ? .discountedWithRecourse : .gone
    case .endorse(_, let withRecourse):
      entry.move(from: withRecourse ? .endorsedNotDerecognised : .billsReceivable, to: .payables)
      state = withRecourse ? .endorsedWithRecourse : .gone
    case .pledge:
      entry.move(from: .billsReceivable, to: .pledgedBills)
      state = .pledged
    case .release:
      entry.move(from: .pledgedBills, to: .billsReceivable)
      state = .held
    case .issue(_, let deposit):
      entry.move(from: .billsPayable, to: .payables)
      entry.post(.restrictedDeposit, deposit.minorUnits)
      entry.post(.bank, -deposit.minorUnits, .depositPaid)
      self.deposit = deposit
      state = .issued
    case .mature: mature(&entry)
    case .dishonour: dishonour(&entry)
    }
    lastDay = step.day
    return entry.postings
  }

  private mutating func mature(_ entry: inout BillEntry) {
    switch state {
    case .pledged: entry.move(from: .pledgedBills, to: .restrictedDeposit)
    case .discountedWithRecourse: entry.move(from: .billsReceivable, to: .shortTermBorrowings)
    case .endorsedWithRecourse: entry.move(from: .billsReceivable, to: .endorsedNotDerecognised)
    case .issued:
      entry.post(.billsPayable, bill.face.minorUnits)
      entry.post(.restrictedDeposit, -deposit.minorUnits)
      entry.post(.bank, deposit.minorUnits - bill.face.minorUnits, .purchases)
      deposit = Amount(minorUnits: 0, currency: bill.face.currency)
    default:
      entry.post(.bank, bill.face.minorUnits, .collections)
      entry.post(.billsReceivable, -bill.face.minorUnits)
    }
    state = .settled
  }

  /// What the acceptor did not pay, the customer owes again; whoever paid us for the bill takes recourse.
  private mutating func dishonour(_ entry: inout BillEntry) {
    switch state {
    case .discountedWithRecourse:
      entry.post(.shortTermBorrowings, bill.face.minorUnits)
      entry.post(.bank, -bill.face.minorUnits, .repaid)
    case .endorsedWithRecourse: entry.move(from: .payables, to: .endorsedNotDerecognised)
    default: break
    }
    entry.move(from: state == .pledged ? .pledgedBills : .billsReceivable, to: .receivables)
    state = .dishonoured
  }
}

/// The lines of one step.
private struct BillEntry {
  let day: Day
  let face: Amount
  var postings: [BillPosting] = []

  /// Credits one account and debits the other with the face.
  mutating func move(from credit: BillAccountMeaning, to debit: BillAccountMeaning) {
    post(debit, face.minorUnits)
    post(credit, -face.minorUnits)
  }

  mutating func post(_ meaning: BillAccountMeaning, _ minorUnits: Int64, _ cashLine: BillCashLine? = nil) {
    guard minorUnits != 0 else { return }
    postings.append(
      BillPosting(day: day, meaning: meaning, amount: Amount(minorUnits: minorUnits, currency: face.currency), cashLine: cashLine))
  }
}
