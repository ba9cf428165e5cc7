// SPDX-License-Identifier: Apache-2.0

/// A text for people in the two languages of the house. Data that have one name show it in both.
public struct BilingualText: Hashable, Sendable {
  public let chinese: String
  public let english: String

  public init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }

  public init(name: String) { self.init(name, name) }

  /// A name from data, with its English one where there is one; nil when there is neither.
  public init?(name: String?, english: String?) {
    guard let either = name ?? english else { return nil }
    self.init(name ?? either, english ?? either)
  }
}
