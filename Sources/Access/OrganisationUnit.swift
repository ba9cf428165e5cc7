// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 组织单元 as it is from a day on: a group, a company, a department or a post. What it was before stays readable, what it will be can be entered ahead.
public struct OrganisationUnit: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// 集团.
    case group
    /// 公司.
    case company
    /// 部门.
    case department
    /// 岗位: the place of one or more people; nothing lies below it.
    case post

    /// Of what it may be a part.
    var parents: [Kind] {
      switch self {
      case .group: []
      case .company: [.group, .company]
      case .department: [.group, .company, .department]
      case .post: [.group, .company, .department]
      }
    }
  }

  /// 编码; unique, and never another unit's later.
  public let id: String
  public let kind: Kind
  public let name: String
  /// The name for readers of English; the same when nobody gave another.
  public let englishName: String
  /// The unit it belongs to; nil at the top.
  public let parent: String?
  /// Code of the department in the plan and the books whose budget this unit answers for; nil for none.
  public let department: String?
  /// The first day on which it is so.
  public let from: Day
  /// From that day on it is no more.
  public let isClosed: Bool

  public init(
    id: String, kind: Kind, name: String, englishName: String? = nil, parent: String? = nil, department: String? = nil, from: Day,
    isClosed: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.englishName = englishName ?? name
    self.parent = parent
    self.department = department
    self.from = from
    self.isClosed = isClosed
  }
}

/// 任职: somebody in a unit for some days. One person may have several at once.
public struct Appointment: Hashable, Sendable, Identifiable {
  public let id: Int64
  /// Number of the person.
  public let person: Int64
  public let unit: String
  /// 负责人 of the unit: whoever works in it or below reports to them.
  public let isHead: Bool
  /// Of several, the one along which they report.
  public let isMain: Bool
  public let from: Day
  /// The last day, included; nil while no end is known.
  public var through: Day?

  public init(id: Int64, person: Int64, unit: String, isHead: Bool, isMain: Bool, from: Day, through: Day? = nil) {
    self.id = id
    self.person = person
    self.unit = unit
    self.isHead = isHead
    self.isMain = isMain
    self.from = from
    self.through = through
  }

  public func runs(on day: Day) -> Bool { from <= day && through.map { day <= $0 } ?? true }

  func meets(_ other: Appointment) -> Bool {
    (through.map { other.from <= $0 } ?? true) && (other.through.map { from <= $0 } ?? true)
  }
}

/// 用户组: people who are asked together, whatever their units: an investment committee, the price approvers.
public struct PeopleGroup: Hashable, Sendable, Identifiable {
  public let id: String
  public let name: String
  public let englishName: String
  /// Numbers of people, ascending.
  public let members: [Int64]

  public init(id: String, name: String, englishName: String? = nil, members: [Int64]) {
    self.id = id
    self.name = name
    self.englishName = englishName ?? name
    self.members = Swift.Set(members).sorted()
  }
}
