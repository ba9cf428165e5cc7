// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Journal

extension ApprovalPeople {
  /// Everybody with a login; who stands above whom follows from the roles.
  init(_ records: [PersonRecord]) {
    let people = records.compactMap(\.person)
    func first(_ roles: [Role], besides id: Int64) -> Int64? {
      for role in roles {
        if let found = people.filter({ $0.role == role && $0.isActive && $0.id != id }).map(\.id).min() { return found }
      }
      return nil
    }
    self.init(
      people.map { person in
        let departments = person.role == .departmentHead ? person.scope.members(of: "department") ?? [] : []
        return Member(
          id: person.id, roles: [person.role.rawValue], leads: departments.first, superior: first(person.role.above, besides: person.id),
          isActive: person.isActive)
      })
  }

  /// The same with whoever is away today.
  func with(standIns: [Int64: Int64]) -> ApprovalPeople {
    guard !standIns.isEmpty else { return self }
    return ApprovalPeople(
      members.map { one in
        Member(
          id: one.id, human: one.human, roles: one.roles, leads: one.leads, superior: one.superior, isActive: one.isActive,
          standIn: standIns[one.id])
      })
  }

  var canonical: CanonicalValue {
    .list(
      members.map { one in
        var fields: [String: CanonicalValue] = [
          "id": .integer(one.id), "human": .integer(one.human), "roles": .list(one.roles.map { .text($0) }),
          "active": .boolean(one.isActive),
        ]
        fields["leads"] = one.leads.map { .text($0) }
        fields["superior"] = one.superior.map { .integer($0) }
        fields["stand_in"] = one.standIn.map { .integer($0) }
        return .map(fields)
      })
  }

  init(_ value: CanonicalValue?) {
    self.init(
      (value?.list ?? []).compactMap { one in
        guard let id = one["id"]?.integer else { return nil }
        return Member(
          id: id, human: one["human"]?.integer, roles: (one["roles"]?.list ?? []).compactMap(\.text), leads: one["leads"]?.text,
          superior: one["superior"]?.integer, isActive: one["active"]?.boolean ?? false, standIn: one["stand_in"]?.integer)
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
