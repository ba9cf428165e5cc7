// SPDX-License-Identifier: Apache-2.0

/// Which statement.
public enum StatementKind: String, Hashable, Sendable, CaseIterable {
  case balanceSheet, profitAndLoss, cashFlow
  /// 现金流量表补充资料: from profit to operating cash.
  case supplement
}

/// What stands on a line of a statement.
public enum StatementContent: Hashable, Sendable {
  /// Which balances of a meaning: all of them, or those on one side, partner by partner 重分类.
  public enum Part: Hashable, Sendable {
    case net, debits, credits
  }

  public struct Term: Hashable, Sendable {
    public let meaning: AccountMeaning
    public let part: Part
  }

  case header
  /// Balances or flows of accounts; shown above zero when on the debit side, or the credit side.
  case accounts([Term], isDebit: Bool)
  case cashFlow([CashFlowItem])
  case supplement(SupplementItem)
  /// Cash and cash equivalents when the period began, or ended.
  case openingCash, closingCash
  /// Of other lines, by position in the layout.
  case total([Addend])

  public struct Addend: Hashable, Sendable {
    public let sign: Int64
    public let line: Int
  }
}

/// The lines of one statement in order. A layout is text, so that an accountant can read it beside the printed form.
public struct StatementLayout: Sendable {
  public struct Line: Sendable {
    public let id: String
    public let label: Label
    public let content: StatementContent
    /// 其中: shown, and part of the line above.
    public let isOfWhich: Bool
  }

  public let kind: StatementKind
  public let title: Label
  public let lines: [Line]

  /// Lines of `id|中文|English|content`: `#` heads; `d`, `c` list meanings, debit or credit shown above zero, with `>` or `<` for one side
  /// partner by partner; `f` lists cash flow items, `s` one supplement item, `k` opening or closing cash; `+` sums the plain lines since the last
  /// head; `= a + b - c` other lines; `~` before any of them: of which.
  init(_ kind: StatementKind, _ title: Label, text: String) {
    self.kind = kind
    self.title = title
    var lines: [Line] = []
    for row in text.split(separator: "\n") {
      let parts = row.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
      guard parts.count == 4 else { preconditionFailure("a built-in layout has the line \(row)") }
      let isOfWhich = parts[3].hasPrefix("~")
      guard let content = StatementLayout.content(String(isOfWhich ? parts[3].dropFirst() : parts[3][...]), lines) else {
        preconditionFailure("a built-in layout has the content \(parts[3])")
      }
      lines.append(Line(id: parts[0], label: Label(parts[1], parts[2]), content: content, isOfWhich: isOfWhich))
    }
    self.lines = lines
  }

  private static func content(_ text: String, _ lines: [Line]) -> StatementContent? {
    let words = text.split(separator: " ").map(String.init)
    guard let head = words.first else { return nil }
    let rest = words.dropFirst()
    switch head {
    case "#": return .header
    case "d", "c":
      let terms = rest.map(StatementLayout.terms)
      return terms.contains { $0 == nil } ? nil : .accounts(terms.flatMap { $0 ?? [] }, isDebit: head == "d")
    case "f":
      let items = rest.compactMap { CashFlowItem(rawValue: $0) }
      return items.count == rest.count ? .cashFlow(items) : nil
    case "s": return rest.first.flatMap { SupplementItem(rawValue: $0) }.map { .supplement($0) }
    case "k": return rest.first == "opening" ? .openingCash : .closingCash
    case "+":
      let start = lines.lastIndex { $0.content == .header }.map { $0 + 1 } ?? 0
      return .total((start..<lines.count).filter { !lines[$0].isOfWhich && !lines[$0].content.isTotal }.map { .init(sign: 1, line: $0) })
    case "=": return total(Array(rest), lines)
    default: return nil
    }
  }

  private static func total(_ words: [String], _ lines: [Line]) -> StatementContent? {
    var sign: Int64 = 1
    var result: [StatementContent.Addend] = []
    for word in words {
      if word == "+" || word == "-" {
        sign = word == "+" ? 1 : -1
      } else {
        guard let line = lines.firstIndex(where: { $0.id == word }) else { return nil }
        result.append(.init(sign: sign, line: line))
      }
    }
    return .total(result)
  }

  /// `receivables>`; `profit` for everything of the profit and loss account.
  private static func terms(_ word: String) -> [StatementContent.Term]? {
    if word == "profit" {
      return AccountMeaning.allCases.filter { $0.group == .profitAndLoss }.map { StatementContent.Term(meaning: $0, part: .net) }
    }
    let part: StatementContent.Part = word.hasSuffix(">") ? .debits : word.hasSuffix("<") ? .credits : .net
    let name = part == .net ? word : String(word.dropLast())
    return AccountMeaning(rawValue: name).map { [StatementContent.Term(meaning: $0, part: part)] }
  }
}

extension StatementContent {
  var isTotal: Bool {
    if case .total = self { return true }
    return false
  }
}

/// Lines between profit and operating cash 补充资料.
public enum SupplementItem: String, Hashable, Sendable, CaseIterable {
  case netProfit, assetImpairment, creditImpairment, depreciation, rightOfUseDepreciation, amortisation, deferredExpenses
  case disposalLoss, scrappingLoss, fairValueLoss, financeCost, investmentLoss, deferredTaxAssets, deferredTaxLiabilities
  case inventory, operatingReceivables, operatingPayables, other
}
