// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Who reports to whom on one day, worked out once.
public struct ReportingLines: Sendable {
  private let superiors: [Int64: Int64]
  private let placed: Swift.Set<Int64>
  /// Departments whose unit has a head.
  public let headedDepartments: Swift.Set<String>
  /// Departments whose unit has none, with the nearest head above.
  public let vacantDepartments: [String: Int64]
  private let led: [Int64: [String]]
  private let grouped: [Int64: [String]]
  /// Names of all groups, by id.
  public let groupNames: [String: (name: String, englishName: String)]

  /// Work proportional to units and appointments, not to their product. Groups have no days: those of now are taken.
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
    // The nearest head from a unit upwards who is not somebody.
    func head(from unit: String, besides person: Int64?) -> Int64? {
      var next: String? = unit
      var steps = 0
      while let id = next, steps <= Organisation.limits.depth {
        if let head = heads[id], head != person { return head }
        next = byID[id]?.parent
        steps += 1
      }
      return nil
    }
    superiors = own.compactMapValues { head(from: $0.unit, besides: $0.person) }
    placed = Swift.Set(own.keys)
    var led: [Int64: [String]] = [:]
    var vacant: [String: Int64] = [:]
    for unit in units {
      guard let department = unit.department else { continue }
      if let head = heads[unit.id] {
        led[head, default: []].append(department)
      } else {
        vacant[department] = head(from: unit.id, besides: nil)
      }
    }
    self.led = led.mapValues { Swift.Set($0).sorted() }
    headedDepartments = Swift.Set(led.values.joined())
    vacantDepartments = vacant
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
