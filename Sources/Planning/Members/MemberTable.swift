// SPDX-License-Identifier: Apache-2.0

public import Calendars

/// The members of one dimension, as the facts give them.
///
/// Outline order is the order of rows and of every sum: leaf members in the order of `leaves`, members of levels in the order
/// of `groups`.
public struct MemberTable: Sendable {
  /// A leaf member.
  public struct Leaf: Sendable {
    public let id: Int64
    public let code: String
    public let nameChinese: String
    public let nameEnglish: String
    /// Name of the lowest level of each hierarchy → the member of that level.
    public var parents: [String: Int64]
    public var numbers: [String: Double]
    public var texts: [String: String]
    /// Property → member of the dimension referred to.
    public var references: [String: Int64]
    /// First and last day of its life; nil is open. `valid(…)` in a formula asks for it.
    public var validFrom: Day?
    public var validTo: Day?

    public init(
      id: Int64, code: String, nameChinese: String = "", nameEnglish: String = "",
      parents: [String: Int64] = [:],
      numbers: [String: Double] = [:], texts: [String: String] = [:], references: [String: Int64] = [:],
      validFrom: Day? = nil, validTo: Day? = nil
    ) {
      self.id = id
      self.code = code
      self.nameChinese = nameChinese
      self.nameEnglish = nameEnglish
      self.parents = parents
      self.numbers = numbers
      self.texts = texts
      self.references = references
      self.validFrom = validFrom
      self.validTo = validTo
    }
  }

  /// A member of a level; ids are unique within the dimension, over leaves and levels together.
  public struct Group: Sendable {
    public let id: Int64
    public let code: String
    public let nameChinese: String
    public let nameEnglish: String
    /// Name of its level.
    public let level: String
    /// The member of the level above; nil at the top, or where it has none.
    public let parent: Int64?

    public init(
      id: Int64, code: String, nameChinese: String = "", nameEnglish: String = "", level: String,
      parent: Int64? = nil
    ) {
      self.id = id
      self.code = code
      self.nameChinese = nameChinese
      self.nameEnglish = nameEnglish
      self.level = level
      self.parent = parent
    }
  }

  /// Id or alias of the dimension.
  public let dimension: String
  public var leaves: [Leaf]
  public var groups: [Group]

  public init(dimension: String, leaves: [Leaf], groups: [Group] = []) {
    self.dimension = dimension
    self.leaves = leaves
    self.groups = groups
  }
}
