// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
public import Calendars

/// The organisation as it is on one day, as a screen shows it.
public struct OrganisationView: Sendable {
  public struct Place: Sendable {
    public let appointment: Appointment
    public let login: String
    public let name: BilingualText
    public let isActive: Bool
  }

  public struct Unit: Sendable {
    public let unit: OrganisationUnit
    /// Units above it.
    public let depth: Int
    public let department: BilingualText?
    /// The head first.
    public let people: [Place]
    /// Who begins there after that day, in order.
    public let comingPeople: [Place]
    /// People in it and below, each once.
    public let headcount: Int
    /// What it will be after that day, in order.
    public let later: [OrganisationUnit]
  }

  public struct Group: Sendable {
    public let group: PeopleGroup
    public let members: [(login: String, name: BilingualText, isActive: Bool)]
  }

  public let day: Day
  /// Each followed by what lies below it.
  public let units: [Unit]
  /// Units that begin later, in the order of their days.
  public let coming: [OrganisationUnit]
  public let groups: [Group]
  /// Open logins of people who work in no unit on that day.
  public let unplaced: [(login: String, name: BilingualText)]
  /// Departments of the plan, for whoever links a unit to one.
  public let departments: [Catalogue.Named]
  /// What stands in the way of approvals that day, for whoever may mend it; empty for everybody else.
  public let notices: [OrganisationNotice]
}

extension Workspace {
  /// The organisation on a day, by default the present one.
  public func readOrganisation(_ proof: Authorized<To.ViewPlan>, on day: Day?) throws -> OrganisationView {
    let day = day ?? environment.today()
    let (organisation, records) = (organisation, try store.people())
    let byID = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let units = organisation.units(on: day)
    let running = organisation.appointments.filter { $0.runs(on: day) }
    let places = Dictionary(grouping: running, by: \.unit)
    let coming = Dictionary(grouping: organisation.appointments.filter { $0.from > day }, by: \.unit)
    func place(_ one: Appointment) -> OrganisationView.Place? {
      byID[one.person].map { .init(appointment: one, login: $0.details.login, name: $0.name, isActive: !$0.details.isDisabled) }
    }
    let below = Dictionary(grouping: units, by: { $0.parent ?? "" })
    var listed: [OrganisationView.Unit] = []
    func add(_ unit: OrganisationUnit, _ depth: Int) -> Swift.Set<Int64> {
      let position = listed.count
      var people = Swift.Set((places[unit.id] ?? []).map(\.person))
      let next = (coming[unit.id] ?? []).compactMap(place).sorted {
        ($0.appointment.from, $0.appointment.id) < ($1.appointment.from, $1.appointment.id)
      }
      let own = (places[unit.id] ?? []).compactMap(place).sorted { left, right in
        left.appointment.isHead != right.appointment.isHead ? left.appointment.isHead : left.appointment.id < right.appointment.id
      }
      func shown(_ headcount: Int) -> OrganisationView.Unit {
        OrganisationView.Unit(
          unit: unit, depth: depth,
          department: unit.department.map { code in
            plan.catalogue.departments.first { $0.code == code }?.name ?? BilingualText(name: code)
          }, people: own, comingPeople: next, headcount: headcount, later: (organisation.versions[unit.id] ?? []).filter { $0.from > day })
      }
      listed.append(shown(0))
      for child in below[unit.id] ?? [] where depth < Organisation.limits.depth { people.formUnion(add(child, depth + 1)) }
      listed[position] = shown(people.count)
      return people
    }
    for root in below[""] ?? [] { _ = add(root, 0) }
    let placed = Swift.Set(running.map(\.person))
    let comingUnits = organisation.versions.values.compactMap { all -> OrganisationUnit? in
      guard let first = all.first, first.from > day else { return nil }
      return first
    }
    return OrganisationView(
      day: day, units: listed, coming: comingUnits.sorted { ($0.from, $0.id) < ($1.from, $1.id) },
      groups: organisation.groups.map { group in
        OrganisationView.Group(
          group: group,
          members: group.members.compactMap { byID[$0].map { (login: $0.details.login, name: $0.name, isActive: !$0.details.isDisabled) } })
      },
      unplaced: records.filter { !$0.details.isDisabled && !placed.contains($0.id) }.map { (login: $0.details.login, name: $0.name) },
      departments: plan.catalogue.departments,
      notices: Access.allows(proof.person, .manageUsers) ? notices(on: day, records) : [])
  }

  /// Who reports to whom today.
  var reportingLines: ReportingLines { reportingLines(on: environment.today()) }

  func reportingLines(on day: Day) -> ReportingLines { ReportingLines(organisation, on: day) }

  /// Groups that a flow may ask.
  public func flowGroups(_ proof: Authorized<To.ViewCompany>) -> [PeopleGroup] { organisation.groups }

  /// Who is who for approvals today, by number and name.
  func approvalNames() throws(StoreError) -> ApprovalNames { ApprovalNames(try store.people(), reportingLines) }

  /// Names of flows in force, or of approvals on their way, that ask a group.
  func flows(asking group: String) -> [BilingualText] {
    let inForce = FlowPurpose.allCases.compactMap { approvals.flows.flow(for: $0) }
    let asking = (inForce + approvals.cases.filter(\.isOpen).map(\.definition)).filter { definition in
      definition.flow.nodes.contains { node in
        switch node.kind {
        case .approve(let step, _): step.approvers.contains(.group(group))
        case .notify(let people, _): people.contains(.group(group))
        default: false
        }
      }
    }
    return asking.map(\.name).reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }
}
