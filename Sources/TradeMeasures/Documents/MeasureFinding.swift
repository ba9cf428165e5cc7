// SPDX-License-Identifier: Apache-2.0

/// What the documents did not say, or said twice, and how it was dealt with: shown beside every bridge.
public struct MeasureFinding: Hashable, Sendable {
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// A line has neither an amount nor price and quantity; it counts 0.00.
    case amountMissing = "measure.amount-missing"
    /// A line says nothing of tax; its amount stands on both sides of 含税/不含税.
    case taxUnknown = "measure.tax-unknown"
    /// Gross, tax and net of a line do not add up; the difference is the residual of every bridge from or to 不含税.
    case amountsDisagree = "measure.amounts-disagree"
    /// A document names another that is not there.
    case linkBroken = "measure.link-broken"
    /// A document named no other and was matched by the stated rule.
    case matchedByRule = "measure.matched-by-rule"
    /// A commission, write-off or the like found no open invoice and has no effect.
    case nothingToSettle = "measure.nothing-to-settle"
    /// A bill is in no register: it never becomes cash.
    case billUnknown = "measure.bill-unknown"
  }

  public let code: Code
  public let side: TradeSide
  public let count: Int
  /// Numbers of the first documents concerned, at most twenty.
  public let examples: [String]
  /// Σ |amount| concerned, minor units.
  public let amount: Int64

  public var words: TradeText {
    switch code {
    case .amountMissing:
      TradeText("\(count) 行没有金额，按 0 计；请补金额或单价", "\(count) lines have no amount and count as 0: give an amount or a price")
    case .taxUnknown:
      TradeText("\(count) 行没有写明税额或税率，含税与不含税取同一数；请补税额", "\(count) lines say nothing of tax, both amounts are the same: give the tax")
    case .amountsDisagree:
      TradeText(
        "\(count) 行含税、税额、不含税对不上，差额留在桥的残差里；请核对单据", "\(count) lines whose gross, tax and net do not add up, left in the residual: check them")
    case .linkBroken: TradeText("\(count) 张单据引用的上游单据不存在", "\(count) documents name one that is not there")
    case .matchedByRule: TradeText("\(count) 张单据没有写明上游单据，按最早未清规则匹配", "\(count) documents named no other and went to the oldest open one")
    case .nothingToSettle:
      TradeText("\(count) 笔抵账、佣金或核销找不到未清发票，未计入", "\(count) set-offs, commissions or write-offs found no open invoice and do not count")
    case .billUnknown: TradeText("\(count) 笔票据收付不在票据登记簿中，不会到账", "\(count) bills stand in no register and never become cash")
    }
  }
}

/// Counts findings while documents are read and linked.
struct FindingCounter {
  private var counts = [Int](repeating: 0, count: MeasureFinding.Code.allCases.count)
  private var amounts = [Int64](repeating: 0, count: MeasureFinding.Code.allCases.count)
  private var examples: [[String]] = Array(repeating: [], count: MeasureFinding.Code.allCases.count)

  mutating func add(_ code: MeasureFinding.Code, _ number: String, _ amount: Int64 = 0) {
    guard let place = MeasureFinding.Code.allCases.firstIndex(of: code) else { return }
    counts[place] += 1
    let (sum, overflow) = amounts[place].addingReportingOverflow(Int64(clamping: amount.magnitude))
    amounts[place] = overflow ? .max : sum
    if examples[place].count < 20, examples[place].last != number { examples[place].append(number) }
  }

  func findings(_ side: TradeSide) -> [MeasureFinding] {
    MeasureFinding.Code.allCases.enumerated().compactMap { place, code in
      counts[place] == 0
        ? nil : MeasureFinding(code: code, side: side, count: counts[place], examples: examples[place], amount: amounts[place])
    }
  }
}
