// SPDX-License-Identifier: Apache-2.0

/// A text that is no number, or a number that does not fit.
public struct QuantityError: Error, Hashable, Sendable {
  /// Stable text, also the `type` in the server's problem documents.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public var description: String { text }

    public static let numberEmpty = Code(text: "quantities.number-empty")
    public static let numberNotRead = Code(text: "quantities.number-not-read")
    public static let groupingUnclear = Code(text: "quantities.number-grouping-unclear")
    public static let shortened = Code(text: "quantities.number-shortened-by-spreadsheet")
    public static let inWords = Code(text: "quantities.number-in-words")
    public static let otherCurrency = Code(text: "quantities.number-in-other-currency")
    public static let doubleSign = Code(text: "quantities.number-with-two-signs")
    public static let tooLarge = Code(text: "quantities.number-too-large")
    public static let tooManyDecimals = Code(text: "quantities.number-with-too-many-decimals")
    public static let currenciesDiffer = Code(text: "quantities.currencies-differ")
  }

  public let code: Code
  /// The text or the number it is about, at most 64 characters of it.
  public let subject: String
  public let detail: String
  public let hint: String

  init(_ code: Code, _ subject: some StringProtocol, _ detail: String, hint: String) {
    self.code = code
    self.subject = String(subject.prefix(64))
    self.detail = detail
    self.hint = hint
  }
}
