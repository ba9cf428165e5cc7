// SPDX-License-Identifier: Apache-2.0

/// The time axis of a measure.
public enum TimeAxis: Hashable, Sendable {
  case none
  case month
  case day
}

/// The members of one dimension at one level: what rows run over.
struct Domain: Hashable, Comparable, Sendable {
  let dimension: Int
  /// nil for leaf members.
  let level: Int?

  static func < (left: Domain, right: Domain) -> Bool {
    (left.dimension, left.level ?? -1) < (right.dimension, right.level ?? -1)
  }
}

/// What a block runs over: rows are the product of its domains, the first outermost.
struct Shape: Hashable, Sendable {
  var domains: [Domain]
  var axis: TimeAxis

  static let scalar = Shape(domains: [], axis: .none)

  /// Domains of both in model order; the axis of whichever has one (the two must not differ).
  func union(_ other: Shape) -> Shape {
    if other.domains == domains || other.domains.isEmpty {
      return Shape(domains: domains, axis: axis == .none ? other.axis : axis)
    }
    var all = domains
    for domain in other.domains where !all.contains(domain) { all.append(domain) }
    return Shape(domains: all.sorted(), axis: axis == .none ? other.axis : axis)
  }
}
