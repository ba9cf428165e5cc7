// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Foundation
import Quantities
import Testing

/// Sees an account on the wrong line, a wrong sign, a bill or a deposit that moved cash it should not, an identity that no longer holds.
/// Does not see whether the accountants booked the right voucher.
@Suite("Vouchers to statements")
struct StatementTests {
  static let september = Month(year: 2026, month: 9)

  static func book(_ path: String) throws -> VoucherBook {
    let reading = VoucherBookReader.read(try Fixture.text(path))
    #expect(reading.findings.isEmpty, "\(reading.findings.map(\.description).joined(separator: "\n"))")
    return try #require(reading.book)
  }

  @Test("47 vouchers give the balance sheet, profit and loss, cash flow and supplement that were worked by hand, line by line")
  func enterprise() throws {
    let book = try Self.book("statements/enterprise-vouchers.txt")
    #expect(book.vouchers.count >= 40)
    let statements = book.statements(of: Self.september)
    let differences = try StatementFixture("statements/enterprise-expected.txt").differences(from: statements)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    #expect(statements.checks.count == 12)
    for check in statements.checks { #expect(check.isHeld, "\(check.label.chinese) \(check.left) \(check.right)") }
    #expect(statements[.supplement]?.value("other") == 0, "nothing between profit and cash is without an explanation")
  }

  @Test("The same book in the international form, and a small company in its own forms, as worked by hand")
  func otherForms() throws {
    let book = try Self.book("statements/enterprise-vouchers.txt")
    let international = book.statements(of: Self.september, format: .international)
    var expected = try StatementFixture("statements/enterprise-international.txt").differences(from: international)
    // The supplement is the same in all forms; it was compared in the other test.
    expected.removeAll { $0.hasPrefix("supplement") }
    #expect(expected.isEmpty, "\(expected.joined(separator: "\n"))")
    #expect(international.checks.filter { !$0.isHeld }.isEmpty)
    let small = try Self.book("statements/small-vouchers.txt").statements(of: Self.september)
    let differences = try StatementFixture("statements/small-expected.txt").differences(from: small)
    let english = try Self.book("statements/small-vouchers-en.txt").statements(of: Self.september)
    #expect(try StatementFixture("statements/small-expected.txt").differences(from: english).isEmpty, "the same book written in English")
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    for check in small.checks { #expect(check.isHeld, "\(check.label.chinese) \(check.left) \(check.right)") }
  }

  @Test("The year before stands beside only where the book reaches back, and an opening within the year is called one")
  func comparatives() throws {
    let text = try Fixture.text("statements/small-vouchers.txt")
    let short = try #require(VoucherBookReader.read(text).book)
    #expect(short.statements(of: Self.september)[.cashFlow]?.columns.map(\.english) == ["month", "year to date"])
    let long = try #require(VoucherBookReader.read(text.replacingOccurrences(of: "年初 2026-01-01", with: "年初 2025-01-01")).book)
    let next = long.statements(of: Month(year: 2027, month: 9))
    #expect(next[.profitAndLoss]?.lines.first { $0.id == "netProfit" }?.values == [0, 0, 3_135_000, 3_135_000])
    #expect(next[.balanceSheet]?.lines.first { $0.id == "assets" }?.values == [64_715_000, 64_715_000])
    #expect(next.checks.filter { !$0.isHeld }.isEmpty)
    let within = try #require(VoucherBookReader.read(text.replacingOccurrences(of: "年初 2026-01-01", with: "期初 2026-09-01")).book)
    #expect(within.statements(of: Self.september)[.balanceSheet]?.columns.map(\.chinese) == ["期末余额", "期初余额"])
  }

  @Test("Every balance, every profit and loss account and every cash flow item has exactly one line in every form")
  func coverage() {
    for chart in ChartOfAccounts.all {
      for format in StatementFormat.allCases {
        for layout in StatementLayout.all(format, chart: chart) {
          var seen: [String: Int] = [:]
          for line in layout.lines where !line.isOfWhich {
            switch line.content {
            case .accounts(let terms, _):
              for term in terms {
                for side in ["debit", "credit"] where term.part == .net || (term.part == .debits) == (side == "debit") {
                  seen["\(term.meaning) \(side)", default: 0] += 1
                }
              }
            case .cashFlow(let items): for item in items { seen[item.rawValue, default: 0] += 1 }
            case .supplement(let item): seen[item.rawValue, default: 0] += 1
            default: break
            }
          }
          var wanted: [String] = []
          switch layout.kind {
          case .balanceSheet: wanted = AccountMeaning.allCases.flatMap { ["\($0) debit", "\($0) credit"] }
          case .profitAndLoss:
            wanted = AccountMeaning.allCases.filter { $0.group == .profitAndLoss && $0 != .priorYearAdjustments }.flatMap {
              ["\($0) debit", "\($0) credit"]
            }
          case .cashFlow: wanted = CashFlowItem.allCases.map(\.rawValue)
          case .supplement: wanted = SupplementItem.allCases.map(\.rawValue)
          }
          let wrong = Swift.Set(wanted).union(seen.keys).filter { seen[$0] ?? 0 != (wanted.contains($0) ? 1 : 0) }.sorted()
          #expect(wrong.isEmpty, "\(chart.id) \(layout.title.english): \(wrong)")
        }
      }
    }
  }

  @Test("5001 is production cost in one chart and revenue in the other; a sub-account follows the nearest above it")
  func meaningNotNumber() {
    #expect(ChartOfAccounts.enterprise.account("5001")?.meaning == .workInProcess)
    #expect(ChartOfAccounts.small.account("5001")?.meaning == .mainRevenue)
    #expect(ChartOfAccounts.enterprise.account("4001")?.meaning == .paidInCapital)
    #expect(ChartOfAccounts.small.account("400102")?.meaning == .workInProcess)
    #expect(ChartOfAccounts.enterprise.account("22210102")?.meaning == .vatPayable)
    #expect(ChartOfAccounts.enterprise.account("222199")?.meaning == .otherTaxesPayable)
    #expect(ChartOfAccounts.enterprise.account("9999") == nil)
    let own = ChartOfAccounts.enterprise.extended(with: [
      ChartAccount(code: "2204", label: Label("合同负债", "x"), meaning: .contractLiabilities)
    ])
    #expect(own.account("220401")?.meaning == .contractLiabilities)
  }

  @Test("A line drills down to accounts, partners and vouchers, and the parts add up to it")
  func drill() throws {
    let book = try Self.book("statements/enterprise-vouchers.txt")
    let statements = book.statements(of: Self.september)
    for kind in [StatementKind.balanceSheet, .profitAndLoss, .cashFlow] {
      for line in try #require(statements[kind]).lines where line.id != "opening" {
        guard let value = line.values?[0] else { continue }
        let parts = book.parts(of: line.id, in: kind, month: Self.september)
        #expect(parts.reduce(0) { $0 + $1.amount } == value, "\(line.label.chinese)")
      }
    }
    let receivables = book.parts(of: "receivables", in: .balanceSheet, month: Self.september)
    #expect(receivables.map(\.partner) == ["戊公司", "甲公司", ""])
    #expect(
      book.parts(of: "borrowed", in: .cashFlow, month: Self.september).map(\.label.chinese).last == "记-8 商承 40 万贴现，附追索权，3.0%，90 天：是借款")
  }

  @Test("Every mistake of a voucher file is said with its place, the rest is still counted, and the checks show what is missing")
  func mistakes() throws {
    let reading = VoucherBookReader.read(try Fixture.text("statements/mistakes.txt"))
    let found = reading.findings.map { "\($0.place) \($0.code)" }
    #expect(
      found == [
        "3:14 ledger.meaning-not-known", "5:3 ledger.opening-not-balanced", "7:4 ledger.day-not-read", "9:1 ledger.voucher-not-balanced",
        "13:5 ledger.account-not-mapped", "17:3 ledger.cash-flow-item-missing", "20:38 ledger.cash-flow-item-not-known",
        "22:31 ledger.amount-not-read", "25:5 ledger.account-name-differs", "25:36 ledger.cash-flow-item-not-used",
        "27:15 ledger.voucher-twice", "28:5 ledger.partner-missing", "30:4 ledger.day-before-opening", "33:1 ledger.line-not-understood",
      ], "\(reading.findings.map(\.description).joined(separator: "\n"))")
    for finding in reading.findings {
      #expect(
        !finding.chinese.isEmpty && !finding.english.isEmpty && !finding.chineseAdvice.isEmpty && !finding.englishAdvice.isEmpty)
    }
    let statements = try #require(reading.book).statements(of: Self.september)
    #expect(statements[.profitAndLoss]?.value("administrative") == 50_000, "what could be read counts: 300 + 200")
    let failed = statements.checks.filter { !$0.isHeld }.map(\.id)
    #expect(failed == ["trial-balance", "coverage", "balance-sheet", "last-year", "net-cash", "closing-cash", "direct-indirect"])
  }

  @Test("No text whatever ends the program, and amounts beyond what sums hold are refused")
  func anyText() {
    let pieces = [
      "凭证", "2026-09-01", "借", "贷", "年初", "1002", "6001", "科目", "=", "[", "]", "甲", "@销售收现", "@", "100.00", "-1", "92233720368547758.07",
      "\n", "\n",
      "科目表", "small", "#", "  ",
    ]
    var state: UInt64 = 1012
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count] + " "
      }
      let reading = VoucherBookReader.read(text)
      if let book = reading.book { _ = book.statements(of: Self.september) }
    }
    let large = VoucherBookReader.read(
      "凭证 2026-09-01 1 x\n借 1002 银行存款 92233720368547758.07 @吸收投资\n贷 4001 实收资本 92233720368547758.07")
    #expect(large.book == nil && large.findings.map(\.code) == ["ledger.sum-too-large"])
  }

  @Test("Whatever is booked, balances, profit and cash keep the identities")
  func laws() throws {
    var state: UInt64 = 47
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    for chart in ChartOfAccounts.all {
      let accounts = chart.all
      for _ in 0..<40 {
        var vouchers: [Voucher] = []
        for number in 0..<60 {
          var lines: [VoucherLine] = []
          for _ in 0..<(1 + next(3)) {
            let account = accounts[next(accounts.count)]
            let amount = Int64(next(1_000_000)) - 200_000
            lines.append(line(account, amount, next))
          }
          let account = accounts[next(accounts.count)]
          lines.append(line(account, -lines.reduce(0) { $0 + $1.debit }, next))
          let day = Month(year: 2026, month: 1 + next(9)).firstDay.adding(days: next(28))
          vouchers.append(Voucher(day: day, number: "\(number)", text: "", lines: lines))
        }
        let book = VoucherBook(company: "", chart: chart, openingDay: try Fixture.day("2026-01-01"), opening: [], vouchers: vouchers)
        for format in StatementFormat.allCases {
          let statements = book.statements(of: Self.september, format: format)
          // A random cash flow item on a random account is what the line 其他 is for.
          let failed = statements.checks.filter { !$0.isHeld && $0.id != "direct-indirect" }
          #expect(failed.isEmpty, "\(failed.map(\.label.english))")
          #expect(statements[.cashFlow]?.value("operating") == statements[.supplement]?.value("operating"))
        }
      }
    }
    func line(_ account: ChartAccount, _ debit: Int64, _ next: (Int) -> Int) -> VoucherLine {
      VoucherLine(
        code: account.code, account: account, partner: ["", "甲", "乙"][next(3)], debit: debit, isCreditSide: next(2) == 0,
        cashFlow: account.meaning.group == .cash ? CashFlowItem.allCases[next(CashFlowItem.allCases.count)] : nil)
    }
  }

  @Test("A wrong cash flow item shows in 其他 and fails the identity of direct and indirect")
  func wrongItem() throws {
    let text = try Fixture.text("statements/enterprise-vouchers.txt")
    let moved = text.replacingOccurrences(
      of: "借 1002 银行存款             500,000.00 @取得借款", with: "借 1002 银行存款             500,000.00 @其他经营收现")
    let statements = try #require(VoucherBookReader.read(moved).book).statements(of: Self.september)
    #expect(statements[.supplement]?.value("other") == 50_000_000)
    #expect(statements.checks.filter { !$0.isHeld }.map(\.id) == ["direct-indirect"])
  }
}
