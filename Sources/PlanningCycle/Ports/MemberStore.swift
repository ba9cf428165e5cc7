// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Gives members their numbers: immutable, in order of first sight, never used again for another.
public protocol MemberStore: Sendable {
  /// The numbers of `codes` in `dimension`, in their order; unknown codes become members, with an event of
  /// the system.
  ///
  /// A code may come twice; both get the same number. Codes are compared byte by byte.
  func identifiers(
    dimension: String, codes: [String], at moment: Moment
  ) throws(StoreError) -> [Int64]

  /// The known members of a dimension, in order of their numbers.
  func members(dimension: String) throws(StoreError) -> [MemberRecord]
}

/// A member's number and the code it was first seen with.
public struct MemberRecord: Hashable, Sendable {
  public let id: Int64
  public let dimension: String
  public let code: String

  public init(id: Int64, dimension: String, code: String) {
    self.id = id
    self.dimension = dimension
    self.code = code
  }
}
