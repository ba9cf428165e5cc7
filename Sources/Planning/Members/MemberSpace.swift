// SPDX-License-Identifier: Apache-2.0

import Formulas

/// All dimensions of a loaded model: sizes of shapes and mappings between their rows.
struct MemberSpace: Sendable {
  let model: CheckedModel
  let indexes: [MemberIndex]

  init(_ model: CheckedModel, _ tables: [MemberTable]) throws(PlanningError) {
    self.model = model
    var indexes: [MemberIndex] = []
    for dimension in model.dimensions {
      let table = tables.first { dimension.names.all.contains($0.dimension) }
      indexes.append(try MemberIndex(dimension.numbers == nil ? table : nil, dimension))
    }
    self.indexes = indexes
  }

  func count(_ domain: Domain) -> Int { indexes[domain.dimension].count(at: domain.level) }

  /// nil when the product does not fit.
  func rowCount(_ domains: [Domain]) -> Int? {
    var count = 1
    for domain in domains {
      let (product, overflow) = count.multipliedReportingOverflow(by: self.count(domain))
      guard !overflow else { return nil }
      count = product
    }
    return count
  }

  /// Positions in the domain that `access` leads to, for each member of the domain it starts in; −1 for none.
  func positions(along access: DomainAccess) -> [Int32] {
    var result = (0..<Int32(count(access.from))).map { $0 }
    for step in access.steps {
      switch step {
      case .level(let dimension, let level):
        let parents = indexes[dimension].parents[level]
        for index in result.indices where result[index] >= 0 { result[index] = parents[Int(result[index])] }
      case .reference(let dimension, let property):
        let references = indexes[dimension].references[property]
        guard case .reference(let target) = model.dimensions[dimension].properties[property].kind else {
          continue
        }
        let positions = indexes[target].leafPosition
        for index in result.indices where result[index] >= 0 {
          let id = references[Int(result[index])]
          result[index] = id.flatMap { positions[$0] }.map { Int32($0) } ?? -1
        }
      }
    }
    return result
  }

  /// For each row over `rows`, the row over `targets` that the accesses (one per target domain) lead to; −1 for none.
  func rowMap(from rows: [Domain], to targets: [Domain], _ accesses: [DomainAccess]) -> [Int32] {
    let sizes = rows.map(count)
    let total = sizes.reduce(1, *)
    var result = [Int32](repeating: 0, count: total)
    var stride = 1
    for (target, access) in zip(targets, accesses).reversed() {
      guard let position = rows.firstIndex(of: access.from) else {
        return [Int32](repeating: -1, count: total)
      }
      let positions = positions(along: access)
      let inner = sizes[(position + 1)...].reduce(1, *)
      for row in 0..<total where result[row] >= 0 {
        let member = positions[row / inner % sizes[position]]
        result[row] = member < 0 ? -1 : result[row] + member * Int32(stride)
      }
      stride *= count(target)
    }
    return result
  }
}
