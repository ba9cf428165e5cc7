// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 组织: the tree of units over time, who works where, and groups of people.
///
/// It answers for a day: who is above somebody, who leads a department. It knows no clock and holds no right; rights come from roles and scopes.
public struct Organisation: Hashable, Sendable {
  /// Bounds, so that a wrong file ends in words and not in a slow program.
  public static let limits = (units: 2000, versions: 10_000, depth: 12, appointments: 20_000, groups: 100, members: 200)

  /// Versions of each unit, by their first day, ascending.
  public private(set) var versions: [String: [OrganisationUnit]] = [:]
  /// By number, ascending.
  public private(set) var appointments: [Appointment] = []
  /// By id, ascending.
  public private(set) var groups: [PeopleGroup] = []

  public init() {}

  public var isEmpty: Bool { versions.isEmpty && groups.isEmpty }

  /// What a unit is from a day on; of two versions that begin on one day the later said counts.
  public mutating func set(_ unit: OrganisationUnit) {
    var all = versions[unit.id, default: []].filter { $0.from != unit.from }
    all.insert(unit, at: all.firstIndex { $0.from > unit.from } ?? all.count)
    versions[unit.id] = all
  }

  public mutating func appoint(_ appointment: Appointment) { appointments.append(appointment) }

  /// Ends an appointment with a day; one that would end before it began never was.
  public mutating func end(_ id: Int64, through day: Day) {
    guard let place = appointments.firstIndex(where: { $0.id == id }) else { return }
    if day < appointments[place].from {
      appointments.remove(at: place)
    } else {
      appointments[place].through = day
    }
  }

  /// A group without members is no more.
  public mutating func set(_ group: PeopleGroup) {
    groups.removeAll { $0.id == group.id }
    guard !group.members.isEmpty else { return }
    groups.insert(group, at: groups.firstIndex { $0.id > group.id } ?? groups.count)
  }

  /// Nil before it begins and after it was closed.
  public func unit(_ id: String, on day: Day) -> OrganisationUnit? {
    guard let version = versions[id]?.last(where: { $0.from <= day }), !version.isClosed else { return nil }
    return version
  }

  /// All of a day, by id.
  public func units(on day: Day) -> [OrganisationUnit] { versions.keys.sorted().compactMap { unit($0, on: day) } }

  /// The units above one, nearest first; ends where a tree that is no tree would turn in a circle, or goes too deep.
  public func path(above id: String, on day: Day) -> [OrganisationUnit] {
    var path: [OrganisationUnit] = []
    var seen: Swift.Set<String> = [id]
    var next = unit(id, on: day)?.parent
    while let one = next, seen.insert(one).inserted, path.count < Self.limits.depth, let unit = unit(one, on: day) {
      path.append(unit)
      next = unit.parent
    }
    return path
  }

  /// Where somebody works on a day, the appointment along which they report first.
  public func appointments(of person: Int64, on day: Day) -> [Appointment] {
    appointments.filter { $0.person == person && $0.runs(on: day) && unit($0.unit, on: day) != nil }.sorted { left, right in
      left.isMain != right.isMain ? left.isMain : (left.from, left.id) < (right.from, right.id)
    }
  }

  public func head(of unit: String, on day: Day) -> Int64? {
    appointments.first { $0.unit == unit && $0.isHead && $0.runs(on: day) }?.person
  }
}

/// Who reports to whom on one day, worked out once.
public struct ReportingLines: Sendable {
  private let superiors: [Int64: Int64]
  private let placed: Swift.Set<Int64>
  /// Departments whose head the organisation names.
  public let headedDepartments: Swift.Set<String>
  private let led: [Int64: [String]]
  private let grouped: [Int64: [String]]
  /// Names of all groups, by id.
  public let groupNames: [String: (name: String, englishName: String)]

  /// Work proportional to units and appointments, not to their product.
  public init(_ organisation: Organisation, on day: Day) {
    let units = organisation.units(on: day)
    let byID = Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var heads: [String: Int64] = [:]
    var own: [Int64: Appointment] = [:]
    for one in organisation.appointments where one.runs(on: day) && byID[one.unit] != nil {
      if one.isHead, heads[one.unit] == nil { heads[one.unit] = one.person }
      guard let known = own[one.person] else {
        own[one.person] = one
        continue
      }
      if (one.isMain ? 0 : 1, one.from, one.id) < (known.isMain ? 0 : 1, known.from, known.id) { own[one.person] = one }
    }
    superiors = own.compactMapValues { one in
      var next: String? = one.unit
      var steps = 0
      while let id = next, steps <= Organisation.limits.depth {
        if let head = heads[id], head != one.person { return head }
        next = byID[id]?.parent
        steps += 1
      }
      return nil
    }
    placed = Swift.Set(own.keys)
    var led: [Int64: [String]] = [:]
    for unit in units {
      guard let department = unit.department, let head = heads[unit.id] else { continue }
      led[head, default: []].append(department)
    }
    self.led = led.mapValues { Swift.Set($0).sorted() }
    headedDepartments = Swift.Set(led.values.joined())
    grouped = organisation.groups.reduce(into: [:]) { all, group in for one in group.members { all[one, default: []].append(group.id) } }
    groupNames = Dictionary(
      organisation.groups.map { ($0.id, (name: $0.name, englishName: $0.englishName)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the organisation says where somebody works; only then it says whom they report to.
  public func places(_ person: Int64) -> Bool { placed.contains(person) }

  /// The head of their unit, or, for the head, the nearest one above; nil at the top.
  public func superior(of person: Int64) -> Int64? { superiors[person] }

  /// Ids of the groups somebody belongs to, ascending.
  public func groups(of person: Int64) -> [String] { grouped[person] ?? [] }

  /// Departments of the plan that somebody leads, ascending.
  public func departments(ledBy person: Int64) -> [String] { led[person] ?? [] }
}
