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
  /// What an appointment ended, as it was before.
  private var moves: [Int64: [Appointment]] = [:]
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

  /// - Parameter ends: appointments that end with the day before, because the person moves.
  public mutating func appoint(_ appointment: Appointment, ending ends: [Int64] = []) {
    moves[appointment.id] = ends.isEmpty ? nil : appointments.filter { ends.contains($0.id) }
    for id in ends { end(id, through: appointment.from.adding(days: -1)) }
    appointments.append(appointment)
  }

  /// Ends an appointment with a day; one that would end before it began never was, and what had ended for it goes on.
  public mutating func end(_ id: Int64, through day: Day) {
    guard let place = appointments.firstIndex(where: { $0.id == id }) else { return }
    guard day < appointments[place].from else {
      appointments[place].through = day
      return
    }
    let gone = appointments.remove(at: place)
    for one in moves.removeValue(forKey: id) ?? [] {
      if let left = appointments.firstIndex(where: { $0.id == one.id }) {
        // Ended otherwise since, it stays ended.
        if appointments[left].through == gone.from.adding(days: -1) { appointments[left].through = one.through }
      } else {
        appointments.insert(one, at: appointments.firstIndex { $0.id > one.id } ?? appointments.count)
      }
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
