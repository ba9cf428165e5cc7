// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities
import Testing

/// Sees a wrong maturity or interest, an entry that does not balance, cash where there is none, a step that cannot be; does not see a company's chart.
@Suite("Bills of exchange")
struct BillTests {
  func day(_ text: String) -> Day { Day(iso: text)! }
  func yuan(_ text: String) -> Amount { Amount(text, .cny)! }
  func bill(_ face: String = "1000000.00", drawn: String = "2026-09-01", months: Int = 6) throws -> Bill {
    try Bill(number: "YC-1", face: yuan(face), drawnOn: day(drawn), tenor: BillTenor(months: months))
  }

  /// An entry as a person would write it: `debit bank 995000.00 (collections)`.
  func lines(_ postings: [BillPosting]) -> [String] {
    postings.map { line in
      let side = line.amount.minorUnits > 0 ? "debit" : "credit"
      let money = Amount(minorUnits: abs(line.amount.minorUnits), currency: .cny).decimalText
      return "\(side) \(line.meaning.rawValue) \(money)" + (line.cashFlow.map { " (\($0.rawValue))" } ?? "")
    }
  }

  static func step(_ words: [String], _ face: Amount) throws -> BillStep {
    let day = try Fixture.day(words[0])
    switch words[1] {
    case "received": return .receive(day, from: words[2])
    case "received-as-advance": return .receive(day, from: words[2], asAdvance: true)
    case "endorsed": return .endorse(day, to: words[2], withRecourse: words[3] == "recourse")
    case "discounted": return .discount(day, annualRate: try Fixture.number(words[2]), withRecourse: words[3] == "with")
    case "pledged": return .pledge(day)
    case "released": return .release(day)
    case "matured": return .mature(day)
    case "dishonoured": return .dishonour(day)
    case "issued": return .issue(day, to: words[2], deposit: try #require(face.multiplied(by: try Fixture.number(words[3]))))
    default: throw Fixture.NotUnderstood(description: words[1])
    }
  }

  static func line(_ posting: BillPosting) -> String {
    let amount = MoneyFormat().text(Amount(minorUnits: abs(posting.amount.minorUnits), currency: .cny))
    let side = posting.amount.minorUnits > 0 ? "借" : "贷"
    return "  \(side) \(posting.meaning.rawValue) \(amount)" + (posting.cashFlow.map { " " + $0.rawValue } ?? "")
  }

  @Test("The life of every bill of the file, step by step, balanced, and with the refusals it must give")
  func lives() throws {
    let blocks = try Fixture.blocks("bills/bills.txt")
    #expect(blocks.count == 10)
    for (_, lines) in blocks {
      let head = lines[0].split(separator: " ").map(String.init)
      let bill = try Bill(
        number: head[1], kind: try #require(BillKind(rawValue: head[2])), face: try Fixture.amount(head[3]),
        drawnOn: try Fixture.day(head[4]), tenor: BillTenor(months: try #require(Int(head[5]))))
      #expect(bill.findings.isEmpty)
      var life = BillLife(bill)
      var written: [String] = [lines[0]]
      for line in lines.dropFirst() where !line.hasPrefix(" ") && !line.hasPrefix("=") {
        written.append(line)
        do {
          let postings = try life.apply(try Self.step(line.split(separator: " ").map(String.init), bill.face), bankDays: .china)
          #expect(postings.reduce(0) { $0 + $1.amount.minorUnits } == 0, "\(line) balances")
          written += postings.map(Self.line)
        } catch let error as FinanceFindings { written += error.findings.map { "  ! " + $0.code } }
      }
      written.append("= \(life.state.rawValue)")
      #expect(written == lines, "\(head[1])")
    }
  }

  @Test("Who gave a bill and who has it stand beside its lines; a bank's bill held for both is receivables financing; a year is too long")
  func partnersAndKinds() throws {
    var life = BillLife(try bill(), isHeldForBoth: true)
    let received = try life.apply(.receive(day("2026-09-03"), from: "甲"), bankDays: .china)
    let endorsed = try life.apply(.endorse(day("2026-09-04"), to: "乙", withRecourse: false), bankDays: .china)
    #expect(
      (received + endorsed).map { "\($0.meaning.rawValue) \($0.partner)" } == [
        "receivablesFinancing 甲", "receivables 甲", "payables 乙", "receivablesFinancing 甲",
      ])
    #expect(try bill(months: 12).findings.map(\.code) == ["bill.tenor-long"])
    let voucher = try Bill(
      number: "V", kind: .receivableVoucher, face: yuan("1.00"), drawnOn: day("2026-09-01"), tenor: BillTenor(months: 12))
    #expect(voucher.findings.isEmpty)
  }

  @Test(
    "A term in months ends on the same day of the month, or on its last",
    arguments: [
      ("2026-08-31", 6, "2027-02-28"), ("2026-08-28", 6, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"), ("2026-11-30", 3, "2027-02-28"),
      ("2026-03-31", 1, "2026-04-30"), ("2026-04-30", 1, "2026-05-30"),
    ])
  func maturity(drawn: String, months: Int, matures: String) {
    #expect(BillTenor(months: months).maturity(drawnOn: day(drawn)) == day(matures))
  }

  @Test("A bill drawn on 31 August 2026 matures on Sunday 28 February and is cashed on Monday 1 March")
  func cashDay() throws {
    let bill = try bill(drawn: "2026-08-31")
    #expect(bill.maturesOn == day("2027-02-28") && bill.cashDay(.china) == day("2027-03-01"))
  }

  @Test(
    "Discount: interest once rounded, proceeds exact",
    arguments: [
      ("1000000.00", "0.02", 90, "5000.00", "995000.00"), ("1000000.00", "0.0195", 181, "9804.17", "990195.83"),
      ("0.01", "0.02", 90, "0.00", "0.01"), ("1000000.00", "0.02", 0, "0.00", "1000000.00"),
      ("92233720368547758.07", "0.02", 90, "461168601842738.79", "91772551766705019.28"),
    ])
  func discount(face: String, rate: String, days: Int, interest: String, proceeds: String) throws {
    let discount = try #require(BillDiscount(face: yuan(face), annualRate: FixedPoint(rate)!, days: days))
    #expect(discount.interest.decimalText == interest && discount.proceeds.decimalText == proceeds)
  }

  @Test("100 万 at 2.0 % with 90 days left, sold without recourse: 995,000.00 of collections, the bill is gone")
  func soldWithoutRecourse() throws {
    let bill = try Bill(number: "YC-1", face: yuan("1000000.00"), drawnOn: day("2026-09-01"), maturesOn: day("2027-01-16"))
    #expect(bill.discount(on: day("2026-10-18"), annualRate: FixedPoint("0.02")!)?.proceeds == yuan("995000.00"))
    var life = BillLife(bill)
    #expect(
      try lines(life.apply(.receive(day("2026-09-03")), bankDays: .china)) == [
        "debit notesReceivable 1000000.00", "credit receivables 1000000.00",
      ])
    let sold = try life.apply(.discount(day("2026-10-19"), annualRate: FixedPoint("0.02")!, withRecourse: false), bankDays: .china)
    #expect(
      lines(sold) == [
        "debit bankDeposits 995055.56 (salesReceipts)", "debit discountInterest 4944.44", "credit notesReceivable 1000000.00",
      ])
    #expect(life.state == .gone)
  }

  @Test("Sold with recourse it is a borrowing until the bill is paid; when it is not, the money goes back")
  func soldWithRecourse() throws {
    var life = BillLife(try bill())
    _ = try life.apply(.receive(day("2026-09-03")), bankDays: .china)
    let sold = try life.apply(.discount(day("2026-12-01"), annualRate: FixedPoint("0.02")!, withRecourse: true), bankDays: .china)
    #expect(
      lines(sold) == ["debit bankDeposits 995000.00 (borrowings)", "debit interestExpense 5000.00", "credit shortLoans 1000000.00"])
    var refused = life
    #expect(
      try lines(life.apply(.mature(day("2027-03-01")), bankDays: .china)) == [
        "debit shortLoans 1000000.00", "credit notesReceivable 1000000.00",
      ])
    #expect(
      try lines(refused.apply(.dishonour(day("2027-03-02")), bankDays: .china)) == [
        "debit shortLoans 1000000.00", "credit bankDeposits 1000000.00 (debtRepaid)", "debit receivables 1000000.00",
        "credit notesReceivable 1000000.00",
      ])
  }

  @Test("Endorsed to a supplier no money moves, ever; pledged, it matures into restricted money")
  func endorsedAndPledged() throws {
    var endorsed = BillLife(try bill())
    _ = try endorsed.apply(.receive(day("2026-09-03")), bankDays: .china)
    let entry = try endorsed.apply(.endorse(day("2026-09-05"), withRecourse: true), bankDays: .china)
    #expect(lines(entry) == ["debit payables 1000000.00", "credit endorsedBills 1000000.00"])
    let paid = try endorsed.apply(.mature(day("2027-03-01")), bankDays: .china)
    #expect(lines(paid) == ["debit endorsedBills 1000000.00", "credit notesReceivable 1000000.00"])
    #expect((entry + paid).allSatisfy { $0.cashFlow == nil && $0.meaning != .bankDeposits })
    var pledged = BillLife(try bill())
    for step in [BillStep.receive(day("2026-09-03")), .pledge(day("2026-09-04")), .release(day("2026-09-07")), .pledge(day("2026-09-08"))] {
      _ = try pledged.apply(step, bankDays: .china)
    }
    #expect(
      try lines(pledged.apply(.mature(day("2027-03-01")), bankDays: .china)) == [
        "debit restrictedFunds 1000000.00", "credit notesReceivable 1000000.00",
      ])
  }

  @Test("A bill of our own with 30 % deposit: blocked at issue, back at maturity, and the whole face is paid")
  func issued() throws {
    var life = BillLife(try bill("500000.00"))
    #expect(
      try lines(life.apply(.issue(day("2026-09-01"), deposit: yuan("150000.00")), bankDays: .china)) == [
        "debit payables 500000.00", "credit notesPayable 500000.00", "debit restrictedFunds 150000.00",
        "credit bankDeposits 150000.00 (otherOperatingPayments)",
      ])
    #expect(
      try lines(life.apply(.mature(day("2027-03-01")), bankDays: .china)) == [
        "debit bankDeposits 150000.00 (otherOperatingReceipts)", "credit restrictedFunds 150000.00", "debit notesPayable 500000.00",
        "credit bankDeposits 500000.00 (purchases)",
      ])
    #expect(life.state == .settled && life.deposit.minorUnits == 0)
  }

  @Test("A step that cannot be is refused with every reason, and nothing changes")
  func refused() throws {
    var life = BillLife(try bill())
    let before = life
    func codes(_ step: BillStep) -> [String] {
      do {
        _ = try life.apply(step, bankDays: .china)
        return []
      } catch { return error.findings.map(\.code) }
    }
    let rate = FixedPoint("0.02")!
    #expect(
      codes(.discount(day("2026-08-30"), annualRate: rate, withRecourse: false)) == [
        "bill.step-not-possible", "bill.before-drawn", "bill.no-bank-day",
      ])
    #expect(codes(.mature(day("2026-10-01"))) == ["bill.step-not-possible", "bill.before-maturity", "bill.no-bank-day"])
    #expect(codes(.issue(day("2027-04-01"), deposit: yuan("1000000.01"))) == ["bill.after-maturity", "bill.deposit-not-possible"])
    #expect(life == before)
    #expect(codes(.receive(day("2026-09-10"))) == [])
    #expect(codes(.endorse(day("2026-09-09"), withRecourse: false)) == ["bill.before-last-step"])
    #expect(
      codes(.discount(day("2026-09-11"), annualRate: FixedPoint("2")!, withRecourse: false)) == ["bill.discount-not-possible"],
      "2 % is 0.02")
    #expect(codes(.endorse(day("2026-09-11"), withRecourse: false)) == [])
    #expect(codes(.mature(day("2027-03-01"))) == ["bill.step-not-possible"], "an endorsed bill is somebody else's")
    #expect(throws: FinanceFindings.self) {
      try Bill(number: "X", face: yuan("0.00"), drawnOn: day("2026-09-01"), maturesOn: day("2026-09-01"))
    }
  }

  @Test("Whatever happens to a bill: every entry adds up to 0.00, the cash lines are the bank account, and nothing is left at the end")
  func randomLives() throws {
    var state: UInt64 = 7
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var finished = 0
    for _ in 0..<3_000 {
      let face = Amount(minorUnits: Int64(1 + random(200_000_000)), currency: .cny)
      var life = BillLife(try Bill(number: "R", face: face, drawnOn: day("2026-09-01"), tenor: BillTenor(months: 1 + random(6))))
      var on = day("2026-09-01")
      var entries: [BillPosting] = []
      for _ in 0..<12 {
        on = on.adding(days: random(40))
        let deposit = Amount(minorUnits: face.minorUnits * Int64(random(11)) / 10, currency: .cny)
        let steps: [BillStep] = [
          .receive(on), .issue(on, deposit: deposit), .discount(on, annualRate: FixedPoint("0.0215")!, withRecourse: random(2) == 0),
          .endorse(on, withRecourse: random(2) == 0), .pledge(on), .release(on), .mature(on), .dishonour(on),
        ]
        guard let entry = try? life.apply(steps[random(steps.count)], bankDays: .china) else { continue }
        #expect(entry.reduce(0) { $0 + $1.amount.minorUnits } == 0)
        #expect(entry.allSatisfy { ($0.meaning == .bankDeposits) == ($0.cashFlow != nil) })
        entries += entry
      }
      guard [.settled, .gone, .dishonoured].contains(life.state) else { continue }
      finished += 1
      for meaning in [AccountMeaning.notesReceivable, .notesPayable, .shortLoans, .endorsedBills] {
        #expect(entries.filter { $0.meaning == meaning }.reduce(0) { $0 + $1.amount.minorUnits } == 0, "\(meaning) is closed")
      }
    }
    #expect(finished > 500)
  }
}
