// SPDX-License-Identifier: Apache-2.0

/// A password, a key, an address that holds one: it never shows in a log.
public struct SecretText: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
  public let value: String

  /// nil for nothing.
  public init?(_ value: String?) {
    guard let value, !value.isEmpty else { return nil }
    self.value = value
  }

  public var description: String { "***" }
  public var debugDescription: String { "***" }
}
