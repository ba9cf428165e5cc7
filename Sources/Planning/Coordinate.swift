// SPDX-License-Identifier: Apache-2.0

/// One member per dimension, by id; a dimension that is left out is meant as a whole (its total).
public struct Coordinate: Hashable, Sendable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
  /// Dimension id → member id (leaf or member of a level).
  public var members: [String: Int64]

  public init(_ members: [String: Int64]) { self.members = members }

  public init(dictionaryLiteral elements: (String, Int64)...) {
    members = Dictionary(elements, uniquingKeysWith: { _, last in last })
  }

  /// Everything.
  public static let total = Coordinate([:])

  public subscript(dimension: String) -> Int64? { members[dimension] }

  /// `Item=12 Region=3`
  public var description: String {
    members.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }
}
