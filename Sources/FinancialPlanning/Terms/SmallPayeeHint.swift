// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

/// The size of a company, or a public body, as the rules for paying smaller suppliers see it.
public enum PartySize: String, Hashable, Sendable, CaseIterable {
  /// 机关、事业单位
  case government
  case large
  case medium
  case small
  case micro
  case unknown

  /// As files write it: 大型, 小微, large; nil for other words.
  public init?(text: String) {
    let words: [(PartySize, [String])] = [
      (.government, ["机关", "事业", "政府", "government", "public"]), (.large, ["大型", "large"]), (.medium, ["中型", "medium"]),
      (.small, ["小型", "small"]), (.micro, ["微型", "小微", "micro"]),
    ]
    guard let known = words.first(where: { size in size.1.contains { text.lowercased().contains($0) } }) else { return nil }
    self = known.0
  }

  var isSmallOrMedium: Bool { self == .medium || self == .small || self == .micro }
}

/// What decides whether 国务院令第802号 (保障中小企业款项支付条例, in force since 2025-06-01) speaks about a payment.
public struct SmallPayeeCase: Hashable, Sendable {
  public let payer: PartySize
  public let payee: PartySize
  /// Whether the contract names another term with a reason; nil when nobody said.
  public let contractSaysOtherwise: Bool?

  public init(payer: PartySize = .unknown, payee: PartySize = .unknown, contractSaysOtherwise: Bool? = nil) {
    self.payer = payer
    self.payee = payee
    self.contractSaysOtherwise = contractSaysOtherwise
  }

  /// Hints on payments later than the regulation foresees: 60 days after delivery for large companies, 30 for public bodies and at most 60 by contract.
  ///
  /// It protects small and medium payees from large companies and public bodies only, and a contract may reasonably say otherwise, so this asks
  /// and never refuses. Retention 质保金 and advances are not counted. Source: 国务院令第802号.
  public func hints(_ payments: [ScheduledPayment], of agreement: PaymentAgreement) -> [FinanceFinding] {
    let isOpen = (payer == .large || payer == .government || payer == .unknown) && (payee.isSmallOrMedium || payee == .unknown)
    guard isOpen else { return [] }
    let counted = payments.filter { agreement.instalments[$0.instalment].role == .part }
    let limit = payer == .government && contractSaysOtherwise != true ? 30 : 60
    let days = { (payment: ScheduledPayment) in payment.anchorDay.distance(to: payment.settledOn) }
    guard let latest = counted.max(by: { days($0) < days($1) }) else { return [] }
    let longestToCash = counted.map { $0.anchorDay.distance(to: $0.cashOn) }.max() ?? 0
    var hints: [FinanceFinding] = []
    if days(latest) > limit, payer == .government || contractSaysOtherwise != true {
      hints.append(late(days(latest), limit: limit, anchor: agreement.instalments[latest.instalment].anchor))
    }
    if counted.contains(where: { $0.bill != nil }), longestToCash > limit { hints.append(billsHint(longestToCash)) }
    return hints
  }

  /// The same for an agreement in its worst case: for documents of every day of a month, the latest payments.
  public func hints(of agreement: PaymentAgreement, in month: Month, bankDays: WorkingDays) -> [FinanceFinding] {
    guard let latest = agreement.latestSchedule(in: month, bankDays: bankDays) else { return [] }
    return hints(latest, of: agreement)
  }

  private func late(_ days: Int, limit: Int, anchor: TermsAnchor) -> FinanceFinding {
    var (asks, questions): ([String], [String]) = ([], [])
    func ask(_ chinese: String, _ english: String) {
      asks.append(chinese)
      questions.append(english)
    }
    if payer == .unknown { ask("付款方规模", "the payer's size") }
    if payee == .unknown { ask("收款方规模", "the payee's size") }
    if contractSaysOtherwise == nil { ask("合同是否合理地另有约定", "whether the contract reasonably says otherwise") }
    if anchor != .shipment && anchor != .acceptance {
      ask(
        "交付日（条例从交付起算，这里从\(anchor.chineseName)起算）", "the day of delivery (the rule counts from it, these terms from \(anchor.englishName))")
    }
    let advice = asks.isEmpty ? "请核对合同" : "请核对：" + asks.joined(separator: "、")
    let englishAdvice = questions.isEmpty ? "Check the contract" : "Check " + questions.joined(separator: ", ")
    return FinanceFinding(
      "terms.small-payee-late", severity: .hint, "\(days)", "起算后 \(days) 天付款；国务院令第802号：大型企业、机关向中小企业付款为交付后 \(limit) 天内",
      "paid \(days) days after the event; State Council decree 802 asks large companies and public bodies to pay small and medium ones within \(limit) days of delivery",
      advice: advice, englishAdvice)
  }

  private func billsHint(_ days: Int) -> FinanceFinding {
    FinanceFinding(
      "terms.small-payee-bill", severity: .hint, "\(days)", "票据持有到期要到第 \(days) 天才到账；国务院令第802号：不得强制中小企业接受商业汇票等非现金支付",
      "held to maturity, the bills turn into cash on day \(days); decree 802: small and medium payees may not be forced to take bills",
      advice: (payer == .unknown || payee == .unknown ? "核对双方规模；" : "") + "确认收款方同意，并且不用票据变相延长付款期限",
      (payer == .unknown || payee == .unknown ? "Check both sides' size; make sure" : "Make sure")
        + " that the payee agreed and that bills do not lengthen the term")
  }
}
