// SPDX-License-Identifier: Apache-2.0
import Approvals

/// Eight logins of six to eight humans, drawn anew for every seed: some sit in two roles, some left, some are away, some stand above others.
struct RandomCompany {
  private(set) var members: [ApprovalPeople.Member] = []

  static let roles = ["generalManager", "salesDirector", "head", "seller", "finance", "auditor"]

  init(_ dice: inout Dice) {
    for id in Int64(1)...8 {
      // The last two logins may be second ones.
      let human = id > 6 && dice.below(2) == 0 ? Int64(dice.below(6) + 1) : id
      let roles = (0...dice.below(2)).map { _ in Self.roles[dice.below(6)] }
      members.append(
        .init(
          id: id, human: human, roles: roles, leads: dice.below(4) == 0 ? ["sales"] : [],
          superior: id > 1 ? Int64(dice.below(Int(id) - 1) + 1) : nil,
          isActive: dice.below(12) > 0, standIn: dice.below(12) == 0 ? Int64(dice.below(8) + 1) : nil))
    }
  }

  var people: ApprovalPeople { ApprovalPeople(members) }

  /// Somebody gets another role, leads a department or no more, leaves or comes back, goes away or comes home, gets another superior.
  mutating func change(_ dice: inout Dice) {
    let place = dice.below(members.count)
    let one = members[place]
    var (roles, leads, superior) = (one.roles, one.leads, one.superior)
    var (isActive, standIn) = (one.isActive, one.standIn)
    switch dice.below(6) {
    case 0, 1: roles = (0...dice.below(2)).map { _ in Self.roles[dice.below(6)] }
    case 2: leads = leads.isEmpty ? ["sales"] : []
    case 3: isActive = !isActive || dice.below(3) > 0
    case 4: isActive = !isActive
    default:
      if dice.below(2) == 0 { superior = place > 0 ? Int64(dice.below(place) + 1) : nil }
      standIn = standIn == nil ? Int64(dice.below(8) + 1) : nil
    }
    members[place] = .init(
      id: one.id, human: one.human, roles: roles, leads: leads, superior: superior, isActive: isActive, standIn: standIn)
  }
}
