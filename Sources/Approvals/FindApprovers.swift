// SPDX-License-Identifier: Apache-2.0

/// Finds the people whom a step asks, and says why it is them, or why there is nobody.
struct FindApprovers {
  struct Found: Hashable {
    let person: Int64
    let origin: ApprovalTask.Origin
    /// Whom the step meant: the person himself, or those in whose place he is asked.
    let meant: [Int64]

    init(person: Int64, origin: ApprovalTask.Origin, meant: [Int64]? = nil) {
      (self.person, self.origin, self.meant) = (person, origin, meant ?? [person])
    }
  }
  struct Missing: Error, Hashable {
    let reason: ApprovalBlock.Reason
    let subject: String
  }

  let people: ApprovalPeople
  let document: ApprovalDocument

  /// In the order of the step's list; one human once. `leftOut` are those who may not decide and whom others replace.
  func asked(_ step: ApprovalStep) throws(Missing) -> (found: [Found], leftOut: [Int64]) {
    var named: [Int64] = []
    for approver in step.approvers { named += try listed(approver) }
    func human(_ id: Int64) -> Int64 { people.member(id)?.human ?? id }
    func isOpen(_ id: Int64) -> Bool { people.member(id)?.isActive == true }
    // Of the logins of one human an open one: a closed one beside it does not mean that he left.
    let present = Swift.Set(named.filter(isOpen).map(human))
    var humans: Swift.Set<Int64> = []
    named = named.filter { (isOpen($0) || !present.contains(human($0))) && humans.insert(human($0)).inserted }
    // Where one of several is enough, those who are free decide; otherwise everybody who is not has to be replaced.
    let free = named.filter { isFit($0) }
    if step.rule == .anyOne, !free.isEmpty {
      return (distinct(free.map { Found(person: $0, origin: .flow) }.map(withStandIn)), named.filter { !isFit($0) })
    }
    var found: [Found] = []
    for one in named {
      guard let fit = replaced(one) else {
        if step.rule == .anyOne { continue }
        throw Missing(reason: .nobodyFree, subject: String(one))
      }
      found.append(fit)
    }
    guard !found.isEmpty else { throw Missing(reason: .nobodyFree, subject: named.map(String.init).joined(separator: ", ")) }
    return (distinct(found), [])
  }

  /// Whom the words of a flow mean, whether they may decide or not.
  func listed(_ approver: Approver) throws(Missing) -> [Int64] {
    switch approver {
    case .person(let id):
      guard people.member(id) != nil else { throw Missing(reason: .personNotKnown, subject: String(id)) }
      return [id]
    case .role(let role): return try present(people.members.filter { $0.roles.contains(role) }, .nobodyInRole, role)
    case .group(let group): return try present(people.members.filter { $0.groups.contains(group) }, .nobodyInGroup, group)
    case .departmentHead:
      guard case .text(let department)? = document.fields["department"] else {
        throw Missing(reason: .fieldMissing, subject: "department")
      }
      return try present(people.members.filter { $0.leads.contains(department) }, .nobodyLeads, department)
    case .superior(let level):
      let chain = people.superiors(of: document.submitter)
      guard level >= 1, level <= chain.count else { throw Missing(reason: .noSuperior, subject: String(level)) }
      return [chain[level - 1]]
    case .field(let field):
      guard case .person(let id)? = document.fields[field] else { throw Missing(reason: .fieldMissing, subject: field) }
      guard people.member(id) != nil else { throw Missing(reason: .personNotKnown, subject: String(id)) }
      return [id]
    }
  }

  /// Whether the words of a flow mean somebody, may he decide or not.
  func means(_ approver: Approver, _ id: Int64) -> Bool {
    switch approver {
    case .person(let one): one == id
    case .role(let role): people.member(id)?.roles.contains(role) == true
    case .group(let group): people.member(id)?.groups.contains(group) == true
    case .departmentHead: people.member(id)?.leads.contains { document.fields["department"] == .text($0) } == true
    case .superior(let level): (try? listed(.superior(level)))?.contains(id) == true
    case .field(let field): document.fields[field] == .person(id)
    }
  }

  func isFit(_ id: Int64) -> Bool { people.member(id)?.isActive == true && !people.isInvolved(id, in: document) }

  /// The person himself, the nearest superior who may decide when he may not, or whoever stands in; nil when there is nobody.
  func replaced(_ id: Int64) -> Found? {
    if isFit(id) { return withStandIn(Found(person: id, origin: .flow)) }
    guard let superior = people.superiors(of: id).first(where: isFit) else { return nil }
    let left = people.member(id)?.isActive != true
    return withStandIn(Found(person: superior, origin: left ? .left(id) : .involved(id), meant: [id]))
  }

  private func present(_ members: [ApprovalPeople.Member], _ reason: ApprovalBlock.Reason, _ subject: String) throws(Missing) -> [Int64] {
    guard !members.isEmpty else { throw Missing(reason: reason, subject: subject) }
    let active = members.filter(\.isActive)
    return (active.isEmpty ? members : active).map(\.id)
  }

  /// A stand-in who is involved himself does not decide: the task stays with whom it belongs to.
  private func withStandIn(_ found: Found) -> Found {
    guard let last = standIns(of: found.person).last else { return found }
    return Found(person: last, origin: .standIn(found.person), meant: found.meant)
  }

  /// Who decides for somebody who is away, and for him, as long as each of them may.
  private func standIns(of id: Int64) -> [Int64] {
    var chain: [Int64] = []
    var seen: Swift.Set<Int64> = [id]
    while let next = people.member(chain.last ?? id)?.standIn, isFit(next), seen.insert(next).inserted { chain.append(next) }
    return chain
  }

  /// Whether somebody decides for another now: he is away still, and what he may not decide himself nobody decides for him.
  func stands(_ id: Int64, for other: Int64) -> Bool { isFit(other) && standIns(of: other).contains(id) }

  private func distinct(_ found: [Found]) -> [Found] {
    func human(_ one: Found) -> Int64 { people.member(one.person)?.human ?? one.person }
    var places: [Int64: Int] = [:]
    return found.reduce(into: [Found]()) { kept, one in
      guard let place = places[human(one)] else {
        places[human(one)] = kept.count
        return kept.append(one)
      }
      kept[place] = Found(person: kept[place].person, origin: kept[place].origin, meant: kept[place].meant + one.meant)
    }
  }
}
