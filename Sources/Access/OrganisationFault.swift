// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// What is wrong with an organisation.
public struct OrganisationFault: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The unit above is not there, or is closed.
    case parentMissing(String)
    /// It lies below itself.
    case circle
    /// A company in a department, something below a post.
    case misplaced(under: String)
    case tooDeep
    /// Two units answer for one department's budget.
    case departmentTwice(other: String)
    /// Somebody is appointed to a unit that is not there on a day of the appointment.
    case notThere(person: Int64)
    case twoHeads(Int64, Int64)
    case twice(person: Int64)
    /// Two appointments along which one person reports.
    case twoMain(person: Int64)
    case endsBeforeItBegins
    case tooMany
  }

  public let kind: Kind
  /// The unit it is about; empty where it is about all.
  public let unit: String
  /// The first day on which it is so.
  public let day: Day
}

extension Organisation {
  /// Everything that is wrong, on every day on which something changes, each thing once with its first day; empty for an organisation that can be
  /// worked with.
  public func faults() -> [OrganisationFault] {
    var found: [OrganisationFault] = []
    var seen: Swift.Set<Seen> = []
    func note(_ kind: OrganisationFault.Kind, _ unit: String, _ day: Day) {
      if seen.insert(Seen(kind: kind, unit: unit)).inserted { found.append(OrganisationFault(kind: kind, unit: unit, day: day)) }
    }
    let days = Swift.Set(versions.values.joined().map(\.from)).sorted()
    for day in days { treeFaults(on: day, note) }
    appointmentFaults(note)
    let first = days.first ?? Day(ordinal: 0)
    let limits = Self.limits
    if versions.count > limits.units || versions.values.reduce(0, { $0 + $1.count }) > limits.versions
      || appointments.count > limits.appointments || groups.count > limits.groups
      || groups.contains(where: { $0.members.count > limits.members })
    {
      note(.tooMany, "", first)
    }
    return found
  }

  private struct Seen: Hashable {
    let kind: OrganisationFault.Kind
    let unit: String
  }

  private func treeFaults(on day: Day, _ note: (OrganisationFault.Kind, String, Day) -> Void) {
    let units = units(on: day)
    let byID = Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var answering: [String: String] = [:]
    for unit in units {
      if let department = unit.department {
        if let other = answering[department] { note(.departmentTwice(other: other), unit.id, day) }
        answering[department] = unit.id
      }
      guard let parent = unit.parent else { continue }
      guard let above = byID[parent] else {
        note(.parentMissing(parent), unit.id, day)
        continue
      }
      if !unit.kind.parents.contains(above.kind) { note(.misplaced(under: parent), unit.id, day) }
      var (next, steps) = (Optional(parent), 1)
      while let one = next, one != unit.id, steps <= Self.limits.depth {
        next = byID[one]?.parent
        steps += 1
      }
      if next == unit.id { note(.circle, unit.id, day) } else if next != nil { note(.tooDeep, unit.id, day) }
    }
  }

  private func appointmentFaults(_ note: (OrganisationFault.Kind, String, Day) -> Void) {
    for one in appointments {
      if let through = one.through, through < one.from { note(.endsBeforeItBegins, one.unit, one.from) }
      let changes = (versions[one.unit] ?? []).map(\.from).filter { $0 > one.from && one.runs(on: $0) }
      if let day = ([one.from] + changes).first(where: { unit(one.unit, on: $0) == nil }) {
        note(.notThere(person: one.person), one.unit, day)
      }
    }
    for (_, own) in Dictionary(grouping: appointments, by: \.unit) {
      forEachPair(own) { left, right in
        let day = max(left.from, right.from)
        if left.person == right.person { note(.twice(person: left.person), left.unit, day) }
        if left.isHead, right.isHead, left.person != right.person { note(.twoHeads(left.person, right.person), left.unit, day) }
      }
    }
    for (_, own) in Dictionary(grouping: appointments.filter(\.isMain), by: \.person) {
      forEachPair(own) { left, right in note(.twoMain(person: left.person), right.unit, max(left.from, right.from)) }
    }
  }

  /// Appointments that run at the same time. Only neighbours in time are compared.
  private func forEachPair(_ own: [Appointment], _ note: (Appointment, Appointment) -> Void) {
    let sorted = own.sorted { ($0.from, $0.id) < ($1.from, $1.id) }
    for (place, left) in sorted.enumerated() {
      for right in sorted[(place + 1)...] {
        if let through = left.through, right.from > through { break }
        if left.meets(right) { note(left, right) }
      }
    }
  }
}
