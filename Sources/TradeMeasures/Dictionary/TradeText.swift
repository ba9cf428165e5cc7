// SPDX-License-Identifier: Apache-2.0

/// A name or a sentence in both languages of the house.
public struct TradeText: Hashable, Sendable {
  public let chinese: String
  public let english: String

  public init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }
}
