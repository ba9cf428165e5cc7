// SPDX-License-Identifier: Apache-2.0

/// Two figures of a view that have to be the same, 勾稽, and what lies between them.
public struct TyingCheck: Sendable {
  public let key: String
  public let label: BilingualText
  /// 分; of a statement in the month of its first column.
  public let difference: Int64
  public var holds: Bool { difference == 0 }
}
