// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// One payment of a document: how much, by which means, on which day.
public struct ScheduledPayment: Hashable, Sendable {
  /// Position in `PaymentAgreement.instalments`.
  public let instalment: Int
  public let anchorDay: Day
  /// By the letter of the terms.
  public let dueDay: Day
  /// The first bank day on or after the due day: the transfer, or the handing over of the bill.
  public let settledOn: Day
  public let amount: Amount
  /// nil for a transfer.
  public let bill: BillPart?
  /// When the bill, drawn on the settlement day, matures; nil for a transfer.
  public let maturesOn: Day?
  /// The bank day on which money moves, if a bill is held to maturity.
  public let cashOn: Day
  /// 推定: a bank day of this payment lies in a year whose holidays are not published yet.
  public let isPresumed: Bool
}

extension PaymentAgreement {
  /// When a document of `amount` 含税 is paid. The payments add up to it exactly, by largest remainder over instalments, then over means; a credit note
  /// gives the same parts below zero. Parts of 0.00 are left out.
  ///
  /// - Parameters:
  ///   - anchors: the days of the events the instalments count from.
  ///   - bankDays: days on which banks pay; a day off moves to the next one.
  /// - Throws: `FinanceFindings` with `terms.anchor-day-missing` for every event without a day.
  public func schedule(
    _ amount: Amount, anchors: [TermsAnchor: Day], bankDays: WorkingDays
  ) throws(FinanceFindings) -> [ScheduledPayment] {
    let missing = TermsAnchor.allCases.filter { anchor in anchors[anchor] == nil && instalments.contains { $0.anchor == anchor } }
    guard missing.isEmpty else { throw FinanceFindings(missing.map(PaymentAgreement.anchorDayMissing)) }
    let parts = Allocation.split(amount, by: instalments.map(\.share))
    var payments: [ScheduledPayment] = []
    for (index, (instalment, part)) in zip(instalments, parts).enumerated() {
      guard let anchorDay = anchors[instalment.anchor] else { continue }
      let due = instalment.due.dueDay(anchor: anchorDay)
      let settled = bankDays.nextWorkday(onOrAfter: due)
      let means: [BillPart?] = [nil] + instalment.bills
      let amounts = Allocation.split(part, by: [instalment.wireShare] + instalment.bills.map(\.share))
      for (bill, amount) in zip(means, amounts) where amount.minorUnits != 0 {
        let matures = bill.map { $0.tenor.maturity(drawnOn: settled) }
        let cash = matures.map { bankDays.nextWorkday(onOrAfter: $0) } ?? settled
        let isPresumed = [settled, cash].contains { bankDays.status(of: $0.year) == .presumed }
        payments.append(
          ScheduledPayment(
            instalment: index, anchorDay: anchorDay, dueDay: due, settledOn: settled, amount: amount, bill: bill, maturesOn: matures,
            cashOn: cash,
            isPresumed: isPresumed))
      }
    }
    return payments
  }

  private static func anchorDayMissing(_ anchor: TermsAnchor) -> FinanceFinding {
    FinanceFinding(
      "terms.anchor-day-missing", anchor.chineseName, "付款条件从“\(anchor.chineseName)”起算，但没有\(anchor.chineseName)的日期",
      "the terms count from \(anchor.englishName), which has no day", advice: "给出实际或计划的日期", "Give its actual or planned day")
  }
}
