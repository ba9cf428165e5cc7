// SPDX-License-Identifier: Apache-2.0

/// Which rows somebody may see and touch: everything, or only the named members of some dimensions.
///
/// Dimensions narrow one another (region *and* department); the members within one dimension are alternatives
/// (华东 *or* 华南). A member admits everything below it in its hierarchy: see `admits(_:path:)`.
public struct Scope: Hashable, Sendable, Codable {
  /// One dimension narrowed to some of its members.
  public struct Restriction: Hashable, Sendable, Codable {
    /// The dimension's identifier in model text: `territory`.
    public let dimension: String
    /// Codes of the members admitted, ascending, without repetition; empty admits none.
    public let members: [String]

    public init(dimension: String, members: [String]) {
      self.dimension = dimension
      self.members = Swift.Set(members).sorted()
    }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        dimension: try container.decode(String.self, forKey: .dimension),
        members: try container.decode([String].self, forKey: .members))
    }
  }

  /// By dimension, ascending; at most one for each dimension.
  public let restrictions: [Restriction]

  /// Nothing is narrowed.
  public static let all = Scope(restrictions: [])

  /// Two restrictions of one dimension narrow each other: what both admit stays.
  public init(restrictions: [Restriction]) {
    var byDimension: [String: Restriction] = [:]
    for restriction in restrictions {
      guard let earlier = byDimension[restriction.dimension] else {
        byDimension[restriction.dimension] = restriction
        continue
      }
      byDimension[restriction.dimension] = Restriction(
        dimension: restriction.dimension,
        members: earlier.members.filter { restriction.members.contains($0) })
    }
    self.restrictions = byDimension.values.sorted { $0.dimension < $1.dimension }
  }

  /// Through the same rules as the others, so that a stored scope never admits more than it says.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(restrictions: try container.decode([Restriction].self, forKey: .restrictions))
  }

  /// Only the named members of one dimension, and what lies below them.
  public init(_ dimension: String, in members: [String]) {
    self.init(restrictions: [Restriction(dimension: dimension, members: members)])
  }

  public var isEverything: Bool { restrictions.isEmpty }

  /// The codes a dimension is narrowed to; nil when it is not narrowed.
  public func members(of dimension: String) -> [String]? {
    restrictions.first { $0.dimension == dimension }?.members
  }

  /// Says whether the member at the end of `path` lies inside.
  ///
  /// - Parameter path: codes from the top of the hierarchy down to the member; one code where there is no hierarchy.
  public func admits(_ dimension: String, path: some Swift.Sequence<String>) -> Bool {
    guard let members = members(of: dimension) else { return true }
    return path.contains { members.contains($0) }
  }

  /// Says whether one member, taken without its ancestors, lies inside.
  public func admits(_ dimension: String, _ member: String) -> Bool { admits(dimension, path: [member]) }

  /// Says whether a row lies inside: it must carry every dimension that is narrowed, at a member that is admitted. A row that does not
  /// carry one of them holds what lies outside as well.
  ///
  /// - Parameter paths: codes from the top of the hierarchy down to the row's member, by the dimensions that the row carries.
  public func admits(row paths: [String: [String]]) -> Bool {
    restrictions.allSatisfy { restriction in
      (paths[restriction.dimension] ?? []).contains { restriction.members.contains($0) }
    }
  }
}
