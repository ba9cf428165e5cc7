// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities
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
      // 周结: the week ends on Sunday, 2026-09-20; 半月结: the 15th and the month's end; a cycle has no cut-off day.
      (PaymentTerms(days: 3, cycle: .weekly), "2026-09-16", "2026-09-23"),
      (PaymentTerms(days: 5, cycle: .halfMonthly), "2026-09-15", "2026-09-20"),
      (PaymentTerms(cutOffDay: 25, days: 5, cycle: .halfMonthly), "2026-09-16", "2026-10-05"),
      (PaymentTerms(days: 1, cycle: .daily), "2026-09-16", "2026-09-17"),
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

  func settled(_ documents: [Double], _ rule: SettlementRule, firstDay: String = "2026-03-02", leadBankDays: Int = 0, isBankDay: [Bool])
    -> Settled
  {
    let calendar = BankCalendar(firstDay: day(firstDay), isBankDay: isBankDay)
    var result = Settled(transfers: documents, issued: documents, paid: documents)
    documents.withUnsafeBufferPointer { documents in
      result.transfers.withUnsafeMutableBufferPointer { transfers in
        result.issued.withUnsafeMutableBufferPointer { issued in
          result.paid.withUnsafeMutableBufferPointer { paid in
            settle(
              SettlementRows(
                documents: documents.baseAddress!, transfers: transfers.baseAddress!,
                billsIssued: issued.baseAddress!, billsPaid: paid.baseAddress!),
              rule: rule, leadBankDays: leadBankDays, calendar: calendar)
          }
        }
      }
    }
    return result
  }

  @Test("Days that were looked up before settle as the rule does, to the bit")
  func lookedUp() {
    let bankDays = (0..<200).map { $0 % 7 < 5 }
    let documents = (0..<200).map { $0 % 3 == 0 ? Double($0) * 1.37 - 50 : 0 }
    for terms in [PaymentTerms.thirtyDays, PaymentTerms(cutOffDay: 25, months: 1, days: 0, payDay: 10, billShare: 0.3, billDays: 90)] {
      let slow = settled(documents, SettlementRule(terms), isBankDay: bankDays)
      let days = SettlementDays(terms: terms, calendar: BankCalendar(firstDay: day("2026-03-02"), isBankDay: bankDays))
      var rows = Settled(transfers: documents, issued: documents, paid: documents)
      documents.withUnsafeBufferPointer { documents in
        rows.transfers.withUnsafeMutableBufferPointer { transfers in
          rows.issued.withUnsafeMutableBufferPointer { issued in
            rows.paid.withUnsafeMutableBufferPointer { paid in
              settle(
                SettlementRows(
                  documents: documents.baseAddress!, transfers: transfers.baseAddress!, billsIssued: issued.baseAddress!,
                  billsPaid: paid.baseAddress!), on: days)
            }
          }
        }
      }
      #expect([rows.transfers, rows.issued, rows.paid] == [slow.transfers, slow.issued, slow.paid])
      #expect(slow.transfers.contains { $0 != 0 })
    }
  }

  @Test("Half by transfer on the next bank day, half by a bill paid at maturity")
  func transferAndBill() {
    let bankDays = (0..<40).map { $0 % 7 < 5 }
    var documents = [Double](repeating: 0, count: 40)
    documents[0] = 1000
    documents[1] = .nan
    let result = settled(documents, SettlementRule(PaymentTerms(days: 5, billShare: 0.5, billDays: 14)), isBankDay: bankDays)
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
      documents, SettlementRule(PaymentTerms(cutOffDay: 20, days: 10, billShare: 0.3, billDays: 15)), isBankDay: bankDays)
    let first = day("2026-03-02")
    let inTime = documents.indices.filter { position in
      var due = first.distance(to: PaymentTerms(cutOffDay: 20, days: 10).dueDay(anchor: first.adding(days: position)))
      while due < 60, !bankDays[due] { due += 1 }
      return due < 60
    }
    let expected = inTime.reduce(0) { $0 + documents[$1] }
    #expect(abs(result.transfers.reduce(0, +) + result.issued.reduce(0, +) - expected) < 1e-9)
    #expect(result.paid.reduce(0, +) <= result.issued.reduce(0, +) + 1e-9)
    #expect(zip(result.transfers, bankDays).allSatisfy { $0 == 0 || $1 })
  }

  @Test(
    "Terms in words settle a daily plan on the days and by the means of the exact schedule",
    arguments: [
      "月结30天 截止25 付款日10", "net 30 EOM", "60天 银承50% 6个月", "发货30% 验收60% 30天 质保10% 12个月", "电汇33.3% 银承33.3% 6个月 商承33.4% 90天 月结2个月 截止月末",
      "30天 银承 6个月",
    ])
  func asWritten(text: String) throws {
    let agreement = try #require(PaymentAgreement.read(text).agreement)
    let first = day("2026-01-01")
    let bankDays = (0..<900).map { WorkingDays.china.isWorkday(first.adding(days: $0)) }
    for offset in stride(from: 0, to: 330, by: 7) {
      var documents = [Double](repeating: 0, count: 900)
      documents[offset] = 1_130_000
      let result = settled(documents, SettlementRule(agreement), firstDay: "2026-01-01", isBankDay: bankDays)
      let anchors = Dictionary(uniqueKeysWithValues: TermsAnchor.allCases.map { ($0, first.adding(days: offset)) })
      var expected = Settled(
        transfers: [Double](repeating: 0, count: 900), issued: [Double](repeating: 0, count: 900), paid: [Double](repeating: 0, count: 900))
      for payment in try agreement.schedule(Amount("1130000.00", .cny)!, anchors: anchors, bankDays: .china) {
        let amount = Double(payment.amount.minorUnits) / 100
        let (settledOn, cashOn) = (first.distance(to: payment.settledOn), first.distance(to: payment.cashOn))
        if payment.bill == nil { expected.transfers[settledOn] += amount } else { expected.issued[settledOn] += amount }
        if payment.bill != nil, cashOn < 900 { expected.paid[cashOn] += amount }
      }
      for (row, wanted) in [(result.transfers, expected.transfers), (result.issued, expected.issued), (result.paid, expected.paid)] {
        let largest: Double = zip(row, wanted).map { abs($0.0 - $0.1) }.max() ?? 0
        #expect(largest < 0.01, "\(text) from \(first.adding(days: offset))")
      }
    }
  }

  @Test("An advance counts from the order, bank days before the goods; for an order that stood when the plan began it counts as paid")
  func advance() throws {
    let agreement = try #require(PaymentAgreement.read("预付30% 验收70% 10天").agreement)
    let bankDays = (0..<60).map { $0 % 7 < 5 }
    var documents = [Double](repeating: 0, count: 60)
    documents[21] = 1_000
    let ordered = settled(documents, SettlementRule(agreement), leadBankDays: 6, isBankDay: bankDays)
    // Goods on Monday the 21st day: six bank days from Friday the 11th on.
    #expect(ordered.transfers[11] == 300 && ordered.transfers[31] == 700)
    // An order that should have been placed before the plan is placed on its first day.
    let late = settled(documents, SettlementRule(agreement), leadBankDays: 30, isBankDay: bankDays)
    #expect(late.transfers[0] == 300 && late.transfers.reduce(0, +) == 1_000)
  }

  @Test(
    "What is settled before its document is given, and used up on its day: open + given − used is what stands out, also for orders of before"
  )
  func advances() throws {
    let rule = SettlementRule(try #require(PaymentAgreement.read("预付30% 验收70% 10天").agreement))
    let calendar = BankCalendar(firstDay: day("2026-03-02"), isBankDay: (0..<60).map { $0 % 7 < 5 })
    var (documents, ordered) = ([Double](repeating: 0, count: 60), [Double](repeating: 0, count: 60))
    // On the 21st day 1,000, of which 400 was on order, without tax; on the 40th a credit note.
    (documents[21], ordered[21], documents[40], ordered[50]) = (1_000, 400 / 1.25, -200, .nan)
    var (given, used, transfers) = ([Double](repeating: 0, count: 60), [Double](repeating: 0, count: 60), [Double](repeating: 0, count: 60))
    var (bills, paid) = (given, given)
    addAdvances(
      AdvanceRows(documents: documents, ordered: ordered, orderedFactor: 1.25, given: &given, used: &used), rule: rule, leadBankDays: 6,
      calendar: calendar)
    settle(
      SettlementRows(
        documents: documents, ordered: ordered, orderedFactor: 1.25, transfers: &transfers, billsIssued: &bills, billsPaid: &paid),
      rule: rule, leadBankDays: 6, calendar: calendar)
    #expect(given[11] == 180 && used[21] == 300, "of 600 that is still to be ordered 180 is paid; 120 was paid before")
    // On the 31st day the rest is due, less what the credit note takes back.
    #expect(transfers[11] == 180 && transfers[31] == 640)
    #expect(given[31] == -60 && used[40] == -60, "a credit note takes its advance back")
    #expect(given.reduce(0, +) - used.reduce(0, +) == -120, "what was open when the plan began is used up")
  }

  @Test("A mix of agreements settles each by its weight, and the whole to the last bit")
  func mixed() throws {
    let agreements = try ["10天", "20天 银承50% 30天", "预付33.3333% 余款 30天"].map { try #require(PaymentAgreement.read($0).agreement) }
    let rule = SettlementRule(mix: zip(agreements, [1.0, 2, 3]).map { ($0, $1) })
    let bankDays = [Bool](repeating: true, count: 90)
    var documents = [Double](repeating: 0, count: 90)
    documents[0] = 600.01
    let result = settled(documents, rule, isBankDay: bankDays)
    let sixth = 600.01 / 6
    #expect(abs(result.transfers[10] - sixth) < 1e-9)
    #expect(abs(result.issued[20] - sixth) < 1e-9)
    let inAll: Double = result.transfers.reduce(0, +) + result.issued.reduce(0, +)
    #expect(abs(inAll - 600.01) < 1e-9)
  }
}
