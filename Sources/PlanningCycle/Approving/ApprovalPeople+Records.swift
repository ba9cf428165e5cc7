// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Journal

extension ApprovalPeople {
  /// Everybody with a login. Who stands above whom and who leads a department says the organisation; for those whom it does not place, their roles.
  /// A department whose unit has no head is led by whoever has the role for it, and else by the nearest head above.
  init(_ records: [PersonRecord], _ lines: ReportingLines) {
    let people = records.compactMap(\.person)
    // The first two of each role: the second is for the first one.
    var leading: [Role: (Int64, Int64?)] = [:]
    for person in people where person.isActive {
      guard let (one, other) = leading[person.role] else {
        leading[person.role] = (person.id, nil)
        continue
      }
      leading[person.role] = person.id < one ? (person.id, one) : (one, min(other ?? person.id, person.id))
    }
    func first(_ roles: [Role], besides id: Int64) -> Int64? {
      roles.lazy.compactMap { leading[$0].flatMap { $0.0 == id ? $0.1 : $0.0 } }.first
    }
    func byRole(_ person: Person) -> [String] {
      let own = person.role == .departmentHead ? person.scope.members(of: "department") ?? [] : []
      return own.prefix(1).filter { !lines.headedDepartments.contains($0) }
    }
    let roled = Swift.Set(people.filter(\.isActive).flatMap(byRole))
    let vacant = lines.vacantDepartments.filter { !roled.contains($0.key) }
    self.init(
      people.map { person in
        let above = vacant.filter { $0.value == person.id }.keys.sorted()
        let departments = lines.departments(ledBy: person.id) + byRole(person) + above
        return Member(
          id: person.id, roles: [person.role.rawValue], leads: departments, groups: lines.groups(of: person.id),
          superior: lines.places(person.id) ? lines.superior(of: person.id) : first(person.role.above, besides: person.id),
          isActive: person.isActive)
      })
  }

  /// The same with whoever is away today.
  func with(standIns: [Int64: Int64]) -> ApprovalPeople {
    guard !standIns.isEmpty else { return self }
    return ApprovalPeople(
      members.map { one in
        Member(
          id: one.id, human: one.human, roles: one.roles, leads: one.leads, groups: one.groups, superior: one.superior,
          isActive: one.isActive, standIn: standIns[one.id])
      })
  }

  var canonical: CanonicalValue {
    .list(
      members.map { one in
        var fields: [String: CanonicalValue] = [
          "id": .integer(one.id), "human": .integer(one.human), "roles": .list(one.roles.map { .text($0) }),
          "active": .boolean(one.isActive),
        ]
        // One department is written as it always was.
        if one.leads.count == 1 { fields["leads"] = .text(one.leads[0]) }
        if one.leads.count > 1 { fields["leads"] = .list(one.leads.map { .text($0) }) }
        if !one.groups.isEmpty { fields["groups"] = .list(one.groups.map { .text($0) }) }
        fields["superior"] = one.superior.map { .integer($0) }
        fields["stand_in"] = one.standIn.map { .integer($0) }
        return .map(fields)
      })
  }

  init(_ value: CanonicalValue?) {
    func texts(_ value: CanonicalValue?) -> [String] { (value?.list ?? []).compactMap(\.text) }
    self.init(
      (value?.list ?? []).compactMap { one in
        guard let id = one["id"]?.integer else { return nil }
        return Member(
          id: id, human: one["human"]?.integer, roles: (one["roles"]?.list ?? []).compactMap(\.text),
          leads: one["leads"]?.text.map { [$0] } ?? texts(one["leads"]),
          groups: texts(one["groups"]), superior: one["superior"]?.integer, isActive: one["active"]?.boolean ?? false,
          standIn: one["stand_in"]?.integer)
      })
  }
}

extension Role {
  /// Whom somebody of the role reports to, the nearest first.
  fileprivate var above: [Role] {
    switch self {
    case .salesperson: [.regionalManager, .salesDirector, .generalManager]
    case .regionalManager: [.salesDirector, .generalManager]
    case .treasurer: [.financeDirector, .generalManager]
    case .salesDirector, .financeDirector, .purchasingManager, .departmentHead: [.generalManager]
    case .generalManager, .auditor, .administrator: []
    }
  }
}
