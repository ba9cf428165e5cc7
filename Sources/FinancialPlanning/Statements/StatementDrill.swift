// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One thing that a line of a statement is made of.
public struct StatementPart: Hashable, Sendable {
  /// An account with its partner, a voucher, or another line.
  public let label: Label
  public let partner: String
  /// nil where it is a balance or a line.
  public let day: Day?
  /// In the sign of the line.
  public let amount: Int64
}

/// What a line is made of.
struct StatementDrill {
  private let book: VoucherBook
  private let layout: StatementLayout
  private let month: Month

  init(_ book: VoucherBook, _ layout: StatementLayout, _ month: Month) {
    self.book = book
    self.layout = layout
    self.month = month
  }

  func parts(of id: String) -> [StatementPart] {
    guard let line = layout.lines.first(where: { $0.id == id }) else { return [] }
    switch line.content {
    case .header, .openingCash, .closingCash, .supplement: return []
    case .accounts(let terms, let isDebit):
      return layout.kind == .balanceSheet ? balances(terms, isDebit ? 1 : -1) : flows(terms, isDebit ? 1 : -1)
    case .cashFlow(let items): return cash(items)
    case .total(let others):
      let statement = StatementColumns(book, month).statement(layout)
      return others.compactMap { addend in
        guard let value = statement.lines[addend.line].values?[0], value != 0 else { return nil }
        return StatementPart(label: statement.lines[addend.line].label, partner: "", day: nil, amount: addend.sign * value)
      }
    }
  }

  private func balances(_ terms: [StatementContent.Term], _ sign: Int64) -> [StatementPart] {
    let sums = LedgerSums(book.lines(until: month.lastDay))
    return terms.flatMap { sums.entries($0) }.filter { $0.debit != 0 }.map { key, debit in
      StatementPart(label: label(key.code), partner: key.partner, day: nil, amount: sign * debit)
    }
  }

  private func flows(_ terms: [StatementContent.Term], _ sign: Int64) -> [StatementPart] {
    let meanings = Swift.Set(terms.map(\.meaning))
    var result: [StatementPart] = []
    for voucher in book.vouchers(in: month.days) where !voucher.isClosing {
      for line in voucher.lines {
        guard let meaning = line.meaning, meanings.contains(meaning) else { continue }
        result.append(part(voucher, line, sign))
      }
    }
    return result
  }

  private func cash(_ items: [CashFlowItem]) -> [StatementPart] {
    var result: [StatementPart] = []
    for voucher in book.vouchers(in: month.days) {
      for line in voucher.lines where line.meaning?.group == .cash {
        guard let item = line.cashFlow, items.contains(item) else { continue }
        result.append(part(voucher, line, item.sign))
      }
    }
    return result
  }

  private func part(_ voucher: Voucher, _ line: VoucherLine, _ sign: Int64) -> StatementPart {
    let text = "\(voucher.number) \(voucher.text)"
    return StatementPart(label: Label(text, text), partner: line.partner, day: voucher.day, amount: sign * line.debit)
  }

  private func label(_ code: String) -> Label {
    guard let account = book.chart.account(code) else { return Label(code, code) }
    return Label("\(code) \(account.label.chinese)", "\(code) \(account.label.english)")
  }
}
