// SPDX-License-Identifier: Apache-2.0

/// One sentence in both languages of the house.
public struct Wording: Hashable, Sendable {
  public let chinese: String
  public let english: String

  public init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }

  public static let none = Wording("", "")

  /// `是不是 price？` · `Did you mean price?`; nothing without a name.
  public static func didYouMean(_ name: String?) -> Wording {
    name.map { Wording("是不是 \($0)？", "Did you mean \($0)?") } ?? .none
  }

  /// Code that reads alike in both languages.
  public static func code(_ text: String) -> Wording { Wording(text, text) }

  public var isEmpty: Bool { english.isEmpty }
}
