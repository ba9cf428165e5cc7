// SPDX-License-Identifier: Apache-2.0

/// A text for people in the two languages of the house. Data that has one name shows it in both.
public struct BilingualText: Hashable, Sendable {
  public let chinese: String
  public let english: String

  public init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }

  public init(name: String) { self.init(name, name) }
}
