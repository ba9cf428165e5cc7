// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

/// The organisation as people entered it, rebuilt from the events at start. People outlast a reset of the example company, and so does where they work.
struct OrganisationLedger: Sendable {
  static let unitSet = "organisation.unit-set"
  static let appointed = "organisation.appointed"
  static let ended = "organisation.appointment-ended"
  static let groupSet = "organisation.group-set"
  static let reverted = "organisation.reverted"
  static let restored = "organisation.restored"
  static let decisions: Swift.Set<String> = [unitSet, appointed, ended, groupSet]

  enum Change: Sendable {
    case unit(OrganisationUnit)
    /// Ends appointments with the day before, where somebody moves.
    case appoint(Appointment, ends: [Int64] = [])
    case end(appointment: Int64, through: Day)
    case group(PeopleGroup)
  }

  private var changes: [(event: Int64, change: Change)] = []
  private var takenBack: Swift.Set<Int64> = []
  private(set) var organisation = Organisation()

  mutating func note(_ event: Event) {
    switch event.kind {
    case Self.reverted:
      guard let target = event.payload["undoes"]?.integer else { return }
      takenBack.insert(target)
      organisation = standing(without: takenBack)
    case Self.restored:
      guard let target = event.payload["redoes"]?.integer else { return }
      takenBack.remove(target)
      organisation = standing(without: takenBack)
    default:
      guard Self.decisions.contains(event.kind), let change = Change(event) else { return }
      changes.append((event.sequence, change))
      organisation.apply(change)
    }
  }

  /// What would stand with one change taken back, or done again.
  func reversing(_ event: Int64, isTakenBack: Bool) -> Organisation {
    standing(without: isTakenBack ? takenBack.union([event]) : takenBack.subtracting([event]))
  }

  private func standing(without events: Swift.Set<Int64>) -> Organisation {
    changes.reduce(into: Organisation()) { state, one in if !events.contains(one.event) { state.apply(one.change) } }
  }
}

extension Organisation {
  mutating func apply(_ change: OrganisationLedger.Change) {
    switch change {
    case .unit(let unit): set(unit)
    case .appoint(let appointment, let ends): appoint(appointment, ending: ends)
    case .end(let id, let through): end(id, through: through)
    case .group(let group): set(group)
    }
  }
}

extension OrganisationLedger.Change {
  var kind: String {
    switch self {
    case .unit: OrganisationLedger.unitSet
    case .appoint: OrganisationLedger.appointed
    case .end: OrganisationLedger.ended
    case .group: OrganisationLedger.groupSet
    }
  }

  /// An appointment's number is that of its event and is not written.
  var canonical: [String: CanonicalValue] {
    var fields: [String: CanonicalValue]
    switch self {
    case .unit(let unit):
      fields = [
        "id": .text(unit.id), "kind": .text(unit.kind.rawValue), "name": .text(unit.name), "name_en": .text(unit.englishName),
        "from": .day(unit.from), "closed": .boolean(unit.isClosed),
      ]
      fields["parent"] = unit.parent.map { .text($0) }
      fields["department"] = unit.department.map { .text($0) }
    case .appoint(let one, let ends):
      fields = [
        "person": .integer(one.person), "unit": .text(one.unit), "head": .boolean(one.isHead), "main": .boolean(one.isMain),
        "from": .day(one.from),
      ]
      fields["through"] = one.through.map { .day($0) }
      if !ends.isEmpty { fields["ends"] = .list(ends.map { .integer($0) }) }
    case .end(let id, let through): fields = ["appointment": .integer(id), "through": .day(through)]
    case .group(let group):
      fields = [
        "id": .text(group.id), "name": .text(group.name), "name_en": .text(group.englishName),
        "members": .list(group.members.map { .integer($0) }),
      ]
    }
    return fields
  }

  init?(_ event: Event) {
    let payload = event.payload
    switch event.kind {
    case OrganisationLedger.unitSet:
      guard let id = payload["id"]?.text, let kind = payload["kind"]?.text.flatMap({ OrganisationUnit.Kind(rawValue: $0) }),
        let name = payload["name"]?.text, let from = payload["from"]?.day
      else { return nil }
      self = .unit(
        OrganisationUnit(
          id: id, kind: kind, name: name, englishName: payload["name_en"]?.text, parent: payload["parent"]?.text,
          department: payload["department"]?.text, from: from, isClosed: payload["closed"]?.boolean ?? false))
    case OrganisationLedger.appointed:
      guard let person = payload["person"]?.integer, let unit = payload["unit"]?.text, let from = payload["from"]?.day else { return nil }
      self = .appoint(
        Appointment(
          id: event.sequence, person: person, unit: unit, isHead: payload["head"]?.boolean ?? false,
          isMain: payload["main"]?.boolean ?? false, from: from, through: payload["through"]?.day),
        ends: (payload["ends"]?.list ?? []).compactMap(\.integer))
    case OrganisationLedger.ended:
      guard let id = payload["appointment"]?.integer, let through = payload["through"]?.day else { return nil }
      self = .end(appointment: id, through: through)
    case OrganisationLedger.groupSet:
      guard let id = payload["id"]?.text, let name = payload["name"]?.text else { return nil }
      self = .group(
        PeopleGroup(
          id: id, name: name, englishName: payload["name_en"]?.text, members: (payload["members"]?.list ?? []).compactMap(\.integer)))
    default: return nil
    }
  }
}
