// SPDX-License-Identifier: Apache-2.0

/// Something that is so at this moment and that somebody should look at.
public struct Observation: Hashable, Sendable {
  /// Names what it is about; the same thing has the same key every time it is looked at.
  public let key: String
  /// The kind: `cash.shortfall`.
  public let code: String
  public let level: AlertLevel
  /// Back under its threshold and not yet under its recovery share: it keeps a life that began, and begins none.
  public let isFaint: Bool

  public init(key: String, code: String, level: AlertLevel, isFaint: Bool = false) {
    self.key = key
    self.code = code
    self.level = level
    self.isFaint = isFaint
  }
}
