// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Testing

/// Sees a wrong due day or money lost between document, bill and cash; does not see which anchor a caller chose.
@Suite("Payment terms and settlement")
struct PaymentTermsTests {
  func day(_ text: String) -> Day { Day(iso: text)! }

  @Test(
    "月结 is taken literally",
    arguments: [
      // terms, anchor, due
      (PaymentTerms(days: 30), "2026-01-31", "2026-03-02"),
      (PaymentTerms(months: 1), "2026-01-31", "2026-02-28"),
      (PaymentTerms(cutOffDay: 25, days: 30), "2026-03-25", "2026-04-24"),
      (PaymentTerms(cutOffDay: 25, days: 30), "2026-03-26", "2026-05-25"),
      (PaymentTerms(cutOffDay: 31, months: 2), "2026-12-03", "2027-02-28"),
      (PaymentTerms(cutOffDay: 31, months: 1), "2026-02-10", "2026-03-31"),
      (PaymentTerms(cutOffDay: 25, months: 2, payDay: 10), "2026-03-26", "2026-07-10"),
      (PaymentTerms(days: 60, payDay: 20), "2026-01-05", "2026-03-20"),
      (PaymentTerms(), "2026-05-01", "2026-05-01"),
    ])
  func dueDays(terms: PaymentTerms, anchor: String, due: String) {
    #expect(terms.dueDay(anchor: day(anchor)) == day(due))
  }

  @Test("A month-end statement with one month lands on month ends, also past the short month")
  func monthEnds() {
    let terms = PaymentTerms(cutOffDay: 31, months: 1, days: 0)
    #expect(terms.dueDay(anchor: day("2026-01-15")) == day("2026-02-28"))
    #expect(terms.dueDay(anchor: day("2027-12-31")) == day("2028-01-31"))
  }

  @Test("Out-of-range terms are taken to the nearest sensible value")
  func clamped() {
    let terms = PaymentTerms(cutOffDay: 99, months: -3, days: -1, payDay: 40, billShare: 1.4, billDays: -5)
    #expect(terms == PaymentTerms(cutOffDay: 31, payDay: 31, billShare: 1))
  }

  struct Settled {
    var transfers: [Double]
    var issued: [Double]
    var paid: [Double]
  }

  func settled(_ documents: [Double], _ terms: PaymentTerms, isBankDay: [Bool]) -> Settled {
    let calendar = BankCalendar(firstDay: day("2026-03-02"), isBankDay: isBankDay)
    var result = Settled(transfers: documents, issued: documents, paid: documents)
    documents.withUnsafeBufferPointer { documents in
      result.transfers.withUnsafeMutableBufferPointer { transfers in
        result.issued.withUnsafeMutableBufferPointer { issued in
          result.paid.withUnsafeMutableBufferPointer { paid in
            settle(
              SettlementRows(
                documents: documents.baseAddress!, transfers: transfers.baseAddress!,
                billsIssued: issued.baseAddress!, billsPaid: paid.baseAddress!),
              on: SettlementDays(terms: terms, calendar: calendar))
          }
        }
      }
    }
    return result
  }

  @Test("Half by transfer on the next bank day, half by a bill paid at maturity")
  func transferAndBill() {
    let bankDays = (0..<40).map { $0 % 7 < 5 }
    var documents = [Double](repeating: 0, count: 40)
    documents[0] = 1000
    documents[1] = .nan
    let result = settled(documents, PaymentTerms(days: 5, billShare: 0.5, billDays: 14), isBankDay: bankDays)
    #expect(result.transfers[7] == 500, "the 5th day is a Saturday, Monday is the 7th")
    #expect(result.issued[7] == 500)
    #expect(result.paid[21] == 500)
    #expect(result.transfers.reduce(0, +) == 500 && result.paid.reduce(0, +) == 500)
  }

  @Test("What falls due behind the plan stays open; nothing is lost or paid twice")
  func conservation() {
    let bankDays = (0..<60).map { $0 % 7 < 5 }
    let documents = (0..<60).map { Double(($0 * 37) % 11) * 100.25 }
    let result = settled(
      documents, PaymentTerms(cutOffDay: 20, days: 10, billShare: 0.3, billDays: 15), isBankDay: bankDays)
    let inTime = documents.indices.filter {
      settlementDay(
        of: $0, terms: PaymentTerms(cutOffDay: 20, days: 10),
        calendar: BankCalendar(firstDay: day("2026-03-02"), isBankDay: bankDays)) < 60
    }
    let expected = inTime.reduce(0) { $0 + documents[$1] }
    #expect(abs(result.transfers.reduce(0, +) + result.issued.reduce(0, +) - expected) < 1e-9)
    #expect(result.paid.reduce(0, +) <= result.issued.reduce(0, +) + 1e-9)
    #expect(zip(result.transfers, bankDays).allSatisfy { $0 == 0 || $1 })
  }
}
