// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars

/// Something in the organisation of a day that approvals will stumble over, and what to do about it.
public struct OrganisationNotice: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A unit that answers for a department has no head.
    case noHead = "no-head"
    /// The head's login was closed.
    case headLeft = "head-left"
    /// Somebody whose login was closed works there still.
    case personLeft = "person-left"
    /// Everybody in a group left.
    case groupLeft = "group-left"
    /// A flow in force asks somebody who is not there.
    case flow
  }

  public let kind: Kind
  /// Code of the unit, id of the group or key of the flow it is about.
  public let subject: String
  public let words: BilingualText
}

extension Workspace {
  /// In the order of what to do first: flows, groups, then units by code.
  func notices(on day: Day, _ records: [PersonRecord]) -> [OrganisationNotice] {
    let present = Swift.Set(records.filter { !$0.details.isDisabled }.map(\.id))
    let names = ApprovalNames(records, reportingLines(on: day))
    return flowNotices(records) + groupNotices(present) + unitNotices(on: day, present, names)
  }

  private func flowNotices(_ records: [PersonRecord]) -> [OrganisationNotice] {
    FlowPurpose.allCases.compactMap { approvals.flows.flow(for: $0) }.flatMap { definition in
      flowFaults(definition, records).map { fault in
        OrganisationNotice(
          kind: .flow, subject: definition.flow.key,
          words: BilingualText(
            "流程《\(definition.name.chinese)》\(fault.sentence.chinese)", "Flow “\(definition.name.english)”, \(fault.sentence.english)"))
      }
    }
  }

  private func groupNotices(_ present: Swift.Set<Int64>) -> [OrganisationNotice] {
    organisation.groups.filter { present.isDisjoint(with: $0.members) }.map { group in
      OrganisationNotice(
        kind: .groupLeft, subject: group.id,
        words: BilingualText(
          "用户组“\(group.name)”里的人都已停用，请它审批时没有人可找：换上在职的人",
          "Everybody in the group “\(group.englishName)” left, so nobody is there to be asked: give it members"))
    }
  }

  private func unitNotices(on day: Day, _ present: Swift.Set<Int64>, _ names: ApprovalNames) -> [OrganisationNotice] {
    let places = Dictionary(grouping: organisation.appointments.filter { $0.runs(on: day) }, by: \.unit)
    return organisation.units(on: day).flatMap { unit -> [OrganisationNotice] in
      let own = places[unit.id] ?? []
      let called = BilingualText(unit.name, unit.englishName)
      var found = own.filter { !present.contains($0.person) }.map { left($0, called, names) }
      if let department = unit.department, !own.contains(where: \.isHead) { found.append(vacant(unit.id, called, department, names)) }
      return found
    }
  }

  private func left(_ one: Appointment, _ unit: BilingualText, _ names: ApprovalNames) -> OrganisationNotice {
    let person = names[one.person]
    guard one.isHead else {
      return OrganisationNotice(
        kind: .personLeft, subject: one.unit,
        words: BilingualText(
          "\(person.chinese)的登录已停用，仍在\(unit.chinese)任职：结束任职",
          "\(person.english)'s login was closed and they work in \(unit.english) still: end the appointment"))
    }
    return OrganisationNotice(
      kind: .headLeft, subject: one.unit,
      words: BilingualText(
        "\(unit.chinese)的负责人\(person.chinese)登录已停用，审批会转给上一级：结束任职，任命新负责人",
        "The login of \(person.english), who heads \(unit.english), was closed, and approvals go one level up: end the appointment, appoint a head"
      ))
  }

  private func vacant(_ id: String, _ unit: BilingualText, _ department: String, _ names: ApprovalNames) -> OrganisationNotice {
    let instead = names.people.members.first { $0.isActive && $0.leads.contains(department) }.map { names[$0.id] }
    return OrganisationNotice(
      kind: .noHead, subject: id,
      words: instead.map {
        BilingualText(
          "\(unit.chinese)没有负责人，部门负责人的审批由\($0.chinese)办：任命一位", "\(unit.english) has no head, \($0.english) decides instead: appoint one")
      }
        ?? BilingualText(
          "\(unit.chinese)没有负责人，上面也没有，部门负责人的审批会停住：任命一位",
          "\(unit.english) has no head and nobody is above, so approvals of its head stop: appoint one"))
  }
}
