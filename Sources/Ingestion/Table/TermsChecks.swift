// SPDX-License-Identifier: Apache-2.0
import Commerce
import FinancialPlanning

/// What words of payment terms in a column say, and what is wrong or assumed in them; each distinct text is read once.
///
/// A column that names a code of the payment terms may hold the terms themselves instead: 月结30天 截止25 付款日10.
final class TermsChecks {
  private var seen: Set<Int> = []

  /// - Returns: what there is to say about a text, once; nothing about one that was met before.
  func findings(code: Int, text: String) -> [(code: FindingCode, parameters: [Finding.Parameter])] {
    guard seen.insert(code).inserted else { return [] }
    return PaymentAgreement.read(text).findings.map { finding in
      (
        finding.severity == .error ? .termsNotUnderstood : .termsRemark,
        [
          .init("at", String(max(1, finding.column))), .init("what", finding.subject), .init("problem_zh", finding.chinese),
          .init("problem_en", finding.english), .init("advice_zh", finding.chineseAdvice), .init("advice_en", finding.englishAdvice),
        ]
      )
    }
  }

  /// Whether a text that names no known code was meant as terms: it can be read, or it is no code (a code is one word of Latin letters and digits).
  static func areWords(_ text: String) -> Bool {
    text.unicodeScalars.contains { !$0.isASCII || $0 == " " } || isReadable(text)
  }

  static func isReadable(_ text: String) -> Bool { PaymentAgreement.read(text).agreement != nil }
}
