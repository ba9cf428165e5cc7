// SPDX-License-Identifier: Apache-2.0

/// What two partners agreed about paying: one instalment, or several that make the whole price.
///
/// `PaymentTerms` is the rule for one day; an agreement says which part of the price follows which rule, from which event, by which means.
/// Read from text by `PaymentAgreement.read(_:)`; the form is described in `Docs/specs/SPEC-payment-terms.md`.
public struct PaymentAgreement: Hashable, Sendable {
  /// In the order of the text; their shares add up to the whole.
  public let instalments: [Instalment]

  /// - Precondition: the shares make the whole, and no instalment has more bills than itself.
  public init(_ instalments: [Instalment]) {
    precondition(instalments.reduce(0) { $0 + $1.share } == Instalment.whole, "instalments make the whole price")
    precondition(instalments.allSatisfy { $0.share > 0 && $0.wireShare >= 0 }, "an instalment is above zero and holds its bills")
    self.instalments = instalments
  }

  /// The agreement in the house form; reading it gives the same agreement.
  public func text(inChinese: Bool) -> String {
    let isSingle = instalments.count == 1
    return instalments.map { PaymentAgreement.text($0, isSingle: isSingle, inChinese) }.joined(separator: " ")
  }

  /// `12.5` for 125,000 millionths.
  public static func percentText(_ share: Int64) -> String {
    let (whole, rest) = share.quotientAndRemainder(dividingBy: 10_000)
    guard rest > 0 else { return "\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: 4 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  private static func text(_ part: Instalment, isSingle: Bool, _ zh: Bool) -> String {
    var words: [String] = []
    let natural: TermsAnchor
    let anchorName = zh ? part.anchor.chineseName : part.anchor.englishName
    switch part.role {
    case .advance:
      natural = .order
      words.append(zh ? "预付" : "advance ")
    case .retention:
      natural = .acceptance
      words.append(zh ? "质保" : "retention ")
    case .part:
      natural = isSingle ? .invoice : part.anchor
      if !isSingle { words.append(anchorName + (zh ? "" : " ")) }
    }
    if !words.isEmpty { words[0] += percentText(part.share) + "%" }
    words += rule(part.due, zh, isSingle: isSingle)
    if part.anchor != natural { words.append(zh ? "自\(anchorName)" : "after \(anchorName)") }
    for bill in part.bills {
      let name = zh ? bill.kind.chineseName : bill.kind.englishName + " "
      words.append("\(name)\(percentText(bill.share))% " + bill.tenor.text(inChinese: zh))
    }
    return words.joined(separator: " ")
  }

  private static func rule(_ due: PaymentTerms, _ zh: Bool, isSingle: Bool) -> [String] {
    var words: [String] = []
    let length =
      due.months > 0
      ? (zh ? "\(due.months)个月" : "\(due.months) months") : due.days > 0 || isSingle ? (zh ? "\(due.days)天" : "\(due.days) days") : ""
    if let cycle = due.cycle {
      words.append((zh ? cycle.termsWords.chinese : cycle.termsWords.english + (length.isEmpty ? "" : " ")) + length)
    } else if due.cutOffDay > 0 {
      words.append((zh ? "月结" : length.isEmpty ? "monthly" : "monthly ") + length)
      words.append((zh ? "截止" : "cut-off ") + (due.cutOffDay == 31 ? (zh ? "月末" : "month end") : "\(due.cutOffDay)"))
    } else if !length.isEmpty {
      words.append(length)
    }
    if due.payDay > 0 { words.append((zh ? "付款日" : "pay day ") + (due.payDay == 31 ? (zh ? "月末" : "month end") : "\(due.payDay)")) }
    return words
  }
}
