// SPDX-License-Identifier: Apache-2.0
public import Access
import Planning

/// Who may see one cell, worked out once so that it can be asked of many people without the plan. It says of everybody what their `PlanSight` says.
public struct FigureMask: Hashable, Sendable {
  private let permission: Permission?
  private let holding: Holding

  private enum Holding: Hashable, Sendable {
    case shared
    case company
    /// Where the row lies, by dimension of scopes: codes from the top down; nil for a total over the dimension.
    case rows([String: [String]?])
  }

  init(_ measure: String, at coordinate: Coordinate, in plan: PlanState) {
    let rights = plan.landing.rights
    permission = rights.permission(measure)
    switch rights.holding(measure) {
    case .shared: holding = .shared
    case .company: holding = .company
    case .rows(let carried):
      var paths: [String: [String]?] = [:]
      for (dimension, name) in MeasureRights.dimensions where carried.contains(name) {
        let entries = name == "Region" ? plan.catalogue.regions : plan.catalogue.departments
        paths[dimension] = .some(coordinate[name].map { Catalogue.path(plan.memberName(name, $0).code, in: entries) })
      }
      holding = .rows(paths)
    }
  }

  public func admits(_ hearing: ChangeHearing) -> Bool {
    guard hearing.hears(permission) else { return false }
    let scope = hearing.scope
    guard !scope.isEverything else { return true }
    switch holding {
    case .shared: return true
    case .company: return false
    case .rows(let paths):
      guard Swift.Set(scope.restrictions.map(\.dimension)) == Swift.Set(paths.keys) else { return false }
      return scope.restrictions.allSatisfy { restriction in
        (paths[restriction.dimension] ?? nil).map { scope.admits(restriction.dimension, path: $0) } ?? false
      }
    }
  }
}

extension Workspace {
  /// A cell as the plan names it, and who may see it; nil for one that is not there or not theirs to see.
  public func seenCell(_ proof: Authorized<To.ViewPlan>, _ cell: String) -> (cell: String, mask: FigureMask)? {
    guard let found = try? plan.findRow(cell, plan.sight(of: proof.person)) else { return nil }
    return (found.address.text, FigureMask(found.measure.id, at: found.coordinate, in: plan))
  }
}
