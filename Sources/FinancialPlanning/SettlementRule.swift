// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// An agreement about paying in plain numbers, for the daily kernels: which share of a document falls due when, and by which means.
///
/// Several agreements by weight make one rule: what a region's customers agreed, taken together.
public struct SettlementRule: Hashable, Sendable {
  /// One share of a document with its own day.
  struct Part: Hashable, Sendable {
    /// Of the document, 0…1.
    let share: Double
    /// Counted from the day of the order, not from the document.
    let isFromOrder: Bool
    let due: PaymentTerms
    /// Shares of the part settled by bill; what they leave is transferred.
    let bills: [BillShare]

    func scaled(_ factor: Double) -> Part { Part(share: share * factor, isFromOrder: isFromOrder, due: due, bills: bills) }
  }

  struct BillShare: Hashable, Sendable {
    let share: Double
    let tenor: BillTenor
  }

  let parts: [Part]
  /// Of a document, what follows receipts because its party agreed nothing, 0…1.
  public let learntShare: Double

  /// The same term for the whole of every document, with its one kind of bill.
  public init(_ terms: PaymentTerms) {
    let bills = terms.billShare > 0 ? [BillShare(share: terms.billShare, tenor: BillTenor(days: terms.billDays))] : []
    self.init(parts: [Part(share: 1, isFromOrder: false, due: terms, bills: bills)])
  }

  public init(_ agreement: PaymentAgreement) { self.init(mix: [(agreement, 1)]) }

  /// - Parameter mix: agreements with their weights, above zero; they are brought to a sum of 1. Empty gives the whole after 30 days.
  public init(mix: [(agreement: PaymentAgreement, weight: Double)]) {
    let total = mix.reduce(0) { $0 + $1.weight }
    guard total > 0 else {
      self.init(.thirtyDays)
      return
    }
    let whole = Double(Instalment.whole)
    self.init(
      parts: mix.flatMap { agreement, weight in
        agreement.instalments.map { instalment in
          Part(
            share: weight / total * (Double(instalment.share) / whole), isFromOrder: instalment.anchor == .order, due: instalment.due,
            bills: instalment.bills.map { BillShare(share: Double($0.share) / whole, tenor: $0.tenor) })
        }
      })
  }

  /// Agreements and, for the parties that agreed nothing, what their receipts teach; the whole after 30 days when there is neither.
  ///
  /// - Parameters:
  ///   - learnt: all of them as one, with their weight.
  ///   - tenor: of the bills they pay with, where agreements name bills; elsewhere the share of bills is the whole group's.
  public init(
    mix: [(agreement: PaymentAgreement, weight: Double)], learnt: (payment: LearntPayment, weight: Double), tenor: BillTenor
  ) {
    let agreed = mix.reduce(0) { $0 + $1.weight }
    let total = agreed + learnt.weight
    guard learnt.weight > 0 else {
      self.init(mix: mix)
      return
    }
    var parts: [Part] = []
    if agreed > 0 { parts = SettlementRule(mix: mix).parts.map { $0.scaled(agreed / total) } }
    let share = learnt.payment.billShare
    let bills = share > 0 && parts.contains { !$0.bills.isEmpty } ? [BillShare(share: share, tenor: tenor)] : []
    let scale = learnt.weight / total
    parts += learnt.payment.points.map {
      Part(share: $0.share * scale, isFromOrder: false, due: PaymentTerms(days: $0.days), bills: bills)
    }
    let unknown = scale * (1 - learnt.payment.points.reduce(0) { $0 + $1.share })
    // Behind every plan: what nobody knows the day of is not counted as money.
    if unknown > 1e-9 { parts.append(Part(share: unknown, isFromOrder: false, due: PaymentTerms(days: 1_830), bills: [])) }
    self.init(parts: parts, learntShare: scale)
  }

  private init(parts: [Part], learntShare: Double = 0) {
    self.parts = parts
    self.learntShare = learntShare
  }

  /// Whether any part counts from the order, and so may be paid before the document it is for.
  public var countsFromOrder: Bool { parts.contains { $0.isFromOrder } }

  /// Of an order placed by `today`, what its terms have asked for by then, 0…1.
  public func askedOnOrder(by today: Day) -> Double {
    parts.reduce(0) { $0 + ($1.isFromOrder && $1.due.dueDay(anchor: today) <= today ? $1.share : 0) }
  }

  /// Whether any part names a bill.
  public var namesBills: Bool { parts.contains { !$0.bills.isEmpty } }
}

/// One movement that a document causes, by positions of a plan's days.
public struct SettlementMove: Hashable, Sendable {
  /// The bank day on which it is settled: transferred, or a bill handed over.
  public let day: Int
  public let amount: Double
  /// For a bill the bank day on which it is paid, which may lie behind the plan; nil for a transfer.
  public let maturesOn: Int?
}

extension SettlementRule {
  /// The moves of one document, part by part, the transfer before the bills; they make the amount, less what is not settled within the plan and what was due
  /// before it began.
  ///
  /// Events other than the order (shipment, acceptance, invoice) are taken to be on the document's day. An order that is still to come is placed in the plan,
  /// on its first day at the earliest; one that stands already was placed before, and what its terms asked for by then counts as paid.
  ///
  /// - Parameters:
  ///   - position: the document's day, 0...; an amount below zero settles the same way.
  ///   - leadBankDays: bank days from the order to the document.
  ///   - isOrdered: the order stands already when the plan begins.
  /// - Returns: what counts as paid before the plan began.
  @discardableResult
  public func moves(
    of amount: Double, on position: Int, leadBankDays: Int = 0, isOrdered: Bool = false, calendar: borrowing BankCalendar,
    _ body: (SettlementMove) -> Void
  ) -> Double {
    var rest = amount
    var paidBefore = 0.0
    for (index, part) in parts.enumerated() {
      // The last takes what is left, so that the parts make the whole to the last bit.
      let share = index == parts.count - 1 ? rest : amount * part.share
      rest -= share
      var start = position
      if part.isFromOrder {
        let placed = calendar.bankDay(leadBankDays, before: position)
        start = isOrdered ? min(placed, -1) : max(placed, 0)
      }
      let letter = calendar.position(of: part.due.dueDay(anchor: calendar.firstDay.adding(days: start)))
      guard letter >= 0 else {
        paidBefore += share
        continue
      }
      let due = calendar.nextBankDay(letter)
      guard due < calendar.dayCount else { continue }
      let isAllBills = part.bills.reduce(0) { $0 + $1.share } > 1 - 1e-9
      var transfer = share
      for bill in part.bills { transfer -= share * bill.share }
      if !isAllBills, transfer != 0 { body(SettlementMove(day: due, amount: transfer, maturesOn: nil)) }
      for (number, bill) in part.bills.enumerated() {
        // Where nothing is transferred, the last bill takes what rounding leaves.
        let amount = share * bill.share + (isAllBills && number == part.bills.count - 1 ? transfer : 0)
        guard amount != 0 else { continue }
        let matures = bill.tenor.maturity(drawnOn: calendar.firstDay.adding(days: due))
        body(SettlementMove(day: due, amount: amount, maturesOn: calendar.nextBankDay(calendar.position(of: matures))))
      }
    }
    return paidBefore
  }

  /// The same for a document of which a part was on order when the plan began.
  @discardableResult
  public func moves(
    of amount: Double, ordered: Double, on position: Int, leadBankDays: Int, calendar: borrowing BankCalendar,
    _ body: (SettlementMove) -> Void
  ) -> Double {
    // What the two differ by in their last bits is no order of its own.
    let known = ordered > 0 && amount > 0 ? (amount - ordered < 1e-9 * amount ? amount : ordered) : 0
    guard countsFromOrder, known > 0 else { return moves(of: amount, on: position, leadBankDays: leadBankDays, calendar: calendar, body) }
    let paid = moves(of: known, on: position, leadBankDays: leadBankDays, isOrdered: true, calendar: calendar, body)
    guard known < amount else { return paid }
    return paid + moves(of: amount - known, on: position, leadBankDays: leadBankDays, calendar: calendar, body)
  }
}
